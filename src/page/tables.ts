/** Tables that sort and filter. Rows beyond the first ones are made when they are asked for. */
import type { PageCell, PageTable } from "../view/report/page-table.ts";
import { formatNumber } from "../view/graph/folding.ts";
import { byId, element } from "./dom.ts";

const ROWS_AT_ONCE = 100;

/** A table of thousands of rows is printed up to here; what is left out stands below it. */
const MOST_ROWS_ON_PAPER = 1000;

type Row = readonly PageCell[];

/** `onNode`: a cell that leads to a node of the graph was activated. */
export function startTables(tables: readonly PageTable[], onNode: (id: string) => void): void {
  for (const table of tables) {
    startTable(table, onNode);
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-node]")) {
    button.addEventListener("click", () => onNode(button.dataset["node"] ?? ""));
  }
}

function startTable(table: PageTable, onNode: (id: string) => void): void {
  const box = byId(`table-${table.id}`);
  const body = box.querySelector("tbody");
  const foot = box.querySelector<HTMLElement>(".foot");
  const filter = box.querySelector("input");
  if (body === null || foot === null || filter === null) {
    return;
  }
  let rows = table.rows;
  let limit = ROWS_AT_ONCE;
  let sorted: { readonly column: number; readonly isDown: boolean } | undefined;
  const draw = (most: number): void => {
    body.replaceChildren(...rows.slice(0, most).map((row) => makeRow(row, table.isNumber, onNode)));
    foot.textContent =
      rows.length === table.rows.length
        ? `${formatNumber(rows.length)} rows`
        : `${formatNumber(rows.length)} of ${formatNumber(table.rows.length)} rows`;
    if (rows.length > most) {
      const more = element("button", { type: "button" }, "Show more");
      more.addEventListener("click", () => {
        limit += 5 * ROWS_AT_ONCE;
        draw(limit);
      });
      foot.append(`, ${formatNumber(most)} shown `, more);
    }
  };
  const arrange = (): void => {
    const wanted = filter.value.trim().toLowerCase();
    rows =
      wanted === ""
        ? table.rows
        : table.rows.filter((row) => row.some((cell) => textOf(cell).toLowerCase().includes(wanted)));
    if (sorted !== undefined) {
      rows = sortRows(rows, sorted.column, sorted.isDown);
    }
    limit = ROWS_AT_ONCE;
    draw(limit);
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
  window.addEventListener("beforeprint", () => draw(Math.max(limit, MOST_ROWS_ON_PAPER)));
  window.addEventListener("afterprint", () => draw(limit));
  draw(limit);
}

function textOf(cell: PageCell): string {
  return typeof cell === "string" ? cell : cell[0];
}

function makeRow(row: Row, isNumber: readonly boolean[], onNode: (id: string) => void): HTMLElement {
  const made = element("tr");
  row.forEach((cell, column) => {
    const place = made.appendChild(element("td", isNumber[column] === true ? { class: "number" } : {}));
    const node = typeof cell === "string" ? undefined : cell[2];
    if (node === undefined) {
      place.textContent = textOf(cell);
    } else {
      const link = place.appendChild(element("button", { type: "button", class: "link" }, textOf(cell)));
      link.addEventListener("click", () => onNode(node));
    }
  });
  return made;
}

/**
 * By number where both cells have one, else by text; cells without a number stand below those with one, whatever the
 * direction.
 */
function sortRows(rows: readonly Row[], column: number, isDown: boolean): readonly Row[] {
  const numberOf = (row: Row): number | undefined => {
    const cell = row[column];
    return typeof cell === "string" || cell === undefined ? undefined : (cell[1] ?? undefined);
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
    return sign * order.compare(textOf(a[column] ?? ""), textOf(b[column] ?? ""));
  });
}
