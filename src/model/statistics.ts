/** Counts over the whole system: one walk of all ports, made once a stop. */
import { Absence } from "../target/absence.ts";
import { formatCount as counted } from "../text/counts.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, inDecimal, property } from "./members.ts";
import { countMessages, NamedCounts } from "./message-counts.ts";
import { walkPorts } from "./port-search.ts";
import { declaredTotal } from "./port-facts.ts";

interface Counts {
  ports: number;
  connectionPorts: number;
  serverPorts: number;
  clientPorts: number;
  otherPorts: number;
  unreadablePorts: number;
  queuedMessages: number;
  /** Ports whose queues could not be counted. */
  uncountedPorts: number;
  waitingThreads: number;
  unreadableThreads: number;
}

export class Statistics {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    this.__context = context;
  }

  get __counts(): Readonly<Counts> {
    return this.__context.target.stop.once("statistics", () => count(this.__context));
  }

  /** Counting costs a walk of all ports: only when a count is asked for. */
  toString(): string {
    return "Counts over the whole system";
  }

  /** The counts as one line. */
  get __line(): string {
    const { ports, connectionPorts, queuedMessages, waitingThreads } = this.__counts;
    return `${counted(ports, "port")}, ${connectionPorts} of them services, ${counted(queuedMessages, "queued message")}, ${counted(waitingThreads, "thread")} awaiting a reply`;
  }
}

function count(context: ModelContext): Readonly<Counts> {
  const counts: Counts = { ports: 0, connectionPorts: 0, serverPorts: 0, clientPorts: 0, otherPorts: 0, unreadablePorts: 0, queuedMessages: 0, uncountedPorts: 0, waitingThreads: 0, unreadableThreads: 0 };
  for (const address of walkPorts(context)) {
    counts.ports += 1;
    const facts = context.portFacts(address);
    if (facts instanceof Absence) {
      counts.unreadablePorts += 1;
      continue;
    }
    switch (facts.role) {
      case "connection": counts.connectionPorts += 1; break;
      case "server": counts.serverPorts += 1; break;
      case "client": counts.clientPorts += 1; break;
      case "unconnected": case "unknown": counts.otherPorts += 1; break;
    }
    const queued = declaredTotal(context, facts);
    if (queued instanceof Absence) {
      counts.uncountedPorts += 1;
    } else {
      counts.queuedMessages += queued;
    }
  }
  const walk = context.generation.walkWaitingThreads();
  counts.waitingThreads = Array.from(walk).length;
  counts.unreadableThreads = walk.end.skipped ?? 0;
  return counts;
}

export const statisticsClass = defineClass("statistics", "Counts over the whole system.", Statistics, {
  Ports: inDecimal(property("All ports.", ({ __counts }) => __counts.ports)),
  ConnectionPorts: inDecimal(property("Connection ports: the services.", ({ __counts }) => __counts.connectionPorts)),
  ServerPorts: inDecimal(property("Server ends of connections.", ({ __counts }) => __counts.serverPorts)),
  ClientPorts: inDecimal(property("Client ends of connections.", ({ __counts }) => __counts.clientPorts)),
  OtherPorts: inDecimal(property("Unconnected ports and ports of contradictory kind.", ({ __counts }) => __counts.otherPorts)),
  UnreadablePorts: inDecimal(property("Ports on the system's list whose memory could not be read.", ({ __counts }) => __counts.unreadablePorts)),
  QueuedMessages: inDecimal(property("Messages on queues, by the kernel's own counts, canceled ones left out.", ({ __counts }) => __counts.queuedMessages)),
  UncountedPorts: inDecimal(property("Ports whose queued messages could not be counted.", ({ __counts }) => __counts.uncountedPorts)),
  WaitingThreads: inDecimal(property("Threads that await a reply.", ({ __counts }) => __counts.waitingThreads)),
  UnreadableThreads: inDecimal(property("Threads that cannot be read, so that it is not known whether they wait.", ({ __counts }) => __counts.unreadableThreads)),
  Messages: inDecimal(property("All messages, those on no queue included.", ({ __context }) => countMessages(__context).total)),
  MessagesByQueue: property("Messages by the queue that they are on: Main, Pending and so on, Thread for those handed to a thread, None for those on no queue.", ({ __context }) =>
    new NamedCounts(countMessages(__context).byQueue, "message")),
  MessagesByState: property("Messages by the named bits of their state: in how many each is set.", ({ __context }) =>
    new NamedCounts(countMessages(__context).byState, "message")),
});
