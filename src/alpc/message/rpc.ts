/**
 * Local RPC in a message: the header of its payload, and the interface if a bind on the same connection names it. The
 * header is not publicly documented; this is the layout that public tools use (the same in 32-bit and 64-bit Windows 7
 * to 10). Only ports of RPC servers carry it, and nothing in the bytes proves it: an interpretation, not a fact.
 */
import { isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { readableStart } from "../../target/partial-memory.ts";
import type { Target } from "../../target/target.ts";
import { hexDigits, type Word64 } from "../../target/word64.ts";
import { readObjectPath } from "../../nt/object-name.ts";
import type { DecodedMessage } from "../../generation/decoded.ts";
import { CONNECTION_REQUEST, REPLY } from "../../generation/message-types.ts";
import { sameAddress } from "../../generation/references.ts";
import { readAlpcMessage } from "./message.ts";
import { readPayload } from "./payload.ts";
import { readAlpcPort } from "../port/port.ts";
import { queueNames, walkQueue } from "../port/queue.ts";

/** Identity of an interface in a bind. */
export interface RpcInterfaceId {
  /** Lower case, with dashes. */
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** A client's call. Its ids and numbers are 32-bit words of the payload, as they stand there. */
export interface RpcRequest {
  readonly kind: "Request";
  /** Bit 0: an object UUID follows. The other bits are not decoded. */
  readonly flags: number;
  /** The response to the call has the same. */
  readonly callId: number;
  /** As agreed in an earlier bind on the same connection. */
  readonly interfaceNumber: number;
  /** The procedure's operation number in the interface. */
  readonly procedureNumber: number;
  /** Lower case, with dashes. Undefined if the flags exclude it, or the payload ends before it. */
  readonly objectUuid: string | undefined;
  /** Bytes from the start of the payload to the marshaled arguments. */
  readonly argumentsOffset: number;
}

/** A client's offer of an interface, or the server's answer: both have this form. */
export interface RpcBind {
  readonly kind: "Bind";
  readonly interfaceId: RpcInterfaceId;
  /** A word about the transfer syntaxes; its bits are not decoded. */
  readonly syntaxFlags: number;
  /** What requests name the interface by, marshaled as NDR and as NDR64. */
  readonly ndrInterfaceNumber: number;
  readonly ndr64InterfaceNumber: number;
}

/** The answer to a call that failed. */
export interface RpcFault {
  readonly kind: "Fault";
  /** 32 bits, as the payload has them. */
  readonly errorCode: number;
}

/** The answer to a call, with its results. */
export interface RpcResponse {
  readonly kind: "Response";
  readonly callId: number;
  /** Bytes from the start of the payload to the marshaled results. */
  readonly dataOffset: number;
}

/** The header by its kind, which the first word of the payload gives: 0 to 3 in this order. */
export type RpcHeader = RpcRequest | RpcBind | RpcFault | RpcResponse;

const OBJECT_UUID_FLAG = 1;
const OBJECT_UUID_OFFSET = 0x30;
const ARGUMENTS_OFFSET = 0x40;
const RESPONSE_DATA_OFFSET = 0x18;
const UUID_LENGTH = 16;

const DECODERS: readonly { readonly leastLength: number; readonly decode: (bytes: Uint8Array) => RpcHeader }[] = [
  { leastLength: 0x18, decode: decodeRequest },
  { leastLength: 0x28, decode: decodeBind },
  { leastLength: 0x0c, decode: (bytes) => ({ kind: "Fault", errorCode: word(bytes, 0x08) }) },
  {
    leastLength: 0x10,
    decode: (bytes) => ({ kind: "Response", callId: word(bytes, 0x0c), dataOffset: RESPONSE_DATA_OFFSET }),
  },
];

/**
 * The header at the start of a payload (what follows the `_PORT_MESSAGE`). Undefined where the bytes cannot be one: an
 * unknown kind, or too few.
 */
export function decodeRpcHeader(payload: Uint8Array): RpcHeader | undefined {
  const decoder = payload.length < 4 ? undefined : DECODERS[word(payload, 0)];
  return decoder === undefined || payload.length < decoder.leastLength ? undefined : decoder.decode(payload);
}

function decodeRequest(bytes: Uint8Array): RpcRequest {
  const flags = word(bytes, 0x08);
  const hasUuid = (flags & OBJECT_UUID_FLAG) !== 0 && bytes.length >= OBJECT_UUID_OFFSET + UUID_LENGTH;
  return {
    kind: "Request",
    flags,
    callId: word(bytes, 0x0c),
    interfaceNumber: word(bytes, 0x10),
    procedureNumber: word(bytes, 0x14),
    objectUuid: hasUuid ? formatUuid(bytes, OBJECT_UUID_OFFSET) : undefined,
    argumentsOffset: ARGUMENTS_OFFSET,
  };
}

function decodeBind(bytes: Uint8Array): RpcBind {
  return {
    kind: "Bind",
    interfaceId: { uuid: formatUuid(bytes, 0x0c), major: half(bytes, 0x1c), minor: half(bytes, 0x1e) },
    syntaxFlags: word(bytes, 0x20),
    ndrInterfaceNumber: half(bytes, 0x24),
    ndr64InterfaceNumber: half(bytes, 0x26),
  };
}

/** A UUID as Windows stores it: three little-endian numbers, then eight bytes. */
export function formatUuid(bytes: Uint8Array, offset: number): string {
  const digits = (from: number, count: number): string => {
    let text = "";
    for (let index = from; index < from + count; index += 1) {
      text += hexDigits(bytes[offset + index] ?? 0, 2);
    }
    return text;
  };
  const first = hexDigits(word(bytes, offset), 8);
  const second = hexDigits(half(bytes, offset + 4), 4);
  const third = hexDigits(half(bytes, offset + 6), 4);
  return `${first}-${second}-${third}-${digits(8, 2)}-${digits(10, 6)}`;
}

function half(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100;
}

function word(bytes: Uint8Array, offset: number): number {
  return half(bytes, offset) + half(bytes, offset + 2) * 0x10000;
}

/** A well-known interface, without its UUID. */
export interface RpcInterface {
  /** As the interface definition names it. */
  readonly name: string;
  /** The document that defines it. */
  readonly source: string;
}

/**
 * Names of well-known RPC interfaces by UUID, from the standards-assignments sections of Microsoft's Open
 * Specifications (the document is beside each) and, for DCE's own, from the Open Group's C706. Interfaces keep their
 * UUID in all versions of Windows.
 */
const INTERFACES: readonly (RpcInterface & { readonly uuid: string })[] = [
  { uuid: "367abb81-9844-35f1-ad32-98f038001003", name: "svcctl", source: "MS-SCMR" },
  { uuid: "12345778-1234-abcd-ef00-0123456789ab", name: "lsarpc", source: "MS-LSAD" },
  { uuid: "12345778-1234-abcd-ef00-0123456789ac", name: "samr", source: "MS-SAMR" },
  { uuid: "12345678-1234-abcd-ef00-01234567cffb", name: "logon", source: "MS-NRPC" },
  { uuid: "12345678-1234-abcd-ef00-0123456789ab", name: "winspool", source: "MS-RPRN" },
  { uuid: "76f03f96-cdfd-44fc-a22c-64950a001209", name: "IRemoteWinspool", source: "MS-PAR" },
  { uuid: "338cd001-2244-31f1-aaaa-900038001003", name: "winreg", source: "MS-RRP" },
  { uuid: "894de0c0-0d55-11d3-a322-00c04fa321a1", name: "InitShutdown", source: "MS-RSP" },
  { uuid: "d95afe70-a6d5-4259-822e-2c84da1ddb0d", name: "WindowsShutdown", source: "MS-RSP" },
  { uuid: "4b324fc8-1670-01d3-1278-5a47bf6ee188", name: "srvsvc", source: "MS-SRVS" },
  { uuid: "6bffd098-a112-3610-9833-46c3f87e345a", name: "wkssvc", source: "MS-WKST" },
  { uuid: "6bffd098-a112-3610-9833-012892020162", name: "browser", source: "MS-BRWSA" },
  { uuid: "1ff70682-0a51-30e8-076d-740be8cee98b", name: "ATSvc", source: "MS-TSCH" },
  { uuid: "378e52b0-c0a9-11cf-822d-00aa0051e40f", name: "SASec", source: "MS-TSCH" },
  { uuid: "86d35949-83c9-4044-b424-db363231fd0c", name: "ITaskSchedulerService", source: "MS-TSCH" },
  { uuid: "82273fdc-e32a-18c3-3f78-827929dc23ea", name: "eventlog", source: "MS-EVEN" },
  { uuid: "f6beaff7-1e19-4fbb-9f8f-b89e2018337c", name: "IEventService", source: "MS-EVEN6" },
  { uuid: "c681d488-d850-11d0-8c52-00c04fd90f7e", name: "efsrpc (lsarpc endpoint)", source: "MS-EFSR" },
  { uuid: "df1941c5-fe89-4e79-bf10-463657acf44d", name: "efsrpc", source: "MS-EFSR" },
  { uuid: "3dde7c30-165d-11d1-ab8f-00805f14db40", name: "BackupKey", source: "MS-BKRP" },
  { uuid: "3919286a-b10c-11d0-9ba8-00c04fd92ef5", name: "dssetup", source: "MS-DSSP" },
  { uuid: "e3514235-4b06-11d1-ab04-00c04fc2dcd2", name: "drsuapi", source: "MS-DRSR" },
  { uuid: "4fc742e0-4a10-11cf-8273-00aa004ae673", name: "netdfs", source: "MS-DFSNM" },
  { uuid: "50abc2a4-574d-40b3-9d66-ee4fd5fba076", name: "DnsServer", source: "MS-DNSP" },
  { uuid: "91ae6020-9e3c-11cf-8d7c-00aa00c091be", name: "ICertPassage", source: "MS-ICPR" },
  { uuid: "5ca4a760-ebb1-11cf-8611-00a0245420ed", name: "IcaApi", source: "MS-TSTS" },
  { uuid: "e1af8308-5d1f-11c9-91a4-08002b14a0fa", name: "ept", source: "C706" },
  { uuid: "afa8bd80-7d8a-11c9-bef4-08002b102989", name: "mgmt", source: "C706" },
  { uuid: "99fcfec4-5260-101b-bbcb-00aa0021347a", name: "IObjectExporter", source: "MS-DCOM" },
  { uuid: "4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", name: "IActivation", source: "MS-DCOM" },
  { uuid: "000001a0-0000-0000-c000-000000000046", name: "IRemoteSCMActivator", source: "MS-DCOM" },
  { uuid: "00000131-0000-0000-c000-000000000046", name: "IRemUnknown", source: "MS-DCOM" },
  { uuid: "00000143-0000-0000-c000-000000000046", name: "IRemUnknown2", source: "MS-DCOM" },
];

/** The interface with a UUID (lower case, with dashes); undefined where it is not one of the well-known. */
export function findRpcInterface(uuid: string): RpcInterface | undefined {
  return INTERFACES.find((entry) => entry.uuid === uuid);
}

/** A message read as local RPC. */
export interface RpcFacts {
  readonly header: RpcHeader;
  /**
   * A bind's own interface; for a request, that of its bind if it is still queued. NotApplicable "unknown" otherwise.
   */
  readonly interfaceId: Maybe<RpcInterfaceId>;
  /** NotApplicable where the interface is not a well-known one; else absent for the same reason as its id. */
  readonly interfaceName: Maybe<string>;
}

/** The RPC reading of a message. NotApplicable if its port is not an RPC server's, or its payload is not RPC. */
export function readRpc(target: Target, message: DecodedMessage): Maybe<RpcFacts> {
  const path = isAbsent(message.connectionPort)
    ? message.connectionPort
    : readObjectPath(target, message.connectionPort);
  if (isAbsent(path) || path === undefined || !isRpcPortPath(path)) {
    return notApplicable("the message goes through no port of an RPC server");
  }
  const header = readRpcHeader(target, message);
  if (isAbsent(header)) {
    return header;
  }
  const interfaceId = findInterface(target, message, header);
  return { header, interfaceId, interfaceName: nameOf(interfaceId) };
}

/**
 * RPC servers listen below `\RPC Control`, under names of their own or such as `LRPC-0123` and `OLE0123` that the
 * runtime makes up.
 */
export function isRpcPortPath(path: string): boolean {
  const parts = path.split("\\");
  const name = parts[parts.length - 1] ?? "";
  return parts.slice(0, -1).some((part) => part.toLowerCase() === "rpc control") || /^(LRPC-|OLE[0-9A-F])/i.test(name);
}

/**
 * The header at the start of a message's payload, whatever port it goes through. NotApplicable where the payload does
 * not read as local RPC.
 */
export function readRpcHeader(target: Target, message: DecodedMessage): Maybe<RpcHeader> {
  const payload =
    message.typeNumber === CONNECTION_REQUEST
      ? notApplicable("a connection request carries connection information, not RPC")
      : readPayload(target, message);
  const bytes = isAbsent(payload) ? payload : readableStart(payload, present(payload.address));
  if (isAbsent(bytes)) {
    return bytes;
  }
  const header = decodeRpcHeader(bytes);
  return header === undefined || (header.kind === "Request" && message.typeNumber === REPLY)
    ? notApplicable("the payload does not read as local RPC")
    : header;
}

function findInterface(target: Target, message: DecodedMessage, header: RpcHeader): Maybe<RpcInterfaceId> {
  if (header.kind === "Bind") {
    return header.interfaceId;
  }
  if (header.kind !== "Request") {
    return notApplicable("unknown: only a request names an interface");
  }
  for (const candidate of walkConnectionMessages(target, message)) {
    const bind = readRpcHeader(target, candidate);
    if (
      !isAbsent(bind) &&
      bind.kind === "Bind" &&
      [bind.ndrInterfaceNumber, bind.ndr64InterfaceNumber].includes(header.interfaceNumber)
    ) {
      return bind.interfaceId;
    }
  }
  return notApplicable(
    `unknown: the bind that agreed on interface ${header.interfaceNumber} is no longer queued on the connection`,
  );
}

/** Other messages of the same connection, on the queues of its three ports. */
function* walkConnectionMessages(target: Target, message: DecodedMessage): Generator<DecodedMessage, void> {
  const owner = isAbsent(message.ownerPort) ? message.ownerPort : readAlpcPort(target, message.ownerPort);
  const ends: readonly Maybe<Word64>[] = isAbsent(owner)
    ? [message.queuePort]
    : [owner.connectionPort, owner.serverPort, owner.clientPort];
  const isOfConnection = (candidate: DecodedMessage): boolean =>
    sameAddress(candidate.ownerPort, message.ownerPort) ||
    (!isAbsent(owner) &&
      (sameAddress(candidate.ownerPort, owner.clientPort) || sameAddress(candidate.ownerPort, owner.serverPort)));
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
  return isAbsent(interfaceId)
    ? interfaceId
    : (findRpcInterface(interfaceId.uuid)?.name ?? notApplicable("unknown: not one of the well-known interfaces"));
}
