/** Waits for locks that lie in the memory of a process: critical sections, keyed events, locks without an owner. */
import assert from "node:assert/strict";
import type { WaitObject } from "../../../src/facts/wait.ts";
import { findContendedLock, readLocks } from "../../../src/nt/lock/locks.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario, type KernelScenarioOptions } from "../../kernel/scenario/scenario.ts";
import type { ScenarioProcess } from "../../kernel/scenario/process.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import type { WaitReasonName } from "../../kernel/scenario/waits.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "../words.ts";

const OFFSET = 0x200010n;

interface Scene {
  readonly system: KernelScenario;
  readonly process: ScenarioProcess;
  readonly owner: ScenarioThread;
  readonly waiter: ScenarioThread;
  /** Where the lock lies in the process. */
  readonly lock: bigint;
}

function scene(layout: LayoutId, reason: WaitReasonName, options: KernelScenarioOptions = {}): Scene {
  const system = new KernelScenario(layout, options);
  system.process("System", { id: 4 }).thread();
  const process = system.process("app.exe", { session: 1 });
  const [owner, waiter] = [process.thread(), process.thread()];
  waiter.waitsFor(system.semaphore(), { reason });
  return { system, process, owner, waiter, lock: system.machine.addresses.userData + OFFSET };
}

/** A critical section that the thread with an id has entered; 0: nobody has. */
function writeCriticalSection({ system: { machine }, process, lock }: Scene, owner: number): void {
  machine
    .userSpace(process.address)
    .place(
      lock,
      machine
        .structure("_RTL_CRITICAL_SECTION")
        .putAll({ LockCount: 0xfffffffe, RecursionCount: owner === 0 ? 0 : 1, OwningThread: owner }).bytes,
    );
}

/** The one object of the waiter's wait, whose wait block or key names an address of its process. */
function waitAt(
  { system, waiter }: Scene,
  address: bigint,
  place: "wait block" | "key",
  arrange = (): void => undefined,
): { target: Target; object: WaitObject } {
  const image = system.build();
  const { machine } = system;
  if (place === "key") {
    image.writeField(waiter.address, "_ETHREAD", "KeyedWaitValue", address | 1n);
  } else {
    image.writeField(waiter.address + machine.offsetOf("_KTHREAD", "WaitBlock"), "_KWAIT_BLOCK", "Object", address);
  }
  arrange();
  const { target } = openPack(image.target);
  const wait = readPresentWait(target, word(waiter.address));
  assert.ok(!(wait instanceof Absence), wait instanceof Absence ? wait.reason : "");
  assert.deepEqual([wait.broken, wait.objects.length], [undefined, 1]);
  return { target, object: wait.objects[0] as WaitObject };
}

function offsetOf(system: KernelScenario, field: string): bigint {
  return system.machine.offsetOf("_RTL_CRITICAL_SECTION", field);
}

const described = layoutIds.filter(
  (id) => new KernelScenario(id).machine.layout.types["_RTL_CRITICAL_SECTION"] !== undefined,
);

/** Of 32-bit kernels the debugger has no processes, and so nobody's memory. */
const layouts = described.filter((id) => new KernelScenario(id).machine.pointerSize === 8);

for (const layout of described.filter((id) => !layouts.includes(id))) {
  describe(`a user-mode lock on ${layout}`, () => {
    it("is known by its address, its owner is not", () => {
      const made = scene(layout, "WrKeyedEvent");
      writeCriticalSection(made, made.owner.id);
      const { object } = waitAt(made, made.lock, "key");
      assert.deepEqual([object.kind, toBigInt(object.address)], ["user-mode lock", made.lock]);
      assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
    });
  });
}

describe("a user-mode lock that a thread waits for", () => {
  it("is found in its own process, though another has one at the same address", () => {
    const system = new KernelScenario("win10-19041-x64");
    system.process("System", { id: 4 }).thread();
    const address = system.machine.addresses.userData + OFFSET;
    const [first, second, idle] = ["first.exe", "second.exe", "idle.exe"].map((name) => system.process(name));
    assert.ok(first !== undefined && second !== undefined && idle !== undefined);
    const waiters = [first, second].map((process) => {
      const owner = process.thread();
      const waiter = process.thread();
      waiter.waitsForCriticalSection(process.criticalSection({ address, owner }));
      return waiter;
    });
    const { target } = openPack(system.build().target);
    const found = [first, second, idle].map((process) =>
      findContendedLock(target, { kind: "critical section", address: word(address), process: word(process.address) }),
    );
    assert.deepEqual(
      found.map((lock) =>
        lock instanceof Absence ? lock.kind : lock.waiters.map(({ thread }) => toBigInt(thread)).join(),
      ),
      [...waiters.map((waiter) => String(waiter.address)), "NotApplicable"],
    );
  });
});

for (const layout of layouts) {
  describe(`a user-mode lock on ${layout}`, () => {
    it("is a critical section with its owner where one stands around the address", () => {
      const made = scene(layout, "WrAlertByThreadId");
      writeCriticalSection(made, made.owner.id);
      const { target, object } = waitAt(made, made.lock + offsetOf(made.system, "LockSemaphore"), "wait block");
      assert.deepEqual([object.kind, toBigInt(object.address)], ["critical section", made.lock]);
      assert.ok(!(object.holders instanceof Absence));
      assert.deepEqual(object.holders.map(toBigInt), [made.owner.address]);
      const [found] = readLocks(target);
      assert.ok(found !== undefined && !(found.process instanceof Absence) && !(found.holders instanceof Absence));
      assert.deepEqual(
        [found.kind, toBigInt(found.process), toBigInt(found.holders[0]?.thread ?? word(0n))],
        ["critical section", made.process.address, made.owner.address],
      );
    });

    it("is found by the key of a keyed event, too", () => {
      const made = scene(layout, "WrKeyedEvent");
      writeCriticalSection(made, made.owner.id);
      const { object } = waitAt(made, made.lock, "key");
      assert.deepEqual([object.kind, toBigInt(object.address)], ["critical section", made.lock]);
    });

    it("has no recorded owner at a wrong address", () => {
      const made = scene(layout, "WrAlertByThreadId");
      const { object } = waitAt(made, made.lock, "wait block");
      assert.deepEqual([object.kind, toBigInt(object.address)], ["user-mode lock", made.lock]);
      assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
      assert.match(object.holders.reason, /^owner not recorded$/);
    });

    it("does not take a thread of another process for the owner, nor a free section for a held one", () => {
      for (const isFree of [true, false]) {
        const made = scene(layout, "WrKeyedEvent");
        const stranger = made.system.process("other.exe").thread();
        writeCriticalSection(made, isFree ? 0 : stranger.id);
        assert.equal(waitAt(made, made.lock, "key").object.kind, "user-mode lock");
      }
    });

    it("is a keyed event where the key is no address of a process", () => {
      const made = scene(layout, "WrKeyedEvent");
      const { object } = waitAt(made, made.system.event().address, "key");
      assert.equal(object.kind, "keyed event");
    });
  });
}

for (const layout of layouts) {
  describe(`a wait for a critical section on ${layout}`, () => {
    /** The object that a thread waits for. */
    function awaited(target: Target, thread: ScenarioThread): WaitObject {
      const wait = readPresentWait(target, word(thread.address));
      assert.ok(!(wait instanceof Absence), wait instanceof Absence ? wait.reason : "");
      const [object] = wait.objects;
      assert.ok(object !== undefined);
      return object;
    }

    const holdersOf = ({ holders }: WaitObject): readonly bigint[] | string =>
      holders instanceof Absence ? holders.reason : holders.map(toBigInt);

    it("leads to its owner by address, and up to Windows 8.1 by the event; other events stay events", () => {
      const { system, process, owner, waiter } = scene(layout, "Executive");
      const listed = [process.useLoaderLock(), ...[1, 2, 3].map(() => process.criticalSection({ hasDebugInfo: true }))];
      const waiters = listed.map((section, place) => {
        section.owner = owner;
        return (place === 0 ? waiter : process.thread()).waitsForCriticalSection(section);
      });
      const other = process.thread().waitsFor(system.event({ kind: "synchronization" }));
      const { target } = openPack(system.build().target);
      assert.deepEqual(
        waiters.map((thread) => {
          const object = awaited(target, thread);
          return [object.kind, toBigInt(object.address), holdersOf(object)];
        }),
        listed.map(({ address }) => ["critical section", address, [owner.address]]),
      );
      assert.equal(awaited(target, other).kind, "event");
    });

    it("knows that its owner is gone", () => {
      const { system, process, owner, waiter } = scene(layout, "Executive");
      const section = process.criticalSection({ owner, hasDebugInfo: true });
      waiter.waitsForCriticalSection(section);
      owner.exits();
      process.threads.splice(process.threads.indexOf(owner), 1);
      const object = awaited(openPack(system.build().target).target, waiter);
      assert.deepEqual(
        [object.kind, toBigInt(object.address), holdersOf(object)],
        ["critical section", section.address, `its owner, thread ${owner.id.toString(16)}, does not exist anymore`],
      );
    });

    it("is free if it has been released and its waiter has not run yet", () => {
      const { system, process, waiter } = scene(layout, "Executive");
      const section = process.criticalSection({ hasDebugInfo: true });
      waiter.waitsForCriticalSection(section);
      const object = awaited(openPack(system.build().target).target, waiter);
      assert.deepEqual(
        [object.kind, holdersOf(object)],
        section.event === undefined ? ["user-mode lock", "owner not recorded"] : ["critical section", []],
      );
    });

    it("survives a list that is broken or leads round without its head", () => {
      const { system, process, owner, waiter } = scene(layout, "Executive");
      const sections = [1, 2].map(() => process.criticalSection({ owner, hasDebugInfo: true }));
      waiter.waitsForCriticalSection(sections[0] as (typeof sections)[number]);
      const image = system.build();
      const { machine } = system;
      const at = process.useLoaderLock().debugInfo;
      const list = machine.offsetOf("_RTL_CRITICAL_SECTION_DEBUG", "ProcessLocksList");
      for (const next of [at + list, 0x30n, machine.addresses.userData + 0x40_0000n]) {
        const bytes = new Uint8Array(machine.pointerSize);
        bytes.forEach((_byte, place) => (bytes[place] = Number((next >> BigInt(8 * place)) & 0xffn)));
        machine.userSpace(process.address).place(at + list, bytes);
        const { kind } = awaited(openPack(image.target).target, waiter);
        assert.equal(kind, sections[0]?.event === undefined ? "critical section" : "event");
      }
    });
  });
}

describe("a critical section of a 32-bit process of a 64-bit kernel", () => {
  it("is read in its own form", () => {
    const wow64 = { offset: 0x580, type: "void*" };
    const made = scene("win10-19041-x64", "WrAlertByThreadId", {
      adaptLayout: (table) => {
        const process = table.types["_EPROCESS"];
        assert.ok(process !== undefined);
        return {
          ...table,
          types: { ...table.types, _EPROCESS: { ...process, fields: { ...process.fields, WoW64Process: wow64 } } },
        };
      },
    });
    const { machine } = made.system;
    const bytes = new Uint8Array(24);
    bytes[8] = 1;
    new DataView(bytes.buffer).setUint32(12, made.owner.id, true);
    machine.userSpace(made.process.address).place(made.lock, bytes);
    const { object } = waitAt(made, made.lock + 16n, "wait block", () => {
      machine.writeField(made.process.address, "_EPROCESS", "WoW64Process", made.system.event().address);
    });
    assert.deepEqual([object.kind, toBigInt(object.address)], ["critical section", made.lock]);
  });

  it("is found by its event, too, on its own list", () => {
    const made = scene("win7-sp1-x64", "UserRequest", {
      adaptLayout: (table) => {
        const process = table.types["_EPROCESS"];
        assert.ok(process !== undefined);
        const fields = { ...process.fields, Wow64Process: { offset: 0x320, type: "void*" } };
        return { ...table, types: { ...table.types, _EPROCESS: { ...process, fields } } };
      },
    });
    const { system, process, owner, waiter } = made;
    const { machine } = system;
    const event = system.event({ kind: "synchronization" });
    const { handle } = process.opens(event.object);
    waiter.waitsFor(event);
    const image = system.build();
    // Its PEB, loader lock, and two entries of the list with the section of the second.
    const [peb, loaderLock, first, second, section] = [0x7efde000, 0x77000100, 0x77001000, 0x77001040, 0x00402000];
    const place = (at: number, values: Readonly<Record<number, number>>, size: number): void => {
      const bytes = new Uint8Array(size);
      const view = new DataView(bytes.buffer);
      Object.entries(values).forEach(([offset, value]) => view.setUint32(Number(offset), value, true));
      machine.userSpace(process.address).place(BigInt(at), bytes);
    };
    place(peb, { 0xa0: loaderLock }, 0x200);
    place(loaderLock, { 0: first, 4: 0xffffffff }, 24);
    place(first, { 4: loaderLock, 8: second + 8, 12: second + 8, 20: 0 }, 32);
    place(second, { 4: section, 8: first + 8, 12: first + 8, 20: 3 }, 32);
    place(section, { 0: second, 4: 0xfffffffa, 8: 1, 12: owner.id, 16: handle }, 24);
    machine.writeField(process.address, "_EPROCESS", "Wow64Process", BigInt(peb));
    const wait = readPresentWait(openPack(image.target).target, word(waiter.address));
    assert.ok(!(wait instanceof Absence));
    const [object] = wait.objects;
    assert.deepEqual([object?.kind, toBigInt(object?.address ?? word(0n))], ["critical section", BigInt(section)]);
    assert.ok(object !== undefined && !(object.holders instanceof Absence));
    assert.deepEqual(object.holders.map(toBigInt), [owner.address]);
  });
});
