/** Files on the debugger's machine, through the debugger's own file API. */
import { fileNotWritten } from "./errors.ts";
import { scriptHost } from "./host.ts";

/** Writes a text, UTF-8, over whatever is there. Returns the file's path. Throws AlpcxError where the system refuses. */
export function writeTextFile(path: string, text: string): string {
  let file: JsProvider.File | undefined;
  try {
    const files = scriptHost().namespace.Debugger.Utility.FileSystem;
    file = files.CreateFile(path, "CreateAlways");
    files.CreateTextWriter(file, "Utf8").Write(text);
    return path;
  } catch (error) {
    throw fileNotWritten(path, error instanceof Error ? error.message : String(error));
  } finally {
    if (file !== undefined) {
      file.Close();
    }
  }
}
