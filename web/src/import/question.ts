// One question about a column: what it may be as cards side by side, each with values as they came in and what would follow. Answered by
// keys alone: arrows or a digit choose, Enter answers.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { ColumnChoice, LayoutField, ProposedColumn } from "../../../wasm/driver.ts";
import { reading } from "./strings.ts";
import type { Question } from "./choices.ts";
import { columnText } from "./fields.ts";

const t = reading.ask;

/** What is marked: a card by its place, another column, or that there is none. */
export type Mark = number | "other" | "none" | null;

export interface Asking {
  question: Question;
  columns: readonly ProposedColumn[];
  /** The question's place among those answered and those left. */
  nth: number;
  of: number;
  mark: Mark;
  /** What is chosen of other columns; the field, where any of several will do. */
  other: { position: number | null; field: string };
  fault: boolean;
  choose: (mark: Mark) => void;
  chooseOther: (other: Asking["other"]) => void;
  answer: () => void;
  back: (() => void) | null;
}

/** What the marked card says of the fields; null while that says nothing. */
export function answerOf({
  question,
  mark,
  other,
}: Pick<Asking, "question" | "mark" | "other">): Record<string, LayoutField | null> | null {
  if (mark === null) return null;
  if (mark === "none") return Object.fromEntries(question.fields.map((f) => [f.code, null]));
  if (mark === "other") return other.position === null ? null : { [other.field]: { position: other.position } };
  const choice = question.choices[mark];
  return choice ? { [choice.field]: { position: choice.position } } : null;
}

function values(samples: readonly string[]): TemplateResult {
  if (samples.length === 0) return html`<span class="hint">${t.noValues}</span>`;
  return html`<span class="choice-values">${samples.map((value) => html`<span class="choice-value as-is">${value}</span>`)}</span>`;
}

function card(asking: Asking, place: number, mark: Mark, title: TemplateResult, body: TemplateResult): TemplateResult {
  const chosen = asking.mark === mark;
  const id = `choice-${place}`;
  return html`<div class="card choice ${chosen ? "is-chosen" : ""}" data-testid="question-choice" data-mark=${String(mark)}>
    <label class="choice-head">
      <input
        type="radio"
        name="column"
        value=${String(mark)}
        data-testid="question-mark-${mark}"
        aria-labelledby="${id}-title"
        aria-describedby="${id}-body"
        .checked=${live(chosen)}
        @change=${() => asking.choose(mark)}
      />
      <span class="radio-card-title wrap" id="${id}-title">${title}</span>
      ${place <= 9 ? html`<kbd aria-hidden="true">${place}</kbd>` : nothing}
    </label>
    <div class="choice-body" id="${id}-body" @click=${() => asking.choose(mark)}>${body}</div>
  </div>`;
}

function columnCard(asking: Asking, choice: ColumnChoice, i: number): TemplateResult {
  const { fields } = asking.question;
  const column = asking.columns.find((c) => c.position === choice.position);
  const label = fields.length > 1 ? fields.find((f) => f.code === choice.field)?.label : undefined;
  return card(
    asking,
    i + 1,
    i,
    html`${column ? columnText(column, false) : choice.header}${label ? html` <span class="tag">${label}</span>` : nothing}`,
    html`${values(choice.samples)}<span class="choice-follows wrap">${choice.follows}</span>`,
  );
}

/** Any other column of the file, without what would follow: its first values stand below. */
function otherCard(asking: Asking, place: number): TemplateResult {
  const { other, columns } = asking;
  const { fields, choices } = asking.question;
  const rest = columns.filter((c) => !choices.some((x) => x.position === c.position));
  const shown = rest.find((c) => c.position === other.position);
  const value = (e: Event) => (e.currentTarget as HTMLSelectElement).value;
  return card(
    asking,
    place,
    "other",
    html`${choices.length > 0 ? t.other : t.someColumn}`,
    html`<select
        aria-label=${t.otherColumn}
        data-testid="question-other"
        @click=${(e: Event) => e.stopPropagation()}
        @change=${(e: Event) => asking.chooseOther({ ...other, position: value(e) === "" ? null : Number(value(e)) })}
      >
        <option value="" .selected=${live(other.position === null)}>${t.choose}</option>
        ${rest.map(
          (c) =>
            html`<option value=${c.position} ?disabled=${c.dropped}
              .selected=${live(c.position === other.position)}>${columnText(c, true)}</option>`,
        )}
      </select>
      ${
        fields.length > 1
          ? html`<select aria-label=${t.otherField} data-testid="question-other-field" @click=${(e: Event) => e.stopPropagation()}
            @change=${(e: Event) => asking.chooseOther({ ...other, field: value(e) })}>
            ${fields.map((f) => html`<option value=${f.code} .selected=${live(f.code === other.field)}>${t.asField(f.label)}</option>`)}
          </select>`
          : nothing
      }
      ${shown ? values([...new Set(shown.samples)]) : nothing}`,
  );
}

function keyed(asking: Asking, e: KeyboardEvent): void {
  const form = e.currentTarget as HTMLElement;
  if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
  if (e.target instanceof HTMLSelectElement && e.key === "Enter") {
    e.preventDefault();
    asking.answer();
    return;
  }
  // By the key and not by what it types, so that an input method changes nothing.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(e.code)?.[1];
  const radio = digit && form.querySelectorAll<HTMLInputElement>("input[type=radio]")[Number(digit) - 1];
  if (!radio) return;
  e.preventDefault();
  radio.click();
  (radio.value === "other" ? form.querySelector<HTMLElement>("[data-testid=question-other]") : radio)?.focus();
}

export function questionView(asking: Asking): TemplateResult {
  const { question, nth, of, fault, back } = asking;
  const { choices, columns, fields, needed, without } = question;
  const supposedNone = question.supposed && columns.length === 0;
  return html`<form
    class="group card question"
    data-testid="question"
    data-fields=${fields.map((f) => f.code).join()}
    @submit=${(e: Event) => {
      e.preventDefault();
      asking.answer();
    }}
    @keydown=${(e: KeyboardEvent) => keyed(asking, e)}
  >
    <fieldset aria-describedby=${fault ? "question-fault" : "question-keys"}>
      <legend class="question-legend">
        <span class="question-nth" data-testid="question-nth">${t.nth(nth, of)}</span>
        <span class="wrap" id="question-text">${question.text}</span>
      </legend>
      <div class="choices">
        ${repeat(
          choices,
          (c) => `${c.field} ${c.position}`,
          (c, i) => columnCard(asking, c, i),
        )}
        ${otherCard(asking, choices.length + 1)}
        ${card(
          asking,
          choices.length + 2,
          "none",
          html`${t.none[supposedNone ? 0 : Math.min(choices.length, t.none.length - 1)]}`,
          html`<span class="choice-follows wrap ${needed ? "is-barred" : ""}">${without}</span>`,
        )}
      </div>
    </fieldset>
    ${fault ? html`<p class="fault-text" role="alert" id="question-fault" data-testid="question-fault">${t.chooseFirst}</p>` : nothing}
    <div class="question-actions">
      <button type="submit" class="button button-solid" data-testid="question-answer">${t.answer}</button>
      ${
        back
          ? html`<button type="button" class="button button-outline" data-testid="question-back" @click=${back}>${t.back}</button>`
          : nothing
      }
      <span class="hint small" id="question-keys">${t.keys}</span>
    </div>
  </form>`;
}

/** In place of the question: without this field the file cannot be read, and the person says that it is not there. */
export function barredView(texts: readonly string[], back: (() => void) | null, leave: () => void): TemplateResult {
  return html`<div class="banner banner-error question-barred" data-testid="question-barred" tabindex="-1">
    <div class="banner-body">
      ${texts.map((text) => html`<p class="banner-title">${text}</p>`)}
      <p>${t.barred}</p>
      <div class="question-actions">
        ${
          back
            ? html`<button type="button" class="button button-outline" data-testid="question-back" @click=${back}>${t.back}</button>`
            : nothing
        }
        <button type="button" class="button button-text" data-testid="question-leave" @click=${leave}>${t.leave}</button>
      </div>
    </div>
  </div>`;
}
