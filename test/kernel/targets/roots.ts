/**
 * Desktops that hang, each for a different reason: a kernel lock, a frozen application, a driver, a debugger, a
 * user-mode lock.
 */
import type { LayoutId } from "../layouts/layouts.ts";
import type { KernelScenarioOptions } from "../scenario/scenario.ts";
import { connectionOf, createDesktop, giveWorkers, portOf, workerOf, type Desktop } from "./cast.ts";
import { ask, service } from "./hung-service.ts";

/**
 * The shell asks the spooler, whose worker waits for a resource; the task scheduler's thread holds it and waits for a
 * push lock, whose owner has a write pending. Two services hold a resource each and wait for the other's; several
 * threads wait for one fast mutex.
 */
export function createLocks(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { scenario, explorer, spoolsv, notepad, lsass, system } = desktop;
  const spoolss = portOf(desktop, "spoolss");
  const { process: schedule, port: scheduler } = service(
    desktop,
    "Schedule",
    "svchost.exe",
    "\\RPC Control\\ubpmtaskhostchannel",
  );
  const holder = schedule.thread({ name: "WorkerThread", serviceTag: 0x2b });
  const writer = lsass.thread();
  const disk = scenario.driver("\\Driver\\disk").device("\\Device\\Harddisk0\\DR0");
  writer.waitsForDevice(disk, {
    major: "Write",
    fileName: "\\Windows\\System32\\config\\SECURITY.LOG1",
    secondsAgo: 310,
  });
  const registry = scenario.pushLock({ owner: writer });
  const tasks = scenario.resource({ owner: holder, contentionCount: 41 });
  holder.waitsForPushLock(registry, { secondsAgo: 305 });
  const printer = workerOf(spoolss, 0);
  ask(explorer.thread(), spoolss, 302, printer);
  printer.waitsForResource(tasks, { secondsAgo: 4 });
  const clerk = workerOf(scheduler, 0);
  ask(notepad.thread(), scheduler, 120, clerk);
  clerk.waitsForResource(tasks, { access: "shared", secondsAgo: 2 });

  const { process: left, port: leftPort } = service(desktop, "ProfSvc", "svchost.exe", "\\RPC Control\\IUserProfile2");
  const { process: right } = service(desktop, "gpsvc", "svchost.exe", "\\RPC Control\\GPSVC", 1);
  const [first, second] = [workerOf(leftPort, 0), right.thread({ name: "PolicyWorker" })];
  const [profiles, policies] = [scenario.resource({ owner: first }), scenario.resource({ owner: second })];
  ask(desktop.winlogon.thread(), leftPort, 90, first);
  first.waitsForResource(policies, { secondsAgo: 3 });
  second.waitsForResource(profiles, { secondsAgo: 1 });

  const cache = scenario.fastMutex({ owner: left.thread(), contentionCount: 3 });
  for (const process of [system, spoolsv, lsass]) {
    process.thread().waitsForFastMutex(cache, { secondsAgo: 15 });
  }
  return desktop;
}

/**
 * A packaged application that the system froze while the shell waits for it, a suspended service, and a suspension that
 * has not taken effect.
 */
export function createFrozen(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { scenario, explorer, notepad, spoolsv, winlogon } = desktop;
  const search = scenario.process("SearchApp.exe", {
    parent: desktop.svchost[0],
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Windows\\SystemApps\\Microsoft.Windows.Search_cw5n1h2txyewy\\SearchApp.exe",
  });
  const port = search.createsPort("\\RPC Control\\OLE4A7F0B61C8D94E2FA3B5");
  const [taken] = giveWorkers(scenario, port, 3);
  ask(explorer.thread({ name: "Shell Search" }), port, 300, taken);
  ask(explorer.thread(), port, 200);
  ask(notepad.thread(), port, 100);
  search.isFrozen({ freeze: "deep", secondsAgo: 290 });
  const spoolss = portOf(desktop, "spoolss");
  ask(notepad.thread(), spoolss, 60, workerOf(spoolss, 0));
  workerOf(spoolss, 0).isSuspended({ secondsAgo: 55 });
  const ntsvcs = portOf(desktop, "ntsvcs");
  const pending = workerOf(ntsvcs, 0);
  ask(winlogon.thread(), ntsvcs, 40, pending);
  pending
    .waitsFor(scenario.event({ path: "\\BaseNamedObjects\\ServiceStarted" }), { secondsAgo: 38 })
    .hasPendingSuspension();
  spoolsv.thread().isSuspended({ secondsAgo: 50 });
  return desktop;
}

/**
 * Servers that wait for drivers: a printer that does not answer, a volume behind a filter, pages that are not read in.
 */
export function createDrivers(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { scenario, notepad, explorer, lsass, svchost, winlogon } = desktop;
  const printer = scenario.driver("\\Driver\\usbprint").device("\\Device\\USBPRINT0");
  const disk = scenario.driver("\\Driver\\disk").device("\\Device\\Harddisk0\\DR0");
  const volume = scenario.driver("\\FileSystem\\Ntfs").device(undefined, { attachedTo: disk });
  const spoolss = portOf(desktop, "spoolss");
  [notepad, explorer].forEach((client, index) => {
    const worker = workerOf(spoolss, index);
    ask(client.thread(), spoolss, 240 - index, worker);
    worker.waitsForDevice(printer, { major: "DeviceControl", stackCount: 2, secondsAgo: 239 - index });
  });
  const authentication = portOf(desktop, "lsasspirpc");
  const reader = workerOf(authentication, 0);
  ask(winlogon.thread(), authentication, 80, reader);
  reader.waitsForDevice(volume, {
    major: "Read",
    stackCount: 1,
    fileName: "\\Windows\\System32\\config\\SAM",
    secondsAgo: 79,
  });
  const mapper = portOf(desktop, "epmapper");
  const mapperWorker = workerOf(mapper, 0);
  ask(explorer.thread(), mapper, 30, mapperWorker);
  mapperWorker.pagesIn({ device: disk, secondsAgo: 29 });
  const themes = svchost[2].thread();
  themes.waitsForDevice(volume, {
    major: "FlushBuffers",
    fileName: "\\Windows\\Resources\\Themes\\aero.theme",
    secondsAgo: 20,
  });
  lsass
    .thread()
    .hasPendingRequest(volume, { major: "DirectoryControl", minor: 2, fileName: "\\Windows\\System32\\config" });
  return desktop;
}

/**
 * An application stopped in its debugger, another that has crashed and waits for error reporting, and threads that wait
 * for the two.
 */
export function createDebugger(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { scenario, explorer, notepad, lsass } = desktop;
  const windbg = scenario.process("windbg.exe", {
    parent: explorer,
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Debuggers\\x64\\windbg.exe",
  });
  windbg.thread().waitsFor(scenario.event(), { secondsAgo: 130 });
  const app = scenario.process("outlook.exe", {
    parent: explorer,
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Program Files\\Office\\outlook.exe",
  });
  const port = app.createsPort("\\RPC Control\\OLE7C21E9A04B5D48F6A1");
  const [worker] = giveWorkers(scenario, port, 2);
  ask(explorer.thread(), port, 128, worker);
  ask(notepad.thread(), port, 61);
  app.hasDebugger(windbg);
  app.thread({ name: "Main" }).stopsForDebugger({ event: "Exception", secondsAgo: 127 });

  const reporting = service(desktop, "WerSvc", "svchost.exe", "\\WindowsErrorReportingServicePort", 1);
  const crashed = scenario.process("badapp.exe", { parent: explorer, session: 1 });
  const crashedPort = crashed.createsPort("\\RPC Control\\OLE55E0D7B3A9C14C2E90");
  const [served] = giveWorkers(scenario, crashedPort, 1);
  ask(explorer.thread(), crashedPort, 45, served);
  served?.asks(connectionOf(crashed, reporting.port), { type: "LPC_EXCEPTION", data: 0x48, secondsAgo: 44 });
  workerOf(reporting.port, 0).waitsFor(scenario.event({ path: "\\KernelObjects\\SystemErrorPortReady" }), {
    secondsAgo: 400,
  });
  lsass.thread().waitsFor(crashed, { secondsAgo: 30 });
  return desktop;
}

/**
 * User-mode locks: a critical section whose owner waits for another server, and a lock that does not record its holder.
 */
export function createUserLocks(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { scenario, explorer, notepad, spoolsv } = desktop;
  const ntsvcs = portOf(desktop, "ntsvcs");
  const spoolss = portOf(desktop, "spoolss");
  const owner = spoolsv.thread({ name: "Print Provider" });
  const loaderLock = spoolsv.useLoaderLock();
  loaderLock.owner = owner;
  const [first, second] = [workerOf(spoolss, 0), workerOf(spoolss, 1)];
  ask(notepad.thread(), spoolss, 75, first);
  first.waitsForCriticalSection(loaderLock, { secondsAgo: 74 });
  ask(explorer.thread(), spoolss, 70, second);
  second.waitsForCriticalSection(loaderLock, { secondsAgo: 69 });
  const manager = workerOf(ntsvcs, 0);
  ask(owner, ntsvcs, 76, manager);
  manager.waitsForUserLock(manager.process.userLocal(8), { secondsAgo: 76 });
  explorer.thread().sleeps({ secondsAgo: 1 });
  scenario.timer({ path: "\\BaseNamedObjects\\Retry", dueInSeconds: 12, periodMilliseconds: 60_000 });
  return desktop;
}
