/** What tests of the data model share: a script with one value, and a native object. */
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";

/** A script object made by the body of a function, with the bench that it lives in. */
export function make(body: string): { bench: Bench; value: unknown } {
  const bench = openBench();
  return { bench, value: bench.evaluate(body) };
}

/** The native structure of the tiny target, as a cast gives it. */
export function castThing(bench: Bench): unknown {
  return bench.debugger.model.castToPointer("nt!_THING", 1, bench.debugger.model.int64(bench.target.thing));
}
