/** Messages of the system, and those related to one port. */
import { isAbsent } from "../../target/absence.ts";
import { hostWord } from "../../target/host-values.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { messageOf } from "../ask/message.ts";
import { portAddress } from "../ask/port.ts";
import { Collection, shortList } from "../base/collection.ts";
import { defineClass, method } from "../base/members.ts";
import type { ModelContext } from "../base/object.ts";
import { portName } from "../naming.ts";
import { indexed, reported } from "../port-search.ts";
import { messageTable } from "./message.ts";

const EXAMPLE = 'dx @$cursession.Alpc.Messages.Of("ntsvcs")';

/** All messages of the system. Indexed by id, or by address where the id cannot be read. */
export class MessageList extends Collection<object> {
  readonly __model: ModelContext;

  constructor(context: ModelContext) {
    super(
      context,
      context.generation.name === "LPC"
        ? "All messages: queued, or referenced only by a thread"
        : "All messages: queued, referenced only by a thread, or by nothing but the table of messages",
      function* () {
        for (const address of reported(context, "messages", context.generation.walkMessages())) {
          yield context.message(address);
        }
      },
      {
        rows: messageTable,
        index: {
          of: (message) => indexOf(context, message),
          find: (index) => messageOf(context, index),
        },
      },
    );
    this.__model = context;
  }
}

/** The id, by which a message is best known; the address if the id cannot be read. */
function indexOf(context: ModelContext, message: object): unknown {
  const address = (message as { readonly __address: Word64 }).__address;
  const facts = context.generation.readMessage(address);
  return isAbsent(facts) || isAbsent(facts.id) ? hostWord(address) : hostWord(facts.id);
}

export const messageListClass = defineClass(
  "message-list",
  "Messages of the system: iterate them, index them by id or address, or ask for those of one port.",
  MessageList,
  {},
  {
    Of: method(
      "port",
      "The messages on a port's queues, those sent from it, and those of its conversations where it is a connection port; the port by object, address, name or path. What ports all messages name is looked up once, and nothing else of the other messages.",
      ({ __model: context }, port) => {
        const address = portAddress(context, port, EXAMPLE);
        const list = (): readonly Word64[] => indexed(context, "messages", context.generation.walkMessagesOf(address));
        return shortList(
          context,
          "message",
          () => `${counted(list().length, "message")} of ${portName(context, address)}`,
          () => list().map((message) => context.message(message)),
          messageTable,
        );
      },
    ),
  },
);
