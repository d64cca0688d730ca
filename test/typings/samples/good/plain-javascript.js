"use strict";
// A script without TypeScript's syntax, checked all the same.

/** @this {JsProvider.Process} */
function handleCount() {
  return this.Io.Handles.Count();
}

class ProcessExtension {
  get Handles() {
    return handleCount.call(/** @type {JsProvider.Process} */ (/** @type {unknown} */ (this)));
  }
}

function initializeScript() {
  return [new host.namedModelParent(ProcessExtension, "Debugger.Models.Process")];
}

function invokeScript() {
  for (const process of host.currentSession.Processes) {
    host.diagnostics.debugLog(process.Name, "\n");
  }
}
