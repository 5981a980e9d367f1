// How far back the levy of somebody can still be reduced, by the town's setting.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { dated } from "../base/days.ts";
import type { CaseDetail, NoCase } from "../../../wasm/cases.ts";
import { levy as t } from "./strings.ts";

export function levyView(detail: CaseDetail | NoCase | null): TemplateResult | typeof nothing {
  const hint = detail?.case ? detail.levy_hint : null;
  if (!hint) return nothing;
  return html`<details class="levy-hint" data-testid="levy-hint">
    <summary>${t.months(hint.months)}${dated(hint.text)}</summary>
    <p class="wrap">${hint.rule}</p>
    <p class="source">${hint.source}　<b>${t.checkLaw}</b></p>
  </details>`;
}
