/** The details panel: of a node, of a process, of the processes that are not drawn. */
import type { GraphDetail, GraphEdge, GraphNode } from "../analysis/graph-model.ts";
import { formatNumber, formatQuantity, summarize } from "../view/graph/folding.ts";
import { byId, element, rowButton } from "./dom.ts";
import type { GraphView } from "./graph-view.ts";
import { OTHERS } from "./cards.ts";

const MOST_ROWS = 60;

/** Fills the panel for the node, process or box with this id; closes it for undefined and for an id of none of them. */
export function showDetails(view: GraphView, id: string | undefined): void {
  const box = byId("details");
  box.textContent = "";
  const node = view.index.nodes.get(id ?? "");
  const cluster = view.clusters.get(id ?? "");
  if (node !== undefined) {
    showNode(view, box, node);
  } else if (cluster !== undefined) {
    showHead(box, cluster.label, cluster.isDead ? "process, exited" : "process", false, cluster.details);
    showProcess(view, box, cluster.id);
  } else if (id === OTHERS) {
    showOthers(view, box);
  }
  byId("graph-view").classList.toggle("has-details", box.childElementCount > 0);
}

function showHead(
  box: HTMLElement,
  title: string,
  kind: string,
  isDeadlocked: boolean,
  rows: readonly GraphDetail[],
): void {
  const line = element("p", { class: "kind" }, kind);
  if (isDeadlocked) {
    line.append(element("b", {}, ", in a deadlock"));
  }
  const list = element("dl");
  for (const row of rows) {
    list.append(element("dt", {}, row.label), element("dd", {}, row.value));
  }
  box.append(element("h3", {}, title), line, list);
}

function showNode(view: GraphView, box: HTMLElement, node: GraphNode): void {
  const owner = view.clusters.get(node.cluster ?? "");
  showHead(
    box,
    node.label,
    node.kind,
    node.isDeadlocked,
    owner === undefined ? node.details : [{ label: "Process", value: owner.label }, ...node.details],
  );
  const addRelations = (title: string, edges: readonly GraphEdge[], end: (edge: GraphEdge) => string): void => {
    addList(box, title, edges, (edge) => rowFor(view, end(edge), edge.label, edge.isDeadlocked));
  };
  addRelations("Leads to", view.index.outgoing.get(node.id) ?? [], (edge) => edge.to);
  addRelations("Comes from", view.index.incoming.get(node.id) ?? [], (edge) => edge.from);
}

function showProcess(view: GraphView, box: HTMLElement, cluster: string): void {
  const nodes = view.nodesOf(cluster);
  const hidden = nodes.filter(({ id }) => !view.isDrawn(id));
  const act = (label: string, run: () => void): HTMLElement => {
    const button = element("button", { type: "button", class: "act" }, label);
    button.addEventListener("click", run);
    return button;
  };
  const buttons = element("p");
  if (hidden.length > 0) {
    buttons.append(
      act("Unfold more", () => view.unfold(cluster)),
      " ",
    );
  }
  if (hidden.length < nodes.length) {
    buttons.append(act("Fold", () => view.foldAgain(cluster)));
  }
  box.append(element("p", {}, summarize(nodes)), buttons);
  addList(box, "In it", nodes, (node) => rowFor(view, node.id, node.kind, node.isDeadlocked));
}

function showOthers(view: GraphView, box: HTMLElement): void {
  const { others, loose } = view.folded;
  showHead(
    box,
    formatQuantity(others.length, "more process", "more processes"),
    "not drawn; select one to unfold it",
    false,
    [],
  );
  addList(box, "Processes", others, (group) =>
    rowButton(group.summary, group.cluster.label, false, () => view.unfold(group.cluster.id)),
  );
  addList(box, "Of no process", loose, (node) => rowFor(view, node.id, node.kind, node.isDeadlocked));
}

function addList<Row>(box: HTMLElement, title: string, rows: readonly Row[], make: (row: Row) => HTMLElement): void {
  if (rows.length > 0) {
    box.append(element("h2", {}, `${title} (${formatNumber(rows.length)})`));
    addRows(box, rows, make);
  }
}

/** The first rows, and a button for the next ones. */
export function addRows<Row>(box: HTMLElement, rows: readonly Row[], make: (row: Row) => HTMLElement): void {
  box.append(...rows.slice(0, MOST_ROWS).map(make));
  const rest = rows.slice(MOST_ROWS);
  if (rest.length > 0) {
    const more = element("button", { type: "button", class: "act" }, `${formatNumber(rest.length)} more`);
    more.addEventListener("click", () => {
      const place = element("div");
      addRows(place, rest, make);
      more.replaceWith(place);
    });
    box.append(more);
  }
}

/** A row that links to a node. */
export function rowFor(view: GraphView, id: string, note: string, isDeadlocked: boolean): HTMLElement {
  return rowButton(note, view.index.nodes.get(id)?.label ?? id, isDeadlocked, () => view.reveal(id), id);
}
