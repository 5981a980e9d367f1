// The list as a grid: its head and its rows.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Row } from "../../../wasm/driver.ts";
import type { Order } from "../app/state.ts";
import { cell } from "./columns.ts";
import type { Column } from "./columns.ts";
import { desk as t } from "./strings.ts";

export function gridHead(columns: readonly Column[], order: Order, sortBy: (sort: string) => void): TemplateResult {
  const { sort, descending } = order;
  return html`<div class="grid-head" role="row" aria-rowindex="1">
    <div role="columnheader" class="cell col-mark"><span class="visually-hidden">${t.marks.column}</span></div>
    ${columns.map((c) => {
      const sorted = c.sort !== null && c.sort === sort;
      return html`<div
        role="columnheader"
        class="cell"
        aria-sort=${sorted ? (descending ? "descending" : "ascending") : c.sort ? "none" : nothing}
      >
        ${
          c.sort
            ? html`<button type="button" class="sort" data-testid="sort-${c.sort}" @click=${() => sortBy(c.sort!)}>
              ${c.label}<span class="sort-mark" aria-hidden="true">${sorted ? (descending ? "▼" : "▲") : ""}</span>
            </button>`
            : c.label
        }
      </div>`;
    })}
  </div>`;
}

interface GridRow {
  row: Row | null;
  index: number;
  top: number;
  active: boolean;
  marked: boolean;
  selected: boolean;
  noted: boolean;
}

/** A person's line in the grid, `top` pixels from its upper edge; without a person yet, that the line is loading. */
export function gridRow(
  of: GridRow,
  columns: readonly Column[],
  on: { open(): void; mark(row: Row, marked: boolean): void },
  constants: Constants,
  today: string,
): TemplateResult {
  const { row, index, top, active, marked } = of;
  const place = `transform:translateY(${top}px)`;
  if (!row) {
    return html`<div class="grid-row is-loading" role="row" id="row-${index}" aria-rowindex=${index + 2} .style=${place}>
      <div role="gridcell" class="hint">${t.loading}</div>
    </div>`;
  }
  return html`<div
    class="grid-row ${active ? "is-active" : ""} ${marked ? "is-marked" : ""}"
    role="row"
    id="row-${index}"
    aria-rowindex=${index + 2}
    aria-selected=${of.selected ? "true" : "false"}
    data-testid="person"
    data-bucket=${row.bucket}
    data-case=${row.finding ?? row.as_case?.case ?? nothing}
    data-state=${row.as_case?.state ?? "none"}
    data-number=${row.as_case?.case ?? nothing}
    .style=${place}
    @click=${on.open}
  >
    <div role="gridcell" class="cell col-mark" @click=${(e: Event) => e.stopPropagation()}>
      <input type="checkbox" tabindex="-1" data-testid="mark" aria-label=${t.marks.of(row.name || row.kana)} .checked=${marked}
        @change=${(e: Event) => on.mark(row, (e.currentTarget as HTMLInputElement).checked)} />
    </div>
    ${columns.map(
      (c) =>
        html`<div role="gridcell"
          class="cell col-${c.code} ${c.code === "name" && of.noted ? "is-noted" : ""}">${cell(row, c.code, constants, today)}${
            c.code === "name" && of.noted ? html`<span class="noted" data-testid="noted" title=${t.noted}>${t.notedMark}</span>` : nothing
          }</div>`,
    )}
  </div>`;
}
