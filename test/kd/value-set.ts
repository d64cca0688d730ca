/** A map whose keys are compared as values, for Distinct, GroupBy and set operations. */
import type { Values } from "./values.ts";

/**
 * A map keyed by values as `==` compares them: integers of any form by value, text by text, objects by identity. Keeps
 * its order.
 */
export class ValueSet<Datum> {
  private readonly access: Values;
  private readonly data = new Map<unknown, readonly [key: unknown, datum: Datum]>();

  constructor(access: Values) {
    this.access = access;
  }

  find(key: unknown): Datum | undefined {
    return this.data.get(this.identify(key))?.[1];
  }

  add(key: unknown, datum: Datum): void {
    this.data.set(this.identify(key), [key, datum]);
  }

  entries(): Iterable<readonly [key: unknown, datum: Datum]> {
    return this.data.values();
  }

  private identify(key: unknown): unknown {
    if (typeof key === "string") {
      return key;
    }
    const integer = this.access.arithmetic.toInteger(key);
    return integer === undefined ? key : BigInt.asUintN(64, integer);
  }
}
