/** `_KALPC_SECURITY_DATA`: a client's security context, captured once and handed on with messages. */
import { Absence, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { StateFacts } from "../facts/state.ts";
import { decodeReference } from "../generation/references.ts";
import { decodeClientToken, decodeQualityOfService, type QualityOfServiceFacts } from "./security-context.ts";
import { decodeState } from "./state-bits.ts";

export interface SecurityDataFacts extends QualityOfServiceFacts {
  readonly kind: "SecurityContext";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  readonly ownerProcess: Maybe<Word64>;
  readonly handle: Maybe<Word64>;
  readonly handleTable: Maybe<Word64>;
  readonly token: Maybe<Word64>;
  readonly state: Maybe<StateFacts>;
}

export function decodeSecurityData(structure: Structure): SecurityDataFacts {
  return {
    kind: "SecurityContext",
    address: structure.address,
    structure,
    ownerPort: decodeReference(structure, "OwnerPort", "the security context has no owner port"),
    ownerProcess: decodeReference(structure, "OwningProcess", "the security context has no owner process"),
    handle: structure.pointer("ContextHandle"),
    handleTable: decodeReference(structure, "HandleTable", "the security context is in no handle table"),
    token: decodeClientToken(structure, "DynamicSecurity"),
    ...decodeQualityOfService(structure, "DynamicSecurity.SecurityQos"),
    state: decodeState(structure),
  };
}

/** The security context at an address. Whether there is one, its blob header tells: see `readResource`. */
export function readSecurityData(target: Target, address: Word64): Maybe<SecurityDataFacts> {
  const structure = target.readStructure("_KALPC_SECURITY_DATA", address);
  return structure instanceof Absence ? structure : decodeSecurityData(structure);
}
