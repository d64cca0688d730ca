/** What a port's owner asked for, and how it learns who its clients are. */
import { Absence, mapPresent } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { hostWord } from "../../target/host-values.ts";
import { Word64 } from "../../target/word64.ts";
import type { NamedFlags, PortAttributeFacts } from "../../alpc/port-attributes.ts";
import type { PortSecurityFacts } from "../../alpc/port-security.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property } from "../members.ts";

/** A flags word whose bits have names: `Value` and `Names`. */
export class NamedValue {
  readonly Value: JsProvider.Int64;
  readonly Names: readonly string[];

  constructor({ value, names }: NamedFlags) {
    this.Value = hostWord(Word64.fromNumber(value));
    this.Names = names;
  }

  toString(): string {
    return this.Names.length === 0 ? "none" : this.Names.join(" | ");
  }
}

export class PortAttributes {
  readonly __context: ModelContext;
  readonly __facts: PortAttributeFacts;

  constructor(context: ModelContext, facts: PortAttributeFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { flags, maxMessageLength } = this.__facts;
    const names = flags instanceof Absence ? `<${flags.reason}>` : flags.names.join(" | ") || "no flags";
    return `${names}${maxMessageLength instanceof Absence ? "" : `, messages of at most ${maxMessageLength} bytes`}`;
  }
}

export const portAttributesClass = defineClass("port-attributes", "What the owner asked for when it created or connected the port.", PortAttributes, {
  Flags: property("Flags by name.", ({ __facts }) => mapPresent(__facts.flags, (flags) => new NamedValue(flags))),
  MaxMessageLength: property("Bytes of the longest message.", ({ __facts }) => __facts.maxMessageLength),
  MemoryBandwidth: property("Bytes of memory bandwidth that the port may use.", ({ __facts }) => __facts.memoryBandwidth),
  MaxPoolUsage: property("Bytes of pool that its messages may use.", ({ __facts }) => __facts.maxPoolUsage),
  MaxSectionSize: property("Bytes of the largest section.", ({ __facts }) => __facts.maxSectionSize),
  MaxViewSize: property("Bytes of the largest view.", ({ __facts }) => __facts.maxViewSize),
  MaxTotalSectionSize: property("Bytes of all sections together.", ({ __facts }) => __facts.maxTotalSectionSize),
  DupObjectTypes: property("Kinds of object whose handles may travel in messages.", ({ __facts }) => mapPresent(__facts.dupObjectTypes, (types) => new NamedValue(types))),
});

export class PortSecurity {
  readonly __context: ModelContext;
  readonly __facts: PortSecurityFacts;

  constructor(context: ModelContext, facts: PortSecurityFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { kind, impersonationLevel } = this.__facts;
    return `${kind}, ${impersonationLevel instanceof Absence ? `<${impersonationLevel.reason}>` : impersonationLevel}`;
  }
}

export const portSecurityClass = defineClass("port-security", "How a port's server learns who its client is.", PortSecurity, {
  Kind: property("Static: captured when the connection was made. Dynamic: captured anew with each message.", ({ __facts }) => __facts.kind),
  ImpersonationLevel: property("How far the server may act as the client.", ({ __facts }) => __facts.impersonationLevel),
  TrackingMode: property("Whether later changes of the client's token count.", ({ __facts }) => __facts.trackingMode),
  EffectiveOnly: property("Whether only what is enabled in the client's token may be used.", ({ __facts }) => __facts.effectiveOnly),
  Token: property("The captured token.", ({ __context, __facts }) => mapPresent(__facts.token, (token) => nativeObject(__context.target, "_TOKEN", token))),
});
