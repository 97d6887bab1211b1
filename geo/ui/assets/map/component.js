// The map: plain pydeck layers drawn by the deck.gl bundle of the installed pydeck wheel.
// One deck lives as long as the page; reruns only bring new layers, labels or a new target.
// The files beside this one are put before it when the component is made (map_component.py).

// What a key does to the map: [right, down] in thirds of the view, or zoom steps.
const PAN_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM_KEYS = { "+": 1, "=": 1, "-": -1, _: -1 };
const LOOSE = ["places-icons", "selected-ring"]; // layers whose symbols leave their spot in a fan
const SYMBOL_PX = 24; // as ICON_SIZE in geo/mapping/layers.py
const CLICK_PX = 6; // a press that moves farther is a drag
const REACH_PX = { mouse: 3, touch: 12, pen: 6 }; // how far beside a symbol still counts
const REST_MS = 150; // so long without a change, and the view is at rest
const REPORT_MS = 350; // so much longer, and the page is told
const ANSWER_MS = 1500; // so long the page may take to answer a click
const NARROW_PX = 560; // narrower maps open with the legend closed

class MapView {
  constructor(root) {
    this.root = root;
    this.frame = this.find(".frame");
    this.box = this.find(".map");
    this.nonce = null;
    this.view = null;
    this.fan = null; // the members of a crowd that is fanned out, by id
    this.names = [];
    this.unrest = 0; // counts what has set the map in motion
    this.symbols = []; // the symbols and crowds that are drawn
    this.pilot = new Pilot(() => this.restSoon(), (view) => this.show(view));
    this.listen();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  listen() {
    const takeOver = () => this.pilot.stop(); // a hand on the map ends the flight
    this.box.addEventListener("wheel", takeOver, { passive: true });
    this.box.addEventListener("pointerdown", (event) => {
      takeOver();
      this.pressed = event.isPrimary && event.button === 0 ? event : null;
    });
    this.box.addEventListener("pointerup", (event) => this.release(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.leaveFullScreen()) event.stopPropagation();
    }, true);
    this.frame.addEventListener("fullscreenchange", () => this.fullScreenWords());
    document.fonts.addEventListener("loadingdone", () => this.measureLabels());
  }

  async update(data) {
    const content = JSON.stringify([data.layers, data.labels]);
    const changed = content !== this.content;
    this.content = content;
    this.data = data;
    this.frame.style.height = data.height;
    if (!this.legendSeen) this.find(".legend").open = this.box.clientWidth > NARROW_PX;
    this.legendSeen = true;
    this.legend();
    this.words();
    try {
      await loadBundle(data.bundle);
    } catch {
      this.find(".fallback").hidden = false;
      return;
    }
    const flying = data.target.nonce !== this.nonce;
    this.nonce = data.target.nonce;
    if (!this.deck) {
      this.create(this.viewFor(data.target.resume ?? data.target));
    } else {
      if (changed) this.redraw();
      if (flying) this.pilot.fly(this.view, this.viewFor(data.target), this.box);
    }
  }

  viewFor(target) {
    if (!target.bounds) {
      return { longitude: target.lon, latitude: target.lat, zoom: target.zoom,
               bearing: target.bearing ?? 0 };
    }
    const legend = this.find(".legend");
    const wide = legend.open && this.box.clientWidth > NARROW_PX;
    const foot = this.find(".foot").offsetHeight;
    return fitBounds(target.bounds, this.box, wide ? legend.offsetWidth : 0, foot);
  }

  // The layers of the present view, with the symbols that stand too close taken together.
  layers() {
    return this.data.layers.filter((layer) => isWanted(layer, this.view, this.box)).flatMap((layer) => {
      if (!LOOSE.includes(layer.id)) return [layer];
      const icons = layer.data.map((icon) => ({ ...icon, offset: this.fan?.offsets[icon.id] ?? [0, 0] }));
      if (layer.id !== "places-icons") return [{ ...layer, data: icons }];
      const fanned = icons.filter(({ id }) => this.fan?.offsets[id]);
      const rest = icons.filter(({ id }) => !this.fan?.offsets[id]);
      const { single, crowds } = partCrowds(rest, this.data.selected, this.view, this.box);
      this.crowded = new Set(crowds.flat().map(({ id }) => id));
      this.icons = icons;
      const chosen = rest.find(({ id }) => id === this.data.selected);
      const besides = (symbols) => giveWay(symbols, chosen, this.view, this.box);
      const drawn = { ...layer, data: [...besides(single), ...fanned] };
      const crowdsDrawn = crowdLayer(layer, crowds);
      crowdsDrawn.data = besides(crowdsDrawn.data);
      this.symbols = [...drawn.data, ...crowdsDrawn.data];
      return [drawn, crowdsDrawn];
    });
  }

  json(initialViewState) {
    const json = {
      layers: this.layers(),
      // The keys are ours: see key(). The map turns, but never tilts.
      views: [{ "@@type": "MapView", id: "main", controller: { keyboard: false, touchRotate: true } }],
      mapProvider: null,
    };
    if (initialViewState) json.initialViewState = this.framed(initialViewState);
    return json;
  }

  framed(view) {
    return { ...view, ...ZOOM, pitch: 0, maxPitch: 0 };
  }

  create(view) {
    this.view = view;
    this.deck = window.createDeck({
      container: this.box,
      jsonInput: this.json(view),
      tooltip: { text: "{tip}", style: {
        background: "#111827", color: "#fff", borderRadius: "6px", fontSize: "13px",
        whiteSpace: "pre-line", zIndex: 3 } },
      handleEvent: (name, event) => this.handle(name, event),
    });
    this.canvas = this.box.querySelector("canvas");
    this.seen();
    this.writeLabels();
    this.restSoon();
    this.frame.dataset.ready = "1";
  }

  redraw() {
    window.updateDeck(this.json(), this.deck);
    this.drawn = this.drawing();
    this.writeLabels();
  }

  // What the canvas depends on besides the data: layers of this zoom and place, and the crowds.
  drawing() {
    return this.layers().map(({ id, data }) => id + (id.startsWith("places-")
      ? JSON.stringify(data.map((item) => [item.members ?? item.id, item.offset])) : "")).join();
  }

  // Put the map at a view: a step of a flight.
  show(view) {
    this.view = view;
    this.deck.setProps({ initialViewState: this.framed({ ...view }) });
    this.seen();
    this.moveLabels();
    this.restSoon();
  }

  goHome() {
    this.pilot.fly(this.view, this.viewFor({ bounds: this.data.home }), this.box);
  }

  goNorth() {
    this.pilot.glide({ ...this.view, bearing: 0 }, { ...this.view, bearing: 0 });
  }

  // Where the map is, or where it is about to be: quick steps add up.
  ahead() {
    return this.pilot.goal ?? this.view;
  }

  panBy(right, down) {
    const view = this.ahead();
    const { clientWidth, clientHeight } = this.box;
    const x = clientWidth * (1 / 2 + right / 3);
    const y = clientHeight * (1 / 2 + down / 3);
    const [longitude, latitude] = place(x, y, view, this.box);
    this.pilot.glide(this.view, { ...view, longitude, latitude });
  }

  zoomBy(step) {
    const view = this.ahead();
    const zoom = Math.max(ZOOM.minZoom, Math.min(ZOOM.maxZoom, view.zoom + step));
    this.pilot.glide(this.view, { ...view, zoom });
  }

  key(event) {
    if (!this.deck || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in PAN_KEYS) this.panBy(...PAN_KEYS[event.key]);
    else if (event.key in ZOOM_KEYS) this.zoomBy(ZOOM_KEYS[event.key]);
    else if (event.key === "Home") this.goHome();
    else if (event.key === "Escape") this.escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  escape() {
    if (this.fan) this.closeFan();
    else this.ask("cleared", true);
  }

  handle(name, event) {
    if (name === "deck-view-state-change-event") {
      const { longitude, latitude, zoom, bearing } = event;
      this.view = { longitude, latitude, zoom, bearing };
      this.seen();
      this.moveLabels();
      this.restSoon();
    } else if (name === "deck-resize-event" && this.deck && this.box.clientWidth) {
      if (this.home) this.view = this.viewFor({ bounds: this.data.home });
      this.show(this.view);
    }
  }

  // A press without a drag is a click. deck.gl has its own, but it also counts the time, which a
  // slow machine spends on finding out what lies below the pointer.
  release(event) {
    const start = this.pressed;
    this.pressed = null;
    if (!this.deck || start?.pointerId !== event.pointerId) return;
    if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > CLICK_PX) return;
    const frame = this.box.getBoundingClientRect();
    this.click(event.clientX - frame.x, event.clientY - frame.y, REACH_PX[event.pointerType] ?? 3);
  }

  // A symbol is picked by its own id, a crowd is told apart, and a click on the land names a point.
  click(x, y, radius) {
    const object = this.deck.pickObject({ x, y, radius })?.object;
    if (object?.members) {
      this.tellApart(this.icons.filter(({ id }) => object.members.includes(id)));
      return;
    }
    const id = object && (object.id ?? object.properties?.id);
    if (id) this.ask("picked", id);
    else if (this.fan) this.closeFan();
    else this.ask("pointed", place(x, y, this.view, this.box));
  }

  tellApart(members) {
    const nearest = { ...this.view, zoom: CLOSEST_FIT };
    if (partCrowds(members, null, nearest, this.box).crowds.length) {
      this.openFan(members);
      return;
    }
    const goal = this.viewFor({ bounds: boundsOf(members) });
    this.pilot.fly(this.view, { ...goal, bearing: this.view.bearing ?? 0 }, this.box);
  }

  openFan(members) {
    const offsets = fanOffsets(members);
    this.fan = {
      at: middleOf(members),
      zoom: this.view.zoom,
      offsets: Object.fromEntries(members.map(({ id }, number) => [id, offsets[number]])),
    };
    this.redraw();
  }

  closeFan() {
    this.fan = null;
    this.redraw();
  }

  // The thin legs from the spot to the fanned symbols.
  drawLegs() {
    const legs = this.find(".legs");
    if (!this.fan) {
      legs.replaceChildren();
      return;
    }
    const [x, y] = screen(...this.fan.at, this.view, this.box);
    const lines = Object.values(this.fan.offsets).map(([dx, dy]) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      const ends = { x1: x, y1: y, x2: x + dx, y2: y + dy };
      for (const [name, value] of Object.entries(ends)) line.setAttribute(name, value);
      return line;
    });
    legs.replaceChildren(...lines);
  }

  writeLabels() {
    const wanted = this.data.labels
      .filter(({ id }) => !this.crowded?.has(id))
      .map((label) => this.fan?.offsets[label.id]
        ? { ...label, zoom: 0, offset: this.fan.offsets[label.id] } : label);
    const shown = visibleLabels(wanted, this.view, this.box, this.symbolPoints(), this.panels());
    this.names = shown.map((label) => [labelElement(label), label]);
    this.find(".labels").replaceChildren(...this.names.map(([name]) => name));
    this.frame.dataset.labels = shown.length;
    this.moveLabels();
  }

  // A font of the page has arrived, in which names have another width.
  measureLabels() {
    widths.clear();
    for (const label of this.data?.labels ?? []) delete label.width;
    if (this.deck && this.root.isConnected) this.writeLabels();
  }

  // Where symbols and crowds stand, in pixels, with half their width.
  symbolPoints() {
    return this.symbols.map(({ position: [lon, lat], offset: [dx, dy], members }) => {
      const [x, y] = screen(lon, lat, this.view, this.box);
      return [x + dx, y + dy, (members ? CROWD_ICON_PX : SYMBOL_PX) / 2 - 1];
    });
  }

  // What lies on the map, as boxes [left, top, right, bottom] in its pixels.
  panels() {
    const map = this.box.getBoundingClientRect();
    return [".legend", ".buttons", ".foot"].map((selector) => {
      const { left, top, right, bottom } = this.find(selector).getBoundingClientRect();
      return [left - map.left, top - map.top, right - map.left, bottom - map.top];
    });
  }

  moveLabels() {
    const labels = this.names.map(([, label]) => label);
    const covered = coveredLabels(labels, this.view, this.box, this.panels());
    for (const [number, [name, label]] of this.names.entries()) {
      name.hidden = covered[number];
      const [x, y] = labelPoint(label, this.view, this.box);
      const shift = LABELS[label.kind].centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x}px, ${y}px) ${shift}`;
    }
    this.drawLegs();
  }

  restSoon() {
    delete this.frame.dataset.rest;
    this.unrest += 1;
    clearTimeout(this.rest);
    clearTimeout(this.report);
    this.rest = setTimeout(() => this.settle(), REST_MS);
  }

  // Which names fit, which symbols stand alone, and which layers belong to the zoom, is decided
  // once the view is at rest; then the page is told what is in view.
  settle() {
    if (this.pilot.goal) {
      this.restSoon();
      return;
    }
    this.canvas.tabIndex = -1; // deck made it a tab stop; the map around it is one already
    if (this.fan && Math.abs(this.fan.zoom - this.view.zoom) > 0.01) this.fan = null;
    if (this.drawing() !== this.drawn) this.redraw();
    else this.writeLabels();
    this.report = setTimeout(() => this.tellPage(), REPORT_MS);
    this.markRest();
  }

  // For whoever inspects the page: the map rests, and everything it shows has come. deck takes new
  // layers over with its next frame.
  markRest(unrest = this.unrest) {
    const look = () => {
      if (unrest !== this.unrest) return;
      if (this.deck.layerManager?.getLayers().every(({ isLoaded }) => isLoaded)) {
        this.frame.dataset.rest = "1";
      } else {
        this.markRest(unrest);
      }
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
  }

  // What the page answers with a run of its own. The report waits until then: it would bring along
  // what the filters were before, and the page would take that for the person's newest choice.
  ask(name, value) {
    clearTimeout(this.report);
    this.trigger(name, value);
    this.report = setTimeout(() => this.tellPage(), ANSWER_MS);
  }

  // The view and its box, rounded to what a link can carry.
  tellPage() {
    if (document.querySelector("[data-test-script-state='running']")) {
      this.report = setTimeout(() => this.tellPage(), REPORT_MS);
      return;
    }
    const { longitude, latitude, zoom, bearing } = this.view;
    const home = this.viewFor({ bounds: this.data.home });
    const report = {
      lon: Number(longitude.toFixed(4)),
      lat: Number(latitude.toFixed(4)),
      zoom: Number(zoom.toFixed(2)),
      bearing: Math.round(bearing ?? 0),
      bounds: viewBounds(this.view, this.box).map((degrees) => Number(degrees.toFixed(4))),
      home: Math.abs(home.longitude - longitude) < 0.05 && Math.abs(home.latitude - latitude) < 0.05
        && Math.abs(home.zoom - zoom) < 0.05 && !bearing,
    };
    this.home = report.home; // a map that shows the whole province goes on doing so in a new size
    const text = JSON.stringify(report);
    if (text === this.told) return;
    this.told = text;
    this.state("view", report);
  }

  // Where the map is, for the scale bar, the compass and anyone who inspects the page.
  seen() {
    const { longitude, latitude, zoom, bearing } = this.view;
    this.frame.dataset.zoom = zoom.toFixed(3);
    this.frame.dataset.centre = `${longitude.toFixed(5)},${latitude.toFixed(5)}`;
    this.find(".compass svg").style.transform = `rotate(${-(bearing ?? 0)}deg)`;
    this.scaleBar();
  }

  scaleBar() {
    const perPx = (METRES_PER_PX * Math.cos(radians(this.view.latitude))) / 2 ** this.view.zoom;
    const most = perPx * 110;
    const unit = 10 ** Math.floor(Math.log10(most));
    const metres = unit * [5, 2, 1].find((step) => step * unit <= most);
    const bar = this.find(".scale");
    bar.style.width = `${metres / perPx}px`;
    bar.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  toggleFullScreen() {
    if (!this.leaveFullScreen()) this.frame.requestFullscreen();
  }

  // Whether there was a full screen to leave.
  leaveFullScreen() {
    const full = this.frame.matches(":fullscreen");
    if (full) document.exitFullscreen();
    return full;
  }

  fullScreenWords() {
    const button = this.find(".full-screen");
    const { full_screen, leave_full_screen } = this.data.texts;
    const full = this.frame.matches(":fullscreen");
    button.title = button.ariaLabel = full ? leave_full_screen : full_screen;
  }

  legend() {
    this.find(".legend ul").replaceChildren(
      ...this.data.legend.map(({ icon, text, count }) => {
        const item = document.createElement("li");
        const image = document.createElement("img");
        image.src = icon;
        image.alt = "";
        const number = document.createElement("span");
        number.textContent = count ?? "";
        item.append(image, document.createTextNode(text), number);
        return item;
      })
    );
  }

  words() {
    const { texts } = this.data;
    this.find(".legend summary").textContent = texts.legend;
    this.find(".note").textContent = this.find(".note").title = texts.boundary;
    this.find(".fallback").textContent = texts.failed;
    this.box.ariaLabel = texts.map;
    this.box.ariaDescription = texts.keys;
    this.button(".zoom-in", texts.zoom_in, () => this.zoomBy(1));
    this.button(".zoom-out", texts.zoom_out, () => this.zoomBy(-1));
    this.button(".home", texts.home, () => this.goHome());
    this.button(".compass", texts.compass, () => this.goNorth());
    this.button(".png", texts.png, () => savePicture(this));
    this.button(".full-screen", texts.full_screen, () => this.toggleFullScreen());
    this.find(".full-screen").hidden = !document.fullscreenEnabled;
    this.fullScreenWords();
  }

  button(selector, words, act) {
    const element = this.find(selector);
    element.title = element.ariaLabel = words;
    element.onclick = () => this.deck && act();
  }
}

const mounted = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue, setStateValue } = component;
  let view = mounted.get(parentElement);
  if (!view) {
    view = new MapView(parentElement);
    mounted.set(parentElement, view);
  }
  view.trigger = setTriggerValue;
  view.state = setStateValue;
  view.update(data);
}
