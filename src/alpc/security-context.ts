/** `_SECURITY_CLIENT_CONTEXT` and `_SECURITY_QUALITY_OF_SERVICE`: as whom a server may act for its client. */
import { isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";

/** `SECURITY_IMPERSONATION_LEVEL` of the Windows headers; all versions. */
const LEVELS: readonly string[] = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];

export interface QualityOfServiceFacts {
  /** "SecurityImpersonation", "unknown level n" otherwise. */
  readonly impersonationLevel: Maybe<string>;
  /** "Static" or "Dynamic": whether the client's later changes of its token count. */
  readonly trackingMode: Maybe<"Static" | "Dynamic">;
  readonly effectiveOnly: Maybe<boolean>;
}

/** A quality of service at a path of a structure. */
export function decodeQualityOfService(structure: Structure, path: string): QualityOfServiceFacts {
  const level = structure.number(`${path}.ImpersonationLevel`);
  const tracking = structure.number(`${path}.ContextTrackingMode`);
  return {
    impersonationLevel: isAbsent(level) ? level : LEVELS[level] ?? `unknown level ${level}`,
    trackingMode: isAbsent(tracking) ? tracking : tracking === 0 ? "Static" : "Dynamic",
    effectiveOnly: structure.flag(`${path}.EffectiveOnly`),
  };
}

/** The token of a client context at a path: NotApplicable where there is none. Its low bits can be flags of the reference. */
export function decodeClientToken(structure: Structure, path: string): Maybe<Word64> {
  const token = structure.pointer(`${path}.ClientToken`);
  if (isAbsent(token)) {
    return token;
  }
  const size = structure.layout.find(`${path}.ClientToken`)?.size === 4 ? 4 : 8;
  const object = token.withoutLowBits(size === 4 ? 3 : 4);
  return object.isZero || !isKernelAddress(object, size) ? notApplicable("no token was captured") : object;
}
