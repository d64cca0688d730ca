// Text to a file on the debugger's machine, and back.
function fileSystem(): JsProvider.FileSystem {
  const files = host.namespace.Debugger.Utility.FileSystem;
  if (files === undefined) {
    throw new Error("Load the extension first: .load DbgModelApiXtn");
  }
  return files;
}

function writeReport(lines: readonly string[]): string {
  const files = fileSystem();
  const path = `${files.TempDirectory}\\report.txt`;
  const file = files.CreateFile(path, "CreateAlways");
  const writer: JsProvider.TextWriter = files.CreateTextWriter(file, "Utf16");
  writer.WriteLine("report");
  writer.WriteLineContents(lines);
  file.Close();
  return path;
}

function readReport(path: string): readonly string[] {
  const files = fileSystem();
  if (!files.FileExists(path)) {
    return [];
  }
  const file = files.OpenFile(path);
  const lines: string[] = [];
  for (const line of files.CreateTextReader(file, "Utf16").ReadLineContents()) {
    lines.push(line);
  }
  file.Close();
  files.DeleteFile(path);
  return lines;
}

function writeDump(bytes: Uint8Array): void {
  const file = fileSystem().CreateTempFile();
  file.WriteBytes(bytes);
  file.Close();
}
