/**
 * The loader lock of a process: the critical section that a thread holds while libraries come and go. Up to Windows 7
 * its waiters block on an event that only the process's handle table connects with it. (Other critical sections are on
 * a list of the process that takes two reads for each of them: too dear to look through.)
 */
import { isAbsent, present } from "../../target/absence.ts";
import { readProcessPointer, type MemoryOwner } from "../../target/process-memory.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkHandles } from "../handle-table.ts";
import { readCriticalSection, readSectionEvent, type CriticalSectionFacts } from "./critical-section.ts";

/** The low two bits of a handle's value are the caller's. */
const HANDLE_FLAGS = 3;

/** The loader lock of the process, if it is held and the event is what its waiters block on. */
export function findLoaderLockOf(target: Target, owner: MemoryOwner, event: Word64): CriticalSectionFacts | undefined {
  const known = target.stop.onceOf("loader lock", owner.address.id, () => readLoaderLock(target, owner));
  return known?.event.equals(event) === true ? known.section : undefined;
}

interface LoaderLock {
  readonly section: CriticalSectionFacts;
  /** The body of its event. */
  readonly event: Word64;
}

function readLoaderLock(target: Target, owner: MemoryOwner): LoaderLock | undefined {
  const process = present(target.readStructure("_EPROCESS", owner.address));
  const field = present(target.layout("_PEB"))?.find("LoaderLock");
  const peb = process === undefined ? undefined : present(process.pointer("Peb"));
  const address =
    peb === undefined || peb.isZero || field === undefined
      ? undefined
      : present(readProcessPointer(target, owner, peb.plus(field.offset)));
  const section = address === undefined || address.isZero ? undefined : readCriticalSection(target, owner, address);
  const handle =
    section === undefined || isAbsent(section) || address === undefined
      ? undefined
      : readSectionEvent(target, owner, address);
  if (section === undefined || isAbsent(section) || handle === undefined) {
    return undefined;
  }
  for (const entry of walkHandles(target, owner.address)) {
    if (entry.handle === handle - (handle & HANDLE_FLAGS)) {
      return { section, event: entry.object };
    }
  }
  return undefined;
}
