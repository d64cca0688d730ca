/**
 * Captured memory of a running system: its chains, and the deadlock of three threads, are those that an independent
 * reader found.
 */
import assert from "node:assert/strict";
import { captureNumbers, hasCapture, openCapturedMemory, readExpectations } from "../kernel/captured-memory.ts";
import { openPack, type Pack } from "./pack.ts";
import type { Expected, ExpectedLink } from "./snapshot-lpc-expected.ts";

/** Ids of the threads of a chain, in order. */
function threadsOf(chain: readonly ExpectedLink[]): readonly number[] {
  return chain.flatMap(({ tid }) => (tid === undefined ? [] : [tid]));
}

for (const number of captureNumbers) {
  describe(`wait chains of captured memory ${number}`, () => {
    let pack: Pack;
    let expected: Expected;
    let chains: ReadonlyMap<number, unknown>;

    before(function () {
      if (!hasCapture(number)) {
        this.skip();
      }
      expected = readExpectations(number) as Expected;
      pack = openPack(openCapturedMemory(number));
      chains = new Map(
        pack
          .elements(pack.evaluate("@$cursession.Alpc.WaitChains"))
          .map((chain) => [idOf(read(chain, "Thread")), chain]),
      );
    });

    const read = (object: unknown, path: string): unknown =>
      path.split(".").reduce((value, name) => pack.property(value, name), object);
    const idOf = (thread: unknown): number => Number(pack.data(read(thread, "Id")));
    const threadIds = (chain: unknown): readonly number[] =>
      pack
        .elements(read(chain, "Links"))
        .map((link) => read(link, "Thread"))
        .filter((thread) => pack.access.model.has(thread, "Id"))
        .map(idOf);
    const chainOf = (chain: readonly ExpectedLink[]): unknown => {
      const found = chains.get(threadsOf(chain)[0] ?? -1);
      assert.ok(found !== undefined, `the chain of thread ${threadsOf(chain)[0] ?? "?"}`);
      return found;
    };

    it("pass through the same threads", () => {
      for (const chain of expected.chains) {
        const ids = threadIds(chainOf(chain));
        assert.deepEqual(ids.slice(0, threadsOf(chain).length), threadsOf(chain), pack.display(chainOf(chain)));
      }
    });

    it("end as expected: in a cycle, with an unknown server, on a queue, at a thread", () => {
      for (const chain of expected.chains) {
        const end = chain[chain.length - 1];
        const found = chainOf(chain);
        const display = pack.display(found);
        assert.equal(read(found, "EndsInDeadlock"), end?.end === "cycle", display);
        assert.equal(read(found, "IsDeadlock"), end?.end === "cycle" && end.backTo === threadsOf(chain)[0], display);
        const kind = String(read(found, "Root.Kind"));
        if (end?.end === "nobody found") {
          assert.equal(kind, "Unknown", display);
        }
        if (end?.end === "queued" && end.receivers === 0) {
          assert.equal(kind, "Port", display);
        }
        if (end?.end === "queued" && end.receivers === 0) {
          assert.equal(pack.address(read(found, "Root.Object")), BigInt(end.port ?? 0), display);
        }
        if (end?.end === "thread") {
          assert.ok(["Thread", "Object"].includes(kind), display);
        }
      }
    });

    it("show each deadlock once", () => {
      const cycles = new Set(
        expected.chains
          .filter((chain) => chain.some(({ end }) => end === "cycle"))
          .map((chain) => {
            const ids = threadsOf(chain);
            const back = chain[chain.length - 1]?.backTo ?? -1;
            return String(ids.slice(ids.indexOf(back)).slice().sort());
          }),
      );
      const found = pack.elements(pack.evaluate("@$cursession.Alpc.Deadlocks"));
      assert.deepEqual(
        found.map((deadlock) => String(threadIds(deadlock).slice().sort())).sort(),
        Array.from(cycles).sort(),
      );
    });

    it("agree with the findings", () => {
      const rules = pack
        .elements(pack.evaluate("@$cursession.Alpc.Findings"))
        .map((finding) => String(pack.data(pack.property(finding, "Rule"))));
      assert.equal(
        rules.includes("alpc-deadlock"),
        expected.chains.some((chain) => chain.some(({ end }) => end === "cycle")),
      );
    });
  });
}
