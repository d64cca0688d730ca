/** What the terminal can show at once. */
export interface Screen {
  readonly rows: number;
  readonly columns: number;
}

/** How a page ended: at the bottom of the screen, or with the text. */
export type PageEnd = "full" | "done";

/** Writes pieces until the screen is full, one row left for a question; without a screen all of them. */
export function writePage(
  pieces: Iterator<string, unknown>,
  screen: Screen | undefined,
  write: (text: string) => void,
): PageEnd {
  let used = 0;
  for (;;) {
    const piece = pieces.next();
    if (piece.done === true) {
      return "done";
    }
    write(piece.value);
    used += screen ? countRows(piece.value, screen.columns) : 0;
    if (screen && used >= screen.rows - 1) {
      return "full";
    }
  }
}

/** Rows that lines of text take; long ones take several. */
function countRows(text: string, columns: number): number {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / columns)), 0);
}
