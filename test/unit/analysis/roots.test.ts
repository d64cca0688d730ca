/** What chains end at: the root in words, and which waits are behind the same trouble. */
import assert from "node:assert/strict";
import { findFindings } from "../../../src/analysis/findings.ts";
import { groupByRoot } from "../../../src/analysis/roots.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { findNextStep, formatGroup } from "../../../src/analysis/why.ts";
import { formatThreadState } from "../../../src/nt/kernel-names.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";
import { type Setting, newSetting, hidden, rootOf, lineOf, onlyRoot, findingsOf } from "./hang-setting.ts";

describe("roots", () => {
  it("have words for every state of a thread", () => {
    for (let state = 0; state < 12; state++) {
      const setting = newSetting();
      setting.worker.facts.state = formatThreadState(state);
      setting.worker.facts.hasExited = state === 4;
      const [, said] = /, which (.*)$/.exec(rootOf(setting)) ?? [];
      assert.equal(/^is in /.test(said ?? "is in"), state > 9, said);
    }
  });

  const cases: readonly (readonly [string, (setting: Setting) => void, RegExp])[] = [
    ["a suspended thread", ({ worker }) => worker.isSuspended(), /^svchost\.exe \(2a0\.c\), which is suspended$/],
    ["a frozen process", ({ worker }) => worker.isFrozen(), /which is frozen with its process$/],
    [
      "an app that the system has suspended",
      ({ worker }) => worker.isFrozen("deep frozen"),
      /which is frozen: the system has suspended its process$/,
    ],
    [
      "a process under a debugger",
      ({ scene, server, worker }) => {
        const windbg = scene.newProcess("windbg.exe", 0x99);
        server.isStopped({ kind: "debugger", debugObject: scene.newAddress(), debugger: windbg.address });
        worker.isFrozen();
      },
      /^svchost\.exe \(2a0\.c\), which is stopped under the debugger windbg\.exe \(99\)$/,
    ],
    [
      "the thread that reported to a debugger",
      ({ scene, server, worker }) => {
        server.isStopped({
          kind: "debugger",
          debugObject: scene.newAddress(),
          debugger: new Absence("Unreadable", "not known"),
        });
        worker.waitsAs("Executive", scene.object("event"));
      },
      /which is stopped under a debugger$/,
    ],
    [
      "a crashed process",
      ({ scene, server, worker }) => {
        const { address } = scene.newProcess("WerFault.exe", 0x720);
        server.isStopped({ kind: "error reporting", reporter: address });
        worker.isFrozen();
      },
      /its process has crashed and waits for Windows Error Reporting, WerFault\.exe \(720\)$/,
    ],
    [
      "an exiting process",
      ({ scene, server, worker }) => {
        server.isStopped({ kind: "exiting" });
        worker.waitsAs("Executive", scene.object("event"));
      },
      /its process is exiting$/,
    ],
    [
      "a driver",
      ({ worker, scene }) =>
        worker
          .waitsAs("Executive", scene.object("event"))
          .hasPending({ driver: "\\FileSystem\\Ntfs", majorFunction: "IRP_MJ_READ" }),
      /^svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\.\.\., IRP_MJ_READ, driver \\FileSystem\\Ntfs \(Executive\)$/,
    ],
    [
      "the disk",
      ({ worker, scene }) => worker.waitsAs("WrPageIn", scene.object("event")),
      /which waits for a page to be read from disk \(WrPageIn\)$/,
    ],
    [
      "the disk, with several requests pending",
      ({ worker, scene }) =>
        worker.waitsAs("WrPageIn", scene.object("event")).hasPending({ majorFunction: "IRP_MJ_READ" }, {}),
      /read from disk \(WrPageIn\) by I\/O request 0x\.\.\., IRP_MJ_READ, the first of 2 requests$/,
    ],
    [
      "a person",
      ({ worker, scene }) => worker.waitsAs("WrUserRequest", scene.object("event")),
      /which waits for user input or a window message \(WrUserRequest\)$/,
    ],
    [
      "rundown",
      ({ worker, scene }) => worker.waitsAs("WrRundown", scene.object("event")),
      /which waits for rundown protection to be released \(WrRundown\); holder unknown$/,
    ],
    ["a delay", ({ worker }) => worker.waitsAs("DelayExecution"), /which sleeps$/],
    [
      "a kernel stack that is swapped out",
      ({ worker }) => {
        worker.facts.state = "Transition";
      },
      /its kernel stack is swapped out$/,
    ],
    [
      "a process that is swapped out, whatever its last wait was for",
      ({ worker }) => {
        worker.waitsAs("WrQueue");
        worker.facts.state = "WaitingForProcessInSwap";
      },
      /its process is swapped out$/,
    ],
    [
      "a thread about to run",
      ({ worker }) => {
        worker.facts.state = "DeferredReady";
      },
      /which is ready to run$/,
    ],
    [
      "a state that is not known by name",
      ({ worker }) => {
        worker.facts.state = "unknown state 12";
      },
      /which is in unknown state 12$/,
    ],
    [
      "an event of one process",
      ({ worker, scene, server }) => {
        const event = scene.object("event", { typeName: "Event" });
        scene.handles.set(event.address.key, [server.address]);
        worker.waitsFor(event);
      },
      /which waits for event 0x\.\.\. \(UserRequest\); only svchost\.exe \(2a0\) has a handle to it$/,
    ],
    [
      "an event of two processes",
      ({ worker, scene, server, client }) => {
        const event = scene.object("event", { name: "Gate" });
        scene.handles.set(event.address.key, [server.address, client.address]);
        worker.waitsFor(event);
      },
      /which waits for event 'Gate' 0x\.\.\. \(UserRequest\); handles to it in svchost\.exe \(2a0\), explorer\.exe \(804\)$/,
    ],
  ];
  for (const [what, act, expected] of cases) {
    it(`name the thread: ${what}`, () => {
      const setting = newSetting();
      act(setting);
      assert.match(rootOf(setting), expected);
      assert.match(lineOf(setting), /^explorer\.exe \(804\.9a4\) awaits 'LRPC-1' of svchost\.exe \(2a0\.c\) which /);
      assert.match(
        hidden(findingsOf(setting.scene, "alpc-long-wait")[0]?.title ?? ""),
        /^explorer\.exe \(804\.9a4\) has been waiting for a reply for 5 min, blocked by svchost\.exe \(2a0\.c\), which /,
      );
    });
  }

  it("name the service and the thread", () => {
    const setting = newSetting();
    setting.server.service = "Schedule";
    setting.worker.isCalled("WorkerThread").isSuspended();
    assert.equal(rootOf(setting), 'svchost.exe "Schedule" (2a0.c "WorkerThread"), which is suspended');
  });

  it("follow the present wait while a suspension is pending", () => {
    const setting = newSetting();
    setting.worker.waitsForMutantOf(setting.scene.newProcess("holder.exe", 0x30).thread(0x34));
    setting.worker.facts.suspension = "suspension pending";
    assert.equal(rootOf(setting), "holder.exe (30.34), which is running");
  });

  it("go on into the one thread of an awaited process that does anything", () => {
    const setting = newSetting();
    const child = setting.scene.newProcess("setup.exe", 0x99);
    child.thread(0x9a).idlesOn(child.creates("own"));
    child.thread(0x9b).isSuspended();
    setting.worker.waitsForProcess(child);
    assert.equal(rootOf(setting), "setup.exe (99.9b), which is suspended");
  });

  it("say by path which of several ports of the same name is awaited", () => {
    const setting = newSetting();
    setting.scene.newProcess("other.exe", 0x77).creates("\\Sandbox\\RPC Control\\LRPC-1");
    assert.match(lineOf(setting), /awaits '\\RPC Control\\LRPC-1' of svchost/);
  });
});

describe("waits behind the same trouble", () => {
  /** Eight workers, each with a client, each at a lock; four more clients in the queue. */
  function crowd(lockOf: (scene: Scene, worker: ThreadActor) => void): Scene {
    const { scene, client, server, port, connection, worker, asker } = newSetting();
    asker.hasWaited(400);
    lockOf(scene, worker);
    for (let count = 1; count < 8; count++) {
      const next = server.thread(0x100 + count);
      port.hasWorkers(next);
      client
        .thread(0xa00 + count)
        .hasWaited(400 - count)
        .awaitsReplyFrom(next, connection);
      lockOf(scene, next);
    }
    for (let count = 0; count < 4; count++) {
      client
        .thread(0xb00 + count)
        .hasWaited(300)
        .awaitsReplyQueuedOn(connection);
    }
    return scene;
  }

  for (const [what, lockOf] of [
    [
      "a push lock that each waits for on an event of its own",
      (scene, worker) => worker.waitsAs("WrPushLock", scene.object("event")),
    ],
    ["a message box", (scene, worker) => worker.waitsAs("WrUserRequest", scene.object("event"))],
    ["unnamed events", (scene, worker) => worker.waitsFor(scene.object("event", { typeName: "Event" }))],
    ["suspension", (_scene, worker) => worker.isSuspended()],
  ] as readonly (readonly [string, (scene: Scene, worker: ThreadActor) => void])[]) {
    it(`are one root and one finding for the port, one for the waits: ${what}`, () => {
      const scene = crowd(lockOf);
      const group = onlyRoot(scene);
      assert.deepEqual(
        [group.heldUp, group.chains.length, group.processes.length, group.longest, group.threads.length],
        [12, 12, 1, 400, 8],
      );
      assert.match(formatGroup(scene, group), /; 7 other threads like it$/);
      assert.deepEqual(
        findFindings(scene).map(({ rule, holdsUp }) => [rule, holdsUp]),
        [
          ["alpc-no-server-thread", 12],
          ["alpc-long-wait", 12],
        ],
      );
    });
  }

  it("are one root by the thread that they wait for, although it has exited", () => {
    const { scene, server, client, worker, connection } = newSetting();
    const other = server.thread(0x10);
    const gone = [server.thread(0x20), server.thread(0x24)] as const;
    gone.forEach(({ facts }) => (facts.hasExited = true));
    client.thread(0x9b0).awaitsReplyFrom(other, connection);
    worker.waitsForThread(gone[0]);
    other.waitsForThread(gone[0]);
    const root = onlyRoot(scene);
    assert.match(
      formatGroup(scene, root),
      /^svchost\.exe \(2a0\.\w+\), which waits for the end of svchost\.exe \(2a0\.20\), which has exited; 1 other thread like it$/,
    );
    assert.equal(findNextStep(scene, root), `!thread ${gone[0].address}`);
    other.waitsForThread(gone[1]);
    assert.equal(groupByRoot(analyzeWaits(scene)).length, 2);
  });

  it("are one root by the lock's own address, whichever process waits for it", () => {
    const { scene, client, worker } = newSetting();
    const lock = scene.object("resource", {
      dispatcher: scene.newAddress(),
      holders: new Absence("Unreadable", "paged out"),
    });
    worker.waitsFor(lock);
    const other = scene.newProcess("spoolsv.exe", 0x500).thread(0x504);
    other.waitsFor(lock);
    client.thread(0x9b0).awaitsReplyFrom(other);
    assert.equal(onlyRoot(scene).heldUp, 2);
  });

  it("are different roots for different locks of one process", () => {
    const { scene, client, server, worker } = newSetting();
    const unknown = new Absence("Unreadable", "paged out");
    for (const thread of [worker, server.thread(0x10)]) {
      thread.waitsFor(scene.object("resource", { dispatcher: scene.newAddress(), holders: unknown }));
      client.thread(thread === worker ? 0x9b0 : 0x9b4).awaitsReplyFrom(thread);
    }
    assert.equal(groupByRoot(analyzeWaits(scene)).length, 2);
  });
});
