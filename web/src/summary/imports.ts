// What became of each file: how it was read, and every row that could not be.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ImportReport } from "../../../wasm/driver.ts";
import { warningIcon } from "../base/icons.ts";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { day } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { imports as t, results } from "./strings.ts";

// More would make the page slow; the whole list is in the saved record.
const SHOWN_ROWS = 200;

function fact(label: string, value: string | null | undefined): TemplateResult | typeof nothing {
  return value ? html`<div><dt>${label}</dt><dd class="wrap">${value}</dd></div>` : nothing;
}

function count(label: string, value: number): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${n(value)}</dd></div>`;
}

function report(app: App, r: ImportReport): TemplateResult {
  const rejected = r.rejected.slice(0, SHOWN_ROWS);
  const d = t.details;
  return html`<details class="disclosure import" data-testid="import-${r.kind}" data-rejected=${r.rejected_count}>
    <summary>
      <span class="import-title">
        <b>${labelOf(app.constants, r.kind)}</b>
        <span class="wrap">${r.file}</span>
        <span>${t.line(r.rows, r.kept)}</span>
        ${
          r.rejected_count > 0
            ? html`<span class="import-rejected">${warningIcon}${t.rejected(r.rejected_count)}</span>`
            : html`<span class="hint">${t.noRejected}</span>`
        }
      </span>
    </summary>
    <div class="disclosure-body">
      <h3>${t.counts}</h3>
      <dl class="facts counts" data-testid="import-counts">
        ${count(t.read, r.rows)} ${count(t.kept, r.kept)} ${count(t.skipped.title, r.skip_rows)} ${count(t.skipped.blank, r.blank_rows)}
        ${count(t.skipped.total, r.total_rows)} ${count(t.skipped.other, r.other_kind_rows)}
        ${count(
          t.repairedRows,
          r.repairs.reduce((sum, x) => sum + x.count, 0),
        )} ${count(t.rejectedRows, r.rejected_count)}
      </dl>
      ${
        r.repairs.length > 0
          ? html`<h3>${t.repairs}</h3>
            <ul>
              ${r.repairs.map((x) => html`<li class="wrap">${x.text}${t.repair(x.count, x.first_line)}</li>`)}
            </ul>`
          : nothing
      }
      <dl class="facts">
        ${fact(d.encoding, r.encoding)} ${fact(d.delimiter, r.delimiter === undefined ? null : (t.delimiters[r.delimiter] ?? r.delimiter))}
        ${fact(d.header, r.header_rows === undefined ? null : t.headerRows(r.header_rows))}
        ${fact(
          d.runDate,
          r.run_date ? `${day(r.run_date)}${(r.run_date_from && t.runDateFrom[r.run_date_from]) ?? ""}` : null,
        )} ${fact(d.unused, r.unused.join("、"))}
      </dl>
      ${
        r.warnings.length > 0
          ? html`<h3>${t.warnings}</h3>
            <ul>
              ${r.warnings.map((w) => html`<li class="wrap">${w.line === null ? nothing : t.atLine(w.line)}${w.text}</li>`)}
            </ul>`
          : nothing
      }
      ${
        rejected.length > 0
          ? html`<h3>${t.rejectedTitle}</h3>
            ${r.rejected_count > rejected.length ? html`<p class="hint">${t.truncated(rejected.length, r.rejected_count)}</p>` : nothing}
            <div class="table-scroll" tabindex="0" role="group" aria-label=${t.rejectedTitle}>
              <table class="table">
                <thead>
                  <tr><th scope="col" class="num">${t.lineNo}</th><th scope="col">${t.columnNo}</th><th scope="col">${t.reason}</th></tr>
                </thead>
                <tbody>
                  ${rejected.map(
                    (x) => html`<tr>
                      <td class="num">${n(x.line)}</td>
                      <td class="wrap">${x.column ?? ""}</td>
                      <td class="wrap">${x.reason}</td>
                    </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : nothing
      }
      <h3>${t.fields}</h3>
      <div class="table-scroll" tabindex="0" role="group" aria-label=${t.fields}>
        <table class="table">
          <thead>
            <tr><th scope="col">${t.field}</th><th scope="col">${t.column}</th><th scope="col">${t.form}</th></tr>
          </thead>
          <tbody>
            ${r.fields.map(
              (f) => html`<tr>
                <td>${f.label}</td>
                <td class="wrap">${
                  f.header && f.header !== `${f.position}列目` ? html`${f.header}（${t.position(f.position)}）` : t.position(f.position)
                }</td>
                <td>${f.date_form ? (t.forms[f.date_form] ?? f.date_form) : ""}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>
  </details>`;
}

export function importsView(app: App): TemplateResult {
  return html`<section class="imports" aria-labelledby="imports-title">
    <div class="summary-head">
      <h2 class="section-title" id="imports-title">${t.title}</h2>
      <div class="summary-actions">
        <button
          type="button"
          class="button button-outline"
          data-testid="export-import-csv"
          ?disabled=${app.state.exporting}
          @click=${() => app.export("import.csv")}
        >
          ${results.exportImportCsv}
        </button>
        <button
          type="button"
          class="button button-text"
          data-testid="export-import"
          ?disabled=${app.state.exporting}
          @click=${() => app.export("import.json")}
        >
          ${results.exportImport}
        </button>
      </div>
    </div>
    <p class="hint">${t.hint}</p>
    ${app.state.imports.map((r) => report(app, r))}
  </section>`;
}
