/** Queries for a part of the system that use indexes: their results and their cost. */
import assert from "node:assert/strict";
import { scatterPools } from "../bench/scatter.ts";
import { withCallMeter } from "../bench/script-meter.ts";
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene, type Scene } from "./scene.ts";

const ALPC = "@$cursession.Alpc";
const LAYOUTS: readonly LayoutId[] = ["win10-19041-x64", "win7-sp1-x64", "winxp-sp3-x86"];

function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Ends of a message that are ports, as addresses; none for an end that is absent. */
function portsOfMessage(pack: Pack, message: unknown): readonly bigint[] {
  return ["QueuePort", "OwnerPort", "ConnectionPort"]
    .map((end) => pack.property(message, end))
    .filter((port) => pack.access.memberNames(port).includes("Owner"))
    .map((port) => pack.address(port));
}

for (const layout of LAYOUTS) {
  describe(`parts of the system on ${layout}`, () => {
    let pack: Pack;
    let scene: Scene;
    before(() => {
      scene = createScene(layout);
      pack = openPack(scene.image.target);
    });

    const addresses = (expression: string): readonly bigint[] => pack.addresses(pack.evaluate(expression));

    it("Ports.Of gives the ports that a filter by owner gives, for every process", () => {
      const idOf = (owner: unknown): unknown =>
        pack.access.memberNames(owner).includes("Id") ? pack.data(pack.property(owner, "Id")) : undefined;
      const owned = (list: string): readonly (readonly [port: bigint, owner: unknown])[] =>
        pack
          .elements(pack.evaluate(`${ALPC}.${list}`))
          .map((port) => [pack.address(port), idOf(pack.property(port, "Owner"))] as const);
      const [ports, services] = [owned("Ports"), owned("ConnectionPorts")];
      let found = 0;
      for (const { id, address } of scene.image.facts.processes) {
        for (const [list, all] of [
          ["Ports", ports],
          ["ConnectionPorts", services],
        ] as const) {
          const expected = all.filter(([, owner]) => owner === id).map(([port]) => port);
          assert.deepEqual(addresses(`${ALPC}.${list}.Of(${hex(address)})`), expected);
          found += expected.length;
        }
      }
      assert.ok(found > 3);
    });

    it("Messages.Of gives the messages that have to do with a port, for every port", () => {
      const messages = pack.elements(pack.evaluate(`${ALPC}.Messages`)).map((message) => ({
        address: pack.address(message),
        ports: portsOfMessage(pack, message),
      }));
      let found = 0;
      for (const { address } of scene.image.facts.ports) {
        const expected = messages.filter(({ ports }) => ports.includes(address)).map((message) => message.address);
        const answer = new Set(addresses(`${ALPC}.Messages.Of(${hex(address)})`));
        assert.deepEqual(answer, new Set(expected), hex(address));
        found += expected.length;
      }
      assert.ok(found > 3);
    });

    it("take a process and a port as commands take them", () => {
      const { services, ntsvcs } = scene;
      const ofServices = addresses(`${ALPC}.Ports.Of(${hex(services.address)})`);
      assert.ok(ofServices.includes(ntsvcs.address));
      for (const process of [
        `0x${services.id.toString(16)}`,
        '"services.exe"',
        '"SERVICES"',
        `"${hex(services.address)}"`,
        `${ALPC}.ConnectionPorts["ntsvcs"].Owner`,
        // Microsoft's debugger lists no processes of XP.
        ...(scene.image.facts.generation === "LPC"
          ? []
          : ["", ".KernelObject", ".Alpc"].map((member) => `@$cursession.Processes[${services.id}]${member}`)),
      ]) {
        assert.deepEqual(addresses(`${ALPC}.Ports.Of(${process})`), ofServices, process);
      }
      const ofPort = addresses(`${ALPC}.Messages.Of(${hex(ntsvcs.address)})`);
      assert.ok(ofPort.length > 0);
      for (const port of ['"ntsvcs"', '"\\\\RPC Control\\\\NTSVCS"', `${ALPC}.ConnectionPorts["ntsvcs"]`]) {
        assert.deepEqual(addresses(`${ALPC}.Messages.Of(${port})`), ofPort, port);
      }
    });

    it("say how many there are, and of which processes", () => {
      assert.match(
        pack.display(pack.evaluate(`${ALPC}.Ports.Of("services.exe")`)),
        /^\d+ ports of services\.exe \(204\)$/,
      );
      assert.match(pack.display(pack.evaluate(`${ALPC}.Messages.Of("ntsvcs")`)), /^\d+ messages? of 'ntsvcs'$/);
      assert.match(pack.print(`dx -g ${ALPC}.Ports.Of("services.exe").Table`), /ntsvcs/);
    });

    it("are of the current process without an argument", () => {
      assert.equal(
        pack.display(pack.evaluate(`${ALPC}.Ports.Of()`)),
        pack.display(pack.evaluate(`${ALPC}.Ports.Of(@$curprocess)`)),
      );
    });

    it("answer wrong arguments with what they expect, and an example of their own", () => {
      const process = "the address, id or name of a process. Example: dx @$cursession.Alpc.Ports.Of(@$curprocess)";
      assert.equal(pack.failure(`${ALPC}.Ports.Of("nobody.exe")`), `'nobody.exe' is not ${process}`);
      assert.equal(pack.failure(`${ALPC}.Ports.Of(5.5)`), `'5.5' is not ${process}`);
      assert.match(pack.failure(`${ALPC}.Ports.Of(0x7ff0)`), /^No process has the id 0x7ff0\. /);
      assert.match(pack.failure(`${ALPC}.Ports.Of(${hex(scene.ntsvcs.address)})`), /^There is no process at 0x/);
      const port = "the address or name of a port";
      const example = 'Example: dx @$cursession.Alpc.Messages.Of("ntsvcs")';
      assert.equal(pack.failure(`${ALPC}.Messages.Of()`), `An argument is missing: ${port}. ${example}`);
      assert.equal(
        pack.failure(`${ALPC}.Messages.Of("nothing")`),
        `'nothing' is not ${port} (!alpcx_find finds ports by part of a name). ${example}`,
      );
      assert.match(pack.failure(`${ALPC}.Messages.Of(${hex(scene.services.address)})`), /^There is no port at 0x/);
    });

    it("have their page of help", () => {
      assert.match(pack.print('!alpcx_help "port-list"'), /Of\(\[process\]\) +The ports that a process owns/);
      assert.match(pack.print('!alpcx_help "message-list"'), /Of\(port\) +The messages on a port's queues/);
    });
  });
}

describe("what a part of the system costs", function () {
  this.timeout(120000);

  const PORTS = 500;

  interface Asked {
    readonly pack: Pack;
    readonly image: KernelImage;
    /** Block reads for a question, at a stop at which nothing was read before. */
    readonly reads: (question: string) => number;
  }

  function open(layout: LayoutId, ports = PORTS): Asked {
    const image = scaled(ports, layout, scatterPools);
    image.setLive(false);
    const pack = openPack(image.target);
    return {
      pack,
      image,
      reads: (question) => {
        pack.print(question);
        pack.evaluate(`${ALPC}.Refresh()`);
        pack.debugger.counters.reset();
        pack.print(question);
        return pack.debugger.counters.calls("readMemoryValues");
      },
    };
  }

  /** A question is answered from what was read before: but for the target's clock, there are few reads or none. */
  function costsLittle({ pack }: Asked, question: string, most = 1): void {
    pack.debugger.counters.reset();
    pack.print(question);
    const reads = pack.debugger.counters.calls("readMemoryValues");
    assert.ok(reads <= most, `${question}: ${reads} reads`);
  }

  for (const layout of ["win10-19041-x64", "winxp-sp3-x86"] as const) {
    describe(`on ${layout}`, () => {
      let asked: Asked;
      let path: string;
      let name: string;
      before(() => {
        asked = open(layout);
        path = String(asked.pack.ask(`${ALPC}.ConnectionPorts.First().Path`))
          .split("\\")
          .join("\\\\");
        name = String(asked.pack.ask(`${ALPC}.ConnectionPorts.First().Name`));
      });

      it("a port by its path: the directories on the way, no other port", () => {
        const reads = asked.reads(`dx ${ALPC}.ConnectionPorts["${path}"].Address`);
        assert.ok(reads <= 25, `${reads} reads`);
      });

      it("a port by its path, where the directory does not lead there: found all the same", () => {
        const broken = open(layout, 100);
        const known = String(broken.pack.ask(`${ALPC}.ConnectionPorts.First().Path`));
        const { machine, objects } = broken.image.scenario;
        const directory = objects.directory("\\RPC Control").address;
        for (let bucket = 0; bucket < 37; bucket += 1) {
          machine.writeField(directory, "_OBJECT_DIRECTORY", `HashBuckets[${bucket}]`, 0n);
        }
        broken.pack.evaluate(`${ALPC}.Refresh()`);
        const found = broken.pack.ask(`${ALPC}.ConnectionPorts["${known.split("\\").join("\\\\")}"].Path`);
        assert.equal(found, known);
      });

      it("Find and a look-up by name share the names; a second question reads nothing", () => {
        asked.reads(`dx ${ALPC}.ConnectionPorts["${name}"].Address`);
        costsLittle(asked, `dx ${ALPC}.ConnectionPorts["${name}"].Address`);
        costsLittle(asked, `dx ${ALPC}.Find("${name}").Count()`);
        costsLittle(asked, `dx ${ALPC}.Find("*").Count()`);
      });

      it("a second process pays for its own ports", () => {
        asked.reads(`dx ${ALPC}.Ports.Of("service1.exe").Count()`);
        costsLittle(asked, `dx ${ALPC}.Ports.Of("service2.exe").Count()`, 30);
      });
    });
  }

  describe("out of many, with ALPC", () => {
    let asked: Asked;
    before(() => {
      asked = open("win10-19041-x64");
    });

    it("a port by its name: a read for each port and a few for each name, though several could have it", () => {
      const { reads } = asked;
      const cost = reads(`dx ${ALPC}.ConnectionPorts["LRPC-0000000000000001"].Address`);
      assert.ok(cost <= 1.2 * PORTS, `${cost} reads`);
    });

    it("Ports.Of: a read for each port, where the filter pays for the objects", () => {
      const { pack, reads } = asked;
      const process = hex(pack.address(pack.evaluate(`${ALPC}.Ports.First().Owner`)));
      const [indexed, filtered] = [
        reads(`dx ${ALPC}.Ports.Of(${process}).Count()`),
        reads(`dx ${ALPC}.Ports.Where(p => p.Owner.Address == ${process}).Count()`),
      ];
      assert.ok(indexed <= 1.2 * PORTS, `${indexed} reads`);
      assert.ok(indexed * 1.3 < filtered, `${indexed} reads against ${filtered}`);
    });

    it("Messages.Of: the table, its messages, and the one port; the other ports are not read", () => {
      const { pack, reads } = asked;
      const port = hex(pack.address(pack.evaluate(`${ALPC}.ConnectionPorts.First()`)));
      const messages = Number(pack.ask(`${ALPC}.Messages.Count()`));
      const cost = reads(`dx ${ALPC}.Messages.Of(${port}).Count()`);
      assert.ok(cost <= 5 * messages + 20 && cost < PORTS, `${cost} reads for ${messages} messages`);
    });
  });

  it("the line of one message: its own page and those of who is named, however many threads there are", () => {
    const lineOf = ({ pack, reads }: Asked): number =>
      reads(`dx ${ALPC}.Message(${hex(pack.address(pack.evaluate(`${ALPC}.Messages.First()`)))})`);
    const [small, large] = [lineOf(open("win10-19041-x64", 100)), lineOf(open("win10-19041-x64", 1000))];
    assert.ok(small <= 40 && large <= small + 3, `${small} reads, ${large} in a larger system`);
  });
});

describe("what a queue costs", () => {
  const QUEUED = 200;

  function openQueue(): { readonly pack: Pack; readonly queue: string; readonly calls: (question: string) => number } {
    const system = new KernelScenario("win10-19041-x64");
    scatterPools(system);
    system.process("System", { id: 4 }).thread();
    const port = system.process("server.exe").createsPort("\\RPC Control\\busy");
    const connection = system.process("client.exe").connectsTo(port);
    for (let sent = 0; sent < QUEUED; sent += 1) {
      connection.clientPort.owner.thread().sends(connection);
    }
    const image = system.build();
    image.setLive(false);
    const pack = openPack(image.target);
    return {
      pack,
      queue: `${ALPC}.Port(${hex(port.address)}).MainQueue`,
      calls: (question) => {
        pack.evaluate(question);
        pack.evaluate(`${ALPC}.Refresh()`);
        pack.debugger.counters.reset();
        pack.display(pack.evaluate(question));
        return pack.debugger.counters.calls("readMemoryValues");
      },
    };
  }

  it("its length and its first message do not walk it, its count does", () => {
    const { pack, queue, calls } = openQueue();
    assert.equal(pack.ask(`${queue}.Count`), QUEUED);
    assert.ok(calls(`${queue}.Length`) <= 6);
    assert.ok(calls(`${queue}[0].Address`) <= 12);
    assert.ok(calls(`${queue}.First().Address`) <= 12);
    assert.ok(calls(`${queue}.Count`) >= QUEUED);
  });

  it("its display, count, consistency and end come from one walk", () => {
    const { pack, queue } = openQueue();
    pack.evaluate(`@$queue = ${queue}`);
    const [once, all] = withCallMeter((meter) => {
      const calls = (questions: readonly string[]): number => {
        pack.evaluate(`${ALPC}.Refresh()`);
        meter.start();
        questions.forEach((question) => pack.display(pack.evaluate(question)));
        return meter.stop();
      };
      return [calls(["@$queue.Count"]), calls(["@$queue.Count", "@$queue", "@$queue.IsConsistent", "@$queue.End"])];
    });
    assert.ok(once > QUEUED && all < 1.3 * once, `${all} calls of the script against ${once}`);
  });
});
