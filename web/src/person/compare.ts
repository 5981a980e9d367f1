// The files next to each other, field by field, and how the grade comes about. Values are printed exactly as they came in.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Evidence, FieldRow, Level } from "../../../wasm/driver.ts";
import { dated, datedText, day as said } from "../base/days.ts";
import { DASH } from "../base/strings.ts";
import { evidence as t } from "./strings.ts";
import { timeline } from "../timeline/strings.ts";
import { differencesView, valueView } from "./marks.ts";

export const markOf = (of: Level): TemplateResult | typeof nothing =>
  t.levels[of].mark ? html`<span class="level-mark level-${of}" aria-hidden="true">${t.levels[of].mark}</span>` : nothing;

function level(e: Evidence, row: FieldRow): TemplateResult {
  const known = t.levels[row.level];
  return html`<span class="level level-${row.level}">${markOf(row.level)}${known.text}</span>
    ${row.note ? html`<span class="level-note">${dated(row.note)}</span>` : nothing}${differencesView(e, row)}`;
}

/** Short; the whole title with the file is told over it. */
function columnHead(c: Evidence["columns"][number]): TemplateResult {
  const absent = c.file === null || c.line === null;
  return html`<th scope="col" title=${datedText(absent ? c.title : `${c.title} ${timeline.place(c.file, c.line)}`)}>
    ${t.kinds[c.key]}<span class="place">${absent ? t.absent : t.placeOf(runOf(c.title), c.line)}</span>
  </th>`;
}

export function compareView(e: Evidence, title: string, rows: readonly FieldRow[], judged: boolean): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${title}>
    <table class="table compare">
      <caption class="visually-hidden">${title}</caption>
      <thead>
        <tr>
          <th scope="col">${t.item}</th>
          ${e.columns.map(columnHead)}
          ${judged ? html`<th scope="col" class="verdict">${t.verdict}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (r) => html`<tr class="row-${r.level}" data-field=${r.field} data-level=${r.level}>
            <th scope="row">${r.label}</th>
            ${r.values.map(
              (v, i) =>
                html`<td class="as-is">${
                  v === null
                    ? html`<span class="absent">${DASH}</span>`
                    : v === ""
                      ? html`<span
                        class="absent">${t.empty}</span>`
                      : valueView(r, i, v)
                }</td>`,
            )}
            ${judged ? html`<td>${level(e, r)}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The day of an overlap list stands at the end of its title. */
const runOf = (title: string): string => {
  const day = /\d{4}-\d{2}-\d{2}$/.exec(title)?.[0];
  return day ? said(day) : "";
};

/** The steps from the first field to the grade. */
export function waterfallView(e: Evidence): TemplateResult | typeof nothing {
  if (e.waterfall === null) return nothing;
  const spelled = (field: string): string[] => e.rows.find((r) => r.field === field)?.spelled ?? [];
  return html`<p class="small" data-testid="waterfall-sentence">${dated(e.waterfall.sentence)}</p>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${t.waterfall}>
      <table class="table waterfall" data-testid="waterfall">
        <thead>
          <tr>
            <th scope="col">${t.item}</th>
            <th scope="col">${t.verdict}</th>
            <th scope="col">${t.soFar}</th>
          </tr>
        </thead>
        <tbody>
          ${e.waterfall.steps.map(
            (s) => html`<tr class="row-${s.level}" data-field=${s.field} data-level=${s.level}>
              <th scope="row">${s.label}</th>
              <td>
                ${markOf(s.level)}<span class="wrap">${s.text}</span>
                ${spelled(s.field).map((told) => html`<span class="level-note as-is">${told}</span>`)}
              </td>
              <td class="so-far">${s.grade ?? t.noGradeYet}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
