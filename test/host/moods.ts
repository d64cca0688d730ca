/**
 * Where the public record of the script host is silent or contradicts itself, the simulation can behave either way.
 * A mood fixes one answer to each open question; a script that works in every mood of {@link hostMoods} relies on none.
 */
export interface HostMood {
  readonly name: string;
  /**
   * How an Int64 treats its top bit. As "seen" in the provider: an Int64 from memory, from halves or from text is
   * unsigned, one made from a negative number or a typed literal signed; text and `compareTo` follow that, `divide` and
   * `bitwiseShiftRight` are unsigned, and text without a radix is hexadecimal. Otherwise every Int64 is signed or
   * unsigned in all of these, and its text decimal.
   */
  readonly int64: "seen" | "signed" | "unsigned";
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
  /** The minor version of the script interface (its major version is 1) that the host offers. */
  readonly interfaceMinor: number;
  /**
   * Which engine runs scripts. It decides what the user sees of an error: ChakraCore's own texts and the place ("[at
   * script (line 1 col 2)]"), or with V8 the string conversion of what was thrown.
   */
  readonly engine: "chakra" | "v8";
  /**
   * Whether `getModuleSymbolAddress` and `getModuleSymbol` take further arguments as the published declarations say. As
   * seen the former takes two.
   */
  readonly symbolArguments: "seen" | "declared";
  /**
   * 32-bit targets: as "seen" public symbols are found as `_Name` only, the engine lists no processes, and process and
   * thread objects have sign-extended addresses; "plain" is as with 64 bits.
   */
  readonly targets32: "seen" | "plain";
}

/** The default mood: that of the provider in which all this was seen (10.0.25967). */
export const defaultMood: HostMood = {
  name: "default",
  int64: "seen",
  int64Halves: "unsigned",
  hexPrefix: false,
  pointers32: "zero",
  ids: "int64",
  enums: "number",
  interfaceMinor: 7,
  engine: "chakra",
  symbolArguments: "seen",
  targets32: "seen",
};

/** Moods that together give each answer to every open question, in different combinations. */
export const hostMoods: readonly HostMood[] = [
  defaultMood,
  {
    name: "contrary",
    int64: "unsigned",
    int64Halves: "signed",
    hexPrefix: true,
    pointers32: "sign",
    ids: "int64",
    enums: "object",
    interfaceMinor: 9,
    engine: "v8",
    symbolArguments: "declared",
    targets32: "plain",
  },
  {
    name: "signed and widened",
    int64: "signed",
    int64Halves: "signed",
    hexPrefix: true,
    pointers32: "sign",
    ids: "number",
    enums: "object",
    interfaceMinor: 0,
    engine: "chakra",
    symbolArguments: "declared",
    targets32: "plain",
  },
  {
    name: "unsigned and plain",
    int64: "unsigned",
    int64Halves: "unsigned",
    hexPrefix: false,
    pointers32: "zero",
    ids: "int64",
    enums: "number",
    interfaceMinor: 3,
    engine: "v8",
    symbolArguments: "seen",
    targets32: "seen",
  },
];
