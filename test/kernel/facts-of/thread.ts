/** Tells the facts of a thread. */
import { suspendObject } from "../encode/waits.ts";
import type { ThreadFacts, WaitFacts } from "../facts.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import type { Index } from "./scene-index.ts";

function waitFacts(system: KernelScenario, thread: ScenarioThread): WaitFacts | undefined {
  const { wait } = thread;
  if (wait === undefined) {
    return undefined;
  }
  const { type, hasTimeout, alertable, mode } = wait;
  const own =
    wait.reason === "Suspended"
      ? [suspendObject(system.machine, thread.address)]
      : wait.objects.map(({ address, dispatcherKind }) => ({ address, kind: dispatcherKind }));
  return { objects: own, type, hasTimeout, alertable, mode };
}

/** A thread with its wait, what it awaits, serves and holds. */
export function threadFacts(system: KernelScenario, thread: ScenarioThread, index: Index): ThreadFacts {
  const since = thread.wait?.since ?? system.clock.tickCount;
  const { awaits } = thread;
  return {
    address: thread.address,
    id: thread.id,
    process: thread.process.address,
    state: thread.state,
    waitReason: thread.lastWaitReason,
    waitTime: Number(BigInt.asUintN(32, since)),
    secondsWaited: system.clock.secondsSince(since),
    suspendCount: thread.suspendCount,
    hasExited: thread.state === "Terminated",
    wait: waitFacts(system, thread),
    awaits:
      awaits === undefined
        ? undefined
        : {
            messageId: awaits.messageId,
            message: awaits.message?.address,
            port: awaits.port?.address,
            chainPort: awaits.chainPort?.address,
          },
    serving: index.serving.get(thread) ?? [],
    servingId: thread.receivedIdValid ? thread.receivedMessageId : undefined,
    receivingOn: thread.receivesOn?.address,
    boundTo: thread.boundTo?.address,
    mutants: thread.mutants.map(({ address }) => address),
    freeze: thread.freeze,
    suspensionPending: thread.suspendCount > 0 && thread.wait?.reason !== "Suspended",
    holds: index.held.get(thread) ?? [],
    waitsForLock: thread.lock?.address,
    lockEntries: (index.lockEntries.get(thread) ?? []).map(({ lock, isWaiting }) => ({
      lock: lock.address,
      isWaiting,
    })),
    irps: thread.irps.map(({ address }) => address),
    name: thread.nameBlock === 0n ? undefined : thread.options.name,
    serviceTag: thread.options.serviceTag,
    isExiting: thread.isEnding,
    keyedWait: thread.keyedWait,
    criticalSection: thread.criticalSection?.address,
  };
}
