/** Input and output of a layout, and the grid that it works on. */

/** A size in units of the picture, as all lengths here. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A line from one box to another. */
export interface Line {
  /** Indices in the list of boxes. */
  readonly from: number;
  readonly to: number;
  /** Size of the line's label; 0 by 0 for none. */
  readonly label: Box;
}

/** A place: x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of a line through the picture. */
export interface Route {
  /** Left to right; right to left for a line against the ranks. At least two. */
  readonly points: readonly Point[];
  /** Center of the label. */
  readonly label: Point;
}

/** A layout: places and sizes in the order of the boxes, routes in that of the lines. */
export interface Layout {
  /** Center of each box. */
  readonly places: readonly Point[];
  /** Size of each box: as wide as the widest one of its column, so that columns have straight edges. */
  readonly sizes: readonly Box[];
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

/** Space to leave free, in units of the picture. */
export interface Gaps {
  /** Between boxes in the same column. */
  readonly row: number;
  /** For the curves between two columns. */
  readonly column: number;
}
