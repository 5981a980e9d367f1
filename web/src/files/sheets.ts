// Under a chosen workbook: which of its sheets is read. Shown only where more than one holds something.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Kind } from "../../../wasm/driver.ts";
import type { App } from "../app/state.ts";
import { files as t } from "./strings.ts";

export function sheetChooser(app: App, kind: Kind, file: File, index: number): TemplateResult | typeof nothing {
  const book = app.state.books.get(file);
  if (!book || book.sheets.length < 2) return nothing;
  const id = kind === "overlap" ? `sheet-overlap-${index}` : `sheet-${kind}`;
  const asked = book.chosen === null;
  const change = (e: Event) => {
    const { value } = e.currentTarget as HTMLSelectElement;
    if (value !== "") app.chooseSheet(kind, file, Number(value));
  };
  return html`<span class="file-date ${asked ? "is-asked" : ""}">
    <label for=${id}>${t.sheet}</label>
    <select id=${id} data-testid=${id} aria-label=${t.sheetOf(file.name)} aria-invalid=${asked ? "true" : "false"} @change=${change}>
      ${asked ? html`<option value="" selected>${t.sheetAsked}</option>` : nothing}
      ${book.sheets.map(
        (s) =>
          html`<option value=${String(s.index)} ?selected=${s.index === book.chosen}>${s.hidden ? t.sheetHidden(s.name) : s.name}</option>`,
      )}
    </select>
  </span>`;
}
