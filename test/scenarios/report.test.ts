/** The report through the whole pack: its first screen as text, and the file that it is written to. */
import assert from "node:assert/strict";
import { MemoryFileStore } from "../host/file-system.ts";
import { assertGolden } from "../golden/golden.ts";
import { KernelScenario } from "../kernel/index.ts";
import { builtInTargets, createHang } from "../kernel/targets/index.ts";
import { giveIdleWorkers, openOffice } from "./findings-scenes.ts";
import { openPack } from "./pack.ts";

const LAYOUT = "win10-19041-x64";
const PATH = "C:\\temp\\hang.html";
const COMMAND = '!alpcx_report "C:\\\\temp\\\\hang.html"';

interface TableData {
  readonly id: string;
  readonly rows: readonly (readonly (number | readonly number[])[])[];
}

function writtenReport(target: Parameters<typeof openPack>[0]): string {
  const store = new MemoryFileStore();
  assert.match(openPack(target, { fileSystem: store }).print(COMMAND), /Written to C:\\+temp\\+hang\.html/);
  return store.text(PATH);
}

/** What stands in one of the page's JSON blocks. */
function dataOf(html: string): readonly TableData[] {
  const [, json = ""] = /<script type="application\/json" id="table-data">(.*?)<\/script>/s.exec(html) ?? [];
  return (JSON.parse(json) as { readonly tables: readonly TableData[] }).tables;
}

describe("report", () => {
  it("without a file is its first screen", () => {
    const [hang] = builtInTargets;
    assert.ok(hang !== undefined);
    assertGolden("scenarios/report-hang", openPack(hang.open()).print("!alpcx_report"));
  });

  it("tells the lock that an idle worker has kept, and the lock in user memory that a finding rests on", () => {
    const scenario = new KernelScenario(LAYOUT);
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const server = scenario.process("svchost.exe", { id: 0x2a0, session: 0 });
    const port = server.createsPort("\\RPC Control\\spoolss");
    const [first, second, idle] = giveIdleWorkers(port, 3);
    assert.ok(first !== undefined && second !== undefined && idle !== undefined);
    const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
    const connection = client.connectsTo(port);
    first.receives(client.thread().asks(connection, { secondsAgo: 300 }));
    first.waitsForMutant(scenario.mutant({ owner: idle, path: "\\BaseNamedObjects\\Kept" }), { secondsAgo: 299 });
    second.receives(client.thread().asks(connection, { secondsAgo: 200 }));
    second.waitsForUserLock(server.userLocal(16), { secondsAgo: 199 });
    const { target } = scenario.build();
    assert.match(
      openPack(target).print("!alpcx_report"),
      /It is idle and waits to receive on 'spoolss'; it still holds mutant 'Kept' 0x\w+\.\n[^]*Next: Find out where it took the lock/,
    );
    assert.match(writtenReport(target), /User-mode lock at 0x[0-9a-f]+ of svchost\.exe \(2a0\)/);
  });

  it("holds each explanation to its end", () => {
    const { target } = createHang(LAYOUT).scenario.build();
    const pack = openPack(target);
    const explanations = pack
      .elements(pack.evaluate("@$cursession.Alpc.Findings"))
      .map((finding) => String(pack.property(finding, "Explanation")));
    assert.ok(explanations.some(({ length }) => length > 600));
    const html = writtenReport(target)
      .replace(/&#39;/g, "'")
      .replace(/&quot;/g, '"');
    for (const explanation of explanations) {
      assert.ok(html.includes(`<p>${explanation}</p>`), explanation);
    }
  });

  it("names each missing page that a request lies in", () => {
    const { scenario, client, workers, connection } = openOffice(LAYOUT, 2);
    const pages = workers.map((worker) => {
      const message = client.thread().asks(connection, { secondsAgo: 90, data: "x".repeat(5000) });
      worker.receives(message);
      return message.address & ~0xfffn;
    });
    const image = scenario.build();
    pages.forEach((page) => image.unmap(page, 0x1000));
    const html = writtenReport(image.target);
    assert.match(html, /2 pages are not in the dump or target/);
    assert.match(html, /<li>Page 0x[0-9a-f]+000<\/li>/);
  });

  it("says so where nothing is stuck", () => {
    const scenario = new KernelScenario(LAYOUT);
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const text = openPack(scenario.build().target).print("!alpcx_report");
    assert.match(text, /Nothing is stuck: no thread awaits a reply\.[^]*The rules found no problem\./);
    assert.doesNotMatch(text, /1\. /);
  });

  it("in a file holds every port, connection and waiting thread, the story, and when and where it was made", () => {
    const { target, facts } = createHang(LAYOUT).scenario.build();
    const html = writtenReport(target);
    const rows = new Map(dataOf(html).map(({ id, rows: found }) => [id, found.length]));
    assert.deepEqual([...rows.keys()], ["waits", "locks", "services", "connections", "ports"]);
    assert.equal(rows.get("ports"), facts.ports.length);
    assert.equal(
      rows.get("services"),
      facts.ports.filter(({ kindName }) => kindName === "ALPC_CONNECTION_PORT").length,
    );
    assert.ok((rows.get("waits") ?? 0) > 0 && (rows.get("connections") ?? 0) > 0);
    const heads = /id="table-waits">.*?<\/thead>/s.exec(html)?.[0].match(/<button type="button">[^<]+/g) ?? [];
    const column = heads.findIndex((head) => head.endsWith(">Waited, s"));
    const waits =
      dataOf(html)
        .find(({ id }) => id === "waits")
        ?.rows.map((row) => [row[column]].flat()[0] ?? 0) ?? [];
    assert.ok(column >= 0 && (waits[0] ?? 0) > 500, `${waits.join(", ")} seconds`);
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => b - a),
    );
    assert.match(html, /<h2>Root blockers<\/h2>[^]*blocks \d+ threads[^]*!thread 0x[0-9a-f]{16}/);
    assert.match(html, /<dt>Time<\/dt><dd>2024-01-04 21:11 UTC<\/dd>/);
    assert.match(html, /<dt>Written by<\/dt><dd>alpcx \d/);
    assert.match(html, /Everything could be read\./);
  });

  it("leads from its steps and cells to nodes that the graph has", () => {
    const html = writtenReport(createHang(LAYOUT).scenario.build().target);
    const [, json = ""] = /<script type="application\/json" id="graph">(.*?)<\/script>/s.exec(html) ?? [];
    const named = [...html.matchAll(/data-node="([^"]+)"/g)].map(([, id = ""]) => id);
    assert.ok(named.length > 5);
    for (const id of named) {
      assert.ok(json.includes(JSON.stringify(id)), id);
    }
  });

  it("of LPC has the same parts", () => {
    const lpc = builtInTargets.find(({ name }) => name === "xp-lpc");
    assert.ok(lpc !== undefined);
    const html = writtenReport(lpc.open());
    assert.match(html, /<h1>LPC report, /);
    assert.ok(dataOf(html).every(({ id, rows }) => rows.length > 0 || id === "locks"));
  });

  it("needs a path, and the debugger's file extension", () => {
    const { target } = createHang(LAYOUT).scenario.build();
    const pack = openPack(target, { dataModelExtension: false });
    for (const argument of ["5", '""']) {
      assert.match(
        pack.printFailure(`!alpcx_report ${argument}`),
        /is not the path of a file\. Example: !alpcx_report/,
      );
    }
    assert.match(pack.printFailure('!alpcx_report "C:\\temp\\new.html"'), /so write \\\\ for each/);
    assert.match(pack.printFailure(COMMAND), /run \.load DbgModelApiXtn/);
  });

  it("of a part: the graph of one thread's chain goes to a file, too", () => {
    const store = new MemoryFileStore();
    const pack = openPack(createHang(LAYOUT).scenario.build().target, { fileSystem: store });
    pack.print('!alpcx_graph ("json", "C:\\\\chain.json", @$cursession.Alpc.WaitChains.First())');
    pack.print('!alpcx_graph ("json", "C:\\\\all.json")');
    const [chain, all] = ["C:\\chain.json", "C:\\all.json"].map(
      (path) => JSON.parse(store.text(path)) as { readonly title: string; readonly nodes: readonly unknown[] },
    );
    assert.match(chain?.title ?? "", /^Why .* waits$/);
    assert.ok((chain?.nodes.length ?? 0) > 1 && (chain?.nodes.length ?? 0) < (all?.nodes.length ?? 0));
  });
});
