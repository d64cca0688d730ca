/** Wait chains over plain facts: which way they lead and where they end. */
import assert from "node:assert/strict";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { formatReason } from "../../../src/text/wait-root.ts";
import type { ChainLink, WaitChain } from "../../../src/analysis/wait-chain.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";
import { twoProcesses } from "./two-processes.ts";

function chainOf(thread: ThreadActor): WaitChain {
  const chain = analyzeWaits(thread.scene, [thread.address]).findChain(thread.address);
  assert.ok(chain);
  return chain;
}

function relations(chain: WaitChain): readonly string[] {
  return chain.links().map((link) => link.relation);
}

/** A link without what it does not say. */
function told(link: ChainLink): object {
  return Object.fromEntries(Object.entries(link).filter(([, value]) => value !== undefined));
}

describe("wait chains", () => {
  it("lead over a reply and a mutant to a busy thread, with the message and the port", () => {
    const { scene, asker, worker, connection, port } = twoProcesses();
    const owner = scene.newProcess("svchost.exe", 0x3a8).thread(0x4c);
    const message = asker.awaitsReplyFrom(worker, connection);
    const mutant = scene.mutantOf(owner);
    worker.waitsFor(mutant);
    asker.hasWaited(42);
    const chain = chainOf(asker);
    assert.deepEqual(chain.links().map(told), [
      {
        thread: asker.address,
        relation: "awaits reply to",
        message: message.address,
        messageId: message.id,
        port: port.address,
      },
      { thread: worker.address, relation: "waits for mutant", object: mutant },
      { thread: owner.address, relation: "is busy" },
    ]);
    assert.equal(chain.root.cause, "busy");
    assert.equal(chain.root.thread, owner.address);
    assert.equal(formatReason(scene, chain.root), "is running");
    assert.equal(chain.waitedSeconds, 42);
    assert.equal(chain.isDeadlock || chain.endsInDeadlock, false);
  });

  it("end in the last thread, which waits for an object with an unknown signaler", () => {
    const { scene, asker, worker, connection } = twoProcesses();
    asker.awaitsReplyFrom(worker, connection);
    const event = scene.object("event", { name: "Ready" });
    worker.waitsFor(event);
    const chain = chainOf(asker);
    assert.deepEqual(relations(chain), ["awaits reply to", "waits for"]);
    assert.equal(chain.root.kind, "Thread");
    assert.equal(chain.root.address, worker.address);
    assert.equal(chain.root.object, event);
    assert.match(
      formatReason(scene, chain.root),
      /^waits for event 'Ready' 0x[0-9a-f]+ \(UserRequest\); signaler unknown$/,
    );
  });

  for (const [what, act, cause, relation] of [
    ["suspended", (thread: ThreadActor) => thread.isSuspended(), "suspended", "is suspended"],
    ["sleeping", (thread: ThreadActor) => thread.sleeps(), "sleeping", "sleeps"],
    ["waiting for its own end", (thread: ThreadActor) => thread.waitsForThread(thread), "sleeping", "sleeps"],
    ["exited", (thread: ThreadActor) => thread.process.exits(), "exited", "has exited"],
  ] as const) {
    it(`end in a server thread that is ${what}`, () => {
      const { asker, worker, connection } = twoProcesses();
      asker.awaitsReplyFrom(worker, connection);
      act(worker);
      const chain = chainOf(asker);
      assert.equal(chain.root.cause, cause);
      assert.equal(chain.root.address, worker.address);
      assert.deepEqual(relations(chain), ["awaits reply to", relation]);
      assert.equal(chain.endsInDeadlock, false);
    });
  }

  it("follow the reply that a suspended thread awaits: resuming it would not help", () => {
    const { asker, worker, connection } = twoProcesses();
    asker.awaitsReplyFrom(worker, connection);
    asker.facts.suspension = "suspended";
    assert.equal(chainOf(asker).root.address, worker.address);
  });

  it("say that a queued request could be served by an idle worker rather than by a busy one", () => {
    const { asker, worker, server, port, connection } = twoProcesses();
    const idle = server.thread(0x2c4).idlesOn(port);
    port.hasWorkers(worker);
    asker.awaitsReplyQueuedOn(connection);
    const chain = chainOf(asker);
    assert.deepEqual(relations(chain), ["could be served by", "is idle"]);
    assert.equal(chain.root.address, idle.address);
    assert.equal(chain.links()[0]?.port, port.address);
  });

  it("know of no other ports of an idle thread whose ports are not known", () => {
    const { scene, worker } = twoProcesses();
    worker.waitsAs("WrQueue", scene.object("queue"));
    const { root } = chainOf(worker);
    assert.deepEqual([root.cause, root.port, root.otherPorts], ["idle", undefined, 0]);
    assert.equal(formatReason(scene, root), "is idle and waits for work");
  });

  it("end at the port when no thread is known to receive there", () => {
    const { asker, port, connection } = twoProcesses();
    asker.awaitsReplyQueuedOn(connection);
    const chain = chainOf(asker);
    assert.deepEqual(relations(chain), ["awaits reply to", "has no thread to receive"]);
    assert.deepEqual([chain.root.kind, chain.root.address], ["Port", port.address]);
  });

  it("say unknown when nobody is known to owe the reply, and keep the reason", () => {
    const { asker } = twoProcesses();
    asker.awaitsReplyOfNobodyKnown("no thread claims message 506");
    const chain = chainOf(asker);
    assert.equal(chain.root.kind, "Unknown");
    assert.equal(chain.root.thread, asker.address);
    assert.equal(chain.root.unknown, "no thread claims message 506");
    assert.deepEqual(chain.links().map(told), [{ thread: asker.address, relation: "awaits reply to" }]);
  });

  it("take a reply that a thread appears to owe to itself for unknown, not for a deadlock", () => {
    const { asker, connection } = twoProcesses();
    asker.awaitsReplyFrom(asker, connection);
    const chain = chainOf(asker);
    assert.equal(chain.root.kind, "Unknown");
    assert.equal(chain.isDeadlock, false);
  });

  it("go on into an awaited process with a single thread, and end at the waiter where it has more", () => {
    const { asker, worker, connection, scene } = twoProcesses();
    const child = scene.newProcess("setup.exe", 0x99);
    const only = child.thread(0x9a);
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForProcess(child);
    assert.equal(chainOf(asker).root.address, only.address);
    assert.deepEqual(relations(chainOf(asker)), ["awaits reply to", "waits for process", "is busy"]);
    child.thread(0x9b);
    const chain = chainOf(asker);
    assert.deepEqual(relations(chain), ["awaits reply to", "waits for process"]);
    assert.deepEqual(
      [chain.root.kind, chain.root.cause, chain.root.address, chain.root.process],
      ["Thread", "process", worker.address, child.address],
    );
    assert.equal(formatReason(scene, chain.root), "waits for the end of setup.exe (99), which has not exited");
  });

  it("cope with a server thread that cannot be read", () => {
    const { scene, asker } = twoProcesses();
    asker.awaitsReplyOfNobodyKnown("");
    Object.assign(asker.parts.awaited ?? {}, { serverThread: scene.newAddress() });
    assert.equal(chainOf(asker).root.unknown, "the thread cannot be read");
  });

  it("share the links of a common suffix", () => {
    const { scene, asker, client, worker, connection } = twoProcesses();
    const second = client.thread(0x9a8);
    asker.awaitsReplyFrom(worker, connection);
    second.awaitsReplyFrom(worker, connection);
    worker.waitsFor(scene.object("event"));
    const analysis = analyzeWaits(scene);
    assert.equal(analysis.findChain(asker.address)?.links()[1], analysis.findChain(second.address)?.links()[1]);
    assert.equal(analysis.countHeldUp("Thread", worker.address), 2);
  });
});

describe("ten thousand threads in one chain", () => {
  function lineOf(count: number): ThreadActor[] {
    const scene = new Scene();
    const process = scene.newProcess("line.exe", 1);
    const threads = Array.from({ length: count }, (_, id) => process.thread(id));
    threads.forEach((thread, place) => {
      const next = threads[place + 1];
      if (next !== undefined) {
        thread.awaitsReplyFrom(next);
      }
    });
    return threads;
  }

  it("neither overflow the stack nor cost more than a few steps each", () => {
    const threads = lineOf(10_000);
    const first = threads[0];
    const last = threads[threads.length - 1];
    assert.ok(first !== undefined && last !== undefined);
    let reads = 0;
    const scene = first.scene;
    const counted = new Proxy(scene, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (name === "thread") {
          reads++;
        }
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const analysis = analyzeWaits(counted);
    assert.ok(reads <= 2 * threads.length, `${reads} reads`);
    for (const chain of analysis.walkChains()) {
      assert.equal(chain.root.address, last.address);
    }
    assert.equal(analysis.findChain(first.address)?.links().length, 10_000);
    assert.equal(analysis.countHeldUp("Thread", last.address), 9_999);
    last.awaitsReplyFrom(first);
    assert.equal(analyzeWaits(scene).deadlocks[0]?.links().length, 10_000);
  });
});
