// On paper: the list with everybody of it, and one person on a sheet for 決裁. Both are made when they are asked for.

import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Row } from "../../../wasm/driver.ts";
import { day } from "../base/days.ts";
import { DASH, n } from "../base/strings.ts";
import { desk as deskText } from "./strings.ts";

const t = deskText.paper;

/** What is printed; the list with its title and rows. */
export type Printed = { what: "person" } | { what: "list"; title: string; rows: readonly Row[] };

function line(row: Row, at: number, constants: Constants): TemplateResult {
  const doubt = constants.review_kinds.find((k) => k.code === row.review_kind)?.label ?? "";
  const s = row.as_case;
  return html`<tr>
    <td class="num">${n(at + 1)}</td>
    <td class="as-is">${row.name}<br /><span class="small">${row.kana}</span></td>
    <td class="as-is">${row.birth} ${row.sex}</td>
    <td class="as-is">${row.number}</td>
    <td>${row.grade ?? DASH}</td>
    <td>${row.label}${doubt ? html`<br /><span class="small">${doubt}</span>` : ""}</td>
    <td>${s ? s.label : DASH}${s?.due ? html`<br /><span class="small">${t.due(day(s.due))}</span>` : ""}</td>
    <td class="paper-check"></td>
  </tr>`;
}

/** All rows of the list, numbered, with a place to tick them off. */
export function listPaper({ title, rows }: Extract<Printed, { what: "list" }>, constants: Constants, today: string): TemplateResult {
  return html`<section class="desk-paper" data-testid="list-paper">
    <p class="paper-title"><b>${title}</b>　${t.about(rows.length, day(today))}</p>
    <table class="table">
      <thead><tr>${t.columns.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row, i) => line(row, i, constants))}</tbody>
    </table>
  </section>`;
}

/** Above the person: what the sheet is, who made it, and the places for seals. */
export function sealsPaper(today: string, who: string): TemplateResult {
  return html`<section class="desk-paper paper-seals" data-testid="person-paper">
    <p class="paper-title"><b>${t.sheet}</b>　${t.made(day(today), who)}</p>
    <table class="table">
      <thead><tr>${t.seals.map((seal) => html`<th scope="col">${seal}</th>`)}</tr></thead>
      <tbody><tr>${t.seals.map(() => html`<td class="paper-seal"></td>`)}</tr></tbody>
    </table>
  </section>`;
}
