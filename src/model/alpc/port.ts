/** An ALPC port: what only this generation has, beside what all ports have. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import type { QueueName } from "../../generation/facts.ts";
import { defineClass, property, type PropertyRow } from "../members.ts";
import { commonPortProperties, PortObject } from "../port.ts";
import { Queue } from "../queue.ts";

export class Port extends PortObject {}

/** A queue, or that this build has none of the name. */
function queue(name: QueueName, help: string): PropertyRow<Port> {
  return property(help, ({ __context, __address, __facts }): Maybe<Queue> => mapPresent(__facts, (facts) =>
    mapPresent(__context.generation.readQueueLength(facts, name), () => new Queue(__context, __address, name))));
}

export const portClass = defineClass<Port>("port", "An ALPC port.", Port, {
  ...commonPortProperties("_ALPC_PORT"),
  SequenceNo: property("Sequence number of the last message.", ({ __facts }) => mapPresent(__facts, ({ structure }) => structure.number("SequenceNo"))),
  MainQueue: queue("Main", "Messages sent and not yet received."),
  LargeMessageQueue: queue("LargeMessage", "Large messages sent and not yet received."),
  PendingQueue: queue("Pending", "Messages received whose reply is outstanding."),
  DirectQueue: queue("Direct", "Direct messages (Windows 10 and later)."),
  CanceledQueue: queue("Canceled", "Canceled messages that the server may still hold."),
  PortContext: property("The owner's context value for the port.", ({ __facts }) => mapPresent(__facts, ({ structure }) => structure.pointer("PortContext"))),
});
