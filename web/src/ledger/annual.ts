// 年度集計: a year by month and flow, as a picture and a table.

import { LitElement, html, nothing, svg } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { Figures, FiguresByFlow } from "../../../wasm/contract.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import { askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import { flowNames } from "../app/strings.ts";
import { day, month } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { saveListed } from "./save.ts";
import type { SavedAs } from "./save.ts";
import { annual as t } from "./strings.ts";

interface Year {
  months: { month: string; flows: FiguresByFlow }[];
  whole: FiguresByFlow;
  sum: Figures;
}

const FLOWS = ["P", "D"] as const;
/** Figures of people, in the order of the table's columns. */
const COUNTED = ["listed", "verified", "inquired", "urged", "urged_again", "filed", "ex_officio"] as const;

/** The year that begins in April. */
const yearOf = (iso: string): number => Number(iso.slice(0, 4)) - (iso.slice(5, 7) < "04" ? 1 : 0);
const excludedIn = (f: Figures): number => Object.values(f.excluded).reduce((all, k) => all + k, 0);
/** R8 of R8.4.1, 2026 of 2026/4/1. */
const said = (year: number): string => day(`${year}-04-01`).replace(/[./].*$/, "");

export class Annual extends LitElement {
  static override properties = { app: { attribute: false }, overview: { attribute: false }, days: {} };
  declare app: App;
  declare overview: BookOverview;

  private year = 0;
  private answer: Year | null = null;
  private asked = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("overview")) return;
    this.year ||= yearOf(this.app.today());
    void this.load();
  }

  private get when(): { from: string; today: string } {
    return { from: `${this.year}-04-01`, today: this.app.today() };
  }

  private async load(): Promise<void> {
    const mine = ++this.asked;
    const answer = await askOrTell<Year>(this.app, { do: "annual", ...this.when });
    if (mine !== this.asked || !answer) return;
    this.answer = answer;
    this.requestUpdate();
  }

  /** From the first run to now. */
  private get years(): number[] {
    const all = [...this.overview.runs.map((r) => yearOf(r.date)), yearOf(this.app.today()), this.year];
    const first = Math.min(...all);
    return Array.from({ length: Math.max(...all) - first + 1 }, (_, i) => first + i);
  }

  private save(as: SavedAs): void {
    const names = { csv: t.csvName(this.year), xlsx: t.bookName(this.year), words: t.bookWords(said(this.year)) };
    void saveListed(this.app, "annual", as, names, { annual: this.when });
  }

  private picture({ months }: Year): TemplateResult {
    const bars = months.map(({ month: at, flows }) => ({
      at,
      listed: flows.P.listed + flows.D.listed,
      ended: flows.P.filed + flows.D.filed + flows.P.ex_officio + flows.D.ex_officio,
    }));
    const most = Math.max(1, ...bars.flatMap((b) => [b.listed, b.ended]));
    const height = (k: number) => (k / most) * 80;
    const sum = (of: "listed" | "ended") => bars.reduce((all, b) => all + b[of], 0);
    const bar = (x: number, k: number, kind: string) =>
      k === 0
        ? nothing
        : svg`<rect class=${kind} x=${x} y=${100 - height(k)} width="14" height=${height(k)} />
          <text class="annual-number" x=${x + 7} y=${96 - height(k)}>${k}</text>`;
    return html`<figure class="annual-picture">
      <figcaption>${t.picture}</figcaption>
      <ul class="annual-legend">${(["listed", "ended"] as const).map(
        (k) => html`<li><span class="annual-swatch is-${k}" aria-hidden="true"></span>${t.bars[k]}</li>`,
      )}</ul>
      <svg viewBox="0 0 480 120" role="img" aria-label=${t.said(bars.length, sum("listed"), sum("ended"))} data-testid="annual-picture">
        <line class="annual-ground" x1="0" y1="100" x2="480" y2="100" />
        ${bars.map(
          (b, i) => svg`${bar(i * 40 + 5, b.listed, "is-listed")}${bar(i * 40 + 21, b.ended, "is-ended")}
            <text class="annual-month" x=${i * 40 + 20} y="114">${Number(b.at.slice(5, 7))}月</text>`,
        )}
      </svg>
    </figure>`;
  }

  private row(when: string, flow: string, f: Figures, last: boolean): TemplateResult {
    const reasons = Object.entries(f.excluded).map(([reason, k]) => `${reason || t.none} ${n(k)}`);
    return html`<tr class=${last ? "annual-sum" : ""} data-month=${when} data-flow=${flow}>
      <th scope="row">${when}</th><td>${flow}</td>
      ${COUNTED.map((k) => html`<td class="is-number">${n(f[k])}</td>`)}
      <td class="is-number">${n(excludedIn(f))}</td><td class="small">${reasons.join("、")}</td>
      <td class="is-number">${f.open === null ? html`<span title=${t.toCome}>－</span>` : n(f.open)}</td>
      <td class="is-number">${f.days_to_filing === null ? "－" : t.days(String(f.days_to_filing))}</td>
    </tr>`;
  }

  private table({ months, whole, sum }: Year): TemplateResult {
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${t.table}>
      <table class="table annual-table" data-testid="annual-table">
        <thead><tr>${this.app.constants.tables.annual.map((c) => html`<th scope="col">${c.head}</th>`)}</tr></thead>
        <tbody>
          ${months.flatMap((m) => FLOWS.map((flow) => this.row(month(m.month.slice(0, 7)), flowNames[flow], m.flows[flow], false)))}
          ${FLOWS.map((flow) => this.row(t.whole, flowNames[flow], whole[flow], true))} ${this.row(t.whole, t.sum, sum, true)}
        </tbody>
      </table>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    return html`<section class="annual" data-testid="annual" aria-labelledby="annual-title" aria-busy=${answer ? "false" : "true"}
      data-json=${answer ? JSON.stringify(answer) : nothing}>
      <h3 class="section-title" id="annual-title">${t.title}</h3>
      <p class="hint">${t.about}</p>
      <label class="field annual-year">${t.year}<select data-testid="annual-year"
        @change=${(e: Event) => {
          this.year = Number((e.currentTarget as HTMLSelectElement).value);
          void this.load();
        }}>${this.years.map(
          (year) => html`<option value=${year} .selected=${year === this.year}>${t.yearOf(year, said(year))}</option>`,
        )}</select></label>
      ${answer ? html`${this.picture(answer)} ${this.table(answer)}` : nothing}
      <div class="summary-actions">
        <button type="button" class="button button-outline" data-testid="export-annual-xlsx"
          @click=${() => this.save("xlsx")}>${t.book}</button>
        <button type="button" class="button button-outline" data-testid="export-annual"
          @click=${() => this.save("csv")}>${t.csv}</button>
      </div>
    </section>`;
  }
}

customElements.define("totsugo-annual", Annual);
