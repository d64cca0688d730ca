/**
 * The basis of unit tests of `src/`: a simulated debugger with an open target, its `host` as the global one, and the
 * target as `src/` sees it.
 */
import { SimulatedDebugger, type DebuggerOptions, type SimulatedSession } from "../host/debugger.ts";
import type { SimulatedTarget } from "../host/target.ts";
import { currentTarget, forgetTargets } from "../../src/target/sessions.ts";
import type { Target } from "../../src/target/target.ts";

/** A debugger whose `host` is the global one until the next call of {@link openPack}. */
export interface Pack {
  readonly debugger: SimulatedDebugger;
  readonly session: SimulatedSession;
  readonly target: Target;
}

/** The `host` of a debugger as scripts have it after they were initialized; from now on the global one. */
export function installHost(simulated: SimulatedDebugger): void {
  Object.assign(globalThis, { host: simulated.exposeHost() });
  forgetTargets();
}

/**
 * Tests keep targets of several debuggers, one of which has the global `host`: a session of another must not pass for
 * its current one.
 */
let nextSessionId = 0;

/** Opens a target in a debugger of its own. `options`: the host's mood. */
export function openPack(target: SimulatedTarget, options: DebuggerOptions = {}): Pack {
  nextSessionId += 1000;
  const simulated = new SimulatedDebugger({ firstSessionId: nextSessionId, ...options });
  const session = simulated.openTarget(target);
  installHost(simulated);
  return { debugger: simulated, session, target: currentTarget() };
}
