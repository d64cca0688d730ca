/**
 * Lays out each connected part of a graph separately and packs the parts in rows, in the order of their first boxes.
 */
import { layoutLayered } from "./layered.ts";
import type { Box, Gaps, Layout, Line, Point, Route } from "./shapes.ts";

/** `widest`: width at which a row of parts ends, unless a single part is wider. */
export function layoutGraph(boxes: readonly Box[], lines: readonly Line[], gaps: Gaps, widest: number): Layout {
  const places: Point[] = boxes.map(() => ({ x: 0, y: 0 }));
  const sizes = boxes.slice();
  const routes: Route[] = lines.map(() => ({ points: [], label: { x: 0, y: 0 } }));
  const parts = findParts(boxes.length, lines).map((part) => {
    const numbers = new Map(part.boxes.map((box, place) => [box, place]));
    const own = part.lines.map((line): Line => {
      const { from, to, label } = lines[line] ?? { from: 0, to: 0, label: { width: 0, height: 0 } };
      return { from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0, label };
    });
    return {
      part,
      layout: layoutLayered(
        part.boxes.map((box) => boxes[box] ?? { width: 0, height: 0 }),
        own,
        gaps,
      ),
    };
  });
  const limit = parts.reduce((most, { layout }) => Math.max(most, layout.width), widest);
  let corner = { x: 0, y: 0 };
  let bottom = 0;
  let right = 0;
  for (const { part, layout } of parts) {
    if (corner.x > 0 && corner.x + layout.width > limit) {
      corner = { x: 0, y: bottom + 2 * gaps.row };
    }
    const move = ({ x, y }: Point): Point => ({ x: x + corner.x, y: y + corner.y });
    part.boxes.forEach((box, place) => {
      places[box] = move(layout.places[place] ?? { x: 0, y: 0 });
      sizes[box] = layout.sizes[place] ?? { width: 0, height: 0 };
    });
    part.lines.forEach((line, place) => {
      const route = layout.routes[place];
      routes[line] = { points: (route?.points ?? []).map(move), label: move(route?.label ?? { x: 0, y: 0 }) };
    });
    bottom = Math.max(bottom, corner.y + layout.height);
    right = Math.max(right, corner.x + layout.width);
    corner = { x: corner.x + layout.width + 2 * gaps.row, y: corner.y };
  }
  return { places, sizes, routes, width: right, height: bottom };
}

interface Part {
  readonly boxes: number[];
  readonly lines: number[];
}

function findParts(count: number, lines: readonly Line[]): readonly Part[] {
  const parent = Array.from({ length: count }, (_unused, box) => box);
  const find = (box: number): number => {
    let top = box;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top] ?? top] ?? top;
      top = parent[top] ?? top;
    }
    return top;
  };
  for (const { from, to } of lines) {
    parent[find(from)] = find(to);
  }
  const parts = new Map<number, Part>();
  for (let box = 0; box < count; box += 1) {
    const part = parts.get(find(box)) ?? { boxes: [], lines: [] };
    parts.set(find(box), part);
    part.boxes.push(box);
  }
  lines.forEach(({ from }, line) => parts.get(find(from))?.lines.push(line));
  return Array.from(parts.values());
}
