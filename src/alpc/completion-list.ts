/** A port's completion list: a ring shared with the owner's user mode, so that messages are received without a system call. */
import { Absence, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeReference } from "../generation/references.ts";

export interface CompletionListFacts {
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerProcess: Maybe<Word64>;
  /** Where the owner sees it, from the first to behind the last byte. */
  readonly userBase: Maybe<Word64>;
  readonly userLimit: Maybe<Word64>;
  /** Where the kernel sees it. */
  readonly systemBase: Maybe<Word64>;
  /** Sizes in bytes. */
  readonly totalSize: Maybe<Word64>;
  readonly listSize: Maybe<Word64>;
  readonly bitmapSize: Maybe<Word64>;
  readonly dataSize: Maybe<Word64>;
  /** Threads that the owner said it would receive with. */
  readonly concurrencyCount: Maybe<number>;
  readonly attributeFlags: Maybe<number>;
  readonly header: Maybe<CompletionListHeaderFacts>;
}

/** The part that user mode writes too: a process can put anything there. */
export interface CompletionListHeaderFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** Indices into the ring, and threads that receive now: three bit fields of one word. */
  readonly head: Maybe<number>;
  readonly tail: Maybe<number>;
  readonly activeThreadCount: Maybe<number>;
  readonly lastMessageId: Maybe<number>;
  readonly lastCallbackId: Maybe<number>;
  readonly postCount: Maybe<number>;
  readonly returnCount: Maybe<number>;
  readonly logSequenceNumber: Maybe<number>;
}

/** The completion list of a port (its `_ALPC_PORT`). NotApplicable where it has none. */
export function readCompletionList(target: Target, port: Structure): Maybe<CompletionListFacts> {
  const address = decodeReference(port, "CompletionList", "the port has no completion list");
  const structure = address instanceof Absence ? address : target.readStructure("_ALPC_COMPLETION_LIST", address);
  return structure instanceof Absence ? structure : decodeCompletionList(structure, readHeader(target, structure));
}

/** A completion list from its own structure and the shared header. */
export function decodeCompletionList(structure: Structure, header: Maybe<CompletionListHeaderFacts>): CompletionListFacts {
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
    attributeFlags: structure.number("AttributeFlags"),
    header,
  };
}

function readHeader(target: Target, list: Structure): Maybe<CompletionListHeaderFacts> {
  const address = decodeReference(list, "Header", "the completion list has no header");
  const structure = address instanceof Absence ? address : target.readStructure("_ALPC_COMPLETION_LIST_HEADER", address);
  return structure instanceof Absence ? structure : decodeCompletionListHeader(structure);
}

/** The shared header. */
export function decodeCompletionListHeader(structure: Structure): CompletionListHeaderFacts {
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
    logSequenceNumber: structure.number("LogSequenceNumber"),
  };
}
