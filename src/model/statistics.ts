/** Counts over the whole system: one walk of all ports, made once a stop. */
import { Absence } from "../target/absence.ts";
import { formatCount as counted } from "../text/counts.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, property } from "./members.ts";
import { walkPorts } from "./port-search.ts";
import { declaredTotal } from "./port.ts";

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
  const counts: Counts = { ports: 0, connectionPorts: 0, serverPorts: 0, clientPorts: 0, otherPorts: 0, unreadablePorts: 0, queuedMessages: 0, uncountedPorts: 0, waitingThreads: 0 };
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
  for (const _thread of context.generation.walkWaitingThreads()) {
    counts.waitingThreads += 1;
  }
  return counts;
}

export const statisticsClass = defineClass("statistics", "Counts over the whole system.", Statistics, {
  Ports: property("All ports.", ({ __counts }) => __counts.ports),
  ConnectionPorts: property("Connection ports: the services.", ({ __counts }) => __counts.connectionPorts),
  ServerPorts: property("Server ends of connections.", ({ __counts }) => __counts.serverPorts),
  ClientPorts: property("Client ends of connections.", ({ __counts }) => __counts.clientPorts),
  OtherPorts: property("Unconnected ports and ports of contradictory kind.", ({ __counts }) => __counts.otherPorts),
  UnreadablePorts: property("Ports on the system's list whose memory could not be read.", ({ __counts }) => __counts.unreadablePorts),
  QueuedMessages: property("Messages on queues, by the kernel's own counts, canceled ones left out.", ({ __counts }) => __counts.queuedMessages),
  UncountedPorts: property("Ports whose queued messages could not be counted.", ({ __counts }) => __counts.uncountedPorts),
  WaitingThreads: property("Threads that await a reply.", ({ __counts }) => __counts.waitingThreads),
});
