/** The messages of a port: on its queues, sent from it, or part of its conversations. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { indexByPort, type MessagesByPort } from "../../generation/messages-by-port.ts";
import { namesPort } from "../../generation/references.ts";
import { collectWalk, partOfWalk, type Walk } from "../../nt/walk.ts";
import { PORT } from "../port/port.ts";
import { MESSAGE, walkQueuesOf } from "../port/queue.ts";
import { walkMessageTable } from "./message-table.ts";
import { walkMessages } from "./message-walk.ts";
import { readAlpcMessage, readConnectionPort } from "./message.ts";

/**
 * Each message once that is on a queue of the port, was sent from it, or has it as the connection port of its
 * conversation. Those on its queues first. The end is that of the table of messages or, where that is missing or
 * broken, of the walk over all of them.
 */
export function walkMessagesOf(target: Target, port: Word64): Walk<Word64> {
  const { byPort, end } = indexMessages(target);
  const structure = target.readStructure(PORT, port);
  const candidates = new Map<WordId, Word64>();
  for (const message of isAbsent(structure) ? [] : walkQueuesOf(target, structure)) {
    candidates.set(message.id, message);
  }
  for (const message of byPort.get(port.id) ?? []) {
    candidates.set(message.id, message);
  }
  // A message may claim anything, so its decoded facts decide.
  return partOfWalk(
    Array.from(candidates.values()).filter((address) => namesPort(readAlpcMessage(target, address), port)),
    end,
  );
}

/** Members of a message that lead to the port that it was sent from, and to the one on whose queue it is. */
const PORT_MEMBERS = ["OwnerPort", "PortQueue", "CancelQueuePort"];

/**
 * Looks only at the ports that each message names. A sound table has all messages: only without it are the queues of
 * all ports walked.
 */
function indexMessages(target: Target): MessagesByPort {
  return target.stop.once("ALPC messages by port", () =>
    target.pin(() => {
      const table = collectWalk(walkMessageTable(target));
      const isSound = table.end.kind === "head" && table.entries.length > 0;
      const walk = isSound
        ? partOfWalk(
            table.entries.map(({ address }) => address),
            table.end,
          )
        : walkMessages(target);
      return indexByPort(target, walk, portsNamedBy);
    }),
  );
}

function portsNamedBy(target: Target, message: Word64): ReadonlySet<WordId> {
  const structure = target.readStructure(MESSAGE, message);
  const ports = new Set<WordId>();
  if (isAbsent(structure)) {
    return ports;
  }
  for (const member of PORT_MEMBERS) {
    const port = present(structure.pointer(member));
    if (port !== undefined && !port.isZero) {
      ports.add(port.id);
    }
  }
  const connectionPort = present(readConnectionPort(target, structure));
  if (connectionPort !== undefined) {
    ports.add(connectionPort.id);
  }
  return ports;
}
