/**
 * The queue that a message is really on: its links are followed until one lies inside a port, and the offset tells
 * which list head it is.
 */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { PerLayout, type StructureLayout } from "../../target/layout.ts";
import { limits } from "../../target/limits.ts";
import { Recent } from "../../target/recent.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { MessageQueue, QueueName } from "../../facts/queue.ts";
import { isClosedAround, readNeighbors } from "../../nt/list.ts";
import { PORT } from "../port/port.ts";
import { queuesOf } from "../port/port-queues.ts";
import { queueLink } from "../port/queue.ts";

/** The queue that a message's links lead to. "Thread" (handed to a thread) and "None" are queues without a port. */
export interface QueueMembership {
  readonly queue: MessageQueue;
  /** The port whose list head was reached; NotApplicable where the message is on no queue. */
  readonly port: Maybe<Word64>;
}

/** Links whose list is already known, so that looking up every message of a queue does not walk it once for each. */
const RECENT_LINKS = 4096;

/** `u1.s1.QueueType` of a message that is handed to a thread directly (named "Thread" by Microsoft's debugger). */
const THREAD_QUEUE_TYPE = 5;

const OFF_QUEUE: QueueMembership = { queue: "None", port: notApplicable("the message is on no queue") };

/** Where a message's links lead. Absent if they are broken. */
export function readQueueMembership(target: Target, message: Structure): Maybe<QueueMembership> {
  const byEntry = findList(target, message, "Entry", "PortQueue");
  if (byEntry !== undefined && !isAbsent(byEntry)) {
    return byEntry;
  }
  const byCancelList = findList(target, message, "CancelListEntry", "CancelQueuePort");
  if (byCancelList !== undefined && !isAbsent(byCancelList)) {
    return byCancelList;
  }
  // Such a message is not on a list of a port, so its links reach no list head of one.
  return message.number("u1.s1.QueueType") === THREAD_QUEUE_TYPE
    ? { queue: "Thread", port: OFF_QUEUE.port }
    : (byEntry ?? byCancelList ?? OFF_QUEUE);
}

/**
 * The queue of the port at `portPath` that `linkPath` is on; undefined where there is no port or the message is not
 * linked. Unreadable where the page that would tell is not there.
 */
function findList(
  target: Target,
  message: Structure,
  linkPath: LinkPath,
  portPath: string,
): Maybe<QueueMembership> | undefined {
  const port = message.pointer(portPath);
  const link = message.addressOf(linkPath);
  if (isAbsent(port) && port.kind === "Unreadable") {
    return port;
  }
  if (isAbsent(port) || isAbsent(link) || validateKernelPointer(port, target.pointerSize, portPath) !== undefined) {
    return undefined;
  }
  const layout = target.layout(PORT);
  const heads = isAbsent(layout) ? NO_HEADS : queueHeads.of(layout)[linkPath];
  const back = findHead(target, link, heads, port, target.pointerSize);
  // A broken back link does not invalidate the forward links.
  const found = isAbsent(back) ? findHead(target, link, heads, port, 0) : back;
  if (found === undefined || isAbsent(found)) {
    return found;
  }
  return isRemoved(target, link)
    ? invalid(`its links lead to the ${found} queue of ${port}, but neither neighbor there names it`, link)
    : { queue: found, port };
}

/** A message removed from its list still has its old links, but its neighbors no longer point to it. */
function isRemoved(target: Target, link: Word64): boolean {
  if (isClosedAround(target, link)) {
    return false;
  }
  const neighbors = readNeighbors(target, link);
  return !isAbsent(neighbors) && neighbors.isNamedByNext === false && neighbors.isNamedByPrevious === false;
}

type LinkPath = "Entry" | "CancelListEntry";

/** The list heads of a port that one of a message's links can be on, by their distance from the port. */
type QueueHeads = ReadonlyMap<number, QueueName>;

const NO_HEADS: QueueHeads = new Map();

const queueHeads = new PerLayout((port): Readonly<Record<LinkPath, QueueHeads>> => ({
  Entry: headsOf(port, "Entry"),
  CancelListEntry: headsOf(port, "CancelListEntry"),
}));

function headsOf(port: StructureLayout, linkPath: LinkPath): QueueHeads {
  const heads = new Map<number, QueueName>();
  for (const { name, head } of queuesOf(port).queues) {
    if (queueLink(name) === linkPath) {
      heads.set(head.offset, name);
    }
  }
  return heads;
}

/** Where the links led in one direction: a queue of the port, or why not. */
type Outcome = Maybe<QueueName>;

/**
 * Follows one link of each entry (`linkOffset` 0: forward, a pointer's size: back). Undefined where the entry is linked
 * to nothing.
 */
function findHead(
  target: Target,
  start: Word64,
  heads: QueueHeads,
  port: Word64,
  linkOffset: number,
): Outcome | undefined {
  const first = target.readPointer(linkOffset === 0 ? start : start.plus(linkOffset));
  if (!isAbsent(first)) {
    if (first.isZero || first.equals(start)) {
      return undefined;
    }
    const queue = heads.get(first.distanceFrom(port));
    if (queue !== undefined) {
      return queue;
    }
  }
  const known = target.stop.once("links of ALPC queues", () => new Recent<Outcome>(RECENT_LINKS));
  // An outcome holds for this port and direction only: a message that names a wrong port says nothing about its
  // neighbors.
  const place = `${port.key}+${linkOffset}:`;
  const passed: Word64[] = [];
  const outcome = followLinks(
    target,
    start,
    linkOffset,
    passed,
    (link) => heads.get(link.distanceFrom(port)) ?? known.get(place + link.key),
  );
  // Links near the start are looked up next, so they must be evicted last.
  for (const link of passed.slice(0, RECENT_LINKS).reverse()) {
    known.set(place + link.key, outcome);
  }
  return outcome;
}

/** `passed` receives the entries on the way, the start first. `outcomeOf`: what is known of a link already. */
function followLinks(
  target: Target,
  start: Word64,
  linkOffset: number,
  passed: Word64[],
  outcomeOf: (link: Word64) => Outcome | undefined,
): Outcome {
  const visited = new Set<WordId>();
  let link = start;
  while (visited.size < limits.listEntries) {
    visited.add(link.id);
    passed.push(link);
    const next = target.readPointer(link.plus(linkOffset));
    if (isAbsent(next)) {
      return next;
    }
    const outcome = outcomeOf(next);
    if (outcome !== undefined) {
      return outcome;
    }
    const wrong = visited.has(next.id)
      ? invalid(`the queue's links run in a circle past ${next}`, next)
      : validateKernelPointer(next, target.pointerSize, "a queue's link", target.pointerSize);
    if (wrong !== undefined) {
      return wrong;
    }
    link = next;
  }
  return invalid(`the queue has more than ${limits.listEntries} entries`, start);
}
