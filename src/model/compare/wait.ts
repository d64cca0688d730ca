/** A wait at one of two moments that are compared. */
import { notApplicable, type Maybe } from "../../target/absence.ts";
import type { WaitAtMoment } from "../../facts/moment.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, inDecimal } from "../members.ts";
import { shownSeconds } from "../seconds.ts";
import { defineTable, type Column } from "../tables/table.ts";
import { momentFact, MomentObject } from "./moment-object.ts";

export interface ComparedWaitFacts {
  readonly wait: WaitAtMoment;
  /** Only of a wait that is in both moments. */
  readonly serverHasRun?: boolean | undefined;
}

export class ComparedWait extends MomentObject<ComparedWaitFacts> {}

function secondsOf({ wait }: ComparedWaitFacts): Maybe<number> {
  return wait.seconds === undefined ? notApplicable("the wait's time is not known") : shownSeconds(wait.seconds);
}

function hasRun({ wait, serverHasRun }: ComparedWaitFacts): Maybe<boolean> {
  return serverHasRun ?? notApplicable(wait.server === undefined ? "no thread has received the message" : "whether it has run is not known");
}

function server({ wait }: ComparedWaitFacts, context: ModelContext): object {
  return wait.server === undefined ? notApplicable("no thread has received the message") : context.thread(wait.server.address);
}

export const comparedWaitClass = defineClass<ComparedWait>("compared-wait", "A thread that awaits a reply, at one of two moments.", ComparedWait, {
  Thread: momentFact("The thread.", ({ wait }, context) => context.thread(wait.thread.address)),
  MessageId: momentFact("Id of the message whose reply it awaits.", ({ wait }) => wait.message.id ?? notApplicable("the message's id is not known")),
  Port: momentFact("The port whose server is to answer.", ({ wait }, context) => (wait.port === undefined ? notApplicable("the port is not known") : context.port(wait.port))),
  Waited: inDecimal(momentFact("Seconds since the wait began.", secondsOf)),
  ServerThread: momentFact("The thread that owes the reply.", server),
  ServerHasRun: momentFact("Whether that thread has run since the earlier moment: then it is slow, not stuck.", hasRun),
});

function column(help: string, pick: Column<ComparedWait>["pick"], radix?: 10): Column<ComparedWait> {
  return radix === undefined ? { help, pick } : { help, pick, radix };
}

export const comparedWaitTable = defineTable<ComparedWait>("compared-wait-row", "A wait at one of two moments as a row of a table.", {
  Thread: column("The thread that waits.", ({ __facts: { wait } }) => wait.thread.name),
  MessageId: column("Id of the message whose reply it awaits.", ({ __facts: { wait } }) => wait.message.id ?? notApplicable("not known")),
  Port: column("The port whose server is to answer.", ({ __facts: { wait } }) => wait.portName ?? notApplicable("not known")),
  Waited: column("Seconds since the wait began.", ({ __facts }) => secondsOf(__facts), 10),
  ServerThread: column("The thread that owes the reply.", ({ __facts: { wait } }) => wait.server?.name ?? notApplicable("not received")),
  ServerHasRun: column("Whether that thread has run since the earlier moment.", ({ __facts }) => hasRun(__facts)),
});
