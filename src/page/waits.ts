/** The list beside the graph: where waits end, then who waits, longest first. */
import { waitsFrom, waitsTo } from "../view/graph/graph-index.ts";
import { formatNumber } from "../view/graph/folding.ts";
import type { GraphNode } from "../analysis/graph-model.ts";
import { byId, element } from "./dom.ts";
import { addRows, rowFor } from "./details.ts";
import type { GraphView } from "./graph-view.ts";

export function listWaits(view: GraphView): void {
  const box = byId("waits");
  const threads = view.index.model.nodes.filter(
    ({ kind, id }) => kind === "thread" && waitsFrom(view.index, id).length > 0,
  );
  const age = (node: GraphNode): number => node.secondsWaited ?? 0;
  const byAge = threads.sort((a, b) => age(b) - age(a));
  const roots = view.roots
    .map((id) => view.index.nodes.get(id))
    .filter((node): node is GraphNode => node?.isDeadlocked === false);
  addSection(
    view,
    box,
    "Deadlocked",
    byAge.filter((node) => node.isDeadlocked),
    (node) => describeWait(view, node),
  );
  addSection(view, box, "Root blockers", roots, (node) => describeRoot(view, node));
  addSection(
    view,
    box,
    "Waiting, longest first",
    byAge.filter((node) => !node.isDeadlocked),
    (node) => describeWait(view, node),
  );
  if (box.childElementCount === 0) {
    box.append(element("p", { class: "empty" }, "No thread waits for another."));
  }
}

function addSection(
  view: GraphView,
  box: HTMLElement,
  title: string,
  nodes: readonly GraphNode[],
  describe: (node: GraphNode) => string,
): void {
  if (nodes.length > 0) {
    box.append(element("h2", {}, `${title} (${formatNumber(nodes.length)})`));
    addRows(box, nodes, (node) => rowFor(view, node.id, describe(node), node.isDeadlocked));
  }
}

/** An object holds up the threads that wait for it, and all that wait for these. */
function describeRoot(view: GraphView, node: GraphNode): string {
  const waiters = waitsTo(view.index, node.id).map((edge) => view.index.nodes.get(edge.from));
  const heldUp =
    node.kind === "thread" ? (node.heldUp ?? 0) : waiters.reduce((sum, waiter) => sum + 1 + (waiter?.heldUp ?? 0), 0);
  const [waiter] = waiters;
  const what =
    waiter === undefined || node.kind === "thread" ? node.kind : `${node.kind}, ${waiter.label} waits for it`;
  return heldUp === 0 ? what : `${what}; holds up ${formatNumber(heldUp)}`;
}

function describeWait(view: GraphView, node: GraphNode): string {
  const [edge] = waitsFrom(view.index, node.id);
  if (edge === undefined) {
    return node.note ?? "";
  }
  const target = view.index.nodes.get(edge.to);
  const what = edge.kind === "sent" || target?.kind === "object" ? `${edge.label} ${target?.label ?? ""}` : edge.label;
  return node.note === undefined || node.note === "" ? what : `${node.note}: ${what}`;
}
