// How far back the town can still reduce the levy: off until the town turns it on, with the first payment date of each fiscal year as the
// town enters it, and its own words. A hint, which the town checks against the law.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { levy as hint } from "../person/strings.ts";
import { levy as t } from "./strings.ts";
import type { BookOverview, LevyRule } from "../../../wasm/cases.ts";

/** As the core has it (core/calendar/levy_rule.cpp). */
const MOST_WARN_MONTHS = 24;

export interface LevyActions {
  set(levy: LevyRule | null): void;
  /** What was typed is no date of the year, or no number: the rule stays as it was. */
  refuse(text: string): void;
}

const fiscalYearOf = (iso: string): number => Number(iso.slice(0, 4)) - (iso.slice(5) < "04-01" ? 1 : 0);

/** The year that is still to be corrected and those before it, the newest first, and whatever has been entered. */
function yearsOf(rule: LevyRule, years: number, today: string): number[] {
  const now = fiscalYearOf(today);
  const shown = Array.from({ length: years + 2 }, (_, i) => now - i);
  return [...new Set([...shown, ...Object.keys(rule.first_payments).map(Number)])].sort((a, b) => b - a);
}

function payment(rule: LevyRule, year: number, { set, refuse }: LevyActions): TemplateResult {
  const given = rule.first_payments[String(year)] ?? "";
  const change = (e: Event) => {
    const input = e.currentTarget as HTMLInputElement;
    const { [String(year)]: _, ...others } = rule.first_payments;
    if (input.value === "" && !input.validity.badInput) return set({ ...rule, first_payments: others });
    if (input.value !== "" && fiscalYearOf(input.value) === year)
      return set({ ...rule, first_payments: { ...others, [String(year)]: input.value } });
    input.value = given;
    refuse(t.notOfYear(year));
  };
  return html`<label class="levy-year">${t.year(year)}
    <input type="date" min=${`${year}-04-01`} max=${`${year + 1}-03-31`} autocomplete="off" data-testid="levy-paid-${year}"
      .value=${given} @change=${change} />
  </label>`;
}

function warning(rule: LevyRule, { set, refuse }: LevyActions): TemplateResult {
  const change = (e: Event) => {
    const input = e.currentTarget as HTMLInputElement;
    const months = input.value.trim() === "" ? NaN : Number(input.value);
    if (Number.isInteger(months) && months >= 0 && months <= MOST_WARN_MONTHS) return set({ ...rule, warn_months: months });
    input.value = String(rule.warn_months);
    refuse(t.notMonths(MOST_WARN_MONTHS));
  };
  return html`<label class="inline-check">${t.warn}
    <input type="number" class="short" min="0" max=${MOST_WARN_MONTHS} autocomplete="off" data-testid="levy-warn"
      .value=${String(rule.warn_months)} @change=${change} />${t.warnUnit}
  </label>`;
}

function words(rule: LevyRule, own: { text: string; source: string }, { set }: LevyActions): TemplateResult {
  const area = (of: "text" | "source", rows: number) => html`<label class="levy-words">${t.words[of]}
    <textarea rows=${rows} autocomplete="off" data-testid="levy-${of}" .value=${rule[of]}
      @change=${(e: Event) => set({ ...rule, [of]: (e.currentTarget as HTMLTextAreaElement).value })}></textarea></label>`;
  const changed = rule.text !== own.text || rule.source !== own.source;
  return html`${area("text", 4)} ${area("source", 1)}
    ${
      changed
        ? html`<button type="button" class="button button-text" data-testid="levy-reset"
          @click=${() => set({ ...rule, text: own.text, source: own.source })}>${t.reset}</button>`
        : nothing
    }`;
}

export function levyView(app: App, overview: BookOverview, actions: LevyActions): TemplateResult {
  const kinds = app.constants.casework.levy_kinds;
  const rule = overview.levy;
  const own = kinds.find((k) => k.code === rule?.kind);
  const choose = (e: Event) => {
    const kind = kinds.find((k) => k.code === (e.currentTarget as HTMLSelectElement).value);
    const kept = { first_payments: rule?.first_payments ?? {}, warn_months: rule?.warn_months ?? 3 };
    actions.set(kind ? { kind: kind.code, ...kept, text: kind.text, source: kind.source } : null);
  };
  return html`<section class="levy" data-testid="levy" aria-labelledby="levy-title">
    <h3 class="section-title" id="levy-title">${t.title}</h3>
    <p class="hint">${t.about}</p>
    <label class="inline-check">${t.which}
      <select data-testid="levy-kind" @change=${choose}>
        <option value="" .selected=${rule === null}>${t.off}</option>
        ${kinds.map((k) => html`<option value=${k.code} .selected=${k.code === rule?.kind}>${t.kind(k.label, k.years)}</option>`)}
      </select>
    </label>
    ${
      rule && own
        ? html`<b class="chip" data-testid="levy-check-law">${hint.checkLaw}</b>
          <fieldset class="levy-years"><legend>${t.payments}</legend>${yearsOf(rule, own.years, app.today()).map((y) =>
            payment(rule, y, actions),
          )}</fieldset>
          ${warning(rule, actions)} ${words(rule, own, actions)}`
        : nothing
    }
  </section>`;
}
