/** What tests of registration share: scripts that return records, and the objects that these reach. */
import type { Bench } from "./bench.ts";

/** A script that returns records. */
export const initialize = (records: string): string => `function initializeScript() { return [${records}]; }`;

/** Loads a script's text. */
export function load(bench: Bench, source: string): void {
  bench.debugger.scriptLoad({ name: "pack.js", source });
}

/** The value of a chain of properties. */
export function path(bench: Bench, start: unknown, ...names: readonly string[]): unknown {
  return names.reduce((value, name) => bench.debugger.model.get(value, name), start);
}

/** The current session. */
export const session = (bench: Bench): unknown => bench.debugger.model.pseudoVariable("cursession");

/** The native structure of the tiny target. */
export const castThing = (bench: Bench): unknown =>
  bench.debugger.model.castToPointer("nt!_THING", 1, bench.debugger.model.int64(bench.target.thing));
