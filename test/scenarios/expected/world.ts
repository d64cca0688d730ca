/**
 * What an expectation about a property is checked with: the pack, the image's facts, and assertions over values of the
 * data model.
 */
import assert from "node:assert/strict";
import type { KernelImage, MessageFacts, PortFacts, SystemFacts } from "../../kernel/index.ts";
import type { Pack } from "../pack.ts";

/** Compares one property's value with the facts. Throws AssertionError. */
export type Check<F> = (world: World, value: unknown, facts: F) => void;

/** One check for each property that a class shows. */
export type Expectations<F> = Readonly<Record<string, Check<F>>>;

export class World {
  readonly pack: Pack;
  readonly image: KernelImage;
  readonly facts: SystemFacts;

  constructor(pack: Pack, image: KernelImage) {
    this.pack = pack;
    this.image = image;
    this.facts = image.facts;
  }

  get isAlpc(): boolean {
    return this.facts.generation === "ALPC";
  }

  /** Whether this build has a member. */
  has(type: string, path: string): boolean {
    return this.image.scenario.machine.has(type, path);
  }

  port(address: bigint | undefined): PortFacts | undefined {
    return this.facts.ports.find((port) => port.address === address);
  }

  /** In the age of LPC a port that was cut off knows the other end no more. */
  isCutOff(address: bigint | undefined): boolean {
    return !this.isAlpc && this.image.scenario.ports.all.some((port) => port.address === address && port.disconnected);
  }

  message(address: bigint | undefined): MessageFacts | undefined {
    return this.facts.messages.find((message) => message.address === address);
  }

  /** Every shown property of an object is expected, every expected one is shown, and each is what the facts say. */
  compare<F>(object: unknown, facts: F, expectations: Expectations<F>, title: string): void {
    assert.deepEqual(
      [...this.pack.access.keys(object)].sort(),
      Object.keys(expectations).sort(),
      `properties of ${title}`,
    );
    for (const [name, check] of Object.entries(expectations)) {
      try {
        check(this, this.get(object, name), facts);
      } catch (thrown) {
        throw new assert.AssertionError({
          message: `${title}.${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        });
      }
    }
  }

  get(object: unknown, name: string): unknown {
    return this.pack.property(object, name);
  }

  /** A plain value: number, text, truth or 64-bit value (given as bigint). */
  plain(value: unknown, expected: unknown): void {
    assert.deepEqual(this.pack.data(value), expected);
  }

  /** A number, whether it comes as 32 or 64 bits. */
  number(value: unknown, expected: bigint | number): void {
    const found = this.pack.data(value);
    assert.ok(typeof found === "number" || typeof found === "bigint", `${String(found)} is no number`);
    assert.equal(BigInt(found), BigInt(expected));
  }

  /** The reason in place of a datum. */
  absent(value: unknown, kind = "NotApplicable"): void {
    assert.ok(
      typeof value === "object" && value !== null && this.pack.access.keys(value).includes("Reason"),
      `${String(this.pack.data(value))} should be absent`,
    );
    assert.equal(this.get(value, "Kind"), kind, this.pack.display(value));
    assert.equal(this.pack.display(value), `<${String(this.get(value, "Reason"))}>`);
  }

  /** An object at an address; for undefined or 0, nothing. */
  leadsTo(value: unknown, expected: bigint | undefined, kindOfAbsence = "NotApplicable"): void {
    if (expected === undefined || expected === 0n) {
      this.absent(value, kindOfAbsence);
    } else {
      assert.equal(this.pack.address(value).toString(16), expected.toString(16));
    }
  }

  /** The native token, where the symbols describe its type. */
  token(value: unknown, address: bigint): void {
    if (this.image.scenario.machine.layout.types["_TOKEN"] === undefined) {
      this.absent(value, "NotInThisBuild");
    } else {
      this.leadsTo(value, address);
    }
  }

  /** A collection of objects by their addresses, in order. */
  lists(collection: unknown, expected: readonly bigint[]): void {
    assert.deepEqual(this.pack.addresses(collection), expected);
  }

  /** A collection of objects by their addresses, in any order. */
  holds(collection: unknown, expected: readonly bigint[]): void {
    assert.deepEqual([...this.pack.addresses(collection)].sort(), [...expected].sort());
  }

  /**
   * Findings about one object are by rules that found something in the system, and all that have it as their subject
   * are there. What the system reports as one port's trouble is a long wait to those who look at another port.
   */
  findings(collection: unknown, subject: bigint): void {
    // Titles are not compared: those of the system count more threads.
    const rule = (finding: unknown): string => String(this.get(finding, "Rule"));
    const all = this.pack.elements(this.pack.evaluate("@$cursession.Alpc.Findings"));
    const found = this.pack.elements(collection).map(rule);
    const rules = new Set(all.map(rule));
    assert.deepEqual(
      found.filter((text) => !rules.has(text) && !(text === "alpc-long-wait" && rules.has("alpc-no-server-thread"))),
      [],
      "findings that the system does not have",
    );
    const own = all.filter((finding) => this.addressOf(this.get(finding, "Subject")) === subject).map(rule);
    assert.deepEqual(
      own.filter((text) => !found.includes(text)),
      [],
      "findings of the system that are missing here",
    );
  }

  private addressOf(value: unknown): bigint | undefined {
    return typeof value === "object" && value !== null && this.pack.access.keys(value).includes("Address")
      ? this.pack.address(value)
      : undefined;
  }
}
