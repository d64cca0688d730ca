/** Two moments compared by the built script: two stops of a live target, two sessions, and captured memory. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { hasCapture, openCapturedMemory } from "../kernel/captured-memory.ts";
import type { LayoutId } from "../kernel/index.ts";
import { createDesktop } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene, type Scene } from "./scene.ts";

/** The target runs for that long while the scene changes, and breaks again. */
function run(pack: Pack, scene: Scene, seconds: number, change: (scene: Scene) => void = () => undefined): void {
  const start = Date.now();
  while (Date.now() === start) {
    /* never in the same millisecond, as in a real debugger */
  }
  pack.debugger.run(pack.session, () => {
    scene.image.advanceClock(seconds * 1000);
    change(scene);
    scene.image.update();
  });
}

/** Something of everything: an answer, a new wait, a queue that grows, ports that come and go. */
function much(scene: Scene): void {
  const [request] = scene.ntsvcs.queue("Main");
  scene.services.thread({ id: 0x300 }).receives(request ?? assert.fail("there is no request"));
  for (const id of [0x304, 0x308]) {
    scene.notepad
      .thread({ id })
      .asks(scene.ntsvcs.connections[1] ?? assert.fail("there is no connection"), { data: 8, secondsAgo: 3 });
  }
  const worker = scene.services.threads.find(({ id }) => id === 0x208);
  const policyWorker = scene.lsass.threads.find(({ id }) => id === 0x210);
  assert.ok(worker?.awaits !== undefined && policyWorker !== undefined);
  if (worker.awaits.message !== undefined) {
    policyWorker.repliesTo(worker.awaits.message);
  } else {
    // LPC: the request itself was freed when it was received.
    worker.awaits = undefined;
    worker.runs();
    policyWorker.receivedIdValid = false;
  }
  scene.services.createsPort("\\RPC Control\\new");
  scene.apiPort.closes();
}

/** Both layouts' numbers of the parts of the comparison. */
function counts(pack: Pack, expression: string): Readonly<Record<string, number>> {
  const parts = ["Same", "New", "Gone", "GrowingQueues", "Received", "NewPorts", "DeadPorts"];
  return Object.fromEntries(parts.map((part) => [part, pack.elements(pack.evaluate(`${expression}.${part}`)).length]));
}

const AGAIN = "@$cursession.Alpc.Compare()";

for (const id of [
  "win10-19041-x64",
  "win7-sp1-x64",
  "win10-10240-x86",
  "win2003-sp2-x64",
  "winxp-sp3-x86",
] satisfies LayoutId[]) {
  describe(`two stops of ${id}`, () => {
    let scene: Scene;
    let pack: Pack;

    beforeEach(() => {
      scene = createScene(id);
      pack = openPack(scene.image.target);
    });

    it("remembers the first, and says stuck at the second where nothing moves", () => {
      assert.match(
        String(pack.ask(AGAIN)),
        /^Remembered 4 waits, \d+ ports and \d+ server threads?; run g, break, and !alpcx_compare again$/,
      );
      assert.equal(String(pack.ask(`${AGAIN}.Seconds`)), "<no earlier stop to compare with>");
      for (const name of ["Same", "New", "Gone", "GrowingQueues", "Received", "NewPorts", "DeadPorts"]) {
        assert.equal(pack.ask(`${AGAIN}.${name}`), "no earlier stop to compare with", name);
        assert.deepEqual(pack.elements(pack.evaluate(`${AGAIN}.${name}.Table`)), [], name);
      }
      run(pack, scene, 12);
      assert.match(String(pack.ask(AGAIN)), /^stuck: 4 of 4 waits are the same as 1[23](\.\d)? s ago$/);
      assert.deepEqual(counts(pack, AGAIN), {
        Same: 4,
        New: 0,
        Gone: 0,
        GrowingQueues: 0,
        Received: 0,
        NewPorts: 0,
        DeadPorts: 0,
      });
      assert.equal(pack.ask(`${AGAIN}.Same[0].ServerHasRun`), false);
      assert.equal(pack.address(pack.evaluate(`${AGAIN}.Same[0].Thread`)), scene.user.address);
    });

    it("says what has moved, and says the same again however often it is asked at that stop", () => {
      pack.print("!alpcx_compare");
      run(pack, scene, 12, much);
      for (const _time of [1, 2]) {
        assert.match(
          String(pack.ask(AGAIN)),
          /^partly stuck: 3 of 5 waits are the same as 1[23](\.\d)? s ago; 2 new, 1 ended; the server threads of 2 have run since; /,
        );
      }
      const found = counts(pack, AGAIN);
      assert.deepEqual([found["Same"], found["New"], found["Gone"]], [3, 2, 1]);
      assert.match(
        String(pack.ask(`${AGAIN}.Gone[0]`)),
        /^services\.exe \(204\.208\): message 0x[0-9a-f]+ to 'lsapolicylookup' of lsass\.exe \(20c\), for 80 s$/,
      );
      assert.ok(
        pack
          .elements(pack.evaluate(`${AGAIN}.NewPorts`))
          .some((port) => pack.data(pack.property(port, "Path")) === "\\RPC Control\\new"),
      );
      const activity = pack.elements(pack.evaluate(`${AGAIN}.Received`)).map((server) => pack.display(server));
      assert.ok(
        activity.some((line) => /^services\.exe \(204\.300\): received message 0x/.test(line)),
        activity.join("\n"),
      );
    });

    it("compares with the stop before, not with the first", () => {
      pack.print("!alpcx_compare");
      run(pack, scene, 12, much);
      pack.print("!alpcx_compare");
      run(pack, scene, 20);
      assert.match(String(pack.ask(AGAIN)), /^stuck: 5 of 5 waits are the same as 2[01](\.\d)? s ago$|^partly|5 of 5/);
      assert.deepEqual(Object.values(counts(pack, AGAIN)), [5, 0, 0, 0, 0, 0, 0]);
    });

    it("keeps what it said while the target moves on", () => {
      pack.print("!alpcx_compare");
      run(pack, scene, 12);
      pack.evaluate(`@$kept = ${AGAIN}`);
      const said = pack.ask("@$kept");
      run(pack, scene, 12, much);
      assert.equal(pack.ask("@$kept"), said);
      assert.equal(pack.ask("@$kept.Same.Count()"), 4);
    });
  });
}

describe("two sessions", () => {
  /** A dump of the scene as it is, and one of the same machine later, opened in the order given. */
  function openDumps(order: "earlier first" | "later first"): { readonly pack: Pack; readonly later: Scene } {
    const earlier = createScene("win10-19041-x64");
    const later = createScene("win10-19041-x64");
    later.image.advanceClock(30_000);
    much(later);
    later.image.update();
    const scenes = order === "earlier first" ? [earlier, later] : [later, earlier];
    scenes.forEach(({ image }) => {
      image.setLive(false);
    });
    const pack = openPack(scenes[0]?.image.target ?? assert.fail());
    pack.debugger.openTarget(scenes[1]?.image.target ?? assert.fail());
    return { pack, later };
  }

  it("of one machine are compared by number, text, object and their own Alpc, in the order of time", () => {
    for (const order of ["earlier first", "later first"] as const) {
      const { pack } = openDumps(order);
      for (const session of ["0", '"0"', "Debugger.Sessions[0]", "Debugger.Sessions[0].Alpc"]) {
        assert.match(
          String(pack.ask(`@$cursession.Alpc.Compare(${session})`)),
          /^partly stuck: 3 of 5 waits are the same as 30 s ago; 2 new, 1 ended/,
          `${order}: ${session}`,
        );
      }
      assert.match(
        String(pack.ask("Debugger.Sessions[0].Alpc.Compare(1)")),
        /^partly stuck: 3 of 5 waits are the same as 30 s ago; 2 new, 1 ended/,
      );
      assert.match(pack.print("!alpcx_compare 0"), /partly stuck: 3 of 5 waits/);
    }
  });

  it("give each object from the session that it is of", () => {
    const { pack, later } = openDumps("later first");
    pack.evaluate("@$new = @$cursession.Alpc.Compare(0).New");
    assert.equal(
      pack.address(pack.evaluate("@$new[0].Thread")),
      later.notepad.threads.find(({ id }) => id === 0x304)?.address,
    );
    assert.match(String(pack.ask("@$new[0].Thread")), /notepad\.exe \(a10\.304\)/);
    assert.match(
      String(pack.ask("@$cursession.Alpc.Compare(0).Gone[0].Thread")),
      /services\.exe \(204\.208\) Waiting: WrLpcReply/,
    );
  });

  it("say what to do with a dump by itself", () => {
    const { pack } = openDumps("earlier first");
    assert.match(
      String(pack.ask(AGAIN)),
      /; a dump does not run: open another dump of this machine \(\.opendump\), and type !alpcx_compare 1 there$/,
    );
  });

  it("of different machines, and what is no session, are refused in a sentence", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    pack.debugger.openTarget(createDesktop("win7-sp1-x64").scenario.build().target);
    assert.match(
      pack.printFailure("!alpcx_compare 0"),
      /^Session 0 is another machine, or another start of this one: only two moments between which the system was not restarted can be compared\.$/,
    );
    assert.match(pack.printFailure("!alpcx_compare 1"), /^Session 1 is the one that is compared: /);
    assert.match(pack.printFailure("!alpcx_compare 7"), /^There is no session 7: /);
    assert.match(
      pack.printFailure('!alpcx_compare "hang"'),
      /^'hang' is not a session or its number\. Example: !alpcx_compare 1$/,
    );
    assert.match(pack.printFailure("!alpcx_compare @$curprocess"), /is not a session or its number/);
  });

  it("take a system that was restarted for another one", () => {
    const before = createScene("win10-19041-x64");
    const after = createScene("win10-19041-x64", { clock: { systemTime: 0x01da_4000_0000_0000n } });
    let current = before.image.target;
    const pack = openPack({
      ...before.image.target,
      description: "a kernel that restarts",
      isDump: false,
      get memory() {
        return current.memory;
      },
      processes: () => current.processes(),
      currentProcess: () => current.currentProcess(),
      currentThread: () => current.currentThread(),
    });
    pack.print("!alpcx_compare");
    pack.debugger.run(pack.session, () => {
      current = after.image.target;
    });
    assert.match(
      String(pack.ask(AGAIN)),
      /^Remembered 4 waits, .* \(the system was restarted since the stop before\); run g, break, and !alpcx_compare again$/,
    );
  });
});

describe("captured memory compared", () => {
  it("recognizes two moments of one machine", function () {
    if (!hasCapture(4)) {
      this.skip();
    }
    const pack = openPack(openCapturedMemory(1));
    pack.debugger.openTarget(openCapturedMemory(4));
    // The one wait of booting, svchost.exe's for LSASS, is over at the desktop, where nobody waits.
    assert.equal(
      pack.ask("@$cursession.Alpc.Compare(0)"),
      "not stuck: no thread awaits a reply; the wait seen 40 s ago ended",
    );
    assert.match(
      String(pack.ask("@$cursession.Alpc.Compare(0).Gone[0]")),
      /^svchost\.exe \(.*'LsaAuthenticationPort' of lsass\.exe/i,
    );
    const found = counts(pack, "@$cursession.Alpc.Compare(0)");
    // 39 ports, then 47.
    assert.equal((found["NewPorts"] ?? 0) - (found["DeadPorts"] ?? 0), 47 - 39);
  });
});

describe("displays of comparisons", () => {
  const scenes: Readonly<Record<string, string>> = {
    again: "!alpcx_compare",
    same: `dx ${AGAIN}.Same`,
    new: `dx -r2 ${AGAIN}.New`,
    gone: `dx ${AGAIN}.Gone`,
    queues: `dx -r2 ${AGAIN}.GrowingQueues`,
    received: `dx -r2 ${AGAIN}.Received`,
    "new-ports": `dx -r2 ${AGAIN}.NewPorts`,
    "dead-ports": `dx -r2 ${AGAIN}.DeadPorts`,
    "table-waits": `dx -g ${AGAIN}.Same.Table`,
    "table-queues": `dx -g ${AGAIN}.GrowingQueues.Table`,
    "table-received": `dx -g ${AGAIN}.Received.Table`,
    "table-ports": `dx -g ${AGAIN}.DeadPorts.Table`,
    help: '!alpcx_help "alpcx_compare"',
    "help-class": '!alpcx_help "comparison"',
  };

  it("are as their texts", () => {
    const scene = createScene("win10-19041-x64");
    const pack = openPack(scene.image.target);
    assertGolden("scenarios/compare/first", pack.print("!alpcx_compare"));
    run(pack, scene, 12, much);
    for (const name of Object.keys(scenes)) {
      assertGolden(`scenarios/compare/${name}`, pack.print(scenes[name] ?? ""));
    }
  });

  after(() => {
    assertAllGoldensUsed("scenarios/compare");
  });
});
