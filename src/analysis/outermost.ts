/** Reduces nodes of a chain forest to those that together count for all of them. */

/**
 * The nodes whose chains pass through none of the others; of several on one loop, the first. Every thread blocked at
 * one of the nodes is blocked at exactly one of these. `findNext`: the edge that a node's chain follows; `findLoop`:
 * the number of the loop that it is part of. Linear in the length of the chains.
 */
export function selectOutermost(
  indices: readonly number[],
  findNext: (index: number) => number | undefined,
  findLoop: (index: number) => number | undefined,
): readonly number[] {
  const chosen = new Set(indices);
  const loops = new Map<number, number>();
  for (const index of chosen) {
    const loop = findLoop(index);
    if (loop !== undefined && !loops.has(loop)) {
      loops.set(loop, index);
    }
  }
  /** Whether a chosen node lies further along the chain, for nodes already passed. */
  const known = new Map<number, boolean>();
  const leadsToChosen = (start: number): boolean => {
    const path = [start];
    for (let index = findNext(start); ; index = findNext(index)) {
      const answer =
        index === undefined
          ? false
          : chosen.has(index)
            ? true
            : findLoop(index) !== undefined
              ? loops.has(findLoop(index) ?? -1)
              : known.get(index);
      if (answer !== undefined || index === undefined) {
        for (const passed of path) {
          known.set(passed, answer === true);
        }
        return answer === true;
      }
      path.push(index);
    }
  };
  return Array.from(loops.values()).concat(
    Array.from(chosen).filter((index) => findLoop(index) === undefined && !leadsToChosen(index)),
  );
}
