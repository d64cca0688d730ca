// Functions under `Debugger.Utility.Sample`; `this` is `Debugger.Utility` itself.
interface Sample extends JsProvider.DebuggerUtility {}
class Sample {
  get TempPath(): string {
    return this.FileSystem?.TempDirectory.toString() ?? "";
  }

  Run(command: string): string {
    let text = "";
    for (const line of this.Control.ExecuteCommand(command)) {
      text += `${line}\n`;
    }
    return text;
  }
}

const initializeScript: JsProvider.InitializeScript = () => [
  new host.namespacePropertyParent(Sample, "Debugger.Models.Utility", "Sample.Models.Utility", "Sample"),
];
