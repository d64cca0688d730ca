/** Target addresses: which of them are kernel addresses, and how 32-bit ones are kept. */
import { invalid, type Absence } from "./absence.ts";
import { Word64 } from "./word64.ts";

/** Bytes of a pointer of the target. */
export type PointerSize = 4 | 8;

/** 32-bit addresses are kept zero-extended, whatever form the host or a structure uses. */
export function normalizedAddress(value: Word64, pointerSize: PointerSize): Word64 {
  return pointerSize === 4 && value.high !== 0 ? new Word64(0, value.low) : value;
}

/**
 * Whether the address lies in kernel space. 32-bit: the upper half (with /3GB the kernel has less, never more).
 * 64-bit: the upper canonical half for 48-bit and for 57-bit addresses (the top byte is all ones in both).
 */
export function isKernelAddress(address: Word64, pointerSize: PointerSize): boolean {
  return pointerSize === 4 ? address.low >= 0x80000000 && address.high === 0 : address.high >= 0xff000000;
}

/**
 * Why a pointer cannot be that of a kernel structure; undefined if it can: null, user space, or not aligned to
 * `alignment` bytes.
 */
export function validateKernelPointer(
  address: Word64,
  pointerSize: PointerSize,
  what: string,
  alignment = 4,
): Absence | undefined {
  const { high, low } = address;
  if (low % alignment === 0 && (pointerSize === 8 ? high >= 0xff000000 : high === 0 && low >= 0x80000000)) {
    return undefined;
  }
  if (address.isZero) {
    return invalid(`${what}: the pointer is null`, address);
  }
  if (!isKernelAddress(address, pointerSize)) {
    return invalid(`${what}: ${address} is not in kernel space`, address);
  }
  return invalid(`${what}: ${address} is not aligned`, address);
}
