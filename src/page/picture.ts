/** Draws a folded graph as SVG: lays it out, then makes the shapes. Knows nothing of selection or the window. */
import type { FoldedEdge, FoldedGraph } from "../view/graph/folding.ts";
import type { GraphCluster } from "../analysis/graph-model.ts";
import { fitCard, makeCards, roomOf, sizeCard, TEXT_LEFT, TEXT_RIGHT, type Card } from "./cards.ts";
import { layoutGraph } from "./layout/components.ts";
import type { Box, Point, Route } from "./layout/shapes.ts";
import { shape } from "./dom.ts";
import { fitName, measure, wrap } from "./measure.ts";

const GAPS = { row: 16, column: 20 };
const LABEL_FONT = "12px";
const LABEL_WIDTH = 150;
const LABEL_LINE = 15;

/** An edge and its shapes. */
export interface DrawnEdge {
  readonly edge: FoldedEdge;
  readonly group: SVGGElement;
}

/** What was drawn, by the ids of the cards, and its size. */
export interface Picture {
  readonly cards: ReadonlyMap<string, Card>;
  readonly shapes: ReadonlyMap<string, SVGGElement>;
  /** Center of each card. */
  readonly places: ReadonlyMap<string, Point>;
  readonly sizes: ReadonlyMap<string, Box>;
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
  const layout = layoutGraph(cards.map(sizeCard), lines, GAPS, 1500);
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
  const sizes = new Map<string, Box>();
  cards.forEach((card, place) => {
    const at = layout.places[place] ?? { x: 0, y: 0 };
    const size = layout.sizes[place] ?? { width: 0, height: 0 };
    places.set(card.id, at);
    sizes.set(card.id, size);
    shapes.set(card.id, upper.appendChild(drawCard(card, at, size)));
  });
  return {
    cards: new Map(cards.map((card) => [card.id, card])),
    shapes,
    places,
    sizes,
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

function drawCard(card: Card, at: Point, { width, height }: Box): SVGGElement {
  const group = shape("g", {
    class: `node kind-${card.look}${card.isDeadlocked ? " is-deadlocked" : ""}`,
    transform: `translate(${at.x - width / 2},${at.y - height / 2})`,
    tabindex: 0,
    role: "button",
    "data-id": card.id,
    "aria-label": `${card.whole ?? `${card.title}, ${card.subtitle}`}${card.note === "" ? "" : `, ${card.note}`}${card.isDeadlocked ? ", deadlocked" : ""}`,
  });
  if (card.look === "folded") {
    group.append(shape("rect", { class: "back", x: 4, y: 4, width, height, rx: 8 }));
  }
  group.append(
    shape("rect", { class: "back", width, height, rx: 8 }),
    shape("path", { class: "glyph", d: GLYPHS[card.look] ?? "", transform: `translate(16,${height / 2})` }),
    shape("text", { class: "title", x: TEXT_LEFT, y: 19 }),
    shape("text", { class: "subtitle", x: TEXT_LEFT, y: 37 }),
    shape("text", { class: "note", x: width - TEXT_RIGHT, y: 37, "text-anchor": "end" }),
    shape("title", {}, card.whole ?? `${card.title}\n${card.subtitle}`),
  );
  writeCard(group, card, { width, height }, "near");
  return group;
}

/** How much the picture is scaled down; decides which texts of a card are shown. */
export type Distance = "near" | "middle" | "far" | "farther" | "tiny";

const FAR_SIZES: Readonly<Record<Exclude<Distance, "near">, number>> = {
  middle: 18.5,
  far: 27.5,
  farther: 37,
  tiny: 0,
};

/** Writes the texts of all cards so that none is smaller than 11 pixels on the screen. */
export function writeCards({ shapes, cards, sizes }: Picture, distance: Distance): void {
  shapes.forEach((group, id) => {
    const card = cards.get(id);
    const size = sizes.get(id);
    if (card !== undefined && size !== undefined) {
      writeCard(group, card, size, distance);
    }
  });
}

function writeCard(group: SVGGElement, card: Card, size: Box, distance: Distance): void {
  const [title, subtitle, note] = Array.from(group.querySelectorAll("text"));
  if (title === undefined || subtitle === undefined || note === undefined) {
    return;
  }
  if (distance === "near") {
    const fitted = fitCard(card, size.width);
    title.setAttribute("y", "19");
    title.style.fontSize = "";
    title.textContent = fitted.title;
    subtitle.textContent = fitted.subtitle;
    note.textContent = card.note;
    return;
  }
  const pixels = FAR_SIZES[distance];
  title.setAttribute("y", String(size.height / 2 + pixels * 0.35));
  title.style.fontSize = `${pixels}px`;
  title.textContent = pixels === 0 ? "" : fitName(card.title, roomOf(size.width), `600 ${pixels}px`);
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
