// What the fields of the letters show, and how one looks.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { LetterKind, Settings } from "./settings.ts";

/** What is entered at each dispatch anew. */
export interface Dispatch {
  kind: LetterKind;
  date: string;
  due: string;
}

/** What the fields show, and where a change of theirs goes. */
export interface Form extends Dispatch {
  readonly settings: Settings;
  /** The deadline that the town's rule gives; null: none. */
  readonly byRule: string | null;
  /** For this dispatch alone. */
  set(change: Partial<Dispatch>): void;
  /** Of the settings, which are kept. */
  change(change: Partial<Settings>): void;
  tryWindow(): void;
}

interface More {
  type?: string;
  hint?: string;
  /** What is wrong with the value, and what to do. */
  wrong?: string;
}

export function field(id: string, label: string, value: string, set: (v: string) => void, more: More = {}): TemplateResult {
  const { type = "text", hint = "", wrong = "" } = more;
  const about = [hint && `hint-${id}`, wrong && `wrong-${id}`].filter(Boolean).join(" ");
  return html`<label class="letter-field">${label}
    <input type=${type} data-testid="letter-${id}" autocomplete="off" .value=${value} aria-describedby=${about || nothing}
      aria-invalid=${wrong ? "true" : nothing} @input=${(e: Event) => set((e.currentTarget as HTMLInputElement).value)} />
    ${wrong ? html`<span class="fault-text" id="wrong-${id}" data-testid="letter-wrong-${id}">${wrong}</span>` : nothing}
    ${hint ? html`<span class="hint" id="hint-${id}">${hint}</span>` : nothing}
  </label>`;
}

export function check(id: string, label: string, on: boolean, set: (on: boolean) => void): TemplateResult {
  return html`<label class="inline-check">
    <input type="checkbox" data-testid="letter-${id}" .checked=${on}
      @change=${(e: Event) => set((e.currentTarget as HTMLInputElement).checked)} />${label}
  </label>`;
}

/** One of several; `options` are values with what is shown of them. */
export function choice(
  id: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  set: (v: string) => void,
  hint = "",
): TemplateResult {
  return html`<label class="letter-field">${label}
    <select data-testid="letter-${id}" aria-describedby=${hint ? `hint-${id}` : nothing}
      @change=${(e: Event) => set((e.currentTarget as HTMLSelectElement).value)}>
      ${options.map(([value, shown]) => html`<option value=${value} .selected=${value === chosen}>${shown}</option>`)}
    </select>
    ${hint ? html`<span class="hint" id="hint-${id}">${hint}</span>` : nothing}
  </label>`;
}
