/** The story of a hang: who is blocked, on what, since when, what to do next; and what missing pages do to it. */
import assert from "node:assert/strict";
import { Absence } from "../../../src/target/absence.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { findNextStep, findRoots, formatGroup, explainThread, explainWorstRoot } from "../../../src/analysis/why.ts";
import { Scene } from "./scene.ts";
import { type Setting, newSetting, hidden, lineOf, onlyRoot, findingsOf } from "./hang-setting.ts";

describe("missing pages", () => {
  it("are reported as missing, not as contradictions", () => {
    const { scene, worker } = newSetting();
    worker.facts.state = "Running";
    scene.missing.push(scene.newAddress(), scene.newAddress());
    const [finding] = findingsOf(scene, "alpc-unreadable");
    assert.equal(finding?.severity, "Information");
    assert.match(finding?.title ?? "", /^2 pages are not in the dump or target$/);
    assert.deepEqual(findingsOf(scene, "alpc-inconsistent"), []);
  });

  it("that hold what a thread awaits leave it blocked, on a reply that is not known", () => {
    const setting = newSetting();
    const { scene, asker, client } = setting;
    scene.awaitedReply = () => new Absence("Unreadable", "paged out");
    assert.equal(lineOf(setting), "explorer.exe (804.9a4) awaits a reply (not known further: paged out)");
    const story = explainThread(analyzeWaits(scene, [asker.address]), asker.address) ?? [];
    assert.equal(
      story.find(({ label }) => label === "Held by")?.text,
      "something unknown behind explorer.exe (804.9a4): paged out",
    );
    assert.equal(findRoots(scene, { kind: "process", address: client.address }).length, 1);
    asker.waitsAs("UserRequest");
    assert.doesNotMatch(lineOf(setting), /awaits a reply/);
  });

  it("are not mentioned where none are missing", () =>
    assert.deepEqual(findingsOf(newSetting().scene, "alpc-unreadable"), []));
});

describe("the explanation of a hang", () => {
  function story(lines: ReturnType<typeof explainWorstRoot>): Readonly<Record<string, string>> {
    return Object.fromEntries((lines ?? []).map(({ label, text }) => [label, hidden(text)]));
  }

  it("has who is blocked, on what, held by whom, since when, and what to do next", () => {
    const { scene, client, worker, connection } = newSetting();
    client.thread(0x9b0).hasWaited(100).awaitsReplyFrom(worker, connection);
    worker.waitsAs("Executive", scene.object("event")).hasPending({ majorFunction: "IRP_MJ_READ" });
    assert.deepEqual(story(explainWorstRoot(analyzeWaits(scene))), {
      Blocked: "explorer.exe (804.9a4) and 1 more thread",
      "Waiting on": "the reply to message 0x1 on 'LRPC-1'",
      "Held by": "svchost.exe (2a0.c), which waits for I/O request 0x..., IRP_MJ_READ (Executive)",
      Since: "5 min (the longest)",
      "Next step": "!irp 0x...",
    });
  });

  it("names the processes of all blocked threads, of those too that wait for no reply", () => {
    const { scene, worker } = newSetting();
    worker.waitsForMutantOf(scene.newProcess("holder.exe", 0x30).thread(0x34));
    const told = story(explainWorstRoot(analyzeWaits(scene)));
    assert.equal(told.Blocked, "explorer.exe (804.9a4) and 1 more thread of explorer.exe (804), svchost.exe (2a0)");
  });

  it("of one thread is its own", () => {
    const { scene, asker, worker, client } = newSetting();
    client.thread(0x9b0).awaitsReplyFrom(scene.newProcess("x.exe", 9).thread(10));
    worker.waitsForMutantOf(scene.newProcess("holder.exe", 0x30).thread(0x34));
    const told = story(explainThread(analyzeWaits(scene), asker.address));
    assert.equal(told.Blocked, "explorer.exe (804.9a4)");
    assert.equal(told["Waiting on"], "the reply to message 0x1 on 'LRPC-1', over 1 more thread to the root blocker");
    assert.equal(told["Held by"], "holder.exe (30.34), which is running");
  });

  it("of a thread at the end of its chain does not name the thread as its own blocker", () => {
    const { scene, worker } = newSetting();
    worker.waitsFor(scene.object("event"));
    const told = story(explainThread(analyzeWaits(scene), worker.address));
    assert.equal(told["Waiting on"], "event 0x... (UserRequest); signaler unknown");
    assert.equal(told["Held by"], "no other thread known");
  });

  it("says what a thread waits for where the object is an inner one of the kernel", () => {
    const { scene, worker } = newSetting();
    worker.waitsAs("WrRundown", scene.object("event"));
    const told = story(explainThread(analyzeWaits(scene), worker.address));
    assert.equal(told["Waiting on"], "rundown protection to be released (WrRundown); holder unknown");
  });

  it("says that a stopped thread waits for nothing", () => {
    const { scene, worker } = newSetting();
    worker.isSuspended();
    const told = story(explainThread(analyzeWaits(scene), worker.address));
    assert.equal(told["Waiting on"], "nothing: it is suspended");
  });

  it("does not lead to a thread that does not exist", () => {
    const { scene, asker, worker } = newSetting();
    const reason = `there is no thread at ${worker.address}`;
    const threads = scene.thread.bind(scene);
    scene.thread = (address) => (address.equals(worker.address) ? new Absence("Invalid", reason) : threads(address));
    const root = onlyRoot(scene);
    assert.equal(formatGroup(scene, root), `something unknown behind thread ${worker.address}: ${reason}`);
    assert.equal(findNextStep(scene, root), `!thread ${asker.address}`);
  });

  it("says on how many ports an idle thread receives, and leads to the one where the request is", () => {
    const { scene, asker, client, server, port, worker } = newSetting();
    const second = server.creates("\\RPC Control\\second");
    second.hasWorkers(worker);
    worker.idlesOn(port).receivesOn(second);
    asker.awaitsReplyQueuedOn(client.connectsTo(second));
    const root = onlyRoot(scene);
    assert.equal(
      formatGroup(scene, root),
      "svchost.exe (2a0.c), which is idle and waits to receive on 'LRPC-1' and 1 other port",
    );
    assert.equal(findNextStep(scene, root), `!alpcx_port ${second.address}`);
  });

  it("does not suspect a lock's waiters of holding it", () => {
    const { scene, server, worker } = newSetting();
    worker.waitsAs("WrAlertByThreadId", scene.object("user-mode lock", { process: server.address }));
    const told = story(explainThread(analyzeWaits(scene), worker.address));
    assert.equal(told["Held by"], "no other thread known");
  });

  for (const kind of ["debugger", "error reporting"] as const) {
    it(`says that a process is stopped by one that waits for it: ${kind}`, () => {
      const { scene, client, server, asker, worker, connection } = newSetting();
      worker.isFrozen();
      server.isStopped(
        kind === "debugger"
          ? { kind, debugObject: scene.newAddress(), debugger: client.address }
          : { kind, reporter: client.address },
      );
      const root = onlyRoot(scene);
      assert.match(
        formatGroup(scene, root),
        /^svchost\.exe \(2a0\.c\), which is stopped.* explorer\.exe \(804\); explorer\.exe \(804\.9a4\) itself waits behind it$/,
      );
      assert.equal(findNextStep(scene, root), `!thread ${asker.address}`);
      client.thread(0x9b0).awaitsReplyFrom(worker, connection);
      assert.match(
        formatGroup(scene, onlyRoot(scene)),
        /; explorer\.exe \(804\.9a4\), explorer\.exe \(804\.9b0\) themselves wait behind it$/,
      );
    });
  }

  it("names the client that a server asks, not the server's own port", () => {
    const { scene, asker, worker, connection } = newSetting();
    asker.awaitsNothing().receivesOn(connection).isFrozen();
    worker.hasWaited(400).awaitsReplyQueuedOn(connection, connection);
    const told = story(explainThread(analyzeWaits(scene), worker.address));
    assert.match(
      told["Waiting on"] ?? "",
      /^the reply to message 0x\w+ of explorer\.exe \(804\), a client of 'LRPC-1'$/,
    );
    assert.deepEqual(findingsOf(scene, "alpc-long-wait"), []);
    assert.match(
      findingsOf(scene, "alpc-no-server-thread")[0]?.title ?? "",
      /^No thread of explorer\.exe \(804\) receives what the server of 'LRPC-1' asks it: 1 request queued, awaited for 6 min: blocked by explorer\.exe \(804\.9a4\), which is frozen/,
    );
  });

  it("says that the process of a closed port has exited", () => {
    const { scene, asker, server, connection, port } = newSetting();
    asker.awaitsReplyQueuedOn(connection);
    server.exits();
    port.facts.isClosed = true;
    assert.equal(
      formatGroup(scene, onlyRoot(scene)),
      "the queue of 'LRPC-1' of svchost.exe (2a0), whose process has exited",
    );
  });

  it("is absent if nothing waits", () => assert.equal(explainWorstRoot(analyzeWaits(new Scene())), undefined));

  const steps: readonly (readonly [string, (setting: Setting) => void, RegExp])[] = [
    [
      "a found resource",
      ({ scene, worker }) => worker.waitsFor(scene.object("resource", { dispatcher: scene.newAddress() })),
      /^!locks 0x/,
    ],
    ["a resource that was not found", ({ scene, worker }) => worker.waitsFor(scene.object("resource")), /^!locks$/],
    ["a busy thread", () => undefined, /^!thread 0x/],
    ["a frozen process", ({ worker }) => worker.isFrozen(), /^!process 0x\S+ 2$/],
    [
      "a request that stays queued although a worker is idle",
      ({ asker, connection, port, worker }) => {
        worker.idlesOn(port);
        asker.awaitsReplyQueuedOn(connection);
      },
      /^!alpcx_port 0x\w+$/,
    ],
    [
      "an idle thread whose end is awaited",
      ({ server, port, worker }) => worker.waitsForThread(server.thread(0x20).idlesOn(port)),
      /^!thread 0x/,
    ],
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

describe("what blocks a process or the users of a port", () => {
  const causes = ({ scene, server }: Setting): readonly string[] =>
    findRoots(scene, { kind: "process", address: server.address }).map(({ root }) => root.cause);

  const scenes: readonly (readonly [string, (setting: Setting) => void, readonly string[]])[] = [
    ["nothing while it works", () => undefined, []],
    [
      "nothing while it waits for an event of its own",
      ({ scene, worker }) => worker.waitsFor(scene.object("event")),
      [],
    ],
    [
      "another process, through a lock",
      ({ scene, worker }) => worker.waitsForMutantOf(scene.newProcess("holder.exe", 0x30).thread(0x34)),
      ["busy"],
    ],
    ["a lock whose owner is not recorded", ({ scene, worker }) => worker.waitsFor(scene.object("resource")), ["lock"]],
    ["a deadlock with its own client", ({ asker, worker }) => worker.waitsForMutantOf(asker), ["deadlock"]],
    [
      "nothing while it waits for another process to end, as session managers do",
      ({ scene, worker }) =>
        worker.waitsFor(scene.object("process", { address: scene.newProcess("csrss.exe", 0x30).address })),
      [],
    ],
    [
      "a thread that has exited",
      ({ scene, server, worker }) => {
        const gone = server.thread(0x99);
        gone.facts.hasExited = true;
        worker.waitsFor(scene.object("thread", { address: gone.address }));
      },
      ["exited thread"],
    ],
    ["that it is frozen", ({ worker }) => worker.isFrozen(), ["frozen"]],
  ];
  for (const [what, act, expected] of scenes) {
    it(`is ${what}`, () => {
      const setting = newSetting();
      act(setting);
      assert.deepEqual(causes(setting), expected);
    });
  }

  it("is asked for the port's own users only", () => {
    const { scene, server, port, worker, client } = newSetting();
    const other = server.creates("\\RPC Control\\LRPC-2");
    client.thread(0x9b0).awaitsReplyFrom(worker, client.connectsTo(other));
    const starts = (of: typeof port): number =>
      findRoots(scene, { kind: "port", address: of.address }).reduce((sum, { chains }) => sum + chains.length, 0);
    assert.deepEqual([starts(port), starts(other)], [1, 1]);
  });
});
