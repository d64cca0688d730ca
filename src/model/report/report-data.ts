/** A report's data, gathered at one stop of the target. */
import type { GraphDetail } from "../../analysis/graph-model.ts";
import { buildGraph } from "../../analysis/graph.ts";
import { formatCount } from "../../text/counts.ts";
import { version } from "../version.ts";
import { describeRules } from "../../view/report/finding-text.ts";
import type { ReportData, ReportGap, ReportHead } from "../../view/report/report-data.ts";
import { describeRoot } from "../../view/report/root-text.ts";
import { summarize } from "../../view/report/summary.ts";
import type { ModelContext } from "../base/object.ts";
import { findingsOfSystem } from "../objects/findings.ts";
import { Statistics } from "../objects/statistics.ts";
import { systemOf } from "../system.ts";
import { groupsOf, troubleOf } from "../objects/wait-roots.ts";
import { reportTables } from "./report-tables.ts";
import { describeTarget, formatTime } from "./target-facts.ts";

/** The content of the first screen. `isDrawn`: whether the graph has a node with this id. */
export function gatherHead(context: ModelContext, isDrawn: (node: string) => boolean = () => false): ReportHead {
  const system = systemOf(context);
  const statistics = new Statistics(context);
  const time = formatTime(context.target);
  const trouble = troubleOf(context);
  const findings = findingsOfSystem(context).__found;
  return {
    title: `${system.generation} report${time === undefined ? "" : `, ${time}`}`,
    summary: statistics.__hasPorts
      ? summarize(system, { groups: groupsOf(context), trouble, findings })
      : [`Nothing can be said: ${statistics.__line}.`],
    roots: trouble.map((group) => describeRoot(system, group, isDrawn)),
    rules: describeRules(system, findings),
  };
}

/** The whole report. */
export function gatherReport(context: ModelContext): ReportData {
  return context.target.pin(() => {
    const system = systemOf(context);
    const graph = buildGraph(system, { kind: "system" });
    const nodes = new Set(graph.nodes.map(({ id }) => id));
    const isDrawn = (node: string): boolean => nodes.has(node);
    const head = gatherHead(context, isDrawn);
    const tables = reportTables(context, isDrawn);
    return Object.assign({}, head, { graph, tables, gaps: findGaps(context), facts: describeAll(context), version });
  });
}

function describeAll(context: ModelContext): readonly GraphDetail[] {
  const { pages } = systemOf(context).gaps();
  return [
    ...describeTarget(context.target),
    { label: "System", value: `${context.generation.name}: ${new Statistics(context).__line}` },
    { label: "Pages missing", value: pages === 0 ? "none of those needed" : String(pages) },
  ];
}

/** Unreadable data that the walks ran into. */
function findGaps(context: ModelContext): readonly ReportGap[] {
  const { pages, addresses } = systemOf(context).gaps();
  const { noPorts, noThreads, unreadablePorts, uncountedPorts, unreadableThreads } = new Statistics(context).__counts;
  const reason = `not in the ${context.target.isDump ? "dump" : "target's memory"}`;
  const counted: readonly (readonly [count: number, noun: string, reason: string])[] = [
    [unreadablePorts, "port", "on the system's list, but cannot be read"],
    [uncountedPorts, "port", "the queued messages could not be counted"],
    [unreadableThreads, "thread", "cannot be read, so that it is not known whether they wait"],
    [pages - addresses.length, "more page", reason],
  ];
  return [
    ...(noPorts === undefined ? [] : [{ what: "The lists of ports", reason: noPorts.reason }]),
    ...(noThreads === undefined ? [] : [{ what: "The lists of threads", reason: noThreads.reason }]),
    ...addresses.map((address) => ({ what: `Page ${address}`, reason })),
    ...counted
      .filter(([count]) => count > 0)
      .map(([count, noun, why]) => ({ what: formatCount(count, noun), reason: why })),
  ];
}
