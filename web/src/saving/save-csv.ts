// Every CSV that the page saves goes through here: written by the core, in one encoding for all of them, and with what CP932 cannot
// hold shown before it is lost.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ExportOptions } from "../../../wasm/contract.ts";
import type { CsvEncoding, ExportName, GivenTable, LostCharacter, LostPlace } from "../../../wasm/driver.ts";
import { trainingWords } from "../app/training-words.ts";
import { n } from "../base/strings.ts";
import { csv as t, exported } from "./strings.ts";
import { saveFile } from "./save-file.ts";
import { CSV_ENCODINGS } from "../app/losing.ts";
import type { LossAsked, LossChoice } from "../app/losing.ts";
import type { App } from "../app/state.ts";

/** One of the tables that the core lists, or one of the page's own. */
export type Csv = Extract<ExportName, "results.csv" | "import.csv" | "ledger.csv" | "annual.csv"> | GivenTable;
/** Which rows and columns of it. */
export type Listed = Pick<ExportOptions, "ledger" | "annual">;

/** What was saved, as a sentence; null if the clerk would rather not. */
export async function saveCsv(app: App, csv: Csv, name: string, listed: Listed = {}): Promise<string | null> {
  // The first line of the training's CSV: no program takes such a file for one of a municipality.
  const mark = app.training ? trainingWords.csvLine : "";
  const written = (encoding: CsvEncoding) =>
    typeof csv === "string"
      ? app.client.export(csv, { encoding, mark, ...listed })
      : app.client.export("table.csv", { encoding, mark, table: csv });
  const save = async (blob: Blob) => exported(await saveFile(app, new Blob([blob], { type: "text/csv" }), name));
  const { csvEncoding } = app.state;
  const { blob, lost } = await written(csvEncoding);
  if (csvEncoding === "utf-8") return save(blob);
  const choice = lost.kinds === 0 ? "replace" : await ask(app, name, lost);
  if (choice === "cancel") return null;
  if (choice === "utf-8") return save((await written("utf-8")).blob);
  return `${await save(blob)}${t.inCp932}${lost.kinds > 0 ? t.replaced(lost.kinds, lost.count) : ""}`;
}

function ask(app: App, name: string, lost: LossAsked["lost"]): Promise<LossChoice> {
  return new Promise((resolve) => {
    const answer = (choice: LossChoice) => {
      app.set({ losing: null });
      resolve(choice);
    };
    app.state.losing?.answer("cancel");
    app.set({ losing: { name, lost, answer } });
  });
}

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

// What a person sees nothing of by itself stands on a blank circle.
const shown = (char: string): string => (/[\p{M}\p{Cf}\p{Variation_Selector}]/u.test(char) ? `◌${char}` : char);
const codePoint = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

function placeView({ row, who, head, cell }: LostPlace): TemplateResult {
  return html`<li class="as-is">${t.place(row, who === cell ? "" : who, head)}「${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}」</li>`;
}

function lostRow(lost: LostCharacter): TemplateResult {
  const twin = t.twins[lost.char];
  const selector = /\p{Variation_Selector}/u.test(lost.char);
  return html`<tr data-testid="lost-char" data-code=${codePoint(lost.char)}>
    <td class="lost-char as-is">${shown(lost.char)}</td>
    <td class="no-break">${codePoint(lost.char)}</td>
    <td class="no-break">${t.times(lost.count)}</td>
    <td><ul class="lost-places">${lost.places.map(placeView)}</ul>${
      lost.count > lost.places.length ? html`<span class="small">${t.more(lost.count)}</span>` : nothing
    }
      ${selector ? html`<span class="small">${t.selector}</span>` : nothing}
      ${twin ? html`<span class="small">${t.twin(twin, codePoint(twin))}</span>` : nothing}</td>
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
    return html`<dialog class="dialog loss" data-testid="loss" aria-labelledby="loss-title" aria-describedby="loss-lead" @cancel=${(
      e: Event,
    ) => {
      e.preventDefault();
      asked.answer("cancel");
    }}>
      <h2 class="section-title" id="loss-title">${t.title(lost.kinds)}</h2>
      <p id="loss-lead">${t.lead(asked.name, lost.count)}</p>
      <div class="table-scroll loss-list" tabindex="0" role="group" aria-label=${t.list}>
        <table class="table">
          <thead><tr>${t.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
          <tbody>${lost.listed.map(lostRow)}</tbody>
        </table>
      </div>
      ${lost.kinds > lost.listed.length ? html`<p class="hint">${t.moreChars(n(lost.kinds - lost.listed.length))}</p>` : nothing}
      <div class="dialog-choices">${button("cancel", "button-text")} ${button("utf-8", "button-outline")} ${button(
        "replace",
        "button-outline",
      )}</div>
    </dialog>`;
  }
}

customElements.define("totsugo-loss", LossDialog);
