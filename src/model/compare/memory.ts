/** The moments that are remembered: the one thing that is not dropped when the target moves on. Two a session, each of bounded size. */
import { Absence } from "../../target/absence.ts";
import { LANDMARK_SYMBOL } from "../../target/target.ts";
import { takeMoment } from "../../analysis/moment.ts";
import type { Moment } from "../../facts/moment.ts";
import { readCreationTime } from "../../nt/process/creation-time.ts";
import { readUptime } from "../../nt/wait/wait-time.ts";
import type { ModelContext } from "../context.ts";
import { systemOf } from "../system.ts";

interface Memory {
  readonly latest: Moment;
  /** The clock of the stop that `latest` is of; undefined for a target without one, each of whose answers is of a stop of its own. */
  readonly stop: string | undefined;
  readonly previous: Moment | undefined;
}

/** By the session's id. */
const memories = new Map<string, Memory>();

/** Sessions whose moments are kept. */
const MOST_SESSIONS = 8;

/** The moment of the present stop; taken once. The one that was remembered before it stays until the next stop is remembered. */
export function rememberMoment(context: ModelContext): { readonly latest: Moment; readonly previous: Moment | undefined } {
  const { target } = context;
  const known = memories.get(target.sessionId);
  const stop = target.stop.moment;
  if (known !== undefined && (stop === undefined ? target.isDump : stop === known.stop)) {
    return known;
  }
  const latest = target.pin(() => takeMoment(systemOf(context), {
    kernel: kernelOf(context), uptime: readUptime(target), creationTime: (process) => readCreationTime(target, process),
  }));
  const memory = { latest, stop, previous: known?.latest };
  memories.delete(target.sessionId);
  memories.set(target.sessionId, memory);
  if (memories.size > MOST_SESSIONS) {
    memories.delete(Array.from(memories.keys())[0] ?? "");
  }
  return memory;
}

function kernelOf({ target }: ModelContext): string | undefined {
  const landmark = target.symbol(LANDMARK_SYMBOL);
  return landmark instanceof Absence ? undefined : landmark.key;
}
