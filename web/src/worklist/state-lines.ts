// The two lines between the tools and the list.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { chips } from "./filters.ts";
import type { Chosen, Turn } from "./filters.ts";
import { worklist as t } from "./strings.ts";

interface Listed {
  count: number;
  /** How many the run found. */
  all: number;
  chosen: readonly Chosen[];
  /** Somebody listed may not belong to the list any more. */
  stale: boolean;
  marked: number;
}

interface ListActions {
  narrow(turn: Turn): void;
  clear(): void;
  lookAgain(): void;
  unmark(): void;
  markAll(): void;
}

/** What is listed, what narrows it, and how many are marked. */
export function stateLines(of: Listed, on: ListActions): TemplateResult {
  const { count, all, chosen, stale, marked } = of;
  return html`<p class="worklist-state">
      <span role="status" data-testid="count" data-count=${count}>${t.count(count, all)}</span>
      ${chips(chosen, on.narrow)}
      ${
        chosen.length > 0
          ? html`<button type="button" class="button button-text" data-testid="clear-filter"
            @click=${on.clear}>${t.clear}</button>`
          : nothing
      }
      ${
        stale
          ? html`<span class="hint">${t.stale}</span><button type="button" class="button button-text" data-testid="look-again"
            @click=${on.lookAgain}>${t.lookAgain}</button>`
          : nothing
      }
    </p>
    <p class="worklist-state">
      <span role="status" data-testid="marked" data-count=${marked}>${marked > 0 ? t.marks.count(marked) : nothing}</span>
      ${
        marked > 0
          ? html`<button type="button" class="button button-text" data-testid="unmark"
            @click=${on.unmark}>${t.marks.clear}</button>`
          : nothing
      }
      ${
        count > 0
          ? html`<button type="button" class="button button-text" data-testid="mark-all"
            @click=${on.markAll}>${t.marks.all(count)}</button>`
          : nothing
      }
      <span class="hint keys-hint" id="grid-keys">${t.keys}</span>
    </p>`;
}
