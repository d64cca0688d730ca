/** The part of the page's script that knows the graph and shows it. ES2016, without backslashes and template strings, readable in the page. */
export const pageScript = `
const graph = JSON.parse(document.getElementById("graph").textContent);
const WIDTH = 224, ROW = 24, HEAD = 28, SIZE = { width: WIDTH, gapX: 96, gapY: 22 };
const byId = new Map(graph.nodes.map(function (node) { return [node.id, node]; }));
const clusterOf = new Map(graph.clusters.map(function (cluster) { return [cluster.id, cluster]; }));
const outgoing = new Map(), incoming = new Map();
graph.nodes.forEach(function (node) { outgoing.set(node.id, []); incoming.set(node.id, []); });
graph.edges.forEach(function (edge) { outgoing.get(edge.from).push(edge); incoming.get(edge.to).push(edge); });

const view = { x: 0, y: 0, scale: 1 };
let selected, drawnNodes = new Map(), drawnEdges = [], places = new Map();
const svg = document.querySelector("svg");
const stage = document.getElementById("stage");
const search = document.getElementById("search");
const processFilter = document.getElementById("process");
const waitsOnly = document.getElementById("waits-only");

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes || {})) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  return made;
}
function shape(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  return made;
}
function isWait(edge) { return edge.kind !== "connection"; }

// What is to be drawn: by process (with what it is linked to) and, if wished, only what has to do with a wait or a message.
function findVisible() {
  let shown = new Set(graph.nodes.map(function (node) { return node.id; }));
  if (waitsOnly.checked) {
    shown = new Set();
    graph.edges.filter(isWait).forEach(function (edge) { shown.add(edge.from); shown.add(edge.to); });
  }
  const wanted = processFilter.value;
  if (wanted === "") return shown;
  const near = new Set();
  shown.forEach(function (id) { if (byId.get(id).cluster === wanted) followWaits(id).forEach(function (other) { near.add(other); }); });
  graph.edges.forEach(function (edge) {
    if (byId.get(edge.from).cluster === wanted) near.add(edge.to);
    if (byId.get(edge.to).cluster === wanted) near.add(edge.from);
  });
  return new Set(Array.from(shown).filter(function (id) { return near.has(id); }));
}

// A node and everything that its wait leads to.
function followWaits(id) {
  const found = new Set([id]);
  for (const current of found) outgoing.get(current).filter(isWait).forEach(function (edge) { found.add(edge.to); });
  return found;
}

const KINDS = ["connection port", "server port", "port", "message", "thread", "object", "process", "unknown", "client port"];
function collectCards(visible) {
  const cards = new Map();
  graph.nodes.forEach(function (node) {
    if (!visible.has(node.id)) return;
    const id = node.cluster || node.id;
    if (!cards.has(id)) cards.set(id, { id: id, cluster: clusterOf.get(node.cluster), nodes: [] });
    cards.get(id).nodes.push(node);
  });
  return Array.from(cards.values()).map(function (card) {
    card.nodes.sort(function (a, b) { return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.id < b.id ? -1 : 1); });
    card.head = card.cluster ? HEAD : 6;
    card.height = card.head + card.nodes.length * ROW + 8;
    return card;
  });
}

function draw() {
  const visible = findVisible();
  const cards = collectCards(visible);
  const cardOf = new Map();
  cards.forEach(function (card, index) { card.nodes.forEach(function (node) { cardOf.set(node.id, index); }); });
  const edges = graph.edges.filter(function (edge) { return visible.has(edge.from) && visible.has(edge.to); });
  const spots = placeCards(cards, edges.map(function (edge) { return [cardOf.get(edge.from), cardOf.get(edge.to), isWait(edge)]; }), SIZE);
  places = new Map();
  cards.forEach(function (card, index) {
    card.nodes.forEach(function (node, row) {
      places.set(node.id, { x: spots[index].x, y: spots[index].y + card.head + row * ROW + ROW / 2, card: index });
    });
  });
  stage.textContent = "";
  const cardLayer = stage.appendChild(shape("g", {})), edgeLayer = stage.appendChild(shape("g", {})), nodeLayer = stage.appendChild(shape("g", {}));
  cards.forEach(function (card, index) { cardLayer.appendChild(drawCard(card, spots[index])); });
  drawnEdges = edges.map(function (edge) { return { edge: edge, shape: edgeLayer.appendChild(drawEdge(edge)) }; });
  stage.classList.toggle("is-dense", edges.length > 150);
  drawnNodes = new Map();
  cards.forEach(function (card) { card.nodes.forEach(function (node) { drawnNodes.set(node.id, nodeLayer.appendChild(drawNode(node))); }); });
  document.getElementById("count").textContent = visible.size === graph.nodes.length ? graph.nodes.length + " shown" : visible.size + " of " + graph.nodes.length + " shown";
  light();
}

function drawCard(card, spot) {
  const group = shape("g", { "class": "card" + (card.cluster && card.cluster.isDead ? " is-dead" : ""), transform: "translate(" + spot.x + "," + spot.y + ")" });
  group.appendChild(shape("rect", { "class": "card-box", width: WIDTH, height: card.height, rx: 8 }));
  if (!card.cluster) return group;
  const head = group.appendChild(shape("path", { "class": "card-head", d: "M1 " + HEAD + "V8a7 7 0 0 1 7-7H" + (WIDTH - 8) + "a7 7 0 0 1 7 7V" + HEAD + "z" }));
  head.addEventListener("click", function () { showDetails(card.cluster.label, "process" + (card.cluster.isDead ? ", exited" : ""), false, card.cluster.details); });
  group.appendChild(shape("text", { "class": "card-title", x: 12, y: 19 }, fit(card.cluster.label + (card.cluster.isDead ? ", exited" : ""), WIDTH - 24, "600 13px Segoe UI, system-ui, sans-serif")));
  return group;
}

const pen = document.createElement("canvas").getContext("2d");
// Cuts a text to a width, with an ellipsis; the full text is in the details.
function fit(text, width, font) {
  pen.font = font;
  if (pen.measureText(text).width <= width) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pen.measureText(text.slice(0, middle) + "...").width <= width) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low) + String.fromCharCode(0x2026);
}

const GLYPHS = {
  "connection port": "M-4-4h8v8h-8z", "server port": "M-4-4h8v8h-8z", "client port": "M-4-4h8v8h-8z", port: "M-4-4h8v8h-8z",
  thread: "M0-4a4 4 0 1 0 .01 0z", message: "M-5-4h10v8h-10zl5 4l5-4", object: "M0-5l5 5l-5 5l-5-5z", process: "M0-5l5 5l-5 5l-5-5z", unknown: "M-4 0h8",
};
function drawNode(node) {
  const at = places.get(node.id);
  const names = "node kind-" + node.kind.split(" ").join("-") + (node.isDeadlocked ? " is-deadlocked" : "");
  const group = shape("g", { "class": names, transform: "translate(" + at.x + "," + (at.y - ROW / 2) + ")", tabindex: 0, role: "button", "data-id": node.id,
    "aria-label": node.kind + " " + node.label + (node.isDeadlocked ? ", deadlocked" : "") });
  group.appendChild(shape("rect", { "class": "back", x: 4, width: WIDTH - 8, height: ROW, rx: 5 }));
  group.appendChild(shape("path", { "class": "glyph", d: GLYPHS[node.kind], transform: "translate(18," + ROW / 2 + ")" }));
  const note = node.note || "";
  pen.font = "11px Segoe UI, system-ui, sans-serif";
  const noteWidth = note === "" ? 0 : pen.measureText(note).width + 10;
  const font = (node.isDeadlocked ? "600 " : "") + "13px Segoe UI, system-ui, sans-serif";
  group.appendChild(shape("text", { x: 32, y: 16.5 }, fit(shortLabel(node), WIDTH - 46 - noteWidth, font)));
  if (note !== "") group.appendChild(shape("text", { "class": "note", x: WIDTH - 12, y: 16, "text-anchor": "end" }, note));
  group.addEventListener("click", function () { select(node.id); });
  return group;
}

// A thread inside its process's card needs no process name.
function shortLabel(node) {
  const open = node.label.lastIndexOf("(");
  return node.kind === "thread" && node.cluster && open >= 0 ? "thread " + node.label.slice(open + 1, -1) : node.label;
}

function drawEdge(edge) {
  const from = places.get(edge.from), to = places.get(edge.to);
  const look = edge.isDeadlocked ? "deadlock" : isWait(edge) ? "wait" : "line";
  const path = shape("path", { "class": "edge " + edge.kind.split(" ").join("-") + (edge.isDeadlocked ? " is-deadlocked" : ""), d: route(from, to), "marker-end": "url(#arrow-" + look + ")" });
  path.appendChild(shape("title", {}, byId.get(edge.from).label + " " + edge.label + " " + byId.get(edge.to).label));
  return path;
}

// From the side that faces the other end; within a column round the right-hand side.
function route(from, to) {
  if (from.x === to.x) {
    const out = from.x + WIDTH, bend = out + 26 + Math.min(70, Math.abs(from.y - to.y) / 6);
    return "M" + (out - 4) + " " + from.y + "C" + bend + " " + from.y + " " + bend + " " + to.y + " " + (out + 2) + " " + to.y;
  }
  const forward = to.x > from.x;
  const x1 = forward ? from.x + WIDTH - 4 : from.x + 4, x2 = forward ? to.x - 2 : to.x + WIDTH + 2;
  const pull = Math.max(40, Math.abs(x2 - x1) / 2) * (forward ? 1 : -1);
  return "M" + x1 + " " + from.y + "C" + (x1 + pull) + " " + from.y + " " + (x2 - pull) + " " + to.y + " " + x2 + " " + to.y;
}

// What is in the light: the selected node with its wait followed to the end, or what the search finds.
function light() {
  const text = search.value.trim().toLowerCase();
  const lit = new Set();
  if (selected !== undefined) {
    followWaits(selected).forEach(function (id) { lit.add(id); });
    outgoing.get(selected).forEach(function (edge) { lit.add(edge.to); });
    incoming.get(selected).forEach(function (edge) { lit.add(edge.from); });
  } else if (text !== "") findMatches(text).forEach(function (id) { lit.add(id); });
  const followed = selected === undefined ? new Set() : followWaits(selected);
  stage.classList.toggle("has-focus", selected !== undefined || text !== "");
  drawnNodes.forEach(function (group, id) {
    group.classList.toggle("is-lit", lit.has(id));
    group.classList.toggle("is-selected", id === selected);
    group.setAttribute("aria-pressed", id === selected);
  });
  drawnEdges.forEach(function (drawn) {
    const edge = drawn.edge;
    drawn.shape.classList.toggle("is-lit", edge.from === selected || edge.to === selected || (isWait(edge) && followed.has(edge.from)));
  });
  document.querySelectorAll("#waits .row").forEach(function (row) { row.setAttribute("aria-current", row.dataset.id === selected); });
}

function findMatches(text) {
  return graph.nodes.filter(function (node) {
    const owner = clusterOf.get(node.cluster);
    return node.label.toLowerCase().includes(text) || (owner !== undefined && owner.label.toLowerCase().includes(text))
      || node.details.some(function (detail) { return detail.value.toLowerCase().includes(text); });
  }).map(function (node) { return node.id; });
}

function select(id) {
  selected = id;
  if (id !== undefined && !drawnNodes.has(id)) {
    processFilter.value = "";
    waitsOnly.checked = false;
    draw();
  }
  light();
  if (id === undefined) showIntroduction();
  else showNode(byId.get(id));
}

function showDetails(title, kind, isDeadlocked, rows) {
  const box = document.getElementById("details");
  box.textContent = "";
  box.appendChild(element("h3", {}, title));
  const line = box.appendChild(element("p", { "class": "kind" }, kind));
  if (isDeadlocked) line.appendChild(element("b", {}, ", on a deadlock"));
  const list = box.appendChild(element("dl"));
  rows.forEach(function (row) { list.appendChild(element("dt", {}, row.label)); list.appendChild(element("dd", {}, row.value)); });
  return box;
}

function showNode(node) {
  const owner = clusterOf.get(node.cluster);
  const rows = owner === undefined ? node.details : [{ label: "Process", value: owner.label }].concat(node.details);
  const box = showDetails(node.label, node.kind, node.isDeadlocked, rows);
  addRelations(box, "Leads to", outgoing.get(node.id), "to");
  addRelations(box, "Comes from", incoming.get(node.id), "from");
}

const MOST_RELATIONS = 60;
function addRelations(box, title, edges, end) {
  if (edges.length === 0) return;
  box.appendChild(element("h2", {}, title));
  edges.slice(0, MOST_RELATIONS).forEach(function (edge) { box.appendChild(rowFor(edge[end], edge.label, edge.isDeadlocked)); });
  if (edges.length > MOST_RELATIONS) box.appendChild(element("p", { "class": "empty" }, (edges.length - MOST_RELATIONS) + " more"));
}

function rowFor(id, note, isDeadlocked) {
  const node = byId.get(id);
  const row = element("button", { "class": "row" + (isDeadlocked ? " is-deadlocked" : ""), type: "button", "data-id": id });
  row.appendChild(element("small", {}, note));
  row.appendChild(document.createTextNode(node.label));
  row.addEventListener("click", function () { select(id); center(id); });
  return row;
}

function showIntroduction() {
  const box = document.getElementById("details");
  box.textContent = "";
  box.appendChild(element("p", { "class": "empty" }, "Select a thread, a port or a message: what it waits for lights up, and its details stand here."));
}

// Deadlocked threads first, then every other thread that waits, the most burdened first.
function listWaits() {
  const waits = document.getElementById("waits");
  const threads = graph.nodes.filter(function (node) { return node.kind === "thread" && outgoing.get(node.id).some(isWait); });
  const stuck = threads.filter(function (node) { return node.isDeadlocked; });
  const others = threads.filter(function (node) { return !node.isDeadlocked; });
  addWaits(waits, "Deadlocked", stuck);
  addWaits(waits, "Waiting", others);
  if (threads.length === 0) waits.appendChild(element("p", { "class": "empty" }, "No thread awaits anything."));
}
function addWaits(box, title, nodes) {
  if (nodes.length === 0) return;
  box.appendChild(element("h2", {}, title + " (" + nodes.length + ")"));
  nodes.forEach(function (node) {
    const edge = outgoing.get(node.id).filter(isWait)[0];
    const what = edge.kind === "sent" || edge.label === "waits for" ? edge.label + " " + byId.get(edge.to).label : edge.label;
    box.appendChild(rowFor(node.id, what + (node.note ? ", " + node.note : ""), node.isDeadlocked));
  });
}
`;
