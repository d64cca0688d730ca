/** Problems of servers and clients that are gone or that receive nothing. */
import type { LayoutId } from "../../kernel/index.ts";
import { openOffice, pick } from "../findings-scenes.ts";
import type { Built, Trouble } from "./trouble.ts";

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

/** Somebody who should be there is not, or cannot come. */
export const servers: readonly Trouble[] = [
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
    says: /^1 connection request is waiting on the queue of 'ntsvcs' of services\.exe \(204\)\..* explorer\.exe \(804\.808\) awaits its reply/,
  },
  {
    rule: "alpc-no-server-thread",
    severity: "Error",
    name: "a request on a client's own queue that no thread receives",
    holdsUp: 1,
    lpcToo: true,
    build: clientDoesNotReceive,
    says: /^1 request is waiting on the queue of explorer\.exe \(804\)'s own port, its connection to 'ntsvcs' of services\.exe \(204\)\. No thread waits/,
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
];
