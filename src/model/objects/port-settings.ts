/** The attributes that a port's owner requested, and how it identifies its clients. */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { Word64 } from "../../target/word64.ts";
import type { NamedFlags, PortAttributeFacts, PortSecurityFacts } from "../../alpc/port/port-attributes.ts";
import { formatMaybe } from "../../text/absent.ts";
import { fact, FactObject, factObject } from "../base/object.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";

/** A flags word whose bits have names: `Value` and `Names`. */
export class NamedValue extends FactObject<NamedFlags> {
  protected override __describe({ names }: NamedFlags): string {
    return names.length === 0 ? "none" : names.join(" | ");
  }
}

export const namedValueClass = defineClass<NamedValue>(
  "named-flags",
  "A flags word of a port's attributes.",
  NamedValue,
  {
    Value: fact("The whole word.", ({ value }: NamedFlags) => Word64.fromNumber(value)),
    Names: fact("Names of the bits that are set.", ({ names }: NamedFlags) => names),
  },
);

/** One of the two flags words of these attributes. */
function namedValue(
  attributes: PortAttributes,
  pick: (facts: PortAttributeFacts) => Maybe<NamedFlags>,
): Maybe<NamedValue> {
  return factObject(NamedValue, attributes.__context, () => mapPresent(attributes.__facts, pick));
}

/** The attributes of an ALPC port. Limits are in bytes. */
export class PortAttributes extends FactObject<PortAttributeFacts> {
  protected override __describe({ flags, maxMessageLength }: PortAttributeFacts): string {
    const names = isAbsent(flags) ? `<${flags.reason}>` : flags.names.join(" | ") || "no flags";
    return `${names}${isAbsent(maxMessageLength) ? "" : `, messages of at most ${maxMessageLength.toNumber() ?? maxMessageLength} bytes`}`;
  }
}

export const portAttributesClass = defineClass<PortAttributes>(
  "port-attributes",
  "What the owner asked for when it created or connected the port.",
  PortAttributes,
  {
    Flags: property("Flags by name.", (attributes) => namedValue(attributes, ({ flags }) => flags)),
    // The other limits are often all ones, for "unlimited", which reads better in hexadecimal.
    MaxMessageLength: inDecimal(
      fact("Bytes of the longest message.", ({ maxMessageLength }: PortAttributeFacts) => maxMessageLength),
    ),
    MemoryBandwidth: fact(
      "Bytes of memory bandwidth that the port may use.",
      ({ memoryBandwidth }: PortAttributeFacts) => memoryBandwidth,
    ),
    MaxPoolUsage: fact(
      "Bytes of pool that its messages may use.",
      ({ maxPoolUsage }: PortAttributeFacts) => maxPoolUsage,
    ),
    MaxSectionSize: fact("Bytes of the largest section.", ({ maxSectionSize }: PortAttributeFacts) => maxSectionSize),
    MaxViewSize: fact("Bytes of the largest view.", ({ maxViewSize }: PortAttributeFacts) => maxViewSize),
    MaxTotalSectionSize: fact(
      "Bytes of all sections together.",
      ({ maxTotalSectionSize }: PortAttributeFacts) => maxTotalSectionSize,
    ),
    DupObjectTypes: property("Kinds of object whose handles may travel in messages.", (attributes) =>
      namedValue(attributes, ({ dupObjectTypes }) => dupObjectTypes),
    ),
  },
);

/** How the server of an ALPC port learns who its client is. */
export class PortSecurity extends FactObject<PortSecurityFacts> {
  protected override __describe({ kind, impersonationLevel, token }: PortSecurityFacts): string {
    const captured =
      kind === "Static" && isAbsent(token) && token !== impersonationLevel
        ? `, ${formatLevel(token.kind === "NotApplicable" ? token.reason : token)}`
        : "";
    return `${kind}, ${formatLevel(impersonationLevel)}${captured}`;
  }
}

/** An expected absence is shown without brackets: "Static, no token was captured". */
function formatLevel(level: Maybe<string>): string {
  return isAbsent(level) && level.kind === "NotApplicable" ? level.reason : formatMaybe(level);
}

export const portSecurityClass = defineClass<PortSecurity>(
  "port-security",
  "How a port's server learns who its client is.",
  PortSecurity,
  {
    Kind: fact(
      "Static: captured when the connection was made. Dynamic: captured anew with each message.",
      ({ kind }: PortSecurityFacts) => kind,
    ),
    ImpersonationLevel: fact(
      "How far the server may act as the client.",
      ({ impersonationLevel }: PortSecurityFacts) => impersonationLevel,
    ),
    TrackingMode: fact(
      "Whether later changes of the client's token count.",
      ({ trackingMode }: PortSecurityFacts) => trackingMode,
    ),
    EffectiveOnly: fact(
      "Whether only what is enabled in the client's token may be used.",
      ({ effectiveOnly }: PortSecurityFacts) => effectiveOnly,
    ),
    Token: fact("The captured token.", ({ token }: PortSecurityFacts, { target }) =>
      mapPresent(token, (address) => nativeObject(target, "_TOKEN", address)),
    ),
  },
);
