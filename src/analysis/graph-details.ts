/** Details of each thing drawn in a graph, beside its label. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount, formatSeconds } from "../text/counts.ts";
import { findRawServiceName, formatProcess, formatThread, formatThreads } from "../text/names.ts";
import { describeRequests } from "../text/request.ts";
import { formatReason, formatRoot } from "../text/wait-root.ts";
import type { GraphDetail } from "./graph-model.ts";
import { findSender } from "./scope.ts";
import type { System } from "./system.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";

/** Most messages drawn per queue; the queue's details say how many are omitted. */
export const MOST_MESSAGES_DRAWN = 12;

/**
 * Rows for a port: address, kind, name, messages queued, threads, connections and state. What is zero or unknown has
 * none.
 */
export function describePort(system: System, port: PortFacts): readonly GraphDetail[] {
  const details: GraphDetail[] = [
    { label: "Address", value: String(port.address) },
    { label: "Kind", value: port.role === "unknown" ? "not known" : port.role },
  ];
  const service = findRawServiceName(system, port.address);
  if (service !== undefined) {
    details.push({ label: "Name", value: service });
  }
  for (const queue of system.queues(port.address)) {
    const left = queue.messages.length - MOST_MESSAGES_DRAWN;
    if (queue.messages.length > 0) {
      details.push({
        label: `${queue.name} queue`,
        value: formatCount(queue.messages.length, "message") + (left > 0 ? `, ${left} of them not drawn` : ""),
      });
    }
  }
  const waiting = system.waitQueue(port.address).length;
  const bound = present(system.boundThreads(port.address));
  const connections = system.connections(port.address).length;
  const states = (port.isClosed ? ["closed"] : []).concat(port.isDisconnected ? ["disconnected"] : []);
  return details.concat(
    waiting > 0 ? [{ label: "Waiting to receive", value: formatCount(waiting, "thread") }] : [],
    bound === undefined ? [] : [{ label: "Completion port", value: formatCount(bound.length, "thread") }],
    connections > 0 ? [{ label: "Connections", value: String(connections) }] : [],
    states.length > 0 ? [{ label: "State", value: states.join(", ") }] : [],
  );
}

/**
 * Rows for a thread: address, state, wait, threads that it blocks and its root blocker. Only the address if it cannot
 * be read.
 */
export function describeThread(system: System, analysis: WaitAnalysis, address: Word64): readonly GraphDetail[] {
  const thread = present(system.thread(address));
  const details: GraphDetail[] = [{ label: "Address", value: String(address) }];
  if (thread === undefined) {
    return details;
  }
  if (!isAbsent(thread.state)) {
    details.push({
      label: "State",
      value: thread.suspension === "none" ? thread.state : `${thread.state}, ${thread.suspension}`,
    });
  }
  if (!isAbsent(thread.waitReason)) {
    details.push({ label: "Wait reason", value: thread.waitReason });
  }
  const waited = present(system.secondsWaited(address));
  if (waited !== undefined) {
    details.push({ label: "Waited", value: formatSeconds(waited) });
  }
  const heldUp = analysis.countHeldUp("Thread", address);
  if (heldUp > 0) {
    details.push({ label: "Blocks", value: formatCount(heldUp, "thread") });
  }
  const chain = analysis.findChain(address);
  if (chain !== undefined) {
    const isItself = chain.root.thread?.equals(address) === true && !chain.isDeadlock;
    details.push({
      label: "Root blocker",
      value: isItself ? `this thread, which ${formatReason(system, chain.root)}` : formatRoot(system, chain.root),
    });
  }
  return details;
}

/** `message`: undefined if it cannot be read. */
export function describeMessage(
  system: System,
  address: Word64,
  message: MessageFacts | undefined,
): readonly GraphDetail[] {
  const details: GraphDetail[] = [{ label: "Address", value: String(address) }];
  const add = <T>(label: string, value: Maybe<T>, format: (datum: T) => string): void => {
    if (!isAbsent(value)) {
      details.push({ label, value: format(value) });
    }
  };
  if (message !== undefined) {
    add("Type", message.type, String);
    add("Queue", message.queue, String);
    add("Awaited by", message.waitingThread, (thread) => formatThread(system, thread));
    add("Served by", message.serverThread, (thread) => formatThread(system, thread));
    const sender = findSender(system, message);
    if (sender !== undefined) {
      details.push({ label: "Sent by", value: formatProcess(system, sender) });
    }
  }
  return details;
}

/** `object`: undefined if only its address is known. `requests`: I/O requests that its waiters wait for. */
export function describeObject(
  system: System,
  address: Word64,
  object: WaitObject | undefined,
  requests: readonly PendingRequest[],
): readonly GraphDetail[] {
  const holders = object === undefined ? [] : (present(object.holders) ?? []);
  return [
    { label: "Address", value: String(address) },
    { label: "Kind", value: object?.kind ?? "not known" },
    ...requests.map((request) => ({ label: "Request", value: describeRequests(system, [request]) })),
    ...(holders.length === 0 ? [] : [{ label: "Held by", value: formatThreads(system, holders) }]),
  ];
}
