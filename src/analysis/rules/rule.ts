/** The shape of a rule. */
import type { MessageFacts } from "../../facts/message.ts";
import type { Word64 } from "../../target/word64.ts";
import type { Observation, RuleId, Severity } from "../finding.ts";
import type { FindingContext, SeenPort } from "../finding-context.ts";

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence for help texts: what it means when the rule speaks. */
  readonly meaning: string;
  /** What to look at next. */
  readonly advice: string;
  /** Begins to watch the one walk over everything in scope. */
  readonly watch: (context: FindingContext) => Watch;
}

/**
 * What a rule wants to be shown of the walk that all rules share, and what it says at its end. Each thing in scope is
 * shown once: threads first, then ports, then messages.
 */
export interface Watch {
  /** A thread that awaits a reply. */
  readonly seeWaitingThread?: (thread: Word64) => void;
  readonly seePort?: (seen: SeenPort) => void;
  readonly seeMessage?: (message: MessageFacts) => void;
  readonly finish: () => Iterable<Observation>;
}
