import { isAbsent, present } from "../../target/absence.ts";
import { append } from "../../target/lists-by-key.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { PortFacts } from "../../facts/port.ts";
import { beginSentence } from "../../text/counts.ts";
import { formatPort, formatProcess, formatThread, formatThreads } from "../../text/names.ts";
import { formatAwaited } from "../../text/wait-step.ts";
import { findAwaited, findReplySource } from "../awaited.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { isConnectionRequest } from "../request-types.ts";
import { findProcess } from "../scope.ts";
import type { Reference, System } from "../system.ts";
import type { Rule } from "./rule.ts";

/** Reports requests to a process that itself waits for the asker's and has no thread left to receive them. */
export const mutualRequest: Rule = {
  id: "alpc-mutual-request",
  severity: "Error",
  meaning:
    "A process sends a request to another that is waiting for it, and no thread there can receive it: a server to its client, or two servers to each other.",
  advice:
    "A process must not send requests to one that waits for it, unless another thread there can receive them: look at both threads' stacks.",
  watch: (context) => ({ finish: () => walkObservations(context) }),
};

/** An unreceived request on a port of a process that itself waits for the asking process. */
export interface MutualRequest {
  readonly asker: Word64;
  /** The asker's process. */
  readonly process: Word64;
  readonly port: PortFacts;
  /** The process that is asked. */
  readonly asked: Word64;
  /** Threads of the asked process that await a reply from the asker's. */
  readonly waiting: readonly Word64[];
}

/** The process that owes the reply that the thread awaits. */
function findOwingProcess(system: System, thread: Word64): Word64 | undefined {
  const awaited = findAwaited(system, thread);
  const source = awaited === undefined ? undefined : findReplySource(system, awaited);
  if (source?.kind !== "queued") {
    return source?.kind === "thread" ? findProcess(system, source.thread) : undefined;
  }
  const port = present(system.port(source.port));
  return port === undefined ? undefined : present(port.owner);
}

/** Which threads of each process wait for which process; computed once per process. */
class WaitingForServers {
  private readonly system: System;
  private readonly byClient = new Map<WordId, ReadonlyMap<WordId, readonly Word64[]>>();

  constructor(system: System) {
    this.system = system;
  }

  find(client: Word64, server: Word64): readonly Word64[] {
    const known = this.byClient.get(client.id) ?? this.collect(client);
    this.byClient.set(client.id, known);
    return known.get(server.id) ?? [];
  }

  private collect(client: Word64): ReadonlyMap<WordId, readonly Word64[]> {
    const found = new Map<WordId, Word64[]>();
    for (const thread of this.system.threadsOf(client)) {
      const server = findOwingProcess(this.system, thread);
      if (server !== undefined) {
        append(found, server.id, thread);
      }
    }
    return found;
  }
}

const requestsOf = new WeakMap<FindingContext, readonly MutualRequest[]>();

/** Every mutual request of the threads in scope; two rules ask. */
export function findMutualRequests(context: FindingContext): readonly MutualRequest[] {
  const known = requestsOf.get(context) ?? Array.from(walkMutualRequests(context));
  requestsOf.set(context, known);
  return known;
}

function* walkMutualRequests(context: FindingContext): IterableIterator<MutualRequest> {
  const { system } = context;
  const waitingFor = new WaitingForServers(system);
  for (const asker of context.waitingThreads) {
    const awaited = findAwaited(system, asker);
    const source = awaited === undefined ? undefined : findReplySource(system, awaited);
    const process = findProcess(system, asker);
    const port = source?.kind === "queued" ? present(system.port(source.port)) : undefined;
    if (
      process === undefined ||
      port === undefined ||
      isAbsent(port.owner) ||
      context.ports.hasExited(port.owner) ||
      port.owner.equals(process)
    ) {
      continue;
    }
    const waiting = waitingFor.find(port.owner, process).filter((thread) => !thread.equals(asker));
    const isMutual = waiting.length > 0 && (port.role === "client" || isForServers(context, port, asker, waiting));
    if (isMutual && !context.hasThreadLeft(port.address)) {
      yield { asker, process, port, asked: port.owner, waiting };
    }
  }
}

/**
 * Both processes may be servers whose threads do much else, so the request must be for workers that wait for the
 * asker's process; one thread of the asked process waiting for it is not enough. An unaccepted connection is not such a
 * request, and a deadlock is reported by its own rule.
 */
function isForServers(
  context: FindingContext,
  { address }: PortFacts,
  asker: Word64,
  waiting: readonly Word64[],
): boolean {
  const awaited = findAwaited(context.system, asker);
  const message =
    awaited === undefined || isAbsent(awaited.message) ? undefined : present(context.system.message(awaited.message));
  const workers = context.findWorkers(address);
  const isWaiting = (thread: Word64): boolean => waiting.some((other) => other.equals(thread));
  const isForWorkers =
    workers.length > 0
      ? workers.some(({ thread }) => isWaiting(thread))
      : context.findPossibleServers(address).every(({ thread }) => isWaiting(thread) || !context.isAble(thread));
  return (
    isForWorkers &&
    (message === undefined || !isConnectionRequest(message)) &&
    context.waits.findDeadlock(asker) === undefined
  );
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  for (const found of findMutualRequests(context)) {
    context.noteReported([found.asker]);
    yield observe(context, found);
  }
}

function observe(context: FindingContext, { asker, process, port, asked, waiting }: MutualRequest): Observation {
  const { system, waits } = context;
  const subject: Reference = { kind: "Thread", address: asker };
  const awaited = findAwaited(system, asker);
  const evidence = new Evidence().add("Message", awaited?.message).add("Port", port.address).add("Process", asked);
  for (const thread of waiting) {
    evidence.add("Thread", thread).add("Message", findAwaited(system, thread)?.message);
  }
  const who = formatThread(system, asker);
  const role = port.role === "client" ? "its client " : "";
  const names = formatThreads(system, waiting);
  return {
    title: `${beginSentence(who)} asks ${role}${formatProcess(system, asked)}, which is waiting for it`,
    explanation:
      `${beginSentence(who)} has sent ${formatAwaited({ message: awaited?.message, messageId: awaited?.messageId })} to ${role}${formatProcess(system, asked)} over ` +
      `${formatPort(system, port.address)} and awaits the reply, but no thread there can receive it: the request stays queued on the ` +
      `${port.role === "client" ? "client's port" : "port"}. Meanwhile ${names} ${waiting.length === 1 ? "awaits" : "await"} ` +
      `a reply from ${formatProcess(system, process)}.`,
    subject,
    evidence: evidence.without(subject),
    weight: waiting.length,
    holdsUp: waits.countHeldUpAt([asker]),
  };
}
