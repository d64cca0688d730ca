/** The graph on paper: cut into sheets at a readable size, all of it. */
import { byId, element, shape } from "./dom.ts";
import type { GraphView } from "./graph-view.ts";

/** What of the picture one sheet shows: it is about as wide as a landscape page at 12 points for the largest type. */
const SHEET = { width: 1120, height: 640 };

export function preparePrint(view: GraphView): void {
  const box = byId("sheets");
  window.addEventListener("beforeprint", () => {
    box.textContent = "";
    const { width, height } = view.size;
    const across = Math.max(1, Math.ceil(width / SHEET.width));
    const down = Math.max(1, Math.ceil(height / SHEET.height));
    view.camera.renewForPrint();
    for (let row = 0; row < down; row += 1) {
      for (let column = 0; column < across; column += 1) {
        const part = across * down === 1 ? "" : `Sheet ${row * across + column + 1} of ${across * down}: row ${row + 1}, column ${column + 1}`;
        box.append(makeSheet(column, row, Math.min(SHEET.width, width), Math.min(SHEET.height, height), part));
      }
    }
  });
  window.addEventListener("afterprint", () => {
    box.textContent = "";
    view.camera.renew();
  });
}

function makeSheet(column: number, row: number, width: number, height: number, part: string): HTMLElement {
  const figure = element("figure", { class: "sheet" });
  const picture = shape("svg", { viewBox: `${column * SHEET.width - 6} ${row * SHEET.height - 6} ${width + 12} ${height + 12}`, "aria-hidden": "true" });
  picture.append(shape("use", { href: "#stage" }));
  figure.append(picture, element("figcaption", {}, part));
  return figure;
}
