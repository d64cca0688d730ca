/**
 * Where real hangs end: locks, stopped processes, drivers, people; requests put aside; waits that time out and are
 * begun again.
 */
import assert from "node:assert/strict";
import type { Finding } from "../../../src/analysis/finding.ts";
import { findFindings } from "../../../src/analysis/findings.ts";
import { groupByRoot, type RootGroup } from "../../../src/analysis/roots.ts";
import { analyseWaits } from "../../../src/analysis/wait-analysis.ts";
import type { WaitChain } from "../../../src/analysis/wait-chain.ts";
import { findNextStep, formatGroup, tellThread, tellWorstRoot } from "../../../src/analysis/why.ts";
import { Absence } from "../../../src/target/absence.ts";
import { formatRoot } from "../../../src/text/wait.ts";
import { formatChain } from "../../../src/view/chain-line.ts";
import { formatWaitTree } from "../../../src/view/chain-tree.ts";
import { Scene, type PortActor, type ProcessActor, type ThreadActor } from "./scene.ts";

interface Setting {
  readonly scene: Scene;
  readonly client: ProcessActor;
  readonly server: ProcessActor;
  readonly port: PortActor;
  readonly connection: PortActor;
  readonly asker: ThreadActor;
  readonly worker: ThreadActor;
}

/** explorer.exe (804.9a4) awaits a reply of svchost.exe (2a0.c), which another scene lets wait for something. */
function newSetting(): Setting {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("svchost.exe", 0x2a0);
  const port = server.creates("\\RPC Control\\LRPC-1");
  const connection = client.connectsTo(port);
  const asker = client.thread(0x9a4).hasWaited(300);
  const worker = server.thread(0xc);
  port.hasWorkers(worker);
  asker.awaitsReplyFrom(worker, connection);
  return { scene, client, server, port, connection, asker, worker };
}

const hidden = (text: string): string => text.replace(/0x[0-9a-f]{9,16}/g, "0x...");

function chainOf(thread: ThreadActor): WaitChain {
  const chain = analyseWaits(thread.scene, [thread.address]).findChain(thread.address);
  assert.ok(chain);
  return chain;
}

/** The root as a phrase, addresses left out. */
function rootOf({ scene, asker }: Setting): string {
  return hidden(formatRoot(scene, chainOf(asker).root));
}

function lineOf({ scene, asker }: Setting): string {
  return hidden(formatChain(scene, chainOf(asker)));
}

function onlyRoot(scene: Scene): RootGroup {
  const groups = groupByRoot(analyseWaits(scene));
  assert.equal(groups.length, 1, groups.map((group) => formatGroup(scene, group)).join("; "));
  const [group] = groups;
  assert.ok(group);
  return group;
}

function findingsOf(scene: Scene, rule: Finding["rule"]): readonly Finding[] {
  return findFindings(scene).filter((finding) => finding.rule === rule);
}

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
      assert.equal(analyseWaits(scene).deadlocks.length, 1);
      assert.equal(chainOf(asker).root.cause, "deadlock");
    }
  });

  it("that are shared are no deadlock while every holder can let go", () => {
    const setting = newSetting();
    const { scene, worker, server } = setting;
    worker.waitsFor(scene.lock("resource", server.thread(0x10), server.thread(0x14)));
    assert.deepEqual(analyseWaits(scene).deadlocks, []);
    assert.deepEqual(formatWaitTree(analyseWaits(scene), setting.asker.address).map(hidden).slice(2, 5), [
      "    waits for resource 0x..., shared by all of these:",
      "      held by svchost.exe (2a0.10), which is running",
      "      held by svchost.exe (2a0.14), which is running",
    ]);
  });

  it("that the waiter itself holds: a mutant may be taken again, another lock is a deadlock of one thread", () => {
    for (const kind of ["mutant", "fast mutex"] as const) {
      const setting = newSetting();
      setting.worker.waitsFor(setting.scene.lock(kind, setting.worker));
      assert.equal(analyseWaits(setting.scene).deadlocks.length, kind === "mutant" ? 0 : 1, kind);
    }
  });

  it("with an unknown holder end at the waiter, with what is known of the lock", () => {
    const setting = newSetting();
    const unknown = new Absence("Unreadable", "user-mode lock, owner not recorded");
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
      formatWaitTree(analyseWaits(pushLock.scene), pushLock.asker.address).join("\n"),
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
      assert.equal(formatWaitTree(analyseWaits(scene), asker.address).length, 6);
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

  it("without a known holder is told by its first object and the number of the others", () => {
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

describe("roots", () => {
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
      /which is in the state unknown state 12$/,
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
    assert.equal(groupByRoot(analyseWaits(scene)).length, 2);
  });
});

describe("requests put aside", () => {
  it("blame nobody: the server took the request and its thread went back to receive", () => {
    const setting = newSetting();
    const { scene, asker, worker, port } = setting;
    worker.idlesOn(port);
    asker.hasWaited(3600);
    assert.equal(
      lineOf(setting),
      "explorer.exe (804.9a4) awaits 'LRPC-1', taken by svchost.exe (2a0), whose thread went back to receive: answered asynchronously; unknown who will",
    );
    assert.deepEqual([chainOf(asker).root.kind, chainOf(asker).root.cause], ["Process", "asynchronous"]);
    const found = findFindings(scene);
    assert.deepEqual(
      found.map(({ rule, severity, holdsUp }) => [rule, severity, holdsUp]),
      [["alpc-abandoned-request", "Warning", 1]],
    );
    assert.match(
      found[0]?.explanation ?? "",
      /message 0x1 of explorer\.exe \(804\.9a4\) \(60 min\).*svchost\.exe \(2a0\.c\)\) went back to receive/,
    );
  });

  it("are told as information while they are young, and not at all while the thread works on them", () => {
    const { scene, worker, port, asker } = newSetting();
    asker.hasWaited(10);
    assert.deepEqual(findingsOf(scene, "alpc-abandoned-request"), []);
    worker.receivesOn(port);
    assert.deepEqual(
      findingsOf(scene, "alpc-abandoned-request").map(({ severity }) => severity),
      ["Information"],
    );
  });

  it("are told by age, the oldest first, once for a server's port", () => {
    const { scene, client, worker, port, connection } = newSetting();
    worker.idlesOn(port);
    client.thread(0x9b0).hasWaited(900).awaitsReplyFrom(worker, connection);
    const [finding, more] = findingsOf(scene, "alpc-abandoned-request");
    assert.equal(more, undefined);
    assert.match(
      finding?.explanation ?? "",
      /explorer\.exe \(804\.9b0\) \(15 min\).*explorer\.exe \(804\.9a4\) \(5 min\)/,
    );
    assert.equal(finding?.holdsUp, 2);
  });

  it("that pile up without a waiter are told as what the receiver may not complete", () => {
    const { scene, port } = newSetting();
    for (let count = 0; count < 101; count++) {
      port.holds("Pending", scene.newMessage({ type: "LPC_DATAGRAM" }));
    }
    const [first] = findingsOf(scene, "alpc-queue-backlog");
    assert.match(first?.explanation ?? "", /102 messages.*1 thread awaits a reply|102 messages.*replies to them/);
  });
});

describe("renewed waits", () => {
  function renewedCycle(isRenewed: boolean): Setting {
    const setting = newSetting();
    const { scene, worker, asker } = setting;
    worker.waits("any", [scene.lock("resource", asker)], true, isRenewed);
    worker.hasWaited(2);
    return setting;
  }

  it("form cycles that are told as such, not as deadlocks, by the age of the request behind them", () => {
    const setting = renewedCycle(true);
    const analysis = analyseWaits(setting.scene);
    assert.deepEqual([analysis.deadlocks.length, analysis.renewedCycles.length], [0, 1]);
    assert.match(
      lineOf(setting),
      /held by explorer\.exe \(804\.9a4\) \(a cycle of waits that time out and are begun again\)$/,
    );
    assert.deepEqual(
      [chainOf(setting.asker).isDeadlock, chainOf(setting.asker).endsInDeadlock, chainOf(setting.asker).root.cause],
      [false, false, "renewed"],
    );
    const found = findFindings(setting.scene);
    assert.deepEqual(
      found.map(({ rule, severity, holdsUp }) => [rule, severity, holdsUp]),
      [["alpc-renewed-wait", "Warning", 2]],
    );
    assert.match(found[0]?.title ?? "", /^Renewed waits of 2 threads for 5 min: /);
  });

  it("end by themselves where nothing says that they are begun again", () => {
    const setting = renewedCycle(false);
    assert.deepEqual(analyseWaits(setting.scene).renewedCycles, []);
    assert.equal(chainOf(setting.asker).root.cause, "loop");
  });

  it("do not hide a true deadlock that they lead into", () => {
    const { scene, client, asker, worker } = newSetting();
    worker.waitsFor(scene.mutantOf(asker));
    const late = client.thread(0x9b0);
    late.waits("any", [scene.lock("resource", worker)], true, true);
    const analysis = analyseWaits(scene, [asker.address, late.address]);
    assert.deepEqual([analysis.deadlocks.length, analysis.renewedCycles.length], [1, 0]);
    assert.equal(analysis.findChain(late.address)?.root.cause, "deadlock");
  });

  it("have no age of their own: that of a thread in one is not its present wait's", () => {
    const setting = renewedCycle(true);
    assert.equal(chainOf(setting.worker).waitedSeconds, undefined);
  });
});

describe("every kind of request that blocks its sender", () => {
  for (const type of ["LPC_REQUEST", "LPC_EXCEPTION", "LPC_ERROR_EVENT", "LPC_DEBUG_EVENT", "LPC_CONNECTION_REQUEST"]) {
    it(`counts where no thread can receive it, and where its server has exited: ${type}`, () => {
      const { scene, client, server, connection, worker } = newSetting();
      worker.waitsAs("WrUserRequest", scene.object("event"));
      const message = client.thread(0x9b0).awaitsReplyQueuedOn(connection);
      message.type = type;
      assert.equal(findingsOf(scene, "alpc-no-server-thread").length, 1);
      server.exits();
      assert.match(findingsOf(scene, "alpc-dead-server")[0]?.explanation ?? "", /2 requests stay unanswered/);
    });
  }

  it("does not include datagrams", () => {
    const { scene, port, worker } = newSetting();
    worker.waitsAs("WrUserRequest", scene.object("event"));
    port.holds("Main", scene.newMessage({ type: "LPC_DATAGRAM" }));
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread"), []);
  });
});

describe("two servers that ask each other", () => {
  function mutual(spare: boolean): Scene {
    const { scene, client, server, worker } = newSetting();
    const back = client.creates("\\RPC Control\\back");
    client.thread(0x9b0).waitsFor(scene.object("event"));
    worker.awaitsReplyQueuedOn(server.connectsTo(back));
    if (spare) {
      client.thread(0x9b4).idlesOn(back);
    }
    return scene;
  }

  it("are a mutual request on a connection port too", () => {
    const scene = mutual(false);
    const [finding] = findingsOf(scene, "alpc-mutual-request");
    assert.equal(finding?.title, "svchost.exe (2a0.c) asks explorer.exe (804), which is waiting for it");
    assert.match(
      finding?.explanation ?? "",
      /the request stays queued on the port\. Meanwhile 1 thread of explorer\.exe \(804\)/,
    );
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread"), []);
  });

  it("are none where the port's own workers wait for something else", () => {
    const { scene, client, server, worker } = newSetting();
    const back = client.creates("\\RPC Control\\back");
    back.hasWorkers(client.thread(0x9b0).waitsFor(scene.object("event")));
    worker.awaitsReplyQueuedOn(server.connectsTo(back));
    assert.deepEqual(
      [findingsOf(scene, "alpc-mutual-request").length, findingsOf(scene, "alpc-no-server-thread").length],
      [0, 1],
    );
  });

  it("are none while a thread is left to receive", () =>
    assert.deepEqual(findingsOf(mutual(true), "alpc-mutual-request"), []));
});

it("a server's request to its client blames the client", () => {
  const { scene, worker, connection, asker } = newSetting();
  assert.ok(connection.peer);
  asker.awaitsNothing().waitsFor(scene.object("event"));
  worker.awaitsReplyQueuedOn(connection.peer, connection);
  const chain = chainOf(worker);
  assert.equal(
    hidden(formatChain(scene, chain)),
    "svchost.exe (2a0.c) awaits explorer.exe (804), a client of 'LRPC-1', where no thread waits to receive",
  );
  assert.equal(
    formatRoot(scene, chain.root),
    "explorer.exe (804), a client of 'LRPC-1', where no thread waits to receive",
  );
});

describe("missing pages", () => {
  it("are told as missing, not as contradictions", () => {
    const { scene, worker } = newSetting();
    worker.facts.state = "Running";
    scene.missing.push(scene.newAddress(), scene.newAddress());
    const [finding] = findingsOf(scene, "alpc-unreadable");
    assert.equal(finding?.severity, "Information");
    assert.match(finding?.title ?? "", /^2 pages are not in the dump or target$/);
    assert.deepEqual(findingsOf(scene, "alpc-inconsistent"), []);
  });

  it("are not mentioned where none are missing", () =>
    assert.deepEqual(findingsOf(newSetting().scene, "alpc-unreadable"), []));
});

describe("the story of a hang", () => {
  function story(lines: ReturnType<typeof tellWorstRoot>): Readonly<Record<string, string>> {
    return Object.fromEntries((lines ?? []).map(({ label, text }) => [label, hidden(text)]));
  }

  it("has who is blocked, on what, held by whom, since when, and what to do next", () => {
    const { scene, client, worker, connection } = newSetting();
    client.thread(0x9b0).hasWaited(100).awaitsReplyFrom(worker, connection);
    worker.waitsAs("Executive", scene.object("event")).hasPending({ majorFunction: "IRP_MJ_READ" });
    assert.deepEqual(story(tellWorstRoot(analyseWaits(scene))), {
      Blocked: "explorer.exe (804.9a4) and 1 more thread",
      "Waiting on": "the reply to message 0x1 on 'LRPC-1'",
      "Held by": "svchost.exe (2a0.c), which waits for I/O request 0x..., IRP_MJ_READ (Executive)",
      Since: "5 min (the longest)",
      "Next step": "!irp 0x...",
    });
  });

  it("of one thread is its own", () => {
    const { scene, asker, worker, client } = newSetting();
    client.thread(0x9b0).awaitsReplyFrom(scene.newProcess("x.exe", 9).thread(10));
    worker.waitsForMutantOf(scene.newProcess("holder.exe", 0x30).thread(0x34));
    const told = story(tellThread(analyseWaits(scene), asker.address));
    assert.equal(told.Blocked, "explorer.exe (804.9a4)");
    assert.equal(told["Waiting on"], "the reply to message 0x1 on 'LRPC-1', over 1 more thread to the root blocker");
    assert.equal(told["Held by"], "holder.exe (30.34), which is running");
  });

  it("is none where nothing waits", () => assert.equal(tellWorstRoot(analyseWaits(new Scene())), undefined));

  const steps: readonly (readonly [string, (setting: Setting) => void, RegExp])[] = [
    [
      "a found resource",
      ({ scene, worker }) => worker.waitsFor(scene.object("resource", { dispatcher: scene.newAddress() })),
      /^!locks 0x/,
    ],
    ["a resource that was not found", ({ scene, worker }) => worker.waitsFor(scene.object("resource")), /^!locks$/],
    ["a busy thread", () => undefined, /^!thread 0x/],
    ["a frozen process", ({ worker }) => worker.isFrozen(), /^!process 0x\S+ 2$/],
    ["a request put aside", ({ worker, port }) => worker.idlesOn(port), /^!process 0x\S+ 2$/],
    [
      "a port without receivers",
      ({ asker, connection, port, worker }) => {
        worker.facts.hasExited = true;
        port.parts.bound = [];
        asker.awaitsReplyQueuedOn(connection);
      },
      /^dx -r2 @\$cursession\.Alpc\.Port\(0x\w+\)\.Servers$/,
    ],
    ["a deadlock", ({ asker, worker }) => worker.waitsForMutantOf(asker), /^dx -r2 @\$cursession\.Alpc\.Deadlocks$/],
  ];
  for (const [what, act, expected] of steps) {
    it(`leads on to the right command: ${what}`, () => {
      const setting = newSetting();
      act(setting);
      assert.match(findNextStep(setting.scene, onlyRoot(setting.scene)), expected);
    });
  }
});
