/** An ALPC port: what only this generation has, beside what all ports have. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import { readCompletionList } from "../../alpc/completion-list.ts";
import { readCompletionPort } from "../../alpc/completion-port.ts";
import { decodePortAttributes } from "../../alpc/port-attributes.ts";
import { decodePortSecurity } from "../../alpc/port-security.ts";
import { walkResources } from "../../alpc/resource-list.ts";
import type { QueueName } from "../../generation/facts.ts";
import { shortList } from "../collection.ts";
import { defineClass, property, type PropertyRow } from "../members.ts";
import { commonPortProperties, PortObject } from "../port.ts";
import { Queue } from "../queue.ts";
import { alpcHandles } from "./alpc-handle.ts";
import { CompletionList, CompletionPort } from "./completion.ts";
import { PortAttributes, PortSecurity } from "./port-settings.ts";

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
  CompletionPort: property("The completion port that tells the owner of messages; the threads bound to it are the workers.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) =>
    mapPresent(readCompletionPort(__context.target, structure), (facts) => new CompletionPort(__context, facts)))),
  CompletionList: property("The ring through which the owner receives without a system call.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) =>
    mapPresent(readCompletionList(__context.target, structure), (facts) => new CompletionList(__context, facts)))),
  PortContext: property("The owner's context value for the port.", ({ __facts }) => mapPresent(__facts, ({ structure }) => structure.pointer("PortContext"))),
  Attributes: property("What the owner asked for: flags, sizes, kinds of handle that may travel.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => new PortAttributes(__context, decodePortAttributes(structure)))),
  Security: property("How the server learns who its client is.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => new PortSecurity(__context, decodePortSecurity(structure)))),
  Resources: property("Resources that the port owns: sections, security contexts, reserves, views, messages.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) =>
    shortList(__context, "resource", "Resources of the port", () => Array.from(walkResources(__context.target, structure)).map((blob) => mapPresent(blob, ({ address }) => __context.resource(address)))))),
  Handles: property("The connection's own ALPC handle table.", ({ __context, __facts }) => mapPresent(__facts, (facts) => alpcHandles(__context, facts))),
});
