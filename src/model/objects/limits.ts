/** The limits of all walks and displays, as an object that the user can read and set. */
import { wrongArgument } from "../../target/errors.ts";
import { numberFromHost } from "../../target/host-values.ts";
import { limits, type Limits } from "../../target/limits.ts";
import { dropStops } from "../../target/sessions.ts";
import { describeArgument } from "../ask/address.ts";
import { defineClass, inDecimal, property, type PropertyRow } from "../base/members.ts";

/**
 * `Alpc.Limits`. Setting a property discards what was found within the old limit; it throws AlpcxError for anything but
 * a whole number that is large enough.
 */
export class LimitSettings {
  readonly __context: { refresh(): void };

  constructor(context: { refresh(): void }) {
    this.__context = context;
    // A misspelled limit must fail instead of becoming a property that nothing reads.
    Object.preventExtensions(this);
  }

  toString(): string {
    return "Bounds of walks and displays; assign to one to change it";
  }
}

function limit(name: keyof Limits, least: number, help: string): PropertyRow<LimitSettings> {
  return inDecimal(
    property(
      help,
      () => limits[name],
      (_settings, value) => {
        const number = numberFromHost(value);
        if (number === undefined || number < least) {
          throw wrongArgument(
            describeArgument(value),
            `a whole number of at least ${least}`,
            `dx @$cursession.Alpc.Limits.ListEntries = 50000`,
          );
        }
        limits[name] = number;
        // Results found within the old limits are no longer valid.
        dropStops();
      },
    ),
  );
}

export const limitsClass = defineClass("limits", "Bounds of walks and displays, for all sessions.", LimitSettings, {
  Ports: limit("ports", 1, "Ports of one walk over the system."),
  ListEntries: limit("listEntries", 1, "Entries of any one list: a queue, connections, threads, processes."),
  Handles: limit("handles", 1, "Entries of one handle table."),
  NameBytes: limit("nameBytes", 2, "Bytes of one name."),
  PayloadBytes: limit("payloadBytes", 0, "Bytes of a message's payload that are read."),
  PoolSearchBytes: limit("poolSearchBytes", 4096, "Bytes of pool that one search may look at."),
  ChainSteps: limit("chainSteps", 1, "Links of one wait chain that are shown."),
  CachedPages: limit("cachedPages", 2, "Pages of memory kept while the target stands still."),
  LongWaitSeconds: limit("longWaitSeconds", 0, "Seconds that a reply may be awaited before it counts as a long wait."),
  Backlog: limit("backlog", 0, "Messages that a queue may hold before it counts as a backlog."),
  ProgressInterval: limit("progressInterval", 0, "Seconds between two lines of progress in long walks; 0 for none."),
  Seconds: limit(
    "seconds",
    0,
    "Seconds that one walk or analysis may take before it gives what it has; 0 for as long as it takes.",
  ),
});
