/** Writes a graph model as one self-contained page: no network, works from a file, all ASCII. */
import type { GraphModel } from "../../analysis/graph-model.ts";
import { formatPage } from "../page.ts";
import { labelHtml } from "../html-text.ts";
import { formatAsciiJson, formatLabel } from "./labels.ts";
import { encodeGraph } from "./page-data.ts";
import { formatNumber } from "./folding.ts";

const ARROWS = ["line", "wait", "deadlock"]
  .map(
    (look) =>
      `<marker id="arrow-${look}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">` +
      `<path class="arrow arrow-${look}" d="M0 0L8 4L0 8z"/></marker>`,
  )
  .join("");

/** The graph with its list, details and data, for a page that has the script. `heading`: its HTML title. */
export function formatGraphView(model: GraphModel, heading: string): string {
  const title = labelHtml(model.title);
  const count = formatNumber(model.clusters.length);
  return `<div id="graph-view">
<div class="bar">${heading}
<label>Search <input type="search" id="search" placeholder="name, id or address" autocomplete="off"></label>
<span id="count" class="empty" role="status"></span>
<label>Process <select id="process"><option value="">all ${count}</option></select></label>
<label><input type="checkbox" id="waits-only"> only waits and messages</label>
<button type="button" id="reset">Start over</button>
</div>
<nav class="side" aria-label="Waits"><div id="found"></div><div id="waits"></div></nav>
<div class="canvas"><svg id="picture" role="group" aria-label="${title}"><defs>${ARROWS}</defs><g id="stage"></g></svg>
<div class="strip"><div class="legend" aria-hidden="true"><span><i></i>connection</span><span><i class="wait"></i>waits for</span><span><i class="may"></i>could be served by</span><span><i class="deadlock"></i>deadlock</span></div>
<div class="keys"><span><kbd>Tab</kbd> <kbd>Enter</kbd> select, unfold</span><span><kbd>&larr;</kbd> <kbd>&rarr;</kbd> along a wait</span><span><kbd>/</kbd> search</span><span><kbd>Esc</kbd> clear</span><span><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> size</span></div>
<div class="tools"><button type="button" id="smaller" aria-label="Smaller">&minus;</button><button type="button" id="larger" aria-label="Larger">+</button><button type="button" id="fit">Fit</button></div></div>
<div id="sheets" class="sheets"></div>
</div>
<aside class="side" aria-label="Details"><div id="details" aria-live="polite"></div></aside>
</div>
<script type="application/json" id="graph">${formatAsciiJson(encodeGraph(model))}</script>`;
}

/**
 * The whole page: blocked nodes and their surroundings, the rest folded into processes that can be unfolded; search,
 * details, keyboard.
 */
export function formatHtml(model: GraphModel): string {
  return formatPage(formatLabel(model.title), "page", formatGraphView(model, `<h1>${labelHtml(model.title)}</h1>`));
}
