/** Every message: those on queues, those of the table of all messages, those that only a thread's wait leads to, and by id also those that a port keeps as a resource. */
import { Absence, isAbsent, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkOnce } from "../nt/list.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { findInMessageTable, walkMessageTable } from "./message-table.ts";
import { readAlpcMessage } from "./message.ts";
import { walkPorts } from "./port-walk.ts";
import { PORT } from "./port.ts";
import { MESSAGE } from "./queue.ts";
import { walkQueuedMessages } from "./queued-messages.ts";
import { walkResources } from "./resource-list.ts";
import { walkWaitingThreads } from "./waiting-threads.ts";

/** Every message once, from one walk per stop. */
export function walkMessages(target: Target): Generator<Word64, WalkEnd> {
  return walkOnce(target.stop, "ALPC messages", () => walkFresh(target));
}

/**
 * Every message once: on queues first, then those that only the table of messages knows, then those that only hang on a thread that waits for the reply.
 * What the table leads to and is no message is left out; it is told as a contradiction.
 */
function* walkFresh(target: Target): Generator<Word64, WalkEnd> {
  const seen = new Set<WordId>();
  const queued = walkQueuedMessages(target);
  let end: WalkEnd | undefined;
  while (end === undefined) {
    const step = queued.next();
    if (step.done === true) {
      end = step.value;
    } else if (!seen.has(step.value.id)) {
      seen.add(step.value.id);
      yield step.value;
    }
  }
  for (const { address } of walkMessageTable(target)) {
    if (!seen.has(address.id) && !isAbsent(readAlpcMessage(target, address))) {
      seen.add(address.id);
      yield address;
    }
  }
  for (const thread of walkWaitingThreads(target)) {
    const awaited = readAwaitedReply(target, thread);
    const message = awaited === undefined || isAbsent(awaited) ? undefined : present(awaited.message);
    if (message !== undefined && !seen.has(message.id)) {
      seen.add(message.id);
      yield message;
    }
  }
  return { ...end, count: seen.size };
}

/**
 * Messages with an id. The table of messages answers in a few reads; where it does not know the id, or is missing or broken: on queues and awaited ones,
 * then those among the resources of ports (canceled or kept for reuse).
 */
export function findMessages(target: Target, id: Word64): readonly Word64[] {
  const listed = findInMessageTable(target, id);
  if (!isAbsent(listed)) {
    return [listed];
  }
  const found = filterById(target, id, walkMessages(target));
  return found.length > 0 ? found : filterById(target, id, walkMessageResources(target));
}

function* walkMessageResources(target: Target): Generator<Word64, void> {
  for (const address of walkPorts(target)) {
    const port = target.readStructure(PORT, address);
    for (const blob of port instanceof Absence ? [] : walkResources(target, port)) {
      if (!isAbsent(blob) && blob.kind === "Message") {
        yield blob.address;
      }
    }
  }
}

function filterById(target: Target, id: Word64, messages: Iterable<Word64>): readonly Word64[] {
  const found: Word64[] = [];
  for (const address of messages) {
    const message = target.readStructure(MESSAGE, address);
    const own = message instanceof Absence ? message : message.word("PortMessage.MessageId");
    if (!isAbsent(own) && own.equals(id)) {
      found.push(address);
    }
  }
  return found;
}
