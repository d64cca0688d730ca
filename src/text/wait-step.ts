/** The wording of one step of a wait chain: how a thread, a queue or a lock depends on the next one. */
import { Absence, isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount } from "./counts.ts";
import {
  findServiceName,
  formatClientRole,
  formatDestination,
  formatMessage,
  formatObject,
  formatPortOfOwner,
  formatProcess,
  formatThread,
  isOfClient,
  type Names,
} from "./names.ts";

/** How a thread, a queue or a lock depends on the next one. */
export type WaitRelation =
  | "awaits reply to"
  | "could be served by"
  | "waits for mutant"
  | "waits for lock"
  | "waits for thread"
  | "waits for process"
  | "waits for"
  | "held by";

/** One dependency, as needed for its wording. */
export interface WaitStep {
  readonly relation: WaitRelation;
  readonly message?: Word64 | undefined;
  readonly messageId?: Word64 | undefined;
  readonly port?: Word64 | undefined;
  readonly object?: WaitObject | undefined;
}

interface WaitWords {
  /** Part of a line, from the verb to the next thread's name. `next`: undefined if the next thread is unknown. */
  readonly clause: (names: Names, step: WaitStep, next: string | undefined) => string;
  /** A line by itself, which does not name the next thread; the clause where it is absent. */
  readonly line?: (names: Names, step: WaitStep) => string;
  /** Label of an edge in a graph. */
  readonly edge: (step: WaitStep) => string;
  /** Precedes the target's own line in a tree. */
  readonly tree: (step: WaitStep, leadsTo: WaitNodeKind) => string;
}

/** What a step can lead to, and so the kinds of nodes of a wait graph. */
export type WaitNodeKind = "Thread" | "Process" | "Port" | "Object";

/** A lock shared by several threads gets free when all of them release it; the next thread is one of them. */
function describeHolding(object: WaitObject | undefined): string {
  const holders = object === undefined ? [] : (present(object.holders) ?? []);
  return holders.length > 1 ? `shared by ${formatCount(holders.length, "thread")}, among them` : "held by";
}

function objectWords(): WaitWords {
  return {
    clause: (names, { object }, next) =>
      `waits for ${object === undefined ? "something" : formatObject(names, object)}${next === undefined ? "" : ` ${describeHolding(object)} ${next}`}`,
    edge: () => "waits for",
    tree: () => "waits for",
  };
}

/** `a client of 'ntsvcs'` for a client's own port, on which its server asks it; undefined for any other port. */
function findAskedClient(names: Names, port: Word64 | undefined): string | undefined {
  return port !== undefined && isOfClient(names, port) ? formatClientRole(names, port) : undefined;
}

/** Precedes the name of the message. */
export const AWAITS_REPLY = "awaits the reply to";

/** Every relation in all its forms. */
const WORDS: Readonly<Record<WaitRelation, WaitWords>> = {
  "awaits reply to": {
    clause: (names, { port }, next = "an unknown thread") => {
      const client = findAskedClient(names, port);
      const name = findServiceName(names, port);
      return client === undefined
        ? `awaits ${name === undefined ? "a reply from" : `${name} of`} ${next}`
        : `awaits ${client}, ${next}`;
    },
    line: (names, step) => `awaits ${formatReply(names, step, formatPortOfOwner)}`,
    edge: (step) => `${AWAITS_REPLY} ${formatAwaited(step)}`,
    tree: (step) => `${AWAITS_REPLY} ${formatAwaited(step)} from`,
  },
  "could be served by": {
    clause: (names, { port }, next = "an unknown thread") => {
      const client = findAskedClient(names, port);
      return client === undefined
        ? `awaits ${findServiceName(names, port) ?? "a reply"}, which could be served by ${next}`
        : `awaits ${client}, where it could be served by ${next}`;
    },
    line: (names, step) => `awaits ${formatReply(names, step, formatPortOfOwner)}, which the next link could serve`,
    edge: () => "could be served by",
    tree: (step, leadsTo) =>
      leadsTo === "Port" ? `${AWAITS_REPLY} ${formatAwaited(step)}, queued on` : "could be served by",
  },
  "waits for mutant": objectWords(),
  "waits for lock": objectWords(),
  "waits for": objectWords(),
  "waits for thread": {
    clause: (names, { object }, next) =>
      `waits for the end of ${next ?? (object === undefined ? "a thread" : formatThread(names, object.address))}`,
    edge: () => "waits for its end",
    tree: () => "waits for the end of",
  },
  "waits for process": {
    clause: (names, { object }, next) =>
      `waits for the end of ${object === undefined ? "a process" : formatProcess(names, object.address)}${next === undefined ? "" : `, kept alive by ${next}`}`,
    edge: () => "waits for its end",
    tree: (_step, leadsTo) => (leadsTo === "Process" ? "waits for the end of" : "kept alive by"),
  },
  "held by": {
    clause: (_names, _step, next = "an unknown thread") => `held by ${next}`,
    edge: () => "held by",
    tree: () => "held by",
  },
};

/** `awaits 'ntsvcs' of services.exe (298.2c0)`: from the verb up to and including the next thread. */
export function formatClause(names: Names, step: WaitStep, next: string | undefined): string {
  return WORDS[step.relation].clause(names, step, next);
}

/** A step as a line by itself: `awaits the reply to message 0x274 on 'ntsvcs' of services.exe (298)`. */
export function formatStep(names: Names, step: WaitStep): string {
  const { line, clause } = WORDS[step.relation];
  return line === undefined ? clause(names, step, undefined) : line(names, step);
}

/** True if the link of a chain is a step to the next one. Other relations say what the root is doing. */
export function isStep<T extends { readonly relation: string }>(
  link: T,
): link is T & { readonly relation: WaitRelation } {
  return link.relation in WORDS;
}

/** The label of the step as an edge of a graph: `awaits the reply to message 0x274`. */
export function formatEdge(step: WaitStep): string {
  return WORDS[step.relation].edge(step);
}

/**
 * What precedes the target's own line in a tree: `awaits the reply to message 0x274 from`. `leadsTo`: what that line
 * is.
 */
export function formatBranch(step: WaitStep, leadsTo: WaitNodeKind): string {
  return WORDS[step.relation].tree(step, leadsTo);
}

/** Follows a thread in a tree, before what its wait depends on. `ways`: how many things those are. */
export function formatGate(gate: "free" | "any" | "all", ways: number, isRenewed: boolean): string {
  const renewed = isRenewed ? ", in a wait that times out and is begun again" : "";
  return `${renewed}${ways < 2 ? "" : `, which waits for ${gate === "all" ? "all" : "any"} of these:`}`;
}

/** `the reply to message 0x274 on 'ntsvcs'`. `formatPlace`: how the port is named. */
export function formatReply(
  names: Names,
  awaited: Parameters<typeof formatAwaited>[0] & { readonly port?: Maybe<Word64> | undefined },
  formatPlace: (names: Names, port: Word64) => string,
): string {
  const { port } = awaited;
  const where = port === undefined || isAbsent(port) ? "" : formatDestination(names, port, formatPlace(names, port));
  return `the reply to ${formatAwaited(awaited)}${where}`;
}

/** Names an awaited message in a sentence. */
export function formatAwaited({
  message,
  messageId,
}: {
  readonly message?: Maybe<Word64> | undefined;
  readonly messageId?: Maybe<Word64> | undefined;
}): string {
  const none = new Absence("NotApplicable", "not known");
  return formatMessage({ address: message ?? none, id: messageId ?? none });
}
