/**
 * Finds critical sections whose waiters block on an event, as they do up to Windows 8.1: only the handle in
 * `LockSemaphore` connects the two. Sections with debug information (most of them up to Windows 7, few in 8) are on one
 * list per process, together with the loader lock, which the `_PEB` points to.
 */
import { PAGE_SIZE } from "../../target/page-cache.ts";
import { isAbsent, present, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { readProcessMemory, type MemoryOwner } from "../../target/process-memory.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { walkHandles } from "../handle-table.ts";
import {
  decodeKnownSection,
  findWow64,
  sectionFormOf,
  type CriticalSectionFacts,
  type SectionContent,
  type SectionForm,
} from "./critical-section.ts";

/** The low two bits of a handle's value are the caller's. */
const HANDLE_FLAGS = 3;

/** Most sections of one process that are read; large programs have some thousands. */
const MOST_SECTIONS = 20000;

/**
 * Whether critical sections block on events in this build: up to Windows 7, by the wait blocks, and in 8 and 8.1, by
 * ALPC ports without the queue that came with Windows 10. (Public stacks: `RtlpWaitOnCriticalSection` calls
 * `NtWaitForSingleObject` in Windows 8.1, and waits for its own address in 10.)
 */
export function sectionsBlockOnEvents(target: Target): boolean {
  const block = target.layout("_KWAIT_BLOCK");
  const port = target.layout("_ALPC_PORT");
  return (!isAbsent(block) && block.has("NextWaitBlock")) || (!isAbsent(port) && !port.has("DirectQueue"));
}

/** The critical section of the process whose waiters block on the event; undefined if there is none. */
export function findSectionByEvent(
  target: Target,
  owner: MemoryOwner,
  event: Word64,
): CriticalSectionFacts | undefined {
  const known = target.stop.onceOf("critical sections", owner.address.id, () => indexByEvent(target, owner));
  const found = known.get(event.id);
  return found === undefined ? undefined : decodeKnownSection(target, owner, found.address, found);
}

interface ListedSection extends SectionContent {
  readonly address: Word64;
}

/** The sections that somebody waited for, by the key of the event's body. */
function indexByEvent(target: Target, owner: MemoryOwner): ReadonlyMap<WordId, ListedSection> {
  const index = new Map<WordId, ListedSection>();
  const form = sectionFormOf(target, owner.address);
  const handles = isAbsent(form) ? undefined : new SectionList(target, owner, form).collect();
  if (handles === undefined || handles.size === 0) {
    return index;
  }
  for (const { handle, object } of walkHandles(target, owner.address)) {
    const section = handles.get(handle);
    if (section !== undefined) {
      index.set(object.id, section);
    }
  }
  return index;
}

/** Offsets of the members of `_RTL_CRITICAL_SECTION_DEBUG`. */
interface DebugForm {
  readonly size: number;
  readonly criticalSection: number;
  readonly list: number;
  readonly contentionCount: number | undefined;
}

/**
 * `RTL_CRITICAL_SECTION_DEBUG` of the Windows headers (winnt.h) and the offset of the loader lock in the 32-bit `PEB`:
 * the symbols of a 64-bit kernel do not describe its 32-bit processes. Unchanged since NT 4.
 */
const DEBUG_32: DebugForm = { size: 32, criticalSection: 4, list: 8, contentionCount: 20 };
const LOADER_LOCK_32 = 0xa0;

class SectionList {
  private readonly target: Target;
  private readonly owner: MemoryOwner;
  private readonly form: SectionForm;
  private readonly pages: ProcessPages;
  private readonly handles = new Map<number, ListedSection>();

  constructor(target: Target, owner: MemoryOwner, form: SectionForm) {
    this.target = target;
    this.owner = owner;
    this.form = form;
    this.pages = new ProcessPages(target, owner);
  }

  /** The process's sections that have an event, by its handle. */
  collect(): ReadonlyMap<number, ListedSection> {
    const place = this.findLoaderLockPlace();
    const loaderLock = place === undefined ? undefined : this.readPointer(place);
    const section = loaderLock === undefined ? undefined : this.readSection(loaderLock);
    if (section !== undefined) {
      this.add(section);
      this.walk(this.pointerIn(section.bytes, this.form.debugInfo));
    }
    return this.handles;
  }

  /**
   * Walks the list from the debug information of one section. No section points back to the list head in ntdll, so it
   * adds none.
   */
  private walk(first: Word64): void {
    const form = this.findDebugForm();
    const visited = new Set<WordId>();
    let at = first;
    while (form !== undefined && visited.size < MOST_SECTIONS && this.isPlace(at) && !visited.has(at.id)) {
      visited.add(at.id);
      const bytes = this.pages.read(at, form.size);
      if (bytes === undefined) {
        return;
      }
      // Sections that nobody ever waited for have no event.
      if (form.contentionCount === undefined || readWord(bytes, form.contentionCount, 4).low !== 0) {
        this.addSectionOf(at, this.pointerIn(bytes, form.criticalSection));
      }
      at = this.pointerIn(bytes, form.list).minus(form.list);
    }
  }

  /** Adds the section only if it points back to the debug information. */
  private addSectionOf(debugInfo: Word64, address: Word64): void {
    const section = this.isPlace(address) ? this.readSection(address) : undefined;
    if (section !== undefined && this.pointerIn(section.bytes, this.form.debugInfo).equals(debugInfo)) {
      this.add(section);
    }
  }

  private add(section: ListedSection): void {
    const handle = this.pointerIn(section.bytes, this.form.lockSemaphore).toNumber();
    if (handle !== undefined && handle > HANDLE_FLAGS) {
      this.handles.set(handle - (handle & HANDLE_FLAGS), section);
    }
  }

  private readSection(address: Word64): ListedSection | undefined {
    const bytes = this.pages.read(address, this.form.size);
    return bytes === undefined ? undefined : { address, form: this.form, bytes };
  }

  private isPlace(address: Word64): boolean {
    return !address.isZero && address.lowBits(2) === 0 && !isKernelAddress(address, this.target.pointerSize);
  }

  private pointerIn(bytes: Uint8Array, offset: number): Word64 {
    return readWord(bytes, offset, this.form.pointerSize);
  }

  private readPointer(at: Word64): Word64 | undefined {
    const bytes = this.pages.read(at, this.form.pointerSize);
    return bytes === undefined ? undefined : readWord(bytes, 0, bytes.length);
  }

  /** Address of the `_PEB`'s pointer to the loader lock. */
  private findLoaderLockPlace(): Word64 | undefined {
    const { target, owner } = this;
    if (this.form.pointerSize < target.pointerSize) {
      return this.findSmallPeb()?.plus(LOADER_LOCK_32);
    }
    const process = present(target.readStructure("_EPROCESS", owner.address));
    const peb = process === undefined ? undefined : present(process.pointer("Peb"));
    const field = present(target.layout("_PEB"))?.find("LoaderLock");
    return peb === undefined || peb.isZero || field === undefined ? undefined : peb.plus(field.offset);
  }

  /** The 32-bit `PEB`: `_EPROCESS` points to it, or to a kernel structure that begins with its address. */
  private findSmallPeb(): Word64 | undefined {
    const at = findWow64(this.target, this.owner.address);
    return at !== undefined && isKernelAddress(at, this.target.pointerSize) ? present(this.target.readPointer(at)) : at;
  }

  private findDebugForm(): DebugForm | undefined {
    if (this.form.pointerSize < this.target.pointerSize) {
      return DEBUG_32;
    }
    const layout = present(this.target.layout("_RTL_CRITICAL_SECTION_DEBUG"));
    const criticalSection = layout?.find("CriticalSection")?.offset;
    const list = layout?.find("ProcessLocksList")?.offset;
    return layout === undefined || criticalSection === undefined || list === undefined
      ? undefined
      : { size: layout.size, criticalSection, list, contentionCount: layout.find("ContentionCount")?.offset };
  }
}

/** Memory of one process. Each page is read once, since list entries lie close together. */
class ProcessPages {
  private readonly target: Target;
  private readonly owner: MemoryOwner;
  private readonly pages = new Map<WordId, Maybe<Uint8Array>>();

  constructor(target: Target, owner: MemoryOwner) {
    this.target = target;
    this.owner = owner;
  }

  /** Undefined if a page is missing. */
  read(address: Word64, length: number): Uint8Array | undefined {
    const offset = address.lowBits(12);
    const first = this.page(address.minus(offset));
    if (isAbsent(first) || offset + length <= PAGE_SIZE) {
      return isAbsent(first) ? undefined : first.subarray(offset, offset + length);
    }
    const second = this.page(address.minus(offset).plus(PAGE_SIZE));
    if (isAbsent(second)) {
      return undefined;
    }
    const bytes = new Uint8Array(length);
    bytes.set(first.subarray(offset));
    bytes.set(second.subarray(0, length - (PAGE_SIZE - offset)), PAGE_SIZE - offset);
    return bytes;
  }

  private page(at: Word64): Maybe<Uint8Array> {
    const known = this.pages.get(at.id);
    if (known !== undefined) {
      return known;
    }
    const bytes = readProcessMemory(this.target, this.owner, at, PAGE_SIZE);
    this.pages.set(at.id, bytes);
    return bytes;
  }
}
