/**
 * Every message: those on queues, those of the table of all messages, those that only a thread's wait leads to, and by
 * id also those that a port keeps as a resource.
 */
import { isAbsent, present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { Walk } from "../../nt/walk.ts";
import { walkOnce, type WalkSteps } from "../../nt/walk.ts";
import { findInMessageTable, walkMessageTable } from "./message-table.ts";
import { readAlpcMessage } from "./message.ts";
import { walkPorts } from "../port/port-walk.ts";
import { PORT } from "../port/port.ts";
import { MESSAGE, walkQueuedMessages } from "../port/queue.ts";
import { walkResources } from "../resource/blob.ts";
import { readAwaitedReply, walkWaitingThreads } from "../thread/awaited-reply.ts";

/**
 * Every message once: on queues first, then those that only the table of messages knows, then those referenced only by
 * a thread that waits for the reply. Table entries that do not lead to a message are left out and reported as
 * contradictions. `known`: the messages on all queues, where they are known already.
 */
export function walkMessages(target: Target, known?: Iterable<Word64>): Walk<Word64> {
  return walkOnce(target, "messages", () => allMessages(target, known));
}

function* allMessages(target: Target, known: Iterable<Word64> | undefined): WalkSteps<Word64> {
  const seen = new Set<WordId>();
  const queued = known ?? walkQueuedMessages(target);
  for (const message of queued) {
    const { id } = message;
    if (!seen.has(id)) {
      seen.add(id);
      yield message;
    }
  }
  const table = walkMessageTable(target);
  for (const { address } of table) {
    const { id } = address;
    if (!seen.has(id) && !isAbsent(readAlpcMessage(target, address))) {
      seen.add(id);
      yield address;
    }
  }
  const waiting = walkWaitingThreads(target);
  for (const thread of waiting) {
    const awaited = readAwaitedReply(target, thread);
    const message = awaited === undefined || isAbsent(awaited) ? undefined : present(awaited.message);
    if (message !== undefined && !seen.has(message.id)) {
      seen.add(message.id);
      yield message;
    }
  }
  // Builds without the table end its walk in another way.
  const cut = [table.end, waiting.end].find(({ kind }) => kind === "limit");
  return { ...(cut ?? walkPorts(target).end), count: seen.size };
}

/**
 * Messages with an id. The table of messages answers in a few reads; where it does not know the id, or is missing or
 * broken: on queues and awaited ones, then those among the resources of ports (canceled or kept for reuse).
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
    for (const blob of isAbsent(port) ? [] : walkResources(target, port)) {
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
    const own = isAbsent(message) ? message : message.word("PortMessage.MessageId");
    if (!isAbsent(own) && own.equals(id)) {
      found.push(address);
    }
  }
  return found;
}
