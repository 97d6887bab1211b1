// What the kiosk shows (geo/ui/kiosk/contents.py), and what geo/ui/kiosk/kiosk_component.py sends.

import type { Bounds, Layer } from "../types.js";

export type Language = "zh" | "en";
export type Texts = Record<string, string>;

/** A symbol: a white path on a disc of the colour. */
export interface Mark {
  colour: string;
  path: string;
}

/** A place, with its words in both languages. */
export interface Place {
  icon: string;
  lon: number | null;
  lat: number | null;
  box: Bounds | null;
  line: boolean;
  station: boolean;
  zh: PlaceWords;
  en: PlaceWords;
}

interface PlaceWords {
  name: string;
  where: string;
  sector: string;
  kind: string;
  purpose: string;
  exact: string;
  chain: string[];
}

interface AnyTile {
  key: string;
  text: Record<Language, string>;
  ids: string[];
  inferred: boolean;
}

export type SectorTile = AnyTile & { mark: Mark; number?: undefined };
export type TaskTile = AnyTile & { number: number };

/** A prefecture, with the places that the plan names there. */
export type PrefectureTile = AnyTile & {
  adcode: string;
  bounds: Bounds;
  whole: Record<Language, string>;
  mark?: undefined;
  number?: undefined;
};

/** What a visitor may touch: a sector, a task or a prefecture, with its places. */
export type Tile = SectorTile | TaskTile | PrefectureTile;

/** What is open on the panel: a tile, a choice between several places, or a place. */
export type OpenStep = { tile?: Tile; several?: string[]; place?: string };

export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
  bearing?: number;
}

export interface Scene {
  ids: string[];
  site: string | null;
  view: Camera | null;
  seconds: number;
  caption: Record<Language, string>;
}

export interface Tour {
  key: string;
  text: Record<Language, string>;
  mark: Mark;
  seconds: number;
  scenes: Scene[];
}

export interface Contents {
  version: string;
  land: Layer[];
  ground: Layer[];
  light: Layer[];
  places: Record<string, Place>;
  sectors: SectorTile[];
  themes: { text: Record<Language, string>; tasks: TaskTile[] }[];
  prefectures: PrefectureTile[];
  tours: Tour[];
  towns: { lon: number; lat: number; zh: string; en: string }[];
  codes: Partial<Record<Language, Record<string, string>>>;
}

export interface KioskData {
  contents: Contents | null;
  lang: Language;
  locked: boolean;
  server: string;
  root: string;
  bundle: string;
  home: Bounds;
  idle: number;
  speed: number;
  texts: Record<Language, Texts>;
}

/** What is lit, the place that is meant, and where to look from: a camera, a prefecture, or what must be seen. */
export interface Picture {
  ids: string[];
  site: string | null;
  view: Camera | null;
  focus?: string[];
  region?: PrefectureTile | null;
}

