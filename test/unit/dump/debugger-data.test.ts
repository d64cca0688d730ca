/** The kernel's data block for debuggers, plain and encoded. */
import assert from "node:assert/strict";
import { decodeDebuggerData, readDebuggerData, type EncodingKey } from "../../dump/kernel/debugger-data.ts";
import { KernelReader } from "../../dump/kernel/structures.ts";

const key: EncodingKey = {
  waitNever: 0x1234567890abcdefn,
  waitAlways: 0xfedcba0987654321n,
  encodedFlag: 0xfffff80001d05678n,
};

const wide = (value: bigint): bigint => BigInt.asUintN(64, value);

/** The kernel's own direction, step by step backward from its description: see the module. */
function encode(plain: Uint8Array): Uint8Array {
  const result = plain.slice();
  const view = new DataView(result.buffer);
  const turn = key.waitNever & 63n;
  for (let at = 0; at + 8 <= result.length; at += 8) {
    view.setBigUint64(at, view.getBigUint64(at, true) ^ key.waitAlways, true);
    const swapped = view.getBigUint64(at, false) ^ key.encodedFlag;
    view.setBigUint64(at, wide((swapped >> turn) | (swapped << (64n - turn))) ^ key.waitNever, true);
  }
  return result;
}

function block(): Buffer {
  const bytes = Buffer.alloc(0x380);
  bytes.write("KDBG", 0x10, "latin1");
  bytes.writeBigUInt64LE(0xfffff80001000000n, 0x18);
  bytes.writeUInt16LE(1, 0x36);
  bytes.writeBigUInt64LE(0xfffff80001c298a0n, 0x48);
  bytes.writeBigUInt64LE(0xfffff80001c1bfa0n, 0x50);
  bytes.writeBigUInt64LE(0xfffff80001d088c0n, 0x218);
  bytes.writeUInt16LE(0xb8, 0x2a0);
  bytes.writeUInt16LE(0xb80, 0x2a8);
  bytes.writeUInt16LE(8, 0x2b4);
  return bytes;
}

const at = 0xfffff80001c02190n;
const readerOf = (bytes: Uint8Array): KernelReader =>
  new KernelReader(
    {
      read: (address, length) =>
        address === at && length <= bytes.length ? new Uint8Array(bytes).slice(0, length) : undefined,
    },
    8,
  );

const expected = {
  kernelBase: 0xfffff80001000000n,
  isPae: true,
  moduleList: 0xfffff80001c298a0n,
  processList: 0xfffff80001c1bfa0n,
  processorBlocks: 0xfffff80001d088c0n,
  threadProcess: 0xb8,
  processSize: 0xb80,
  currentThread: 8,
};

describe("the debugger's data block", () => {
  it("is read in plain form without its key", () => {
    assert.deepEqual(
      readDebuggerData(readerOf(block()), at, () => assert.fail("no key is needed")),
      { wasEncoded: false, ...expected },
    );
  });

  it("is decoded with the values found in memory", () => {
    assert.deepEqual(Buffer.from(decodeDebuggerData(encode(new Uint8Array(block())), key)), block());
    assert.deepEqual(
      readDebuggerData(readerOf(encode(new Uint8Array(block()))), at, () => key),
      { wasEncoded: true, ...expected },
    );
  });

  it("is absent if it cannot be read, is not valid or has another key", () => {
    assert.equal(
      readDebuggerData(readerOf(block()), at + 8n, () => key),
      undefined,
    );
    assert.equal(
      readDebuggerData(readerOf(Buffer.alloc(0x380)), at, () => key),
      undefined,
    );
    assert.equal(
      readDebuggerData(readerOf(encode(new Uint8Array(block()))), at, () => ({ ...key, waitNever: 1n })),
      undefined,
    );
    assert.equal(
      readDebuggerData(readerOf(encode(new Uint8Array(block()))), at, () => undefined),
      undefined,
    );
  });

  it("of older kernels is shorter", () => {
    assert.equal(readDebuggerData(readerOf(block().subarray(0, 0x2c8)), at, () => undefined)?.processSize, 0xb80);
  });
});
