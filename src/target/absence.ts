/**
 * Absence as a value: why a datum is not there. It is kept through to the display and never becomes 0, "" or null.
 */
import { hostWords } from "./host-errors.ts";
import type { Word64 } from "./word64.ts";

/**
 * "Unreadable": memory could not be read, or the debugger failed. "Invalid": it was read and makes no sense.
 * "NotInThisBuild": this kernel has no such type, member or symbol. "NotApplicable": it has no such part.
 */
export type AbsenceKind = "Unreadable" | "Invalid" | "NotInThisBuild" | "NotApplicable";

/** The reason, in place of a value. */
export class Absence {
  readonly kind: AbsenceKind;
  /** A sentence for people. */
  readonly reason: string;
  /** Where it applies: the address that could not be read or made no sense. */
  readonly address: Word64 | undefined;

  constructor(kind: AbsenceKind, reason: string, address?: Word64) {
    this.kind = kind;
    this.reason = reason;
    this.address = address;
  }
}

/** A value, or why it is missing. */
export type Maybe<T> = T | Absence;

/** Whether a value is an {@link Absence}; for a `Maybe` the other case is its value. */
export function isAbsent(value: unknown): value is Absence {
  return value instanceof Absence;
}

/** The first absence among several values. Throws TypeError if all of them are present. */
export function firstAbsence(...values: readonly unknown[]): Absence {
  const found = values.find(isAbsent);
  if (found === undefined) {
    throw new TypeError("none of the values is absent");
  }
  return found;
}

/** The value, or undefined if it is absent, for callers that do not need the reason. */
export function present<T>(value: Maybe<T>): T | undefined {
  return value instanceof Absence ? undefined : value;
}

/** Applies `change` to a present value; an absence passes through. */
export function mapPresent<T, U>(value: Maybe<T>, change: (datum: T) => U): U | Absence {
  return value instanceof Absence ? value : change(value);
}

/** `length` bytes at `address` could not be read. */
export function unreadable(address: Word64, length: number, what = "memory"): Absence {
  return new Absence("Unreadable", `${what} at ${address} (${length} bytes) cannot be read`, address);
}

/** What was read makes no sense. `reason`: in words for people. `address`: where it was read. */
export function invalid(reason: string, address?: Word64): Absence {
  return new Absence("Invalid", reason, address);
}

/** The type, member or symbol `name` is not in this kernel's symbols. */
export function notInThisBuild(name: string): Absence {
  return new Absence("NotInThisBuild", `${name} is not in this build of Windows`);
}

/** The thing has no such part, or is not in a state in which it has. `reason`: in words for people. */
export function notApplicable(reason: string): Absence {
  return new Absence("NotApplicable", reason);
}

/** The debugger failed on `what`. That does not mean it is missing, so the debugger's own words are passed on. */
export function hostRefused(what: string, error: unknown): Absence {
  return new Absence("Unreadable", `${what} cannot be looked up: the debugger says "${hostWords(error)}"`);
}
