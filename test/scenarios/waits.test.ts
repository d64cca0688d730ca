/** Chains of waits through the whole pack: every kind of edge and of root, told alike on every kernel. */
import assert from "node:assert/strict";
import { assertGolden } from "../golden/golden.ts";
import type { LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { symbolicNames } from "./symbolic.ts";
import { createWaitsScene, type WaitsScene } from "./waits-scene.ts";

const layouts: readonly LayoutId[] = [
  "vista-sp2-x86",
  "win7-sp1-x64",
  "win10-10240-x86",
  "win10-19041-x64",
  "win11-22621-x64",
];

for (const layout of layouts) {
  describe(`wait chains on ${layout}`, () => {
    let scene: WaitsScene;
    let pack: Pack;
    let named: (text: string) => string;

    before(() => {
      scene = createWaitsScene(layout);
      pack = openPack(scene.image.target);
      named = symbolicNames(scene.image);
    });

    const chainOf = (address: bigint): unknown =>
      pack.evaluate(`@$cursession.Alpc.WaitChains.First(c => c.Thread.Address == 0x${address.toString(16)})`);
    const askerOf = (name: string): bigint => {
      const asker = scene.askers.get(name);
      assert.ok(asker !== undefined, name);
      return asker.address;
    };
    const read = (chain: unknown, path: string): unknown =>
      path.split(".").reduce((object, name) => pack.property(object, name), chain);

    it("describe every case in one line, with its root and its links", () => {
      const lines = Array.from(scene.askers, ([name, { address }]) => {
        const chain = chainOf(address);
        const flags = ["IsDeadlock", "EndsInDeadlock"].filter((flag) => read(chain, flag) === true);
        return [
          `${name}:`,
          `  ${pack.display(chain)}`,
          `  ${String(read(chain, "Root.Kind"))}: ${pack.display(read(chain, "Root"))}${flags.length > 0 ? ` [${flags.join(", ")}]` : ""}`,
          ...pack
            .elements(read(chain, "Links"))
            .map((link) => `    ${String(read(link, "Relation"))}: ${pack.display(link)}`),
        ].join("\n");
      });
      assertGolden("analysis/waits", lines.map(named).join("\n"));
    });

    it("show everything that could end the wait as a tree", () => {
      const trees = Array.from(scene.askers, ([name, { address }]) =>
        [`${name}:`, ...pack.elements(read(chainOf(address), "Tree")).map((line) => `  ${String(line)}`)].join("\n"),
      );
      assertGolden("analysis/waits-tree", trees.map(named).join("\n"));
    });

    it("are one for each thread that awaits a reply, and say how long it has", () => {
      const chains = pack.elements(pack.evaluate("@$cursession.Alpc.WaitChains"));
      const awaiting = scene.image.facts.threads.filter(({ awaits }) => awaits !== undefined);
      assert.deepEqual(
        chains.map((chain) => pack.address(read(chain, "Thread"))).sort(),
        awaiting.map(({ address }) => address).sort(),
      );
      for (const chain of chains) {
        const facts = awaiting.find(({ address }) => address === pack.address(read(chain, "Thread")));
        assert.ok(Math.abs(Number(read(chain, "Waited")) - (facts?.secondsWaited ?? -9)) < 0.02, pack.display(chain));
      }
    });

    it("lead to the objects: threads, messages, ports and what is waited for", () => {
      const chain = chainOf(askerOf("a mutant of a thread that waits"));
      const [first, second, third, more] = pack.elements(read(chain, "Links"));
      const asker = scene.askers.get("a mutant of a thread that waits");
      const worker = scene.workers.get("a mutant of a thread that waits");
      const holder = scene.image.facts.threads.find(
        ({ mutants, process }) => mutants.length > 0 && process === worker?.process.address,
      );
      assert.equal(pack.address(read(first, "Thread")), asker?.address);
      assert.equal(pack.address(read(first, "Message")), asker?.awaits?.message?.address);
      assert.equal(pack.address(read(first, "Port")), asker?.awaits?.message?.queuePort?.address);
      assert.equal(pack.address(read(second, "Thread")), worker?.address);
      assert.equal(pack.address(read(second, "Object")), holder?.mutants[0]);
      assert.equal(pack.address(read(third, "Thread")), holder?.address);
      assert.equal(more, undefined);
      assert.equal(pack.address(read(third, "Object")), holder?.wait?.objects[0]?.address);
      assert.equal(pack.address(read(chain, "Root.Object")), holder?.address);
      assert.match(pack.display(read(first, "Object")), /^<the link has no object>/);
    });

    it("of one thread are the same as among all", () => {
      for (const [name, { address }] of scene.askers) {
        const alone = pack.evaluate(`Debugger.Utility.Alpc.Thread(0x${address.toString(16)}).Alpc.WaitChain`);
        assert.equal(pack.display(alone), pack.display(chainOf(address)), name);
      }
    });

    it("of one thread follow a wait that is for no reply, too", () => {
      const chain = pack.evaluate(`Debugger.Utility.Alpc.Thread(0x${scene.plain.address.toString(16)}).Alpc.WaitChain`);
      assert.equal(
        named(pack.display(chain)),
        `plain.exe (${scene.plain.process.id.toString(16)}.${scene.plain.id.toString(16)}) waits for mutant <waitable ${scene.scenario.waitables.length - 1}> held by System (4.8) which is running`,
      );
      assert.equal(pack.data(read(chain, "Root.Kind")), "Thread");
      assert.ok(Math.abs(Number(read(chain, "Waited")) - 11) < 0.02);
    });

    it("find each deadlock once, with exactly the threads of the cycle", () => {
      const deadlocks = pack.elements(pack.evaluate("@$cursession.Alpc.Deadlocks"));
      const threads = (name: string): readonly (bigint | undefined)[] => [
        scene.askers.get(name)?.address,
        scene.workers.get(name)?.address,
      ];
      const [worker, other] = scene.scenario.processes.find(({ name }) => name === "locked.exe")?.threads ?? [];
      const expected = [
        threads("a mutant of the asker"),
        threads("a mutant of the asker, and an event"),
        threads("the asker's process"),
        threads("the asker itself"),
        [worker?.address, other?.address],
      ].map((cycle) => cycle.map(String).sort());
      const found = deadlocks.map((deadlock) =>
        pack
          .elements(read(deadlock, "Links"))
          .map((link) => String(pack.address(read(link, "Thread"))))
          .sort(),
      );
      assert.deepEqual(found.map(String).sort(), expected.map(String).sort());
      for (const deadlock of deadlocks) {
        assert.equal(read(deadlock, "IsDeadlock"), true);
        assert.equal(read(deadlock, "EndsInDeadlock"), true);
        assert.match(pack.display(deadlock), / \(deadlock\)$/);
      }
    });
  });
}
