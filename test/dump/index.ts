/** Kernel dumps as targets. */
export { DumpError } from "./dump-error.ts";
export { dumpTypes } from "./format/dump-type.ts";
export { neededSymbols, openDump, type OpenedDump, type OpenOptions } from "./open-dump.ts";
export { fetchSymbols } from "./symbols/download.ts";
export { saveTarget, type SavedTarget } from "./write/save-target.ts";
export { parseSymbolPath } from "./symbols/symbol-path.ts";
