/** Counts over the whole system, from one walk of all ports per stop. */
import { Absence, invalid, isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import { formatCount as counted } from "../../text/counts.ts";
import type { PortRole } from "../../facts/port.ts";
import type { ModelContext } from "../base/object.ts";
import type { Word64 } from "../../target/word64.ts";
import type { Walk } from "../../nt/walk.ts";
import { defineClass, inDecimal, property, type PropertyRow } from "../base/members.ts";
import { reported } from "../port-search.ts";
import { declaredTotal } from "./port-table.ts";

/** Counts of one walk over all messages. */
export interface MessageTotals {
  readonly total: number;
  /** By `Queue`: "Main", "None", ...; "Unknown" if the links do not say. In order of first occurrence. */
  readonly byQueue: ReadonlyMap<string, number>;
  /** Messages in which a named bit of the state word is set, by bit; absent where no message has a state. */
  readonly byState: Maybe<ReadonlyMap<string, number>>;
}

/** Computed once per stop. */
function countMessages(context: ModelContext): MessageTotals {
  return context.target.stop.once("messages by queue and state", () => {
    const byQueue = new Map<string, number>();
    const byState = new Map<string, number>();
    let noState: Absence | undefined;
    let total = 0;
    for (const address of reported(context, "messages", context.generation.walkMessages())) {
      const facts = context.generation.readMessage(address);
      total += 1;
      add(byQueue, isAbsent(facts) || isAbsent(facts.queue) ? "Unknown" : facts.queue);
      const state = isAbsent(facts) ? facts : facts.state;
      noState = isAbsent(state) ? state : noState;
      for (const { name, value, width } of isAbsent(state) ? [] : state.bits) {
        if (width === 1 && value !== 0) {
          add(byState, name);
        }
      }
    }
    return { total, byQueue, byState: byState.size === 0 && noState !== undefined ? noState : byState };
  });
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Counts by name: each name is a property, and the display lists all of them. */
class NamedCounts {
  private readonly __counts: ReadonlyMap<string, number>;
  private readonly __what: string;

  /** `what`: noun for the counted thing, in the singular. */
  constructor(counts: ReadonlyMap<string, number>, what: string) {
    this.__counts = counts;
    this.__what = what;
    counts.forEach((count, name) => {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, get: () => count });
    });
  }

  toString(): string {
    const parts: string[] = [];
    this.__counts.forEach((count, name) => {
      parts.push(`${count} ${name}`);
    });
    return parts.length === 0 ? counted(0, this.__what) : parts.join(", ");
  }
}

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
  /** Why the target has no list of ports at all; undefined if it has one, whole or in part. */
  noPorts: Absence | undefined;
  /** Why nothing is known of waiting threads. */
  noThreads: Absence | undefined;
}

/** Counts over the whole system, made once a stop when the first of them is read. */
export class Statistics {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    this.__context = context;
  }

  get __counts(): Readonly<Counts> {
    return this.__context.target.stop.once("statistics", () => count(this.__context));
  }

  /** Counting costs a walk of all ports, so it is done only when a count is read. */
  toString(): string {
    return "Counts over the whole system";
  }

  /** Whether the target has lists of ports at all, whole or in part. */
  get __hasPorts(): boolean {
    return this.__counts.noPorts === undefined;
  }

  /** The counts as one line. */
  get __line(): string {
    const { ports, connectionPorts, queuedMessages, waitingThreads, noPorts, noThreads } = this.__counts;
    if (noPorts !== undefined) {
      return `this ${this.__context.target.isDump ? "dump" : "target"} holds no lists of ports: ${noPorts.reason}`;
    }
    if (noThreads !== undefined) {
      return `${counted(ports, "port")}, ${connectionPorts} of them services, ${counted(queuedMessages, "queued message")}; threads are not known: ${noThreads.reason}`;
    }
    return `${counted(ports, "port")}, ${connectionPorts} of them services, ${counted(queuedMessages, "queued message")}, ${counted(waitingThreads, "thread")} awaiting a reply`;
  }
}

/** Which count a port of a role belongs to. */
const COUNT_OF_ROLE: Readonly<Record<PortRole, "connectionPorts" | "serverPorts" | "clientPorts" | "otherPorts">> = {
  connection: "connectionPorts",
  server: "serverPorts",
  client: "clientPorts",
  unconnected: "otherPorts",
  unknown: "otherPorts",
};

function count(context: ModelContext): Readonly<Counts> {
  const counts: Counts = {
    ports: 0,
    connectionPorts: 0,
    serverPorts: 0,
    clientPorts: 0,
    otherPorts: 0,
    unreadablePorts: 0,
    queuedMessages: 0,
    uncountedPorts: 0,
    waitingThreads: 0,
    unreadableThreads: 0,
    noPorts: undefined,
    noThreads: undefined,
  };
  countPorts(context, counts);
  const walk = noteEnd(context.generation.walkWaitingThreads(), (reason) => {
    counts.noThreads = reason;
  });
  counts.waitingThreads = Array.from(walk).length;
  counts.unreadableThreads = walk.end.skipped ?? 0;
  return counts;
}

function countPorts(context: ModelContext, counts: Counts): void {
  const walk = noteEnd(context.generation.walkPorts(), (reason) => {
    counts.noPorts = reason;
  });
  for (const address of reported(context, "ports", walk)) {
    counts.ports += 1;
    const facts = context.portFacts(address);
    if (isAbsent(facts)) {
      counts.unreadablePorts += 1;
      continue;
    }
    counts[COUNT_OF_ROLE[facts.role]] += 1;
    const queued = declaredTotal(context, facts);
    if (isAbsent(queued)) {
      counts.uncountedPorts += 1;
    } else {
      counts.queuedMessages += queued;
    }
  }
}

/** Passes on a walk, and reports why it found nothing unless the list is really empty: a small dump has no lists. */
function noteEnd(walk: Walk<Word64>, tell: (reason: Absence) => void): Walk<Word64> {
  return walk.mapEnd((end) => {
    if (end.count > 0 || end.kind === "head" || end.kind === "null link") {
      return end;
    }
    tell(end.kind === "unreadable" ? new Absence("Unreadable", end.reason, end.at) : invalid(end.reason, end.at));
    return { ...end, kind: "head" };
  });
}

/** A row for a count; if nothing could be counted, why. */
function portCount(help: string, pick: (counts: Readonly<Counts>) => number): PropertyRow<Statistics> {
  return inDecimal(property(help, ({ __counts }) => __counts.noPorts ?? pick(__counts)));
}

export const statisticsClass = defineClass("statistics", "Counts over the whole system.", Statistics, {
  Ports: portCount("All ports.", ({ ports }) => ports),
  ConnectionPorts: portCount("Connection ports: the services.", ({ connectionPorts }) => connectionPorts),
  ServerPorts: portCount("Server ends of connections.", ({ serverPorts }) => serverPorts),
  ClientPorts: portCount("Client ends of connections.", ({ clientPorts }) => clientPorts),
  OtherPorts: portCount("Unconnected ports and ports of contradictory kind.", ({ otherPorts }) => otherPorts),
  UnreadablePorts: portCount(
    "Ports on the system's list whose memory could not be read.",
    ({ unreadablePorts }) => unreadablePorts,
  ),
  QueuedMessages: portCount(
    "Messages on queues, by the kernel's own counts, canceled ones left out.",
    ({ queuedMessages }) => queuedMessages,
  ),
  UncountedPorts: portCount(
    "Ports whose queued messages could not be counted.",
    ({ uncountedPorts }) => uncountedPorts,
  ),
  WaitingThreads: inDecimal(
    property("Threads that await a reply.", ({ __counts }) => __counts.noThreads ?? __counts.waitingThreads),
  ),
  UnreadableThreads: inDecimal(
    property(
      "Threads that cannot be read, so that it is not known whether they wait.",
      ({ __counts }) => __counts.noThreads ?? __counts.unreadableThreads,
    ),
  ),
  Messages: inDecimal(
    property(
      "All messages, those on no queue included.",
      ({ __context, __counts }) => __counts.noPorts ?? countMessages(__context).total,
    ),
  ),
  MessagesByQueue: property(
    "Messages by the queue that they are on: Main, Pending and so on, Thread for those handed to a thread, None for those on no queue.",
    ({ __context, __counts }) => __counts.noPorts ?? new NamedCounts(countMessages(__context).byQueue, "message"),
  ),
  MessagesByState: property(
    "Messages by the named bits of their state: in how many each is set.",
    ({ __context, __counts }) =>
      __counts.noPorts ?? mapPresent(countMessages(__context).byState, (counts) => new NamedCounts(counts, "message")),
  ),
});
