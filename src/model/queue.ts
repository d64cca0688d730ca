/** One queue of a port: its messages, the length that the kernel says, and whether the two agree. */
import { Absence, mapPresent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { QueueFacts, QueueName } from "../facts/queue.ts";
import { formatCount as counted } from "../text/counts.ts";
import type { ModelContext } from "./context.ts";
import { elementsOf, Sequence } from "./collection.ts";
import { defineClass, inDecimal, property, shown } from "./members.ts";
import { messageTable } from "./tables/message-table.ts";
import { indexedValue, numberFromHost } from "../target/host-values.ts";
import { notFound } from "../target/errors.ts";

export class Queue {
  readonly __context: ModelContext;
  readonly __port: Word64;
  readonly __name: QueueName;

  constructor(context: ModelContext, port: Word64, name: QueueName) {
    this.__context = context;
    this.__port = port;
    this.__name = name;
  }

  /** Walked anew at each question. */
  get __facts(): Maybe<QueueFacts> {
    const port = this.__context.portFacts(this.__port);
    return port instanceof Absence ? port : this.__context.generation.readQueue(port, this.__name);
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    const facts = this.__facts;
    let position = 0;
    for (const message of elementsOf(facts, ({ messages }) => messages)) {
      yield indexedValue(shown(this.__context.maybe(message, "message")), [position]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: unknown): object {
    this.__context.refresh();
    const messages = mapPresent(this.__facts, (facts) => facts.messages);
    const message = messages instanceof Absence ? undefined : messages[numberFromHost(index) ?? -1];
    if (message === undefined) {
      throw notFound(`The ${this.__name} queue has no message at that position:`, messages instanceof Absence ? `${messages.reason}.` : `it holds ${counted(messages.length, "message")}.`);
    }
    return this.__context.message(message);
  }

  toString(): string {
    const facts = this.__facts;
    if (facts instanceof Absence) {
      return `<${facts.reason}>`;
    }
    const declared = facts.declaredLength instanceof Absence ? "nothing readable" : facts.declaredLength;
    return `${counted(facts.messages.length, "message")}${isConsistent(facts) ? "" : ` <the kernel says ${declared}; ${facts.end.reason}>`}`;
  }
}

/** The walk came back to the head and met as many messages as the kernel counts. */
export function isConsistent(facts: QueueFacts): boolean {
  return facts.end.kind === "head" && (facts.declaredLength instanceof Absence || facts.declaredLength === facts.messages.length);
}

export const queueClass = defineClass("queue", "A queue of a port: iterate it, or index it by position, for its messages.", Queue, {
  Length: inDecimal(property("Number of messages as the kernel counts them (in the LPC age: the semaphore's count).", (queue) =>
    mapPresent(queue.__facts, ({ declaredLength }) => declaredLength))),
  Count: inDecimal(property("Number of messages met on the list.", (queue) => mapPresent(queue.__facts, ({ messages }) => messages.length))),
  IsConsistent: property("Whether the list is closed and as long as the kernel says.", (queue) => mapPresent(queue.__facts, isConsistent)),
  Table: property("The messages in short columns, for dx -g.", (queue) => mapPresent(queue.__facts, () => new Sequence(queue.__context, "Short columns for dx -g", function* () {
    for (const message of elementsOf(queue.__facts, ({ messages }) => messages)) {
      yield messageTable.rowOf(message instanceof Absence ? message : { __context: queue.__context, __address: message });
    }
  }))),
  End: property("Why the walk of the list ended.", (queue) => mapPresent(queue.__facts, ({ end }) => end.reason)),
});
