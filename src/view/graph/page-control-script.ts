/** The part of the page's script that listens: moving and enlarging the picture, the keyboard, search and filters, and the start. */
export const pageControlScript = `
function apply() { stage.setAttribute("transform", "translate(" + view.x + "," + view.y + ") scale(" + view.scale + ")"); }
// The whole picture; or, where that would be too small to read, its upper left-hand part, where those who wait stand.
function fitAll(smallest) {
  const box = stage.getBBox();
  if (box.width === 0) return;
  const margin = 32, foot = 60, width = svg.clientWidth, height = svg.clientHeight;
  const whole = Math.min(1.15, (width - 2 * margin) / box.width, (height - margin - foot) / box.height);
  view.scale = Math.max(whole, smallest);
  const isWide = box.width * view.scale > width - 2 * margin, isTall = box.height * view.scale > height - margin - foot;
  view.x = (isWide ? margin : (width - box.width * view.scale) / 2) - box.x * view.scale;
  view.y = (isTall ? margin : (height - foot + margin - box.height * view.scale) / 2) - box.y * view.scale;
  apply();
}
const READABLE = 0.5;
function zoom(factor, x, y) {
  const scale = Math.min(3, Math.max(0.04, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  apply();
}
function center(id) {
  const at = places.get(id);
  if (at === undefined) return;
  view.scale = Math.max(view.scale, 0.7);
  view.x = svg.clientWidth / 2 - (at.x + WIDTH / 2) * view.scale;
  view.y = svg.clientHeight / 2 - at.y * view.scale;
  apply();
}

svg.addEventListener("wheel", function (event) {
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
}, { passive: false });
let drag;
svg.addEventListener("pointerdown", function (event) {
  if (event.target.closest(".node, .card-head")) return;
  drag = { x: event.clientX - view.x, y: event.clientY - view.y, hasMoved: false };
  svg.setPointerCapture(event.pointerId);
});
svg.addEventListener("pointermove", function (event) {
  if (drag === undefined) return;
  drag.hasMoved = true;
  svg.classList.add("is-dragged");
  view.x = event.clientX - drag.x;
  view.y = event.clientY - drag.y;
  apply();
});
svg.addEventListener("pointerup", function () {
  if (drag !== undefined && !drag.hasMoved) select(undefined);
  drag = undefined;
  svg.classList.remove("is-dragged");
});

// Along a wait (right) or back to who waits (left).
function step(id, forward) {
  const edges = (forward ? outgoing : incoming).get(id);
  const edge = edges.filter(isWait)[0] || edges[0];
  if (edge === undefined) return;
  const target = forward ? edge.to : edge.from;
  select(target);
  center(target);
  const group = drawnNodes.get(target);
  if (group !== undefined) group.focus({ preventScroll: true });
}
document.addEventListener("keydown", function (event) {
  const group = event.target.closest ? event.target.closest(".node") : null;
  const isTyping = event.target === search || event.target === processFilter;
  if (event.key === "Escape") {
    search.value = "";
    select(undefined);
  } else if (event.key === "/" && !isTyping) {
    event.preventDefault();
    search.focus();
  } else if (group !== null && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    select(group.dataset.id);
  } else if (!isTyping && selected !== undefined && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    step(selected, event.key === "ArrowRight");
  } else if (!isTyping && (event.key === "+" || event.key === "-")) zoom(event.key === "+" ? 1.2 : 1 / 1.2, svg.clientWidth / 2, svg.clientHeight / 2);
  else if (!isTyping && event.key === "0") fitAll(0.05);
});

let match = -1;
search.addEventListener("input", function () {
  match = -1;
  selected = undefined;
  light();
  const text = search.value.trim().toLowerCase();
  document.getElementById("count").textContent = text === "" ? graph.nodes.length + " nodes" : findMatches(text).length + " found";
});
search.addEventListener("keydown", function (event) {
  if (event.key !== "Enter" || search.value.trim() === "") return;
  const found = findMatches(search.value.trim().toLowerCase());
  if (found.length === 0) return;
  match = (match + 1) % found.length;
  select(found[match]);
  center(found[match]);
});
processFilter.addEventListener("change", function () { selected = undefined; draw(); fitAll(READABLE); });
waitsOnly.addEventListener("change", function () { selected = undefined; draw(); fitAll(READABLE); });
document.getElementById("larger").addEventListener("click", function () { zoom(1.25, svg.clientWidth / 2, svg.clientHeight / 2); });
document.getElementById("smaller").addEventListener("click", function () { zoom(0.8, svg.clientWidth / 2, svg.clientHeight / 2); });
document.getElementById("fit").addEventListener("click", function () { fitAll(0.05); });
window.addEventListener("resize", function () { fitAll(READABLE); });

graph.clusters.slice().sort(function (a, b) { return a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1; })
  .forEach(function (cluster) { processFilter.appendChild(element("option", { value: cluster.id }, cluster.label)); });
// A large system starts with what matters: its waits and messages.
waitsOnly.checked = graph.nodes.length > 250 && graph.edges.some(isWait);
listWaits();
showIntroduction();
draw();
fitAll(READABLE);
`;
