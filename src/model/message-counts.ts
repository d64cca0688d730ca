/** How many messages there are, by the queue that they are on and by the bits of their state. */
import { Absence } from "../target/absence.ts";
import { formatCount as counted } from "../text/counts.ts";
import type { ModelContext } from "./context.ts";
import { reported } from "./port-search.ts";

/** Counts of one walk over all messages. */
export interface MessageTotals {
  readonly total: number;
  /** By `Queue`: "Main", "None", ...; "Unknown" where the links do not tell. In the order in which they were met. */
  readonly byQueue: ReadonlyMap<string, number>;
  /** By named bit of the state word: messages in which it is set. */
  readonly byState: ReadonlyMap<string, number>;
}

/** Counted once a stop. */
export function countMessages(context: ModelContext): MessageTotals {
  return context.target.stop.once("messages by queue and state", () => {
    const byQueue = new Map<string, number>();
    const byState = new Map<string, number>();
    let total = 0;
    for (const address of reported(context, "messages", context.generation.walkMessages())) {
      const facts = context.generation.readMessage(address);
      total += 1;
      add(byQueue, facts instanceof Absence || facts.queue instanceof Absence ? "Unknown" : facts.queue);
      const bits = facts instanceof Absence || facts.state instanceof Absence ? [] : facts.state.bits;
      for (const { name, value, width } of bits) {
        if (width === 1 && value !== 0) {
          add(byState, name);
        }
      }
    }
    return { total, byQueue, byState };
  });
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Counts by name: each name is a property, and the display lists them all. */
export class NamedCounts {
  private readonly __counts: ReadonlyMap<string, number>;
  private readonly __what: string;

  /** `what`: the thing that is counted, in the singular. */
  constructor(counts: ReadonlyMap<string, number>, what: string) {
    this.__counts = counts;
    this.__what = what;
    counts.forEach((count, name) => {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, get: () => count });
    });
  }

  toString(): string {
    const parts: string[] = [];
    this.__counts.forEach((count, name) => { parts.push(`${count} ${name}`); });
    return parts.length === 0 ? counted(0, this.__what) : parts.join(", ");
  }
}
