// One case as the book has kept it: who it is, what each run said, what was done.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { dated, dayView } from "../base/days.ts";
import { history, people, recording } from "./strings.ts";
import type { CaseDetail, CaseEvent } from "../../../wasm/cases.ts";

function event(e: CaseEvent): TemplateResult {
  return html`<li class=${e.stands || e.kind !== "act" ? "" : "is-taken-back"} data-kind=${e.kind}>
    <span><b>${e.label}</b>${e.kind === "act" && !e.stands ? html`<span class="state-mark">${history.takenBack}</span>` : nothing}</span>
    ${e.on ? html`<span>${e.date_label} ${dayView(e.on)}</span>` : nothing} ${
      e.reason ? html`<span class="as-is">${recording.reason} ${e.reason}</span>` : nothing
    }
    ${e.chosen ? html`<span class="as-is wrap">${e.chosen}</span>` : nothing}
    ${e.note ? html`<span class="as-is wrap">${e.note}</span>` : nothing}
    <span class="small">${dated(history.entered(e.at.slice(0, 16), e.who))}</span>
  </li>`;
}

/** Who of the roster was shown then, as kept: to choose one of them the lists and the roster are needed. */
function shown(candidates: CaseDetail["listings"][number]["candidates"], alone: boolean): TemplateResult {
  return html`<span class="small">${history.shown}</span>
    <ul data-testid="kept-candidates">${candidates.map(
      (c) =>
        html`<li class="as-is">${history.candidate(c.roster_line, c.grade)} ${c.name} ${c.kana} ${c.birth} ${c.sex} ${c.number} ${
          c.address
        }${c.difference ? html`<span class="small">${history.difference(c.difference)}</span>` : nothing}</li>`,
    )}</ul>
    ${alone ? html`<span class="small">${history.needsFiles}</span>` : nothing}`;
}

export function historyView(events: readonly CaseEvent[]): TemplateResult {
  return html`<ol class="case-history" data-testid="case-history">${events.map(event)}</ol>`;
}

/** What each run said. `alone`: without the lists and the roster. */
export function listingsView(detail: CaseDetail, alone: boolean): TemplateResult {
  return html`<ol class="case-history">
    ${detail.listings.map(
      (l) => html`<li>
        <b>${l.label}</b> ${dated(l.from === l.to ? l.from : history.fromTo(l.from, l.to))} ${
          l.grade ? html`<span>${people.columns.grade} ${l.grade}</span>` : nothing
        }
        ${l.loss_date ? html`<span>${people.columns.loss} ${dayView(l.loss_date)}</span>` : nothing}
        <span class="wrap">${dated(l.reasons)}</span><span class="small wrap">${l.rows}</span>${
          l.candidates.length > 0 ? shown(l.candidates, alone) : nothing
        }
      </li>`,
    )}
  </ol>`;
}

/** The person, and what the lists said, as kept. */
export function keptView(detail: CaseDetail): TemplateResult {
  return html`<dl class="case-person">
    ${detail.person.map((p) => html`<div><dt>${p.label}</dt><dd class="as-is">${p.value}</dd></div>`)}
  </dl>`;
}
