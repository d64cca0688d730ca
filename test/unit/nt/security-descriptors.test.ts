/** Security descriptors of objects in memory, intact and damaged. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { KernelScenario, type LayoutId } from "../../kernel/index.ts";
import type { PortOptions } from "../../kernel/scenario/port.ts";
import { Absence } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import {
  formatSddl,
  labelOf,
  readSecurityDescriptor,
  type SecurityDescriptor,
} from "../../../src/nt/security/security-descriptor.ts";
import { nameOfSid } from "../../../src/nt/security/sid-names.ts";
import type { Maybe } from "../../../src/target/absence.ts";
import { openPack } from "../pack.ts";

function readDescriptor(
  id: LayoutId,
  access: PortOptions["access"],
  damage: (system: KernelScenario, image: ReturnType<KernelScenario["build"]>, port: bigint) => void = () => undefined,
): Maybe<SecurityDescriptor> | undefined {
  const system = new KernelScenario(id);
  const process = system.process("server.exe", { session: 0 });
  process.thread();
  const port = process.createsPort("\\RPC Control\\test", access === undefined ? {} : { access });
  const image = system.build();
  damage(system, image, port.address);
  const address = new Word64(Number(port.address >> 32n), Number(port.address & 0xffffffffn));
  return readSecurityDescriptor(openPack(image.target).target, address);
}

describe("security descriptors of objects", () => {
  for (const id of [
    "winxp-sp3-x86",
    "win2003-sp2-x64",
    "vista-sp2-x86",
    "win7-sp1-x64",
    "win10-10240-x86",
    "win11-22621-x64",
  ] as const) {
    it(`are found and read: ${id}`, () => {
      const found = readDescriptor(id, {
        owner: "S-1-5-18",
        group: "S-1-5-32-544",
        dacl: [
          { sid: "S-1-1-0", flags: 0x10 },
          { sid: "S-1-5-7", kind: "deny", mask: 0x1f0001 },
        ],
        sacl: [{ sid: "S-1-16-4096", kind: "label", mask: 1 }],
      });
      assert.ok(found !== undefined && !(found instanceof Absence));
      assert.equal(
        formatSddl(found),
        "O:S-1-5-18G:S-1-5-32-544D:(A;ID;0x1;;;S-1-1-0)(D;;0x1f0001;;;S-1-5-7)S:(ML;;0x1;;;S-1-16-4096)",
      );
      const label = labelOf(found);
      assert.ok(!(label instanceof Absence));
      assert.deepEqual([nameOfSid(label.sid), label.policy], ["Low", ["no write up"]]);
    });
  }

  it("may be missing, and so may their lists", () => {
    assert.equal(readDescriptor("win10-19041-x64", null), undefined);
    const bare = readDescriptor("win10-19041-x64", { dacl: null });
    assert.ok(bare !== undefined && !(bare instanceof Absence));
    assert.equal(bare.dacl, undefined);
    assert.ok(bare.owner instanceof Absence && bare.group instanceof Absence && labelOf(bare) instanceof Absence);
    assert.equal(formatSddl(bare), "D:NO_ACCESS_CONTROL");
  });

  it("that cannot be are Invalid, with the reason", () => {
    for (const bytes of [
      new Uint8Array(20),
      Uint8Array.of(1, 0, 4, 0, ...new Array<number>(16).fill(0)),
      Uint8Array.of(2, 0, 4, 0x80, ...new Array<number>(16).fill(0)),
    ]) {
      const found = readDescriptor("win10-19041-x64", bytes);
      assert.ok(
        found instanceof Absence &&
          found.kind === "Invalid" &&
          /there is no security descriptor at 0x/.test(found.reason),
      );
    }
    const outside = readDescriptor(
      "win10-19041-x64",
      Uint8Array.of(1, 0, 4, 0x80, 4, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 19, 0, 0, 0),
    );
    assert.ok(outside !== undefined && !(outside instanceof Absence));
    for (const part of [outside.owner, outside.group, outside.dacl]) {
      assert.ok(part instanceof Absence && part.kind === "Invalid", String(part));
    }
  });

  it("in user space or in memory that is gone say so", () => {
    const user = readDescriptor("win10-19041-x64", undefined, (system, image, port) => {
      image.writeField(
        port - system.machine.offsetOf("_OBJECT_HEADER", "Body"),
        "_OBJECT_HEADER",
        "SecurityDescriptor",
        0x7ff6_0000_0000n,
      );
    });
    assert.ok(user instanceof Absence && user.kind === "Invalid");
    const gone = readDescriptor("win10-19041-x64", undefined, (system, image, port) => {
      image.writeField(
        port - system.machine.offsetOf("_OBJECT_HEADER", "Body"),
        "_OBJECT_HEADER",
        "SecurityDescriptor",
        0xffffe58dffff0000n,
      );
    });
    assert.ok(gone instanceof Absence && gone.kind === "Unreadable");
  });

  it("of any bytes are read without an error", () => {
    const header = fc
      .uint8Array({ minLength: 20, maxLength: 200 })
      .map((bytes) =>
        Uint8Array.of(
          1,
          0,
          ...bytes.subarray(2, 3),
          0x80 | (bytes[3] ?? 0),
          ...bytes.subarray(4).map((byte, index) => (index < 16 && index % 4 !== 0 ? 0 : byte)),
        ),
      );
    fc.assert(
      fc.property(header, (bytes) => {
        const found = readDescriptor("vista-sp2-x86", bytes);
        assert.ok(found !== undefined && !(found instanceof Absence));
        assert.equal(typeof formatSddl(found), "string");
        labelOf(found);
      }),
      { numRuns: 60 },
    );
  });
});
