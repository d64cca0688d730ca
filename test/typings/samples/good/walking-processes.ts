// From sessions down to native fields without a cast.
function* kernelProcesses(): IterableIterator<string> {
  for (const session of host.namespace.Debugger.Sessions) {
    if (!session.Attributes.Target.IsKernelTarget) {
      continue;
    }
    for (const process of session.Processes) {
      const directory: JsProvider.Int64 = process.KernelObject.Pcb.DirectoryTableBase;
      yield `${process.Name} ${process.Id.toString(16)} ${directory.toString(16)}`;
    }
  }
}

function firstHandle(): JsProvider.Location {
  const handle = host.currentProcess.Io.Handles.First((candidate) => candidate.Handle !== 0);
  return handle.Object.UnderlyingObject.targetLocation;
}

function threadsOf(processId: number): JsProvider.Collection<JsProvider.Integer> {
  return host.currentSession.Processes[processId]?.Threads.Select((thread) => thread.Id)
    ?? host.namespace.Debugger.Utility.Collections.CreateArray<JsProvider.Integer>();
}

function moduleBase(name: string): JsProvider.Int64 | undefined {
  const { Modules } = host.currentProcess;
  return Modules.Any((module) => module.Name === name) ? Modules.First((module) => module.Name === name).BaseAddress : undefined;
}

function frames(): readonly string[] {
  const names: string[] = [];
  for (const frame of host.currentThread.Stack.Frames) {
    names.push(String(frame), String(frame.LocalVariables.index), String(frame.Parameters.count));
  }
  return names;
}
