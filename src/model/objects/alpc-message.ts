/** An ALPC message: members that only ALPC has, in addition to those of all messages. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { Structure } from "../../target/structure.ts";
import {
  decodeCancelInformation,
  decodeMessageAttributes,
  readQuotaProcess,
  type MessageAttributeFacts,
  type WorkOnBehalfFacts,
} from "../../alpc/message/message-attributes.ts";
import { readPayload } from "../../alpc/message/payload.ts";
import { readRpc, type RpcFacts, type RpcHeader } from "../../alpc/message/rpc.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { threadWithId } from "./by-id.ts";
import { type ModelContext, fact, FactObject, partsOf } from "../base/object.ts";
import { defineClass, inHexadecimal, property, type PropertyRow, inDecimal } from "../base/members.ts";
import { commonMessageProperties, MessageObject } from "./message.ts";
import { Payload, type PayloadLike } from "./payload.ts";

/** Local RPC in a message: an interpretation of its payload's header, which may be wrong. */
export class Rpc extends FactObject<RpcFacts> {
  protected override __describe({ header, interfaceName, interfaceId }: RpcFacts): string {
    const target = !isAbsent(interfaceName)
      ? interfaceName
      : !isAbsent(interfaceId)
        ? interfaceId.uuid
        : "unknown interface";
    switch (header.kind) {
      case "Request": {
        const called = target === "unknown interface" ? `interface number ${header.interfaceNumber}` : target;
        return `Request, call 0x${header.callId.toString(16)}, procedure ${header.procedureNumber} of ${called}`;
      }
      case "Bind":
        return `Bind to ${target} ${header.interfaceId.major}.${header.interfaceId.minor}`;
      case "Fault":
        return `Fault 0x${header.errorCode.toString(16)}`;
      case "Response":
        return `Response to call 0x${header.callId.toString(16)}`;
    }
  }
}

/** A row for a member that some kinds of header have. */
function member(help: string, pick: (header: RpcHeader) => number | string | undefined): PropertyRow<Rpc> {
  return fact(help, ({ header }: RpcFacts) => pick(header) ?? notApplicable(`a ${header.kind} has none`));
}

export const rpcClass = defineClass<Rpc>(
  "rpc",
  "The header of a local RPC in a message's payload, as far as it can be read.",
  Rpc,
  {
    Kind: fact("Request, Bind, Response or Fault.", ({ header }: RpcFacts) => header.kind),
    CallId: inHexadecimal(member("Id of the call.", (header) => ("callId" in header ? header.callId : undefined))),
    InterfaceNumber: inDecimal(
      member("The interface, by the number agreed in an earlier bind.", (header) =>
        "interfaceNumber" in header ? header.interfaceNumber : undefined,
      ),
    ),
    ProcedureNumber: inDecimal(
      member("The procedure called.", (header) => ("procedureNumber" in header ? header.procedureNumber : undefined)),
    ),
    ObjectUuid: member("UUID of the object, where the request names one.", (header) =>
      "objectUuid" in header ? header.objectUuid : undefined,
    ),
    InterfaceUuid: fact(
      "UUID of the interface: a bind's own; for a request, that of its bind if it is still queued on the connection; unknown otherwise.",
      ({ interfaceId }: RpcFacts) => mapPresent(interfaceId, ({ uuid }) => uuid),
    ),
    InterfaceVersion: fact("Version of the interface.", ({ interfaceId }: RpcFacts) =>
      mapPresent(interfaceId, ({ major, minor }) => `${major}.${minor}`),
    ),
    InterfaceName: fact(
      "Name of the interface, where it is a well-known one.",
      ({ interfaceName }: RpcFacts) => interfaceName,
    ),
    ErrorCode: inHexadecimal(
      member("Error code of a fault.", (header) => ("errorCode" in header ? header.errorCode : undefined)),
    ),
  },
);

/** An ALPC message by its address. */
export class Message extends MessageObject {
  get __attributes(): Maybe<MessageAttributeFacts> {
    return mapPresent(this.__facts, ({ structure }) => decodeMessageAttributes(structure));
  }
}

/** A row for an attribute whose value only the two processes interpret. */
function value(help: string, pick: (attributes: MessageAttributeFacts) => Maybe<Word64>): PropertyRow<Message> {
  return property(help, ({ __attributes }) => mapPresent(__attributes, pick));
}

/** A row for an attribute that is a resource. */
function resource(help: string, pick: (attributes: MessageAttributeFacts) => Maybe<Word64>): PropertyRow<Message> {
  return property(help, ({ __context, __attributes }) =>
    mapPresent(__attributes, (attributes) => __context.maybe(pick(attributes), "resource")),
  );
}

/** The thread that a message's work is done on behalf of. */
export class WorkOnBehalf extends FactObject<WorkOnBehalfFacts> {
  protected override __describe({ threadId }: WorkOnBehalfFacts): string {
    return `thread 0x${threadId.toString(16)}`;
  }
}

export const workOnBehalfClass = defineClass<WorkOnBehalf>(
  "work-on-behalf",
  "On whose behalf a message's work is to be done.",
  WorkOnBehalf,
  {
    ThreadId: inHexadecimal(fact("Id of the thread.", ({ threadId }: WorkOnBehalfFacts) => threadId)),
    CreationTimeLow: inHexadecimal(
      fact(
        "Low half of the thread's creation time, which distinguishes a new thread with the same id.",
        ({ creationTimeLow }: WorkOnBehalfFacts) => creationTimeLow,
      ),
    ),
    Thread: fact("The thread.", ({ threadId }: WorkOnBehalfFacts, context) => threadWithId(context, threadId)),
  },
);

/** A row for a part of the message that is itself an object. */
const part = partsOf(({ __facts }: Message) => __facts);

/** A row for a port or process that only ALPC messages name. */
function other(
  help: string,
  make: "port" | "process",
  find: (message: Structure, context: ModelContext) => Maybe<Word64>,
): PropertyRow<Message> {
  return property(help, ({ __context, __facts }) =>
    mapPresent(__facts, ({ structure }) => __context.maybe(find(structure, __context), make)),
  );
}

export const messageClass = defineClass<Message>("message", "An ALPC message.", Message, {
  ...commonMessageProperties("_KALPC_MESSAGE"),
  QueuePortOwner: property("The process that created the port that it is queued on.", ({ __context, __facts }) =>
    mapPresent(__facts, ({ queuePort }) => __context.maybe(__context.ownerOf(queuePort), "process")),
  ),
  ClientContext: value("The client's context value.", ({ clientContext }) => clientContext),
  ServerContext: value("The server's context value.", ({ serverContext }) => serverContext),
  PortContext: value("The context value of the port that it was sent to.", ({ portContext }) => portContext),
  CancelPortContext: value(
    "The context value of the port that canceled it.",
    ({ cancelPortContext }) => cancelPortContext,
  ),
  SecurityData: resource("The client's security context that it carries.", ({ securityData }) => securityData),
  View: resource("The view that it carries.", ({ view }) => view),
  HandleData: resource("The handle that it carries.", ({ handleData }) => handleData),
  DirectEvent: property(
    "The event that is set when the reply arrives (Windows 10 and later).",
    ({ __context, __attributes }) =>
      mapPresent(__attributes, ({ directEvent }) =>
        mapPresent(directEvent, ({ event }) => nativeObject(__context.target, "_KEVENT", event)),
      ),
  ),
  WorkOnBehalf: part(
    "The thread on whose behalf the work is to be done (Windows 10 1607 and later).",
    WorkOnBehalf,
    ({ structure }) => decodeMessageAttributes(structure).workOnBehalf,
  ),
  Reserve: resource("The reserve that it was made from.", ({ reserve }) => reserve),
  QuotaProcess: other("The process that is charged for it.", "process", (message, { target }) =>
    readQuotaProcess(target, message),
  ),
  CancelSequencePort: other(
    "The port whose sequence the canceled message belonged to.",
    "port",
    (message) => decodeCancelInformation(message).sequencePort,
  ),
  CancelQueuePort: other(
    "The port on whose canceled queue it is.",
    "port",
    (message) => decodeCancelInformation(message).queuePort,
  ),
  CancelSequenceNo: inHexadecimal(
    property("Position in the sequence at its cancelation.", ({ __facts }) =>
      mapPresent(__facts, ({ structure }) => decodeCancelInformation(structure).sequenceNo),
    ),
  ),
  Data: part("The bytes that it carries.", Payload, (facts, { target }): Maybe<PayloadLike> =>
    readPayload(target, facts),
  ),
  Rpc: part("The header of a local RPC in the payload, as far as it can be read.", Rpc, (facts, { target }) =>
    readRpc(target, facts),
  ),
});
