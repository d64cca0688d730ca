/** A report of the hung system, complete, in which every text from the target can be replaced. */
import { buildGraph } from "../../../src/analysis/graph.ts";
import type { ReportCell, ReportData, ReportRoot, ReportTable } from "../../../src/view/report/report-data.ts";
import { buildHungSystem } from "../graph/hung-system.ts";

export interface ReportWish {
  /** Stands in every place that a name from the target can reach. */
  readonly name?: string;
  readonly rows?: number;
  readonly roots?: number;
  /** Further processes in the graph. */
  readonly quiet?: number;
}

export function buildReport({ name = "services.exe", rows = 60, roots = 2, quiet = 6 }: ReportWish = {}): ReportData {
  const { scene, asker, holder } = buildHungSystem(quiet);
  const graph = buildGraph(scene, { kind: "system" });
  const holderNode = graph.nodes.find(({ label }) => label === "svchost.exe (3a8.4c)")?.id ?? "";
  const askerNode = graph.nodes.find(({ label }) => label === "explorer.exe (804.9a4)")?.id ?? "";
  if (holder === asker || holderNode === "" || askerNode === "") {
    throw new Error("The hung system has changed.");
  }
  return {
    title: `ALPC report of ${name}`,
    summary: [
      `7 threads of 4 processes are blocked by svchost.exe (3a8.4c), which waits for the event '${name}'; signaler unknown.`,
      "spoolsv.exe (5d0.5e0) and svchost.exe (3a8.50) wait for each other: a deadlock.",
      "3 requests are queued on ntsvcs without a free thread.",
    ],
    roots: Array.from({ length: roots }, (_unused, place): ReportRoot => ({
      name: "svchost.exe (3a8.4c)",
      reason: `It waits for the event '${name}'; signaler unknown.`,
      isDeadlock: place === 1,
      heldUp: 7 - place,
      processes: ["explorer.exe (804)", name],
      node: holderNode,
      chain: [
        {
          name: "explorer.exe (804.9a4)",
          wait: "awaits the reply to message 0x4 on ntsvcs",
          age: "6 min",
          node: askerNode,
        },
        { name: `${name} (298.2c0)`, wait: "awaits the reply to message 0x8 on lsasspirpc", age: "6 min" },
        { name: "lsass.exe (2a8.2b4)", wait: `waits for mutant '${name}'`, age: "6 min" },
        { name: "svchost.exe (3a8.4c)", node: holderNode },
      ],
      nextStep: "Find out who is to set the event.",
      commands: ["!thread 0xffffa80100001180", `!alpcx_why 0xffffa80100001180 ${name}`],
    })),
    rules: [
      {
        title: "Deadlock",
        severity: "Error",
        findings: [
          {
            text: `${name} waits for itself.`,
            evidence: [name, "second line"],
            nextStep: "Break the cycle.",
            commands: ["!alpcx_waits"],
          },
        ],
      },
      {
        title: "Queue backlog",
        severity: "Warning",
        findings: Array.from({ length: 14 }, (_unused, place) => ({
          text: `Port ${place} of ${name} has 9 queued requests.`,
          evidence: [],
          nextStep: "",
          commands: [],
        })),
      },
    ],
    graph,
    tables: [
      buildTable("ports", "Ports", rows, name, askerNode),
      buildTable("connections", "Connections", 3, name, holderNode),
    ],
    gaps: [{ what: `handle table of ${name}`, reason: "page 0xffffa80100003000 is not in the dump" }],
    facts: [
      { label: "Build", value: "19041" },
      { label: "Uptime", value: "3 d 4 h" },
      { label: "Pages missing", value: "12" },
      { label: "Computer", value: name },
    ],
    version: "0.1.0",
  };
}

/** The last rows have no number, as where the count could not be read. */
function buildTable(id: string, title: string, count: number, name: string, node: string): ReportTable {
  const rows = Array.from({ length: count }, (_unused, place): readonly ReportCell[] => [
    { text: `port ${place}` },
    place >= count - 2 ? { text: "unreadable" } : { text: String((place * 7) % count), sort: (place * 7) % count },
    { text: name, node },
  ]);
  return {
    id,
    title,
    columns: [
      { title: "Name", isNumber: false },
      { title: "Messages", isNumber: true },
      { title: "Owner", isNumber: false },
    ],
    rows,
  };
}
