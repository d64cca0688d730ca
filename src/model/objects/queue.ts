/** One queue of a port: its messages, the kernel's count, and whether the two agree. */
import { isAbsent, mapPresent, type Absence, type Maybe } from "../../target/absence.ts";
import { Recent } from "../../target/recent.ts";
import type { Word64 } from "../../target/word64.ts";
import type { QueueFacts, QueueName } from "../../facts/queue.ts";
import { formatCount as counted } from "../../text/counts.ts";
import type { ModelContext } from "../base/object.ts";
import { elementsOf, tableOf } from "../base/collection.ts";
import { Listing } from "../base/listing.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";
import { messageTable } from "./message.ts";
import { notFound } from "../../target/errors.ts";

/** Most queues whose walk is remembered: a display reads several members of the same queue. */
const RECENT_QUEUES = 64;

/**
 * One queue of a port. Iterating it walks only as far as is asked, and its length is the kernel's count; display and
 * consistency need one whole walk.
 */
export class Queue extends Listing<object> {
  declare readonly __context: ModelContext;
  readonly __port: Word64;
  readonly __name: QueueName;

  constructor(context: ModelContext, port: Word64, name: QueueName) {
    super(context);
    this.__port = port;
    this.__name = name;
  }

  /** The facts, from one walk for all members of the queue. */
  get __facts(): Maybe<QueueFacts> {
    return this.__recent.once(this.__key, () => {
      const port = this.__context.portFacts(this.__port);
      return isAbsent(port) ? port : this.__context.generation.readQueue(port, this.__name);
    });
  }

  /** The kernel's count; does not walk the queue. */
  get __declaredLength(): Maybe<number> {
    const port = this.__context.portFacts(this.__port);
    return isAbsent(port) ? port : this.__context.generation.readQueueLength(port, this.__name);
  }

  /** The messages, walked only as far as needed, or why there are none. */
  *__walk(): Generator<Word64 | Absence> {
    const known = this.__recent.get(this.__key);
    if (known !== undefined && !isAbsent(known)) {
      yield* known.messages;
      return;
    }
    const port = this.__context.portFacts(this.__port);
    yield* elementsOf(port, (facts) => this.__context.generation.walkQueue(facts, this.__name));
  }

  protected override *__elements(): Generator<object> {
    for (const message of this.__walk()) {
      yield this.__context.maybe(message, "message");
    }
  }

  protected override __find(index: unknown): object {
    const [first] = this.__walk();
    if (first !== undefined && isAbsent(first)) {
      throw notFound(`The ${this.__name} queue has no message at that position:`, `${first.reason}.`);
    }
    return super.__find(index);
  }

  protected override __noSuchPosition(length: number): Error {
    return notFound(
      `The ${this.__name} queue has no message at that position:`,
      `it holds ${counted(length, "message")}.`,
    );
  }

  private get __key(): string {
    return `${this.__name} ${this.__port.key}`;
  }

  private get __recent(): Recent<Maybe<QueueFacts>> {
    return this.__context.target.stop.once("queues shown", () => new Recent<Maybe<QueueFacts>>(RECENT_QUEUES));
  }

  override toString(): string {
    const facts = this.__facts;
    if (isAbsent(facts)) {
      return `<${facts.reason}>`;
    }
    const declared = isAbsent(facts.declaredLength) ? "nothing readable" : facts.declaredLength;
    return `${counted(facts.messages.length, "message")}${isConsistent(facts) ? "" : ` <the kernel says ${declared}; ${facts.end.reason}>`}`;
  }
}

/** Whether the walk returned to the head and found as many messages as the kernel counts. */
function isConsistent(facts: QueueFacts): boolean {
  return (
    facts.end.kind === "head" && (isAbsent(facts.declaredLength) || facts.declaredLength === facts.messages.length)
  );
}

export const queueClass = defineClass(
  "queue",
  "A queue of a port: iterate it, or index it by position, for its messages.",
  Queue,
  {
    Length: inDecimal(
      property(
        "Number of messages as the kernel counts them (in the LPC age: the semaphore's count).",
        (queue) => queue.__declaredLength,
      ),
    ),
    Count: inDecimal(
      property("Number of messages found on the list.", (queue) =>
        mapPresent(queue.__facts, ({ messages }) => messages.length),
      ),
    ),
    IsConsistent: property("Whether the list is closed and as long as the kernel says.", (queue) =>
      mapPresent(queue.__facts, isConsistent),
    ),
    Table: property("The messages in short columns, for dx -g.", (queue) =>
      mapPresent(queue.__declaredLength, () =>
        tableOf(
          queue.__context,
          () => queue.__walk(),
          (message) =>
            messageTable.rowOf(isAbsent(message) ? message : { __context: queue.__context, __address: message }),
        ),
      ),
    ),
    End: property("Why the walk of the list ended.", (queue) => mapPresent(queue.__facts, ({ end }) => end.reason)),
  },
);
