/** A name of several ports or processes gives all of them, in every command and method. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

const PORTS =
  /^2 ports are called 'epmapper': '\\RPC Control\\epmapper' 0x[0-9a-f]+ of svchost\.exe \(2a0\); '\\Sandbox\\epmapper' 0x[0-9a-f]+ of svchost\.exe \(2b0\)\. Give the path of one, with \\\\ for each backslash, or its address\.$/;
const PROCESSES =
  /^2 processes are called 'svchost(?:\.exe)?': svchost\.exe \(2a0\), svchost\.exe \(2b0\)\. Give the id of one, with 0x before it\.$/;

function openTwins(layout: LayoutId): Pack {
  const scenario = new KernelScenario(layout, { isDump: true });
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  for (const [id, path] of [
    [0x2a0, "\\RPC Control\\epmapper"],
    [0x2b0, "\\Sandbox\\epmapper"],
  ] as const) {
    const port = scenario.process("svchost.exe", { id, session: 0 }).createsPort(path);
    client.thread().asks(client.connectsTo(port), { secondsAgo: 3 });
  }
  return openPack(scenario.build().target);
}

for (const layout of ["winxp-sp3-x86", "win7-sp1-x64", "win11-22621-x64"] as const) {
  describe(`ambiguous names on ${layout}`, () => {
    let pack: Pack;
    const lines = (expression: string): readonly string[] =>
      pack.elements(pack.evaluate(expression)).map((element) => pack.display(element));

    before(() => {
      pack = openTwins(layout);
    });

    it("of ports: methods that take one port name the candidates", () => {
      for (const expression of [
        '@$cursession.Alpc.Port("epmapper")',
        '@$cursession.Alpc.ConnectionPorts["epmapper"]',
        '@$cursession.Alpc.Endpoints["epmapper"]',
        '@$cursession.Alpc.Messages.Of("epmapper")',
        '@$cursession.Alpc.Graph("dot", "epmapper")',
      ]) {
        assert.match(pack.failure(expression), PORTS, expression);
      }
    });

    it("of ports: what takes several lists all", () => {
      for (const [expression, count] of [
        ['@$alpcx_port("epmapper")', 2],
        ['@$alpcx_find("epmapper")', 2],
        ['@$alpcx_endpoints("epmapper")', 2],
        ['@$alpcx_connections("epmapper")', 2],
      ] as const) {
        assert.equal(lines(expression).length, count, expression);
      }
    });

    it("of processes: the candidates with their ids", () => {
      for (const expression of [
        '@$alpcx_process("svchost.exe")',
        '@$alpcx_process("svchost")',
        '@$cursession.Alpc.Ports.Of("svchost.exe")',
        '@$cursession.Alpc.Graph("dot", "svchost.exe")',
      ]) {
        assert.match(pack.failure(expression), PROCESSES, expression);
      }
    });

    it("of which there is one: the graph takes it, a path, and a thread's client id as well", () => {
      const title = (scope: string): string =>
        pack.display(pack.evaluate(`@$cursession.Alpc.Graph("dot", "${scope}")`));
      assert.match(title("explorer.exe"), /ports and waits of explorer\.exe \(804\), as dot$/);
      assert.match(title("\\\\Sandbox\\\\epmapper"), /port '\\Sandbox\\epmapper', as dot$/);
      const [chain = ""] = lines("@$cursession.Alpc.WaitingThreads");
      const clientId = /\(([0-9a-f]+\.[0-9a-f]+)\)/.exec(chain)?.[1] ?? assert.fail(chain);
      assert.match(title(clientId), new RegExp(`^Why explorer\\.exe \\(${clientId}\\) waits, as dot$`));
      assert.match(
        pack.failure('@$cursession.Alpc.Graph("dot", "nobody")'),
        /^'nobody' is not a process, port, thread or wait chain\. Example: @\$cursession\.Alpc\.Graph\("dot", @\$curprocess\)$/,
      );
    });
  });
}
