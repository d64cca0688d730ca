/** The targets of cost: ratios of reads, calls and steps, which are the same on every machine and in every run. */
import type { Cost } from "./measure.ts";
import type { Ratio, Results, Row } from "./report.ts";
import {
  packChains,
  packConnections,
  packDisplays,
  packFindings,
  packKinds,
  packOverview,
  packPorts,
  typedWalk,
  type Workload,
} from "./workloads.ts";

/** What a ratio is made of: a system's size, what it cost, and how often the script's functions were called. */
export interface Counted {
  readonly ports: number;
  readonly workload: string;
  readonly cost: Cost;
  readonly functionCalls: number;
}

/** Most block reads for each page that was touched. */
const READS_PER_PAGE = 1.2;
/** Times fewer host calls than typed objects make for the same table. */
const FEWER_CALLS = 20;
/**
 * What findings may read against the overview of the same system, and how much more the script may do for them: rules
 * look where the overview only counts.
 */
const FINDINGS_BYTES = 1.2;
const FINDINGS_CALLS = 2;
/**
 * Calls of the script's functions for each port: a third more than they were when this was written (10,000 ports and
 * less, Windows 10).
 */
const CALLS_PER_PORT: readonly (readonly [Workload, number])[] = [
  [packPorts, 168],
  [packKinds, 83],
  [packDisplays, 210],
  [packConnections, 195],
  [packOverview, 96],
  [packChains, 140],
  [packFindings, 185],
];
/** How much dearer a port of a larger system may be. */
const GROWTH = 1.3;
/** Bytes of the script's own data for each port. */
const BYTES_PER_PORT = 1024;

function atMost(name: string, value: number, most: number): Ratio {
  return { name, value, target: `at most ${most}`, holds: value <= most };
}

function atLeast(name: string, value: number, least: number): Ratio {
  return { name, value, target: `at least ${least}`, holds: value >= least };
}

function find(rows: readonly Counted[], { name }: Workload, ports: number): Counted | undefined {
  return rows.find((row) => row.workload === name && row.ports === ports);
}

/** Ratios within one system. */
function ratiosOfSystem(rows: readonly Counted[], ports: number): readonly Ratio[] {
  const where = `${ports} ports`;
  const [pack, typed, overview, findings] = [packPorts, typedWalk, packOverview, packFindings].map((workload) =>
    find(rows, workload, ports),
  );
  return [
    ...[packPorts, packKinds, packDisplays, packConnections, packOverview, packChains, packFindings]
      .map((workload) => find(rows, workload, ports))
      .filter((row) => row !== undefined)
      .map(({ workload, cost }) =>
        atMost(`Block reads per touched page (${workload}, ${where})`, cost.blockReads / cost.pages, READS_PER_PAGE),
      ),
    ...CALLS_PER_PORT.map(([workload, most]) => [find(rows, workload, ports), most] as const)
      .map(([row, most]) =>
        row === undefined
          ? undefined
          : atMost(`Script calls per port (${row.workload}, ${where})`, row.functionCalls / ports, most),
      )
      .filter((ratio) => ratio !== undefined),
    ...(pack === undefined || typed === undefined
      ? []
      : [
          atMost(
            `Typed objects (${where})`,
            (pack.cost.calls["createTypedObject"] ?? 0) + (pack.cost.calls["fieldRead"] ?? 0),
            0,
          ),
          atLeast(
            `Times fewer host calls than with typed objects (${where})`,
            typed.cost.hostCalls / pack.cost.hostCalls,
            FEWER_CALLS,
          ),
        ]),
    ...(overview === undefined || findings === undefined
      ? []
      : [
          atMost(
            `Script calls of findings against the overview (${where})`,
            findings.functionCalls / overview.functionCalls,
            FINDINGS_CALLS,
          ),
          atMost(
            `Bytes read for findings against the overview (${where})`,
            findings.cost.bytes / overview.cost.bytes,
            FINDINGS_BYTES,
          ),
        ]),
  ];
}

/** Steps and bytes per port of the largest system against the smallest. */
function growth(rows: readonly Counted[], workload: Workload): readonly Ratio[] {
  const own = rows.filter((row) => row.workload === workload.name).sort((a, b) => a.ports - b.ports);
  const [smallest] = own;
  const largest = own[own.length - 1];
  if (smallest === undefined || largest === undefined || smallest === largest) {
    return [];
  }
  const ratio = (of: (row: Counted) => number): number => of(largest) / largest.ports / (of(smallest) / smallest.ports);
  const between = `at ${largest.ports} against ${smallest.ports} (${workload.name})`;
  return [
    atMost(
      `Script calls per port ${between}`,
      ratio(({ functionCalls }) => functionCalls),
      GROWTH,
    ),
    atMost(
      `Bytes per port ${between}`,
      ratio(({ cost }) => cost.bytes),
      GROWTH,
    ),
  ];
}

/** All ratios that the rows allow. */
export function ratiosOf(rows: readonly Counted[], peaks: Results["peakBytesPerPort"] = []): readonly Ratio[] {
  const sizes = rows.reduce<readonly number[]>(
    (found, { ports }) => (found.includes(ports) ? found : [...found, ports]),
    [],
  );
  return [
    ...sizes.flatMap((ports) => ratiosOfSystem(rows, ports)),
    ...[packPorts, packKinds, packOverview, packChains, packFindings].flatMap((workload) => growth(rows, workload)),
    ...peaks.map(({ ports, bytes }) =>
      atMost(`Peak bytes of the script's data per port (${ports} ports)`, bytes, BYTES_PER_PORT),
    ),
  ];
}

/** Reads where each structure lies on a page of its own. */
export function ratioOfScattered({ name }: Workload, ports: number, { blockReads, pages }: Cost): Ratio {
  return atMost(
    `Block reads per touched page (${name}, ${ports} ports, each structure on a page of its own)`,
    blockReads / pages,
    READS_PER_PAGE,
  );
}

/** What the ratios of a benchmark's rows are made of. */
export function countedRow({ ports, compiled: { workload, cost, functionCalls } }: Row): Counted {
  return { ports, workload, cost, functionCalls };
}
