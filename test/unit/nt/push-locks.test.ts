/** Push locks: their owners are known by the lock entries of threads alone, in every form that a layout has. */
import assert from "node:assert/strict";
import { readLocks, readLocksHeldBy } from "../../../src/nt/lock/locks.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "../words.ts";

import { addresses, at, has, onlyObject, open, scene, sorted } from "./lock-scene.ts";

for (const layout of layoutIds.filter((id) => has(id, "_EX_PUSH_LOCK"))) {
  describe(`a push lock on ${layout}`, () => {
    it("is known with its owners by the lock entries, or its owner is not recorded", () => {
      const made = scene(layout, 5);
      const { system, threads } = made;
      const other = system.pushLock({ owner: at(threads, 4) });
      const lock = system.pushLock({ sharedOwners: threads.slice(0, 2) });
      at(threads, 2).waitsForPushLock(lock);
      at(threads, 3).waitsForPushLock(lock);
      const { target } = open(made);
      const object = onlyObject(target, at(threads, 2));
      assert.equal(object.kind, "push lock");
      if (!has(layout, "_KLOCK_ENTRY")) {
        assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
        return;
      }
      assert.equal(toBigInt(object.address), lock.address);
      assert.deepEqual(sorted(addresses(object.holders)), sorted(threads.slice(0, 2).map(({ address }) => address)));
      assert.equal(object.isHeldShared, true);
      assert.deepEqual(
        readLocksHeldBy(target, word(at(threads, 4).address)).map(({ kind, address }) => [kind, toBigInt(address)]),
        [["push lock", other.address]],
      );
      const [found] = readLocks(target);
      assert.deepEqual(
        found?.waiters.map(({ thread }) => toBigInt(thread)),
        threads.slice(2, 4).map(({ address }) => address),
      );
    });
  });
}

describe("lock entries", () => {
  for (const layout of layoutIds.filter((id) => has(id, "_KLOCK_ENTRY"))) {
    it(`of ${layout} that are free do not count, though they keep an address`, () => {
      const made = scene(layout, 3);
      const { system, threads } = made;
      const lock = system.pushLock({ owner: at(threads, 0) });
      at(threads, 1).waitsForPushLock(lock);
      const { target } = open(made);
      const { machine } = system;
      const type = machine.has("_ETHREAD", "LockEntries") ? "_ETHREAD" : "_KTHREAD";
      const entries = at(threads, 2).address + machine.offsetOf(type, "LockEntries");
      machine.writeField(entries, "_KLOCK_ENTRY", "LockUnsafe", lock.address);
      // Where the build says which entries are free, that is enough; else the owner's entry has to say that it has got
      // the lock.
      if (machine.has("_KTHREAD", "AbEntrySummary") && machine.has("_KLOCK_ENTRY", "AcquiredByte")) {
        machine.writeField(
          at(threads, 0).address + machine.offsetOf(type, "LockEntries"),
          "_KLOCK_ENTRY",
          "AcquiredByte",
          0,
        );
      }
      target.dropStop();
      assert.deepEqual(addresses(onlyObject(target, at(threads, 1)).holders), [at(threads, 0).address]);
    });
  }
});

describe("lock entries in a structure of their own", () => {
  const POINTER = 8;

  /** A waiter and an owner of one push lock; each thread's entries moved to where newer builds keep them. */
  function moved(owner: "the thread" | "another thread"): { target: Target; threads: readonly ScenarioThread[] } {
    const system = new KernelScenario("win10-19041-x64", {
      adaptShownLayout: (table) => {
        const [thread, kernelThread] = [table.types["_ETHREAD"], table.types["_KTHREAD"]];
        const entry = table.types["_KLOCK_ENTRY"];
        assert.ok(thread !== undefined && kernelThread !== undefined && entry !== undefined);
        const { LockEntries: _moved, ...fields } = thread.fields;
        const place = kernelThread.fields["LockEntries"];
        assert.ok(place !== undefined);
        const entries = {
          kind: "struct",
          size: POINTER + 6 * entry.size,
          fields: {
            Thread: { offset: 0, type: "_KTHREAD*" },
            Entries: { offset: POINTER, type: "_KLOCK_ENTRY[6]" },
          },
        } as const;
        const leads = { ...kernelThread.fields, LockEntries: { ...place, type: "_KLOCK_ENTRIES*" } };
        return {
          ...table,
          types: {
            ...table.types,
            _ETHREAD: { ...thread, fields },
            _KTHREAD: { ...kernelThread, fields: leads },
            _KLOCK_ENTRIES: entries,
          },
        };
      },
    });
    system.process("System", { id: 4 }).thread();
    const process = system.process("server.exe", { session: 0 });
    const threads = [process.thread(), process.thread()];
    at(threads, 1).waitsForPushLock(system.pushLock({ owner: at(threads, 0) }));
    const image = system.build();
    const { machine } = system;
    const size = 6 * machine.sizeOf("_KLOCK_ENTRY");
    for (const thread of threads) {
      const holder = machine.allocate("nonPaged", POINTER + size, "LkEn");
      const named = owner === "the thread" ? thread.address : thread.address + 0x10000n;
      machine.writeInteger(holder, POINTER, named);
      const array = thread.address + machine.offsetOf("_ETHREAD", "LockEntries");
      machine.write(holder + BigInt(POINTER), machine.memory.read(array, size) ?? new Uint8Array(size));
      machine.write(array, new Uint8Array(size));
      image.writeField(thread.address, "_KTHREAD", "LockEntries", holder);
    }
    return { target: openPack(image.target).target, threads };
  }

  it("name the owner of a push lock", () => {
    const { target, threads } = moved("the thread");
    const object = onlyObject(target, at(threads, 1));
    assert.deepEqual([object.kind, addresses(object.holders)], ["push lock", [at(threads, 0).address]]);
  });

  it("are not believed where they belong to another thread", () => {
    const { target, threads } = moved("another thread");
    const { kind, holders } = onlyObject(target, at(threads, 1));
    assert.equal(kind, "push lock");
    assert.ok(holders instanceof Absence);
  });
});
