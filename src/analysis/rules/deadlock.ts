import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatCount, formatObject, formatPort, formatProcess, formatSome, formatThread } from "../naming.ts";
import type { Reference, WaitSnapshot } from "../snapshot.ts";
import { formatAwaited } from "../thread-wait.ts";
import type { ChainLink, Deadlock } from "../wait-chain.ts";
import type { Rule } from "./rule.ts";

/** Most links told in an explanation; the evidence holds them all. */
const MOST_LINKS_TOLD = 6;

export const deadlock: Rule = {
  id: "alpc-deadlock",
  severity: "Error",
  meaning: "Threads wait for each other in a circle; none of the waits can end.",
  advice: "Read the links in order: each names the message or object that the next thread would have to give. Break the circle at the thread whose call could do without the other.",
  walkObservations,
};

function* walkObservations({ snapshot, waits }: FindingContext): IterableIterator<Observation> {
  for (const found of waits.deadlocks) {
    const subject: Reference = { kind: "Thread", key: found.thread };
    const names = found.links.map((link) => formatThread(snapshot, link.thread ?? "?"));
    yield {
      title: `Deadlock of ${formatCount(names.length, "thread")}: ${formatSome(names)}`,
      explanation: explain(snapshot, found),
      subject, evidence: collectEvidence(found).without(subject), holdsUp: found.holdsUp, weight: names.length,
    };
  }
}

function explain(snapshot: WaitSnapshot, found: Deadlock): string {
  const told = found.links.slice(0, MOST_LINKS_TOLD).map((link) => explainLink(snapshot, link));
  const left = found.links.length - told.length;
  const rest = left > 0 ? ` ${formatCount(left, "more thread")} of the circle: see the evidence.` : "";
  const behind = found.holdsUp - found.links.length;
  const others = behind > 0 ? ` ${formatCount(behind, "more thread waits", "more threads wait")} behind them.` : "";
  const form = found.isKnot ? "Each waits for others of them" : "Each waits for the next, the last for the first";
  return `${told.join(" ")}${rest} ${form}: none of these waits can end.${others}`;
}

function explainLink(snapshot: WaitSnapshot, link: ChainLink): string {
  const who = beginSentence(formatThread(snapshot, link.thread ?? "?"));
  const where = link.port === undefined ? "" : ` on ${formatPort(snapshot, link.port)}`;
  switch (link.relation) {
    case "awaits reply to": return `${who} awaits the reply to ${formatAwaited(link)}${where}.`;
    case "could be served by":
      return `${who} awaits the reply to ${formatAwaited(link)}, still queued${where}, whose possible servers all wait on this circle.`;
    case "waits for thread": return `${who} waits for the end of ${formatThread(snapshot, link.object?.key ?? "?")}.`;
    case "waits for process": return `${who} waits for the end of ${formatProcess(snapshot, link.object?.key ?? "?")}.`;
    default: {
      const owner = link.object?.owner === undefined ? "" : `, which ${formatThread(snapshot, link.object.owner)} holds`;
      return `${who} waits for ${link.object === undefined ? "something" : formatObject(link.object)}${owner}.`;
    }
  }
}

function collectEvidence(found: Deadlock): Evidence {
  const evidence = new Evidence();
  for (const { thread, message, port, object } of found.links) {
    evidence.add("Thread", thread).add("Message", message).add("Port", port);
    if (object !== undefined) evidence.add(object.kind === "thread" ? "Thread" : object.kind === "process" ? "Process" : "Object", object.key);
  }
  return evidence;
}
