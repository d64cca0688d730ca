/**
 * Where the public record of the script host is silent or contradicts itself, the simulation can behave either way.
 * A mood fixes one answer to each open question; a script that works in every mood of {@link hostMoods} relies on none.
 */
export interface HostMood {
  readonly name: string;
  /** Whether `compareTo`, `divide`, `bitwiseShiftRight`, `convertToNumber` and decimal text of an Int64 take it as signed. */
  readonly int64: "signed" | "unsigned";
  /** Whether `getLowPart` and `getHighPart` give signed or unsigned 32-bit numbers. */
  readonly int64Halves: "signed" | "unsigned";
  /** Whether `Int64.toString(16)` begins with `0x`. */
  readonly hexPrefix: boolean;
  /** How a 32-bit address is widened to the 64 bits of an Int64. */
  readonly pointers32: "zero" | "sign";
  /** What `Process.Id` and `Thread.Id` are. */
  readonly ids: "number" | "int64";
  /** What an enum field is: a plain number, or an object that converts to one. */
  readonly enums: "number" | "object";
}

/** The mood of a debugger that is told nothing else. */
export const defaultMood: HostMood = {
  name: "default",
  int64: "signed",
  int64Halves: "unsigned",
  hexPrefix: false,
  pointers32: "zero",
  ids: "number",
  enums: "number",
};

/** Four moods in which every open question takes each of its answers at least once, in differing company. */
export const hostMoods: readonly HostMood[] = [
  defaultMood,
  { name: "contrary", int64: "unsigned", int64Halves: "signed", hexPrefix: true, pointers32: "sign", ids: "int64", enums: "object" },
  { name: "signed and widened", int64: "signed", int64Halves: "signed", hexPrefix: true, pointers32: "sign", ids: "number", enums: "object" },
  { name: "unsigned and plain", int64: "unsigned", int64Halves: "unsigned", hexPrefix: false, pointers32: "zero", ids: "int64", enums: "number" },
];
