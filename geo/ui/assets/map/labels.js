// Names are ordinary text above the canvas: crisp, in the page's font, and no work for the GPU.

// Text sizes in CSS pixels; they must agree with the classes in map.css. A label stands at one of
// its `spots` (pixels from its point), where it covers least.
const SPOTS = [[0, 0], [0, 13], [0, -13], [0, 22], [0, -22], [-20, 0], [20, 0]];
const LABELS = {
  prefecture: { size: 14, centred: true, spots: SPOTS },
  place: { size: 12.5, centred: false, spots: [[16, 0]] },
  county: { size: 12, centred: true, spots: [[0, 0]] },
};

const COVERING_PX = 60; // how far a label would go rather than cover a symbol

// Greedy: the list comes most important first. A label that would cover an earlier one is left
// out; among its other spots it takes the nearest that covers little of the symbols (`points`, with
// half their width).
function visibleLabels(labels, view, map, points) {
  const symbols = points.map(([x, y, half]) => [x - half, y - half, x + half, y + half]);
  const names = [];
  const shown = [];
  for (const label of labels) {
    if (view.zoom < label.zoom) continue;
    const spots = LABELS[label.kind].spots
      .map(([dx, dy]) => ({ dx, dy, box: labelBox({ ...label, dx, dy }, view, map) }))
      .filter(({ box }) => onMap(box, map) && isFree(box, names))
      .map((spot) => ({ ...spot, cost: costOf(spot, symbols) }))
      .sort((one, other) => one.cost - other.cost);
    if (!spots.length) continue;
    const { dx, dy, box } = spots[0];
    names.push(box);
    shown.push({ ...label, dx, dy });
  }
  return shown;
}

function costOf({ dx, dy, box }, symbols) {
  const own = (box[2] - box[0]) * (box[3] - box[1]);
  const covered = symbols.reduce((sum, symbol) => sum + overlap(box, symbol), 0);
  return Math.hypot(dx, dy) + (COVERING_PX * covered) / own;
}

function overlap(one, other) {
  const wide = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const high = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(wide, 0) * Math.max(high, 0);
}

function labelBox(label, view, map) {
  const { size, centred } = LABELS[label.kind];
  const wide = [...label.text].reduce((sum, c) => sum + (c.charCodeAt(0) > 255 ? 1 : 0.58), 0);
  const w = wide * size + 8;
  const h = size + 6;
  const [x, y] = labelPoint(label, view, map);
  const left = centred ? x - w / 2 : x - 4;
  return [left, y - h / 2, left + w, y + h / 2];
}

function onMap([left, top, right, bottom], map) {
  return left >= 0 && top >= 0 && right <= map.clientWidth && bottom <= map.clientHeight;
}

function isFree(box, taken) {
  return taken.every((b) => box[2] < b[0] || box[0] > b[2] || box[3] < b[1] || box[1] > b[3]);
}

function labelPoint(label, view, map) {
  const [x, y] = screen(label.lon, label.lat, view, map);
  const [ox, oy] = label.offset ?? [0, 0];
  return [x + label.dx + ox, y + label.dy + oy];
}

function labelElement(label) {
  const name = document.createElement("span");
  name.className = label.kind;
  name.textContent = label.text;
  return name;
}
