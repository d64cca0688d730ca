/** The list beside the graph: deadlocked threads, root blockers, then other waiting threads, longest first. */
import { waitsFrom } from "../view/graph/graph-index.ts";
import { formatNumber, formatQuantity } from "../view/graph/folding.ts";
import type { GraphNode } from "../analysis/graph-model.ts";
import { byId, element } from "./dom.ts";
import { addRows, rowFor } from "./details.ts";
import type { GraphView } from "./graph-view.ts";

interface Row {
  readonly node: GraphNode;
  readonly note: string;
}

/** Fills the list: deadlocked threads, root blockers, then other waiting threads, those that wait longest first. */
export function listWaits(view: GraphView): void {
  const box = byId("waits");
  const age = ({ node }: Row): number => node.secondsWaited ?? 0;
  const waiting = view.index.model.nodes
    .filter(({ kind, id }) => kind === "thread" && waitsFrom(view.index, id).length > 0)
    .map((node): Row => ({ node, note: describeWait(view, node) }))
    .sort((a, b) => age(b) - age(a));
  const ends = view.blockers.map(({ node, state, heldUp }): Row => {
    return { node, note: `blocks ${formatQuantity(heldUp, "thread")}${state === "" ? "" : `; ${state}`}` };
  });
  const sections: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    ["Deadlocked", waiting.filter(({ node }) => node.isDeadlocked)],
    ["Root blockers", ends],
    ["Waiting, longest first", waiting.filter(({ node }) => !node.isDeadlocked)],
  ];
  for (const [title, rows] of sections) {
    if (rows.length > 0) {
      box.append(element("h2", {}, `${title} (${formatNumber(rows.length)})`));
      addRows(box, rows, ({ node, note }) => rowFor(view, node.id, note, node.isDeadlocked));
    }
  }
  if (box.childElementCount === 0) {
    box.append(element("p", { class: "empty" }, "No thread waits for another."));
  }
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
