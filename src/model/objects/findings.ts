/** Findings as objects: each problem in plain words, with its evidence as objects to click on. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { notFound, wrongArgument } from "../../target/errors.ts";
import { indexedValue, numberFromHost } from "../../target/host-values.ts";
import { limits } from "../../target/limits.ts";
import type { Word64 } from "../../target/word64.ts";
import type { Finding as FindingFacts, RuleId } from "../../analysis/finding.ts";
import { findFindings } from "../../analysis/findings.ts";
import { rules } from "../../analysis/rules/rules.ts";
import type { FindingLimits } from "../../analysis/limits.ts";
import type { Scope } from "../../analysis/scope.ts";
import type { Reference } from "../../analysis/system.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { printable } from "../../text/printable.ts";
import { describeArgument } from "../ask/address.ts";
import { shortList, tableOf } from "../base/collection.ts";
import { positionFrom } from "../base/listing.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { dispatcherObject, dispatcherObjectAt } from "./waited-object.ts";
import { defineClass, inDecimal, method, property } from "../base/members.ts";
import { systemOf } from "../system.ts";
import { defineTable, factColumn } from "../base/table.ts";

const column = factColumn<FindingFacts>;

/** Findings as a table. */
export const findingTable = defineTable<Finding>("finding-row", "A finding as a row of a table.", {
  Severity: column("Error, Warning or Information.", ({ severity }) => severity),
  Rule: column("Stable id of the rule that found it.", ({ rule }) => rule),
  HoldsUp: column("Threads that this blocks.", ({ holdsUp }) => holdsUp, 10),
  Subject: column("What it is about: Thread, Process, Port, Message or Object.", ({ subject }) => subject.kind),
  Title: column("One line, shortened.", ({ title }) => printable(title)),
});

/**
 * One finding. Kept while the target moves on, it is that of the same rule and subject, or absent where there is none.
 */
export class Finding extends FactObject<FindingFacts> {
  protected __describe({ severity, rule, title }: FindingFacts): string {
    return `${severity} ${rule}: ${printable(title)}`;
  }
}

function referenced(context: ModelContext, { kind, address, object }: Reference): unknown {
  switch (kind) {
    case "Thread":
      return context.thread(address);
    case "Process":
      return context.process(address);
    case "Port":
      return context.port(address);
    case "Message":
      return context.message(address);
    case "Object":
      return object === undefined ? dispatcherObjectAt(context, address) : dispatcherObject(context, object);
  }
}

/** The evidence of a finding as objects. */
function evidenceOf(finding: Finding): readonly unknown[] {
  const { __context: context, __facts: facts } = finding;
  return isAbsent(facts) ? [facts] : facts.evidence.map((reference) => referenced(context, reference));
}

export const findingClass = defineClass<Finding>("finding", "Something that is wrong, or worth knowing.", Finding, {
  Rule: fact("Stable id of the rule that found it.", ({ rule }) => rule),
  Severity: fact("Error, Warning or Information.", ({ severity }) => severity),
  Title: fact("One line.", ({ title }) => title),
  Explanation: fact("What is wrong, in plain words.", ({ explanation }) => explanation),
  Subject: fact("The thread, process, port, message or object that it is about.", ({ subject }, context) =>
    referenced(context, subject),
  ),
  Evidence: property("What proves it.", (finding) =>
    mapPresent(finding.__facts, ({ evidence }) =>
      shortList(finding.__context, "piece of evidence", counted(evidence.length, "object"), () => evidenceOf(finding)),
    ),
  ),
  Advice: fact(
    "What to look at next.",
    ({ rule }) => rules.find(({ id }) => id === rule)?.advice ?? notApplicable("the rule gives no advice"),
  ),
  HoldsUp: inDecimal(fact("Threads that this blocks.", ({ holdsUp }) => holdsUp)),
});

/** Findings of a scope, worst first; computed on demand, once per stop for the same limits. */
export class Findings {
  readonly __context: ModelContext;
  readonly __scope: Scope;
  readonly __limits: FindingLimits | undefined;
  readonly __rule: RuleId | undefined;

  /** `given`: limits to use instead of the settings. `rule`: only findings of this rule. */
  constructor(context: ModelContext, scope: Scope, given?: FindingLimits, rule?: RuleId) {
    this.__context = context;
    this.__scope = scope;
    this.__limits = given;
    this.__rule = rule;
  }

  get __found(): readonly FindingFacts[] {
    const { longWaitSeconds, backlog } = this.__limits ?? limits;
    const { target } = this.__context;
    const key = `findings ${JSON.stringify(this.__scope)} ${longWaitSeconds} ${backlog}`;
    const all = target.stop.once(key, () =>
      target.pin(() =>
        findFindings(systemOf(this.__context), { scope: this.__scope, limits: { longWaitSeconds, backlog } }),
      ),
    );
    return this.__rule === undefined ? all : all.filter(({ rule }) => rule === this.__rule);
  }

  /** If kept while the target moves on, a finding becomes that of the same rule and subject. */
  __finding(facts: FindingFacts): Finding {
    return new Finding(
      this.__context,
      facts,
      (): Maybe<FindingFacts> =>
        this.__found.find(
          ({ rule, subject }) =>
            rule === facts.rule && subject.kind === facts.subject.kind && subject.address.equals(facts.subject.address),
        ) ?? notApplicable("this is no longer found"),
    );
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    let position = 0;
    for (const finding of this.__found) {
      yield indexedValue(this.__finding(finding), [position]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: unknown): Finding {
    this.__context.refresh();
    const finding = this.__found[positionFrom(index)];
    if (finding === undefined) {
      const { length } = this.__found;
      throw notFound(
        "There is no finding at that position:",
        length === 0 ? "the list is empty." : `there are ${length}.`,
      );
    }
    return this.__finding(finding);
  }

  toString(): string {
    // Findings cost a walk of the system: not for a display.
    return this.__rule === "alpc-inconsistent"
      ? this.__context.titled("Contradictions in ports and messages")
      : `Problems of this ${this.__scope.kind}, most blocked threads first`;
  }
}

function summary(found: readonly FindingFacts[], { nothing }: ModelContext): string {
  const count = (severity: FindingFacts["severity"]): number =>
    found.filter((finding) => finding.severity === severity).length;
  return found.length === 0
    ? nothing === "none"
      ? "nothing found"
      : nothing
    : [
        counted(count("Error"), "error"),
        counted(count("Warning"), "warning"),
        `${count("Information")} for information`,
      ].join(", ");
}

export const findingsClass = defineClass(
  "findings",
  "What the analysis found, most blocked threads first.",
  Findings,
  {
    Summary: property("How many of each severity.", ({ __found, __context }) => summary(__found, __context)),
    Table: property("The findings in short columns, for dx -g.", (findings) =>
      tableOf(
        findings.__context,
        () => findings.__found,
        (facts) => findingTable.rowOf(findings.__finding(facts)),
      ),
    ),
  },
  {
    WithLimits: method(
      "longWaitSeconds[, backlog]",
      "The same findings for other limits.",
      ({ __context, __scope, __rule }, seconds, backlog) =>
        new Findings(
          __context,
          __scope,
          {
            longWaitSeconds: limitGiven(seconds, limits.longWaitSeconds),
            backlog: limitGiven(backlog, limits.backlog),
          },
          __rule,
        ),
    ),
  },
);

function limitGiven(value: unknown, otherwise: number): number {
  const number = value === undefined ? otherwise : numberFromHost(value);
  if (number === undefined || number < 0) {
    throw wrongArgument(
      describeArgument(value),
      "a whole number of seconds or messages",
      "@$cursession.Alpc.Findings.WithLimits(5, 20)",
    );
  }
  return number;
}

/** Findings of the whole system. As in the next two, rules run when the list is first read. */
export function findingsOfSystem(context: ModelContext): Findings {
  return new Findings(context, { kind: "system" });
}

/** Findings about a process (an `_EPROCESS`): its ports and messages, and the waits of its threads. */
export function findingsOfProcess(context: ModelContext, process: Word64): Findings {
  return new Findings(context, { kind: "process", address: process });
}

/** Findings about a port and those that it is connected to. */
export function findingsOfPort(context: ModelContext, port: Word64): Findings {
  return new Findings(context, { kind: "port", address: port });
}

/** Contradictions in ports and messages of the whole system. */
export function consistencyFindings(context: ModelContext): Findings {
  return new Findings(context, { kind: "system" }, undefined, "alpc-inconsistent");
}
