// How the cases have come on, and what leaves them as a table: the 管理簿, and the table for the municipality's main system.

import { html } from "lit";
import type { TemplateResult } from "lit";
import { saveCoreBook } from "../saving/save-book.ts";
import { csvEncodingField, saveCsv } from "../saving/save-csv.ts";
import type { App } from "../app/state.ts";
import { casework, importTable } from "./strings.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import "./progress-chart.ts";

const t = casework.outputs;

async function ledger(app: App, as: "csv" | "xlsx"): Promise<void> {
  const date = app.today();
  try {
    const said = await (as === "csv"
      ? saveCsv(app, "ledger.csv", t.ledgerName(date))
      : saveCoreBook(app, "ledger", t.ledgerBookWords(date), t.ledgerBookName(date)));
    app.set({ exported: said ?? "" });
  } catch (e) {
    app.showRefusal(e);
  }
}

export function outputsView(app: App, overview: BookOverview, openTable: () => void): TemplateResult {
  return html`<totsugo-progress-chart .app=${app} .overview=${overview}></totsugo-progress-chart>
  <section class="outputs" data-testid="outputs" aria-labelledby="outputs-title">
    <h3 class="section-title" id="outputs-title">${t.title}</h3>
    <p class="hint">${t.about}</p>
    <div class="summary-actions">
      <button type="button" class="button button-outline" data-testid="export-ledger-xlsx"
        @click=${() => void ledger(app, "xlsx")}>${t.ledgerBook}</button>
      <button type="button" class="button button-outline" data-testid="export-ledger"
        @click=${() => void ledger(app, "csv")}>${t.ledger}</button>
      ${csvEncodingField(app)}
    </div>
    <h3 class="section-title">${importTable.title}</h3>
    <p class="hint">${t.importAbout}</p>
    <button type="button" class="button button-outline" data-testid="import-open" ?disabled=${!overview.cases}
      @click=${openTable}>${importTable.open}</button>
  </section>`;
}
