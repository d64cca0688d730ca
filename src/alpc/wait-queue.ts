/** Threads that wait to receive: on a port's `WaitQueue`, linked by `_ETHREAD.AlpcWaitListEntry`. */
import { Absence, notInThisBuild } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import { limits } from "../target/limits.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { PORT, validatePortObject } from "./port.ts";
import { Recent } from "./recent.ts";
import { THREAD } from "./thread-state.ts";

const LINK = "AlpcWaitListEntry";

/** Links whose port is known already, so that asking every thread of a long queue does not walk it once for each. */
const RECENT_LINKS = 4096;

/** Threads on the wait queue of a port, the one that is woken first at the front. */
export function* walkWaitQueue(target: Target, port: Structure): Generator<Word64, WalkEnd> {
  const head = port.addressOf("WaitQueue");
  return head instanceof Absence ? walkNotBegun(head)
    : yield* walkContaining(target, head, THREAD, LINK, { what: `the wait queue of port ${port.address}` });
}

/**
 * The port on whose wait queue a thread is, or undefined where it is on none. Links of a thread that has left a queue are not
 * cleared, so only those count that lead, each naming the one before it, to the list head inside a port.
 */
export function findWaitQueuePort(target: Target, thread: Structure): Word64 | undefined {
  const start = thread.addressOf(LINK);
  const head = target.layout(PORT);
  const headOffset = head instanceof Absence ? notInThisBuild(PORT) : head.field("WaitQueue");
  if (start instanceof Absence || headOffset instanceof Absence) {
    return undefined;
  }
  const known = target.stop.once("links of ALPC wait queues", () => new Recent<{ readonly port: Word64 | undefined }>(RECENT_LINKS));
  const visited = new Set<string>();
  const port = followLinks(target, start, headOffset.offset, known, visited);
  Array.from(visited).slice(0, RECENT_LINKS).reverse().forEach((key) => {
    known.set(key, { port });
  });
  return port;
}

function followLinks(
  target: Target, start: Word64, headOffset: number, known: Recent<{ readonly port: Word64 | undefined }>, visited: Set<string>,
): Word64 | undefined {
  for (let link = start; visited.size < limits.listEntries && !visited.has(link.key);) {
    const outcome = known.get(link.key);
    if (outcome !== undefined) {
      return outcome.port;
    }
    visited.add(link.key);
    const next = readNext(target, link);
    if (next === undefined || next.equals(start)) {
      return undefined;
    }
    const port = next.minus(headOffset);
    if (validatePortObject(target, port) === true) {
      return port;
    }
    link = next;
  }
  return undefined;
}

/** The next link, if it names this one as the one before it. */
function readNext(target: Target, link: Word64): Word64 | undefined {
  const next = target.readPointer(link);
  if (next instanceof Absence || validateKernelPointer(next, target.pointerSize, LINK, target.pointerSize) !== undefined) {
    return undefined;
  }
  const back = target.readPointer(next.plus(target.pointerSize));
  return back instanceof Absence || !back.equals(link) ? undefined : next;
}
