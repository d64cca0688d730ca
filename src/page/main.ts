/** Starts the parts of the page: a graph, tables, commands to copy. */
import type { PageGraph } from "../view/graph/page-data.ts";
import type { PageTables } from "../view/report/page-table.ts";
import { decodeGraph } from "./decode.ts";
import { byId, element } from "./dom.ts";
import { showDetails } from "./details.ts";
import { GraphView } from "./graph-view.ts";
import { preparePrint } from "./graph-print.ts";
import { listenToKeys } from "./keys.ts";
import { clearSearch, startSearch } from "./search.ts";
import { startCopying } from "./copy.ts";
import { startTables } from "./tables.ts";
import { openOnDemand } from "./unfold.ts";
import { listWaits } from "./waits.ts";

function readData<Data>(id: string): Data | undefined {
  const text = document.getElementById(id)?.textContent;
  return text === undefined || text === null ? undefined : (JSON.parse(text) as Data);
}

function startGraph(data: PageGraph): GraphView {
  const view = new GraphView(decodeGraph(data));
  const processes = byId("process") as HTMLSelectElement;
  const waitsOnly = byId("waits-only") as HTMLInputElement;
  const sorted = [...view.index.model.clusters].sort((a, b) =>
    a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1,
  );
  processes.append(...sorted.map(({ id, label }) => element("option", { value: id }, label)));
  processes.addEventListener("change", () => view.setProcess(processes.value));
  waitsOnly.addEventListener("change", () => view.setWaitsOnly(waitsOnly.checked));
  byId("larger").addEventListener("click", () => view.camera.zoom(1.25));
  byId("smaller").addEventListener("click", () => view.camera.zoom(0.8));
  byId("fit").addEventListener("click", () => view.home(0));
  byId("reset").addEventListener("click", () => {
    processes.value = "";
    clearSearch(view);
    view.reset();
  });
  view.audience = {
    select(id) {
      showDetails(view, id);
      document
        .querySelectorAll<HTMLElement>(".row[data-id]")
        .forEach((row) => row.setAttribute("aria-current", String(row.dataset["id"] === id)));
    },
  };
  view.camera.listen(() => view.select(undefined));
  listWaits(view);
  showDetails(view, undefined);
  startSearch(view);
  listenToKeys(view);
  preparePrint(view);
  return view;
}

const graph = readData<PageGraph>("graph");
const view = graph === undefined ? undefined : startGraph(graph);
startCopying();
openOnDemand();

function showInGraph(id: string): void {
  if (view?.index.nodes.has(id) === true) {
    byId("graph-view").scrollIntoView();
    view.reveal(id);
  }
}

for (const button of document.querySelectorAll<HTMLElement>("[data-node]")) {
  button.addEventListener("click", () => showInGraph(button.dataset["node"] ?? ""));
}
startTables(
  () => readData<PageTables>("table-data") ?? { texts: [], tables: [] },
  (place) => showInGraph(view?.index.model.nodes[place]?.id ?? ""),
);
