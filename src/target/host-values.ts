/**
 * The boundary between the host's values and ours: numbers, Int64 objects, pointers and enums become {@link Word64},
 * and back. Whether the host extends 32-bit pointers with zeros or with their sign is not documented: both are
 * accepted.
 */
import { Word64 } from "./word64.ts";
import { scriptHost } from "./host.ts";

interface HostHalves {
  getLowPart(): number;
  getHighPart(): number;
}

function hasHalves(value: unknown): value is HostHalves {
  const candidate = value as Partial<HostHalves> | undefined | null;
  try {
    return (
      typeof value === "object" &&
      candidate !== null &&
      candidate !== undefined &&
      typeof candidate.getLowPart === "function" &&
      typeof candidate.getHighPart === "function"
    );
  } catch (_error) {
    // Native objects resolve names in the target, which can fail.
    return false;
  }
}

/** The value of a number or of the host's Int64; undefined for anything else or a number that is not whole. */
export function wordFromHost(value: unknown): Word64 | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) ? Word64.fromNumber(value) : undefined;
  }
  return hasHalves(value) ? new Word64(value.getHighPart(), value.getLowPart()) : undefined;
}

/**
 * A small number given as a number, an Int64 or an object that converts to one (process ids, enums); undefined
 * otherwise.
 */
export function numberFromHost(value: unknown): number | undefined {
  const word = wordFromHost(value);
  if (word !== undefined) {
    return word.toNumber();
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  try {
    const converted = Number(value);
    return Number.isSafeInteger(converted) ? converted : undefined;
  } catch (_error) {
    return undefined;
  }
}

/** The host's 64-bit object of a value: what `Address` and ids are shown as. */
export function hostWord(value: Word64): JsProvider.Int64 {
  return scriptHost().Int64(value.low, value.high);
}

/**
 * The address of a native object, pointer or location, from the property that each of them answers; undefined where
 * there is none.
 */
export function addressFromHost(value: unknown): Word64 | undefined {
  const direct = wordFromHost(value);
  if (direct !== undefined || typeof value !== "object" || value === null) {
    return direct;
  }
  const candidate = value as { readonly address?: unknown; readonly targetLocation?: { readonly address?: unknown } };
  try {
    return wordFromHost(candidate.address) ?? wordFromHost(candidate.targetLocation?.address);
  } catch (_error) {
    return undefined;
  }
}

/**
 * Where a native object lies: the `address` of its location, since a pointer's own `address` is what it holds. Where
 * there is no location, the object's `address`; undefined where there is neither, as for a plain value.
 */
export function locationFromHost(value: unknown): Word64 | undefined {
  const candidate = value as
    { readonly address?: unknown; readonly targetLocation?: { readonly address?: unknown } } | null | undefined;
  if (typeof candidate !== "object" || candidate === null) {
    return undefined;
  }
  try {
    return wordFromHost(candidate.targetLocation?.address) ?? wordFromHost(candidate.address);
  } catch (_error) {
    return undefined;
  }
}

/** An element of an indexable object's iteration, with the index under which `dx` shows it. */
export function indexedValue(value: unknown, indices: readonly unknown[]): unknown {
  const host = scriptHost();
  return new host.indexedValue(value, indices.slice());
}
