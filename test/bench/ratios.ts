/** The targets of cost: ratios between rows of one run. */
import type { Ratio, Results, Row } from "./report.ts";
import { packFindings, packPorts, typedWalk } from "./workloads.ts";

/** Structures that a row of the table of ports rests on: the port, its communication info, its object header with the name. */
const STRUCTURES_PER_PORT = 3;

function atMost(name: string, value: number, most: number): Ratio {
  return { name, value, target: `at most ${most}`, holds: value <= most };
}

function atLeast(name: string, value: number, least: number): Ratio {
  return { name, value, target: `at least ${least}`, holds: value >= least };
}

function perPort(row: Row): number {
  return row.cost.milliseconds / row.ports;
}

function ratiosOfPair(pack: Row, typed: Row): readonly Ratio[] {
  const where = `${pack.ports} ports, ${pack.memory}`;
  const fewer = typed.cost.hostCalls / pack.cost.hostCalls;
  return [
    atMost(`Block reads per structure visited (${where})`, pack.cost.blockReads / (STRUCTURES_PER_PORT * pack.ports), 1.2),
    atMost(`Typed objects (${where})`, (pack.cost.calls["createTypedObject"] ?? 0) + (pack.cost.calls["fieldRead"] ?? 0), 0),
    // Where no two structures share a page, reading is all that the pack does; the table shows how far it is ahead then.
    ...(pack.memory === "packed" ? [atLeast(`Times fewer host calls than with typed objects (${where})`, fewer, 20)] : []),
  ];
}

/** Time per port of the largest system against that of the smallest. */
function growth(rows: readonly Row[], workload: string): readonly Ratio[] {
  const own = rows.filter((row) => row.workload === workload && row.memory === "packed").sort((a, b) => a.ports - b.ports);
  const [smallest] = own;
  const largest = own[own.length - 1];
  return smallest === undefined || largest === undefined || smallest === largest ? []
    : [atMost(`Time per port at ${largest.ports} against ${smallest.ports} (${workload})`, perPort(largest) / perPort(smallest), 1.3)];
}

export function ratiosOf(rows: readonly Row[], peaks: Results["peakBytesPerPort"]): readonly Ratio[] {
  const pairs = rows.filter(({ workload }) => workload === packPorts.name).map((pack) => {
    const typed = rows.find((row) => row.workload === typedWalk.name && row.ports === pack.ports && row.memory === pack.memory);
    return typed === undefined ? [] : ratiosOfPair(pack, typed);
  });
  return [
    ...pairs.flat(), ...growth(rows, packPorts.name), ...growth(rows, packFindings.name),
    ...peaks.map(({ ports, bytes }) => atMost(`Peak bytes of the script's data per port (${ports} ports)`, bytes, 1024)),
  ];
}
