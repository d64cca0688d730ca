/** Files on the debugger's machine, through the debugger's own file API. */
import { AlpcxError, fileNotWritten } from "./errors.ts";
import { scriptHost } from "./host.ts";

/**
 * Writes a text, UTF-8, over whatever is there. Returns the file's path. Throws AlpcxError where the debugger has no
 * file API or the system refuses.
 */
export function writeTextFile(path: string, text: string): string {
  const files = fileSystem();
  let file: JsProvider.File | undefined;
  try {
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

/**
 * The debugger's file API: a separate extension that WinDbg loads from its gallery; in kd and older installations it is
 * loaded by hand.
 */
function fileSystem(): JsProvider.FileSystem {
  let found: JsProvider.FileSystem | undefined;
  try {
    found = scriptHost().namespace.Debugger.Utility.FileSystem;
  } catch (_error) {
    // An older provider throws for a name that is not there.
    found = undefined;
  }
  if (found === undefined || found === null) {
    throw new AlpcxError(
      "file-not-written",
      "The debugger's file extension is not loaded: run .load DbgModelApiXtn, then the command again.",
    );
  }
  return found;
}
