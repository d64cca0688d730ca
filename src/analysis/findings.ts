/** All findings of a scope, and those of one rule. */
import { sortFindings, type Finding } from "./finding.ts";
import { FindingContext } from "./finding-context.ts";
import { DEFAULT_LIMITS, type FindingLimits } from "./limits.ts";
import { rules } from "./rules/rules.ts";
import { SYSTEM_SCOPE, type Scope } from "./scope.ts";
import type { System } from "./system.ts";

export interface FindingOptions {
  /** The whole system when absent. */
  readonly scope?: Scope;
  /** Limits not given keep their defaults. */
  readonly limits?: Partial<FindingLimits>;
}

/** Runs every rule over the scope. Sorted by what blocks most threads. Linear in ports, messages and threads. */
export function findFindings(system: System, options: FindingOptions = {}): readonly Finding[] {
  const context = new FindingContext(
    system,
    Object.assign({}, DEFAULT_LIMITS, options.limits),
    options.scope ?? SYSTEM_SCOPE,
  );
  const findings: Finding[] = [];
  for (const { id, severity, walkObservations } of rules) {
    for (const observation of walkObservations(context)) {
      findings.push(Object.assign({ rule: id, severity }, observation));
    }
  }
  return sortFindings(findings);
}
