/** Draws a folded graph as SVG: lays it out, then makes the shapes. Knows nothing of selection or the window. */
import type { FoldedEdge, FoldedGraph, GraphGroup } from "../view/graph/folding.ts";
import { formatNumber, formatQuantity, summarize } from "../view/graph/folding.ts";
import type { GraphCluster, GraphNode } from "../analysis/graph-model.ts";
import { layoutGraph } from "./layout/components.ts";
import type { Box, Point, Route } from "./layout/shapes.ts";
import { shape } from "./dom.ts";
import { fit, fitName, measure, wrap } from "./measure.ts";

export const BOX: Box = { width: 230, height: 46 };
const GAPS = { row: 16, column: 26 };
const LABEL_FONT = "12px";
const LABEL_WIDTH = 150;
const LABEL_LINE = 15;
const TEXT_LEFT = 30;
const TEXT_RIGHT = 8;

/** Width for texts on a card. */
const ROOM = BOX.width - TEXT_LEFT - TEXT_RIGHT;

/** Id of the box for all processes that are not drawn. */
export const OTHERS = "others";

/** The content of one box. */
export interface Card {
  readonly id: string;
  /** CSS class for shape and color. */
  readonly look: string;
  readonly title: string;
  readonly subtitle: string;
  readonly note: string;
  readonly isDeadlocked: boolean;
  /** The name of which title and subtitle show only what fits: for the tooltip and for screen readers. */
  readonly whole?: string;
}

export interface DrawnEdge {
  readonly edge: FoldedEdge;
  readonly group: SVGGElement;
}

export interface Picture {
  readonly cards: ReadonlyMap<string, Card>;
  readonly shapes: ReadonlyMap<string, SVGGElement>;
  readonly places: ReadonlyMap<string, Point>;
  readonly edges: readonly DrawnEdge[];
  readonly width: number;
  readonly height: number;
}

const GLYPHS: Readonly<Record<string, string>> = {
  "connection-port": "M-5-5h10v10h-10z",
  "server-port": "M-5-5h10v10h-10z",
  "client-port": "M-5-5h10v10h-10z",
  port: "M-5-5h10v10h-10z",
  thread: "M0-5.5a5.5 5.5 0 1 0 .01 0z",
  message: "M-6-4.5h12v9h-12zl6 5l6-5",
  object: "M0-6l6 6l-6 6l-6-6z",
  process: "M0-6l6 6l-6 6l-6-6z",
  unknown: "M-5 0h10",
  folded: "M-6-2h9v8h-9zM-3-2v-3h9v8h-3",
  others: "M-6 0h.1M0 0h.1M6 0h.1",
};

/** `first`: ids of the nodes to place first, such as the roots. */
export function drawPicture(
  stage: SVGGElement,
  folded: FoldedGraph,
  clusters: ReadonlyMap<string, GraphCluster>,
  first: readonly string[],
): Picture {
  const cards = sortCards(makeCards(folded, clusters), first);
  const numbers = new Map(cards.map(({ id }, place) => [id, place]));
  const edges = folded.edges.filter((edge) => edge.from !== edge.to);
  const labels = edges.map((edge) => (edge.label === "" ? [] : wrap(edge.label, LABEL_WIDTH, LABEL_FONT, 2)));
  const lines = edges.map((edge, place) => ({
    from: numbers.get(edge.from) ?? 0,
    to: numbers.get(edge.to) ?? 0,
    label: sizeLabel(labels[place] ?? []),
  }));
  const layout = layoutGraph(
    cards.map(() => BOX),
    lines,
    GAPS,
    1500,
  );
  stage.textContent = "";
  const lower = stage.appendChild(shape("g"));
  const upper = stage.appendChild(shape("g"));
  const drawn = edges.map((edge, place): DrawnEdge => {
    const group = lower.appendChild(
      drawEdge(edge, layout.routes[place], labels[place] ?? [], lines[place]?.label ?? { width: 0, height: 0 }),
    );
    return { edge, group };
  });
  const shapes = new Map<string, SVGGElement>();
  const places = new Map<string, Point>();
  cards.forEach((card, place) => {
    const at = layout.places[place] ?? { x: 0, y: 0 };
    places.set(card.id, at);
    shapes.set(card.id, upper.appendChild(drawCard(card, at)));
  });
  return {
    cards: new Map(cards.map((card) => [card.id, card])),
    shapes,
    places,
    edges: drawn,
    width: layout.width,
    height: layout.height,
  };
}

function sizeLabel(lines: readonly string[]): Box {
  return lines.length === 0
    ? { width: 0, height: 0 }
    : {
        width: Math.max(...lines.map((line) => measure(line, LABEL_FONT))) + 10,
        height: LABEL_LINE * lines.length + 2,
      };
}

function sortCards(cards: readonly Card[], first: readonly string[]): readonly Card[] {
  const rank = new Map(first.map((id, place) => [id, place]));
  return cards.slice().sort((a, b) => (rank.get(a.id) ?? first.length) - (rank.get(b.id) ?? first.length));
}

function makeCards(folded: FoldedGraph, clusters: ReadonlyMap<string, GraphCluster>): readonly Card[] {
  const rest = folded.loose.concat(...folded.others.map(({ hidden }) => hidden));
  const others: Card = {
    id: OTHERS,
    look: "others",
    title:
      folded.others.length === 0 ? "Not drawn" : formatQuantity(folded.others.length, "more process", "more processes"),
    subtitle: summarize(rest),
    note: "",
    isDeadlocked: false,
  };
  return [
    ...folded.nodes.map((node) => nodeCard(node, clusters)),
    ...folded.groups.map(groupCard),
    ...(rest.length === 0 ? [] : [others]),
  ];
}

function nodeCard(node: GraphNode, clusters: ReadonlyMap<string, GraphCluster>): Card {
  const owner = clusters.get(node.cluster ?? "");
  const [title = "", rest = ""] = node.kind === "object" ? wrap(node.label, ROOM, "600 13px", 2) : [node.label];
  const subtitle = node.kind === "object" ? rest : describeNode(node, owner?.label);
  return {
    id: node.id,
    look: node.kind.replace(" ", "-"),
    title,
    subtitle: `${subtitle}${owner?.isDead === true ? ", exited" : ""}`,
    note: node.note ?? "",
    isDeadlocked: node.isDeadlocked,
    ...(node.kind === "object" ? { whole: node.label } : {}),
  };
}

/** Details that the title lacks: the owner, and how many threads are blocked. */
function describeNode(node: GraphNode, owner: string | undefined): string {
  if (node.kind === "thread") {
    return node.heldUp === undefined || node.heldUp === 0 ? "thread" : `thread, blocks ${formatNumber(node.heldUp)}`;
  }
  if (owner === undefined) {
    return node.kind;
  }
  return node.kind === "message"
    ? `to ${owner}`
    : node.kind === "connection port" || node.kind === "port"
      ? `port of ${owner}`
      : owner;
}

function groupCard(group: GraphGroup): Card {
  const title = group.cluster.isDead ? `${group.cluster.label}, exited` : group.cluster.label;
  return { id: group.id, look: "folded", title, subtitle: group.summary, note: "", isDeadlocked: false };
}

function drawCard(card: Card, at: Point): SVGGElement {
  const group = shape("g", {
    class: `node kind-${card.look}${card.isDeadlocked ? " is-deadlocked" : ""}`,
    transform: `translate(${at.x - BOX.width / 2},${at.y - BOX.height / 2})`,
    tabindex: 0,
    role: "button",
    "data-id": card.id,
    "aria-label": `${card.whole ?? `${card.title}, ${card.subtitle}`}${card.note === "" ? "" : `, ${card.note}`}${card.isDeadlocked ? ", deadlocked" : ""}`,
  });
  if (card.look === "folded") {
    group.append(shape("rect", { class: "back", x: 4, y: 4, width: BOX.width, height: BOX.height, rx: 8 }));
  }
  group.append(
    shape("rect", { class: "back", width: BOX.width, height: BOX.height, rx: 8 }),
    shape("path", { class: "glyph", d: GLYPHS[card.look] ?? "", transform: `translate(16,${BOX.height / 2})` }),
    shape("text", { class: "title", x: TEXT_LEFT, y: 19 }),
    shape("text", { class: "subtitle", x: TEXT_LEFT, y: 37 }),
    shape("text", { class: "note", x: BOX.width - TEXT_RIGHT, y: 37, "text-anchor": "end" }),
    shape("title", {}, card.whole ?? `${card.title}\n${card.subtitle}`),
  );
  writeCard(group, card, "near");
  return group;
}

/** How much the picture is scaled down; decides which texts of a card are shown. */
export type Distance = "near" | "middle" | "far" | "tiny";

const FAR_SIZES: Readonly<Record<Exclude<Distance, "near">, number>> = { middle: 18.5, far: 27.5, tiny: 0 };

/** Writes a card's texts so that none is smaller than 11 pixels on the screen. */
export function writeCard(group: SVGGElement, card: Card, distance: Distance): void {
  const [title, subtitle, note] = Array.from(group.querySelectorAll("text"));
  if (title === undefined || subtitle === undefined || note === undefined) {
    return;
  }
  if (distance === "near") {
    const side = card.note === "" ? 0 : measure(card.note, "12px") + 12;
    title.setAttribute("y", "19");
    title.style.fontSize = "";
    title.textContent = fitName(card.title, ROOM, "600 13px");
    subtitle.textContent = (card.look === "folded" || card.look === "others" ? fit : fitName)(
      card.subtitle,
      ROOM - side,
      "12px",
    );
    note.textContent = card.note;
    return;
  }
  const size = FAR_SIZES[distance];
  title.setAttribute("y", String(BOX.height / 2 + size * 0.35));
  title.style.fontSize = `${size}px`;
  title.textContent = size === 0 ? "" : fitName(card.title, ROOM, `600 ${size}px`);
  subtitle.textContent = "";
  note.textContent = "";
}

function drawEdge(edge: FoldedEdge, route: Route | undefined, lines: readonly string[], size: Box): SVGGElement {
  const look = edge.isDeadlocked ? "deadlock" : edge.kind === "connection" ? "line" : "wait";
  const group = shape("g", {
    class: `edge ${edge.kind.replace(" ", "-")}${edge.isDeadlocked ? " is-deadlocked" : ""}`,
  });
  group.append(shape("path", { d: pathOf(route?.points ?? []), "marker-end": `url(#arrow-${look})` }));
  if (lines.length > 0 && route !== undefined) {
    const { x, y } = route.label;
    group.append(
      shape("rect", {
        class: "plate",
        x: x - size.width / 2,
        y: y - size.height / 2,
        width: size.width,
        height: size.height,
        rx: 3,
      }),
    );
    lines.forEach((line, place) => {
      group.append(
        shape("text", { x, y: y + LABEL_LINE * (place - (lines.length - 1) / 2) + 4, "text-anchor": "middle" }, line),
      );
    });
  }
  group.append(shape("title", {}, edge.label));
  return group;
}

/** A straight line at equal heights, else a curve with horizontal ends. */
function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, place) => {
      const before = points[place - 1];
      if (before === undefined) {
        return `M${round(x)} ${round(y)}`;
      }
      const middle = round((before.x + x) / 2);
      return Math.abs(before.y - y) < 0.5
        ? `L${round(x)} ${round(y)}`
        : `C${middle} ${round(before.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
