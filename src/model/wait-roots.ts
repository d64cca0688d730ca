/** The roots of all waits as objects: what blocks, why, and whom; and the story of a hang in five lines. */
import { mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { findNextStep, formatGroup, tellRoot, tellThread, type StoryLine } from "../analysis/why.ts";
import { groupByRoot, type RootGroup } from "../analysis/roots.ts";
import { analyseWaits } from "../analysis/wait-analysis.ts";
import type { Word64 } from "../target/word64.ts";
import { formatCount } from "../text/counts.ts";
import { formatReason } from "../text/wait.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { fact, FactObject } from "./fact-object.ts";
import { defineClass, inDecimal, property } from "./members.ts";
import { shownSeconds } from "./seconds.ts";
import { systemOf } from "./system.ts";
import { rootTable } from "./tables/root-table.ts";
import { analysisOf, rootObject, WaitChain } from "./wait-chain.ts";

/** The groups of this stop, most blocked threads first. */
function groupsOf(context: ModelContext): readonly RootGroup[] {
  return context.target.stop.once("wait roots", () => context.target.pin(() => groupByRoot(analysisOf(context))));
}

/** One trouble and all that waits behind it. Kept while the target moves on, it is what the same first thread then waits behind. */
export class WaitRootGroup extends FactObject<RootGroup> {
  constructor(context: ModelContext, group: RootGroup) {
    const [first] = group.chains;
    super(context, group, (): Maybe<RootGroup> => groupsOf(context).find(({ chains }) => first !== undefined && chains.some(({ thread }) => thread.equals(first.thread)))
      ?? notApplicable("nothing waits behind it any more"));
  }

  protected override __describe(group: RootGroup): string {
    return `${formatCount(group.heldUp, "thread")} blocked by ${formatGroup(systemOf(this.__context), group)}`;
  }
}

/** Every root, most blocked threads first. */
export function waitRoots(context: ModelContext): IndexedCollection<WaitRootGroup> {
  return shortList<WaitRootGroup>(context, "root", "Root blockers, most blocked threads first", () => groupsOf(context).map((group) => new WaitRootGroup(context, group)), rootTable);
}

/** The story in five lines: of a thread, else of the worst root. Undefined where nothing waits, or the thread cannot be read. */
export function storyOf(context: ModelContext, thread?: Word64): readonly StoryLine[] | undefined {
  return context.target.pin(() => {
    if (thread !== undefined) {
      return tellThread(analyseWaits(systemOf(context), [thread]), thread);
    }
    const [worst] = groupsOf(context);
    return worst === undefined ? undefined : tellRoot(systemOf(context), worst);
  });
}

export const waitRootGroupClass = defineClass<WaitRootGroup>("root", "What threads are blocked by in the end, and whom it blocks.", WaitRootGroup, {
  Root: fact("The thread, process or port that blocks.", ({ root }, context) => rootObject(root, context)),
  Reason: fact("What it is doing, or what it waits for itself.", ({ root }, context) => formatReason(systemOf(context), root)),
  HeldUp: inDecimal(fact("Threads blocked by it in the end.", ({ heldUp }) => heldUp)),
  Count: inDecimal(fact("Waits for replies that end here.", ({ chains }) => chains.length)),
  Processes: property("Processes of the blocked threads.", (group) => mapPresent(group.__facts, ({ processes }) =>
    shortList(group.__context, "process", formatCount(processes.length, "process", "processes"), () => processes.map((process) => group.__context.process(process))))),
  Chains: property("The wait chains that end here, the longest wait first.", (group) => mapPresent(group.__facts, ({ chains }) =>
    shortList(group.__context, "chain", formatCount(chains.length, "chain"), () => chains.map((chain) => new WaitChain(group.__context, chain))))),
  Longest: inDecimal(fact("Seconds that the longest of the waits has taken.", ({ longest }) =>
    (longest === undefined ? notApplicable("no thread's wait time is known") : shownSeconds(longest)))),
  NextStep: fact("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group)),
});
