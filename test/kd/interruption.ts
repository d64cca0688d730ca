/** Ctrl-C: ends a running command, although commands run synchronously. */
import { Script } from "node:vm";

/** Thrown by an action that Ctrl-C ended. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Passes the action to the code that calls it, since code that can be interrupted takes no arguments. */
const pending: (() => void)[] = [];
Object.defineProperty(globalThis, Symbol.for("kd.pending"), { value: pending });
const callPending = new Script(`globalThis[Symbol.for("kd.pending")].pop()()`);

/**
 * Runs an action that SIGINT (Ctrl-C while the terminal is not in raw mode) ends wherever it is. Throws Interrupted
 * then; no `finally` of the action has run in that case, so that the caller must clean up.
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
