/** Decoders and formatters that need no target. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatMessageFlags,
  formatMessageType,
  isAnswered,
  isMessageType,
  LAST_ALPC_TYPE,
} from "../../../src/generation/message-types.ts";
import { decodeRpcHeader, findRpcInterface, formatUuid, isRpcPortPath } from "../../../src/alpc/message/rpc.ts";
import { namesOfBits } from "../../../src/nt/named-bits.ts";
import { formatObjectTypes } from "../../../src/alpc/port/port-attributes.ts";
import { Recent } from "../../../src/target/recent.ts";
import { bindPayload, requestPayload } from "./scene.ts";

const SEED = 20240608;

describe("message types", () => {
  it("name the low byte and the flags apart", () => {
    assert.equal(formatMessageType(1, LAST_ALPC_TYPE), "LPC_REQUEST");
    assert.equal(formatMessageType(10, LAST_ALPC_TYPE), "LPC_CONNECTION_REQUEST");
    assert.equal(formatMessageType(12, LAST_ALPC_TYPE), "LPC_CANCELED");
    assert.equal(formatMessageType(99, LAST_ALPC_TYPE), "unknown type 99");
    assert.deepEqual(formatMessageFlags(0xa001), ["continuation required", "kernel mode"]);
    assert.deepEqual(formatMessageFlags(0x2101), ["continuation required", "0x100"]);
    assert.deepEqual(formatMessageFlags(0x0001), []);
  });

  it("know which are types at all and which are answered", () => {
    assert.deepEqual(
      [0, 1, 13, 14].map((type) => isMessageType(type, LAST_ALPC_TYPE)),
      [false, true, true, false],
    );
    assert.deepEqual([1, 2, 3, 10].map(isAnswered), [true, false, false, true]);
  });
});

describe("local RPC headers", () => {
  it("are read where all of one is there", () => {
    assert.equal(decodeRpcHeader(bindPayload())?.kind, "Bind");
    const bind = decodeRpcHeader(bindPayload());
    assert.deepEqual(bind, {
      kind: "Bind",
      interfaceId: { uuid: "367abb81-9844-35f1-ad32-98f038001003", major: 2, minor: 0 },
      syntaxFlags: 1,
      ndrInterfaceNumber: 2,
      ndr64InterfaceNumber: 3,
    });
    assert.deepEqual(decodeRpcHeader(Uint8Array.of(2, 0, 0, 0, 9, 9, 9, 9, 5, 0, 0, 0)), {
      kind: "Fault",
      errorCode: 5,
    });
    assert.deepEqual(decodeRpcHeader(Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0)), {
      kind: "Response",
      callId: 7,
      dataOffset: 0x18,
    });
  });

  it("have an object UUID only if the flag is set and the bytes are there", () => {
    const request = requestPayload();
    const withoutFlag = requestPayload();
    withoutFlag[8] = 0;
    const uuids = [request, withoutFlag, request.subarray(0, 0x38)].map((bytes) => {
      const header = decodeRpcHeader(bytes);
      return header?.kind === "Request" ? header.objectUuid : "no request";
    });
    assert.deepEqual(uuids, ["00112233-4455-6677-8899-aabbccddeeff", undefined, undefined]);
  });

  it("are none where the kind is unknown or bytes are missing", () => {
    assert.equal(decodeRpcHeader(Uint8Array.of(4, 0, 0, 0)), undefined);
    assert.equal(decodeRpcHeader(bindPayload().subarray(0, 0x27)), undefined);
    assert.equal(decodeRpcHeader(new Uint8Array(0)), undefined);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 0x17 }), (bytes) => decodeRpcHeader(bytes)?.kind !== "Request"),
      { seed: SEED },
    );
  });

  it("write UUIDs as Windows does", () => {
    assert.equal(
      formatUuid(
        Uint8Array.of(0, 0x81, 0xbb, 0x7a, 0x06, 0x44, 0x98, 0xf1, 0x35, 0xad, 0x32, 0x98, 0xf0, 0x38, 0, 0x10, 3),
        1,
      ),
      "067abb81-9844-35f1-ad32-98f038001003",
    );
  });

  it("belong to ports of RPC servers", () => {
    assert.deepEqual(
      [
        "\\RPC Control\\ntsvcs",
        "\\rpc control\\x",
        "\\Sessions\\1\\AppContainerNamedObjects\\RPC Control\\y",
        "\\LRPC-0a1b",
        "OLE16E02A5AAD974222920005479E7C",
      ].map(isRpcPortPath),
      [true, true, true, true, true],
    );
    assert.deepEqual(
      ["\\ThemeApiPort", "\\Sessions\\1\\Windows\\ApiPort", "\\OLEXYZ", "\\BaseNamedObjects\\RPC"].map(isRpcPortPath),
      [false, false, false, false],
    );
  });

  it("give well-known interfaces their names", () => {
    assert.deepEqual(findRpcInterface("367abb81-9844-35f1-ad32-98f038001003"), {
      uuid: "367abb81-9844-35f1-ad32-98f038001003",
      name: "svcctl",
      source: "MS-SCMR",
    });
    assert.equal(findRpcInterface("00000000-0000-0000-0000-000000000000"), undefined);
  });
});

describe("flags", () => {
  it("lose no bit", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => {
        const rest = namesOfBits(value, [
          { bit: 1, name: "one" },
          { bit: 0x80000000, name: "top" },
        ]);
        const sum = rest.reduce(
          (total, name) => total + (name === "one" ? 1 : name === "top" ? 0x80000000 : Number(name)),
          0,
        );
        assert.equal(sum, value);
      }),
      { seed: SEED },
    );
    assert.deepEqual(formatObjectTypes(0x811), ["File", "Event", "Job"]);
  });
});

describe("the bounded memo", () => {
  it("keeps the newest and computes again what it forgot", () => {
    const memo = new Recent<number>(2);
    let computed = 0;
    const ask = (key: string): number => memo.once(key, () => (computed += 1));
    assert.deepEqual(["a", "b", "a", "c", "a"].map(ask), [1, 2, 1, 3, 4]);
    assert.equal(memo.get("b"), undefined);
  });
});
