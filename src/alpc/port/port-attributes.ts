/**
 * What a port's owner asked for when it created or connected it (`_ALPC_PORT_ATTRIBUTES`), and how its server learns
 * who the client is.
 */
import { isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Word64 } from "../../target/word64.ts";
import { namesOfBits, type NamedBit } from "../../nt/named-bits.ts";
import { decodeClientToken, decodeQualityOfService, type QualityOfServiceFacts } from "../resource/security.ts";
import { hasStateBit } from "../state-bits.ts";

/** `PortAttributes.Flags`; public headers of System Informer, Vista to Windows 11. */
const FLAGS: readonly NamedBit[] = [
  { bit: 0x1000, name: "LpcMode" },
  { bit: 0x10000, name: "AllowImpersonation" },
  { bit: 0x20000, name: "AllowLpcRequests" },
  { bit: 0x40000, name: "WaitablePort" },
  { bit: 0x80000, name: "AllowDupObject" },
  { bit: 0x100000, name: "SystemProcess" },
  { bit: 0x200000, name: "WakePolicy1" },
  { bit: 0x400000, name: "WakePolicy2" },
  { bit: 0x800000, name: "WakePolicy3" },
  { bit: 0x1000000, name: "DirectMessage" },
  { bit: 0x2000000, name: "AllowMultiHandleAttribute" },
];

/** A flags word and the names of what is set in it. */
export interface NamedFlags {
  readonly value: number;
  readonly names: readonly string[];
}

/** Sizes in bytes. */
export interface PortAttributeFacts {
  readonly flags: Maybe<NamedFlags>;
  readonly maxMessageLength: Maybe<Word64>;
  readonly memoryBandwidth: Maybe<Word64>;
  readonly maxPoolUsage: Maybe<Word64>;
  readonly maxSectionSize: Maybe<Word64>;
  readonly maxViewSize: Maybe<Word64>;
  readonly maxTotalSectionSize: Maybe<Word64>;
  /** Kinds of objects whose handles messages may carry; absent like the other members where the symbols lack it. */
  readonly dupObjectTypes: Maybe<NamedFlags>;
}

/** The attributes of a port from its `_ALPC_PORT`. */
export function decodePortAttributes(port: Structure): PortAttributeFacts {
  const size = (name: string): Maybe<Word64> => port.word(`PortAttributes.${name}`);
  return {
    flags: mapPresent(port.number("PortAttributes.Flags"), (value) => ({ value, names: namesOfBits(value, FLAGS) })),
    maxMessageLength: size("MaxMessageLength"),
    memoryBandwidth: size("MemoryBandwidth"),
    maxPoolUsage: size("MaxPoolUsage"),
    maxSectionSize: size("MaxSectionSize"),
    maxViewSize: size("MaxViewSize"),
    maxTotalSectionSize: size("MaxTotalSectionSize"),
    dupObjectTypes: mapPresent(port.number("PortAttributes.DupObjectTypes"), (value) => ({
      value,
      names: formatObjectTypes(value),
    })),
  };
}

/** `OB_FILE_OBJECT_TYPE` and so on of public native headers; "Invalid" has no name there. */
const OBJECT_TYPES: readonly NamedBit[] = [
  { bit: 0x1, name: "File" },
  { bit: 0x2, name: "Invalid" },
  { bit: 0x4, name: "Thread" },
  { bit: 0x8, name: "Semaphore" },
  { bit: 0x10, name: "Event" },
  { bit: 0x20, name: "Process" },
  { bit: 0x40, name: "Mutex" },
  { bit: 0x80, name: "Section" },
  { bit: 0x100, name: "RegistryKey" },
  { bit: 0x200, name: "Token" },
  { bit: 0x400, name: "Composition" },
  { bit: 0x800, name: "Job" },
];

/** Names of the types in a mask. */
export function formatObjectTypes(mask: number): readonly string[] {
  return namesOfBits(mask, OBJECT_TYPES);
}

/**
 * How a port's server learns who its client is. Level, tracking mode and the rest are NotApplicable where nothing was
 * asked for or captured.
 */
export interface PortSecurityFacts extends QualityOfServiceFacts {
  /** "Static": captured when the connection was made. "Dynamic": captured anew with each message. */
  readonly kind: "Static" | "Dynamic";
  /** The captured token; NotApplicable for dynamic security and before anything was captured. */
  readonly token: Maybe<Word64>;
}

/** The state bit `DynamicSecurity` decides; the quality of service is then the one that the port was created with. */
export function decodePortSecurity(port: Structure): PortSecurityFacts {
  return hasStateBit(port, "DynamicSecurity")
    ? {
        kind: "Dynamic",
        ...decodeQualityOfService(port, "PortAttributes.SecurityQos"),
        token: notApplicable("the client's token is captured with each message"),
      }
    : { kind: "Static", ...decodeStaticSecurity(port) };
}

/**
 * Before anything was captured the memory of the context means nothing, zeros would read as "anonymous": then the
 * quality of service is the one that was asked for.
 */
function decodeStaticSecurity(port: Structure): Omit<PortSecurityFacts, "kind"> {
  const token = decodeClientToken(port, "StaticSecurity");
  if (isAbsent(token) && token.kind === "NotApplicable") {
    const wasAsked = present(port.number("PortAttributes.SecurityQos.Length")) !== 0;
    return wasAsked
      ? { ...decodeQualityOfService(port, "PortAttributes.SecurityQos"), token }
      : { impersonationLevel: token, trackingMode: token, effectiveOnly: token, token };
  }
  return { ...decodeQualityOfService(port, "StaticSecurity.SecurityQos"), token };
}
