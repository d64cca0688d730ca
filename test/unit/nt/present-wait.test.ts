/**
 * Present waits as plain data: objects in their order, time-outs, waits that are begun again, and threads that can be
 * read in part.
 */
import assert from "node:assert/strict";
import type { WaitFacts } from "../../../src/facts/wait.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene } from "./scene.ts";
import { waitObjectKinds } from "./wait-object-kinds.ts";

const SECOND = 10_000_000n;

function waitOf(target: Target, thread: bigint): WaitFacts {
  const wait = readPresentWait(target, word(thread));
  assert.ok(!(wait instanceof Absence), wait instanceof Absence ? wait.reason : "");
  return wait;
}

for (const layout of layoutIds) {
  describe(`present waits on ${layout}`, () => {
    it("name the objects in their order, any or all, and a time-out; never the thread's own timer or suspend object", () => {
      const scene = buildScene(layout);
      let compared = 0;
      for (const { address, wait, waitReason, state } of scene.image.facts.threads) {
        if (state !== "Waiting" || wait === undefined) {
          continue;
        }
        const facts = waitOf(scene.target, address);
        const end = address + BigInt(scene.system.machine.sizeOf("_ETHREAD"));
        const objects =
          waitReason === "Suspended"
            ? []
            : wait.objects.filter(
                (object) => object.kind !== "notificationTimer" || object.address < address || object.address >= end,
              );
        assert.deepEqual(
          facts.objects.map(({ address: at, dispatcher, kind }) => [toBigInt(at), toBigInt(dispatcher), kind]),
          objects.map((object) => [object.address, object.address, waitObjectKinds[object.kind]]),
        );
        assert.deepEqual([facts.mode, facts.hasTimeout, facts.broken], [wait.type, wait.hasTimeout, undefined]);
        for (const { kind, holders } of facts.objects) {
          assert.equal(holders instanceof Absence && holders.kind === "NotApplicable", kind !== "mutant");
        }
        compared += objects.length;
      }
      assert.ok(compared > 8);
    });

    it("say what could not be read, and continue after it; such a wait may end by itself", () => {
      const scene = buildScene(layout);
      const { machine } = scene.system;
      const waiter = scene.image.facts.threads.find(
        ({ wait }) => wait?.type === "any" && wait.objects.length === 2 && wait.hasTimeout,
      );
      assert.ok(waiter !== undefined);
      scene.image.writeField(
        waiter.address + machine.offsetOf("_KTHREAD", "WaitBlock"),
        "_KWAIT_BLOCK",
        "Object",
        0x10n,
      );
      const wait = waitOf(scene.target, waiter.address);
      assert.deepEqual(
        wait.objects.map(({ address }) => toBigInt(address)),
        [waiter.wait?.objects[1]?.address],
      );
      assert.ok(wait.broken !== undefined);
      assert.equal(wait.hasTimeout, true);
    });
  });
}

describe("a time-out", () => {
  for (const layout of layoutIds.filter((id) => new KernelScenario(id).machine.has("_KTHREAD", "Timer.DueTime"))) {
    it(`of a few seconds is that of a loop on ${layout}, a longer one is not`, () => {
      for (const [left, isRenewed] of [
        [3n, true],
        [60n, false],
        [-9n, false],
      ] as const) {
        const system = new KernelScenario(layout);
        system.process("System", { id: 4 }).thread();
        const thread = system.process("app.exe").thread().waitsFor(system.event(), { hasTimeout: true, secondsAgo: 2 });
        const image = system.build();
        system.machine.writeInteger(
          thread.address + system.machine.offsetOf("_KTHREAD", "Timer.DueTime"),
          8,
          image.facts.clock.interruptTime + left * SECOND,
        );
        const wait = waitOf(openPack(image.target).target, thread.address);
        assert.deepEqual([wait.hasTimeout, wait.isRenewed], [true, isRenewed], `${left} seconds left`);
      }
    });
  }
});

describe("a thread that is there in part", () => {
  const layouts: readonly LayoutId[] = ["win7-sp1-x64", "win10-19041-x64"];
  for (const layout of layouts) {
    it(`gives what is there on ${layout}`, () => {
      const system = new KernelScenario(layout);
      system.process("System", { id: 4 }).thread();
      const process = system.process("app.exe", { session: 1 });
      const size = BigInt(system.machine.sizeOf("_ETHREAD"));
      // Its identity on one page, the scheduler's part on the page before.
      const page = (system.machine.allocatePages("nonPaged", 0x1000) & ~0xfffn) + 0x40_0000n;
      const cut = system.machine.offsetOf("_ETHREAD", "Cid") & ~0xfn;
      const thread = process.thread({ address: page + 0x1000n - cut }).waitsFor(system.event());
      const image = system.build();
      assert.ok(thread.address + size <= page + 0x2000n);
      image.unmap(page);
      const { target } = openPack(image.target);
      const facts = readThreadFacts(target, word(thread.address));
      assert.ok(!(facts instanceof Absence), facts instanceof Absence ? facts.reason : "");
      assert.deepEqual([facts.id, facts.processId], [thread.id, process.id]);
      for (const lost of [facts.state, facts.stateNumber, facts.waitReason, facts.suspendCount]) {
        assert.ok(lost instanceof Absence && lost.kind === "Unreadable");
      }
      assert.deepEqual([facts.suspension, facts.hasExited], ["none", false]);
      const wait = readPresentWait(target, word(thread.address));
      assert.ok(wait instanceof Absence && wait.kind === "Unreadable");
    });
  }
});
