/** How a machine's page tables are built. Figures from Intel's and Arm's manuals. */
import type { Machine } from "../format/header.ts";

export interface PagingLevel {
  /** Lowest bit of the address that selects the entry. */
  readonly shift: number;
  /** Bits that select it. */
  readonly bits: number;
  /** An entry can map the whole range as one page. */
  readonly mayBeLarge: boolean;
}

export interface PagingMode {
  readonly name: string;
  readonly entrySize: 4 | 8;
  /** From the root down. */
  readonly levels: readonly PagingLevel[];
  /** Of a root as kept in a process. */
  readonly rootMask: bigint;
  /** Physical address within a valid entry. */
  readonly frameMask: bigint;
  isValid(entry: bigint, isLast: boolean): boolean;
  isLarge(entry: bigint): boolean;
  /** First physical address of a large page. */
  largeBase(entry: bigint, shift: number): bigint;
  isKernelAddress(address: bigint): boolean;
  /** The address in the form that the tables are indexed with; undefined for one that the processor rejects. */
  canonical(address: bigint): bigint | undefined;
}

const VALID = 1n;
const LARGE = 0x80n;
const FRAME_64 = 0x000fffff_fffff000n;

function signed(address: bigint, bits: number): bigint | undefined {
  const unsigned = BigInt.asUintN(64, address);
  return BigInt.asUintN(64, BigInt.asIntN(bits, unsigned)) === unsigned ? unsigned : undefined;
}

const level = (shift: number, bits: number, mayBeLarge: boolean): PagingLevel => ({ shift, bits, mayBeLarge });
const lowerLevels = [level(30, 9, true), level(21, 9, true), level(12, 9, false)];

function intel64(name: string, levels: readonly PagingLevel[], bits: number): PagingMode {
  return {
    name,
    entrySize: 8,
    levels,
    rootMask: FRAME_64,
    frameMask: FRAME_64,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    largeBase: (entry, shift) => ((entry & FRAME_64) >> BigInt(shift)) << BigInt(shift),
    isKernelAddress: (address) => BigInt.asUintN(64, address) >> 63n === 1n,
    canonical: (address) => signed(address, bits),
  };
}

const is32BitKernel = (address: bigint): boolean => BigInt.asUintN(32, address) >= 0x8000_0000n;
const canonical32 = (address: bigint): bigint => BigInt.asUintN(32, address);

export const pagingModes = {
  x86: {
    name: "x86",
    entrySize: 4,
    levels: [level(22, 10, true), level(12, 10, false)],
    rootMask: 0xfffff000n,
    frameMask: 0xfffff000n,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    // Bits 13 to 20 hold bits 32 to 39 of the address (PSE-36).
    largeBase: (entry) => (entry & 0xffc0_0000n) | (((entry >> 13n) & 0xffn) << 32n),
    isKernelAddress: is32BitKernel,
    canonical: canonical32,
  },
  pae: {
    name: "x86 PAE",
    entrySize: 8,
    levels: [level(30, 2, false), level(21, 9, true), level(12, 9, false)],
    rootMask: 0xffffffe0n,
    frameMask: FRAME_64,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    largeBase: (entry, shift) => ((entry & FRAME_64) >> BigInt(shift)) << BigInt(shift),
    isKernelAddress: is32BitKernel,
    canonical: canonical32,
  },
  x64: intel64("x64", [level(39, 9, false), ...lowerLevels], 48),
  la57: intel64("x64 with 57-bit addresses", [level(48, 9, false), level(39, 9, false), ...lowerLevels], 57),
  arm64: {
    name: "ARM64",
    entrySize: 8,
    levels: [level(39, 9, false), ...lowerLevels],
    rootMask: 0x0000ffff_fffff000n,
    frameMask: 0x0003ffff_fffff000n,
    isValid: (entry, isLast) => (entry & VALID) !== 0n && (!isLast || (entry & 2n) !== 0n),
    isLarge: (entry) => (entry & 2n) === 0n,
    largeBase: (entry, shift) => ((entry & 0x0003ffff_fffff000n) >> BigInt(shift)) << BigInt(shift),
    isKernelAddress: (address) => BigInt.asUintN(64, address) >> 63n === 1n,
    canonical: (address) => signed(address, 48),
  },
} as const satisfies Record<string, PagingMode>;

/** The modes that a machine can be in, the likelier first. `isPae`: what the dump says, if it does. */
export function modesOf(machine: Machine, isPae: boolean | undefined): readonly PagingMode[] {
  switch (machine) {
    case "arm64":
      return [pagingModes.arm64];
    case "x64":
      return [pagingModes.x64, pagingModes.la57];
    case "x86":
      return isPae === false ? [pagingModes.x86, pagingModes.pae] : [pagingModes.pae, pagingModes.x86];
  }
}
