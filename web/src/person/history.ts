// One case: who it is, what each run said, what was done, and what may be done now - or why not.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { caseItems } from "../timeline/items.ts";
import { timelineView } from "../timeline/timeline.ts";
import { jaDate } from "../base/strings.ts";
import { evidence, history, people, recording } from "./strings.ts";
import type { CaseDetail, CaseEvent, CaseStep } from "../../../wasm/cases.ts";

export interface CaseActions {
  close(): void;
  choose(step: CaseStep): void;
}

function event(e: CaseEvent): TemplateResult {
  return html`<li class=${e.stands || e.kind !== "act" ? "" : "is-taken-back"} data-kind=${e.kind}>
    <span><b>${e.label}</b>${e.kind === "act" && !e.stands ? html`<span class="state-mark">${history.takenBack}</span>` : nothing}</span>
    ${e.on ? html`<span>${e.date_label} ${jaDate(e.on)}</span>` : nothing} ${
      e.reason ? html`<span class="as-is">${recording.reason} ${e.reason}</span>` : nothing
    }
    ${e.chosen ? html`<span class="as-is wrap">${e.chosen}</span>` : nothing}
    ${e.note ? html`<span class="as-is wrap">${e.note}</span>` : nothing}
    <span class="small">${history.entered(e.at.slice(0, 16).replace("T", " "), e.who)}</span>
  </li>`;
}

/** Who of the roster was shown then, as kept: to choose one of them the lists and the roster are needed. */
function shown(candidates: CaseDetail["listings"][number]["candidates"]): TemplateResult {
  return html`<span class="small">${history.shown}</span>
    <ul data-testid="kept-candidates">${candidates.map(
      (c) =>
        html`<li class="as-is">${history.candidate(c.roster_line, c.grade)} ${c.name} ${c.kana} ${c.birth} ${c.sex} ${c.number} ${
          c.address
        }${c.difference ? html`<span class="small">${history.difference(c.difference)}</span>` : nothing}</li>`,
    )}</ul>
    <span class="small">${history.needsFiles}</span>`;
}

export function historyView(events: readonly CaseEvent[]): TemplateResult {
  return html`<ol class="case-history" data-testid="case-history">${events.map(event)}</ol>`;
}

export function caseView(detail: CaseDetail, today: string, actions: CaseActions): TemplateResult {
  const row = detail.case!;
  const able = detail.steps.filter((s) => s.refused === null);
  const not = detail.steps.filter((s) => s.refused !== null);
  return html`<section class="case-panel" data-testid="case-panel" data-case=${row.case} data-state=${row.state}
    aria-labelledby="case-title">
    <div class="evidence-bar">
      <h3 class="evidence-title as-is" id="case-title" tabindex="-1">${row.name || row.kana}</h3>
      <button type="button" class="button button-text" data-testid="case-close" @click=${actions.close}>${evidence.close}</button>
    </div>
    <p><span class="state state-${row.state}">${row.label}</span> ${row.due ? history.dueOn(jaDate(row.due)) : nothing}</p>
    <h4>${history.steps}</h4>
    <ul class="steps-able">
      ${able.map(
        (s) => html`<li>
          <button type="button" class="button button-outline button-small" data-testid="take-${s.action}"
            @click=${() => actions.choose(s)}>${s.label}</button>
          ${s.hint && s.action !== "note" ? html`<span class="small wrap">${s.hint}</span>` : nothing}
        </li>`,
      )}
    </ul>
    ${
      not.length > 0
        ? html`<h4>${history.notNow}</h4>
          <ul>
            ${not.map(
              (s) => html`<li data-testid="refused-${s.action}"><b>${s.label}</b><br /><span class="wrap">${s.refused}</span></li>`,
            )}
          </ul>`
        : nothing
    }
    ${timelineView(caseItems(detail), today)}
    <h4>${history.title}</h4>
    ${detail.events.length === 0 ? html`<p class="hint">${history.noHistory}</p>` : historyView(detail.events)}
    <h4>${history.listings}</h4>
    <ol class="case-history">
      ${detail.listings.map(
        (l) => html`<li>
          <b>${l.label}</b> ${l.from === l.to ? jaDate(l.from) : history.fromTo(jaDate(l.from), jaDate(l.to))} ${
            l.grade ? html`<span>${people.columns.grade} ${l.grade}</span>` : nothing
          }
          ${l.loss_date ? html`<span>${people.columns.loss} ${jaDate(l.loss_date)}</span>` : nothing}
          <span class="wrap">${l.reasons}</span><span class="small wrap">${l.rows}</span>${
            l.candidates.length > 0 ? shown(l.candidates) : nothing
          }
        </li>`,
      )}
    </ol>
    <h4>${history.person}</h4>
    <dl class="case-person">
      ${detail.person.map((p) => html`<div><dt>${p.label}</dt><dd class="as-is">${p.value}</dd></div>`)}
    </dl>
  </section>`;
}
