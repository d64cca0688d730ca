/**
 * One trouble for each rule and, by the same sentences, its healthy twin: a scene is told once, and what makes it ill
 * is one step that the twin leaves out.
 */
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";

/** A server with a port and its workers, and a client that is connected to it. */
export interface Office {
  readonly scenario: KernelScenario;
  readonly server: ScenarioProcess;
  readonly client: ScenarioProcess;
  readonly port: ScenarioPort;
  readonly workers: readonly ScenarioThread[];
  readonly connection: ScenarioConnection;
}

/** Workers that wait for work; whoever gets something to do is taken out of that wait by what the scene says next. */
export function giveIdleWorkers(port: ScenarioPort, count: number): readonly ScenarioThread[] {
  const { owner } = port;
  const workers = Array.from({ length: count }, () => owner.thread());
  if (!owner.system.machine.hasAlpc) {
    for (const worker of workers) {
      worker.waitsToReceiveOn(port, { secondsAgo: 20 });
    }
    return workers;
  }
  const completionPort = port.hasCompletionPort({ threads: workers, maximumCount: count });
  for (const worker of workers) {
    worker.waitsForWork(completionPort, { secondsAgo: 20 });
  }
  return workers;
}

/** services.exe (204) with `ntsvcs` and that many workers, explorer.exe (804) connected to it. */
export function openOffice(layout: LayoutId, workers = 2): Office {
  const scenario = new KernelScenario(layout);
  scenario
    .process("System", { id: 4 })
    .thread({ id: 8 })
    .waitsFor(scenario.event(), { reason: "Executive", secondsAgo: 900 });
  const server = scenario.process("services.exe", { id: 0x204, session: 0 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const port = server.createsPort("\\RPC Control\\ntsvcs");
  return {
    scenario,
    server,
    client,
    port,
    workers: giveIdleWorkers(port, workers),
    connection: client.connectsTo(port),
  };
}

/** The `index`-th thread of a list that the scene has made long enough. */
export function pick<T>(list: readonly T[], index = 0): T {
  const found = list[index];
  if (found === undefined) {
    throw new Error(`there is no element ${index}`);
  }
  return found;
}

/** A scene, ill or well. `subject`: what the finding is about. */
export interface Built {
  readonly image: KernelImage;
  readonly subject: bigint;
  /** Addresses that the evidence must lead to. */
  readonly evidence: readonly bigint[];
}

export interface Trouble {
  readonly rule: string;
  readonly severity: "Error" | "Warning" | "Information";
  readonly name: string;
  /** What the explanation must say. */
  readonly says: RegExp;
  readonly holdsUp: number;
  /** Rules that rightly speak too, of the ill scene. */
  readonly also?: readonly string[];
  readonly lpcToo: boolean;
  readonly build: (layout: LayoutId, ill: boolean) => Built;
}

/** Two servers whose only workers ask each other; well, the first has a second worker that is idle. */
function deadlock(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, port, workers, connection } = openOffice(layout, ill ? 1 : 2);
  const other = scenario.process("spoolsv.exe", { id: 0x4c8, session: 0 });
  const spooler = other.createsPort("\\RPC Control\\spoolss");
  const [worker, printer] = [pick(workers), pick(giveIdleWorkers(spooler, 1))];
  worker.receives(client.thread({ id: 0x808 }).asks(connection, { secondsAgo: 9 }));
  const there = worker.asks(server.connectsTo(spooler), { secondsAgo: 8 });
  printer.receives(there);
  const back = printer.asks(other.connectsTo(port), { secondsAgo: 7 });
  return {
    image: scenario.build(),
    subject: worker.address,
    evidence: [printer.address, ...(scenario.machine.hasAlpc ? [there.address] : []), back.address],
  };
}

/** Three threads, two replies and a mutant; well, the mutant's owner has a timeout. */
function mixedDeadlock(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, workers, connection } = openOffice(layout, 2);
  const other = scenario.process("lsass.exe", { id: 0x20c, session: 0 });
  const policy = other.createsPort("\\RPC Control\\lsapolicylookup");
  const [worker, lookup] = [pick(workers), pick(giveIdleWorkers(policy, 2))];
  const user = client.thread({ id: 0x808 });
  const lock = scenario.mutant({ owner: user, path: "\\BaseNamedObjects\\ShellLock" });
  worker.receives(user.asks(connection, { secondsAgo: 9 }));
  lookup.receives(worker.asks(server.connectsTo(policy), { secondsAgo: 8 }));
  lookup.waitsForMutant(lock, { secondsAgo: 7, hasTimeout: !ill });
  const first = [worker, lookup, user].reduce((least, thread) => (thread.address < least.address ? thread : least));
  return {
    image: scenario.build(),
    subject: first.address,
    evidence: [worker, lookup, user].filter((thread) => thread !== first).map(({ address }) => address),
  };
}

/** A server asks its client, which is waiting for it; well, a thread of the client waits to receive on its port. */
function mutualRequest(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const window = client.thread({ id: 0x808 });
  client.thread({ id: 0x80c }).waitsFor(scenario.event(), { secondsAgo: 40 });
  if (!ill) {
    client.thread({ id: 0x810 }).waitsToReceiveOn(connection.clientPort, { secondsAgo: 40 });
  }
  const asked = window.asks(connection, { secondsAgo: 9 });
  const worker = pick(workers);
  worker.receives(asked);
  const question = worker.asks(connection, { secondsAgo: 8 });
  return {
    image: scenario.build(),
    subject: worker.address,
    evidence: [question.address, connection.clientPort.address, client.address, window.address],
  };
}

/** The server's process has exited under its client's feet. */
function deadServer(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, port, workers, connection } = openOffice(layout, 1);
  const user = client.thread({ id: 0x808 });
  const request = user.asks(connection, { secondsAgo: 9 });
  pick(workers).receives(request);
  if (ill) {
    server.exits();
  }
  return { image: scenario.build(), subject: port.address, evidence: [user.address, connection.clientPort.address] };
}

/** The server has closed its port with a client still connected. */
function closedPort(layout: LayoutId, ill: boolean): Built {
  const { scenario, port, client, connection } = openOffice(layout, 1);
  client.thread({ id: 0x808 }).waitsFor(scenario.event(), { secondsAgo: 5 });
  if (ill) {
    port.closes();
  }
  return { image: scenario.build(), subject: port.address, evidence: [connection.clientPort.address] };
}

/** All workers want a mutant that nobody gives back; well, one of them is idle. */
function noServerThread(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, port, workers, connection } = openOffice(layout, 3);
  const holder = server.thread();
  holder.waitsFor(scenario.event(), { secondsAgo: 25 });
  const lock = scenario.mutant({ owner: holder, path: "\\BaseNamedObjects\\DatabaseLock" });
  const busy = ill ? workers : workers.slice(1);
  for (const worker of busy) {
    worker.receives(client.thread().asks(client.connectsTo(port), { secondsAgo: 20 }));
    worker.waitsForMutant(lock, { secondsAgo: 20 });
  }
  const user = client.thread({ id: 0x808 });
  const request = user.asks(connection, { secondsAgo: 9 });
  return {
    image: scenario.build(),
    subject: port.address,
    evidence: [...busy.map(({ address }) => address), request.address, user.address],
  };
}

/** A client asks to connect where every worker is blocked. */
function noThreadToAccept(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port, workers } = openOffice(layout, 1);
  const worker = pick(workers);
  if (ill) {
    worker.waitsFor(scenario.event(), { secondsAgo: 20 });
  }
  const user = client.thread({ id: 0x808 });
  const { request } = user.connectsTo(port, { message: { secondsAgo: 5 } });
  return {
    image: scenario.build(),
    subject: port.address,
    evidence: [user.address, ...(request === undefined ? [] : [request.address])],
  };
}

/** A server asks a client that waits for nobody and does not receive. */
function clientDoesNotReceive(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const listener = client.thread({ id: 0x810 });
  if (ill) {
    listener.waitsFor(scenario.event(), { secondsAgo: 40 });
  } else {
    listener.waitsToReceiveOn(connection.clientPort, { secondsAgo: 40 });
  }
  const question = pick(workers).asks(connection, { secondsAgo: 8 });
  return {
    image: scenario.build(),
    subject: connection.clientPort.address,
    evidence: [question.address, pick(workers).address],
  };
}

/** A client that has exited is still connected. */
function deadClient(layout: LayoutId, ill: boolean): Built {
  const { scenario, port } = openOffice(layout, 2);
  const gone = scenario.process("setup.exe", { id: 0xb00, session: 1 });
  gone.thread();
  const connection = gone.connectsTo(port);
  if (ill) {
    gone.exits();
  }
  return { image: scenario.build(), subject: port.address, evidence: [connection.serverPort?.address ?? 0n] };
}

/** A server takes its time. */
function longWait(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const worker = pick(workers);
  worker.receives(user.asks(connection, { secondsAgo: ill ? 31 : 29 }));
  return { image: scenario.build(), subject: user.address, evidence: [worker.address] };
}

/** A reply that came too late lies on the client's queue. */
function lostReply(layout: LayoutId, ill: boolean): Built {
  const { scenario, workers, connection } = openOffice(layout, 2);
  const message = pick(workers).sends(connection, { type: ill ? "LPC_LOST_REPLY" : "LPC_DATAGRAM" });
  return { image: scenario.build(), subject: message.address, evidence: [connection.clientPort.address] };
}

/** The thread that a pending request names as waiting is in another wait by now. */
function strayWaiter(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const request = user.asks(connection, { secondsAgo: 9 });
  const worker = pick(workers);
  worker.receives(request);
  if (ill) {
    worker.runs();
    user.asks(connection, { secondsAgo: 3 });
  }
  return { image: scenario.build(), subject: request.address, evidence: [user.address, worker.address] };
}

/** A message on no queue that only a thread's wait still leads to; ill, the one that owes its reply has exited. */
function orphan(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const message = scenario.messages.createLoose(user, connection, { type: "LPC_REQUEST" });
  scenario.messages.awaitReply(user, message, 9);
  const worker = pick(workers);
  message.serverThread = worker;
  worker.runs();
  if (ill) {
    worker.exits();
  }
  return { image: scenario.build(), subject: message.address, evidence: [user.address, worker.address] };
}

/** A queue says another length than it has. */
function wrongLength(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port, connection } = openOffice(layout, 2);
  client.thread({ id: 0x808 }).sends(connection);
  if (ill) {
    port.claimsLength("Main", 7);
  }
  const image = scenario.build();
  if (ill && !scenario.machine.hasAlpc) {
    image.writeField(port.semaphore, "_KSEMAPHORE", "Header.SignalState", 7);
  }
  return { image, subject: port.address, evidence: [] };
}

/** A queue's link leads nowhere. */
function brokenQueue(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port, connection } = openOffice(layout, 2);
  const sender = client.thread({ id: 0x808 });
  const messages = [1, 2, 3].map(() => sender.sends(connection));
  const image = scenario.build();
  const type = scenario.machine.hasAlpc ? "_KALPC_MESSAGE" : "_LPCP_MESSAGE";
  if (ill) {
    image.writePointer(image.fieldAddress(pick(messages, 1).address, type, "Entry"), 0x10n);
  }
  return { image, subject: port.address, evidence: [] };
}

/** The state's type bits say another kind than the connection does. */
function wrongKind(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port } = openOffice(layout, 2);
  const { clientPort } = client.connectsTo(port, ill ? { state: { Type: 3 } } : {});
  return { image: scenario.build(), subject: clientPort.address, evidence: [] };
}

/** More messages on a queue than the limit. */
function backlog(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, port, connection } = openOffice(layout, 2);
  const sender = client.thread({ id: 0x808 });
  const messages = Array.from({ length: ill ? 101 : 100 }, () => sender.sends(connection));
  return { image: scenario.build(), subject: port.address, evidence: [pick(messages).address, server.address] };
}

/** Every trouble, in the order of the table of rules. */
export const troubles: readonly Trouble[] = [
  {
    rule: "alpc-deadlock",
    severity: "Error",
    name: "two servers whose only workers ask each other",
    holdsUp: 3,
    lpcToo: false,
    build: deadlock,
    says: /services\.exe \(204\.\w+\) awaits the reply to message 0x\w+ on 'spoolss'.*spoolsv\.exe \(4c8\.\w+\) awaits the reply to message 0x\w+, still queued on 'ntsvcs'/,
    also: ["alpc-no-server-thread"],
  },
  {
    rule: "alpc-deadlock",
    severity: "Error",
    name: "three threads, two replies and a mutant",
    holdsUp: 3,
    lpcToo: true,
    build: mixedDeadlock,
    says: /waits for mutant 'ShellLock' 0x\w+, held by explorer\.exe \(804\.808\)/,
  },
  {
    rule: "alpc-mutual-request",
    severity: "Error",
    name: "a server that asks a client which is waiting for that server",
    holdsUp: 2,
    lpcToo: true,
    build: mutualRequest,
    says: /services\.exe \(204\.\w+\) has sent message 0x\w+ to its client explorer\.exe \(804\).*explorer\.exe \(804\.808\)/,
  },
  {
    rule: "alpc-dead-server",
    severity: "Error",
    name: "a server process that has exited",
    holdsUp: 1,
    lpcToo: false,
    build: deadServer,
    says: /services\.exe \(204\) has exited.*1 client still has a connection to it \(explorer\.exe \(804\)\).*explorer\.exe \(804\.808\) awaits a reply that cannot come/,
  },
  {
    rule: "alpc-dead-server",
    severity: "Error",
    name: "a port closed under its clients",
    holdsUp: 0,
    lpcToo: false,
    build: closedPort,
    says: /the port is closed/,
  },
  {
    rule: "alpc-no-server-thread",
    severity: "Error",
    name: "workers that all want the same mutant",
    holdsUp: 4,
    lpcToo: false,
    build: noServerThread,
    says: /All 3 workers are blocked: services\.exe \(204\.\w+\) waits for mutant 'DatabaseLock' 0x\w+ held by services\.exe \(204\.\w+\)/,
  },
  {
    rule: "alpc-no-server-thread",
    severity: "Error",
    name: "nobody to accept a connection",
    holdsUp: 1,
    lpcToo: true,
    build: noThreadToAccept,
    says: /^1 connection request lies unreceived on the queue of 'ntsvcs' of services\.exe \(204\)\..* explorer\.exe \(804\.808\) awaits its reply/,
  },
  {
    rule: "alpc-no-server-thread",
    severity: "Error",
    name: "a request on a client's own queue that no thread receives",
    holdsUp: 1,
    lpcToo: true,
    build: clientDoesNotReceive,
    says: /^1 request lies unreceived on the queue of explorer\.exe \(804\)'s own port, its connection to 'ntsvcs' of services\.exe \(204\)\. No thread waits/,
  },
  {
    rule: "alpc-dead-client",
    severity: "Information",
    name: "a client that has exited",
    holdsUp: 0,
    lpcToo: false,
    build: deadClient,
    says: /'ntsvcs' of services\.exe \(204\) still holds 1 port for/,
  },
  {
    rule: "alpc-long-wait",
    severity: "Warning",
    name: "a reply awaited for 31 s",
    holdsUp: 1,
    lpcToo: true,
    build: longWait,
    says: /for 31 s.*services\.exe \(204\.\w+\), which is running/,
  },
  {
    rule: "alpc-lost-reply",
    severity: "Warning",
    name: "a reply that reached nobody",
    holdsUp: 0,
    lpcToo: true,
    build: lostReply,
    says: /LPC_LOST_REPLY/,
  },
  {
    rule: "alpc-lost-reply",
    severity: "Warning",
    name: "a reply for a thread that waits for something else",
    holdsUp: 0,
    lpcToo: false,
    build: strayWaiter,
    also: ["alpc-inconsistent"],
    says: /services\.exe \(204\.\w+\) still owes its reply to explorer\.exe \(804\.808\)\. But that thread awaits the reply to message 0x14 by now/,
  },
  {
    rule: "alpc-orphan-message",
    severity: "Warning",
    name: "a message on no queue whose server thread has exited",
    holdsUp: 1,
    lpcToo: false,
    build: orphan,
    says: /owes its reply, has exited/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a queue with a wrong length",
    holdsUp: 0,
    lpcToo: true,
    build: wrongLength,
    says: /7/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a queue whose links lead nowhere",
    holdsUp: 0,
    lpcToo: true,
    build: brokenQueue,
    says: /queue is (?:broken|damaged)/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a port whose bits and connection disagree about its kind",
    holdsUp: 0,
    lpcToo: false,
    build: wrongKind,
    says: /but its state says ALPC_SERVER_COMMUNICATION_PORT/,
  },
  {
    rule: "alpc-queue-backlog",
    severity: "Warning",
    name: "a queue of 101 messages",
    holdsUp: 0,
    lpcToo: true,
    build: backlog,
    says: /101 messages, more than the limit of 100\. No thread awaits a reply to any of them\./,
  },
];
