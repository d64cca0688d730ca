/** The reply that a thread awaits. */
import { Absence, invalid, isAbsent, present, type Maybe } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import { TERMINATED } from "../nt/kernel-names.ts";
import { readAlpcMessage } from "./message.ts";
import { readAlpcPort } from "./port.ts";
import { isWaitingFor, THREAD } from "./thread-state.ts";

/**
 * What a thread awaits, or undefined. `AlpcMessage` shares storage with `AlpcReceiveAttributeSet`, so it is believed only where it leads to a
 * message whose `WaitingThread` is this thread; that holds for a suspended thread too, whatever its wait reason says. A thread that waits
 * for a reply by its wait reason, and whose message cannot be made out, awaits one all the same.
 */
export function readAwaitedReply(target: Target, address: Word64): Maybe<AwaitedReply> | undefined {
  const thread = target.readStructure(THREAD, address);
  if (thread instanceof Absence) {
    return thread;
  }
  if (thread.number("Tcb.State") === TERMINATED) {
    return undefined;
  }
  const pointer = thread.pointer("AlpcMessage");
  const message = readMessageOf(target, address, pointer);
  const messageId = thread.word("AlpcMessageId");
  if (!isAbsent(message)) {
    return {
      messageId: isAbsent(messageId) || messageId.isZero ? message.id : messageId,
      message: message.address,
      port: readAnsweringPort(target, message),
      serverThread: message.serverThread,
    };
  }
  return isWaitingFor(thread, "WrLpcReply") && (isAbsent(pointer) || !pointer.isZero)
    ? { messageId, message, port: message, serverThread: message } : undefined;
}

function readMessageOf(target: Target, thread: Word64, pointer: Maybe<Word64>): Maybe<MessageFacts> {
  if (pointer instanceof Absence) {
    return pointer;
  }
  if (!isKernelAddress(pointer, target.pointerSize)) {
    return invalid(`AlpcMessage is ${pointer}, which is no message`, pointer);
  }
  const message = readAlpcMessage(target, pointer);
  if (message instanceof Absence) {
    return message;
  }
  return present(message.waitingThread)?.equals(thread) === true ? message
    : invalid(`the message ${pointer} does not have this thread as the one that waits for its reply`, pointer);
}

/** The port whose server is to answer: for what a client sends the connection port, for what a server sends the client's port. */
function readAnsweringPort(target: Target, message: MessageFacts): Maybe<Word64> {
  const owner = isAbsent(message.ownerPort) ? message.ownerPort : readAlpcPort(target, message.ownerPort);
  const byOwner = isAbsent(owner) ? owner
    : owner.role === "server" ? owner.clientPort
      : present(message.connectionPort) ?? present(owner.connectionPort) ?? owner.serverPort;
  return present(byOwner) ?? present(message.queuePort) ?? present(message.connectionPort) ?? byOwner;
}
