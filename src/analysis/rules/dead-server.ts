import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatCount, formatPort, formatPortOfOwner, formatProcess, formatSome, formatThread } from "../naming.ts";
import type { Key, MessageFacts, MessageKey, PortFacts, PortKey, ProcessKey, Reference, ThreadFacts, ThreadKey, WaitSnapshot } from "../snapshot.ts";
import type { Rule } from "./rule.ts";

export const deadServer: Rule = {
  id: "alpc-dead-server",
  severity: "Error",
  meaning: "Requests or connected clients, but the server process has exited, or its port is closed or disconnected.",
  advice: "Look for why the server process ended (its exit status, a crash dump); its clients have to close the connection before they can go on.",
  walkObservations,
};

/** Why nothing comes from a port any more. */
interface Death {
  /** A clause: "services.exe (298) has exited". */
  readonly why: string;
  /** The process that has exited, where it is known. */
  readonly process?: ProcessKey;
}

/** Everything that still counts on one dead server. */
interface Case {
  readonly subject: Reference;
  /** The first that was found; one that names the process is worth more. */
  death: Death;
  readonly clients: Set<PortKey>;
  readonly requests: Set<MessageKey>;
  readonly threads: Set<ThreadKey>;
}

class Cases {
  private readonly bySubject = new Map<Key, Case>();

  of(subject: Reference, death: Death): Case {
    const known = this.bySubject.get(subject.key);
    if (known !== undefined) {
      if (known.death.process === undefined && death.process !== undefined) known.death = death;
      return known;
    }
    const fresh: Case = { subject, death, clients: new Set(), requests: new Set(), threads: new Set() };
    this.bySubject.set(subject.key, fresh);
    return fresh;
  }

  values(): IterableIterator<Case> { return this.bySubject.values(); }
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const cases = new Cases();
  for (const port of context.walkPorts()) {
    if (port.kind === "connection") collectConnectionPort(context, cases, port);
    else if (port.kind === "client") collectClientPort(context, cases, port);
  }
  for (const thread of context.walkWaitingThreads()) collectWaitingThread(context, cases, context.snapshot.thread(thread));
  for (const found of cases.values()) yield observe(context, found);
}

/** Why nothing comes from this port any more; undefined when it may. */
function findDeath(context: FindingContext, port: PortFacts | undefined): Death | undefined {
  if (port === undefined) return undefined;
  if (context.hasDeadOwner(port)) return findDeathOfServer(context, port.owner) ?? { why: "its server process has exited" };
  return port.state.closed === true ? { why: "the port is closed" } : port.state.disconnected === true ? { why: "the port is disconnected" } : undefined;
}

function isUnanswered(context: FindingContext, message: MessageFacts | undefined): message is MessageFacts {
  if (message === undefined || context.hasExited(message.senderProcess)) return false;
  const waiter = message.waitingThread === undefined ? undefined : context.snapshot.thread(message.waitingThread);
  if (message.queue === "Pending") return waiter !== undefined && !waiter.exited;
  return message.type === "LPC_REQUEST" || message.type === "LPC_CONNECTION_REQUEST";
}

function collectConnectionPort(context: FindingContext, cases: Cases, port: PortFacts): void {
  const death = findDeath(context, port);
  if (death === undefined) return;
  const { snapshot } = context;
  const requests = port.queues.filter((queue) => queue.name !== "Canceled")
    .reduce<MessageFacts[]>((all, queue) => all.concat(queue.messages.map((key) => snapshot.message(key)).filter((message) => isUnanswered(context, message))), []);
  const clients = port.connections.map(({ clientPort }) => (clientPort === undefined ? undefined : snapshot.port(clientPort)))
    .filter((client): client is PortFacts => client !== undefined && isLiveClient(context, client));
  if (requests.length === 0 && clients.length === 0) return;
  const found = cases.of({ kind: "Port", key: port.key }, death);
  for (const client of clients) found.clients.add(client.key);
  for (const message of requests) {
    found.requests.add(message.key);
    if (message.waitingThread !== undefined) found.threads.add(message.waitingThread);
  }
}

function isLiveClient(context: FindingContext, client: PortFacts): boolean {
  return !context.hasDeadOwner(client) && client.state.closed !== true;
}

/**
 * A client that has nothing left at its other end, or whose server port's owner has exited. A client port that is merely
 * disconnected while its server lives is everyday life.
 */
function collectClientPort(context: FindingContext, cases: Cases, client: PortFacts): void {
  if (!isLiveClient(context, client)) return;
  const connectionPort = client.connectionPort === undefined ? undefined : context.snapshot.port(client.connectionPort);
  const serverPort = client.serverPort === undefined ? undefined : context.snapshot.port(client.serverPort);
  const dead = [connectionPort, serverPort].find((port) => context.hasDeadOwner(port));
  const death = findDeath(context, dead);
  if (death !== undefined) {
    cases.of({ kind: "Port", key: connectionPort?.key ?? client.key }, death).clients.add(client.key);
  } else if (client.connectionPort === undefined && client.serverPort === undefined && client.state.disconnected === true) {
    cases.of({ kind: "Port", key: client.key }, { why: "nothing is left at its other end" }).clients.add(client.key);
  }
}

/** A thread that awaits a reply of an exited process, or through a port that is closed or disconnected. */
function collectWaitingThread(context: FindingContext, cases: Cases, thread: ThreadFacts | undefined): void {
  const awaits = thread?.awaits;
  if (thread === undefined || awaits === undefined) return;
  const { snapshot } = context;
  const server = awaits.source.kind === "thread" ? snapshot.thread(awaits.source.thread)?.process : undefined;
  const message = awaits.message === undefined ? undefined : snapshot.message(awaits.message);
  const used = awaits.source.kind === "queued" ? awaits.source.port : message?.ownerPort;
  const named = awaits.port ?? used;
  const death = findDeathOfServer(context, server)
    ?? findDeath(context, named === undefined || named === used ? undefined : snapshot.port(named))
    ?? (used === undefined ? undefined : findDeath(context, snapshot.port(used)));
  if (death === undefined) return;
  const found = cases.of(subjectOf(snapshot, named, server, thread), death);
  found.threads.add(thread.key);
  if (awaits.message !== undefined) found.requests.add(awaits.message);
}

function findDeathOfServer(context: FindingContext, server: ProcessKey | undefined): Death | undefined {
  return server !== undefined && context.hasExited(server) ? { why: `${formatProcess(context.snapshot, server)} has exited`, process: server } : undefined;
}

function subjectOf(snapshot: WaitSnapshot, port: PortKey | undefined, server: ProcessKey | undefined, thread: ThreadFacts): Reference {
  if (port !== undefined) return { kind: "Port", key: snapshot.port(port)?.connectionPort ?? port };
  return server === undefined ? { kind: "Thread", key: thread.key } : { kind: "Process", key: server };
}

function observe(context: FindingContext, { subject, death: { why, process }, clients, requests, threads }: Case): Observation {
  const { snapshot } = context;
  const evidence = new Evidence();
  for (const client of clients) evidence.add("Port", client).add("Process", snapshot.port(client)?.owner);
  for (const request of requests) evidence.add("Message", request);
  for (const thread of threads) evidence.add("Thread", thread);
  evidence.add("Process", process);
  const name = subject.kind === "Port" ? formatPortOfOwner(snapshot, subject.key)
    : subject.kind === "Process" ? formatProcess(snapshot, subject.key) : formatThread(snapshot, subject.key);
  const service = subject.kind === "Port" ? formatPort(snapshot, subject.key) : name;
  const owners = new Set(Array.from(clients, (client) => snapshot.port(client)?.owner).filter((owner): owner is ProcessKey => owner !== undefined));
  const told = [
    ...(clients.size === 0 ? [] : [`${formatCount(clients.size, "client still has", "clients still have")} a connection to it (${formatSome(Array.from(owners, (owner) => formatProcess(snapshot, owner)))}).`]),
    ...(requests.size === 0 ? [] : [`${formatCount(requests.size, "request stays", "requests stay")} unanswered.`]),
    ...(threads.size === 0 ? [] : [`${formatSome(Array.from(threads, (thread) => formatThread(snapshot, thread)))} ${threads.size === 1 ? "awaits a reply that cannot" : "await replies that cannot"} come.`]),
  ];
  return {
    title: `Nobody serves ${service} any more: ${why}`, explanation: `${beginSentence(name)} answers nobody any more: ${why}. ${told.join(" ")}`,
    subject, evidence: evidence.without(subject), holdsUp: context.countHeldUpWith(Array.from(threads)), weight: clients.size + requests.size,
  };
}
