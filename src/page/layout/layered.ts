/**
 * Places boxes in columns from left to right, after Sugiyama: ranks, order, places. Labels are boxes of their own in
 * the columns between, so no line crosses one. Needs plain data only, not the document.
 */
import { rankNodes } from "./rank.ts";
import { orderColumns } from "./order.ts";
import { placeRows } from "./place.ts";
import type { Box, Cell, Gaps, Layout, Line, Point, Route } from "./shapes.ts";

/** Lays out boxes that are connected, directly or through others. Boxes without a line are placed like any other. */
export function layoutLayered(boxes: readonly Box[], lines: readonly Line[], gaps: Gaps): Layout {
  const { ranks, isReversed } = rankNodes(boxes.length, lines);
  const widest = new Map<number, number>();
  boxes.forEach(({ width }, place) => {
    const rank = ranks[place] ?? 0;
    widest.set(rank, Math.max(widest.get(rank) ?? 0, width));
  });
  const cells: Cell[] = boxes.map(({ height }, place) => ({
    column: 2 * (ranks[place] ?? 0),
    width: widest.get(ranks[place] ?? 0) ?? 0,
    height,
    isBend: false,
  }));
  const sizes = cells.map(({ width, height }): Box => ({ width, height }));
  const left: number[][] = cells.map(() => []);
  const right: number[][] = cells.map(() => []);
  const paths = lines.map((line, place) => layCells(line, isReversed[place] === true, cells, left, right));
  const columns = orderColumns({ cells, left, right });
  const rows = placeRows({ cells, left, right }, columns, gaps.row);
  const { starts, widths, width } = placeColumns(columns, cells, gaps.column);
  const middle = (cell: number): Point => {
    const column = cells[cell]?.column ?? 0;
    return { x: (starts[column] ?? 0) + (widths[column] ?? 0) / 2, y: rows[cell] ?? 0 };
  };
  const heights = cells.map((cell, place) => (rows[place] ?? 0) + cell.height / 2);
  return {
    places: boxes.map((_box, place) => middle(place)),
    sizes,
    routes: lines.map((_line, place) =>
      routeLine(paths[place] ?? [], isReversed[place] === true, cells, rows, starts, widths, middle),
    ),
    width,
    height: Math.max(0, ...heights),
  };
}

/** The cells that a line passes, from left to right; adds those in between. */
function layCells(
  line: Line,
  isReversed: boolean,
  cells: Cell[],
  left: number[][],
  right: number[][],
): readonly number[] {
  const [start, end] = isReversed ? [line.to, line.from] : [line.from, line.to];
  const first = cells[start]?.column ?? 0;
  const last = cells[end]?.column ?? 0;
  const path = [start];
  const labelled = isReversed ? last - 1 : first + 1;
  for (let column = first + 1; column < last; column += 1) {
    const isLabel = column === labelled;
    path.push(
      cells.push({
        column,
        width: isLabel ? line.label.width : 0,
        height: isLabel ? line.label.height : 0,
        isBend: true,
      }) - 1,
    );
    left.push([]);
    right.push([]);
  }
  path.push(end);
  for (let place = 1; place < path.length; place += 1) {
    const before = path[place - 1] ?? start;
    const after = path[place] ?? end;
    right[before]?.push(after);
    left[after]?.push(before);
  }
  return path;
}

function placeColumns(
  columns: readonly (readonly number[])[],
  cells: readonly Cell[],
  gap: number,
): {
  readonly starts: readonly number[];
  readonly widths: readonly number[];
  readonly width: number;
} {
  const widths = columns.map((column) => column.reduce((most, cell) => Math.max(most, cells[cell]?.width ?? 0), 0));
  const starts: number[] = [];
  let x = 0;
  columns.forEach((_column, place) => {
    starts.push(x);
    x += (widths[place] ?? 0) + gap;
  });
  return { starts, widths, width: Math.max(0, x - gap) };
}

/** Straight through each column that it passes, so that lines curve only between columns. */
function routeLine(
  path: readonly number[],
  isReversed: boolean,
  cells: readonly Cell[],
  rows: readonly number[],
  starts: readonly number[],
  widths: readonly number[],
  middle: (cell: number) => Point,
): Route {
  const points: Point[] = [];
  path.forEach((cell, place) => {
    const column = cells[cell]?.column ?? 0;
    const start = starts[column] ?? 0;
    const end = start + (widths[column] ?? 0);
    const half = (cells[cell]?.width ?? 0) / 2;
    const y = rows[cell] ?? 0;
    const { x } = middle(cell);
    if (place === 0) {
      points.push({ x: x + half, y }, ...(x + half < end ? [{ x: end, y }] : []));
    } else if (place === path.length - 1) {
      points.push(...(x - half > start ? [{ x: start, y }] : []), { x: x - half, y });
    } else {
      points.push({ x: start, y }, { x: end, y });
    }
  });
  const labelled = path[isReversed ? path.length - 2 : 1] ?? path[0] ?? 0;
  return { points: isReversed ? points.reverse() : points, label: middle(labelled) };
}
