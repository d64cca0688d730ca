/**
 * Processes and threads by their ids: from the kernel's table of client ids, and from the lists where the table does
 * not help.
 */
import assert from "node:assert/strict";
import { findByClientId } from "../../../src/nt/client-id-table.ts";
import { findProcessById } from "../../../src/nt/process/process-list.ts";
import { findThreadById } from "../../../src/nt/thread/thread-list.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { scatterPools } from "../../bench/scatter.ts";
import { scaled } from "../../kernel/targets/index.ts";
import type { KernelImage } from "../../kernel/image.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { openPack } from "../pack.ts";
import { toBigInt } from "../words.ts";
import { buildScene } from "./scene.ts";

const TABLE = "PspCidTable";

function threadOf(target: Target, id: number, processId?: number): bigint | undefined {
  const found = findThreadById(target, id, processId);
  return found && toBigInt(found);
}

function processOf(target: Target, id: number): bigint | undefined {
  const found = findProcessById(target, id);
  return found && toBigInt(found);
}

/** The id and address of everything that has an id, as the scene was built. */
function identified(image: KernelImage): readonly { readonly id: number; readonly address: bigint }[] {
  return [...image.facts.processes, ...image.facts.threads];
}

/** One of each form of an entry and size of a pointer. */
const FORMS: readonly LayoutId[] = ["winxp-sp3-x86", "win7-sp1-x64", "win10-10240-x86", "win11-22621-x64"];

describe("the table of client ids", () => {
  for (const layout of layoutIds) {
    it(`leads to the objects themselves on ${layout}`, () => {
      const { image, target } = buildScene(layout);
      for (const { id, address } of identified(image)) {
        const found = findByClientId(target, id);
        assert.equal(isAbsent(found) ? found.reason : toBigInt(found), address);
      }
      const none = findByClientId(target, 0x7000);
      assert.ok(isAbsent(none) && none.kind === "Invalid");
    });
  }
});

for (const layout of FORMS) {
  describe(`ids of processes and threads on ${layout}`, () => {
    it("are found on the lists where the kernel has no table that can be read", () => {
      for (const damage of ["no symbol", "null", "unmapped"] as const) {
        const scene = buildScene(layout, {
          adaptShownLayout: (shown) =>
            damage !== "no symbol"
              ? shown
              : {
                  ...shown,
                  symbols: Object.fromEntries(Object.entries(shown.symbols).filter(([name]) => name !== TABLE)),
                },
        });
        const { machine } = scene.image.scenario;
        if (damage === "null") {
          machine.writeSymbol(TABLE, 0n);
        } else if (damage === "unmapped") {
          machine.writeSymbol(TABLE, 0xfffff000n | (machine.pointerSize === 8 ? 0xffffff0000000000n : 0n));
        }
        for (const { id, address, process } of scene.image.facts.threads) {
          const owner = scene.image.facts.processes.find((candidate) => candidate.address === process);
          assert.equal(threadOf(scene.target, id), address, damage);
          assert.equal(threadOf(scene.target, id, owner?.id), address, damage);
          assert.equal(processOf(scene.target, owner?.id ?? 0), process, damage);
        }
        assert.equal(threadOf(scene.target, 0x7000, 4), undefined);
        assert.equal(processOf(scene.target, 0x7000), undefined);
      }
    });

    it("are not believed where the table leads to something else", () => {
      const { image, target } = buildScene(layout);
      const [first, second] = image.facts.threads.slice(-2);
      assert.ok(first !== undefined && second !== undefined);
      // Each object says the other's id: the table now contradicts both of them.
      image.writeField(first.address, "_ETHREAD", "Cid.UniqueThread", second.id);
      image.writeField(second.address, "_ETHREAD", "Cid.UniqueThread", first.id);
      assert.equal(threadOf(target, first.id), second.address);
      assert.equal(threadOf(target, second.id), first.address);
      const process = image.facts.processes[1];
      assert.ok(process !== undefined);
      assert.equal(threadOf(target, process.id), undefined, "a process is no thread");
      assert.equal(processOf(target, image.facts.threads[0]?.id ?? 0), undefined, "a thread is no process");
    });

    it("are found in the table where the list of the process is broken", () => {
      const { image, target } = buildScene(layout);
      const waiter = image.facts.processes.find(({ name }) => name === "waiter.exe");
      const thread = image.facts.threads.find(({ address }) => address === waiter?.threads[3]);
      assert.ok(waiter !== undefined && thread !== undefined);
      image.writePointer(image.fieldAddress(waiter.address, "_EPROCESS", "ThreadListHead.Flink"), 0n);
      image.writePointer(image.fieldAddress(waiter.address, "_EPROCESS", "ThreadListHead.Blink"), 0n);
      assert.equal(threadOf(target, thread.id, waiter.id), thread.address);
    });
  });
}

describe("a thread that several processes could have", () => {
  it("is the one that belongs to the process, whatever the table says", () => {
    const { image, target } = buildScene("win10-19041-x64");
    const waiter = image.facts.processes.find(({ name }) => name === "waiter.exe");
    const system = image.facts.threads.find(({ process }) => process === image.facts.processes[0]?.address);
    const twin = image.facts.threads.find(({ address }) => address === waiter?.threads[2]);
    assert.ok(waiter !== undefined && system !== undefined && twin !== undefined);
    image.writeField(twin.address, "_ETHREAD", "Cid.UniqueThread", system.id);
    assert.equal(threadOf(target, system.id), system.address, "the table's");
    assert.equal(threadOf(target, system.id, waiter.id), twin.address, "the process's own");
    assert.equal(threadOf(target, system.id, 0x7000), system.address, "any, where none says so");
  });
});

describe("what it costs to find a thread by its id", () => {
  /** Processes, each with a page for every structure. */
  const MANY = 40;

  /** Block reads for one thread, in a system of some size; the layouts are known already. */
  function reads(processes: number, hasTable: boolean, isOwnerKnown = true): number {
    const image = scaled(processes * 25, "win10-19041-x64", scatterPools);
    if (!hasTable) {
      image.scenario.machine.writeSymbol(TABLE, 0n);
    }
    const { debugger: simulated, target } = openPack(image.target);
    const last = image.facts.threads[image.facts.threads.length - 1];
    const owner = image.facts.processes.find(({ address }) => address === last?.process);
    assert.ok(last !== undefined && owner !== undefined);
    const find = (): bigint | undefined => threadOf(target, last.id, isOwnerKnown ? owner.id : undefined);
    assert.equal(find(), last.address);
    target.dropStop();
    simulated.counters.reset();
    assert.equal(find(), last.address);
    return simulated.counters.calls("readMemoryValues");
  }

  it("is the levels of the table and the thread, however many processes there are", () => {
    assert.ok(reads(10, true) <= 6);
    assert.ok(reads(MANY, true) <= 7);
  });

  it("is less than half of all threads without the table: the processes, and the threads of one", () => {
    const [ofProcess, ofAll] = [reads(MANY, false), reads(MANY, false, false)];
    assert.ok(ofProcess > MANY && ofProcess * 2 < ofAll, `${ofProcess} reads against ${ofAll}`);
  });

  it("does not grow for a sound process without such a thread: no other process is searched", () => {
    const image = scaled(1000);
    image.scenario.machine.writeSymbol(TABLE, 0n);
    const { debugger: simulated, target } = openPack(image.target);
    const [, process] = image.facts.processes;
    assert.equal(threadOf(target, 0x7ffc, process?.id), undefined);
    simulated.counters.reset();
    assert.equal(threadOf(target, 0x7ffc, process?.id), undefined);
    assert.ok(simulated.counters.calls("readMemoryValues") === 0);
    assert.ok(!target.stop.once("threads by id", () => false));
  });
});
