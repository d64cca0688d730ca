/** Messages whose reply a thread owes. Nothing in a thread says so: the messages name it. */
import { isAbsent, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import { readAlpcMessage } from "./message.ts";
import { isAnswered } from "../generation/message-types.ts";
import { walkMessages } from "./message-walk.ts";
import { MESSAGE } from "./queue.ts";

/** Messages received by the thread and not yet answered. The first call of a stop looks at every message. */
export function readServing(target: Target, thread: Word64): readonly Word64[] {
  return indexServing(target).get(thread.key) ?? [];
}

function indexServing(target: Target): ReadonlyMap<string, readonly Word64[]> {
  return target.stop.once("ALPC messages by server thread", () => {
    const index = new Map<string, Word64[]>();
    for (const address of walkMessages(target)) {
      const thread = readDebtor(target, address);
      if (thread !== undefined) {
        const known = index.get(thread.key);
        if (known === undefined) {
          index.set(thread.key, [address]);
        } else {
          known.push(address);
        }
      }
    }
    return index;
  });
}

/** The thread that owes the reply. Most messages have none, which one pointer tells. */
function readDebtor(target: Target, address: Word64): Word64 | undefined {
  const structure = target.readStructure(MESSAGE, address);
  const pointer = isAbsent(structure) ? structure : structure.pointer("ServerThread");
  if (isAbsent(pointer) || pointer.isZero) {
    return undefined;
  }
  const message = readAlpcMessage(target, address);
  return isAbsent(message) || !isOwed(message) ? undefined : present(message.serverThread);
}

/** Whether a received message is one that is answered, and still is to be: a canceled one is not. */
function isOwed(message: MessageFacts): boolean {
  return !isAbsent(message.typeNumber) && isAnswered(message.typeNumber) && message.queue !== "Canceled";
}
