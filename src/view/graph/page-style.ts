/** The style sheet of the graph page. Light and dark, as the reader's system asks for. */
export const pageStyle = `
:root { color-scheme: light dark;
  --ground: #f3f5f9; --card: #ffffff; --edge: #d5dbe6; --text: #182230; --soft: #5c6880; --accent: #2458c5; --accent-soft: #e6edfb;
  --wait: #c9550c; --line: #9aa7bd; --deadlock: #c8102e; --deadlock-soft: #fdeaed; --head: #eef1f7; --shadow: 0 1px 2px rgba(20, 30, 60, .12); }
@media (prefers-color-scheme: dark) { :root {
  --ground: #12161d; --card: #1c222c; --edge: #333c4a; --text: #e7ebf2; --soft: #9aa6ba; --accent: #82aaff; --accent-soft: #23304a;
  --wait: #f59a52; --line: #56637a; --deadlock: #ff6577; --deadlock-soft: #43212a; --head: #242c38; --shadow: none; } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: grid; grid-template: auto 1fr / 244px 1fr 272px; font: 13px/1.45 "Segoe UI", system-ui, sans-serif; color: var(--text); background: var(--ground); }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; padding: 9px 16px; background: var(--card); border-bottom: 1px solid var(--edge); }
h1 { font-size: 15px; font-weight: 600; margin: 0; flex: 1 1 220px; }
h2 { font-size: 11px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 16px 0 6px; }
h2:first-child { margin-top: 0; }
h3 { font-size: 14px; margin: 0 0 2px; overflow-wrap: anywhere; }
label { color: var(--soft); display: flex; gap: 6px; align-items: center; }
input, select, button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: 6px; padding: 4px 9px; }
input[type=search] { width: 210px; }
select { max-width: 210px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
nav, aside { overflow: auto; padding: 14px; background: var(--card); min-height: 0; }
nav { border-right: 1px solid var(--edge); }
aside { border-left: 1px solid var(--edge); }
main { position: relative; overflow: hidden; min-height: 0; }
svg { width: 100%; height: 100%; display: block; cursor: grab; touch-action: none; }
svg.is-dragged { cursor: grabbing; }
.tools { position: absolute; right: 12px; bottom: 12px; display: flex; gap: 4px; }
.tools button { min-width: 32px; background: var(--card); box-shadow: var(--shadow); }
.legend { position: absolute; left: 12px; bottom: 12px; display: flex; gap: 12px; padding: 4px 10px; font-size: 11px; color: var(--soft); background: var(--card); border: 1px solid var(--edge); border-radius: 6px; pointer-events: none; }
.legend i { display: inline-block; width: 18px; border-top: 2px solid var(--line); vertical-align: middle; margin-right: 5px; }
.legend .wait { border-color: var(--wait); } .legend .may { border-color: var(--wait); border-top-style: dashed; } .legend .deadlock { border-color: var(--deadlock); border-top-width: 4px; }
.empty { color: var(--soft); }
.row { display: block; width: 100%; text-align: left; margin: 0 0 4px; padding: 5px 8px; background: transparent; overflow-wrap: anywhere; }
.row small { display: block; color: var(--soft); }
.row.is-deadlocked { border-color: var(--deadlock); background: var(--deadlock-soft); }
.row[aria-current=true] { border-color: var(--accent); background: var(--accent-soft); }
.kind { color: var(--soft); margin: 0 0 10px; }
.kind b { color: var(--deadlock); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 3px 12px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
kbd { font: 11px/1 ui-monospace, Consolas, monospace; border: 1px solid var(--edge); border-radius: 4px; padding: 2px 5px; background: var(--ground); }
.keys { margin-top: 18px; color: var(--soft); font-size: 12px; line-height: 2; }
.card-box { fill: var(--card); stroke: var(--edge); }
.card.is-dead .card-box { stroke-dasharray: 5 4; }
.card-head { fill: var(--head); cursor: pointer; }
.card-title { font-weight: 600; fill: var(--text); pointer-events: none; }
.node { cursor: pointer; outline: none; }
.node rect.back { fill: transparent; }
.node:hover rect.back, .node:focus-visible rect.back { fill: var(--accent-soft); }
.node.is-selected rect.back { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 1.5; }
.node.is-deadlocked rect.back { fill: var(--deadlock-soft); }
.node.is-deadlocked.is-selected rect.back { stroke: var(--deadlock); }
.node text { fill: var(--text); } .node text.note { fill: var(--soft); font-size: 11px; }
.node.is-deadlocked text { fill: var(--deadlock); font-weight: 600; }
.glyph { fill: none; stroke: var(--soft); stroke-width: 1.6; }
.kind-connection-port .glyph { fill: var(--accent); stroke: var(--accent); }
.kind-thread .glyph { fill: var(--wait); stroke: var(--wait); }
.kind-message .glyph { stroke: var(--wait); }
.edge { fill: none; stroke: var(--line); stroke-width: 1.1; opacity: .75; }
.is-dense .edge.connection { opacity: .28; }
.edge.wait, .edge.sent, .edge.could-serve { stroke: var(--wait); stroke-width: 1.8; opacity: 1; }
.edge.queued { stroke: var(--wait); stroke-dasharray: 2 3; opacity: 1; }
.edge.could-serve { stroke-dasharray: 6 4; stroke-width: 1.4; }
.edge.is-deadlocked { stroke: var(--deadlock); stroke-width: 3; }
.arrow { fill: var(--line); } .arrow-wait { fill: var(--wait); } .arrow-deadlock { fill: var(--deadlock); }
.has-focus .node:not(.is-lit), .has-focus .edge:not(.is-lit) { opacity: .16; }
.has-focus .card-title { opacity: .55; }
.has-focus .edge.is-lit { stroke-width: 2.6; opacity: 1; }
.has-focus .edge.is-lit.is-deadlocked { stroke-width: 4; }
@media (max-width: 900px) { body { grid-template: auto 1fr auto / 1fr; } nav { display: none; } aside { border: 0; border-top: 1px solid var(--edge); max-height: 34vh; } }
@media print { nav, .tools, header label, header button { display: none; } }
`;
