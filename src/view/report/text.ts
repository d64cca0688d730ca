/** The first screen of a report as lines of text, for the debugger's own window. */
import { printable } from "../../text/printable.ts";
import { formatCount } from "../../text/counts.ts";
import type { ReportHead, ReportRoot, ReportStep } from "./report-data.ts";

/** Root blockers described in full. */
const MOST_ROOTS = 5;

/** Steps shown at each end of a longer chain. */
const MOST_STEPS = 4;

/** Title, summary, root blockers with chains and next steps, and the number of findings per rule. */
export function formatReportText({ title, summary, roots, rules }: ReportHead): readonly string[] {
  const left = roots.length - MOST_ROOTS;
  return [
    title,
    "",
    ...summary,
    ...roots
      .slice(0, MOST_ROOTS)
      .reduce<string[]>((lines, root, place) => lines.concat("", formatRoot(root, place + 1)), []),
    ...(left > 0 ? ["", `${formatCount(left, "more root blocker")}: !alpcx_roots`] : []),
    ...(rules.length === 0 ? [] : ["", "Findings (!alpcx_findings):"]),
    ...rules.map(({ title: name, severity, findings }) => `  ${severity}: ${name}, ${findings.length}`),
  ].map(printable);
}

function formatRoot(root: ReportRoot, place: number): readonly string[] {
  return [
    `${place}. ${root.name} blocks ${formatCount(root.heldUp, "thread")}`,
    `   ${root.reason}`,
    ...shortened(root.chain).map(formatStep),
    `   Next: ${root.nextStep}`,
    ...root.commands.map((command) => `     ${command}`),
  ];
}

function shortened(steps: readonly ReportStep[]): readonly ReportStep[] {
  const left = steps.length - 2 * MOST_STEPS;
  return left < 2 ? steps : [...steps.slice(0, MOST_STEPS), { name: `(${left} more)` }, ...steps.slice(-MOST_STEPS)];
}

function formatStep({ name, wait, age }: ReportStep): string {
  return `     ${name}${wait === undefined ? "" : ` ${wait}`}${age === undefined ? "" : `, ${age}`}`;
}
