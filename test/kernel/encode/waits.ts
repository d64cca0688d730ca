/** Wait blocks: which thread waits for what, from the thread's side and from the object's. */
import type { Machine } from "../machine.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import { dispatcherTypes, type DispatcherKind, type ScenarioWait } from "../scenario/waits.ts";

/** Wait blocks that a thread has in itself; the last one belongs to its timer. */
const TIMER_BLOCK = 3;
/** `WAIT_TYPE`. */
const WAIT_ALL = 0;
const WAIT_ANY = 1;

/** The object in the wait block of a sleep from Windows 8 on: none, as public debugger listings show. */
const NO_OBJECT = -1n;
/** `STATUS_TIMEOUT`: returned by a wait that the timer ended. */
const TIMEOUT_KEY = 0x102;

/** Address of a thread's own timer. */
function threadTimer(machine: Machine, thread: bigint): bigint {
  return thread + machine.offsetOf("_KTHREAD", "Timer");
}

/**
 * The object on which a suspended or frozen thread blocks: its own semaphore up to Windows 7, its own event from 8, a
 * notification event from 10. Where the symbols do not name it, it lies just before the thread's list entry.
 */
export function suspendObject(machine: Machine, thread: bigint): { address: bigint; kind: DispatcherKind } {
  for (const [field, kind] of [
    ["SuspendEvent", suspendEventKind(machine)],
    ["SuspendSemaphore", "semaphore"],
  ] as const) {
    if (machine.has("_KTHREAD", field)) {
      return { address: thread + machine.offsetOf("_KTHREAD", field), kind };
    }
  }
  const hasEvent = machine.has("_KTHREAD", "WaitBlockCount");
  const size = machine.sizeOf(hasEvent ? "_KEVENT" : "_KSEMAPHORE");
  const entry = thread + machine.offsetOf("_KTHREAD", "ThreadListEntry");
  return { address: entry - BigInt(size), kind: hasEvent ? suspendEventKind(machine) : "semaphore" };
}

/** Public listings of Windows 10 and 11 show a notification event. */
function suspendEventKind(machine: Machine): DispatcherKind {
  return machine.id.startsWith("win10-") || machine.id.startsWith("win11-")
    ? "notificationEvent"
    : "synchronizationEvent";
}

/** Writes a `_DISPATCHER_HEADER`; its list of waiters is written with the waits. */
export function writeDispatcher(
  machine: Machine,
  address: bigint,
  kind: DispatcherKind,
  signalState: number,
  size: number,
): void {
  if (kind === "userAddress") {
    throw new Error("a user address has no dispatcher header");
  }
  const header = machine
    .structure("_DISPATCHER_HEADER")
    .putAll({ Type: dispatcherTypes[kind], Size: (size / 4) & 0xff, SignalState: signalState });
  machine.write(address, header.bytes);
  machine.writeList(address + machine.offsetOf("_DISPATCHER_HEADER", "WaitListHead"), []);
}

/**
 * Objects of a wait, in the order of its wait blocks; a sleep waits for the thread's timer, a suspension for its own
 * object.
 */
function waitedObjects(machine: Machine, thread: ScenarioThread, wait: ScenarioWait): bigint[] {
  if (wait.reason === "Suspended") {
    return [suspendObject(machine, thread.address).address];
  }
  return wait.objects.map(({ address }) => address);
}

function blockAddress(machine: Machine, thread: ScenarioThread, index: number): bigint {
  return thread.address + machine.offsetOf("_KTHREAD", "WaitBlock") + BigInt(index * machine.sizeOf("_KWAIT_BLOCK"));
}

/** Where a thread's wait blocks are: its own for up to three objects, else an array in the pool. */
function blocksOf(
  machine: Machine,
  thread: ScenarioThread,
  count: number,
  arrays: Map<ScenarioThread, bigint>,
): bigint[] {
  if (count <= TIMER_BLOCK) {
    return Array.from({ length: count }, (_unused, index) => blockAddress(machine, thread, index));
  }
  const size = machine.sizeOf("_KWAIT_BLOCK");
  let array = arrays.get(thread);
  if (array === undefined) {
    arrays.set(thread, (array = machine.allocate("nonPaged", 64 * size, "Wait")));
  }
  const first = array;
  return Array.from({ length: count }, (_unused, index) => first + BigInt(index * size));
}

export class WaitEncoder {
  private readonly arrays = new Map<ScenarioThread, bigint>();
  private readonly waiters = new Map<bigint, bigint[]>();
  /** 100 ns units in a tick. */
  private increment = 0n;
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Writes all threads' wait blocks and all objects' lists of waiters. */
  write(system: KernelScenario): void {
    this.waiters.clear();
    this.increment = system.clock.increment;
    for (const process of system.processes) {
      for (const thread of process.threads) {
        this.writeThread(thread);
      }
    }
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
    writeDispatcher(machine, timer, "notificationTimer", 0, machine.sizeOf("_KTIMER"));
    machine.writeField(timer, "_DISPATCHER_HEADER", "Inserted", timed);
    if (wait?.timeoutSeconds !== undefined && machine.has("_KTIMER", "DueTime")) {
      const begun = wait.since * this.increment;
      const due = begun + BigInt(Math.round(wait.timeoutSeconds * 1000)) * 10_000n;
      machine.writeInteger(timer + machine.offsetOf("_KTIMER", "DueTime"), 8, due);
    }
    const objects = wait === undefined ? [] : waitedObjects(machine, thread, wait);
    const sleeps = wait !== undefined && objects.length === 0;
    const blocks = blocksOf(machine, thread, sleeps && counted ? 1 : objects.length, this.arrays);
    const timerBlock = blockAddress(machine, thread, TIMER_BLOCK);
    // Before Windows 8 the timer's block is one of the ring while a timeout runs; later it is separate and is not
    // counted.
    const chain = !counted && (sleeps || timed) ? [...blocks, timerBlock] : blocks;
    chain.forEach((block, index) => {
      const next = chain[(index + 1) % chain.length] ?? block;
      if (block === timerBlock) {
        this.writeBlock(thread, block, { object: timer, next, all: false, key: TIMEOUT_KEY });
      } else {
        this.writeBlock(thread, block, {
          object: objects[index] ?? NO_OBJECT,
          next,
          all: wait?.type === "all",
          key: index,
        });
      }
    });
    if (counted) {
      this.writeTimerBlock(thread, timerBlock, timer);
    }
    machine.writeField(thread.address, "_KTHREAD", "WaitBlockList", chain[0] ?? 0n);
    if (counted) {
      machine.writeField(thread.address, "_KTHREAD", "WaitBlockCount", chain.length);
    }
  }

  /**
   * From Windows 8 on the timer's block is always linked to the timer, and other members of the thread lie in place of
   * its object.
   */
  private writeTimerBlock(thread: ScenarioThread, block: bigint, timer: bigint): void {
    const { machine } = this;
    machine.writeField(block, "_KWAIT_BLOCK", "Thread", thread.address);
    machine.writeField(block, "_KWAIT_BLOCK", "WaitType", WAIT_ANY);
    machine.writeField(block, "_KWAIT_BLOCK", "WaitKey", TIMEOUT_KEY);
    this.addWaiter(timer, block);
  }

  private writeBlock(
    thread: ScenarioThread,
    block: bigint,
    content: { object: bigint; next: bigint; all: boolean; key: number },
  ): void {
    const { machine } = this;
    // Members only: other members of the thread lie in the blocks' padding.
    machine.writeField(block, "_KWAIT_BLOCK", "Thread", thread.address);
    machine.writeField(block, "_KWAIT_BLOCK", "Object", content.object);
    machine.writeField(block, "_KWAIT_BLOCK", "WaitType", content.all ? WAIT_ALL : WAIT_ANY);
    machine.writeField(block, "_KWAIT_BLOCK", "WaitKey", content.key);
    if (machine.has("_KWAIT_BLOCK", "NextWaitBlock")) {
      machine.writeField(block, "_KWAIT_BLOCK", "NextWaitBlock", content.next);
    }
    if (content.object !== NO_OBJECT && !machine.isUserAddress(content.object)) {
      this.addWaiter(content.object, block);
    }
  }

  private addWaiter(object: bigint, block: bigint): void {
    const entry = block + this.machine.offsetOf("_KWAIT_BLOCK", "WaitListEntry");
    const list = this.waiters.get(object);
    if (list === undefined) {
      this.waiters.set(object, [entry]);
    } else {
      list.push(entry);
    }
  }
}
