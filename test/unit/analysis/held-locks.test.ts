/** Threads that wait for locks: held, shared, owned by nobody known; and for any of several objects. */
import assert from "node:assert/strict";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { Absence } from "../../../src/target/absence.ts";
import { formatWaitTree } from "../../../src/view/chain-tree.ts";
import { newSetting, hidden, chainOf, rootOf, lineOf } from "./hang-setting.ts";

describe("held locks", () => {
  for (const kind of ["resource", "fast mutex", "guarded mutex", "push lock", "critical section", "mutant"] as const) {
    it(`lead to the thread that holds a ${kind}`, () => {
      const setting = newSetting();
      const holder = setting.scene.newProcess("System", 4).thread(0x8);
      setting.worker.waitsFor(setting.scene.lock(kind, holder));
      assert.equal(
        lineOf(setting),
        `explorer.exe (804.9a4) awaits 'LRPC-1' of svchost.exe (2a0.c) which waits for ${kind} 0x... held by System (4.8) which is running`,
      );
    });
  }

  it("that are shared are free when all their holders let go", () => {
    for (const spare of [true, false]) {
      const setting = newSetting();
      const { scene, asker, worker, server } = setting;
      const other = server.thread(0x10);
      if (!spare) {
        other.awaitsReplyFrom(worker);
      }
      worker.waitsFor(scene.lock("resource", asker, other));
      // Held by the asker, who waits for the worker: whatever the other holder does, the worker waits for ever.
      assert.equal(analyzeWaits(scene).deadlocks.length, 1);
      assert.equal(chainOf(asker).root.cause, "deadlock");
    }
  });

  it("that are shared are no deadlock while every holder can let go", () => {
    const setting = newSetting();
    const { scene, worker, server } = setting;
    worker.waitsFor(scene.lock("resource", server.thread(0x10), server.thread(0x14)));
    assert.deepEqual(analyzeWaits(scene).deadlocks, []);
    assert.deepEqual(formatWaitTree(analyzeWaits(scene), setting.asker.address).map(hidden).slice(2, 5), [
      "    waits for resource 0x..., shared by all of these:",
      "      held by svchost.exe (2a0.10), which is running",
      "      held by svchost.exe (2a0.14), which is running",
    ]);
  });

  it("that the waiter itself holds: a mutant may be taken again, another lock is a deadlock of one thread", () => {
    for (const kind of ["mutant", "fast mutex"] as const) {
      const setting = newSetting();
      setting.worker.waitsFor(setting.scene.lock(kind, setting.worker));
      assert.equal(analyzeWaits(setting.scene).deadlocks.length, kind === "mutant" ? 0 : 1, kind);
    }
  });

  it("with an unknown holder end at the waiter, with what is known of the lock", () => {
    const setting = newSetting();
    const unknown = new Absence("Unreadable", "owner not recorded");
    setting.worker.waitsAs(
      "WrAlertByThreadId",
      setting.scene.object("user-mode lock", { dispatcher: setting.scene.newAddress(), holders: unknown }),
    );
    assert.equal(
      rootOf(setting),
      "svchost.exe (2a0.c), which waits for the user-mode lock at 0x... (WrAlertByThreadId); owner not recorded",
    );
    const pushLock = newSetting();
    pushLock.worker.waitsAs(
      "WrPushLock",
      pushLock.scene.object("push lock", { holders: new Absence("Unreadable", "no entry") }),
    );
    assert.equal(
      rootOf(pushLock),
      "svchost.exe (2a0.c), which waits for the push lock behind object 0x... (WrPushLock); holder unknown",
    );
    assert.match(
      formatWaitTree(analyzeWaits(pushLock.scene), pushLock.asker.address).join("\n"),
      /holder unknown: no entry$/,
    );
  });
});

describe("a wait for any of several objects", () => {
  for (const place of [0, 1, 2]) {
    it(`is followed over the object with a known holder, be it number ${place}; the tree keeps them all`, () => {
      const setting = newSetting();
      const { scene, worker, asker } = setting;
      const objects = [scene.object("event"), scene.object("semaphore")];
      objects.splice(place, 0, scene.mutantOf(scene.newProcess("holder.exe", 0x30).thread(0x34)));
      worker.waitsFor(...objects);
      assert.equal(rootOf(setting), "holder.exe (30.34), which is running");
      assert.equal(formatWaitTree(analyzeWaits(scene), asker.address).length, 6);
    });
  }

  it("is not followed to a holder that waits for the same thread: the other object can still end it", () => {
    const setting = newSetting();
    const event = setting.scene.object("event", { name: "Done" });
    setting.worker.waitsFor(setting.scene.mutantOf(setting.asker), event);
    assert.deepEqual([chainOf(setting.asker).root.kind, chainOf(setting.asker).root.object], ["Thread", event]);
    assert.match(
      rootOf(setting),
      /^svchost\.exe \(2a0\.c\), which waits for event 'Done' 0x\.\.\. or 1 other object \(UserRequest\); signaler unknown$/,
    );
  });

  it("with a time-out in a cycle says what it waits for, and that it ends", () => {
    const setting = newSetting();
    setting.worker.waits("any", [setting.scene.mutantOf(setting.asker)], true);
    assert.match(
      lineOf(setting),
      /which waits for mutant 0x\.\.\. held by explorer\.exe \(804\.9a4\), but is in a wait that a time-out can end$/,
    );
  });

  it("without a known holder is described by its first object and the number of the others", () => {
    const setting = newSetting();
    setting.worker.waitsFor(
      setting.scene.object("event"),
      setting.scene.object("event"),
      setting.scene.object("semaphore"),
    );
    assert.equal(
      rootOf(setting),
      "svchost.exe (2a0.c), which waits for event 0x... or 2 other objects (UserRequest); signaler unknown",
    );
  });
});
