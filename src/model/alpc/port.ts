/** An ALPC port: what only this generation has, beside what all ports have. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import { readCompletionList, readCompletionPort } from "../../alpc/port/completion.ts";
import { readAlpcPort } from "../../alpc/port/port.ts";
import { decodePortAttributes, decodePortSecurity } from "../../alpc/port/port-attributes.ts";
import { walkResources } from "../../alpc/resource/blob.ts";
import type { QueueName } from "../../facts/queue.ts";
import { decodeReference } from "../../generation/references.ts";
import { countedList, elementsOf, untilEnd } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { factObject, type ReadFacts } from "../fact-object.ts";
import { defineClass, inHexadecimal, property, type PropertyRow } from "../members.ts";
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

/** A part of the port that is an object of its own, decoded from the port's structure. */
function part<F, O extends object>(
  help: string, make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O, decode: (target: Target, port: Structure) => Maybe<F>,
): PropertyRow<Port> {
  return property(help, (port) => factObject(make, port.__context, () => mapPresent(port.__facts, ({ structure }) => decode(port.__context.target, structure))));
}

export const portClass = defineClass<Port>("port", "An ALPC port.", Port, {
  ...commonPortProperties("_ALPC_PORT"),
  CommunicationInfo: property("What it shares with the other ports of its connection; a connection port has one of its own.", ({ __context, __facts }) =>
    mapPresent(__facts, ({ structure }) =>
      __context.maybe(decodeReference(structure, "CommunicationInfo", "the port has no communication info: it is being created or is unconnected"), "resource"))),
  SequenceNo: inHexadecimal(property("Sequence number of the last message.", ({ __context, __address }) => mapPresent(readAlpcPort(__context.target, __address), ({ sequenceNo }) => sequenceNo))),
  MainQueue: queue("Main", "Messages sent and not yet received."),
  LargeMessageQueue: queue("LargeMessage", "Large messages sent and not yet received."),
  PendingQueue: queue("Pending", "Messages received whose reply is outstanding."),
  DirectQueue: queue("Direct", "Direct messages (Windows 10 and later)."),
  CanceledQueue: queue("Canceled", "Canceled messages that the server may still hold."),
  CompletionPort: part("The completion port that tells the owner of messages; the threads bound to it are the workers.", CompletionPort, readCompletionPort),
  CompletionList: part("The ring through which the owner receives without a system call.", CompletionList, readCompletionList),
  MessageZone: property("Address of the memory that messages are made in without a copy (up to Windows 8.0).", ({ __facts }) => mapPresent(__facts, ({ structure }) =>
    decodeReference(structure, "MessageZone", "the port has no message zone"))),
  PortContext: property("The owner's context value for the port.", ({ __context, __address }) => mapPresent(readAlpcPort(__context.target, __address), ({ portContext }) => portContext)),
  Attributes: part("What the owner asked for: flags, sizes, kinds of handle that may travel.", PortAttributes, (_target, port) => decodePortAttributes(port)),
  Security: part("How the server learns who its client is.", PortSecurity, (_target, port) => decodePortSecurity(port)),
  Resources: property("Resources that the port owns: sections, security contexts, reserves, views, messages.", (port) => mapPresent(port.__facts, () =>
    countedList(
      port.__context, "resource",
      () => elementsOf(port.__facts, ({ structure }) => untilEnd(walkResources(port.__context.target, structure))),
      ({ address }) => port.__context.resource(address),
    ))),
  Handles: property("The connection's own ALPC handle table.", alpcHandles),
});
