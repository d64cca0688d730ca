/**
 * Entries that the processor does not accept, whose meaning is Windows' own: pages in transition, prototypes, pages in
 * a page file. Fields from the public symbols of kernels 10240 to 22621 (`_MMPTE_TRANSITION`, `_MMPTE_PROTOTYPE`,
 * `_MMPTE_SOFTWARE`); older kernels have the same two state bits.
 */
import type { PagingMode } from "./paging-mode.ts";

export type SoftwareEntry =
  /** Never touched, or filled with zeros when it is. */
  | { readonly kind: "zero" }
  /** Being removed, but still in memory. */
  | { readonly kind: "transition"; readonly physical: bigint }
  /** Described by another entry, at this virtual address. */
  | { readonly kind: "prototype"; readonly address: bigint }
  /** Described by the process's address descriptors only. */
  | { readonly kind: "descriptor" }
  | { readonly kind: "pageFile" };

/** What the meaning of the bits depends on. */
export interface EntryRules {
  readonly mode: PagingMode;
  readonly buildNumber: number;
  /** Highest page frame that the machine has. */
  readonly highestFrame: number;
  /** `MiState.Hardware.InvalidPteMask`, where symbols give it. */
  readonly invalidMask?: bigint;
}

const PROTOTYPE = 1n << 10n;
const TRANSITION = 1n << 11n;
/** The entry is stored as it is; otherwise the mask's bits were added against reading through it. */
const SWIZZLE = 1n << 4n;
/** Set in invalid entries by kernels that guard against speculative reads, unless symbols say otherwise. */
const USUAL_INVALID_BIT = 1n << 45n;
const FRAME_UNTIL_19041 = 0x0000ffff_fffff000n;
const FRAME = 0x000fffff_fffff000n;

function transitionAddress(entry: bigint, rules: EntryRules): bigint {
  if (rules.mode.entrySize === 4) {
    return entry & 0xfffff000n;
  }
  const mask = (entry & SWIZZLE) === 0n ? (rules.invalidMask ?? 0n) : 0n;
  const physical = entry & ~mask & (rules.buildNumber >= 22000 ? FRAME : FRAME_UNTIL_19041);
  return physical >> 12n > BigInt(rules.highestFrame) ? physical & ~USUAL_INVALID_BIT : physical;
}

function prototypeAddress(entry: bigint, mode: PagingMode): bigint | undefined {
  if (mode.entrySize === 4) {
    return 0x80000000n | ((entry >> 1n) & 0x7ffffc00n) | ((entry << 1n) & 0x3fcn);
  }
  const high = entry >> 32n;
  if (high === 0xffffffffn) {
    return undefined;
  }
  if (mode.levels.length === 3) {
    return high;
  }
  return BigInt.asUintN(64, BigInt.asIntN(64, entry) >> 16n);
}

/** The meaning of an entry that is not valid. */
export function softwareEntry(entry: bigint, rules: EntryRules): SoftwareEntry {
  if (entry === 0n) {
    return { kind: "zero" };
  }
  if ((entry & PROTOTYPE) !== 0n) {
    const address = prototypeAddress(entry, rules.mode);
    return address === undefined ? { kind: "descriptor" } : { kind: "prototype", address };
  }
  if ((entry & TRANSITION) !== 0n) {
    return { kind: "transition", physical: transitionAddress(entry, rules) };
  }
  return { kind: "pageFile" };
}
