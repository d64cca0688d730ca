/** Findings of a report, grouped by rule. */
import { isAbsent } from "../../target/absence.ts";
import { SEVERITIES, type Finding } from "../../analysis/finding.ts";
import { rules } from "../../analysis/rules/rules.ts";
import type { Reference, System } from "../../analysis/system.ts";
import type { WaitObject } from "../../facts/wait.ts";
import { formatMessage, formatObject, formatPortOfOwner, formatProcess, formatThread } from "../../text/names.ts";
import type { ReportFinding, ReportRule } from "./report-data.ts";

/** Most pieces of evidence listed for a finding. */
const MOST_EVIDENCE = 12;

/** Rules with findings, most serious first; findings keep their order. */
export function describeRules(system: System, findings: readonly Finding[]): readonly ReportRule[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.severity}`;
    found.set(key, (found.get(key) ?? []).concat(finding));
  }
  const groups = Array.from(found.values());
  return groups
    .map((group, place) => ({ group, place, rank: SEVERITIES.indexOf(group[0]?.severity ?? "Information") }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ group }) => describeRule(system, group));
}

function describeRule(system: System, group: readonly Finding[]): ReportRule {
  const [first] = group;
  const rule = rules.find(({ id }) => id === first?.rule);
  return Object.assign(
    {
      title: titleOf(first?.rule ?? ""),
      severity: first?.severity ?? "Information",
      findings: group.map((finding, place) =>
        describeFinding(system, finding, place === 0 ? (rule?.advice ?? "") : ""),
      ),
    },
    rule === undefined ? {} : { meaning: rule.meaning },
  );
}

/** "alpc-no-server-thread" is "No server thread". */
function titleOf(rule: string): string {
  const words = rule.replace(/^alpc-/, "").replace(/-/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `advice`: the rule's, shown only at its first finding. */
function describeFinding(system: System, { explanation, subject, evidence }: Finding, advice: string): ReportFinding {
  const left = evidence.length - MOST_EVIDENCE;
  const named = evidence.slice(0, MOST_EVIDENCE).map((reference) => nameReference(system, reference));
  return {
    text: explanation,
    evidence: left > 0 ? named.concat(`and ${left} more`) : named,
    nextStep: advice,
    commands: commandsFor(subject),
  };
}

function nameReference(system: System, { kind, address, object }: Reference): string {
  switch (kind) {
    case "Thread":
      return `Thread ${formatThread(system, address)}`;
    case "Process":
      return `Process ${formatProcess(system, address)}`;
    case "Port":
      return `Port ${formatPortOfOwner(system, address)}, ${address}`;
    case "Message":
      return nameMessage(system, address);
    case "Object":
      return object === undefined ? `Page ${address}` : nameObject(system, object);
  }
}

/** `Critical section 0x... of svchost.exe (2a0)`. */
function nameObject(system: System, object: WaitObject): string {
  const name = formatObject(system, object).replace(/^the /, "");
  const place = object.process === undefined ? "" : ` of ${formatProcess(system, object.process)}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${place}`;
}

function nameMessage(system: System, address: Reference["address"]): string {
  const message = system.message(address);
  return isAbsent(message) || isAbsent(message.id)
    ? `Message at ${address}`
    : `${formatMessage(message).replace(/^m/, "M")}, ${address}`;
}

function commandsFor({ kind, address }: Reference): readonly string[] {
  switch (kind) {
    case "Thread":
      return [`!alpcx_why ${address}`, `!thread ${address}`];
    case "Process":
      return [`!alpcx_process ${address}`];
    case "Port":
      return [`!alpcx_port ${address}`];
    case "Message":
      return [`!alpcx_message ${address}`];
    case "Object":
      return [];
  }
}
