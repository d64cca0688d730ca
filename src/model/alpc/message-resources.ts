/** Resources that travel with messages or stand behind them: reserves, security contexts, handles on their way, connection infos, messages as blobs. */
import { mapPresent } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { readConnection } from "../../alpc/port/port-walk.ts";
import { defineClass, inDecimal, inHexadecimal } from "../members.ts";
import { bodyRow, commonResourceProperties, Resource, stateRow } from "./resource.ts";

export class Reserve extends Resource {}
export class SecurityContext extends Resource {}
export class HandleData extends Resource {}
export class ConnectionInfo extends Resource {}
export class MessageBlob extends Resource {}
export class DirectTransfer extends Resource {}

export const reserveClass = defineClass<Reserve>("reserve", "A message set aside, so that sending it later cannot fail for want of memory.", Reserve, {
  ...commonResourceProperties("_KALPC_RESERVE"),
  Handle: bodyRow("Reserve", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
  Message: bodyRow("Reserve", "The message that is kept for it.", ({ message }, context) => context.maybe(message, "message")),
  Size: inDecimal(bodyRow("Reserve", "Bytes of payload.", ({ size }) => size)),
  IsActive: bodyRow("Reserve", "Whether its message is under way now.", ({ isActive }) => isActive),
});

export const securityContextClass = defineClass<SecurityContext>("security-context", "A client's security context, captured once and handed on with messages.", SecurityContext, {
  ...commonResourceProperties("_KALPC_SECURITY_DATA"),
  Handle: bodyRow("SecurityContext", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
  ImpersonationLevel: bodyRow("SecurityContext", "How far a server may act as the client.", ({ impersonationLevel }) => impersonationLevel),
  TrackingMode: bodyRow("SecurityContext", "Whether later changes of the client's token count.", ({ trackingMode }) => trackingMode),
  EffectiveOnly: bodyRow("SecurityContext", "Whether only what is enabled in the token now may be used.", ({ effectiveOnly }) => effectiveOnly),
  Token: bodyRow("SecurityContext", "The client's token.", ({ token }, { target }) => mapPresent(token, (address) => nativeObject(target, "_TOKEN", address))),
  State: stateRow("SecurityContext", "The flags word and each of its named bits.", ({ state }) => state),
});

export const handleDataClass = defineClass<HandleData>("handle-data", "A handle on its way from the sender of a message to its receiver.", HandleData, {
  ...commonResourceProperties("_KALPC_HANDLE_DATA"),
  ObjectType: bodyRow("HandleData", "What kind of object it refers to.", ({ objectType }) => mapPresent(objectType, ({ names }) => names.join(" | "))),
  Count: inDecimal(bodyRow("HandleData", "How many handles.", ({ count }) => count)),
  SourceProcess: bodyRow("HandleData", "The process whose handle it is.", ({ duplicate }, context) =>
    mapPresent(duplicate, ({ sourceProcess }) => context.maybe(sourceProcess, "process"))),
  SourceHandle: bodyRow("HandleData", "The handle in that process.", ({ duplicate }) => mapPresent(duplicate, ({ sourceHandle }) => sourceHandle)),
  ReferencedObject: bodyRow("HandleData", "Address of the object.", ({ duplicate }) => mapPresent(duplicate, ({ object }) => object)),
  TargetAccess: inHexadecimal(bodyRow("HandleData", "Access that the receiver's handle will have.", ({ duplicate }) => mapPresent(duplicate, ({ targetAccess }) => targetAccess))),
});

export const connectionInfoClass = defineClass<ConnectionInfo>("connection-info", "What both ends of a connection share.", ConnectionInfo, {
  ...commonResourceProperties("_ALPC_COMMUNICATION_INFO"),
  Connection: bodyRow("ConnectionInfo", "The connection.", ({ info }, context) => context.connection(readConnection(context.target, info.address))),
});

export const messageBlobClass = defineClass<MessageBlob>("message-blob", "A message as a resource.", MessageBlob, {
  ...commonResourceProperties("_KALPC_MESSAGE"),
  Message: bodyRow("Message", "The message.", ({ message }, context) => context.message(message.address)),
});

export const directTransferClass = defineClass<DirectTransfer>("direct-transfer", "A direct transfer; its structure is in no public symbols.", DirectTransfer, commonResourceProperties());
