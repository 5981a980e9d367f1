// One person, the same in a run and in the book: who it is and what the tool says, both sides next to each other, the dates; below that
// what unfolds, and stays as the clerk left it. Values are printed exactly as they came in.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CaseDetail, NoCase } from "../../../wasm/cases.ts";
import type { Candidate, Evidence, Row } from "../../../wasm/driver.ts";
import { caseItems, evidenceItems, stepItems } from "../timeline/items.ts";
import { timelineView } from "../timeline/timeline.ts";
import { dated } from "../base/days.ts";
import { okIcon } from "../base/icons.ts";
import { candidatesView, isChoice, undecided } from "./candidates.ts";
import { compareView, waterfallView } from "./compare.ts";
import { factsView } from "./facts.ts";
import { historyView, keptView, listingsView } from "./history.ts";
import { levyView } from "./levy.ts";
import { evidence as t, history } from "./strings.ts";
import { legendView, summaryView } from "./marks.ts";

/** Of a person that no run at hand lists there is no evidence, but what the book has kept. */
export interface Person {
  row: Row;
  evidence: Evidence | null;
  detail: CaseDetail | NoCase | null;
  /** Where in the list. */
  at: number;
  all: number;
  /** The working date of the run, else today. */
  date: string;
}

export interface PersonActions {
  previous(): void;
  next(): void;
  close(): void;
  print(): void;
  /** Who the person is: this one, or (null) none of those shown. */
  choose(candidate: Candidate | null): void;
}

/** A part of the person that unfolds. */
function part(id: string, title: string, body: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
  return body === nothing
    ? nothing
    : html`<details class="person-part" open data-testid="part-${id}"><summary>${title}</summary>${body}</details>`;
}

function bar({ at, all }: Person, on: PersonActions): TemplateResult {
  return html`<div class="evidence-bar">
    <button type="button" class="button button-text only-narrow" @click=${on.close}>${t.back}</button>
    <span class="evidence-position">${t.position(at + 1, all)}</span>
    <button type="button" class="button button-text" data-testid="evidence-previous" aria-keyshortcuts="Comma"
      ?disabled=${at <= 0} @click=${on.previous}><kbd>${t.keys.previous}</kbd>${t.previous}</button>
    <button type="button" class="button button-text" data-testid="evidence-next" aria-keyshortcuts="Period"
      ?disabled=${at + 1 >= all} @click=${on.next}>${t.next}<kbd>${t.keys.next}</kbd></button>
    <button type="button" class="button button-text" data-testid="print-person" @click=${on.print}>${t.print}</button>
    <button type="button" class="button button-text only-wide" data-testid="evidence-close" @click=${on.close}>${t.close}</button>
  </div>`;
}

/** The words that come before everything else: who, and what the tool says. */
function head({ row, evidence: e }: Person): TemplateResult {
  const may = e?.selectable ?? row.selectable;
  return html`<div class="evidence-head">
      <h3 class="evidence-title as-is" id="evidence-title" tabindex="-1"><span class="visually-hidden">${t.title}: </span>${
        row.name || row.kana
      }${row.name && row.kana ? html`<span class="kana">${row.kana}</span>` : nothing}</h3>
      <span class="verdict-chips"><b class="chip" data-testid="verdict">${row.label}</b>${
        e?.review_kind
          ? html`<span class="chip chip-review" data-testid="review-kind" data-kind=${e.review_kind}>${e.review_label}</span>`
          : nothing
      }${
        row.finding === null
          ? nothing
          : may
            ? html`<span class="chip chip-selectable" title=${t.selectableHint}>${okIcon}${t.selectable}</span>`
            : html`<span class="chip" title=${t.notSelectableHint}>${t.notSelectable}</span>`
      }</span>
    </div>
    <p class="sentence as-is">${dated(e?.sentence ?? row.reason)}</p>`;
}

function reasons(e: Evidence): TemplateResult {
  return html`<ol class="reasons">
      ${e.reasons.map(
        (r) =>
          html`<li data-code=${r.code}><span class="wrap">${dated(r.text)}</span><span class="source">${t.source}${r.source}</span></li>`,
      )}
    </ol>
    <p>${e.label}: ${e.meaning}</p>`;
}

function grade(e: Evidence): TemplateResult {
  return html`<p>${e.grade === null ? t.noGrade : html`<b>${e.grade}</b>　${undecided(e) ? t.bestOfSeveral : e.grade_meaning}`}</p>
    ${waterfallView(e)}
    ${
      e.relaxations.length > 0
        ? html`<h4>${t.relaxations}</h4>
          <ul>
            ${e.relaxations.map((r) => html`<li data-code=${r.code}>${r.label}</li>`)}
          </ul>`
        : nothing
    }`;
}

/** What was done, and the years as a picture. */
function past({ evidence: e, detail, date }: Person): TemplateResult {
  const known = detail?.case ? detail : null;
  const items = e ? [...evidenceItems(e, date), ...(known ? stepItems(known) : [])] : known ? caseItems(known) : [];
  return html`${timelineView(items, date)}
    ${known && known.events.length > 0 ? historyView(known.events) : html`<p class="hint">${history.noHistory}</p>`}`;
}

/** What a run says: first what was compared, or whom it may be. */
function found(person: Person, e: Evidence, on: PersonActions): TemplateResult {
  const compared = e.rows.filter((r) => r.level !== "shown");
  const others = e.rows.filter((r) => r.level === "shown");
  const compare = html`${compareView(e, t.compare, compared.length > 0 ? compared : others, compared.length > 0)} ${legendView(compared)}`;
  const open = undecided(e);
  const facts = html`${factsView(e, person.row)} ${levyView(person.detail)}`;
  const choice = !open && isChoice(e) ? candidatesView(e, on.choose) : nothing;
  return html`${open ? html`${candidatesView(e, on.choose)} ${facts}` : html`${facts} ${summaryView(e)} ${compare}`}
    ${part("candidates", t.candidates, choice)}
    ${part("past", t.past, past(person))}
    ${part("reasons", t.reasons, reasons(e))}
    ${part("grade", t.gradeTitle, grade(e))}
    ${part("compare", t.compare, open ? compare : nothing)}
    ${part("others", t.others, compared.length > 0 && others.length > 0 ? compareView(e, t.others, others, false) : nothing)}
    ${part("listings", history.listings, person.detail?.case ? listingsView(person.detail, false) : nothing)}`;
}

/** What the book has kept of somebody whom the run at hand does not list. */
function kept(person: Person, detail: CaseDetail): TemplateResult {
  const listings = part("listings", history.listings, listingsView(detail, true));
  return html`${keptView(detail)} ${levyView(detail)} ${part("past", t.past, past(person))} ${listings}`;
}

export function personView(person: Person, on: PersonActions): TemplateResult {
  const { row, evidence: e, detail } = person;
  return html`<section class="evidence" data-testid="evidence" data-case=${row.finding ?? row.as_case?.case ?? nothing}
    data-bucket=${row.bucket} data-state=${(detail?.case ?? row.as_case)?.state ?? "none"} aria-labelledby="evidence-title">
    ${bar(person, on)}
    <div class="evidence-body">
      ${head(person)} ${e ? found(person, e, on) : detail?.case ? kept(person, detail) : nothing}
    </div>
  </section>`;
}
