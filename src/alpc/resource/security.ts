/**
 * On whose behalf a server may act for its client: `_SECURITY_CLIENT_CONTEXT` with its quality of service, and
 * `_KALPC_SECURITY_DATA`, captured once and handed on with messages.
 */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { StateFacts } from "../../facts/state.ts";
import { decodeReference } from "../../generation/references.ts";
import { decodeState } from "../state-bits.ts";

/** `SECURITY_IMPERSONATION_LEVEL` of the Windows headers; all versions. */
const LEVELS: readonly string[] = [
  "SecurityAnonymous",
  "SecurityIdentification",
  "SecurityImpersonation",
  "SecurityDelegation",
];

/** `SECURITY_QUALITY_OF_SERVICE` of the Windows headers; all versions. */
export interface QualityOfServiceFacts {
  /** "SecurityImpersonation", "unknown level n" otherwise. */
  readonly impersonationLevel: Maybe<string>;
  /** "Static" or "Dynamic": whether the client's later changes of its token count. */
  readonly trackingMode: Maybe<"Static" | "Dynamic">;
  /** Only what is enabled in the client's token counts. */
  readonly effectiveOnly: Maybe<boolean>;
}

/** A quality of service at a path of a structure. */
export function decodeQualityOfService(structure: Structure, path: string): QualityOfServiceFacts {
  const level = structure.number(`${path}.ImpersonationLevel`);
  const tracking = structure.number(`${path}.ContextTrackingMode`);
  return {
    impersonationLevel: isAbsent(level) ? level : (LEVELS[level] ?? `unknown level ${level}`),
    trackingMode: isAbsent(tracking) ? tracking : tracking === 0 ? "Static" : "Dynamic",
    effectiveOnly: structure.flag(`${path}.EffectiveOnly`),
  };
}

/**
 * The token of a client context at a path: NotApplicable for a null pointer, Invalid for one that cannot lead to a
 * token. Its low bits are taken off: an object is aligned, and references of the kernel may keep flags there
 * (assumption; without flags it changes nothing).
 */
export function decodeClientToken(structure: Structure, path: string): Maybe<Word64> {
  const token = structure.pointer(`${path}.ClientToken`);
  if (isAbsent(token)) {
    return token;
  }
  const size = structure.layout.find(`${path}.ClientToken`)?.size === 4 ? 4 : 8;
  const object = token.withoutLowBits(size === 4 ? 3 : 4);
  if (object.isZero) {
    return notApplicable("no token was captured");
  }
  return isKernelAddress(object, size) ? object : invalid(`the token ${token} is not in kernel space`, token);
}

/** A security context: a client's token, captured once, with the quality of service. */
export interface SecurityDataFacts extends QualityOfServiceFacts {
  readonly kind: "SecurityContext";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  readonly ownerProcess: Maybe<Word64>;
  /** Its value in the ALPC handle table. */
  readonly handle: Maybe<Word64>;
  /** The `_ALPC_HANDLE_TABLE` with that handle; NotApplicable where it is in none. */
  readonly handleTable: Maybe<Word64>;
  /** The captured `_TOKEN`; NotApplicable where none was, Invalid where the pointer cannot lead to one. */
  readonly token: Maybe<Word64>;
  readonly state: Maybe<StateFacts>;
}

function decodeSecurityData(structure: Structure): SecurityDataFacts {
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

/** The security context at an address. Its blob header says whether there is one: see `readResource`. */
export function readSecurityData(target: Target, address: Word64): Maybe<SecurityDataFacts> {
  const structure = target.readStructure("_KALPC_SECURITY_DATA", address);
  return isAbsent(structure) ? structure : decodeSecurityData(structure);
}
