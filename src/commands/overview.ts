/** What `!alpcx` shows: the system in a line, what blocks most threads where there is trouble, and where to go from there. */
import { limits } from "../target/limits.ts";
import { formatCount, formatSeconds } from "../text/counts.ts";
import type { ModelContext } from "../model/context.ts";
import { currentContext } from "../model/open.ts";
import { Statistics } from "../model/statistics.ts";
import { storyOfRoot, troubleOf } from "../model/wait-roots.ts";
import { classicAnswer } from "./classic.ts";
import { HelpPage, type HelpSection } from "./help-page.ts";

export class Overview extends HelpPage {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    super(() => `${context.generation.name}: ${new Statistics(context).__line}`, []);
    this.__context = context;
  }

  /** The system's object, from which everything else is reached. */
  get Alpc(): object {
    return this.__context.session();
  }

  protected override get __rows(): readonly HelpSection[] {
    this.__context.refresh();
    return [{ heading: "", rows: storyRows(this.__context) }, { heading: "", rows: [["!alpcx_help", "lists all commands, with examples of each"]] }];
  }
}

/** The story of the worst trouble, and how to see the rest. */
function storyRows(context: ModelContext): HelpSection["rows"] {
  const [worst, ...others] = troubleOf(context);
  if (worst === undefined) {
    return [["!alpcx_findings", `looks for problems: no deadlock, and no reply awaited for ${formatSeconds(limits.longWaitSeconds)} or longer`]];
  }
  return [
    ...storyOfRoot(context, worst).map(({ label, text }) => [`${label}:`, text] as const),
    ["!alpcx_roots", others.length === 0 ? "shows this root blocker as an object" : `shows ${formatCount(others.length, "more root blocker")}`],
    ["!alpcx_findings", "explains each problem"],
  ];
}

/** The overview, or for a string what the classic command would have answered. */
export function overview(values: readonly unknown[]): unknown {
  const context = currentContext();
  return values[0] === undefined ? new Overview(context) : classicAnswer(context, values[0]);
}
