/**
 * The model's values for ports, messages and threads, in the form of a sample's facts. Each fact has a value: one
 * without does not compile.
 */
import assert from "node:assert/strict";
import type { Pack } from "../../scenarios/pack.ts";
import type { MessageFacts, PortFacts, ThreadFacts } from "./samples.ts";
import { hexOf } from "./samples.ts";

/** Clock ticks of a second in the samples: one is 15.625 ms. */
const TICKS_PER_SECOND = 64;

/** An object of the model that is asked. */
interface Asked {
  readonly pack: Pack;
  readonly shown: unknown;
}

type Answers<Facts> = { readonly [Figure in keyof Required<Facts>]: (asked: Asked, facts: Facts) => unknown };

function follow({ pack, shown }: Asked, path: readonly string[]): unknown {
  return path.reduce((at, name) => pack.property(at, name), shown);
}

/** The object at the end of a path as its address; null for what is absent or zero. */
function address(asked: Asked, ...path: readonly string[]): string | null {
  const { pack } = asked;
  const value = follow(asked, path);
  const wide = pack.debugger.model.toBigInt(value);
  if (wide !== undefined) {
    return wide === 0n ? null : hexOf(BigInt.asUintN(64, wide));
  }
  return pack.access.model.has(value, "Address") ? hexOf(pack.address(value)) : null;
}

function number(asked: Asked, ...path: readonly string[]): number {
  const value = follow(asked, path);
  const wide = asked.pack.debugger.model.toBigInt(value);
  assert.ok(wide !== undefined, `${path.join(".")} is no number but ${asked.pack.display(value)}`);
  return Number(wide);
}

function text(asked: Asked, ...path: readonly string[]): unknown {
  return asked.pack.data(follow(asked, path));
}

function addresses(asked: Asked, ...path: readonly string[]): readonly string[] {
  return asked.pack.addresses(follow(asked, path)).map(hexOf);
}

function isAbsent(asked: Asked, ...path: readonly string[]): boolean {
  return asked.pack.access.model.has(follow(asked, path), "Reason");
}

const isConnectionPort = ({ kind }: PortFacts): boolean => kind === "ALPC_CONNECTION_PORT";

const portAnswers: Answers<PortFacts> = {
  address: (port) => address(port),
  kind: (port) => text(port, "Kind"),
  communicationInfo: (port) => address(port, "CommunicationInfo"),
  connectionPort: (port) => address(port, "ConnectionPort"),
  connectionName: (port) => (isAbsent(port, "ConnectionPort", "Name") ? null : text(port, "ConnectionPort", "Name")),
  clientPort: (port) => address(port, "ClientPort"),
  serverPort: (port) => address(port, "ServerPort"),
  owner: (port) => address(port, "Owner"),
  sequenceNo: (port) => number(port, "SequenceNo"),
  completionPort: (port) => address(port, "CompletionPort"),
  completionList: (port) => address(port, "CompletionList"),
  state: (port, { state }) =>
    Object.fromEntries(Object.keys(state).map((flag) => [flag, number(port, "State", flag) === 1])),
  queues: (port, { queues }) => Object.fromEntries(Object.keys(queues).map((queue) => [queue, addresses(port, queue)])),
  boundThreads: (port) =>
    isAbsent(port, "CompletionPort") ? [] : [...addresses(port, "CompletionPort", "Threads")].sort(),
};

/** As the debugger names the queues; a canceled message stands on none of the others. */
const queueNames: Readonly<Record<string, string>> = {
  Main: "MAIN",
  LargeMessage: "LARGE",
  Pending: "PENDING",
  Direct: "DIRECT",
  Canceled: "NONE",
};

const isSet = (asked: Asked, flag: string): boolean => number(asked, "State", flag) === 1;

const messageAnswers: Answers<MessageFacts> = {
  address: (message) => address(message),
  id: (message) => number(message, "Id"),
  callbackId: (message) => number(message, "CallbackId"),
  sequenceNo: (message) => number(message, "SequenceNo"),
  type: (message) => text(message, "Type"),
  dataLength: (message) => number(message, "DataLength"),
  totalLength: (message) => number(message, "TotalLength"),
  canceled: (message) => isSet(message, "Canceled"),
  release: (message) => isSet(message, "ReleaseMessage"),
  replyWaitReply: (message) => isSet(message, "ReplyWaitReply"),
  continuation: (message) => /continuation required/.test(String(text(message, "TypeFlags"))),
  quotaCharged: (message) => address(message, "QuotaProcess") !== null,
  ownerPort: (message) => address(message, "OwnerPort"),
  waitingThread: (message) => address(message, "WaitingThread"),
  queue: (message) => queueNames[String(text(message, "Queue"))],
  queuePort: (message) => address(message, "QueuePort"),
  queuePortOwner: (message) => address(message, "QueuePortOwner"),
  serverThread: (message) => address(message, "ServerThread"),
  cancelQueuePort: (message) => address(message, "CancelQueuePort"),
  cancelSequencePort: (message) => address(message, "CancelSequencePort"),
  cancelSequenceNo: (message) => number(message, "CancelSequenceNo"),
  clientContext: (message) => number(message, "ClientContext"),
  serverContext: (message) => number(message, "ServerContext"),
  portContext: (message) => number(message, "PortContext"),
  cancelPortContext: (message) => number(message, "CancelPortContext"),
  securityData: (message) => address(message, "SecurityData"),
  view: (message) => address(message, "View"),
  handleData: (message) => address(message, "HandleData"),
};

const stateNames: Readonly<Record<string, string>> = { Waiting: "WAIT", Running: "RUNNING" };

const threadAnswers: Answers<ThreadFacts> = {
  address: (thread) => address(thread, "Thread"),
  state: (thread) => stateNames[String(text(thread, "Thread", "State"))],
  waitReason: (thread) => (isAbsent(thread, "WaitReason") ? null : text(thread, "WaitReason")),
  ticks: (thread, { ticks }) =>
    // The model tells whole seconds.
    isAbsent(thread, "WaitTime")
      ? 0
      : number(thread, "WaitTime") === Math.floor(ticks / TICKS_PER_SECOND)
        ? ticks
        : `${number(thread, "WaitTime")} seconds`,
  waitsFor: (thread, { waitsFor }) => waitsFor.map((_, index) => waitedObject(thread, index)),
  awaitedMessage: (thread) => address(thread, "Message"),
  awaitedAt: (thread) => (isAbsent(thread, "WaitingOn") ? null : address(thread, "WaitingOn")),
  servedBy: (thread) => (isAbsent(thread, "WaitingOn") ? null : address(thread, "WaitingOn", "Owner")),
};

/** Waits of which the model shows more than the event that the thread sleeps on: the lock, or what stopped it. */
const shownInstead: Readonly<Record<string, string>> = { WrResource: "resource", WrFastMutex: "fast mutex" };

/** The object that a thread waits for, in the debugger's words. */
function waitedObject(thread: Asked, index: number): unknown {
  const { pack } = thread;
  const reason = String(text(thread, "WaitReason"));
  if (reason === "Suspended") {
    assert.notEqual(text(thread, "Thread", "Suspension"), "none");
    return sleptOn(thread);
  }
  const elements = pack.elements(follow(thread, ["Thread", "WaitsFor"]));
  assert.equal(elements.length, 1);
  const waited = { pack, shown: elements[index] };
  const lock = shownInstead[reason];
  if (lock === undefined) {
    return { object: address(waited), kind: kindOf(waited) };
  }
  assert.equal(text(waited, "Kind"), lock);
  return sleptOn(thread);
}

/** The event of a thread's first wait block, by the debugger's own objects. */
function sleptOn({ pack, shown }: Asked): unknown {
  const thread = hexOf(pack.address(pack.property(shown, "Thread")));
  const block = { pack, shown: pack.evaluate(`((nt!_KTHREAD*)${thread})->WaitBlockList`) };
  const object = address(block, "Object", "address");
  const event = { pack, shown: pack.evaluate(`(nt!_KEVENT*)${object ?? "0"}`) };
  return { object, kind: eventKind(number(event, "Header", "Type")) };
}

/** By `_DISPATCHER_HEADER.Type`. */
function eventKind(type: number): string {
  return type === 0 ? "NotificationEvent" : "SynchronizationEvent";
}

function kindOf(waited: Asked): unknown {
  switch (text(waited, "Kind")) {
    case "queue":
      return "QueueObject";
    case "semaphore":
      return `Semaphore Limit 0x${number(waited, "Object", "Limit").toString(16)}`;
    case "event":
      return eventKind(number(waited, "Object", "Header", "Type"));
    case "mutant":
      return `Mutant - owning thread ${addresses(waited, "Holders").join().slice(2)}`;
    default:
      return text(waited, "Kind");
  }
}

/** Asks for every figure, and compares all at once. */
function compare<Facts extends object>(asked: Asked, answers: Answers<Facts>, facts: Facts, expected: Facts): void {
  assert.deepEqual(Object.keys(facts).sort(), Object.keys(answers).sort(), "a figure that nobody asks for");
  const names = Object.keys(answers) as (keyof Facts)[];
  assert.deepEqual(Object.fromEntries(names.map((name) => [name, answers[name](asked, facts)])), expected);
}

export function comparePort(pack: Pack, facts: PortFacts): void {
  const asked = { pack, shown: pack.evaluate(`@$alpcx_port(${facts.address})`) };
  // A connection port's ends are those of its connections, of which the debugger shows none.
  const ends = isConnectionPort(facts) ? { clientPort: null, serverPort: null } : {};
  compare(asked, portAnswers, facts, { ...facts, ...ends, boundThreads: [...facts.boundThreads].sort() });
}

export function compareMessage(pack: Pack, facts: MessageFacts): void {
  compare({ pack, shown: pack.evaluate(`@$alpcx_message(${facts.address})`) }, messageAnswers, facts, facts);
}

export function compareThread(pack: Pack, facts: ThreadFacts): void {
  compare({ pack, shown: pack.evaluate(`@$alpcx_thread(${facts.address})`) }, threadAnswers, facts, facts);
}
