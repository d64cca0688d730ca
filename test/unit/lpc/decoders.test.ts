/** The pure decoders: flags, kinds, message types, pool blocks. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario } from "../../kernel/index.ts";
import { notInThisBuild } from "../../../src/target/absence.ts";
import { findGenerationName } from "../../../src/generation/generation.ts";
import {
  formatMessageFlags,
  formatMessageType,
  isMessageType,
  LAST_LPC_TYPE,
} from "../../../src/generation/message-types.ts";
import { isAllocated, isMessageTag, readMessagePoolBlock } from "../../../src/lpc/pool/pool-header.ts";
import { decodePortFlags, decodePortKind, hasPortFlag } from "../../../src/lpc/port/port-kind.ts";
import { openPack } from "../pack.ts";
import { busyLpc, lpcLayoutIds, open, sure } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

describe("LPC decoders", () => {
  it("takes the kind from the low four bits only", () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((flags) => decodePortKind(flags).role),
      ["connection", "unconnected", "server", "client"],
    );
    assert.equal(decodePortKind(0xf0000014).kind, "CLIENT_COMMUNICATION_PORT");
    assert.deepEqual(
      [0, 5, 15].map((flags) => decodePortKind(flags).kind),
      ["UNKNOWN", "UNKNOWN", "UNKNOWN"],
    );
    assert.equal(decodePortKind(notInThisBuild("Flags")).role, "unknown");
  });

  it("names every bit of the flags, and keeps those without a name together", () => {
    const { value, bits } = decodePortFlags(0xb0000101);
    assert.equal(value, 0xb0000101);
    assert.deepEqual(bits, [
      { name: "Type", value: 1, width: 4 },
      { name: "Deleted", value: 1, width: 1 },
      { name: "Waitable", value: 1, width: 1 },
      { name: "NameDeleted", value: 0, width: 1 },
      { name: "DynamicSecurity", value: 1, width: 1 },
      { name: "Other", value: 0x100, width: 24 },
    ]);
    assert.deepEqual(
      decodePortFlags(0x40000001)
        .bits.filter((bit) => bit.value !== 0)
        .map((bit) => bit.name),
      ["Type", "NameDeleted"],
    );
    assert.equal(hasPortFlag(0x80000004, "DynamicSecurity"), true);
    assert.equal(hasPortFlag(0x80000004, "Waitable"), false);
  });

  it("names message types of this age and no later ones", () => {
    assert.equal(formatMessageType(1, LAST_LPC_TYPE), "LPC_REQUEST");
    assert.equal(formatMessageType(10, LAST_LPC_TYPE), "LPC_CONNECTION_REQUEST");
    assert.equal(formatMessageType(11, LAST_LPC_TYPE), "unknown type 11");
    assert.deepEqual(
      [0, 1, 10, 11].map((type) => isMessageType(type, LAST_LPC_TYPE)),
      [false, true, true, false],
    );
    assert.deepEqual(formatMessageFlags(0xc101), ["no impersonation", "kernel mode", "0x100"]);
    assert.deepEqual(formatMessageFlags(3), []);
  });

  it("knows the messages' tag, protected or not, and free blocks with and without an in-use bit", () => {
    assert.equal(isMessageTag(0x4d63704c), true);
    assert.equal(isMessageTag(0xcd63704c), true);
    assert.equal(isMessageTag(0x5a63704c), false);
    const block = { message: word(8n), header: word(0n), blockBytes: 0x168 };
    assert.deepEqual(
      [
        [6, true],
        [2, true],
        [2, false],
        [0, false],
      ].map(([poolType, hasBit]) => isAllocated({ ...block, poolType: Number(poolType) }, hasBit === true)),
      [true, false, true, false],
    );
  });

  for (const id of lpcLayoutIds) {
    it(`reads the pool header before a message on ${id}`, () => {
      const { image, target } = open(busyLpc(id));
      const { address } = image.facts.messages[0] ?? assert.fail();
      const block = sure(readMessagePoolBlock(target, word(address)));
      assert.equal(toBigInt(block.header), address - BigInt(image.scenario.machine.sizeOf("_POOL_HEADER")));
      assert(block.blockBytes > image.scenario.machine.sizeOf("_LPCP_MESSAGE"));
      assert.equal(findGenerationName(target), "LPC");
    });
  }

  for (const id of alpcLayoutIds) {
    it(`does not take ${id} for LPC, although its symbols carry the LPC types`, () => {
      const system = new KernelScenario(id);
      system.process("System", { id: 4 }).thread();
      const { target } = openPack(system.build().target);
      assert.equal(findGenerationName(target), "ALPC");
    });
  }
});
