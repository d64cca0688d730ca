/** A debugger over a tiny target with one script loaded, for tests that run script text. */
import { SimulatedDebugger } from "../../host/debugger.ts";
import type { DebuggerOptions, SimulatedSession } from "../../host/debugger.ts";
import { messageOf } from "../../host/errors.ts";
import type { TinyOptions, TinyTarget } from "./tiny-target.ts";
import { tinyTarget } from "./tiny-target.ts";

export interface Bench {
  readonly debugger: SimulatedDebugger;
  readonly target: TinyTarget;
  readonly session: SimulatedSession;
  /** Runs the body of a function in a new script after its initialization, and returns what it returns. */
  evaluate(body: string): unknown;
  /** The message with which the body throws. Throws itself when the body does not. */
  failure(body: string): string;
}

/** Hexadecimal text of an address as script source: an Int64 from its halves. */
function int64Source(address: bigint): string {
  return `new host.Int64(${address & 0xffffffffn}, ${address >> 32n})`;
}

/** The probes declare the newest interface version, of which they get what the host offers. */
const declaration = "function initializeScript() { return [new host.apiVersionSupport(1, 99)]; }";

export function openBench(options: TinyOptions = {}, debuggerOptions: DebuggerOptions = {}): Bench {
  const simulated = new SimulatedDebugger(debuggerOptions);
  const target = tinyTarget(options);
  const session = simulated.openTarget(target);
  let scripts = 0;
  const evaluate = (body: string): unknown => {
    const name = `probe${scripts++}`;
    const prelude = `const thing = ${int64Source(target.thing)}, userPage = ${int64Source(target.userPage)};`;
    simulated.scriptLoad({ name: `${name}.js`, source: `${prelude}\n${declaration}\nfunction probe() { ${body} }` });
    const contents = ["Debugger", "State", "Scripts", name, "Contents", "probe"];
    const probe = contents.reduce((value, part) => simulated.model.get(value, part), simulated.model.root);
    return simulated.model.call(probe, undefined, []);
  };
  const failure = (body: string): string => {
    try {
      evaluate(body);
    } catch (error) {
      return messageOf(error);
    }
    throw new Error(`No error from: ${body}`);
  };
  return { debugger: simulated, target, session, evaluate, failure };
}

/** Evaluates an expression in a script. */
export function evaluate(expression: string, bench: Bench = openBench()): unknown {
  return bench.evaluate(`return ${expression};`);
}

/** The message of the error that an expression throws in a script. */
export function failure(expression: string, bench: Bench = openBench()): string {
  return bench.failure(`return ${expression};`);
}
