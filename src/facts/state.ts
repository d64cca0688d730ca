/** A flags word taken apart. */

/** A flags word with its named bits in the order of the symbols (ALPC) or of the bit values (LPC). */
export interface StateFacts {
  readonly value: number;
  /** `width`: bits of the field. */
  readonly bits: readonly { readonly name: string; readonly value: number; readonly width: number }[];
}
