// The import view: the first rows as read, next to the columns as understood, and every part of that changeable. Works on
// a copy: until it is confirmed, nothing of it counts.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import type { Kind, Layout, LayoutField, Problem, Proposal } from "../../../wasm/driver.ts";
import { errorIcon, okIcon, warningIcon } from "../base/icons.ts";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { reading as t } from "./strings.ts";
import {
  DELIMITERS,
  ENCODINGS,
  MOST_HEADER_ROWS,
  MOST_SKIP_ROWS,
  SHAPES,
  barredBy,
  questionsOf,
  withField,
  withHeader,
  withSetting,
  withoutAnswer,
} from "./choices.ts";
import type { Question } from "./choices.ts";
import { fieldsView } from "./fields.ts";
import { saveLayout, savedLayouts, stem } from "./layouts.ts";
import { previewView } from "./preview.ts";
import { answerOf, barredView, questionView } from "./question.ts";
import type { Asking, Mark } from "./question.ts";

const DELAY_MS = 150;

export class ImportView extends LitElement {
  static override properties = {
    app: { attribute: false },
    kind: { attribute: false },
    file: { attribute: false },
    layouts: { attribute: false },
  };
  declare app: App;
  declare kind: Kind;
  declare file: File;
  declare layouts: readonly Layout[];

  private layout: Layout | null = null;
  private proposal: Proposal | null = null;
  private problem: Problem | null = null;
  /** The look that counts; an answer to an older one is dropped. */
  private generation = 0;
  private looking = false;
  private timer = 0;
  private said = "";
  /** The focus was in a question, or on the way back to one, before the last look. */
  private answering = false;
  /** How many questions stood there before the last change. */
  private asked = 0;
  /** What the answers so far have changed, each as it was before. */
  private answers: Record<string, LayoutField | null | undefined>[] = [];
  /** The last change took an answer back. */
  private back = false;
  /** Which question stands there, and what is marked in it. */
  private asking = "";
  mark: Mark = null;
  other: Asking["other"] = { position: null, field: "" };
  fault = false;
  private name: string | null = null;
  private saved = "";

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const reading = this.app.state.readings.get(this.file);
    this.layout = reading?.layout ?? null;
    this.proposal = reading?.proposal ?? null;
    this.problem = reading?.problem ?? null;
    document.addEventListener("keydown", this.escape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.escape);
    clearTimeout(this.timer);
    this.generation++;
  }

  /** Also where nothing in particular has the focus. */
  private readonly escape = (e: KeyboardEvent) => {
    if (e.key !== "Escape" || e.isComposing || e.defaultPrevented) return;
    e.preventDefault();
    this.app.closeImport();
  };

  protected override willUpdate(): void {
    const shown = this.querySelector("[data-testid=question], [data-testid=question-barred]");
    const active = document.activeElement;
    this.answering ||= (shown?.contains(active) || active?.matches("[data-testid=question-back]")) ?? false;
    const question = this.questions[0];
    const asking = question ? `${this.answers.length} ${question.fields.map((f) => f.code).join()} ${question.columns.join()}` : "";
    if (asking === this.asking || this.looking) return;
    this.asking = asking;
    this.mark = question?.supposed ? (question.columns.length > 0 ? 0 : "none") : null;
    this.other = { position: null, field: question?.fields[0]?.code ?? "" };
    this.fault = false;
  }

  /** Where a question waits for its answer. */
  focusQuestion(): boolean {
    const marked = this.querySelector<HTMLElement>("[data-testid=question] input:checked");
    const first = marked ?? this.querySelector<HTMLElement>("[data-testid=question] input, [data-testid=question-barred]");
    first?.focus();
    return first !== null;
  }

  protected override updated(changed: PropertyValues): void {
    // With the answer its question goes away; the focus goes on to the next one.
    if (!this.looking) {
      if (this.answering && !this.contains(document.activeElement) && !this.focusQuestion())
        this.querySelector<HTMLElement>("[data-testid=import-confirm]")?.focus();
      this.answering = false;
    }
    if (changed.get("layouts") !== undefined) this.reread();
  }

  private change(layout: Layout | null, delay = DELAY_MS): void {
    this.asked = this.questions.length;
    this.layout = layout;
    this.saved = "";
    this.back = false;
    this.reread(delay);
  }

  /** Of a reading as a whole the answers were no part. */
  private changeAll(layout: Layout | null): void {
    this.answers = [];
    this.change(layout);
  }

  private reread(delay = DELAY_MS): void {
    this.looking = true;
    const generation = ++this.generation;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(generation), delay);
    this.requestUpdate();
  }

  private async look(generation: number): Promise<void> {
    const { app, kind, file, layout } = this;
    try {
      const status = await app.propose(kind, file, layout);
      if (generation !== this.generation) return;
      this.problem = status.ok ? null : status.error;
      // What was shown last stays for the settings that led to the problem to be mended.
      if (status.ok) this.proposal = status.proposal;
      const left = this.questions.length;
      this.said = !status.ok
        ? status.error.text
        : this.back
          ? t.ask.taken
          : left < this.asked
            ? t.answered(left)
            : t.reread(status.proposal.examined.rows);
    } catch {
      if (generation !== this.generation) return;
      this.said = "";
    }
    this.looking = false;
    this.requestUpdate();
  }

  private get questions(): Question[] {
    return this.proposal && !this.problem ? questionsOf(this.proposal, this.layout) : [];
  }

  /** What the file cannot be read without, and the clerk has said there is no column for. */
  private get barred(): string[] {
    return this.proposal && !this.problem ? barredBy(this.proposal, this.layout) : [];
  }

  private get chosen(): Layout {
    return this.layout ?? { kind: this.kind };
  }

  private readonly changeField = (code: string, field: LayoutField | null) => this.change(withField(this.chosen, code, field));

  /** Why this reading cannot be confirmed now; null if it can. */
  private whyNot(): string | null {
    if (this.looking) return t.whyNot.looking;
    if (this.problem || !this.proposal) return t.whyNot.unreadable;
    if (this.questions.length > 0) return t.whyNot.open;
    if (this.barred.length > 0) return t.whyNot.barred;
    if (this.proposal.problems.length > 0) return t.whyNot.problems;
    return null;
  }

  private confirm(): void {
    if (this.whyNot() !== null) {
      if (!this.focusQuestion()) this.querySelector<HTMLElement>("[data-testid=import-problems]")?.focus();
      return;
    }
    this.app.confirmReading(this.file, this.layout, this.proposal!);
  }

  private save(): void {
    const { proposal } = this;
    if (!proposal || this.whyNot() !== null) return;
    const name = this.nameToSave(proposal);
    const layout: Layout = { ...proposal.layout, name, signature: proposal.signature };
    this.saved = t.saved.done(saveLayout(this.app, layout));
    this.requestUpdate();
    this.app.keepLayout(layout);
  }

  private nameToSave(proposal: Proposal): string {
    return (this.name ?? "").trim() || proposal.layout_name || stem(this.file.name);
  }

  private readonly useLayout = (layout: Layout) => {
    this.name = layout.name ?? null;
    this.changeAll(layout);
  };

  private select(
    setting: "encoding" | "delimiter" | "shape",
    label: string,
    codes: string[],
    names: Record<string, string>,
    found: string | undefined,
  ): TemplateResult {
    const chosen = this.layout?.[setting] ?? "auto";
    return html`<label class="field">
      ${label}
      <select
        data-testid="import-${setting}"
        @change=${(e: Event) => this.change(withSetting(this.chosen, setting, (e.currentTarget as HTMLSelectElement).value))}
      >
        <option value="auto" .selected=${live(chosen === "auto")}>${found ? t.autoIs(names[found] ?? found) : t.auto}</option>
        ${codes.map((code) => html`<option value=${code} .selected=${live(chosen === code)}>${names[code]}</option>`)}
      </select>
    </label>`;
  }

  private settings(): TemplateResult {
    const { layout, proposal } = this;
    const skip = layout?.skip_rows ?? proposal?.skip_rows ?? 0;
    const header = layout?.header_rows ?? proposal?.header_rows ?? 1;
    return html`<fieldset class="group">
      <legend>${t.file}</legend>
      <div class="import-settings">
        ${this.select("encoding", t.encoding, ENCODINGS, t.encodings, proposal?.encoding)}
        ${this.select("delimiter", t.delimiter, DELIMITERS, t.delimiters, proposal?.delimiter)}
        <label class="field">
          ${t.skipRows}
          <input autocomplete="off"
            type="number"
            min="0"
            max=${MOST_SKIP_ROWS}
            step="1"
            data-testid="import-skip_rows"
            .value=${live(String(skip))}
            @change=${(e: Event) => {
              const value = (e.currentTarget as HTMLInputElement).valueAsNumber;
              const fits = Number.isInteger(value) && value >= 0 && value <= MOST_SKIP_ROWS;
              this.change(withHeader(this.chosen, fits ? value : skip, header));
            }}
          />
        </label>
        <label class="field">
          ${t.headerRows}
          <select
            data-testid="import-header_rows"
            @change=${(e: Event) => this.change(withHeader(this.chosen, skip, Number((e.currentTarget as HTMLSelectElement).value)))}
          >
            ${Array.from(
              { length: MOST_HEADER_ROWS + 1 },
              (_, i) => html`<option value=${i} .selected=${live(i === header)}>${t.rowsOf(i)}</option>`,
            )}
          </select>
        </label>
        ${this.kind === "overlap" ? this.select("shape", t.shape, SHAPES, t.shapes, proposal?.shape) : nothing}
      </div>
      ${proposal?.encoding_reason ? html`<p class="hint">${t.encoding}: ${proposal.encoding_reason}</p>` : nothing}
    </fieldset>`;
  }

  private verdict({ accepted, problems, by, layout_name }: Proposal): TemplateResult {
    const kind = this.questions.length > 0 ? "open" : problems.length > 0 ? "blocked" : accepted ? "accepted" : "confirm";
    const style = kind === "blocked" ? "banner-error" : kind === "accepted" ? "banner-notice" : "banner-warning";
    const icon = kind === "blocked" ? errorIcon : kind === "accepted" ? okIcon : warningIcon;
    return html`<div class="banner ${style}" data-testid="import-verdict" data-verdict=${kind}>
      <span class="banner-icon">${icon}</span>
      <div class="banner-body">
        <p class="banner-title">${t.verdict[kind]}</p>
        <p>${by === "saved" && layout_name ? t.byName(layout_name) : t.by[by]}</p>
        ${
          problems.length > 0
            ? html`<div data-testid="import-problems" tabindex="-1">
              <h3 class="banner-sub">${t.problems}</h3>
              <ul>
                ${problems.map((p) => html`<li>${p}</li>`)}
              </ul>
            </div>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** The first question that is open, or what stands in its place; the next one comes with the answer. */
  private question(proposal: Proposal): TemplateResult | typeof nothing {
    const question = this.questions[0];
    const back = this.answers.length > 0 ? () => this.takeBack() : null;
    if (!question) {
      return this.barred.length > 0 ? barredView(this.barred, back, () => this.app.closeImport()) : nothing;
    }
    return html`${keyed(
      this.asking,
      questionView({
        question,
        columns: proposal.columns,
        nth: this.answers.length + 1,
        of: this.answers.length + this.questions.length,
        mark: this.mark,
        other: this.other,
        fault: this.fault,
        choose: (mark) => this.put({ mark, fault: false }),
        chooseOther: (other) => this.put({ other, mark: "other", fault: false }),
        answer: () => this.answer(question),
        back,
      }),
    )}`;
  }

  private put(change: Partial<Pick<ImportView, "mark" | "other" | "fault">>): void {
    Object.assign(this, change);
    this.requestUpdate();
  }

  private answer(question: Question): void {
    if (this.looking) return; // the question is answered, and the next one on its way
    const said = answerOf({ question, mark: this.mark, other: this.other });
    if (!said) {
      this.put({ fault: true });
      this.querySelector<HTMLElement>(
        this.mark === "other" ? "[data-testid=question-other]" : "[data-testid=question] input:checked, [data-testid=question] input",
      )?.focus();
      return;
    }
    this.answers = [...this.answers, Object.fromEntries(Object.keys(said).map((code) => [code, this.layout?.fields?.[code]]))];
    this.change(
      Object.entries(said).reduce((l, [code, field]) => withField(l, code, field), this.chosen),
      0,
    );
  }

  private takeBack(): void {
    const last = this.answers.at(-1);
    if (!last || this.looking) return;
    this.answers = this.answers.slice(0, -1);
    this.change(withoutAnswer(this.chosen, last), 0);
    this.back = true;
  }

  private list(title: string, lines: readonly string[], id: string): TemplateResult | typeof nothing {
    if (lines.length === 0) return nothing;
    return html`<section class="group" data-testid=${id}>
      <h3 class="group-title">${title}</h3>
      <ul>
        ${lines.map((line) => html`<li class="wrap">${line}</li>`)}
      </ul>
    </section>`;
  }

  private understood(proposal: Proposal): TemplateResult {
    return html`${previewView(proposal)} ${fieldsView(proposal, this.layout, this.changeField)}`;
  }

  /** Confirmed or left where the questions end: what stands below is for who wants to look closer. */
  private actions(whyNot: string | null): TemplateResult {
    return html`<div class="actions import-actions">
        <button
          type="button"
          class="button button-solid button-large"
          data-testid="import-confirm"
          aria-disabled=${whyNot === null ? "false" : "true"}
          aria-describedby=${whyNot === null ? nothing : "import-why-not"}
          @click=${() => this.confirm()}
        >
          ${t.confirm}
        </button>
        <button type="button" class="button button-outline" data-testid="import-reset"
          @click=${() => this.changeAll(null)}>${t.reset}</button>
        <button type="button" class="button button-text" data-testid="import-cancel"
          @click=${() => this.app.closeImport()}>${t.cancel}</button>
        ${
          this.questions.length === 0 && this.answers.length > 0 && this.barred.length === 0
            ? html`<button type="button" class="button button-text" data-testid="question-back"
              @click=${() => this.takeBack()}>${t.ask.back}</button>`
            : nothing
        }
        ${
          whyNot === null
            ? nothing
            : html`<p class="why-not ${whyNot === t.whyNot.open ? "hint" : "fault-text"}" id="import-why-not"
              data-testid="import-why-not">${whyNot}</p>`
        }
      </div>
      <p class="hint small">${t.cancelHint}</p>`;
  }

  /** What leads: the question, or what has come of all of them. A file of another slot is told of before anything is asked. */
  private leading(proposal: Proposal): TemplateResult {
    const question = this.question(proposal);
    return html`${question === nothing || proposal.belongs ? this.verdict(proposal) : nothing} ${question}`;
  }

  protected override render(): TemplateResult {
    const { app, file, kind, proposal, problem } = this;
    const whyNot = this.whyNot();
    return html`<section class="view import-view" data-testid="import-view" aria-labelledby="import-title"
      aria-busy=${this.looking ? "true" : "false"} data-questions=${this.questions.length}>
      <h2 class="view-title wrap" id="import-title" tabindex="-1">
        ${t.title}<span class="import-file">${t.about(labelOf(app.constants, kind), file.name)}</span>
      </h2>
      ${
        problem
          ? html`<div class="banner banner-error" role="alert" data-testid="import-problem">
            <span class="banner-icon">${errorIcon}</span>
            <div class="banner-body"><p>${problem.text}</p></div>
          </div>`
          : proposal
            ? this.leading(proposal)
            : nothing
      }
      <p class="import-said small" role="status" data-testid="import-said">${this.looking ? t.rereading : this.said}</p>
      ${this.actions(whyNot)}
      ${
        !problem && proposal
          ? html`${this.list(t.warnings, proposal.warnings, "import-warnings")}
          ${this.list(t.repairs, proposal.repairs, "import-repairs")}`
          : nothing
      }
      <p class="import-lead">${t.lead}</p>
      ${this.settings()}
      ${!problem && proposal ? this.understood(proposal) : nothing}

      <section class="group" aria-labelledby="import-saved">
        <h3 class="group-title" id="import-saved">${t.saved.title}</h3>
        <div class="save-row">
          <label class="field">
            ${t.saved.name}
            <input
              type="text"
              data-testid="layout-name"
              maxlength="60"
              autocomplete="off"
              .value=${this.name ?? (proposal ? this.nameToSave(proposal) : stem(file.name))}
              @input=${(e: Event) => (this.name = (e.currentTarget as HTMLInputElement).value)}
            />
          </label>
          <button
            type="button"
            class="button button-outline"
            data-testid="layout-save"
            aria-disabled=${whyNot === null ? "false" : "true"}
            aria-describedby=${whyNot === null ? nothing : "import-why-not"}
            @click=${() => this.save()}
          >
            ${t.saved.save}
          </button>
          <span class="small wrap" role="status" data-testid="layout-saved">${this.saved}</span>
        </div>
        ${savedLayouts(app, this.useLayout, kind)}
      </section>
    </section>`;
  }
}

customElements.define("totsugo-import", ImportView);
