/**
 * Critical sections (`_RTL_CRITICAL_SECTION`): locks of user mode that name their owner, in the memory of their
 * process.
 */
import { invalid, isAbsent, present, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { LockUser } from "../../facts/lock.ts";
import { readProcessMemory, type MemoryOwner } from "../../target/process-memory.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../thread/thread-list.ts";

const TYPE = "_RTL_CRITICAL_SECTION";

/** How often its owner can have entered one: far more than any program does. */
const MOST_RECURSION = 0x10000;

/** One critical section that is held. */
export interface CriticalSectionFacts {
  readonly kind: "critical section";
  /** Address in the process. */
  readonly address: Word64;
  /** The `_EPROCESS`. */
  readonly process: Word64;
  readonly holders: readonly LockUser[];
}

/** Where the members lie, in a process of one pointer size. */
interface Form {
  readonly size: number;
  readonly pointerSize: 4 | 8;
  readonly recursionCount: number;
  readonly owningThread: number;
  readonly lockSemaphore: number;
}

/**
 * That of a 32-bit process of a 64-bit kernel, which the kernel's symbols do not describe: `RTL_CRITICAL_SECTION` of
 * the Windows headers (winnt.h), unchanged since NT 4.
 */
const FORM_32: Form = { size: 24, pointerSize: 4, recursionCount: 8, owningThread: 12, lockSemaphore: 16 };

/**
 * The critical section at an address of a process. Invalid if it is not held or is not a critical section: its owner
 * must be a thread of that process.
 */
export function readCriticalSection(target: Target, owner: MemoryOwner, address: Word64): Maybe<CriticalSectionFacts> {
  const form = formOf(target, owner.address);
  return isAbsent(form) ? form : readAs(target, owner, address, form);
}

/**
 * The critical section that stands around an address that a thread of the process waits for: its semaphore's place
 * (Windows 8 on), or its own beginning (the key of a keyed event). Undefined where there is none.
 */
export function findCriticalSectionAround(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
): CriticalSectionFacts | undefined {
  const form = formOf(target, owner.address);
  if (isAbsent(form)) {
    return undefined;
  }
  // Both places in one block, which is what costs; where it crosses into a page that is not there, each by itself.
  const start = address.minus(form.lockSemaphore);
  const block = isPlace(target, start)
    ? readProcessMemory(target, owner, start, form.lockSemaphore + form.size)
    : undefined;
  for (const offset of [0, form.lockSemaphore]) {
    const found =
      block === undefined || isAbsent(block)
        ? readAs(target, owner, start.plus(offset), form)
        : decode(target, owner, start.plus(offset), { form, bytes: block.subarray(offset, offset + form.size) });
    if (!isAbsent(found)) {
      return found;
    }
  }
  return undefined;
}

/**
 * The event that the waiters of a critical section block on, up to Windows 7: a handle of its process; undefined while
 * nobody ever waited.
 */
export function readSectionEvent(target: Target, owner: MemoryOwner, address: Word64): number | undefined {
  const form = formOf(target, owner.address);
  const bytes = isAbsent(form)
    ? form
    : readProcessMemory(target, owner, address.plus(form.lockSemaphore), form.pointerSize);
  const handle = isAbsent(bytes) ? undefined : readWord(bytes, 0, bytes.length).toNumber();
  return handle === 0 ? undefined : handle;
}

function isPlace(target: Target, address: Word64): boolean {
  return address.lowBits(2) === 0 && !isKernelAddress(address, target.pointerSize);
}

function readAs(target: Target, owner: MemoryOwner, address: Word64, form: Form): Maybe<CriticalSectionFacts> {
  if (!isPlace(target, address)) {
    return invalid(`there is no critical section at ${address}`, address);
  }
  const bytes = readProcessMemory(target, owner, address, form.size);
  return isAbsent(bytes) ? bytes : decode(target, owner, address, { form, bytes });
}

function decode(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
  { form, bytes }: { readonly form: Form; readonly bytes: Uint8Array },
): Maybe<CriticalSectionFacts> {
  const recursion = readWord(bytes, form.recursionCount, 4).low;
  const id = readWord(bytes, form.owningThread, form.pointerSize).toNumber();
  const thread =
    id === undefined || id === 0 || recursion < 1 || recursion > MOST_RECURSION
      ? undefined
      : findThreadOf(target, owner, id);
  return thread === undefined
    ? invalid(`there is no critical section that is held at ${address}`, address)
    : { kind: "critical section", address, process: owner.address, holders: [{ thread, mode: "exclusive" }] };
}

/** The thread with an id, if it is one of the process. */
function findThreadOf(target: Target, owner: MemoryOwner, id: number): Word64 | undefined {
  const address = findThreadById(target, id, owner.id);
  const thread = address === undefined ? undefined : present(target.readStructure("_ETHREAD", address));
  return thread !== undefined && present(thread.pointer("Cid.UniqueProcess"))?.toNumber() === owner.id
    ? address
    : undefined;
}

function formOf(target: Target, process: Word64): Maybe<Form> {
  if (target.pointerSize === 8 && isWow64(target, process)) {
    return FORM_32;
  }
  const layout = target.layout(TYPE);
  if (isAbsent(layout)) {
    return layout;
  }
  const recursionCount = layout.find("RecursionCount")?.offset;
  const owningThread = layout.find("OwningThread")?.offset;
  const lockSemaphore = layout.find("LockSemaphore")?.offset;
  return recursionCount === undefined || owningThread === undefined || lockSemaphore === undefined
    ? invalid(`the symbols do not describe ${TYPE}`)
    : { size: layout.size, pointerSize: target.pointerSize, recursionCount, owningThread, lockSemaphore };
}

/**
 * Members of `_EPROCESS` that lead to the 32-bit part of a process: `Wow64Process` up to Windows 8.1, `WoW64Process`
 * from 10 on.
 */
const WOW64_MEMBERS = ["WoW64Process", "Wow64Process"];

function isWow64(target: Target, process: Word64): boolean {
  const structure = present(target.readStructure("_EPROCESS", process));
  return WOW64_MEMBERS.some((member) => present(structure?.pointer(member))?.isZero === false);
}
