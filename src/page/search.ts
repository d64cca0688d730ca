/** Search in the graph: highlights the results and centers the first one; Enter goes on to the next. */
import { formatNumber } from "../view/graph/folding.ts";
import { byId, element } from "./dom.ts";
import { addRows, rowFor } from "./details.ts";
import type { GraphView } from "./graph-view.ts";

/** Lists the results in `byId("found")`, in place of the waits. */
export function startSearch(view: GraphView): void {
  const field = byId("search") as HTMLInputElement;
  let texts: readonly string[] | undefined;
  let found: readonly string[] = [];
  let place = -1;
  const find = (wanted: string): readonly string[] => {
    texts ??= view.index.model.nodes.map((node) =>
      [node.label, view.clusters.get(node.cluster ?? "")?.label ?? "", ...node.details.map(({ value }) => value)]
        .join("\n")
        .toLowerCase(),
    );
    return view.index.model.nodes.filter((_node, at) => texts?.[at]?.includes(wanted)).map(({ id }) => id);
  };
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    place = -1;
    found = wanted === "" ? [] : find(wanted);
    listFound(view, wanted, found);
    view.highlight(wanted === "" ? undefined : new Set(found));
    const visible = found.find((id) => view.isDrawn(id));
    if (visible !== undefined) {
      view.center(visible);
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length > 0) {
      place = (place + (event.shiftKey ? found.length - 1 : 1)) % found.length;
      view.reveal(found[place] ?? "");
    }
  });
}

/** Ends the search. */
export function clearSearch(view: GraphView): void {
  (byId("search") as HTMLInputElement).value = "";
  listFound(view, "", []);
}

function listFound(view: GraphView, wanted: string, found: readonly string[]): void {
  const box = byId("found");
  box.textContent = "";
  byId("waits").hidden = wanted !== "";
  byId("count").textContent = wanted === "" ? "" : `${formatNumber(found.length)} found`;
  if (wanted !== "") {
    box.append(element("h2", {}, `Found (${formatNumber(found.length)})`));
    addRows(box, found, (id) =>
      rowFor(view, id, view.index.nodes.get(id)?.kind ?? "", view.index.nodes.get(id)?.isDeadlocked === true),
    );
  }
}
