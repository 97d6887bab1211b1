// Pans and zooms the map, keeps symbols and names at their size, connects map and list.
"use strict";
const svg = document.querySelector("figure > svg");
const [, , WIDTH, HEIGHT] = svg.getAttribute("viewBox").split(" ").map(Number);
const COUNTIES_FROM = 2.2; // zoom
const MOST = 60;
const CELL = 64; // pixels
const marks = [...svg.querySelectorAll("g[transform]")].map((node) => {
  const [x, y] = node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  const text = node.querySelector("text").textContent; // the name; a number of a list stands behind it
  const wide = [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 12 : 6.8), 0);
  const kind = node.getAttribute("class");
  return { node, x, y, wide, kind, id: node.dataset.id };
});
// Labels by priority: towns, then places, then stations.
const RANK = { town: 0, place: 1, station: 2 };
const ranked = [...marks].sort((a, b) => RANK[a.kind] - RANK[b.kind]);
// The layers below the symbols are drawn on a canvas: SVG would be too slow to drag.
const ground = [...svg.querySelectorAll(".ground")].map((node) => {
  const number = (name) => Number(node.getAttribute(name) ?? 1);
  return {
    path: new Path2D(node.getAttribute("d")),
    fill: node.getAttribute("fill"), fillOpacity: number("fill-opacity"),
    stroke: node.getAttribute("stroke"), strokeOpacity: number("stroke-opacity"),
    width: number("stroke-width"), from: node.classList.contains("county") ? COUNTIES_FROM : 0,
  };
});
const canvas = document.querySelector("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true }); // in memory, not on the GPU
svg.classList.add("live");
const entries = [...document.querySelectorAll("section details")];
let view = { x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 };
let waiting = false;

function pixels() { // per unit of the map at zoom 1
  const box = svg.getBoundingClientRect();
  return Math.min(box.width / WIDTH, box.height / HEIGHT) || 1;
}

// Boxes by cell, so that one is compared with its neighbours only: a list may have thousands.
class Boxes {
  cells = new Map();
  *keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) yield `${x} ${y}`;
    }
  }
  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
  meets(box) {
    const apart = (b) => box[2] < b[0] || box[0] > b[2] || box[3] < b[1] || box[1] > b[3];
    for (const key of this.keys(box)) if (!(this.cells.get(key) ?? []).every(apart)) return true;
    return false;
  }
}

function drawGround(scale) {
  const { width, height } = svg.getBoundingClientRect();
  const dense = window.devicePixelRatio || 1;
  canvas.width = width * dense;
  canvas.height = height * dense;
  const zoom = scale * dense;
  pen.setTransform(zoom, 0, 0, zoom, (width * dense) / 2 - view.x * zoom, (height * dense) / 2 - view.y * zoom);
  pen.lineJoin = pen.lineCap = "round";
  for (const part of ground) {
    if (view.zoom < part.from) continue;
    if (part.fill !== "none") {
      pen.globalAlpha = part.fillOpacity;
      pen.fillStyle = part.fill;
      pen.fill(part.path, "evenodd");
    }
    if (part.stroke === "none") continue;
    pen.globalAlpha = part.strokeOpacity;
    pen.strokeStyle = part.stroke;
    pen.lineWidth = part.width / scale;
    pen.stroke(part.path);
  }
}

function draw() {
  waiting = false;
  const width = WIDTH / view.zoom;
  const height = HEIGHT / view.zoom;
  svg.setAttribute("viewBox", `${view.x - width / 2} ${view.y - height / 2} ${width} ${height}`);
  const scale = pixels() * view.zoom;
  drawGround(scale);
  for (const { node, x, y } of marks) node.setAttribute("transform", `translate(${x} ${y}) scale(${1 / scale})`);
  const taken = new Boxes();
  for (const { kind, x, y } of marks) {
    if (kind === "place") taken.add([x * scale - 10, y * scale - 10, x * scale + 10, y * scale + 10]);
  }
  for (const mark of ranked) {
    const left = mark.x * scale + (mark.kind === "town" ? -mark.wide / 2 : 12);
    const box = [left, mark.y * scale - 7, left + mark.wide, mark.y * scale + 7];
    const early = mark.kind === "station" && view.zoom < COUNTIES_FROM;
    const free = !early && !taken.meets(box);
    if (free) taken.add(box);
    mark.node.classList.toggle("quietly", !free);
  }
}

function show(change) {
  view = { ...view, ...change };
  view.zoom = Math.max(1, Math.min(MOST, view.zoom));
  view.x = Math.max(0, Math.min(WIDTH, view.x));
  view.y = Math.max(0, Math.min(HEIGHT, view.y));
  if (!waiting) requestAnimationFrame(draw);
  waiting = true;
}

// Zooms so that what is under the pointer stays there.
function zoomAt(factor, clientX, clientY) {
  const box = svg.getBoundingClientRect();
  const scale = pixels() * view.zoom;
  const zoom = Math.max(1, Math.min(MOST, view.zoom * factor));
  const share = 1 - view.zoom / zoom;
  show({
    zoom,
    x: view.x + ((clientX - box.left - box.width / 2) / scale) * share,
    y: view.y + ((clientY - box.top - box.height / 2) / scale) * share,
  });
}

const pointers = new Map();
let moved = 0;
svg.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, event);
  moved = 0;
});
window.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const others = [...pointers.values()].filter((one) => one.pointerId !== event.pointerId);
  const scale = pixels() * view.zoom * pointers.size;
  moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  show({ x: view.x - (event.clientX - before.clientX) / scale, y: view.y - (event.clientY - before.clientY) / scale });
  if (others.length === 1) {
    const reach = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY) || 1;
    zoomAt(reach(event) / reach(before), others[0].clientX, others[0].clientY);
  }
  pointers.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, (event) => pointers.delete(event.pointerId));
}
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoomAt(2 ** (-event.deltaY / 300), event.clientX, event.clientY);
}, { passive: false });

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ACTIONS = {
  zoom_in: () => show({ zoom: view.zoom * 1.6 }),
  zoom_out: () => show({ zoom: view.zoom / 1.6 }),
  home: () => show({ x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 }),
};
const KEYS = { "+": "zoom_in", "=": "zoom_in", "-": "zoom_out", Home: "home" };
svg.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (step) show({ x: view.x + (step[0] * WIDTH) / 5 / view.zoom, y: view.y + (step[1] * HEIGHT) / 5 / view.zoom });
  else if (KEYS[event.key]) ACTIONS[KEYS[event.key]]();
  else return;
  event.preventDefault();
});
document.querySelector(".buttons").addEventListener("click", (event) => ACTIONS[event.target.dataset.do]?.());

svg.addEventListener("click", (event) => {
  const id = event.target.closest("g[data-id]")?.dataset.id;
  const entry = moved < 5 && entries.find((one) => one.dataset.id === id);
  if (!entry) return;
  entry.open = true;
  entry.scrollIntoView({ block: "nearest" });
});
for (const entry of entries) {
  entry.addEventListener("toggle", () => {
    if (entry.open) for (const other of entries) if (other !== entry) other.open = false;
    const mark = marks.find(({ id }) => id === entry.dataset.id);
    if (!mark) return;
    mark.node.classList.toggle("picked", entry.open);
    if (!entry.open) return;
    svg.append(mark.node); // on top of the others
    const scale = pixels() * view.zoom;
    const box = svg.getBoundingClientRect();
    const seen = Math.abs(mark.x - view.x) * scale < box.width / 2 - 40 && Math.abs(mark.y - view.y) * scale < box.height / 2 - 40;
    if (!seen) show({ x: mark.x, y: mark.y });
  });
}
document.querySelector("input").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
});
new ResizeObserver(() => show({})).observe(svg);
draw();
