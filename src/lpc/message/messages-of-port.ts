/** Finds the messages of a port: on its queue, sent from it, or of its conversations. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { indexByPort, type MessagesByPort } from "../../generation/messages-by-port.ts";
import { partOfWalk, type Walk } from "../../nt/walk.ts";
import { readLpcMessage } from "./message.ts";
import { walkMessages } from "./queue-index.ts";

/**
 * Each message once that is on the port's queue, was sent from it, or has it as the connection port of its
 * conversation, in the order of the walk over all messages. Ends as that walk does.
 */
export function walkMessagesOf(target: Target, port: Word64): Walk<Word64> {
  const { byPort, end } = indexMessages(target);
  return partOfWalk(byPort.get(port.id) ?? [], end);
}

function indexMessages(target: Target): MessagesByPort {
  return target.stop.once("LPC messages by port", () =>
    target.pin(() => {
      return indexByPort(target, walkMessages(target), portsNamedBy);
    }),
  );
}

function portsNamedBy(target: Target, address: Word64): ReadonlySet<WordId> {
  const message = readLpcMessage(target, address);
  const ports = isAbsent(message) ? [] : [message.queuePort, message.ownerPort, message.connectionPort];
  return new Set(ports.map((port) => (isAbsent(port) ? "" : port.id)).filter((id) => id !== ""));
}
