// Types that several modules share, and what they use of deck.gl's bundle.

/** [longitude, latitude] in degrees, WGS84. */
export type Point = [number, number];

/** [x, y] in CSS pixels from the upper left corner of the map. */
export type Pixel = [number, number];

/** [left, top, right, bottom] in CSS pixels of the map. */
export type Box = [number, number, number, number];

/** [west, south, east, north] in degrees. */
export type Bounds = [number, number, number, number];

/** Where a map is, as deck.gl has it, in degrees. Never changed: a new place is a new view. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  readonly bearing?: number;
}

/** What a view is seen in: an element, in CSS pixels. */
export interface Frame {
  readonly clientWidth: number;
  readonly clientHeight: number;
}

/** What covers the sides of a map, in pixels. */
export interface Clear {
  left?: number;
  right?: number;
  bottom?: number;
}

/** A picture that deck.gl draws, as an address. */
export interface Picture {
  url: string;
  [prop: string]: any; // its name, size and anchor
}

/** A place as a symbol. */
export interface Icon {
  id: string;
  position: Point;
  /** Beside its point, in pixels. */
  offset: Pixel;
  icon: Picture;
  /** Its sector's, for the rim of a disc. */
  colour: string;
  tip: string;
  note?: string;
}

/** Symbols of places that stand too close, drawn as a disc with their number. */
export interface Disc {
  id?: undefined;
  members: string[];
  position: Point;
  offset: Pixel;
  icon: Picture;
  tip: string;
}

/** What is drawn as a symbol. */
export type Mark = Disc | (Icon & { members?: undefined });

/** A name that may be written on the map, the most important first. */
export interface Label {
  text: string;
  kind: string;
  lon: number;
  lat: number;
  /** The zoom from which it is wanted. */
  zoom: number;
  id?: string;
  /** Of the text in CSS pixels, once it has been measured. */
  width?: number;
  /** Of the symbol that it belongs to, in pixels. */
  offset?: Pixel;
  /** Half the width of that symbol, where it is another one than a place's. */
  half?: number;
  /** A derived station's. */
  station?: boolean;
  /** It must be readable: farther spots are tried, too, and tied to the symbol by a line. */
  must?: boolean;
  /** Of a prefecture: its code, and further points in it, as lon, lat, lon, lat … */
  code?: string;
  room?: number[];
}

/** A place as a line, with its geometry for the far and the near view. */
export interface Course {
  id: string;
  text: string;
  far: Point[][];
  near?: Point[][];
}

/** A label that is shown, with its spot beside its point in pixels. */
export interface PlacedLabel extends Label {
  dx: number;
  dy: number;
  /** A line from the symbol to a label some way off, in pixels from its point. */
  leader?: [Pixel, Pixel];
}

/** What Streamlit hands to a component with every new data (v2, 1.67). */
export interface Component<Data> {
  data: Data;
  parentElement: ShadowRoot;
  setTriggerValue(name: string, value: unknown): void;
  setStateValue(name: string, value: unknown): void;
}

/** What the default export of a component's module gives back; see host.js. */
export interface Mounted<Data> {
  update(component: Component<Data>): void;
  end?(): void;
}

/** deck.gl's arithmetic for one view in one box. */
export interface Viewport {
  readonly metersPerPixel: number;
  project(point: Point): Pixel;
  unproject(pixel: Pixel): Point;
  getBounds(): Bounds;
}

interface ViewportProps extends View {
  width: number;
  height: number;
  pitch?: number;
}

interface FlyToInterpolator {
  getDuration(from: ViewportProps, to: ViewportProps & { transitionDuration: "auto" }): number;
  interpolateProps(from: ViewportProps, to: ViewportProps, part: number): View;
}

/** A layer as pydeck writes it: its data are rows, everything else is deck.gl's. */
export interface Layer {
  id: string;
  data: any[]; // rows of every kind of layer: each has its own columns
  [prop: string]: any; // deck.gl knows some two hundred
}

/** A deck: one canvas with its layers. */
export interface Deck {
  readonly props: { layers: DrawnLayer[] };
  readonly layerManager?: { getLayers(): { isLoaded: boolean }[] };
  setProps(props: { initialViewState?: object; layers?: object[]; useDevicePixels?: boolean | number }): void;
  pickObject(at: { x: number; y: number; radius: number }): { object?: any } | null;
  redraw(reason: string): void;
  finalize(): void;
}

/** A layer that deck.gl has made. */
export interface DrawnLayer {
  id: string;
  props: Record<string, unknown>;
  clone(props: object): DrawnLayer;
}

declare global {
  var deck: {
    WebMercatorViewport: new (props: ViewportProps) => Viewport;
    FlyToInterpolator: new (options: { curve: number; speed: number }) => FlyToInterpolator;
  };
  interface Window {
    /** deck.gl, once it has been asked for. */
    shutuBundle?: Promise<void>;
    createDeck(options: {
      container: HTMLElement;
      jsonInput: object;
      handleEvent(name: string, event: any): void; // deck.gl's own events, which differ by name
    }): Deck;
    updateDeck(jsonInput: object, deck: Deck): void;
  }
}
