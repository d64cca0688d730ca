import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatCount, formatPort, formatProcess, formatSome, formatThread } from "../naming.ts";
import type { PortFacts, ProcessKey, Reference, ThreadFacts, ThreadKey, WaitSnapshot } from "../snapshot.ts";
import { formatAwaited } from "../thread-wait.ts";
import type { Rule } from "./rule.ts";

export const mutualRequest: Rule = {
  id: "alpc-mutual-request",
  severity: "Error",
  meaning: "A server asks a client that is itself waiting for that server, and no thread of the client can receive.",
  advice: "The server must not ask a client that waits for it, or the client needs a thread that receives: look at both threads' stacks.",
  walkObservations,
};

/** A server's request that lies unreceived on a client's own queue while the client waits for that server. */
export interface MutualRequest {
  readonly asker: ThreadFacts;
  readonly clientPort: PortFacts;
  readonly client: ProcessKey;
  /** The client's threads that await a reply of the server. */
  readonly waiting: readonly ThreadKey[];
}

/** The process that owes what the thread awaits. */
function findOwingProcess(snapshot: WaitSnapshot, thread: ThreadFacts | undefined): ProcessKey | undefined {
  const source = thread?.awaits?.source;
  if (source?.kind === "thread") return snapshot.thread(source.thread)?.process;
  return source?.kind === "queued" ? snapshot.port(source.port)?.owner : undefined;
}

/** Which threads of each process wait for which process; worked out once per client process. */
class WaitingForServers {
  private readonly snapshot: WaitSnapshot;
  private readonly byClient = new Map<ProcessKey, ReadonlyMap<ProcessKey, readonly ThreadKey[]>>();

  constructor(snapshot: WaitSnapshot) {
    this.snapshot = snapshot;
  }

  find(client: ProcessKey, server: ProcessKey): readonly ThreadKey[] {
    const known = this.byClient.get(client) ?? this.collect(client);
    this.byClient.set(client, known);
    return known.get(server) ?? [];
  }

  private collect(client: ProcessKey): ReadonlyMap<ProcessKey, readonly ThreadKey[]> {
    const found = new Map<ProcessKey, ThreadKey[]>();
    for (const key of this.snapshot.process(client)?.threads ?? []) {
      const server = findOwingProcess(this.snapshot, this.snapshot.thread(key));
      if (server === undefined) continue;
      const threads = found.get(server);
      if (threads === undefined) found.set(server, [key]);
      else threads.push(key);
    }
    return found;
  }
}

/** Every mutual request of the threads in scope. */
export function* walkMutualRequests(context: FindingContext): IterableIterator<MutualRequest> {
  const { snapshot } = context;
  const waitingFor = new WaitingForServers(snapshot);
  for (const key of context.walkWaitingThreads()) {
    const asker = snapshot.thread(key);
    const source = asker?.awaits?.source;
    if (asker?.process === undefined || source?.kind !== "queued") continue;
    const clientPort = snapshot.port(source.port);
    if (clientPort?.kind !== "client" || clientPort.owner === undefined || context.hasExited(clientPort.owner)) continue;
    const waiting = waitingFor.find(clientPort.owner, asker.process).filter((thread) => thread !== key);
    if (waiting.length > 0 && !context.hasThreadLeft(clientPort.key)) yield { asker, clientPort, client: clientPort.owner, waiting };
  }
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const { snapshot, waits } = context;
  for (const { asker, clientPort, client, waiting } of walkMutualRequests(context)) {
    const subject: Reference = { kind: "Thread", key: asker.key };
    const evidence = new Evidence().add("Message", asker.awaits?.message).add("Port", clientPort.key).add("Process", client);
    for (const thread of waiting) evidence.add("Thread", thread).add("Message", snapshot.thread(thread)?.awaits?.message);
    const who = formatThread(snapshot, asker.key);
    const names = formatSome(waiting.map((thread) => formatThread(snapshot, thread)));
    const server = asker.process === undefined ? "it" : formatProcess(snapshot, asker.process);
    yield {
      title: `${beginSentence(who)} asks its client ${formatProcess(snapshot, client)}, which is waiting for it`,
      explanation: `${beginSentence(who)} has sent ${formatAwaited(asker.awaits ?? {})} to its client ${formatProcess(snapshot, client)} over `
        + `${formatPort(snapshot, clientPort.key)} and awaits the reply, but no thread of the client can receive it: the request stays queued on the `
        + `client's port. Meanwhile ${formatCount(waiting.length, "thread")} of the client (${names}) ${waiting.length === 1 ? "awaits" : "await"} `
        + `a reply of ${server}.`,
      subject, evidence: evidence.without(subject), weight: waiting.length,
      holdsUp: waits.countHeldUpAt([asker.key]),
    };
  }
}
