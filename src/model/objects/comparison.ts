/** A comparison of two moments: is it slow or stuck? */
import { isAbsent, notApplicable } from "../../target/absence.ts";
import { notFound, wrongArgument } from "../../target/errors.ts";
import { areOfOneSystem, compareMoments } from "../../analysis/compare.ts";
import type { Comparison as ComparisonFacts } from "../../facts/comparison.ts";
import type { Moment } from "../../facts/moment.ts";
import {
  formatActivity,
  formatDeadPort,
  formatGrowth,
  formatMoment,
  formatPortAtMoment,
  formatSameWait,
  formatVerdict,
  formatWait,
} from "../../text/comparison.ts";
import { formatCount, shownSeconds } from "../../text/counts.ts";
import { shortList, type Rows } from "../base/collection.ts";
import { ModelContext } from "../base/object.ts";
import { defineClass, inDecimal, property, type ModelObject, type PropertyRow } from "../base/members.ts";
import {
  ComparedPort,
  comparedPortTable,
  GrowingQueue,
  growingQueueTable,
  ServerActivity,
  serverActivityTable,
  ComparedWait,
  comparedWaitTable,
} from "./compared.ts";
import { LANDMARK_SYMBOL } from "../../target/target.ts";
import { takeMoment } from "../../analysis/moment.ts";
import { readCreationTime } from "../../nt/process/creation-time.ts";
import { readUptime } from "../../nt/wait/wait-time.ts";
import { systemOf } from "../system.ts";
import { sessionIdOf } from "../../target/current.ts";
import { wordFromHost } from "../../target/host-values.ts";
import { openSessions } from "../../target/sessions.ts";
import { describeArgument } from "../ask/address.ts";

interface Memory {
  readonly latest: Moment;
  /**
   * The clock of the stop at which `latest` was taken; undefined for a target without a clock, where every answer
   * counts as its own stop.
   */
  readonly stop: string | undefined;
  readonly previous: Moment | undefined;
}

/** By the session's id. */
const memories = new Map<string, Memory>();

/** Most sessions whose moments are kept. */
const MOST_SESSIONS = 8;

/** The moment of the present stop, taken once. The previous one is kept until the next stop is remembered. */
function rememberMoment(context: ModelContext): { readonly latest: Moment; readonly previous: Moment | undefined } {
  const { target } = context;
  const known = memories.get(target.sessionId);
  const stop = target.stop.moment;
  if (known !== undefined && (stop === undefined ? target.isDump : stop === known.stop)) {
    return known;
  }
  const latest = target.pin(() =>
    takeMoment(systemOf(context), {
      kernel: kernelOf(context),
      uptime: readUptime(target),
      creationTime: (process) => readCreationTime(target, process),
    }),
  );
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
  return isAbsent(landmark) ? undefined : landmark.key;
}

/**
 * The model of a session by its number or object, or of the session that one of our own objects belongs to. Throws
 * AlpcxError for anything else, and for the same session.
 */
function otherContext(context: ModelContext, value: unknown): ModelContext {
  const other = namedContext(context, value);
  if (other.target.sessionId === context.target.sessionId) {
    throw notFound(
      `Session ${other.target.sessionId} is the one that is compared:`,
      "name another one, or none to compare it with its own last stop. dx Debugger.Sessions lists them.",
    );
  }
  return other;
}

function namedContext(context: ModelContext, value: unknown): ModelContext {
  if (typeof value === "object" && value !== null) {
    const own = (value as { readonly __context?: unknown }).__context;
    if (own instanceof ModelContext) {
      own.refresh();
      return own;
    }
  }
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : wordFromHost(value)?.toNumber();
  const session =
    number === undefined
      ? sessionOf(value)
      : openSessions().find((candidate) => sessionIdOf(candidate) === String(number));
  if (session === undefined) {
    throw number === undefined
      ? wrongArgument(describeArgument(value), "a session or its number", "!alpcx_compare 1")
      : notFound(`There is no session ${number}:`, "dx Debugger.Sessions lists those that are open.");
  }
  return context.contextOf(session);
}

/** The value if it is one of the debugger's sessions: only they have both of these members. */
function sessionOf(value: unknown): JsProvider.Session | undefined {
  const candidate = value as Partial<JsProvider.Session> | null | undefined;
  try {
    return typeof candidate === "object" &&
      candidate !== null &&
      candidate.Id !== undefined &&
      candidate.Attributes?.Target !== undefined
      ? (candidate as JsProvider.Session)
      : undefined;
  } catch (_error) {
    // Native objects resolve names in the target, which can fail: then it is not a session.
    return undefined;
  }
}

/** What has moved between two moments, or the verdict that there is only one. It does not follow the target. */
export class Comparison implements ModelObject {
  readonly __context: ModelContext;
  readonly __earlier: ModelContext;
  readonly __later: ModelContext;
  /** Undefined while there is only one moment: the verdict says so, and all lists are empty. */
  readonly __facts: ComparisonFacts | undefined;
  readonly __verdict: string;

  constructor(
    context: ModelContext,
    verdict: string,
    facts?: ComparisonFacts,
    earlier: ModelContext = context,
    later: ModelContext = context,
  ) {
    this.__context = context;
    this.__verdict = verdict;
    this.__facts = facts;
    this.__earlier = earlier;
    this.__later = later;
  }

  toString(): string {
    return this.__verdict;
  }
}

/**
 * Compares the present stop with the last remembered one, or with another session's; remembers it. Throws AlpcxError if
 * the argument is not a session, or belongs to another system.
 */
export function compare(context: ModelContext, session: unknown): Comparison {
  const other = session === undefined ? undefined : otherContext(context, session);
  const { latest, previous } = rememberMoment(context);
  if (other === undefined) {
    return compareWithPrevious(context, latest, previous);
  }
  const moment = rememberMoment(other).latest;
  if (!areOfOneSystem(moment, latest)) {
    throw notFound(
      `Session ${other.target.sessionId} is another machine, or another start of this one:`,
      "only two moments between which the system was not restarted can be compared.",
    );
  }
  const facts = compareMoments(moment, latest);
  const verdict = formatVerdict(facts);
  return facts.earlier === moment
    ? new Comparison(context, verdict, facts, other, context)
    : new Comparison(context, verdict, facts, context, other);
}

function compareWithPrevious(context: ModelContext, latest: Moment, previous: Moment | undefined): Comparison {
  if (previous !== undefined && areOfOneSystem(previous, latest)) {
    const facts = compareMoments(previous, latest);
    return new Comparison(context, formatVerdict(facts), facts);
  }
  if (context.nothing !== "none") {
    return new Comparison(context, `What has moved is ${context.nothing}`);
  }
  const { isDump, sessionId } = context.target;
  const next = isDump
    ? `a dump does not run: open another dump of this machine (.opendump), and type !alpcx_compare ${sessionId} there`
    : "run g, break, and !alpcx_compare again";
  return new Comparison(
    context,
    `Remembered ${formatMoment(latest)}${previous === undefined ? "" : " (the system was restarted since the stop before)"}; ${next}`,
  );
}

/** In place of every difference while there is only one moment. */
const NO_EARLIER = "no earlier stop to compare with";

/** A row for a list of the comparison: picks it from the facts, and makes an object of each element. */
function part<F, O>(
  help: string,
  name: string,
  pick: (facts: ComparisonFacts) => readonly F[],
  make: (comparison: Comparison, element: F) => O,
  rows: Rows<O>,
): PropertyRow<Comparison> {
  return property(help, (comparison) => {
    const { __facts: facts } = comparison;
    const elements = facts === undefined ? [] : pick(facts);
    return shortList<O>(
      comparison.__context,
      name,
      facts === undefined ? NO_EARLIER : formatCount(elements.length, name),
      () => elements.map((element) => make(comparison, element)),
      rows,
    );
  });
}

export const comparisonClass = defineClass<Comparison>(
  "comparison",
  "Two moments of a system compared: what is stuck, and what has moved.",
  Comparison,
  {
    Verdict: property("Slow or stuck, in one sentence.", ({ __verdict }) => __verdict),
    Seconds: inDecimal(
      property("Seconds between the two, by the target's clock.", ({ __facts: facts }) =>
        facts?.seconds === undefined
          ? notApplicable(facts === undefined ? NO_EARLIER : "the target's clock cannot be read")
          : shownSeconds(facts.seconds),
      ),
    ),
    Same: part(
      "Waits that are in both: same thread, same message. The longest wait comes first.",
      "wait",
      ({ same }) => same,
      ({ __later }, facts) =>
        new ComparedWait(__later, facts, ({ wait, serverHasRun }) => formatSameWait({ wait, serverHasRun })),
      comparedWaitTable,
    ),
    New: part(
      "Waits that began since.",
      "wait",
      ({ added }) => added,
      ({ __later }, wait) => new ComparedWait(__later, { wait }, () => formatWait(wait)),
      comparedWaitTable,
    ),
    Gone: part(
      "Waits that have ended since.",
      "wait",
      ({ gone }) => gone,
      ({ __earlier }, wait) => new ComparedWait(__earlier, { wait }, () => formatWait(wait)),
      comparedWaitTable,
    ),
    GrowingQueues: part(
      "Queues that hold more messages than before, the one that has grown most first.",
      "queue",
      ({ growing }) => growing,
      ({ __later }, facts) => new GrowingQueue(__later, facts, formatGrowth),
      growingQueueTable,
    ),
    Received: part(
      "Server threads that have received or finished a message since.",
      "server thread",
      ({ received }) => received,
      ({ __later }, facts) =>
        new ServerActivity(__later, facts, (activity) => `${activity.server.thread.name}: ${formatActivity(activity)}`),
      serverActivityTable,
    ),
    NewPorts: part(
      "Ports that exist since.",
      "port",
      ({ newPorts }) => newPorts,
      ({ __later }, port) => new ComparedPort(__later, { port, how: "new" }, () => formatPortAtMoment(port)),
      comparedPortTable,
    ),
    DeadPorts: part(
      "Ports that are gone, closed or disconnected since.",
      "port",
      ({ deadPorts }) => deadPorts,
      ({ __earlier }, dead) => new ComparedPort(__earlier, dead, () => formatDeadPort(dead)),
      comparedPortTable,
    ),
  },
);
