/** The survey of endpoints on several kernels: who may connect, who has, and what a port accepts. */
import assert from "node:assert/strict";
import { lpcLayoutIds } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { describeCaptures } from "./snapshot-model-capture.ts";
import { createEndpoints, PACKAGE } from "./endpoints-scene.ts";

const SYSTEM = "@$cursession.Alpc";

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
        pack = openPack(createEndpoints(id).target);
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

  it("keeps an endpoint that the user holds true when the target moves on", () => {
    const image = createEndpoints("win10-19041-x64");
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
