// Commands: `!threads`, `!threads 0n42`, `!find ("pattern", 3)`.
function threads(processId?: JsProvider.Integer): JsProvider.Collection<JsProvider.Thread> {
  const process = processId === undefined ? host.currentProcess : host.currentSession.Processes.getValueAt(processId);
  return process.Threads;
}

const find = (pattern: string, limit = 10): string => `${pattern} ${limit}`;

function initializeScript(): JsProvider.RegistrationObject[] {
  return [new host.functionAlias(threads, "threads"), new host.functionAlias(find, "find")];
}
