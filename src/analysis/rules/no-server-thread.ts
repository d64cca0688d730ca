import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { formatCount, formatPortOfOwner, formatSome, formatThread } from "../naming.ts";
import type { PossibleServer } from "../possible-servers.ts";
import type { MessageFacts, MessageKey, PortFacts, Reference, ThreadKey, WaitSnapshot } from "../snapshot.ts";
import { describeSituation } from "../thread-wait.ts";
import { walkMutualRequests } from "./mutual-request.ts";
import type { Rule } from "./rule.ts";

export const noServerThread: Rule = {
  id: "alpc-no-server-thread",
  severity: "Error",
  meaning: "Requests or connection requests are queued and no thread is left to receive them: all workers are blocked, or there are none.",
  walkObservations,
};

/**
 * Requests that nobody has received. On a client's own queue only those that a thread awaits: what a server sends there
 * without waiting may be left unread for long.
 */
function findUnreceived(context: FindingContext, port: PortFacts, told: ReadonlySet<MessageKey>): readonly MessageFacts[] {
  const found: MessageFacts[] = [];
  for (const queue of port.queues) {
    if (queue.name === "Pending" || queue.name === "Canceled") continue;
    for (const key of queue.messages) {
      const message = context.snapshot.message(key);
      if (message === undefined || told.has(key)) continue;
      const isRequest = message.type === "LPC_REQUEST" && (message.waitingThread !== undefined || port.kind === "connection");
      if (isRequest || message.type === "LPC_CONNECTION_REQUEST") found.push(message);
    }
  }
  return found;
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const told = new Set<MessageKey>();
  for (const { asker } of walkMutualRequests(context)) if (asker.awaits?.message !== undefined) told.add(asker.awaits.message);
  for (const port of context.walkPorts()) {
    if (context.hasDeadOwner(port) || port.state.closed === true || port.state.disconnected === true) continue;
    const requests = findUnreceived(context, port, told);
    if (requests.length > 0 && !context.hasThreadLeft(port.key)) yield observe(context, port, requests);
  }
}

function observe(context: FindingContext, port: PortFacts, requests: readonly MessageFacts[]): Observation {
  const { snapshot } = context;
  const subject: Reference = { kind: "Port", key: port.key };
  const workers = context.findPossibleServers(port.key).filter((server) => server.sign !== "thread of the owner");
  const waiting = requests.map((message) => message.waitingThread).filter((thread): thread is ThreadKey => thread !== undefined);
  const evidence = new Evidence();
  for (const { thread } of workers) evidence.add("Thread", thread);
  for (const message of requests) evidence.add("Message", message.key).add("Thread", message.waitingThread);
  const name = formatPortOfOwner(snapshot, port.key);
  const place = port.kind === "client" ? `the client's own queue of its connection to ${name}` : `the queue of ${name}`;
  const awaiting = waiting.length === 0 ? "" : ` ${formatSome(waiting.map((thread) => formatThread(snapshot, thread)))} `
    + `${waiting.length === 1 ? "awaits its reply" : "await their replies"}.`;
  return {
    title: `No thread is left to receive from ${name}: ${formatCount(requests.length, "request")} queued`,
    explanation: `${formatCount(requests.length, "request")} ${requests.length === 1 ? "lies" : "lie"} unreceived on ${place}. `
      + `${explainWorkers(snapshot, workers)}${awaiting}`,
    subject, evidence: evidence.without(subject), weight: requests.length, holdsUp: context.countHeldUpWith(waiting),
  };
}

function explainWorkers(snapshot: WaitSnapshot, workers: readonly PossibleServer[]): string {
  if (workers.length === 0) return "No thread waits to receive there, none is bound to a completion port of it, and none of the owner's threads is running.";
  const told = workers.map(({ thread }) => `${formatThread(snapshot, thread)} ${explainBlock(snapshot, thread)}`);
  return `${workers.length === 1 ? "Its only worker is" : `All ${workers.length} workers are`} blocked: ${formatSome(told)}.`;
}

/** What blocks a worker, as a clause. */
function explainBlock(snapshot: WaitSnapshot, thread: ThreadKey): string {
  const { ways, rest, open } = describeSituation(snapshot, thread);
  const way = ways[0] ?? open;
  if (way === undefined) return rest.reason;
  switch (way.relation) {
    case "awaits reply to":
    case "could be served by": return "awaits a reply";
    default: return way.object === undefined ? "waits" : `waits for ${way.object.kind === "other" ? "an object" : way.object.kind} 0x${way.object.key}`;
  }
}
