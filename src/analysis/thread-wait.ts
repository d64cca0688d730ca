/**
 * One thread's wait as the wait graph takes it: what could end it, and what to say when nothing leads on from here.
 * This file is where facts become edges; it follows nothing.
 */
import { formatMessage, formatObject, formatPort, formatPortOfOwner } from "./naming.ts";
import type {
  AwaitedReply, Key, MessageKey, PortKey, ThreadFacts, ThreadKey, ThreadWait, WaitObject, WaitSnapshot,
} from "./snapshot.ts";

/** What a thread's link says about the next one. */
export type WaitRelation =
  "awaits reply to" | "could be served by" | "waits for mutant" | "waits for thread" | "waits for process" | "waits for";

/** Why a chain ends where it ends. */
export type RootCause =
  | "busy" | "idle" | "suspended" | "sleeping" | "exited" | "waiting" | "object" | "process" | "no receiver" | "deadlock" | "loop"
  | "unknown";

export type RootKind = "Thread" | "Process" | "Port" | "Object" | "Unknown";

export type WaitNodeKind = "Thread" | "Process" | "Port" | "Object";

/** What stands at the end when nothing leads on. */
export interface Rest {
  readonly kind: RootKind;
  readonly cause: RootCause;
  /** One clause about the root, for people: "is running", "waits for event 0x..., which has no owner". */
  readonly reason: string;
}

/** One way in which a wait could end. */
export interface WayOut {
  readonly targetKind: WaitNodeKind;
  readonly target: Key;
  readonly relation: WaitRelation;
  readonly message?: MessageKey;
  readonly messageId?: number;
  readonly port?: PortKey;
  readonly object?: WaitObject;
}

/**
 * `gate` says when the node gets free: `free` it can already (it runs, a time-out or an outsider ends its wait, or
 * nothing is known), `any` when one of the ways gets free, `all` when every one does.
 */
export interface Situation {
  readonly gate: "free" | "any" | "all";
  readonly ways: readonly WayOut[];
  readonly rest: Rest;
  /** What the thread awaits although nothing leads on from it. */
  readonly open?: Omit<WayOut, "targetKind" | "target">;
}

function restOfThread(cause: RootCause, reason: string): Situation {
  return { gate: "free", ways: [], rest: { kind: "Thread", cause, reason } };
}

function unknown(reason: string): Situation {
  return { gate: "free", ways: [], rest: { kind: "Unknown", cause: "unknown", reason } };
}

/** True when the native state is one of waiting. */
export function isWaitingState(state: string | undefined): boolean {
  return state !== undefined && state.includes("Wait");
}

/** True when the thread waits for work: to receive a message, or for a packet on a completion queue. */
export function isIdle(thread: ThreadFacts): boolean {
  if (thread.exited || thread.suspended || thread.awaits !== undefined || !isWaitingState(thread.state)) return false;
  if (thread.receivesOn.length > 0 || thread.waitReason === "WrLpcReceive" || thread.waitReason === "WrQueue") return true;
  const objects = thread.wait?.objects ?? [];
  return objects.length > 0 && objects.every((object) => object.kind === "queue" || object.kind === "port");
}

/** What the thread at `key` waits for. A reply that it awaits comes before a suspension: resuming it would not end that. */
export function describeSituation(snapshot: WaitSnapshot, key: ThreadKey): Situation {
  const thread = snapshot.thread(key);
  if (thread === undefined) return unknown("the thread cannot be read");
  if (thread.exited || thread.state === "Terminated") return restOfThread("exited", "has exited");
  if (thread.awaits !== undefined) return describeAwaitedReply(thread, thread.awaits);
  if (thread.suspended) return restOfThread("suspended", "is suspended");
  if (thread.state === undefined) return unknown("the thread's state is not known");
  if (!isWaitingState(thread.state)) return restOfThread("busy", thread.state === "Ready" ? "is ready to run" : `is ${thread.state.toLowerCase()}`);
  if (isIdle(thread)) return restOfThread("idle", describeIdleness(snapshot, thread));
  return describeObjectWait(thread);
}

function describeIdleness(snapshot: WaitSnapshot, thread: ThreadFacts): string {
  const port = thread.receivesOn[0];
  return port === undefined ? "is idle and waits for work" : `is idle and waits to receive on ${formatPort(snapshot, port)}`;
}

function describeAwaitedReply(thread: ThreadFacts, awaits: AwaitedReply): Situation {
  const gate = thread.wait?.hasTimeout === true ? "free" : "any";
  const { message, messageId, port, source } = awaits;
  const what = {
    ...(message === undefined ? {} : { message }), ...(messageId === undefined ? {} : { messageId }), ...(port === undefined ? {} : { port }),
  };
  if (source.kind === "queued") {
    const way: WayOut = { ...what, targetKind: "Port", target: source.port, relation: "could be served by" };
    return { gate, ways: [way], rest: timeOut(thread.wait) };
  }
  const open = { ...what, relation: "awaits reply to" } as const;
  if (source.kind === "unknown") return { ...unknown(source.reason), open };
  if (source.thread === thread.key) return { ...unknown("the thread appears to owe the reply to itself"), open };
  return { gate, ways: [{ ...open, targetKind: "Thread", target: source.thread }], rest: timeOut(thread.wait) };
}

/** Shown only where a chain ends although something leads on: in a circle that a time-out can break. */
function timeOut(wait: ThreadWait | undefined): Rest {
  const reason = wait?.hasTimeout === true ? "is in a wait that a time-out can end" : "waits";
  return { kind: "Thread", cause: "loop", reason };
}

function describeObjectWait(thread: ThreadFacts): Situation {
  const wait = thread.wait;
  const objects = wait === undefined ? [] : wait.objects;
  const others = objects.filter((object) => object.key !== thread.key && object.key !== thread.process);
  if (wait === undefined || objects.length === 0) return describeBareWait(thread);
  const isOwn = others.length < objects.length;
  if (isOwn && (others.length === 0 || wait.mode === "all")) {
    return restOfThread("sleeping", "waits for its own end: a sleep that only an APC ends");
  }
  if (others.every((object) => object.kind === "timer")) return restOfThread("sleeping", "sleeps until a timer ends the wait");
  return { gate: wait.hasTimeout ? "free" : wait.mode, ways: others.map((object) => findWayOut(thread, object)), rest: timeOut(wait) };
}

/** A waiting thread about whose wait nothing more is known. */
function describeBareWait(thread: ThreadFacts): Situation {
  if (thread.waitReason === "DelayExecution" || thread.waitReason === "WrDelayExecution") return restOfThread("sleeping", "sleeps");
  return restOfThread("waiting", `waits (${thread.waitReason ?? "reason not known"}), for what is not known`);
}

function findWayOut(thread: ThreadFacts, object: WaitObject): WayOut {
  if (object.kind === "mutant" && object.owner !== undefined && object.owner !== thread.key) {
    return { targetKind: "Thread", target: object.owner, relation: "waits for mutant", object };
  }
  if (object.kind === "thread") return { targetKind: "Thread", target: object.key, relation: "waits for thread", object };
  if (object.kind === "process") return { targetKind: "Process", target: object.key, relation: "waits for process", object };
  return { targetKind: "Object", target: object.key, relation: object.kind === "mutant" ? "waits for mutant" : "waits for", object };
}

/** The clause about an object at which a chain ends. */
export function describeObjectAsRoot(object: WaitObject): Rest {
  const what = formatObject(object);
  const why = object.kind === "timer" ? "which ends by itself"
    : object.kind === "mutant" ? "whose owner is not known" : "which has no owner: who is to signal it is not known";
  return { kind: "Object", cause: "object", reason: `${what}, ${why}` };
}

/** The clause about a port at which a chain ends. */
export function describePortAsRoot(snapshot: WaitSnapshot, port: PortKey): Rest {
  return {
    kind: "Port", cause: "no receiver", reason: `the queue of ${formatPortOfOwner(snapshot, port)}: no thread waits there to receive`,
  };
}

/** How a sentence names an awaited message. */
export function formatAwaited(way: Pick<WayOut, "message" | "messageId">): string {
  if (way.message === undefined && way.messageId === undefined) return "a message";
  return formatMessage({ key: way.message ?? "?", ...(way.messageId === undefined ? {} : { id: way.messageId }) });
}
