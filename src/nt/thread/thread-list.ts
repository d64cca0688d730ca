/** All threads: those of a process, those of every process, and threads by id. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkMember } from "../list.ts";
import { walkProcesses } from "../process/process-list.ts";
import { Walk, type WalkEnd, type WalkSteps } from "../walk.ts";
import { readClientId } from "./thread-members.ts";

/** Every thread on the process's `ThreadListHead`, terminated ones that are still referenced included. */
export function walkThreads(target: Target, process: Word64): Walk<Word64> {
  return walkMember(
    target,
    target.readStructure("_EPROCESS", process),
    "ThreadListHead",
    "_ETHREAD",
    "ThreadListEntry",
    "the list of threads",
  );
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
  return { ...(processes.end.kind === "head" ? (broken ?? processes.end) : processes.end), count };
}

/**
 * The `_ETHREAD` with this id, or undefined. The first call of a stop walks all threads. Ids are unique but for damage;
 * then the thread that also says it is of the process with the id `processId` is the one, else the first on the lists.
 */
export function findThreadById(target: Target, threadId: number, processId?: number): Word64 | undefined {
  const candidates = indexThreads(target).get(threadId) ?? [];
  const [first] = candidates;
  return (
    processId === undefined ? first : (candidates.find((candidate) => candidate.processId === processId) ?? first)
  )?.address;
}

interface IdentifiedThread {
  readonly address: Word64;
  readonly processId: Maybe<number>;
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
          const known = index.get(id);
          if (known === undefined) {
            index.set(id, [thread]);
          } else {
            known.push(thread);
          }
        }
      }
      return index;
    }),
  );
}
