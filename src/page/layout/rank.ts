/** Ranks boxes: each line leads to a higher rank, except those that would close a cycle. */
import type { Line } from "./shapes.ts";

/** A rank for each box, from 0 on, in the order of the boxes. */
export interface Ranks {
  readonly ranks: readonly number[];
  /** By line: it leads back, so ranking treats it as reversed. */
  readonly isReversed: readonly boolean[];
}

/** Does not recurse, so graphs may be deep. Lines from a box to itself are not allowed. */
export function rankNodes(count: number, lines: readonly Line[]): Ranks {
  const isReversed = findLinesBack(count, lines);
  const forward = lines.map((line, place) =>
    isReversed[place] === true ? ([line.to, line.from] as const) : ([line.from, line.to] as const),
  );
  const next: number[][] = Array.from({ length: count }, () => []);
  const before: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of forward) {
    next[from]?.push(to);
    before[to]?.push(from);
  }
  const order = sortByDepth(count, next, before);
  const ranks = new Array<number>(count).fill(0);
  for (const node of order) {
    for (const to of next[node] ?? []) {
      ranks[to] = Math.max(ranks[to] ?? 0, (ranks[node] ?? 0) + 1);
    }
  }
  // Boxes without predecessors move up to their successors, so that lines are short.
  for (const node of order.slice().reverse()) {
    const targets = next[node] ?? [];
    if (targets.length > 0) {
      ranks[node] = Math.min(...targets.map((to) => ranks[to] ?? 0)) - 1;
    }
  }
  const lowest = ranks.reduce((least, rank) => Math.min(least, rank), 0);
  return { ranks: ranks.map((rank) => rank - lowest), isReversed };
}

/** Depth first, from boxes without predecessors; a line to a box that is still open leads back. */
function findLinesBack(count: number, lines: readonly Line[]): readonly boolean[] {
  const isReversed = lines.map(() => false);
  const leaving: number[][] = Array.from({ length: count }, () => []);
  const entering = new Array<number>(count).fill(0);
  lines.forEach((line, place) => {
    leaving[line.from]?.push(place);
    entering[line.to] = (entering[line.to] ?? 0) + 1;
  });
  const state = new Array<number>(count).fill(0);
  const starts = Array.from({ length: count }, (_unused, node) => node).sort(
    (a, b) => (entering[a] ?? 0) - (entering[b] ?? 0) || a - b,
  );
  for (const start of starts) {
    if (state[start] !== 0) {
      continue;
    }
    const stack = [{ node: start, place: 0 }];
    state[start] = 1;
    for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
      const line = leaving[top.node]?.[top.place];
      top.place += 1;
      if (line === undefined) {
        state[top.node] = 2;
        stack.pop();
        continue;
      }
      const to = lines[line]?.to ?? 0;
      if (state[to] === 1) {
        isReversed[line] = true;
      } else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ node: to, place: 0 });
      }
    }
  }
  return isReversed;
}

/** Each box after all its predecessors. */
function sortByDepth(
  count: number,
  next: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
): readonly number[] {
  const missing = before.map((list) => list.length);
  const order = Array.from({ length: count }, (_unused, node) => node).filter((node) => missing[node] === 0);
  for (let place = 0; place < order.length; place += 1) {
    for (const to of next[order[place] ?? 0] ?? []) {
      missing[to] = (missing[to] ?? 0) - 1;
      if (missing[to] === 0) {
        order.push(to);
      }
    }
  }
  return order;
}
