/** A wait chain on one line. Pure. */
import { formatCount, formatObject, formatPortOfOwner, formatProcess, formatThread, findNamingPort, formatName } from "../analysis/naming.ts";
import type { PortKey, ThreadKey, WaitObject, WaitSnapshot } from "../analysis/snapshot.ts";
import { describeSituation, formatAwaited } from "../analysis/thread-wait.ts";
import type { ChainLink, ChainRoot, WaitChain } from "../analysis/wait-chain.ts";

/** Links shown before and after the gap of a very long chain. */
const FIRST_LINKS = 8;
const LAST_LINKS = 3;

/** `'ntsvcs'`, or undefined where the port has no name. */
function findPortName(snapshot: WaitSnapshot, port: PortKey | undefined): string | undefined {
  const name = port === undefined ? undefined : findNamingPort(snapshot, port)?.name;
  return name === undefined ? undefined : `'${formatName(name)}'`;
}

function describeThread(snapshot: WaitSnapshot, link: ChainLink | undefined): string {
  return link?.thread === undefined ? "what is not known" : formatThread(snapshot, link.thread);
}

/**
 * What a thread's link says, up to and including the next link's thread. `next`: the link that follows, in a circle the
 * first again; absent where the chain's root has no link.
 */
function formatStep(snapshot: WaitSnapshot, link: ChainLink, next: ChainLink | undefined): string {
  const name = findPortName(snapshot, link.port);
  const target = next === undefined ? "somebody unknown" : describeThread(snapshot, next);
  switch (link.relation) {
    case "awaits reply to":
      if (next !== undefined && next.thread === undefined) return "awaits a reply";
      return name === undefined ? `awaits a reply of ${target}` : `awaits ${name} of ${target}`;
    case "could be served by": return `awaits ${name ?? "a reply"}, which could be served by ${target}`;
    case "waits for mutant":
      return link.object?.owner === undefined ? "waits" : `waits for ${formatObject(link.object)} owned by ${target}`;
    case "waits for thread": return `waits for the end of ${target}`;
    case "waits for process": {
      const process = link.object === undefined ? "a process" : formatProcess(snapshot, link.object.key);
      return next?.thread === undefined ? "waits" : `waits for the end of ${process}, kept alive by ${target}`;
    }
    default: return "waits";
  }
}

/** One link by itself: who, how it depends on the next, over which message, port or object. */
export function formatLink(link: ChainLink, snapshot: WaitSnapshot): string {
  const who = link.thread !== undefined ? formatThread(snapshot, link.thread)
    : link.port !== undefined ? `the queue of ${formatPortOfOwner(snapshot, link.port)}`
      : link.object === undefined ? "something unknown" : formatLinkObject(link.object, snapshot);
  if (link.thread === undefined) return `${who} ${link.relation}`;
  const name = link.port === undefined ? "" : ` on ${formatPortOfOwner(snapshot, link.port)}`;
  switch (link.relation) {
    case "awaits reply to": return `${who} awaits reply to ${formatAwaited(link)}${name}`;
    case "could be served by": return `${who} awaits reply to ${formatAwaited(link)}${name}, which the next link could serve`;
    case "waits for process": return `${who} waits for ${link.object === undefined ? "something" : `the end of ${formatLinkObject(link.object, snapshot)}`}`;
    case "waits for mutant":
    case "waits for thread":
    case "waits for": return `${who} waits for ${link.object === undefined ? "something" : formatLinkObject(link.object, snapshot)}`;
    default: return `${who} ${findRest(snapshot, link.thread) ?? link.relation}`;
  }
}

/** What the thread at a chain's end is doing, more closely than its relation says. */
function findRest(snapshot: WaitSnapshot, thread: ThreadKey): string | undefined {
  const { rest } = describeSituation(snapshot, thread);
  return rest.kind === "Thread" ? rest.reason : undefined;
}

function formatLinkObject(object: WaitObject, snapshot: WaitSnapshot): string {
  switch (object.kind) {
    case "thread": return `the end of ${formatThread(snapshot, object.key)}`;
    case "process": return formatProcess(snapshot, object.key);
    default: return formatObject(object);
  }
}

/** What really holds a thread up, by itself: `svchost.exe (3a8.4c), which is running`. */
export function formatRoot(root: ChainRoot, snapshot: WaitSnapshot): string {
  switch (root.kind) {
    case "Thread": return root.key === undefined ? root.reason : `${formatThread(snapshot, root.key)}, which ${root.reason}`;
    case "Unknown": return `not known: ${root.reason}`;
    default: return root.reason;
  }
}

/** The root as the end of a sentence that has come to "waits" or "awaits ...". */
function formatEnd(root: ChainRoot): string {
  switch (root.kind) {
    case "Thread": return root.reason;
    case "Object": return `for ${root.reason}`;
    case "Process": return `for the end of ${root.reason.replace(/ has not exited$/, ", which has not exited")}`;
    case "Port": return root.reason;
    case "Unknown": return `(not known further: ${root.reason})`;
  }
}

/**
 * `explorer.exe (804.9a4) awaits 'ntsvcs' of services.exe (298.2c0) which waits for mutant 0x... owned by svchost.exe (3a8.4c)
 * which is running`. A circle ends with `(deadlock)` after its first thread has come up again; a very long chain has a gap that says how much is left out.
 */
export function formatChain(chain: WaitChain, snapshot: WaitSnapshot): string {
  const threads = chain.links.filter((link) => link.thread !== undefined);
  const isCircle = chain.root.cause === "deadlock";
  const parts: string[] = [];
  threads.forEach((link, index) => {
    if (isLeftOut(index, threads.length)) {
      if (index === FIRST_LINKS) parts.push(`(${formatCount(threads.length - FIRST_LINKS - LAST_LINKS, "more thread")}) ... ${describeThread(snapshot, threads[threads.length - LAST_LINKS])}`);
      return;
    }
    const isLast = index === threads.length - 1;
    const next = isLast && isCircle ? threads.find((other) => other.thread === chain.root.key) : chain.links[chain.links.indexOf(link) + 1];
    parts.push(isLast && !isCircle ? formatLast(snapshot, link, chain) : formatStep(snapshot, link, next));
  });
  const line = `${describeThread(snapshot, threads[0])} ${parts.join(" which ")}`;
  return isCircle ? `${line} (deadlock)` : line;
}

function isLeftOut(index: number, length: number): boolean {
  return length > FIRST_LINKS + LAST_LINKS + 1 && index >= FIRST_LINKS && index < length - LAST_LINKS;
}

/** The last thread's link and the root in one. */
function formatLast(snapshot: WaitSnapshot, link: ChainLink, chain: WaitChain): string {
  const { root } = chain;
  if (root.kind === "Thread" && root.key === link.thread) {
    const owner = root.cause === "loop" ? link.object?.owner : undefined;
    return owner === undefined ? root.reason : `${formatStep(snapshot, link, { thread: owner, relation: "waits" })}, but ${root.reason}`;
  }
  if (root.cause === "loop" && root.key !== undefined) return `leads round in a circle, but ${formatThread(snapshot, root.key)} ${root.reason}`;
  if (root.kind === "Port" && root.key !== undefined) return `awaits ${formatPortOfOwner(snapshot, root.key)}, where no thread waits to receive`;
  const verb = link.relation === "awaits reply to" ? awaitsWhat(snapshot, link) : "waits";
  return `${verb} ${formatEnd(root)}`;
}

function awaitsWhat(snapshot: WaitSnapshot, link: ChainLink): string {
  return `awaits ${findPortName(snapshot, link.port) ?? (link.messageId === undefined ? "a reply" : `the reply to ${formatAwaited(link)}`)}`;
}
