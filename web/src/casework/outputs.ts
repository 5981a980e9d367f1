// The 管理簿 with the year's figures, how the cases have come on, and the table for the municipality's main system.

import { html } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { casework, importTable } from "./strings.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import "../ledger/annual.ts";
import "../ledger/ledger.ts";
import "./progress-chart.ts";

const t = casework.outputs;

export function outputsView(app: App, overview: BookOverview, openTable: () => void): TemplateResult {
  const { csvEncoding, days } = app.state;
  return html`<div class="outputs" data-testid="outputs">
    <totsugo-ledger .app=${app} .overview=${overview} .csv=${csvEncoding} .days=${days}></totsugo-ledger>
    <totsugo-annual .app=${app} .overview=${overview} .days=${days}></totsugo-annual>
    <totsugo-progress-chart .app=${app} .overview=${overview}></totsugo-progress-chart>
    <h3 class="section-title">${importTable.title}</h3>
    <p class="hint">${t.importAbout}</p>
    <button type="button" class="button button-outline" data-testid="import-open" ?disabled=${!overview.cases}
      @click=${openTable}>${importTable.open}</button>
  </div>`;
}
