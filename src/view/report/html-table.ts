/** Writes a table of a report as HTML. */
import { formatNumber, formatQuantity } from "../graph/folding.ts";
import { labelHtml, valueHtml } from "../html-text.ts";
import type { ReportTable } from "./report-data.ts";

/** Rows in the HTML itself, for readers without scripts. */
const MOST_PLAIN_ROWS = 50;

/** Collapsed, with its filter and first rows; the page's script adds the others. */
export function formatTable(table: ReportTable): string {
  const heads = table.columns.map(
    ({ title, isNumber }) =>
      `<th scope="col"${isNumber ? ' class="number"' : ""}><button type="button">${labelHtml(title)}</button></th>`,
  );
  const rows = table.rows
    .slice(0, MOST_PLAIN_ROWS)
    .map(
      (row) =>
        `<tr>${row.map(({ text }, column) => `<td${table.columns[column]?.isNumber === true ? ' class="number"' : ""}>${valueHtml(text)}</td>`).join("")}</tr>`,
    );
  const note = table.note === undefined ? "" : `<p class="empty">${valueHtml(table.note)}</p>`;
  const id = labelHtml(table.id);
  return `<details class="table" id="table-${id}"><summary>${labelHtml(table.title)} (${formatNumber(table.rows.length)})</summary><div>
${note}<label>Filter <input type="search" autocomplete="off" aria-label="Filter ${labelHtml(table.title)}"></label>
<div class="scroll" tabindex="0" role="region" aria-label="${labelHtml(table.title)}"><table><thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
<p class="foot" role="status">${formatQuantity(table.rows.length, "row")}</p></div></details>`;
}
