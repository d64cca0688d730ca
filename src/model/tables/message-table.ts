/** Messages as a table. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { ModelContext } from "../context.ts";
import { portName, threadName } from "../naming.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

interface Message {
  readonly __context: ModelContext;
  readonly __address: Word64;
}

function column(help: string, pick: (facts: MessageFacts, context: ModelContext) => Cell, radix?: 10): Column<Message> {
  return {
    help, ...(radix === undefined ? {} : { radix }),
    pick: ({ __context, __address }) => mapPresent(__context.generation.readMessage(__address), (facts) => pick(facts, __context)),
  };
}

function named(address: Maybe<Word64>, name: (address: Word64) => string): Cell {
  return mapPresent(address, name);
}

export const messageTable = defineTable<Message>("message-row", "A message as a row of a table.", {
  Id: column("Message id.", ({ id }) => id),
  Address: { help: "Address of the message.", pick: ({ __address }) => __address },
  Type: column("What kind of message it is.", ({ type }) => type),
  Queue: column("The queue that it is on.", ({ queue }) => queue),
  Port: column("The port on whose queue it is.", ({ queuePort }, context) => named(queuePort, (port) => portName(context, port))),
  Bytes: column("Bytes of the payload.", ({ dataLength }) => dataLength, 10),
  AwaitedBy: column("The thread that waits for its reply.", ({ waitingThread }, context) => named(waitingThread, (thread) => threadName(context, thread))),
  Server: column("The thread that owes the reply.", ({ serverThread }, context) => named(serverThread, (thread) => threadName(context, thread))),
});
