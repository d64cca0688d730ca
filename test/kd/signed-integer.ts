/**
 * An integer of the expression language's own signed type: what the user types, and what is computed from nothing else.
 * The debugger shows it in decimal, whereas integers that come from scripts count as unsigned and show in hexadecimal
 * (seen in engine 10.0.29507).
 */
export class SignedInteger {
  readonly #value: bigint;

  /** Takes the lower 64 bits, with their sign. */
  constructor(value: bigint) {
    this.#value = BigInt.asIntN(64, value);
  }

  /** Checked by brand, not by prototype: values may be proxies of the debugger, which must not be read. */
  static isSigned(value: unknown): value is SignedInteger {
    return typeof value === "object" && value !== null && #value in value;
  }

  get value(): bigint {
    return this.#value;
  }
}

/** The integers that are passed to scripts as numbers; larger literals are passed as the debugger's 64-bit type. */
export function fitsNumber(value: bigint): boolean {
  return value >= -0x8000_0000n && value <= 0xffff_ffffn;
}
