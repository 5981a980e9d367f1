// Where everything of a timeline stands, in percent of its width and pixels of its height. Pure: days in, numbers out.

import type { Item } from "./items.ts";

const DAY_MS = 86_400_000;
/** What lies further back or ahead than this is told and not drawn: a mistyped year would leave nothing else to be seen. */
const PAST_DAYS = 5 * 366;
const FUTURE_DAYS = 3 * 366;
const LEAST_MARGIN = 60;
const MOST_MARGIN = 730;
const LEAST_SPAN = 90;
const EDGE = 0.03;
/** A day's width is less than a pixel over years; it is drawn all the same. */
const THINNEST = 0.5;
const MOST_TICKS = 6;
const TICK_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];

/** Labels are laid out for this width and have more room in any wider one. */
export const NARROWEST = 400;
const CHARACTER = 13;
const MARK = 10;
const GAP = 8;

export const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
const isoOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export type Why = "unreadable" | "reversed" | "before" | "after";

export interface Band {
  item: Item;
  x: number;
  width: number;
  /** It goes on beyond the picture, or since when is not said. */
  tornLeft: boolean;
  tornRight: boolean;
  open: boolean;
}

export interface Overlap {
  from: string;
  to: string | null;
  /** Without `to`: whether one of the two is not known to go on. */
  unsaid: boolean;
  x: number;
  width: number;
}

export interface Point {
  item: Item;
  day: string;
  x: number;
  row: number;
  /** The label stands on the left of its mark. */
  before: boolean;
}

export interface Picture {
  bands: Band[];
  overlaps: Overlap[];
  points: Point[];
  rows: number;
  loss: { item: Item; day: string; x: number } | null;
  ticks: { x: number; day: string; years: boolean }[];
  /** The left end shows less than is known. */
  clipped: boolean;
  undrawn: { item: Item; why: Why }[];
}

interface Span {
  from: number;
  to: number;
}

/** From top to bottom. */
const LANES: Item["kind"][] = ["own", "pension", "other"];

const isBand = (item: Item): boolean => item.end !== "day";

/** The readable ends of an item as numbers; where there are none it is open to that side. */
function spanOf(item: Item): Span {
  return {
    from: item.from?.day ? dayNumber(item.from.day) : -Infinity,
    to: !isBand(item) ? dayNumber(item.from!.day!) : item.to?.day ? dayNumber(item.to.day) : Infinity,
  };
}

function fault(item: Item): Why | null {
  if (item.from?.day === null || item.to?.day === null) return "unreadable";
  const { from, to } = spanOf(item);
  return from > to ? "reversed" : null;
}

/** From when to when the picture goes: all that is recent, with some of what was before it. */
function windowOf(items: readonly Item[], now: number): Span & { clipped: boolean } {
  const all: number[] = [];
  const telling: number[] = [now];
  for (const item of items) {
    const { from, to } = spanOf(item);
    all.push(...[from, to].filter(Number.isFinite));
    // Since when somebody has been a member explains little; everything else does.
    if (item.kind !== "own" && Number.isFinite(from)) telling.push(from);
    if (Number.isFinite(to)) telling.push(to);
  }
  const last = Math.max(now, ...all.filter((d) => d <= now + FUTURE_DAYS));
  const first = Math.min(...telling.filter((d) => d >= last - PAST_DAYS));
  const margin = Math.min(MOST_MARGIN, Math.max(LEAST_MARGIN, 0.6 * (last - first)));
  const earliest = Math.min(now, ...all);
  const clipped = earliest < first - 2 * margin;
  const left = clipped ? first - margin : Math.min(earliest, last - LEAST_SPAN);
  const pad = EDGE * (last - left);
  return { from: clipped ? left : left - pad, to: last + pad, clipped };
}

function textWidth(text: string): number {
  let width = 0;
  for (const c of text) width += /[ -~｡-ﾟ]/.test(c) ? CHARACTER * 0.62 : CHARACTER;
  return width;
}

/** As much of `text` as stands beside `rest` in the narrowest picture. */
export function fitted(text: string, rest: string): string {
  const room = NARROWEST - textWidth(rest);
  if (textWidth(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`) > room) letters.pop();
  return `${letters.join("")}…`;
}

/** Each point in the first row where its label is in nobody's way. */
function rowsOf(
  points: { item: Item; day: string; x: number }[],
  labelOf: (item: Item, day: string) => string,
): { points: Point[]; rows: number } {
  const taken: Span[][] = [];
  const placed = points.map((p): Point => {
    const at = (p.x / 100) * NARROWEST;
    const width = textWidth(labelOf(p.item, p.day));
    const before = at + MARK + width > NARROWEST;
    const span = before ? { from: at - MARK - width, to: at + MARK } : { from: at - MARK, to: at + MARK + width };
    let row = taken.findIndex((r) => r.every((s) => span.from > s.to + GAP || span.to + GAP < s.from));
    if (row < 0) row = taken.push([]) - 1;
    taken[row]!.push(span);
    return { ...p, row, before };
  });
  return { points: placed, rows: taken.length };
}

function ticksOf({ from, to }: Span): Picture["ticks"] {
  const first = new Date(from * DAY_MS);
  const months = (to - from) / 30.44;
  const step = TICK_MONTHS.find((s) => months / s <= MOST_TICKS) ?? 1200;
  const ticks: Picture["ticks"] = [];
  for (let m = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; m += step) {
    const day = Date.UTC(Math.floor(m / 12), m % 12, 1) / DAY_MS;
    const x = (100 * (day - from)) / (to - from);
    if (x > 96) return ticks;
    if (x >= 4) ticks.push({ x, day: isoOf(day), years: step >= 12 });
  }
}

/** In percent; what lies beyond an end stands at it. */
const place = (day: number, w: Span): number => (100 * (Math.min(w.to, Math.max(w.from, day)) - w.from)) / (w.to - w.from);

function bandOf(item: Item, w: Span): Band | Why {
  const { from, to } = spanOf(item);
  if (to < w.from) return "before";
  if (from > w.to) return "after";
  const x = Math.min(place(from, w), 100 - THINNEST);
  return {
    item,
    x,
    width: Math.max(THINNEST, place(to, w) - x),
    tornLeft: from < w.from,
    tornRight: Number.isFinite(to) && to > w.to,
    open: to === Infinity,
  };
}

/** Where the municipality's insurance and any other stand side by side; a day of loss is no day of membership. */
function overlapsOf(bands: readonly Band[], w: Span): Overlap[] {
  // The roster's own word comes first, where the lists say something else of the same insurance.
  const own = bands.find((b) => b.item.kind === "own");
  if (!own) return [];
  const a = spanOf(own.item);
  const found: (Span & { unsaid: boolean })[] = [];
  for (const other of bands.filter((x) => x.item.kind === "other")) {
    const b = spanOf(other.item);
    const from = Math.max(a.from, b.from),
      to = Math.min(a.to, b.to);
    if (Number.isFinite(from) && from < to && to >= w.from && from <= w.to)
      found.push({ from, to, unsaid: own.item.end === "unsaid" || other.item.end === "unsaid" });
  }
  return joined(found).map(({ from, to, unsaid }) => {
    const x = Math.min(place(from, w), 100 - THINNEST);
    return { from: isoOf(from), to: Number.isFinite(to) ? isoOf(to) : null, unsaid, x, width: Math.max(THINNEST, place(to, w) - x) };
  });
}

/** What meets or lies in each other is one. */
function joined<T extends Span>(spans: readonly T[]): T[] {
  const out: T[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out[out.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({ ...span });
  }
  return out;
}

/** `now` (ISO) is always inside. `labelOf` is what will be written at a point. */
export function pictureOf(items: readonly Item[], now: string, labelOf: (item: Item, day: string) => string): Picture {
  const undrawn: Picture["undrawn"] = [];
  const sound = items.filter((item) => {
    const why = fault(item);
    if (why) undrawn.push({ item, why });
    return !why;
  });
  const w = windowOf(sound, dayNumber(now));
  const bands: Band[] = [];
  const points: { item: Item; day: string; x: number }[] = [];
  for (const item of sound) {
    const drawn = bandOf(item, w);
    if (typeof drawn === "string") undrawn.push({ item, why: drawn });
    else if (isBand(item)) bands.push(drawn);
    else points.push({ item, day: item.from!.day!, x: drawn.x });
  }
  const loss = points.find((p) => p.item.kind === "loss") ?? null;
  bands.sort((a, b) => LANES.indexOf(a.item.kind) - LANES.indexOf(b.item.kind));
  const marks = points.filter((p) => p.item.kind === "point").sort((a, b) => a.x - b.x);
  return { bands, overlaps: overlapsOf(bands, w), ...rowsOf(marks, labelOf), loss, ticks: ticksOf(w), clipped: w.clipped, undrawn };
}
