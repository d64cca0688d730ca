/** Captures a moment of a system in one pass over its ports, messages and waiting threads. */
import { isAbsent, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type {
  MessageAtMoment,
  Moment,
  PortAtMoment,
  ProcessAtMoment,
  ServerAtMoment,
  ThreadAtMoment,
  WaitAtMoment,
} from "../facts/moment.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { QueueFacts } from "../facts/queue.ts";
import { formatMessage, formatPortOfOwner, formatProcess, formatThread } from "../text/names.ts";
import type { System } from "./system.ts";
import { isWaiting } from "./thread-state.ts";

/** What a {@link System} does not provide. */
export interface MomentSource {
  /** Distinguishes boots and machines: the address of something that is placed anew at each start. */
  readonly kernel: string | undefined;
  /** Seconds since system start. */
  readonly uptime: Maybe<number>;
  /** When an `_EPROCESS` was created, in 100 ns units since 1601. */
  readonly creationTime: (process: Word64) => Maybe<Word64>;
}

/** Most entries of each kind that one moment keeps; a few hundred bytes each. */
const MOST_REMEMBERED = 50000;

/**
 * Takes a moment of the system. `most`: entries kept of each kind (ports, waits, servers); it counts those left out.
 */
export function takeMoment(system: System, source: MomentSource, most: number = MOST_REMEMBERED): Moment {
  return new MomentTaker(system, source, most).take();
}

/** A list of bounded length. */
class BoundedList<T> {
  readonly kept: T[] = [];
  leftOut = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Calls `make` only if there is room. */
  add(make: () => T): void {
    if (this.kept.length < this.most) {
      this.kept.push(make());
    } else {
      this.leftOut += 1;
    }
  }
}

class MomentTaker {
  private readonly system: System;
  private readonly source: MomentSource;
  private readonly uptime: number | undefined;
  private readonly processes = new Map<string, ProcessAtMoment>();
  private readonly threads = new Map<string, ThreadAtMoment>();
  private readonly ports: BoundedList<PortAtMoment>;
  private readonly waits: BoundedList<WaitAtMoment>;
  private readonly servers: BoundedList<ServerAtMoment>;
  /** Threads that wait to receive, or might, each once. */
  private readonly receivers = new Map<string, Word64>();
  /** Messages by the thread that owes their replies. */
  private readonly served = new Map<string, { readonly thread: Word64; readonly messages: MessageAtMoment[] }>();

  constructor(system: System, source: MomentSource, most: number) {
    this.system = system;
    this.source = source;
    this.uptime = present(source.uptime);
    this.ports = new BoundedList(most);
    this.waits = new BoundedList(most);
    this.servers = new BoundedList(most);
  }

  take(): Moment {
    for (const address of this.system.ports()) {
      this.takePort(address);
    }
    for (const address of this.system.messages()) {
      this.takeMessage(address);
    }
    for (const address of this.system.waitingThreads()) {
      this.takeWait(address);
    }
    this.takeServers();
    return {
      kernel: this.source.kernel,
      uptime: this.uptime,
      waits: this.waits.kept,
      servers: this.servers.kept,
      ports: this.ports.kept,
      processes: Array.from(this.processes.values()),
      leftOut: this.waits.leftOut + this.servers.leftOut + this.ports.leftOut,
    };
  }

  private takePort(address: Word64): void {
    const { system } = this;
    const facts = system.port(address);
    if (isAbsent(facts)) {
      return;
    }
    this.ports.add(() => ({
      address,
      kind: facts.kind,
      path: present(system.portName(address))?.path,
      owner: this.process(facts.owner),
      name: formatPortOfOwner(system, address),
      end: facts.isClosed || facts.ownerIsGone ? "closed" : facts.isDisconnected ? "disconnected" : "open",
      queues: system
        .queues(address)
        .map((queue) => ({ name: queue.name, length: lengthOf(queue) }))
        .filter(({ length }) => length > 0),
    }));
    for (const thread of [...system.waitQueue(address), ...(present(system.boundThreads(address)) ?? [])]) {
      this.receivers.set(thread.key, thread);
    }
  }

  private takeMessage(address: Word64): void {
    const message = this.system.message(address);
    const thread = isAbsent(message) ? undefined : present(message.serverThread);
    if (!isAbsent(message) && thread !== undefined) {
      this.addServed(thread, messageOf(message));
    }
  }

  /** LPC keeps a received message on no queue: only the wait for its reply shows it. */
  private addServed(thread: Word64, message: MessageAtMoment): void {
    const known = this.served.get(thread.key);
    if (known === undefined) {
      this.served.set(thread.key, { thread, messages: [message] });
    } else if (!known.messages.some(({ name }) => name === message.name)) {
      known.messages.push(message);
    }
  }

  private takeWait(address: Word64): void {
    const { system } = this;
    const reply = system.awaitedReply(address);
    if (isAbsent(reply)) {
      return;
    }
    this.waits.add(() => {
      const message = isAbsent(reply.message) ? undefined : present(system.message(reply.message));
      const server = present(reply.serverThread);
      const port = present(reply.port);
      const awaited = messageOf({
        address: reply.message,
        id: reply.messageId,
        sequenceNo: message === undefined ? NO_SEQUENCE : message.sequenceNo,
      });
      if (server !== undefined) {
        this.addServed(server, awaited);
      }
      return {
        thread: this.thread(address),
        port,
        portName: port === undefined ? undefined : formatPortOfOwner(system, port),
        message: awaited,
        server: server === undefined ? undefined : this.thread(server),
        seconds: present(system.secondsWaited(address)),
      };
    });
  }

  private takeServers(): void {
    this.served.forEach(({ thread, messages }) => {
      this.servers.add(() => ({ thread: this.thread(thread), serves: messages, isIdle: this.isIdle(thread) }));
    });
    this.receivers.forEach((thread, key) => {
      if (!this.served.has(key)) {
        this.servers.add(() => ({ thread: this.thread(thread), serves: [], isIdle: this.isIdle(thread) }));
      }
    });
  }

  /** False for a thread that is bound to a port's completion port but waits for something else. */
  private isIdle(thread: Word64): boolean {
    return this.system.receivesOn(thread).length > 0;
  }

  private process(address: Maybe<Word64>): ProcessAtMoment | undefined {
    if (isAbsent(address)) {
      return undefined;
    }
    const known = this.processes.get(address.key);
    if (known !== undefined) {
      return known;
    }
    const facts = present(this.system.process(address));
    const created = present(this.source.creationTime(address));
    const id = facts === undefined || isAbsent(facts.id) ? "?" : facts.id.toString(16);
    const isExact = created !== undefined && !created.isZero && id !== "?";
    const process = {
      address,
      key: `${id}/${isExact ? created.key : address.key}`,
      isExact,
      name: formatProcess(this.system, address),
    };
    this.processes.set(address.key, process);
    return process;
  }

  private thread(address: Word64): ThreadAtMoment {
    const known = this.threads.get(address.key);
    if (known !== undefined) {
      return known;
    }
    const facts = present(this.system.thread(address));
    const process = facts === undefined ? undefined : this.process(facts.process);
    const id = facts === undefined || isAbsent(facts.id) ? address.key : facts.id.toString(16);
    const isKnown = facts !== undefined && !isAbsent(facts.state);
    const seconds = facts === undefined || !isWaiting(facts) ? undefined : present(this.system.secondsWaited(address));
    const thread = {
      address,
      key: `${process?.key ?? "?"}/${id}`,
      name: formatThread(this.system, address),
      isWaiting: isKnown ? isWaiting(facts) : undefined,
      waitsSince: seconds === undefined || this.uptime === undefined ? undefined : this.uptime - seconds,
    };
    this.threads.set(address.key, thread);
    return thread;
  }
}

const NO_SEQUENCE = notApplicable("the message is not known");

function messageOf(
  message: { readonly address: Maybe<Word64> } & Pick<MessageFacts, "id" | "sequenceNo">,
): MessageAtMoment {
  return { id: present(message.id), sequence: present(message.sequenceNo), name: formatMessage(message) };
}

/** As the kernel counts it, else as walked. */
function lengthOf({ declaredLength, messages }: QueueFacts): number {
  return present(declaredLength) ?? messages.length;
}
