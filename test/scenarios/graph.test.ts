/** The graph through the built script: every format and scope, reproducible, for any names in the system. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryFileStore } from "../host/file-system.ts";
import { KernelScenario, type KernelImage } from "../kernel/index.ts";
import { createHang } from "../kernel/targets/index.ts";
import { HOSTILE_NAMES } from "../unit/graph/hostile-names.ts";
import { openPack, type Pack } from "./pack.ts";

interface JsonGraph {
  readonly title: string;
  readonly clusters: readonly { readonly id: string; readonly label: string }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly label: string;
    readonly cluster?: string;
    readonly isDeadlocked: boolean;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly isDeadlocked: boolean;
  }[];
}

const LAYOUT = "win10-19041-x64";
const FORMATS = ["dot", "mermaid", "json", "html"] as const;

/**
 * Names that the object manager of the scene takes: a path's part holds no backslash, and a name its 32,767 characters.
 */
const names = HOSTILE_NAMES.map((name) => name.replace(/\\/g, "/").slice(0, 32_000)).filter(
  (name, index, all) => name !== "" && all.indexOf(name) === index,
);

/** Ports, events and processes with names that try to break out. */
function hostileSystem(): KernelImage {
  const scenario = new KernelScenario(LAYOUT);
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  names.forEach((name, index) => {
    const owner = scenario.process(/^[\x20-\x7e]+$/.test(name) ? name.slice(0, 14) : "plain.exe", { session: 0 });
    const port = owner.createsPort(`\\RPC Control\\${name}`);
    const worker = owner.thread();
    worker.receives(client.thread().asks(client.connectsTo(port), { secondsAgo: index }));
    worker.waitsFor(scenario.event({ path: `\\BaseNamedObjects\\${name}` }), { secondsAgo: 1 });
  });
  return scenario.build();
}

function graphOf(pack: Pack, format: string, scope = ""): string {
  const text = pack.evaluate(`@$cursession.Alpc.Graph("${format}"${scope === "" ? "" : `, ${scope}`}).AsText()`);
  assert.ok(typeof text === "string");
  return text;
}

function parse(pack: Pack, scope = ""): JsonGraph {
  return JSON.parse(graphOf(pack, "json", scope)) as JsonGraph;
}

/** Every edge joins nodes, and every node's process is there. */
function assertSound(graph: JsonGraph): void {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  const clusters = new Set(graph.clusters.map(({ id }) => id));
  for (const { from, to } of graph.edges) {
    assert.ok(ids.has(from) && ids.has(to), `${from} to ${to}`);
  }
  for (const { id, cluster } of graph.nodes) {
    assert.ok(cluster === undefined || clusters.has(cluster), id);
  }
}

/** Braces match outside of quoted strings, and every quoted string ends on its line. */
function assertDot(text: string): void {
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"/g, "S");
  assert.doesNotMatch(bare, /"/, "a string that does not end");
  let depth = 0;
  for (const brace of bare.match(/[{}]/g) ?? []) {
    depth += brace === "{" ? 1 : -1;
    assert.ok(depth >= 0);
  }
  assert.equal(depth, 0);
  for (const line of bare.split("\n")) {
    assert.match(
      line,
      /^(?:digraph alpc \{|\}|\s*\}|\s*subgraph S \{|\s*\w+=\S+;|\s*style=\w+; color=S;|\s*(?:node|edge) \[.*\];|\s*S \[.*\];|\s*S -> S \[.*\];|)$/,
    );
  }
}

/** Every line is one of the flowchart's own, with texts in quotes. */
function assertMermaid(text: string): void {
  const bare = text.replace(/"[^"\n]*"/g, "S");
  assert.doesNotMatch(bare, /"/);
  for (const line of bare.split("\n").slice(1)) {
    assert.match(
      line,
      /^(?:flowchart LR|\s*subgraph c\d+\[S\]|\s*end|\s*n\d+\W{1,2}S\W{1,2}|\s*n\d+ (?:-->|-\.->|==>)(?:\|S\|)? n\d+|\s*linkStyle .*|\s*classDef .*|\s*class [\w,]+ deadlock|)$/,
    );
  }
}

describe("graph", () => {
  let hang: KernelImage;
  let pack: Pack;
  let hostile: Pack;
  const scope = (kind: "Process" | "Port" | "Thread", address: bigint): string =>
    `${kind === "Port" ? "@$cursession.Alpc" : "Debugger.Utility.Alpc"}.${kind}(0x${address.toString(16)})`;

  before(() => {
    hang = createHang(LAYOUT).scenario.build();
    pack = openPack(hang.target);
    hostile = openPack(hostileSystem().target);
  });

  it("is sound and well formed in every format, for the system, a process, a port, a thread and a chain", () => {
    const { facts } = hang;
    const [port] = facts.ports.filter(({ name }) => name === "ntsvcs");
    const thread = facts.threads.find(({ awaits }) => awaits !== undefined);
    assert.ok(port !== undefined && thread !== undefined);
    const scopes = [
      "",
      scope("Process", port.owner),
      scope("Port", port.address),
      scope("Thread", thread.address),
      "@$cursession.Alpc.WaitChains.First()",
    ];
    for (const one of scopes) {
      const graph = parse(pack, one);
      assertSound(graph);
      assert.ok(graph.nodes.length > 1, one);
      assertDot(graphOf(pack, "dot", one));
      assertMermaid(graphOf(pack, "mermaid", one));
      assert.match(graphOf(pack, "html", one), /^<!DOCTYPE html>\n[^]*<\/html>\n$/);
    }
  });

  it("of a part is smaller than that of the system, and its title names the part", () => {
    const all = parse(pack);
    const chain = parse(pack, "@$cursession.Alpc.WaitChains.First()");
    const [first] = pack.elements(pack.evaluate("@$cursession.Alpc.ConnectionPorts"));
    const part = parse(pack, scope("Port", pack.address(first)));
    assert.equal(all.title, "ALPC ports and waits of the whole system");
    assert.match(chain.title, /^Why .* waits$/);
    assert.match(part.title, /^ALPC port '/);
    assert.ok(chain.nodes.length < part.nodes.length || chain.nodes.length < all.nodes.length / 4);
    assert.ok(part.nodes.length < all.nodes.length);
  });

  it("marks the deadlock and nothing else", () => {
    const marked = parse(pack)
      .nodes.filter(({ isDeadlocked }) => isDeadlocked)
      .map(({ label }) => label.replace(/\.\w+\)$/, ")"))
      .sort();
    assert.deepEqual(marked, ['svchost.exe "Dhcp" (2f4)', 'svchost.exe "Themes" (370)']);
  });

  it("is the same text each time, and for the same system opened again", () => {
    const again = openPack(createHang(LAYOUT).scenario.build().target);
    for (const format of FORMATS) {
      assert.equal(graphOf(pack, format), graphOf(pack, format));
      assert.equal(graphOf(again, format), graphOf(pack, format));
    }
  });

  it("gives hostile names back in full as JSON, and is broken by none of them in any format", () => {
    const graph = parse(hostile);
    assertSound(graph);
    const portNames = new Set(
      (
        JSON.parse(graphOf(hostile, "json")) as { nodes: { details: { label: string; value: string }[] }[] }
      ).nodes.flatMap(({ details }) => details.filter(({ label }) => label === "Name").map(({ value }) => value)),
    );
    for (const name of names) {
      assert.ok(portNames.has(name), JSON.stringify(name.slice(0, 40)));
    }
    assertDot(graphOf(hostile, "dot"));
    assertMermaid(graphOf(hostile, "mermaid"));
    for (const format of FORMATS) {
      assert.match(graphOf(hostile, format), /^[\t\n\x20-\x7e\u00a0-\uffff]*$/, format);
    }
    const html = graphOf(hostile, "html");
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(html.match(/<img/g), null);
  });

  it("is a collection of lines, none of which holds a control character", () => {
    for (const format of FORMATS) {
      const lines = hostile.elements(hostile.evaluate(`@$cursession.Alpc.Graph("${format}")`)).map(String);
      assert.equal(lines.length, graphOf(hostile, format).replace(/\n$/, "").split("\n").length);
      for (const line of lines) {
        // eslint-disable-next-line no-control-regex
        assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f]/, format);
      }
    }
    assert.equal(pack.ask('@$cursession.Alpc.Graph("dot")[0]'), "digraph alpc {");
    assert.match(pack.failure('@$cursession.Alpc.Graph("dot")[100000]'), /There is no line with that number/);
  });

  it("is printed line by line by the command", () => {
    const printed = pack.print('!alpcx_graph "mermaid"').split("\n");
    assert.deepEqual(printed.slice(0, 2), ["%% ALPC ports and waits of the whole system", "flowchart LR"]);
    assert.ok(printed.length > 50);
  });

  it("refuses another format or scope in a sentence", () => {
    assert.match(pack.failure('@$cursession.Alpc.Graph("svg")'), /'svg'.*"dot", "mermaid", "json", "html"/);
    assert.match(
      pack.failure('@$cursession.Alpc.Graph("dot", 0xffff800000001000)'),
      /^There is no process, port or thread at 0xffff800000001000: _ETHREAD at .* cannot be read\. /,
    );
  });

  describe("written to a file by the command", () => {
    it("is the text that the model gives", () => {
      const store = new MemoryFileStore();
      const console_ = openPack(hang.target, { fileSystem: store });
      for (const format of FORMATS) {
        assert.match(
          console_.print(`!alpcx_graph ("${format}", "C:\\\\temp\\\\graph.${format}")`),
          /Written to C:\\+temp/,
        );
        assert.equal(store.text(`C:\\temp\\graph.${format}`), graphOf(console_, format));
      }
    });

    it("replaces a longer file that is there", () => {
      const store = new MemoryFileStore();
      store.write("C:\\graph.dot", new Uint8Array(1_000_000));
      const console_ = openPack(hang.target, { fileSystem: store });
      console_.print('!alpcx_graph ("dot", "C:\\\\graph.dot")');
      assert.equal(store.text("C:\\graph.dot"), graphOf(console_, "dot"));
    });

    it("is on the machine's own disk", () => {
      const folder = mkdtempSync(join(tmpdir(), "alpcx-graph-"));
      try {
        const file = join(folder, "graph.html");
        const console_ = openPack(hang.target, {
          fileSystem: "real",
          dataModelExtension: true,
        });
        console_.print(`!alpcx_graph ("html", ${JSON.stringify(file)})`);
        assert.equal(readFileSync(file, "utf8"), graphOf(console_, "html"));
        assert.match(
          console_.printFailure(`!alpcx_graph ("html", ${JSON.stringify(join(folder, "none", "graph.html"))})`),
          /none/,
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it("refuses a path whose backslashes were read as tab and line feed", () => {
      const store = new MemoryFileStore();
      const console_ = openPack(hang.target, { fileSystem: store });
      assert.match(
        console_.printFailure('!alpcx_graph ("html", "C:\\temp\\new.html")'),
        /dx makes control characters of single backslashes, so write \\\\ for each/,
      );
      assert.match(console_.printFailure('!alpcx_find "\\temp"'), /so write \\\\ for each/);
    });

    it("needs a path", () => {
      assert.match(pack.printFailure('!alpcx_graph ("html", 5)'), /the path of a file/);
      assert.match(pack.printFailure('!alpcx_graph ("html", "")'), /the path of a file/);
    });
  });
});
