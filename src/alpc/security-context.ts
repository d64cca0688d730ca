/** `_SECURITY_CLIENT_CONTEXT` and `_SECURITY_QUALITY_OF_SERVICE`: as whom a server may act for its client. */
import { invalid, isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
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

/**
 * The token of a client context at a path: NotApplicable where there is none, Invalid where the pointer cannot lead to one. Its low bits are
 * taken off: an object is aligned, and references of the kernel may keep flags there (assumption; without flags it changes nothing).
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
