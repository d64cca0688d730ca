/**
 * Declarations of WinDbg's JavaScript script host ("JsProvider"): the global `host` and the debugger's objects.
 *
 * Ambient: include this file in a project and write a script; nothing is imported. What the host answers, refuses and
 * names was seen in Microsoft's debugger (engine 10.0.29507, JavaScript provider 10.0.25967); the rest comes from
 * Microsoft's public debugger documentation and from the public behavior of widely used scripts, and what is neither
 * is marked as an assumption.
 *
 * "Phase 1" is the root code of a script and its `initializeScript`, "phase 2" all that runs afterwards. Members of
 * phase 2 are `undefined` in phase 1 although their types do not say so: a script does its work in phase 2.
 *
 * 64-bit values enter a script as `JsProvider.Int64`; 8, 16 and 32-bit ones as `number`.
 */

/// <reference path="./int64.d.ts" />
/// <reference path="./native-objects.d.ts" />
/// <reference path="./types.d.ts" />
/// <reference path="./memory.d.ts" />
/// <reference path="./metadata.d.ts" />
/// <reference path="./registration.d.ts" />
/// <reference path="./script.d.ts" />
/// <reference path="./collections.d.ts" />
/// <reference path="./data-model.d.ts" />
/// <reference path="./debugger-namespace.d.ts" />
/// <reference path="./file-system.d.ts" />
/// <reference path="./host.d.ts" />

/** The script host. Which members exist depends on the phase: see each. */
declare const host: JsProvider.Host;
