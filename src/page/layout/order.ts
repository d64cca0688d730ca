/** Orders the cells of each column from top to bottom, so that few lines cross. */
import type { Grid } from "./shapes.ts";

const ROUNDS = 12;

/**
 * Cell numbers by column. Sorts by the mean position of neighbors, alternately from the left and from the right, and
 * keeps the best order found.
 */
export function orderColumns(grid: Grid): readonly (readonly number[])[] {
  let columns = startColumns(grid);
  let best = columns;
  let fewest = countCrossings(grid, columns);
  for (let round = 0; round < ROUNDS && fewest > 0; round += 1) {
    columns = sweep(grid, columns, round % 2 === 0);
    const crossings = countCrossings(grid, columns);
    if (crossings < fewest) {
      fewest = crossings;
      best = columns;
    }
  }
  return best;
}

/** Walks along the lines from each cell, so that connected cells start side by side. */
function startColumns({ cells, left, right }: Grid): readonly number[][] {
  const columns: number[][] = Array.from(
    { length: cells.reduce((most, cell) => Math.max(most, cell.column + 1), 0) },
    () => [],
  );
  const seen = new Set<number>();
  cells.forEach((_cell, start) => {
    const open = [start];
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (!seen.has(cell)) {
        seen.add(cell);
        columns[cells[cell]?.column ?? 0]?.push(cell);
        open.push(...(right[cell] ?? []), ...(left[cell] ?? []));
      }
    }
  });
  return columns;
}

function sweep({ left, right }: Grid, columns: readonly (readonly number[])[], forward: boolean): readonly number[][] {
  const result = columns.map((column) => column.slice());
  const places = new Map<number, number>();
  result.forEach((column) => column.forEach((cell, place) => places.set(cell, place)));
  for (const column of forward ? result : result.slice().reverse()) {
    const middles = new Map<number, number>();
    for (const cell of column) {
      const around = (forward ? left : right)[cell] ?? [];
      const sum = around.reduce((total, other) => total + (places.get(other) ?? 0), 0);
      middles.set(cell, around.length === 0 ? (places.get(cell) ?? 0) : sum / around.length);
    }
    column.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
    column.forEach((cell, place) => places.set(cell, place));
  }
  return result;
}

/** Pairs of lines that cross between neighboring columns, counted with a tree of prefix sums. */
export function countCrossings({ right }: Grid, columns: readonly (readonly number[])[]): number {
  let crossings = 0;
  for (let column = 0; column + 1 < columns.length; column += 1) {
    const next = columns[column + 1] ?? [];
    const places = new Map<number, number>();
    next.forEach((cell, place) => places.set(cell, place));
    const tree = new Array<number>(next.length + 1).fill(0);
    let seen = 0;
    for (const cell of columns[column] ?? []) {
      const ends = (right[cell] ?? []).map((other) => places.get(other) ?? 0).sort((a, b) => a - b);
      for (const end of ends) {
        let notBelow = 0;
        for (let at = end + 1; at > 0; at -= at & -at) {
          notBelow += tree[at] ?? 0;
        }
        crossings += seen - notBelow;
      }
      for (const end of ends) {
        for (let at = end + 1; at < tree.length; at += at & -at) {
          tree[at] = (tree[at] ?? 0) + 1;
        }
        seen += 1;
      }
    }
  }
  return crossings;
}
