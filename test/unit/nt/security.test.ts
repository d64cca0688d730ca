/** Security identifiers, access lists, and whom a port is open to. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeAccessList, encodeSid, type EntryOptions } from "../../kernel/encode/security.ts";
import { KernelScenario, type LayoutId } from "../../kernel/index.ts";
import type { PortOptions } from "../../kernel/scenario/port.ts";
import type { TokenOptions } from "../../kernel/scenario/security.ts";
import { Absence } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { decodeAccessList, type AccessList } from "../../../src/nt/security/access-list.ts";
import { formatPortRights, opennessOf } from "../../../src/nt/security/port-access.ts";
import {
  formatSddl,
  labelOf,
  readSecurityDescriptor,
  type SecurityDescriptor,
} from "../../../src/nt/security/security-descriptor.ts";
import { decodeSid } from "../../../src/nt/security/sid.ts";
import { nameOfSid } from "../../../src/nt/security/sid-names.ts";
import { readProcessToken } from "../../../src/nt/security/token.ts";
import type { Maybe } from "../../../src/target/absence.ts";
import type { TypeLayout } from "../../host/target.ts";
import { openPack } from "../pack.ts";
import { word } from "./memory.ts";

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

  it("are none where the bytes are none", () => {
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

  it("follows the first entry that names somebody", () => {
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

describe("tokens of processes", () => {
  function read(
    id: LayoutId,
    token: TokenOptions,
    damage: (image: ReturnType<KernelScenario["build"]>, token: bigint, process: bigint) => void = () => undefined,
  ): ReturnType<typeof readProcessToken> {
    const system = new KernelScenario(id);
    const process = system.process("app.exe", { session: 1, token });
    process.thread();
    const image = system.build();
    damage(image, system.security.tokenOf(process)?.address ?? 0n, process.address);
    return readProcessToken(
      openPack(image.target).target,
      new Word64(Number(process.address >> 32n), Number(process.address & 0xffffffffn)),
    );
  }
  const shown = (value: unknown): unknown => (value instanceof Absence ? value.kind : value);
  const text = (token: ReturnType<typeof readProcessToken>): readonly unknown[] =>
    token instanceof Absence
      ? [token.kind]
      : [
          token.user instanceof Absence ? token.user.kind : token.user.text,
          shown(token.integrity),
          token.package instanceof Absence ? token.package.kind : token.package.text,
        ];
  const app: TokenOptions = {
    user: "S-1-5-21-1-2-3-1001",
    groups: ["S-1-1-0", "S-1-5-11"],
    integrity: 0x1000,
    package: "S-1-15-2-1-2-3-4-5-6-7",
  };

  it("say user, integrity and package, as far as the build has them", () => {
    for (const id of [
      "win81-x64",
      "win10-14393-x64",
      "win10-17763-x64",
      "win10-19041-x64",
      "win11-22000-x64",
      "win11-22621-x64",
    ] as const) {
      assert.deepEqual(text(read(id, app)), ["S-1-5-21-1-2-3-1001", "Low", "S-1-15-2-1-2-3-4-5-6-7"], id);
    }
    for (const id of ["vista-sp2-x86", "win7-sp1-x64"] as const) {
      assert.deepEqual(
        text(read(id, { user: "S-1-5-18", integrity: 0x4000 })),
        ["S-1-5-18", "System", "NotInThisBuild"],
        id,
      );
    }
    for (const id of ["winxp-sp3-x86", "win2003-sp2-x64"] as const) {
      assert.deepEqual(text(read(id, { user: "S-1-5-18" })), ["S-1-5-18", "NotInThisBuild", "NotInThisBuild"], id);
    }
    assert.deepEqual(
      text(read("win10-10240-x86", app)),
      ["NotApplicable"],
      "a build whose tokens are not in the symbols",
    );
    assert.deepEqual(text(read("win10-19041-x64", { user: "S-1-5-18", integrity: 0xffffffff })), [
      "S-1-5-18",
      "NotApplicable",
      "NotApplicable",
    ]);
  });

  it("that are damaged say where", () => {
    const id = "win10-19041-x64";
    const set = (field: string, value: number | bigint) =>
      read(id, app, (image, token) => {
        image.writeField(token, "_TOKEN", field, value);
      });
    assert.deepEqual(text(set("IntegrityLevelIndex", 77)), [
      "S-1-5-21-1-2-3-1001",
      "Invalid",
      "S-1-15-2-1-2-3-4-5-6-7",
    ]);
    assert.deepEqual(
      text(set("IntegrityLevelIndex", 1)),
      ["S-1-5-21-1-2-3-1001", "Invalid", "S-1-15-2-1-2-3-4-5-6-7"],
      "Everyone is not a level",
    );
    assert.deepEqual(text(set("UserAndGroupCount", 0x7fffffff)), ["Invalid", "Invalid", "S-1-15-2-1-2-3-4-5-6-7"]);
    assert.deepEqual(text(set("UserAndGroups", 0xffffe58dffff0000n)), [
      "Unreadable",
      "Unreadable",
      "S-1-15-2-1-2-3-4-5-6-7",
    ]);
    assert.deepEqual(text(set("Package", 0x1234n)), ["S-1-5-21-1-2-3-1001", "Low", "Invalid"]);
    const other = read(id, app, (image, _token, process) => {
      image.writeField(process, "_EPROCESS", "Token.Object", process);
    });
    assert.ok(
      other instanceof Absence && other.kind === "Invalid" && /there is no token at/.test(other.reason),
      "a process is not a token",
    );
  });

  const identity = "WIN://SYSAPPID";
  const calculator = "Microsoft.WindowsCalculator_11.2210.0.0_x64__8wekyb3d8bbwe";
  const packaged: TokenOptions = {
    ...app,
    attributes: {
      "WIN://PKGHOSTID": ["not a name"],
      [identity]: [calculator, "App", "Microsoft.WindowsCalculator_8wekyb3d8bbwe"],
    },
  };
  const packageOf = (token: ReturnType<typeof readProcessToken>): unknown =>
    token instanceof Absence ? token : token.packageName;

  it("name their package by the attributes that the system gave them", () => {
    for (const id of [
      "win7-sp1-x64",
      "win81-x64",
      "win10-14393-x64",
      "win10-17763-x64",
      "win10-19041-x64",
      "win11-22000-x64",
      "win11-22621-x64",
    ] as const) {
      assert.equal(packageOf(read(id, packaged)), calculator, id);
      assert.equal(shown(packageOf(read(id, app))), "NotApplicable", id);
      assert.equal(
        shown(packageOf(read(id, { ...app, attributes: { "WIN://PKG": ["x"] } }))),
        "NotApplicable",
        `${id}, without that attribute`,
      );
    }
    assert.equal(shown(packageOf(read("vista-sp2-x86", packaged))), "NotInThisBuild");
  });

  it("name their package on a 32-bit kernel", () => {
    const system = new KernelScenario("win10-10240-x86", {
      adaptLayout: (layout) => ({ ...layout, types: { ...layout.types, ...tokensOf32Bits } }),
    });
    const process = system.process("app.exe", { session: 1, token: packaged });
    process.thread();
    const token = readProcessToken(openPack(system.build().target).target, word(process.address));
    assert.equal(packageOf(token), calculator);
  });

  it("with damaged attributes say so, and keep the rest", () => {
    const id = "win10-19041-x64";
    const damaged = (damage: (image: ReturnType<KernelScenario["build"]>, attributes: bigint) => void): unknown => {
      const token = read(id, packaged, (image, address) => {
        const at = image.scenario.machine.memory.read(
          address + image.scenario.machine.offsetOf("_TOKEN", "pSecurityAttributes"),
          8,
        );
        damage(image, Buffer.from(at ?? []).readBigUInt64LE(0));
      });
      assert.ok(!(token instanceof Absence) && !(token.user instanceof Absence));
      return shown(token.packageName);
    };
    const set = (image: ReturnType<KernelScenario["build"]>, at: bigint, value: bigint): void => {
      image.scenario.machine.writePointer(at, value);
    };
    const last = (image: ReturnType<KernelScenario["build"]>, head: bigint): bigint =>
      Buffer.from(image.scenario.machine.memory.read(head + 8n, 8) ?? []).readBigUInt64LE(0);
    assert.equal(
      damaged(() => undefined),
      calculator,
    );
    const information = 8n;
    const cases: readonly (readonly [
      string,
      (image: ReturnType<KernelScenario["build"]>, at: bigint) => void,
      string,
    ])[] = [
      [
        "a list that leads nowhere",
        (image, at) => {
          set(image, at + information, 0xffffe58dffff0000n);
          set(image, at + information + 8n, 0xffffe58dffff0000n);
        },
        "Unreadable",
      ],
      [
        "a list in user space",
        (image, at) => {
          set(image, at + information, 0x1234n);
          set(image, at + information + 8n, 0x1234n);
        },
        "Invalid",
      ],
      [
        "values that are no texts",
        (image, at) => {
          set(image, last(image, at + information) + 0x30n, 2n);
        },
        "Invalid",
      ],
      [
        "a text outside the kernel",
        (image, at) => {
          set(image, last(image, last(image, at + information) + 0x48n) + 0x30n, 0x1000n);
        },
        "Invalid",
      ],
    ];
    for (const [what, damage, expected] of cases) {
      assert.equal(damaged(damage), expected, what);
    }
    assert.equal(
      shown(packageOf(read(id, { ...app, attributes: { [identity]: ["a name\u0000with\\more"] } }))),
      "Invalid",
      "a text that is no package's name",
    );
    assert.equal(shown(packageOf(read(id, { ...app, attributes: { [identity]: [] } }))), "NotApplicable");
  });
});

/** Tokens of 32-bit Windows 10, whose public symbols the layout's source leaves out: only what is read here. */
const tokensOf32Bits: Readonly<Record<string, TypeLayout>> = {
  _TOKEN: {
    kind: "struct",
    size: 0x298,
    fields: {
      UserAndGroupCount: { offset: 0x7c, type: "unsigned long" },
      UserAndGroups: { offset: 0x94, type: "_SID_AND_ATTRIBUTES*" },
      TokenType: { offset: 0xa8, type: "long" },
      TokenFlags: { offset: 0xb0, type: "unsigned long" },
      IntegrityLevelIndex: { offset: 0xb8, type: "unsigned long" },
      pSecurityAttributes: { offset: 0x1dc, type: "_AUTHZBASEP_SECURITY_ATTRIBUTES_INFORMATION*" },
      Package: { offset: 0x1e0, type: "void*" },
    },
  },
  _AUTHZBASEP_SECURITY_ATTRIBUTES_INFORMATION: {
    kind: "struct",
    size: 0x18,
    fields: {
      SecurityAttributeCount: { offset: 0, type: "unsigned long" },
      SecurityAttributesList: { offset: 4, type: "_LIST_ENTRY" },
      WorkingSecurityAttributeCount: { offset: 0xc, type: "unsigned long" },
      WorkingSecurityAttributesList: { offset: 0x10, type: "_LIST_ENTRY" },
    },
  },
};
