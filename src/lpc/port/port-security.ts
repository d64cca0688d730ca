/** How the server of a connection impersonates its client. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeReference } from "../../generation/references.ts";
import type { LpcPortFacts } from "./port.ts";
import { hasPortFlag } from "./port-kind.ts";

/** Whose rights the server has when it acts for the client of a connection. */
export interface LpcPortSecurity {
  /** "Static": the client's rights at the time of the connection. "Dynamic": those at each message. */
  readonly kind: "Static" | "Dynamic";
  /** `SECURITY_IMPERSONATION_LEVEL`: 0 anonymous, 1 identification, 2 impersonation, 3 delegation. */
  readonly impersonationLevel: Maybe<number>;
  /** Only what is enabled in the client's token counts. */
  readonly effectiveOnly: Maybe<boolean>;
  /** The client's token; NotApplicable with dynamic tracking, and if the kernel keeps none. */
  readonly token: Maybe<Word64>;
}

/** NotApplicable for connection and server ports: the quality of service is in the client's port. */
export function decodePortSecurity(port: LpcPortFacts): Maybe<LpcPortSecurity> {
  if (port.role !== "client") {
    return notApplicable("only the client's port says with whose rights the server acts");
  }
  const isDynamic = mapPresent(port.state, (state) => hasPortFlag(state.value, "DynamicSecurity"));
  if (isAbsent(isDynamic)) {
    return isDynamic;
  }
  return {
    kind: isDynamic ? "Dynamic" : "Static",
    impersonationLevel: port.structure.number("SecurityQos.ImpersonationLevel"),
    effectiveOnly: port.structure.flag("SecurityQos.EffectiveOnly"),
    token: decodeReference(port.structure, "StaticSecurity.ClientToken", "the port keeps no token"),
  };
}
