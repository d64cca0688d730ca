/** Tables that can be sorted and filtered. Each starts when opened; rows beyond the first ones are made on demand. */
import type { PageCell, PageTable, PageTables } from "../view/report/page-table.ts";
import { formatNumber, formatQuantity } from "../view/graph/folding.ts";
import { element } from "./dom.ts";

const ROWS_AT_ONCE = 100;

/** Most rows of a table that are printed; the number omitted is printed below. */
const MOST_ROWS_ON_PAPER = 1000;

type Row = readonly PageCell[];

/** The data that the cells of all tables refer to. */
interface Book {
  textOf(cell: PageCell): string;
  /** `node`: an index among the graph's nodes. */
  onNode(node: number): void;
}

/**
 * `read`: returns the data; called once. `onNode`: a cell with a link to the graph was clicked; gets the index of its
 * node.
 */
export function startTables(read: () => PageTables, onNode: (node: number) => void): void {
  let data: PageTables | undefined;
  document.querySelectorAll<HTMLDetailsElement>("details.table").forEach((box, place) => {
    let draw: Draw | undefined;
    const start = (): Draw => {
      const { texts, tables } = (data ??= read());
      const textOf = (cell: PageCell): string =>
        typeof cell === "number" ? (texts[cell] ?? "") : cell.length === 1 ? String(cell[0]) : (texts[cell[0]] ?? "");
      draw ??= startTable(box, tables[place], { textOf, onNode });
      return draw;
    };
    box.querySelector("summary")?.addEventListener("click", start);
    box.addEventListener("toggle", start);
    window.addEventListener("beforeprint", () => start()(MOST_ROWS_ON_PAPER));
    window.addEventListener("afterprint", () => start()(0));
  });
}

/** Shows at least this many rows, or as many as the user has asked for. */
type Draw = (atLeast: number) => void;

function startTable(box: HTMLElement, table: PageTable | undefined, book: Book): Draw {
  const body = box.querySelector("tbody");
  const foot = box.querySelector<HTMLElement>(".foot");
  const filter = box.querySelector("input");
  if (table === undefined || body === null || foot === null || filter === null) {
    return () => undefined;
  }
  let rows = table.rows;
  let limit = ROWS_AT_ONCE;
  let sorted: { readonly column: number; readonly isDown: boolean } | undefined;
  const draw: Draw = (atLeast) => {
    const most = Math.max(limit, atLeast);
    body.replaceChildren(...rows.slice(0, most).map((row) => makeRow(row, table.isNumber, book)));
    foot.textContent =
      rows.length === table.rows.length
        ? formatQuantity(rows.length, "row")
        : `${formatNumber(rows.length)} of ${formatQuantity(table.rows.length, "row")}`;
    if (rows.length > most) {
      const more = element("button", { type: "button" }, "Show more");
      more.addEventListener("click", () => {
        limit += 5 * ROWS_AT_ONCE;
        draw(0);
      });
      foot.append(`, ${formatNumber(most)} shown `, more);
    }
  };
  const arrange = (): void => {
    const wanted = filter.value.trim().toLowerCase();
    rows =
      wanted === ""
        ? table.rows
        : table.rows.filter((row) => row.some((cell) => book.textOf(cell).toLowerCase().includes(wanted)));
    if (sorted !== undefined) {
      rows = sortRows(rows, sorted.column, sorted.isDown, book);
    }
    limit = ROWS_AT_ONCE;
    draw(0);
  };
  filter.addEventListener("input", arrange);
  box.querySelectorAll("th").forEach((head, column, heads) => {
    head.querySelector("button")?.addEventListener("click", () => {
      sorted = { column, isDown: sorted?.column === column ? !sorted.isDown : table.isNumber[column] === true };
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sorted.isDown ? "descending" : "ascending");
      arrange();
    });
  });
  draw(0);
  return draw;
}

function makeRow(row: Row, isNumber: readonly boolean[], { textOf, onNode }: Book): HTMLElement {
  const made = element("tr");
  row.forEach((cell, column) => {
    const place = made.appendChild(element("td", isNumber[column] === true ? { class: "number" } : {}));
    const node = typeof cell === "number" ? undefined : cell[2];
    if (node === undefined) {
      place.textContent = textOf(cell);
    } else {
      const link = place.appendChild(element("button", { type: "button", class: "link" }, textOf(cell)));
      link.addEventListener("click", () => onNode(node));
    }
  });
  return made;
}

/** By number if both cells have one, else by text; cells without a number come last in either direction. */
function sortRows(rows: readonly Row[], column: number, isDown: boolean, { textOf }: Book): readonly Row[] {
  const numberOf = (row: Row): number | undefined => {
    const cell = row[column];
    return typeof cell === "number" || cell === undefined
      ? undefined
      : cell.length === 1
        ? cell[0]
        : (cell[1] ?? undefined);
  };
  const order = new Intl.Collator("en", { numeric: true });
  const sign = isDown ? -1 : 1;
  return rows.slice().sort((a, b) => {
    const [left, right] = [numberOf(a), numberOf(b)];
    if (left !== undefined && right !== undefined) {
      return sign * (left - right);
    }
    if (left !== undefined || right !== undefined) {
      return left === undefined ? 1 : -1;
    }
    return sign * order.compare(textOf(a[column] ?? [0]), textOf(b[column] ?? [0]));
  });
}
