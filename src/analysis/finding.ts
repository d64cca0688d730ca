/** A finding: something that is wrong, or worth knowing, with the words and the evidence for it. */
import type { Reference } from "./snapshot.ts";

export type Severity = "Error" | "Warning" | "Information";

/** Stable: scripts and saved queries name them. */
export type RuleId =
  | "alpc-deadlock" | "alpc-mutual-request" | "alpc-dead-server" | "alpc-no-server-thread" | "alpc-dead-client" | "alpc-long-wait"
  | "alpc-lost-reply" | "alpc-orphan-message" | "alpc-inconsistent" | "alpc-queue-backlog";

/** What a rule says of one case. */
export interface Observation {
  /** One short line. */
  readonly title: string;
  /** Whole sentences that name processes, threads and ports. */
  readonly explanation: string;
  readonly subject: Reference;
  /** Without the subject; each once. */
  readonly evidence: readonly Reference[];
  /** Threads that this holds up, as far as the waits in scope tell. */
  readonly holdsUp: number;
  /** Ranks cases of one rule that hold up equally many: a queue's length, seconds waited. Larger comes first. */
  readonly weight: number;
}

export interface Finding extends Observation {
  readonly rule: RuleId;
  readonly severity: Severity;
}

const SEVERITIES: readonly Severity[] = ["Error", "Warning", "Information"];

/** Sorts by what holds up most threads, then by severity, rule, weight and subject. Gives a new array. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.slice().sort((a, b) =>
    b.holdsUp - a.holdsUp
    || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || compare(a.rule, b.rule) || b.weight - a.weight || compare(a.subject.key, b.subject.key));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Collects references, each once and without the subject, in the order in which they were added. */
export class Evidence {
  private readonly found = new Map<string, Reference>();

  add(kind: Reference["kind"], key: string | undefined): this {
    if (key !== undefined) this.found.set(`${kind}:${key}`, { kind, key });
    return this;
  }

  /** Everything but `subject`. */
  without(subject: Reference): readonly Reference[] {
    return Array.from(this.found.values()).filter((reference) => reference.key !== subject.key || reference.kind !== subject.kind);
  }
}
