// The map of the kiosk: one deck for the lifetime of the page. `show` changes from one picture to the next: {
// ids, site, view, focus } are the highlighted places, the selected one, and the view: a camera, or the
// places to fit.

import { bounded, lowestZoom } from "./camera.js";
import { wantsCalm } from "./clock.js";
import { Light, MANY, idOf, ramp } from "./glow_layers.js";
import { find } from "./i18n.js";
import { loadBundle } from "../map/bundle.js";
import { Pilot, flightPath } from "../map/flight.js";
import { LABELS, labelElement, labelPoint, visibleLabels } from "../map/labels.js";
import { fitBounds, hasSize, screen, sizeOf, viewBounds } from "../map/mercator.js";

/** @import { Box, Bounds, Deck, Label, Pixel, PlacedLabel, View } from "../types.js" */
/** @import { Clock } from "./clock.js" */
/** @import { Contents, Language, Picture } from "./contents.js" */

const STAND_ZOOM = { minZoom: 4.5, maxZoom: 12.5 };
const FRAME = { clientWidth: 1200, clientHeight: 800 }; // what the cameras of the tours mean
const MOVING = 0.38; // the animated part of a scene; the rest is still
const LONGEST_S = 4.2;
const UNIT_PX = 19.2; // a hundredth of a screen of 1920 × 1080
const SYMBOL_HALF_PX = 15;
const REACH_PX = 34; // touch tolerance around a mark
const ROOM = 0.09; // free margin around the places of a set, of its size
const FEW_STATIONS = 24; // with more places there are no labels: those of the rivers suffice

export class Stage {
  /**
   * @param {HTMLElement} root @param {Contents} contents @param {Clock} clock
   * @param {Bounds} home
   */
  constructor(root, contents, clock, home) {
    this.root = root;
    this.box = find(root, ".map");
    this.clock = clock;
    this.contents = contents;
    this.home = home;
    this.light = new Light(contents);
    /** @type {Deck | null} */
    this.deck = null;
    /** @type {View} */
    this.view = { longitude: 0, latitude: 0, zoom: STAND_ZOOM.minZoom }; // until the deck is there
    /** @type {Pilot<View>} */
    this.pilot = new Pilot(() => {}, (view) => this.look(view));
    /** @type {Pilot<number>} */
    this.change = new Pilot(() => {}, (part) => this.progress(part));
    /** @type {Picture} */
    this.picture = { ids: [], site: null, view: null };
    this.scale = 1;
    this.drawing = false; // whether the drawing animation of the province is active
    this.ended = false;
    this.resting = 0;
    this.clear = { left: 0, bottom: 0 }; // what panel and captions cover, in pixels
    this.byHand = false; // whether a visitor has moved the map since the picture was shown
    /** @type {[HTMLElement, PlacedLabel][]} */
    this.names = [];
    /** @type {Language} */
    this.lang = "zh";
    this.box.addEventListener("wheel", () => { this.byHand = true; }, { passive: true });
    this.box.addEventListener("pointermove", ({ buttons }) => { this.byHand ||= buttons > 0; });
    /** @type {{ part(part: number): void, rest(): void }} who wants to know how far it is */
    this.heard = { part() {}, rest() {} };
  }

  /** @param {string} bundle */
  async open(bundle) {
    await loadBundle(bundle);
    await sizeOf(this.box);
    if (this.ended) return;
    this.measure();
    this.view = this.goal(this.picture);
    this.deck = window.createDeck({
      container: this.box,
      jsonInput: { ...this.json(), initialViewState: this.framed(this.view) },
      handleEvent: (name, event) => this.handle(name, event),
    });
  }

  close() {
    this.ended = true;
    this.pilot.stop();
    this.change.stop();
    this.deck?.finalize();
    this.deck = null;
  }

  json() {
    return {
      layers: this.light.layers(this.view, this.box, this.scale),
      views: [{ "@@type": "MapView", id: "main", controller: {
        keyboard: false, dragRotate: false, touchRotate: false, doubleClickZoom: false, inertia: 300 } }],
      mapProvider: null,
    };
  }

  /** @param {View} view */
  framed(view) {
    // A flight may pass over the whole province from farther away, a finger may not.
    const lowest = hasSize(this.box) ? lowestZoom(this.home, this.box, this.clear) : STAND_ZOOM.minZoom;
    const minZoom = Math.min(view.zoom, Math.max(STAND_ZOOM.minZoom, lowest));
    return { ...view, ...STAND_ZOOM, minZoom, pitch: 0, maxPitch: 0 };
  }

  // The size of everything follows the screen: --u is a hundredth of its longer side.
  measure() {
    const { clientWidth: wide, clientHeight: high } = this.box;
    const upright = high > wide;
    const unit = Math.min(Math.max(wide, high), Math.min(wide, high) * (16 / 9)) / 100;
    this.root.style.setProperty("--u", `${unit}px`);
    this.root.dataset.shape = upright ? "upright" : "wide";
    this.scale = Math.max(0.7, unit / UNIT_PX);
    LABELS.site = nameKind(1.2 * unit, 600, 20 * this.scale);
    LABELS.chosen = nameKind(1.6 * unit, 700, 30 * this.scale);
    LABELS.station = nameKind(0.95 * unit, 400, 12 * this.scale);
    LABELS.town = { ...LABELS.prefecture, size: 0.95 * unit, weight: 400, most: 0.3 };
  }

  // A new size shows the same picture; where a visitor has moved the map, their centre stays.
  resize() {
    if (!this.deck || !hasSize(this.box)) return;
    this.measure();
    if (!this.byHand) {
      this.jump(this.picture);
      return;
    }
    this.look(this.view);
    this.afterHand();
  }

  /**
   * Where to look from, for a picture: its own camera, or so that all its places are seen.
   * @param {Picture} picture @returns {View}
   */
  goal({ ids, view, focus, region }) {
    const bounds = view
      ? viewBounds({ longitude: view.lon, latitude: view.lat, zoom: view.zoom }, FRAME)
      : region?.bounds ?? this.extent(focus ?? ids);
    const fit = fitBounds(bounds, this.box, this.clear, STAND_ZOOM.maxZoom);
    return { ...fit, bearing: view?.bearing ?? 0 };
  }

  /** @param {string[]} ids @returns {Bounds} */
  extent(ids) {
    const boxes = ids.map((id) => this.contents.places[id].box).filter((box) => box !== null);
    if (!boxes.length) return this.home;
    const [west, south] = [0, 1].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [east, north] = [2, 3].map((side) => Math.max(...boxes.map((box) => box[side])));
    const [dx, dy] = [(east - west) * ROOM, (north - south) * ROOM];
    const home = this.home; // nothing is shown from farther away than a finger may go
    return [Math.max(home[0], west - dx), Math.max(home[1], south - dy),
      Math.min(home[2], east + dx), Math.min(home[3], north + dy)];
  }

  /**
   * Change to a picture that is shown for some seconds. Without a size the picture is stored, and `resize`
   * shows it.
   * @param {Picture} picture @param {number} seconds
   */
  show(picture, seconds) {
    this.byHand = false;
    if (!hasSize(this.box)) {
      this.rest(picture);
      return;
    }
    if (wantsCalm()) {
      this.crossFade(() => this.jump(picture));
      return;
    }
    this.picture = picture;
    const moving = this.clock.ms(Math.min(MOVING * seconds, LONGEST_S));
    this.light.choose(picture, true);
    this.leave();
    const goal = this.goal(picture);
    this.pilot.start(flightPath(this.view, goal, this.box), goal, moving * 0.85);
    this.change.start({ at: (part) => part }, 1, moving);
  }

  /**
   * Play the drawing animation of the province, then show the first picture.
   * @param {Picture} picture @param {number} seconds
   */
  drawIn(picture, seconds) {
    this.light.shore = 0;
    this.light.choose({ ids: [], site: null, view: null }, false);
    if (wantsCalm()) {
      this.light.shore = 1;
      this.show(picture, seconds);
      return;
    }
    this.pilot.stop();
    if (hasSize(this.box)) this.look(this.goal(picture));
    this.drawing = true;
    this.show(picture, seconds);
  }

  /** @param {Picture} picture */
  jump(picture) {
    this.rest(picture);
    if (!hasSize(this.box)) return;
    this.look(this.goal(picture));
    this.progress(1);
  }

  /**
   * Stop all movement: show the final state of the picture.
   * @param {Picture} picture
   */
  rest(picture) {
    this.pilot.stop();
    this.change.stop();
    this.byHand = false;
    this.picture = picture;
    this.light.choose(picture, false);
    this.light.shore = 1;
  }

  /** @param {() => void} act */
  crossFade(act) {
    this.root.classList.add("veiled");
    this.clock.after(0.7, () => {
      act();
      this.clock.after(0.3, () => this.root.classList.remove("veiled"));
    });
  }

  /**
   * A frame of the change from one picture to the next.
   * @param {number} part
   */
  progress(part) {
    this.light.part = part;
    if (this.drawing) this.light.shore = Math.max(this.light.shore, ramp(part, 0, 0.7));
    this.heard.part(part);
    if (part >= 1) this.settle();
    else this.repaint();
  }

  leave() {
    this.root.classList.add("moving");
    this.update();
  }

  update() {
    if (this.deck) window.updateDeck(this.json(), this.deck);
  }

  // Only numbers change: layers are cloned with their data as it is.
  repaint() {
    if (!this.deck) return;
    const layers = this.deck.props.layers.map((layer) => {
      const numbers = this.light.numbers(layer.id);
      const same = Object.entries(numbers).every(([name, value]) => layer.props[name] === value);
      return same ? layer : layer.clone(numbers);
    });
    this.deck.setProps({ layers });
  }

  settle() {
    this.drawing = false;
    this.light.shore = 1;
    this.light.settle();
    this.update();
    if (this.pilot.goal) this.pilot.stop();
    if (!this.byHand && hasSize(this.box)) this.look(this.goal(this.picture));
    this.writeNames();
    this.root.classList.remove("moving");
    this.heard.rest();
  }

  /** @param {View} view */
  look(view) {
    this.view = view;
    this.deck?.setProps({ initialViewState: this.framed({ ...view }) });
    this.moveNames();
  }

  /** @param {string} name @param {any} event deck.gl's own, which differ by name */
  handle(name, event) {
    if (name !== "deck-view-state-change-event" || this.pilot.goal || !hasSize(this.box)) return;
    const { longitude, latitude, zoom, bearing } = event;
    const wanted = { longitude, latitude, zoom, bearing };
    const allowed = bounded(wanted, this.home, this.box, this.clear, STAND_ZOOM.maxZoom);
    if (allowed === wanted) {
      this.view = wanted;
      this.moveNames();
    } else {
      this.look(allowed);
    }
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.afterHand(), 250);
  }

  // A user's gesture has moved the map: labels and land follow.
  afterHand() {
    if (!this.deck || this.pilot.goal || !hasSize(this.box)) return;
    this.update();
    this.writeNames();
  }

  /**
   * Ids of the places that a finger at a point of the map may mean, nearest first.
   * @param {number} x @param {number} y @returns {string[]}
   */
  under(x, y) {
    const reach = REACH_PX * Math.max(1, this.scale);
    const near = this.placed()
      .filter(({ line }) => !line)
      .map(({ id, lon, lat }) => {
        const [left, top] = screen(lon, lat, this.view, this.box);
        return { id, away: Math.hypot(left - x, top - y) };
      })
      .filter(({ away }) => away <= reach)
      .sort((one, other) => one.away - other.away);
    if (near.length) {
      const most = near[0].away + SYMBOL_HALF_PX * this.scale;
      return near.filter(({ away }) => away <= most).map(({ id }) => id);
    }
    const object = this.deck?.pickObject({ x, y, radius: Math.round(reach / 2) })?.object;
    return object ? [idOf(object)] : [];
  }

  // The places of the picture that have a point.
  placed() {
    return this.picture.ids.flatMap((id) => {
      const place = this.contents.places[id];
      const { lon, lat } = place;
      return lon === null || lat === null ? [] : [{ ...place, id, lon, lat }];
    });
  }

  // With very many places, only lines have labels.
  writeNames() {
    const { site } = this.picture;
    const placed = this.placed();
    /** @param {{ id: string, station: boolean }} place */
    const order = (place) => (place.id === site ? 0 : place.station ? 2 : 1);
    const stations = placed.filter(({ station }) => station).length;
    const many = placed.length - stations > MANY;
    const named = placed.filter((place) =>
      place.id === site || (place.station ? stations <= FEW_STATIONS && !many : place.line || !many));
    const names = named.sort((one, other) => order(one) - order(other)).map((place) => ({
      text: place[this.lang].name, lon: place.lon, lat: place.lat, id: place.id,
      zoom: 0, kind: place.id === site ? "chosen" : place.station ? "station" : "site",
    }));
    const towns = this.contents.towns.map((town) => ({ ...town, text: town[this.lang], kind: "town", zoom: 0 }));
    const points = placed.map(({ lon, lat }) => /** @type {[...Pixel, number]} */ (
      [...screen(lon, lat, this.view, this.box), SYMBOL_HALF_PX * this.scale]));
    const shown = visibleLabels([...names, ...towns], this.view, this.box, points, this.covered(), []);
    this.names = shown.map((label) => [labelElement(label), label]);
    find(this.root, ".names").replaceChildren(...this.names.map(([name]) => name));
    const { longitude, latitude, zoom } = this.view;
    this.root.dataset.centre = `${longitude.toFixed(4)},${latitude.toFixed(4)}`; // for inspection
    this.root.dataset.zoom = zoom.toFixed(2);
    this.moveNames();
  }

  /**
   * What lies on the map, as [left, top, right, bottom]: names keep clear of it.
   * @returns {Box[]}
   */
  covered() {
    const { clientWidth: wide, clientHeight: high } = this.box;
    const { left, bottom } = this.clear;
    const frame = this.root.getBoundingClientRect();
    const small = [".brand", ".tools"].map((selector) => {
      const { x, y, width, height } = find(this.root, selector).getBoundingClientRect();
      return /** @type {Box} */ ([x - frame.x, y - frame.y, x - frame.x + width, y - frame.y + height]);
    });
    return [[0, 0, left, high], [0, high - bottom, wide, high], ...small];
  }

  moveNames() {
    for (const [name, label] of this.names) {
      const [x, y] = labelPoint(label, this.view, this.box);
      const shift = LABELS[label.kind].centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x}px, ${y}px) ${shift}`;
    }
  }
}

/**
 * A name beside its light, on the right if that is free, and a little higher or lower.
 * @param {number} size @param {number} weight @param {number} away
 */
function nameKind(size, weight, away) {
  /** @param {Label} label @returns {Pixel[]} */
  const spots = ({ width = 0 }) => [
    [away, 0], [-away - width, 0], [away, -0.8 * size], [away, 0.8 * size],
  ];
  return { size, weight, centred: false, most: Infinity, spots };
}
