/** Processes: `_EPROCESS`. */
import { firstAbsence, invalid, isAbsent, mapPresent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeDispatcherType, PROCESS_OBJECT } from "./kernel-names.ts";
import { walkContaining } from "./list.ts";
import { absentWalk, type Walk } from "./walk.ts";
import { readSessionId } from "./process/session.ts";

/** One process. */
export interface ProcessFacts {
  readonly address: Word64;
  readonly id: number;
  /** `ImageFileName`: the file name of the image, cut by the kernel after 14 or 15 characters. */
  readonly name: string;
  /** An exited process keeps its object while something refers to it. */
  readonly hasExited: boolean;
  readonly activeThreads: Maybe<number>;
  /** NotApplicable for processes of no session. */
  readonly sessionId: Maybe<number>;
  readonly structure: Structure;
}

/** Every process on `PsActiveProcessHead`, exited ones that are still referenced included. Idle is on no list. */
export function walkProcesses(target: Target): Walk<Word64> {
  const head = target.symbol("PsActiveProcessHead");
  return isAbsent(head) ? absentWalk(head)
    : walkContaining(target, head, "_EPROCESS", "ActiveProcessLinks", { what: "the list of processes" });
}

/** One process; Invalid where there is none at the address. */
export function readProcess(target: Target, address: Word64): Maybe<ProcessFacts> {
  const structure = target.readStructure("_EPROCESS", address);
  if (isAbsent(structure)) {
    return structure;
  }
  const type = structure.number("Pcb.Header.Type");
  if (!isAbsent(type) && decodeDispatcherType(type) !== PROCESS_OBJECT) {
    return invalid(`there is no process at ${address}`, address);
  }
  const id = readProcessId(structure);
  const name = readShortName(structure);
  if (isAbsent(id) || isAbsent(name)) {
    return firstAbsence(id, name);
  }
  const activeThreads = structure.number("ActiveThreads");
  return {
    address, id, name, structure, activeThreads,
    hasExited: hasProcessExited(structure),
    sessionId: readSessionId(target, structure),
  };
}

/** Whether an `_EPROCESS` has exited: it is kept while something refers to it. */
export function hasProcessExited(structure: Structure): boolean {
  const exitTime = structure.word("ExitTime");
  return isAbsent(exitTime) ? structure.number("ActiveThreads") === 0 : !exitTime.isZero;
}

/** The `_EPROCESS` with this id, or undefined; the first on the list where damage gave several the same. The first call of a stop walks all processes. */
export function findProcessById(target: Target, id: number): Word64 | undefined {
  return indexProcesses(target).get(id);
}

function indexProcesses(target: Target): ReadonlyMap<number, Word64> {
  return target.stop.once("processes by id", () => {
    const index = new Map<number, Word64>();
    for (const address of walkProcesses(target)) {
      const structure = target.readStructure("_EPROCESS", address);
      const id = isAbsent(structure) ? structure : readProcessId(structure);
      if (!isAbsent(id) && !index.has(id)) {
        index.set(id, address);
      }
    }
    return index;
  });
}

/** `UniqueProcessId` of an `_EPROCESS`. */
export function readProcessId(structure: Structure): Maybe<number> {
  const id = structure.pointer("UniqueProcessId");
  return isAbsent(id) ? id
    : id.toNumber() ?? invalid(`${id} is no process id`, structure.address);
}

/** `ImageFileName` of an `_EPROCESS`: bytes up to the first zero, each a character. */
export function readShortName(structure: Structure): Maybe<string> {
  return mapPresent(structure.slice("ImageFileName"), decodeImageName);
}

function decodeImageName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}
