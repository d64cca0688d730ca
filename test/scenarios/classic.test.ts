/** Answers like the classic !alpc, with the numbers of documented sessions. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { alpcLayoutIds, KernelScenario, lpcLayoutIds, type LayoutId } from "../kernel/index.ts";
import { buildProcessPorts, buildQueuedMessage } from "../kernel/targets/index.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { World } from "./expected/world.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

function literal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** The figures stand in a text, each as a word of its own; addresses and numbers in hexadecimal. */
function assertFigures(text: string, figures: readonly (bigint | number | string)[]): void {
  for (const figure of figures) {
    const word = typeof figure === "string" ? figure : `0x${figure.toString(16)}`;
    assert.match(
      text,
      new RegExp(`(^|[^0-9a-zA-Z])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[^0-9a-zA-Z])`),
      `${word} is missing`,
    );
  }
}

/** Displays of a report's lines. */
function lines(pack: Pack, option: string): readonly string[] {
  return pack.elements(pack.evaluate(`@$alpcx("${option}")`)).map((line) => pack.display(line));
}

describe("classic strings", () => {
  after(() => {
    assertAllGoldensUsed("classic");
  });

  it("take either mark before an option", () => {
    const pack = openPack(buildProcessPorts().target);
    for (const [asked, listed] of [
      ["-lpp b0c", "/lpp b0c"],
      ["/lp", "-lp"],
    ] as const) {
      assert.deepEqual(lines(pack, asked), lines(pack, listed));
    }
    assert.match(pack.printFailure('!alpcx "lp"'), /^'lp' is not one of "\/m message"/);
  });

  describe("the ports of a process on Windows 7, as documented", () => {
    let pack: Pack;
    before(() => {
      pack = openPack(buildProcessPorts().target);
    });

    it("shows every figure of the classic output at once", () => {
      const shown = pack.print('!alpcx "/lpp 0xb0c"');
      assertFigures(shown, [
        "OLE16E02A5AAD974222920005479E7C",
        "0 queued, 1 connection",
        0xfffffa8033c6fb80n,
        0xfffffa803262f900n,
        0xfffffa80321ac580n,
        "svchost.exe",
        "ApiPort",
        "csrss.exe",
        "ThemeApiPort",
        "lsasspirpc",
        "ntsvcs",
        "19 queued",
        "services.exe",
      ]);
      assertGolden("classic/process-ports", shown);
    });

    it("each line leads to its objects", () => {
      const [created, connection, connected] = pack.elements(pack.evaluate('@$alpcx("/lpp b0c")'));
      assert.equal(pack.property(pack.property(created, "Port"), "Name"), "OLE16E02A5AAD974222920005479E7C");
      assert.equal(pack.address(pack.property(connection, "ServerPort")), 0xfffffa8033c6fb80n);
      assert.equal(pack.address(pack.property(connection, "ClientPort")), 0xfffffa803262f900n);
      assert.equal(
        pack.address(pack.property(pack.property(connection, "Connection"), "ClientProcess")),
        0xfffffa80321ac580n,
      );
      assert.equal(pack.property(pack.property(connected, "ConnectionPort"), "Name"), "ApiPort");
    });

    it("takes the process by address, by id with and without prefix", () => {
      const address = literal(pack.address(pack.evaluate("Debugger.Utility.Alpc.Process(0xb0c)")));
      const shown = lines(pack, "/lpp b0c");
      assert.equal(shown.length, 6);
      for (const given of [address, address.slice(2), "0xB0C", "0n2828"]) {
        assert.deepEqual(lines(pack, `/LPP ${given}`), shown, given);
      }
    });

    it("the whole system: every port, and every client with its server", () => {
      assertGolden("classic/port-list", pack.print('!alpcx "-lp"'));
      assertGolden("classic/graph", pack.print('!alpcx "-graph"'));
    });
  });

  describe("a queued message on Windows 10 x86, as documented", () => {
    let pack: Pack;
    before(() => {
      pack = openPack(buildQueuedMessage().target);
    });

    it("shows every figure of the classic output at once", () => {
      const shown = pack.print('!alpcx "/m 9c14d020"');
      assertFigures(shown, [
        0x9c14d020,
        0x274,
        0xcca5,
        0x16,
        "LPC_REQUEST",
        "148",
        "172",
        "continuation required",
        0x82bb9db8,
        "ALPC_CLIENT_COMMUNICATION_PORT",
        0x834553c0,
        "Main",
        0x84646730,
        "ALPC_CONNECTION_PORT",
        0x846209c0,
        "explorer.exe (804)",
        "session 1",
        "ServerThread     : <no thread has received this message and owes a reply>",
        0x2a56b80,
        0x701ea20,
        0x962f89b8,
      ]);
      assertGolden("classic/message", shown);
    });

    it("is found by its id too", () => {
      assert.equal(
        pack.print('!alpcx "/m 274"').replace(/.*\n/, ""),
        pack.print('!alpcx "/m 0x9c14d020"').replace(/.*\n/, ""),
      );
    });

    it("its port shows the eight threads bound to its completion object", () => {
      const shown = pack.print('!alpcx "/p 84646730"');
      assertFigures(shown, [0x84646730, "8 threads bound", "8 threads", "1 message", 0x846209c0]);
      assertGolden("classic/port", shown);
      assert.equal(pack.elements(pack.evaluate('@$alpcx("/p 84646730").CompletionPort.Threads')).length, 8);
      assertGolden("classic/port-connections", pack.print('!alpcx "/lpc 84646730"'));
      assertGolden("classic/security-data", pack.print('!alpcx "/R 962f89b8"'));
    });
  });

  function compare(layout: LayoutId): void {
    describe(layout, () => {
      let world: World;
      before(() => {
        const image = busySystem(layout);
        world = new World(openPack(image.target), image);
      });

      it("-lp and -graph have every port with its figures", () => {
        const shown = lines(world.pack, "-lp");
        assert.equal(shown.length, world.facts.ports.length);
        world.facts.ports.forEach((port, index) => {
          const { Main, LargeMessage, Pending, Direct } = port.queues;
          const queued = [
            Main,
            LargeMessage,
            Pending,
            ...(world.has("_ALPC_PORT", "DirectQueue") ? [Direct] : []),
          ].reduce((sum, { length }) => sum + length, 0);
          assertFigures(shown[index] ?? "", [
            port.address,
            `${queued} queued`,
            port.kindName,
            port.owner,
            ...(port.name === undefined ? [] : [port.name]),
          ]);
        });
        const clients = world.facts.ports.filter(({ kind }) => kind === "client");
        const graph = lines(world.pack, "-graph");
        assert.equal(graph.length, clients.length);
        clients.forEach(({ address, owner, connectionPort }, index) => {
          const server = world.port(connectionPort);
          assertFigures(graph[index] ?? "", [address, owner, connectionPort, server?.name ?? "", server?.owner ?? 0n]);
        });
      });

      it("-presl has each section, region and view with its figures", () => {
        const { facts, pack } = world;
        const owner = facts.resources.find(({ kind }) => kind === "section")?.owner ?? 0n;
        const shown = lines(pack, `-presl ${literal(owner)}`);
        const [section, region, view] = ["section", "region", "view"].map((kind) =>
          facts.resources.find((resource) => resource.kind === kind),
        );
        assert.ok(section !== undefined && region !== undefined && view !== undefined && shown.length === 3);
        assertFigures(shown[0] ?? "", ["Section", section.address, section.fields["size"] as bigint]);
        assertFigures(shown[1] ?? "", [
          "Region",
          region.address,
          region.fields["size"] as bigint,
          region.fields["offset"] as bigint,
        ]);
        assertFigures(shown[2] ?? "", [
          "View",
          view.address,
          view.fields["size"] as bigint,
          view.fields["base"] as bigint,
          "csrss.exe",
        ]);
        assert.match(pack.display(pack.evaluate(`@$alpcx("-presl ${literal(owner)}")`)), /^1 section of /);
      });

      it("-section, -region, -view and /R answer the resource, and refuse what is another kind", () => {
        for (const kind of ["section", "region", "view"] as const) {
          const resource = world.facts.resources.find((candidate) => candidate.kind === kind);
          const other = world.facts.resources.find((candidate) => candidate.kind !== kind);
          world.leadsTo(
            world.pack.evaluate(`@$alpcx("-${kind} ${literal(resource?.address ?? 0n)}")`),
            resource?.address,
          );
          world.leadsTo(world.pack.evaluate(`@$alpcx("/r ${literal(resource?.address ?? 0n)}")`), resource?.address);
          assert.match(
            world.pack.printFailure(`!alpcx "-${kind} ${literal(other?.address ?? 0n)}"`),
            /^0x[0-9a-f]+ is not a [A-Z][a-z]+: it is a [A-Z]/,
          );
        }
      });

      it("/G, /p, /m and -analyze answer the model's objects", () => {
        const {
          ports: [port],
          messages: [message],
        } = world.facts;
        assert.equal(world.pack.ask('@$alpcx("/G")'), world.pack.ask("@$cursession.Alpc.GlobalInformation"));
        world.leadsTo(world.pack.evaluate(`@$alpcx("/p ${literal(port?.address ?? 0n)}")`), port?.address);
        world.leadsTo(world.pack.evaluate(`@$alpcx("/m ${(message?.id ?? 0).toString(16)}")`), message?.address);
        assert.deepEqual(world.pack.elements(world.pack.evaluate('@$alpcx("-analyze")')), []);
      });

      it("-lp0 has ports without handles, and what refers to them", () => {
        const scenario = new KernelScenario(layout);
        scenario.process("System", { id: 4 }).thread();
        const server = scenario.process("services.exe", { id: 0x204 });
        const client = scenario.process("notepad.exe", { id: 0x300 });
        const port = server.createsPort("\\RPC Control\\samss", { hasHandle: false, pointerCount: 5 });
        const connection = client.connectsTo(port);
        client.thread().sends(connection, { data: 4 });
        const image = scenario.build();
        const own = new World(openPack(image.target), image);
        const [line, ...rest] = lines(own.pack, "-lp0");
        assert.deepEqual(rest, []);
        assertFigures(line ?? "", [
          port.address,
          "samss",
          "ALPC_CONNECTION_PORT",
          "0 handles",
          "5 references",
          "Main 1",
          "Pending 0",
          "Canceled 0",
          "1 client",
        ]);
        assert.equal(own.pack.ask('@$alpcx("-lp0")'), "1 port without handles");
      });
    });
  }

  for (const layout of alpcLayoutIds) {
    compare(layout);
  }

  describe("what is wrong gets one sentence", () => {
    let pack: Pack;
    before(() => {
      pack = openPack(createScene("win10-19041-x64").image.target);
    });

    const wrong: readonly (readonly [command: string, sentence: RegExp])[] = [
      ['!alpcx "/x"', /^'\/x' is not one of "\/m message", .*"\/G"\. Example: !alpcx "\/p 0xffffa801`12345678"$/],
      ['!alpcx ""', /^An empty string is not one of /],
      ["!alpcx 5", /^0x5 is not one of /],
      ['!alpcx "/p"', /^'\/p' is not "\/p port" with an address\. Example: /],
      ['!alpcx "/m"', /^'\/m' is not "\/m message" with an address or id\. Example: !alpcx "\/m 0x274"$/],
      ['!alpcx "/p zz"', /^'\/p zz' is not "\/p port" with an address\./],
      ['!alpcx "/p 1 2"', /^'\/p 1 2' is not "\/p port", which takes one number behind it\./],
      ['!alpcx "-lp 4"', /^'-lp 4' is not "-lp", which takes nothing behind it\. Example: !alpcx "-lp"$/],
      ['!alpcx "/p 5"', /^'\/p 5' is not "\/p port" with an address in kernel space\./],
      ['!alpcx "/m 77777"', /^No message has the id 0x77777:/],
      ['!alpcx "/lpp 7777"', /^No process has the id 0x7777\./],
      ['!alpcx "-section 5"', /^'-section 5' is not "-section section" with an address in kernel space\./],
      ['!alpcx ("-lp", "-lp0")', /^'-lp0' is not an argument of !alpcx /],
    ];
    for (const [command, sentence] of wrong) {
      it(command, () => {
        assert.match(pack.printFailure(command), sentence);
      });
    }

    it("an address of something else", () => {
      const process = literal(pack.address(pack.evaluate("Debugger.Utility.Alpc.Process(0x204)")));
      for (const option of ["/p", "/lpc", "-presl"]) {
        assert.match(
          pack.printFailure(`!alpcx "${option} ${process}"`),
          /^There is no port at (0x[0-9a-f]+): it is a process; !alpcx_process \1 shows it\.$/,
        );
      }
      const port = literal(pack.address(pack.evaluate('@$cursession.Alpc.ConnectionPorts["ntsvcs"]')));
      assert.match(pack.printFailure(`!alpcx "/lpp ${port}"`), /^There is no process at /);
    });

    for (const layout of lpcLayoutIds) {
      it(`what LPC has none of, on ${layout}`, () => {
        const { image, ntsvcs } = createScene(layout);
        const own = openPack(image.target);
        for (const option of [
          `-presl ${literal(ntsvcs.address)}`,
          `-section ${literal(ntsvcs.address)}`,
          `/R ${literal(ntsvcs.address)}`,
          "/G",
        ]) {
          assert.equal(
            own.printFailure(`!alpcx "${option}"`),
            "LPC has no resources and no global information: ALPC resources exist only on Vista and later.",
          );
        }
        assert.ok(lines(own, "-lp").length > 0 && lines(own, "-graph").length > 0);
        assertFigures(own.print('!alpcx "/lpp 204"'), ["ntsvcs", ntsvcs.address]);
      });
    }
  });
});
