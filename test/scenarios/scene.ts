/**
 * One scene on every kernel: services, their clients, requests in every state, a chain of waits over three processes, a
 * closed port and a client that has exited. What only one generation or build has is added where it exists.
 */
import { KernelScenario, type KernelImage, type KernelScenarioOptions, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";

export interface Scene {
  readonly image: KernelImage;
  readonly scenario: KernelScenario;
  readonly services: ScenarioProcess;
  readonly lsass: ScenarioProcess;
  readonly explorer: ScenarioProcess;
  readonly notepad: ScenarioProcess;
  readonly ntsvcs: ScenarioPort;
  readonly lsapolicy: ScenarioPort;
  readonly apiPort: ScenarioPort;
  /** explorer.exe's thread that awaits the reply of services.exe. */
  readonly user: ScenarioThread;
}

interface Cast {
  readonly scenario: KernelScenario;
  readonly smss: ScenarioProcess;
  readonly csrss: ScenarioProcess;
  readonly services: ScenarioProcess;
  readonly lsass: ScenarioProcess;
  readonly explorer: ScenarioProcess;
  readonly notepad: ScenarioProcess;
}

function cast(scenario: KernelScenario): Cast {
  const system = scenario.process("System", { id: 4 });
  system.thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive", secondsAgo: 900 });
  const smss = scenario.process("smss.exe", { id: 0x11c, parent: system });
  const csrss = scenario.process("csrss.exe", { id: 0x1b0, session: 1, parent: smss });
  const services = scenario.process("services.exe", { id: 0x204, session: 0 });
  const lsass = scenario.process("lsass.exe", { id: 0x20c, session: 0 });
  const explorer = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const notepad = scenario.process("notepad.exe", { id: 0xa10, session: 1, parent: explorer });
  return { scenario, smss, csrss, services, lsass, explorer, notepad };
}

/**
 * explorer.exe asks services.exe, whose worker asks lsass.exe, whose worker waits for a mutant that notepad.exe holds.
 */
function chainOfWaits(
  { scenario, services, lsass, explorer, notepad }: Cast,
  ntsvcs: ScenarioPort,
  lsapolicy: ScenarioPort,
): ScenarioThread {
  const holder = notepad.thread({ id: 0xa20 });
  const lock = scenario.mutant({ owner: holder, path: "\\BaseNamedObjects\\PolicyLock" });
  holder.waitsFor(scenario.event({ path: "\\BaseNamedObjects\\PrinterReady" }), { secondsAgo: 120 });
  const user = explorer.thread({ id: 0x808 });
  const worker = services.thread({ id: 0x208 });
  const policyWorker = lsass.thread({ id: 0x210 });
  worker.receives(
    user.asks(explorer.connectsTo(ntsvcs), {
      data: "start the spooler",
      secondsAgo: 90,
      clientContext: 0x2a56b80n,
      portContext: 0x77n,
      sequenceNo: 7,
    }),
  );
  policyWorker.receives(worker.asks(services.connectsTo(lsapolicy), { data: 0x30, secondsAgo: 80, callbackId: 3 }));
  policyWorker.waitsForMutant(lock, { secondsAgo: 70 });
  return user;
}

/** A queued request, a queued datagram, and one that asks to connect. */
function queuedMessages({ explorer, notepad }: Cast, ntsvcs: ScenarioPort, apiPort: ScenarioPort): ScenarioConnection {
  const connection = notepad.connectsTo(ntsvcs);
  notepad.thread({ id: 0xa14 }).asks(connection, { data: 0x58, secondsAgo: 5 });
  notepad.thread({ id: 0xa18 }).sends(connection, { data: 0x20 });
  explorer.thread({ id: 0x80c }).connectsTo(apiPort, { message: { data: "explorer", secondsAgo: 2 } });
  return connection;
}

/** Queues and resources that only ALPC has. */
function onlyAlpc({ notepad, csrss, services }: Cast, apiPort: ScenarioPort, connection: ScenarioConnection): void {
  const sender = notepad.thread({ id: 0xa1c });
  sender.sends(connection, { data: 0x400, location: "ExtensionBuffer", queue: "LargeMessage" });
  sender.sends(connection, { data: 0x10 }).isCanceled();
  const [thread] = csrss.threads;
  thread?.isBoundTo(apiPort.hasCompletionPort({ threads: [thread], maximumCount: 2, key: 0x55n }));
  thread?.waitsForWork(apiPort.completionPort, { secondsAgo: 60 });
  services.thread({ id: 0x220 }).waitsToReceiveOn(services.createsPort(), { secondsAgo: 60 });
}

/** A closed service with a client still connected, and a service whose client has exited. */
function endings({ scenario, lsass, explorer }: Cast, ntsvcs: ScenarioPort): void {
  const closing = lsass.createsPort("\\RPC Control\\samss");
  explorer.connectsTo(closing).clientPort.disconnects();
  closing.closes();
  const gone = scenario.process("setup.exe", { id: 0xb00, session: 1 });
  gone.thread({ id: 0xb04 });
  gone.connectsTo(ntsvcs);
  gone.exits();
}

/** Builds the scene for one Windows version. */
export function createScene(id: LayoutId, options: KernelScenarioOptions = {}): Scene {
  const scenario = new KernelScenario(id, options);
  const actors = cast(scenario);
  const { smss, csrss, services, lsass, explorer, notepad } = actors;
  smss
    .thread({ id: 0x120 })
    .waitsToReceiveOn(smss.createsPort("\\SmApiPort", { context: 0x1234n, sequenceNo: 9 }), { secondsAgo: 600 });
  csrss.thread({ id: 0x1b4, state: "Ready" });
  const apiPort = csrss.createsPort("\\Sessions\\1\\Windows\\ApiPort");
  const ntsvcs = services.createsPort("\\RPC Control\\ntsvcs");
  const lsapolicy = lsass.createsPort("\\RPC Control\\lsapolicylookup");
  notepad.connectsTo(apiPort);
  const user = chainOfWaits(actors, ntsvcs, lsapolicy);
  const connection = queuedMessages(actors, ntsvcs, apiPort);
  if (scenario.machine.hasAlpc) {
    onlyAlpc(actors, apiPort, connection);
  }
  endings(actors, ntsvcs);
  services.opens(ntsvcs.object, { access: 0x1f0001 });
  explorer.hasExceptionPort(apiPort);
  notepad.hasExceptionPort(apiPort).hasSecurityPort(1n);
  lsass.hasSecurityPort(lsapolicy);
  notepad.hasDebugger(explorer);
  return { image: scenario.build(), scenario, services, lsass, explorer, notepad, ntsvcs, lsapolicy, apiPort, user };
}
