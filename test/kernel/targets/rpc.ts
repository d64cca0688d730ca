/** Payloads of local RPC, so that queued requests can be decoded. Offsets count from the end of the `_PORT_MESSAGE`. */

const REQUEST = {
  kind: 0x00,
  flags: 0x08,
  callId: 0x0c,
  interfaceNumber: 0x10,
  procedure: 0x14,
  objectUuid: 0x30,
  arguments: 0x40,
} as const;
const BIND = {
  kind: 0x00,
  interfaceUuid: 0x0c,
  major: 0x1c,
  minor: 0x1e,
  syntaxes: 0x20,
  ndr: 0x24,
  ndr64: 0x26,
  length: 0x40,
} as const;

function uuidBytes(text: string): Uint8Array {
  const [first = "", second = "", third = "", ...rest] = text.split("-");
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, parseInt(first, 16), true);
  view.setUint16(4, parseInt(second, 16), true);
  view.setUint16(6, parseInt(third, 16), true);
  const tail = rest.join("");
  for (let i = 0; i < 8; i++) {
    bytes[8 + i] = parseInt(tail.slice(i * 2, i * 2 + 2), 16);
  }
  return bytes;
}

/** A request: which call of which interface, with so many bytes of arguments. */
export function rpcRequest(options: {
  callId: number;
  interfaceNumber: number;
  procedure: number;
  objectUuid?: string;
  argumentBytes?: number;
}): Uint8Array {
  const bytes = new Uint8Array(REQUEST.arguments + (options.argumentBytes ?? 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(REQUEST.kind, 0, true);
  view.setUint32(REQUEST.flags, options.objectUuid === undefined ? 0 : 1, true);
  view.setUint32(REQUEST.callId, options.callId, true);
  view.setUint32(REQUEST.interfaceNumber, options.interfaceNumber, true);
  view.setUint32(REQUEST.procedure, options.procedure, true);
  if (options.objectUuid !== undefined) {
    bytes.set(uuidBytes(options.objectUuid), REQUEST.objectUuid);
  }
  return bytes;
}

/** A bind: from now on a number on this connection stands for that interface. */
export function rpcBind(options: {
  interfaceUuid: string;
  major: number;
  minor: number;
  ndr: number;
  ndr64?: number;
}): Uint8Array {
  const bytes = new Uint8Array(BIND.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(BIND.kind, 1, true);
  bytes.set(uuidBytes(options.interfaceUuid), BIND.interfaceUuid);
  view.setUint16(BIND.major, options.major, true);
  view.setUint16(BIND.minor, options.minor, true);
  view.setUint32(BIND.syntaxes, options.ndr64 === undefined ? 1 : 3, true);
  view.setUint16(BIND.ndr, options.ndr, true);
  view.setUint16(BIND.ndr64, options.ndr64 ?? 0, true);
  return bytes;
}
