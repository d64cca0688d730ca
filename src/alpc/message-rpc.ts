/** Local RPC in a message: the header of its payload, and the interface where a bind on the same connection tells it. */
import { Absence, isAbsent, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { DecodedMessage } from "../generation/decoded.ts";
import { readableStart } from "../target/partial-memory.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectPath } from "../nt/object-name.ts";
import { readAlpcMessage } from "./message.ts";
import { CONNECTION_REQUEST, REPLY } from "../generation/message-types.ts";
import { readPayload } from "./message-payload.ts";
import { readAlpcPort } from "./port.ts";
import { queueNames, walkQueue } from "./queue.ts";
import { sameAddress } from "../generation/references.ts";
import { decodeRpcHeader, type RpcHeader, type RpcInterfaceId } from "./rpc-header.ts";
import { findRpcInterface } from "./rpc-interfaces.ts";

export interface RpcFacts {
  readonly header: RpcHeader;
  /** Of a bind its own, of a request that of a bind still queued on the connection; NotApplicable "unknown" otherwise. */
  readonly interfaceId: Maybe<RpcInterfaceId>;
  /** The interface's name where it is a well-known one. */
  readonly interfaceName: Maybe<string>;
}

/** The RPC reading of a message. NotApplicable where its port is none of an RPC server, or its payload is no RPC. */
export function readRpc(target: Target, message: DecodedMessage): Maybe<RpcFacts> {
  const path = isAbsent(message.connectionPort) ? message.connectionPort : readObjectPath(target, message.connectionPort);
  if (isAbsent(path) || path === undefined || !isRpcPortPath(path)) {
    return notApplicable("the message goes through no port of an RPC server");
  }
  const header = readHeader(target, message);
  if (header instanceof Absence) {
    return header;
  }
  const interfaceId = findInterface(target, message, header);
  return { header, interfaceId, interfaceName: nameOf(interfaceId) };
}

/** RPC servers listen below `\RPC Control`, under names of their own or such as `LRPC-0123` and `OLE0123` that the runtime makes up. */
export function isRpcPortPath(path: string): boolean {
  const parts = path.split("\\");
  const name = parts[parts.length - 1] ?? "";
  return parts.slice(0, -1).some((part) => part.toLowerCase() === "rpc control") || /^(LRPC-|OLE[0-9A-F])/i.test(name);
}

function readHeader(target: Target, message: DecodedMessage): Maybe<RpcHeader> {
  const payload = message.typeNumber === CONNECTION_REQUEST ? notApplicable("a connection request carries connection information, not RPC") : readPayload(target, message);
  const bytes = isAbsent(payload) ? payload : readableStart(payload, present(payload.address));
  if (isAbsent(bytes)) {
    return bytes;
  }
  const header = decodeRpcHeader(bytes);
  return header === undefined || (header.kind === "Request" && message.typeNumber === REPLY)
    ? notApplicable("the payload does not read as local RPC") : header;
}

function findInterface(target: Target, message: DecodedMessage, header: RpcHeader): Maybe<RpcInterfaceId> {
  if (header.kind === "Bind") {
    return header.interfaceId;
  }
  if (header.kind !== "Request") {
    return notApplicable("unknown: only a request names an interface");
  }
  for (const candidate of walkConnectionMessages(target, message)) {
    const bind = readHeader(target, candidate);
    if (!isAbsent(bind) && bind.kind === "Bind" && [bind.ndrInterfaceNumber, bind.ndr64InterfaceNumber].includes(header.interfaceNumber)) {
      return bind.interfaceId;
    }
  }
  return notApplicable(`unknown: the bind that agreed on interface ${header.interfaceNumber} is no longer queued on the connection`);
}

/** Other messages of the same connection, on the queues of its three ports. */
function* walkConnectionMessages(target: Target, message: DecodedMessage): Generator<DecodedMessage, void> {
  const owner = isAbsent(message.ownerPort) ? message.ownerPort : readAlpcPort(target, message.ownerPort);
  const ends: readonly Maybe<Word64>[] = isAbsent(owner) ? [message.queuePort] : [owner.connectionPort, owner.serverPort, owner.clientPort];
  const isOfConnection = (candidate: DecodedMessage): boolean => sameAddress(candidate.ownerPort, message.ownerPort)
    || (!isAbsent(owner) && (sameAddress(candidate.ownerPort, owner.clientPort) || sameAddress(candidate.ownerPort, owner.serverPort)));
  for (const end of ends) {
    const address = present(end);
    const port = address === undefined ? undefined : present(readAlpcPort(target, address));
    for (const name of port === undefined ? [] : queueNames(target)) {
      for (const at of port === undefined ? [] : walkQueue(target, port.structure, name)) {
        const candidate = readAlpcMessage(target, at);
        if (!isAbsent(candidate) && !candidate.address.equals(message.address) && isOfConnection(candidate)) {
          yield candidate;
        }
      }
    }
  }
}

function nameOf(interfaceId: Maybe<RpcInterfaceId>): Maybe<string> {
  return isAbsent(interfaceId) ? interfaceId
    : findRpcInterface(interfaceId.uuid)?.name ?? notApplicable("unknown: not one of the well-known interfaces");
}
