// What goes on paper: the letter and the reply to an inquiry (front.ts: what is printed before them; trial.ts: the window's test).
// The same templates draw the preview, so that titles on paper are no headings of the view. Measures are set as properties:
// the page's policy allows no style attributes.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { readDate } from "../base/dates.ts";
import { jaDate } from "../base/strings.ts";
import { QUIET, codeOf, wrongAddress } from "./code.ts";
import { letters as t } from "./strings.ts";
import { aroundTable, fill } from "./fill.ts";
import type { Values } from "./fill.ts";
import type { Letter, Member } from "./letter.ts";
import { SHEET } from "./settings.ts";
import type { LetterKind, Place, Settings } from "./settings.ts";

/** One dispatch: what its letters have in common. */
export interface Batch {
  kind: LetterKind;
  settings: Settings;
  date: string;
  due: string;
}

/** Only a form that can be read in one way is turned into an era date; anything else stays as it came. */
export function birthDate(value: string): string {
  const day = readDate(value);
  return day ? jaDate(day) : value;
}

export const nameOf = (m: Member): string => m.name || m.kana;

export function numberOf({ settings, date, due, kind }: Batch, at: number): string {
  return fill(settings.number, { ...common({ settings, date, due, kind }), serial: String(at) });
}

/** What stands for the placeholders that are the same in every letter. */
export function common({ settings, date, due }: Batch): Values {
  return {
    head: "",
    members: "",
    count: "",
    loss: "",
    number: "",
    serial: "",
    to: "",
    due: due ? jaDate(due) : "",
    date: date ? jaDate(date) : "",
    office: settings.office,
    phone: settings.phone,
    town: settings.town,
    prefecture: settings.prefecture,
    chief: settings.post ? chiefOf(settings) : "",
    card: t.sender.cards[settings.card],
  };
}

function valuesOf(batch: Batch, letter: Letter, at: number): Values {
  const losses = [...new Set(letter.members.map((m) => (m.loss_date ? jaDate(m.loss_date) : t.sheet.noLoss)))];
  return {
    ...common(batch),
    head: letter.household.head,
    members: letter.members.map(nameOf).join("、"),
    count: String(letter.members.length),
    loss: losses.join("、"),
    number: numberOf(batch, at),
    serial: String(at),
    to: letter.to.name,
  };
}

function dear(letter: Letter, kind: LetterKind): string {
  if (kind === "inquiry") return letter.to.name ? t.sheet.company(letter.to.name) : t.sheet.company("　　　　　　　　　　");
  return letter.to.name ? t.sheet.dear(letter.to.name) : t.sheet.dearHead;
}

/** A name that wraps takes its last character along, so that 様 or 御中 is never alone on a line. */
export function dearView(letter: Letter, kind: LetterKind): TemplateResult {
  const text = dear(letter, kind);
  const [, before = "", last = text] = /^(.*)(\P{M}\p{M}*　[^　]*)$/su.exec(text) ?? [];
  return html`${before}<span class="sheet-together">${last}</span>`;
}

export const mm = (v: number): string => `${Number.isFinite(v) ? v : 0}mm`;

export const block = (p: Place): string => `left:${mm(p.left)};top:${mm(p.top)};width:${mm(p.width)};min-height:${mm(p.height)}`;

/** The sender stands beside the address and never in the window. */
const besides = ({ left, top, width, height }: Place): string =>
  `top:${mm(top + height - 10)};max-width:${mm(Math.max(40, SHEET.width - 20 - (left + width) - 4))}`;

function addressBlock(letter: Letter, batch: Batch): TemplateResult {
  const { postal, address, building } = letter.to;
  return html`<div class="sheet-to" .style=${block(batch.settings.place)}>
    ${postal ? html`<p class="as-is">${t.sheet.postal(postal)}</p>` : nothing}
    <p class="as-is">${address}</p>
    ${building ? html`<p class="as-is">${building}</p>` : nothing}
    <p class="as-is sheet-dear">${dearView(letter, batch.kind)}</p>
  </div>`;
}

function membersTable(letter: Letter, kind: LetterKind, members: readonly Member[] = letter.members): TemplateResult {
  const c = t.sheet.columns;
  const where = (m: Member): string => {
    const { address, building } = letter.homes.get(m.case) ?? letter.household;
    return [address, building].filter(Boolean).join("　");
  };
  // A workplace needs to know whom it is asked about, and not the town's own number of that person.
  if (kind === "inquiry")
    return html`<table class="sheet-table">
      <thead><tr><th scope="col">${c.name}</th><th scope="col">${c.birth}</th><th scope="col">${c.address}</th></tr></thead>
      <tbody>
        ${members.map(
          (m) => html`<tr><td class="as-is"><span class="sheet-kana">${m.kana}</span>${m.name}</td><td
            class="as-is">${birthDate(m.birth)}</td><td class="as-is">${where(m)}</td></tr>`,
        )}
      </tbody>
    </table>`;
  return html`<table class="sheet-table">
    <thead>
      <tr><th scope="col">${c.name}</th><th scope="col">${c.birth}</th><th scope="col">${c.number}</th><th
        scope="col">${kind === "ex_officio" ? c.lossDecided : c.loss}</th></tr>
    </thead>
    <tbody>
      ${letter.members.map(
        (m) => html`<tr>
          <td class="as-is">${nameOf(m)}</td><td class="as-is">${birthDate(m.birth)}</td><td
            class="as-is">${m.number}</td><td>${m.loss_date ? jaDate(m.loss_date) : t.sheet.noLoss}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Who else is a member in the household: named, so that the head sees who is not meant. An inquiry tells a workplace nothing of them. */
function othersLine({ household }: Letter, { kind, settings }: Batch): TemplateResult | typeof nothing {
  if (!settings.others || kind === "inquiry" || household.others.length === 0) return nothing;
  return html`<p class="sheet-others as-is" data-testid="others">${t.sheet.others(household.others.map((m) => m.name || m.kana))}</p>`;
}

/** Beside the text, where lines are short; only on letters that ask somebody to file. */
function webCode({ kind, settings: { web, caption } }: Batch): TemplateResult | typeof nothing {
  if (!asksToFile(kind) || !web.trim() || wrongAddress(web)) return nothing;
  const { size, millimetres, path } = codeOf(web);
  const whole = size + 2 * QUIET;
  const width = mm((millimetres * whole) / size);
  return html`<figure class="sheet-code" data-testid="web-code">
    <svg viewBox="0 0 ${whole} ${whole}" .style=${`width:${width};height:${width}`} shape-rendering="crispEdges" role="img"
      aria-label=${t.web.picture}><path d=${path} /></svg>
    <figcaption><span class="as-is">${caption}</span><span class="sheet-code-address as-is">${web.trim()}</span></figcaption>
  </figure>`;
}

export const asksToFile = (kind: LetterKind): boolean => kind === "urge" || kind === "urge_again";

/** A text as it was typed, a line a paragraph, so that a line that goes on is not torn from its beginning. */
function lines(text: string): TemplateResult | typeof nothing {
  if (text.trim() === "") return nothing;
  return html`<div class="sheet-text">${text
    .replace(/^\n+|\n+$/g, "")
    .split("\n")
    .map((line) => paragraph(line))}</div>`;
}

/** A numbered, dotted or indented line hangs under its own first word. */
function paragraph(line: string): TemplateResult {
  const lead = /^[\s　]*(?:[0-9０-９]{1,2}[\s　．.]+|・|※[\s　]*)|^　{2,}/.exec(line)?.[0];
  // A blank line that is half as high keeps the letter on one sheet.
  if (line.trim() === "") return html`<p class="sheet-gap"></p>`;
  if (!lead) return html`<p class="as-is">${line}</p>`;
  // A box of its own, for a justified line would widen the space behind the number.
  return html`<p class="as-is" .style=${`padding-inline-start:${lead.length}em;text-indent:-${lead.length}em`}><span class="sheet-lead"
    .style=${`width:${lead.length}em`}>${lead}</span>${line.slice(lead.length)}</p>`;
}

/** `at` counts from 1: the number on the proof list. `tight`: a size smaller, to stay on one sheet. */
export function letterSheet(batch: Batch, letter: Letter, at: number, tight = false): TemplateResult {
  const { settings, kind } = batch;
  const text = settings.texts[kind];
  const values = valuesOf(batch, letter, at);
  const { before, after, table } = aroundTable(text.body);
  const { place } = settings;
  return html`<article class="sheet" data-testid="letter" data-letter=${letter.key} data-household=${letter.household.household}
    ?data-tight=${tight}>
    <header class="sheet-head" .style=${`min-height:${mm(place.top + place.height)}`}>
      <div class="sheet-meta">
        ${values.number ? html`<p class="as-is">${values.number}</p>` : nothing}
        <p>${values.date}</p>
      </div>
      ${addressBlock(letter, batch)}
      <div class="sheet-from" .style=${besides(place)}>
        <p class="as-is">${sender(settings)}</p>
        ${settings.seal ? html`<p>${t.sheet.seal}</p>` : nothing}
      </div>
    </header>
    <p class="sheet-subject as-is">${fill(text.subject, values)}</p>
    ${lines(fill(before, values))} ${
      table ? html`${membersTable(letter, kind)}${othersLine(letter, batch)}` : nothing
    } ${webCode(batch)} ${lines(fill(after, values))}
    ${
      kind === "ex_officio" && text.notice.trim()
        ? html`<section class="sheet-notice"><p class="sheet-title">${t.sheet.noticeTitle}</p>${lines(fill(text.notice, values))}</section>`
        : nothing
    }
    <p class="sheet-serial">${t.sheet.serial(at)}</p>
  </article>`;
}

/** 架空市長, whether 市長 or 架空市長 was typed: many write the town's name with the post. */
export function chiefOf({ town, post }: Settings): string {
  if (post.startsWith(town)) return post;
  return /[都道府県市区町村]$/.test(town) && town.endsWith(post.charAt(0)) ? town + post.slice(1) : town + post;
}

function sender(settings: Settings): string {
  const { person } = settings;
  return [chiefOf(settings), person].filter(Boolean).join("　");
}

/** A form for each person: what is answered of one stands on no other's. */
export const replySheets = (batch: Batch, letter: Letter, at: number): TemplateResult[] =>
  letter.members.map((m, i) =>
    replySheet(batch, letter, at, m, letter.members.length > 1 ? t.reply.part(i + 1, letter.members.length) : ""),
  );

function replySheet(batch: Batch, letter: Letter, at: number, member: Member, part: string): TemplateResult {
  const { settings } = batch;
  const r = t.reply;
  return html`<article class="sheet sheet-reply" data-testid="reply">
    <p class="sheet-subject">${r.title}</p>
    <p class="sheet-right">${r.date}</p>
    <p class="as-is">${r.to(chiefOf(settings))}</p>
    <table class="sheet-table sheet-form sheet-answerer">
      <tbody>${[r.company, r.place, r.person].map((label) => html`<tr><th scope="row">${label}</th><td></td></tr>`)}</tbody>
    </table>
    <p class="as-is sheet-about">${r.about(batch.date ? jaDate(batch.date) : "", numberOf(batch, at))}</p>
    <p class="sheet-title">${r.of}</p>
    ${membersTable(letter, "inquiry", [member])}
    <table class="sheet-table sheet-form">
      <tbody>${Object.values(r.rows).map(
        ([label, form]) => html`<tr><th scope="row">${label}</th><td class="as-is">${form}</td></tr>`,
      )}</tbody>
    </table>
    <p class="as-is sheet-back">${r.back(settings.office, settings.phone)}</p>
    <p class="sheet-serial">${t.sheet.serial(at)}${part}</p>
  </article>`;
}
