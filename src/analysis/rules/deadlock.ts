import type { WaitObject } from "../../facts/wait.ts";
import { beginSentence, formatCount, formatSeconds, formatSome } from "../../text/counts.ts";
import { formatObject, formatPort, formatProcess, formatThread, type Names } from "../../text/names.ts";
import { formatReply } from "../../text/wait-step.ts";
import { present } from "../../target/absence.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { Reference } from "../system.ts";
import type { ChainLink, Deadlock } from "../wait-chain.ts";
import type { Rule, Watch } from "./rule.ts";

/** Most links in an explanation; the evidence has all of them. */
const MOST_LINKS_NAMED = 6;

/** Reports every deadlock of the waits in scope once. */
export const deadlock: Rule = {
  id: "alpc-deadlock",
  severity: "Error",
  meaning: "Threads wait for each other in a cycle that cannot resolve.",
  advice:
    "Read the links in order: each names the message or object that its thread is waiting on. Break the cycle where a call can be dropped or made asynchronous.",
  watch: (context) => watchCycles(context, context.waits.deadlocks),
};

/** Reports cycles that would be deadlocks if their waits did not time out and begin again. */
export const renewedWait: Rule = {
  id: "alpc-renewed-wait",
  severity: "Warning",
  meaning: "Threads wait for each other in a cycle; some of the waits time out, but are begun again at once.",
  advice:
    "Read the links in order, as for a deadlock: the time-outs do not end it unless a waiter gives up. Ages are those of the requests blocked behind it.",
  watch: (context) => watchCycles(context, context.waits.renewedCycles),
};

function watchCycles(context: FindingContext, cycles: readonly Deadlock[]): Watch {
  return { finish: () => (cycles.length === 0 ? [] : walkCycles(context, cycles)) };
}

function* walkCycles({ system, roots }: FindingContext, cycles: readonly Deadlock[]): IterableIterator<Observation> {
  for (const found of cycles) {
    const subject: Reference = { kind: "Thread", address: found.thread };
    const links = found.links();
    const threads = links.map(({ thread }) => formatLinkThread(system, thread));
    const longest = roots.find(({ deadlock: cycle }) => cycle === found)?.longest ?? found.waitedSeconds;
    const age = longest === undefined ? "" : ` for ${formatSeconds(longest)}`;
    yield {
      title: `${found.isRenewed ? `Renewed waits of ${formatCount(threads.length, "thread")}${age}` : `Deadlock of ${formatCount(threads.length, "thread")}`}: ${formatSome(threads)}`,
      explanation: `${explain(system, found, links)}${age === "" ? "" : ` The longest wait has lasted${age}.`}`,
      subject,
      evidence: collectEvidence(links).without(subject),
      holdsUp: found.holdsUp,
      weight: threads.length,
    };
  }
}

function formatLinkThread(names: Names, thread: ChainLink["thread"]): string {
  return thread === undefined ? "an unknown thread" : formatThread(names, thread);
}

function explain(names: Names, found: Deadlock, links: readonly ChainLink[]): string {
  const named = links.slice(0, MOST_LINKS_NAMED).map((link) => explainLink(names, link));
  const left = links.length - named.length;
  const rest = left > 0 ? ` ${formatCount(left, "more thread")} in the cycle: see the evidence.` : "";
  const behind = found.holdsUp - links.length;
  const others = behind > 0 ? ` ${formatCount(behind, "more thread waits", "more threads wait")} behind them.` : "";
  const form = found.isKnot ? "Each waits for others of them" : "Each waits for the next, the last for the first";
  const end = found.isRenewed
    ? "some of these waits time out, but are begun again at once"
    : "none of these waits can end";
  return `${named.join(" ")}${rest} ${form}: ${end}.${others}`;
}

function explainLink(names: Names, link: ChainLink): string {
  const who = beginSentence(formatLinkThread(names, link.thread));
  switch (link.relation) {
    case "awaits reply to":
      return `${who} awaits ${formatReply(names, link, formatPort)}.`;
    case "could be served by":
      return `${who} awaits ${formatReply(names, link, formatPort)}, still queued: its possible servers all wait in this cycle.`;
    default:
      return `${who} waits for ${explainObject(names, link.object)}.`;
  }
}

function explainObject(names: Names, object: WaitObject | undefined): string {
  if (object === undefined) {
    return "something";
  }
  switch (object.kind) {
    case "thread":
      return `the end of ${formatThread(names, object.address)}`;
    case "process":
      return `the end of ${formatProcess(names, object.address)}`;
    default: {
      const holders = (present(object.holders) ?? []).map((holder) => formatThread(names, holder));
      return `${formatObject(names, object)}${holders.length === 0 ? "" : `, held by ${formatSome(holders)}`}`;
    }
  }
}

function collectEvidence(links: readonly ChainLink[]): Evidence {
  const evidence = new Evidence();
  for (const { thread, message, port, object } of links) {
    evidence.add("Thread", thread).add("Message", message).add("Port", port).addObject(object);
  }
  return evidence;
}
