/** Queues, server threads and ports that have changed between two moments. */
import type { DeadPort, GrowingQueue as GrowingQueueFacts, ServerActivity as ServerActivityFacts } from "../../facts/comparison.ts";
import type { PortAtMoment } from "../../facts/moment.ts";
import { notApplicable } from "../../target/absence.ts";
import { formatActivity } from "../../text/comparison.ts";
import { defineClass, inDecimal } from "../members.ts";
import { defineTable } from "../tables/table.ts";
import { momentFact, MomentObject } from "./moment-object.ts";

export class GrowingQueue extends MomentObject<GrowingQueueFacts> {}

export const growingQueueClass = defineClass<GrowingQueue>("growing-queue", "A queue that holds more messages than at the earlier moment.", GrowingQueue, {
  Port: momentFact("The port.", ({ port }, context) => context.port(port.address)),
  Queue: momentFact("Name of the queue.", ({ queue }) => queue),
  Before: inDecimal(momentFact("Messages at the earlier moment.", ({ before }) => before)),
  After: inDecimal(momentFact("Messages at the later moment.", ({ after }) => after)),
});

export const growingQueueTable = defineTable<GrowingQueue>("growing-queue-row", "A growing queue as a row of a table.", {
  Port: { help: "The port.", pick: ({ __facts }) => __facts.port.name },
  Queue: { help: "Name of the queue.", pick: ({ __facts }) => __facts.queue },
  Before: { help: "Messages at the earlier moment.", radix: 10, pick: ({ __facts }) => __facts.before },
  After: { help: "Messages at the later moment.", radix: 10, pick: ({ __facts }) => __facts.after },
});

export class ServerActivity extends MomentObject<ServerActivityFacts> {}

export const serverActivityClass = defineClass<ServerActivity>("server-activity", "A server thread that has done something since the earlier moment.", ServerActivity, {
  Thread: momentFact("The thread.", ({ server }, context) => context.thread(server.thread.address)),
  Activity: momentFact("What it has done.", formatActivity),
  Received: inDecimal(momentFact("Messages that it serves now and did not before.", ({ received }) => received.length)),
  Finished: inDecimal(momentFact("Messages that it served before and no longer does.", ({ finished }) => finished.length)),
});

export const serverActivityTable = defineTable<ServerActivity>("server-activity-row", "A server thread's activity as a row of a table.", {
  Thread: { help: "The thread.", pick: ({ __facts }) => __facts.server.thread.name },
  Activity: { help: "What it has done.", pick: ({ __facts }) => formatActivity(__facts) },
});

/** What has become of a port. */
export interface ComparedPortFacts {
  readonly port: PortAtMoment;
  readonly how: DeadPort["how"] | "new";
}

export class ComparedPort extends MomentObject<ComparedPortFacts> {}

export const comparedPortClass = defineClass<ComparedPort>("compared-port", "A port that is new, or has died since the earlier moment.", ComparedPort, {
  Port: momentFact("The port; of one that is gone, what lies there now.", ({ port }, context) => context.port(port.address)),
  Address: momentFact("Its address.", ({ port }) => port.address),
  Kind: momentFact("Its kind.", ({ port }) => port.kind),
  Path: momentFact("Its path in the object directory.", ({ port }) => port.path ?? notApplicable("the port has no name")),
  Owner: momentFact("The process that owns it, or did.", ({ port }, context) => (port.owner === undefined ? notApplicable("the owner is gone") : context.process(port.owner.address))),
  Change: momentFact("new, gone, closed or disconnected.", ({ how }) => how),
});

export const comparedPortTable = defineTable<ComparedPort>("compared-port-row", "A new or dead port as a row of a table.", {
  Address: { help: "Address of the port.", pick: ({ __facts }) => __facts.port.address },
  Kind: { help: "Its kind.", pick: ({ __facts }) => __facts.port.kind },
  Name: { help: "Its service and owner.", pick: ({ __facts }) => __facts.port.name },
  Change: { help: "new, gone, closed or disconnected.", pick: ({ __facts }) => __facts.how },
});
