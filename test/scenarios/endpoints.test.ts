/** The survey of endpoints on several kernels: who may connect, who has, what a port accepts, and its JSON. */
import assert from "node:assert/strict";
import { MemoryFileStore } from "../host/file-system.ts";
import { KernelScenario, lpcLayoutIds, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { rpcBind } from "../kernel/targets/rpc.ts";
import { openPack, type Pack } from "./pack.ts";
import { describeCaptures } from "./snapshot-model-capture.ts";

const SYSTEM = "@$cursession.Alpc";
const PACKAGE = "S-1-15-2-11-12-13-14-15-16-17";

interface SceneOptions {
  /** Ids and path of the second start: another number in what is made up at each start. */
  readonly start?: number;
}

/** Services with every kind of access list, and clients of every integrity. */
function createScene(id: LayoutId, { start = 1 }: SceneOptions = {}): KernelImage {
  const scenario = new KernelScenario(id);
  const system = scenario.process("System", { id: 4 * start });
  system.thread();
  const spooler = scenario.process("svchost.exe", {
    id: 0x200 * start,
    session: 0,
    commandLine: "C:\\Windows\\system32\\svchost.exe -k PrintGroup -p -s Spooler",
  });
  const lsass = scenario.process("lsass.exe", { id: 0x300 * start, session: 0 });
  const desktop = scenario.process("explorer.exe", { id: 0x404 * start, session: 1 });
  const admin = scenario.process("mmc.exe", {
    id: 0x504 * start,
    session: 1,
    token: { user: "S-1-5-21-1-2-3-500", integrity: 0x3000 },
  });
  const app = scenario.process("Calculator.exe", {
    id: 0x604 * start,
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Program Files\\WindowsApps\\Contoso.Calculator_1.0_x64__abc\\Calculator.exe",
  });
  const sandboxed = scenario.process("render.exe", {
    id: 0x704 * start,
    session: 1,
    token: { user: "S-1-5-21-1-2-3-1001", integrity: 0x1000, package: PACKAGE },
  });
  for (const process of [spooler, lsass, desktop, admin, app, sandboxed]) {
    process.thread();
  }

  const spoolss = spooler.createsPort("\\RPC Control\\spoolss", {
    ...(scenario.machine.hasAlpc ? { attributes: { flags: 0x9_0000, dupObjectTypes: 0x81 } } : {}),
    security: { level: 1 },
    access: {
      owner: "S-1-5-18",
      group: "S-1-5-18",
      sacl: [{ sid: "S-1-16-4096", kind: "label", mask: 1 }],
      dacl: [
        { sid: "S-1-5-32-546", kind: "deny" },
        { sid: "S-1-1-0" },
        { sid: "S-1-15-2-1", mask: 0x20001 },
        { sid: "S-1-5-7" },
        { sid: "S-1-5-18", mask: 0x1f0001 },
        { sid: "S-1-5-11", kind: "allow callback" },
        { sid: "S-1-5-80-0", mask: 0x20000 },
      ],
    },
  });
  for (const process of [desktop, admin, app, sandboxed, sandboxed]) {
    process.connectsTo(spoolss);
  }
  const connection = desktop.connectsTo(spoolss);
  if (scenario.machine.hasAlpc) {
    desktop.thread().sends(connection, {
      data: rpcBind({ interfaceUuid: "12345678-1234-abcd-ef00-0123456789ab", major: 1, minor: 0, ndr: 1 }),
    });
  }
  lsass.createsPort("\\SeLsaCommandPort");
  lsass.createsPort("\\RPC Control\\open", { access: null });
  lsass.createsPort("\\RPC Control\\listless", { access: { owner: "S-1-5-18", dacl: null } });
  lsass.createsPort("\\RPC Control\\shut", { access: { owner: "S-1-5-18", dacl: [] } });
  lsass.createsPort(`\\RPC Control\\LRPC-${(0xabcdef012345 * start).toString(16)}99`, {
    access: { dacl: [{ sid: PACKAGE }] },
  });
  lsass.createsPort("\\RPC Control\\broken", {
    access: Uint8Array.of(
      1,
      0,
      4,
      0x80,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      20,
      0,
      0,
      0,
      2,
      0,
      255,
      0,
      9,
      0,
      0,
      0,
      0,
      0,
      20,
      0,
    ),
  });
  lsass.createsPort("\\RPC Control\\gone").closes();
  return scenario.build();
}

function show(pack: Pack, name: string, member: string): string {
  return String(pack.ask(`${SYSTEM}.Endpoints["${name}"].${member}`));
}

describe("the survey of endpoints", () => {
  for (const id of [
    "winxp-sp3-x86",
    "win2003-sp2-x64",
    "vista-sp2-x86",
    "win7-sp1-x64",
    "win81-x64",
    "win10-10240-x86",
    "win10-19041-x64",
    "win11-22621-x64",
  ] as const) {
    describe(id, () => {
      let pack: Pack;
      const isLpc = lpcLayoutIds.includes(id);
      const hasAppContainers = !isLpc && id !== "vista-sp2-x86" && id !== "win7-sp1-x64";
      const openTo = `Everyone, Anonymous${hasAppContainers ? ", AppContainers" : ""}`;
      before(() => {
        pack = openPack(createScene(id).target);
      });

      it("lists each connection port that is not closed", () => {
        const paths = pack.elements(pack.evaluate(`${SYSTEM}.Endpoints.Select(e => e.Path)`)).map(String);
        assert.deepEqual(paths.map((path) => path.replace(/LRPC-.*/, "LRPC")).sort(), [
          "\\RPC Control\\LRPC",
          "\\RPC Control\\broken",
          "\\RPC Control\\listless",
          "\\RPC Control\\open",
          "\\RPC Control\\shut",
          "\\RPC Control\\spoolss",
          "\\SeLsaCommandPort",
        ]);
      });

      it("says who may connect", () => {
        assert.equal(
          show(pack, "spoolss", "MayConnect"),
          "Everyone, All application packages, Anonymous, SYSTEM, Authenticated users (on a condition); denied: Guests",
        );
        assert.equal(show(pack, "spoolss", "OpenTo"), openTo);
        assert.equal(
          show(pack, "spoolss", "OpenToAppContainers"),
          hasAppContainers ? "all" : "<AppContainer is not in this build of Windows>",
        );
        assert.equal(show(pack, "spoolss", "ObjectOwner"), "SYSTEM");
        assert.equal(
          show(pack, "spoolss", "Label"),
          isLpc ? "<an object's integrity label is not in this build of Windows>" : "Low, no write up",
        );
        assert.equal(show(pack, "SeLsaCommandPort", "MayConnect"), "SYSTEM, Administrators");
        assert.equal(show(pack, "SeLsaCommandPort", "OpenTo"), "");
        assert.equal(show(pack, "open", "MayConnect"), "everybody: the port has no security descriptor");
        assert.equal(show(pack, "open", "OpenTo"), openTo);
        assert.equal(show(pack, "listless", "MayConnect"), "everybody: the port has no access list");
        assert.equal(show(pack, "shut", "MayConnect"), "nobody");
        if (!hasAppContainers) {
          return;
        }
        const some = `${SYSTEM}.Endpoints.Where(e => e.OpenToAppContainers == "some").First()`;
        assert.equal(pack.ask(`${some}.MayConnect`), `Package (${PACKAGE})`);
      });

      it("lists the entries of an access list", () => {
        const entries = pack
          .elements(pack.evaluate(`${SYSTEM}.Endpoints["spoolss"].Access`))
          .map((entry) => pack.display(entry));
        assert.deepEqual(entries, [
          "Deny Guests: connect",
          "Allow Everyone: connect",
          "Allow All application packages: connect, read control",
          "Allow Anonymous: connect",
          "Allow SYSTEM: all",
          "Allow Authenticated users: connect, on a condition",
          "Allow All services: read control [not about connecting]",
        ]);
        assert.equal(show(pack, "spoolss", 'Access[4].Mask.ToDisplayString("x")'), "0x1f0001");
        assert.equal(show(pack, "spoolss", "Access[4].Sid"), "S-1-5-18");
      });

      it("has the reason where a descriptor is damaged, beside the others", () => {
        assert.match(
          show(pack, "broken", "MayConnect"),
          /^<access list at 0x[0-9a-f]+ .* cannot be read>$|^<memory at 0x[0-9a-f]+ .*cannot be read>$|^nobody <entry 0 of 9 of the access list is not valid>$/,
        );
        assert.match(
          pack.print("!alpcx_endpoints"),
          /broken' of lsass\.exe \([0-9a-f]+\), open to \?, 0 clients <.*(cannot be read|is not valid)>/,
        );
        assert.equal(show(pack, "broken", "OpenTo"), "?");
      });

      it("counts clients by integrity and by package", () => {
        assert.equal(show(pack, "spoolss", "Clients"), "4");
        assert.equal(show(pack, "spoolss", "Connections"), "6");
        const groups = (member: string): readonly string[] =>
          pack
            .elements(pack.evaluate(`${SYSTEM}.Endpoints["spoolss"].${member}`))
            .map((group) => pack.display(group))
            .sort();
        assert.deepEqual(
          groups("ClientsByIntegrity"),
          isLpc
            ? ["<_TOKEN.IntegrityLevelIndex is not in this build of Windows>: 4 clients"]
            : id === "win10-10240-x86"
              ? ["<the process has no token>: 4 clients"]
              : id === "vista-sp2-x86" || id === "win7-sp1-x64"
                ? ["High: 1 client", "Low: 2 clients", "Medium: 1 client"]
                : ["High: 1 client", "Low, AppContainer: 2 clients", "Medium: 1 client"],
        );
        assert.deepEqual(
          groups("ClientsByPackage"),
          hasAppContainers && id !== "win10-10240-x86"
            ? ["Contoso.Calculator_1.0_x64__abc: 1 client", `Package (${PACKAGE}): 1 client`, "no package: 2 clients"]
            : ["Contoso.Calculator_1.0_x64__abc: 1 client", "no package: 3 clients"],
        );
      });

      it("says owner, service and what the port accepts", () => {
        assert.match(show(pack, "spoolss", "Owner"), /svchost\.exe (?:"Spooler" )?\(200\)/);
        assert.equal(show(pack, "spoolss", "SessionId"), "0");
        // The debugger cannot list the processes of older kernels, and so not read their memory.
        if (/^(winxp|vista)/.test(id)) {
          assert.match(show(pack, "spoolss", "Service"), /^<the memory of process 0x200 cannot be read: /);
        } else if (id !== "win10-10240-x86") {
          assert.equal(show(pack, "spoolss", "Service"), "Spooler");
        }
        if (isLpc) {
          assert.match(show(pack, "spoolss", "ImpersonationLevel"), /^<in LPC each client says/);
          assert.match(show(pack, "spoolss", "Flags"), /is not in this build/);
          assert.match(show(pack, "spoolss", "Interfaces"), /^<unknown: local RPC over LPC/);
          return;
        }
        assert.equal(show(pack, "spoolss", "ImpersonationLevel"), "SecurityIdentification");
        assert.equal(show(pack, "spoolss", "Flags"), "AllowImpersonation | AllowDupObject");
        assert.equal(show(pack, "spoolss", "HandleTypes"), "File | Section");
        assert.equal(show(pack, "spoolss", "Interfaces[0]"), "12345678-1234-abcd-ef00-0123456789ab 1.0 (winspool)");
        assert.match(show(pack, "open", "Interfaces"), /^<unknown: no bind is queued/);
        assert.match(show(pack, "SeLsaCommandPort", "Interfaces"), /^<the port is not that of an RPC server>/);
      });

      it("sorts and filters", () => {
        assert.equal(pack.ask(`${SYSTEM}.Endpoints.OrderByDescending(e => e.Clients).First().Name`), "spoolss");
        assert.equal(String(pack.ask(`${SYSTEM}.Endpoints.Where(e => e.OpenToEveryone == true).Count()`)), "3");
        const rows = pack
          .elements(
            pack.evaluate(`${SYSTEM}.Endpoints.Table.OrderByDescending(r => r.Clients).Select(r => r.Endpoint)`),
          )
          .map(String);
        assert.equal(rows[0], "spoolss");
        assert.equal(rows.length, 7);
      });

      it("is taken for its port where a port is asked for", () => {
        assert.equal(pack.ask(`@$alpcx_port(${SYSTEM}.Endpoints["spoolss"])`), show(pack, "spoolss", "Port"));
      });

      it("finds by pattern", () => {
        const names = (command: string): readonly string[] =>
          pack.elements(pack.evaluate(command)).map((endpoint) => String(pack.property(endpoint, "Name")));
        assert.deepEqual(names('@$alpcx_endpoints("spool*")'), ["spoolss"]);
        assert.deepEqual(names('@$alpcx_endpoints("nothing")'), []);
        assert.match(pack.failure("@$alpcx_endpoints(5)"), /pattern in quotes/);
      });
    });
  }

  it("gives JSON that is the same at each start of the same build, and differs where access does", () => {
    const json = (start: number): readonly string[] => {
      const pack = openPack(createScene("win10-19041-x64", { start }).target);
      return String(pack.evaluate(`${SYSTEM}.Endpoints.AsJson().AsText()`)).split("\n");
    };
    const [first, second] = [json(1), json(2)];
    assert.deepEqual(first, second);
    assert.equal(first.length, 7);
    assert.deepEqual(first, first.slice().sort());
    const spoolss = first
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .find(({ path }) => path === "\\RPC Control\\spoolss");
    assert.deepEqual(spoolss, {
      path: "\\RPC Control\\spoolss",
      owner: "svchost.exe",
      service: "Spooler",
      session: 0,
      openTo: "Everyone, Anonymous, AppContainers",
      mayConnect:
        "Everyone, All application packages, Anonymous, SYSTEM, Authenticated users (on a condition); denied: Guests",
      sddl: "O:S-1-5-18G:S-1-5-18D:(D;;0x1;;;S-1-5-32-546)(A;;0x1;;;S-1-1-0)(A;;0x20001;;;S-1-15-2-1)(A;;0x1;;;S-1-5-7)(A;;0x1f0001;;;S-1-5-18)(?)(A;;0x20000;;;S-1-5-80-0)S:(ML;;0x1;;;S-1-16-4096)",
      label: "Low, no write up",
      impersonation: "SecurityIdentification",
      flags: ["AllowImpersonation", "AllowDupObject"],
      handleTypes: ["File", "Section"],
      interfaces: ["12345678-1234-abcd-ef00-0123456789ab 1.0 winspool"],
    });
    assert.ok(first.some((line) => line.includes('"path":"\\\\RPC Control\\\\LRPC-*"')));
  });

  it("writes the JSON to a file", () => {
    const store = new MemoryFileStore();
    const pack = openPack(createScene("win10-19041-x64").target, { fileSystem: store });
    assert.equal(pack.ask(`${SYSTEM}.Endpoints.AsJson("C:\\\\temp\\\\e.json")`), "Written to C:\\temp\\e.json");
    assert.equal(store.text("C:\\temp\\e.json"), `${String(pack.evaluate(`${SYSTEM}.Endpoints.AsJson().AsText()`))}\n`);
    assert.match(pack.failure(`${SYSTEM}.Endpoints.AsJson(5)`), /the path of a file/);
    assert.match(pack.failure(`${SYSTEM}.Endpoints.AsJson("C:\\temp")`), /makes control characters/);
  });

  it("keeps an endpoint that the user holds true when the target moves on", () => {
    const image = createScene("win10-19041-x64");
    const pack = openPack(image.target);
    pack.evaluate(`@$e = ${SYSTEM}.Endpoints["spoolss"]`);
    assert.equal(pack.ask("@$e.Clients"), 4);
    const newcomer = image.scenario.process("late.exe", { id: 0x900, session: 1 });
    newcomer.thread();
    const spoolss = image.scenario.ports.all.find(({ object }) => object.name === "spoolss");
    assert.ok(spoolss !== undefined);
    newcomer.connectsTo(spoolss);
    image.advanceClock(1000);
    image.update();
    assert.equal(pack.ask("@$e.Clients"), 5);
  });
});

describeCaptures("endpoints", (capture) => {
  it("are the connection ports that are not closed, each with who may connect or the reason why that is not known", () => {
    const { pack, expected } = capture();
    const endpoints = pack.elements(pack.evaluate("@$cursession.Alpc.Endpoints"));
    const open = expected.ports.filter(
      ({ kind, flags }) => kind === "connection" && (Number(flags) & 0x50000000) === 0,
    );
    assert.deepEqual(
      endpoints.map((endpoint) => capture().address(endpoint)).sort(),
      open.map(({ address }) => address).sort(),
    );
    for (const endpoint of endpoints) {
      assert.match(
        pack.display(pack.property(endpoint, "MayConnect")),
        /SYSTEM|Everyone|Administrators|nobody|everybody|cannot be read/,
      );
    }
  });
});
