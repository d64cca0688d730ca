/**
 * The pack (the built script) as a user meets it: loaded into a simulated debugger with an open target, queried through
 * the console's `dx` and commands. Nothing here imports the script's sources.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import { builtScriptPath } from "../bundle/built-script.ts";
import { SimulatedDebugger, type DebuggerOptions, type SimulatedSession } from "../host/debugger.ts";
import type { SessionOptions } from "../host/session.ts";
import type { SimulatedTarget } from "../host/target.ts";
import type { TargetCatalog } from "../kd/console-debugger.ts";
import { describeThrown } from "../kd/console-error.ts";
import { Evaluator } from "../kd/evaluator.ts";
import { KdConsole } from "../kd/kd-console.ts";
import { parseStatement } from "../kd/parser.ts";
import type { IndexedElement } from "../kd/sequence.ts";
import { ValueAccess } from "../kd/value-access.ts";

/** The script's text, built from the sources as they were when a parallel run began (test/build-once.mjs), else now. */
function builtScript(): string {
  return readFileSync(process.env["ALPCX_BUILT_SCRIPT"] ?? builtScriptPath(), "utf8");
}

/** The script's text, the same for all tests of the process. */
export const scriptText: string = builtScript();

/** The file name under which the script is loaded. */
export const SCRIPT_NAME = "alpcx.js";

const noCatalog: TargetCatalog = {
  entries: [],
  openSnapshot: (path) => {
    throw new Error(`there is no snapshot ${path} here`);
  },
};

/** A debugger with a target and the script, and everything that a user can do with them. */
export class Pack {
  readonly debugger: SimulatedDebugger;
  private opened: SimulatedSession;
  private readonly sessionOptions: SessionOptions;
  readonly access: ValueAccess;
  private readonly console: KdConsole;
  private written: string[] = [];

  constructor(target: SimulatedTarget, options: DebuggerOptions = {}, sessionOptions: SessionOptions = {}) {
    const simulated = new SimulatedDebugger(options);
    this.debugger = simulated;
    this.access = new ValueAccess(simulated.model);
    this.console = new KdConsole(
      {
        model: simulated.model,
        openTarget: (opened) => simulated.openTarget(opened, sessionOptions),
        switchTo: () => undefined,
        run: () => undefined,
        scriptLoad: () => {
          this.load();
        },
        scriptRun: () => undefined,
        scriptUnload: () => {
          this.unload();
        },
        scriptList: () => simulated.scriptList().map(({ path }) => path),
        takeOutput: () => simulated.output.take(),
      },
      noCatalog,
      (text) => this.written.push(text),
    );
    this.sessionOptions = sessionOptions;
    this.opened = simulated.openTarget(target, sessionOptions);
  }

  /** The session of the target that the pack was opened with, or has turned to. */
  get session(): SimulatedSession {
    return this.opened;
  }

  /** Closes the target and opens another, in a session of its own; the script stays loaded. */
  turnTo(target: SimulatedTarget): this {
    this.debugger.closeTarget(this.opened);
    this.opened = this.debugger.openTarget(target, this.sessionOptions);
    this.debugger.output.take();
    return this;
  }

  /** `.scriptload`. */
  load(): this {
    this.debugger.scriptLoad({ name: SCRIPT_NAME, source: scriptText });
    this.debugger.output.take();
    return this;
  }

  /** `.scriptunload`. */
  unload(): this {
    this.debugger.scriptUnload(SCRIPT_NAME);
    this.debugger.output.take();
    return this;
  }

  /** What commands print. They must succeed. */
  print(commands: string): string {
    this.written = [];
    const isGood = this.console.execute(commands);
    const text = this.written.join("");
    assert.ok(isGood, text);
    return text;
  }

  /** The one sentence that a command fails with, without the place in the script. */
  printFailure(command: string): string {
    this.written = [];
    const isGood = this.console.execute(command);
    const text = this.written.join("");
    assert.ok(!isGood, `${command} should fail, but prints\n${text}`);
    return text.replace(/^Error: /, "").replace(/(?: \[at \w+ \(line \d+ col \d+\)\])?\n$/, "");
  }

  /** The value of a `dx` expression, as it is. */
  evaluate(expression: string): unknown {
    return new Evaluator(this.access).evaluate(parseStatement(expression).expression);
  }

  /** The value of a `dx` expression as data that tests compare: see {@link Pack.data}. */
  ask(expression: string): unknown {
    return this.data(this.evaluate(expression));
  }

  /** The message that an expression fails with. */
  failure(expression: string): string {
    try {
      const value = this.evaluate(expression);
      // Some collections fail only when they are looked at.
      if (this.access.isIterable(value)) {
        this.elements(value);
      }
    } catch (thrown) {
      return describeThrown(thrown);
    }
    return assert.fail(`${expression} should fail`);
  }

  /** A 64-bit value as an unsigned bigint, anything else that is plain as it is, an object as its display. */
  data(value: unknown): unknown {
    if (value === undefined || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return value;
    }
    const wide = this.debugger.model.toBigInt(value);
    return wide === undefined ? this.display(value) : BigInt.asUintN(64, wide);
  }

  /** The one line that stands for a value. */
  display(value: unknown): string {
    return this.debugger.model.displayString(value) ?? "(no display)";
  }

  /** A property of an object of the script or the debugger. */
  property(object: unknown, name: string): unknown {
    return this.access.get(object, name);
  }

  /** The elements of a collection, in order. */
  elements(collection: unknown): readonly unknown[] {
    return Array.from(this.access.iterate(collection), ({ value }) => value);
  }

  /** The elements with their indices. */
  indexed(collection: unknown): readonly IndexedElement[] {
    return Array.from(this.access.iterate(collection));
  }

  /** The address of an object of the script, or of a native one, in the form of the target's own facts. */
  address(object: unknown): bigint {
    const own = this.access.model.has(object, "Address")
      ? this.property(object, "Address")
      : this.property(this.property(object, "targetLocation"), "address");
    const wide = this.debugger.model.toBigInt(own);
    assert.ok(wide !== undefined, `${this.display(object)} has no address`);
    return BigInt.asUintN(this.session.target.pointerSize * 8, wide);
  }

  /** Addresses of the elements of a collection. */
  addresses(collection: unknown): readonly bigint[] {
    return this.elements(collection).map((element) => this.address(element));
  }

  /** Bytes read from the target and host calls made while `action` runs. */
  cost(action: () => void): { readonly bytes: number; readonly calls: number } {
    const { counters } = this.debugger;
    counters.reset();
    action();
    return { bytes: counters.bytesRead, calls: counters.total(["int64"]) };
  }
}

/** Opens a target and loads the script. */
export function openPack(
  target: SimulatedTarget,
  options: DebuggerOptions = {},
  sessionOptions: SessionOptions = {},
): Pack {
  return new Pack(target, options, sessionOptions).load();
}
