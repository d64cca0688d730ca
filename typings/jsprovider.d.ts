/**
 * Declarations of WinDbg's JavaScript script host ("JsProvider"): the global `host` and the debugger objects it hands out.
 *
 * Ambient: include this file (or the folder) in a project and write a script; nothing is imported. Facts come from Microsoft's
 * public debugger documentation and from the public behaviour of widely used scripts; what is neither is marked "assumption".
 *
 * "Phase 1" is the root code of a script and `initializeScript`, "phase 2" everything that runs afterwards. Members of phase 2
 * are `undefined` in phase 1 although their types do not say so: they are used wherever a script does its work.
 *
 * 64-bit values enter a script as `JsProvider.Int64`, 8, 16 and 32-bit ones as `number`.
 */

/// <reference path="./int64.d.ts" />
/// <reference path="./native-objects.d.ts" />
/// <reference path="./types.d.ts" />
/// <reference path="./memory.d.ts" />
/// <reference path="./metadata.d.ts" />
/// <reference path="./registration.d.ts" />
/// <reference path="./script.d.ts" />
/// <reference path="./collections.d.ts" />
/// <reference path="./symbols.d.ts" />
/// <reference path="./data-model.d.ts" />
/// <reference path="./stack.d.ts" />
/// <reference path="./debugger-namespace.d.ts" />
/// <reference path="./file-system.d.ts" />
/// <reference path="./host.d.ts" />

/** The script host. Which members exist depends on the phase: see each. */
declare const host: JsProvider.Host;
