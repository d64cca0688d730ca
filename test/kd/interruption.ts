/** Ctrl-C: ends a running command, synchronous as it is. */
import { Script } from "node:vm";

/** What a question broken off by Ctrl-C ends with. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Where the action waits for the code that calls it: code that can be ended takes no arguments. */
const pending: (() => void)[] = [];
Object.defineProperty(globalThis, Symbol.for("kd.pending"), { value: pending });
const callPending = new Script(`globalThis[Symbol.for("kd.pending")].pop()()`);

/**
 * Runs an action that SIGINT (Ctrl-C while the terminal is not in raw mode) ends wherever it is. Throws Interrupted
 * then; no `finally` of the action has run in that case, so that what it left half done must be put right by the
 * caller.
 */
export function runInterruptible<T>(action: () => T): T {
  let result: { readonly value: T } | undefined;
  pending.push(() => {
    result = { value: action() };
  });
  try {
    callPending.runInThisContext({ breakOnSigint: true });
  } catch (thrown) {
    throw isInterruption(thrown) ? new Interrupted("The question was broken off.") : thrown;
  }
  if (!result) {
    throw new Interrupted("The question was broken off.");
  }
  return result.value;
}

function isInterruption(thrown: unknown): boolean {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    thrown.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED"
  );
}
