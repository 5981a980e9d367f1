// What is printed before the letters: the cover sheet for approval, and the list for proof-reading.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants } from "../../../wasm/driver.ts";
import { jaDate, n } from "../base/strings.ts";
import type { Bundle } from "./order.ts";
import type { Letter } from "./letter.ts";
import { chiefOf, dearView, nameOf, numberOf } from "./sheet.ts";
import type { Batch } from "./sheet.ts";
import { letters as t } from "./strings.ts";

export const peopleOf = (letters: readonly Letter[]): number => letters.reduce((sum, l) => sum + l.members.length, 0);

/** How often each value occurs, the most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The captions of the places for seals: as they were typed, parted by any comma. */
export const sealsOf = (typed: string): string[] =>
  typed
    .split(/[、，,]/)
    .map((s) => s.trim())
    .filter(Boolean);

/** What is to be approved; `who` made it on `today`. */
export function coverSheet(
  batch: Batch,
  bundle: Bundle,
  { constants, who, today, leftOut }: { constants: Constants; who: string; today: string; leftOut: number },
): TemplateResult {
  const c = t.cover;
  const { letters, from, all } = bundle;
  const members = letters.flatMap((l) => l.members);
  const number = t.print.range(numberOf(batch, from + 1), numberOf(batch, from + letters.length));
  const basis = counted(members.map((m) => constants.flows.find((f) => f.code === m.flow)?.basis ?? "")).map(([b]) => b);
  const rows: [string, string | TemplateResult][] = [
    [c.what, batch.settings.texts[batch.kind].subject],
    [c.kind, t.kinds[batch.kind].label],
    [c.sender, [chiefOf(batch.settings), batch.settings.person].filter(Boolean).join("　")],
    [c.date, batch.date ? jaDate(batch.date) : ""],
    [c.due, batch.due ? jaDate(batch.due) : c.noDue],
    [c.number, number || c.noNumber],
    [c.count, c.counts(letters.length, peopleOf(letters)) + (letters.length < all ? c.of(from + 1, from + letters.length, all) : "")],
    [c.basis, html`${[c.law[batch.kind], ...basis].filter(Boolean).map((b) => html`<p>${b}</p>`)}`],
    [
      c.buckets,
      counted(members.map((m) => m.bucket_label))
        .map(([label, count]) => c.bucket(label, count))
        .join("、"),
    ],
    ...(leftOut > 0 ? [[c.leftOut, t.proof.leftOut(leftOut)] as [string, string]] : []),
  ];
  return html`<article class="sheet-front" data-testid="cover">
    <header class="sheet-cover-head">
      <div><h1>${c.title}</h1><p>${c.made(jaDate(today), who)}</p></div>
      <table class="sheet-table sheet-seals">
        <thead><tr>${sealsOf(batch.settings.seals).map((s) => html`<th scope="col">${s}</th>`)}</tr></thead>
        <tbody><tr>${sealsOf(batch.settings.seals).map(() => html`<td></td>`)}</tr></tbody>
      </table>
    </header>
    <table class="sheet-table sheet-cover-facts">
      <tbody>${rows.map(([head, value]) => html`<tr><th scope="row">${head}</th><td class="as-is">${value}</td></tr>`)}</tbody>
    </table>
    <h2>${c.people}</h2>
    ${peopleView(batch, bundle)}
  </article>`;
}

/** Two beside each other. A table, for a browser takes seconds to even out two columns of thousands. */
function peopleView(batch: Batch, { letters, from }: Bundle): TemplateResult {
  const { at, to, members } = t.cover.columns;
  const cells = (l: Letter | undefined, i: number) =>
    l
      ? html`<td class="sheet-number" data-letter=${l.key}>${n(from + i + 1)}</td><td class="as-is">${dearView(l, batch.kind)}</td><td
        class="as-is">${l.members.map(nameOf).join("、")}</td>`
      : html`<td></td><td></td><td></td>`;
  const heads = html`<th scope="col" class="sheet-at">${at}</th><th scope="col">${to}</th><th scope="col">${members}</th>`;
  return html`<table class="sheet-table sheet-cover-people">
    <thead><tr>${heads}${heads}</tr></thead>
    <tbody>${letters.flatMap((l, i) => (i % 2 === 0 ? [html`<tr>${cells(l, i)}${cells(letters[i + 1], i + 1)}</tr>`] : []))}</tbody>
  </table>`;
}

export function proofSheet(batch: Batch, { letters, from, all }: Bundle, leftOut: number): TemplateResult {
  const p = t.proof;
  const c = p.columns;
  const date = batch.date ? jaDate(batch.date) : "";
  return html`<article class="sheet-front" data-testid="proof">
    <p class="sheet-proof-mark">${p.mark}</p>
    <h1>${p.title}</h1>
    <p>${p.about(t.kinds[batch.kind].label, date, letters.length, peopleOf(letters))}</p>
    ${letters.length < all ? html`<p>${p.part(from + 1, from + letters.length, all)}</p>` : nothing}
    ${leftOut > 0 ? html`<p>${p.leftOut(leftOut)}</p>` : nothing}
    <p>${p.hint}</p>
    <table class="sheet-table sheet-proof">
      <thead>
        <tr><th scope="col" class="sheet-at">${c.at}</th><th scope="col" class="sheet-household">${c.household}</th><th
          scope="col">${c.to}</th><th scope="col" class="sheet-wide">${c.address}</th><th scope="col">${c.members}</th><th scope="col"
          class="sheet-at">${c.count}</th></tr>
      </thead>
      <tbody>
        ${letters.map(
          (l, i) => html`<tr>
            <td class="sheet-number">${n(from + i + 1)}</td>
            <td class="sheet-household">${l.household.household}</td>
            <td class="as-is">${dearView(l, batch.kind)}</td>
            <td class="as-is">${[l.to.postal && t.sheet.postal(l.to.postal), l.to.address, l.to.building].filter(Boolean).join("　")}</td>
            <td class="as-is">${l.members.map(nameOf).join("、")}</td>
            <td class="sheet-number">${n(l.members.length)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}
