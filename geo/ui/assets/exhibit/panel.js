// What a visitor touches: tiles → the places of a tile → the card of a place, and always a way back.

import { filled, make, makeButton, makeCode, makeDrawing, makeImage, makeSymbol } from "./words.js";

const TABS = ["sectors", "tasks", "tours"];
const BACK = "M15.500 4 7.500 12l8 8 1.800-1.800L11.100 12l6.200-6.200z";

export class Panel {
  constructor(root, contents, act) {
    this.root = root;
    this.box = root.querySelector(".panel");
    this.contents = contents;
    this.act = act; // { show(ids, site), tour(number) }
    this.reset();
  }

  reset() {
    this.tab = TABS[0];
    this.trail = []; // what is open: a tile, a choice between several places, a place
  }

  speak(lang, texts) {
    this.lang = lang;
    this.texts = texts;
  }

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
    else this.act.show(tile ? tile.ids : all, null);
  }

  pick(ids) {
    const last = this.trail.at(-1);
    if (last?.place || last?.several) this.trail.pop();
    this.open(ids.length > 1 ? { several: ids } : { place: ids[0] });
    if (ids.length === 1) this.light();
  }

  draw() {
    const last = this.trail.at(-1);
    const parts = !last ? this.start() : last.place ? this.card(last.place)
      : last.several ? this.several(last.several) : this.results(last.tile);
    this.box.replaceChildren(...parts);
    this.root.dataset.filter = this.trail.findLast(({ tile }) => tile)?.tile.key ?? "";
    this.root.dataset.card = last?.place ?? "";
  }

  // The three ways in.
  start() {
    const tabs = make("div", "tabs");
    tabs.role = "tablist";
    for (const name of TABS) {
      const tab = makeButton("tab", this.texts[name], () => {
        this.tab = name;
        this.draw();
      });
      tab.role = "tab";
      tab.ariaSelected = String(name === this.tab);
      tabs.append(tab);
    }
    const body = make("div", `body ${this.tab}`);
    body.append(...this[`${this.tab}Tiles`]());
    return [make("p", "lead", this.texts.pick), tabs, body];
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

  number(tile) {
    return make("small", "", this.named(tile).length);
  }

  // The stations are shown, but they are not what the plan names.
  named(tile) {
    return tile.ids.filter((id) => !this.contents.places[id].station);
  }

  choose(tile) {
    this.open({ tile });
    this.light();
  }

  head(title, symbol, number) {
    const head = make("header", "head");
    const back = makeButton("back", undefined, () => this.back());
    back.ariaLabel = this.texts.back;
    back.append(makeDrawing(24, BACK, "currentColor"));
    head.append(back, ...(symbol ? [symbol] : []), make("h2", "", title));
    if (number !== undefined) head.append(make("strong", "", number));
    return head;
  }

  results(tile) {
    const number = tile.number ? make("i", "number", tile.number) : makeSymbol(tile.mark);
    const head = this.head(tile.text[this.lang], number, this.named(tile).length);
    const hint = !tile.ids.length ? this.texts.none : tile.inferred ? this.texts.applicable : this.texts.tap;
    return [head, make("p", "lead", hint), this.list(tile.ids)];
  }

  several(ids) {
    return [this.head(this.texts.several), this.list(ids)];
  }

  // What the plan names first, then the stations that follow from it.
  list(ids) {
    const body = make("div", "body list");
    const places = ids.map((id) => ({ id, ...this.contents.places[id] }));
    const rows = [...places.filter(({ station }) => !station), ...places.filter(({ station }) => station)];
    body.append(...rows.map(({ id, icon, lon, [this.lang]: words }) => {
      const row = makeButton("row", undefined, () => this.pick([id]));
      row.dataset.place = id;
      row.append(makeImage(icon), make("b", "", words.name),
        make("small", "", lon === null ? this.texts.unplaced : words.where));
      return row;
    }));
    return body;
  }

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
      make("h3", "", this.texts.clause), chain,
      ...(words.derived ? [make("p", "", words.derived)] : []),
      make("h3", "", this.texts.where), make("p", "", words.where || this.texts.unplaced),
      make("h3", "", this.texts.how), make("p", "", words.exact),
    );
    const code = this.contents.codes[this.lang]?.[id];
    if (code) {
      const box = make("figure", "scan");
      box.append(makeCode(code), make("figcaption", "", this.texts.scan));
      body.append(box);
    }
    return [this.head(words.name, makeImage(place.icon)), body];
  }
}
