/**
 * The header of local RPC in a message's payload. Its form is in no public documentation; this is how public tools that speak it lay it out
 * (the same in 32-bit and 64-bit systems of Windows 7 to 10). Only ports of RPC servers carry it, and nothing in the bytes proves it: a reading, not a truth.
 */

/** Identity of an interface in a bind. */
export interface RpcInterfaceId {
  /** Lower case, with dashes. */
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

export interface RpcRequest {
  readonly kind: "Request";
  readonly flags: number;
  readonly callId: number;
  /** As agreed in an earlier bind on the same connection. */
  readonly interfaceNumber: number;
  readonly procedureNumber: number;
  /** Undefined where the flags say that there is none, or the payload ends before it. */
  readonly objectUuid: string | undefined;
  /** Bytes from the start of the payload to the marshalled arguments. */
  readonly argumentsOffset: number;
}

export interface RpcBind {
  readonly kind: "Bind";
  readonly interfaceId: RpcInterfaceId;
  readonly syntaxFlags: number;
  /** What requests name the interface by, marshalled as NDR and as NDR64. */
  readonly ndrInterfaceNumber: number;
  readonly ndr64InterfaceNumber: number;
}

export interface RpcFault {
  readonly kind: "Fault";
  readonly errorCode: number;
}

export interface RpcResponse {
  readonly kind: "Response";
  readonly callId: number;
  readonly dataOffset: number;
}

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
  { leastLength: 0x10, decode: (bytes) => ({ kind: "Response", callId: word(bytes, 0x0c), dataOffset: RESPONSE_DATA_OFFSET }) },
];

/** The header at the start of a payload (what follows the `_PORT_MESSAGE`). Undefined where the bytes cannot be one: an unknown kind, or too few. */
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
      text += (0x100 + (bytes[offset + index] ?? 0)).toString(16).slice(1);
    }
    return text;
  };
  const first = (0x100000000 + word(bytes, offset)).toString(16).slice(1);
  const second = (0x10000 + half(bytes, offset + 4)).toString(16).slice(1);
  const third = (0x10000 + half(bytes, offset + 6)).toString(16).slice(1);
  return `${first}-${second}-${third}-${digits(8, 2)}-${digits(10, 6)}`;
}

function half(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100;
}

function word(bytes: Uint8Array, offset: number): number {
  return half(bytes, offset) + half(bytes, offset + 2) * 0x10000;
}
