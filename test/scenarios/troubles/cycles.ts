/** Problems in which threads wait for each other. */
import type { LayoutId } from "../../kernel/index.ts";
import { giveIdleWorkers, openOffice, pick } from "../findings-scenes.ts";
import type { Built, Trouble } from "./trouble.ts";

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

/** Each closed by one wait that the healthy twin does not have. */
export const cycles: readonly Trouble[] = [
  {
    rule: "alpc-deadlock",
    severity: "Error",
    name: "two servers whose only workers ask each other",
    holdsUp: 3,
    lpcToo: false,
    build: deadlock,
    says: /services\.exe \(204\.\w+\) awaits the reply to message 0x\w+ on 'spoolss'.*spoolsv\.exe \(4c8\.\w+\) awaits the reply to message 0x\w+ on 'ntsvcs', still queued/,
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
];
