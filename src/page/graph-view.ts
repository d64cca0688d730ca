/** The graph on the page: what is drawn, selected and highlighted. */
import type { GraphCluster, GraphEdge, GraphModel, GraphNode } from "../analysis/graph-model.ts";
import { chooseNodes } from "../view/graph/choice.ts";
import { foldGraph, type FoldedGraph } from "../view/graph/folding.ts";
import { followWaits, indexGraph, isWaitEdge, waitsFrom, waitsTo, type GraphIndex } from "../view/graph/graph-index.ts";
import { findBlockers, type Blocker } from "./blockers.ts";
import { byId } from "./dom.ts";
import { Camera, READABLE } from "./camera.ts";
import { drawPicture, writeCards, type Picture } from "./picture.ts";

/** Nodes drawn individually at the start, process groups beside them, and nodes unfolded by one click. */
const MOST_NODES = 60;
const MOST_GROUPS = 16;
const UNFOLDED_AT_ONCE = 24;

/** Notified of selections: the list and the details. */
export interface Audience {
  select(id: string | undefined): void;
}

/** The state of the graph on the page. Methods that change what is drawn draw it anew. */
export class GraphView {
  readonly index: GraphIndex;
  readonly clusters: ReadonlyMap<string, GraphCluster>;
  /** Where waits end, most blocked threads first. */
  readonly blockers: readonly Blocker[];
  /** Id of the selected node, process or box; undefined for none. */
  selected: string | undefined;
  folded: FoldedGraph;
  readonly camera: Camera;
  audience: Audience = { select: () => undefined };
  private shown: ReadonlySet<string>;
  private readonly start: ReadonlySet<string>;
  /** Ids of the blockers, then of deadlocked nodes: drawn first and in view at the start. */
  private readonly ends: readonly string[];
  private wanted = new Set<string>();
  private waitsOnly = false;
  private picture: Picture;
  private readonly stage = document.getElementById("stage") as unknown as SVGGElement;
  private found: ReadonlySet<string> | undefined;
  private byCluster: ReadonlyMap<string, readonly GraphNode[]> | undefined;

  constructor(model: GraphModel) {
    this.index = indexGraph(model);
    this.clusters = new Map(model.clusters.map((cluster) => [cluster.id, cluster]));
    this.blockers = findBlockers(this.index);
    this.ends = this.blockers
      .map(({ node }) => node.id)
      .concat(model.nodes.filter(({ isDeadlocked }) => isDeadlocked).map(({ id }) => id));
    this.start = chooseNodes(this.index, MOST_NODES);
    this.shown = this.start;
    const svg = byId("picture") as unknown as SVGSVGElement;
    this.camera = new Camera(svg, this.stage, (distance) => writeCards(this.picture, distance));
    this.folded = this.fold();
    this.picture = this.draw();
    this.home(READABLE);
    this.stage.addEventListener("click", (event) => {
      const group = event.target instanceof Element ? event.target.closest<SVGGElement>(".node") : null;
      if (group?.dataset["id"] !== undefined) {
        this.activate(group.dataset["id"]);
      }
    });
    // Not for the pointer, from under which the box would move away. A listener of the stage would make that a stop of
    // the Tab key.
    byId("graph-view").addEventListener("focusin", (event) => {
      if (event.target instanceof SVGGElement && event.target.matches(":focus-visible")) {
        this.include(event.target.dataset["id"]);
      }
    });
  }

  /** The size of the drawing, for printing. */
  get size(): { readonly width: number; readonly height: number } {
    return this.picture;
  }

  /** Nodes of a process, waiting ones first, then its services. */
  nodesOf(cluster: string): readonly GraphNode[] {
    if (this.byCluster === undefined) {
      const lists = new Map<string, GraphNode[]>();
      for (const node of this.index.model.nodes) {
        const list = lists.get(node.cluster ?? "") ?? [];
        lists.set(node.cluster ?? "", list);
        list.push(node);
      }
      this.byCluster = lists;
    }
    const rank = (node: GraphNode): number =>
      waitsFrom(this.index, node.id).length + waitsTo(this.index, node.id).length > 0
        ? 0
        : node.kind === "connection port"
          ? 1
          : 2;
    return (this.byCluster.get(cluster) ?? []).slice().sort((a, b) => rank(a) - rank(b));
  }

  /** Selects a node, unfolds a process. */
  activate(id: string): void {
    const group = this.folded.groups.find((one) => one.id === id);
    if (group === undefined) {
      this.select(id);
    } else {
      this.unfold(group.cluster.id);
    }
  }

  /** Draws some more nodes of a process, and selects the process. */
  unfold(cluster: string): void {
    const hidden = this.nodesOf(cluster)
      .filter(({ id }) => !this.shown.has(id))
      .slice(0, UNFOLDED_AT_ONCE);
    this.wanted.add(cluster);
    this.show(hidden.map(({ id }) => id));
    this.select(cluster);
    const first = hidden[0];
    if (first !== undefined) {
      this.focus(first.id);
    }
  }

  /** Folds a process again; nodes shown at the start stay. */
  foldAgain(cluster: string): void {
    this.shown = new Set(
      Array.from(this.shown).filter((id) => this.start.has(id) || this.index.nodes.get(id)?.cluster !== cluster),
    );
    this.redraw();
    this.select(cluster);
  }

  /** Restores the initial state. */
  reset(): void {
    this.shown = this.start;
    this.wanted = new Set();
    this.redraw();
    this.select(undefined);
    this.home(READABLE);
  }

  setWaitsOnly(waitsOnly: boolean): void {
    this.waitsOnly = waitsOnly;
    this.redraw();
    this.home(READABLE);
  }

  /** Shows a process and what its nodes wait for or are waited for by; the start if the id is empty. */
  setProcess(cluster: string): void {
    if (cluster === "") {
      this.reset();
      return;
    }
    const own = this.nodesOf(cluster)
      .slice(0, MOST_NODES)
      .map(({ id }) => id);
    const around = own.flatMap((id) => [
      ...followWaits(this.index, id),
      ...waitsTo(this.index, id).map((edge) => edge.from),
    ]);
    this.shown = new Set([...own, ...around.slice(0, MOST_NODES)]);
    this.wanted = new Set([cluster]);
    this.redraw();
    this.select(cluster);
    this.home(READABLE);
  }

  /** Makes sure that a node is drawn, and centers it. */
  reveal(id: string): void {
    if (this.index.nodes.has(id) && !this.picture.shapes.has(id)) {
      this.waitsOnly = false;
      (byId("waits-only") as HTMLInputElement).checked = false;
      this.show([id, ...Array.from(followWaits(this.index, id)).slice(0, UNFOLDED_AT_ONCE)]);
    }
    this.select(id);
    this.center(id);
  }

  select(id: string | undefined): void {
    this.selected = id;
    this.found = undefined;
    this.light();
    this.audience.select(id);
    // The details panel takes a part of the window.
    this.include(id);
  }

  /** Highlights the results of a search; undefined ends that. */
  highlight(found: ReadonlySet<string> | undefined): void {
    this.selected = undefined;
    this.found = found;
    this.light();
  }

  /** Whether a node is drawn individually. */
  isDrawn(id: string): boolean {
    return this.picture.shapes.has(id);
  }

  /** Follows a wait forward, or back to a waiter; if there is none, another edge. */
  step(forward: boolean): void {
    const id = this.selected ?? "";
    const waits = forward ? waitsFrom(this.index, id) : waitsTo(this.index, id);
    const edge = waits[0] ?? (forward ? this.index.outgoing : this.index.incoming).get(id)?.[0];
    if (edge !== undefined) {
      const target = forward ? edge.to : edge.from;
      this.reveal(target);
      this.focus(target);
    }
  }

  /** The whole picture if its texts are then at least `smallest`; else the part around the first root drawn. */
  home(smallest: number): void {
    const end = this.ends.find((id) => this.picture.places.has(id)) ?? "";
    this.camera.show(this.picture.width, this.picture.height, smallest, this.picture.places.get(end));
  }

  center(id: string): void {
    const at = this.picture.places.get(id);
    if (at !== undefined) {
      this.camera.center(at);
    }
  }

  focus(id: string): void {
    this.center(id);
    this.picture.shapes.get(id)?.focus({ preventScroll: true });
  }

  isWait(edge: GraphEdge): boolean {
    return isWaitEdge(this.index, edge);
  }

  /** Brings a node that is drawn into view. */
  private include(id: string | undefined): void {
    const at = this.picture.places.get(id ?? "");
    const size = this.picture.sizes.get(id ?? "");
    if (at !== undefined && size !== undefined) {
      this.camera.include(at, size);
    }
  }

  private show(ids: readonly string[]): void {
    this.shown = new Set([...this.shown, ...ids]);
    this.redraw();
  }

  private fold(): FoldedGraph {
    const folded = foldGraph(this.index, this.shown, MOST_GROUPS, this.wanted);
    if (!this.waitsOnly) {
      return folded;
    }
    const edges = folded.edges.filter((edge) => edge.kind !== "connection");
    const ends = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    return {
      edges,
      nodes: folded.nodes.filter(({ id }) => ends.has(id)),
      groups: folded.groups.filter(({ id }) => ends.has(id)),
      others: [],
      loose: [],
    };
  }

  private draw(): Picture {
    const picture = drawPicture(this.stage, this.folded, this.clusters, this.ends);
    this.blockers.forEach(({ node }) => picture.shapes.get(node.id)?.classList.add("is-root"));
    this.picture = picture;
    this.camera.renew();
    return picture;
  }

  private redraw(): void {
    this.folded = this.fold();
    this.draw();
    this.light();
  }

  private light(): void {
    const { selected, found } = this;
    const isNode = selected !== undefined && this.index.nodes.has(selected);
    const lit = new Set<string>(found ?? []);
    const followed = isNode ? followWaits(this.index, selected) : new Set<string>();
    if (isNode) {
      followed.forEach((id) => lit.add(id));
      (this.index.outgoing.get(selected) ?? []).forEach(({ to }) => lit.add(to));
      (this.index.incoming.get(selected) ?? []).forEach(({ from }) => lit.add(from));
    }
    this.stage.classList.toggle("has-focus", isNode || found !== undefined);
    this.picture.shapes.forEach((group, id) => {
      group.classList.toggle("is-lit", lit.has(id));
      group.classList.toggle("is-selected", id === selected);
      group.setAttribute("aria-pressed", String(id === selected));
    });
    for (const { edge, group } of this.picture.edges) {
      group.classList.toggle(
        "is-lit",
        edge.from === selected || edge.to === selected || (this.isWait(edge) && followed.has(edge.from)),
      );
    }
  }
}
