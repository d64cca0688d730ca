/** The interactive terminal: line editing, history, completion, pages, Ctrl-C. */
import process from "node:process";
import { createInterface } from "node:readline";
import type { Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { History } from "./history.ts";
import { historySize } from "./history.ts";
import { Interrupted, runInterruptible } from "./interruption.ts";
import type { KdConsole } from "./kd-console.ts";
import type { PageEnd, Screen } from "./pager.ts";
import { writePage } from "./pager.ts";
import { TypedLines } from "./typed-lines.ts";

/** The terminal of a user. */
export interface Terminal {
  readonly input: Readable & { setRawMode?(isRaw: boolean): unknown };
  readonly output: Writable;
  readonly history?: History;
  /** The screen's size now; undefined where output is not paged. */
  screen?(): Screen | undefined;
  /** Shows the output of commands. */
  write(text: string): void;
}

const morePrompt = "-- more: Enter goes on, q stops -- ";

/**
 * Edits and runs lines, with history and completion, until `q` or the end of the input. Ctrl-C drops the line that is
 * being typed, and ends a command that runs.
 */
export async function editLines(console: KdConsole, terminal: Terminal): Promise<void> {
  const { input, output, history } = terminal;
  const known: string[] = [...(history?.load() ?? [])];
  const editor = createInterface({
    input,
    output,
    terminal: true,
    historySize,
    removeHistoryDuplicates: true,
    history: known,
    completer: (line: string) => console.complete(line),
  });
  const session = new EditorSession(console, terminal, editor);
  // While no command runs, the terminal hands Ctrl-C over as a key; a late signal ends nothing.
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  try {
    await session.run();
  } finally {
    process.removeListener("SIGINT", ignore);
    history?.save(session.typed);
    editor.close();
  }
}

class EditorSession {
  /** Lines typed, the latest first. */
  typed: readonly string[] = [];
  private readonly console: KdConsole;
  private readonly terminal: Terminal;
  private readonly editor: Interface;
  private readonly lines: TypedLines;
  private isPaging = false;

  constructor(console: KdConsole, terminal: Terminal, editor: Interface) {
    this.console = console;
    this.terminal = terminal;
    this.editor = editor;
    this.lines = new TypedLines(editor);
    editor.on("history", (history: string[]) => {
      // Answers to the pager are no commands.
      if (this.isPaging) {
        history.shift();
      }
      this.typed = [...history];
    });
    editor.on("SIGINT", () => {
      this.dropLine();
    });
  }

  async run(): Promise<void> {
    while (!this.console.isEnded) {
      const line = await this.ask(this.console.prompt);
      if (line === undefined) {
        return;
      }
      await this.answer(line);
    }
  }

  private ask(prompt: string): Promise<string | undefined> {
    this.editor.setPrompt(prompt);
    this.editor.prompt();
    return this.lines.next();
  }

  private async answer(line: string): Promise<void> {
    let pieces: Iterator<string, unknown> = this.console.steps(line);
    try {
      for (let isFirst = true; this.writePage(pieces) === "full"; isFirst = false) {
        if (isFirst) {
          pieces = this.finish(pieces);
        }
        this.isPaging = true;
        const reply = await this.ask(morePrompt);
        this.isPaging = false;
        if (reply === undefined || /^\s*q/i.test(reply)) {
          return;
        }
      }
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) {
        throw thrown;
      }
      this.console.recover();
      this.terminal.write("\n(stopped)\n");
    }
  }

  /**
   * Lets a command run to its end while the first page is being read. Scripts measure time, and the user's reading time
   * must not count.
   */
  private finish(pieces: Iterator<string, unknown>): Iterator<string> {
    const rest: string[] = [];
    this.runInterruptible(() => {
      for (let piece = pieces.next(); piece.done !== true; piece = pieces.next()) {
        rest.push(piece.value);
      }
    });
    return rest[Symbol.iterator]();
  }

  /** If lines are waiting, they were pasted: output is not paged then. */
  private writePage(pieces: Iterator<string, unknown>): PageEnd {
    const { terminal } = this;
    const screen = this.lines.hasWaiting ? undefined : terminal.screen?.();
    return this.runInterruptible(() =>
      writePage(pieces, screen, (text) => {
        terminal.write(text);
      }),
    );
  }

  /** Ctrl-C ends the action: see {@link runInterruptible}. */
  private runInterruptible<T>(action: () => T): T {
    const { input } = this.terminal;
    input.setRawMode?.(false);
    try {
      return runInterruptible(action);
    } finally {
      input.setRawMode?.(true);
    }
  }

  private dropLine(): void {
    this.editor.write(null, { ctrl: true, name: "e" });
    this.editor.write(null, { ctrl: true, name: "u" });
    this.terminal.output.write("\n(q leaves)\n");
    this.editor.prompt();
  }
}
