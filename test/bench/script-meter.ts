/**
 * Measures the script's own functions, apart from the simulated host: the number of calls, which is the same in every
 * run, and the time, as the engine's profiler samples it.
 */
import { Session, type Profiler } from "node:inspector";
import { SCRIPT_NAME } from "../scenarios/pack.ts";
import { processMilliseconds, type Meter } from "./measure.ts";

/** Microseconds between two samples. */
const SAMPLING_INTERVAL = 500;

/** The answer of the engine's inspector, which it gives at once. */
function ask<T>(session: Session, method: string, parameters: object = {}): T {
  let answer: { readonly error: Error | null; readonly result: unknown } | undefined;
  session.post(method, parameters, (error: Error | null, result: unknown) => {
    answer = { error, result };
  });
  if (answer === undefined || answer.error !== null) {
    throw new Error(`The engine's inspector does not answer ${method}: ${answer?.error?.message ?? "nothing came"}`);
  }
  return answer.result as T;
}

/** Calls of the script's functions, of a session whose coverage is being taken. */
class CallMeter implements Meter {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  start(): void {
    ask(this.session, "Profiler.takePreciseCoverage");
  }

  stop(): number {
    const { result } = ask<Profiler.TakePreciseCoverageReturnType>(this.session, "Profiler.takePreciseCoverage");
    return result
      .filter(({ url }) => url === SCRIPT_NAME)
      .reduce(
        (sum, { functions }) => sum + functions.reduce((calls, { ranges }) => calls + (ranges[0]?.count ?? 0), 0),
        0,
      );
  }
}

/**
 * Gives `action` a meter of calls of the script's functions, for as many pieces of work as it likes: the engine walks
 * its whole heap when it begins to count. All code runs slower while it counts, so what is timed runs outside.
 */
export function withCallMeter<T>(action: (meter: Meter) => T): T {
  const session = new Session();
  session.connect();
  try {
    ask(session, "Profiler.enable");
    ask(session, "Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    return action(new CallMeter(session));
  } finally {
    session.disconnect();
  }
}

/**
 * Milliseconds of processor time in the script's own functions: their share of the profiler's samples, of the time that
 * this process used.
 */
export class TimeMeter implements Meter {
  private readonly session = new Session();
  private began = 0;
  /**
   * Milliseconds by function of the last piece of work, its name with the line that it begins at; the longest first.
   */
  byFunction: readonly (readonly [string, number])[] = [];

  start(): void {
    this.session.connect();
    ask(this.session, "Profiler.enable");
    ask(this.session, "Profiler.setSamplingInterval", { interval: SAMPLING_INTERVAL });
    ask(this.session, "Profiler.start");
    this.began = processMilliseconds();
  }

  stop(): number {
    const used = processMilliseconds() - this.began;
    const { profile } = ask<Profiler.StopReturnType>(this.session, "Profiler.stop");
    this.session.disconnect();
    const names = new Map(
      profile.nodes
        .filter(({ callFrame }) => callFrame.url === SCRIPT_NAME)
        .map(({ id, callFrame }) => [id, `${callFrame.functionName || "(nameless)"}:${callFrame.lineNumber + 1}`]),
    );
    const samples = new Map<string, number>();
    for (const node of profile.samples ?? []) {
      const name = names.get(node) ?? "";
      samples.set(name, (samples.get(name) ?? 0) + 1);
    }
    const perSample = used / Math.max(1, profile.samples?.length ?? 0);
    samples.delete("");
    this.byFunction = [...samples]
      .map(([name, count]) => [name, count * perSample] as const)
      .sort(([, a], [, b]) => b - a);
    return this.byFunction.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  }
}
