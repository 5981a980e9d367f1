// What workplaces and insurers have answered, entered for many at once from one list.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { ActAnswer, BookOverview, Decision } from "../../../wasm/cases.ts";
import { act, actionLabel, askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import { dayView } from "../base/days.ts";
import { refusalsView } from "../person/refusals.ts";
import { casework } from "./strings.ts";

const t = casework.answers;
const ANSWERS = ["answer_joined", "answer_not_joined"] as const;
type Answer = (typeof ANSWERS)[number];

/** As many as the core lists at a time. */
const MOST = 1000;

export class Answers extends LitElement {
  static override properties = { app: { attribute: false }, overview: { attribute: false }, days: {} };
  declare app: App;
  declare overview: BookOverview;

  private rows: readonly Decision[] = [];
  private count = 0;
  private on = "";
  private readonly given = new Map<number, { answer: Answer | ""; note: string }>();
  private refused: ActAnswer["refused"] = [];
  private said = "";
  private busy = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("overview")) return;
    this.on ||= this.app.today();
    void this.load();
  }

  private async load(): Promise<void> {
    const found = await askOrTell<{ rows: Decision[]; count: number }>(this.app, {
      do: "decisions",
      inquired: true,
      today: this.app.today(),
      count: MOST,
    });
    if (!found) return;
    this.rows = found.rows;
    this.count = found.count;
    // Who has been answered for elsewhere is none of them any more.
    const here = new Set(found.rows.map((r) => r.case));
    for (const c of this.given.keys()) if (!here.has(c)) this.given.delete(c);
    this.requestUpdate();
  }

  private of(number: number): { answer: Answer | ""; note: string } {
    return this.given.get(number) ?? { answer: "", note: "" };
  }

  private give(number: number, change: Partial<{ answer: Answer | ""; note: string }>): void {
    this.given.set(number, { ...this.of(number), ...change });
    this.requestUpdate();
  }

  private get answered(): number[] {
    return this.rows.map((r) => r.case).filter((c) => this.of(c).answer !== "");
  }

  /** One step an answer, each with its own notes: undone in one go as it was entered. */
  private async record(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said = "";
    const refused: ActAnswer["refused"] = [];
    const told: string[] = [];
    for (const answer of ANSWERS) {
      const cases = this.answered.filter((c) => this.of(c).answer === answer);
      if (cases.length === 0) continue;
      const own_notes = cases.flatMap((c): [number, string][] => (this.of(c).note.trim() ? [[c, this.of(c).note.trim()]] : []));
      const done = await act(this.app, answer, { cases }, { on: this.on, own_notes }, true);
      if (!done) break;
      refused.push(...done.refused);
      this.app.set({ unsaved: done.unsaved });
      const failed = new Set(done.refused.map((r) => r.case));
      for (const c of cases) if (!failed.has(c)) this.given.delete(c);
      if (done.done > 0) told.push(t.recorded(actionLabel(this.app, answer), done.done));
    }
    this.refused = refused;
    this.said = told.join("");
    this.busy = false;
    this.dispatchEvent(new CustomEvent("answers-recorded"));
    await this.load();
  }

  private row(r: Decision): TemplateResult {
    const { answer, note } = this.of(r.case);
    const { person, dates } = r;
    const name = person.name || person.name_kana || "";
    const asked = dates.inquire;
    return html`<tr data-testid="answer-row" data-case=${r.case}>
      <td class="is-number">${r.case + 1}</td>
      <td class="as-is">${name}</td>
      <td class="as-is">${person.birth_date}</td>
      <td class="as-is">${person.workplace_name || person.other_insurer_name || ""}</td>
      <td>${asked ? dayView(asked) : nothing}</td>
      <td class="as-is">${r.note}</td>
      <td><select data-testid="answer" aria-label=${t.answerOf(name)}
        @change=${(e: Event) => this.give(r.case, { answer: (e.currentTarget as HTMLSelectElement).value as Answer | "" })}>
        <option value="" .selected=${answer === ""}>${t.none}</option>
        ${ANSWERS.map((a) => html`<option value=${a} .selected=${answer === a}>${t.answers[a]}</option>`)}
      </select></td>
      <td><input type="text" data-testid="answer-note" autocomplete="off" aria-label=${t.noteOf(name)} .value=${note}
        @input=${(e: Event) => this.give(r.case, { note: (e.currentTarget as HTMLInputElement).value })} /></td>
    </tr>`;
  }

  protected override render(): TemplateResult {
    const { rows, count, answered } = this;
    return html`<section class="answers" data-testid="answers" data-count=${count} aria-labelledby="answers-title">
      <h3 class="section-title" id="answers-title">${t.title}</h3>
      <p class="hint">${count === 0 ? t.empty : t.about}</p>
      ${
        rows.length > 0
          ? html`${count > rows.length ? html`<p class="hint">${t.more(rows.length, count)}</p>` : nothing}
            <div class="table-scroll" tabindex="0" role="group" aria-label=${t.title}>
              <table class="table answers-table">
                <thead><tr>${t.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
                <tbody>${rows.map((r) => this.row(r))}</tbody>
              </table>
            </div>
            <div class="answers-bar">
              <label class="field">${t.on}<input autocomplete="off" type="date" data-testid="answers-on" .value=${this.on}
                @change=${(e: Event) => {
                  this.on = (e.currentTarget as HTMLInputElement).value;
                }} /></label>
              <button type="button" class="button button-solid" data-testid="answers-record" ?disabled=${answered.length === 0}
                @click=${() => void this.record()}>${t.record(answered.length)}</button>
            </div>`
          : nothing
      }
      ${refusalsView(this.refused, true, 0, () => {})}
      <p class="exported" role="status" data-testid="answers-said">${this.said}</p>
    </section>`;
  }
}

customElements.define("totsugo-answers", Answers);
