/**
 * `KDDEBUGGER_DATA64`, which tells debuggers where the kernel's structures are. Offsets from Microsoft's public
 * `wdbgexts.h`. 64-bit Windows 8 and later keep it encoded until a crash; the decoding is that of the public readers
 * volatility 2 and QEMU.
 */
import { Bytes } from "../file/bytes.ts";
import type { KernelReader } from "./structures.ts";

export interface DebuggerData {
  readonly wasEncoded: boolean;
  readonly kernelBase: bigint;
  readonly moduleList: bigint;
  readonly processList: bigint;
  readonly isPae: boolean;
  /** Bytes of an `_EPROCESS`. */
  readonly processSize: number;
  /** Offset in `_KPRCB`. */
  readonly currentThread: number;
  /** Offset in `_KTHREAD` of the process that the thread runs in. */
  readonly threadProcess: number;
  /** Array of pointers to `_KPRCB`. */
  readonly processorBlocks: bigint;
}

/** Values that encode the block, and the address used with them. */
export interface EncodingKey {
  readonly waitNever: bigint;
  readonly waitAlways: bigint;
  readonly encodedFlag: bigint;
}

const LENGTH = 0x380;
const SHORTEST = 0x2c8;
const TAG = "KDBG";

function decodeWord(word: bigint, key: EncodingKey): bigint {
  const rotated = ((value: bigint, by: bigint): bigint => BigInt.asUintN(64, (value << by) | (value >> (64n - by))))(
    word ^ key.waitNever,
    key.waitNever & 63n,
  );
  const mixed = rotated ^ BigInt.asUintN(64, key.encodedFlag);
  let swapped = 0n;
  for (let index = 0n; index < 8n; index++) {
    swapped = (swapped << 8n) | ((mixed >> (index * 8n)) & 0xffn);
  }
  return swapped ^ key.waitAlways;
}

/** The block in plain form. */
export function decodeDebuggerData(bytes: Uint8Array, key: EncodingKey): Uint8Array {
  const result = bytes.slice();
  const view = new DataView(result.buffer);
  for (let at = 0; at + 8 <= result.length; at += 8) {
    view.setBigUint64(at, decodeWord(view.getBigUint64(at, true), key), true);
  }
  return result;
}

function parse(block: Uint8Array, wasEncoded: boolean): DebuggerData | undefined {
  const bytes = new Bytes(block, "the debugger data block");
  if (bytes.text(0x10, 4) !== TAG) {
    return undefined;
  }
  return {
    wasEncoded,
    kernelBase: bytes.u64(0x18),
    isPae: bytes.u16(0x36) !== 0,
    moduleList: bytes.u64(0x48),
    processList: bytes.u64(0x50),
    processorBlocks: bytes.u64(0x218),
    threadProcess: bytes.u16(0x2a0),
    processSize: bytes.u16(0x2a8),
    currentThread: bytes.u16(0x2b4),
  };
}

/** Undefined if there is no such block. `key`: computed only for an encoded block. */
export function readDebuggerData(
  reader: KernelReader,
  address: bigint,
  key: () => EncodingKey | undefined,
): DebuggerData | undefined {
  const block = reader.memory.read(address, LENGTH) ?? reader.memory.read(address, SHORTEST);
  if (block === undefined || block.length < SHORTEST) {
    return undefined;
  }
  const plain = parse(block, false);
  if (plain !== undefined) {
    return plain;
  }
  const known = key();
  return known === undefined ? undefined : parse(decodeDebuggerData(block, known), true);
}
