/** A thread: its requests, what it receives, and what it waits for. */
import type { KernelObject } from "../kernel-object.ts";
import type { LockAccess, ScenarioLock } from "./locks.ts";
import type { DebugEventName } from "./debug-events.ts";
import type { IrpOptions, ScenarioDevice, ScenarioIrp } from "./drivers.ts";
import type { ConnectOptions, ScenarioProcess } from "./process.ts";
import type { ScenarioConnection } from "./connection.ts";
import type { MessageOptions, ScenarioMessage } from "./message.ts";
import type { ScenarioPort } from "./port.ts";
import { criticalSectionObject, hasAlertByThreadId, type ScenarioCriticalSection } from "./user-memory.ts";
import type {
  ScenarioCompletionPort,
  ScenarioWait,
  ScenarioWaitable,
  ThreadStateName,
  Waitable,
  WaitOptions,
  WaitReasonName,
} from "./waits.ts";

/**
 * What a thread's `AlpcMessageId` and `AlpcMessage` hold while it awaits a reply. "address": the message's address and
 * 0 (the usual form); "address and attributes": a word of attributes beside it; "address and message": the address in
 * both; "old": the message's id and its address.
 */
export const awaitedReplyForms = ["address", "address and attributes", "address and message", "old"] as const;
export type AwaitedReplyForm = (typeof awaitedReplyForms)[number];

export interface ThreadOptions {
  readonly id?: number;
  readonly address?: bigint;
  /** Default: Running. */
  readonly state?: ThreadStateName;
  readonly startAddress?: bigint;
  /** Default: that of the scene. */
  readonly awaitedReplyForm?: AwaitedReplyForm;
  /** As `SetThreadDescription` gives it; builds before Windows 10 1607 keep none. */
  readonly name?: string;
  /** `_TEB.SubProcessTag`: the service of its process that it belongs to. */
  readonly serviceTag?: number;
}

/** How a thread is frozen: by its process alone, or by the process's deep freeze. */
export type Freeze = "normal" | "deep";

/** Bytes of a kernel stack, which is made when something first lies on it. */
const STACK_SIZE: Readonly<Record<4 | 8, number>> = { 4: 0x3000, 8: 0x6000 };
/** Room above a thread's first local for the frames that a real stack has there. */
const STACK_FRAMES = 0x400;

/** The reply that a thread awaits. */
export interface AwaitedReply {
  readonly messageId: number;
  /** Undefined once the message's memory has been freed (LPC), or if the message is not known. */
  readonly message: ScenarioMessage | undefined;
  /** The port that the thread used. */
  readonly port: ScenarioPort | undefined;
  /** LPC: the port whose reply chain the thread is on. */
  readonly chainPort: ScenarioPort | undefined;
}

export class ScenarioThread implements Waitable {
  readonly dispatcherKind = "thread";
  readonly process: ScenarioProcess;
  readonly object: KernelObject;
  readonly id: number;
  readonly options: ThreadOptions;
  state: ThreadStateName;
  /** Tick count at which it became ready; undefined for one that never waited. */
  readySince: bigint | undefined;
  wait: ScenarioWait | undefined;
  /** Reason of its last wait; kept after the wait. */
  lastWaitReason: WaitReasonName = "Executive";
  suspendCount = 0;
  /** Undefined for a thread that is not frozen. */
  freeze: Freeze | undefined;
  /** A `_KAPC` on one of its lists. */
  queuedApc: { readonly mode: "kernel" | "user"; readonly address: bigint } | undefined;
  /** The kernel lock that it waits for. */
  lock: ScenarioLock | undefined;
  /** It is being terminated, but still exists. */
  isEnding = false;
  /** Address of the `_UNICODE_STRING` of its name; 0 without one. */
  readonly nameBlock: bigint;
  /** The user-mode critical section that it waits for. */
  criticalSection: ScenarioCriticalSection | undefined;
  /** The key for which it waits on a keyed event: a user address. */
  keyedWait: bigint | undefined;
  /** Its kernel stack, once something lies on it: first byte, first byte behind it, first byte in use. */
  stack: { readonly limit: bigint; readonly base: bigint; pointer: bigint } | undefined;
  awaits: AwaitedReply | undefined;
  /** Port that it waits to receive on. */
  receivesOn: ScenarioPort | undefined;
  boundTo: ScenarioCompletionPort | undefined;
  readonly mutants: ScenarioWaitable[] = [];
  /** Pending requests, in the order of `IrpList`. */
  readonly irps: ScenarioIrp[] = [];
  /** LPC: the message it serves, and whether that id is valid. */
  receivedMessageId = 0;
  receivedIdValid = false;
  /** LPC: a reply that is ready for it, or the message it sent to connect. */
  replyMessage: ScenarioMessage | undefined;
  exitedAt: bigint | undefined;

  constructor(process: ScenarioProcess, object: KernelObject, id: number, options: ThreadOptions) {
    this.process = process;
    this.object = object;
    this.id = id;
    this.options = options;
    this.state = options.state ?? "Running";
    const { machine } = process.system;
    this.nameBlock =
      options.name === undefined || !machine.has("_ETHREAD", "ThreadName")
        ? 0n
        : machine.allocate("paged", machine.sizeOf("_UNICODE_STRING") + options.name.length * 2, "ThNm");
  }

  get address(): bigint {
    return this.object.address;
  }

  private get system() {
    return this.process.system;
  }

  /** Sends a request and waits for its reply. A server's thread sends it to the client. */
  asks(connection: ScenarioConnection, options: MessageOptions = {}): ScenarioMessage {
    return this.system.messages.ask(this, connection, options);
  }

  /** Sends a datagram (or another type) and does not wait. */
  sends(connection: ScenarioConnection, options: MessageOptions = {}): ScenarioMessage {
    return this.system.messages.send(this, connection, options);
  }

  /** Connects and waits for the server to accept. */
  connectsTo(port: ScenarioPort, options: ConnectOptions & { message?: MessageOptions } = {}): ScenarioConnection {
    return this.system.messages.askToConnect(this, port, options);
  }

  /** Takes a request off its queue: from now on this thread owes the reply. */
  receives(message: ScenarioMessage): this {
    this.system.messages.receive(this, message);
    return this;
  }

  /** Answers a request that it received: the asking thread runs again. */
  repliesTo(message: ScenarioMessage): this {
    this.system.messages.reply(this, message);
    return this;
  }

  /** Waits for one object, or for one or all of several. */
  waitsFor(objects: Waitable | readonly Waitable[], options: WaitOptions = {}): this {
    const several = Array.isArray(objects) ? (objects as readonly Waitable[]) : [objects as Waitable];
    return this.begins({
      objects: several,
      type: options.type ?? "any",
      reason: options.reason ?? "UserRequest",
      since: this.system.clock.ticksAgo(options.secondsAgo ?? 1),
      hasTimeout: options.hasTimeout ?? options.timeoutSeconds !== undefined,
      timeoutSeconds: options.timeoutSeconds,
      alertable: options.alertable ?? false,
      mode: options.mode ?? "user",
    });
  }

  waitsForMutant(mutant: ScenarioWaitable, options: WaitOptions = {}): this {
    return this.waitsFor(mutant, options);
  }

  /** Waits for its own thread object: only an APC ends that. */
  sleepsUntilApc(options: WaitOptions = {}): this {
    return this.waitsFor(this, { alertable: true, ...options });
  }

  /** Sleeps for some time. */
  sleeps(options: WaitOptions = {}): this {
    return this.waitsFor([], { reason: "DelayExecution", hasTimeout: true, ...options });
  }

  /** Waits to receive on a port, without a completion port. */
  waitsToReceiveOn(port: ScenarioPort, options: WaitOptions = {}): this {
    this.receivesOn = port;
    port.receivers.push(this);
    return this.waitsFor(this.system.messages.receiveSemaphore(this, port), { reason: "WrLpcReceive", ...options });
  }

  /** Makes it a worker of a completion port. */
  isBoundTo(port: ScenarioCompletionPort): this {
    this.boundTo = port;
    if (!port.threads.includes(this)) {
      port.threads.push(this);
    }
    return this;
  }

  /** Makes it an idle worker: it waits for work from the completion port. */
  waitsForWork(port: ScenarioCompletionPort | undefined = this.boundTo, options: WaitOptions = {}): this {
    if (port === undefined) {
      throw new Error(`thread ${this.id} is bound to no completion port`);
    }
    return this.isBoundTo(port).waitsFor(port, { reason: "WrQueue", ...options });
  }

  /** Waits for a kernel lock of any kind. */
  waitsForLock(lock: ScenarioLock, options: WaitOptions & { access?: LockAccess } = {}): this {
    const { access = "exclusive", ...wait } = options;
    this.system.locks.wait(this, lock, access, wait);
    return this;
  }

  /**
   * Waits for a resource: some seconds at a time, again and again. `secondsAgo`: since the present one of these waits.
   */
  waitsForResource(resource: ScenarioLock, options: WaitOptions & { access?: LockAccess } = {}): this {
    return this.waitsForLock(resource, options);
  }

  waitsForFastMutex(mutex: ScenarioLock, options: WaitOptions = {}): this {
    return this.waitsForLock(mutex, options);
  }

  waitsForGuardedMutex(mutex: ScenarioLock, options: WaitOptions = {}): this {
    return this.waitsForLock(mutex, options);
  }

  waitsForPushLock(lock: ScenarioLock, options: WaitOptions & { access?: LockAccess } = {}): this {
    return this.waitsForLock(lock, options);
  }

  /** Has a pending request to a device, but does not wait for it. */
  hasPendingRequest(device: ScenarioDevice, options: IrpOptions = {}): ScenarioIrp {
    return this.system.drivers.send(this, device, options);
  }

  /** Sends a request to a device and waits for it. */
  waitsForDevice(device: ScenarioDevice, options: WaitOptions & IrpOptions = {}): ScenarioIrp {
    const irp = this.hasPendingRequest(device, options);
    this.waitsFor(irp.event, { reason: "Executive", mode: "kernel", ...options });
    return irp;
  }

  /** Waits for a critical section of its process. */
  waitsForCriticalSection(section: ScenarioCriticalSection, options: WaitOptions = {}): this {
    const object = criticalSectionObject(section);
    this.waitsFor(object, {
      reason: object.dispatcherKind === "userAddress" ? "WrAlertByThreadId" : "UserRequest",
      ...options,
    });
    section.waiters.push(this);
    this.criticalSection = section;
    return this;
  }

  /** Waits for another thread's alert, with the address of a user-mode lock as a hint (Windows 8 on). */
  waitsForAlert(address: bigint, options: WaitOptions = {}): this {
    return this.waitsFor({ address, dispatcherKind: "userAddress" }, { reason: "WrAlertByThreadId", ...options });
  }

  /** Waits on the system's keyed event for the address of a user-mode lock. */
  waitsOnKeyedEvent(address: bigint, options: WaitOptions = {}): this {
    const { machine } = this.system;
    this.system.useKeyedEvent();
    const semaphore = {
      address: this.address + machine.offsetOf("_ETHREAD", "KeyedWaitSemaphore"),
      dispatcherKind: "semaphore",
    } as const;
    this.waitsFor(semaphore, { reason: "WrKeyedEvent", ...options });
    this.keyedWait = address;
    return this;
  }

  /** Waits for an SRW lock or condition variable at a user address, in the way of its Windows version. */
  waitsForUserLock(address: bigint, options: WaitOptions = {}): this {
    return hasAlertByThreadId(this.system.machine)
      ? this.waitsForAlert(address, options)
      : this.waitsOnKeyedEvent(address, options);
  }

  /** Waits for a page to be read from disk, or by a device. */
  pagesIn(options: WaitOptions & { device?: ScenarioDevice } = {}): this {
    const { device, ...wait } = options;
    const irp = device === undefined ? undefined : this.hasPendingRequest(device, { fileName: "\\pagefile.sys" });
    const event = irp?.event ?? {
      address: this.stackLocal(this.system.machine.sizeOf("_KEVENT")),
      dispatcherKind: "notificationEvent",
    };
    if (irp === undefined) {
      this.system.stackEvents.push(event);
    }
    return this.waitsFor(event, { reason: "WrPageIn", mode: "kernel", ...wait });
  }

  /** Waits for rundown protection to be released. */
  waitsForRundown(options: WaitOptions = {}): this {
    const event: Waitable = {
      address: this.stackLocal(this.system.machine.sizeOf("_KEVENT")),
      dispatcherKind: "synchronizationEvent",
    };
    this.system.stackEvents.push(event);
    return this.waitsFor(event, { reason: "WrRundown", mode: "kernel", ...options });
  }

  /** Waits for its debugger to continue it; the other threads of its process are frozen meanwhile. */
  stopsForDebugger(options: WaitOptions & { event?: DebugEventName; freezesOthers?: boolean } = {}): this {
    const { event = "Exception", freezesOthers = true, ...wait } = options;
    const request = this.system.debugEvents.create(this, event);
    if (freezesOthers) {
      for (const other of this.process.activeThreads) {
        if (other !== this) {
          other.isFrozen(wait);
        }
      }
    }
    this.waitsFor(request.continueEvent, { reason: "Executive", mode: "kernel", ...wait });
    this.system.debugEvents.all.push(request);
    return this;
  }

  /** It is being terminated; its wait in the kernel has to end first. */
  isExiting(): this {
    this.isEnding = true;
    return this;
  }

  /** Suspends it; what it owes or awaits stays. */
  isSuspended(options: WaitOptions = {}): this {
    this.suspendCount++;
    return this.waitsFor([], { reason: "Suspended", ...options });
  }

  /** Suspends it while it waits in the kernel: its present wait goes on, and the suspension takes effect after it. */
  hasPendingSuspension(): this {
    this.suspendCount++;
    return this;
  }

  /** Freezes it with its process; what it owes or awaits stays. */
  isFrozen(options: WaitOptions & { freeze?: Freeze } = {}): this {
    const { freeze = "normal", ...wait } = options;
    this.freeze = freeze;
    return this.waitsFor([], { reason: "Suspended", ...wait });
  }

  /** Queues an asynchronous procedure call for it. */
  hasQueuedApc(mode: "kernel" | "user"): this {
    const { machine } = this.system;
    this.queuedApc = {
      mode,
      address: machine.allocate("nonPaged", machine.layout.types["_KAPC"]?.size ?? 0x60, "Kapc"),
    };
    return this;
  }

  /** Reserves room for a local variable on its kernel stack. */
  stackLocal(size: number): bigint {
    const { machine } = this.system;
    if (this.stack === undefined) {
      const limit = machine.allocatePages("nonPaged", STACK_SIZE[machine.pointerSize]);
      const base = limit + BigInt(STACK_SIZE[machine.pointerSize]);
      this.stack = { limit, base, pointer: base - BigInt(STACK_FRAMES) };
    }
    this.stack.pointer = (this.stack.pointer - BigInt(size)) & ~0xfn;
    if (this.stack.pointer <= this.stack.limit) {
      throw new Error(`thread ${this.id} has no room left on its kernel stack`);
    }
    return this.stack.pointer;
  }

  /** Ends its wait: it runs, or waits for a processor or for its process or kernel stack to be swapped in. */
  runs(
    state: Exclude<ThreadStateName, "Waiting" | "Terminated"> = "Running",
    options: { readonly secondsAgo?: number } = {},
  ): this {
    this.wait = undefined;
    this.readySince = this.system.clock.ticksAgo(options.secondsAgo ?? 0);
    this.freeze = undefined;
    this.state = state;
    this.givesUpLock();
    this.stopsReceiving();
    return this;
  }

  /** Terminates it; what it held stays as the kernel would leave it. */
  exits(): this {
    this.wait = undefined;
    this.awaits = undefined;
    this.givesUpLock();
    this.stopsReceiving();
    this.state = "Terminated";
    this.exitedAt = this.system.clock.tickCount;
    const threads = this.boundTo?.threads;
    threads?.splice(threads.indexOf(this), 1);
    this.boundTo = undefined;
    return this;
  }

  /** Begins a wait, whatever it did before. */
  begins(wait: ScenarioWait): this {
    this.givesUpLock();
    this.wait = wait;
    this.lastWaitReason = wait.reason;
    this.state = "Waiting";
    return this;
  }

  private givesUpLock(): void {
    this.lock?.forgets(this);
    this.lock = undefined;
    this.criticalSection = undefined;
    this.keyedWait = undefined;
    this.system.debugEvents.forget(this);
  }

  private stopsReceiving(): void {
    const list = this.receivesOn?.receivers;
    const position = list?.indexOf(this) ?? -1;
    if (position >= 0) {
      list?.splice(position, 1);
    }
    this.receivesOn = undefined;
  }
}
