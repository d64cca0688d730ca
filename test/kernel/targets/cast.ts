/** The processes that every Windows desktop has, and the ports that they open at start. */
import type { LayoutId } from "../layouts/layouts.ts";
import { KernelScenario, type KernelScenarioOptions } from "../scenario/scenario.ts";
import type { ScenarioConnection } from "../scenario/connection.ts";
import type { ScenarioPort } from "../scenario/port.ts";
import type { ScenarioProcess } from "../scenario/process.ts";
import type { ScenarioThread } from "../scenario/thread.ts";

/** A desktop at rest: the usual connections, and no thread waits for a reply. */
export interface Desktop {
  readonly scenario: KernelScenario;
  readonly system: ScenarioProcess;
  readonly smss: ScenarioProcess;
  readonly csrss: readonly [services: ScenarioProcess, desktop: ScenarioProcess];
  readonly wininit: ScenarioProcess;
  readonly winlogon: ScenarioProcess;
  readonly services: ScenarioProcess;
  readonly lsass: ScenarioProcess;
  readonly svchost: readonly [rpc: ScenarioProcess, network: ScenarioProcess, themes: ScenarioProcess];
  readonly spoolsv: ScenarioProcess;
  readonly explorer: ScenarioProcess;
  readonly notepad: ScenarioProcess;
  /** Named ports by the last part of their path. */
  readonly ports: ReadonlyMap<string, ScenarioPort>;
}

const SECONDS_IDLE = 42;

/** Process names that differ between ALPC and LPC systems. */
function startup(scenario: KernelScenario, lpc: boolean) {
  const system = scenario.process("System", { id: 4 });
  const smss = scenario.process("smss.exe", { id: 0x11c, parent: system });
  const csrss0 = scenario.process("csrss.exe", { id: 0x174, parent: smss, session: 0 });
  const wininit = scenario.process(lpc ? "winlogon.exe" : "wininit.exe", { id: 0x1a4, parent: smss, session: 0 });
  const csrss1 = scenario.process("csrss.exe", { id: 0x1b0, parent: smss, session: 1 });
  const winlogon = scenario.process("winlogon.exe", { id: 0x1d4, parent: smss, session: 1 });
  const services = scenario.process("services.exe", { id: 0x204, parent: wininit, session: 0 });
  const lsass = scenario.process("lsass.exe", { id: 0x20c, parent: wininit, session: 0 });
  const host = (arguments_: string) => ({
    parent: services,
    session: 0,
    commandLine: `C:\\Windows\\system32\\svchost.exe ${arguments_}`,
  });
  const rpc = scenario.process("svchost.exe", { id: 0x2a0, ...host("-k rpcss") });
  const network = scenario.process("svchost.exe", {
    id: 0x2f4,
    ...host(lpc ? "-k NetworkService" : "-k LocalServiceNetworkRestricted -p -s Dhcp"),
  });
  const themes = scenario.process("svchost.exe", {
    id: 0x370,
    ...host(lpc ? "-k netsvcs" : "-k netsvcs -p -s Themes"),
  });
  const spoolsv = scenario.process("spoolsv.exe", { id: 0x4c8, parent: services, session: 0 });
  const explorer = scenario.process("explorer.exe", {
    id: 0x804,
    parent: winlogon,
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Windows\\explorer.exe",
  });
  const notepad = scenario.process("notepad.exe", { id: 0xa10, parent: explorer, session: 1 });
  return {
    system,
    smss,
    csrss: [csrss0, csrss1] as const,
    wininit,
    winlogon,
    services,
    lsass,
    svchost: [rpc, network, themes] as const,
    spoolsv,
    explorer,
    notepad,
  };
}

/** Threads that wait for work: on a completion port, or in the age of LPC on the port itself. */
export function giveWorkers(scenario: KernelScenario, port: ScenarioPort, count: number): ScenarioThread[] {
  const threads = Array.from({ length: count }, () => port.owner.thread());
  if (!scenario.machine.hasAlpc) {
    for (const thread of threads) {
      thread.waitsToReceiveOn(port, { secondsAgo: SECONDS_IDLE });
    }
    return threads;
  }
  const completionPort = port.hasCompletionPort({ threads, maximumCount: count, key: port.address });
  for (const thread of threads) {
    thread.waitsForWork(completionPort, { secondsAgo: SECONDS_IDLE });
  }
  return threads;
}

/** The desktop's port of that name (the last part of its path). Throws where it has none. */
export function portOf(desktop: Desktop, name: string): ScenarioPort {
  const port = desktop.ports.get(name);
  if (port === undefined) {
    throw new Error(`the desktop has no port ${name}`);
  }
  return port;
}

/** A thread that waits for work on a port. Throws where there are fewer. */
export function workerOf(port: ScenarioPort, index: number): ScenarioThread {
  const thread = (port.completionPort?.threads ?? port.receivers)[index];
  if (thread === undefined) {
    throw new Error(`${port.object.path ?? "the port"} has no worker ${index}`);
  }
  return thread;
}

/** The process's connection to a port, made where there is none. */
export function connectionOf(process: ScenarioProcess, port: ScenarioPort): ScenarioConnection {
  return port.connections.find(({ clientPort }) => clientPort.owner === process) ?? process.connectsTo(port);
}

type Actors = ReturnType<typeof startup>;

/** Path, owner, workers. */
function namedPorts(
  actors: Actors,
  lpc: boolean,
): readonly (readonly [path: string, owner: ScenarioProcess, workers: number])[] {
  const {
    smss,
    csrss,
    winlogon,
    services,
    lsass,
    svchost: [rpc, network, themes],
    spoolsv,
    explorer,
  } = actors;
  const common = [
    ["\\SmApiPort", smss, 2],
    ["\\Windows\\ApiPort", csrss[0], 2],
    ["\\Sessions\\1\\Windows\\ApiPort", csrss[1], 2],
    ["\\SeLsaCommandPort", lsass, 1],
    ["\\LsaAuthenticationPort", lsass, 2],
    ["\\RPC Control\\ntsvcs", services, 3],
    ["\\RPC Control\\lsasspirpc", lsass, 2],
    ["\\RPC Control\\epmapper", rpc, 2],
    ["\\RPC Control\\dhcpcsvc", network, 1],
    ["\\RPC Control\\spoolss", spoolsv, 2],
    ["\\RPC Control\\OLE9C5B2C41A6D04F1B8E6D2A7F30B4", explorer, 1],
  ] as const;
  return lpc
    ? common
    : [
        ...common,
        ["\\ThemeApiPort", themes, 2],
        ["\\RPC Control\\LRPC-4f3a9f1c2b7d5e6a80", themes, 2],
        ["\\Sessions\\1\\Windows\\SbApiPort", csrss[1], 1],
        ["\\RPC Control\\WindowsShutdown", winlogon, 1],
      ];
}

/** Waits of the threads that are not workers. */
function idleThreads(scenario: KernelScenario, actors: Actors): void {
  actors.system
    .thread()
    .waitsFor(scenario.event({ kind: "synchronization" }), { reason: "Executive", secondsAgo: SECONDS_IDLE });
  for (const process of [
    actors.smss,
    actors.wininit,
    actors.winlogon,
    actors.services,
    actors.lsass,
    actors.spoolsv,
    ...actors.svchost,
  ]) {
    process.thread().waitsFor(scenario.event(), { secondsAgo: SECONDS_IDLE });
  }
  actors.explorer.thread().waitsFor(scenario.event({ kind: "synchronization" }), { secondsAgo: 1, hasTimeout: true });
  actors.explorer.thread().sleepsUntilApc({ secondsAgo: SECONDS_IDLE });
  actors.notepad.thread().waitsFor(scenario.event({ kind: "synchronization" }), { secondsAgo: 3 });
}

/** Builds the desktop for one Windows version. */
export function createDesktop(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const scenario = new KernelScenario(id, options);
  const lpc = !scenario.machine.hasAlpc;
  const actors = startup(scenario, lpc);
  idleThreads(scenario, actors);
  const ports = new Map<string, ScenarioPort>();
  const byPath = new Map<string, ScenarioPort>();
  for (const [path, owner, workers] of namedPorts(actors, lpc)) {
    const port = owner.createsPort(path);
    giveWorkers(scenario, port, workers);
    ports.set(path.slice(path.lastIndexOf("\\") + 1), port);
    byPath.set(path, port);
  }
  connectEverybody(actors, byPath);
  return { scenario, ...actors, ports };
}

/** The connections of a desktop at rest. */
function connectEverybody(actors: Actors, ports: ReadonlyMap<string, ScenarioPort>): void {
  const connect = (path: string, ...processes: readonly ScenarioProcess[]): void => {
    const port = ports.get(path);
    if (port !== undefined) {
      for (const process of processes) {
        process.connectsTo(port);
      }
    }
  };
  const { csrss, wininit, winlogon, services, lsass, svchost, spoolsv, explorer, notepad } = actors;
  const inServiceSession = [wininit, services, lsass, ...svchost, spoolsv];
  connect("\\SmApiPort", ...csrss);
  connect("\\Windows\\ApiPort", ...inServiceSession);
  connect("\\Sessions\\1\\Windows\\ApiPort", winlogon, explorer, notepad);
  connect("\\RPC Control\\ntsvcs", lsass, ...svchost, spoolsv, explorer);
  connect("\\RPC Control\\lsasspirpc", services, explorer, notepad);
  connect("\\RPC Control\\epmapper", services, spoolsv, explorer);
  connect("\\RPC Control\\spoolss", explorer, notepad);
  connect("\\ThemeApiPort", explorer, notepad);
  connect("\\RPC Control\\dhcpcsvc", svchost[2]);
  connect("\\RPC Control\\WindowsShutdown", wininit);
  const [first, second] = [ports.get("\\Windows\\ApiPort"), ports.get("\\Sessions\\1\\Windows\\ApiPort")];
  for (const process of inServiceSession) {
    if (first !== undefined) {
      process.hasExceptionPort(first);
    }
  }
  for (const process of [winlogon, explorer, notepad]) {
    if (second !== undefined) {
      process.hasExceptionPort(second);
    }
  }
}
