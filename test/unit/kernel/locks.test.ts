/** Kernel locks and pending requests, read back from memory by the layout alone. */
import assert from "node:assert/strict";
import { findField, KernelScenario, loadLayout, lockLayoutIds } from "../../kernel/index.ts";
import { majorFunctions } from "../../kernel/scenario/drivers.ts";
import { waitReasons } from "../../kernel/scenario/waits.ts";
import { openLockScene } from "./lock-scene.ts";

const mask64 = (1n << 64n) - 1n;

for (const id of lockLayoutIds) {
  describe(`kernel locks on ${id}`, () => {
    const scene = openLockScene(id);
    const { memory, facts, scenario } = scene;
    const size = (type: string) => BigInt(scenario.machine.sizeOf(type));
    const field = (address: bigint, type: string, path: string) => memory.field(address, type, path) ?? -1n;
    const waitedObject = (thread: bigint) =>
      field(field(thread, "_KTHREAD", "WaitBlockList"), "_KWAIT_BLOCK", "Object");

    it("all resources are on the kernel's list", () => {
      const head = memory.symbol("ExpSystemResourcesList") ?? 0n;
      assert.deepEqual(
        memory.structures(head, "_ERESOURCE", "SystemResourcesList"),
        [scene.owned, scene.shared, scene.free].map(({ address }) => address),
      );
      assert.deepEqual(memory.listBackwards(head), memory.list(head));
    });

    it("a resource held exclusively names its owner with flags and count", () => {
      const path = memory.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads[0]";
      assert.equal(field(scene.owned.address, "_ERESOURCE", "Flag") & 0x80n, 0x80n);
      assert.equal(field(scene.owned.address, "_ERESOURCE", `${path}.OwnerThread`) & ~3n, scene.owner.address);
      assert.equal(field(scene.owned.address, "_ERESOURCE", `${path}.OwnerCount`), 2n);
      assert.equal(field(scene.owned.address, "_ERESOURCE", "ActiveCount"), 1n);
      assert.equal(field(scene.owned.address, "_ERESOURCE", "ContentionCount"), 7n);
      assert.equal(field(scene.free.address, "_ERESOURCE", "ActiveCount"), 0n);
    });

    it("a shared resource names its owners in the entry and in the table behind entry 0", () => {
      const path = memory.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads[1]";
      const table = field(scene.shared.address, "_ERESOURCE", "OwnerTable");
      const count = field(table, "_OWNER_ENTRY", "TableSize");
      const further: bigint[] = [];
      for (let index = 1n; index < count; index++) {
        further.push(field(table + index * size("_OWNER_ENTRY"), "_OWNER_ENTRY", "OwnerThread"));
      }
      assert.equal(field(scene.shared.address, "_ERESOURCE", "Flag") & 0x80n, 0n);
      assert.deepEqual(
        [
          field(scene.shared.address, "_ERESOURCE", `${path}.OwnerThread`),
          ...further.filter((thread) => thread !== 0n),
        ],
        [scene.owner, scene.reader, scene.lastReader].map(({ address }) => address),
      );
    });

    it("waiters of a resource are found from it, and it from them", () => {
      const { owned, first, second, writer, shared } = scene;
      assert.deepEqual(
        [
          field(owned.address, "_ERESOURCE", "NumberOfExclusiveWaiters"),
          field(owned.address, "_ERESOURCE", "NumberOfSharedWaiters"),
        ],
        [1n, 1n],
      );
      const exclusive = field(owned.address, "_ERESOURCE", "ExclusiveWaiters");
      const layout = loadLayout(id).types["_ERESOURCE"]?.fields["SharedWaiters"]?.type;
      if (layout === "void*") {
        for (const [thread, entry] of [
          [first, exclusive],
          [second, field(owned.address, "_ERESOURCE", "SharedWaiters")],
          [writer, field(shared.address, "_ERESOURCE", "ExclusiveWaiters")],
        ] as const) {
          assert.equal(field(entry, "_KWAIT_CHAIN_ENTRY", "Thread"), thread.address);
          assert.equal(memory.place(entry, "_KWAIT_CHAIN_ENTRY", "Event"), waitedObject(thread.address));
          assert.deepEqual([memory.list(entry).end, memory.list(entry).entries.length], ["head", 0]);
          assert.ok(
            entry < field(thread.address, "_KTHREAD", "StackBase") &&
              entry > field(thread.address, "_KTHREAD", "StackLimit"),
            "on its own stack",
          );
        }
      } else {
        assert.equal(exclusive, waitedObject(first.address));
        if (layout === "_KWAIT_CHAIN") {
          assert.equal(
            memory.place(field(owned.address, "_ERESOURCE", "SharedWaiters.Head.Next"), "_KWAIT_CHAIN_ENTRY", "Event"),
            waitedObject(second.address),
          );
        } else {
          assert.equal(field(owned.address, "_ERESOURCE", "SharedWaiters"), waitedObject(second.address));
          assert.equal(field(waitedObject(second.address), "_DISPATCHER_HEADER", "Type"), 5n);
        }
      }
      assert.equal(field(first.address, "_KTHREAD", "WaitReason"), BigInt(waitReasons.WrResource));
      assert.equal(facts.threads.find(({ address }) => address === first.address)?.wait?.hasTimeout, true);
    });

    it("a second waiter joins the ring, and one that runs again leaves it", () => {
      if (loadLayout(id).types["_ERESOURCE"]?.fields["SharedWaiters"]?.type !== "void*") {
        return;
      }
      const late = openLockScene(id);
      const third = late.process.thread().waitsForResource(late.owned);
      late.image.update();
      const ring = late.memory.field(late.owned.address, "_ERESOURCE", "ExclusiveWaiters") ?? 0n;
      assert.deepEqual(
        late.memory.list(ring).entries.map((entry) => late.memory.field(entry, "_KWAIT_CHAIN_ENTRY", "Thread")),
        [third.address],
      );
      late.first.runs();
      late.image.update();
      const rest = late.memory.field(late.owned.address, "_ERESOURCE", "ExclusiveWaiters") ?? 0n;
      assert.deepEqual(
        [late.memory.field(rest, "_KWAIT_CHAIN_ENTRY", "Thread"), late.memory.list(rest).entries.length],
        [third.address, 0],
      );
    });

    it("fast and guarded mutexes name their owner and hold the object that is waited for", () => {
      const event = memory.has("_FAST_MUTEX", "Event") ? "Event" : "Gate";
      assert.equal(field(scene.fastMutex.address, "_FAST_MUTEX", "Owner"), scene.owner.address);
      assert.equal(
        memory.place(scene.fastMutex.address, "_FAST_MUTEX", event),
        waitedObject(scene.mutexWaiter.address),
      );
      assert.equal(field(scene.mutexWaiter.address, "_KTHREAD", "WaitReason"), BigInt(waitReasons.WrFastMutex));
      if (scene.guardedMutex === undefined) {
        return;
      }
      const gates = memory.has("_KGUARDED_MUTEX", "Gate");
      const type = gates ? "_KGUARDED_MUTEX" : "_FAST_MUTEX";
      assert.equal(field(scene.guardedMutex.address, type, "Owner"), scene.reader.address);
      assert.equal(
        memory.place(scene.guardedMutex.address, type, gates ? "Gate" : event),
        waitedObject(scene.gateWaiter.address),
      );
      assert.equal(field(scene.gateWaiter.address, "_KTHREAD", "State"), gates ? 8n : 5n);
      assert.equal(field(waitedObject(scene.gateWaiter.address), "_DISPATCHER_HEADER", "Type"), gates ? 7n : 1n);
    });

    it("a push lock says that it is held and leads to its newest waiter's block", () => {
      const value = field(scene.pushLock.address, "_EX_PUSH_LOCK", "Value");
      assert.equal(value & ~0xfn, waitedObject(scene.laterPushWaiter.address));
      assert.equal(field(scene.pushLock.address, "_EX_PUSH_LOCK", "Waiting"), 1n);
      assert.equal(field(scene.readLock.address, "_EX_PUSH_LOCK", "Shared"), 2n);
      if (memory.has("_EX_PUSH_LOCK", "Locked")) {
        assert.equal(field(scene.pushLock.address, "_EX_PUSH_LOCK", "Locked"), 1n);
      }
      if (memory.has("_EX_PUSH_LOCK_WAIT_BLOCK", "Next")) {
        assert.equal(field(value & ~0xfn, "_EX_PUSH_LOCK_WAIT_BLOCK", "Next"), waitedObject(scene.pushWaiter.address));
      }
    });

    it("lock entries give holders and waiters, if the build has them", () => {
      if (!memory.has("_KLOCK_ENTRY", "LockState")) {
        assert.ok(facts.threads.every(({ lockEntries }) => lockEntries.length === 0));
        return;
      }
      const place = loadLayout(id).types["_KTHREAD"]?.fields["LockEntries"]?.type;
      for (const { address, lockEntries, holds, waitsForLock } of facts.threads) {
        const array =
          place === "_KLOCK_ENTRY*"
            ? field(address, "_KTHREAD", "LockEntries")
            : memory.place(address, place === undefined ? "_ETHREAD" : "_KTHREAD", "LockEntries");
        const seen: { lock: bigint; isWaiting: boolean }[] = [];
        for (let index = 0n; index < 6n; index++) {
          const entry = array + index * size("_KLOCK_ENTRY");
          const state = field(entry, "_KLOCK_ENTRY", "LockState.LockState");
          if (state === 0n) {
            continue;
          }
          const waiting = ["LockState.Waiting", "WaitingBit", "WaitingByte"]
            .filter((path) => memory.has("_KLOCK_ENTRY", path))
            .map((path) => field(entry, "_KLOCK_ENTRY", path));
          assert.equal(waiting.length, 1);
          if (memory.has("_KLOCK_ENTRY", "AcquiredByte")) {
            assert.equal(field(entry, "_KLOCK_ENTRY", "AcquiredByte"), 1n - (waiting[0] ?? 0n));
          }
          const isContended = facts.locks.some(
            (lock) => lock.address === (((state & ~3n) | (1n << 63n)) & mask64) && lock.waiters.length > 0,
          );
          assert.equal(field(entry, "_KLOCK_ENTRY", "LockState.InTree"), isContended ? 1n : 0n);
          seen.push({ lock: ((state & ~3n) | (1n << 63n)) & mask64, isWaiting: waiting[0] === 1n });
        }
        assert.deepEqual(seen, lockEntries);
        assert.deepEqual(
          seen.filter(({ isWaiting }) => !isWaiting).map(({ lock }) => lock),
          holds,
        );
        assert.deepEqual(
          seen.filter(({ isWaiting }) => isWaiting).map(({ lock }) => lock),
          waitsForLock === undefined ? [] : [waitsForLock],
        );
        if (memory.has("_KTHREAD", "AbEntrySummary")) {
          assert.equal(field(address, "_KTHREAD", "AbEntrySummary"), 0x3fn & ~((1n << BigInt(seen.length)) - 1n));
        }
      }
    });

    it("a pending request leads to driver, device and major function, and hangs on its thread", () => {
      const { io, irp, device } = scene;
      assert.deepEqual(memory.structures(memory.place(io.address, "_ETHREAD", "IrpList"), "_IRP", "ThreadListEntry"), [
        irp.address,
      ]);
      assert.deepEqual(
        memory.structures(memory.place(scene.owner.address, "_ETHREAD", "IrpList"), "_IRP", "ThreadListEntry"),
        [],
      );
      const location = field(irp.address, "_IRP", "Tail.Overlay.CurrentStackLocation");
      const current = field(irp.address, "_IRP", "CurrentLocation");
      assert.equal(location, irp.address + size("_IRP") + (current - 1n) * size("_IO_STACK_LOCATION"));
      assert.equal(field(location, "_IO_STACK_LOCATION", "MajorFunction"), BigInt(majorFunctions.Write));
      assert.equal(field(location, "_IO_STACK_LOCATION", "DeviceObject"), device.address);
      assert.equal(
        field(location + size("_IO_STACK_LOCATION"), "_IO_STACK_LOCATION", "DeviceObject"),
        scene.volume.address,
      );
      const driver = field(device.address, "_DEVICE_OBJECT", "DriverObject");
      assert.equal(memory.unicodeString(memory.place(driver, "_DRIVER_OBJECT", "DriverName")), "\\Driver\\disk");
      assert.equal(scene.objects.typeName(driver), "Driver");
      assert.equal(
        memory.unicodeString(
          memory.place(field(location, "_IO_STACK_LOCATION", "FileObject"), "_FILE_OBJECT", "FileName"),
        ),
        "\\pagefile.sys",
      );
      assert.equal(
        waitedObject(io.address),
        memory.place(field(location, "_IO_STACK_LOCATION", "FileObject"), "_FILE_OBJECT", "Event"),
      );
      assert.deepEqual(
        facts.irps.map(({ driverName, major }) => [driverName, major]),
        [["\\Driver\\disk", "Write"]],
      );
    });

    it("frozen and suspended threads block on their own object and are marked as the build does it", () => {
      const frozen = new KernelScenario(id);
      const app = frozen.process("SearchApp.exe", { session: 1 });
      const [busy, suspended] = [app.thread(), frozen.process("calc.exe").thread().isSuspended()];
      const pending = frozen.process("edit.exe").thread().waitsFor(frozen.event()).hasPendingSuspension();
      app.isFrozen({ freeze: "deep", secondsAgo: 30 });
      const image = frozen.build();
      const read = (address: bigint, type: string, path: string) =>
        image.target.memory.read(
          image.fieldAddress(address, type, path),
          findField(loadLayout(id), type, path)?.size ?? 1,
        );
      for (const thread of [busy, suspended]) {
        const [object] = image.facts.threads.find(({ address }) => address === thread.address)?.wait?.objects ?? [];
        const own =
          findField(loadLayout(id), "_KTHREAD", "SuspendEvent") ??
          findField(loadLayout(id), "_KTHREAD", "SuspendSemaphore");
        assert.equal(object?.address, thread.address + BigInt(own?.offset ?? -1));
        assert.deepEqual(
          read(object?.address ?? 0n, "_DISPATCHER_HEADER", "Type")?.[0],
          own?.type === "_KSEMAPHORE" ? 5 : id.startsWith("win1") ? 0 : 1,
        );
      }
      const count = findField(loadLayout(id), "_KTHREAD", "FreezeCount");
      const bytes = read(busy.address, "_KTHREAD", "FreezeCount") ?? new Uint8Array(0);
      const word = bytes.reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0);
      assert.equal(count?.bit === undefined ? word : Math.floor(word / 2 ** count.bit[0]) % 2, 1);
      assert.equal((read(suspended.address, "_KTHREAD", "SuspendCount") ?? [])[0], 1);
      const facts = image.facts.threads.find(({ address }) => address === pending.address);
      assert.deepEqual([facts?.suspensionPending, facts?.suspendCount, facts?.waitReason], [true, 1, "UserRequest"]);
      assert.equal(image.facts.processes[0]?.freeze, "deep");
    });
  });
}

describe("kernel locks of a scene", () => {
  const scenario = new KernelScenario("win11-22000-x64");
  const process = scenario.process("a.exe");

  it("refuse a second exclusive owner and a shared mutex", () => {
    const resource = scenario.resource({ owner: process.thread() });
    assert.throws(() => resource.isHeldBy(process.thread(), { access: "shared" }), /held already/);
    assert.throws(() => scenario.fastMutex({ sharedOwners: [process.thread()] }), /never shared/);
  });

  it("are refused by name on the build whose layout lacks them", () => {
    assert.throws(() => new KernelScenario("win10-10240-x86").resource(), /10240.*_ERESOURCE|_ERESOURCE/);
  });
});
