// 管理簿 on the screen: the rows and columns that are saved, narrowed, sorted, a page at a time.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { LedgerQuery, StateCode, TableColumn } from "../../../wasm/contract.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import { askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import { day, dayView } from "../base/days.ts";
import { csvEncodingField } from "../saving/save-csv.ts";
import { saveListed } from "./save.ts";
import type { SavedAs } from "./save.ts";
import { ledger as t } from "./strings.ts";

/** Rows of a page. */
const PAGE = 100;
/** What an office looks at first; the others are a press away. */
const USUAL = [
  "number",
  "state",
  "name",
  "name_kana",
  "birth_date",
  "member_number",
  "bucket",
  "loss_date",
  "last_step",
  "last_step_on",
  "deadline",
  "notes",
];

/** What may go on below; everything else stays on its line. */
const LONG = new Set(["address", "notes", "reasons"]);

interface Rows {
  rows: { case: number; cells: string[] }[];
  count: number;
}

/** What the work file keeps of it. */
interface Kept {
  columns: string[];
  order_by: string;
  descending: boolean;
}

const NARROWED = { states: [] as StateCode[], period_from: "", period_to: "", text: "" };

export class Ledger extends LitElement {
  static override properties = { app: { attribute: false }, overview: { attribute: false }, csv: {}, days: {} };
  declare app: App;
  declare overview: BookOverview;

  private kept: Kept = { columns: USUAL, order_by: "number", descending: false };
  private narrowed = { ...NARROWED };
  private answer: Rows | null = null;
  private start = 0;
  /** What is saved has the columns of the screen alone; else all there are. */
  private onlyShown = false;
  private asked = 0;
  private asking = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("overview")) return;
    const kept = this.overview.ledger as Partial<Kept> | null;
    const known = new Set(this.columns.map((c) => c.code));
    const columns = (kept?.columns ?? []).filter((code) => known.has(code));
    if (columns.length > 0) this.kept.columns = columns;
    if (kept?.order_by && known.has(kept.order_by)) {
      this.kept.order_by = kept.order_by;
      this.kept.descending = kept.descending === true;
    }
    void this.load();
  }

  private get columns(): readonly TableColumn[] {
    return this.app.constants.tables.ledger;
  }

  /** The columns shown, in the order of the table. */
  private get shown(): readonly TableColumn[] {
    const wanted = new Set(this.kept.columns);
    return this.columns.filter((c) => wanted.has(c.code));
  }

  private get isNarrowed(): boolean {
    const { text, period_from, period_to, states } = this.narrowed;
    return text !== "" || period_from !== "" || period_to !== "" || states.length > 0;
  }

  private get query(): LedgerQuery {
    const { kept, narrowed } = this;
    return { ...narrowed, order_by: kept.order_by, descending: kept.descending, columns: this.shown.map((c) => c.code) };
  }

  private async load(start = 0): Promise<void> {
    const mine = ++this.asked;
    this.asking = true;
    this.requestUpdate();
    const answer = await askOrTell<Rows>(this.app, { do: "ledger", ...this.query, today: this.app.today(), start, count: PAGE });
    if (mine !== this.asked) return;
    this.asking = false;
    if (answer) {
      this.answer = answer;
      this.start = start;
    }
    this.requestUpdate();
  }

  private narrow(change: Partial<typeof NARROWED>): void {
    this.narrowed = { ...this.narrowed, ...change };
    void this.load();
  }

  private async keep(change: Partial<Kept>): Promise<void> {
    this.kept = { ...this.kept, ...change };
    void this.load();
    const overview = await askOrTell<BookOverview>(this.app, { do: "settings", ledger: { ...this.kept } });
    if (overview) this.app.set({ unsaved: overview.unsaved, book: overview });
  }

  private sortBy(code: string): void {
    const { order_by, descending } = this.kept;
    void this.keep({ order_by: code, descending: order_by === code && !descending });
  }

  /** What the table leaves out, to be read on paper; empty where it is everybody. */
  private get leftOut(): string {
    const { text, period_from, period_to, states } = this.narrowed;
    if (!this.isNarrowed) return "";
    const c = t.conditions;
    const label = this.app.constants.casework.states.find((s) => s.code === states[0])?.label;
    return t.part(this.answer?.count ?? 0, this.overview.cases, [
      ...(period_from || period_to ? [c.period(period_from && day(period_from), period_to && day(period_to))] : []),
      ...(label ? [c.state(label)] : []),
      ...(text ? [c.text(text)] : []),
    ]);
  }

  private get isReversed(): boolean {
    const { period_from, period_to } = this.narrowed;
    return period_from !== "" && period_to !== "" && period_to < period_from;
  }

  private save(as: SavedAs): void {
    const date = this.app.today();
    const names = { csv: t.csvName(date), xlsx: t.bookName(date), words: t.bookWords(date, this.leftOut) };
    const listed = { ledger: { ...this.query, ...(this.onlyShown ? {} : { columns: [] }) } };
    void saveListed(this.app, "ledger", as, names, listed);
  }

  // ---- what is asked for ----

  private conditions(): TemplateResult {
    const { narrowed } = this;
    const value = (e: Event) => (e.currentTarget as HTMLInputElement).value;
    const dayField = (which: "period_from" | "period_to", label: string) =>
      html`<label class="inline-check"><input autocomplete="off" type="date" data-testid="ledger-${which}" .value=${narrowed[which]}
        @change=${(e: Event) => this.narrow({ [which]: value(e) })} />${label}</label>`;
    return html`<div class="ledger-conditions">
      <label class="field">${t.state}<select data-testid="ledger-state"
        @change=${(e: Event) => this.narrow({ states: value(e) === "" ? [] : [value(e) as StateCode] })}>
        <option value="" .selected=${narrowed.states.length === 0}>${t.anyState}</option>
        ${this.app.constants.casework.states.map(
          (s) => html`<option value=${s.code} .selected=${narrowed.states[0] === s.code}>${s.label}</option>`,
        )}
      </select></label>
      <fieldset class="ledger-period" aria-describedby="ledger-period-hint"><legend>${t.period}</legend>
        ${dayField("period_from", t.from)} ${dayField("period_to", t.to)}</fieldset>
      <label class="field">${t.search}<input type="search" data-testid="ledger-search" autocomplete="off"
        placeholder=${t.searchShort} .value=${narrowed.text} @change=${(e: Event) => this.narrow({ text: value(e) })} /></label>
      ${
        this.isNarrowed
          ? html`<button type="button" class="button button-text" data-testid="ledger-reset"
              @click=${() => this.narrow({ ...NARROWED })}>${t.reset}</button>`
          : nothing
      }
    </div>
    <p class="hint" id="ledger-period-hint">${t.periodHint}</p>`;
  }

  private chooser(): TemplateResult {
    const wanted = new Set(this.kept.columns);
    const take = (code: string, on: boolean) => {
      const columns = this.columns.map((c) => c.code).filter((c) => (c === code ? on : wanted.has(c)));
      if (columns.length > 0) void this.keep({ columns });
      else this.requestUpdate();
    };
    return html`<details class="ledger-columns" data-testid="ledger-columns"><summary>${t.columns}</summary>
      <p class="hint">${t.columnsHint}</p>
      <div class="ledger-checks">${this.columns.map(
        (c) => html`<label class="inline-check"><input type="checkbox" data-column=${c.code} .checked=${wanted.has(c.code)}
          @change=${(e: Event) => take(c.code, (e.currentTarget as HTMLInputElement).checked)} />${c.head}</label>`,
      )}</div>
      <button type="button" class="button button-text" @click=${() => void this.keep({ columns: USUAL })}>${t.usualColumns}</button>
      <button type="button" class="button button-text" @click=${() => void this.keep({ columns: this.columns.map((c) => c.code) })}>
        ${t.allColumns}</button>
    </details>`;
  }

  // ---- what is shown ----

  private head(column: TableColumn): TemplateResult {
    const { order_by, descending } = this.kept;
    const here = order_by === column.code;
    return html`<th scope="col" aria-sort=${here ? (descending ? "descending" : "ascending") : nothing}>
      <button type="button" class="ledger-sort" data-testid="ledger-sort" data-column=${column.code} title=${t.sortBy(column.head)}
        @click=${() => this.sortBy(column.code)}>${column.head}${
          here ? html`<span aria-hidden="true">${descending ? "▼" : "▲"}</span>` : nothing
        }</button></th>`;
  }

  private rows(columns: readonly TableColumn[], { rows }: Rows): TemplateResult {
    return html`<div class="table-scroll ledger-table" tabindex="0" role="group" aria-label=${t.title}>
      <table class="table">
        <thead><tr>${columns.map((c) => this.head(c))}</tr></thead>
        <tbody>${rows.map(
          (row) =>
            html`<tr data-testid="ledger-row" data-case=${row.case}>${row.cells.map((cell, i) => {
              const { kind } = columns[i]!;
              if (kind === "date") return html`<td>${cell === "" ? nothing : dayView(cell)}</td>`;
              if (kind === "number") return html`<td class="is-number">${cell}</td>`;
              return html`<td class=${LONG.has(columns[i]!.code) ? "as-is ledger-long" : "as-is"}>${cell}</td>`;
            })}</tr>`,
        )}</tbody>
      </table>
    </div>`;
  }

  private pager({ rows, count }: Rows): TemplateResult | typeof nothing {
    if (count <= PAGE) return nothing;
    const go = (start: number) => void this.load(start);
    return html`<nav class="ledger-pager" aria-label=${t.title}>
      <button type="button" class="button button-outline" data-testid="ledger-earlier" ?disabled=${this.start === 0}
        @click=${() => go(Math.max(0, this.start - PAGE))}>${t.earlier(PAGE)}</button>
      <span>${t.pages(this.start + 1, this.start + rows.length, count)}</span>
      <button type="button" class="button button-outline" data-testid="ledger-later" ?disabled=${this.start + PAGE >= count}
        @click=${() => go(this.start + PAGE)}>${t.later(PAGE)}</button>
    </nav>`;
  }

  protected override render(): TemplateResult {
    const { answer, overview, app } = this;
    // The rows are of the columns that were asked for, and those may be others by now.
    const columns = this.shown;
    const isEmpty = overview.cases === 0 || (answer?.count === 0 && !this.isNarrowed);
    const nobody = this.isNarrowed && answer?.count === 0;
    const fits = answer && (answer.rows.length === 0 || answer.rows[0]!.cells.length === columns.length);
    return html`<section class="ledger" data-testid="ledger" aria-labelledby="ledger-title" aria-busy=${this.asking ? "true" : "false"}>
      <h3 class="section-title" id="ledger-title">${t.list}</h3>
      <p class="hint">${isEmpty ? t.empty : t.about}</p>
      ${
        !isEmpty
          ? html`${this.conditions()} ${this.chooser()}
            <p role="status" data-testid="ledger-count" data-count=${answer?.count ?? nothing}>${
              answer ? (this.isReversed ? t.reversed : answer.count > 0 ? t.count(answer.count, overview.cases) : t.noMatch) : nothing
            }</p>
            ${fits && answer.count > 0 ? html`${this.rows(columns, answer)} ${this.pager(answer)}` : nothing}`
          : nothing
      }
      <label class="inline-check"><input type="checkbox" data-testid="ledger-only-shown" .checked=${this.onlyShown}
        @change=${(e: Event) => {
          this.onlyShown = (e.currentTarget as HTMLInputElement).checked;
        }} />${t.onlyShown}</label>
      <div class="summary-actions">
        <button type="button" class="button button-outline" data-testid="export-ledger-xlsx" ?disabled=${nobody}
          @click=${() => this.save("xlsx")}>${t.book}</button>
        <button type="button" class="button button-outline" data-testid="export-ledger" ?disabled=${nobody}
          @click=${() => this.save("csv")}>${t.csv}</button>
        ${csvEncodingField(app)}
      </div>
    </section>`;
  }
}

customElements.define("totsugo-ledger", Ledger);
