/** Computes the height of each cell of an ordered grid. */
import type { Grid } from "./shapes.ts";

const ROUNDS = 16;

/** Weight of a neighbor: a line should be straight where it passes columns. */
const PULL_OF_BEND = 6;

/**
 * Centers of the cells, downwards from 0 at the uppermost edge. Cells of a column keep their order and at least `gap`
 * between them.
 */
export function placeRows(grid: Grid, columns: readonly (readonly number[])[], gap: number): readonly number[] {
  const { cells, left, right } = grid;
  const rows = new Array<number>(cells.length).fill(0);
  for (const column of columns) {
    settle(grid, column, gap, rows, () => [0, 1]);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const forward = round % 2 === 0;
    const both = round >= ROUNDS - 4;
    for (const column of forward ? columns : columns.slice().reverse()) {
      settle(grid, column, gap, rows, (cell) => {
        const around = both ? (left[cell] ?? []).concat(right[cell] ?? []) : ((forward ? left : right)[cell] ?? []);
        let sum = 0;
        let weight = 0;
        for (const other of around) {
          const pull = cells[cell]?.isBend === true && cells[other]?.isBend === true ? PULL_OF_BEND : 1;
          sum += pull * (rows[other] ?? 0);
          weight += pull;
        }
        return weight === 0 ? [rows[cell] ?? 0, 0.1] : [sum / weight, weight];
      });
    }
  }
  const top = cells.reduce((least, cell, place) => Math.min(least, (rows[place] ?? 0) - cell.height / 2), Infinity);
  return rows.map((row) => row - (Number.isFinite(top) ? top : 0));
}

interface Block {
  /** Wanted position of the first cell. */
  wanted: number;
  weight: number;
  readonly offsets: number[];
  readonly members: number[];
}

/**
 * Moves the cells of one column as near to their wanted heights as their order allows, in least squares: cells that
 * push each other form blocks, placed at the average of what their members want (pool adjacent violators).
 */
function settle(
  { cells }: Grid,
  column: readonly number[],
  gap: number,
  rows: number[],
  want: (cell: number) => readonly [row: number, weight: number],
): void {
  const blocks: Block[] = [];
  for (const cell of column) {
    const [row, weight] = want(cell);
    let block: Block = { wanted: row, weight, offsets: [0], members: [cell] };
    for (let above = blocks[blocks.length - 1]; above !== undefined; above = blocks[blocks.length - 1]) {
      const last = above.members[above.members.length - 1] ?? cell;
      const first = block.members[0] ?? cell;
      const distance = ((cells[last]?.height ?? 0) + (cells[first]?.height ?? 0)) / 2 + gap;
      const offset = (above.offsets[above.offsets.length - 1] ?? 0) + distance;
      if (above.wanted + offset <= block.wanted) {
        break;
      }
      blocks.pop();
      const weights = above.weight + block.weight;
      block = {
        wanted: (above.wanted * above.weight + (block.wanted - offset) * block.weight) / weights,
        weight: weights,
        offsets: above.offsets.concat(block.offsets.map((own) => own + offset)),
        members: above.members.concat(block.members),
      };
    }
    blocks.push(block);
  }
  for (const block of blocks) {
    block.members.forEach((cell, place) => {
      rows[cell] = block.wanted + (block.offsets[place] ?? 0);
    });
  }
}
