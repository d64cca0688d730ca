/** Waits for locks that lie in the memory of a process: critical sections, keyed events, locks without an owner. */
import assert from "node:assert/strict";
import type { WaitObject } from "../../../src/facts/wait.ts";
import { readLocks } from "../../../src/nt/lock/locks.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario, type KernelScenarioOptions } from "../../kernel/scenario/scenario.ts";
import type { ScenarioProcess } from "../../kernel/scenario/process.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { pebAddress } from "../../kernel/scenario/user-memory.ts";
import type { WaitReasonName } from "../../kernel/scenario/waits.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "./memory.ts";

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

    it("has no recorded owner where nothing or something else lies there", () => {
      const made = scene(layout, "WrAlertByThreadId");
      const { object } = waitAt(made, made.lock, "wait block");
      assert.deepEqual([object.kind, toBigInt(object.address)], ["user-mode lock", made.lock]);
      assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
      assert.match(object.holders.reason, /user-mode lock, owner not recorded/);
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
    it("leads to its owner by address, and up to Windows 7 by the event of the loader lock", () => {
      const made = scene(layout, "Executive");
      const { system, process, owner, waiter } = made;
      const section = process.criticalSection({ owner });
      waiter.waitsForCriticalSection(section);
      const other = process.thread().waitsFor(system.event({ kind: "synchronization" }));
      const image = system.build();
      const peb = system.machine.structure("_PEB").put("LoaderLock", section.address).bytes;
      const isByEvent = section.event !== undefined;
      system.machine
        .userSpace(process.address)
        .place(pebAddress(process), isByEvent ? peb : new Uint8Array(peb.length));
      const { target } = openPack(image.target);
      const [found, plain] = [waiter, other].map(({ address }) => {
        const wait = readPresentWait(target, word(address));
        assert.ok(!(wait instanceof Absence));
        return wait.objects[0];
      });
      assert.deepEqual(
        [found?.kind, toBigInt(found?.address ?? word(0n)), plain?.kind],
        ["critical section", section.address, "event"],
      );
      assert.ok(found !== undefined && !(found.holders instanceof Absence));
      assert.deepEqual(found.holders.map(toBigInt), [owner.address]);
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
});
