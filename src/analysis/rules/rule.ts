import type { MessageFacts } from "../../facts/message.ts";
import type { Word64 } from "../../target/word64.ts";
import type { Observation, RuleId, Severity } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { SeenPort } from "../seen-ports.ts";

/** A rule of the analysis: its texts for help and findings, and how it looks at a system. */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence for help texts: what a finding of this rule means. */
  readonly meaning: string;
  /** What to look at next. */
  readonly advice: string;
  /** Starts watching the walk over everything in scope. */
  readonly watch: (context: FindingContext) => Watch;
}

/**
 * What a rule does at each step of the walk that all rules share, and what it reports at the end. Each thing in scope
 * is shown once, where there may be something to see: threads first, then ports, then messages.
 */
export interface Watch {
  /** A thread that awaits a reply. */
  readonly seeWaitingThread?: (thread: Word64) => void;
  /** A port of which something is out of the ordinary: {@link SeenPort.isUnusual}. */
  readonly seePort?: (seen: SeenPort) => void;
  readonly seeMessage?: (message: MessageFacts) => void;
  readonly finish: () => Iterable<Observation>;
}
