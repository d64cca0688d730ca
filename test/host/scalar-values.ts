/** Values of the simple C types, from their bytes to what a script gets. */
import type { HostState } from "./host-state.ts";
import type { BitFieldInfo, IntrinsicInfo } from "./type-info.ts";

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The unsigned value of little-endian bytes. */
export function readBits(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) {
    value = (value << 8n) | BigInt(bytes[i] ?? 0);
  }
  return value;
}

function readFloat(bytes: Uint8Array): number {
  return bytes.length === 4 ? viewOf(bytes).getFloat32(0, true) : viewOf(bytes).getFloat64(0, true);
}

/** The value of a simple C type as it enters a script: a number, a boolean, or an Int64 for 64 bits. */
export function intrinsicValue(state: HostState, info: IntrinsicInfo, bytes: Uint8Array): unknown {
  if (info.encoding === "float") {
    return readFloat(bytes);
  }
  const bits = readBits(bytes);
  if (info.name === "bool") {
    return bits !== 0n;
  }
  if (info.size === 8) {
    return state.int64.of(bits);
  }
  return Number(info.encoding === "signed" ? BigInt.asIntN(info.size * 8, bits) : bits);
}

/** Assumption: a bit field within a 64-bit unit enters as an Int64, whatever its own width. */
export function bitFieldValue(state: HostState, info: BitFieldInfo, bytes: Uint8Array): unknown {
  const bits = (readBits(bytes) >> BigInt(info.lsb)) & ((1n << BigInt(info.length)) - 1n);
  const value = info.storage.encoding === "signed" ? BigInt.asIntN(info.length, bits) : bits;
  return info.storage.size === 8 ? state.int64.of(value) : Number(value);
}
