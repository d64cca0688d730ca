/** The roots of all waits as objects: what blocks, why, and whom; and a hang explained in five lines. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { findNextStep, formatGroup, explainRoot, explainThread, type StoryLine } from "../../analysis/why.ts";
import { groupByRoot, type RootGroup } from "../../analysis/roots.ts";
import { analyzeWaits } from "../../analysis/wait-analysis.ts";
import { limits } from "../../target/limits.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatCount, shownSeconds } from "../../text/counts.ts";
import { formatReason } from "../../text/wait-root.ts";
import { shortList, type Collection } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass, inDecimal, property, type ModelObject } from "../base/members.ts";
import { threadName } from "../naming.ts";
import { systemOf } from "../system.ts";
import { analysisOf, rootObject, WaitChain } from "./wait-chain.ts";
import { defineTable, type Cell, type Column } from "../base/table.ts";

interface Root {
  readonly __context: ModelContext;
  readonly __facts: Maybe<RootGroup>;
}

function column(help: string, pick: (group: RootGroup, context: ModelContext) => Cell, radix?: 10): Column<Root> {
  return {
    help,
    ...(radix === undefined ? {} : { radix }),
    pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)),
  };
}

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

/**
 * Explains a thread's wait, or without one the worst root. Undefined if no thread waits, or the thread cannot be read.
 */
function storyOf(context: ModelContext, thread?: Word64): readonly StoryLine[] | undefined {
  return context.target.pin(() => {
    if (thread !== undefined) {
      return explainThread(analyzeWaits(systemOf(context), [thread]), thread);
    }
    const [worst] = groupsOf(context);
    return worst === undefined ? undefined : explainRoot(systemOf(context), worst);
  });
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
 * The explanation as a list of lines: of a thread, else of the worst root. If no thread waits, the title says so and
 * the list is empty.
 */
export function storyLines(context: ModelContext, thread?: Word64): Collection<StoryLineObject> {
  const read = (): readonly StoryLine[] => storyOf(context, thread) ?? [];
  return shortList<StoryLineObject>(
    context,
    "line",
    () => titleOf(context, thread, read()),
    () => read().map((line) => new StoryLineObject(context, line)),
  );
}

function titleOf(context: ModelContext, thread: Word64 | undefined, story: readonly StoryLine[]): string {
  if (thread !== undefined) {
    const name = threadName(context, thread);
    return story.length === 0
      ? `Nothing is known of thread ${thread}: ${name}`
      : story.some(({ label }) => label === "Held by")
        ? `Why ${name} is blocked`
        : `${name} is not blocked`;
  }
  return story.length > 0
    ? "What blocks most threads"
    : context.nothing === "none"
      ? "No thread awaits a reply"
      : `What blocks most threads is ${context.nothing}`;
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
