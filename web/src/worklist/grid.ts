// The list as a grid: its head, its rows, and what each column shows of a person.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Row } from "../../../wasm/driver.ts";
import { DASH, jaDate } from "../base/strings.ts";
import { casework } from "../casework/strings.ts";
import { evidence, people } from "../person/strings.ts";
import { worklist as t } from "./strings.ts";

/** Columns in order; `sort` is the order its header asks for. */
export const COLUMNS: { key: string; label: string; sort: string | null }[] = [
  { key: "bucket", label: people.columns.bucket, sort: "bucket" },
  { key: "grade", label: people.columns.grade, sort: "grade" },
  { key: "name", label: people.columns.name, sort: "kana" },
  { key: "birth", label: people.columns.birth, sort: "birth" },
  { key: "number", label: people.columns.number, sort: "number" },
  { key: "loss", label: people.columns.loss, sort: "loss_date" },
  { key: "address", label: people.columns.address, sort: null },
  { key: "reason", label: people.columns.reason, sort: null },
  { key: "line", label: people.columns.line, sort: "line" },
];

export interface Order {
  sort: string;
  descending: boolean;
}

/** The fields above the list that say how it is sorted. */
export function orderFields({ sort, descending }: Order, constants: Constants, change: (order: Order) => void): TemplateResult {
  return html`<label class="field">
    <span>${t.sort}</span>
    <select
      data-testid="sort"
      .value=${sort}
      @change=${(e: Event) => change({ sort: (e.currentTarget as HTMLSelectElement).value, descending })}
    >
      ${constants.sorts.map((s) => html`<option value=${s.code} ?selected=${s.code === sort}>${t.sorts[s.code] ?? s.code}</option>`)}
    </select>
  </label>
  <label class="field">
    <span class="visually-hidden">${t.ascending}・${t.descending}</span>
    <select
      data-testid="direction"
      @change=${(e: Event) => change({ sort, descending: (e.currentTarget as HTMLSelectElement).value === "down" })}
    >
      <option value="up" ?selected=${!descending}>${t.ascending}</option>
      <option value="down" ?selected=${descending}>${t.descending}</option>
    </select>
  </label>`;
}

export function gridHead(order: Order, sortBy: (sort: string) => void): TemplateResult {
  const { sort, descending } = order;
  return html`<div class="grid-head" role="row" aria-rowindex="1">
    <div role="columnheader" class="cell col-mark"><span class="visually-hidden">${t.marks.column}</span></div>
    ${COLUMNS.map((c) => {
      const sorted = c.sort !== null && c.sort === sort;
      return html`<div
        role="columnheader"
        class="cell col-${c.key}"
        aria-sort=${sorted ? (descending ? "descending" : "ascending") : c.sort ? "none" : nothing}
      >
        ${
          c.sort
            ? html`<button type="button" class="sort" data-testid="sort-${c.sort}" @click=${() => sortBy(c.sort!)}>
              ${c.label}<span class="sort-mark" aria-hidden="true">${sorted ? (descending ? "▼" : "▲") : "↕"}</span>
            </button>`
            : c.label
        }
      </div>`;
    })}
  </div>`;
}

/** A row of the run at hand. */
export type Found = Row & { finding: number };

interface GridRow {
  row: Found | null;
  index: number;
  top: number;
  active: boolean;
  marked: boolean;
  selected: boolean;
}

/** A person's line in the grid, `top` pixels from its upper edge; without a person yet, that the line is loading. */
export function gridRow(of: GridRow, on: { open(): void; mark(row: Found, marked: boolean): void }, constants: Constants): TemplateResult {
  const { row, index, top, active, marked } = of;
  const place = `transform:translateY(${top}px)`;
  if (!row) {
    return html`<div class="grid-row is-loading" role="row" id="row-${index}" aria-rowindex=${index + 2} .style=${place}>
      <div role="gridcell" class="hint">${t.loading}</div>
    </div>`;
  }
  return html`<div
    class="grid-row ${active ? "is-active" : ""} ${marked ? "is-marked" : ""} ${index % 2 ? "is-odd" : ""}"
    role="row"
    id="row-${index}"
    aria-rowindex=${index + 2}
    aria-selected=${of.selected ? "true" : "false"}
    data-bucket=${row.bucket}
    data-case=${row.finding}
    .style=${place}
    @click=${on.open}
  >
    <div role="gridcell" class="cell col-mark" @click=${(e: Event) => e.stopPropagation()}>
      <input type="checkbox" tabindex="-1" data-testid="mark" aria-label=${t.marks.of(row.name || row.kana)} .checked=${marked}
        @change=${(e: Event) => on.mark(row, (e.currentTarget as HTMLInputElement).checked)} />
    </div>
    ${COLUMNS.map((c) => html`<div role="gridcell" class="cell col-${c.key}">${cell(row, c.key, constants)}</div>`)}
  </div>`;
}

/** What a column shows of a person. */
function cell(row: Row, key: string, constants: Constants): TemplateResult | string {
  switch (key) {
    case "bucket":
      return html`<span class="cell-main">${row.label}</span>${
        row.review_kind === null
          ? nothing
          : html`<span class="cell-review" data-testid="row-review" title=${queueOf(row, constants)}>${queueOf(row, constants)}</span>`
      }${stateOf(row)}`;
    case "grade":
      return row.grade ?? DASH;
    case "name":
      return html`<span class="kana as-is" title=${row.kana}>${row.kana}</span><span class="cell-main as-is"
        title=${row.name}>${row.name}</span>`;
    case "birth":
      return html`<span class="cell-main">${row.birth}</span><span class="small">${row.sex}</span>`;
    case "number":
      return row.number;
    case "loss":
      return row.loss_date === null ? DASH : jaDate(row.loss_date);
    case "address":
      return html`<span class="clamp as-is" title=${row.address}>${row.address}</span>`;
    case "reason":
      return html`<span class="clamp" title=${row.reason}>${row.reason}</span>`;
    default: {
      const lines = constants.kinds.filter((k) => row.lines[k.code] !== null);
      return html`${lines.map((k) => html`<span class="small">${t.lines[k.code]} ${row.lines[k.code]}</span>`)}`;
    }
  }
}

/** Where somebody stands; before any step, whether the person may be taken without more. */
function stateOf(row: Row): TemplateResult | typeof nothing {
  const s = row.as_case;
  const untouched = !s || (s.state === "listed" && s.stage !== "inquiring" && !s.on_hold);
  if (untouched && row.selectable) return html`<span class="chip chip-selectable chip-small">${evidence.selectable}</span>`;
  if (!s) return nothing;
  return html`<span class="cell-state"><span class="state state-${s.state}" data-testid="row-state">${s.label}</span>${
    s.on_hold ? html`<span class="state-mark">${casework.onHold}</span>` : nothing
  }${s.returned ? html`<span class="state-mark">${casework.returned}</span>` : nothing}</span>`;
}

function queueOf(row: Row, constants: Constants): string {
  return constants.review_kinds.find((k) => k.code === row.review_kind)?.label ?? "";
}
