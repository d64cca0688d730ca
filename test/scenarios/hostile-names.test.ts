/** Names with control and invisible characters stay harmless in every display. */
import assert from "node:assert/strict";
import { KernelScenario, lpcLayoutIds, type LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

/** Names as an attacker, or damage, would have them. A backslash parts a path, so no name has one. */
const NAMES: readonly string[] = [
  "line\nbreak\r\nand\ttab",
  "null\u0000inside",
  "bell\u0007escape\u001b[31mred",
  "\u202eexe.gnp",
  "\ud800alone",
  "alone\udfff",
  "\u2028line\u2029paragraph",
  '<exec cmd="!process 0 0">click</exec>',
  "<b>bold</b>&lt;",
  "</script><script>alert(1)</script>",
  "\"quoted\" 'both' `ways`",
  "%s%n%d",
  "-->",
  "\u200bzero\ufeffwidth",
  "x".repeat(0x7ffe),
];

/**
 * Ranges that no line may hold: control characters, zero-width ones, marks that break lines or change the direction,
 * surrogates without their other half.
 */
const HARMFUL: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2069],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
];

/** A pair of surrogates is one character beyond all ranges; one alone stays in its range. */
function isHarmless(line: string): boolean {
  return Array.from(line).every((character) => {
    const code = character.codePointAt(0) ?? 0;
    return !HARMFUL.some(([first, last]) => code >= first && code <= last);
  });
}

const LONGEST_LINE = 600;

function hostileSystem(layout: LayoutId): Pack {
  const scenario = new KernelScenario(layout, { isDump: true });
  scenario.process("System", { id: 4 }).thread();
  NAMES.forEach((name, index) => {
    const server = scenario.process(name.slice(0, 14), { session: 0 });
    const worker = server.thread();
    const port = server.createsPort(`\\RPC Control\\${index}${name}`.slice(0, 0x7ffe));
    const client = scenario.process(`c${index}`, { session: 0 });
    const request = client.thread().asks(client.connectsTo(port), { data: name.slice(0, 40), secondsAgo: 100 });
    worker.receives(request);
    worker.waitsFor(scenario.event({ path: `\\BaseNamedObjects\\e${index}${name}`.slice(0, 0x7ffe) }), {
      secondsAgo: 90,
    });
  });
  return openPack(scenario.build().target);
}

function assertHarmless(text: string, what: string): void {
  for (const line of text.split("\n")) {
    assert.ok(isHarmless(line), `${what}: ${JSON.stringify(line.slice(0, 300))}`);
    assert.ok(line.length <= LONGEST_LINE, `${what}: a line of ${line.length} characters: ${line.slice(0, 200)}`);
  }
}

for (const layout of ["win10-19041-x64", "vista-sp2-x86", "winxp-sp3-x86"] as const) {
  describe(`hostile names on ${layout}`, function () {
    this.timeout(180000);
    const isLpc = lpcLayoutIds.includes(layout);
    let pack: Pack;

    before(() => {
      pack = hostileSystem(layout);
    });

    it("stay harmless in the one-line display of every object", () => {
      const collections = [
        "Ports",
        "ConnectionPorts",
        "Connections",
        "Messages",
        "WaitingThreads",
        "WaitChains",
        "Deadlocks",
        "Findings",
      ];
      for (const name of collections) {
        const elements = pack.elements(pack.evaluate(`@$cursession.Alpc.${name}`));
        if (name === "Ports" || name === "Connections") {
          assert.ok(elements.length >= NAMES.length);
        }
        for (const element of elements) {
          assertHarmless(pack.display(element), name);
        }
      }
    });

    it("stay harmless in texts about a port, its queues, owner and chain", () => {
      for (const port of pack.elements(pack.evaluate("@$cursession.Alpc.ConnectionPorts"))) {
        for (const name of [
          "Owner",
          "Connections",
          "HeldBy",
          "Servers",
          "MainQueue",
          "WaitQueue",
          "Findings",
          "FoundBy",
        ]) {
          const value = pack.property(port, name);
          assertHarmless(pack.display(value), name);
          for (const element of pack.access.isIterable(value) ? pack.elements(value) : []) {
            assertHarmless(pack.display(element), name);
          }
        }
      }
    });

    it("stay harmless in findings' titles and explanations", () => {
      for (const finding of pack.elements(pack.evaluate("@$cursession.Alpc.Findings.WithLimits(1, 0)"))) {
        assertHarmless(String(pack.property(finding, "Title")), "Title");
        assertHarmless(String(pack.property(finding, "Explanation")), "Explanation");
      }
    });

    it("stay harmless in answers like the classic commands'", () => {
      for (const words of isLpc ? ["-lp", "-graph"] : ["-lp", "-lp0", "-graph", "-analyze"]) {
        const report = pack.evaluate(`@$alpcx("${words}")`);
        assertHarmless(pack.display(report), words);
        for (const line of pack.access.isIterable(report) ? pack.elements(report) : []) {
          assertHarmless(pack.display(line), words);
        }
      }
    });

    it("are given back whole where the name itself is asked for", () => {
      const names = new Set(
        pack.elements(pack.evaluate("@$cursession.Alpc.ConnectionPorts")).map((port) => pack.property(port, "Name")),
      );
      NAMES.forEach((name, index) => {
        assert.ok(
          names.has(`\\RPC Control\\${index}${name}`.slice(0, 0x7ffe).slice("\\RPC Control\\".length)),
          JSON.stringify(name.slice(0, 40)),
        );
      });
    });

    it("find their port, by name and by pattern", () => {
      for (const port of pack.elements(pack.evaluate("@$cursession.Alpc.ConnectionPorts"))) {
        const name = String(pack.property(port, "Name"));
        const alpc = pack.evaluate("@$cursession.Alpc");
        const found = pack.access.at(pack.property(alpc, "ConnectionPorts"), [name]);
        assert.equal(pack.address(found), pack.address(port));
        assertHarmless(pack.display(pack.access.call(pack.access.get(alpc, "Find"), alpc, [name])), "Find");
      }
    });

    it("stay harmless in the indices of lists, each of which leads back to its port when typed as shown", () => {
      for (const list of ["@$cursession.Alpc.ConnectionPorts", "@$cursession.Alpc.Endpoints"]) {
        const shown = Array.from(pack.print(`dx ${list}`).matchAll(/^ {4}(\[(?:".*?"|0x\w+)\]) +: /gm));
        assert.equal(shown.length, NAMES.length, list);
        for (const [line, index = ""] of shown) {
          assertHarmless(line, list);
          assert.match(pack.print(`dx -r0 ${list}${index}.Address`), / : 0x[0-9a-f]+$/m, index);
        }
      }
    });

    it("stay harmless in sentences about a wrong argument", () => {
      const alpc = pack.evaluate("@$cursession.Alpc");
      for (const name of NAMES) {
        for (const ask of [
          () => pack.access.at(pack.property(alpc, "ConnectionPorts"), [`nothing is called ${name}`]),
          () => pack.access.call(pack.access.get(alpc, "Port"), alpc, [name]),
          () => pack.access.call(pack.access.get(alpc, "Graph"), alpc, [name]),
        ]) {
          assert.throws(ask, (thrown: Error) => {
            assertHarmless(thrown.message, "sentence");
            return true;
          });
        }
      }
    });
  });
}
