/** What `!alpcx` shows: the system in a line, and what can be asked. */
import { currentContext } from "../model/open.ts";
import type { ModelContext } from "../model/context.ts";
import { Statistics } from "../model/statistics.ts";
import type { Command } from "./command.ts";
import { classicAnswer } from "./classic.ts";
import { commandSection } from "./help.ts";
import { HelpPage } from "./help-page.ts";

export class Overview extends HelpPage {
  readonly __context: ModelContext;

  constructor(context: ModelContext, commands: readonly Command[]) {
    super(() => `${context.generation.name}: ${new Statistics(context).__line}`, [commandSection(commands)]);
    this.__context = context;
  }

  /** The system's object, from which everything else is reached. */
  get Alpc(): object {
    return this.__context.session();
  }
}

/** The overview, or for a string what the classic command would have answered. */
export function overview(commands: readonly Command[], values: readonly unknown[]): unknown {
  const context = currentContext();
  return values[0] === undefined ? new Overview(context, commands) : classicAnswer(context, values[0]);
}
