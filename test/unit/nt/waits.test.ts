/** Waits of threads of images of every layout. */
import assert from "node:assert/strict";
import type { WaitFacts } from "../../../src/facts/wait.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { readWaitedSeconds } from "../../../src/nt/wait/wait-time.ts";
import { Absence } from "../../../src/target/absence.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { withoutMember } from "../shown-layout.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene, type Scene } from "./scene.ts";
import { waitObjectKinds } from "./wait-object-kinds.ts";

function waitsOf(scene: Scene, address: bigint): WaitFacts {
  const waits = readPresentWait(scene.target, word(address));
  assert.ok(!(waits instanceof Absence), waits instanceof Absence ? waits.reason : "");
  return waits;
}

/** The thread of waiter.exe that waits so. */
function waiterWith(scene: Scene, wanted: (thread: Scene["image"]["facts"]["threads"][number]) => boolean): bigint {
  const thread = scene.image.facts.threads.find(wanted);
  assert.ok(thread !== undefined);
  return thread.address;
}

for (const layout of layoutIds) {
  describe(`waits on ${layout}`, () => {
    const scene = buildScene(layout);
    const { threads } = scene.image.facts;

    it("name the objects in their order, any or all, and a timeout", () => {
      for (const { address, wait, waitReason, state } of threads) {
        if (state !== "Waiting" || wait === undefined || waitReason === "Suspended") {
          continue;
        }
        const waits = waitsOf(scene, address);
        // A sleeping thread waits for its own timer, which is told as the timeout that it is.
        const end = address + BigInt(scene.system.machine.sizeOf("_ETHREAD"));
        const objects = wait.objects.filter(
          (object) => object.kind !== "notificationTimer" || object.address < address || object.address >= end,
        );
        assert.deepEqual(
          waits.objects.map(({ dispatcher, kind }) => [toBigInt(dispatcher), kind]),
          objects.map((object) => [object.address, waitObjectKinds[object.kind]]),
        );
        assert.deepEqual([waits.mode, waits.hasTimeout], [wait.type, wait.hasTimeout]);
        assert.equal(waits.broken, undefined);
      }
    });

    it("of a suspended thread are only for its own suspend object, which is not shown", () => {
      const address = waiterWith(scene, ({ waitReason }) => waitReason === "Suspended");
      const waits = waitsOf(scene, address);
      assert.deepEqual([waits.objects, waits.broken], [[], undefined]);
    });

    it("know who owns a mutant, and that nobody owns a free one", () => {
      const owned = waiterWith(
        scene,
        ({ secondsWaited, wait }) => secondsWaited >= 89 && wait?.objects[0]?.kind === "mutant",
      );
      const holders = waitsOf(scene, owned).objects[0]?.holders;
      assert.ok(holders !== undefined && !(holders instanceof Absence));
      assert.deepEqual(holders.map(toBigInt), [threads.find(({ mutants }) => mutants.length > 0)?.address]);
      const free = waiterWith(scene, ({ wait }) => wait?.hasTimeout === true && wait.objects[0]?.kind === "mutant");
      assert.deepEqual(waitsOf(scene, free).objects[0]?.holders, []);
    });

    it("give object types and signal states", () => {
      const all = waitsOf(
        scene,
        waiterWith(scene, ({ wait }) => wait?.type === "all"),
      );
      assert.deepEqual(
        all.objects.map(({ typeName }) => typeName),
        ["Event", "Semaphore", "Timer", "Mutant", "Event"],
      );
      assert.deepEqual(
        all.objects.map(({ signaled }) => signaled),
        [false, true, false, false, true],
      );
    });

    it("have lasted as long as the clock says", () => {
      for (const { address, state, secondsWaited } of threads) {
        const seconds = readWaitedSeconds(scene.target, word(address));
        if (state === "Waiting") {
          assert.equal(seconds, secondsWaited);
        } else {
          assert.ok(seconds instanceof Absence && seconds.kind === "NotApplicable");
        }
      }
    });

    it("are none of a thread that does not wait", () => {
      for (const { address, state } of threads) {
        if (state !== "Waiting") {
          const waits = readPresentWait(scene.target, word(address));
          assert.ok(waits instanceof Absence && waits.kind === "NotApplicable");
        }
      }
    });
  });
}

describe("damaged waits", () => {
  const layouts: readonly LayoutId[] = ["winxp-sp3-x86", "win2003-sp2-x64", "win10-19041-x64"];
  for (const layout of layouts) {
    it(`of ${layout} do not count wait blocks of another thread`, () => {
      const scene = buildScene(layout);
      const mine = waiterWith(
        scene,
        ({ wait }) => wait?.type === "any" && wait.objects.length === 2 && wait.hasTimeout,
      );
      const other = waiterWith(scene, ({ secondsWaited }) => secondsWaited >= 89);
      const { machine } = scene.system;
      scene.image.writeField(mine, "_KTHREAD", "WaitBlockList", other + machine.offsetOf("_KTHREAD", "WaitBlock"));
      const waits = waitsOf(scene, mine);
      assert.deepEqual(waits.objects, []);
      assert.match(waits.broken ?? "", /belongs to/);
    });

    it(`of ${layout} keep what could be read before an unreadable object`, () => {
      const scene = buildScene(layout);
      const mine = waiterWith(
        scene,
        ({ wait }) => wait?.type === "any" && wait.objects.length === 2 && wait.hasTimeout,
      );
      const { machine } = scene.system;
      const second = mine + machine.offsetOf("_KTHREAD", "WaitBlock") + BigInt(machine.sizeOf("_KWAIT_BLOCK"));
      scene.image.writeField(second, "_KWAIT_BLOCK", "Object", 0x10n);
      const waits = waitsOf(scene, mine);
      assert.equal(waits.objects.length, 1);
      assert.ok(waits.broken !== undefined);
    });
  }

  it("end at wait blocks that form a cycle without the first", () => {
    const scene = buildScene("win7-sp1-x64");
    const mine = waiterWith(scene, ({ wait }) => wait?.type === "any" && wait.objects.length === 2);
    const { machine } = scene.system;
    const second = mine + machine.offsetOf("_KTHREAD", "WaitBlock") + BigInt(machine.sizeOf("_KWAIT_BLOCK"));
    scene.image.writeField(second, "_KWAIT_BLOCK", "NextWaitBlock", second);
    assert.match(waitsOf(scene, mine).broken ?? "", /more than 65 wait blocks/);
  });
});

describe("a timeout", () => {
  const layouts: readonly LayoutId[] = ["win7-sp1-x64", "win81-x64", "win10-19041-x64", "win11-22621-x64"];
  for (const layout of layouts) {
    it(`is reported on ${layout} by symbols without _KTHREAD.Timer, too`, () => {
      const scene = buildScene(layout, { adaptShownLayout: withoutMember("_KTHREAD", "Timer") });
      const waiting = scene.image.facts.threads.filter(({ wait }) => wait !== undefined);
      assert.deepEqual(
        waiting.map(({ address }) => waitsOf(scene, address).hasTimeout),
        waiting.map(({ wait }) => wait?.hasTimeout),
      );
      assert.ok(waiting.some(({ wait }) => wait?.hasTimeout === true));
    });
  }
});

describe("a timer", () => {
  /** What is said of a timer of one type whose header has these members set. */
  function isSet(type: number, ...members: readonly string[]): boolean | undefined {
    const scene = buildScene("win11-22000-x64");
    const mine = waiterWith(scene, ({ wait }) => wait?.type === "all");
    const timer = scene.image.facts.threads.find(({ address }) => address === mine)?.wait?.objects[2]?.address ?? 0n;
    scene.image.writeField(timer, "_DISPATCHER_HEADER", "Type", type);
    members.forEach((member) => {
      scene.image.writeField(timer, "_DISPATCHER_HEADER", member, 1);
    });
    const object = waitsOf(scene, mine).objects[2];
    assert.equal(object?.kind, "timer");
    return object.isSet;
  }

  for (const type of [8, 9, 0x88]) {
    it(`of type ${type} runs if it is inserted`, () =>
      assert.deepEqual([isSet(type), isSet(type, "Inserted"), isSet(type, "Timer2Inserted")], [false, true, false]));
  }

  for (const type of [24, 25]) {
    it(`of type ${type} has a bit of its own for it`, () =>
      assert.deepEqual([isSet(type), isSet(type, "Inserted"), isSet(type, "Timer2Inserted")], [false, false, true]));
  }

  it("of a type whose bit the symbols lack may run", () => {
    const scene = buildScene("win10-19041-x64");
    const mine = waiterWith(scene, ({ wait }) => wait?.type === "all");
    const timer = scene.image.facts.threads.find(({ address }) => address === mine)?.wait?.objects[2]?.address ?? 0n;
    scene.image.writeField(timer, "_DISPATCHER_HEADER", "Type", 24);
    assert.equal(waitsOf(scene, mine).objects[2]?.isSet, undefined);
  });
});

describe("a completion port", () => {
  /** The threads that run and may run, by the queue that an idle worker waits on. */
  function concurrency(running: number, most: number, type = 4): WaitFacts["objects"][number]["concurrency"] {
    let idle = 0n;
    let queue = 0n;
    const scene = buildScene("win10-19041-x64", {
      arrange: (system) => {
        const host = system.process("host.exe");
        const port = host.createsPort("\\RPC Control\\host").hasCompletionPort({ threads: [] });
        queue = port.address;
        idle = host.thread().waitsForWork(port).address;
      },
    });
    scene.image.writeField(queue, "_KQUEUE", "CurrentCount", running);
    scene.image.writeField(queue, "_KQUEUE", "MaximumCount", most);
    scene.image.writeField(queue, "_DISPATCHER_HEADER", "Type", type);
    const [object] = waitsOf(scene, idle).objects;
    assert.equal(object?.kind, "queue");
    return object.concurrency;
  }

  it("says how many of its threads run, and how many may", () =>
    assert.deepEqual(concurrency(3, 2), { running: 3, most: 2 }));

  it("does not count by a limit that none can have", () =>
    assert.deepEqual(
      [concurrency(0, 0), concurrency(0xffffffff, 2), concurrency(2, 0x1234_5678)],
      [undefined, undefined, undefined],
    ));

  it("is not what a queue with priorities is", () => assert.equal(concurrency(3, 2, 21), undefined));
});

describe("the time waited", () => {
  it("is counted modulo 2^32 ticks", () => {
    const scene = buildScene("win10-19041-x64", { clock: { tickCount: 0x1_0000_0010n } });
    const mine = waiterWith(scene, ({ wait }) => wait?.type === "all");
    scene.image.writeField(mine, "_KTHREAD", "WaitTime", 0xfffffff0n);
    assert.equal(readWaitedSeconds(scene.target, word(mine)), 0x20 * 0.015625);
  });

  it("uses the kernel's own tick length", () => {
    const scene = buildScene("win10-19041-x64", { clock: { increment: 100144n } });
    const mine = waiterWith(scene, ({ secondsWaited }) => secondsWaited >= 89);
    assert.equal(
      readWaitedSeconds(scene.target, word(mine)),
      scene.image.facts.threads.find(({ address }) => address === mine)?.secondsWaited,
    );
  });

  it("comes from KeTickCount where the shared user page cannot be read", () => {
    const scene = buildScene("winxp-sp3-x86");
    const mine = waiterWith(scene, ({ secondsWaited }) => secondsWaited >= 89);
    const expected = readWaitedSeconds(scene.target, word(mine));
    scene.image.unmap(0xffdf0000n);
    scene.target.dropStop();
    assert.equal(readWaitedSeconds(scene.target, word(mine)), expected);
    assert.equal(typeof expected, "number");
  });

  it("is absent where there is no clock at all", () => {
    const scene = buildScene("win10-19041-x64");
    scene.image.unmap(0xfffff78000000000n);
    scene.target.dropStop();
    const mine = waiterWith(scene, ({ wait }) => wait?.type === "all");
    const seconds = readWaitedSeconds(scene.target, word(mine));
    assert.ok(seconds instanceof Absence && seconds.kind === "Unreadable");
  });
});
