/** What the page is given, as docs/map.md describes it, and the shapes that all modules share. */

import type { readModel } from "./model.js";

export type Language = "en" | "ar";

/** A text in both languages. */
export interface Named {
  ar: string;
  en: string;
}

/** Columns of texts in both languages. */
export interface Names {
  ar: string[];
  en: string[];
}

/** Points in degrees with names. */
export interface NamedPoints extends Names {
  lat: number[];
  lon: number[];
}

export type Packed =
  | { type: string; base64: string; steps?: boolean }
  | { same: number; many: number };

/** Whole numbers of any width: what all typed arrays of them can do. */
export interface Column extends Iterable<number> {
  readonly length: number;
  [at: number]: number;
  every(test: (value: number, at: number) => boolean): boolean;
  fill(value: number, from?: number, end?: number): this;
  forEach(act: (value: number, at: number) => void): void;
  includes(value: number): boolean;
  reduce(add: (before: number, value: number) => number, first: number): number;
  slice(from?: number, end?: number): Column;
  some(test: (value: number, at: number) => boolean): boolean;
  subarray(from?: number, end?: number): Column;
}

/** A typed array's own constructor. */
export interface ColumnType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): Column;
}

export type PackedLists = { many: Packed; claim: Packed };

export type PackedSeries =
  & Record<"rows" | "state" | "confidence" | "rule" | "from" | "to" | "early" | "late", Packed>
  & Record<"supporting" | "contradicting", PackedLists>;

/** Status, actor and opponent by their numbers. */
export type StateNumbers = [number, number, number];

export interface PackedClaims extends Record<ClaimNumbers | ClaimDays, Packed> {
  before: string[];
  evidence: string[];
  after: string[];
  kinds: string[];
  modalities: string[];
  texts: string[];
  documents: { title: (string | null)[]; url: (string | null)[] };
  /** Names as written, and what else each may mean: name, lat, lon, percent. */
  names: { text: string; rivals: [string, number, number, number][] }[];
}

export type ClaimNumbers =
  | "place" | "kind" | "modality" | "actor" | "from_actor" | "share" | "outlet" | "source" | "side"
  | "rule" | "confidence" | "document" | "name";

export type ClaimDays = "earliest" | "latest" | "published";

export interface PackedCells
  extends Record<"lon" | "lat" | "corner" | "ring" | "piece" | "point" | "speaker" | "km2", Packed> {
  south: number;
}

export interface PackedIncidents extends Record<IncidentNumbers | "day", Packed> {
  lat: number[];
  lon: number[];
  evidence: string[];
  kinds: Named[];
  places: Named[];
  texts: string[];
}

export type IncidentNumbers = "kind" | "place" | "early" | "actor" | "target" | "outlet" | "source";

export type PackedLines = Record<"points" | "lon" | "lat", Packed>;

export type Basemap = Record<"land" | "lakes" | "rivers" | "borders", PackedLines>;

/** A line of [lon, lat]. */
export type Line = [number, number][];

export type Boundaries = { lines: Line[]; names: NamedPoints };

/** Texts by their keys; a table of them where a text has forms or kinds. */
export type Words = { [key: string]: string | Words };

export interface Payload {
  language: Language;
  epoch: string;
  settings: {
    digits: string;
    incident_days: number;
    tiles: string;
    tiles_attribution: string;
    confident: number;
  };
  words: Record<Language, Words>;
  places: Names & { id: string[] } & Record<"lat" | "lon" | "population", Packed>;
  statuses: string[];
  rules: string[];
  states: StateNumbers[];
  series: Record<string, PackedSeries>;
  perspectives: (Named & { id: string })[];
  cells: PackedCells;
  claims: PackedClaims;
  unplaced: number;
  incidents: PackedIncidents;
  actors: Names & Record<"id" | "colour" | "letter", string[]>;
  basemap: Basemap;
  towns: NamedPoints;
  boundaries: Boundaries | null;
  credits: string;
}

/** The payload as all modules read it. */
export type Model = ReturnType<typeof readModel>;

export type Cells = Model["cells"];

/** Which rows a host hides; see "Messages" in docs/map.md. */
export interface Hidden {
  states: StateNumbers[];
  series: Record<string, { hidden: Packed; shared: PackedSeries }>;
}
