// The map: plain pydeck layers drawn by the deck.gl bundle of the installed pydeck wheel.
// One deck lives as long as the map; reruns only bring new layers, labels or a new target.
//
// A view is only ever computed from a box with a size: the height of the map is a variable of the
// page's style sheet, which may come later than the map, and a hidden map has none at all. Until a
// person has moved the map its view is fitted again to every size; then the person's centre stays.

import { loadBundle } from "./bundle.js";
import { CROWD_ICON_PX, SYMBOL_PX, crowdLayer, giveWay, partCrowds } from "./crowds.js";
import { Pilot } from "./flight.js";
import { Furniture } from "./furniture.js";
import { Hand } from "./hand.js";
import { pressKey } from "./keys.js";
import {
  LABELS, coveredLabels, labelElement, labelPoint, visibleLabels, widths,
} from "./labels.js";
import { ZOOM, fitBounds, hasSize, isWanted, keptWithin, place, screen } from "./mercator.js";
import { OpenCrowd } from "./open_crowd.js";
import { savePicture } from "./picture.js";
import { Reporter } from "./report.js";
import { Tip } from "./tip.js";

/** @import { Bounds, Box, Deck, Icon, Label, Layer, Mark, Mounted } from "../types.js" */
/** @import { Pixel, PlacedLabel, Point, View } from "../types.js" */

const LOOSE = ["places-icons", "selected-ring"]; // layers whose symbols leave their spot in a fan
const DOT_PX = 5; // the radius of a dot, as in geo/mapping
const NUMBER_PX = 7; // half the height of the number on a disc
/** @type {View} until the map has a size */
const UNSEEN = { longitude: 0, latitude: 0, zoom: ZOOM.minZoom };
const REST_MS = 150; // so long without a change, and the view is at rest

/**
 * @typedef {{ bounds: Bounds } | { lon: number, lat: number, zoom: number, bearing?: number }} Target
 *   where to look
 */
/**
 * @typedef {object} MapData what geo/ui/map_component.py sends
 * @property {string} bundle the address of deck.gl
 * @property {Layer[]} layers
 * @property {Label[]} labels
 * @property {{ icon: string, text: string, count: number | null }[]} legend
 * @property {Target & { nonce: unknown, resume?: Target }} target goes there when the nonce is new
 * @property {string | null} selected
 * @property {Bounds} home
 * @property {Bounds} surroundings where the centre of the map may be
 * @property {string} height a CSS length
 * @property {Record<string, string>} texts
 * @property {string[]} reports what the page wants to know of
 */

export class MapView {
  /** @param {ShadowRoot} root @param {MapData} data */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.frame = this.find(".frame");
    Object.assign(this.frame, { map: this }); // for whoever inspects the page
    this.box = this.find(".map");
    this.furniture = new Furniture(this.frame, this.box);
    /** @type {Deck | null} */
    this.deck = null;
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
    /** @type {unknown} */
    this.nonce = null;
    /** @type {Target | null} what the view is fitted to, until a person moves the map */
    this.aim = null;
    /** @type {View} */
    this.view = UNSEEN;
    /** @type {[HTMLElement, PlacedLabel][]} */
    this.names = [];
    this.content = ""; // what layers and names were made of
    this.drawn = ""; // what the canvas shows of it
    this.ended = false;
    /** @type {Set<string>} the places that are in a disc */
    this.crowded = new Set();
    this.unrest = 0; // counts what has set the map in motion
    /** @type {Icon[]} all symbols */
    this.icons = [];
    /** @type {Mark[]} those, and the crowds, that are drawn */
    this.symbols = [];
    /** @type {{ position: Point }[]} what else can be clicked and has a spot: stations, long lists */
    this.dots = [];
    /** @type {Pilot<View>} */
    this.pilot = new Pilot(() => this.restSoon(), (view) => this.show(view));
    this.crowd = new OpenCrowd(this);
    this.reporter = new Reporter(this);
    this.tip = new Tip(this);
    this.hand = new Hand(this);
    this.box.addEventListener("keydown", (event) => pressKey(this, event));
    document.fonts.addEventListener("loadingdone", () => this.measureLabels());
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this.box);
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }

  /**
   * A hand on the map ends its flight, and may also move it.
   * @param {boolean} moves
   */
  takeOver(moves) {
    if (moves || this.pilot.goal) this.moveByHand();
    this.pilot.stop();
  }

  // From now on a new size of the map changes nothing of where it is.
  moveByHand() {
    this.aim = null;
  }

  /** @param {MapData} data */
  async update(data) {
    const content = JSON.stringify([data.layers, data.labels, data.selected]);
    const changed = content !== this.content;
    this.content = content;
    this.data = data;
    this.frame.style.height = data.height;
    this.furniture.update(data);
    this.buttons(data.texts);
    try {
      await loadBundle(data.bundle);
    } catch {
      this.find(".fallback").hidden = false;
      return;
    }
    const sent = data.target.nonce !== this.nonce;
    this.nonce = data.target.nonce;
    if (!this.deck) {
      this.aim = data.target.resume ?? data.target;
      this.resized();
      return;
    }
    if (changed) this.redraw();
    if (sent) {
      this.reporter.forget();
      this.flyTo(data.target);
    }
  }

  /** @param {Target} target */
  flyTo(target) {
    this.aim = target;
    if (hasSize(this.box)) this.pilot.fly(this.view, this.viewFor(target), this.box);
    else this.restSoon(); // it goes there when it has a size, and does not rest before
  }

  // The box has been laid out, in its first or another size.
  resized() {
    if (!hasSize(this.box) || this.ended) return;
    this.furniture.resized();
    const fitted = this.aim && this.viewFor(this.aim);
    if (!this.deck) {
      if (fitted) this.create(fitted);
    } else if (fitted && this.pilot.goal) {
      this.pilot.fly(this.view, fitted, this.box);
    } else {
      this.show(fitted ?? this.view);
    }
  }

  /**
   * Needs a box with a size.
   * @param {Target} target @returns {View}
   */
  viewFor(target) {
    const view = "bounds" in target ? fitBounds(target.bounds, this.box, this.furniture.clear)
      : { longitude: target.lon, latitude: target.lat, zoom: target.zoom, bearing: target.bearing ?? 0 };
    return keptWithin(view, this.data.surroundings);
  }

  /**
   * The layers of the present view, with the symbols that stand too close taken together.
   * @returns {Layer[]}
   */
  layers() {
    this.icons = [];
    this.symbols = [];
    this.crowded = new Set();
    const wanted = this.data.layers.filter((layer) => isWanted(layer, this.view, this.box));
    this.dots = wanted.filter(({ id, pickable }) => pickable && id !== "places-icons")
      .flatMap(({ data }) => data).filter(({ position }) => position);
    return wanted.flatMap((layer) => {
      if (!LOOSE.includes(layer.id)) return [layer];
      const { offsets } = this.crowd;
      /** @type {Icon[]} */
      const icons = layer.data.map((icon) => ({ ...icon, offset: offsets[icon.id] ?? [0, 0] }));
      if (layer.id !== "places-icons") return [{ ...layer, data: icons }];
      const fanned = icons.filter(({ id }) => offsets[id]);
      const rest = icons.filter(({ id }) => !offsets[id]);
      const { single, crowds } = partCrowds(rest, this.data.selected, this.view, this.box);
      this.crowded = new Set(crowds.flat().map(({ id }) => id));
      this.icons = icons;
      const chosen = rest.find(({ id }) => id === this.data.selected);
      /** @template {Mark} M @param {M[]} symbols */
      const besides = (symbols) => giveWay(symbols, chosen, this.view, this.box);
      const drawn = { ...layer, data: [...besides(single), ...fanned] };
      const crowdsDrawn = crowdLayer(layer, crowds);
      crowdsDrawn.data = besides(crowdsDrawn.data);
      this.symbols = [...drawn.data, ...crowdsDrawn.data];
      return [drawn, crowdsDrawn];
    });
  }

  /** @param {View} [initialViewState] */
  json(initialViewState) {
    /** @type {Record<string, unknown>} */
    const json = {
      layers: this.layers(),
      // The keys are ours: see key(). The map turns, but never tilts.
      views: [{ "@@type": "MapView", id: "main", controller: { keyboard: false, touchRotate: true } }],
      mapProvider: null,
    };
    if (initialViewState) json.initialViewState = this.framed(initialViewState);
    return json;
  }

  /** @param {View} view */
  framed(view) {
    return { ...view, ...ZOOM, pitch: 0, maxPitch: 0 };
  }

  /** @param {View} view */
  create(view) {
    this.view = view;
    this.deck = window.createDeck({
      container: this.box,
      jsonInput: this.json(view),
      handleEvent: (name, event) => this.handle(name, event),
    });
    this.canvas = this.box.querySelector("canvas");
    this.seen();
    this.writeLabels();
    this.restSoon();
    this.frame.dataset.ready = "1";
  }

  redraw() {
    if (!this.deck) return;
    window.updateDeck(this.json(), this.deck);
    this.crowd.update(this.icons);
    this.tip.rest();
    this.drawn = this.drawing();
    this.writeLabels();
  }

  // What the canvas depends on besides the data: layers of this zoom and place, and the crowds.
  drawing() {
    return this.layers().map(({ id, data }) => id + (id.startsWith("places-")
      ? JSON.stringify(data.map(({ members, id: own, offset }) => [members ?? own, offset])) : "")).join();
  }

  /**
   * Put the map at a view: a step of a flight.
   * @param {View} view
   */
  show(view) {
    this.view = view;
    this.deck?.setProps({ initialViewState: this.framed({ ...view }) });
    this.seen();
    this.moveLabels();
    this.restSoon();
  }

  goHome() {
    this.flyTo({ bounds: this.data.home });
  }

  goNorth() {
    this.moveByHand();
    this.pilot.glide({ ...this.view, bearing: 0 }, { ...this.view, bearing: 0 });
  }

  /**
   * Where the map is, or where it is about to be: quick steps add up.
   * @returns {View}
   */
  ahead() {
    return this.pilot.goal ?? this.view;
  }

  /** @param {number} right @param {number} down */
  panBy(right, down) {
    const view = this.ahead();
    const { clientWidth, clientHeight } = this.box;
    const x = clientWidth * (1 / 2 + right / 3);
    const y = clientHeight * (1 / 2 + down / 3);
    const [longitude, latitude] = place(x, y, view, this.box);
    this.moveByHand();
    this.pilot.glide(this.view, { ...view, longitude, latitude });
  }

  /** @param {number} step */
  zoomBy(step) {
    const view = this.ahead();
    const zoom = Math.max(ZOOM.minZoom, Math.min(ZOOM.maxZoom, view.zoom + step));
    this.moveByHand();
    this.pilot.glide(this.view, { ...view, zoom });
  }

  escape() {
    if (!this.crowd.close()) this.reporter.ask("cleared", true);
  }

  /** @param {string} name @param {any} event deck.gl's own, which differ by name */
  handle(name, event) {
    if (name === "deck-hover-event") this.tip.point(event);
    // deck.gl also tells of views of its own, in a new size: they count only after a hand.
    if (name !== "deck-view-state-change-event" || this.aim || !hasSize(this.box)) return;
    const { longitude, latitude, zoom, bearing } = event;
    this.view = { longitude, latitude, zoom, bearing };
    this.seen();
    this.moveLabels();
    this.restSoon();
  }

  /**
   * A symbol is picked by its own id, a crowd is told apart, and a click on the land names a point.
   * @param {number} x @param {number} y @param {number} radius
   */
  click(x, y, radius) {
    const object = this.deck?.pickObject({ x, y, radius })?.object;
    if (object?.members) {
      this.crowd.tellApart(this.icons.filter(({ id }) => object.members.includes(id)));
      return;
    }
    const id = object && (object.id ?? object.properties?.id);
    if (id) this.reporter.ask("picked", id);
    else if (!this.crowd.close()) this.reporter.ask("pointed", place(x, y, this.view, this.box));
  }

  // The names of a fan come first: it is what was asked for.
  writeLabels() {
    const { offsets } = this.crowd;
    const wanted = this.data.labels.filter(({ id }) => !id || !this.crowded.has(id));
    const fanned = wanted.flatMap((label) =>
      label.id && offsets[label.id] ? [{ ...label, zoom: 0, offset: offsets[label.id] }] : []);
    const labels = [...fanned, ...wanted.filter(({ id }) => !id || !offsets[id])];
    const shown = visibleLabels(
      labels, this.view, this.box, this.symbolPoints(), this.furniture.panels(), this.crowdNumbers());
    this.names = shown.map((label) => [labelElement(label), label]);
    this.find(".labels").replaceChildren(...this.names.map(([name]) => name));
    this.frame.dataset.labels = String(shown.length);
    this.moveLabels();
  }

  // A font of the page has arrived, in which names have another width.
  measureLabels() {
    widths.clear();
    for (const label of this.data.labels) delete label.width;
    if (this.deck && this.root.isConnected) this.writeLabels();
  }

  /**
   * Where symbols and crowds stand, in pixels, with half their width.
   * @param {(mark: Mark) => unknown} wanted @returns {[...Pixel, number][]}
   */
  symbolPoints(wanted = () => true) {
    return this.symbols.filter(wanted).map(({ position, offset: [dx, dy], members }) => {
      const [x, y] = screen(...position, this.view, this.box);
      return [x + dx, y + dy, (members ? CROWD_ICON_PX : SYMBOL_PX) / 2 - 1];
    });
  }

  /** @returns {[...Pixel, number][]} */
  dotPoints() {
    return this.dots.map(({ position }) => [...screen(...position, this.view, this.box), DOT_PX]);
  }

  /**
   * The boxes of the numbers on the discs, in pixels.
   * @returns {Box[]}
   */
  crowdNumbers() {
    return this.symbolPoints(({ members }) => members)
      .map(([x, y]) => [x - NUMBER_PX, y - NUMBER_PX, x + NUMBER_PX, y + NUMBER_PX]);
  }

  moveLabels() {
    const labels = this.names.map(([, label]) => label);
    const covered = coveredLabels(labels, this.view, this.box, this.furniture.panels());
    for (const [number, [name, label]] of this.names.entries()) {
      name.hidden = covered[number];
      const [x, y] = labelPoint(label, this.view, this.box);
      const shift = LABELS[label.kind].centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x}px, ${y}px) ${shift}`;
    }
    this.crowd.draw();
  }

  restSoon() {
    delete this.frame.dataset.rest;
    this.unrest += 1;
    clearTimeout(this.rest);
    this.reporter.stop();
    this.rest = setTimeout(() => this.settle(), REST_MS);
  }

  // Which names fit, which symbols stand alone, and which layers belong to the zoom, is decided
  // once the view is at rest; then the page is told what is in view. A map without a size rests
  // when it has one again.
  settle() {
    if (!hasSize(this.box)) return;
    if (this.pilot.goal) {
      this.restSoon();
      return;
    }
    const inside = keptWithin(this.view, this.data.surroundings);
    if (inside !== this.view) {
      this.pilot.glide(this.view, inside); // nobody gets lost on the sea
      return;
    }
    if (this.canvas) this.canvas.tabIndex = -1; // deck made it a tab stop; the map around it is one already
    this.crowd.settle();
    if (this.drawing() !== this.drawn) this.redraw();
    else this.writeLabels();
    this.reporter.soon();
    this.markRest();
  }

  // For whoever inspects the page: the map rests, and everything it shows has come. deck takes new
  // layers over with its next frame.
  markRest(unrest = this.unrest) {
    const look = () => {
      if (unrest !== this.unrest) return;
      if (this.deck?.layerManager?.getLayers().every(({ isLoaded }) => isLoaded)) {
        this.frame.dataset.rest = "1";
      } else {
        this.markRest(unrest);
      }
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
  }

  // Where the map is, for the scale bar, the compass and anyone who inspects the page.
  seen() {
    const { longitude, latitude, zoom } = this.view;
    this.frame.dataset.zoom = zoom.toFixed(3);
    this.frame.dataset.centre = `${longitude.toFixed(5)},${latitude.toFixed(5)}`;
    this.furniture.seen(this.view);
    this.tip.rest();
  }

  /** @param {Record<string, string>} texts */
  buttons(texts) {
    /** @param {string} name @param {string} words @param {() => void} act */
    const button = (name, words, act) =>
      this.furniture.button(name, words, () => this.deck && hasSize(this.box) && act());
    button(".zoom-in", texts.zoom_in, () => this.zoomBy(1));
    button(".zoom-out", texts.zoom_out, () => this.zoomBy(-1));
    button(".home", texts.home, () => this.goHome());
    button(".compass", texts.compass, () => this.goNorth());
    button(".png", texts.png, () => savePicture(this));
  }

  end() {
    this.ended = true;
    this.unrest += 1;
    this.sizes.disconnect();
    this.pilot.stop();
    clearTimeout(this.rest);
    this.reporter.stop();
    this.deck?.finalize();
    this.deck = null;
  }
}

/** @param {ShadowRoot} parentElement @returns {Mounted<MapData>} */
export default function (parentElement) {
  /** @type {MapView | null} */
  let view = null;
  return {
    update({ data, setTriggerValue, setStateValue }) {
      view ??= new MapView(parentElement, data);
      view.reporter.trigger = setTriggerValue;
      view.reporter.state = setStateValue;
      view.update(data);
    },
    end: () => view?.end(),
  };
}
