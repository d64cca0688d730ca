/** Prints the whole graph, cut into sheets at a readable size. */
import { byId, element, shape } from "./dom.ts";
import type { GraphView } from "./graph-view.ts";
import { HEIGHT, WIDEST } from "./cards.ts";

/** About what a landscape page shows with text that can still be read, without the rims. */
const SHEET = { width: 840, height: 855 };

/** A picture that is higher than so many rows of sheets by less than this part of one is drawn smaller instead. */
const SLACK = 0.15;

/** Overlap of neighboring sheets: half the widest box, so that every box is whole on one of them. */
const RIM = { x: WIDEST / 2 + 8, y: HEIGHT / 2 + 8 };

/** Makes the sheets whenever the page is about to be printed, and removes them afterwards. */
export function preparePrint(view: GraphView): void {
  const box = byId("sheets");
  window.addEventListener("beforeprint", () => {
    box.textContent = "";
    const { width, height } = view.size;
    const across = Math.max(1, Math.ceil(width / SHEET.width));
    const down = Math.max(1, Math.ceil(height / SHEET.height - SLACK));
    view.camera.renewForPrint();
    for (let row = 0; row < down; row += 1) {
      for (let column = 0; column < across; column += 1) {
        const part =
          across * down === 1
            ? ""
            : `Sheet ${row * across + column + 1} of ${across * down}: row ${row + 1}, column ${column + 1}`;
        box.append(makeSheet((column * width) / across, (row * height) / down, width / across, height / down, part));
      }
    }
  });
  window.addEventListener("afterprint", () => {
    box.textContent = "";
    view.camera.renew();
  });
}

function makeSheet(x: number, y: number, width: number, height: number, part: string): HTMLElement {
  const figure = element("figure", { class: "sheet" });
  const rim = part === "" ? { x: 8, y: 8 } : RIM;
  const viewBox = `${x - rim.x} ${y - rim.y} ${width + 2 * rim.x} ${height + 2 * rim.y}`;
  const picture = shape("svg", { viewBox, "aria-hidden": "true" });
  picture.style.maxWidth = `${width + 2 * rim.x}px`;
  picture.append(shape("use", { href: "#stage" }));
  figure.append(picture, element("figcaption", {}, part));
  return figure;
}
