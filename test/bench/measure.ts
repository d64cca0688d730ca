/** Measures one piece of work: host calls, bytes, pages, and the script's own work. */
import type { SimulatedDebugger } from "../host/debugger.ts";
import type { ReadLog } from "./watched-target.ts";

export interface Cost {
  /** Things that the work met (ports, findings). */
  readonly count: number;
  /** Calls of the host of every kind, Int64 objects that it makes included. */
  readonly hostCalls: number;
  /** Calls by kind. */
  readonly calls: Readonly<Record<string, number>>;
  /** Calls of `readMemoryValues`. */
  readonly blockReads: number;
  /** Those of them that found nothing. */
  readonly failedReads: number;
  readonly bytes: number;
  /** Distinct pages that any read covered. */
  readonly pages: number;
  /** Time of this process, the simulated host's included. */
  readonly milliseconds: number;
  /**
   * What the meter says of the script's own work: calls of its functions or milliseconds in them; 0 where it is not
   * metered.
   */
  readonly script: number;
}

/** Watches the script's own functions while a piece of work runs. */
export interface Meter {
  start(): void;
  /** What was seen since the start. */
  stop(): number;
}

/** Sees nothing and costs nothing. */
export const noMeter: Meter = { start: () => undefined, stop: () => 0 };

/** Milliseconds that this process has used the processor, which other processes on the machine do not add to. */
export function processMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs the work once. `work` returns how many things it met. */
export function measure(simulated: SimulatedDebugger, log: ReadLog, work: () => number, meter: Meter = noMeter): Cost {
  const { counters } = simulated;
  counters.reset();
  log.reset();
  meter.start();
  const start = processMilliseconds();
  const count = work();
  const milliseconds = processMilliseconds() - start;
  const script = meter.stop();
  const { bytesRead, ...calls } = counters.snapshot();
  return {
    count,
    hostCalls: counters.total(),
    calls,
    blockReads: counters.calls("readMemoryValues"),
    failedReads: log.failures,
    bytes: bytesRead ?? 0,
    pages: log.pages,
    milliseconds,
    script,
  };
}
