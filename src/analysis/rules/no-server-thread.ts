import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { formatCount, formatObject, formatPort, formatPortOfOwner, formatProcess, formatSome, formatThread } from "../naming.ts";
import type { PossibleServer } from "../possible-servers.ts";
import type { MessageFacts, MessageKey, PortFacts, Reference, ThreadKey, WaitObject, WaitSnapshot } from "../snapshot.ts";
import { describeSituation } from "../thread-wait.ts";
import { walkMutualRequests } from "./mutual-request.ts";
import type { Rule } from "./rule.ts";

export const noServerThread: Rule = {
  id: "alpc-no-server-thread",
  severity: "Error",
  meaning: "Requests or connection requests are queued and no thread is left to receive them: all workers are blocked, or there are none.",
  advice: "Look at what blocks each worker: Alpc.WaitChain of the threads in the evidence leads to it.",
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
  const client = port.kind !== "client" ? undefined : port.owner === undefined ? "the client" : formatProcess(snapshot, port.owner);
  const queued = countRequests(requests);
  const place = client === undefined ? `the queue of ${name}` : `the queue of ${client}'s own port, its connection to ${name}`;
  const awaiting = waiting.length === 0 ? "" : ` ${formatSome(waiting.map((thread) => formatThread(snapshot, thread)))} `
    + `${waiting.length === 1 ? "awaits its reply" : "await their replies"}.`;
  return {
    title: client === undefined ? `No thread is left to receive from ${name}: ${queued} queued`
      : `No thread of ${client} receives what the server of ${formatPort(snapshot, port.key)} asks it: ${queued} queued`,
    explanation: `${queued} ${requests.length === 1 ? "lies" : "lie"} unreceived on ${place}. `
      + `${explainWorkers(snapshot, workers)}${awaiting}`,
    subject, evidence: evidence.without(subject), weight: requests.length, holdsUp: context.countHeldUpWith(waiting),
  };
}

function countRequests(requests: readonly MessageFacts[]): string {
  const connecting = requests.filter(({ type }) => type === "LPC_CONNECTION_REQUEST").length;
  const kinds = [
    ...(connecting === requests.length ? [] : [formatCount(requests.length - connecting, "request")]),
    ...(connecting === 0 ? [] : [formatCount(connecting, "connection request")]),
  ];
  return kinds.join(" and ");
}

function explainWorkers(snapshot: WaitSnapshot, workers: readonly PossibleServer[]): string {
  if (workers.length === 0) {
    const bound = snapshot.generation === "LPC" ? "" : " none is bound to a completion port of it,";
    return `No thread waits to receive there,${bound} and none of the owner's threads is running.`;
  }
  const told = workers.map(({ thread }) => `${formatThread(snapshot, thread)} ${explainBlock(snapshot, thread)}`);
  return `${workers.length === 1 ? "Its only worker is" : `All ${workers.length} workers are`} blocked: ${formatSome(told)}.`;
}

function formatOwner(snapshot: WaitSnapshot, { owner }: WaitObject): string {
  return owner === undefined ? "" : ` owned by ${formatThread(snapshot, owner)}`;
}

/** What blocks a worker, as a clause. */
function explainBlock(snapshot: WaitSnapshot, thread: ThreadKey): string {
  const { ways, rest, open } = describeSituation(snapshot, thread);
  const way = ways[0] ?? open;
  if (way === undefined) return rest.reason;
  switch (way.relation) {
    case "awaits reply to":
    case "could be served by": return way.port === undefined ? "awaits a reply" : `awaits a reply from ${formatPort(snapshot, way.port)}`;
    case "waits for thread": return way.object === undefined ? "waits" : `waits for the end of ${formatThread(snapshot, way.object.key)}`;
    case "waits for process": return way.object === undefined ? "waits" : `waits for the end of ${formatProcess(snapshot, way.object.key)}`;
    default: return way.object === undefined ? "waits" : `waits for ${formatObject(way.object)}${formatOwner(snapshot, way.object)}`;
  }
}
