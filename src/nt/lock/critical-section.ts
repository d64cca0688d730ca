/**
 * Critical sections (`_RTL_CRITICAL_SECTION`): user-mode locks that record their owner, in the memory of their process.
 */
import { invalid, isAbsent, present, type Absence, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { LockUser } from "../../facts/lock.ts";
import { readProcessMemory, type MemoryOwner } from "../../target/process-memory.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../thread/thread-list.ts";

const TYPE = "_RTL_CRITICAL_SECTION";

/** Highest plausible recursion count, far above that of any program. */
const MOST_RECURSION = 0x10000;

/** One critical section. */
export interface CriticalSectionFacts {
  readonly kind: "critical section";
  /** Address in the process. */
  readonly address: Word64;
  /** The `_EPROCESS`. */
  readonly process: Word64;
  /** Empty while it is free; Invalid if the thread that holds it is gone, so that nobody will ever leave it. */
  readonly holders: Maybe<readonly LockUser[]>;
}

/** Offsets of the members of `_RTL_CRITICAL_SECTION`, in a process of one pointer size. */
export interface SectionForm {
  readonly size: number;
  readonly pointerSize: 4 | 8;
  readonly debugInfo: number;
  readonly lockCount: number;
  readonly recursionCount: number;
  readonly owningThread: number;
  readonly lockSemaphore: number;
}

/**
 * Form in 32-bit processes of a 64-bit kernel, whose symbols do not describe it: `RTL_CRITICAL_SECTION` of the Windows
 * headers (winnt.h), unchanged since NT 4.
 */
const FORM_32: SectionForm = {
  size: 24,
  pointerSize: 4,
  debugInfo: 0,
  lockCount: 4,
  recursionCount: 8,
  owningThread: 12,
  lockSemaphore: 16,
};

/** Decodes bytes known to be a critical section: its holder, none, or a holder that is gone. */
export function decodeKnownSection(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
  content: SectionContent,
): CriticalSectionFacts {
  const { recursion, id } = readOwnerOf(content);
  const thread = id === undefined || id === 0 ? undefined : findThreadOf(target, owner, id);
  const holders: CriticalSectionFacts["holders"] =
    thread !== undefined ? [{ thread, mode: "exclusive" }] : id === 0 || recursion === 0 ? [] : ownerGone(id, address);
  return { kind: "critical section", address, process: owner.address, holders };
}

function ownerGone(id: number | undefined, address: Word64): Absence {
  return invalid(`its owner, thread ${id === undefined ? "?" : id.toString(16)}, does not exist anymore`, address);
}

/**
 * The critical section around the address that a thread of the process waits on: the section's semaphore (Windows 8
 * on), or its start (the key of a keyed event). Undefined if there is none.
 */
export function findCriticalSectionAround(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
): CriticalSectionFacts | undefined {
  const form = sectionFormOf(target, owner.address);
  if (isAbsent(form)) {
    return undefined;
  }
  // One read covers both candidates. If it would cross into a missing page, each is read by itself.
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

function isPlace(target: Target, address: Word64): boolean {
  return address.lowBits(2) === 0 && !isKernelAddress(address, target.pointerSize);
}

function readAs(target: Target, owner: MemoryOwner, address: Word64, form: SectionForm): Maybe<CriticalSectionFacts> {
  if (!isPlace(target, address)) {
    return invalid(`there is no critical section at ${address}`, address);
  }
  const bytes = readProcessMemory(target, owner, address, form.size);
  return isAbsent(bytes) ? bytes : decode(target, owner, address, { form, bytes });
}

/** The bytes of a critical section, and how to read them. */
export interface SectionContent {
  readonly form: SectionForm;
  readonly bytes: Uint8Array;
}

function decode(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
  content: SectionContent,
): Maybe<CriticalSectionFacts> {
  const { recursion, id } = readOwnerOf(content);
  const isEntered = id !== undefined && id !== 0 && recursion >= 1 && recursion <= MOST_RECURSION;
  const thread = isEntered ? findThreadOf(target, owner, id) : undefined;
  return thread !== undefined
    ? { kind: "critical section", address, process: owner.address, holders: [{ thread, mode: "exclusive" }] }
    : isEntered && looksContended(content)
      ? { kind: "critical section", address, process: owner.address, holders: ownerGone(id, address) }
      : invalid(`there is no critical section that is held at ${address}`, address);
}

function readOwnerOf({ form, bytes }: SectionContent): { readonly recursion: number; readonly id: number | undefined } {
  return {
    recursion: readWord(bytes, form.recursionCount, 4).low,
    id: readWord(bytes, form.owningThread, form.pointerSize).toNumber(),
  };
}

/** Ids are multiples of 4; the kernel's table of client ids holds no more than this. */
const HIGHEST_ID = 0x4000000;

/**
 * Whether all members agree that the section is held and contended. Required of a section without a living owner, which
 * nothing else confirms. From Vista on `LockCount` is negative with bit 0 clear while the section is held, and counts
 * its waiters in fours (Microsoft's documentation of `!cs` and `!locks`); a section whose waiters wait on its address
 * has all ones in `LockSemaphore`.
 */
function looksContended({ form, bytes }: SectionContent): boolean {
  const lockCount = readWord(bytes, form.lockCount, 4).low | 0;
  const semaphore = readWord(bytes, form.lockSemaphore, form.pointerSize);
  const id = readWord(bytes, form.owningThread, form.pointerSize).toNumber() ?? 0;
  const isAllOnes = semaphore.low === 0xffffffff && (form.pointerSize === 4 || semaphore.high === 0xffffffff);
  return isAllOnes && lockCount <= -6 && (lockCount & 1) === 0 && id % 4 === 0 && id < HIGHEST_ID;
}

/** The thread with an id, if it is one of the process. */
function findThreadOf(target: Target, owner: MemoryOwner, id: number): Word64 | undefined {
  const address = findThreadById(target, id, owner.id);
  const thread = address === undefined ? undefined : present(target.readStructure("_ETHREAD", address));
  return thread !== undefined && present(thread.pointer("Cid.UniqueProcess"))?.toNumber() === owner.id
    ? address
    : undefined;
}

/** The layout of critical sections in the memory of a process (an `_EPROCESS`). */
export function sectionFormOf(target: Target, process: Word64): Maybe<SectionForm> {
  if (target.pointerSize === 8 && findWow64(target, process) !== undefined) {
    return FORM_32;
  }
  const layout = target.layout(TYPE);
  if (isAbsent(layout)) {
    return layout;
  }
  const [debugInfo, lockCount, recursionCount, owningThread, lockSemaphore] = MEMBERS.map(
    (member) => layout.find(member)?.offset,
  );
  return debugInfo === undefined ||
    lockCount === undefined ||
    recursionCount === undefined ||
    owningThread === undefined ||
    lockSemaphore === undefined
    ? invalid(`the symbols do not describe ${TYPE}`)
    : {
        size: layout.size,
        pointerSize: target.pointerSize,
        debugInfo,
        lockCount,
        recursionCount,
        owningThread,
        lockSemaphore,
      };
}

const MEMBERS = ["DebugInfo", "LockCount", "RecursionCount", "OwningThread", "LockSemaphore"];

/**
 * Members of `_EPROCESS` that point to the 32-bit part of a process: `Wow64Process` up to Windows 8.1, `WoW64Process`
 * from 10 on.
 */
const WOW64_MEMBERS = ["WoW64Process", "Wow64Process"];

/** The pointer to the 32-bit part of a process; undefined for other processes. */
export function findWow64(target: Target, process: Word64): Word64 | undefined {
  const structure = present(target.readStructure("_EPROCESS", process));
  return WOW64_MEMBERS.map((member) => present(structure?.pointer(member))).find((at) => at?.isZero === false);
}
