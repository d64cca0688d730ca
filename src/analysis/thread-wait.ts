/**
 * Describes one thread's wait for the wait graph: what could end it, and why a chain ends here if nothing could. Turns
 * facts into edges; follows none of them.
 */
import { type Absence, isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { WaitObject } from "../facts/wait.ts";
import type { ChainEnd } from "../text/wait-root.ts";
import type { WaitNodeKind, WaitStep } from "../text/wait-step.ts";
import { isLock } from "../text/waited-object.ts";
import { findReplySource } from "./awaited.ts";
import type { System } from "./system.ts";
import { causeOfReason, describeBlock, describeCircumstances, findOverridingStop } from "./thread-block.ts";
import { isIdle, isStopped, isWaiting } from "./thread-state.ts";

/** One way in which a wait could end. */
export interface WayOut extends WaitStep {
  readonly targetKind: WaitNodeKind;
  readonly target: Word64;
  /** A mutant that the waiting thread already owns and may acquire again. */
  readonly isOwn?: boolean;
}

/**
 * `gate` says when the node gets free: `free` already (it runs, a time-out or an outsider ends its wait, or nothing is
 * known), `any` as soon as one of the ways gets free, `all` once every one does.
 */
export interface Situation {
  readonly gate: "free" | "any" | "all";
  readonly ways: readonly WayOut[];
  /** Why a chain ends here, if no way leads on. */
  readonly end: ChainEnd;
  /** The wait times out and is begun again: it ends by itself, without effect. */
  readonly isRenewed?: boolean;
  /** What the thread awaits, although no edge leads on from it. */
  readonly open?: WaitStep;
}

function endAtThread(end: Omit<ChainEnd, "kind">): Situation {
  return { gate: "free", ways: [], end: Object.assign({ kind: "Thread" as const }, end) };
}

function unknown(reason: string): Situation {
  return { gate: "free", ways: [], end: { kind: "Unknown", cause: "unknown", unknown: reason } };
}

/**
 * What the thread waits for. An awaited reply comes before a suspension: resuming the thread would not end the wait.
 */
export function describeSituation(system: System, address: Word64): Situation {
  const thread = system.thread(address);
  if (isAbsent(thread)) {
    return describeMissing(system, address, thread);
  }
  if (thread.hasExited) {
    return endAtThread({ cause: "exited" });
  }
  const awaited = system.awaitedReply(address);
  if (!isAbsent(awaited)) {
    return describeAwaitedReply(system, thread, awaited);
  }
  if (awaited.kind === "Unreadable" && present(thread.waitReason) === "WrLpcReply") {
    return Object.assign(unknown(awaited.reason), { open: { relation: "awaits reply to" as const } });
  }
  if (isStopped(thread)) {
    return describeStopped(system, thread);
  }
  if (isAbsent(thread.state)) {
    return unknown("the thread's state cannot be read");
  }
  if (!isWaiting(thread)) {
    return describeReady(system, thread, thread.state);
  }
  if (isIdle(system, thread)) {
    return endAtThread({ cause: "idle", port: system.receivesOn(address)[0] });
  }
  return describeObjectWait(system, thread);
}

/** A thread that is not there or cannot be read. What the message table knows of its wait holds without it. */
function describeMissing(system: System, address: Word64, absence: Absence): Situation {
  const reply = absence.kind === "Unreadable" ? system.awaitedReply(address) : absence;
  return isAbsent(reply)
    ? unknown(absence.kind === "Invalid" ? absence.reason : "the thread cannot be read")
    : describeAwaitedReply(system, { address, waitReason: absence }, reply);
}

/** Seconds. With a processor available, a thread is not ready for longer: the kernel boosts it before. */
const USUAL_READINESS = 5;

/**
 * A thread that does not wait: it runs, or will once it gets a processor or its memory is back. The wait time of a
 * ready thread counts from when it became ready: the kernel's balance set manager finds starving threads by it.
 */
function describeReady(system: System, thread: ThreadFacts, state: string): Situation {
  const isSwappedOut = state === "WaitingForProcessInSwap" || state === "Transition";
  const isReady = state === "Ready" || state === "DeferredReady";
  const ready = isReady ? present(system.secondsWaited(thread.address)) : undefined;
  return endAtThread(
    Object.assign(
      {
        cause: isSwappedOut ? ("swapped out" as const) : ("busy" as const),
        state,
        seconds: ready !== undefined && ready > USUAL_READINESS ? ready : undefined,
      },
      describeCircumstances(system, thread),
    ),
  );
}

function describeStopped(system: System, thread: ThreadFacts): Situation {
  const { suspension } = thread;
  const stop = findOverridingStop(system, thread);
  if (stop !== undefined) {
    return endAtThread({ cause: "stopped", stop });
  }
  return endAtThread(
    suspension === "frozen" || suspension === "deep frozen"
      ? { cause: "frozen", stop: { kind: suspension } }
      : { cause: "suspended" },
  );
}

function describeAwaitedReply(
  system: System,
  thread: Pick<ThreadFacts, "address" | "waitReason">,
  awaited: AwaitedReply,
): Situation {
  const wait = present(system.wait(thread.address));
  const gate = wait?.hasTimeout === true && !wait.isRenewed ? "free" : "any";
  const what = {
    message: isAbsent(awaited.message) ? undefined : awaited.message,
    messageId: isAbsent(awaited.messageId) ? undefined : awaited.messageId,
    port: isAbsent(awaited.port) ? undefined : awaited.port,
  };
  const step = (relation: WaitStep["relation"]): WaitStep => Object.assign({ relation }, what);
  const source = findReplySource(system, awaited);
  const waits: ChainEnd = { kind: "Thread", cause: "waiting", waitReason: present(thread.waitReason) };
  if (source.kind === "queued") {
    return {
      gate,
      ways: [Object.assign({ targetKind: "Port" as const, target: source.port }, step("could be served by"))],
      end: waits,
    };
  }
  const open = step("awaits reply to");
  if (source.kind === "unknown") {
    const { receivedBy: by } = awaited;
    return by === undefined
      ? Object.assign(unknown(source.reason), { open })
      : endAtProcess(open, by.isReturned ? "asynchronous" : "untraced", by.process, by.suspects);
  }
  if (source.thread.equals(thread.address)) {
    return Object.assign(unknown("the thread appears to owe the reply to itself"), { open });
  }
  const server = present(system.thread(source.thread));
  if (server !== undefined && system.generation === "ALPC" && !isAbsent(server.process) && isIdle(system, server)) {
    return endAtProcess(open, "asynchronous", server.process);
  }
  return {
    gate,
    ways: [Object.assign({ targetKind: "Thread" as const, target: source.thread }, open)],
    end: waits,
    isRenewed: wait?.isRenewed === true,
  };
}

/** A chain ends at the process that received the request. */
function endAtProcess(
  open: WaitStep,
  cause: "asynchronous" | "untraced",
  process: Word64,
  suspects?: readonly Word64[],
): Situation {
  const kind = cause === "untraced" ? "Unknown" : "Process";
  return { gate: "free", ways: [], end: { kind, cause, process, port: open.port, suspects }, open };
}

function describeObjectWait(system: System, thread: ThreadFacts): Situation {
  const wait = present(system.wait(thread.address));
  const objects = wait?.objects ?? [];
  const isOwn = ({ address }: WaitObject): boolean =>
    address.equals(thread.address) || (!isAbsent(thread.process) && address.equals(thread.process));
  const others = objects.filter((object) => !isOwn(object));
  if (wait === undefined || objects.length === 0) {
    return describeBareWait(system, thread);
  }
  if (others.length < objects.length && (others.length === 0 || wait.mode === "all")) {
    return endAtThread({ cause: "sleeping", waitsOnItself: true });
  }
  if (others.every(({ kind, isSet }) => kind === "timer" && isSet !== false)) {
    return endAtThread({ cause: "sleeping", object: others[0] });
  }
  const isFree = (wait.hasTimeout && !wait.isRenewed) || wait.broken !== undefined;
  return {
    gate: isFree ? "free" : wait.mode,
    ways: others.map((object) => findWayOut(system, thread, object)),
    isRenewed: wait.isRenewed,
    end: describeBlock(system, thread, wait, others[0]),
  };
}

/** A waiting thread whose wait reason is all that is known of its wait. */
function describeBareWait(system: System, thread: ThreadFacts): Situation {
  const waitReason = present(thread.waitReason);
  const requests = system.requests(thread.address);
  if (waitReason === "Suspended") {
    return endAtThread({ cause: "suspended" });
  }
  const cause = causeOfReason(waitReason) ?? (requests.length > 0 ? "I/O" : "waiting");
  return endAtThread(Object.assign({ cause, waitReason, requests }, describeCircumstances(system, thread)));
}

function findWayOut(system: System, thread: ThreadFacts, object: WaitObject): WayOut {
  switch (object.kind) {
    case "thread": {
      // A thread that has exited blocks nobody by its end: whoever still waits for it is the one to look at.
      const hasExited = present(system.thread(object.address))?.hasExited === true;
      const targetKind = hasExited ? "Object" : "Thread";
      return { targetKind, target: object.address, relation: "waits for thread", object };
    }
    case "process":
      return { targetKind: "Process", target: object.address, relation: "waits for process", object };
    case "mutant": {
      const isOwn = (present(object.holders) ?? []).some((holder) => holder.equals(thread.address));
      return { targetKind: "Object", target: object.address, relation: "waits for mutant", object, isOwn };
    }
    default:
      return {
        targetKind: "Object",
        target: object.address,
        relation: isLock(object) ? "waits for lock" : "waits for",
        object,
      };
  }
}
