/** The simulated debugger with its catalog of targets, for the console and for tests. */
import { openSnapshot } from "../kernel/snapshot.ts";
import { builtInTargets } from "../kernel/targets/index.ts";
import type { TargetCatalog } from "./console-debugger.ts";
import { fetchAndOpenDump, openDumpTarget, saveDump } from "./dump-opening.ts";

export { SimulatedConsoleDebugger } from "./simulated-debugger.ts";

/** The built-in kernel images, captured memory and dumps. */
export const simulatedCatalogue: TargetCatalog = {
  entries: builtInTargets,
  openSnapshot,
  openDump: openDumpTarget,
  fetchAndOpenDump,
  saveDump,
};
