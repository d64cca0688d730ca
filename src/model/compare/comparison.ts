/** Two moments compared, as an object: slow or stuck? */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import { areOfOneSystem, compareMoments } from "../../analysis/compare.ts";
import type { Comparison as ComparisonFacts } from "../../facts/comparison.ts";
import type { Moment } from "../../facts/moment.ts";
import { formatActivity, formatDeadPort, formatGrowth, formatMoment, formatPortAtMoment, formatSameWait, formatVerdict, formatWait } from "../../text/comparison.ts";
import { formatCount } from "../../text/counts.ts";
import { shortList, type Rows } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, inDecimal, property, type ModelObject, type PropertyRow } from "../members.ts";
import { shownSeconds } from "../seconds.ts";
import { rememberMoment } from "./memory.ts";
import { otherContext } from "./other-session.ts";
import { ComparedPort, comparedPortTable, GrowingQueue, growingQueueTable, ServerActivity, serverActivityTable } from "./parts.ts";
import { ComparedWait, comparedWaitTable } from "./wait.ts";

export class Comparison implements ModelObject {
  readonly __context: ModelContext;
  readonly __earlier: ModelContext;
  readonly __later: ModelContext;
  /** Absent while there is only one moment. */
  readonly __facts: Maybe<ComparisonFacts>;
  readonly __verdict: string;

  constructor(context: ModelContext, verdict: string, facts: Maybe<ComparisonFacts>, earlier: ModelContext = context, later: ModelContext = context) {
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

/** Compares the present stop with the last one that was remembered, or with another session's; remembers it. Throws AlpcxError for a session that is none or of another system. */
export function compare(context: ModelContext, session: unknown): Comparison {
  const other = session === undefined ? undefined : otherContext(context, session);
  const { latest, previous } = rememberMoment(context);
  if (other === undefined) {
    return compareWithPrevious(context, latest, previous);
  }
  const moment = rememberMoment(other).latest;
  if (!areOfOneSystem(moment, latest)) {
    throw notFound(`Session ${other.target.sessionId} is another machine, or another start of this one:`, "only two moments between which the system was not restarted can be compared.");
  }
  const facts = compareMoments(moment, latest);
  const verdict = formatVerdict(facts);
  return facts.earlier === moment ? new Comparison(context, verdict, facts, other, context) : new Comparison(context, verdict, facts, context, other);
}

/** What there is of a comparison with one moment only. */
const NOTHING_YET = notApplicable("there is no earlier stop to compare with yet");

function compareWithPrevious(context: ModelContext, latest: Moment, previous: Moment | undefined): Comparison {
  if (previous !== undefined && areOfOneSystem(previous, latest)) {
    const facts = compareMoments(previous, latest);
    return new Comparison(context, formatVerdict(facts), facts);
  }
  const { isDump, sessionId } = context.target;
  const next = isDump ? `a dump does not run: open another dump of this machine (.opendump), and type !alpcx_compare ${sessionId} there` : "run g, break, and !alpcx_compare again";
  return new Comparison(context, `Remembered ${formatMoment(latest)}${previous === undefined ? "" : " (the system was restarted since the stop before)"}; ${next}`, NOTHING_YET);
}

/** A list of the comparison: what of its facts, and how each becomes an object. */
function part<F, O>(
  help: string, name: string, pick: (facts: ComparisonFacts) => readonly F[], make: (comparison: Comparison, element: F) => O, rows: Rows<O>,
): PropertyRow<Comparison> {
  return property(help, (comparison) => mapPresent(comparison.__facts, (facts) => {
    const elements = pick(facts);
    return shortList<O>(comparison.__context, name, formatCount(elements.length, name), () => elements.map((element) => make(comparison, element)), rows);
  }));
}

export const comparisonClass = defineClass<Comparison>("comparison", "Two moments of a system compared: what is stuck, and what has moved.", Comparison, {
  Verdict: property("Slow or stuck, in one sentence.", ({ __verdict }) => __verdict),
  Seconds: inDecimal(property("Seconds between the two, by the target's clock.", ({ __facts }) => mapPresent(__facts, ({ seconds }) =>
    (seconds === undefined ? notApplicable("the target's clock cannot be read") : shownSeconds(seconds))))),
  Same: part("Waits that are in both: same thread, same message. The longest wait comes first.", "wait", ({ same }) => same,
    ({ __later }, facts) => new ComparedWait(__later, facts, ({ wait, serverHasRun }) => formatSameWait({ wait, serverHasRun })), comparedWaitTable),
  New: part("Waits that began since.", "wait", ({ added }) => added, ({ __later }, wait) => new ComparedWait(__later, { wait }, () => formatWait(wait)), comparedWaitTable),
  Gone: part("Waits that have ended since.", "wait", ({ gone }) => gone, ({ __earlier }, wait) => new ComparedWait(__earlier, { wait }, () => formatWait(wait)), comparedWaitTable),
  GrowingQueues: part("Queues that hold more messages than before, the one that has grown most first.", "queue", ({ growing }) => growing,
    ({ __later }, facts) => new GrowingQueue(__later, facts, formatGrowth), growingQueueTable),
  Received: part("Server threads that have received or finished a message since.", "server thread", ({ received }) => received,
    ({ __later }, facts) => new ServerActivity(__later, facts, (activity) => `${activity.server.thread.name}: ${formatActivity(activity)}`), serverActivityTable),
  NewPorts: part("Ports that exist since.", "port", ({ newPorts }) => newPorts,
    ({ __later }, port) => new ComparedPort(__later, { port, how: "new" }, () => formatPortAtMoment(port)), comparedPortTable),
  DeadPorts: part("Ports that are gone, closed or disconnected since.", "port", ({ deadPorts }) => deadPorts,
    ({ __earlier }, dead) => new ComparedPort(__earlier, dead, () => formatDeadPort(dead)), comparedPortTable),
});
