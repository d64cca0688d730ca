/** The debugger console: takes command lines, runs them, prints the output. */
import type { SimulatedTarget } from "../host/target.ts";
import { splitCommands } from "./command-line.ts";
import type { CommandContext } from "./commands.ts";
import { commands, readSessionSwitch } from "./commands.ts";
import { completeLine } from "./completion.ts";
import { ConsoleError, describeFailure } from "./console-error.ts";
import type { ConsoleDebugger, TargetCatalog } from "./console-debugger.ts";
import { runAlias } from "./dx-command.ts";
import { SessionList } from "./session-list.ts";
import { unreadableNotes } from "./unreadable-notes.ts";
import { ValueAccess } from "./value-access.ts";

/** The console over one debugger: takes command lines, writes what they print. */
export class KdConsole {
  private readonly context: CommandContext;
  private readonly write: (text: string) => void;
  private hasEnded = false;

  /** `write` is given whole lines as they come. */
  constructor(kernelDebugger: ConsoleDebugger, catalog: TargetCatalog, write: (text: string) => void) {
    this.write = write;
    this.context = {
      kernelDebugger,
      catalog,
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
    for (const text of this.takeOutput()) {
      this.write(text);
    }
  }

  /** Runs all commands of a text, up to `q`. False when any of them failed; its message was written. */
  execute(text: string): boolean {
    const steps = this.steps(text);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        return step.value;
      }
      this.write(step.value);
    }
  }

  /** As execute, but gives what would be written, piece by piece, to a caller who may stop at any of them. */
  *steps(text: string): Generator<string, boolean> {
    let isGood = true;
    for (const command of splitCommands(text)) {
      if (this.hasEnded) {
        break;
      }
      isGood = (yield* this.explainedSteps(command)) && isGood;
    }
    return isGood;
  }

  /** To be called when a command was broken off in the middle: what it had printed is dropped. */
  recover(): void {
    this.context.kernelDebugger.recover?.();
    this.context.kernelDebugger.takeOutput();
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

  /** The steps of one command, and what is known of memory that it could not read. */
  private *explainedSteps(command: string): Generator<string, boolean> {
    const written: string[] = [];
    const steps = this.stepsOf(command);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        for (const note of unreadableNotes(written.join(""), this.context.sessions.current)) {
          yield `${note}\n`;
        }
        return step.value;
      }
      written.push(step.value);
      yield step.value;
    }
  }

  private *stepsOf(command: string): Generator<string, boolean> {
    let isGood = true;
    let lines: Iterator<string>;
    const next = (): string | undefined => {
      try {
        lines ??= this.dispatch(command)[Symbol.iterator]();
        const line = lines.next();
        return line.done === true ? undefined : `${line.value}\n`;
      } catch (thrown) {
        isGood = false;
        return `${describeFailure(thrown)}\n`;
      }
    };
    for (let line = next(); ; line = next()) {
      yield* this.takeOutput();
      if (line !== undefined) {
        yield line;
      }
      if (line === undefined || !isGood) {
        return isGood;
      }
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
      throw new ConsoleError(
        /^(?:@\$|\(|Debugger\b)/.test(text)
          ? `'${text}' is an expression: dx ${text} shows it.`
          : `Unknown command '${text}': help lists the commands.`,
      );
    }
    return command.run(this.context, argument);
  }

  /** What scripts have printed meanwhile, in whole lines. */
  private *takeOutput(): Iterable<string> {
    const text = this.context.kernelDebugger.takeOutput();
    if (text !== "") {
      yield text.endsWith("\n") ? text : `${text}\n`;
    }
  }
}
