/** Messages by the thread that waits for their reply, from all messages that can be found without asking the threads. */
import { Absence, isAbsent, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import { readAlpcMessage } from "./message.ts";
import { walkMessageTable } from "./message-table.ts";
import { MESSAGE } from "./queue.ts";
import { walkQueuedMessages } from "./queued-messages.ts";

/**
 * The message whose `WaitingThread` is this thread, or undefined. The first call of a stop looks at every message of the table of messages; where that is
 * missing or broken, at those on queues too.
 */
export function findMessageNaming(target: Target, thread: Word64): MessageFacts | undefined {
  for (const address of indexByWaiter(target).get(thread.key)?.messages ?? []) {
    const message = readAlpcMessage(target, address);
    if (!isAbsent(message) && present(message.waitingThread)?.equals(thread) === true) {
      return message;
    }
  }
  return undefined;
}

/** Every thread that some message names as the one that waits for its reply. */
export function walkNamedThreads(target: Target): readonly Word64[] {
  return Array.from(indexByWaiter(target).values(), ({ thread }) => thread);
}

interface Waiter {
  readonly thread: Word64;
  readonly messages: Word64[];
}

function indexByWaiter(target: Target): ReadonlyMap<string, Waiter> {
  const index = target.stop.once("ALPC messages by waiter", () => ({ waiters: new Map<string, Waiter>(), isBegun: false }));
  // Begun, not filled: a walk over ports may come to ask threads what they wait for, which must not begin the same walk again.
  if (!index.isBegun) {
    index.isBegun = true;
    target.pin(() => { fill(target, index.waiters); });
  }
  return index.waiters;
}

function fill(target: Target, waiters: Map<string, Waiter>): void {
  const seen = new Set<string>();
  const add = (address: Word64): void => {
    const message = seen.has(address.key) ? undefined : target.readStructure(MESSAGE, address);
    seen.add(address.key);
    const thread = message === undefined || message instanceof Absence ? undefined : present(message.pointer("WaitingThread"));
    if (thread === undefined || thread.isZero) {
      return;
    }
    const known = waiters.get(thread.key);
    if (known === undefined) {
      waiters.set(thread.key, { thread, messages: [address] });
    } else {
      known.messages.push(address);
    }
  };
  const walk = walkMessageTable(target);
  let step = walk.next();
  for (; step.done !== true; step = walk.next()) {
    add(step.value.address);
  }
  if (step.value.kind !== "head") {
    for (const address of walkQueuedMessages(target)) {
      add(address);
    }
  }
}
