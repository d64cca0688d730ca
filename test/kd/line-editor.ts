import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { KdConsole } from "./kd-console.ts";

/** Edits and runs lines, with history and completion, until `q` or the end of the input. Ctrl-C drops the line. */
export function editLines(console: KdConsole, input: Readable, output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const editor = createInterface({
      input, output, terminal: true, historySize: 500, removeHistoryDuplicates: true,
      completer: (line: string) => console.complete(line),
    });
    const ask = (): void => {
      editor.setPrompt(console.prompt);
      editor.prompt();
    };
    editor.on("line", (line) => {
      console.execute(line);
      if (console.isEnded) {
        editor.close();
      } else {
        ask();
      }
    });
    editor.on("SIGINT", () => {
      editor.write(null, { ctrl: true, name: "e" });
      editor.write(null, { ctrl: true, name: "u" });
      output.write("\n(q leaves)\n");
      ask();
    });
    editor.on("close", () => {
      resolve();
    });
    ask();
  });
}
