import { beginSentence, formatCount, formatSeconds, formatSome } from "../../text/counts.ts";
import { formatPortOfOwner, formatThread, formatThreads, type Names } from "../../text/names.ts";
import { formatRoot, shownKind, type RootCause } from "../../text/wait-root.ts";
import { formatReply } from "../../text/wait-step.ts";
import { findAwaited } from "../awaited.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { RootGroup } from "../roots.ts";
import type { Reference, System } from "../system.ts";
import type { ChainRoot, WaitChain } from "../wait-chain.ts";
import { formatSuspects } from "../why.ts";
import type { Rule } from "./rule.ts";

/** Reports roots behind which threads have waited for at least the limit, unless another rule reports them. */
export const longWait: Rule = {
  id: "alpc-long-wait",
  severity: "Warning",
  meaning:
    "Threads have been waiting for replies for longer than the limit; the wait has no time-out of its own. Waits with the same root are one finding, left out where another rule reports that root.",
  advice:
    "Look at the root blocker, not at the thread that waits: both are in the evidence, and WaitChain.Tree shows what lies between them.",
  watch: (context) => ({ finish: () => walkObservations(context) }),
};

/** Reported by other rules: cycles, and asynchronous requests as long as messages tell of them. */
const REPORTED_ELSEWHERE: Readonly<Record<System["generation"], readonly RootCause[]>> = {
  ALPC: ["asynchronous", "deadlock", "renewed"],
  LPC: ["deadlock", "renewed"],
};

/** Whether another rule reports the root, with those whom it blocks: this one would say nothing new. */
function isReportedElsewhere(context: FindingContext, group: RootGroup): boolean {
  const { cause, owesReply, holds = [], kind, thread: culprit } = group.root;
  return (
    REPORTED_ELSEWHERE[context.system.generation].includes(cause) ||
    (kind === "Thread" &&
      culprit !== undefined &&
      context.isReported(culprit) &&
      group.chains.every(({ thread }) => context.isReported(thread))) ||
    ((cause === "no receiver" || (cause === "exited" && owesReply === true && holds.length === 0)) &&
      group.chains.some(({ thread }) => context.isReported(thread)))
  );
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const { system, limits, roots } = context;
  for (const group of roots) {
    const long = group.chains.filter(
      ({ waitedSeconds }) => waitedSeconds !== undefined && waitedSeconds >= limits.longWaitSeconds,
    );
    const [longest] = long;
    if (longest !== undefined && !isReportedElsewhere(context, group)) {
      yield observe(system, group, long, longest);
    }
  }
}

function observe(system: System, group: RootGroup, long: readonly WaitChain[], longest: WaitChain): Observation {
  const { root, threads, heldUp, suspects } = group;
  const subject: Reference = { kind: "Thread", address: longest.thread };
  const awaited = findAwaited(system, longest.thread);
  const evidence = new Evidence().add("Message", awaited?.message);
  const rootKind = shownKind(root);
  if (rootKind !== "Unknown") {
    evidence.add(rootKind, root.kind === "Unknown" ? root.process : root.address);
  }
  evidence
    .addAll("Thread", threads.concat(suspects))
    .addObject(root.object)
    .addAll(
      "Thread",
      long.map(({ thread }) => thread),
    );
  const seconds = longest.waitedSeconds ?? 0;
  const more = long.length === 1 ? "" : ` and ${formatCount(long.length - 1, "other")}`;
  return {
    title:
      `${beginSentence(formatThread(system, longest.thread))}${more} ${long.length === 1 ? "has been waiting for a reply for " : "have been waiting for a reply for up to "}` +
      `${formatSeconds(seconds)}, blocked by ${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}`,
    explanation: explain(system, group, long, longest),
    subject,
    evidence: evidence.without(subject),
    weight: seconds,
    holdsUp: heldUp,
  };
}

function explain(
  system: System,
  { root, threads, suspects }: RootGroup,
  long: readonly WaitChain[],
  longest: WaitChain,
): string {
  const awaited = findAwaited(system, longest.thread);
  const others = long
    .slice(1)
    .map(({ thread, waitedSeconds }) => `${formatThread(system, thread)} for ${formatSeconds(waitedSeconds ?? 0)}`);
  const also = others.length === 0 ? "" : ` With it: ${formatSome(others)}.`;
  return (
    `${beginSentence(formatThread(system, longest.thread))} has been waiting for ${formatSeconds(longest.waitedSeconds ?? 0)} for ${formatReply(system, awaited ?? {}, formatPortOfOwner)}. ` +
    `What holds it up in the end is ${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}.${explainOthers(system, threads, root.thread)}${also}`
  );
}

/** Mentions the other workers blocked by the same root. */
function explainOthers(names: Names, threads: RootGroup["threads"], root: ChainRoot["thread"]): string {
  const others = threads.filter((thread) => root === undefined || !thread.equals(root));
  return others.length === 0 || root === undefined ? "" : ` In the same state: ${formatThreads(names, others)}.`;
}
