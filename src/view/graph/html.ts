/** A graph model as one self-contained page: no network, works from a file, all of it ASCII. Pure. */
import { formatCount } from "../../text/counts.ts";
import type { GraphDetail, GraphModel, GraphNode } from "../../analysis/graph-model.ts";
import { formatAsciiJson, formatLabel, formatValue } from "./labels.ts";
import { pageControlScript } from "./page-control-script.ts";
import { pageLayoutScript } from "./page-layout-script.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for HTML content and quoted attributes, in ASCII. A surrogate pair becomes one entity; unpaired ones are shown as \uXXXX before. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\u007f-\uffff]/g, (found) => `&#${found.codePointAt(0) ?? 0x3f};`);
}

/** What the page is given: the model with labels and values shortened, and a note for the right of a node's row. */
function buildPageData(model: GraphModel): unknown {
  const details = (rows: readonly GraphDetail[]): readonly GraphDetail[] => rows.map(({ label, value }) => ({ label, value: formatValue(value) }));
  return {
    clusters: model.clusters.map((cluster) => ({ ...cluster, label: formatLabel(cluster.label), details: details(cluster.details) })),
    nodes: model.nodes.map((node) => ({ ...node, label: formatLabel(node.label), details: details(node.details), note: findNote(node) })),
    edges: model.edges.map((edge) => ({ ...edge, label: formatLabel(edge.label) })),
  };
}

/** How long a thread has waited, how many messages a port's main queue holds. */
function findNote(node: GraphNode): string {
  const wanted = node.kind === "thread" ? "Waited" : "Main queue";
  const value = node.details.find((detail) => detail.label === wanted)?.value ?? "";
  return value.replace(/,.*$/, "").replace(/ messages?$/, " queued");
}

function formatBody(model: GraphModel): string {
  const title = escapeHtml(formatLabel(model.title));
  return `<header>
<h1>${title}</h1>
<label>Search <input type="search" id="search" placeholder="name, id or address" autocomplete="off"></label>
<label>Process <select id="process"><option value="">all ${formatCount(model.clusters.length, "process", "processes")}</option></select></label>
<label><input type="checkbox" id="waits-only"> only waits and messages</label>
<span id="count" class="empty" role="status"></span>
</header>
<nav aria-label="Waits"><div id="waits"></div></nav>
<main><svg role="group" aria-label="${title}"><defs>
${["line", "wait", "deadlock"].map((look) => `<marker id="arrow-${look}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow arrow-${look}" d="M0 0L8 4L0 8z"/></marker>`).join("\n")}
</defs><g id="stage"></g></svg>
<div class="legend" aria-hidden="true"><span><i></i>connection</span><span><i class="wait"></i>waits for</span><span><i class="may"></i>could be served by</span><span><i class="deadlock"></i>deadlock</span></div>
<div class="tools"><button type="button" id="smaller" aria-label="Smaller">&minus;</button><button type="button" id="larger" aria-label="Larger">+</button><button type="button" id="fit">Fit</button></div>
</main>
<aside aria-label="Details"><div id="details" aria-live="polite"></div>
<p class="keys"><kbd>Tab</kbd> <kbd>Enter</kbd> select &nbsp; <kbd>&rarr;</kbd> follow a wait<br><kbd>&larr;</kbd> who waits &nbsp; <kbd>/</kbd> search &nbsp; <kbd>Esc</kbd> clear<br><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> size</p></aside>`;
}

/** The whole page. It can search, filter by process, follow a wait and show details; a policy in it forbids any network. */
export function formatHtml(model: GraphModel): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(formatLabel(model.title))}</title>
<style>${pageStyle}</style>
</head>
<body>
${formatBody(model)}
<script type="application/json" id="graph">${formatAsciiJson(buildPageData(model))}</script>
<script>
"use strict";${pageLayoutScript}${pageScript}${pageControlScript}</script>
</body>
</html>
`;
}
