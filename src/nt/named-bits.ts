/** Flags words whose bits have names. */

/** One bit of a flags word, as a mask, and its native name. */
export interface NamedBit {
  readonly bit: number;
  readonly name: string;
}

/** Names of the bits that are set, in the order of the table; what is left over as one hexadecimal number. */
export function namesOfBits(value: number, table: readonly NamedBit[]): readonly string[] {
  const set = table.filter((entry) => (value & entry.bit) !== 0);
  const rest = set.reduce((left, entry) => left & ~entry.bit, value) >>> 0;
  return [...set.map((entry) => entry.name), ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])];
}
