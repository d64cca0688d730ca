/** What a layout is given and gives, and the grid that it works on. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Line {
  /** Places in the list of boxes. */
  readonly from: number;
  readonly to: number;
  /** Size of the line's label; 0 by 0 for none. */
  readonly label: Box;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Route {
  /** Left to right or, for a line against the ranks, right to left. At least two. */
  readonly points: readonly Point[];
  /** Middle of the label. */
  readonly label: Point;
}

export interface Layout {
  /** Middle of each box. */
  readonly places: readonly Point[];
  readonly routes: readonly Route[];
  readonly width: number;
  readonly height: number;
}

/** A box, a label, or a bend of a line that passes a column. */
export interface Cell {
  readonly column: number;
  readonly width: number;
  readonly height: number;
  /** Straight lines matter more for bends than for boxes. */
  readonly isBend: boolean;
}

/** Cells by their numbers, and the cells left and right of each. */
export interface Grid {
  readonly cells: readonly Cell[];
  readonly left: readonly (readonly number[])[];
  readonly right: readonly (readonly number[])[];
}

export interface Gaps {
  /** Between boxes above each other. */
  readonly row: number;
  /** For the curves between two columns. */
  readonly column: number;
}
