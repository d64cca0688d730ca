import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatCount, formatPortOfOwner, formatSeconds, formatSome, formatThread } from "../naming.ts";
import type { Reference, WaitSnapshot } from "../snapshot.ts";
import { formatAwaited } from "../thread-wait.ts";
import type { ChainRoot, WaitChain } from "../wait-chain.ts";
import type { Rule } from "./rule.ts";

export const longWait: Rule = {
  id: "alpc-long-wait",
  severity: "Warning",
  meaning: "Replies have been awaited for longer than the limit; the wait has no time-out of its own. Waits with the same root are one finding.",
  advice: "Look at the root, not at the thread that waits: the evidence has both, and WaitChain.Tree what lies between them.",
  walkObservations,
};

/** Long waits that end at the same root, the longest first. */
function* walkGroups({ waits, limits }: FindingContext): IterableIterator<readonly WaitChain[]> {
  const groups = new Map<string, WaitChain[]>();
  for (const chain of waits.walkChains()) {
    if (chain.waitedSeconds === undefined || chain.waitedSeconds < limits.longWaitSeconds) continue;
    const circle = chain.endsInDeadlock ? waits.findDeadlock(chain.thread) : undefined;
    const name = `${chain.root.kind}:${circle?.thread ?? chain.root.key ?? chain.thread}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [chain]);
    else group.push(chain);
  }
  for (const group of groups.values()) {
    yield group.sort((a, b) => (b.waitedSeconds ?? 0) - (a.waitedSeconds ?? 0) || (a.thread < b.thread ? -1 : 1));
  }
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const { snapshot } = context;
  for (const group of walkGroups(context)) {
    const longest = group[0];
    if (longest === undefined) continue;
    const subject: Reference = { kind: "Thread", key: longest.thread };
    const evidence = new Evidence().add("Message", snapshot.thread(longest.thread)?.awaits?.message);
    if (longest.root.kind !== "Unknown") evidence.add(longest.root.kind, longest.root.key);
    for (const { thread } of group) evidence.add("Thread", thread);
    const seconds = longest.waitedSeconds ?? 0;
    const more = group.length === 1 ? "" : ` and ${formatCount(group.length - 1, "other")}`;
    yield {
      title: `${beginSentence(formatThread(snapshot, longest.thread))}${more} ${group.length === 1 ? "has" : "have"} awaited a reply for ${group.length === 1 ? "" : "up to "}${formatSeconds(seconds)}`,
      explanation: explain(snapshot, group, longest),
      subject, evidence: evidence.without(subject), weight: seconds,
      holdsUp: longest.root.key === undefined || longest.root.kind === "Unknown" ? group.length
        : Math.max(group.length, context.waits.countHeldUp(longest.root.kind, longest.root.key)),
    };
  }
}

function explain(snapshot: WaitSnapshot, group: readonly WaitChain[], longest: WaitChain): string {
  const awaits = snapshot.thread(longest.thread)?.awaits;
  const where = awaits?.port === undefined ? "" : ` on ${formatPortOfOwner(snapshot, awaits.port)}`;
  const others = group.slice(1).map(({ thread, waitedSeconds }) => `${formatThread(snapshot, thread)} for ${formatSeconds(waitedSeconds ?? 0)}`);
  const also = others.length === 0 ? "" : ` With it: ${formatSome(others)}.`;
  return `${beginSentence(formatThread(snapshot, longest.thread))} has awaited the reply to ${formatAwaited(awaits ?? {})}${where} for `
    + `${formatSeconds(longest.waitedSeconds ?? 0)}. ${explainRoot(snapshot, longest.root)}${also}`;
}

function explainRoot(snapshot: WaitSnapshot, root: ChainRoot): string {
  if (root.kind === "Unknown") return `What holds it up is not known: ${root.reason}.`;
  return root.kind === "Thread" && root.key !== undefined
    ? `What holds it up in the end is ${formatThread(snapshot, root.key)}, which ${root.reason}.`
    : `What holds it up in the end is ${root.reason}.`;
}
