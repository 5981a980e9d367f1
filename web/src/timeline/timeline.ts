// The timeline of a person: who insured them when, where that overlaps, and what was recorded. Lengths are percentages and
// letters keep their size, so that it fits any width; what tells bands apart is pattern, place and words, never colour alone.

import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { dated, day as said } from "../base/days.ts";
import { DASH } from "../base/strings.ts";
import { timeline as t } from "./strings.ts";
import { NARROWEST, fitted, pictureOf } from "./geometry.ts";
import type { Band, Overlap, Picture, Point } from "./geometry.ts";
import type { Item, Moment } from "./items.ts";

const HEAD = 24;
const WORDS = 20;
const BAR = 16;
const LANE = WORDS + BAR + 8;
const AXIS = 26;
const ROW = 22;
const TOOTH = 4;

const percent = (value: number): string => `${Math.round(value * 100) / 100}%`;
const shown = (m: Moment): string => (m.day === null ? m.raw : said(m.day));
const pointText = (item: Item, day: string): string => t.point(said(day), item.what);

const since = (item: Item): string => (item.from ? shown(item.from) : "");
const until = (item: Item): string => (item.to ? shown(item.to) : "");

function bandText({ item }: Band, all: readonly Band[]): string {
  const twin = all.some((b) => b.item !== item && b.item.what === item.what);
  const rest = t.band("", since(item), until(item)) + (twin && item.origin ? `　${item.origin}` : "");
  return fitted(item.what, rest) + rest;
}

/** A wavy end, cut into the bar: it goes on where nothing is drawn. */
function torn(x: number, y: number, side: "left" | "right"): TemplateResult {
  const into = side === "left" ? 1 : -1;
  const teeth: string[] = [];
  for (let i = 0; i <= BAR / TOOTH; i++) teeth.push(`${i % 2 ? into * TOOTH : 0},${i * TOOTH}`);
  return svg`<svg class="timeline-torn" x=${percent(x)} y=${y} overflow="visible"><polyline
    points=${`${-3 * into},0 ${teeth.join(" ")} ${-3 * into},${BAR}`} /><polyline class="timeline-edge" points=${teeth.join(" ")} /></svg>`;
}

function arrow(x: number, y: number): TemplateResult {
  return svg`<svg x=${percent(x)} y=${y} overflow="visible"><path class="timeline-arrow"
    d=${`M0,-3 L${BAR / 2 + 3},${BAR / 2} L0,${BAR + 3} Z`} /></svg>`;
}

function bandLane(b: Band, y: number): TemplateResult {
  const bar = y + WORDS;
  const end = b.x + b.width;
  return svg`<g class="timeline-band is-${b.item.kind}" data-kind=${b.item.kind} data-from=${b.item.from?.day ?? ""}
    data-to=${b.item.to?.day ?? ""}>
    <rect x=${percent(b.x)} y=${bar} width=${percent(b.width)} height=${BAR} fill="url(#timeline-${b.item.kind})" />
    ${b.tornLeft ? torn(b.x, bar, "left") : nothing} ${
      b.tornRight || b.item.end === "unsaid" ? torn(end, bar, "right") : b.open ? arrow(end, bar) : nothing
    }
  </g>`;
}

/** Written last, so that no line goes through them. */
function laneTexts(p: Picture, head: number): TemplateResult[] {
  const at = (lane: number) => head + lane * LANE + 15;
  return [
    ...p.bands.map((b, i) => svg`<text class="timeline-words" x="0" y=${at(i)}>${bandText(b, p.bands)}</text>`),
    ...p.overlaps.map(
      (o, i) =>
        svg`<text class="timeline-words timeline-overlap" x="0"
          y=${at(p.bands.length + i)}>${t.band(t.overlap, said(o.from), o.to ? said(o.to) : "")}</text>`,
    ),
  ];
}

function overlapLane(o: Overlap, y: number): TemplateResult {
  const bar = y + WORDS;
  return svg`<g class="timeline-overlap">
    <rect x=${percent(o.x)} y=${bar} width=${percent(o.width)} height=${BAR} data-from=${o.from} data-to=${o.to ?? ""} />
    ${o.to ? nothing : o.unsaid ? torn(o.x + o.width, bar, "right") : arrow(o.x + o.width, bar)}
  </g>`;
}

function axis({ ticks }: Picture, y: number): TemplateResult {
  return svg`<g class="timeline-axis">
    <line x1="0" x2="100%" y1=${y} y2=${y} />
    ${ticks.map(
      ({ x, day, years }) =>
        svg`<line x1=${percent(x)} x2=${percent(x)} y1=${y} y2=${y + 5} /><text x=${percent(x)} y=${y + 19}
          text-anchor="middle">${(years ? t.year : t.month)(said(day))}</text>`,
    )}
  </g>`;
}

function mark({ item, day, x, row, before }: Point, y: number, top: number): TemplateResult {
  const middle = top + row * ROW + ROW / 2;
  return svg`<g class="timeline-point" data-day=${day} data-what=${item.what}>
    <line x1=${percent(x)} x2=${percent(x)} y1=${y} y2=${middle} />
    <svg x=${percent(x)} y=${middle} overflow="visible">
      <path d="M0,-5 L5,0 L0,5 L-5,0 Z" />
      <text x=${before ? -9 : 9} y="4.5" text-anchor=${before ? "end" : "start"}>${pointText(item, day)}</text>
    </svg>
  </g>`;
}

function lossLine({ loss }: Picture, bottom: number): TemplateResult | typeof nothing {
  if (!loss) return nothing;
  const at = percent(loss.x);
  return svg`<g class="timeline-loss" data-day=${loss.day}>
    <line x1=${at} x2=${at} y1=${HEAD - 4} y2=${bottom} />
    <text x=${at} y="14" text-anchor=${loss.x > 50 ? "end" : "start"}>${t.lossMark(said(loss.day))}</text>
  </g>`;
}

/** Fills that differ on paper without colour: plain, dotted, striped; the overlap is full. */
const patterns = svg`<defs>
  <pattern id="timeline-own" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="timeline-ground" width="8"
    height="8" /></pattern>
  <pattern id="timeline-pension" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="1.1" /></pattern>
  <pattern id="timeline-other" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5" /></pattern>
</defs>`;

function art(p: Picture): TemplateResult {
  const head = p.loss ? HEAD : 0;
  const under = head + p.bands.length * LANE;
  const base = under + p.overlaps.length * LANE;
  const top = base + AXIS;
  return html`<div class="table-scroll timeline-scroll" tabindex="0" role="group" aria-label=${t.title}>
    <svg class="timeline-art" width="100%" height=${top + p.rows * ROW + 4} role="img" aria-label=${t.title} data-testid="timeline-art"
      .style=${`min-inline-size:${NARROWEST}px`}>
      ${patterns} ${p.bands.map((b, i) => bandLane(b, head + i * LANE))} ${p.overlaps.map((o, i) => overlapLane(o, under + i * LANE))}
      ${lossLine(p, base)} ${laneTexts(p, head)} ${p.points.map((x) => mark(x, base, top))} ${axis(p, base)}
    </svg>
  </div>`;
}

const rawOf = ({ from, to }: Item): string => [from?.raw ?? "", ...(to ? [to.raw] : [])].join("～");

function notes(p: Picture): TemplateResult | typeof nothing {
  const lines = [
    ...(p.clipped ? [t.clipped] : p.bands.some((b) => b.tornLeft) ? [t.torn] : []),
    ...(p.bands.some((b) => b.tornRight || b.item.end === "unsaid") ? [t.tornEnd] : []),
    ...p.undrawn.map(({ item, why }) => t.undrawn[why](item.what, rawOf(item))),
  ];
  return lines.length === 0
    ? nothing
    : html`<ul class="hint timeline-notes" data-testid="timeline-notes">${lines.map((line) => html`<li class="as-is">${line}</li>`)}</ul>`;
}

/** As it came, and what that is in the calendar of the office. */
function cell(m: Moment): string {
  return m.day === null || m.raw === said(m.day) ? m.raw : m.raw === m.day ? said(m.day) : t.asCame(m.raw, said(m.day));
}

function tableRow(item: Item): TemplateResult {
  const end = item.end === "day" ? DASH : item.to ? cell(item.to) : item.end === "open" ? t.open : t.unsaid;
  return html`<tr data-kind=${item.kind}>
    <th scope="row" class="as-is">${item.what}</th>
    <td class="as-is">${item.from ? cell(item.from) : t.since}</td>
    <td class="as-is">${end}</td>
    <td class="as-is">${dated(item.sources.join("、"))}</td>
  </tr>`;
}

function overlapRow(p: Picture): TemplateResult[] {
  return p.overlaps.map(
    (o) =>
      html`<tr data-kind="overlap"><th scope="row">${t.overlap}</th><td>${said(o.from)}</td><td>${
        o.to ? said(o.to) : o.unsaid ? t.unsaid : t.overlapNow
      }</td><td>${t.ofRun}</td></tr>`,
  );
}

function table(items: readonly Item[], p: Picture): TemplateResult {
  const c = t.columns;
  return html`<details class="disclosure timeline-table">
    <summary data-testid="timeline-as-table">${t.table}</summary>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${t.table}>
      <table class="table" data-testid="timeline-table">
        <caption class="visually-hidden">${t.title}</caption>
        <thead><tr>${[c.what, c.from, c.to, c.source].map((label) => html`<th scope="col">${label}</th>`)}</tr></thead>
        <tbody>${items.map(tableRow)}${overlapRow(p)}</tbody>
      </table>
    </div>
  </details>`;
}

/** `now` (ISO) stands in the picture in any case: open bands go on until there. */
export function timelineView(items: readonly Item[], now: string): TemplateResult {
  const p = pictureOf(items, now, pointText);
  return html`<section class="timeline" data-testid="timeline" aria-labelledby="timeline-title">
    <h4 id="timeline-title">${t.title}</h4>
    ${p.bands.length > 0 ? art(p) : html`<p class="hint" data-testid="timeline-nothing">${t.nothing}</p>`} ${notes(p)} ${table(items, p)}
  </section>`;
}
