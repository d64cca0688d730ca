/**
 * The scene that a kernel image is built from: processes, ports, messages, waits. Written like the sentence that
 * describes it, and the same for every Windows version.
 */
import { Clock } from "../clock.ts";
import type { KernelImage } from "../image.ts";
import { createImage } from "../image.ts";
import type { KernelObject } from "../kernel-object.ts";
import type { LayoutId } from "../layouts/layouts.ts";
import { Machine, type MachineOptions } from "../machine.ts";
import { ObjectManager, type ObjectManagerOptions } from "../object-manager.ts";
import { DebugEvents } from "./debug-events.ts";
import { DriverMaker } from "./driver-maker.ts";
import type { ScenarioDriver } from "./drivers.ts";
import { LockMaker } from "./lock-maker.ts";
import type { LockOptions, ScenarioLock } from "./locks.ts";
import { MessageMaker } from "./message-maker.ts";
import type { ScenarioMessage } from "./message.ts";
import type { ScenarioPort } from "./port.ts";
import { PortMaker } from "./port-maker.ts";
import { ScenarioProcess, type ProcessOptions } from "./process.ts";
import { ResourceMaker } from "./resource-maker.ts";
import { SecurityMaker } from "./security.ts";
import { ScenarioThread, type AwaitedReplyForm, type ThreadOptions } from "./thread.ts";
import { ScenarioWaitable, type DispatcherKind, type TimerOptions, type Waitable } from "./waits.ts";

export interface KernelScenarioOptions extends MachineOptions, ObjectManagerOptions {
  /** Shown as the session's description. */
  readonly description?: string;
  readonly isDump?: boolean;
  /** How threads name the message that they await. Default: "address". */
  readonly awaitedReplyForm?: AwaitedReplyForm;
  readonly clock?: { readonly tickCount?: bigint; readonly systemTime?: bigint; readonly increment?: bigint };
}

const FIRST_ID = 4;
const ID_STEP = 4;
/** Larger than the `_KTIMER` and the `_DEBUG_OBJECT` of any build, the latter of which no public symbols describe. */
const TIMER_SIZE = 0x60;
/** A push lock and a list of waiting threads. */
const KEYED_EVENT_SIZE = 0x18;
const DEBUG_OBJECT_SIZE = 0x80;

export class KernelScenario {
  readonly id: LayoutId;
  readonly options: KernelScenarioOptions;
  readonly machine: Machine;
  readonly objects: ObjectManager;
  readonly clock: Clock;
  readonly ports: PortMaker;
  readonly messages: MessageMaker;
  readonly resources: ResourceMaker;
  readonly locks: LockMaker;
  readonly drivers: DriverMaker;
  readonly security: SecurityMaker;
  readonly processes: ScenarioProcess[] = [];
  readonly waitables: ScenarioWaitable[] = [];
  readonly debugObjects: KernelObject[] = [];
  readonly debugEvents: DebugEvents;
  /** Events on kernel stacks. */
  readonly stackEvents: Waitable[] = [];
  /** The keyed event on which user-mode locks wait, once one of them does. */
  keyedEvent: KernelObject | undefined;
  /** By session id. */
  readonly sessionSpaces = new Map<number, bigint>();
  private readonly counters = new Map<number, bigint>();
  private readonly ids = new Set<number>();
  private nextId = FIRST_ID;

  constructor(id: LayoutId, options: KernelScenarioOptions = {}) {
    this.id = id;
    this.options = options;
    this.machine = new Machine(id, options);
    this.objects = new ObjectManager(this.machine, options);
    this.clock = new Clock(options.clock);
    this.resources = new ResourceMaker(this.machine, (object) => this.objects.create(object));
    this.locks = new LockMaker(this.machine);
    this.drivers = new DriverMaker(this);
    this.security = new SecurityMaker(this);
    this.debugEvents = new DebugEvents(this.machine);
    this.ports = new PortMaker(this);
    this.messages = new MessageMaker(this);
    for (const path of [
      "\\RPC Control",
      "\\BaseNamedObjects",
      "\\Windows",
      "\\Sessions\\0",
      "\\Sessions\\1\\Windows",
      "\\Sessions\\1\\BaseNamedObjects",
    ]) {
      this.objects.directory(path);
    }
  }

  /** `name`: the image's file name; the kernel keeps the first 14 or 15 characters of it. */
  process(name: string, options: ProcessOptions = {}): ScenarioProcess {
    const object = this.objects.create({
      type: "Process",
      size: this.machine.sizeOf("_EPROCESS"),
      pool: "nonPaged",
      ...(options.address === undefined ? {} : { address: options.address }),
    });
    const process = new ScenarioProcess(this, object, this.takeId(options.id), name, options);
    this.processes.push(process);
    return process;
  }

  /** Used by `ScenarioProcess.thread`. */
  createThread(process: ScenarioProcess, options: ThreadOptions): ScenarioThread {
    const object = this.objects.create({
      type: "Thread",
      size: this.machine.sizeOf("_ETHREAD"),
      pool: "nonPaged",
      ...(options.address === undefined ? {} : { address: options.address }),
    });
    return new ScenarioThread(process, object, this.takeId(options.id), options);
  }

  /** A mutant, owned by a thread or free. */
  mutant(options: { owner?: ScenarioThread; path?: string; address?: bigint } = {}): ScenarioWaitable {
    const mutant = this.waitable(
      "Mutant",
      "mutant",
      this.machine.sizeOf("_KMUTANT"),
      options.owner === undefined ? 1 : 0,
      options,
    );
    mutant.owner = options.owner;
    options.owner?.mutants.push(mutant);
    return mutant;
  }

  event(
    options: { path?: string; address?: bigint; signaled?: boolean; kind?: "notification" | "synchronization" } = {},
  ): ScenarioWaitable {
    const kind = options.kind === "synchronization" ? "synchronizationEvent" : "notificationEvent";
    return this.waitable("Event", kind, this.machine.sizeOf("_KEVENT"), options.signaled === true ? 1 : 0, options);
  }

  semaphore(options: { path?: string; address?: bigint; count?: number; limit?: number } = {}): ScenarioWaitable {
    return this.waitable(
      "Semaphore",
      "semaphore",
      this.machine.sizeOf("_KSEMAPHORE"),
      options.count ?? 0,
      options,
      options.limit ?? 0x7fffffff,
    );
  }

  timer(
    options: { path?: string; address?: bigint; kind?: "notification" | "synchronization" } & TimerOptions = {},
  ): ScenarioWaitable {
    const kind = options.kind === "synchronization" ? "synchronizationTimer" : "notificationTimer";
    const timer = this.waitable("Timer", kind, TIMER_SIZE, 0, options);
    timer.timer = options;
    return timer;
  }

  /** The keyed event on which user-mode locks wait. */
  useKeyedEvent(): KernelObject {
    return (this.keyedEvent ??= this.objects.create({
      type: "KeyedEvent",
      size: KEYED_EVENT_SIZE,
      pool: "paged",
      ...this.objects.place("\\KernelObjects\\CritSecOutOfMemoryEvent"),
    }));
  }

  /** An `_ERESOURCE`, held by a thread, shared by several, or free. */
  resource(options: LockOptions = {}): ScenarioLock {
    return this.locks.create("resource", options);
  }

  fastMutex(options: LockOptions = {}): ScenarioLock {
    return this.locks.create("fastMutex", options);
  }

  guardedMutex(options: LockOptions = {}): ScenarioLock {
    return this.locks.create("guardedMutex", options);
  }

  /** An `_EX_PUSH_LOCK`. Its owners are known only to their own lock entries, where the build has these. */
  pushLock(options: LockOptions = {}): ScenarioLock {
    return this.locks.create("pushLock", options);
  }

  /** A driver by its full path, such as `\Driver\disk` or `\FileSystem\Ntfs`; made when it is first asked for. */
  driver(path: string): ScenarioDriver {
    return this.drivers.driver(path);
  }

  createDebugObject(): KernelObject {
    const object = this.objects.create({ type: "DebugObject", size: DEBUG_OBJECT_SIZE, pool: "nonPaged" });
    this.debugObjects.push(object);
    return object;
  }

  /** Address of the `_BLOB_COUNTERS` of a kind of blob. */
  blobCounters(id: number): bigint {
    let address = this.counters.get(id);
    if (address === undefined) {
      this.counters.set(
        id,
        (address = this.machine.allocate("nonPaged", this.machine.sizeOf("_BLOB_COUNTERS"), "AlIn")),
      );
    }
    return address;
  }

  /** Messages that are kept on their owner port's resource list. */
  messagesOnResourceLists(): ReadonlyMap<ScenarioPort, readonly ScenarioMessage[]> {
    const lists = new Map<ScenarioPort, ScenarioMessage[]>();
    for (const message of this.messages.all) {
      if (message.options.onResourceList !== true || message.ownerPort === undefined) {
        continue;
      }
      lists.set(message.ownerPort, [...(lists.get(message.ownerPort) ?? []), message]);
    }
    return lists;
  }

  /** LPC: threads by the port whose reply chain they are on. */
  threadsAwaiting(): ReadonlyMap<ScenarioPort, ScenarioThread[]> {
    const chains = new Map<ScenarioPort, ScenarioThread[]>();
    for (const process of this.processes) {
      for (const thread of process.threads) {
        const port = thread.awaits?.chainPort;
        if (port === undefined) {
          continue;
        }
        const chain = chains.get(port);
        if (chain === undefined) {
          chains.set(port, [thread]);
        } else {
          chain.push(thread);
        }
      }
    }
    return chains;
  }

  /** Writes everything into memory. Later changes to the scene are written by the image's `update()`. */
  build(): KernelImage {
    return createImage(this);
  }

  private waitable(
    type: "Mutant" | "Event" | "Semaphore" | "Timer",
    kind: DispatcherKind,
    size: number,
    state: number,
    options: { path?: string; address?: bigint },
    limit = 0,
  ): ScenarioWaitable {
    const object = this.objects.create({
      type,
      size,
      pool: "nonPaged",
      ...(options.path === undefined ? {} : this.objects.place(options.path)),
      ...(options.address === undefined ? {} : { address: options.address }),
    });
    const waitable = new ScenarioWaitable(object, kind, state, limit);
    this.waitables.push(waitable);
    return waitable;
  }

  /** Processes and threads take their ids from one table. */
  private takeId(wanted: number | undefined): number {
    if (wanted !== undefined) {
      if (this.ids.has(wanted)) {
        throw new Error(`id 0x${wanted.toString(16)} is in use`);
      }
      this.ids.add(wanted);
      return wanted;
    }
    while (this.ids.has(this.nextId)) {
      this.nextId += ID_STEP;
    }
    this.ids.add(this.nextId);
    return this.nextId;
  }
}
