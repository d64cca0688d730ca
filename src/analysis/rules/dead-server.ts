import { isAbsent, present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { PortFacts } from "../../facts/port.ts";
import { beginSentence, formatCount, formatSome } from "../../text/counts.ts";
import { formatPort, formatPortOfOwner, formatProcess, formatThread, formatThreads } from "../../text/names.ts";
import { findAwaited, findReplySource } from "../awaited.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { SeenPort } from "../seen-ports.ts";
import { blocksSender } from "../request-types.ts";
import { findSender } from "../scope.ts";
import type { Reference, System } from "../system.ts";
import { distinct } from "../wait-analysis.ts";
import type { Rule, Watch } from "./rule.ts";
import { formatWaited } from "./waited.ts";

/**
 * Reports servers that will answer nothing anymore although clients or requests depend on them: one finding for each
 * dead port, process or connection.
 */
export const deadServer: Rule = {
  id: "alpc-dead-server",
  severity: "Error",
  meaning: "Requests or connected clients, but the server process has exited, or its port is closed or disconnected.",
  advice:
    "Look for why the server process ended (its exit status, a crash dump); its clients have to close the connection before they can go on.",
  watch,
};

/** Why a port will send nothing anymore. */
interface Death {
  /** A clause: "services.exe (298) has exited". */
  readonly why: string;
  /** The process that has exited, if known. */
  readonly process?: Word64;
}

/** Everything that still depends on one dead server. */
interface Case {
  readonly subject: Reference;
  /** The first that was found; replaced by one that names the process. */
  death: Death;
  readonly clients: Map<string, Word64>;
  readonly requests: Map<string, Word64>;
  readonly threads: Map<string, Word64>;
}

class Cases {
  private readonly bySubject = new Map<string, Case>();

  of(subject: Reference, death: Death): Case {
    const known = this.bySubject.get(subject.address.key);
    if (known !== undefined) {
      if (known.death.process === undefined && death.process !== undefined) {
        known.death = death;
      }
      return known;
    }
    const fresh: Case = { subject, death, clients: new Map(), requests: new Map(), threads: new Map() };
    this.bySubject.set(subject.address.key, fresh);
    return fresh;
  }

  values(): readonly Case[] {
    return Array.from(this.bySubject.values());
  }
}

function put(into: Map<string, Word64>, address: Word64 | undefined): void {
  if (address !== undefined) {
    into.set(address.key, address);
  }
}

function watch(context: FindingContext): Watch {
  const cases = new Cases();
  return {
    seePort: (seen) => {
      if (seen.port.role === "connection") {
        collectConnectionPort(context, cases, seen);
      } else if (seen.port.role === "client") {
        collectClientPort(context, cases, seen);
      }
    },
    finish: () => {
      // The first cause found is reported: a port's comes before that of a thread's wait.
      for (const thread of context.waitingThreads) {
        collectWaitingThread(context, cases, thread);
      }
      return cases.values().map((found) => {
        context.noteReported(Array.from(found.threads.values()));
        return observe(context, found);
      });
    },
  };
}

/** Why this port will send nothing anymore; undefined if it may. */
function findDeath(context: FindingContext, port: PortFacts | undefined): Death | undefined {
  if (port === undefined) {
    return undefined;
  }
  if (context.ports.hasDeadOwner(port)) {
    return findDeathOfServer(context, present(port.owner)) ?? { why: "its server process has exited" };
  }
  const state = port.isClosed ? "closed" : port.isDisconnected ? "disconnected" : undefined;
  return state === undefined
    ? undefined
    : { why: `the ${port.role === "client" ? "client's own " : ""}port is ${state}` };
}

/** `explorer.exe (804)`; undefined for what is no client's port of a known service. */
function findClientName(system: System, { kind, address }: Reference): string | undefined {
  const port = kind === "Port" ? present(system.port(address)) : undefined;
  return port?.role !== "client" || isAbsent(port.connectionPort) || isAbsent(port.owner)
    ? undefined
    : formatProcess(system, port.owner);
}

function isUnanswered(context: FindingContext, message: MessageFacts): boolean {
  if (context.ports.hasExited(findSender(context.system, message))) {
    return false;
  }
  const waiter = isAbsent(message.waitingThread) ? undefined : present(context.system.thread(message.waitingThread));
  return message.queue === "Pending" ? waiter !== undefined && !waiter.hasExited : blocksSender(message);
}

function collectConnectionPort(context: FindingContext, cases: Cases, { port, queues, hasDeadOwner }: SeenPort): void {
  const death = hasDeadOwner || port.isClosed || port.isDisconnected ? findDeath(context, port) : undefined;
  if (death === undefined) {
    return;
  }
  const { system } = context;
  const requests: MessageFacts[] = [];
  for (const queue of queues) {
    for (const address of queue.name === "Canceled" ? [] : queue.messages) {
      const message = present(system.message(address));
      if (message !== undefined && isUnanswered(context, message)) {
        requests.push(message);
      }
    }
  }
  const clients = system
    .connections(port.address)
    .map(({ clientPort }) => (isAbsent(clientPort) ? undefined : present(system.port(clientPort))))
    .filter((client): client is PortFacts => client !== undefined && isLiveClient(context, client));
  if (requests.length === 0 && clients.length === 0) {
    return;
  }
  const found = cases.of({ kind: "Port", address: port.address }, death);
  clients.forEach(({ address }) => put(found.clients, address));
  for (const message of requests) {
    put(found.requests, message.address);
    put(found.threads, present(message.waitingThread));
  }
}

function isLiveClient(context: FindingContext, client: PortFacts): boolean {
  return !context.ports.hasDeadOwner(client) && !client.isClosed;
}

/**
 * A client with nothing left at its other end, or whose server port's owner has exited. A client port that is merely
 * disconnected while its server lives is normal.
 */
function collectClientPort(context: FindingContext, cases: Cases, seen: SeenPort): void {
  const { port: client, hasDeadOwner, hasDeadPeer } = seen;
  if (hasDeadOwner || client.isClosed) {
    return;
  }
  const { port: connectionPort, hasDeadOwner: hasDeadServer } = context.ports.findConnectionPort(client);
  const dead = hasDeadServer ? connectionPort : hasDeadPeer ? seen.peer : undefined;
  const death = dead === undefined ? undefined : findDeath(context, dead);
  if (death !== undefined) {
    put(cases.of({ kind: "Port", address: connectionPort?.address ?? client.address }, death).clients, client.address);
  } else if (client.isDisconnected && isAbsent(client.connectionPort) && isAbsent(client.serverPort)) {
    put(
      cases.of({ kind: "Port", address: client.address }, { why: "nothing is left at its other end" }).clients,
      client.address,
    );
  }
}

/** A thread that awaits a reply from an exited process, or through a port that is closed or disconnected. */
function collectWaitingThread(context: FindingContext, cases: Cases, thread: Word64): void {
  const { system } = context;
  const awaited = findAwaited(system, thread);
  if (awaited === undefined) {
    return;
  }
  const source = findReplySource(system, awaited);
  const serverThread = source.kind === "thread" ? present(system.thread(source.thread)) : undefined;
  const server = serverThread === undefined ? undefined : present(serverThread.process);
  const message = isAbsent(awaited.message) ? undefined : present(system.message(awaited.message));
  const used = source.kind === "queued" ? source.port : message === undefined ? undefined : present(message.ownerPort);
  const named = present(awaited.port) ?? used;
  const exit = findDeathOfServer(context, server);
  const ofNamed = exit ?? findDeathOfPort(context, named);
  // Mostly the same port.
  const isOther = used !== undefined && named?.equals(used) !== true;
  const death = ofNamed ?? (isOther ? findDeathOfPort(context, used) : undefined);
  const dead = exit !== undefined ? undefined : ofNamed !== undefined ? named : used;
  if (death === undefined) {
    return;
  }
  const found = cases.of(subjectOf(context, dead, named, server) ?? { kind: "Thread", address: thread }, death);
  put(found.threads, thread);
  put(found.requests, present(awaited.message));
}

function findDeathOfPort(context: FindingContext, address: Word64 | undefined): Death | undefined {
  const port = address === undefined ? undefined : context.system.port(address);
  return port === undefined || isAbsent(port) ? undefined : findDeath(context, port);
}

function findDeathOfServer(context: FindingContext, server: Word64 | undefined): Death | undefined {
  return server !== undefined && context.ports.hasExited(server)
    ? { why: `${formatProcess(context.system, server)} has exited`, process: server }
    : undefined;
}

/** The client's port that is closed by itself; else the service, else the server process. */
function subjectOf(
  context: FindingContext,
  dead: Word64 | undefined,
  named: Word64 | undefined,
  server: Word64 | undefined,
): Reference | undefined {
  const { system } = context;
  const end = dead === undefined ? undefined : present(system.port(dead));
  if (end?.role === "client" && !context.ports.hasDeadOwner(end)) {
    return { kind: "Port", address: end.address };
  }
  if (named !== undefined) {
    const facts = present(system.port(named));
    return { kind: "Port", address: (facts === undefined ? undefined : present(facts.connectionPort)) ?? named };
  }
  return server === undefined ? undefined : { kind: "Process", address: server };
}

/** The clients, requests and threads that depend on the server, as evidence. */
function collectEvidence(system: System, { death, clients, requests, threads }: Case): Evidence {
  const evidence = new Evidence();
  clients.forEach((client) => evidence.add("Port", client).add("Process", ownerOf(system, client)));
  return evidence.addAll("Message", requests.values()).addAll("Thread", threads.values()).add("Process", death.process);
}

/** Sentences about what depends on the server. */
function describeDependents(
  system: System,
  owners: readonly Word64[],
  { clients, requests, threads }: Case,
): readonly string[] {
  const waiting = Array.from(threads.values());
  const waited = formatWaited(system, waiting);
  const names = formatSome(distinct(owners).map((owner) => formatProcess(system, owner)));
  return [
    ...(clients.size === 0
      ? []
      : [`${formatCount(clients.size, "client still has", "clients still have")} a connection to it (${names}).`]),
    ...(requests.size === 0 ? [] : [`${formatCount(requests.size, "request stays", "requests stay")} unanswered.`]),
    ...(threads.size === 0
      ? []
      : [
          `${formatThreads(system, waiting)} ${threads.size === 1 ? "awaits a reply that cannot" : "await replies that cannot"} come${waited === "" ? "" : `, so far${waited}`}.`,
        ]),
  ];
}

function nameSubject(system: System, { kind, address }: Reference): string {
  return kind === "Port"
    ? formatPortOfOwner(system, address)
    : kind === "Process"
      ? formatProcess(system, address)
      : formatThread(system, address);
}

function observe(context: FindingContext, found: Case): Observation {
  const { system } = context;
  const { subject, clients, requests, threads } = found;
  const { why } = found.death;
  const owners = Array.from(clients.values(), (client) => ownerOf(system, client)).filter(
    (owner): owner is Word64 => owner !== undefined,
  );
  const name = nameSubject(system, subject);
  const service = subject.kind === "Port" ? formatPort(system, subject.address) : name;
  const client = findClientName(system, subject);
  const dependents = describeDependents(system, owners, found).join(" ");
  return {
    title: `${client === undefined ? `Nobody serves ${service}` : `No reply comes over the connection of ${client} to ${service}`} anymore: ${why}`,
    explanation: `${client === undefined ? `${beginSentence(name)} answers nobody` : `What ${name} replies does not reach ${client}`} anymore: ${why}. ${dependents}`,
    subject,
    evidence: collectEvidence(system, found).without(subject),
    holdsUp: context.countHeldUpWith(Array.from(threads.values())),
    weight: clients.size + requests.size,
  };
}

function ownerOf(system: System, address: Word64): Word64 | undefined {
  const port = present(system.port(address));
  return port === undefined ? undefined : present(port.owner);
}
