/** A thread as an object: who it is, what state it is in, and the way to its ALPC view and to the debugger's own objects. */
import { Absence, mapPresent } from "../target/absence.ts";
import { findDebuggerThread, nativeObject } from "../target/debugger-objects.ts";
import type { Word64 } from "../target/word64.ts";
import { readThread } from "../nt/thread.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, inDecimal, inHexadecimal, property, type PropertyTable } from "./members.ts";
import { threadName } from "./naming.ts";

export class KernelThread {
  readonly __context: ModelContext;
  readonly __address: Word64;

  constructor(context: ModelContext, address: Word64) {
    this.__context = context;
    this.__address = address;
  }

  toString(): string {
    const facts = readThread(this.__context.target, this.__address);
    if (facts instanceof Absence) {
      return `thread ${this.__address} <${facts.reason}>`;
    }
    const state = facts.state === "Waiting" ? `${facts.state}: ${facts.waitReason}` : facts.state;
    return `${this.__address} ${threadName(this.__context, this.__address)} ${state}`;
  }
}

function facts(thread: KernelThread): ReturnType<typeof readThread> {
  return readThread(thread.__context.target, thread.__address);
}

/** What every object that stands for a thread tells. */
export const threadProperties: PropertyTable<KernelThread> = {
  Address: property("Address of the _ETHREAD.", (thread) => thread.__address),
  Id: inHexadecimal(property("Thread id (Cid.UniqueThread).", (thread) => mapPresent(facts(thread), ({ id }) => id))),
  Process: property("The process that the thread belongs to.", (thread) => mapPresent(facts(thread), ({ process }) => thread.__context.maybe(process, "process"))),
  State: property("Scheduler state, by its name in _KTHREAD_STATE.", (thread) => mapPresent(facts(thread), ({ state }) => state)),
  WaitReason: property("Why the thread waits, by its name in _KWAIT_REASON; of a thread that does not wait, the last reason.", (thread) =>
    mapPresent(facts(thread), ({ waitReason }) => waitReason)),
  HasExited: property("Whether the thread has terminated.", (thread) => mapPresent(facts(thread), ({ hasExited }) => hasExited)),
  SuspendCount: inDecimal(property("How often the thread is suspended.", (thread) => mapPresent(facts(thread), ({ suspendCount }) => suspendCount))),
  Alpc: property("What the thread awaits, serves and receives on.", (thread) => thread.__context.threadAlpc(thread.__address)),
  Object: property("The native _ETHREAD.", (thread) => nativeObject(thread.__context.target, "_ETHREAD", thread.__address)),
  Thread: property("The debugger's own thread object.", (thread) => mapPresent(facts(thread), ({ id, processId }) =>
    findDebuggerThread(thread.__context.target, processId, id))),
};

export const threadClass = defineClass("thread", "A thread of the target.", KernelThread, threadProperties);
