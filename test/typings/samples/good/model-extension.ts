// Adds a property and a method to every session: the native session is `this`.
interface SessionExtension extends JsProvider.Session {}
class SessionExtension {
  get LargestProcess(): JsProvider.Process {
    return this.Processes.OrderByDescending((process) => process.Threads.Count()).First();
  }

  ProcessesNamed(name: string): JsProvider.Collection<JsProvider.Process> {
    return this.Processes.Where((process) => process.Name === name);
  }
}

class ThreadExtension {
  *Frames(this: JsProvider.Thread): IterableIterator<string> {
    for (const frame of this.Stack.Frames) {
      yield frame.toString();
    }
  }
}

function initializeScript(): JsProvider.RegistrationObject[] {
  return [
    new host.apiVersionSupport(1, 3),
    new host.namedModelParent(SessionExtension, "Debugger.Models.Session"),
    new host.optionalRecord(new host.namedModelParent(ThreadExtension, "Debugger.Models.Thread")),
  ];
}
