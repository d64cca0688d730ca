/** Says what is wrong, in up to three sentences. */
import type { Finding } from "../../analysis/finding.ts";
import type { RootGroup } from "../../analysis/roots.ts";
import type { System } from "../../analysis/system.ts";
import { formatGroup } from "../../analysis/why.ts";
import { formatCount, formatSeconds, formatSome } from "../../text/counts.ts";
import { formatProcess } from "../../text/names.ts";

/** What the sentences are made from. */
export interface SummaryFacts {
  /** Every root of the stop, most blocked threads first. */
  readonly groups: readonly RootGroup[];
  /** Those that are problems, in the same order. */
  readonly trouble: readonly RootGroup[];
  readonly findings: readonly Finding[];
}

/** Worst first: the worst root, then another deadlock or root, then the findings. */
export function summarize(system: System, { groups, trouble, findings }: SummaryFacts): readonly string[] {
  const [worst, ...others] = trouble;
  if (worst === undefined) {
    return [describeQuiet(groups), describeFindings(findings)];
  }
  const second = others.find(({ deadlock }) => deadlock !== undefined && worst.deadlock === undefined) ?? others[0];
  return [
    describeWorst(system, worst),
    ...(second === undefined ? [] : [describeNext(system, second, others.length - 1)]),
    describeFindings(findings),
  ];
}

const MOST_PROCESSES = 3;

/** "a", "a and b", "a, b and c". */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

function describeWorst(system: System, group: RootGroup): string {
  const { heldUp, processes, longest } = group;
  const names = processes.map((process) => formatProcess(system, process));
  const named = names.length > MOST_PROCESSES ? formatSome(names, MOST_PROCESSES) : listWords(names);
  const whose = named === "" ? "" : ` of ${named}`;
  const verb =
    longest === undefined
      ? `${heldUp === 1 ? "is" : "are"} blocked`
      : `${heldUp === 1 ? "has" : "have"} been blocked for ${heldUp > 1 ? "up to " : ""}${formatSeconds(longest)}`;
  return `${formatCount(heldUp, "thread")}${whose} ${verb} by ${formatGroup(system, group)}.`;
}

function describeNext(system: System, group: RootGroup, more: number): string {
  const rest = more <= 0 ? "" : `; ${formatCount(more, "further root blocker")} below`;
  return `In addition, ${formatCount(group.heldUp, "thread")} ${group.heldUp === 1 ? "is" : "are"} blocked by ${formatGroup(system, group)}${rest}.`;
}

function describeQuiet(groups: readonly RootGroup[]): string {
  const waiting = groups.reduce((sum, { chains }) => sum + chains.length, 0);
  const longest = groups.reduce<number | undefined>(
    (most, { longest: seconds }) => (seconds === undefined ? most : Math.max(most ?? 0, seconds)),
    undefined,
  );
  return waiting === 0
    ? "Nothing is stuck: no thread awaits a reply."
    : `Nothing looks stuck: ${formatCount(waiting, "thread")} ${waiting === 1 ? "awaits" : "await"} a reply${longest === undefined ? "" : `, the longest for ${formatSeconds(longest)}`}.`;
}

function describeFindings(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const parts = (
    [
      [count("Error"), "error"],
      [count("Warning"), "warning"],
      [count("Information"), "thing worth knowing", "things worth knowing"],
    ] as const
  )
    .filter(([found]) => found > 0)
    .map(([found, one, many]) => formatCount(found, one, many));
  return findings.length === 0 ? "The rules found no problem." : `The rules found ${listWords(parts)}.`;
}
