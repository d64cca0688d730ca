/** Which of several nodes of a chain forest stand for all of them. */

/**
 * The nodes whose chains come through none of the others; of those on one loop the first. Whoever is held up by any of
 * the nodes is held up by exactly one of these. `findNext`: a node's one way on; `findLoop`: the number of the loop
 * that it lies on. Linear in what the chains pass.
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
  /** Whether one of the chosen lies behind a node; for those that were passed. */
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
