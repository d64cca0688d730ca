/** Bounds of walks: what is left out is reported. */
import assert from "node:assert/strict";
import { scaled } from "../kernel/targets/index.ts";
import { KernelScenario } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

/** A system of so many ports, and the number of elements of an expression with what was printed meanwhile. */
function open(ports: number): Pack {
  const image = scaled(ports);
  image.setLive(false);
  return openPack(image.target);
}

function count(pack: Pack, expression: string): { readonly count: number; readonly printed: string } {
  pack.debugger.output.take();
  const elements = pack.elements(pack.evaluate(expression));
  return { count: elements.length, printed: pack.debugger.output.take() };
}

function limit(pack: Pack, name: string, value: number): void {
  pack.print(`dx @$cursession.Alpc.Limits.${name} = ${value}`);
}

describe("a limit that is reached", () => {
  it("of ports: the walk stops there, which is reported once a stop", () => {
    const pack = open(100);
    assert.deepEqual(count(pack, "@$cursession.Alpc.Ports"), { count: 100, printed: "" });
    limit(pack, "Ports", 30);
    const partial = count(pack, "@$cursession.Alpc.Ports");
    assert.equal(partial.count, 30);
    assert.match(
      partial.printed,
      /^alpcx: not all ports could be seen: the list of all ports has more than 30 entries; the walk stopped there \(30 seen\)\.\n$/,
    );
    assert.deepEqual(count(pack, "@$cursession.Alpc.Ports"), { count: 30, printed: "" });
    limit(pack, "Ports", 1000);
    assert.deepEqual(count(pack, "@$cursession.Alpc.Ports"), { count: 100, printed: "" });
  });

  it("what was counted within the old bounds is counted anew", () => {
    const pack = open(100);
    assert.equal(pack.ask("@$cursession.Alpc.Statistics.Ports"), 100);
    limit(pack, "Ports", 30);
    assert.equal(pack.ask("@$cursession.Alpc.Statistics.Ports"), 30);
  });

  it("findings over a part of the ports say so too", () => {
    const pack = open(100);
    limit(pack, "Ports", 30);
    assert.match(count(pack, "@$cursession.Alpc.Findings").printed, /not all ports could be seen/);
  });

  it("of a list: connections of a port stop there", () => {
    const pack = open(100);
    limit(pack, "ListEntries", 5);
    assert.equal(count(pack, "@$cursession.Alpc.Ports.First().Connections").count, 5);
    limit(pack, "ListEntries", 3);
    assert.match(
      count(pack, "@$cursession.Alpc.WaitingThreads").printed,
      /not all waiting threads could be seen: .*more than 3 entries/,
    );
  });

  it("of handles: the table's walk stops there", () => {
    const pack = open(100);
    const first = "Debugger.Utility.Alpc.Process(@$cursession.Alpc.Ports.First().Owner).Alpc.Handles";
    const all = count(pack, first).count;
    assert.ok(all > 3);
    limit(pack, "Handles", 2);
    const elements = pack
      .elements(pack.evaluate(first))
      .filter((element) => pack.access.model.has(element, "GrantedAccess"));
    assert.equal(elements.length, 2);
  });

  it("of names and payloads: what is too long says so, and no more is read", () => {
    const pack = open(100);
    limit(pack, "NameBytes", 8);
    assert.match(
      String(pack.ask("@$cursession.Alpc.Ports.First().Name")),
      /^<a string of \d+ bytes is over the limit of 8>$/,
    );
    const message = "@$cursession.Alpc.Messages.First()";
    limit(pack, "PayloadBytes", 16);
    assert.equal(count(pack, `${message}.Data.Bytes`).count, 16);
  });

  it("of a chain's links: the first are shown, with their number", () => {
    const scenario = new KernelScenario("win10-19041-x64", { isDump: true });
    scenario.process("System", { id: 4 }).thread();
    const server = scenario.process("server.exe", { id: 0x100 });
    const client = scenario.process("client.exe", { id: 0x200 });
    const port = server.createsPort("\\RPC Control\\served");
    const worker = server.thread({ id: 0x104 });
    worker.receives(client.thread({ id: 0x204 }).asks(client.connectsTo(port), { secondsAgo: 5 }));
    worker.waitsForMutant(scenario.mutant({ owner: client.thread({ id: 0x208, state: "Ready" }) }), { secondsAgo: 4 });
    const pack = openPack(scenario.build().target);
    const links = "@$cursession.Alpc.WaitChains.First().Links";
    assert.deepEqual(count(pack, links), { count: 3, printed: "" });
    limit(pack, "ChainSteps", 2);
    const shown = count(pack, links);
    assert.equal(shown.count, 2);
    assert.match(
      shown.printed,
      /^alpcx: the chain of thread 0x[0-9a-f]+ has 3 links, of which the first 2 are shown\.\n$/,
    );
  });
});

describe("long work", () => {
  it("prints nothing while it is short", () => {
    const pack = open(100);
    limit(pack, "ProgressInterval", 3600);
    assert.equal(count(pack, "@$cursession.Alpc.Ports").printed, "");
    assert.equal(count(pack, "@$cursession.Alpc.Findings").printed, "");
  });
});

describe("a limit that makes no sense", () => {
  for (const [name, value] of [
    ["Ports", "0"],
    ["ListEntries", "-1"],
    ["NameBytes", '"many"'],
    ["Handles", "@$cursession"],
  ] as const) {
    it(`${name} = ${value} is refused in one sentence, and nothing changes`, () => {
      const pack = open(60);
      const before = pack.ask(`@$cursession.Alpc.Limits.${name}`);
      assert.match(
        pack.printFailure(`dx @$cursession.Alpc.Limits.${name} = ${value}`),
        /is not a whole number of at least \d+\. Example: dx @\$cursession\.Alpc\.Limits\./,
      );
      assert.equal(pack.ask(`@$cursession.Alpc.Limits.${name}`), before);
    });
  }
});
