/** Security identifiers and access lists as bytes, and whom a port is open to. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeAccessList, encodeSid, type EntryOptions } from "../../kernel/encode/security.ts";
import { Absence } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { decodeAccessList, type AccessList } from "../../../src/nt/security/access-list.ts";
import { formatPortRights, opennessOf } from "../../../src/nt/security/port-access.ts";
import { decodeSid } from "../../../src/nt/security/sid.ts";
import { nameOfSid } from "../../../src/nt/security/sid-names.ts";

const AT = new Word64(0xffffe58d, 0x8a600010);

const sidText = fc
  .tuple(fc.nat({ max: 2 ** 48 - 1 }), fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 15 }))
  .map(([authority, parts]) =>
    ["S-1", authority < 2 ** 32 ? authority : `0x${authority.toString(16)}`, ...parts].join("-"),
  );

const entry: fc.Arbitrary<EntryOptions> = fc.record({
  sid: sidText,
  mask: fc.nat({ max: 2 ** 32 - 1 }),
  flags: fc.nat({ max: 255 }),
  kind: fc.constantFrom("allow", "deny", "allow callback", "deny callback", "allow object", "label", "audit"),
});

function list(entries: readonly EntryOptions[]): AccessList {
  return decodeAccessList(encodeAccessList(entries), AT);
}

describe("security identifiers", () => {
  it("read as they are written", () => {
    fc.assert(
      fc.property(sidText, fc.nat({ max: 40 }), (text, before) => {
        const bytes = Uint8Array.of(...new Array<number>(before).fill(0xff), ...encodeSid(text));
        const sid = decodeSid(bytes, before);
        assert.equal(sid?.text, text);
        assert.equal(before + (sid?.size ?? 0), bytes.length);
        assert.equal(decodeSid(bytes, before, bytes.length - 1), undefined, "one byte too few");
      }),
    );
  });

  it("are absent if the bytes are absent", () => {
    assert.equal(decodeSid(Uint8Array.of(2, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0), 0), undefined, "revision 2");
    assert.equal(decodeSid(Uint8Array.of(1, 16, ...new Array<number>(80).fill(0)), 0), undefined, "16 sub-authorities");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 100 }), (bytes, offset) => {
        const sid = decodeSid(bytes, offset);
        assert.ok(sid === undefined || offset + sid.size <= bytes.length);
      }),
    );
  });

  it("have names", () => {
    const names = Object.entries({
      "S-1-1-0": "Everyone",
      "S-1-5-7": "Anonymous",
      "S-1-5-18": "SYSTEM",
      "S-1-5-32-544": "Administrators",
      "S-1-15-2-1": "All application packages",
      "S-1-15-2-2": "All restricted application packages",
      "S-1-15-3-1": "Capability internetClient",
      "S-1-16-4096": "Low",
      "S-1-16-8448": "Medium Plus",
      "S-1-16-5": "level 0x5",
      "S-1-5-80-1-2-3-4-5": "Service (S-1-5-80-1-2-3-4-5)",
      "S-1-15-2-7-8-9": "Package (S-1-15-2-7-8-9)",
      "S-1-15-3-1024-5": "Capability (S-1-15-3-1024-5)",
      "S-1-5-5-0-99": "Logon session (S-1-5-5-0-99)",
      "S-1-5-21-1-2-3-500": "Administrator",
      "S-1-5-21-1-2-3-1001": "Account 1001 (S-1-5-21-1-2-3-1001)",
      "S-1-5-21-1-2": "S-1-5-21-1-2",
      "S-1-99-1": "S-1-99-1",
    });
    for (const [text, name] of names) {
      const sid = decodeSid(encodeSid(text), 0);
      assert.equal(sid === undefined ? undefined : nameOfSid(sid), name);
    }
  });
});

describe("access lists", () => {
  const KINDS = {
    allow: "Allow",
    deny: "Deny",
    "allow callback": "Allow",
    "deny callback": "Deny",
    "allow object": "Allow",
    label: "Label",
    audit: "Other",
  } as const;

  it("read as they are written", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
        const { entries: read, broken } = list(entries);
        assert.equal(broken, undefined);
        assert.deepEqual(
          read.map(({ kind, sid, mask, flags, isConditional }) => ({
            kind,
            sid: sid.text,
            mask,
            flags,
            isConditional,
          })),
          entries.map(({ kind, sid, mask, flags }) => ({
            kind: KINDS[kind ?? "allow"],
            sid,
            mask,
            flags,
            isConditional: kind?.endsWith("callback") === true,
          })),
        );
      }),
    );
  });

  it("that are cut off keep what is whole and say that there may be more", () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.nat({ max: 1000 }), (entries, cut) => {
        const bytes = encodeAccessList(entries);
        const kept = 8 + (cut % (bytes.length - 8));
        const read = decodeAccessList(bytes.subarray(0, kept), AT);
        assert.ok(read.broken !== undefined && read.entries.length < entries.length);
        assert.deepEqual(read.entries, list(entries).entries.slice(0, read.entries.length));
      }),
    );
  });

  it("of any bytes end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), (bytes) => {
        const { entries } = decodeAccessList(bytes, AT);
        assert.ok(entries.length * 4 <= bytes.length);
      }),
    );
  });
});

describe("whom a port is open to", () => {
  const everyone = "S-1-1-0";
  const open = (entries: readonly EntryOptions[]): readonly unknown[] => {
    const { everyone: all, anonymous, appContainers } = opennessOf(list(entries));
    return [all, anonymous, appContainers];
  };

  it("follows the first entry that names a thread", () => {
    assert.deepEqual(open([]), [false, false, "none"]);
    assert.deepEqual(open([{ sid: everyone }]), [true, false, "none"]);
    assert.deepEqual(open([{ sid: everyone, kind: "deny" }, { sid: everyone }]), [false, false, "none"]);
    assert.deepEqual(open([{ sid: everyone }, { sid: everyone, kind: "deny" }]), [true, false, "none"]);
    assert.deepEqual(open([{ sid: "S-1-5-7" }, { sid: "S-1-15-2-1" }]), [false, true, "all"]);
    assert.deepEqual(open([{ sid: "S-1-15-2-2" }]), [false, false, "all"]);
    assert.deepEqual(open([{ sid: "S-1-15-2-5-6-7" }]), [false, false, "some"]);
    assert.deepEqual(open([{ sid: "S-1-15-3-1" }]), [false, false, "some"]);
  });

  it("counts only rights to connect, for the object itself, without a condition", () => {
    for (const mask of [0x1, 0x1f0001, 0x10000000, 0x40000000, 0x80000000]) {
      assert.deepEqual(open([{ sid: everyone, mask }]), [true, false, "none"], mask.toString(16));
    }
    for (const mask of [0, 0x20000, 0x100000, 0x20000000]) {
      assert.deepEqual(open([{ sid: everyone, mask }]), [false, false, "none"], mask.toString(16));
    }
    assert.deepEqual(open([{ sid: everyone, flags: 8 }]), [false, false, "none"]);
    assert.deepEqual(open([{ sid: everyone, kind: "allow callback" }]), [false, false, "none"]);
    assert.deepEqual(open([{ sid: everyone, kind: "audit" }]), [false, false, "none"]);
  });

  it("is everybody without a list, and not known where the list breaks off", () => {
    assert.deepEqual(opennessOf(undefined), { everyone: true, anonymous: true, appContainers: "all" });
    const bytes = encodeAccessList([{ sid: everyone }, { sid: "S-1-5-7" }]);
    const broken = opennessOf(decodeAccessList(bytes.subarray(0, bytes.length - 1), AT));
    assert.equal(broken.everyone, true);
    assert.ok(broken.anonymous instanceof Absence && broken.appContainers instanceof Absence);
  });

  it("has names for rights", () => {
    assert.deepEqual([0x1f0001, 0x1, 0x20001, 0x80000002].map(formatPortRights), [
      ["all"],
      ["connect"],
      ["connect", "read control"],
      ["generic read", "0x2"],
    ]);
  });
});
