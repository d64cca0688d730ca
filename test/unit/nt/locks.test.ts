/**
 * Locks of the kernel: who holds them, who waits, by threads and by the locks themselves, in every form that a layout
 * has.
 */
import assert from "node:assert/strict";
import { isRunning, isWaiting } from "../../../src/analysis/thread-state.ts";
import type { WaitObject } from "../../../src/facts/wait.ts";
import { readFastMutex } from "../../../src/nt/lock/fast-mutex.ts";
import { readLocks, readLocksHeldBy } from "../../../src/nt/lock/locks.ts";
import { readMutant } from "../../../src/nt/lock/mutant.ts";
import { readResource } from "../../../src/nt/lock/resource.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { readWaitedSeconds } from "../../../src/nt/wait/wait-time.ts";
import { Absence, type Maybe } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { KernelImage } from "../../kernel/image.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "./memory.ts";

interface Scene {
  readonly system: KernelScenario;
  /** Of one process of user mode. */
  readonly threads: readonly ScenarioThread[];
}

function scene(layout: LayoutId, count: number): Scene {
  const system = new KernelScenario(layout);
  system.process("System", { id: 4 }).thread();
  const process = system.process("server.exe", { session: 0 });
  return { system, threads: Array.from({ length: count }, () => process.thread()) };
}

function open({ system }: Scene): { target: Target; image: KernelImage } {
  const image = system.build();
  return { image, target: openPack(image.target).target };
}

function at(threads: readonly ScenarioThread[], index: number): ScenarioThread {
  const thread = threads[index];
  assert.ok(thread !== undefined);
  return thread;
}

function onlyObject(target: Target, thread: ScenarioThread): WaitObject {
  const wait = readPresentWait(target, word(thread.address));
  assert.ok(!(wait instanceof Absence), wait instanceof Absence ? wait.reason : "");
  assert.equal(wait.broken, undefined);
  assert.equal(wait.objects.length, 1);
  return wait.objects[0] as WaitObject;
}

function addresses(list: Maybe<readonly Word64[]>): readonly bigint[] {
  assert.ok(!(list instanceof Absence), list instanceof Absence ? list.reason : "");
  return list.map(toBigInt);
}

function sorted(list: readonly bigint[]): readonly bigint[] {
  return [...list].sort((one, other) => (one < other ? -1 : 1));
}

function has(layout: LayoutId, type: string): boolean {
  return new KernelScenario(layout).machine.layout.types[type] !== undefined;
}

for (const layout of layoutIds.filter((id) => has(id, "_ERESOURCE"))) {
  describe(`a resource on ${layout}`, () => {
    it("that is held exclusively names its owner to its waiters, and its wait is renewed", () => {
      const made = scene(layout, 4);
      const { system, threads } = made;
      system.resource();
      const resource = system.resource({ owner: at(threads, 0), ownerFlags: 3 });
      at(threads, 1).waitsForResource(resource, { access: "exclusive" });
      at(threads, 2).waitsForResource(resource, { access: "shared" });
      at(threads, 3).waitsForResource(resource, { access: "shared" });
      const { target } = open(made);
      for (const waiter of threads.slice(1)) {
        const object = onlyObject(target, waiter);
        assert.deepEqual(
          [object.kind, toBigInt(object.address), object.isHeldShared],
          ["resource", resource.address, false],
        );
        assert.deepEqual(addresses(object.holders), [at(threads, 0).address]);
        const wait = readPresentWait(target, word(waiter.address));
        assert.ok(!(wait instanceof Absence));
        assert.deepEqual([wait.hasTimeout, wait.isRenewed], [true, true]);
      }
      const facts = readResource(target, word(resource.address));
      assert.ok(!(facts instanceof Absence) && !(facts.holders instanceof Absence));
      assert.deepEqual(
        facts.holders.map(({ thread, mode }) => [toBigInt(thread), mode]),
        [[at(threads, 0).address, "exclusive"]],
      );
      assert.deepEqual(
        sorted(facts.waiters.map(({ thread }) => toBigInt(thread))),
        sorted(threads.slice(1).map(({ address }) => address)),
      );
      assert.deepEqual(
        facts.waiters.map(({ mode }) => mode),
        ["exclusive", "shared", "shared"],
      );
    });

    it("that is held shared names all of its owners", () => {
      const made = scene(layout, 5);
      const { system, threads } = made;
      const owners = threads.slice(0, 4);
      const resource = system.resource({ sharedOwners: owners });
      at(threads, 4).waitsForResource(resource);
      const { target } = open(made);
      const object = onlyObject(target, at(threads, 4));
      assert.equal(object.isHeldShared, true);
      assert.deepEqual(sorted(addresses(object.holders)), sorted(owners.map(({ address }) => address)));
    });

    it("whose owner is no thread says so", () => {
      const made = scene(layout, 2);
      const { system, threads } = made;
      const resource = system.resource({ owner: at(threads, 0) });
      at(threads, 1).waitsForResource(resource);
      const { target, image } = open(made);
      const { machine } = system;
      const first = machine.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads";
      const owner =
        resource.address + machine.offsetOf("_ERESOURCE", first) + machine.offsetOf("_OWNER_ENTRY", "OwnerThread");
      machine.writePointer(owner, resource.address | 3n);
      target.dropStop();
      void image;
      const facts = readResource(target, word(resource.address));
      assert.ok(!(facts instanceof Absence) && facts.holders instanceof Absence);
      assert.match(facts.holders.reason, /which is not a thread/);
    });

    it("is not seen where none lies", () => {
      const made = scene(layout, 1);
      const { target } = open(made);
      assert.ok(readResource(target, word(at(made.threads, 0).address)) instanceof Absence);
    });

    it("keeps its kind where nothing leads to it", () => {
      const made = scene(layout, 1);
      at(made.threads, 0).waitsFor(made.system.event({ kind: "synchronization" }), { reason: "WrResource" });
      const { target } = open(made);
      const object = onlyObject(target, at(made.threads, 0));
      assert.equal(object.kind, "resource");
      assert.deepEqual(object.address, object.dispatcher);
      assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
    });
  });
}

for (const layout of layoutIds.filter((id) => has(id, "_FAST_MUTEX"))) {
  describe(`a mutex on ${layout}`, () => {
    it("names its owner to its waiters", () => {
      const made = scene(layout, 4);
      const { system, threads } = made;
      const fast = system.fastMutex({ owner: at(threads, 0) });
      const guarded = system.guardedMutex({ owner: at(threads, 1) });
      at(threads, 2).waitsForFastMutex(fast);
      at(threads, 3).waitsForGuardedMutex(guarded);
      const { target } = open(made);
      const found = [at(threads, 2), at(threads, 3)].map((thread) => onlyObject(target, thread));
      assert.deepEqual(
        found.map(({ address }) => toBigInt(address)),
        [fast.address, guarded.address],
      );
      assert.deepEqual(
        found.map(({ holders }) => addresses(holders)),
        [[at(threads, 0).address], [at(threads, 1).address]],
      );
      const facts = readFastMutex(target, word(fast.address));
      assert.ok(!(facts instanceof Absence));
      assert.deepEqual(
        facts.waiters.map(({ thread }) => toBigInt(thread)),
        [at(threads, 2).address],
      );
    });
  });
}

for (const layout of layoutIds.filter((id) => has(id, "_FAST_MUTEX"))) {
  describe(`an event where a fast mutex without an owner could be on ${layout}`, () => {
    it("is an event, or a mutex whose holder is not known: never one held by nobody", () => {
      const made = scene(layout, 2);
      const { system, threads } = made;
      const free = system.fastMutex();
      at(threads, 0).waitsForFastMutex(free, { reason: "WrExecutive" });
      at(threads, 1).waitsForFastMutex(free);
      const { target } = open(made);
      const [event, mutex] = [at(threads, 0), at(threads, 1)].map((thread) => onlyObject(target, thread));
      assert.equal(event?.kind, "event");
      assert.ok(event.holders instanceof Absence && event.holders.kind === "NotApplicable");
      assert.equal(mutex?.kind, "fast mutex");
      assert.ok(mutex.holders instanceof Absence && mutex.holders.kind === "Unreadable");
    });
  });
}

for (const layout of layoutIds.filter((id) => has(id, "_KGUARDED_MUTEX"))) {
  describe(`a wait for a gate on ${layout}`, () => {
    function gateWait(): Scene & { readonly thread: ScenarioThread; readonly mutex: bigint; readonly gate: bigint } {
      const made = scene(layout, 2);
      const guarded = made.system.guardedMutex({ owner: at(made.threads, 0) });
      const thread = at(made.threads, 1);
      thread.waitsForGuardedMutex(guarded);
      return {
        ...made,
        thread,
        mutex: guarded.address,
        gate: guarded.address + made.system.machine.offsetOf("_KGUARDED_MUTEX", "Gate"),
      };
    }

    it("is a wait like others, with a reason and an age", () => {
      const made = gateWait();
      const { target } = open(made);
      const facts = readThreadFacts(target, word(made.thread.address));
      assert.ok(!(facts instanceof Absence));
      assert.deepEqual(
        [facts.state, facts.waitReason, isWaiting(facts), isRunning(facts)],
        ["GateWait", "WrGuardedMutex", true, false],
      );
      assert.equal(typeof readWaitedSeconds(target, word(made.thread.address)), "number");
      assert.equal(toBigInt(onlyObject(target, made.thread).address), made.mutex);
    });

    it("is read where the thread names the gate in place of wait blocks", () => {
      const made = gateWait();
      const { target, image } = open(made);
      image.writeField(made.thread.address, "_KTHREAD", "WaitBlockList", made.gate);
      const object = onlyObject(target, made.thread);
      assert.deepEqual(
        [object.kind, toBigInt(object.address), addresses(object.holders)],
        ["guarded mutex", made.mutex, [at(made.threads, 0).address]],
      );
    });
  });
}

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

describe("the locks that somebody waits for", () => {
  for (const layout of layoutIds.filter((id) => has(id, "_ERESOURCE"))) {
    it(`are listed once each on ${layout}, with holders and waiters`, () => {
      const made = scene(layout, 6);
      const { system, threads } = made;
      const resource = system.resource({ owner: at(threads, 0) });
      const mutant = system.mutant({ owner: at(threads, 1), path: "\\BaseNamedObjects\\TheMutant" });
      system.resource({ owner: at(threads, 2) });
      at(threads, 1).waitsForResource(resource);
      at(threads, 3).waitsForResource(resource);
      at(threads, 4).waitsForMutant(mutant);
      at(threads, 5).waitsFor(system.event());
      const { target } = open(made);
      const locks = readLocks(target);
      assert.deepEqual(
        locks.map(({ kind, address }) => [kind, toBigInt(address)]),
        [
          ["resource", resource.address],
          ["mutant", mutant.address],
        ],
      );
      assert.deepEqual(
        locks.map(({ holders }) =>
          holders instanceof Absence ? holders.reason : holders.map(({ thread }) => toBigInt(thread)),
        ),
        [[at(threads, 0).address], [at(threads, 1).address]],
      );
      assert.deepEqual(
        locks.map(({ waiters }) => sorted(waiters.map(({ thread }) => toBigInt(thread)))),
        [sorted([at(threads, 1).address, at(threads, 3).address]), [at(threads, 4).address]],
      );
      assert.equal(locks[1]?.name, "\\BaseNamedObjects\\TheMutant");
      assert.deepEqual(
        readLocksHeldBy(target, word(at(threads, 1).address)).map(({ address }) => toBigInt(address)),
        [mutant.address],
      );
      const facts = readMutant(target, word(mutant.address));
      assert.ok(!(facts instanceof Absence) && !(facts.holders instanceof Absence));
      assert.deepEqual(
        facts.holders.map(({ thread }) => toBigInt(thread)),
        [at(threads, 1).address],
      );
    });
  }
});
