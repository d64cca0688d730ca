/** A reply that a thread owes for an LPC message which no longer exists: what is left of it. */
import { Absence, notApplicable } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import type { ModelContext } from "../context.ts";
import { fact, FactObject } from "../fact-object.ts";
import { defineClass, property } from "../members.ts";
import { portName, threadName } from "../naming.ts";

export class OwedReply extends FactObject<AwaitedReply> {
  readonly __waiter: Word64;

  constructor(context: ModelContext, waiter: Word64) {
    const read = (): AwaitedReply | Absence => context.generation.readAwaitedReply(waiter) ?? notApplicable("the thread awaits no reply any more");
    super(context, read(), read);
    this.__waiter = waiter;
  }

  protected override __describe({ messageId, port }: AwaitedReply): string {
    const id = messageId instanceof Absence ? "a message" : `message ${messageId}`;
    const on = port instanceof Absence ? "" : ` on ${portName(this.__context, port)}`;
    return `the reply to ${id}${on}, awaited by ${threadName(this.__context, this.__waiter)}; the message itself was freed when it was received`;
  }
}

export const owedReplyClass = defineClass<OwedReply>("owed-reply", "A reply that is owed for an LPC message, which was freed when it was received.", OwedReply, {
  Id: fact("Id of the message.", ({ messageId }: AwaitedReply) => messageId),
  WaitingThread: property("The thread that awaits the reply.", ({ __context, __waiter }) => __context.thread(__waiter)),
  Port: fact("The port on whose queue the message lay.", ({ port }: AwaitedReply, context) => context.maybe(port, "port")),
});
