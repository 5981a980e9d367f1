// Saved choices of filters and order: some that every town needs, and the clerk's own, which the work file keeps.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, FlowCode } from "../../../wasm/driver.ts";
import { desk as deskText } from "./strings.ts";
import { FLAGS, LISTS, NO_FILTERS } from "./filters.ts";
import type { Filters } from "./filters.ts";

const t = deskText.views;

export interface SavedView {
  name: string;
  flow: FlowCode;
  filters: Filters;
  sort: string;
  descending: boolean;
}

export const MOST_VIEWS = 40;
export const MOST_NAME = 40;

/** Nobody has to make these. */
export function builtIn(flow: FlowCode, constants: Constants): SavedView[] {
  const of = (name: string, filters: Partial<Filters>): SavedView => ({
    name,
    flow,
    filters: { ...NO_FILTERS, ...filters },
    sort: "kana",
    descending: false,
  });
  const open = ["none", "listed"];
  return [
    of(t.builtIn.ready, { buckets: [flow === "P" ? "P-CONFIRMED" : "D-CANDIDATE"], selectable: true, states: open, on_hold: false }),
    flow === "P"
      ? of(t.builtIn.inquire, { buckets: ["P-INQUIRE"], states: open, inquired: false })
      : of(t.builtIn.first, { buckets: ["D-FIRST"] }),
    of(t.builtIn.several, { several: true }),
    of(t.builtIn.review, { buckets: [flow === "P" ? "P-REVIEW" : "D-REVIEW"], states: open }),
    of(t.builtIn.oneDifference, { reviews: constants.review_kinds.filter((k) => k.one_difference).map((k) => k.code), states: open }),
    of(t.builtIn.held, { on_hold: true }),
  ];
}

/** What a work file has kept: anything that is not such a view is left out. */
export function viewsIn(kept: { views?: unknown } | null, constants: Constants): SavedView[] {
  if (!Array.isArray(kept?.views)) return [];
  const out: SavedView[] = [];
  for (const one of kept.views as Partial<SavedView>[]) {
    const flow = constants.flows.find((f) => f.code === one?.flow)?.code;
    const sort = constants.sorts.find((s) => s.code === one?.sort)?.code;
    if (
      typeof one?.name !== "string" ||
      !one.name ||
      !flow ||
      !sort ||
      typeof one.filters !== "object" ||
      !one.filters ||
      out.length >= MOST_VIEWS
    )
      continue;
    const filters: Filters = { ...NO_FILTERS };
    for (const list of LISTS) {
      const codes: unknown = one.filters[list];
      if (Array.isArray(codes)) filters[list] = codes.filter((c): c is string => typeof c === "string" && isKnown(constants, list, c));
    }
    for (const flag of FLAGS) if (typeof one.filters[flag] === "boolean") filters[flag] = one.filters[flag];
    out.push({ name: [...one.name].slice(0, MOST_NAME).join(""), flow, filters, sort, descending: one.descending === true });
  }
  return out;
}

/** Relaxations are not among the constants; the core refuses what it does not know. */
function isKnown(k: Constants, list: (typeof LISTS)[number], code: string): boolean {
  switch (list) {
    case "buckets":
      return k.buckets.some((b) => b.code === code);
    case "grades":
      return code === "none" || k.grades.some((g) => g.code === code);
    case "states":
      return code === "none" || k.casework.states.some((s) => s.code === code);
    case "reviews":
      return k.review_kinds.some((r) => r.code === code);
    case "since":
      return code === "fresh" || code === "continuing" || code === "changed" || code === "gone";
    case "relaxations":
      return /^[a-z_]{1,40}$/.test(code);
  }
}

export interface ViewActions {
  use(view: SavedView): void;
  /** Under this name: a new one, or in place of the one that had it. */
  save(name: string): void;
  rename(view: SavedView, name: string): void;
  remove(view: SavedView): void;
}

export function viewsPanel(
  flow: FlowCode,
  constants: Constants,
  own: readonly SavedView[],
  typed: { name: string; type(name: string): void },
  actions: ViewActions,
): TemplateResult {
  const mine = own.filter((v) => v.flow === flow);
  const button = (v: SavedView, id: string) =>
    html`<button type="button" class="filter-chip" data-testid=${id} @click=${() => actions.use(v)}>${v.name}</button>`;
  return html`<div class="filter-panel" data-testid="view-panel">
    <div class="filter-group" role="group" aria-label=${t.given}>
      <span class="small"><b>${t.given}</b></span>
      ${builtIn(flow, constants).map((v, i) => button(v, `view-given-${i}`))}
    </div>
    <div class="filter-group" role="group" aria-label=${t.own}>
      <span class="small"><b>${t.own}</b></span>
      ${mine.length === 0 ? html`<span class="hint">${t.none}</span>` : nothing}
      <ul class="own-views">
        ${mine.map(
          (v) => html`<li>
            ${button(v, "view-own")}
            <button type="button" class="button button-text" data-testid="view-rename" aria-label=${t.renameOf(v.name)}
              ?disabled=${!typed.name.trim()} @click=${() => actions.rename(v, typed.name.trim())}>${t.rename}</button>
            <button type="button" class="button button-text" data-testid="view-remove" aria-label=${t.removeOf(v.name)}
              @click=${() => actions.remove(v)}>${t.remove}</button>
          </li>`,
        )}
      </ul>
    </div>
    <form class="filter-group" @submit=${(e: Event) => {
      e.preventDefault();
      if (typed.name.trim()) actions.save(typed.name.trim());
    }}>
      <label class="field">${t.name}<input type="text" data-testid="view-name" maxlength=${MOST_NAME} autocomplete="off"
        .value=${typed.name} @input=${(e: Event) => typed.type((e.currentTarget as HTMLInputElement).value)} /></label>
      <button type="submit" class="button button-outline button-small" data-testid="view-save"
        ?disabled=${!typed.name.trim()}>${t.save}</button>
      <p class="hint">${t.hint}</p>
    </form>
  </div>`;
}
