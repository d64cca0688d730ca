/** Identity of a process, and why it is stopped. */
import assert from "node:assert/strict";
import { findHandleHolders, findHolderProcesses } from "../../../src/nt/handle-index.ts";
import { readCommandLine, readServiceHost, readServiceName } from "../../../src/nt/process/command-line.ts";
import { readPackageName } from "../../../src/nt/process/package-name.ts";
import { findProcessesByName, readProcessFacts } from "../../../src/nt/process/process-facts.ts";
import { readProcessStop } from "../../../src/nt/process/process-stop.ts";
import type { ProcessFacts, ProcessStop } from "../../../src/facts/process.ts";
import { Absence, type Maybe } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario, type KernelScenarioOptions } from "../../kernel/scenario/scenario.ts";
import type { ScenarioProcess } from "../../kernel/scenario/process.ts";
import { openPack } from "../pack.ts";
import { withoutMember } from "../shown-layout.ts";
import { toBigInt, word } from "../words.ts";

function scenario(layout: LayoutId, options: KernelScenarioOptions = {}): KernelScenario {
  const system = new KernelScenario(layout, options);
  system.process("System", { id: 4 }).thread();
  return system;
}

function open(system: KernelScenario): Target {
  return openPack(system.build().target).target;
}

function factsOf(target: Target, process: ScenarioProcess): ProcessFacts {
  const facts = readProcessFacts(target, word(process.address));
  assert.ok(!(facts instanceof Absence), facts instanceof Absence ? facts.reason : "");
  return facts;
}

function stopOf(target: Target, process: ScenarioProcess): ProcessStop | undefined {
  const stop = readProcessStop(target, word(process.address));
  assert.ok(!(stop instanceof Absence), stop instanceof Absence ? stop.reason : "");
  return stop;
}

/** The package's name, or why there is none. */
function packageOf(target: Target, process: ScenarioProcess): string {
  const name = readPackageName(target, word(process.address));
  return name instanceof Absence ? name.kind : name;
}

function has(layout: LayoutId, type: string): boolean {
  return new KernelScenario(layout).machine.layout.types[type] !== undefined;
}

for (const layout of layoutIds) {
  describe(`a process on ${layout}`, () => {
    it("is called as its file, and found by that name and by the kernel's short one", () => {
      const system = scenario(layout);
      const service = system.process("SandboxieRpcSs.exe", { session: 0 });
      const target = open(system);
      const { name, shortName } = factsOf(target, service);
      assert.equal(name, "SandboxieRpcSs.exe");
      assert.ok(typeof shortName === "string" && shortName.length < name.length);
      for (const wanted of [name, shortName, "sandboxierpcss.EXE"]) {
        assert.deepEqual(findProcessesByName(target, wanted).map(toBigInt), [service.address]);
      }
      assert.deepEqual(findProcessesByName(target, "nobody.exe"), []);
    });

    it("keeps its short name where the path is that of something else", () => {
      const system = scenario(layout);
      const process = system.process("explorer.exe", { session: 1, path: "\\Device\\Mup\\other.dll" });
      assert.equal(factsOf(open(system), process).name, "explorer.exe");
    });

    it("of a package has it from its folder", () => {
      const system = scenario(layout);
      const app = system.process("SearchApp.exe", {
        path: "\\Device\\HarddiskVolume3\\Windows\\SystemApps\\Microsoft.Windows.Search_cw5n1h2txyewy\\SearchApp.exe",
      });
      const plain = system.process("notepad.exe");
      const target = open(system);
      assert.deepEqual(
        [app, plain].map((process) => packageOf(target, process)),
        ["Microsoft.Windows.Search_cw5n1h2txyewy", "NotApplicable"],
      );
    });

    it("of a package has it from its command line if its file does not tell", () => {
      const system = scenario(layout);
      const server = "CortanaUI.AppX8z9r6jm96hw4bsbneegw0kyxx296wr9t.mca";
      const host = system.process("backgroundTaskHost.exe", {
        commandLine: `"C:\\Windows\\System32\\backgroundTaskHost.exe" -ServerName:${server}`,
      });
      const broker = system.process("RuntimeBroker.exe", {
        commandLine: '"C:\\Program Files\\WindowsApps\\Contoso.App_1.0.0.0_x64__8wekyb3d8bbwe\\x.exe" -Embedding',
      });
      const quiet = system.process("RuntimeBroker.exe");
      const other = system.process("notepad.exe", { commandLine: `notepad.exe -ServerName:${server}` });
      const target = open(system);
      const names = [host, broker, quiet, other].map((process) => packageOf(target, process));
      assert.deepEqual(
        names,
        is64(layout)
          ? [server, "Contoso.App_1.0.0.0_x64__8wekyb3d8bbwe", "NotApplicable", "NotApplicable"]
          : [
              ...Array<string>(3).fill(has(layout, "_RTL_USER_PROCESS_PARAMETERS") ? "Unreadable" : "NotApplicable"),
              "NotApplicable",
            ],
      );
    });

    if (new KernelScenario(layout).machine.has("_TOKEN", "Package")) {
      it("of a package has it from its token, the container's identifier last", () => {
        const system = scenario(layout);
        const container = "S-1-15-2-1-2-3-4-5-6-7";
        const fullName = "Contoso.Mail_1.0.0.0_x64__8wekyb3d8bbwe";
        const folder = "\\Device\\HarddiskVolume3\\Windows\\SystemApps\\Contoso.Other_8wekyb3d8bbwe\\x.exe";
        const attributes = { "WIN://SYSAPPID": [fullName, "App", "Contoso.Mail_8wekyb3d8bbwe"] };
        const token = { user: "S-1-5-21-1-2-3-1001", package: container };
        const named = system.process("x.exe", { path: folder, token: { ...token, attributes } });
        const hosted = system.process("RuntimeBroker.exe", { token: { user: token.user, attributes } });
        const bare = system.process("y.exe", { token });
        const target = open(system);
        assert.deepEqual(
          [named, hosted, bare].map((process) => packageOf(target, process)),
          [fullName, fullName, container],
        );
      });
    }

    it("knows its session, and that System has none", () => {
      const system = scenario(layout);
      const process = system.process("explorer.exe", { session: 3 });
      const target = open(system);
      assert.equal(factsOf(target, process).sessionId, 3);
      const none = factsOf(target, system.processes[0] as ScenarioProcess).sessionId;
      assert.ok(none instanceof Absence && none.kind === "NotApplicable");
    });

    it("stands still while it is frozen", () => {
      const system = scenario(layout);
      const app = system.process("SearchApp.exe", { session: 1 });
      app.thread();
      app.isFrozen();
      const other = system.process("explorer.exe", { session: 1 });
      other.thread().isSuspended();
      const target = open(system);
      assert.deepEqual(stopOf(target, app), { kind: "frozen" });
      assert.equal(stopOf(target, other), undefined);
    });

    it("stands still under a debugger that is known by its handle", () => {
      const system = scenario(layout);
      const windbg = system.process("windbg.exe", { session: 1 });
      const app = system.process("app.exe", { session: 1 });
      app.thread();
      const debugObject = app.hasDebugger(windbg);
      app.isFrozen();
      const running = system.process("running.exe", { session: 1 });
      running.thread();
      running.hasDebugger(windbg);
      const target = open(system);
      const stop = stopOf(target, app);
      assert.ok(stop?.kind === "debugger" && !(stop.debugger instanceof Absence));
      assert.deepEqual([toBigInt(stop.debugObject), toBigInt(stop.debugger)], [debugObject.address, windbg.address]);
      assert.equal(stopOf(target, running), undefined);
    });

    it("stands still in front of its debugger though it has one thread only, which is not frozen", () => {
      const system = scenario(layout);
      const windbg = system.process("windbg.exe", { session: 1 });
      const app = system.process("app.exe", { session: 1 });
      const other = system.process("other.exe", { session: 1 });
      const thread = app.thread();
      const debugObject = app.hasDebugger(windbg);
      other.thread();
      other.debugObject = debugObject;
      thread.stopsForDebugger({ event: "LoadDll" });
      const target = open(system);
      assert.equal(stopOf(target, app)?.kind, has(layout, "_FAST_MUTEX") ? "debugger" : undefined);
      assert.equal(stopOf(target, other), undefined);
    });

    it("is exiting until it has exited", () => {
      const system = scenario(layout);
      const app = system.process("app.exe", { session: 1 });
      app.thread();
      app.isExiting();
      const gone = system.process("gone.exe", { session: 1 }).exits();
      const target = open(system);
      assert.deepEqual(stopOf(target, app), { kind: "exiting" });
      assert.equal(stopOf(target, gone), undefined);
      assert.equal(factsOf(target, gone).hasExited, true);
    });
  });
}

/** Of 32-bit kernels the debugger has no processes, and so nobody's memory. */
function is64(layout: LayoutId): boolean {
  return new KernelScenario(layout).machine.pointerSize === 8;
}

for (const layout of layoutIds.filter((id) => has(id, "_RTL_USER_PROCESS_PARAMETERS") && !is64(id))) {
  describe(`a command line on ${layout}`, () => {
    it("cannot be read, and says why", () => {
      const system = scenario(layout);
      const host = system.process("svchost.exe", { session: 0 });
      const line = readServiceName(open(system), word(host.address));
      assert.ok(line instanceof Absence && line.kind === "Unreadable");
      assert.match(line.reason, /the memory of process 0x[0-9a-f]+ cannot be read/);
    });
  });
}

for (const layout of layoutIds.filter((id) => has(id, "_RTL_USER_PROCESS_PARAMETERS") && is64(id))) {
  describe(`a command line on ${layout}`, () => {
    it("is read in the process's own memory and names the service", () => {
      const system = scenario(layout);
      const one = system.process("svchost.exe", {
        session: 0,
        commandLine: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s "Schedule"',
      });
      const many = system.process("svchost.exe", { session: 0, commandLine: "svchost.exe -k LocalService" });
      const gone = system.process("svchost.exe", { session: 0 });
      const image = system.build();
      system.machine.userSpace(gone.address).unmap(gone.parameters, 0x1000);
      const { target } = openPack(image.target);
      assert.equal(readCommandLine(target, word(many.address)), "svchost.exe -k LocalService");
      assert.deepEqual(readServiceHost(target, word(one.address)), { service: "Schedule", group: "netsvcs" });
      assert.deepEqual(readServiceHost(target, word(many.address)), { service: undefined, group: "LocalService" });
      assert.equal(readServiceName(target, word(one.address)), "Schedule");
      const several = readServiceName(target, word(many.address));
      assert.ok(several instanceof Absence && several.kind === "NotApplicable");
      const missing = readServiceHost(target, word(gone.address));
      assert.ok(missing instanceof Absence && missing.kind === "Unreadable");
    });

    it("of an error reporter names the process that crashed", () => {
      const system = scenario(layout);
      const app = system.process("app.exe", { id: 0x4d2, session: 1 });
      app.thread();
      const child = system.process("child.exe", { session: 1 });
      child.thread();
      const reporter = system.process("WerFault.exe", {
        session: 1,
        commandLine: "C:\\Windows\\system32\\WerFault.exe -u -p 1234 -s 456",
      });
      const started = system.process("WerFault.exe", { session: 1, parent: child });
      const target = open(system);
      assert.deepEqual(stopOf(target, app), { kind: "error reporting", reporter: word(reporter.address) });
      assert.deepEqual(stopOf(target, child), { kind: "error reporting", reporter: word(started.address) });
      assert.equal(stopOf(target, reporter), undefined);
    });
  });
}

describe("a command line", () => {
  const LAYOUT = "win10-19041-x64";
  const TYPE = "_RTL_USER_PROCESS_PARAMETERS";

  /** A process whose parameters say that their texts are so many bytes behind their start. */
  function lineAt(distance: (text: bigint) => bigint): Maybe<string> {
    const system = scenario(LAYOUT);
    const app = system.process("app.exe", { session: 1, commandLine: "app.exe -x" });
    const image = system.build();
    const { machine } = system;
    const memory = machine.userSpace(app.address);
    const write = (member: string, size: number, value: bigint): void => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
      assert.ok(memory.write(app.parameters + machine.offsetOf(TYPE, member), bytes));
    };
    const buffer = memory.read(app.parameters + machine.offsetOf(TYPE, "CommandLine.Buffer"), 8) ?? Uint8Array.of();
    const text = buffer.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
    write("Flags", 4, 0n);
    write("CommandLine.Buffer", 8, distance(text - app.parameters));
    return readCommandLine(openPack(image.target).target, word(app.address));
  }

  it("is found by its distance from the parameters while these are not normalized", () => {
    assert.equal(
      lineAt((distance) => distance),
      "app.exe -x",
    );
  });

  it("is not looked for at a distance that none can have", () => {
    const line = lineAt((distance) => distance + 0x1_0000_0000n);
    assert.ok(line instanceof Absence && line.kind === "Invalid");
    assert.match(line.reason, /^corrupt command line/);
  });

  it("is absent where the symbols do not say where it lies", () => {
    const system = scenario(LAYOUT, { adaptShownLayout: withoutMember(TYPE, "CommandLine") });
    const app = system.process("app.exe", { session: 1 });
    const line = readCommandLine(open(system), word(app.address));
    assert.ok(line instanceof Absence && line.kind === "NotInThisBuild");
    assert.equal(line.reason, `${TYPE}.CommandLine is not in this build of Windows`);
  });
});

describe("a session", () => {
  it("is known even if the symbols lack the session's space, unless the number is not valid", () => {
    const system = scenario("win11-22621-x64", {
      adaptShownLayout: (table) => ({
        ...table,
        types: Object.fromEntries(Object.entries(table.types).filter(([name]) => name !== "_MM_SESSION_SPACE")),
      }),
    });
    const process = system.process("explorer.exe", { session: 2 });
    const target = open(system);
    assert.equal(factsOf(target, process).sessionId, 2);
    const space = system.sessionSpaces.get(2);
    assert.ok(space !== undefined);
    system.machine.writeInteger(space + 8n, 4, 0xdeadbeefn);
    target.dropStop();
    assert.ok(factsOf(target, process).sessionId instanceof Absence);
  });
});

describe("who could signal an event", () => {
  it("are the processes that have a handle to it", () => {
    const system = scenario("win10-19041-x64");
    const event = system.event();
    const [first, second] = [system.process("a.exe"), system.process("b.exe")];
    first.opens(event.object);
    second.opens(event.object);
    second.opens(event.object);
    const target = open(system);
    assert.deepEqual(
      findHandleHolders(target, word(event.address)).map(({ process }) => toBigInt(process)),
      [first.address, second.address, second.address],
    );
    assert.deepEqual(findHolderProcesses(target, word(event.address)).map(toBigInt), [first.address, second.address]);
    assert.deepEqual(findHandleHolders(target, word(system.event().address)), []);
  });
});
