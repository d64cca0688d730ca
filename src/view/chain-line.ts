/** Formats a wait chain on one line. */
import type { Word64 } from "../target/word64.ts";
import { formatCount } from "../text/counts.ts";
import { formatLastStep } from "../text/last-step.ts";
import { formatQueue, formatThread, type Names } from "../text/names.ts";
import { formatReason, noteCycle } from "../text/wait-root.ts";
import { formatClause, formatStep, isStep } from "../text/wait-step.ts";
import { ROOT_CAUSES } from "../analysis/root-causes.ts";
import type { ChainLink, ChainRoot, Deadlock, WaitChain } from "../analysis/wait-chain.ts";

/** Links shown before and after the gap of a very long chain. */
const FIRST_LINKS = 8;
const LAST_LINKS = 3;

function describeThread(names: Names, link: ChainLink | undefined): string {
  return link?.thread === undefined ? "an unknown thread" : formatThread(names, link.thread);
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
  if (
    root !== undefined &&
    root.kind === "Thread" &&
    root.thread?.equals(thread) === true &&
    ROOT_CAUSES[root.cause].cycle === undefined
  ) {
    return formatReason(names, root);
  }
  return isStep(link) ? formatStep(names, link) : link.relation;
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
    parts.push(isLast && !isCycle ? formatLastStep(names, link, root) : formatDependency(names, link, next));
  });
  const line = `${describeThread(names, threads[0])} ${parts.join(" which ")}`;
  const others = all.slice(threads.length).map((link) => describeThread(names, link));
  return isCycle ? `${line} ${noteCycle(root, others)}` : line;
}

function isLeftOut(index: number, length: number): boolean {
  return length > FIRST_LINKS + LAST_LINKS + 1 && index >= FIRST_LINKS && index < length - LAST_LINKS;
}

function formatDependency(names: Names, link: ChainLink, next: ChainLink | undefined): string {
  return isStep(link) ? formatClause(names, link, describeThread(names, next)) : link.relation;
}
