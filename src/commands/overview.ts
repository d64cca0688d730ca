/** What `!alpcx` shows: the system in a line, and what can be asked. */
import { indexedValue } from "../target/host-values.ts";
import { currentContext } from "../model/open.ts";
import type { ModelContext } from "../model/context.ts";
import { Statistics } from "../model/statistics.ts";
import type { Command } from "./command.ts";
import { classicAnswer } from "./classic.ts";
import { commandLine } from "./help.ts";

export class Overview {
  readonly __context: ModelContext;
  private readonly __commands: readonly Command[];

  constructor(context: ModelContext, commands: readonly Command[]) {
    this.__context = context;
    this.__commands = commands;
  }

  /** The system's object, from which everything else is reached. */
  get Alpc(): object {
    return this.__context.session();
  }

  *[Symbol.iterator](): Generator<unknown> {
    for (const command of this.__commands) {
      yield indexedValue(command.help, [commandLine(command)]);
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(line: unknown): string {
    return this.__commands.find((command) => commandLine(command) === line)?.help ?? "";
  }

  toString(): string {
    return `${this.__context.generation.name}: ${new Statistics(this.__context).__line}`;
  }
}

/** The overview, or for a string what the classic command would have answered. */
export function overview(commands: readonly Command[], values: readonly unknown[]): unknown {
  const context = currentContext();
  return values[0] === undefined ? new Overview(context, commands) : classicAnswer(context, values[0]);
}
