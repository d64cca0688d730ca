/** A dump as a session for programs: objects of the model, expressions, commands. */
import type { SimulatedTarget } from "../host/target.ts";
import { KdConsole } from "../kd/kd-console.ts";
import { SimulatedConsoleDebugger } from "../kd/simulated-debugger.ts";
import type { Finding } from "./model.ts";
import { ModelReader } from "./model.ts";
import { viewOf } from "./view.ts";

export interface SessionOptions {
  /** Symbol paths: files, folders or paths as in `_NT_SYMBOL_PATH`, which is the default. Nothing is downloaded. */
  readonly symbols?: string | readonly string[];
}

export interface DumpSession {
  /** System, kind of dump, bugcheck, time: one line. */
  readonly description: string;
  /** Warnings about the dump, in sentences. */
  readonly warnings: readonly string[];
  /**
   * The session object, as `@$cursession` has it: `session.Alpc.Ports` and all the rest, iterable and with the
   * properties that `dx` shows; 64-bit values are bigint.
   */
  readonly session: unknown;
  /** Findings, most blocked threads first. */
  findings(): readonly Finding[];
  /** The value of a `dx` expression. Throws what its evaluation throws. */
  evaluate(expression: string): unknown;
  /** The output of console commands, errors included. */
  command(text: string): string;
  /** "not in this dump: ..." for memory that cannot be read, undefined for memory that can. */
  explain(address: bigint): string | undefined;
  close(): void;
}

/** Throws what loading the script throws. */
export function openSession(
  target: SimulatedTarget,
  warnings: readonly string[],
  script: string,
  close: () => void,
): DumpSession {
  const kernelDebugger = new SimulatedConsoleDebugger();
  let written: string[] = [];
  const console = new KdConsole(
    kernelDebugger,
    {
      entries: [],
      openSnapshot: (path) => {
        throw new Error(`${path} is no dump.`);
      },
    },
    (text) => {
      written.push(text);
    },
  );
  console.open(target);
  kernelDebugger.scriptLoad(script);
  kernelDebugger.takeOutput();
  const model = new ModelReader(kernelDebugger.model);
  return {
    description: target.description,
    warnings,
    get session() {
      return viewOf(model.access, kernelDebugger.model.pseudoVariable("cursession"));
    },
    findings: () => model.findings(),
    evaluate: (expression) => viewOf(model.access, model.evaluate(expression)),
    command(text) {
      written = [];
      console.execute(text);
      return written.join("");
    },
    explain: (address) => target.memory.explain?.(address),
    close,
  };
}
