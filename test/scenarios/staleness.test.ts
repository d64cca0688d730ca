/** A target that runs: no answer comes from an earlier stop. */
import assert from "node:assert/strict";
import type { SimulatedTarget } from "../host/target.ts";
import { createDesktop } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene, type Scene } from "./scene.ts";

/**
 * The target runs, something happens in it, and it breaks again; never in the same millisecond, as in a real debugger.
 */
function run(pack: Pack, change: () => void): void {
  const start = Date.now();
  while (Date.now() === start) {
    /* the clock moves on */
  }
  pack.debugger.run(pack.session, change);
}

describe("a target that runs and breaks again", () => {
  let scene: Scene;
  let pack: Pack;

  beforeEach(() => {
    scene = createScene("win10-19041-x64");
    pack = openPack(scene.image.target);
  });

  /** Runs the target while the scene changes. */
  function meanwhile(change: () => void): void {
    run(pack, () => {
      change();
      scene.image.update();
      // Writing the scene again sets its clock back.
      scene.image.advanceClock(2000);
    });
  }

  it("never gives a stale answer to a new question", () => {
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), 19);
    assert.equal(pack.ask('@$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue.Count'), 2);
    assert.equal(pack.ask("@$cursession.Alpc.Statistics.WaitingThreads"), 4);
    meanwhile(() => {
      scene.services.createsPort("\\RPC Control\\new");
      scene.notepad.thread().asks(scene.ntsvcs.connections[1] ?? assert.fail(), { data: 4 });
    });
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), 20);
    assert.equal(pack.ask('@$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue.Count'), 3);
    assert.equal(pack.ask("@$cursession.Alpc.Statistics.WaitingThreads"), 5);
    assert.equal(pack.ask("@$cursession.Alpc.WaitChains.Count()"), 5);
    assert.match(
      pack.display(pack.evaluate('@$cursession.Alpc.ConnectionPorts["new"]')),
      /'\\RPC Control\\new' of services\.exe/,
    );
  });

  it("never gives a stale answer from an object that the user kept", () => {
    pack.evaluate('@$port = @$cursession.Alpc.ConnectionPorts["ntsvcs"]');
    pack.evaluate("@$queue = @$port.MainQueue");
    pack.evaluate("@$ports = @$cursession.Alpc.Ports");
    pack.evaluate("@$statistics = @$cursession.Alpc.Statistics");
    pack.evaluate(`@$thread = Debugger.Utility.Alpc.Thread(0x${scene.user.address.toString(16)})`);
    pack.evaluate("@$waits = @$cursession.Alpc.WaitChains");
    assert.equal(pack.ask("@$thread.Alpc.IsWaitingForReply"), true);
    assert.equal(pack.ask("@$queue.Count"), 2);
    assert.equal(pack.ask("@$ports.Count()"), 19);
    assert.equal(pack.ask("@$statistics.QueuedMessages"), 6);
    assert.equal(pack.ask("@$waits.Count()"), 4);
    meanwhile(() => {
      const pending = scene.ntsvcs.queue("Pending")[0] ?? assert.fail();
      pending.serverThread?.repliesTo(pending);
      scene.notepad.createsPort("\\RPC Control\\second");
    });
    assert.equal(pack.ask("@$thread.Alpc.IsWaitingForReply"), false);
    assert.equal(pack.ask("@$thread.State"), "Running");
    assert.equal(pack.ask("@$port.PendingQueue.Count"), 0);
    assert.equal(pack.ask("@$ports.Count()"), 20);
    assert.equal(pack.ask("@$statistics.QueuedMessages"), 5);
    assert.equal(pack.ask("@$waits.Count()"), 3);
  });

  it("never shows what was, in a part of an object that the user kept", () => {
    pack.evaluate('@$port = @$cursession.Alpc.ConnectionPorts["ntsvcs"]');
    pack.evaluate("@$message = @$port.PendingQueue.First()");
    pack.evaluate("@$sender = @$message.Sender");
    pack.evaluate("@$data = @$message.Data");
    pack.evaluate("@$state = @$port.State");
    pack.evaluate("@$connection = @$port.Connections.First()");
    pack.evaluate("@$connections = @$port.Connections");
    pack.evaluate("@$server = @$port.Servers.First()");
    pack.evaluate("@$handle = @$port.HeldBy.First()");
    const before = pack.display(pack.evaluate("@$state"));
    const length = Number(pack.ask("@$connections.Count()"));
    const message = pack.address(pack.evaluate("@$message"));
    meanwhile(() => {
      const pending = scene.ntsvcs.queue("Pending")[0] ?? assert.fail();
      pending.serverThread?.repliesTo(pending);
      scene.notepad.connectsTo(scene.ntsvcs);
    });
    assert.equal(pack.display(pack.evaluate("@$state")), before);
    assert.equal(pack.ask("@$connections.Count()"), length + 1);
    assert.equal(pack.display(pack.evaluate("@$connections")), `${length + 1} connections`);
    const unreadable = /cannot be read/;
    run(pack, () => {
      scene.image.unmap(message);
    });
    assert.match(pack.display(pack.evaluate("@$message")), unreadable);
    assert.match(pack.display(pack.evaluate("@$sender")), unreadable);
    assert.match(pack.display(pack.evaluate("@$data")), unreadable);
    assert.match(pack.display(pack.property(pack.evaluate("@$data"), "Length")), unreadable);
    run(pack, () => {
      scene.image.unmap(scene.ntsvcs.address);
    });
    assert.match(pack.display(pack.evaluate("@$state")), unreadable);
    assert.match(pack.display(pack.property(pack.evaluate("@$state"), "Closed")), unreadable);
    assert.match(pack.display(pack.evaluate("@$connections")), unreadable);
    assert.match(pack.display(pack.evaluate("@$server")), unreadable);
    assert.match(pack.display(pack.evaluate("@$port")), unreadable);
  });

  it("has finished chains and findings anew", () => {
    assert.match(pack.print("!alpcx_findings"), /alpc-no-server-thread/);
    pack.evaluate('@$finding = @$cursession.Alpc.Findings.First(f => f.Rule == "alpc-no-server-thread")');
    pack.evaluate(
      '@$chain = @$cursession.Alpc.WaitChains.First(c => c.Links.First().Port.Name == "ntsvcs" && c.Links.First().Message.Queue == "Main")',
    );
    pack.evaluate("@$root = @$chain.Root");
    const root = pack.display(pack.evaluate("@$root"));
    const waited = Number(pack.ask("@$chain.Waited"));
    meanwhile(() => {
      const [request] = scene.ntsvcs.queue("Main");
      scene.services.thread().receives(request ?? assert.fail());
    });
    assert.match(pack.display(pack.evaluate("@$finding")), /no longer found/);
    assert.match(pack.display(pack.property(pack.evaluate("@$finding"), "Title")), /no longer found/);
    assert.notEqual(pack.display(pack.evaluate("@$chain.Root")), root);
    assert.notEqual(pack.display(pack.evaluate("@$root")), root);
    assert.ok(Number(pack.ask("@$chain.Waited")) >= waited);
    assert.doesNotMatch(pack.print("!alpcx_findings"), /alpc-no-server-thread/);
  });

  it("shows the reason in place of what is gone", () => {
    pack.evaluate("@$last = @$cursession.Alpc.Messages.First()");
    const address = pack.address(pack.evaluate("@$last"));
    meanwhile(() => undefined);
    scene.image.unmap(address);
    run(pack, () => undefined);
    assert.match(
      pack.display(pack.property(pack.evaluate("@$last"), "Type")),
      /^<_KALPC_MESSAGE at 0x[0-9a-f]+ \(\d+ bytes\) cannot be read>$/,
    );
  });

  it("costs a dump nothing: its clock stands still", () => {
    scene.image.setLive(false);
    const dump = openPack(scene.image.target);
    assert.equal(dump.ask("@$cursession.Alpc.Statistics.Ports"), 19);
    assert.ok(
      dump.cost(() => {
        dump.ask("@$cursession.Alpc.Statistics.Ports");
      }).bytes < 256,
    );
  });

  it("answers on a local kernel, whose clock never stands still", () => {
    const local = openPack(scene.image.target, {}, { localKernel: true });
    assert.equal(local.ask("@$cursession.Alpc.Ports.Count()"), 19);
    assert.equal(local.ask("@$cursession.Alpc.WaitChains.Count()"), 4);
    assert.match(local.print("!alpcx_findings"), /alpc-no-server-thread/);
  });

  it("reads a local kernel anew each second, not for each line", () => {
    const show = "dx @$cursession.Alpc.Messages";
    const stopped = openPack(scene.image.target);
    stopped.print("!alpcx_waits");
    const local = openPack(scene.image.target, {}, { localKernel: true });
    local.print("!alpcx_waits");
    const ratio =
      local.cost(() => {
        local.print(show);
      }).bytes /
      stopped.cost(() => {
        stopped.print("dx @$cursession.Alpc.Refresh()");
        stopped.print(show);
      }).bytes;
    assert.ok(ratio < 3, `a local kernel costs ${ratio} times as much`);
  });
});

/** An object of each family of displays. */
const KEPT: readonly string[] = [
  "@$cursession.Alpc",
  "@$cursession.Alpc.Ports",
  "@$cursession.Alpc.ConnectionPorts.First()",
  "@$cursession.Alpc.ConnectionPorts.First().MainQueue",
  "@$cursession.Alpc.Connections.First()",
  "@$cursession.Alpc.Messages.First()",
  "@$cursession.Alpc.Statistics",
  "@$cursession.Alpc.Findings",
  "@$cursession.Alpc.Why()",
  "@$curprocess.Alpc",
  "@$curthread.Alpc",
  "@$alpcx()",
];

describe("several sessions", () => {
  it("are kept apart, also when the user switches in the middle of an iteration", () => {
    const first = createScene("win10-19041-x64");
    const second = createDesktop("winxp-sp3-x86").scenario.build();
    const pack = openPack(first.image.target);
    const other = pack.debugger.openTarget(second.target);
    assert.equal(pack.ask("@$cursession.Alpc.Generation"), "LPC");
    pack.debugger.switchTo(pack.session);
    const addresses: bigint[] = [];
    let position = 0;
    for (const { value } of pack.access.iterate(pack.evaluate("@$cursession.Alpc.Ports"))) {
      pack.debugger.switchTo(position % 2 === 0 ? other : pack.session);
      assert.equal(pack.ask("@$cursession.Alpc.Generation"), position % 2 === 0 ? "LPC" : "ALPC");
      assert.match(String(pack.ask("@$curprocess.Alpc")), position % 2 === 0 ? /^LPC of System/ : /^ALPC of System/);
      addresses.push(pack.address(value));
      assert.match(String(pack.property(value, "Kind")), /^ALPC_/);
      position += 1;
    }
    assert.deepEqual(
      addresses,
      first.image.facts.ports.map(({ address }) => address),
    );
  });

  it("take a native object for the session that it comes from", () => {
    const first = createScene("win10-19041-x64");
    const pack = openPack(first.image.target);
    pack.evaluate(`@$native = (nt!_ALPC_PORT*)0x${first.ntsvcs.address.toString(16)}`);
    pack.evaluate("@$process = @$curprocess");
    pack.debugger.openTarget(createDesktop("win7-sp1-x64").scenario.build().target);
    assert.equal(pack.ask("@$native.Alpcx.Name"), "ntsvcs");
    assert.equal(pack.ask("Debugger.Utility.Alpc.Port(@$native).Name"), "ntsvcs");
    assert.match(String(pack.ask("@$process.Alpc")), /^ALPC of System/);
  });

  it("notice that the kernel was restarted elsewhere", () => {
    const before = createScene("win10-19041-x64");
    const after = createDesktop("win7-sp1-x64").scenario.build();
    let current = before.image.target;
    const restartable: SimulatedTarget = {
      description: "a kernel that restarts",
      isKernel: true,
      isDump: false,
      pointerSize: 8,
      get modules() {
        return current.modules;
      },
      get memory() {
        return current.memory;
      },
      processes: () => current.processes(),
      currentProcess: () => current.currentProcess(),
      currentThread: () => current.currentThread(),
    };
    const pack = openPack(restartable);
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), 19);
    KEPT.forEach((expression, place) => pack.evaluate(`@$kept${place} = ${expression}`));
    after.advanceClock(60_000);
    run(pack, () => {
      current = after.target;
    });
    // The debugger leaves the place of a display empty that fails.
    KEPT.forEach((expression, place) => {
      assert.match(
        pack.print(`dx -r0 @$kept${place}`),
        /: <This object belongs to a kernel that is no longer there: /,
        expression,
      );
    });
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), after.facts.ports.length);
    assert.equal(
      pack.ask('@$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections.Count()'),
      after.facts.ports.find(({ name }) => name === "ntsvcs")?.connections.length,
    );
  });
});
