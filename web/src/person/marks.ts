// Where two writings of one value are not the same: marked in the values, told in the column of the verdict. The values stay as
// they came: nothing is put between their characters, so that what is copied is what was in the file.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { TemplateResult } from "lit";
import type { Difference, Evidence, FieldRow, Likeness } from "../../../wasm/driver.ts";
import { evidence } from "./strings.ts";

const t = evidence.marks;
const MOST_TOLD = 4;

/** A value of the table, character by character where the row has pieces. */
export function valueView(row: FieldRow, column: number, value: string): TemplateResult | string {
  const pieces = row.pieces[column];
  if (!pieces?.length) return value;
  return html`${pieces.map(([text, how]) =>
    how === "same" ? text : html`<mark class="unlike unlike-${how}" data-how=${how}>${text}</mark>`,
  )}`;
}

/** Whatever the first list says, the others may say too: told once. */
function once(differences: readonly Difference[]): Difference[] {
  const key = (d: Difference) => [d.place, d.roster, d.listed].join("\n");
  const first = new Set(differences.filter((d) => d.column === 1).map(key));
  return differences.filter((d) => d.column === 1 || !first.has(key(d)));
}

function placeOf(row: FieldRow, d: Difference): string {
  if (d.place === 0) return t.whole;
  return row.field === "birth_date" ? d.text : t.place(d.place);
}

export function differencesView(e: Evidence, row: FieldRow): TemplateResult | typeof nothing {
  const told = once(row.differences);
  if (told.length === 0) return nothing;
  const shown = told.slice(0, MOST_TOLD);
  const why = told.filter((d) => d.text && row.field !== "birth_date");
  const line = (d: Difference) => {
    const said = html`<span>${placeOf(row, d)}</span> <b class="as-is unlike-${d.level}">${t.pair(d.roster, d.listed)}</b>`;
    return html`<li data-how=${d.level}
      data-place=${d.place}>${d.column === 1 ? nothing : html`<span class="small">${e.columns[d.column]?.title}</span> `}${said}</li>`;
  };
  return html`<ul class="unlike-list" data-testid="differences">${shown.map(line)}${
    told.length > shown.length ? html`<li>${t.more(told.length - shown.length)}</li>` : nothing
  }</ul>
    ${
      why.length > 0
        ? keyed(
            e.finding, // shut for the next person
            html`<details class="unlike-why"><summary>${t.why}</summary><ul>${why.map(
              (d) => html`<li class="as-is">${d.text.includes(d.roster) ? d.text : t.in(t.pair(d.roster, d.listed), d.text)}</li>`,
            )}</ul></details>`,
          )
        : nothing
    }`;
}

/** All places that are not merely written otherwise, in one line, to be seen before anything else. */
export function summaryView(e: Evidence): TemplateResult | typeof nothing {
  const told = e.rows.flatMap((row) =>
    once(row.differences)
      .filter((d) => d.level !== "folded")
      .map((d) => ({ row, d })),
  );
  if (told.length === 0) return nothing;
  const shown = told.slice(0, MOST_TOLD);
  return html`<p class="unlike-summary" data-testid="differences-summary">
    <b>${t.summary}</b>
    ${shown.map(
      ({ row, d }) => html`<span class="as-is">${row.label} ${placeOf(row, d)} <b
        class="unlike unlike-${d.level}">${t.pair(d.roster, d.listed)}</b></span>`,
    )}
    ${told.length > shown.length ? html`<span>${t.more(told.length - shown.length)}</span>` : nothing}
  </p>`;
}

/** What the marks mean; only those that are there. */
export function legendView(rows: readonly FieldRow[]): TemplateResult | typeof nothing {
  const there = (how: Likeness) => rows.some((r) => r.pieces.some((c) => c.some(([, h]) => h === how)));
  const kinds = (["folded", "relaxed", "differs"] as const).filter(there);
  if (kinds.length === 0) return nothing;
  return html`<p class="unlike-legend small">${kinds.map(
    (k) => html`<span><span class="unlike unlike-${k}" aria-hidden="true">字</span> ${t.legend[k]}</span>`,
  )}</p>`;
}
