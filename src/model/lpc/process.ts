/** The LPC view of a process on XP and Server 2003. */
import { walkThreads } from "../../nt/thread/thread-list.ts";
import { readServedThreads } from "../../lpc/thread/awaited-reply.ts";
import { Sequence } from "../collection.ts";
import { defineClass, property } from "../members.ts";
import { processName } from "../naming.ts";
import { commonProcessProperties, ProcessAlpcObject } from "../process-alpc.ts";

export class LpcProcess extends ProcessAlpcObject {}

/** A received message is freed at once, so a debt shows only by the ids that two threads have in common. */
function* servingThreads({ __context, __address }: LpcProcess): Generator<object> {
  for (const thread of walkThreads(__context.target, __address)) {
    if (readServedThreads(__context.target, thread).length > 0) {
      yield __context.thread(thread);
    }
  }
}

export const lpcProcessClass = defineClass<LpcProcess>("lpc-process", "The LPC view of a process.", LpcProcess, {
  ...commonProcessProperties,
  ServingThreads: property("Threads that owe a reply: the id that they received last is awaited by a thread.", (view) =>
    new Sequence(view.__context, `Serving threads of ${processName(view.__context, view.__address)}`, () => servingThreads(view))),
});
