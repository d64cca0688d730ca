/** The shape of a rule. */
import type { Observation, RuleId, Severity } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence for help texts: what it means when the rule speaks. */
  readonly meaning: string;
  /** What to look at next. */
  readonly advice: string;
  readonly walkObservations: (context: FindingContext) => IterableIterator<Observation>;
}
