/** `_ETHREAD`, with the fields of either generation. */
import { encodeWide, type Machine } from "../machine.ts";
import { writeDebugObjects } from "./debug.ts";
import { lockEntryArray, LOCK_ENTRIES } from "./locks.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { AwaitedReplyForm, ScenarioThread } from "../scenario/thread.ts";
import { threadStates, waitReasons, type ScenarioWaitable, type WaitReasonName } from "../scenario/waits.ts";
import type { Structure } from "../structure.ts";
import { tebAddress } from "../scenario/user-memory.ts";
import { suspendObject, writeDispatcher } from "./waits.ts";

/** Bit 0 of `LpcWaitingOnPort`: the field holds a port, not a message. */
const PORT_TAG = 1n;
const DEFAULT_START = 0x7c8106e9n;
/** `_KAPC.ApcListEntry`, by the size of a pointer (public symbols of XP to Windows 11). */
const APC_ENTRY: Readonly<Record<4 | 8, bigint>> = { 4: 0xcn, 8: 0x10n };
/** `_ETHREAD.CrossThreadFlags`: the thread has to end. The same bit since Windows XP. */
const THREAD_TERMINATED = 1;

/** The thread's list of mutants. */
function writeMutantList(machine: Machine, thread: ScenarioThread): void {
  machine.writeList(
    thread.address + machine.offsetOf("_KTHREAD", "MutantListHead"),
    thread.mutants.map(({ address }) => address + machine.offsetOf("_KMUTANT", "MutantListEntry")),
  );
}

function writeName(machine: Machine, thread: ScenarioThread): void {
  const { name } = thread.options;
  if (thread.nameBlock === 0n || name === undefined) {
    return;
  }
  const buffer = thread.nameBlock + BigInt(machine.sizeOf("_UNICODE_STRING"));
  machine.write(
    thread.nameBlock,
    machine
      .structure("_UNICODE_STRING")
      .putAll({ Length: name.length * 2, MaximumLength: name.length * 2, Buffer: buffer }).bytes,
  );
  machine.write(buffer, encodeWide(name));
}

/** The keyed event lists the threads that wait on it. */
function writeKeyedWaits(system: KernelScenario): void {
  const { machine } = system;
  if (system.keyedEvent === undefined) {
    return;
  }
  const threads = system.processes.flatMap((process) =>
    process.threads.filter(({ keyedWait }) => keyedWait !== undefined),
  );
  machine.writeList(
    system.keyedEvent.address + BigInt(machine.pointerSize),
    threads.map(({ address }) => address + machine.offsetOf("_ETHREAD", "KeyedWaitChain")),
  );
}

/** `LpcReplyMessage` and `LpcWaitingOnPort` share storage: a message if there is one, else the port that was used. */
function lpcReplyValue(thread: ScenarioThread): bigint {
  if (thread.replyMessage !== undefined && !thread.replyMessage.freed) {
    return thread.replyMessage.address;
  }
  return thread.awaits?.port === undefined ? 0n : thread.awaits.port.address | PORT_TAG;
}

/** Attributes that a thread asks for when it receives a reply: views, contexts, handles. */
const RECEIVE_ATTRIBUTES = 0x6000_0000n;

/** `AlpcMessageId` and `AlpcMessage` of a thread that awaits a reply; an unknown message leaves only its id. */
function awaitedReplyFields(
  form: AwaitedReplyForm,
  messageId: number,
  message: bigint | undefined,
): readonly [messageId: bigint, message: bigint] {
  if (message === undefined) {
    return [BigInt(messageId), 0n];
  }
  switch (form) {
    case "address":
      return [message, 0n];
    case "address and attributes":
      return [message, RECEIVE_ATTRIBUTES];
    case "address and message":
      return [message, message];
    case "old":
      return [BigInt(messageId), message];
  }
}

function putMessageFields(system: KernelScenario, body: Structure, thread: ScenarioThread): void {
  if (system.machine.hasAlpc) {
    const form = thread.options.awaitedReplyForm ?? system.options.awaitedReplyForm ?? "address";
    const [id, message] =
      thread.awaits === undefined
        ? [0n, 0n]
        : awaitedReplyFields(form, thread.awaits.messageId, thread.awaits.message?.address);
    body.put("AlpcMessageId", id).put("AlpcMessage", message);
    return;
  }
  body.putAll({
    LpcReplyMessageId: thread.awaits?.messageId ?? 0,
    LpcReplyMessage: lpcReplyValue(thread),
    LpcReceivedMsgIdValid: thread.receivedIdValid,
    LpcExitThreadCalled: thread.state === "Terminated",
  });
  // The id shares storage with a start address, which a thread that has received nothing has there.
  body.put(
    "LpcReceivedMessageId",
    thread.receivedMessageId !== 0 ? thread.receivedMessageId : (thread.options.startAddress ?? DEFAULT_START),
  );
}

/** The wait reason's number by the build's own enum. */
function waitReasonNumber(machine: Machine, reason: WaitReasonName): number {
  return machine.layout.enums["_KWAIT_REASON"]?.[reason] ?? waitReasons[reason];
}

/** Both lists of calls begin at `ApcListHead` of `_KAPC_STATE`; a call is linked behind its type, size and thread. */
function writeApcs(machine: Machine, thread: ScenarioThread): void {
  const heads =
    thread.address + machine.offsetOf("_KTHREAD", "ApcState") + machine.offsetOf("_KAPC_STATE", "ApcListHead");
  for (const [place, mode] of (["kernel", "user"] as const).entries()) {
    const entries = thread.queuedApc?.mode === mode ? [thread.queuedApc.address + APC_ENTRY[machine.pointerSize]] : [];
    machine.writeList(heads + BigInt(place * 2 * machine.pointerSize), entries);
  }
  if (machine.has("_KAPC_STATE", "KernelApcPending")) {
    const isPending = thread.queuedApc?.mode === "kernel";
    machine.writeField(
      thread.address + machine.offsetOf("_KTHREAD", "ApcState"),
      "_KAPC_STATE",
      "KernelApcPending",
      isPending ? 1 : 0,
    );
  }
}

/** How a frozen thread is marked: a count or a bit of that name, and from Windows 11 on its own flags. */
function putFreeze(body: Structure, thread: ScenarioThread): void {
  body.putPresent({
    "Tcb.FreezeCount": thread.freeze === undefined ? 0 : 1,
    "Tcb.FreezeNormal": thread.freeze === "normal",
    "Tcb.FreezeDeep": thread.freeze === "deep",
  });
}

/** Lock entries without a lock: `AbEntrySummary` has a bit for each that is free. */
function putLockEntries(machine: Machine, body: Structure, thread: ScenarioThread): void {
  body.putPresent({ "Tcb.AbEntrySummary": (1 << LOCK_ENTRIES) - 1, "Tcb.AbFreeEntryCount": LOCK_ENTRIES });
  if (machine.layout.types["_KTHREAD"]?.fields["LockEntries"]?.type.endsWith("*") === true) {
    body.put("Tcb.LockEntries", lockEntryArray(machine, thread.address));
  }
}

function writeBody(system: KernelScenario, thread: ScenarioThread): void {
  const { machine, clock } = system;
  const { address, process } = thread;
  const body = machine.structure("_ETHREAD");
  body.putAll({ "Cid.UniqueProcess": process.id, "Cid.UniqueThread": thread.id });
  body.putPresent({
    StartAddress: thread.options.startAddress ?? DEFAULT_START,
    CrossThreadFlags: thread.isEnding || thread.state === "Terminated" ? THREAD_TERMINATED : 0,
    "Tcb.KernelStackResident": thread.state !== "Transition",
    ThreadName: thread.nameBlock,
    ThreadsProcess: process.address,
    "Tcb.Process": process.address,
    "Tcb.ApcState.Process": process.address,
    "ExitTime.QuadPart": thread.exitedAt === undefined ? 0n : clock.systemTimeAt(thread.exitedAt),
  });
  body.putAll({
    "Tcb.State": threadStates[thread.state],
    "Tcb.WaitReason": waitReasonNumber(machine, thread.lastWaitReason),
    "Tcb.WaitTime": BigInt.asUintN(32, thread.wait?.since ?? thread.readySince ?? clock.tickCount),
    "Tcb.SuspendCount": thread.suspendCount,
    "Tcb.Alertable": thread.wait?.alertable === true,
    "Tcb.WaitMode": thread.wait?.mode === "kernel" ? 0 : 1,
    "Tcb.Priority": 8,
    "Tcb.BasePriority": 8,
    "Tcb.Queue": thread.boundTo?.address ?? 0n,
    "Tcb.Teb": tebAddress(thread),
  });
  if (thread.keyedWait !== undefined) {
    body.put("KeyedWaitValue", thread.keyedWait);
  }
  putMessageFields(system, body, thread);
  putFreeze(body, thread);
  putLockEntries(machine, body, thread);
  if (thread.stack !== undefined) {
    const { base, limit, pointer } = thread.stack;
    body.putPresent({
      "Tcb.InitialStack": base,
      "Tcb.StackBase": base,
      "Tcb.StackLimit": limit,
      "Tcb.KernelStack": pointer - 0x100n,
    });
  }
  machine.write(address, body.bytes);
  writeApcs(machine, thread);
  writeDispatcher(machine, address, "thread", thread.state === "Terminated" ? 1 : 0, machine.sizeOf("_KTHREAD"));
  const semaphore = machine.hasAlpc ? "AlpcWaitSemaphore" : "LpcReplySemaphore";
  const at = address + machine.offsetOf("_ETHREAD", semaphore);
  const ready = !machine.hasAlpc && thread.awaits !== undefined && thread.replyMessage?.type === "LPC_REPLY";
  writeDispatcher(machine, at, "semaphore", ready ? 1 : 0, machine.sizeOf("_KSEMAPHORE"));
  machine.writeField(at, "_KSEMAPHORE", "Limit", 1);
  const suspend = suspendObject(machine, address);
  writeDispatcher(
    machine,
    suspend.address,
    suspend.kind,
    0,
    machine.sizeOf(suspend.kind === "semaphore" ? "_KSEMAPHORE" : "_KEVENT"),
  );
}

/** Writes all threads, with the lists whose heads are in them. */
export function writeThreads(system: KernelScenario): void {
  const { machine } = system;
  for (const process of system.processes) {
    for (const thread of process.threads) {
      writeBody(system, thread);
      writeMutantList(machine, thread);
      writeName(machine, thread);
    }
  }
  writeKeyedWaits(system);
}

/**
 * When the timer is due (as interrupt time), how often, and the `_KDPC` that runs then, where the layout has the
 * members.
 */
function writeTimer(system: KernelScenario, timer: ScenarioWaitable): void {
  const { machine, clock } = system;
  const { dueInSeconds, periodMilliseconds, dpc } = timer.timer;
  if (machine.has("_KTIMER", "DueTime")) {
    const due =
      dueInSeconds === undefined ? 0n : clock.interruptTime + BigInt(Math.round(dueInSeconds * 1000)) * 10_000n;
    machine.writeInteger(timer.address + machine.offsetOf("_KTIMER", "DueTime"), 8, due);
    machine.writeField(timer.address, "_KTIMER", "Period", periodMilliseconds ?? 0);
    machine.writeField(timer.address, "_KTIMER", "Dpc", dpc ?? 0n);
  }
  machine.writeField(timer.address, "_DISPATCHER_HEADER", "Inserted", dueInSeconds !== undefined);
}

/** Writes events, mutants, semaphores, timers, completion ports and debug objects. */
export function writeWaitables(system: KernelScenario): void {
  const { machine } = system;
  const sizes = { mutant: "_KMUTANT", semaphore: "_KSEMAPHORE" } as const;
  for (const waitable of system.waitables) {
    const { dispatcherKind: kind, address } = waitable;
    const isTimer = kind === "notificationTimer" || kind === "synchronizationTimer";
    const type = kind === "mutant" || kind === "semaphore" ? sizes[kind] : isTimer ? "_KTIMER" : "_KEVENT";
    writeDispatcher(machine, address, kind, waitable.signalState, machine.sizeOf(type));
    if (isTimer) {
      writeTimer(system, waitable);
    }
    if (kind === "semaphore") {
      machine.writeField(address, "_KSEMAPHORE", "Limit", waitable.limit);
    }
    if (kind !== "mutant") {
      continue;
    }
    machine.writeField(address, "_KMUTANT", "OwnerThread", waitable.owner?.address ?? 0n);
    machine.writeField(address, "_KMUTANT", "Abandoned", waitable.abandoned);
    if (waitable.owner === undefined) {
      machine.writeList(address + machine.offsetOf("_KMUTANT", "MutantListEntry"), []);
    }
  }
  for (const port of system.resources.completionPorts) {
    writeDispatcher(machine, port.address, "queue", port.packets.length, machine.sizeOf("_KQUEUE"));
    machine.writeField(port.address, "_KQUEUE", "CurrentCount", port.currentCount);
    machine.writeField(port.address, "_KQUEUE", "MaximumCount", port.maximumCount);
    machine.writeList(port.address + machine.offsetOf("_KQUEUE", "EntryListHead"), port.packets);
    machine.writeList(
      port.address + machine.offsetOf("_KQUEUE", "ThreadListHead"),
      port.threads.map(({ address }) => address + machine.offsetOf("_KTHREAD", "QueueListEntry")),
    );
  }
  for (const { address, dispatcherKind } of system.stackEvents) {
    writeDispatcher(machine, address, dispatcherKind, 0, machine.sizeOf("_KEVENT"));
  }
  writeDebugObjects(system);
}
