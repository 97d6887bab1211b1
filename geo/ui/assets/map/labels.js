// Names are ordinary text above the canvas: crisp, in the page's font, and no work for the GPU.

const SPOTS = [[0, 0], [0, 14], [0, -14], [0, 25], [0, -25], [-24, 0], [24, 0]];
// Text sizes in CSS pixels; they must agree with the classes in map.css. A label takes the first
// of its `spots` (pixels from its point) that is free.
const LABELS = {
  prefecture: { size: 14, centred: true, spots: SPOTS },
  place: { size: 12.5, centred: false, spots: [[16, 0]] },
  county: { size: 12, centred: true, spots: [[0, 0]] },
};

// Greedy: the list comes most important first. A label that would cover an earlier one is left
// out; one that finds no spot clear of the symbols (`points`, with half their width) covers one rather than vanish.
function visibleLabels(labels, view, map, points) {
  const symbols = points.map(([x, y, half]) => [x - half, y - half, x + half, y + half]);
  const names = [];
  const shown = [];
  for (const label of labels) {
    if (view.zoom < label.zoom) continue;
    const { spots } = LABELS[label.kind];
    const boxes = spots.map(([dx, dy]) => labelBox({ ...label, dx, dy }, view, map));
    const free = boxes.map((box) => onMap(box, map) && isFree(box, names));
    let spot = boxes.findIndex((box, number) => free[number] && isFree(box, symbols));
    if (spot < 0) spot = free.indexOf(true);
    if (spot < 0) continue;
    names.push(boxes[spot]);
    shown.push({ ...label, dx: spots[spot][0], dy: spots[spot][1] });
  }
  return shown;
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
