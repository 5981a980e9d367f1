// One person: the sentence, the three files next to each other, field by field, and the reasons with their sources.
// Values are printed exactly as they came in.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Candidate, CandidateField, Evidence, FieldRow, Level } from "../../../wasm/driver.ts";
import { evidenceItems } from "../timeline/items.ts";
import { timelineView } from "../timeline/timeline.ts";
import { okIcon } from "../base/icons.ts";
import { DASH, jaDate } from "../base/strings.ts";
import { evidence as t, people } from "./strings.ts";
import { timeline } from "../timeline/strings.ts";
import { differencesView, legendView, summaryView, valueView } from "./marks.ts";

export interface EvidenceActions {
  at: number;
  all: number;
  previous(): void;
  next(): void;
  close(): void;
  /** Who the person is: this one, or (null) none of those shown. */
  choose(candidate: Candidate | null): void;
}

const mark = (of: Level): TemplateResult | typeof nothing =>
  t.levels[of].mark ? html`<span class="level-mark level-${of}" aria-hidden="true">${t.levels[of].mark}</span>` : nothing;

function level(e: Evidence, row: FieldRow): TemplateResult {
  const known = t.levels[row.level];
  return html`<span class="level level-${row.level}">${mark(row.level)}${known.text}</span>
    ${row.note ? html`<span class="level-note">${row.note}</span>` : nothing}${differencesView(e, row)}`;
}

function compare(e: Evidence, title: string, rows: readonly FieldRow[], judged: boolean): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${title}>
    <table class="table compare">
      <caption class="visually-hidden">${title}</caption>
      <thead>
        <tr>
          <th scope="col">${t.item}</th>
          ${e.columns.map(
            (c) => html`<th scope="col">
              ${c.title}<span class="place wrap">${c.file === null || c.line === null ? t.absent : timeline.place(c.file, c.line)}</span>
            </th>`,
          )}
          ${judged ? html`<th scope="col" class="verdict">${t.verdict}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (r) => html`<tr class="row-${r.level}" data-field=${r.field} data-level=${r.level}>
            <th scope="row">${r.label}</th>
            ${r.values.map(
              (v, i) =>
                html`<td class="as-is">${
                  v === null
                    ? html`<span class="absent">${DASH}</span>`
                    : v === ""
                      ? html`<span
                        class="absent">${t.empty}</span>`
                      : valueView(r, i, v)
                }</td>`,
            )}
            ${judged ? html`<td>${level(e, r)}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The steps from the first field to the grade. */
function waterfall(e: Evidence): TemplateResult | typeof nothing {
  if (e.waterfall === null) return nothing;
  const spelled = (field: string): string[] => e.rows.find((r) => r.field === field)?.spelled ?? [];
  return html`<h4>${t.waterfall}</h4>
    <p class="small" data-testid="waterfall-sentence">${e.waterfall.sentence}</p>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${t.waterfall}>
      <table class="table waterfall" data-testid="waterfall">
        <thead>
          <tr>
            <th scope="col">${t.item}</th>
            <th scope="col">${t.verdict}</th>
            <th scope="col">${t.soFar}</th>
          </tr>
        </thead>
        <tbody>
          ${e.waterfall.steps.map(
            (s) => html`<tr class="row-${s.level}" data-field=${s.field} data-level=${s.level}>
              <th scope="row">${s.label}</th>
              <td>
                ${mark(s.level)}<span class="wrap">${s.text}</span>
                ${spelled(s.field).map((told) => html`<span class="level-note as-is">${told}</span>`)}
              </td>
              <td class="so-far">${s.grade ?? t.noGradeYet}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Nobody was picked: what there is to compare are the candidates. */
const undecided = (e: Evidence): boolean => e.candidates.length > 0 && !e.columns.some((c) => c.key === "roster");

function candidateCell(f: CandidateField): TemplateResult {
  // 枝番 of different numbers say nothing of each other.
  const unasked = f.field === "branch" && f.level === "missing" && f.listed !== "" && f.value !== "";
  const note = unasked ? t.branchUnasked : f.note;
  return html`<td data-field=${f.field} data-level=${f.level} class="candidate-${f.level}">
    <span class="as-is">${f.value || html`<span class="absent">${t.empty}</span>`}</span>
    <span class="level level-${f.level}">${mark(f.level)}${t.levels[f.level].text}</span>
    ${note ? html`<span class="level-note">${note}</span>` : nothing}
  </td>`;
}

/** A column a candidate, a row a field: which field speaks for whom. */
function candidates(e: Evidence, choose: EvidenceActions["choose"]): TemplateResult | typeof nothing {
  // A single candidate without any difference is the roster's column above, nothing to choose.
  const [only, another] = e.candidates;
  if (!only) return nothing;
  const shown = e.columns.some((c) => c.key === "roster" && c.line === only.roster_line);
  if (!another && shown && (e.selectable || !only.difference)) return nothing;
  const listedAddress = e.rows.find((r) => r.field === "address")?.values[e.columns.findIndex((c) => c.key !== "roster")];
  const plain = (label: string, listed: string, of: (x: Candidate) => string) => html`<tr>
    <th scope="row">${label}</th>
    <td class="as-is">${listed}</td>
    ${e.candidates.map((x) => html`<td class="as-is">${of(x)}</td>`)}
  </tr>`;
  return html`<h4>${t.candidates}</h4>
    ${e.selectable ? nothing : html`<p class="hint">${t.candidatesHint}</p>`}
    <div class="table-scroll" tabindex="0" role="group" aria-label=${t.candidates}>
      <table class="table candidates" data-testid="candidates">
        <thead>
          <tr>
            <th scope="col">${t.item}</th>
            <th scope="col">${t.listed}</th>
            ${e.candidates.map(
              (x) => html`<th scope="col" data-testid="candidate" data-line=${x.roster_line}>
                ${t.candidate(x.roster_line)}<span class="place">${t.candidateGrade(x.grade)}</span>
                <button type="button" class="button button-outline button-small" data-testid="choose"
                  aria-label=${t.chooseOf(x.name || x.kana, x.roster_line)} @click=${() => choose(x)}>${t.choose}</button>
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${only.fields.map((f, i) => {
            if (!f.listed && e.candidates.every((x) => !x.fields[i]!.value)) return nothing;
            return html`<tr>
              <th scope="row">${f.label}</th>
              <td class="as-is">${f.listed || html`<span class="absent">${t.empty}</span>`}</td>
              ${e.candidates.map((x) => candidateCell(x.fields[i]!))}
            </tr>`;
          })}
          ${plain(t.resident, DASH, (x) => x.resident)}
          ${plain(people.columns.address, listedAddress ?? DASH, (x) => x.address)}
        </tbody>
      </table>
    </div>
    <p><button type="button" class="button button-outline button-small" data-testid="choose-none"
      @click=${() => choose(null)}>${t.chooseNone}</button></p>`;
}

/** `date` is the working date of the run. */
export function evidenceView(e: Evidence, date: string, actions: EvidenceActions): TemplateResult {
  // What was compared stands first, then why; what is only shown comes last, unless there was nothing to compare.
  const compared = e.rows.filter((r) => r.level !== "shown");
  const others = e.rows.filter((r) => r.level === "shown");
  return html`<section class="evidence" data-testid="evidence" data-case=${e.finding} data-bucket=${e.bucket}
    aria-labelledby="evidence-title">
    <div class="evidence-bar">
      <button type="button" class="button button-text only-narrow" @click=${actions.close}>${t.back}</button>
      <span class="evidence-position">${t.position(actions.at + 1, actions.all)}</span>
      <button type="button" class="button button-outline button-small" data-testid="evidence-previous" aria-keyshortcuts="Comma"
        ?disabled=${actions.at <= 0} @click=${actions.previous}>
        <kbd>${t.keys.previous}</kbd>${t.previous}
      </button>
      <button type="button" class="button button-outline button-small" data-testid="evidence-next" aria-keyshortcuts="Period"
        ?disabled=${actions.at + 1 >= actions.all} @click=${actions.next}>
        ${t.next}<kbd>${t.keys.next}</kbd>
      </button>
      <button type="button" class="button button-text only-wide" data-testid="evidence-close" @click=${actions.close}>${t.close}</button>
    </div>
    <div class="evidence-body">
      <div class="evidence-head">
        <h3 class="evidence-title" id="evidence-title" tabindex="-1">
          <span class="visually-hidden">${t.title}: </span>${e.label}
        </h3>
        ${
          e.review_kind === null
            ? nothing
            : html`<span class="chip chip-review" data-testid="review-kind" data-kind=${e.review_kind}>${e.review_label}</span>`
        }
        ${
          e.selectable
            ? html`<span class="chip chip-selectable">${okIcon}${t.selectable}</span><span class="small">${t.selectableHint}</span>`
            : html`<span class="chip">${t.notSelectable}</span><span class="small">${t.notSelectableHint}</span>`
        }
      </div>
      <p class="sentence as-is">${e.sentence}</p>
      ${summaryView(e)}
      <dl class="facts">
        <div>
          <dt>${people.columns.grade}</dt>
          <dd>${e.grade === null ? t.noGrade : html`<b>${e.grade}</b>　${undecided(e) ? t.bestOfSeveral : e.grade_meaning}`}</dd>
        </div>
        <div>
          <dt>${t.loss}</dt>
          <dd>${e.loss_date === null ? t.noLoss : html`<b>${jaDate(e.loss_date)}</b>（${e.loss_date}）`}</dd>
        </div>
      </dl>

      ${undecided(e) ? candidates(e, actions.choose) : nothing}
      ${timelineView(evidenceItems(e, date), date)}
      <h4>${t.compare}</h4>
      ${legendView(compared)}
      ${compare(e, t.compare, compared.length > 0 ? compared : others, compared.length > 0)}
      ${waterfall(e)}
      ${
        e.relaxations.length > 0
          ? html`<h4>${t.relaxations}</h4>
            <ul>
              ${e.relaxations.map((r) => html`<li data-code=${r.code}>${r.label}</li>`)}
            </ul>`
          : nothing
      }
      <h4>${t.reasons}</h4>
      <ol class="reasons">
        ${e.reasons.map(
          (r) => html`<li data-code=${r.code}><span class="wrap">${r.text}</span><span class="source">${t.source}${r.source}</span></li>`,
        )}
      </ol>
      ${undecided(e) ? nothing : candidates(e, actions.choose)}
      <h4>${people.columns.bucket}</h4>
      <p>${e.label}: ${e.meaning}</p>
      ${
        compared.length > 0 && others.length > 0
          ? html`<h4>${t.others}</h4>
            ${compare(e, t.others, others, false)}`
          : nothing
      }
    </div>
  </section>`;
}
