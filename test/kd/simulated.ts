/** The simulated debugger with its catalogue of targets, for the console and for tests. */
import { openSnapshot } from "../kernel/snapshot.ts";
import { builtInTargets } from "../kernel/targets/index.ts";
import type { TargetCatalogue } from "./console-debugger.ts";
import { fetchAndOpenDump, openDumpTarget, saveDump } from "./dump-opening.ts";

export { SimulatedConsoleDebugger } from "./simulated-debugger.ts";

/** The built-in kernel images, captured memory and dumps. */
export const simulatedCatalogue: TargetCatalogue = {
  entries: builtInTargets,
  openSnapshot,
  openDump: openDumpTarget,
  fetchAndOpenDump,
  saveDump,
};
