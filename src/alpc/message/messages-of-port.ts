/** Which messages have to do with a port: on its queues, sent from it, or of its conversations. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { namesPort } from "../../generation/references.ts";
import { walkOf, type Walk, type WalkEnd } from "../../nt/walk.ts";
import { PORT } from "../port/port.ts";
import { MESSAGE, walkQueuesOf } from "../port/queue.ts";
import { walkMessages } from "./message-walk.ts";
import { readAlpcMessage, readConnectionPort } from "./message.ts";

/**
 * Each message once that is on a queue of the port, was sent from it, or has it as the connection port of its
 * conversation. Those on its queues first. The end is that of the walk over all messages.
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
  // What a message claims may be wrong: its facts decide, of these few.
  return walkOf(
    Array.from(candidates.values()).filter((address) => namesPort(readAlpcMessage(target, address), port)),
    end,
  );
}

interface MessageIndex {
  /** Messages by each port that they name. */
  readonly byPort: ReadonlyMap<WordId, readonly Word64[]>;
  readonly end: WalkEnd;
}

/** Members of a message that lead to the port that it was sent from, and to the one on whose queue it is. */
const PORT_MEMBERS = ["OwnerPort", "PortQueue", "CancelQueuePort"];

/** Of each message nothing is looked at but the ports that it names. */
function indexMessages(target: Target): MessageIndex {
  return target.stop.once("ALPC messages by port", () =>
    target.pin(() => {
      const byPort = new Map<WordId, Word64[]>();
      const walk = walkMessages(target);
      for (const address of walk) {
        for (const port of portsNamedBy(target, address)) {
          const known = byPort.get(port);
          if (known === undefined) {
            byPort.set(port, [address]);
          } else {
            known.push(address);
          }
        }
      }
      return { byPort, end: walk.end };
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
