/** Wait blocks: which thread waits for what, from the thread's side and from the object's. */
import type { Machine } from "../machine.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import { dispatcherTypes, type DispatcherKind, type ScenarioWait } from "../scenario/waits.ts";
import type { LayoutId } from "../layouts/layouts.ts";

/** Wait blocks that a thread has in itself; the last one belongs to its timer. */
const TIMER_BLOCK = 3;
/** `WAIT_TYPE`. */
const WAIT_ALL = 0;
const WAIT_ANY = 1;

/**
 * Offset of `KTHREAD.Timer`, which the layouts do not list: from public symbols, and consistent with the gap that the
 * listed fields leave.
 */
const THREAD_TIMER: Readonly<Record<LayoutId, bigint>> = {
  "winxp-sp3-x86": 0xf0n, "win2003-sp2-x64": 0xb8n, "vista-sp2-x86": 0x88n, "win7-sp1-x64": 0xc0n, "win81-x64": 0x100n,
  "win10-10240-x86": 0xb8n, "win10-14393-x64": 0x100n, "win10-17763-x64": 0x100n, "win10-19041-x64": 0x100n, "win11-22621-x64": 0x100n,
};

/** Address of a thread's own timer. */
export function threadTimer(machine: Machine, thread: bigint): bigint {
  return thread + THREAD_TIMER[machine.id];
}

/** The object on which a suspended thread blocks lies just before the thread's list entry: a semaphore, an event from Windows 8. */
export function suspendObject(machine: Machine, thread: bigint): { address: bigint; kind: DispatcherKind } {
  const hasEvent = machine.has("_KTHREAD", "WaitBlockCount");
  const size = machine.sizeOf(hasEvent ? "_KEVENT" : "_KSEMAPHORE");
  const entry = thread + machine.offsetOf("_KTHREAD", "ThreadListEntry");
  return { address: entry - BigInt(size), kind: hasEvent ? "synchronizationEvent" : "semaphore" };
}

/** Writes a `_DISPATCHER_HEADER`; its list of waiters is written with the waits. */
export function writeDispatcher(machine: Machine, address: bigint, kind: DispatcherKind, signalState: number, size: number): void {
  const header = machine.structure("_DISPATCHER_HEADER")
    .putAll({ Type: dispatcherTypes[kind], Size: (size / 4) & 0xff, SignalState: signalState });
  machine.write(address, header.bytes);
  machine.writeList(address + machine.offsetOf("_DISPATCHER_HEADER", "WaitListHead"), []);
}

/** Objects of a wait, in the order of its wait blocks; a sleep waits for the thread's timer, a suspension for its own object. */
function waitedObjects(machine: Machine, thread: ScenarioThread, wait: ScenarioWait): bigint[] {
  if (wait.reason === "Suspended") return [suspendObject(machine, thread.address).address];
  return wait.objects.map(({ address }) => address);
}

function blockAddress(machine: Machine, thread: ScenarioThread, index: number): bigint {
  return thread.address + machine.offsetOf("_KTHREAD", "WaitBlock") + BigInt(index * machine.sizeOf("_KWAIT_BLOCK"));
}

/** Where a thread's wait blocks are: its own for up to three objects, else an array in the pool. */
function blocksOf(machine: Machine, thread: ScenarioThread, count: number, arrays: Map<ScenarioThread, bigint>): bigint[] {
  if (count <= TIMER_BLOCK) return Array.from({ length: count }, (_unused, index) => blockAddress(machine, thread, index));
  const size = machine.sizeOf("_KWAIT_BLOCK");
  let array = arrays.get(thread);
  if (array === undefined) arrays.set(thread, array = machine.allocate("nonPaged", 64 * size, "Wait"));
  const first = array;
  return Array.from({ length: count }, (_unused, index) => first + BigInt(index * size));
}

export class WaitEncoder {
  private readonly arrays = new Map<ScenarioThread, bigint>();
  private readonly waiters = new Map<bigint, bigint[]>();
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Writes all threads' wait blocks and all objects' lists of waiters. */
  write(system: KernelScenario): void {
    this.waiters.clear();
    for (const process of system.processes) for (const thread of process.threads) this.writeThread(thread);
    for (const [object, blocks] of this.waiters) {
      this.machine.writeList(object + this.machine.offsetOf("_DISPATCHER_HEADER", "WaitListHead"), blocks);
    }
  }

  private writeThread(thread: ScenarioThread): void {
    const { machine } = this;
    const timer = threadTimer(machine, thread.address);
    const counted = machine.has("_KTHREAD", "WaitBlockCount");
    const { wait } = thread;
    const timed = wait?.hasTimeout === true;
    writeDispatcher(machine, timer, "notificationTimer", 0, machine.pointerSize === 8 ? 0x40 : 0x28);
    if (machine.has("_DISPATCHER_HEADER", "Inserted")) machine.writeField(timer, "_DISPATCHER_HEADER", "Inserted", timed);
    const timerBlock = blockAddress(machine, thread, TIMER_BLOCK);
    const objects = wait === undefined ? [] : waitedObjects(machine, thread, wait);
    const sleeps = wait !== undefined && objects.length === 0;
    const blocks = blocksOf(machine, thread, objects.length, this.arrays);
    // Before Windows 8 the timer's block is one of the chain while a timeout runs; later it stands apart and is not counted.
    const chain = sleeps || (timed && !counted) ? [...blocks, timerBlock] : blocks;
    chain.forEach((block, index) => {
      const isTimer = block === timerBlock;
      const next = chain[(index + 1) % chain.length] ?? block;
      this.writeBlock(thread, block, isTimer ? timer : objects[index] ?? 0n, next, wait?.type === "all" && !isTimer, isTimer ? 0x102 : index);
    });
    if (counted && !sleeps) this.writeBlock(thread, timerBlock, timer, timerBlock, false, 0x102);
    machine.writeField(thread.address, "_KTHREAD", "WaitBlockList", chain[0] ?? 0n);
    if (counted) machine.writeField(thread.address, "_KTHREAD", "WaitBlockCount", chain.length);
  }

  private writeBlock(thread: ScenarioThread, block: bigint, object: bigint, next: bigint, all: boolean, key: number): void {
    const { machine } = this;
    const content = machine.structure("_KWAIT_BLOCK")
      .putAll({ Thread: thread.address, Object: object, WaitType: all ? WAIT_ALL : WAIT_ANY, WaitKey: key })
      .putIfPresent("NextWaitBlock", next);
    // Wait blocks of a thread overlap other fields of it in their padding, so only the members are written.
    for (const path of ["Thread", "Object", "WaitType", "WaitKey", "NextWaitBlock"]) {
      if (!machine.has("_KWAIT_BLOCK", path)) continue;
      const offset = Number(machine.offsetOf("_KWAIT_BLOCK", path));
      const size = path === "WaitKey" ? 2 : path === "WaitType" ? 1 : machine.pointerSize;
      machine.write(block + BigInt(offset), content.bytes.subarray(offset, offset + size));
    }
    const entry = block + machine.offsetOf("_KWAIT_BLOCK", "WaitListEntry");
    const list = this.waiters.get(object);
    if (list === undefined) this.waiters.set(object, [entry]);
    else list.push(entry);
  }
}
