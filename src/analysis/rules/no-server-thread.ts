import { Absence, isAbsent, present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { PortFacts } from "../../facts/port.ts";
import type { QueueFacts } from "../../facts/queue.ts";
import { beginSentence, formatCount, formatSeconds, formatSome } from "../../text/counts.ts";
import {
  formatConnectedPort,
  formatPort,
  formatPortOfOwner,
  formatProcess,
  formatReceiver,
  formatThread,
  formatThreads,
  isOfClient,
} from "../../text/names.ts";
import { formatReason, formatRoot } from "../../text/wait-root.ts";
import { formatClause } from "../../text/wait-step.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { SeenPort } from "../seen-ports.ts";
import type { PossibleServer } from "../possible-servers.ts";
import { blocksSender, isConnectionRequest } from "../request-types.ts";
import { ROOT_CAUSES } from "../root-causes.ts";
import type { RootGroup } from "../roots.ts";
import { isAt } from "../scope.ts";
import type { Reference, System } from "../system.ts";
import { describeSituation, type WayOut } from "../thread-wait.ts";
import { findMutualRequests } from "./mutual-request.ts";
import { findAwaited } from "../awaited.ts";
import type { Rule } from "./rule.ts";
import { formatWaited } from "./waited.ts";

/**
 * Reports open ports with unreceived requests that no thread can receive, unless they are so new that a pool may still
 * create one.
 */
export const noServerThread: Rule = {
  id: "alpc-no-server-thread",
  severity: "Error",
  meaning:
    "Requests or connection requests are queued and no thread is left to receive them: all workers are blocked, or there are none.",
  advice: "Look at what blocks each worker: Alpc.WaitChain of the threads in the evidence leads to it.",
  watch: (context) => ({ finish: () => walkObservations(context) }),
};

/**
 * Requests that nobody has received. On a client's own queue, only those that a thread awaits: messages that a server
 * sends there without waiting may stay unread for long. `reported`: by the rule of mutual requests.
 */
function findUnreceived(
  context: FindingContext,
  port: PortFacts,
  queues: readonly QueueFacts[],
  reported: ReadonlySet<string>,
): readonly MessageFacts[] {
  const found: MessageFacts[] = [];
  for (const queue of queues) {
    for (const address of isTaken(queue) ? [] : queue.messages) {
      const message = context.system.message(address);
      if (isAbsent(message) || (reported.size > 0 && reported.has(address.key))) {
        continue;
      }
      const isRequest = blocksSender(message) && (!isAbsent(message.waitingThread) || port.role === "connection");
      if (
        (isRequest || isConnectionRequest(message) || isAwaited(context.system, message)) &&
        // A broken list may lead to the messages of another port.
        (isAbsent(message.queuePort) || message.queuePort.equals(port.address))
      ) {
        found.push(message);
      }
    }
  }
  return found;
}

/** Whether a thread blocks on it, whatever its type says. */
function isAwaited(system: System, { address, waitingThread }: MessageFacts): boolean {
  const awaited = isAbsent(waitingThread) ? undefined : findAwaited(system, waitingThread);
  return awaited !== undefined && isAt(awaited.message, address);
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const reported = new Set<string>();
  for (const { asker } of findMutualRequests(context)) {
    const message = findAwaited(context.system, asker)?.message;
    if (message !== undefined && !isAbsent(message)) {
      reported.add(message.key);
    }
  }
  for (const seen of context.ports.busy) {
    const { port, queues, hasDeadOwner } = seen;
    if (hasDeadOwner || port.isClosed || port.isDisconnected) {
      continue;
    }
    const requests = findUnreceived(context, port, queues, reported);
    if (!requests.every((message) => isFresh(context, message)) && !context.hasThreadLeft(port.address)) {
      yield observe(context, seen, requests);
    }
  }
}

/** A pool may be about to create a thread for it. */
function isFresh(context: FindingContext, { waitingThread }: MessageFacts): boolean {
  return !isAbsent(waitingThread) && context.isFresh(waitingThread);
}

function observe(context: FindingContext, { port, queues }: SeenPort, requests: readonly MessageFacts[]): Observation {
  const { system } = context;
  const subject: Reference = { kind: "Port", address: port.address };
  const workers = context.findWorkers(port.address);
  const waiting = requests
    .map((message) => present(message.waitingThread))
    .filter((thread): thread is Word64 => thread !== undefined);
  const threads = workers.map(({ thread }) => thread);
  const evidence = new Evidence().addAll("Thread", threads);
  for (const message of requests) {
    evidence.add("Message", message.address).add("Thread", message.waitingThread);
  }
  const name = formatPortOfOwner(system, port.address);
  const client =
    port.role !== "client" ? undefined : isAbsent(port.owner) ? "the client" : formatProcess(system, port.owner);
  const queued = countRequests(requests);
  const place =
    client === undefined ? `the queue of ${name}` : `the queue of ${client}'s own port, its connection to ${name}`;
  const awaiting =
    waiting.length === 0
      ? ""
      : ` ${formatThreads(system, waiting)} ` + `${waiting.length === 1 ? "awaits its reply" : "await their replies"}.`;
  const waited = formatWaited(system, waiting);
  const awaited = waited === "" ? "" : `, awaited${waited}`;
  const inHand = findInHand(context, port, workers);
  const behind = waiting.concat(inHand);
  const culprit = findCulprit(context, behind.concat(threads));
  const root = culprit === undefined ? "" : formatRoot(system, culprit.root);
  const by = culprit === undefined ? "" : `: blocked by ${root}`;
  context.noteReported(waiting.concat(port.address));
  if (culprit !== undefined) {
    evidence.addAll("Thread", culprit.threads.concat(behind)).addObject(culprit.root.object);
    context.noteReported(behind.concat(threads, culprit.threads));
  }
  return {
    title:
      client === undefined
        ? `${name}: ${queued} queued${awaited}, no thread available${by}`
        : `No thread of ${client} receives what the server of ${formatConnectedPort(system, port.address)} asks it: ${queued} queued${awaited}${by}`,
    explanation:
      `${queued} ${requests.length === 1 ? "is" : "are"} waiting on ${place}. ` +
      `${explainWorkers(context, port.address, workers)}${awaiting}` +
      (culprit === undefined ? "" : explainCulprit(context, culprit, root, threads, inHand)) +
      explainBacklog(context, queues),
    subject,
    evidence: evidence.without(subject),
    weight: requests.length,
    holdsUp: context.countHeldUpWith(behind),
  };
}

/** The one root at which the chains of all these threads end: workers, and whoever waits for them. */
function findCulprit(context: FindingContext, threads: readonly Word64[]): RootGroup | undefined {
  const { waits } = context;
  const waiting = threads.find((thread) => context.findRoot(thread) !== undefined);
  const group = waiting === undefined ? undefined : context.findRoot(waiting);
  return group?.root.kind === "Thread" &&
    group.deadlock === undefined &&
    (group.threads.length === 1 || ROOT_CAUSES[group.root.cause].isOfProcess === true) &&
    threads.every((thread) => isAmong(waits.findChain(thread)?.root.thread, group.threads))
    ? group
    : undefined;
}

/** `root`: in words; left out if it is one of the workers, which are named before. */
function explainCulprit(
  { system, waits }: FindingContext,
  { threads }: RootGroup,
  root: string,
  workers: readonly Word64[],
  inHand: readonly Word64[],
): string {
  const [longest] = inHand
    .map((one) => ({ one, waited: waits.findChain(one)?.waitedSeconds ?? 0 }))
    .sort((a, b) => b.waited - a.waited);
  const { thread, waitedSeconds } = (longest === undefined ? undefined : waits.findChain(longest.one)) ?? {};
  return (
    (isAmong(threads[0], workers) ? "" : ` What holds all of them up in the end is ${root}.`) +
    (thread === undefined || waitedSeconds === undefined
      ? ""
      : ` ${beginSentence(formatThread(system, thread))} has been waiting for ${formatSeconds(waitedSeconds)} for the reply to what a worker has taken.`)
  );
}

function isAmong(address: Word64 | undefined, list: readonly Word64[]): boolean {
  return address !== undefined && list.some((other) => other.equals(address));
}

/** The length of a queue; if its walk did not reach the head again, at least the kernel's count. */
export function measure({ end, messages, declaredLength }: QueueFacts): number {
  return end.kind === "head" ? messages.length : Math.max(messages.length, present(declaredLength) ?? 0);
}

/** Queues of messages that were received, or that nobody awaits anymore. */
export function isTaken({ name }: QueueFacts): boolean {
  return name === "Pending" || name === "Canceled";
}

function explainBacklog({ limits: { backlog } }: FindingContext, queues: readonly QueueFacts[]): string {
  return queues
    .filter((queue) => !isTaken(queue) && measure(queue) > backlog)
    .map((queue) => ` The ${queue.name} queue holds ${measure(queue)} messages, more than the limit of ${backlog}.`)
    .join("");
}

/** Threads that await replies to the requests which the port's blocked workers have received. */
function findInHand(context: FindingContext, port: PortFacts, workers: readonly PossibleServer[]): readonly Word64[] {
  const inHand: Word64[] = [];
  for (const { thread: worker } of workers) {
    for (const { thread, port: asked } of context.findWaitersOf(worker)) {
      if (isAt(asked, port.address)) {
        inHand.push(thread);
      }
    }
  }
  return inHand;
}

function countRequests(requests: readonly MessageFacts[]): string {
  const connecting = requests.filter(isConnectionRequest).length;
  const kinds = [
    ...(connecting === requests.length ? [] : [formatCount(requests.length - connecting, "request")]),
    ...(connecting === 0 ? [] : [formatCount(connecting, "connection request")]),
  ];
  return kinds.join(" and ");
}

/** Says what each worker of a port is blocked by, or that there are none. */
export function explainWorkers(context: FindingContext, port: Word64, workers: readonly PossibleServer[]): string {
  const { system } = context;
  const hasBound = (present(system.boundThreads(port)) ?? []).length > 0;
  const explain = ({ thread }: PossibleServer): string =>
    `${formatThread(system, thread)} ${explainBlock(system, thread)}`;
  if (workers.length === 0) {
    const owners = formatSome(context.findPossibleServers(port).map(explain));
    const bound = system.generation === "LPC" || hasBound ? "" : " none is bound to a completion port of it,";
    return `No thread waits to receive there,${bound} and none of the owner's threads is running${owners === "" ? "" : `: ${owners}`}.`;
  }
  return `${workers.length === 1 ? "Its only worker is" : `${workers.length === 2 ? "Both" : `All ${workers.length}`} workers are`} blocked: ${formatSome(workers.map(explain))}.`;
}

/** Says what blocks a worker, as a clause. */
function explainBlock(system: System, thread: Word64): string {
  const { ways, end, open } = describeSituation(system, thread);
  const way: Pick<WayOut, "relation" | "port" | "object"> | undefined =
    ways.find(({ object }) => (present(object?.holders ?? NONE) ?? []).length > 0) ?? ways[0] ?? open;
  if (way === undefined) {
    return formatReason(system, end);
  }
  if (way.relation === "awaits reply to" || way.relation === "could be served by") {
    const { port } = way;
    return port === undefined
      ? "awaits a reply"
      : `awaits a reply from ${(isOfClient(system, port) ? formatReceiver : formatPort)(system, port)}`;
  }
  const { object } = way;
  if (object?.kind === "thread" || object?.kind === "process") {
    return formatClause(system, way, object.kind === "thread" ? formatThread(system, object.address) : undefined);
  }
  const holders = (object === undefined ? undefined : present(object.holders)) ?? [];
  return holders.length === 0 ? formatReason(system, end) : formatClause(system, way, formatThreads(system, holders));
}

const NONE = new Absence("NotApplicable", "there is no object");
