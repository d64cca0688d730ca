/** What one piece of work costs: host calls, bytes, pages, time. */
import type { SimulatedDebugger } from "../host/debugger.ts";
import type { ReadLog } from "./watched-target.ts";

export interface Cost {
  /** Things that the work met (ports, findings): what the rest is divided by. */
  readonly count: number;
  /** Calls of the host of every kind, Int64 objects that it makes included. */
  readonly hostCalls: number;
  /** Calls by kind. */
  readonly calls: Readonly<Record<string, number>>;
  /** Calls of `readMemoryValues`. */
  readonly blockReads: number;
  readonly bytes: number;
  readonly pages: number;
  readonly milliseconds: number;
}

/** Runs the work once. `work` returns how many things it met. */
export function measure(simulated: SimulatedDebugger, log: ReadLog, work: () => number): Cost {
  const { counters } = simulated;
  counters.reset();
  log.reset();
  const start = performance.now();
  const count = work();
  const milliseconds = performance.now() - start;
  const { bytesRead, ...calls } = counters.snapshot();
  return {
    count, hostCalls: counters.total(), calls, blockReads: counters.calls("readMemoryValues"),
    bytes: bytesRead ?? 0, pages: log.pages, milliseconds,
  };
}
