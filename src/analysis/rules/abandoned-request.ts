import { isAbsent, present } from "../../target/absence.ts";
import { append } from "../../target/lists-by-key.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { ThreadFacts } from "../../facts/thread.ts";
import { formatCount, formatSeconds, formatSome } from "../../text/counts.ts";
import { formatMessage, formatPort, formatProcess, formatThread } from "../../text/names.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { Reference, System } from "../system.ts";
import { isIdle } from "../thread-state.ts";
import { distinct } from "../wait-analysis.ts";
import type { Rule, Watch } from "./rule.ts";
import { formatWaited } from "./waited.ts";

/**
 * Reports awaited requests whose server thread has gone back to receive, taken another one or exited: one finding for
 * each server process and port.
 */
export const abandonedRequest: Rule = {
  id: "alpc-abandoned-request",
  severity: "Information",
  meaning:
    "Requests were received by threads that went back to receive, took another request since, or have exited: they are answered asynchronously, or never. A warning when a thread has waited for long.",
  advice:
    "The thread that took the request is not the culprit. Look in the server for whoever completes it: its other threads, the objects and requests that they wait for.",
  watch,
};

interface Abandoned {
  readonly message: MessageFacts;
  readonly waiter: Word64;
  readonly server: Word64;
  readonly seconds: number | undefined;
  /** The thread that took it waits to receive the next one, has exited, or works on a request that it took later. */
  readonly fate: "receives" | "exited" | "works";
}

/**
 * Awaited requests whose server thread went back to receive, took a later one or has exited, by server process and
 * port.
 */
function watch(context: FindingContext): Watch {
  const taken = new Map<string, Abandoned[]>();
  return {
    seeWaitingThread: (thread) => {
      const request = findTaken(context.system, thread);
      if (request !== undefined) {
        append(taken, request.server.key, request);
      }
    },
    finish: () => observeAll(context, Array.from(taken.values())),
  };
}

function observeAll(context: FindingContext, taken: readonly (readonly Abandoned[])[]): readonly Observation[] {
  const groups = new Map<
    string,
    { readonly process: Word64; readonly port: Word64 | undefined; readonly found: Abandoned[] }
  >();
  for (const requests of taken) {
    for (const abandoned of selectAbandoned(context.system, requests)) {
      const server = present(context.system.thread(abandoned.server));
      if (server === undefined || isAbsent(server.process)) {
        continue;
      }
      const port = present(abandoned.message.connectionPort) ?? present(abandoned.message.ownerPort);
      const name = `${server.process.key}:${port?.key ?? ""}:${abandoned.fate === "works" ? abandoned.server.key : abandoned.fate}`;
      const group = groups.get(name) ?? { process: server.process, port, found: [] };
      group.found.push(abandoned);
      groups.set(name, group);
    }
  }
  return Array.from(groups.values(), ({ process, port, found }) => {
    context.noteReported(found.map(({ waiter }) => waiter));
    return observe(context, process, port, found);
  });
}

/**
 * Requests that the thread which took them no longer works on: all while it waits to receive or once it has exited,
 * else all but the latest. If the thread awaits a reply itself, a later request can be a callback that it serves within
 * the earlier one.
 */
function selectAbandoned(system: System, requests: readonly Abandoned[]): readonly Abandoned[] {
  const [first] = requests;
  if (first === undefined || first.fate !== "works") {
    return requests;
  }
  const latest = requests.reduce(
    (least, { seconds }) => (seconds !== undefined && seconds < least ? seconds : least),
    Infinity,
  );
  return isAbsent(system.awaitedReply(first.server))
    ? requests.filter(({ seconds }) => seconds !== undefined && seconds > latest)
    : [];
}

/** The request that a server thread has received; undefined if none has, or the generation does not record it. */
function findTaken(system: System, waiter: Word64): Abandoned | undefined {
  const awaited = present(system.awaitedReply(waiter));
  if (
    system.generation !== "ALPC" ||
    awaited === undefined ||
    isAbsent(awaited.serverThread) ||
    isAbsent(awaited.message)
  ) {
    return undefined;
  }
  const server = present(system.thread(awaited.serverThread));
  const message = present(system.message(awaited.message));
  const fate =
    server === undefined ? undefined : server.hasExited ? "exited" : isIdle(system, server) ? "receives" : "works";
  return server === undefined ||
    fate === undefined ||
    message === undefined ||
    server.address.equals(waiter) ||
    (fate === "exited" && isReportedElsewhere(system, server, message))
    ? undefined
    : {
        message,
        waiter,
        server: server.address,
        seconds: present(system.secondsWaited(waiter)),
        fate,
      };
}

/** Where the server process has exited (alpc-dead-server), or the message is on no queue (alpc-orphan-message). */
function isReportedElsewhere(system: System, { process }: ThreadFacts, { queue }: MessageFacts): boolean {
  const facts = isAbsent(process) ? undefined : present(system.process(process));
  return facts?.hasExited !== false || present(queue) !== "Pending";
}

type Words = Readonly<Record<Abandoned["fate"], (threads: number, name: string) => string>>;

const TITLES: Words = {
  receives: () => "its threads went back to receive",
  exited: (count) => (count === 1 ? "its thread has exited" : "its threads have exited"),
  works: (_count, servers) => `${servers} has taken another one since`,
};

const EXPLANATIONS: Words = {
  receives: (_count, process) =>
    `went back to receive: another thread of ${process} is to answer asynchronously; unknown which.`,
  exited: (count, process) =>
    `${count === 1 ? "has" : "have"} exited: unless another thread of ${process} answers, nobody will.`,
  works: () =>
    "has taken another request since and works on that: an answer comes asynchronously, after that one, or never.",
};

function observe(
  context: FindingContext,
  process: Word64,
  port: Word64 | undefined,
  found: readonly Abandoned[],
): Observation {
  const { system, limits } = context;
  const sorted = found.slice().sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1) || a.waiter.compare(b.waiter));
  const subject: Reference =
    port === undefined ? { kind: "Process", address: process } : { kind: "Port", address: port };
  const evidence = new Evidence().add("Process", process);
  for (const { message, waiter, server } of sorted) {
    evidence.add("Message", message.address).add("Thread", waiter).add("Thread", server);
  }
  const longest = sorted[0]?.seconds;
  const fate = sorted[0]?.fate ?? "receives";
  const where = port === undefined ? "" : ` on ${formatPort(system, port)}`;
  const servers = distinct(sorted.map(({ server }) => server)).map((server) => formatThread(system, server));
  const requests = sorted.map(
    ({ message, waiter, seconds }) =>
      `${formatMessage(message)} of ${formatThread(system, waiter)}${seconds === undefined ? "" : ` (${formatSeconds(seconds)})`}`,
  );
  const { length: count } = servers;
  const isOld = longest !== undefined && longest >= limits.longWaitSeconds;
  const waiting = sorted.map(({ waiter }) => waiter);
  return {
    severity: isOld ? "Warning" : "Information",
    title:
      `${formatProcess(system, process)} has left ${formatCount(sorted.length, "request")}${where} unanswered${formatWaited(system, waiting)}: ` +
      TITLES[fate](count, formatSome(servers)),
    explanation:
      `Taken and still unanswered${where}: ${formatSome(requests)}. The ${count === 1 ? "thread" : "threads"} that received ${sorted.length === 1 ? "it" : "them"} (${formatSome(servers)}) ` +
      EXPLANATIONS[fate](count, formatProcess(system, process)),
    subject,
    evidence: evidence.without(subject),
    weight: longest ?? 0,
    holdsUp: context.countHeldUpWith(waiting),
  };
}
