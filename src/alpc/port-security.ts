/** How a port's server learns who its client is. */
import { Absence, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeClientToken, decodeQualityOfService, type QualityOfServiceFacts } from "./security-context.ts";
import { hasStateBit } from "./state-bits.ts";

export interface PortSecurityFacts extends QualityOfServiceFacts {
  /** "Static": captured when the connection was made. "Dynamic": captured anew with each message. */
  readonly kind: "Static" | "Dynamic";
  /** The captured token; NotApplicable for dynamic security and before anything was captured. */
  readonly token: Maybe<Word64>;
}

/** The state bit `DynamicSecurity` decides; the quality of service is then the one that the port was created with. */
export function decodePortSecurity(port: Structure): PortSecurityFacts {
  return hasStateBit(port, "DynamicSecurity")
    ? { kind: "Dynamic", ...decodeQualityOfService(port, "PortAttributes.SecurityQos"), token: notApplicable("the client's token is captured with each message") }
    : { kind: "Static", ...decodeStaticSecurity(port) };
}

/** Before anything was captured the memory of the context means nothing, zeros would read as "anonymous": then the quality of service is the one that was asked for. */
function decodeStaticSecurity(port: Structure): Omit<PortSecurityFacts, "kind"> {
  const token = decodeClientToken(port, "StaticSecurity");
  if (token instanceof Absence && token.kind === "NotApplicable") {
    const wasAsked = present(port.number("PortAttributes.SecurityQos.Length")) !== 0;
    return wasAsked ? { ...decodeQualityOfService(port, "PortAttributes.SecurityQos"), token } : { impersonationLevel: token, trackingMode: token, effectiveOnly: token, token };
  }
  return { ...decodeQualityOfService(port, "StaticSecurity.SecurityQos"), token };
}
