// Above the list: search, what narrows it, its order, its columns, what is listed and what is marked.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, View } from "../../../wasm/driver.ts";
import { okIcon } from "../base/icons.ts";
import { people as peopleText } from "../person/strings.ts";
import { COLUMNS } from "./columns.ts";
import type { ColumnCode } from "./columns.ts";
import { chips, chosenOf, filterPanel } from "./filters.ts";
import type { Filters, Turn } from "./filters.ts";
import type { Order } from "../app/state.ts";
import type { queueAfter } from "./queues.ts";
import { desk as t } from "./strings.ts";

export interface Tools {
  typed: string;
  filters: Filters;
  order: Order;
  columns: readonly ColumnCode[];
  relaxations: View["relaxations"];
  constants: Constants;
  count: number;
  /** How many the scope holds. */
  all: number;
  queue: string;
  /** Somebody listed may not belong to the list any more. */
  stale: boolean;
  marked: number;
  /** How many of them are not listed. */
  absent: number;
  /** Nobody waits here any more: the queue that is done, and the one to go on with. */
  after: ReturnType<typeof queueAfter>;
}

export interface ToolActions {
  search(e: InputEvent | CompositionEvent): void;
  narrow(turn: Turn): void;
  clear(): void;
  reorder(order: Order): void;
  showColumns(codes: readonly ColumnCode[]): void;
  lookAgain(): void;
  unmark(): void;
  markAll(): void;
  print(): void;
  toQueue(code: string): void;
}

/** Panels that lie over the list while they are open. */
function menu(id: string, label: string, body: TemplateResult): TemplateResult {
  return html`<details class="menu"><summary class="button button-text" data-testid=${id}>${label}</summary>
    <div class="menu-body">${body}</div>
  </details>`;
}

function orderPanel({ sort, descending }: Order, constants: Constants, change: (order: Order) => void): TemplateResult {
  const value = (e: Event) => (e.currentTarget as HTMLSelectElement).value;
  return html`<label class="field"><span>${t.sort}</span>
      <select data-testid="sort" .value=${sort} @change=${(e: Event) => change({ sort: value(e), descending })}>
        ${constants.sorts.map((s) => html`<option value=${s.code} ?selected=${s.code === sort}>${t.sorts[s.code] ?? s.code}</option>`)}
      </select>
    </label>
    <label class="field"><span class="visually-hidden">${t.ascending}・${t.descending}</span>
      <select data-testid="direction" @change=${(e: Event) => change({ sort, descending: value(e) === "down" })}>
        <option value="up" ?selected=${!descending}>${t.ascending}</option>
        <option value="down" ?selected=${descending}>${t.descending}</option>
      </select>
    </label>`;
}

function columnPanel(shown: readonly ColumnCode[], change: (codes: readonly ColumnCode[]) => void): TemplateResult {
  return html`<p class="hint">${t.columnsHint}</p>
    ${COLUMNS.map(
      (c) => html`<label class="inline-check"><input type="checkbox" data-testid="column-${c.code}" .checked=${shown.includes(c.code)}
        ?disabled=${c.code === "name"} @change=${(e: Event) =>
          change(
            (e.currentTarget as HTMLInputElement).checked ? [...shown, c.code] : shown.filter((x) => x !== c.code),
          )} />${c.label}</label>`,
    )}`;
}

function afterView({ after }: Tools, on: ToolActions): TemplateResult | typeof nothing {
  if (!after) return nothing;
  const { done, next, left } = after;
  return html`<p class="queue-after" data-testid="queue-done">${done ? html`<span>${okIcon}${t.queueDone(done.label)}</span>` : nothing}${
    next
      ? html`<button type="button" class="button button-outline button-small" data-testid="queue-next" data-queue=${next.code}
        @click=${() => on.toQueue(next.code)}>${t.queueNext(next.label, left)}</button>`
      : nothing
  }</p>`;
}

export function toolsView(of: Tools, on: ToolActions): TemplateResult {
  const chosen = chosenOf(of.filters, of.constants, of.relaxations);
  return html`<div class="toolbar">
      <label class="search"><span class="visually-hidden">${peopleText.search}</span>
        <input type="search" data-testid="search" autocomplete="off" placeholder=${t.searchShort}
          title=${t.searchHint} .value=${of.typed} @input=${on.search} @compositionend=${on.search} />
      </label>
      ${menu("filter-open", t.filters.title, filterPanel(of.filters, of.constants, of.relaxations, on.narrow))}
      ${menu("sort-open", t.sort, orderPanel(of.order, of.constants, on.reorder))}
      ${menu("columns-open", t.columnsTitle, columnPanel(of.columns, on.showColumns))}
      <button type="button" class="button button-text" data-testid="print-list" title=${t.printHint} ?disabled=${of.count === 0}
        @click=${on.print}>${t.print}</button>
    </div>
    <p class="list-state">
      <span role="status" data-testid="count" data-count=${of.count}>${t.count(of.queue, of.count, of.all)}</span>
      ${chips(chosen, on.narrow)}
      ${
        chosen.length > 0 || of.typed
          ? html`<button type="button" class="button button-text" data-testid="clear-filter" @click=${on.clear}>${t.clear}</button>`
          : nothing
      }
      ${
        of.stale
          ? html`<button type="button" class="button button-text" data-testid="look-again" title=${t.stale}
            @click=${on.lookAgain}>${t.lookAgain}</button>`
          : nothing
      }
      <span class="list-marks"><span role="status" data-testid="marked" data-count=${of.marked}>${
        of.marked > 0 ? t.marks.count(of.marked, of.absent) : nothing
      }</span>
      ${
        of.marked > 0
          ? html`<button type="button" class="button button-text" data-testid="unmark" @click=${on.unmark}>${t.marks.clear}</button>`
          : nothing
      }
      ${
        of.count > 0 && of.marked < of.count
          ? html`<button type="button" class="button button-text" data-testid="mark-all" @click=${on.markAll}>${t.marks.all(
              of.count,
            )}</button>`
          : nothing
      }</span>
    </p>
    ${chosen.length > 0 || of.typed ? nothing : afterView(of, on)}`;
}
