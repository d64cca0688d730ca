/** Threads as a table: what each does, and whose reply it awaits. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import type { ThreadFacts } from "../../facts/thread.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { readWaitedSeconds } from "../../nt/wait/wait-time.ts";
import type { ModelContext } from "../context.ts";
import { portName, threadName } from "../naming.ts";
import { shownSeconds } from "../seconds.ts";
import { defineTable } from "./table.ts";

interface Thread {
  readonly __context: ModelContext;
  readonly __address: Word64;
}

function factsOf({ __context, __address }: Thread): Maybe<ThreadFacts> {
  return readThreadFacts(__context.target, __address);
}

function awaitedOf({ __context, __address }: Thread): Maybe<AwaitedReply> {
  return __context.generation.readAwaitedReply(__address) ?? notApplicable("the thread awaits no reply");
}

export const threadTable = defineTable<Thread>("thread-row", "A thread as a row of a table.", {
  Address: { help: "Address of the _ETHREAD.", pick: ({ __address }) => __address },
  Thread: { help: "The thread, by its process and ids.", pick: (thread) => mapPresent(factsOf(thread), () => threadName(thread.__context, thread.__address)) },
  State: { help: "Scheduler state.", pick: (thread) => mapPresent(factsOf(thread), ({ state }) => state) },
  WaitReason: { help: "Why it waits.", pick: (thread) => mapPresent(factsOf(thread), ({ waitReason }) => waitReason) },
  Waited: { help: "Seconds since the wait began.", radix: 10, pick: (thread) => mapPresent(readWaitedSeconds(thread.__context.target, thread.__address), shownSeconds) },
  Awaits: { help: "The port whose server is to answer.", pick: (thread) => mapPresent(awaitedOf(thread), ({ port }) => mapPresent(port, (address) => portName(thread.__context, address))) },
  MessageId: { help: "Id of the message whose reply it awaits.", pick: (thread) => mapPresent(awaitedOf(thread), ({ messageId }) => messageId) },
});
