/** The tables of a report: ports, connections, waiting threads, locks and services, with the columns of `dx -g`. */
import { isAbsent } from "../../target/absence.ts";
import { Word64 } from "../../target/word64.ts";
import { printable } from "../../text/printable.ts";
import type { ReportCell, ReportTable } from "../../view/report/report-data.ts";
import type { ModelContext } from "../base/object.ts";
import { walkConnections } from "../connection-walk.ts";
import { Endpoint } from "../objects/endpoint.ts";
import { walkConnectionPorts, walkPorts } from "../port-search.ts";
import { systemOf } from "../system.ts";
import { analysisOf, chainTable, WaitChain } from "../objects/wait-chain.ts";
import { Connection, connectionTable } from "../objects/connection.ts";
import { endpointTable } from "../objects/endpoints.ts";
import { lockTable } from "../objects/lock-list.ts";
import { portTable } from "../objects/port-table.ts";
import type { Cell, Table } from "../base/table.ts";

type IsDrawn = (node: string) => boolean;

/** `isDrawn`: whether the graph has a node with this id, so that the row's first cell can link to it. */
export function reportTables(context: ModelContext, isDrawn: IsDrawn): readonly ReportTable[] {
  const chains = Array.from(analysisOf(context).walkChains(), (chain) => new WaitChain(context, chain));
  const locks = Array.from(systemOf(context).locks(), (facts) => context.lock(facts));
  const services = Array.from(walkConnectionPorts(context), (address) => new Endpoint(context, address));
  const ports = Array.from(walkPorts(context), (address) => ({ __context: context, __address: address }));
  const connections = Array.from(walkConnections(context), (facts) => new Connection(context, facts));
  return [
    longestFirst(
      makeTable("waits", "Waiting threads", chainTable, chains, ({ __thread }) => `thread-${__thread.key}`, isDrawn),
    ),
    makeTable(
      "locks",
      "Locks",
      lockTable,
      locks,
      ({ __facts }) => (isAbsent(__facts) ? "" : `object-${__facts.address.key}`),
      isDrawn,
    ),
    makeTable("services", "Services", endpointTable, services, ({ __address }) => `port-${__address.key}`, isDrawn),
    makeTable(
      "connections",
      "Connections",
      connectionTable,
      connections,
      ({ __facts }) =>
        isAbsent(__facts) || isAbsent(__facts.connectionPort) ? "" : `port-${__facts.connectionPort.key}`,
      isDrawn,
    ),
    makeTable("ports", "Ports", portTable, ports, ({ __address }) => `port-${__address.key}`, isDrawn),
  ];
}

function makeTable<T>(
  id: string,
  title: string,
  table: Table<T>,
  elements: readonly T[],
  nodeOf: (element: T) => string,
  isDrawn: IsDrawn,
): ReportTable {
  return {
    id,
    title,
    columns: table.columns.map(({ name, isCount }) => ({ title: spaced(name), isNumber: isCount })),
    rows: elements.map((element) => {
      const node = nodeOf(element);
      return table
        .cellsOf(element)
        .map((cell, place) => makeCell(cell, place === 0 && isDrawn(node) ? node : undefined));
    }),
  };
}

/** Sorts by time waited, longest first; unknown times last. */
function longestFirst(table: ReportTable): ReportTable {
  const column = table.columns.findIndex(({ title }) => title === WAITED);
  const secondsOf = (row: readonly ReportCell[]): number => row[column]?.sort ?? -1;
  return Object.assign({}, table, { rows: table.rows.slice().sort((a, b) => secondsOf(b) - secondsOf(a)) });
}

/** Title of the column `Waited`, which is in seconds. */
const WAITED = "Waited, s";

/** "HeldBy" is "Held by". */
function spaced(name: string): string {
  return name === "Waited"
    ? WAITED
    : name.replace(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function makeCell(cell: Cell, node: string | undefined): ReportCell {
  const sort = typeof cell === "number" ? { sort: cell } : {};
  return Object.assign({ text: formatCell(cell) }, sort, node === undefined ? {} : { node });
}

function formatCell(cell: Cell): string {
  if (isAbsent(cell)) {
    return cell.kind === "NotApplicable" || cell.kind === "NotInThisBuild" ? "" : "?";
  }
  return cell instanceof Word64
    ? cell.toString()
    : typeof cell === "boolean"
      ? cell
        ? "yes"
        : "no"
      : printable(String(cell));
}
