/**
 * The overview of `!alpcx`: the system on one line, the worst root blocker if there are problems, and what to look at
 * next.
 */
import { limits } from "../target/limits.ts";
import { formatCount, formatSeconds } from "../text/counts.ts";
import { displayOf } from "../model/base/members.ts";
import type { ModelContext } from "../model/base/object.ts";
import { currentContext } from "../model/open.ts";
import { Statistics } from "../model/objects/statistics.ts";
import { groupsOf, storyOfRoot, troubleOf } from "../model/objects/wait-roots.ts";
import { classicAnswer } from "./classic.ts";
import { HelpPage, type HelpSection } from "./help-page.ts";

const HELP_ROW = ["!alpcx_help", "lists all commands, with examples of each"] as const;

class Overview extends HelpPage {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    super(
      () =>
        displayOf(() => {
          context.refresh();
          return `${context.generation.name}: ${new Statistics(context).__line}`;
        }),
      [],
    );
    this.__context = context;
  }

  /** The system's object, which leads to everything else. */
  get Alpc(): object {
    return this.__context.session();
  }

  protected override get __rows(): readonly HelpSection[] {
    this.__context.refresh();
    if (!new Statistics(this.__context).__hasPorts) {
      return [{ heading: "", rows: [...currentRows(), HELP_ROW] }];
    }
    const [worst] = troubleOf(this.__context);
    const others = worst === undefined ? 0 : groupsOf(this.__context).length - 1;
    return [
      ...(worst === undefined ? [] : [{ heading: "", rows: storyRows(this.__context, worst) }]),
      { heading: "", rows: [...nextRows(worst !== undefined, others), HELP_ROW] },
    ];
  }
}

/** For a dump without lists of ports: the process and thread that it was made in. */
function currentRows(): HelpSection["rows"] {
  return [
    ["!alpcx_thread", "shows the current thread, as far as it is in the dump"],
    ["!alpcx_process", "shows the current process"],
  ];
}

/** The explanation of the worst root blocker. */
function storyRows(context: ModelContext, worst: ReturnType<typeof troubleOf>[number]): HelpSection["rows"] {
  return storyOfRoot(context, worst).map(({ label, text }) => [`${label}:`, text] as const);
}

/** Commands to use next. `others`: the root blockers besides this one, those of short waits too. */
function nextRows(isTrouble: boolean, others: number): HelpSection["rows"] {
  if (!isTrouble) {
    return [
      [
        "!alpcx_findings",
        `looks for problems: no deadlock, and no reply awaited for ${formatSeconds(limits.longWaitSeconds)} or longer`,
      ],
    ];
  }
  return [
    [
      "!alpcx_roots",
      others === 0
        ? "shows this root blocker and all that waits behind it"
        : `shows ${formatCount(others, "more root blocker")}`,
    ],
    ["!alpcx_findings", "explains each problem"],
  ];
}

/** The overview, or the answer to a classic command string. */
export function overview(values: readonly unknown[]): unknown {
  const context = currentContext();
  return values[0] === undefined ? new Overview(context) : classicAnswer(context, values[0]);
}
