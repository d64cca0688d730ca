/** The built-in targets of the console, and the scenes that they are made of. */
export { builtInTargets, type BuiltInTarget } from "./targets.ts";
export { createDesktop, giveWorkers, type Desktop } from "./cast.ts";
export { createHang } from "./hang.ts";
export { createDebugger, createDrivers, createFrozen, createLocks, createManyRoots, createUserLocks } from "./roots.ts";
export { scaled } from "./scaled.ts";
export { buildApiPort, buildProcessPorts, buildQueuedMessage } from "./documented.ts";
