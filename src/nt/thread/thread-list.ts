/** All threads: those of a process, those of every process, and threads by id. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import { findByClientId } from "../client-id-table.ts";
import { decodeDispatcherType, THREAD_OBJECT } from "../kernel-names.ts";
import { walkMember } from "../list.ts";
import { findProcessById, walkProcesses } from "../process/process-list.ts";
import { BatchedWalk, partOfWalk, type Walk, type WalkEnd } from "../walk.ts";
import { readClientId } from "./thread-members.ts";

/** Every thread on the process's `ThreadListHead`, including terminated ones that are still referenced. */
export function walkThreads(target: Target, process: Word64): Walk<Word64> {
  const known = threadLists.of(target.stop).get(process.id);
  return known === undefined ? walkThreadList(target, process) : partOfWalk(known.threads, known.end);
}

interface ThreadList {
  readonly threads: readonly Word64[];
  readonly end: WalkEnd;
}

/** The lists that a walk over all threads has met whole, by process. */
const threadLists = new PerStop(() => new Map<WordId, ThreadList>());

function walkThreadList(target: Target, process: Word64): Walk<Word64> {
  return walkMember(
    target,
    target.readStructure("_EPROCESS", process),
    "ThreadListHead",
    "_ETHREAD",
    "ThreadListEntry",
    "the list of threads",
  );
}

/** Every thread of every process. Its end is that of the list of processes, or of the first thread list that breaks. */
export function walkAllThreads(target: Target): Walk<Word64> {
  const processes = walkProcesses(target);
  const lists = threadLists.of(target.stop);
  let broken: WalkEnd | undefined;
  let count = 0;
  let current: { readonly process: Word64; readonly list: Walk<Word64>; readonly threads: Word64[] } | undefined;
  return new BatchedWalk(() => {
    for (;;) {
      const batch = current?.list.batch();
      if (current !== undefined && batch !== undefined) {
        for (const thread of batch) {
          current.threads.push(thread);
        }
        return batch;
      }
      if (current !== undefined) {
        const { end } = current.list;
        count += end.count;
        // A process that is being created may have no list yet.
        const neverUsed = end.kind === "null link" && end.at === undefined;
        broken = broken ?? (end.kind === "head" || neverUsed ? undefined : end);
        if (end.kind === "head") {
          lists.set(current.process.id, { threads: current.threads, end });
        }
      }
      const process = processes.next();
      if (process.done === true) {
        return { ...(process.value.kind === "head" ? (broken ?? process.value) : process.value), count };
      }
      current = { process: process.value, list: walkThreadList(target, process.value), threads: [] };
    }
  });
}

/**
 * The `_ETHREAD` with this id, or undefined. Only damage makes an id ambiguous: then a thread of the process with the
 * id `processId` is preferred to any other. Looks in the table of client ids first, then at the threads of that
 * process. All threads are indexed only if neither can be trusted, or no process is given.
 */
export function findThreadById(target: Target, threadId: number, processId?: number): Word64 | undefined {
  const listed = findInTable(target, threadId);
  if (listed !== undefined && (processId === undefined || listed.processId === processId)) {
    return listed.address;
  }
  const search = processId === undefined ? undefined : findThreadOfProcess(target, threadId, processId);
  if (search?.thread !== undefined) {
    return search.thread;
  }
  return listed !== undefined || search?.isComplete === true
    ? listed?.address
    : findInIndex(target, threadId, processId);
}

interface IdentifiedThread {
  readonly address: Word64;
  readonly processId: Maybe<number>;
}

/** The table of client ids holds processes too and may be damaged: the entry must be a thread with the same id. */
function findInTable(target: Target, threadId: number): IdentifiedThread | undefined {
  const address = findByClientId(target, threadId);
  const structure = isAbsent(address) ? address : target.readStructure("_ETHREAD", address);
  const type = isAbsent(structure) ? structure : structure.number("Tcb.Header.Type");
  return isAbsent(structure) || isAbsent(type) || decodeDispatcherType(type) !== THREAD_OBJECT
    ? undefined
    : identify(structure, threadId);
}

/** `isComplete`: the walked lists are sound, so a thread of that process would have been found. */
function findThreadOfProcess(
  target: Target,
  threadId: number,
  processId: number,
): { readonly thread: Word64 | undefined; readonly isComplete: boolean } {
  const process = findProcessById(target, processId);
  const threads = process === undefined ? undefined : walkThreads(target, process);
  for (const address of threads ?? []) {
    const structure = target.readStructure("_ETHREAD", address);
    if (!isAbsent(structure) && identify(structure, threadId) !== undefined) {
      return { thread: address, isComplete: true };
    }
  }
  const { kind } = (threads ?? walkProcesses(target)).end;
  return { thread: undefined, isComplete: kind === "head" };
}

/** Undefined if the thread has another id. */
function identify(structure: Structure, threadId: number): IdentifiedThread | undefined {
  return readClientId(structure, "Cid.UniqueThread") === threadId
    ? { address: structure.address, processId: readClientId(structure, "Cid.UniqueProcess") }
    : undefined;
}

/** The first call of a stop indexes all threads. */
function findInIndex(target: Target, threadId: number, processId: number | undefined): Word64 | undefined {
  const candidates = indexThreads(target).get(threadId) ?? [];
  const own = candidates.find((candidate) => candidate.processId === processId);
  return (own ?? candidates[0])?.address;
}

function indexThreads(target: Target): ReadonlyMap<number, readonly IdentifiedThread[]> {
  return target.stop.once("threads by id", () =>
    target.pin(() => {
      const index = new Map<number, IdentifiedThread[]>();
      for (const address of walkAllThreads(target)) {
        const structure = target.readStructure("_ETHREAD", address);
        const id = isAbsent(structure) ? structure : readClientId(structure, "Cid.UniqueThread");
        if (!isAbsent(structure) && !isAbsent(id)) {
          const thread = { address, processId: readClientId(structure, "Cid.UniqueProcess") };
          append(index, id, thread);
        }
      }
      return index;
    }),
  );
}
