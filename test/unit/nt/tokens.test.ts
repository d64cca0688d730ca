/** Tokens of processes: user, integrity, package, and what damage does to them. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../../kernel/index.ts";
import type { TokenOptions } from "../../kernel/scenario/security.ts";
import { Absence } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { readProcessToken } from "../../../src/nt/security/token.ts";
import type { TypeLayout } from "../../host/target.ts";
import { openPack } from "../pack.ts";
import { word } from "../words.ts";

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
