/** Fast and guarded mutexes, and waits for their gates and events, on every layout that has them. */
import assert from "node:assert/strict";
import { isRunning, isWaiting } from "../../../src/analysis/thread-state.ts";
import { readFastMutex } from "../../../src/nt/lock/fast-mutex.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { readWaitedSeconds } from "../../../src/nt/wait/wait-time.ts";
import { Absence } from "../../../src/target/absence.ts";
import { layoutIds } from "../../kernel/layouts/layouts.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { toBigInt, word } from "../words.ts";

import { addresses, at, has, onlyObject, open, scene, type Scene } from "./lock-scene.ts";

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
