/** Debug events that debuggers have not answered yet. */
import type { KernelObject } from "../kernel-object.ts";
import type { Machine } from "../machine.ts";
import type { ScenarioThread } from "./thread.ts";
import type { Waitable } from "./waits.ts";

/** `DBGKM_APINUMBER`: what is reported. */
export const debugEventNumbers = {
  Exception: 0,
  CreateThread: 1,
  CreateProcess: 2,
  ExitThread: 3,
  ExitProcess: 4,
  LoadDll: 5,
  UnloadDll: 6,
} as const;
export type DebugEventName = keyof typeof debugEventNumbers;

/** One request on `_DEBUG_OBJECT.EventList`. */
export interface DebugEvent {
  readonly address: bigint;
  /** The event inside it that lets the thread continue. */
  readonly continueEvent: Waitable;
  readonly object: KernelObject;
  readonly thread: ScenarioThread;
  readonly event: DebugEventName;
}

/**
 * Offsets in a request, which no public symbols describe, in pointers and events as in the published sources of the
 * Windows Research Kernel's age: a list entry, the event on which the thread waits to continue, the client id, process
 * and thread, status, flags.
 */
export function debugEventOffsets(machine: Machine) {
  const pointer = machine.pointerSize;
  const continueEvent = 2 * pointer;
  const clientId = continueEvent + machine.sizeOf("_KEVENT");
  const process = clientId + 2 * pointer;
  const message = process + 3 * pointer + 8;
  return {
    eventList: 0,
    continueEvent,
    clientId,
    process,
    thread: process + pointer,
    status: process + 2 * pointer,
    flags: process + 2 * pointer + 4,
    apiNumber: message + machine.sizeOf("_PORT_MESSAGE"),
    size: message + machine.sizeOf("_PORT_MESSAGE") + 0xc0,
  } as const;
}

/** `_DEBUG_OBJECT`: an event that says that requests are there, a fast mutex, the list of requests, flags. */
export function debugObjectOffsets(machine: Machine): { readonly eventList: number; readonly flags: number } {
  const mutex = machine.layout.types["_FAST_MUTEX"]?.size ?? 4 * machine.pointerSize + machine.sizeOf("_KEVENT");
  const eventList = machine.sizeOf("_KEVENT") + mutex;
  return { eventList, flags: eventList + 2 * machine.pointerSize };
}

export class DebugEvents {
  /** In the order of their lists. */
  readonly all: DebugEvent[] = [];
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Makes a thread's request. Throws for a process without a debugger. */
  create(thread: ScenarioThread, event: DebugEventName): DebugEvent {
    const object = thread.process.debugObject;
    if (object === undefined) {
      throw new Error(`${thread.process.name} has no debugger`);
    }
    const { size, continueEvent } = debugEventOffsets(this.machine);
    const address = this.machine.allocate("nonPaged", size, "DbgE");
    return {
      address,
      object,
      thread,
      event,
      continueEvent: { address: address + BigInt(continueEvent), dispatcherKind: "synchronizationEvent" },
    };
  }

  /** The thread does not wait for its debugger anymore. */
  forget(thread: ScenarioThread): void {
    const position = this.all.findIndex((event) => event.thread === thread);
    if (position >= 0) {
      this.all.splice(position, 1);
    }
  }
}
