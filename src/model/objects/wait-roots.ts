/** The roots of all waits as objects: what blocks, why, and whom; and a hang explained in five lines. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Scope, Subject } from "../../analysis/scope.ts";
import {
  findHolding,
  findNextStep,
  findRoots,
  formatGroup,
  explainRoot,
  explainThread,
  type StoryLine,
} from "../../analysis/why.ts";
import { groupByRoot, type RootGroup } from "../../analysis/roots.ts";
import { analyzeWaits } from "../../analysis/wait-analysis.ts";
import { limits } from "../../target/limits.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatCount, shownSeconds } from "../../text/counts.ts";
import { formatReason } from "../../text/wait-root.ts";
import { shortList, type Collection } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass, inDecimal, property, type ModelObject } from "../base/members.ts";
import { portName, processName, threadName } from "../naming.ts";
import { systemOf } from "../system.ts";
import { analysisOf, rootObject, WaitChain } from "./wait-chain.ts";
import { defineTable, factColumn } from "../base/table.ts";

interface Root {
  readonly __context: ModelContext;
  readonly __facts: Maybe<RootGroup>;
}

const column = factColumn<RootGroup>;

/** Root blockers as a table. */
export const rootTable = defineTable<Root>("root-row", "A root blocker as a row of a table.", {
  HeldUp: column("Threads blocked by it, directly or through others.", ({ heldUp }) => heldUp, 10),
  Waits: column("Waits for replies that end here.", ({ chains }) => chains.length, 10),
  Processes: column("Processes with threads that wait behind it.", ({ processes }) => processes.length, 10),
  Longest: column(
    "Seconds that the longest of the waits has taken.",
    ({ longest }) => (longest === undefined ? notApplicable("not known") : shownSeconds(longest)),
    10,
  ),
  Kind: column("Why the chains end here.", ({ root }) => root.cause),
  Root: column("What blocks, and why.", (group, context) => formatGroup(systemOf(context), group)),
  NextStep: column("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group)),
});

/** The groups of this stop, most blocked threads first. */
export function groupsOf(context: ModelContext): readonly RootGroup[] {
  return context.target.stop.once("wait roots", () => context.target.pin(() => groupByRoot(analysisOf(context))));
}

/**
 * One root and everything blocked behind it. If kept while the target moves on, it becomes the root of the same first
 * thread.
 */
export class WaitRootGroup extends FactObject<RootGroup> {
  constructor(context: ModelContext, group: RootGroup) {
    const [first] = group.chains;
    super(
      context,
      group,
      (): Maybe<RootGroup> =>
        groupsOf(context).find(
          ({ chains }) => first !== undefined && chains.some(({ thread }) => thread.equals(first.thread)),
        ) ?? notApplicable("nothing waits behind it anymore"),
    );
  }

  protected override __describe(group: RootGroup): string {
    return `${formatCount(group.heldUp, "thread")} blocked by ${formatGroup(systemOf(this.__context), group)}`;
  }
}

/** Every root, most blocked threads first. */
export function waitRoots(context: ModelContext): Collection<WaitRootGroup> {
  return shortList<WaitRootGroup>(
    context,
    "root",
    "Root blockers, most blocked threads first",
    () => groupsOf(context).map((group) => new WaitRootGroup(context, group)),
    rootTable,
  );
}

/**
 * The problems at this stop: deadlocks, and roots behind which a thread has waited for longer than the limit. Most
 * blocked threads first.
 */
export function troubleOf(context: ModelContext): readonly RootGroup[] {
  return groupsOf(context).filter(
    ({ deadlock, longest }) => deadlock !== undefined || (longest !== undefined && longest >= limits.longWaitSeconds),
  );
}

/** Explains one root. */
export function storyOfRoot(context: ModelContext, group: RootGroup): readonly StoryLine[] {
  return context.target.pin(() => explainRoot(systemOf(context), group));
}

/** An explanation with its title. */
interface Story {
  readonly title: string;
  readonly lines: readonly StoryLine[];
}

/** Once per stop, since title and lines each ask for it. */
function storyOf(context: ModelContext, subject: Subject): Story {
  return subject.kind === "system"
    ? storyOfSystem(context)
    : context.target.stop.once(`story of ${subject.kind} ${subject.address.key}`, () =>
        subject.kind === "chain" ? storyOfThread(context, subject.address) : storyOfScope(context, subject),
      );
}

function storyOfSystem(context: ModelContext): Story {
  const [worst] = groupsOf(context);
  return worst !== undefined
    ? { title: "What blocks most threads", lines: storyOfRoot(context, worst) }
    : {
        title:
          context.nothing === "none" ? "No thread awaits a reply" : `What blocks most threads is ${context.nothing}`,
        lines: [],
      };
}

function storyOfThread(context: ModelContext, thread: Word64): Story {
  const name = threadName(context, thread);
  const lines = context.target.pin(() => explainThread(analyzeWaits(systemOf(context), [thread]), thread));
  return lines === undefined
    ? { title: `Nothing is known of thread ${thread}: ${name}`, lines: [] }
    : {
        title: lines.some(({ label }) => label === "Held by") ? `Why ${name} is blocked` : `${name} is not blocked`,
        lines,
      };
}

/** Explains a process or port by the root that blocks most of its threads. */
function storyOfScope(context: ModelContext, scope: Exclude<Scope, { readonly kind: "system" }>): Story {
  const isPort = scope.kind === "port";
  const name = isPort ? portName(context, scope.address) : processName(context, scope.address);
  const system = systemOf(context);
  const own = context.target.pin(() => findRoots(system, scope));
  const holding = isPort ? [] : findHolding(system, groupsOf(context), own, scope.address);
  const [worst, ...others] = own.concat(holding).sort((a, b) => b.heldUp - a.heldUp);
  if (worst === undefined) {
    return {
      title: isPort
        ? `No thread awaits a reply on ${name}`
        : `No thread of ${name} awaits a reply, or is held by a lock, another thread or a stop`,
      lines: [],
    };
  }
  const rank = others.length === 0 ? "" : ` (worst of ${formatCount(others.length + 1, "root blocker")})`;
  return {
    title: `${isPort ? `Why no reply comes on ${name}` : holding.indexOf(worst) < 0 ? `Why ${name} is blocked` : `What ${name} holds up`}${rank}`,
    lines: storyOfRoot(context, worst),
  };
}

/** One line of an explanation: the whole line is its display, its text is for scripts. */
export class StoryLineObject implements ModelObject {
  readonly __context: ModelContext;
  readonly __line: StoryLine;

  constructor(context: ModelContext, line: StoryLine) {
    this.__context = context;
    this.__line = line;
  }

  toString(): string {
    return formatStoryLine(this.__line);
  }
}

/** `Blocked:    explorer.exe (804.808)`: the texts of the five lines are aligned. */
function formatStoryLine({ label, text }: StoryLine): string {
  return `${label}:${" ".repeat(LONGEST_LABEL - label.length)} ${text}`;
}

const LONGEST_LABEL = "Waiting on".length;

export const storyLineClass = defineClass<StoryLineObject>(
  "story-line",
  "A line of the story that tells why a thread, or most threads, are blocked.",
  StoryLineObject,
  {
    Label: property("Blocked, Waiting on, Held by, Since or Next step.", ({ __line }) => __line.label),
    Text: property("Its text; for the next step, the command to type.", ({ __line }) => __line.text),
  },
);

/**
 * The explanation as a list of lines: of the worst root, or of what the user asks about. If nothing of it is blocked,
 * the title says so and the list is empty.
 */
export function storyLines(context: ModelContext, subject: Subject): Collection<StoryLineObject> {
  return shortList<StoryLineObject>(
    context,
    "line",
    () => storyOf(context, subject).title,
    () => storyOf(context, subject).lines.map((line) => new StoryLineObject(context, line)),
  );
}

export const waitRootGroupClass = defineClass<WaitRootGroup>(
  "root",
  "A root blocker and the threads that it blocks.",
  WaitRootGroup,
  {
    Root: fact("The thread, process or port that blocks.", ({ root }, context) => rootObject(root, context)),
    Reason: fact("What it is doing, or what it waits for itself.", ({ root }, context) =>
      formatReason(systemOf(context), root),
    ),
    HeldUp: inDecimal(fact("Threads blocked by it, directly or through others.", ({ heldUp }) => heldUp)),
    Count: inDecimal(fact("Waits for replies that end here.", ({ chains }) => chains.length)),
    Processes: property("Processes of the blocked threads.", (group) =>
      mapPresent(group.__facts, ({ processes }) =>
        shortList(group.__context, "process", formatCount(processes.length, "process", "processes"), () =>
          processes.map((process) => group.__context.process(process)),
        ),
      ),
    ),
    Chains: property("The wait chains that end here, the longest wait first.", (group) =>
      mapPresent(group.__facts, ({ chains }) =>
        shortList(group.__context, "chain", formatCount(chains.length, "chain"), () =>
          chains.map((chain) => new WaitChain(group.__context, chain)),
        ),
      ),
    ),
    Longest: inDecimal(
      fact("Seconds that the longest of the waits has taken.", ({ longest }) =>
        longest === undefined ? notApplicable("no thread's wait time is known") : shownSeconds(longest),
      ),
    ),
    NextStep: fact("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group)),
  },
);
