// What is done with the cases beside the desk: letters, deadlines, another clerk's work file, the tables, the record. The book itself is
// in the worker.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { App, CasePart } from "../app/state.ts";
import { dated } from "../base/days.ts";
import { casework as t } from "./strings.ts";
import { history } from "../person/strings.ts";
import type { BookOverview, CaseCommand } from "../../../wasm/cases.ts";
import { askOrTell } from "../app/ask.ts";
import { mergeFile } from "./merge.ts";
import type { Pending } from "./merge.ts";
import "./answers.ts";
import { deadlinesView } from "./deadlines.ts";
import { levyView } from "./levy.ts";
import { outputsView } from "./outputs.ts";
import "../letters/letters.ts";
import type { Letters } from "../letters/letters.ts";
import { Recipients } from "../letters/recipients.ts";
import "./import-table.ts";
import "../record/record.ts";

export class Casework extends LitElement {
  // What of the page's state is shown here comes in again, so that a change of it is drawn.
  static override properties = { app: { attribute: false }, unsaved: {}, who: {}, looking: {}, csv: {}, shown: {} };
  declare app: App;
  declare shown: CasePart;
  declare looking: boolean;

  private overview: BookOverview | null = null;
  private asked = 0;
  /** What is shown is not yet what was asked for last. */
  private asking = false;
  /** The letters that are being made, as they were left; null while none are. In another book their cases are other people. */
  private letters: Letters | null = null;
  /** Whom inquiries went to in this sitting. */
  private recipients = new Recipients();
  /** Another clerk's file that waits for a password or for choices. */
  private merging: Pending | null = null;
  /** The table for the main system stands in place of the outputs. */
  private tabling = false;
  /** On the page again, and not asked anew yet. */
  private back = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.back = true;
    this.requestUpdate();
  }

  /** What another step or another part has changed is seen in this one. */
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.get("shown") === "merge") this.merging = null;
    if (!this.back && changed.get("shown") === undefined) return;
    this.back = false;
    void this.refresh();
  }

  /** What was read of the files meanwhile is shown too. */
  protected override updated(changed: PropertyValues): void {
    if (changed.get("looking") && !this.looking) void this.refresh();
  }

  private ask<T>(command: CaseCommand): Promise<T | null> {
    return askOrTell<T>(this.app, command);
  }

  /** Everything that is shown, anew: after each step, and after a work file was opened. */
  async refresh(): Promise<void> {
    const mine = ++this.asked;
    this.asking = true;
    this.requestUpdate();
    const overview = await this.ask<BookOverview>({ do: "overview", today: this.app.today() });
    if (mine !== this.asked) return;
    this.asking = false;
    this.requestUpdate();
    if (!overview) return;
    this.overview = overview;
    this.app.set({ unsaved: overview.unsaved, book: overview });
  }

  /** Another book: its numbers are other people's. */
  readonly begin = (): void => {
    this.recipients = new Recipients();
    this.letters = null;
    this.merging = null;
    this.tabling = false;
    if (this.isConnected) void this.refresh();
  };

  /** Letters that have left the page stand in no record yet. */
  get hasUnrecorded(): boolean {
    return this.letters?.hasUnrecorded ?? false;
  }

  /** Letters are being made, and can be gone on with. */
  get isWriting(): boolean {
    return this.letters !== null;
  }

  write(cases: readonly number[]): void {
    const { app, recipients } = this;
    this.letters = Object.assign(document.createElement("totsugo-letters") as Letters, { app, cases, recipients });
    this.letters.addEventListener("letters-close", this.closeLetters);
    this.letters.addEventListener("letters-recorded", () => {
      this.dispatchEvent(new CustomEvent("letters-recorded"));
      void this.refresh();
    });
    this.requestUpdate();
  }

  /** True where the clerk still has to say something. */
  async merge(file: File): Promise<boolean> {
    const result = await mergeFile(this.app, file);
    if (result === "merged") this.app.workOpened();
    this.merging = result === "merged" ? null : result;
    this.requestUpdate();
    return this.merging !== null;
  }

  private readonly closeMerge = (): void => {
    this.merging = null;
    this.toDesk();
  };

  private readonly closeLetters = (): void => {
    this.letters = null;
    this.toDesk();
  };

  private toDesk(): void {
    this.app.set({ phase: "desk", message: null });
  }

  private readonly closeTable = (): void => {
    this.tabling = false;
    void this.refresh().then(() => this.querySelector<HTMLElement>("[data-testid=import-open]")?.focus());
  };

  /** Cases are gone, and the numbers of the others are new. */
  private readonly erased = (): void => {
    this.begin();
    this.dispatchEvent(new CustomEvent("book-changed"));
  };

  private readonly recounted = (said: string): void => {
    this.app.set({ message: null });
    void this.refresh().then(() => this.app.set({ exported: said }));
  };

  private readonly answered = (): void => {
    this.dispatchEvent(new CustomEvent("letters-recorded"));
    void this.refresh();
  };

  private deadlines(overview: BookOverview): TemplateResult {
    return deadlinesView(this.app, overview, {
      set: (deadlines) => {
        this.app.set({ message: null });
        void this.ask({ do: "settings", deadlines }).then(() => this.refresh());
      },
      recounted: this.recounted,
      refuse: (text) => this.app.showProblem({ code: "period", text }),
      show: (from, by) => this.app.showDue(from, by),
    });
  }

  private levy(overview: BookOverview): TemplateResult {
    return levyView(this.app, overview, {
      set: (levy) => {
        this.app.set({ message: null });
        void this.ask({ do: "settings", levy }).then(() => this.refresh());
      },
      refuse: (text) => this.app.showProblem({ code: "levy", text }),
    });
  }

  private panel(overview: BookOverview): TemplateResult | typeof nothing {
    const { app } = this;
    switch (this.shown) {
      case "letters":
        return this.letters ? html`${Object.assign(this.letters, { csv: app.state.csvEncoding })}` : nothing;
      case "merge":
        return this.merging
          ? html`<totsugo-merge .app=${app} .pending=${this.merging} .who=${app.state.who} @merge-done=${() => app.workOpened()}
              @merge-close=${this.closeMerge}></totsugo-merge>`
          : nothing;
      case "deadlines":
        return html`${this.deadlines(overview)}
          <totsugo-answers .app=${app} .overview=${overview} .days=${app.state.days} @answers-recorded=${this.answered}></totsugo-answers>
          ${this.levy(overview)}`;
      case "outputs":
        return this.tabling
          ? html`<totsugo-import-table .app=${app} .overview=${overview} .csv=${app.state.csvEncoding}
              @import-close=${this.closeTable}></totsugo-import-table>`
          : outputsView(app, overview, () => {
              this.tabling = true;
              app.set({ exported: "" });
              this.requestUpdate();
            });
      case "record":
        return html`<totsugo-record .app=${app} @record-erased=${this.erased}></totsugo-record>${merged(overview)}`;
    }
  }

  protected override render(): TemplateResult {
    const { overview, shown } = this;
    return html`<div class="view casework" data-testid="casework" aria-busy=${this.asking ? "true" : "false"}
      data-json=${overview ? JSON.stringify(overview) : nothing}>
      <div class="summary-head">
        <div>
          <h2 class="view-title" tabindex="-1">${t.titles[shown]}</h2>
          <p class="hint">${overview ? t.about(overview.cases, overview.runs.length, this.app.state.unsaved) : ""}</p>
        </div>
        <button type="button" class="button button-text" data-testid="to-desk" @click=${() => this.toDesk()}>${t.toDesk}</button>
      </div>
      ${overview ? this.panel(overview) : nothing}
    </div>`;
  }
}

/** Which files have been merged, when and by whom. */
function merged({ merges }: BookOverview): TemplateResult | typeof nothing {
  if (merges.length === 0) return nothing;
  return html`<details class="merges-past" data-testid="merges">
    <summary>${t.merge.past(merges.length)}</summary>
    <ul>${merges.map(
      (m) =>
        html`<li class="wrap as-is">${m.file} <span
          class="small">${dated(history.entered(m.at.slice(0, 16), m.who))}</span></li>`,
    )}</ul>
  </details>`;
}

customElements.define("totsugo-casework", Casework);
