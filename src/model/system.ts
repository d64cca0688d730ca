/**
 * Answers the questions of the analysis from the decoders of either generation. It remembers answers, and adds nothing
 * of its own.
 */
import type { GenerationName } from "../generation/generation.ts";
import { isAbsent, mapPresent, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { Recent } from "../target/recent.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { LockFacts } from "../facts/lock.ts";
import type { PortFacts } from "../facts/port.ts";
import type { ProcessFacts, ProcessStop } from "../facts/process.ts";
import type { QueueFacts } from "../facts/queue.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { WaitFacts } from "../facts/wait.ts";
import type { DecodedMessage, DecodedPort } from "../generation/decoded.ts";
import { findHandleHolders } from "../nt/handle-index.ts";
import { readLocks } from "../nt/lock/locks.ts";
import { readObjectName } from "../nt/object-name.ts";
import { findProcessById } from "../nt/process/process-list.ts";
import { readHostedProgram } from "../nt/process/hosted-program.ts";
import { readProcessFacts } from "../nt/process/process-facts.ts";
import { isProcessExiting, readProcessStop } from "../nt/process/process-stop.ts";
import { readPendingRequests } from "../nt/request.ts";
import { walkThreads } from "../nt/thread/thread-list.ts";
import { readThreadFacts } from "../nt/thread/thread-facts.ts";
import { readThreadName } from "../nt/thread/thread-name.ts";
import type { Walk } from "../nt/walk.ts";
import { readPresentWait } from "../nt/wait/present-wait.ts";
import { readSecondsWaited } from "../nt/wait/wait-time.ts";
import type { Contradiction, Gaps, System } from "../analysis/system.ts";
import type { PortName } from "../text/names.ts";
import type { ModelContext } from "./base/object.ts";
import { indexByCompletionPort } from "./completion-ports.ts";
import { MissingPages } from "./missing-pages.ts";
import { PortNames } from "./port-names.ts";
import { PortParts } from "./port-parts.ts";
import { reported } from "./port-search.ts";

/** The system at this stop of the target: a single one, so that all results are consistent. */
export function systemOf(context: ModelContext): System {
  return context.target.stop.once("system", () => new DecodedSystem(context));
}

/**
 * Ports whose queues, threads and connections are remembered: rules and sentences return to the few that they are
 * working on.
 */
const RECENT_PORTS = 256;
/**
 * Messages that the analysis remembers, with their missing pages noted. More than the decoders keep: the walk over all
 * messages lies between a rule's first look at one and the sentence about it, and LPC's decoders keep none.
 */
const RECENT_MESSAGES = 16384;

const NO_REPLY = notApplicable("the thread awaits no reply");
const NO_QUEUES: readonly QueueFacts[] = [];
const NO_CONTRADICTIONS: readonly string[] = [];

/**
 * A known fact, kept by the lower half of its address, which costs no key of the whole address. Where two addresses
 * share a half, the later one replaces the earlier.
 */
interface Known<T> {
  readonly address: Word64;
  readonly value: T;
}

/**
 * Facts of threads and processes are kept, since chains return to them; of ports and messages, which may be very many,
 * only recent ones.
 */
class DecodedSystem implements System {
  readonly generation: GenerationName;
  readonly isOrdinary: (port: PortFacts) => boolean;
  private readonly context: ModelContext;
  private readonly threads = new Map<number, Known<Maybe<ThreadFacts>>>();
  private readonly replies = new Map<number, Known<Maybe<AwaitedReply>>>();
  private readonly receivers = new Map<number, Known<readonly Word64[]>>();
  private readonly members = new Map<number, Known<readonly Word64[]>>();
  private readonly exiting = new Map<number, Known<boolean>>();
  private readonly recentParts = new Recent<PortParts>(RECENT_PORTS);
  private readonly recentMessages = new Recent<Maybe<DecodedMessage>>(RECENT_MESSAGES);
  private readonly missing = new MissingPages();
  private latestAddress: Word64 | undefined;
  private latestPort: Maybe<DecodedPort> | undefined;
  private readonly portNames: PortNames;
  private portsByCompletionPort: ReadonlyMap<string, readonly Word64[]> | undefined;

  constructor(context: ModelContext) {
    this.context = context;
    this.generation = context.generation.name;
    this.portNames = new PortNames(context);
    // As it is, without a call between: this is asked of every port.
    this.isOrdinary = context.generation.isOrdinary;
  }

  waitingThreads(): Iterable<Word64> {
    return this.walked("waiting threads", this.context.generation.walkWaitingThreads());
  }

  ports(): Iterable<Word64> {
    return this.walked("ports", this.context.generation.walkPorts());
  }

  messages(queued?: Iterable<Word64>): Iterable<Word64> {
    return this.walked("messages", this.context.generation.walkMessages(queued));
  }

  thread(address: Word64): Maybe<ThreadFacts> {
    const known = this.threads.get(address.low);
    if (known?.address.high === address.high) {
      return known.value;
    }
    const read = readThreadFacts(this.context.target, address);
    const value = !isAbsent(read) && read.isWhole === true ? read : this.missing.noteThread(read);
    this.threads.set(address.low, { address, value });
    return value;
  }

  process(address: Word64): Maybe<ProcessFacts> {
    return this.missing.noteValue(readProcessFacts(this.context.target, address));
  }

  processById(id: number): Word64 | undefined {
    return findProcessById(this.context.target, id);
  }

  port(address: Word64): Maybe<DecodedPort> {
    // Callers read the same port several times in a row.
    const { latestAddress } = this;
    if (
      this.latestPort === undefined ||
      latestAddress === undefined ||
      address.low !== latestAddress.low ||
      address.high !== latestAddress.high
    ) {
      const port = this.context.generation.readPort(address);
      this.latestPort = isAbsent(port) || port.structure.holes.length > 0 ? this.missing.noteInPart(port) : port;
      this.latestAddress = address;
    }
    return this.latestPort;
  }

  message(address: Word64): Maybe<DecodedMessage> {
    const { id } = address;
    const known = this.recentMessages.entries.get(id);
    if (known !== undefined) {
      return known;
    }
    const message = this.missing.noteInPart(this.context.generation.readMessage(address));
    this.recentMessages.set(id, message);
    return message;
  }

  portName(port: Word64): Maybe<PortName> {
    return this.portNames.find(port);
  }

  threadName(thread: Word64): Maybe<string> {
    return readThreadName(this.context.target, thread);
  }

  service(process: Word64): Maybe<string> {
    return readHostedProgram(this.context.target, process);
  }

  objectName(object: Word64): Maybe<string> {
    return mapPresent(
      readObjectName(this.context.target, object),
      (name) => name ?? notApplicable("the object has no name"),
    );
  }

  queues(port: Word64): readonly QueueFacts[] {
    const facts = this.port(port);
    return isAbsent(facts) || facts.isQuiet === true ? NO_QUEUES : this.parts(port).queues();
  }

  waitQueue(port: Word64): readonly Word64[] {
    return this.parts(port).waitQueue();
  }

  boundThreads(port: Word64): Maybe<readonly Word64[]> {
    return this.parts(port).boundThreads();
  }

  connections(port: Word64): readonly ConnectionFacts[] {
    return this.parts(port).connections();
  }

  contradictions(kind: "Port" | "Message", address: Word64): readonly string[] {
    const { generation } = this.context;
    if (kind === "Port") {
      const port = this.port(address);
      return isAbsent(port) ? NO_CONTRADICTIONS : generation.validateLinks(port);
    }
    const message = this.message(address);
    return isAbsent(message) ? NO_CONTRADICTIONS : generation.validateMessage(message);
  }

  tableContradictions(): Iterable<Contradiction> {
    return this.context.generation.walkContradictions();
  }

  gaps(): Gaps {
    return this.missing.gaps();
  }

  awaitedReply(thread: Word64): Maybe<AwaitedReply> {
    const known = this.replies.get(thread.low);
    if (known?.address.high === thread.high) {
      return known.value;
    }
    const value = this.context.generation.readAwaitedReply(thread) ?? NO_REPLY;
    if (value !== NO_REPLY) {
      this.missing.noteReply(value);
    }
    this.replies.set(thread.low, { address: thread, value });
    return value;
  }

  wait(thread: Word64): Maybe<WaitFacts> {
    return readPresentWait(this.context.target, thread);
  }

  receivesOn(thread: Word64): readonly Word64[] {
    const known = this.receivers.get(thread.low);
    if (known?.address.high === thread.high) {
      return known.value;
    }
    let value: readonly Word64[] = [];
    for (const { kind, address } of this.context.generation.readReceivingOn(thread)) {
      value = value.concat(kind === "Port" ? [address] : this.portsOfCompletionPort(address));
    }
    return keep(this.receivers, thread, value);
  }

  threadsOf(process: Word64): readonly Word64[] {
    const known = this.members.get(process.low);
    if (known?.address.high === process.high) {
      return known.value;
    }
    const value: Word64[] = [];
    for (const thread of walkThreads(this.context.target, process)) {
      const facts = this.thread(thread);
      if (!isAbsent(facts) && !facts.hasExited) {
        value.push(thread);
      }
    }
    return keep(this.members, process, value);
  }

  secondsWaited(thread: Word64): Maybe<number> {
    return readSecondsWaited(this.context.target, thread);
  }

  requests(thread: Word64): readonly PendingRequest[] {
    return present(readPendingRequests(this.context.target, thread)) ?? [];
  }

  stop(process: Word64): ProcessStop | undefined {
    return present(readProcessStop(this.context.target, process));
  }

  isExiting(process: Word64): boolean {
    const known = this.exiting.get(process.low);
    if (known?.address.high === process.high) {
      return known.value;
    }
    return keep(this.exiting, process, isProcessExiting(this.context.target, process));
  }

  handleHolders(object: Word64): readonly Word64[] {
    const found = new Map<string, Word64>();
    for (const { process } of findHandleHolders(this.context.target, object)) {
      found.set(process.key, process);
    }
    return Array.from(found.values());
  }

  locks(): Iterable<LockFacts> {
    return readLocks(this.context.target);
  }

  /** Shows the progress of a walk; if it needed missing memory, the page is recorded as a gap. */
  private walked(what: string, walk: Walk<Word64>): Iterable<Word64> {
    return reported(this.context, what, walk, (end) => {
      if (end.kind === "unreadable") {
        this.missing.note(end.at);
      }
    });
  }

  private portsOfCompletionPort(completionPort: Word64): readonly Word64[] {
    this.portsByCompletionPort ??= indexByCompletionPort(this.context.generation);
    return this.portsByCompletionPort.get(completionPort.key) ?? [];
  }

  private parts(port: Word64): PortParts {
    const { id } = port;
    const known = this.recentParts.entries.get(id);
    if (known !== undefined) {
      return known;
    }
    const parts = new PortParts(this.context.generation, this.port(port), this.missing);
    this.recentParts.set(id, parts);
    return parts;
  }
}

/** Remembers and returns a value. What is asked of every thread does this in place, which saves a call each. */
function keep<T>(into: Map<number, Known<T>>, address: Word64, value: T): T {
  into.set(address.low, { address, value });
  return value;
}
