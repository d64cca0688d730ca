/** Threads: `_ETHREAD`, whose first member is the scheduler's `_KTHREAD`. */
import { firstAbsence, invalid, isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeDispatcherType, formatThreadState, formatWaitReason, TERMINATED, THREAD_OBJECT } from "./kernel-names.ts";
import { walkMember } from "./list.ts";
import { Walk, type WalkEnd, type WalkSteps } from "./walk.ts";
import { walkProcesses } from "./process.ts";

/** One thread. */
export interface ThreadFacts {
  readonly address: Word64;
  readonly id: number;
  readonly processId: number;
  /** The `_EPROCESS` that the thread belongs to, whichever it is attached to now. */
  readonly process: Maybe<Word64>;
  /** `_KTHREAD.State`. */
  readonly stateNumber: number;
  /** "Waiting". */
  readonly state: string;
  /** `_KTHREAD.WaitReason`; a thread that does not wait keeps its last one. */
  readonly waitReasonNumber: number;
  /** "WrLpcReply". */
  readonly waitReason: string;
  readonly suspendCount: number;
  /** Terminated: the object is kept while something refers to it. */
  readonly hasExited: boolean;
  readonly structure: Structure;
}

/**
 * Members that name a thread's own process, best first: `ThreadsProcess` up to Server 2003, `_KTHREAD.Process` from Vista on;
 * `ApcState.Process` is the one that the thread is attached to and equals it nearly always.
 */
const PROCESS_MEMBERS = ["ThreadsProcess", "Tcb.Process", "Tcb.ApcState.Process"];

/** Every thread on the process's `ThreadListHead`, terminated ones that are still referenced included. */
export function walkThreads(target: Target, process: Word64): Walk<Word64> {
  return walkMember(target, target.readStructure("_EPROCESS", process), "ThreadListHead", "_ETHREAD", "ThreadListEntry", "the list of threads");
}

/** Every thread of every process. Ends as the list of processes ends, or as the first list of threads that breaks. */
export function walkAllThreads(target: Target): Walk<Word64> {
  return new Walk(allThreads(target));
}

function* allThreads(target: Target): WalkSteps<Word64> {
  const processes = walkProcesses(target);
  let broken: WalkEnd | undefined;
  let count = 0;
  for (const process of processes) {
    const end = yield* walkThreads(target, process);
    count += end.count;
    // A process that is being created may have no list yet.
    const neverUsed = end.kind === "null link" && end.at === undefined;
    if (end.kind !== "head" && !neverUsed) {
      broken = broken ?? end;
    }
  }
  return { ...(processes.end.kind === "head" ? broken ?? processes.end : processes.end), count };
}

/** One thread; Invalid where there is none at the address. */
export function readThread(target: Target, address: Word64): Maybe<ThreadFacts> {
  const structure = target.readStructure("_ETHREAD", address);
  if (isAbsent(structure)) {
    return structure;
  }
  const type = structure.number("Tcb.Header.Type");
  if (!isAbsent(type) && decodeDispatcherType(type) !== THREAD_OBJECT) {
    return invalid(`there is no thread at ${address}`, address);
  }
  const id = readId(structure, "Cid.UniqueThread");
  const processId = readId(structure, "Cid.UniqueProcess");
  const stateNumber = structure.number("Tcb.State");
  const waitReasonNumber = structure.number("Tcb.WaitReason");
  const suspendCount = structure.signed("Tcb.SuspendCount");
  if (isAbsent(id) || isAbsent(processId)) {
    return firstAbsence(id, processId);
  }
  if (isAbsent(stateNumber) || isAbsent(waitReasonNumber) || isAbsent(suspendCount)) {
    return [stateNumber, waitReasonNumber, suspendCount].find(isAbsent) ?? invalid("the scheduler's part of the thread cannot be read", address);
  }
  return {
    address, structure, id, processId, process: readOwner(target, structure),
    stateNumber, state: formatThreadState(stateNumber), waitReasonNumber, waitReason: formatWaitReason(waitReasonNumber),
    suspendCount, hasExited: stateNumber === TERMINATED,
  };
}

/**
 * The `_ETHREAD` with this id, or undefined. The first call of a stop walks all threads. Ids are unique but for damage; then the thread that also
 * says it is of the process with the id `processId` is the one, else the first on the lists.
 */
export function findThreadById(target: Target, threadId: number, processId?: number): Word64 | undefined {
  const candidates = indexThreads(target).get(threadId) ?? [];
  const [first] = candidates;
  return (processId === undefined ? first : candidates.find((candidate) => candidate.processId === processId) ?? first)?.address;
}

/** The `_ETHREAD` of the `_KTHREAD` that a scheduler's pointer names. */
export function threadOfScheduler(target: Target, thread: Word64): Word64 {
  const layout = target.layout("_ETHREAD");
  const tcb = isAbsent(layout) ? undefined : layout.find("Tcb");
  return tcb === undefined ? thread : thread.minus(tcb.offset);
}

interface IdentifiedThread {
  readonly address: Word64;
  readonly processId: Maybe<number>;
}

function indexThreads(target: Target): ReadonlyMap<number, readonly IdentifiedThread[]> {
  return target.stop.once("threads by id", () => target.pin(() => {
    const index = new Map<number, IdentifiedThread[]>();
    for (const address of walkAllThreads(target)) {
      const structure = target.readStructure("_ETHREAD", address);
      const id = isAbsent(structure) ? structure : readId(structure, "Cid.UniqueThread");
      if (!isAbsent(structure) && !isAbsent(id)) {
        const thread = { address, processId: readId(structure, "Cid.UniqueProcess") };
        const known = index.get(id);
        if (known === undefined) {
          index.set(id, [thread]);
        } else {
          known.push(thread);
        }
      }
    }
    return index;
  }));
}

function readId(structure: Structure, path: string): Maybe<number> {
  const id = structure.pointer(path);
  return isAbsent(id) ? id : id.toNumber() ?? invalid(`${id} is no id`, structure.address);
}

/** The `_EPROCESS` that a thread belongs to, given its `_ETHREAD`; Invalid where it names none. */
export function readOwner(target: Target, structure: Structure): Maybe<Word64> {
  const layout = target.layout("_EPROCESS");
  const pcb = isAbsent(layout) ? undefined : layout.find("Pcb");
  for (const path of PROCESS_MEMBERS) {
    const process = structure.pointer(path);
    if (isAbsent(process)) {
      continue;
    }
    if (process.isZero) {
      return invalid("the thread names no process", structure.address);
    }
    return path === "ThreadsProcess" ? process : process.minus(pcb?.offset ?? 0);
  }
  return structure.pointer("Tcb.Process");
}
