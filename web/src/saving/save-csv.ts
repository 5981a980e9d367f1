// Every CSV that the page saves goes through here: in one encoding for all of them, and with what CP932 cannot hold told
// before it is lost.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { GETA, encodeCp932, lostIn } from "../../../wasm/cp932.ts";
import type { Lost, LostPlace } from "../../../wasm/cp932.ts";
import { trainingWords } from "../app/training-words.ts";
import { n } from "../base/strings.ts";
import { csv as t, exported } from "./strings.ts";
import { saveFile } from "./save-file.ts";
import { CSV_ENCODINGS } from "../app/losing.ts";
import type { CsvEncoding, LossAsked, LossChoice } from "../app/losing.ts";
import type { App } from "../app/state.ts";

export interface Saving {
  /** What the columns are, where the first row does not say so. */
  heads?: readonly string[];
}

const save = (app: App, parts: BlobPart[], name: string) => saveFile(app, new Blob(parts, { type: "text/csv" }), name);

/** The first line of the training's CSV: no program takes such a file for one of a municipality. */
const markOf = (app: App): string => (app.training ? `${trainingWords.csvLine}\r\n` : "");

/** What was saved, as a sentence; null if the clerk would rather not. `csv` may begin with a BOM or not. */
export async function saveCsv(app: App, csv: string | Blob, name: string, { heads }: Saving = {}): Promise<string | null> {
  const text = (typeof csv === "string" ? csv : await csv.text()).replace(/^\ufeff/, "");
  const asUtf8 = async () => exported(await save(app, ["\ufeff", markOf(app), text], name));
  if (app.state.csvEncoding === "utf-8") return asUtf8();
  const lost = lostIn(text, t.named, heads);
  const choice = lost.length === 0 ? "replace" : await ask(app, name, lost);
  if (choice === "cancel") return null;
  if (choice === "utf-8") return asUtf8();
  const saved = await save(app, [encodeCp932(markOf(app) + text) as Uint8Array<ArrayBuffer>], name);
  return `${exported(saved)}${t.inCp932}${lost.length > 0 ? t.replaced(lost.length, countOf(lost)) : ""}`;
}

function ask(app: App, name: string, lost: readonly Lost[]): Promise<LossChoice> {
  return new Promise((resolve) => {
    const answer = (choice: LossChoice) => {
      app.set({ losing: null });
      resolve(choice);
    };
    app.state.losing?.answer("cancel");
    app.set({ losing: { name, lost, answer } });
  });
}

const countOf = (lost: readonly Lost[]): number => lost.reduce((sum, l) => sum + l.count, 0);

/** The choice, wherever a CSV can be saved: one for all. */
export function csvEncodingField(app: App): TemplateResult {
  return html`<label class="csv-encoding">${t.encoding}
    <select data-testid="csv-encoding"
      @change=${(e: Event) => app.set({ csvEncoding: (e.currentTarget as HTMLSelectElement).value as CsvEncoding })}>
      ${CSV_ENCODINGS.map((code) => html`<option value=${code} .selected=${app.state.csvEncoding === code}>${t.encodings[code]}</option>`)}
    </select>
  </label>`;
}

// --- what would be lost ---------------------------------------------------------------------------------------------

const MOST_CHARS = 200;
const MOST_PLACES = 5;

// What a person sees nothing of by itself stands on a blank circle.
const shown = (char: string): string => (/[\p{M}\p{Cf}\p{Variation_Selector}]/u.test(char) ? `◌${char}` : char);
const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

function placeView({ row, who, head, cell }: LostPlace): TemplateResult {
  return html`<li class="as-is">${t.place(row, who === cell ? "" : who, head)}「${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}」</li>`;
}

function lostRow(lost: Lost): TemplateResult {
  const twin = t.twins[lost.char];
  const selector = /\p{Variation_Selector}/u.test(lost.char);
  const places = lost.places.slice(0, MOST_PLACES);
  return html`<tr data-testid="lost-char" data-code=${codePoint(lost.code)}>
    <td class="lost-char as-is">${shown(lost.char)}</td>
    <td class="no-break">${codePoint(lost.code)}</td>
    <td class="no-break">${t.times(lost.count)}</td>
    <td><ul class="lost-places">${places.map(placeView)}</ul>${
      lost.count > places.length ? html`<span class="small">${t.more(lost.count)}</span>` : nothing
    }
      ${selector ? html`<span class="small">${t.selector}</span>` : nothing}
      ${twin ? html`<span class="small">${t.twin(twin, codePoint(twin.codePointAt(0)!))}</span>` : nothing}</td>
  </tr>`;
}

/** The list of what would be lost, above everything else: nothing is saved before it is answered. */
export class LossDialog extends LitElement {
  static override properties = { asked: { attribute: false } };
  declare asked: LossAsked | null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { asked } = this;
    if (!asked) return nothing;
    const { lost } = asked;
    const button = (choice: LossChoice, kind: string) =>
      html`<button type="button" class="button ${kind}" data-testid="loss-${choice}"
        @click=${() => asked.answer(choice)}>${t.choices[choice]}</button>`;
    return html`<dialog class="loss" data-testid="loss" aria-labelledby="loss-title" aria-describedby="loss-lead" @cancel=${(e: Event) => {
      e.preventDefault();
      asked.answer("cancel");
    }}>
      <h2 class="section-title" id="loss-title">${t.title(lost.length)}</h2>
      <p id="loss-lead">${t.lead(asked.name, countOf(lost), GETA)}</p>
      <div class="table-scroll loss-list" tabindex="0" role="group" aria-label=${t.list}>
        <table class="table">
          <thead><tr>${t.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
          <tbody>${lost.slice(0, MOST_CHARS).map(lostRow)}</tbody>
        </table>
      </div>
      ${lost.length > MOST_CHARS ? html`<p class="hint">${t.moreChars(n(lost.length - MOST_CHARS))}</p>` : nothing}
      <div class="loss-choices">${button("cancel", "button-text")} ${button("utf-8", "button-outline")} ${button(
        "replace",
        "button-outline",
      )}</div>
    </dialog>`;
  }
}

customElements.define("totsugo-loss", LossDialog);
