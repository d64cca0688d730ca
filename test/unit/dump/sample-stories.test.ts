/** The purpose of each sample dump: a deadlock, missing pages, address spaces, older systems. */
import assert from "node:assert/strict";
import { openDump } from "../../dump/index.ts";
import { openPack } from "../../scenarios/pack.ts";
import { DumpConsole } from "./dump-console.ts";
import { fixtures, hexOf, openSample, readFacts, samplePack } from "./samples.ts";

interface OldSystem {
  readonly processes: readonly { readonly name: string; readonly id: number; readonly address: string }[];
  readonly threads: readonly { readonly process: string; readonly id: number; readonly address: string }[];
  readonly ports: readonly { readonly kind: string; readonly name: string | null; readonly address: string }[];
  readonly messages: readonly { readonly id: number; readonly address: string }[];
}

describe("dump rich: the story", () => {
  it("names the deadlock and the mutant at the end of the row", () => {
    const pack = samplePack("rich");
    assert.match(
      pack.print("!alpcx_findings"),
      /alpc-deadlock: Deadlock of 2 threads: ring0\.exe \(204\.220\), ring1\.exe \(208\.224\)/,
    );
    assert.match(
      pack.print("!alpcx_waits"),
      /row0\.exe \(20c\.228\).*RowPort1.*row1\.exe \(210\.22c\).*RowPort2.*row2\.exe \(214\.230\).*HeldForLong.*row2\.exe \(214\.234\)/,
    );
  });

  it("stands in the thread that ran", () => {
    const { target } = openSample("rich");
    assert.equal(target.currentProcess().name, "explorer.exe");
    assert.equal(hexOf(target.currentThread().object), "0xffffe00140008330");
  });
});

describe("dump pages-missing", () => {
  it("says of each address that cannot be read that the dump does not hold it", () => {
    const console = new DumpConsole("pages-missing");
    const text = console.run("!alpcx_port 0xffffe0014000d410");
    assert.match(
      text,
      /\n\* 0xffffc00150002160 is not in this dump: the dump does not hold this page \(page frame 0x106\)\n/,
    );
  });

  it("keeps the host's own error text", () => {
    assert.throws(
      () => samplePack("pages-missing").evaluate("((nt!_ALPC_PORT*)0xffffe0014000b4d0)->SequenceNo"),
      /^[^]*Unable to read target memory at '0xffffe0014000b660' in method/,
    );
  });

  it("adds nothing where everything can be read", () => {
    assert.doesNotMatch(new DumpConsole("rich").run("!alpcx_ports; !alpcx_waits"), /^\* /m);
  });
});

describe("dump rich in the console", () => {
  it("completes commands, properties, and names of ports and processes", () => {
    const console = new DumpConsole("rich");
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["!alpcx_fi", ["alpcx_find", "alpcx_findings"]],
      ["dx @$cursession.Alpc.Conn", ["ConnectionPorts", "Connections"]],
      ['!alpcx_port "Ring', ['RingPort0"', 'RingPort1"']],
      ['!alpcx_process "row', ['row0.exe"', 'row1.exe"', 'row2.exe"']],
      ['dx @$cursession.Alpc.ConnectionPorts["lsa', ['lsasspirpc"']],
    ];
    for (const [line, expected] of cases) {
      assert.deepEqual(console.complete(line), expected, line);
    }
  });
});

describe("dump address-spaces", () => {
  it("reads user memory by each process's own tables", () => {
    const { target } = openSample("address-spaces");
    for (const process of target.processes()) {
      const bytes = target.memory.read(0x10000n, 16, process);
      assert.ok(bytes !== undefined, process.name);
      assert.equal(Buffer.from(bytes).toString("latin1").replace(/\0.*$/, ""), process.name);
    }
    const [first] = target.processes();
    assert.equal(target.memory.explain?.(0x7fff0000n, first)?.startsWith("not mapped"), true);
  });
});

for (const name of ["xp/system", "vista/system", "server2003/system"]) {
  describe(`dump ${name}`, () => {
    const facts = readFacts<OldSystem>(name);

    it("has the processes and threads", () => {
      const { target } = openSample(name);
      assert.deepEqual(
        target.processes().map(({ name: image, id, object }) => ({ name: image, id, address: hexOf(object) })),
        facts.processes,
      );
      const threads = target
        .processes()
        .flatMap((process) =>
          process.threads.map(({ id, object }) => ({ process: process.name, id, address: hexOf(object) })),
        );
      assert.deepEqual(threads, facts.threads);
    });

    it("has the ports and messages", () => {
      const pack = samplePack(name);
      const ports = pack.elements(pack.evaluate("@$cursession.Alpc.Ports"));
      assert.deepEqual(
        ports.map((port) => hexOf(pack.address(port))).sort(),
        facts.ports.map(({ address }) => address).sort(),
      );
      for (const port of facts.ports) {
        const shown = pack.evaluate(`@$alpcx_port(${port.address})`);
        assert.match(String(pack.data(pack.property(shown, "Kind"))), new RegExp(port.kind, "i"));
        if (port.name !== null) {
          assert.equal(pack.data(pack.property(shown, "Name")), port.name);
        }
      }
      for (const message of facts.messages) {
        assert.equal(
          Number(
            pack.debugger.model.toBigInt(pack.property(pack.evaluate(`@$alpcx_message(${message.address})`), "Id")),
          ),
          message.id,
        );
      }
    });

    it("finds public names with their underscore on x86 only", () => {
      const [kernel] = openSample(name).target.modules;
      assert.equal(kernel?.symbols.has("_PsActiveProcessHead"), kernel !== undefined && !name.startsWith("server2003"));
      assert.equal(kernel?.symbols.has("PsActiveProcessHead"), name.startsWith("server2003"));
    });
  });
}

describe("dump rich with a symbol table of Volatility", () => {
  it("gives the same explanation", () => {
    const { target } = openDump(`${fixtures}rich.dmp.gz`, { symbols: [`${fixtures}isf`] });
    const pack = openPack(target);
    for (const command of ["!alpcx_ports", "!alpcx_messages", "!alpcx_waits", "!alpcx_findings"]) {
      assert.equal(pack.print(command), samplePack("rich").print(command));
    }
  });
});

describe("dump fixtures", () => {
  it("say which symbol file they need", () => {
    assert.deepEqual(openSample("rich").symbolFile, {
      name: "ntkrnlmp.pdb",
      guid: "B18A1185450BB5B14C4C44205044422E",
      age: 1,
    });
    assert.ok(fixtures.length > 0);
  });
});
