// The map: plain pydeck layers drawn by the deck.gl bundle of the installed pydeck wheel.
// One deck is kept for the lifetime of the map; reruns only send the content and the target (scene.js).
//
// A view is only ever computed from a box with a size: the height of the map is a variable of the page's
// style sheet, which may be loaded later than the map, and a hidden map has no size. Until the user has moved
// the map, its view is fitted to every new size; afterwards the centre is kept.

import { Background } from "./background.js";
import { Below } from "./below.js";
import { Contents } from "./contents.js";
import { CLUSTER_ICON_PX, SYMBOL_PX } from "./clusters.js";
import { drawnLayers } from "./drawn_layers.js";
import { Pilot } from "./flight.js";
import { Furniture } from "./map_furniture.js";
import { Hand } from "./hand.js";
import { pressKey } from "./keys.js";
import { Labels } from "./labels_layer.js";
import { ZOOM, fitBounds, hasSize, keptWithin, place, screen } from "./mercator.js";
import { OwnLayers } from "./own_layers.js";
import { OpenCluster } from "./open_cluster.js";
import { Reporter } from "./report.js";
import { goNorth, zoomBy } from "./steps.js";
import { Sketches } from "./sketches.js";
import { Tip } from "./tip.js";
import { Whereabouts, isSame } from "./whereabouts.js";

/** @import { Aim, MapData, Scene, Target } from "./scene.js" */
/** @import { Box, Deck, Icon, Layer, Mark, Mounted, Point, View } from "../types.js" */

const SYMBOL_LAYERS = ["places-icons", "places-clusters"]; // these join and part with the view
const DOT_PX = 5; // half of MATCH_DOT of geo/mapping/styles.py
const NUMBER_PX = 7; // half the height of the number on a disc
const REST_MS = 150; // time without a change until the view is at rest

export class MapView {
  /** @param {ShadowRoot} root */
  constructor(root) {
    this.root = root;
    this.frame = this.find(".frame");
    Object.assign(this.frame, { map: this }); // for debugging and tests
    this.box = this.find(".map");
    this.furniture = new Furniture(this.frame, this.box);
    /** @type {number | string | null} */
    this.nonce = null;
    /** @type {Aim | null} what the view is fitted to, until the user moves the map */
    this.aim = null;
    /** @type {Deck | null} */
    this.deck = null;
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
    // The view and the scene: set as soon as there is a deck.
    this.view = /** @type {View} */ (/** @type {unknown} */ (null));
    this.data = /** @type {Scene} */ (/** @type {unknown} */ (null));
    this.drawn = ""; // what is on the canvas besides the data
    this.ended = false;
    this.unrest = 0; // counts the causes of movement
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
    /** @type {Icon[]} all symbols */
    this.icons = [];
    /** @type {Mark[]} those, and the clusters, that are drawn */
    this.symbols = [];
    /** @type {Set<string>} ids of what is in a cluster */
    this.clustered = new Set();
    /** @type {{ position: Point }[]} what else can be clicked: stations, rows of long lists */
    this.dots = [];
    this.contents = new Contents(() => {
      this.take();
      this.redrawSoon();
    });
    this.pilot = new Pilot(() => this.restSoon(), (view) => this.show(view));
    this.cluster = new OpenCluster(this);
    this.reporter = new Reporter(this);
    this.whereabouts = new Whereabouts(this);
    this.background = new Background(this);
    this.own = new OwnLayers(this);
    this.below = new Below(this);
    this.labels = new Labels(this);
    this.tip = new Tip(this);
    this.hand = new Hand(this);
    this.sketches = new Sketches(this);
    this.ending = new AbortController();
    /** @type {Promise<typeof import("./pictures.js")> | null} wanted late: not loaded before the first map */
    this.pictures = null;
    this.box.addEventListener("keydown", (event) => pressKey(this, event));
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this.box);
  }

  /** @template {HTMLElement} [E=HTMLElement] @param {string} selector @returns {E} */
  find(selector) {
    return /** @type {E} */ (this.root.querySelector(selector));
  }

  /**
   * A user's gesture stops a flight, and may also move the map.
   * @param {boolean} moves
   */
  takeOver(moves) {
    if (moves || this.pilot.goal) this.moveByHand();
    this.pilot.stop();
  }

  // From now on a new size of the map does not change its centre.
  moveByHand() {
    this.aim = null;
  }

  /** @param {MapData} data */
  async update(data) {
    this.frame.style.height = data.height;
    const fallback = this.find(".fallback");
    fallback.textContent = data.failed;
    let isNews = null;
    try {
      isNews = await this.contents.take(data);
      fallback.hidden = true;
    } catch {
      fallback.hidden = Boolean(this.deck);
    }
    if (isNews === null || this.ended) return;
    this.take();
    this.begin(data.target, isNews);
  }

  // Show the elements around the canvas; a legend that comes or goes leaves another room for the fitted view.
  take() {
    if (!this.contents.scene) return;
    const before = Boolean(this.data?.choropleth);
    this.data = this.own.over(this.background.over(this.contents.scene));
    this.furniture.update(this.data);
    this.buttons(this.data.texts);
    this.below.update(this.data);
    this.sketches.update(this.data);
    if (this.deck && before !== Boolean(this.data.choropleth)) this.resized();
  }

  /** @param {Target} target @param {boolean} changed */
  begin(target, changed) {
    const isFirst = this.nonce === null;
    const sent = target.nonce !== this.nonce;
    this.nonce = target.nonce;
    if (!this.deck) {
      if (sent) this.aim = isFirst ? this.whereabouts.beginning(this.data) : target;
      this.resized();
      return;
    }
    if (changed) this.redrawSoon();
    if (sent) this.flyTo(target);
  }

  /**
   * An existing map is not changed.
   * @param {Aim} target
   */
  flyTo(target) {
    this.aim = target;
    const goal = hasSize(this.box) && this.viewFor(target);
    if (goal && !(isSame(goal, this.view) && !this.pilot.goal)) this.pilot.fly(this.view, goal, this.box);
    else this.restSoon(); // without a size it moves once it has one, and is not at rest before
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
   * @param {Aim} target @returns {View}
   */
  viewFor(target) {
    const view = "bounds" in target ? fitBounds(target.bounds, this.box, this.furniture.clear)
      : { longitude: target.lon, latitude: target.lat, zoom: target.zoom, bearing: target.bearing ?? 0 };
    return keptWithin(view, this.data.surroundings);
  }

  // The layers of the present view; clickable items are stored.
  layers() {
    const { layers, ...parts } = drawnLayers(this);
    if (layers.some(({ detail }) => detail === "near")) this.contents.need("near");
    Object.assign(this, parts);
    return layers;
  }

  /** @param {View} [view] where a new deck begins */
  json(view) {
    return {
      layers: this.layers().map(asItIs),
      // Keys are handled in keys.js. The map rotates, but does not tilt.
      views: [{ "@@type": "MapView", id: "main", controller: { keyboard: false, touchRotate: true } }],
      mapProvider: null,
      ...(view && { initialViewState: this.framed(view) }),
    };
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
      jsonInput: { ...this.json(view), layers: [] },
      handleEvent: (name, event) => this.handle(name, event),
    });
    this.canvas = this.box.querySelector("canvas");
    this.seen();
    // deck.gl draws once before its canvas has a size, and again with it: the first frame is left empty,
    // because rendering takes 0.25 s without a graphics card.
    nextFrame().then(nextFrame).then(() => this.redrawSoon());
    this.restSoon();
    this.frame.dataset.ready = "1";
  }

  redrawSoon() {
    if (!this.deck) return;
    this.redraw();
    this.restSoon();
  }

  redraw() {
    if (!this.deck) return;
    window.updateDeck(this.json(), this.deck);
    this.cluster.update(this.icons);
    this.tip.rest();
    this.drawn = this.drawing();
    this.labels.write();
  }

  // What the canvas depends on besides the data: layers of this zoom and place, and the clusters.
  drawing() {
    return this.layers().map(({ id, data }) => id + (SYMBOL_LAYERS.includes(id)
      ? JSON.stringify(data.map((item) => [item.members ?? item.id, item.offset])) : "")).join();
  }

  /**
   * Put the map at a view: a step of a flight.
   * @param {View} view
   */
  show(view) {
    this.view = view;
    this.deck?.setProps({ initialViewState: this.framed({ ...view }) });
    this.seen();
    this.moveOver();
    this.restSoon();
  }

  goHome() {
    this.flyTo({ bounds: this.data.home });
  }

  escape() {
    if (!this.cluster.close()) this.reporter.ask("cleared", true);
  }

  /** @param {string} name @param {any} event deck.gl's own, which differ by name */
  handle(name, event) {
    if (name === "deck-hover-event" && !this.sketches.isActive) this.tip.point(event);
    // deck.gl also reports its own view changes on a new size: they count only after a user's gesture.
    if (name !== "deck-view-state-change-event" || this.aim || !hasSize(this.box)) return;
    const { longitude, latitude, zoom, bearing } = event;
    this.view = { longitude, latitude, zoom, bearing };
    this.seen();
    this.moveOver();
    this.restSoon();
  }

  /**
   * A click on a symbol picks its id, on a cluster opens it, on a feature of an own layer shows its attributes, and
   * on the land reports a point.
   * @param {number} x @param {number} y @param {number} radius
   */
  click(x, y, radius) {
    const object = this.deck?.pickObject({ x, y, radius })?.object;
    if (object?.members) {
      this.cluster.tellApart(this.icons.filter(({ id }) => object.members.includes(id)));
      return;
    }
    if (object?.properties?.own && object.properties.tip) {
      this.tip.show(object.properties.tip, [x, y]);
      return;
    }
    const id = object && (object.id ?? object.properties?.id);
    if (id) this.reporter.ask("picked", id);
    else if (!this.cluster.close()) this.reporter.ask("pointed", place(x, y, this.view, this.box));
  }

  /**
   * The positions of symbols and clusters in pixels, with half their width.
   * @param {(mark: Mark) => boolean} wanted @returns {[number, number, number][]}
   */
  symbolPoints(wanted = () => true) {
    return this.symbols.filter(wanted).map(({ position: [lon, lat], offset: [dx, dy], members }) => {
      const [x, y] = screen(lon, lat, this.view, this.box);
      return [x + dx, y + dy, (members ? CLUSTER_ICON_PX : SYMBOL_PX) / 2 - 1];
    });
  }

  /** @returns {[number, number, number][]} */
  dotPoints() {
    return this.dots.map(({ position }) => [...screen(...position, this.view, this.box), DOT_PX]);
  }

  /** The boxes of the numbers on the discs, in pixels. @returns {Box[]} */
  clusterNumbers() {
    return this.symbolPoints(({ members }) => Boolean(members))
      .map(([x, y]) => [x - NUMBER_PX, y - NUMBER_PX, x + NUMBER_PX, y + NUMBER_PX]);
  }

  // Elements above the canvas follow it.
  moveOver() {
    this.labels.move();
    this.cluster.draw();
    this.sketches.move();
  }

  restSoon() {
    delete this.frame.dataset.rest;
    this.unrest += 1;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), REST_MS);
  }

  // Labels, clusters and the layers of the zoom are computed once the view is at rest; then the places in
  // view are counted, and the address is updated. A map without a size is at rest once it has one again.
  settle() {
    if (!hasSize(this.box)) return;
    if (this.pilot.goal) {
      this.restSoon();
      return;
    }
    const inside = keptWithin(this.view, this.data.surroundings);
    if (inside !== this.view) {
      this.pilot.glide(this.view, inside); // keeps the map near the province
      return;
    }
    if (this.canvas) this.canvas.tabIndex = -1; // deck makes it a tab stop, but the map around it is one already
    this.cluster.settle();
    if (this.drawing() !== this.drawn) this.redraw();
    else this.labels.write();
    this.whereabouts.tell();
    this.below.count();
    this.markRest();
  }

  // For debugging and tests: the map is at rest and everything is loaded. deck applies new layers in its next
  // frame.
  markRest(unrest = this.unrest) {
    const look = () => {
      if (unrest !== this.unrest) return;
      const isDrawn = this.deck?.layerManager?.getLayers().every(({ isLoaded }) => isLoaded);
      if (isDrawn && this.contents.isWhole && this.own.isWhole) {
        this.frame.dataset.rest = "1";
        this.loadPictures().catch(() => {}); // tried again when one is asked for
      } else {
        this.markRest(unrest);
      }
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
  }

  // What makes pictures of the map, for files and paper, is loaded once the map rests.
  loadPictures() {
    this.pictures ??= import("./pictures.js").then((module) => {
      new module.PrintPicture(this);
      return module;
    });
    this.pictures.catch(() => {
      this.pictures = null;
    });
    return this.pictures;
  }

  // Where the map is, for the scale bar, the compass and tests.
  seen() {
    const { longitude, latitude, zoom } = this.view;
    this.frame.dataset.zoom = zoom.toFixed(3);
    this.frame.dataset.centre = `${longitude.toFixed(5)},${latitude.toFixed(5)}`;
    this.furniture.seen(this.view);
    this.tip.rest();
  }

  /** @param {Record<string, string>} texts */
  buttons(texts) {
    const button = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ act) =>
      this.furniture.button(name, words, () => this.deck && hasSize(this.box) && act());
    button(".zoom-in", texts.zoom_in, () => zoomBy(this, 1));
    button(".zoom-out", texts.zoom_out, () => zoomBy(this, -1));
    button(".home", texts.home, () => this.goHome());
    button(".compass", texts.compass, () => goNorth(this));
    button(".png", texts.png, () =>
      this.loadPictures().then(({ savePicture }) => savePicture(this)));
  }

  end() {
    this.ended = true;
    this.unrest += 1;
    this.sizes.disconnect();
    this.whereabouts.remember();
    this.pilot.stop();
    clearTimeout(this.rest);
    this.below.end();
    this.labels.end();
    this.sketches.end();
    this.ending.abort();
    this.deck?.finalize();
    this.deck = null;
  }
}

function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
}

/**
 * A layer whose data bypass deck.gl's JSON reader, which would copy every coordinate: copies count as new
 * data, and all buffers would be rebuilt.
 * @param {Layer} layer
 */
function asItIs(layer) {
  const { data } = layer;
  return typeof data === "string" ? layer : { ...layer, data: [layer.id], dataTransform: () => data };
}

/** @param {ShadowRoot} parentElement @returns {Mounted<MapData>} */
export default function (parentElement) {
  const view = new MapView(parentElement);
  return {
    update({ data, setTriggerValue }) {
      view.reporter.trigger = setTriggerValue;
      view.update(data);
    },
    end: () => view.end(),
  };
}
