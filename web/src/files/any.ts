// One place for all files at once, and those of which the clerk has to say where they go.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { labelOf } from "../app/state.ts";
import type { App, Unplaced } from "../app/state.ts";
import { fileIcon } from "../base/icons.ts";
import { bytes } from "../base/strings.ts";
import { files } from "./strings.ts";

const t = files.any;
const TAKEN = ".csv,.txt,.tsv,.xlsx,.xlsm,.totsugo,.json,text/csv,text/plain";

function unplacedRow(app: App, { file, kind }: Unplaced): TemplateResult {
  const there = kind === "roster" || kind === "pension" ? app.state[kind] : null;
  const label = kind ? labelOf(app.constants, kind) : "";
  const why = !kind ? t.unclear : there ? t.taken(label, there.name) : t.several(label);
  const kinds = kind ? [kind] : app.constants.kinds.map((k) => k.code);
  return html`<li class="file-row" data-testid="unplaced">
    <span class="file-name">${fileIcon}<span class="wrap">${file.name}</span></span>
    <span class="file-size">${bytes(file.size)}</span>
    <span class="small wrap">${why}</span>
    <span class="unplaced-choices">
      ${kinds.map((k) => {
        const label = labelOf(app.constants, k);
        return html`<button type="button" class="button button-outline button-small" data-testid="place-${k}"
          aria-label=${t.placeOf(file.name, label)} @click=${() => app.placeFile(file, k)}>${there ? t.replace : t.place(label)}</button>`;
      })}
      <button type="button" class="button button-text" data-testid="dismiss" aria-label=${t.dismissOf(file.name)}
        @click=${() => app.dismissFile(file)}>${t.dismiss}</button>
    </span>
  </li>`;
}

export function anyFiles(app: App): TemplateResult | typeof nothing {
  const { sorting, unplaced } = app.state;
  if (app.training) return nothing;
  const change = (e: Event) => {
    const input = e.currentTarget as HTMLInputElement;
    const given = [...(input.files ?? [])];
    input.value = "";
    app.chooseAny(given);
  };
  return html`<div class="any-files" aria-busy=${sorting > 0 ? "true" : "false"}>
    <div class="any-files-bar">
      <label class="button button-solid file-button">
        <input type="file" class="visually-hidden" data-testid="files-any" multiple accept=${TAKEN}
          aria-describedby="any-files-hint" @change=${change} />
        <span>${t.choose}</span>
      </label>
      <p class="hint" id="any-files-hint">${t.hint}</p>
      <p class="small any-files-state" role="status">${sorting > 0 ? t.sorting(sorting) : nothing}</p>
    </div>
    ${
      unplaced.length > 0
        ? html`<ul class="file-list" data-testid="unplaced-list" tabindex="-1">${unplaced.map((u) => unplacedRow(app, u))}</ul>`
        : nothing
    }
  </div>`;
}
