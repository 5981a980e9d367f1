// The step 確認, upper half: how many in which bucket, what to be careful about, what became of the files.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Summary } from "../../../wasm/driver.ts";
import { warningIcon } from "../base/icons.ts";
import { csvEncodingField } from "../saving/save-csv.ts";
import type { App } from "../app/state.ts";
import { dated, dayView } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { flowNames } from "../app/strings.ts";
import { results as t } from "./strings.ts";
import { diagramView } from "./diagram.ts";

/** The checks that keep the results from being used, each with what a clerk may say to it. */
function stopsView(app: App, summary: Summary): TemplateResult | typeof nothing {
  const stops = summary.checks.filter((c) => c.level === "stop" && c.accepted === null);
  if (stops.length === 0) return nothing;
  const say = (code: string) => (e: SubmitEvent) => {
    e.preventDefault();
    const reason = String(new FormData(e.target as HTMLFormElement).get("reason") ?? "").trim();
    if (reason !== "") app.accept(code, reason);
  };
  return html`<div class="banner banner-error" data-testid="stops" role="group" aria-labelledby="stops-title">
    <span class="banner-icon">${warningIcon}</span>
    <div class="banner-body">
      <h3 class="banner-title" id="stops-title">${t.stops.title}</h3>
      <p>${t.stops.hint}</p>
      ${stops.map(
        (c) => html`<form class="stop field" data-testid="stop-${c.code}" @submit=${say(c.code)}>
          <p class="wrap" id="stop-text-${c.code}">${dated(c.text)}</p>
          <label for="stop-reason-${c.code}">${t.stops.reason}</label>
          <div class="stop-answer">
            <input type="text" id="stop-reason-${c.code}" name="reason" required maxlength="600" autocomplete="off"
              aria-describedby="stop-text-${c.code}" />
            <button type="submit" class="button button-outline" data-testid="accept-check">${t.stops.accept}</button>
          </div>
        </form>`,
      )}
      <p><button type="button" class="button button-text" data-testid="stops-files"
        @click=${() => app.goTo("import")}>${t.stops.back}</button></p>
    </div>
  </div>`;
}

function acceptedView(summary: Summary): TemplateResult | typeof nothing {
  const accepted = summary.checks.filter((c) => c.level === "stop" && c.accepted !== null);
  return accepted.length === 0
    ? nothing
    : html`<details class="disclosure" data-testid="accepted"><summary>${t.stops.accepted(accepted.length)}</summary>
        <ul>${accepted.map((c) => html`<li class="wrap">${dated(c.text)}${t.stops.because(c.accepted!)}</li>`)}</ul></details>`;
}

/** The checks that stop, and those that a clerk has answered, above the desk. */
export function checksView(app: App): TemplateResult | typeof nothing {
  const { summary } = app.state;
  if (!summary?.checks.some((c) => c.level === "stop")) return nothing;
  return html`<section class="checks" data-testid="checks" aria-label=${t.warnings}>
    ${stopsView(app, summary)} ${acceptedView(summary)}
  </section>`;
}

/** What the other checks say, in the line below the header. */
export function warningsView({ state: { summary } }: App): TemplateResult | typeof nothing {
  if (!summary || summary.warnings.length === 0) return nothing;
  return html`<details class="menu menu-end warnings" data-testid="warnings">
    <summary>${warningIcon}${t.warningsOf(summary.warnings.length)}</summary>
    <div class="menu-body"><ul>${summary.warnings.map((w) => html`<li class="wrap">${dated(w)}</li>`)}</ul></div>
  </details>`;
}

export function summaryView(app: App): TemplateResult | typeof nothing {
  const { state, constants } = app;
  const { summary } = state;
  if (!summary) return nothing;
  const buckets = constants.buckets.filter((b) => b.flow === summary.flow || (summary.buckets[b.code] ?? 0) > 0);
  const ms = summary.timings?.total;
  const kept = state.exporting || summary.stopped;
  return html`<section class="summary" data-testid="summary" data-json=${JSON.stringify(summary)} aria-labelledby="results-title">
    <div class="summary-head">
      <div>
        <h2 class="section-title" id="results-title" tabindex="-1">${t.title}</h2>
        <p class="hint">
          ${dated(t.of(flowNames[summary.flow], summary.date))}${ms === undefined ? nothing : html`／${t.time(ms)}`}
        </p>
      </div>
      <div class="summary-actions">
        <button type="button" class="button button-outline" data-testid="export-xlsx" ?disabled=${kept}
          @click=${() => app.export("results.xlsx")}>${t.exportBook}</button>
        ${csvEncodingField(app)}
        <button
          type="button"
          class="button button-outline"
          data-testid="export-csv"
          ?disabled=${kept}
          @click=${() => app.export("results.csv")}
        >
          ${state.exporting ? t.exporting : t.exportCsv}
        </button>
      </div>
    </div>
    ${summary.stopped ? html`<p class="fault-text" data-testid="export-stopped">${t.stops.noExport}</p>` : nothing}
    ${
      summary.results === 0
        ? html`<div class="banner banner-notice" data-testid="no-results">
          <div class="banner-body">
            <p class="banner-title">${t.none}</p>
            <p>${t.noneHint}</p>
          </div>
        </div>`
        : nothing
    }

    <p class="totals">
      <span class="total-number">${t.total(summary.results)}</span>
      <span class="chip chip-selectable">${t.selectable(summary.selectable)}</span>
      <span class="hint">${t.selectableMeaning}</span>
    </p>

    <h3 class="group-title">${t.breakdown}</h3>
    <p class="hint">${t.breakdownHint}</p>
    <ul class="buckets">
      ${buckets.map((b) => {
        const count = summary.buckets[b.code] ?? 0;
        const on = state.buckets.includes(b.code);
        return html`<li>
          <button
            type="button"
            class="bucket ${count === 0 ? "is-zero" : ""}"
            data-testid="bucket-${b.code}"
            data-count=${count}
            aria-pressed=${on ? "true" : "false"}
            @click=${() => app.toggleBucket(b.code)}
          >
            <span class="bucket-label">${b.label}</span>
            <span class="bucket-count"><b>${n(count)}</b> ${t.count}</span>
            <span class="bucket-meaning">${b.meaning}</span>
          </button>
        </li>`;
      })}
    </ul>
    ${diagramView(app, summary, buckets)}

    ${
      summary.runs.length > 0
        ? html`<p class="runs">
          <b>${t.runs}</b>
          ${summary.runs.map(
            (r, i) => html`<span class="run">
              ${dayView(r.date)}${t.run(r.files.join("、"))}${
                r.gap_days === null
                  ? nothing
                  : html`<span
                    class="small">${t.gap(r.gap_days)}${i > 0 || r.consecutive ? nothing : html`・<b>${t.notConsecutive}</b>`}</span>`
              }
            </span>`,
          )}
        </p>`
        : nothing
    }
  </section>`;
}
