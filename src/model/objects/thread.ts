/**
 * A thread as an object: its identity, its state, what it waits for and holds, and access to its ALPC view and to the
 * debugger's own objects.
 */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { findDebuggerThread, nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ThreadFacts } from "../../facts/thread.ts";
import { readLocksHeldBy } from "../../nt/lock/locks.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { readServiceTag, readThreadName } from "../../nt/thread/thread-name.ts";
import { formatMaybe } from "../../text/absent.ts";
import { AddressObject, type ModelContext } from "../base/object.ts";
import { lockList } from "./lock-list.ts";
import { defineClass, inDecimal, inHexadecimal, property, type PropertyTable } from "../base/members.ts";
import { threadName, portName } from "../naming.ts";
import { requestsOf, waitedObjects } from "./waited-object.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import { readWaitedSeconds } from "../../nt/wait/wait-time.ts";
import { shownSeconds } from "../../text/counts.ts";
import { defineTable } from "../base/table.ts";

/** A thread by the address of its `_ETHREAD`. */
export class KernelThread extends AddressObject {
  override toString(): string {
    const thread = facts(this);
    return isAbsent(thread)
      ? `thread ${this.__address} <${thread.reason}>`
      : `${this.__address} ${threadName(this.__context, this.__address)} ${describeState(thread)}`;
  }
}

/** `Waiting: WrLpcReply`, `Running`, `Waiting: Executive, frozen`. */
function describeState({ state, waitReason, suspension }: ThreadFacts): string {
  const waits = isAbsent(waitReason) && waitReason.kind === "NotApplicable" ? "" : `: ${formatMaybe(waitReason)}`;
  const isTold = suspension === "none" || (suspension === "suspended" && waitReason === "Suspended");
  return `${formatMaybe(state)}${waits}${isTold ? "" : `, ${suspension}`}`;
}

function facts(thread: KernelThread): Maybe<ThreadFacts> {
  return readThreadFacts(thread.__context.target, thread.__address);
}

/** Members of every object that stands for a thread. */
export const threadProperties: PropertyTable<KernelThread> = {
  Address: property("Address of the _ETHREAD.", (thread) => thread.__address),
  Id: inHexadecimal(property("Thread id (Cid.UniqueThread).", (thread) => mapPresent(facts(thread), ({ id }) => id))),
  Name: property("The name that the program gave the thread (Windows 10 1607 and later).", (thread) =>
    readThreadName(thread.__context.target, thread.__address),
  ),
  ServiceTag: inHexadecimal(
    property(
      "Number of the service that the thread works for; only services.exe knows the names behind the numbers. Threads of one service have the same, and the process's Service names the service or its group.",
      (thread) => readServiceTag(thread.__context.target, thread.__address),
    ),
  ),
  Process: property("The process that the thread belongs to.", (thread) =>
    mapPresent(facts(thread), ({ process }) => thread.__context.maybe(process, "process")),
  ),
  State: property("Scheduler state, by its name in _KTHREAD_STATE.", (thread) =>
    mapPresent(facts(thread), ({ state }) => state),
  ),
  WaitReason: property("Why the thread waits, by its name in _KWAIT_REASON.", (thread) =>
    mapPresent(facts(thread), ({ waitReason }) => waitReason),
  ),
  WaitsFor: property("What the thread waits for: the objects, and who holds them.", ({ __context, __address }) =>
    waitedObjects(__context, __address),
  ),
  Holds: property(
    "Locks that the thread holds, as far as they are recorded: those that somebody waits for, its mutants, and what its lock entries name.",
    ({ __context, __address }) =>
      lockList(__context, "Locks that the thread holds", () => readLocksHeldBy(__context.target, __address)),
  ),
  PendingRequests: property(
    "I/O requests that the thread has issued and that are not completed.",
    ({ __context, __address }) => requestsOf(__context, __address),
  ),
  HasExited: property("Whether the thread has terminated.", (thread) =>
    mapPresent(facts(thread), ({ hasExited }) => hasExited),
  ),
  Frozen: property(
    "Whether the thread is stopped together with its process: frozen, or deep frozen as a suspended app.",
    (thread) => mapPresent(facts(thread), ({ suspension }) => suspension === "frozen" || suspension === "deep frozen"),
  ),
  Suspension: property(
    "Whether it is kept from running: none, suspended, suspension pending (the present wait still holds), frozen or deep frozen.",
    (thread) => mapPresent(facts(thread), ({ suspension }) => suspension),
  ),
  SuspendCount: inDecimal(
    property("How often the thread is suspended.", (thread) =>
      mapPresent(facts(thread), ({ suspendCount }) => suspendCount),
    ),
  ),
  Alpc: property("What the thread awaits, serves and receives on.", (thread) =>
    thread.__context.threadAlpc(thread.__address),
  ),
  Object: property("The native _ETHREAD.", (thread) =>
    nativeObject(thread.__context.target, "_ETHREAD", thread.__address),
  ),
  Thread: property("The debugger's own thread object.", (thread) =>
    mapPresent(facts(thread), ({ id, processId }) =>
      mapPresent(processId, (process) =>
        mapPresent(id, (own) => findDebuggerThread(thread.__context.target, process, own)),
      ),
    ),
  ),
};

export const threadClass = defineClass("thread", "A thread of the target.", KernelThread, threadProperties);

interface Thread {
  readonly __context: ModelContext;
  readonly __address: Word64;
}

function factsOf({ __context, __address }: Thread): Maybe<ThreadFacts> {
  return readThreadFacts(__context.target, __address);
}

function awaitedOf({ __context, __address }: Thread): Maybe<AwaitedReply> {
  return __context.generation.readAwaitedReply(__address) ?? notApplicable("the thread awaits no reply");
}

/** Threads as a table: what each is doing, and whose reply it awaits. */
export const threadTable = defineTable<Thread>("thread-row", "A thread as a row of a table.", {
  Address: { help: "Address of the _ETHREAD.", pick: ({ __address }) => __address },
  Thread: {
    help: "The thread, by its process and ids.",
    pick: (thread) => mapPresent(factsOf(thread), () => threadName(thread.__context, thread.__address)),
  },
  State: { help: "Scheduler state.", pick: (thread) => mapPresent(factsOf(thread), ({ state }) => state) },
  WaitReason: { help: "Why it waits.", pick: (thread) => mapPresent(factsOf(thread), ({ waitReason }) => waitReason) },
  Waited: {
    help: "Seconds since the wait began.",
    radix: 10,
    pick: (thread) => mapPresent(readWaitedSeconds(thread.__context.target, thread.__address), shownSeconds),
  },
  Awaits: {
    help: "The port whose server should reply.",
    pick: (thread) =>
      mapPresent(awaitedOf(thread), ({ port }) => mapPresent(port, (address) => portName(thread.__context, address))),
  },
  MessageId: {
    help: "Id of the message whose reply it awaits.",
    pick: (thread) => mapPresent(awaitedOf(thread), ({ messageId }) => messageId),
  },
});
