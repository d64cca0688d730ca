/** One chain of many threads through the built script: no stack overflow, and time grows in proportion. */
import assert from "node:assert/strict";
import { processMilliseconds } from "../bench/measure.ts";
import { KernelScenario, type KernelImage } from "../kernel/index.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";
import { openPack, type Pack } from "./pack.ts";

/**
 * Ends in a running thread: thread after thread of one process asks the next over the process's own port. Closed, the
 * last asks the first.
 */
function chainOf(length: number, isClosed: boolean): KernelImage {
  const scenario = new KernelScenario("win10-19041-x64");
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const line = scenario.process("line.exe", { id: 0x100 });
  const port = line.createsPort("\\RPC Control\\line");
  const connection = line.connectsTo(port);
  const threads: ScenarioThread[] = Array.from({ length: length + 1 }, () => line.thread());
  threads.forEach((thread, index) => {
    const next = threads[index + 1] ?? (isClosed ? threads[0] : undefined);
    if (next === undefined) {
      return;
    }
    const message = thread.asks(connection, { secondsAgo: 1 });
    message.goesOn(port, "Pending");
    message.serverThread = next;
  });
  return scenario.build();
}

/** Bytes, host calls and seconds of processor time of an analysis of the whole system. */
function measure(
  pack: Pack,
  question: string,
): { readonly bytes: number; readonly calls: number; readonly seconds: number } {
  pack.print("dx @$cursession.Alpc.Ports.First()");
  pack.evaluate("@$cursession.Alpc.Refresh()");
  const begin = processMilliseconds();
  const cost = pack.cost(() => {
    pack.ask(question);
  });
  return { ...cost, seconds: (processMilliseconds() - begin) / 1000 };
}

describe("a chain of a thousand waiting threads", function () {
  this.timeout(180_000);
  const longest = "@$cursession.Alpc.WaitChains.First().Links.Count()";
  let small: Pack;
  let large: Pack;

  before(() => {
    small = openPack(chainOf(100, false).target);
    large = openPack(chainOf(1_000, false).target);
  });

  it("is shown in full, and on one line with a gap", () => {
    assert.equal(large.ask(longest), 1_001);
    const line = large.display(large.evaluate("@$cursession.Alpc.WaitChains.First()"));
    assert.match(line, /which \(990 more threads\) \.\.\. .* which is running$/);
    assert.ok(line.length < 2_000, `${line.length} characters`);
    assert.equal(large.ask("@$cursession.Alpc.WaitChains.Count()"), 1_000);
  });

  /**
   * Ten times the threads, at most twelve times the cost; the time, which other work on the machine disturbs, with more
   * room.
   */
  function costsInProportion(question: string, little: Pack, much: Pack): void {
    const [less, more] = [measure(little, question), measure(much, question)];
    assert.ok(
      more.calls <= less.calls * 12,
      `${question}: ${less.calls} calls, for ten times the threads ${more.calls}`,
    );
    assert.ok(
      more.bytes <= less.bytes * 12,
      `${question}: ${less.bytes} bytes, for ten times the threads ${more.bytes}`,
    );
    assert.ok(
      more.seconds <= less.seconds * 50 + 1,
      `${question}: ${less.seconds} s, for ten times the threads ${more.seconds} s`,
    );
  }

  it("costs in proportion to its length", () => {
    costsInProportion(longest, small, large);
  });

  it("makes findings and graph cost in proportion, too", () => {
    // Shorter ones would fit into the page cache whole.
    const [short, long] = [openPack(chainOf(100, false).target), openPack(chainOf(1_000, false).target)];
    costsInProportion("@$cursession.Alpc.Findings.Summary", short, long);
    costsInProportion('@$cursession.Alpc.Graph("dot").AsText().Length', short, long);
  });

  it("is one deadlock of all its threads when it is closed", () => {
    const pack = openPack(chainOf(1_000, true).target);
    assert.equal(pack.ask("@$cursession.Alpc.Deadlocks.Count()"), 1);
    assert.equal(pack.ask("@$cursession.Alpc.Deadlocks.First().Links.Count()"), 1_001);
    assert.match(
      pack.display(pack.evaluate('@$cursession.Alpc.Findings.First(f => f.Rule == "alpc-deadlock")')),
      /Deadlock of 1001 threads: .* and 997 more/,
    );
  });
});
