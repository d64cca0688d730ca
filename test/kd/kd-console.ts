import type { SimulatedTarget } from "../host/target.ts";
import { splitCommands } from "./command-line.ts";
import type { CommandContext } from "./commands.ts";
import { commands, readSessionSwitch } from "./commands.ts";
import { completeLine } from "./completion.ts";
import { ConsoleError, describeThrown } from "./console-error.ts";
import type { ConsoleDebugger, TargetCatalogue } from "./console-debugger.ts";
import { runAlias } from "./dx-command.ts";
import { SessionList } from "./session-list.ts";
import { unreadableNotes } from "./unreadable-notes.ts";
import { ValueAccess } from "./value-access.ts";

/** The console over one debugger: takes command lines, writes what they print. */
export class KdConsole {
  private readonly context: CommandContext;
  private readonly write: (text: string) => void;
  private hasEnded = false;
  /** What the running command has written. */
  private written: string[] = [];

  /** `write` is given whole lines as they come. */
  constructor(kernelDebugger: ConsoleDebugger, catalogue: TargetCatalogue, write: (text: string) => void) {
    this.write = (text) => {
      this.written.push(text);
      write(text);
    };
    this.context = {
      kernelDebugger,
      catalogue,
      access: new ValueAccess(kernelDebugger.model),
      sessions: new SessionList(kernelDebugger),
      end: () => {
        this.hasEnded = true;
      },
    };
  }

  /** True after `q`. */
  get isEnded(): boolean {
    return this.hasEnded;
  }

  get prompt(): string {
    return this.context.sessions.prompt;
  }

  open(target: SimulatedTarget): void {
    this.context.sessions.open(target);
    this.drainOutput();
  }

  /** Runs all commands of a text, up to `q`. False when any of them failed; its message was written. */
  execute(text: string): boolean {
    let isGood = true;
    for (const command of splitCommands(text)) {
      if (this.hasEnded) {
        break;
      }
      isGood = this.executeOne(command) && isGood;
    }
    return isGood;
  }

  /** Writes each command behind the prompt before running it, as a session on paper shows it. */
  demonstrate(list: readonly string[]): boolean {
    return list.reduce((isGood, command) => {
      this.write(`${this.prompt}${command}\n`);
      const result = this.execute(command);
      this.write("\n");
      return result && isGood;
    }, true);
  }

  /** For a line editor: the possible ends and the part of the line they replace. */
  complete(line: string): [completions: string[], replaced: string] {
    const { completions, replaced } = completeLine(this.context, line);
    return [[...completions], replaced];
  }

  /** Runs one command and adds what is known of memory that it could not read. */
  private executeOne(command: string): boolean {
    this.written = [];
    const isGood = this.tryOne(command);
    for (const note of unreadableNotes(this.written.join(""), this.context.sessions.current)) this.write(`${note}\n`);
    this.written = [];
    return isGood;
  }

  private tryOne(command: string): boolean {
    try {
      for (const line of this.dispatch(command)) {
        this.drainOutput();
        this.write(`${line}\n`);
      }
      this.drainOutput();
      return true;
    } catch (thrown) {
      this.drainOutput();
      this.write(`Error: ${describeThrown(thrown)}\n`);
      return false;
    }
  }

  private dispatch(text: string): Iterable<string> {
    const session = readSessionSwitch(text);
    if (session !== undefined) {
      this.context.sessions.switchTo(session);
      return [];
    }
    const [, name = "", argument = ""] = /^(\|\||\|s|[!.]?[A-Za-z_]\w*)\s*([\s\S]*)$/.exec(text) ?? [];
    if (name.startsWith("!")) {
      return runAlias(this.context.access, name.slice(1), argument);
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) {
      throw new ConsoleError(/^(?:@\$|\(|Debugger\b)/.test(text)
        ? `'${text}' is an expression: dx ${text} shows it.`
        : `Unknown command '${text}': help lists the commands.`);
    }
    return command.run(this.context, argument);
  }

  private drainOutput(): void {
    const text = this.context.kernelDebugger.takeOutput();
    if (text !== "") {
      this.write(text.endsWith("\n") ? text : `${text}\n`);
    }
  }
}
