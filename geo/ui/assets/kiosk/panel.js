// The touch panel: tiles → the places of a tile → the card of a place, always with a back button.

import { counted, filled } from "../texts.js";
import { find, make, makeButton, makeCode, makeDrawing, makeImage, makeSymbol } from "./i18n.js";

/** @import { Contents, Language, OpenStep, PrefectureTile, Texts, Tile } from "./contents.js" */

export const PREFECTURES = "prefectures";
const TABS = ["sectors", "tasks", PREFECTURES, "tours"];
const BACK = "M15.500 4 7.500 12l8 8 1.800-1.800L11.100 12l6.200-6.200z";

/**
 * @typedef {object} Act what the kiosk does
 * @property {(ids: string[], site: string | null, region?: PrefectureTile | null) => void} show
 * @property {(number: number) => void} tour
 */

export class Panel {
  /** @param {HTMLElement} root @param {Contents} contents @param {Act} act */
  constructor(root, contents, act) {
    this.root = root;
    this.box = find(root, ".panel");
    this.contents = contents;
    this.act = act;
    /** @type {Language} */
    this.lang = "zh";
    /** @type {Texts} */
    this.texts = {};
    this.tab = TABS[0];
    /** @type {OpenStep[]} */
    this.trail = []; // what is open: a tile, a choice between several places, a place
  }

  /** @param {string} [tab] */
  reset(tab = TABS[0]) {
    this.tab = tab;
    this.trail = [];
  }

  /** @param {Language} lang @param {Texts} texts */
  speak(lang, texts) {
    this.lang = lang;
    this.texts = texts;
  }

  /** @param {OpenStep} step */
  open(step) {
    this.trail.push(step);
    this.draw();
  }

  back() {
    this.trail.pop();
    this.draw();
    this.light();
  }

  toStart() {
    this.trail = [];
    this.draw();
    this.light();
  }

  // The map shows the places of the last tile that was opened, or of the one place.
  light() {
    const last = this.trail.at(-1);
    const tile = this.trail.findLast(({ tile }) => tile)?.tile;
    const all = Object.keys(this.contents.places);
    if (last?.place) this.act.show(tile?.ids.includes(last.place) ? tile.ids : [last.place], last.place);
    else this.act.show(tile ? tile.ids : all, null, tile && "bounds" in tile ? tile : null);
  }

  /** @param {string[]} ids */
  pick(ids) {
    const last = this.trail.at(-1);
    if (last?.place || last?.several) this.trail.pop();
    this.open(ids.length > 1 ? { several: ids } : { place: ids[0] });
    if (ids.length === 1) this.light();
  }

  draw() {
    const last = this.trail.at(-1);
    this.box.replaceChildren(...(last ? this.shown(last) : this.start()));
    this.root.dataset.filter = this.trail.findLast(({ tile }) => tile)?.tile?.key ?? "";
    this.root.dataset.card = last?.place ?? "";
  }

  /** @param {OpenStep} step @returns {HTMLElement[]} */
  shown({ place, several, tile }) {
    if (place) return this.card(place);
    if (several) return this.several(several);
    return tile ? this.results(tile) : [];
  }

  /**
   * The four tabs.
   * @returns {HTMLElement[]}
   */
  start() {
    const tabs = make("div", "tabs");
    tabs.role = "tablist";
    for (const name of TABS) {
      const tab = makeButton("tab", this.texts[name], () => {
        this.tab = name;
        this.draw();
      });
      tab.role = "tab";
      tab.dataset.tab = name;
      tab.ariaSelected = String(name === this.tab);
      tabs.append(tab);
    }
    const body = make("div", `body ${this.tab}`);
    body.append(...this.tiles(this.tab));
    return [make("p", "lead", this.tab === PREFECTURES ? this.texts.mine_pick : this.texts.pick), tabs, body];
  }

  /** @param {string} tab @returns {HTMLElement[]} */
  tiles(tab) {
    if (tab === "sectors") return this.sectorsTiles();
    if (tab === PREFECTURES) return this.prefectureTiles();
    return tab === "tasks" ? this.tasksTiles() : this.toursTiles();
  }

  prefectureTiles() {
    return this.contents.prefectures.map((tile) => {
      const kind = tile.ids.length ? "tile town" : "tile town empty";
      const button = makeButton(kind, undefined, () => this.choose(tile));
      button.dataset.key = tile.key;
      button.append(make("b", "", tile.text[this.lang]), this.number(tile));
      return button;
    });
  }

  sectorsTiles() {
    return this.contents.sectors.map((tile) => {
      const button = makeButton("tile", undefined, () => this.choose(tile));
      button.dataset.key = tile.key;
      button.append(makeSymbol(tile.mark), make("b", "", tile.text[this.lang]), this.number(tile));
      return button;
    });
  }

  tasksTiles() {
    return this.contents.themes.flatMap((theme) => {
      const tiles = make("div", "tiles");
      tiles.append(...theme.tasks.map((tile) => {
        const kind = tile.ids.length ? "tile task" : "tile task empty";
        const button = makeButton(kind, undefined, () => this.choose(tile));
        button.dataset.key = tile.key;
        button.append(make("i", "", tile.number), make("b", "", tile.text[this.lang]));
        return button;
      }));
      return [make("h3", "", theme.text[this.lang]), tiles];
    });
  }

  toursTiles() {
    return this.contents.tours.map((tour, number) => {
      const button = makeButton("tile tour-tile", undefined, () => this.act.tour(number));
      button.dataset.key = tour.key;
      const seconds = filled(this.texts.seconds, { seconds: tour.seconds });
      button.append(makeSymbol(tour.mark), make("b", "", tour.text[this.lang]), make("small", "", seconds));
      return button;
    });
  }

  /** @param {Tile} tile */
  number(tile) {
    return make("small", "", this.named(tile).length);
  }

  /**
   * The stations are shown, but the plan does not name them.
   * @param {Tile} tile @returns {string[]}
   */
  named(tile) {
    return tile.ids.filter((id) => !this.contents.places[id].station);
  }

  /** @param {Tile} tile */
  choose(tile) {
    this.open({ tile });
    this.light();
  }

  /** @param {string} title @param {Element} [symbol] @param {number} [number] */
  head(title, symbol, number) {
    const head = make("header", "head");
    const back = makeButton("back", undefined, () => this.back());
    back.ariaLabel = this.texts.back;
    back.append(makeDrawing(24, BACK, "currentColor"));
    head.append(back, ...(symbol ? [symbol] : []), make("h2", "", title));
    if (number !== undefined) head.append(make("strong", "", number));
    return head;
  }

  /** @param {Tile} tile @returns {HTMLElement[]} */
  results(tile) {
    if ("bounds" in tile) return this.prefecture(tile);
    const number = tile.number === undefined ? makeSymbol(tile.mark)
      : make("i", "number", tile.number);
    const head = this.head(tile.text[this.lang], number, this.named(tile).length);
    const hint = !tile.ids.length ? this.texts.none : tile.inferred ? this.texts.applicable : this.texts.tap;
    return [head, make("p", "lead", hint), this.list(tile.ids)];
  }

  /** @param {PrefectureTile} tile @returns {HTMLElement[]} */
  prefecture(tile) {
    const { length } = tile.ids;
    const said = length ? counted(this.texts, "mine_count", this.lang, length) : this.texts.mine_none;
    return [this.head(tile.whole[this.lang], undefined, length), make("p", "lead", said), this.list(tile.ids)];
  }

  /** @param {string[]} ids @returns {HTMLElement[]} */
  several(ids) {
    return [this.head(this.texts.several), this.list(ids)];
  }

  /**
   * What the plan names first, then the stations that follow from it.
   * @param {string[]} ids @returns {HTMLElement}
   */
  list(ids) {
    const body = make("div", "body list");
    const places = ids.map((id) => ({ id, ...this.contents.places[id] }));
    const rows = [...places.filter(({ station }) => !station), ...places.filter(({ station }) => station)];
    body.append(...rows.map((place) => {
      const { id, icon, lon } = place;
      const words = place[this.lang];
      const row = makeButton("row", undefined, () => this.pick([id]));
      row.dataset.place = id;
      row.append(makeImage(icon), make("b", "", words.name),
        make("small", "", lon === null ? this.texts.unplaced : words.where));
      return row;
    }));
    return body;
  }

  /** @param {string} id @returns {HTMLElement[]} */
  card(id) {
    const place = this.contents.places[id];
    const words = place[this.lang];
    const other = place[this.lang === "en" ? "zh" : "en"].name;
    const chain = make("ol", "chain");
    chain.append(...words.chain.map((step) => make("li", "", step)));
    const body = make("div", "body facts");
    body.append(
      make("p", "other", other),
      make("p", "kinds", `${words.sector} · ${words.kind}`),
      make("h3", "", this.texts.purpose), make("p", "purpose", words.purpose),
      make("h3", "", this.texts.clause), chain,
      make("h3", "", this.texts.where), make("p", "", words.where || this.texts.unplaced),
      make("h3", "", this.texts.how), make("p", "", words.exact),
    );
    const code = this.contents.codes[this.lang]?.[id];
    return [this.head(words.name, makeImage(place.icon)), body, ...(code ? [this.scan(code)] : [])];
  }

  /**
   * The way to the phone, which stays in sight below whatever scrolls.
   * @param {string} code @returns {HTMLElement}
   */
  scan(code) {
    const box = make("figure", "scan");
    box.append(makeCode(code), make("figcaption", "", this.texts.scan));
    return box;
  }
}
