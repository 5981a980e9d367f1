// Saved layouts: written to a file, read from one, and the list of those that are open.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Layout } from "../../../wasm/driver.ts";
import { download, labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { reading } from "./strings.ts";

const t = reading.saved;

// A layout is a few kilobytes; nothing larger is one.
const MAX_BYTES = 1024 * 1024;

/** The layout in a file, named after the file where it has no name; null if it is none. The core judges what it says. */
export async function readLayout(file: File, constants: Constants): Promise<Layout | null> {
  if (file.size > MAX_BYTES) return null;
  try {
    const layout = JSON.parse((await file.text()).replace(/^\ufeff/, "")) as Layout;
    if (!isLayout(layout, constants)) return null;
    return { ...layout, name: typeof layout.name === "string" && layout.name ? layout.name : stem(file.name) };
  } catch {
    return null;
  }
}

const isLayout = (layout: Layout | null, constants: Constants): boolean =>
  constants.kinds.some((k) => k.code === layout?.kind) && typeof layout?.fields === "object" && layout.fields !== null;

/** Those that a work file has kept. */
export function layoutsIn(kept: { layouts?: unknown } | null, constants: Constants): Layout[] {
  const all = Array.isArray(kept?.layouts) ? (kept.layouts as (Layout | null)[]) : [];
  return all.filter((layout): layout is Layout => isLayout(layout, constants));
}

export const stem = (name: string): string => name.replace(/\.[^.]*$/, "");

/** A name of a kind stands for one layout; the newer takes the place of the older. */
export function sameLayout(a: Layout, b: Layout): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** Downloads a layout; answers with the name of the file. */
export function saveLayout(app: App, layout: Layout): string {
  // What no file system takes in a name.
  const safe = (layout.name ?? "").replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_");
  const name = t.fileName(labelOf(app.constants, layout.kind), safe);
  return download(app, new Blob([`${JSON.stringify(layout, null, 2)}\n`], { type: "application/json" }), name);
}

/** `use` hands a layout of the list to the file in view; absent outside the import view. */
export function savedLayouts(app: App, use?: (layout: Layout) => void, kind?: string): TemplateResult {
  const { layouts } = app.state;
  const open = (e: Event) => {
    const input = e.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    const said = input.closest(".saved")?.querySelector("[data-testid=layout-said]");
    void app.openLayouts(files).then((text) => {
      if (said) said.textContent = text;
    });
  };
  return html`<div class="saved">
    <p class="hint" id="saved-hint">${t.hint}</p>
    <div class="slot-choose">
      <label class="button button-outline file-button">
        <input
          type="file"
          class="visually-hidden"
          data-testid="layout-load"
          accept=".json,application/json"
          multiple
          aria-label=${t.open}
          aria-describedby="saved-hint"
          @change=${open}
        />
        <span aria-hidden="true">${t.open}</span>
      </label>
      <span class="small wrap" role="status" data-testid="layout-said"></span>
    </div>
    ${
      layouts.length === 0
        ? html`<p class="hint">${t.none}</p>`
        : html`<ul class="saved-list" aria-label=${t.list}>
          ${layouts.map((layout) => {
            const name = layout.name || t.unnamed;
            return html`<li data-testid="layout">
              <span class="wrap"><b>${name}</b>　<span class="small">${labelOf(app.constants, layout.kind)}</span></span>
              <span class="saved-actions">
                ${
                  use && layout.kind === kind
                    ? html`<button type="button" class="button button-text" data-testid="layout-use" aria-label=${t.useOf(name)}
                      @click=${() => use(layout)}>${t.use}</button>`
                    : nothing
                }
                <button
                  type="button"
                  class="button button-text"
                  data-testid="layout-remove"
                  aria-label=${t.removeOf(name)}
                  @click=${(e: Event) => {
                    // The button goes away with its layout.
                    (e.currentTarget as HTMLElement).closest(".saved")?.querySelector<HTMLElement>("[data-testid=layout-load]")?.focus();
                    app.removeLayout(layout);
                  }}
                >
                  ${t.remove}
                </button>
              </span>
            </li>`;
          })}
        </ul>`
    }
  </div>`;
}
