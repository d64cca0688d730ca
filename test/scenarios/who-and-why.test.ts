/** What a user names, who holds what, and the story of a hang, as they are shown on every generation. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import type { ProcessOptions } from "../kernel/scenario/process.ts";
import { giveIdleWorkers, openOffice, pick } from "./findings-scenes.ts";
import { Desk } from "./desk.ts";
import { openPack, type Pack } from "./pack.ts";

const LAYOUTS: readonly LayoutId[] = [
  "winxp-sp3-x86",
  "win2003-sp2-x64",
  "win7-sp1-x64",
  "win81-x64",
  "win10-19041-x64",
  "win11-22621-x64",
];

/**
 * A worker behind a resource that another thread of its process holds, and a client that awaits its reply; the port's
 * name exists twice.
 */
function openHang(layout: LayoutId): Pack {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
  const server = scenario.process("spoolsv.exe", { id: 0x2a0, session: 0 });
  const client = scenario.process("SandboxieRpcSs.exe", { id: 0x804, session: 1 });
  const port = server.createsPort("\\RPC Control\\spoolss");
  client.createsPort("\\Sessions\\1\\Sandbox\\spoolss");
  const [worker] = giveIdleWorkers(port, 1);
  assert.ok(worker !== undefined);
  const holder = server.thread({ id: 0x2c0 });
  const resource = scenario.resource().isHeldBy(holder);
  holder.waitsFor(scenario.event(), { reason: "Executive", secondsAgo: 400 });
  worker.receives(client.thread({ id: 0x808 }).asks(client.connectsTo(port), { secondsAgo: 300 }));
  worker.waitsForResource(resource, { secondsAgo: 299 });
  return openPack(scenario.build().target);
}

for (const layout of LAYOUTS) {
  it(`tells of a process what it holds up, by a thread that waits for an end or for I/O, on ${layout}`, () => {
    for (const [by, what] of [
      ["process", /the end of setup\.exe \(900\), which has not exited/],
      ["driver", /I\/O request 0x\w+, IRP_MJ_READ, driver \\FileSystem\\luafv/],
      ["nothing", /is running/],
    ] as const) {
      const { scenario, client, connection, workers } = openOffice(layout, 1);
      const setup = scenario.process("setup.exe", { id: 0x900, session: 1 });
      for (const id of [0x904, 0x908]) {
        setup.thread({ id }).waitsFor(scenario.event(), { secondsAgo: 500 });
      }
      const worker = pick(workers).receives(client.thread({ id: 0x808 }).asks(connection, { secondsAgo: 300 }));
      if (by === "process") {
        worker.waitsFor(setup, { secondsAgo: 299 });
      } else if (by === "driver") {
        worker.waitsForDevice(scenario.driver("\\FileSystem\\luafv").device(), { secondsAgo: 299 });
      } else {
        worker.runs();
      }
      const pack = openPack(scenario.build().target);
      const story = pack.print('!alpcx_why "services.exe"');
      assert.match(story, /^@\$alpcx_why\("services\.exe"\) : What services\.exe \(204\) holds up\n/);
      assert.match(story, /Blocked: +explorer\.exe \(804\.808\)\n/);
      assert.match(story, new RegExp(`Held by: +services\\.exe \\(204\\.\\w+\\), which .*${what.source}`));
      assert.match(
        pack.print('!alpcx_why "setup.exe"'),
        by === "process"
          ? / : What setup\.exe \(900\) holds up\n/
          : / : No thread of setup\.exe \(900\) awaits a reply/,
      );
      assert.match(pack.print('!alpcx_why "explorer.exe"'), / : Why explorer\.exe \(804\) is blocked\n/);
    }
  });

  it(`tells of a process what waits on its port, and of an end that it is one, on ${layout}`, () => {
    const { scenario, client, server, connection, workers } = openOffice(layout, 1);
    const setup = scenario.process("setup.exe", { id: 0x900, session: 1 });
    pick(workers).exits();
    server.thread({ id: 0x2f0 }).waitsFor(scenario.event(), { secondsAgo: 400 });
    const asker = client.thread({ id: 0x808 });
    asker.asks(connection, { secondsAgo: 300 });
    setup.thread({ id: 0x904 }).waitsFor(asker, { secondsAgo: 200 });
    const pack = openPack(scenario.build().target);
    assert.match(
      pack.print('!alpcx_why "services.exe"'),
      / : What services\.exe \(204\) holds up[^]*Held by: +the queue of 'ntsvcs' of services\.exe \(204\), where no thread waits/,
    );
    assert.match(pack.print('!alpcx_why "setup.exe"'), /Waiting on: the end of explorer\.exe \(804\.808\)/);
  });

  describe(`who and why on ${layout}`, () => {
    let pack: Pack;
    const lines = (expression: string): readonly string[] =>
      pack.elements(pack.evaluate(expression)).map((element) => pack.display(element));

    before(() => {
      pack = openHang(layout);
    });

    it("answers an ambiguous name with all ports that have it", () => {
      assert.deepEqual(
        lines('@$alpcx_port("spoolss")')
          .map((line) => /'[^']*'/.exec(line)?.[0])
          .sort(),
        ["'\\RPC Control\\spoolss'", "'\\Sessions\\1\\Sandbox\\spoolss'"],
      );
      assert.match(
        pack.failure('@$cursession.Alpc.Port("spoolss")'),
        /^2 ports are called 'spoolss': '\\RPC Control\\spoolss' 0x\w+ of spoolsv\.exe \(2a0\); '\\Sessions\\1\\Sandbox\\spoolss' 0x/,
      );
      assert.equal(lines('@$alpcx_connections("spoolss")').length, 1);
      assert.match(pack.display(pack.evaluate('@$alpcx_port("\\\\RPC Control\\\\spoolss")')), /spoolsv\.exe/);
    });

    it("finds a process by its full name, in any case and without its type", () => {
      for (const name of ["SandboxieRpcSs.exe", "sandboxierpcss.exe", "spoolsv"]) {
        assert.match(
          pack.display(pack.evaluate(`@$alpcx_process("${name}")`)),
          new RegExp(name.replace(/\.exe$/, "").slice(0, 14), "i"),
        );
      }
    });

    it("explains the system and a thread in five lines", () => {
      for (const story of ["@$alpcx_why()", '@$alpcx_why("804.808")', "@$cursession.Alpc.Why(0x808)"]) {
        const told = lines(story);
        assert.deepEqual(
          told.map((line) => line.replace(/:.*/, "")),
          ["Blocked", "Waiting on", "Held by", "Since", "Next step"],
          story,
        );
        assert.match(told[0] ?? "", /SandboxieRpcSs?.*\(804\.808\)/);
        assert.match(told[2] ?? "", /spoolsv\.exe \(2a0\.2c0\)/);
      }
    });

    it("explains what blocks a process and those who use a port, by name, address, id and object", () => {
      const blocked: readonly (readonly [about: string, title: RegExp])[] = [
        ['"SandboxieRpcSs.exe"', /^Why SandboxieRpcSs?.* \(804\) is blocked$/],
        ["0x804", /^Why SandboxieRpcSs?.* \(804\) is blocked$/],
        ["Debugger.Utility.Alpc.Process(0x804)", /^Why SandboxieRpcSs?.* \(804\) is blocked$/],
        ["@$cursession.Alpc.WaitChains.First()", /^Why SandboxieRpcSs?.* \(804\.808\) is blocked$/],
        ['"\\\\RPC Control\\\\spoolss"', /^Why no reply comes on 'spoolss'$/],
      ];
      for (const [about, title] of blocked) {
        assert.match(pack.display(pack.evaluate(`@$alpcx_why(${about})`)), title);
        assert.match(lines(`@$alpcx_why(${about})`)[2] ?? "", /^Held by: +spoolsv\.exe \(2a0\.2c0\)/, about);
      }
    });

    it("says of a process and a port that nothing blocks them", () => {
      const free = {
        "4": /^No thread of System \(4\) awaits a reply, or is held by /,
        [`"\\\\Sessions\\\\1\\\\Sandbox\\\\spoolss"`]: /^No thread awaits a reply on '/,
      };
      for (const [about, title] of Object.entries(free)) {
        assert.match(pack.display(pack.evaluate(`@$alpcx_why(${about})`)), title);
        assert.deepEqual(lines(`@$alpcx_why(${about})`), []);
      }
      assert.match(pack.failure("@$alpcx_why(0x9998)"), /^No process or thread has the id 0x9998\. /);
    });

    it("says of a blocked server that its own thread holds the lock", () =>
      assert.match(lines('@$alpcx_why("spoolsv.exe")')[2] ?? "", /^Held by: +spoolsv\.exe \(2a0\.2c0\)/));

    it("leads with the story where there is trouble", () => {
      const text = pack.print("!alpcx");
      assert.match(text, /Held by: +spoolsv\.exe \(2a0\.2c0\)/);
      assert.match(text, /!alpcx_help/);
      assert.doesNotMatch(text, /alpcx_resource/);
    });

    it("lists the lock with its holder and waiter, from the system, the threads and the native object", () => {
      const [lock, ...others] = pack.elements(pack.evaluate("@$cursession.Alpc.Locks"));
      assert.equal(others.length, 0);
      assert.equal(pack.property(lock, "Kind"), "Resource");
      const users = (name: string): readonly string[] =>
        pack.elements(pack.property(lock, name)).map((user) => pack.display(pack.property(user, "Id")));
      assert.deepEqual(users("Holders"), ["0x2c0"]);
      assert.equal(users("Waiters").length, 1);
      const address = pack.address(lock);
      const held = pack.elements(pack.evaluate("Debugger.Utility.Alpc.Thread(0x2c0).Holds"));
      assert.deepEqual(
        held.map((own) => pack.address(own)),
        [address],
      );
      assert.match(
        lines("@$cursession.Alpc.Locks.First().Waiters.First().WaitsFor").join("\n"),
        /^resource 0x\w+, held by spoolsv\.exe \(2a0\.2c0\)$/,
      );
      assert.equal(pack.display(pack.evaluate("@$cursession.Alpc.Locks.First().Object.Alpcx")), pack.display(lock));
    });

    it("says of a process what it runs and that nothing stops it", () => {
      const text = pack.print('dx Debugger.Utility.Alpc.Process("spoolsv.exe")');
      assert.match(text, /ImagePath +: \\Device\\.*spoolsv\.exe\n/);
      assert.match(text, /Stopped +: <nothing stops the process>\n/);
    });
  });
}

describe("lines name what a host process runs", () => {
  const desk = new Desk();
  const commandLine = (rest: string): string => `C:\\Windows\\system32\\svchost.exe ${rest}`;

  function nameOf(layout: LayoutId, program: string, options: ProcessOptions): string {
    const scenario = new KernelScenario(layout);
    scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
    const host = scenario.process(program, { id: 0x2a0, session: 0, ...options });
    host.thread({ id: 0x2a4 });
    const pack = desk.open(scenario.build().target);
    const process = pack.display(pack.evaluate("Debugger.Utility.Alpc.Process(0x2a0)"));
    const thread = pack.display(pack.evaluate("Debugger.Utility.Alpc.Thread(0x2a4)"));
    const [, name] = /^0x\w+ (.*) \(2a0\)/.exec(process) ?? [];
    assert.equal(/^0x\w+ (.*) \(2a0\.2a4\)/.exec(thread)?.[1], name);
    return name ?? process;
  }

  for (const layout of ["win2003-sp2-x64", "win7-sp1-x64", "win10-19041-x64", "win11-22621-x64"] as const) {
    it(`on ${layout}`, () => {
      const cases: readonly (readonly [program: string, options: ProcessOptions, name: string])[] = [
        ["svchost.exe", { commandLine: commandLine("-k netsvcs -p -s Schedule") }, 'svchost.exe "Schedule"'],
        ["svchost.exe", { commandLine: commandLine("-k netsvcs") }, 'svchost.exe "-k netsvcs"'],
        ["svchost.exe", { commandLine: commandLine("") }, "svchost.exe"],
        ["notepad.exe", { commandLine: "notepad.exe -s Schedule -k netsvcs" }, "notepad.exe"],
        [
          "RuntimeBroker.exe",
          { commandLine: '"C:\\Program Files\\WindowsApps\\Contoso.App_1.0.0.0_x64__8wekyb3d8bbwe\\x.exe" -Embedding' },
          'RuntimeBroker.exe "Contoso.App"',
        ],
        ["RuntimeBroker.exe", {}, "RuntimeBroker.exe"],
      ];
      for (const [program, options, name] of cases) {
        assert.equal(nameOf(layout, program, options), name);
      }
    });
  }

  it("and the name of a service, or of the group of services, finds the process", () => {
    const scenario = new KernelScenario("win7-sp1-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    for (const [id, rest] of [
      [0x2a0, "-k DcomLaunch"],
      [0x2b0, "-k netsvcs"],
      [0x2c0, "-k netsvcs -s Schedule"],
    ] as const) {
      scenario.process("svchost.exe", { id, session: 0, commandLine: commandLine(rest) }).thread();
    }
    const pack = openPack(scenario.build().target);
    for (const [name, id] of [
      ["dcomlaunch", 0x2a0],
      ["-k DcomLaunch", 0x2a0],
      ["netsvcs", 0x2b0],
      ["Schedule", 0x2c0],
    ] as const) {
      assert.equal(pack.ask(`Debugger.Utility.Alpc.Process("${name}").Id`), id, name);
    }
  });

  it("by the token on kernels with packages", () => {
    const attributes = { "WIN://SYSAPPID": ["Contoso.Mail_1.0.0.0_x64__8wekyb3d8bbwe"] };
    for (const layout of ["win81-x64", "win10-19041-x64", "win11-22621-x64"] as const) {
      assert.equal(
        nameOf(layout, "backgroundTaskHost.exe", { token: { user: "S-1-5-18", attributes } }),
        'backgroundTaskHost.exe "Contoso.Mail"',
      );
    }
  });
});
