/** Waits, queues, servers and ports of two compared moments. */
import { notApplicable, type Maybe } from "../../target/absence.ts";
import type { WaitAtMoment, PortAtMoment } from "../../facts/moment.ts";
import type { ModelContext } from "../base/object.ts";
import { defineClass, inDecimal, property, type ModelObject, type PropertyRow } from "../base/members.ts";
import { shownSeconds } from "../../text/counts.ts";
import { defineTable, type Column } from "../base/table.ts";
import type {
  DeadPort,
  GrowingQueue as GrowingQueueFacts,
  ServerActivity as ServerActivityFacts,
} from "../../facts/comparison.ts";
import { formatActivity } from "../../text/comparison.ts";

/** Help of what classes and their tables both have. */
const MESSAGE_ID = "Id of the message whose reply it awaits.";
const PORT = "The port whose server should reply.";
const WAITED = "Seconds since the wait began.";
const SERVER = "The thread that owes the reply.";
const QUEUE = "Name of the queue.";
const BEFORE = "Messages at the earlier moment.";
const AFTER = "Messages at the later moment.";
const ACTIVITY = "What it has done.";
const CHANGE = "What happened to it: new, gone, closed or disconnected.";

/** An object for something at a remembered moment: its facts do not change when the target moves on. */
export class MomentObject<F> implements ModelObject {
  /** The session that the facts are from. */
  readonly __context: ModelContext;
  readonly __facts: F;
  private readonly __format: (facts: F) => string;

  /** `format`: makes the object's one-line display. */
  constructor(context: ModelContext, facts: F, format: (facts: F) => string) {
    this.__context = context;
    this.__facts = facts;
    this.__format = format;
  }

  toString(): string {
    return this.__format(this.__facts);
  }
}

/** A row read from an object's facts. */
function momentFact<F>(help: string, pick: (facts: F, context: ModelContext) => unknown): PropertyRow<MomentObject<F>> {
  return property(help, ({ __context, __facts }) => pick(__facts, __context));
}

/** A wait at one of two moments, or at both. */
export interface ComparedWaitFacts {
  readonly wait: WaitAtMoment;
  /** Undefined where that is not known, and for waits of one moment only. */
  readonly serverHasRun?: boolean | undefined;
}

/** A wait by the facts remembered of it; its thread and port are looked up at the present stop. */
export class ComparedWait extends MomentObject<ComparedWaitFacts> {}

function secondsOf({ wait }: ComparedWaitFacts): Maybe<number> {
  return wait.seconds === undefined ? notApplicable("the wait's time is not known") : shownSeconds(wait.seconds);
}

function hasRun({ wait, serverHasRun }: ComparedWaitFacts): Maybe<boolean> {
  return (
    serverHasRun ??
    notApplicable(wait.server === undefined ? "no thread has received the message" : "whether it has run is not known")
  );
}

function server({ wait }: ComparedWaitFacts, context: ModelContext): object {
  return wait.server === undefined
    ? notApplicable("no thread has received the message")
    : context.thread(wait.server.address);
}

export const comparedWaitClass = defineClass<ComparedWait>(
  "compared-wait",
  "A thread that awaits a reply, at one of two moments.",
  ComparedWait,
  {
    Thread: momentFact("The thread.", ({ wait }, context) => context.thread(wait.thread.address)),
    MessageId: momentFact(MESSAGE_ID, ({ wait }) => wait.message.id ?? notApplicable("the message's id is not known")),
    Port: momentFact(PORT, ({ wait }, context) =>
      wait.port === undefined ? notApplicable("the port is not known") : context.port(wait.port),
    ),
    Waited: inDecimal(momentFact(WAITED, secondsOf)),
    ServerThread: momentFact(SERVER, server),
    ServerHasRun: momentFact(
      "Whether that thread has run since the earlier moment: then it is slow, not stuck.",
      hasRun,
    ),
  },
);

function column(help: string, pick: Column<ComparedWait>["pick"], radix?: 10): Column<ComparedWait> {
  return radix === undefined ? { help, pick } : { help, pick, radix };
}

export const comparedWaitTable = defineTable<ComparedWait>(
  "compared-wait-row",
  "A wait at one of two moments as a row of a table.",
  {
    Thread: column("The thread that waits.", ({ __facts: { wait } }) => wait.thread.name),
    MessageId: column(MESSAGE_ID, ({ __facts: { wait } }) => wait.message.id ?? notApplicable("not known")),
    Port: column(PORT, ({ __facts: { wait } }) => wait.portName ?? notApplicable("not known")),
    Waited: column(WAITED, ({ __facts }) => secondsOf(__facts), 10),
    ServerThread: column(SERVER, ({ __facts: { wait } }) => wait.server?.name ?? notApplicable("not received")),
    ServerHasRun: column("Whether that thread has run since the earlier moment.", ({ __facts }) => hasRun(__facts)),
  },
);

/** A queue that holds more messages than at the earlier moment. */
export class GrowingQueue extends MomentObject<GrowingQueueFacts> {}

export const growingQueueClass = defineClass<GrowingQueue>(
  "growing-queue",
  "A queue that holds more messages than at the earlier moment.",
  GrowingQueue,
  {
    Port: momentFact("The port.", ({ port }, context) => context.port(port.address)),
    Queue: momentFact(QUEUE, ({ queue }) => queue),
    Before: inDecimal(momentFact(BEFORE, ({ before }) => before)),
    After: inDecimal(momentFact(AFTER, ({ after }) => after)),
  },
);

export const growingQueueTable = defineTable<GrowingQueue>(
  "growing-queue-row",
  "A growing queue as a row of a table.",
  {
    Port: { help: "The port.", pick: ({ __facts }) => __facts.port.name },
    Queue: { help: QUEUE, pick: ({ __facts }) => __facts.queue },
    Before: { help: BEFORE, radix: 10, pick: ({ __facts }) => __facts.before },
    After: { help: AFTER, radix: 10, pick: ({ __facts }) => __facts.after },
  },
);

/** What a server thread has done between two moments. */
export class ServerActivity extends MomentObject<ServerActivityFacts> {}

export const serverActivityClass = defineClass<ServerActivity>(
  "server-activity",
  "A server thread that has done something since the earlier moment.",
  ServerActivity,
  {
    Thread: momentFact("The thread.", ({ server }, context) => context.thread(server.thread.address)),
    Activity: momentFact(ACTIVITY, formatActivity),
    Received: inDecimal(
      momentFact("Messages that it serves now and did not before.", ({ received }) => received.length),
    ),
    Finished: inDecimal(
      momentFact("Messages that it served before and no longer does.", ({ finished }) => finished.length),
    ),
  },
);

export const serverActivityTable = defineTable<ServerActivity>(
  "server-activity-row",
  "A server thread's activity as a row of a table.",
  {
    Thread: { help: "The thread.", pick: ({ __facts }) => __facts.server.thread.name },
    Activity: { help: ACTIVITY, pick: ({ __facts }) => formatActivity(__facts) },
  },
);

/** What became of a port. */
export interface ComparedPortFacts {
  readonly port: PortAtMoment;
  readonly how: DeadPort["how"] | "new";
}

/** A port that is new or no longer in use. Another object may lie at its address by now. */
export class ComparedPort extends MomentObject<ComparedPortFacts> {}

export const comparedPortClass = defineClass<ComparedPort>(
  "compared-port",
  "A port that is new, or has died since the earlier moment.",
  ComparedPort,
  {
    Port: momentFact("The port; of one that is gone, what lies there now.", ({ port }, context) =>
      context.port(port.address),
    ),
    Address: momentFact("Its address.", ({ port }) => port.address),
    Kind: momentFact("Its kind.", ({ port }) => port.kind),
    Path: momentFact(
      "Its path in the object directory.",
      ({ port }) => port.path ?? notApplicable("the port has no name"),
    ),
    Owner: momentFact("The process that owns it, or did.", ({ port }, context) =>
      port.owner === undefined ? notApplicable("the owner is gone") : context.process(port.owner.address),
    ),
    Change: momentFact(CHANGE, ({ how }) => how),
  },
);

export const comparedPortTable = defineTable<ComparedPort>(
  "compared-port-row",
  "A new or dead port as a row of a table.",
  {
    Address: { help: "Address of the port.", pick: ({ __facts }) => __facts.port.address },
    Kind: { help: "Its kind.", pick: ({ __facts }) => __facts.port.kind },
    Name: { help: "Its service and owner.", pick: ({ __facts }) => __facts.port.name },
    Change: { help: CHANGE, pick: ({ __facts }) => __facts.how },
  },
);
