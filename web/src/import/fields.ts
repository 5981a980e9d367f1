// The fields as understood, each with its column, how sure that is, and what of it can be read.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Layout, LayoutField, Proposal, ProposedColumn, ProposedField } from "../../../wasm/driver.ts";
import { n } from "../base/strings.ts";
import { reading as t } from "./strings.ts";
import { DATE_FORMS, dateOf, positionOf } from "./choices.ts";

const SHOWN_FAILURES = 5;

/** A column as a choice; an example stands where there is no header to go by, or where it is asked for. */
export function columnText({ position, header, dropped, samples }: ProposedColumn, example = header === ""): string {
  if (dropped) return t.columnOf(position, t.dropped);
  const text = header ? t.columnOf(position, header) : t.column(position);
  if (example && samples[0]) return t.example(text, samples[0]);
  return header ? text : text + t.unheaded;
}

type Change = (code: string, field: LayoutField | null) => void;

function row(proposal: Proposal, layout: Layout | null, f: ProposedField, change: Change): TemplateResult {
  const position = positionOf(layout, f);
  const chosenForm = dateOf(layout, f);
  const found = f.date_form ? t.autoIs(t.forms[f.date_form] ?? f.date_form) : t.auto;
  const count = (value: number) => (position === null ? nothing : n(value));
  const shown = f.failures.slice(0, SHOWN_FAILURES);
  // Of several fields that serve the same end one is enough: only what the core asks for is missing.
  const spared =
    f.required && position === null && !proposal.open.some((q) => q.fields.includes(f.field)) && layout?.fields?.[f.field] === undefined;
  const doubtful = f.required && !spared && (f.failed > 0 || f.confidence !== "high");
  return html`<tr role="row" data-testid="field-${f.field}" data-position=${position ?? ""} data-confidence=${f.confidence}
    class=${doubtful ? "is-doubtful" : ""}>
      <th role="rowheader" scope="row"><span class="field-label">${f.label}</span>${
        spared
          ? html`<span class="tag">${t.spared}</span>`
          : f.required
            ? html`<span class="tag tag-required">${t.required}</span>`
            : nothing
      }</th>
      <td role="cell" data-label=${t.from}>
        <select
          aria-label=${t.fromOf(f.label)}
          data-testid="column-${f.field}"
          @change=${(e: Event) => {
            const { value } = e.currentTarget as HTMLSelectElement;
            change(f.field, value === "" ? null : { position: Number(value) });
          }}
        >
          <option value="" .selected=${live(position === null)}>${t.notUsed}</option>
          ${proposal.columns.map(
            (c) =>
              html`<option value=${c.position} ?disabled=${c.dropped} .selected=${live(c.position === position)}>${columnText(c)}</option>`,
          )}
        </select>
      </td>
      <td role="cell" data-label=${t.form} class=${f.is_date ? "" : "is-nothing"}>
        ${
          f.is_date
            ? html`<select
              aria-label=${t.formOf(f.label)}
              data-testid="form-${f.field}"
              ?disabled=${position === null}
              @change=${(e: Event) => change(f.field, { position: position!, date: (e.currentTarget as HTMLSelectElement).value })}
            >
              <option value="auto" .selected=${live(chosenForm === "auto")}>${found}</option>
              ${DATE_FORMS.map((code) => html`<option value=${code} .selected=${live(chosenForm === code)}>${t.forms[code]}</option>`)}
            </select>`
            : nothing
        }
      </td>
      <td role="cell" data-label=${t.confidence}>
        <span><b class="confidence confidence-${f.confidence}">${t.confidences[f.confidence]}</b> <span
          class="small wrap">${f.reason}</span></span>
      </td>
      <td role="cell" class="num ${position === null ? "is-nothing" : ""}" data-label=${t.parsed}>${count(f.parsed)}</td>
      <td role="cell" class="num ${position === null ? "is-nothing" : ""}" data-label=${t.empty}>${count(f.empty)}</td>
      <td role="cell" class="num ${position === null ? "is-nothing" : f.failed > 0 ? "is-failed" : ""}"
        data-label=${t.failed}>${count(f.failed)}</td>
    </tr>
    ${
      shown.length > 0
        ? html`<tr role="row" class="failures ${doubtful ? "is-doubtful" : ""}">
          <td role="cell" colspan="7">
            <ul aria-label=${t.failures(f.label)}>
              ${shown.map((x) => html`<li class="as-is">${t.failure(x.line, x.value, x.reason)}</li>`)}
              ${f.failed > shown.length ? html`<li>${t.moreFailures(f.failed - shown.length)}</li>` : nothing}
            </ul>
          </td>
        </tr>`
        : nothing
    }`;
}

/** The roles stand in the markup because a narrow window lays the table out as a list of cards. */
export function fieldsView(proposal: Proposal, layout: Layout | null, change: Change): TemplateResult {
  return html`<section class="group" aria-labelledby="import-fields">
    <h3 class="group-title" id="import-fields">${t.fields}</h3>
    <p class="hint">${t.fieldsHint}</p>
    <table class="table fields-table" role="table" aria-labelledby="import-fields" data-testid="import-fields">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${t.field}</th>
          <th role="columnheader" scope="col">${t.from}</th>
          <th role="columnheader" scope="col">${t.form}</th>
          <th role="columnheader" scope="col">${t.confidence}</th>
          <th role="columnheader" scope="col" class="num">${t.parsed}</th>
          <th role="columnheader" scope="col" class="num">${t.empty}</th>
          <th role="columnheader" scope="col" class="num">${t.failed}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${proposal.fields.map((f) => row(proposal, layout, f, change))}
      </tbody>
    </table>
  </section>`;
}
