// What is still to be entered for a step: a day, a reason, a note.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CaseStep } from "../../../wasm/cases.ts";
import type { Given } from "../app/ask.ts";
import { dated } from "../base/days.ts";
import { recording } from "../person/strings.ts";
import { desk as deskText } from "./strings.ts";

const t = deskText.decide;

export interface Entry extends Given {
  step: CaseStep;
}

interface FormActions {
  edit(change: Partial<Given>): void;
  record(given: Given): void;
  leave(): void;
}

interface Form {
  entry: Entry;
  /** How many the step is for. */
  people: number;
  /** The one difference of all of them: the note begins with its name. */
  difference: string;
  reasons: readonly string[];
  busy: boolean;
}

const value = (e: Event): string => (e.currentTarget as HTMLInputElement).value;

function hintOf({ entry: { step }, people, difference }: Form): string | null {
  if (difference) return t.noteHint;
  return people > 1 && step.needs_note && step.action === "verify" ? t.noteHintMany : step.hint;
}

export function decideForm(form: Form, on: FormActions): TemplateResult {
  const { entry, people, difference } = form;
  const { step } = entry;
  const note = step.action === "note" || step.needs_note;
  const hint = hintOf(form);
  return html`<form class="review-form" data-testid="review-form" aria-label=${step.label} @submit=${(e: Event) => {
    e.preventDefault();
    on.record({ on: entry.on, reason: entry.reason, note: entry.note.trim() && difference + entry.note });
  }}>
    <b>${step.label}</b>
    ${
      step.date_label
        ? html`<label>${step.date_label}<input autocomplete="off" type="date" required data-testid="entry-on" .value=${entry.on}
          @change=${(e: Event) => on.edit({ on: value(e) })} /></label>`
        : nothing
    }
    ${
      step.needs_reason
        ? html`<label class="grow">${recording.reason}<input type="text" required list="review-reasons" data-testid="entry-reason"
          autocomplete="off" .value=${entry.reason} @input=${(e: Event) => on.edit({ reason: value(e) })} /></label>
          <datalist id="review-reasons">${form.reasons.map((r) => html`<option value=${r}></option>`)}</datalist>`
        : nothing
    }
    <label class="grow">${note ? recording.note : t.noteToo}${
      difference ? html`<span data-testid="entry-difference">${difference}</span>` : nothing
    }<input type="text" ?required=${note} data-testid="entry-note" autocomplete="off"
      .value=${entry.note} @input=${(e: Event) => on.edit({ note: value(e) })} /></label>
    <button type="submit" class="button button-solid button-small" data-testid="review-record"
      ?disabled=${form.busy}>${people > 1 ? recording.recordMany(people) : recording.record}</button>
    <button type="button" class="button button-text" data-testid="review-leave" @click=${on.leave}>${t.leave}</button>
    ${hint ? html`<p class="hint">${dated(hint)}</p>` : nothing}
  </form>`;
}
