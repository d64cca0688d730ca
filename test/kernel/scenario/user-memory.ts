/** The user memory of a process: environment blocks, command line, critical sections. */
import type { Machine } from "../machine.ts";
import type { ScenarioProcess } from "./process.ts";
import type { ScenarioThread } from "./thread.ts";
import type { ScenarioWaitable, Waitable } from "./waits.ts";

/** Where the `_PEB` and the first `_TEB` of every process lie; further `_TEB`s lie below. */
const PEB: Readonly<Record<4 | 8, bigint>> = { 4: 0x7ffd_5000n, 8: 0x7ff_fffd_8000n };
const TEB: Readonly<Record<4 | 8, bigint>> = { 4: 0x7ffd_f000n, 8: 0x7ff_fffd_e000n };
/** Pages that lie between the `_TEB`s of two threads. */
const TEB_STEP = 0x2000n;
const OWN_TEBS = 0x1_0000n;

/** Address of a process's `_PEB`; the System process has none. */
export function pebAddress(process: ScenarioProcess): bigint {
  return process.id === 4 ? 0n : PEB[process.system.machine.pointerSize];
}

/** Address of a thread's `_TEB`. Threads without data in their `_TEB` share one address, which is not mapped. */
export function tebAddress(thread: ScenarioThread): bigint {
  if (thread.process.id === 4) {
    return 0n;
  }
  const first = TEB[thread.process.system.machine.pointerSize];
  if (thread.options.serviceTag === undefined) {
    return first;
  }
  return first - OWN_TEBS - TEB_STEP * BigInt(thread.process.threads.indexOf(thread));
}

/** `C:\Windows\...` for `\Device\HarddiskVolume2\Windows\...`. */
export function userPath(path: string): string {
  return path.replace(/^\\Device\\HarddiskVolume\d+\\/, "C:\\");
}

export interface CriticalSectionOptions {
  /** Where it lies in the process's memory. Default: anywhere. */
  readonly address?: bigint;
  readonly owner?: ScenarioThread;
  readonly recursion?: number;
  /** Whether it is on the process's list of critical sections. Default: up to Windows 7. */
  readonly hasDebugInfo?: boolean;
}

/** What lies in ntdll's data: the loader lock, the head of the list of critical sections, and their entries. */
const NTDLL_DATA_BEFORE = 0x8_0000n;
const LIST_HEAD = 0x800n;
const DEBUG_INFOS = 0x1000n;
const DEBUG_INFO_STEP = 0x40n;

/** Address of the loader lock of every process. */
function loaderLockAddress(machine: Machine): bigint {
  return machine.addresses.userData - NTDLL_DATA_BEFORE;
}

/** Address of ntdll's `RtlCriticalSectionList`. */
export function sectionListHead(machine: Machine): bigint {
  return loaderLockAddress(machine) + LIST_HEAD;
}

/** A `_RTL_CRITICAL_SECTION` in a process's own memory. */
export class ScenarioCriticalSection {
  readonly process: ScenarioProcess;
  readonly address: bigint;
  owner: ScenarioThread | undefined;
  readonly recursion: number;
  readonly hasDebugInfo: boolean;
  readonly waiters: ScenarioThread[] = [];
  /** Up to Windows 7: the event on which its waiters block, and the handle to it. */
  event: { readonly object: ScenarioWaitable; readonly handle: number } | undefined;

  constructor(process: ScenarioProcess, options: CriticalSectionOptions) {
    this.process = process;
    this.address = options.address ?? process.userLocal(process.system.machine.sizeOf("_RTL_CRITICAL_SECTION"));
    this.owner = options.owner;
    this.recursion = options.recursion ?? 1;
    this.hasDebugInfo = options.hasDebugInfo ?? !hasAlertByThreadId(process.system.machine);
  }

  /** Its `_RTL_CRITICAL_SECTION_DEBUG`; -1 if it has none, as from Windows Vista on. */
  get debugInfo(): bigint {
    // The loader lock, which is not among them, comes first.
    const place = BigInt(this.process.criticalSections.indexOf(this) + 1);
    return this.hasDebugInfo
      ? loaderLockAddress(this.process.system.machine) + DEBUG_INFOS + place * DEBUG_INFO_STEP
      : -1n;
  }

  /** Threads that wait now. */
  get waiting(): readonly ScenarioThread[] {
    return this.waiters.filter((thread) => thread.criticalSection === this);
  }
}

/**
 * From Windows 8 on user-mode locks block on the thread's own alert, with the lock's address as a hint; before, on
 * objects.
 */
export function hasAlertByThreadId(machine: Machine): boolean {
  return machine.has("_KTHREAD", "WaitBlockCount");
}

/** Up to Windows 8.1 critical sections block on events; in 8 and 8.1 SRW locks already block on alerts. */
export function sectionsBlockOnEvents(machine: Machine): boolean {
  return !hasAlertByThreadId(machine) || !machine.has("_ALPC_PORT", "DirectQueue");
}

/** The loader lock of a process, free: a section with debug information, in ntdll's data. */
export function createLoaderLock(process: ScenarioProcess): ScenarioCriticalSection {
  return new ScenarioCriticalSection(process, {
    address: loaderLockAddress(process.system.machine),
    hasDebugInfo: true,
  });
}

/**
 * What a thread that waits for a critical section blocks on: the address of its `LockSemaphore`, or the event to which
 * that is the handle.
 */
export function criticalSectionObject(section: ScenarioCriticalSection): Waitable {
  const { process } = section;
  const { machine } = process.system;
  if (!sectionsBlockOnEvents(machine)) {
    return {
      address: section.address + machine.offsetOf("_RTL_CRITICAL_SECTION", "LockSemaphore"),
      dispatcherKind: "userAddress",
    };
  }
  if (section.event === undefined) {
    const object = process.system.event({ kind: "synchronization" });
    section.event = { object, handle: process.opens(object.object, { access: 0x100003 }).handle };
  }
  return section.event.object;
}
