/**
 * The built script over captured memory of a running kernel, queried through `dx`, with what an independent reader
 * found there.
 */
import assert from "node:assert/strict";
import { captureNumbers, hasCapture, openCapturedMemory, readExpectations } from "../kernel/captured-memory.ts";
import { openPack, type Pack } from "./pack.ts";
import type { Expected, ExpectedThread, ExpectedWait, Hex } from "./snapshot-lpc-expected.ts";

/** What the reader found beside ports and messages. */
export interface ExpectedSystem extends Expected {
  readonly tickCount: number;
  readonly timeIncrement: number;
  readonly processes: readonly {
    readonly address: Hex;
    readonly pid: number;
    readonly name: string;
    readonly exitTime: number;
    readonly debugPort: Hex;
    readonly exceptionPort: Hex;
    readonly securityPort: Hex;
    readonly threads: readonly Hex[];
  }[];
  readonly threads: readonly (ExpectedThread & {
    readonly pid: number;
    readonly state: number;
    readonly waitReason: number;
    readonly waitTime: number;
    readonly suspendCount: number;
  })[];
  readonly waitingForReply: readonly (ExpectedWait & { readonly pid: number })[];
}

/** A capture with the pack loaded over it. Its questions can be taken off it. */
export class Capture {
  /** Which capture it is. */
  readonly which: number;
  readonly pack: Pack;
  readonly expected: ExpectedSystem;

  constructor(number: number) {
    this.which = number;
    this.pack = openPack(openCapturedMemory(number));
    this.expected = readExpectations(number) as ExpectedSystem;
  }

  /** The same memory in a debugger that lists the processes of 32-bit kernels. */
  openListing(): Pack {
    return openPack(openCapturedMemory(this.which), { targets32: "plain" });
  }

  port(address: Hex): unknown {
    return this.pack.evaluate(`@$cursession.Alpc.Ports[${address}]`);
  }

  message(address: Hex): unknown {
    return this.pack.evaluate(`@$cursession.Alpc.Messages[${address}]`);
  }

  process(address: Hex): unknown {
    return this.pack.evaluate(`Debugger.Utility.Alpc.Process(${address})`);
  }

  thread(address: Hex): unknown {
    return this.pack.evaluate(`Debugger.Utility.Alpc.Thread(${address})`);
  }

  readonly get = (object: unknown, ...names: readonly string[]): unknown =>
    names.reduce((value, name) => this.pack.property(value, name), object);

  /** The elements of a property. */
  readonly list = (object: unknown, ...names: readonly string[]): readonly unknown[] =>
    this.pack.elements(this.get(object, ...names));

  /** Addresses of the elements of a property, in the form of the expectations. */
  readonly addresses = (object: unknown, ...names: readonly string[]): readonly Hex[] =>
    this.list(object, ...names).map((element) => this.address(element));

  /**
   * The address of an object, or of none where the model says that there is nothing. Any other absence shows its
   * reason.
   */
  readonly address = (value: unknown): Hex => {
    const absence = this.absence(value);
    if (absence !== undefined) {
      return absence === "NotApplicable" ? toHex(0n) : this.pack.display(value);
    }
    return toHex(this.pack.address(value));
  };

  /** A 64-bit value or number as an address; as {@link address} where there is none. */
  readonly hex = (value: unknown): Hex => {
    const absence = this.absence(value);
    if (absence !== undefined) {
      return absence === "NotApplicable" ? toHex(0n) : this.pack.display(value);
    }
    const data = this.pack.data(value);
    assert.ok(typeof data === "bigint" || typeof data === "number", `${String(data)} is no number`);
    return toHex(BigInt(data));
  };

  /** A number, of whatever width; 0 where there is none. */
  readonly number = (value: unknown): number => Number(this.hex(value));

  /** The kind of an absence; undefined for a datum. */
  readonly absence = (value: unknown): string | undefined => {
    const isAbsent = typeof value === "object" && value !== null && this.pack.access.keys(value).includes("Reason");
    return isAbsent ? String(this.pack.property(value, "Kind")) : undefined;
  };

  /** A plain value; undefined where there is none. */
  readonly plain = (value: unknown): unknown => (this.absence(value) === undefined ? this.pack.data(value) : undefined);
}

function toHex(value: bigint): Hex {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

/** A capture; undefined where it is not on this machine. */
export function openCapture(number: number): Capture | undefined {
  return hasCapture(number) ? new Capture(number) : undefined;
}

/** Declares tests for every capture; all are skipped, visibly, where the captures are not on this machine. */
export function describeCaptures(title: string, declare: (capture: () => Capture) => void): void {
  for (const number of captureNumbers) {
    describe(`${title} of captured memory ${number}, through the model`, () => {
      let capture: Capture | undefined;
      before(function () {
        capture = openCapture(number);
        if (capture === undefined) {
          this.skip();
        }
      });
      declare(() => capture ?? assert.fail("the capture was not opened"));
    });
  }
}
