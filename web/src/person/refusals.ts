// Cases that a step was refused for, put together by reason.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { dated } from "../base/days.ts";
import { recording as t } from "./strings.ts";

const MOST_NAMES = 10;

/** `partial`: takes the step for the others; absent where they have taken it, or where there are none. */
export function refusalsView(
  refused: readonly { name: string; text: string }[],
  partly: boolean,
  able: number,
  partial?: () => void,
): TemplateResult | typeof nothing {
  if (refused.length === 0) return nothing;
  return html`<div class="banner banner-warning" role="alert" data-testid="step-refused">
    <div class="banner-body">
      <p class="banner-title">${partly ? t.left(refused.length) : t.refused(refused.length)}</p>
      ${reasonsList(refused)}
      ${
        partial && !partly && able > 0
          ? html`<button type="button" class="button button-outline button-small" data-testid="step-partial"
            @click=${partial}>${t.partial(able)}</button>`
          : nothing
      }
    </div>
  </div>`;
}

/** Each reason once, with the names it is about. */
export function reasonsList(refused: readonly { name: string; text: string }[]): TemplateResult {
  return html`<ul>
    ${[...byText(refused)].map(
      ([text, who]) =>
        html`<li class="wrap">${dated(text)}<span class="small as-is">（${who
          .slice(0, MOST_NAMES)
          .map((r) => r.name)
          .join("、")}${who.length > MOST_NAMES ? t.more(who.length - MOST_NAMES) : ""}）</span></li>`,
    )}
  </ul>`;
}

function byText<T extends { text: string }>(all: readonly T[]): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const one of all) out.set(one.text, [...(out.get(one.text) ?? []), one]);
  return out;
}
