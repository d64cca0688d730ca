/** The built-in targets of the console, and the scenes that they are made of. */
export { builtInTargets, type BuiltInTarget } from "./targets.ts";
export { createDesktop, type Desktop } from "./cast.ts";
export { createHang } from "./hang.ts";
export { scaled } from "./scaled.ts";
export { buildApiPort, buildProcessPorts, buildQueuedMessage } from "./documented.ts";
