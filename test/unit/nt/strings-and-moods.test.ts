/** Counted strings, and all of `src/nt` in every mood of the host and with random damage. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { walkHandles } from "../../../src/nt/handle-table.ts";
import { decodeDispatcherKind, formatThreadState, formatWaitReason } from "../../../src/nt/kernel-names.ts";
import { collectWalk } from "../../../src/nt/walk.ts";
import { walkNamedObjects } from "../../../src/nt/object-directory.ts";
import { readObjectPath } from "../../../src/nt/object-name.ts";
import { readTypeName } from "../../../src/nt/object-type.ts";
import { readProcessFacts } from "../../../src/nt/process/process-facts.ts";
import { walkProcesses } from "../../../src/nt/process/process-list.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { walkAllThreads } from "../../../src/nt/thread/thread-list.ts";
import { decodeUtf16, readUnicodeString } from "../../../src/nt/unicode-string.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { readWaitedSeconds } from "../../../src/nt/wait/wait-time.ts";
import { Absence } from "../../../src/target/absence.ts";
import { limits } from "../../../src/target/limits.ts";
import { hostMoods } from "../../host/debugger.ts";
import { layoutIds, loadLayout, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { encodeWide } from "../../kernel/machine.ts";
import { openPack } from "../pack.ts";
import { Memory } from "./memory.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene } from "./scene.ts";

const SEED = 37;

for (const layout of ["vista-sp2-x86", "win11-22621-x64"] satisfies LayoutId[]) {
  describe(`counted strings on ${layout}`, () => {
    const memory = new Memory(layout, 4);
    const buffer = memory.at(1);

    function read(length: number, maximum: number, at = buffer): ReturnType<typeof readUnicodeString> {
      const { machine } = memory.system;
      machine.write(
        memory.at(0),
        machine.structure("_UNICODE_STRING").putAll({ Length: length, MaximumLength: maximum, Buffer: at }).bytes,
      );
      memory.target.dropStop();
      return readUnicodeString(memory.target, word(memory.at(0)));
    }

    it(`come back as they are, unpaired surrogates too (seed ${SEED})`, () => {
      const units = fc
        .array(fc.nat(0xffff), { minLength: 1, maxLength: 600 })
        .map((codes) => String.fromCharCode(...codes));
      fc.assert(
        fc.property(units, (text) => {
          memory.system.machine.write(buffer, encodeWide(text));
          assert.equal(read(2 * text.length, 2 * text.length + 2), text);
        }),
        { seed: SEED, numRuns: 60 },
      );
    });

    it("can be empty, whatever their buffer", () => {
      assert.equal(read(0, 0, 0n), "");
    });

    const damaged: readonly (readonly [
      string,
      () => ReturnType<typeof readUnicodeString>,
      "Invalid" | "Unreadable",
    ])[] = [
      ["of an odd length", () => read(3, 8), "Invalid"],
      ["longer than their maximum", () => read(10, 8), "Invalid"],
      ["without a buffer", () => read(4, 8, 0n), "Invalid"],
      ["in user space", () => read(4, 8, 0x10000n), "Invalid"],
      [
        "on a page that is not there",
        () => {
          memory.unmap(3);
          return read(4, 8, memory.at(3));
        },
        "Unreadable",
      ],
    ];
    for (const [what, call, kind] of damaged) {
      it(`${what} are ${kind}`, () => {
        const answer = call();
        assert.ok(answer instanceof Absence);
        assert.equal(answer.kind, kind);
      });
    }

    it("are bounded by the user's limit", () => {
      const before = limits.nameBytes;
      try {
        limits.nameBytes = 8;
        assert.ok(read(10, 10) instanceof Absence);
        assert.equal(typeof read(8, 10), "string");
      } finally {
        limits.nameBytes = before;
      }
    });
  });
}

describe("UTF-16", () => {
  it("of any length is decoded, a last odd byte left out", () => {
    const text = "ab\u00e9\ud83d\ude00".repeat(5000);
    const bytes = encodeWide(text);
    assert.equal(decodeUtf16(bytes), text);
    assert.equal(decodeUtf16(bytes.subarray(0, 5)), "ab");
    assert.equal(decodeUtf16(new Uint8Array()), "");
  });
});

describe("names of the kernel's numbers", () => {
  it("are those of the enumerations of every layout that has them", () => {
    let compared = 0;
    for (const id of layoutIds) {
      const { enums } = loadLayout(id);
      for (const [name, value] of Object.entries(enums["_KWAIT_REASON"] ?? {}).filter(
        ([name]) => name !== "MaximumWaitReason",
      )) {
        assert.equal(formatWaitReason(value), name);
        compared += 1;
      }
      for (const [name, value] of Object.entries(enums["_KTHREAD_STATE"] ?? {})) {
        assert.equal(formatThreadState(value), name.replace("GateWaitObsolete", "GateWait"));
        compared += 1;
      }
      for (const [name, value] of Object.entries(enums["_KOBJECTS"] ?? {})) {
        const [, kind] =
          /^(?:Pri)?(Event|Gate|Mutant|Process|Queue|Semaphore|Thread|Timer)2?(?:Notification|Synchronization)?Object$/.exec(
            name,
          ) ?? [];
        assert.equal(decodeDispatcherKind(value), kind?.toLowerCase() ?? "other", name);
        compared += 1;
      }
    }
    assert.ok(compared > 200);
  });

  it("say so where a number has none", () => {
    assert.equal(formatThreadState(77), "unknown state 77");
    assert.equal(formatWaitReason(200), "unknown wait reason 200");
    assert.equal(decodeDispatcherKind(0x82), "mutant", "the lock bit is no part of the kind");
  });
});

for (const mood of hostMoods) {
  for (const layout of ["winxp-sp3-x86", "win10-10240-x86", "win11-22621-x64"] satisfies LayoutId[]) {
    it(`the floor reads ${layout} alike in the mood "${mood.name}"`, () => {
      const { image } = buildScene(layout);
      const { target } = openPack(image.target, mood);
      assert.deepEqual(
        collectWalk(walkProcesses(target)).entries.map(toBigInt),
        image.facts.processes.map(({ address }) => address),
      );
      for (const { address, handles } of image.facts.processes) {
        assert.deepEqual(
          collectWalk(walkHandles(target, word(address))).entries.map(({ object }) => toBigInt(object)),
          handles.map(({ object }) => object),
        );
      }
      for (const [path, { address, typeName }] of image.facts.namedObjects) {
        assert.deepEqual(
          [readObjectPath(target, word(address)), readTypeName(target, word(address))],
          [path, typeName],
        );
      }
    });
  }
}

describe(`the floor over random damage (seed ${SEED})`, () => {
  for (const layout of ["winxp-sp3-x86", "win7-sp1-x64", "win10-19041-x64"] satisfies LayoutId[]) {
    it(`of ${layout} never throws and always ends`, () => {
      const { image, target, system } = buildScene(layout);
      const pages = system.machine.memory.mappedPages();
      const whole = new Map(
        pages.map((page) => [page, system.machine.memory.read(page, 0x1000) ?? new Uint8Array(0x1000)]),
      );
      const harm = fc.array(
        fc.tuple(
          fc.nat(pages.length - 1),
          fc.nat(0x1ff),
          fc.oneof(
            fc.nat(pages.length - 1).map((page) => pages[page] ?? 0n),
            fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
          ),
        ),
        { minLength: 1, maxLength: 40 },
      );
      fc.assert(
        fc.property(harm, fc.option(fc.nat(pages.length - 1)), (writes, lost) => {
          for (const [page, bytes] of whole) {
            system.machine.memory.place(page, bytes);
          }
          for (const [page, slot, value] of writes) {
            system.machine.writePointer(
              (pages[page] ?? 0n) + BigInt(slot) * 8n,
              BigInt.asUintN(8 * target.pointerSize, value),
            );
          }
          if (lost !== null) {
            image.unmap(pages[lost] ?? 0n);
          }
          target.dropStop();
          for (const process of walkProcesses(target)) {
            readProcessFacts(target, process);
            assert.ok(collectWalk(walkHandles(target, process)).end.reason.length > 0);
          }
          for (const address of walkAllThreads(target)) {
            readThreadFacts(target, address);
            readPresentWait(target, address);
            readWaitedSeconds(target, address);
          }
          for (const { object, path } of walkNamedObjects(target)) {
            assert.equal(typeof path, "string");
            readObjectPath(target, object);
          }
        }),
        { seed: SEED, numRuns: 60 },
      );
    }).timeout(20000);
  }
});
