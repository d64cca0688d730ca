/** A thread: what it asks, receives, waits for. */
import type { KernelObject } from "../kernel-object.ts";
import type { ConnectOptions, ScenarioProcess } from "./process.ts";
import type { ScenarioConnection } from "./connection.ts";
import type { MessageOptions, ScenarioMessage } from "./message.ts";
import type { ScenarioPort } from "./port.ts";
import type {
  ScenarioCompletionPort, ScenarioWait, ScenarioWaitable, ThreadStateName, Waitable, WaitOptions, WaitReasonName,
} from "./waits.ts";

/**
 * What a thread's `AlpcMessageId` and `AlpcMessage` hold while it awaits a reply. "address": the message's address and 0 (the usual form); "address
 * and attributes": a word of attributes beside it; "address and message": the address in both; "old": the message's id and its address.
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
}

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
  awaits: AwaitedReply | undefined;
  /** Port that it waits to receive on. */
  receivesOn: ScenarioPort | undefined;
  boundTo: ScenarioCompletionPort | undefined;
  readonly mutants: ScenarioWaitable[] = [];
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
      alertable: options.alertable ?? false, mode: "user",
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

  /** Suspended; what it owed or awaited stays. */
  isSuspended(options: WaitOptions = {}): this {
    this.suspendCount++;
    return this.waitsFor([], { reason: "Suspended", ...options });
  }

  /** The wait is over. */
  runs(state: "Running" | "Ready" = "Running"): this {
    this.wait = undefined;
    this.state = state;
    this.stopsReceiving();
    return this;
  }

  /** Ends; what it holds stays behind as the kernel would leave it. */
  exits(): this {
    this.wait = undefined;
    this.awaits = undefined;
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
    this.wait = wait;
    this.lastWaitReason = wait.reason;
    this.state = "Waiting";
    return this;
  }

  private stopsReceiving(): void {
    const list = this.receivesOn?.receivers;
    const position = list?.indexOf(this) ?? -1;
    if (position >= 0) list?.splice(position, 1);
    this.receivesOn = undefined;
  }
}
