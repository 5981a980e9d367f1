// 年度集計: a year by month and flow, as a picture and a table.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { BookOverview } from "../../../wasm/cases.ts";
import { askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { day } from "../base/days.ts";
import { Paper } from "../letters/paper.ts";
import { settingsFrom } from "../letters/settings.ts";
import { annualPaper } from "./annual-paper.ts";
import { pictureOf, tableOf } from "./figures.ts";
import type { Year } from "./figures.ts";
import { saveListed } from "./save.ts";
import type { SavedAs } from "./save.ts";
import { annual as t } from "./strings.ts";

/** The year that begins in April. */
const yearOf = (iso: string): number => Number(iso.slice(0, 4)) - (iso.slice(5, 7) < "04" ? 1 : 0);
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

  /** As the letters' sender has it: of this sitting, or as the work file keeps it. */
  private get town(): string {
    const { letters } = this.app.state;
    const { prefecture, town } = letters.town ? letters : (settingsFrom(this.overview.letters) ?? letters);
    return `${prefecture}${town}`;
  }

  private print(year: Year): void {
    const { app } = this;
    const about = {
      from: `${this.year}-04-01`,
      to: `${this.year + 1}-03-31`,
      town: this.town,
      today: app.today(),
      who: app.state.who,
    };
    const paper = new Paper();
    const { title } = document;
    // The browser takes the title for the name of a PDF.
    document.title = `${app.training ? trainingWords.titleMark : ""}${t.paper.name(this.year)}`;
    paper.open();
    paper.show(annualPaper(year, app.constants.tables.annual, about));
    window.print();
    paper.close();
    document.title = title;
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    return html`<section class="annual" data-testid="annual" aria-labelledby="annual-title" aria-busy=${answer ? "false" : "true"}
      data-json=${answer ? JSON.stringify(answer) : nothing}>
      <h3 class="section-title" id="annual-title">${t.title}</h3>
      <p class="hint">${t.about}${answer ? html` <span data-testid="annual-open-on">${t.openOn(day(answer.open_on))}</span>` : nothing}</p>
      <label class="field annual-year">${t.year}<select data-testid="annual-year"
        @change=${(e: Event) => {
          this.year = Number((e.currentTarget as HTMLSelectElement).value);
          void this.load();
        }}>${this.years.map(
          (year) => html`<option value=${year} .selected=${year === this.year}>${t.yearOf(year, said(year))}</option>`,
        )}</select></label>
      ${
        answer
          ? html`${pictureOf(answer)}
            <div class="table-scroll" tabindex="0" role="group" aria-label=${t.table}>
              ${tableOf(answer, this.app.constants.tables.annual, "annual-table")}
            </div>`
          : nothing
      }
      <div class="summary-actions">
        <button type="button" class="button button-outline" data-testid="print-annual" aria-describedby="annual-print-hint"
          ?disabled=${!answer} @click=${() => answer && this.print(answer)}>${t.paper.print}</button>
        <button type="button" class="button button-outline" data-testid="export-annual-xlsx"
          @click=${() => this.save("xlsx")}>${t.book}</button>
        <button type="button" class="button button-outline" data-testid="export-annual"
          @click=${() => this.save("csv")}>${t.csv}</button>
      </div>
      <p class="hint" id="annual-print-hint">${t.paper.printHint}</p>
    </section>`;
  }
}

customElements.define("totsugo-annual", Annual);
