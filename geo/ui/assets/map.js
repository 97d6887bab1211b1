// The map: plain pydeck layers drawn by the deck.gl bundle of the installed pydeck wheel.
// One deck lives as long as the page; reruns only bring new layers, labels or a new target.

// Text sizes in CSS pixels; they must agree with the classes in map.css.
const LABELS = {
  prefecture: { size: 14, centred: true, dx: 0 },
  place: { size: 12.5, centred: false, dx: 16 },
  county: { size: 12, centred: true, dx: 0 },
};
const FLIGHT = { transitionDuration: 1400, transitionInterpolator: { "@@type": "FlyToInterpolator" } };
const GLIDE = { transitionDuration: 300, transitionInterpolator: { "@@type": "LinearInterpolator" } };
const ZOOM = { minZoom: 4, maxZoom: 15 };
const PICTURE = "shutu-map.png";
// What a key does to the map: [right, down] in thirds of the view, or zoom steps.
const PAN_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM_KEYS = { "+": 1, "=": 1, "-": -1, _: -1 };
const WORLD_PX = 512; // size of the world at zoom 0, as deck.gl counts it
const METRES_PER_PX = 78271.517; // at zoom 0 on the equator, for 512 px tiles

let bundle; // the one promise of the deck.gl bundle for all mounts of this page

function loadBundle(url) {
  bundle ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("deck.gl bundle"));
    document.head.appendChild(script);
  });
  return bundle;
}

function mercatorY(lat) {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
}

// `left` keeps what matters clear of the open legend.
function fitBounds([west, south, east, north], fullWidth, height, left) {
  const margin = Math.min(24, fullWidth / 10, height / 10);
  const width = fullWidth - left;
  const dx = ((east - west) * Math.PI) / 180;
  const dy = mercatorY(north) - mercatorY(south);
  const scale = Math.min((width - 2 * margin) / dx, (height - 2 * margin) / dy);
  const zoom = Math.log2((scale * 2 * Math.PI) / WORLD_PX);
  const middle = (mercatorY(north) + mercatorY(south)) / 2;
  const shift = ((left / 2 / scale) * 180) / Math.PI;
  return {
    longitude: (west + east) / 2 - shift,
    latitude: ((2 * Math.atan(Math.exp(middle)) - Math.PI / 2) * 180) / Math.PI,
    zoom: Math.max(4, Math.min(12, zoom)),
  };
}

function viewFor(target, box, left) {
  const view = target.bounds
    ? fitBounds(target.bounds, box.clientWidth, box.clientHeight, left)
    : { longitude: target.lon, latitude: target.lat, zoom: target.zoom };
  return { ...view, pitch: 0, bearing: 0, ...ZOOM };
}

function screen(lon, lat, view, box) {
  const scale = (WORLD_PX * 2 ** view.zoom) / (2 * Math.PI);
  return [
    box.clientWidth / 2 + ((lon - view.longitude) * Math.PI * scale) / 180,
    box.clientHeight / 2 - (mercatorY(lat) - mercatorY(view.latitude)) * scale,
  ];
}

// The way back: which place is drawn at a point of the map.
function place(x, y, view, box) {
  const scale = (WORLD_PX * 2 ** view.zoom) / (2 * Math.PI);
  const north = mercatorY(view.latitude) + (box.clientHeight / 2 - y) / scale;
  return [
    view.longitude + (((x - box.clientWidth / 2) / scale) * 180) / Math.PI,
    ((2 * Math.atan(Math.exp(north)) - Math.PI / 2) * 180) / Math.PI,
  ];
}

// Greedy: the list comes most important first; a label that would cover an earlier one is left out.
function visibleLabels(labels, view, map) {
  const taken = [];
  return labels.filter((label) => {
    if (view.zoom < label.zoom) return false;
    const style = LABELS[label.kind];
    const wide = [...label.text].reduce((sum, c) => sum + (c.charCodeAt(0) > 255 ? 1 : 0.58), 0);
    const w = wide * style.size + 8;
    const h = style.size + 6;
    const [px, py] = screen(label.lon, label.lat, view, map);
    const [ox, oy] = label.offset ?? [0, 0];
    const x = px + style.dx + ox;
    const y = py + oy;
    if (x < -w || x > map.clientWidth + w || y < -h || y > map.clientHeight + h) return false;
    const left = style.centred ? x - w / 2 : x - 4;
    const box = [left, y - h / 2, left + w, y + h / 2];
    const free = taken.every((b) => box[2] < b[0] || box[0] > b[2] || box[3] < b[1] || box[1] > b[3]);
    if (free) taken.push(box);
    return free;
  });
}

class MapView {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector(".frame");
    this.box = root.querySelector(".map");
    this.nonce = null;
    this.view = null;
    this.goal = null; // where the present flight goes
    this.landing = 0; // when it ends
    this.moves = 0;
    this.listen();
  }

  listen() {
    const takeOver = () => (this.landing = 0); // a hand on the map ends the flight
    this.box.addEventListener("pointerdown", takeOver);
    this.box.addEventListener("wheel", takeOver, { passive: true });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.frame.addEventListener("fullscreenchange", () => this.fullScreenWords());
  }

  async update(data) {
    this.data = data;
    this.frame.style.height = `${data.height}px`;
    this.legend();
    this.words();
    try {
      await loadBundle(data.bundle);
    } catch {
      this.root.querySelector(".fallback").hidden = false;
      return;
    }
    const flying = data.target && data.target.nonce !== this.nonce;
    if (flying) this.nonce = data.target.nonce;
    if (!this.deck) {
      this.create(this.viewFor(data.target));
    } else {
      this.draw(flying ? this.move(this.viewFor(data.target), FLIGHT) : null);
      if (!flying) this.writeLabels();
    }
  }

  viewFor(target) {
    const legend = this.root.querySelector(".legend");
    const wide = legend.open && this.box.clientWidth > 560;
    return viewFor(target, this.box, wide ? legend.offsetWidth : 0);
  }

  // Whether a layer is wanted at the present zoom and place.
  wanted({ zoomRange, box }) {
    const { zoom } = this.view;
    if (zoomRange && (zoom < zoomRange[0] || zoom >= zoomRange[1])) return false;
    if (!box) return true;
    const [left, top] = screen(box[0], box[3], this.view, this.box);
    const [right, bottom] = screen(box[2], box[1], this.view, this.box);
    const { clientWidth, clientHeight } = this.box;
    return right > 0 && bottom > 0 && left < clientWidth && top < clientHeight;
  }

  layers() {
    return this.data.layers.filter((layer) => this.wanted(layer));
  }

  // Names are ordinary text above the canvas: crisp, in the page's font, and no work for the GPU.
  writeLabels() {
    const shown = visibleLabels(this.data.labels, this.view, this.box);
    this.names = shown.map((label) => {
      const name = document.createElement("span");
      name.className = label.kind;
      name.textContent = label.text;
      return [name, label];
    });
    this.root.querySelector(".labels").replaceChildren(...this.names.map(([name]) => name));
    this.frame.dataset.labels = shown.length;
    this.moveLabels();
  }

  moveLabels() {
    for (const [name, label] of this.names ?? []) {
      const [x, y] = screen(label.lon, label.lat, this.view, this.box);
      const { dx, centred } = LABELS[label.kind];
      const [ox, oy] = label.offset ?? [0, 0];
      const shift = centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x + dx + ox}px, ${y + oy}px) ${shift}`;
    }
  }

  json(initialViewState) {
    const layers = this.layers();
    this.drawn = layers.map((layer) => layer.id).join();
    const json = {
      layers,
      // The keys are ours: see key().
      views: [{ "@@type": "MapView", id: "main", controller: { keyboard: false } }],
      mapProvider: null,
    };
    if (initialViewState) json.initialViewState = initialViewState;
    return json;
  }

  create(view) {
    this.view = view;
    this.deck = window.createDeck({
      container: this.box,
      jsonInput: this.json(view),
      tooltip: { text: "{tip}", style: {
        background: "#111827", color: "#fff", borderRadius: "6px", fontSize: "13px" } },
      handleEvent: (name, event) => this.handle(name, event),
    });
    this.canvas = this.box.querySelector("canvas");
    this.scaleBar();
    this.tell();
    this.writeLabels();
    this.frame.dataset.ready = "1";
  }

  draw(initialViewState) {
    window.updateDeck(this.json(initialViewState), this.deck);
  }

  // The view as deck wants it to set off for it.
  move(view, manner) {
    this.goal = view;
    this.landing = performance.now() + manner.transitionDuration;
    this.moves += 1; // the same place twice is still a new flight
    return { ...view, ...ZOOM, ...manner, move: this.moves };
  }

  // A short way on the map: the layers stay as they are until it ends.
  glide(view) {
    window.updateDeck({ initialViewState: this.move(view, GLIDE) }, this.deck);
  }

  goHome() {
    this.draw(this.move(this.viewFor({ bounds: this.data.home }), FLIGHT));
  }

  // Where the map is, or where it is about to be: quick steps add up.
  ahead() {
    return performance.now() < this.landing ? this.goal : this.view;
  }

  panBy(right, down) {
    const view = this.ahead();
    const { clientWidth, clientHeight } = this.box;
    const x = clientWidth * (1 / 2 + right / 3);
    const y = clientHeight * (1 / 2 + down / 3);
    const [longitude, latitude] = place(x, y, view, this.box);
    this.glide({ ...view, longitude, latitude });
  }

  zoomBy(step) {
    const view = this.ahead();
    const zoom = Math.max(ZOOM.minZoom, Math.min(ZOOM.maxZoom, view.zoom + step));
    this.glide({ ...view, zoom });
  }

  key(event) {
    if (!this.deck || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in PAN_KEYS) this.panBy(...PAN_KEYS[event.key]);
    else if (event.key in ZOOM_KEYS) this.zoomBy(ZOOM_KEYS[event.key]);
    else if (event.key === "Home") this.goHome();
    else if (event.key === "Escape") this.send("cleared", true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  handle(name, event) {
    if (name === "deck-click-event") {
      const picked = event?.object && (event.object.id ?? event.object.properties?.id);
      if (picked) this.send("picked", picked);
    } else if (name === "deck-view-state-change-event") {
      const { longitude, latitude, zoom } = event;
      this.view = { longitude, latitude, zoom };
      this.scaleBar();
      this.tell();
      this.moveLabels();
      this.settleSoon();
    } else if (name === "deck-resize-event" && this.deck) {
      this.moveLabels();
      this.settleSoon();
    }
  }

  settleSoon() {
    clearTimeout(this.settled);
    this.settled = setTimeout(() => this.settle(), 150);
  }

  // Where the map is, for tests and for anyone who inspects the page.
  tell() {
    const { longitude, latitude, zoom } = this.view;
    this.frame.dataset.zoom = zoom.toFixed(3);
    this.frame.dataset.centre = `${longitude.toFixed(5)},${latitude.toFixed(5)}`;
  }

  // Which names fit, and which layers belong to the zoom, is decided once the view is at rest.
  settle() {
    if (performance.now() < this.landing) {
      this.settleSoon();
      return;
    }
    this.canvas.tabIndex = -1; // deck made it a tab stop; the map around it is one already
    this.writeLabels();
    const names = this.layers().map((layer) => layer.id).join();
    if (names !== this.drawn) this.draw(null);
  }

  toggleFullScreen() {
    if (this.frame.matches(":fullscreen")) document.exitFullscreen();
    else this.frame.requestFullscreen();
  }

  fullScreenWords() {
    const button = this.root.querySelector(".full-screen");
    const { full_screen, leave_full_screen } = this.data.texts;
    const full = this.frame.matches(":fullscreen");
    button.title = button.ariaLabel = full ? leave_full_screen : full_screen;
  }

  // What is seen, as a file. The canvas keeps its pixels only until the browser has shown them,
  // so it is copied in the same breath as it is redrawn.
  savePicture() {
    this.deck.redraw("picture");
    const picture = document.createElement("canvas");
    picture.width = this.canvas.width;
    picture.height = this.canvas.height;
    const pen = picture.getContext("2d");
    pen.fillStyle = getComputedStyle(this.frame).backgroundColor;
    pen.fillRect(0, 0, picture.width, picture.height);
    pen.drawImage(this.canvas, 0, 0);
    const ratio = picture.width / this.box.clientWidth;
    pen.scale(ratio, ratio);
    this.paintLabels(pen);
    this.paintFoot(pen);
    picture.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = PICTURE;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }, "image/png");
  }

  paintLabels(pen) {
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = "rgba(255, 255, 255, 0.9)";
    for (const [name, label] of this.names) {
      const [x, y] = screen(label.lon, label.lat, this.view, this.box);
      const { dx, centred } = LABELS[label.kind];
      const [ox, oy] = label.offset ?? [0, 0];
      usePenOf(name, pen);
      pen.textAlign = centred ? "center" : "left";
      pen.strokeText(label.text, x + dx + ox, y + oy);
      pen.fillText(label.text, x + dx + ox, y + oy);
    }
  }

  // The scale bar and the note on the borders, where the page has them.
  paintFoot(pen) {
    const frame = this.box.getBoundingClientRect();
    const at = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x - frame.x, y: y - frame.y, width, height, middle: y - frame.y + height / 2 };
    };
    const [foot, scale, note] = [".foot", ".scale", ".note"].map((name) =>
      this.root.querySelector(name)
    );
    const band = at(foot);
    pen.fillStyle = getComputedStyle(foot).backgroundColor;
    pen.fillRect(band.x, band.y, band.width, band.height);

    const bar = at(scale);
    pen.lineWidth = 1.5;
    pen.strokeStyle = getComputedStyle(scale).borderBottomColor;
    pen.beginPath();
    pen.moveTo(bar.x, bar.y);
    pen.lineTo(bar.x, bar.y + bar.height);
    pen.lineTo(bar.x + bar.width, bar.y + bar.height);
    pen.lineTo(bar.x + bar.width, bar.y);
    pen.stroke();
    usePenOf(scale, pen);
    pen.textAlign = "center";
    pen.fillText(scale.textContent, bar.x + bar.width / 2, bar.middle);

    const words = at(note);
    usePenOf(note, pen);
    pen.textAlign = "left";
    pen.fillText(note.textContent, words.x, words.middle, band.width - words.x - 10);
  }

  scaleBar() {
    const perPx =
      (METRES_PER_PX * Math.cos((this.view.latitude * Math.PI) / 180)) / 2 ** this.view.zoom;
    const most = perPx * 110;
    const unit = 10 ** Math.floor(Math.log10(most));
    const metres = unit * [5, 2, 1].find((step) => step * unit <= most);
    const bar = this.root.querySelector(".scale");
    bar.style.width = `${metres / perPx}px`;
    bar.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  legend() {
    const list = this.root.querySelector(".legend ul");
    list.replaceChildren(
      ...this.data.legend.map(({ icon, text }) => {
        const item = document.createElement("li");
        const image = document.createElement("img");
        image.src = icon;
        image.alt = "";
        item.append(image, document.createTextNode(text));
        return item;
      })
    );
  }

  words() {
    this.root.querySelector(".legend summary").textContent = this.data.texts.legend;
    this.root.querySelector(".note").textContent = this.data.texts.boundary;
    this.root.querySelector(".fallback").textContent = this.data.texts.failed;
    this.box.ariaLabel = this.data.texts.map;
    this.box.ariaDescription = this.data.texts.keys;
    const [plus, minus] = this.root.querySelectorAll(".zoom");
    this.button(plus, this.data.texts.zoom_in, () => this.zoomBy(1));
    this.button(minus, this.data.texts.zoom_out, () => this.zoomBy(-1));
    this.button(this.root.querySelector(".home"), this.data.texts.home, () => this.goHome());
    this.button(this.root.querySelector(".png"), this.data.texts.png, () => this.savePicture());
    const full = this.root.querySelector(".full-screen");
    this.button(full, this.data.texts.full_screen, () => this.toggleFullScreen());
    full.hidden = !document.fullscreenEnabled;
    this.fullScreenWords();
  }

  button(element, words, act) {
    element.title = element.ariaLabel = words;
    element.onclick = () => this.deck && act();
  }
}

// Write on a picture as the page writes in an element.
function usePenOf(element, pen) {
  const { fontWeight, fontSize, fontFamily, color } = getComputedStyle(element);
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.fillStyle = color;
}

const mounted = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let view = mounted.get(parentElement);
  if (!view) {
    view = new MapView(parentElement);
    mounted.set(parentElement, view);
  }
  view.send = setTriggerValue;
  view.update(data);
}
