// Control of the debugger itself.
function stopAt(functionName: string): JsProvider.Integer {
  const breakpoint = host.namespace.Debugger.Utility.Control.SetBreakpointAtOffset(functionName, 0, "nt");
  breakpoint.Condition = "@$curprocess.Name == \"lsass.exe\"";
  return breakpoint.Id;
}

function watch(object: JsProvider.TypedObject): void {
  host.namespace.Debugger.Utility.Control.SetBreakpointForReadWrite(object.address, "w", 8).Remove();
}

function otherScript(): unknown {
  host.namespace.Debugger.Settings.Display.PreferDMLLinks = true;
  return host.namespace.Debugger.State.Scripts["other"].Contents.main();
}
