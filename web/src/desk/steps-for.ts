// Which steps stand where: what can be done as buttons, the rest behind them with the reason why not now.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActionCode, CaseStep } from "../../../wasm/cases.ts";
import type { Constants } from "../../../wasm/driver.ts";
import { dated } from "../base/days.ts";
import { history } from "../person/strings.ts";
import { desk as deskText } from "./strings.ts";
import type { Target } from "./people.ts";

const t = deskText.decide;

/** For many at once nobody is asked before what each allows: what is refused is told then. These come first. */
const FOR_MANY: readonly ActionCode[] = ["verify", "hold", "resume", "exclude", "inquire", "file", "note"];
/** These need to know of whom. */
const FOR_ONE: readonly ActionCode[] = ["choose", "choose_none"];
/** So many may be one person: more at once are a slip. */
const MOST_AS_ONE = 5;

export function forMany(constants: Constants, targets: readonly Target[]): CaseStep[] {
  if (targets.length === 0) return [];
  const step = (a: Constants["casework"]["actions"][number]): CaseStep => ({
    action: a.code,
    label: a.label,
    date_label: a.date_label,
    needs_reason: a.code === "exclude",
    needs_note: a.code === "note" || a.code === "same_person" || (a.code === "verify" && targets.some((x) => x.bucket.endsWith("-REVIEW"))),
    refused: null,
    hint: null,
  });
  const rank = (code: ActionCode) => (FOR_MANY.includes(code) ? FOR_MANY.indexOf(code) : FOR_MANY.length);
  return constants.casework.actions
    .filter((a) => !FOR_ONE.includes(a.code))
    .filter((a) => a.code !== "hold" || targets.some((x) => !x.held))
    .filter((a) => a.code !== "resume" || targets.some((x) => x.held))
    .filter((a) => a.code !== "same_person" || (targets.length > 1 && targets.length <= MOST_AS_ONE))
    .map(step)
    .sort((a, b) => rank(a.action) - rank(b.action));
}

/** What stands as buttons, and what stands behind them. */
export function ableOf(steps: readonly CaseStep[]): [CaseStep[], CaseStep[]] {
  const one = steps.some((s) => s.refused !== null);
  if (!one && steps.length > FOR_MANY.length + 3) {
    const first = steps.filter((s) => FOR_MANY.includes(s.action));
    return [first, steps.slice(first.length)];
  }
  return [steps.filter((s) => s.refused === null), steps.filter((s) => s.refused !== null)];
}

export function moreView(
  others: readonly CaseStep[],
  many: boolean,
  button: (s: CaseStep) => TemplateResult,
): TemplateResult | typeof nothing {
  if (others.length === 0) return nothing;
  return html`<details class="decide-more" data-testid="decide-more">
    <summary>${many ? t.more : history.notNow}</summary>
    ${
      many
        ? html`<div class="decide-line">${others.map(button)}</div>`
        : html`<ul>${others.map(
            (s) => html`<li data-testid="refused-${s.action}"><b>${s.label}</b> <span class="wrap">${dated(s.refused ?? "")}</span></li>`,
          )}</ul>`
    }
  </details>`;
}
