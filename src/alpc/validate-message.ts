/**
 * Validates what the decoder of messages takes on trust: that ports and threads named by a message are valid, and that
 * the waiting thread names the message. Missing memory contradicts nothing.
 */
import { isAbsent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import { readThreadFacts } from "../nt/thread/thread-facts.ts";
import { isKnownPort, validatePortObject } from "./port/port.ts";

/**
 * What is wrong with a message: what it says of its queue, and ports and threads that do not point back or are not
 * valid.
 */
export function validateAlpcMessage(target: Target, message: MessageFacts): readonly string[] {
  const found = [...message.contradictions];
  for (const [name, address] of [
    ["owner port", message.ownerPort],
    ["queue's port", message.queuePort],
    ["connection port", message.connectionPort],
  ] as const) {
    const wrong = isAbsent(address) || isKnownPort(target, address) ? address : validatePortObject(target, address);
    if (isAbsent(wrong) && wrong.kind === "Invalid") {
      found.push(`Its ${name} is not valid: ${wrong.reason}.`);
    }
  }
  for (const [name, address] of [
    ["waiting thread", message.waitingThread],
    ["server thread", message.serverThread],
  ] as const) {
    const thread = isAbsent(address) ? address : readThreadFacts(target, address);
    if (isAbsent(thread) && thread.kind === "Invalid") {
      found.push(`Its ${name} is not valid: ${thread.reason}.`);
    } else if (
      !isAbsent(thread) &&
      name === "waiting thread" &&
      !namesMessage(target, thread.address, message.address)
    ) {
      found.push(
        `It names ${thread.address} as the thread that waits for its reply, but that thread does not name it.`,
      );
    }
  }
  return found;
}

/** Whether a thread names a message as the one that it awaits, by address or id. True also if that cannot be read. */
function namesMessage(target: Target, address: Word64, message: Word64): boolean {
  const thread = target.readStructure("_ETHREAD", address);
  const members = isAbsent(thread) ? [thread] : [thread.pointer("AlpcMessageId"), thread.pointer("AlpcMessage")];
  return members.some((member) => (isAbsent(member) ? member.kind === "Unreadable" : member.equals(message)));
}
