/**
 * Events that a process has reported to its user-mode debugger and that are still unanswered: the reporting thread
 * waits until the debugger continues it.
 */
import { present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkList } from "../list.ts";

/** Most events of one debug object that are read: one for each debugged thread. */
const MOST_EVENTS = 1000;

/** Whether an event of the process (an `_EPROCESS`) waits for the debugger to continue it. False if that is unknown. */
export function hasDebugEvent(target: Target, process: Word64, debugObject: Word64): boolean {
  const places = placesOf(target);
  if (places === undefined) {
    return false;
  }
  for (const event of walkList(target, debugObject.plus(places.eventList), {
    what: "the reports to a debugger",
    limit: MOST_EVENTS,
  })) {
    if (present(target.readPointer(event.plus(places.process)))?.equals(process) === true) {
      return true;
    }
  }
  return false;
}

interface DebugPlaces {
  /** Head of the list in a `_DEBUG_OBJECT`. */
  readonly eventList: number;
  /** Offset of the `_EPROCESS` from the event's list entry. */
  readonly process: number;
}

/**
 * Public symbols describe neither structure. A debug object is an event, a fast mutex and the list; a debug event is
 * its list entry, the event on which the thread waits, the client id (two pointers), process and thread. This is the
 * layout of the published sources of Server 2003's age; nothing seen since contradicts it. The list must have
 * consistent links, and a debug event counts only if it names the process.
 */
function placesOf(target: Target): DebugPlaces | undefined {
  const event = present(target.layout("_KEVENT"));
  const mutex = present(target.layout("_FAST_MUTEX"));
  const named = present(target.layout("_DEBUG_OBJECT"))?.find("EventList")?.offset;
  return event === undefined || mutex === undefined
    ? undefined
    : { eventList: named ?? event.size + mutex.size, process: 4 * target.pointerSize + event.size };
}
