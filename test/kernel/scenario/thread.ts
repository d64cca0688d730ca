/** A thread: what it asks, receives, waits for. */
import type { KernelObject } from "../kernel-object.ts";
import type { LockAccess, ScenarioLock } from "./locks.ts";
import type { IrpOptions, ScenarioDevice, ScenarioIrp } from "./drivers.ts";
import type { ConnectOptions, ScenarioProcess } from "./process.ts";
import type { ScenarioConnection } from "./connection.ts";
import type { MessageOptions, ScenarioMessage } from "./message.ts";
import type { ScenarioPort } from "./port.ts";
import type {
  ScenarioCompletionPort, ScenarioWait, ScenarioWaitable, ThreadStateName, Waitable, WaitOptions, WaitReasonName,
} from "./waits.ts";

export interface ThreadOptions {
  readonly id?: number;
  readonly address?: bigint;
  /** Default: Running. */
  readonly state?: ThreadStateName;
  readonly startAddress?: bigint;
}

/** How a thread is frozen: by its process alone, or by the process's deep freeze. */
export type Freeze = "normal" | "deep";

/** Bytes of a kernel stack; it is made once something has to lie on it. */
const STACK_SIZE: Readonly<Record<4 | 8, number>> = { 4: 0x3000, 8: 0x6000 };
/** Room above a thread's first local for the frames that lie there in a real stack. */
const STACK_FRAMES = 0x400;

/** The reply that a thread awaits. */
export interface AwaitedReply {
  readonly messageId: number;
  /** Undefined once the message's memory has been given back (LPC), or when nobody knows it. */
  readonly message: ScenarioMessage | undefined;
  /** The port that the thread used. */
  readonly port: ScenarioPort | undefined;
  /** LPC: the port on whose reply chain the thread hangs. */
  readonly chainPort: ScenarioPort | undefined;
}

export class ScenarioThread implements Waitable {
  readonly dispatcherKind = "thread";
  readonly process: ScenarioProcess;
  readonly object: KernelObject;
  readonly id: number;
  readonly options: ThreadOptions;
  state: ThreadStateName;
  wait: ScenarioWait | undefined;
  /** Reason of its last wait; stays behind when the wait is over. */
  lastWaitReason: WaitReasonName = "Executive";
  suspendCount = 0;
  /** Undefined for a thread that is not frozen. */
  freeze: Freeze | undefined;
  /** The kernel lock that it waits for. */
  lock: ScenarioLock | undefined;
  /** Its kernel stack, once something lies on it: first byte, first byte behind it, first byte in use. */
  stack: { readonly limit: bigint; readonly base: bigint; pointer: bigint } | undefined;
  awaits: AwaitedReply | undefined;
  /** Port that it waits to receive on. */
  receivesOn: ScenarioPort | undefined;
  boundTo: ScenarioCompletionPort | undefined;
  readonly mutants: ScenarioWaitable[] = [];
  /** Requests that have not come back, in the order of `IrpList`. */
  readonly irps: ScenarioIrp[] = [];
  /** LPC: the message it serves, and whether that id is valid. */
  receivedMessageId = 0;
  receivedIdValid = false;
  /** LPC: a reply that lies ready for it, or the message it sent to connect. */
  replyMessage: ScenarioMessage | undefined;
  exitedAt: bigint | undefined;

  constructor(process: ScenarioProcess, object: KernelObject, id: number, options: ThreadOptions) {
    this.process = process;
    this.object = object;
    this.id = id;
    this.options = options;
    this.state = options.state ?? "Running";
  }

  get address(): bigint {
    return this.object.address;
  }

  private get system() {
    return this.process.system;
  }

  /** Sends a request and waits for its reply. The thread of a server asks its client. */
  asks(connection: ScenarioConnection, options: MessageOptions = {}): ScenarioMessage {
    return this.system.messages.ask(this, connection, options);
  }

  /** Sends a datagram (or whatever type is given) and goes on. */
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
    const several = Array.isArray(objects) ? objects as readonly Waitable[] : [objects as Waitable];
    return this.begins({
      objects: several, type: options.type ?? "any", reason: options.reason ?? "UserRequest",
      since: this.system.clock.ticksAgo(options.secondsAgo ?? 1), hasTimeout: options.hasTimeout ?? false,
      alertable: options.alertable ?? false, mode: options.mode ?? "user",
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

  /** Serves a completion port. */
  isBoundTo(port: ScenarioCompletionPort): this {
    this.boundTo = port;
    if (!port.threads.includes(this)) port.threads.push(this);
    return this;
  }

  /** An idle worker: waits for the completion port to give it something. */
  waitsForWork(port: ScenarioCompletionPort | undefined = this.boundTo, options: WaitOptions = {}): this {
    if (port === undefined) throw new Error(`thread ${this.id} is bound to no completion port`);
    return this.isBoundTo(port).waitsFor(port, { reason: "WrQueue", ...options });
  }

  /** Waits for a kernel lock of any kind. */
  waitsForLock(lock: ScenarioLock, options: WaitOptions & { access?: LockAccess } = {}): this {
    const { access = "exclusive", ...wait } = options;
    this.system.locks.wait(this, lock, access, wait);
    return this;
  }

  /** Waits for a resource: some seconds at a time, again and again. `secondsAgo`: since the present one of these waits. */
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

  /** Has sent a request to a device that has not come back; the thread goes on. */
  hasPendingRequest(device: ScenarioDevice, options: IrpOptions = {}): ScenarioIrp {
    return this.system.drivers.send(this, device, options);
  }

  /** Sends a request to a device and waits for it. */
  waitsForDevice(device: ScenarioDevice, options: WaitOptions & IrpOptions = {}): ScenarioIrp {
    const irp = this.hasPendingRequest(device, options);
    this.waitsFor(irp.event, { reason: "Executive", mode: "kernel", ...options });
    return irp;
  }

  /** Suspended; what it owed or awaited stays. */
  isSuspended(options: WaitOptions = {}): this {
    this.suspendCount++;
    return this.waitsFor([], { reason: "Suspended", ...options });
  }

  /** Somebody suspends it while it waits in the kernel: its present wait goes on, and the suspension takes effect behind it. */
  hasPendingSuspension(): this {
    this.suspendCount++;
    return this;
  }

  /** Frozen with its process; what it owed or awaited stays. */
  isFrozen(options: WaitOptions & { freeze?: Freeze } = {}): this {
    const { freeze = "normal", ...wait } = options;
    this.freeze = freeze;
    return this.waitsFor([], { reason: "Suspended", ...wait });
  }

  /** Room for a local variable on its kernel stack. */
  stackLocal(size: number): bigint {
    const { machine } = this.system;
    if (this.stack === undefined) {
      const limit = machine.allocatePages("nonPaged", STACK_SIZE[machine.pointerSize]);
      const base = limit + BigInt(STACK_SIZE[machine.pointerSize]);
      this.stack = { limit, base, pointer: base - BigInt(STACK_FRAMES) };
    }
    this.stack.pointer = (this.stack.pointer - BigInt(size)) & ~0xfn;
    if (this.stack.pointer <= this.stack.limit) throw new Error(`thread ${this.id} has no room left on its kernel stack`);
    return this.stack.pointer;
  }

  /** The wait is over. */
  runs(state: "Running" | "Ready" = "Running"): this {
    this.wait = undefined;
    this.freeze = undefined;
    this.state = state;
    this.givesUpLock();
    this.stopsReceiving();
    return this;
  }

  /** Ends; what it holds stays behind as the kernel would leave it. */
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

  /** Enters a wait, whatever it did before. */
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
  }

  private stopsReceiving(): void {
    const list = this.receivesOn?.receivers;
    const position = list?.indexOf(this) ?? -1;
    if (position >= 0) list?.splice(position, 1);
    this.receivesOn = undefined;
  }
}
