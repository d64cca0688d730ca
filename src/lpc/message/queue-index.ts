/**
 * Indexes all messages and their queues: one pass over the queues of all ports per stop, with shortcuts for one port.
 */
import { isAbsent, type Absence, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import { breakOfWalk, SteppedWalk, type Walk, type WalkSteps } from "../../nt/walk.ts";
import { MESSAGE, readMessageHeader, type LpcMessageHeader } from "./message-header.ts";
import { portDiscovery } from "../port/port-walk.ts";
import { isPortObject, PORT } from "../port/port.ts";
import { QUEUE_HEAD, walkDataInfoChain, walkQueue } from "../port/queue.ts";
import { indexThreads } from "../thread/thread-index.ts";

/** Messages of one queue that are searched before the index is built: most queues are short. */
const SHORT_QUEUE = 64;

interface MessageIndex {
  /** The port that a message is queued on. */
  readonly portOf: ReadonlyMap<WordId, Word64>;
  /** In the order of {@link walkMessages}. */
  readonly byId: ReadonlyMap<WordId, readonly Word64[]>;
}

interface PlacedMessage {
  readonly message: Word64;
  /** The port that it is queued on; undefined if none. */
  readonly port: Word64 | undefined;
}

/** Every queued message, then those referenced only by a thread, then those on a data information chain. Each once. */
export function walkMessages(target: Target): Walk<Word64> {
  return walkPlacedMessages(target).map(({ message }) => message);
}

/** Messages with an id: queued ones first, then those held by threads or on a data information chain. */
export function findMessages(target: Target, id: Word64): readonly Word64[] {
  return indexMessages(target).byId.get(id.id) ?? [];
}

/**
 * The message with an id on the queue of one port; undefined if it is not there. Invalid or Unreadable if not all of
 * the queue could be searched.
 */
export function findQueuedMessage(target: Target, port: Word64, id: Word64): Maybe<Word64> | undefined {
  const structure = target.readStructure(PORT, port);
  if (isAbsent(structure)) {
    return structure;
  }
  const queue = walkQueue(target, structure);
  let unread: Absence | undefined;
  let looked = 0;
  for (const message of queue) {
    if (looked === SHORT_QUEUE) {
      const { portOf } = indexMessages(target);
      return (
        findMessages(target, id).find((known) => portOf.get(known.id)?.equals(port) === true) ??
        target.stop.onceOf("gap in an LPC queue", port.id, () => findGap(target, structure))
      );
    }
    const header = readMessageHeader(target, message);
    const own = isAbsent(header) ? header : header.id;
    if (isAbsent(own)) {
      unread = own;
    } else if (own.equals(id)) {
      return message;
    }
    looked += 1;
  }
  return breakOfWalk(queue.end) ?? unread;
}

/** Why not every message of a port's queue can be read; undefined if all can. */
function findGap(target: Target, port: Structure): Absence | undefined {
  const queue = walkQueue(target, port);
  let unread: Absence | undefined;
  for (const message of queue) {
    const header = readMessageHeader(target, message);
    const id = isAbsent(header) ? header : header.id;
    unread = isAbsent(id) ? id : unread;
  }
  return breakOfWalk(queue.end) ?? unread;
}

/**
 * The port that a message is queued on: found along its links if they are intact and few, else by the index of all
 * messages.
 */
export function findQueuePort(target: Target, message: LpcMessageHeader): Word64 | undefined {
  const byLinks = findHeadAlongLinks(target, message.address);
  return byLinks ?? indexMessages(target).portOf.get(message.address.id);
}

/**
 * Follows `Entry` forward; a list head is recognized by the port around it. The links of a message that is not queued
 * lead elsewhere or are null.
 */
function findHeadAlongLinks(target: Target, message: Word64): Word64 | undefined {
  const link = fieldOffset(target, MESSAGE, "Entry");
  const head = fieldOffset(target, PORT, QUEUE_HEAD);
  if (link === undefined || head === undefined) {
    return undefined;
  }
  let previous = message.plus(link);
  for (let steps = 0; steps < SHORT_QUEUE; steps += 1) {
    const next = target.readPointer(previous);
    const back = isAbsent(next) ? next : target.readPointer(next.plus(target.pointerSize));
    if (isAbsent(next) || isAbsent(back) || !back.equals(previous)) {
      return undefined;
    }
    const port = next.minus(head);
    if (isPortObject(target, port)) {
      return port;
    }
    previous = next;
  }
  return undefined;
}

function indexMessages(target: Target): MessageIndex {
  return target.stop.once("LPC messages", () => {
    const portOf = new Map<WordId, Word64>();
    const byId = new Map<WordId, Word64[]>();
    for (const { message, port } of walkPlacedMessages(target)) {
      if (port !== undefined) {
        portOf.set(message.id, port);
      }
      const header = readMessageHeader(target, message);
      if (isAbsent(header) || isAbsent(header.id)) {
        continue;
      }
      append(byId, header.id.id, message);
    }
    return { portOf, byId };
  });
}

function walkPlacedMessages(target: Target): Walk<PlacedMessage> {
  return new SteppedWalk(placedMessages(target));
}

function* placedMessages(target: Target): WalkSteps<PlacedMessage> {
  const seen = new Set<WordId>();
  const isFresh = (message: Word64): boolean => !seen.has(message.id) && seen.add(message.id) !== undefined;
  const discovery = portDiscovery(target);
  const ports = discovery.walk();
  for (const port of ports) {
    for (const message of walkListOf(target, port, walkQueue)) {
      if (isFresh(message)) {
        yield { message, port };
      }
    }
  }
  for (const { address } of indexThreads(target).heldMessages) {
    if (!isAbsent(readMessageHeader(target, address)) && isFresh(address)) {
      yield { message: address, port: undefined };
    }
  }
  for (const address of discovery.walk()) {
    for (const message of walkListOf(target, address, walkDataInfoChain)) {
      if (isFresh(message)) {
        yield { message, port: undefined };
      }
    }
  }
  return { ...ports.end, count: seen.size };
}

function walkListOf(target: Target, port: Word64, walk: typeof walkQueue): Iterable<Word64> {
  const structure = target.readStructure(PORT, port);
  return isAbsent(structure) ? [] : walk(target, structure);
}

function fieldOffset(target: Target, typeName: string, member: string): number | undefined {
  const layout = target.layout(typeName);
  return isAbsent(layout) ? undefined : layout.find(member)?.offset;
}
