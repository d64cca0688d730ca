/** A finding: a problem, or something worth knowing, with its text and evidence. */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import type { Reference } from "./system.ts";

/** "Error": something cannot proceed. "Warning": something probably is wrong. "Information": worth knowing. */
export type Severity = "Error" | "Warning" | "Information";

/** Stable: used in scripts and saved queries. */
export type RuleId =
  | "alpc-deadlock"
  | "alpc-mutual-request"
  | "alpc-dead-server"
  | "alpc-no-server-thread"
  | "alpc-dead-client"
  | "alpc-long-wait"
  | "alpc-lost-reply"
  | "alpc-orphan-message"
  | "alpc-inconsistent"
  | "alpc-queue-backlog"
  | "alpc-renewed-wait"
  | "alpc-abandoned-request"
  | "alpc-unreadable";

/** What a rule reports for one case. */
export interface Observation {
  /** One short line. */
  readonly title: string;
  /** Whole sentences that name processes, threads and ports. */
  readonly explanation: string;
  readonly subject: Reference;
  /** Without the subject; each once. */
  readonly evidence: readonly Reference[];
  /** Threads that this blocks, counting only waits in scope. */
  readonly holdsUp: number;
  /** Ranks cases of one rule that block equally many: a queue's length, seconds waited. Larger comes first. */
  readonly weight: number;
  /** Set if this case is more or less serious than others of its rule. */
  readonly severity?: Severity;
}

/** An observation with its rule; the severity is the rule's unless the observation has its own. */
export interface Finding extends Observation {
  readonly rule: RuleId;
  readonly severity: Severity;
}

/** Most serious first. */
export const SEVERITIES: readonly Severity[] = ["Error", "Warning", "Information"];

/** Sorts by threads blocked, most first, then by severity, rule, weight and subject. Returns a new array. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .slice()
    .sort(
      (a, b) =>
        b.holdsUp - a.holdsUp ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compare(a.rule, b.rule) ||
        b.weight - a.weight ||
        a.subject.address.compare(b.subject.address),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Collects references, each once and without the subject, in the order in which they were added. */
export class Evidence {
  private readonly found = new Map<string, Reference>();

  /** Adds the reference; an absent address adds nothing. */
  add(kind: Reference["kind"], address: Maybe<Word64> | undefined): this {
    if (address !== undefined && !isAbsent(address)) {
      this.found.set(`${kind}:${address.key}`, { kind, address });
    }
    return this;
  }

  /** Adds what a thread waits for; undefined adds nothing. */
  addObject(object: WaitObject | undefined): this {
    if (object?.kind === "thread" || object?.kind === "process") {
      return this.add(object.kind === "thread" ? "Thread" : "Process", object.address);
    }
    if (object !== undefined) {
      const { address, process } = object;
      this.found.set(`Object:${process?.key ?? ""}:${address.key}`, { kind: "Object", address, object });
    }
    return this;
  }

  addAll(kind: Reference["kind"], addresses: Iterable<Word64>): this {
    for (const address of addresses) {
      this.add(kind, address);
    }
    return this;
  }

  /** Everything but `subject`. */
  without(subject: Reference): readonly Reference[] {
    return Array.from(this.found.values()).filter(
      (reference) => !reference.address.equals(subject.address) || reference.kind !== subject.kind,
    );
  }
}
