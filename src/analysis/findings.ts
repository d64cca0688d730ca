/** All findings of a scope, and those of one rule. */
import { sortFindings, type Finding } from "./finding.ts";
import { FindingContext } from "./finding-context.ts";
import { DEFAULT_LIMITS, type FindingLimits } from "./limits.ts";
import { rules } from "./rules/rules.ts";
import type { Watch } from "./rules/rule.ts";
import { SYSTEM_SCOPE, type Scope } from "./scope.ts";
import type { System } from "./system.ts";

/** The part of the system to look at, and the limits to measure by. */
export interface FindingOptions {
  /** The whole system if absent. */
  readonly scope?: Scope;
  /** Limits not given keep their defaults. */
  readonly limits?: Partial<FindingLimits>;
}

/** Runs every rule over the scope. Sorted by threads blocked, most first. Linear in ports, messages and threads. */
export function findFindings(system: System, options: FindingOptions = {}): readonly Finding[] {
  const context = new FindingContext(
    system,
    Object.assign({}, DEFAULT_LIMITS, options.limits),
    options.scope ?? SYSTEM_SCOPE,
  );
  const watches = rules.map(({ watch }) => watch(context));
  showEverything(context, watches);
  const findings: Finding[] = [];
  rules.forEach(({ id, severity }, place) => {
    for (const observation of watches[place]?.finish() ?? []) {
      findings.push(Object.assign({ rule: id, severity }, observation));
    }
  });
  return sortFindings(findings);
}

/** The one walk over everything in scope. */
function showEverything(context: FindingContext, watches: readonly Watch[]): void {
  const ofThreads = wanted(watches.map(({ seeWaitingThread }) => seeWaitingThread));
  const ofPorts = wanted(watches.map(({ seePort }) => seePort));
  const ofMessages = wanted(watches.map(({ seeMessage }) => seeMessage));
  for (const thread of context.waitingThreads) {
    for (const see of ofThreads) {
      see(thread);
    }
  }
  for (const port of context.walkPorts()) {
    const seen = context.ports.examine(port);
    if (seen?.isUnusual === true) {
      for (const see of ofPorts) {
        see(seen);
      }
    }
  }
  for (const message of context.walkMessages()) {
    for (const see of ofMessages) {
      see(message);
    }
  }
}

function wanted<See>(sights: readonly (See | undefined)[]): readonly See[] {
  return sights.filter((see): see is See => see !== undefined);
}
