/** Keyboard control of the graph. */
import { byId } from "./dom.ts";
import type { GraphView } from "./graph-view.ts";
import { clearSearch } from "./search.ts";

/**
 * Gives the keys of the page their meaning: search, select, step through nodes, zoom. Leaves keys alone while the user
 * types, but for Escape.
 */
export function listenToKeys(view: GraphView): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    const group = target.closest<SVGGElement>(".node");
    const isTyping = target.matches("input, select, textarea");
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === "Escape") {
      clearSearch(view);
      view.select(undefined);
    } else if (isTyping) {
      return;
    } else if (group?.dataset["id"] !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      view.activate(group.dataset["id"]);
    } else if (isForGraph(target)) {
      press(view, event);
    }
  });
}

/** On a page of its own the graph takes every key; in a report only while it has the focus. */
function isForGraph(target: Element): boolean {
  return !document.body.classList.contains("report") || target.closest("#graph-view") !== null;
}

function press(view: GraphView, event: KeyboardEvent): void {
  const actions: Readonly<Record<string, () => void>> = {
    "/": () => byId("search").focus(),
    ArrowRight: () => view.step(true),
    ArrowLeft: () => view.step(false),
    "+": () => view.camera.zoom(1.2),
    "-": () => view.camera.zoom(1 / 1.2),
    "0": () => view.home(0),
  };
  const action = actions[event.key];
  if (action !== undefined) {
    event.preventDefault();
    action();
  }
}
