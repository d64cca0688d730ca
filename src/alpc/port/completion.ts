/** How a port's owner learns of messages without waiting on the port: completion port and completion list. */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkContaining, walkList } from "../../nt/list.ts";
import { absentWalk, countOfWalk, type Walk } from "../../nt/walk.ts";
import { readTypeName } from "../../nt/object-type.ts";
import { threadOfScheduler } from "../../nt/thread/scheduler-thread.ts";
import { decodeReference } from "../../generation/references.ts";

const QUEUE = "_KQUEUE";
const COMPLETION_PORT_TYPE_NAME = "IoCompletion";

/** A completion port: the `_KQUEUE` that is the body of an object of type "IoCompletion". */
export interface CompletionPortFacts {
  /** That of the `_KQUEUE`. */
  readonly address: Word64;
  readonly structure: Structure;
  /** The key in the port's completion packets; only the server knows its meaning. */
  readonly completionKey: Maybe<Word64>;
  /** Bound threads that are running, not blocked. */
  readonly currentCount: Maybe<number>;
  /** How many may run at once. */
  readonly maximumCount: Maybe<number>;
  /** Packets queued, as the kernel counts them. */
  readonly depth: Maybe<number>;
}

/** The address of a port's completion port; NotApplicable where it has none. */
export function decodeCompletionPortAddress(port: Structure): Maybe<Word64> {
  return decodeReference(port, "CompletionPort", "the port has no completion port");
}

/**
 * The completion port of a port. NotApplicable where it has none, Invalid where the pointer leads to another kind of
 * object.
 */
export function readCompletionPort(target: Target, port: Structure): Maybe<CompletionPortFacts> {
  const address = decodeCompletionPortAddress(port);
  if (isAbsent(address)) {
    return address;
  }
  const typeName = readTypeName(target, address);
  if (typeof typeName === "string" && typeName !== COMPLETION_PORT_TYPE_NAME) {
    return invalid(`the completion port ${address} is an object of type "${typeName}"`, address);
  }
  const structure = target.readStructure(QUEUE, address);
  return isAbsent(structure) ? structure : decodeCompletionPort(structure, port.pointer("CompletionKey"));
}

/** A completion port from its queue. The signal state of a queue is the number of entries on it. */
function decodeCompletionPort(structure: Structure, completionKey: Maybe<Word64>): CompletionPortFacts {
  return {
    address: structure.address,
    structure,
    completionKey,
    currentCount: structure.number("CurrentCount"),
    maximumCount: structure.number("MaximumCount"),
    depth: structure.signed("Header.SignalState"),
  };
}

/**
 * Packets on the queue as walked, absent where the walk did not meet them all: what {@link CompletionPortFacts.depth}
 * should be.
 */
export function countPackets(target: Target, completionPort: CompletionPortFacts): Maybe<number> {
  const head = completionPort.structure.addressOf("EntryListHead");
  return isAbsent(head) ? head : countOfWalk(walkList(target, head, { what: "the packets of a completion port" }).end);
}

/** Threads bound to a completion port, whatever they do now. */
export function walkBoundThreads(target: Target, completionPort: Word64): Walk<Word64> {
  const layout = target.layout(QUEUE);
  const head = isAbsent(layout) ? layout : layout.field("ThreadListHead");
  return isAbsent(head)
    ? absentWalk(head)
    : walkContaining(target, completionPort.plus(head.offset), "_KTHREAD", "QueueListEntry", {
        what: `the threads of completion port ${completionPort}`,
      }).map((scheduler) => threadOfScheduler(target, scheduler));
}

/**
 * A completion list (`_ALPC_COMPLETION_LIST`): a ring through which the owner receives messages without a system call.
 */
export interface CompletionListFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** The `_EPROCESS` that reads it. */
  readonly ownerProcess: Maybe<Word64>;
  /** Mapping in the owner: first byte, and end. */
  readonly userBase: Maybe<Word64>;
  readonly userLimit: Maybe<Word64>;
  /** Mapping in the kernel. */
  readonly systemBase: Maybe<Word64>;
  /** Bytes: of the whole, the ring of entries, the bitmap of free data, the data area. */
  readonly totalSize: Maybe<Word64>;
  readonly listSize: Maybe<Word64>;
  readonly bitmapSize: Maybe<Word64>;
  readonly dataSize: Maybe<Word64>;
  /** Threads that the owner said it would receive with. */
  readonly concurrencyCount: Maybe<number>;
  /** NotApplicable where the list names none. */
  readonly header: Maybe<CompletionListHeaderFacts>;
}

/** The part that user mode can write: a process can put anything there. */
export interface CompletionListHeaderFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** Indices into the ring, and threads that receive now: three bit fields of one word. */
  readonly head: Maybe<number>;
  readonly tail: Maybe<number>;
  readonly activeThreadCount: Maybe<number>;
  /** Ids of the message put on the list last. */
  readonly lastMessageId: Maybe<number>;
  readonly lastCallbackId: Maybe<number>;
  /** Messages put on the list, and those given back. */
  readonly postCount: Maybe<number>;
  readonly returnCount: Maybe<number>;
}

/** The completion list of a port (its `_ALPC_PORT`). NotApplicable where it has none. */
export function readCompletionList(target: Target, port: Structure): Maybe<CompletionListFacts> {
  const address = decodeReference(port, "CompletionList", "the port has no completion list");
  const structure = isAbsent(address) ? address : target.readStructure("_ALPC_COMPLETION_LIST", address);
  return isAbsent(structure) ? structure : decodeCompletionList(structure, readHeader(target, structure));
}

/** A completion list from its own structure and the shared header. */
function decodeCompletionList(structure: Structure, header: Maybe<CompletionListHeaderFacts>): CompletionListFacts {
  return {
    address: structure.address,
    structure,
    ownerProcess: decodeReference(structure, "OwnerProcess", "the completion list has no owner"),
    userBase: structure.pointer("UserVa"),
    userLimit: structure.pointer("UserLimit"),
    systemBase: structure.pointer("SystemVa"),
    totalSize: structure.word("TotalSize"),
    listSize: structure.word("ListSize"),
    bitmapSize: structure.word("BitmapSize"),
    dataSize: structure.word("DataSize"),
    concurrencyCount: structure.number("ConcurrencyCount"),
    header,
  };
}

function readHeader(target: Target, list: Structure): Maybe<CompletionListHeaderFacts> {
  const address = decodeReference(list, "Header", "the completion list has no header");
  const structure = isAbsent(address) ? address : target.readStructure("_ALPC_COMPLETION_LIST_HEADER", address);
  return isAbsent(structure) ? structure : decodeCompletionListHeader(structure);
}

/** The shared header. */
function decodeCompletionListHeader(structure: Structure): CompletionListHeaderFacts {
  return {
    address: structure.address,
    structure,
    head: structure.number("State.u1.s1.Head"),
    tail: structure.number("State.u1.s1.Tail"),
    activeThreadCount: structure.number("State.u1.s1.ActiveThreadCount"),
    lastMessageId: structure.number("LastMessageId"),
    lastCallbackId: structure.number("LastCallbackId"),
    postCount: structure.number("PostCount"),
    returnCount: structure.number("ReturnCount"),
  };
}
