/** What tests of native objects share: expressions over the tiny target, evaluated in a script. */
import type { DebuggerOptions } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import type { TinyOptions } from "./tiny-target.ts";

/** A native structure. */
export const typed = "host.createTypedObject(thing, 'nt', '_THING')";

/** A pointer to it. */
export const pointer = "host.createPointerObject(thing, 'nt', '_THING*')";

/** What a script's function of that body returns. */
export const run = (body: string, target: TinyOptions = {}, mood: DebuggerOptions = {}): unknown =>
  openBench(target, mood).evaluate(body);

/** What a script's expression gives. */
export const evaluate = (expression: string, target: TinyOptions = {}, mood: DebuggerOptions = {}): unknown =>
  run(`return ${expression};`, target, mood);

/** The message that a script's expression fails with. */
export const failure = (expression: string, bench: Bench = openBench()): string =>
  bench.failure(`return ${expression};`);
