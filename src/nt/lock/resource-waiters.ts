/**
 * Who waits for an executive resource. Three forms, told apart by the symbols: up to Windows 8.1 a semaphore for shared
 * waiters and an event for exclusive ones; in Windows 10 1607 a chain of entries for shared waiters; later a ring of
 * entries for both. Entries lie on the waiters' stacks.
 */
import { isAbsent, present } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { findThreadAt } from "../thread/scheduler-thread.ts";
import { readWaiters } from "../wait/dispatcher-waiters.ts";

const CHAIN_ENTRY = "_KWAIT_CHAIN_ENTRY";

/** Most waiters of one resource that are read. */
const MOST_WAITERS = 10000;

/** A thread that waits for a resource, and how it wants to hold it. */
export interface ResourceWaiter {
  /** The `_ETHREAD`. */
  readonly thread: Word64;
  readonly mode: "exclusive" | "shared";
}

/** An object that waiters of a resource wait on. */
export interface AwaitedObject {
  /** Its `_DISPATCHER_HEADER`. */
  readonly dispatcher: Word64;
  readonly mode: "exclusive" | "shared";
  /** The `_ETHREAD` on whose stack it lies, if the entry around it names one. */
  readonly thread: Word64 | undefined;
}

/** The waiters that can be reached, exclusive ones first. */
export function readResourceWaiters(target: Target, resource: Structure): readonly ResourceWaiter[] {
  const waiters: ResourceWaiter[] = [];
  for (const { dispatcher, mode, thread } of readAwaitedObjects(target, resource)) {
    const threads = thread === undefined ? (present(readWaiters(target, dispatcher)) ?? []) : [thread];
    for (const waiter of threads) {
      waiters.push({ thread: waiter, mode });
    }
  }
  return waiters;
}

/** The objects behind `ExclusiveWaiters` and `SharedWaiters`, in any of the three forms. */
export function readAwaitedObjects(target: Target, resource: Structure): readonly AwaitedObject[] {
  return [
    ...readSide(target, resource, "ExclusiveWaiters", "exclusive"),
    ...readSide(target, resource, "SharedWaiters", "shared"),
  ];
}

/** Whether the resource counts waiters. If not, the objects behind it need not be read. */
export function hasWaiters(resource: Structure): boolean {
  return (
    present(resource.number("NumberOfExclusiveWaiters")) !== 0 ||
    present(resource.number("NumberOfSharedWaiters")) !== 0
  );
}

function readSide(
  target: Target,
  resource: Structure,
  member: string,
  mode: ResourceWaiter["mode"],
): readonly AwaitedObject[] {
  const layout = target.layout(CHAIN_ENTRY);
  const isChain = resource.has(`${member}.Head`);
  const first = resource.pointer(isChain ? `${member}.Head` : member);
  if (isAbsent(first) || !isKernelAddress(first, target.pointerSize)) {
    return [];
  }
  const isRing = !isAbsent(layout) && layout.has("Thread");
  return isChain || isRing ? readEntries(target, first, mode) : [{ dispatcher: first, mode, thread: undefined }];
}

/** A ring (each entry's list entry leads to the next) or a chain (the last one has a null link). */
function readEntries(target: Target, first: Word64, mode: ResourceWaiter["mode"]): readonly AwaitedObject[] {
  const objects: AwaitedObject[] = [];
  const visited = new Set<WordId>();
  let at = first;
  while (isKernelAddress(at, target.pointerSize) && !visited.has(at.id) && objects.length < MOST_WAITERS) {
    visited.add(at.id);
    const entry = target.readStructure(CHAIN_ENTRY, at);
    const event = isAbsent(entry) ? entry : entry.addressOf("Event");
    const next = isAbsent(entry) ? entry : entry.pointer("ListEntry");
    if (isAbsent(entry) || isAbsent(event) || isAbsent(next)) {
      break;
    }
    const owner = present(entry.pointer("Thread"));
    objects.push({ dispatcher: event, mode, thread: owner === undefined ? undefined : findThreadAt(target, owner) });
    at = next;
  }
  return objects;
}
