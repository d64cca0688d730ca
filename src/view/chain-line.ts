/** Formats a wait chain on one line. */
import { present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { formatCount, formatSome } from "../text/counts.ts";
import {
  findServiceName,
  formatDestination,
  formatPortOfOwner,
  formatProcess,
  formatQueue,
  formatReceiver,
  formatThread,
  type Names,
} from "../text/names.ts";
import { describeNoReceiver, formatReason, shownKind } from "../text/wait-root.ts";
import { formatAwaited, formatClause, type WaitStep } from "../text/wait-step.ts";
import { ROOT_CAUSES } from "../analysis/root-causes.ts";
import type { ChainLink, ChainRoot, Deadlock, WaitChain } from "../analysis/wait-chain.ts";

/** Links shown before and after the gap of a very long chain. */
const FIRST_LINKS = 8;
const LAST_LINKS = 3;

function describeThread(names: Names, link: ChainLink | undefined): string {
  return link?.thread === undefined ? "an unknown thread" : formatThread(names, link.thread);
}

/** The link as a dependency on the next one; undefined for a root. */
function asStep(link: ChainLink): WaitStep | undefined {
  switch (link.relation) {
    case "awaits reply to":
    case "could be served by":
    case "waits for mutant":
    case "waits for lock":
    case "waits for thread":
    case "waits for process":
    case "waits for":
    case "held by":
      return Object.assign({}, link, { relation: link.relation });
    default:
      return undefined;
  }
}

/** A link in two parts: who, and how it depends on the next one. */
export interface LinkParts {
  readonly who: string;
  readonly what: string;
}

/**
 * One link by itself: who, how it depends on the next, through which message, port or object. `root`: the chain's root
 * if the link is its last.
 */
export function formatLink(names: Names, link: ChainLink, root?: ChainRoot): string {
  const { who, what } = describeLink(names, link, root);
  return `${who} ${what}`;
}

/** Like {@link formatLink}, in its two parts. */
export function describeLink(names: Names, link: ChainLink, root?: ChainRoot): LinkParts {
  if (link.thread === undefined) {
    return { who: link.port === undefined ? "something unknown" : formatQueue(names, link.port), what: link.relation };
  }
  return { who: formatThread(names, link.thread), what: describeDependency(names, link, link.thread, root) };
}

function describeDependency(names: Names, link: ChainLink, thread: Word64, root: ChainRoot | undefined): string {
  const where = link.port === undefined ? "" : formatDestination(names, link.port, formatPortOfOwner(names, link.port));
  if (link.relation === "awaits reply to") {
    return `awaits reply to ${formatAwaited(link)}${where}`;
  }
  if (link.relation === "could be served by") {
    return `awaits reply to ${formatAwaited(link)}${where}, which the next link could serve`;
  }
  if (
    root !== undefined &&
    root.kind === "Thread" &&
    root.thread?.equals(thread) === true &&
    ROOT_CAUSES[root.cause].cycle === undefined
  ) {
    return formatReason(names, root);
  }
  const step = asStep(link);
  return step === undefined ? link.relation : formatClause(names, step, undefined);
}

/**
 * `explorer.exe (804.9a4) awaits 'ntsvcs' of services.exe (298.2c0) which waits for mutant 0x... held by svchost.exe
 * (3a8.4c) which is running`. A cycle ends with `(deadlock)` after its first thread appears again; a very long chain
 * has a gap with the number of threads omitted. Of a knot, one cycle is shown, then the other threads.
 */
export function formatChain(names: Names, chain: WaitChain & Partial<Pick<Deadlock, "round">>): string {
  const { root } = chain;
  const all = chain.links().filter((link) => link.thread !== undefined);
  const threads = all.slice(0, chain.round);
  const isCycle = ROOT_CAUSES[root.cause].cycle === "closed";
  const parts: string[] = [];
  threads.forEach((link, index) => {
    if (isLeftOut(index, threads.length)) {
      if (index === FIRST_LINKS) {
        parts.push(
          `(${formatCount(threads.length - FIRST_LINKS - LAST_LINKS, "more thread")}) ... ${describeThread(names, threads[threads.length - LAST_LINKS])}`,
        );
      }
      return;
    }
    const isLast = index === threads.length - 1;
    const next =
      isLast && isCycle
        ? threads.find(({ thread }) => thread !== undefined && root.thread?.equals(thread) === true)
        : threads[index + 1];
    parts.push(isLast && !isCycle ? formatLast(names, link, root) : formatStep(names, link, next));
  });
  const line = `${describeThread(names, threads[0])} ${parts.join(" which ")}`;
  const others = all.slice(threads.length).map((link) => describeThread(names, link));
  return !isCycle
    ? line
    : `${line} ${root.cause === "deadlock" ? "(deadlock)" : "(a cycle of waits that time out and are begun again)"}${others.length === 0 ? "" : `; stuck with them: ${formatSome(others)}`}`;
}

function isLeftOut(index: number, length: number): boolean {
  return length > FIRST_LINKS + LAST_LINKS + 1 && index >= FIRST_LINKS && index < length - LAST_LINKS;
}

function formatStep(names: Names, link: ChainLink, next: ChainLink | undefined): string {
  const step = asStep(link);
  return step === undefined ? link.relation : formatClause(names, step, describeThread(names, next));
}

/** The last thread's link and the root in one. */
function formatLast(names: Names, link: ChainLink, root: ChainRoot): string {
  switch (shownKind(root)) {
    case "Port":
      return root.port === undefined
        ? formatReason(names, root)
        : `awaits ${formatAnswerer(names, root)}, ${describeNoReceiver(root)}`;
    case "Process":
      return (
        `awaits ${describeAwaited(names, link)} of ${root.process === undefined ? "a process" : formatProcess(names, root.process)}, ` +
        `which ${formatReason(names, root)}`
      );
    case "Unknown":
      // Of a thread that cannot be read it is not known whether it waits at all.
      return asStep(link) === undefined
        ? `is not known: ${formatReason(names, root)}`
        : `awaits ${describeAwaited(names, link)} (not known further: ${formatReason(names, root)})`;
    default:
      return root.cause === "loop" ? formatLoop(names, link, root) : formatReason(names, root);
  }
}

/** The end of a chain that leads into a cycle that a time-out breaks. */
function formatLoop(names: Names, link: ChainLink, root: ChainRoot): string {
  const reason = formatReason(names, root);
  if (root.thread !== undefined && link.thread?.equals(root.thread) !== true) {
    return `waits in a cycle, but ${formatThread(names, root.thread)} ${reason}`;
  }
  const [holder] = link.object === undefined ? [] : (present(link.object.holders) ?? []);
  const step = asStep(link);
  return step === undefined || holder === undefined
    ? reason
    : `${formatClause(names, step, formatThread(names, holder))}, but ${reason}`;
}

function formatAnswerer(names: Names, { port }: ChainRoot): string {
  return port === undefined ? "a reply" : formatReceiver(names, port);
}

function describeAwaited(names: Names, link: ChainLink): string {
  return (
    findServiceName(names, link.port) ??
    (link.messageId === undefined && link.message === undefined ? "a reply" : `the reply to ${formatAwaited(link)}`)
  );
}
