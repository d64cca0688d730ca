/** The rights of port objects, and who may connect by an access list. */
import type { Maybe } from "../../target/absence.ts";
import { namesOfBits, type NamedBit } from "../named-bits.ts";
import { INHERIT_ONLY, type AccessEntry, type AccessList } from "./access-list.ts";
import {
  ALL_PACKAGES,
  ALL_RESTRICTED_PACKAGES,
  ANONYMOUS,
  EVERYONE,
  isCapabilitySid,
  isPackageSid,
} from "./sid-names.ts";

/** Which of the least privileged callers a port is open to. */
export interface PortOpenness {
  /** Absent if the rest of the list cannot be read; so are the others. */
  readonly everyone: Maybe<boolean>;
  readonly anonymous: Maybe<boolean>;
  /**
   * "all": with or without less privilege; "some": single packages, or those with a capability. Their user must be
   * allowed, too.
   */
  readonly appContainers: Maybe<"all" | "some" | "none">;
}

/** Every right of a port: `PORT_ALL_ACCESS` of LPC, equal to `ALPC_PORT_ALL_ACCESS`. */
const ALL_ACCESS = 0x1f0001;

const RIGHTS: readonly NamedBit[] = [
  { bit: 0x1, name: "connect" },
  { bit: 0x10000, name: "delete" },
  { bit: 0x20000, name: "read control" },
  { bit: 0x40000, name: "write DAC" },
  { bit: 0x80000, name: "write owner" },
  { bit: 0x100000, name: "synchronize" },
  { bit: 0x1000000, name: "system security" },
  { bit: 0x2000000, name: "maximum allowed" },
  { bit: 0x10000000, name: "generic all" },
  { bit: 0x20000000, name: "generic execute" },
  { bit: 0x40000000, name: "generic write" },
  { bit: 0x80000000, name: "generic read" },
];

/**
 * `PORT_CONNECT`, and the generic rights that map to it: read, write and all, not execute (the mapping of the port
 * types in a running NT 5.2 compatible kernel).
 */
const CONNECTING = (0x1 | 0x10000000 | 0x40000000 | 0x80000000) >>> 0;

/** The rights of a mask by name; "all" if it has every right. */
export function formatPortRights(mask: number): readonly string[] {
  return mask === ALL_ACCESS || (mask & 0x10000000) !== 0 ? ["all"] : namesOfBits(mask, RIGHTS);
}

/** Whether an entry decides about connecting: it allows or denies it, and applies to the object itself. */
export function isAboutConnecting({ kind, flags, mask }: AccessEntry): boolean {
  return (kind === "Allow" || kind === "Deny") && (flags & INHERIT_ONLY) === 0 && (mask & CONNECTING) !== 0;
}

/** Who may connect by a list; everybody if there is none (undefined). Conditional entries are ignored. */
export function opennessOf(list: AccessList | undefined): PortOpenness {
  if (list === undefined) {
    return { everyone: true, anonymous: true, appContainers: "all" };
  }
  const entries = list.entries.filter((entry) => isAboutConnecting(entry) && !entry.isConditional);
  // The first entry for an identifier decides.
  const allowed = entries
    .filter(({ sid }, index) => entries.findIndex((other) => other.sid.text === sid.text) === index)
    .filter(({ kind }) => kind === "Allow")
    .map(({ sid }) => sid);
  const isAllowed = (text: string): boolean => allowed.some((sid) => sid.text === text);
  const isPartlyOpen = allowed.some((sid) => isPackageSid(sid) || isCapabilitySid(sid));
  return {
    everyone: isAllowed(EVERYONE) || (list.broken ?? false),
    anonymous: isAllowed(ANONYMOUS) || (list.broken ?? false),
    appContainers:
      isAllowed(ALL_PACKAGES) || isAllowed(ALL_RESTRICTED_PACKAGES)
        ? "all"
        : (list.broken ?? (isPartlyOpen ? "some" : "none")),
  };
}
