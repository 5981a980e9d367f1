// Who of the roster it may be: a column a candidate, a row a field, and which field speaks for whom.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Candidate, CandidateField, Evidence } from "../../../wasm/driver.ts";
import { DASH } from "../base/strings.ts";
import { markOf } from "./compare.ts";
import { copyable } from "./copy.ts";
import { evidence as t, people } from "./strings.ts";

/** The keys 1 to 9 choose. */
const MOST_KEYS = 9;

/** Nobody was picked: what there is to compare are the candidates. */
export const undecided = (e: Evidence): boolean => e.candidates.length > 0 && !e.columns.some((c) => c.key === "roster");

function candidateCell(f: CandidateField): TemplateResult {
  // 枝番 of different numbers say nothing of each other.
  const unasked = f.field === "branch" && f.level === "missing" && f.listed !== "" && f.value !== "";
  const note = unasked ? t.branchUnasked : f.note;
  // Silence says nothing for or against anybody: its mark is enough.
  const told = unasked || f.level === "relaxed" || f.level === "differs";
  return html`<td data-field=${f.field} data-level=${f.level} class="candidate-${f.level}">
    <span class="as-is">${f.value || html`<span class="absent">${t.empty}</span>`}</span>
    <span class="level level-${f.level}" title=${note || t.levels[f.level].text}>${markOf(f.level)}<span
      class="visually-hidden">${t.levels[f.level].text}${note}</span></span>
    ${note && told ? html`<span class="level-note" aria-hidden="true">${note}</span>` : nothing}
  </td>`;
}

/** Whether there is anybody to choose: a single candidate without any difference is the roster's column, nothing to choose. */
export function isChoice(e: Evidence): boolean {
  const [only, another] = e.candidates;
  if (!only) return false;
  const shown = e.columns.some((c) => c.key === "roster" && c.line === only.roster_line);
  return another !== undefined || !shown || !(e.selectable || !only.difference);
}

/** A column a candidate, a row a field: which field speaks for whom. */
export function candidatesView(e: Evidence, choose: (candidate: Candidate | null) => void): TemplateResult {
  const [only] = e.candidates;
  const listedAddress = e.rows.find((r) => r.field === "address")?.values[e.columns.findIndex((c) => c.key !== "roster")];
  const key = (at: number) => (at <= MOST_KEYS ? html`<kbd aria-hidden="true">${at}</kbd>` : nothing);
  const plain = (label: string, listed: string, of: (x: Candidate) => TemplateResult | string) => html`<tr>
    <th scope="row">${label}</th>
    <td class="as-is">${listed}</td>
    ${e.candidates.map((x) => html`<td class="as-is">${of(x)}</td>`)}
  </tr>`;
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${t.candidates}>
      <table class="table candidates" data-testid="candidates">
        <caption class="visually-hidden">${t.candidates}</caption>
        <thead>
          <tr>
            <th scope="col"><button type="button" class="button button-outline button-small" data-testid="choose-none"
              @click=${() => choose(null)}>${t.chooseNone}${key(0)}</button></th>
            <th scope="col">${t.listed}</th>
            ${e.candidates.map(
              (x, i) => html`<th scope="col" data-testid="candidate" data-line=${x.roster_line}>
                <span class="place">${t.candidateAt(i + 1)} ${t.candidateGrade(x.grade)}　${t.candidate(x.roster_line)}</span>
                <button type="button" class="button button-outline button-small" data-testid="choose"
                  aria-label=${t.chooseOf(x.name || x.kana, x.roster_line)} @click=${() => choose(x)}>${t.choose}${key(i + 1)}</button>
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${only!.fields.map((f, i) => {
            if (!f.listed && e.candidates.every((x) => !x.fields[i]!.value)) return nothing;
            return html`<tr>
              <th scope="row">${f.label}</th>
              <td class="as-is">${f.listed || html`<span class="absent">${t.empty}</span>`}</td>
              ${e.candidates.map((x) => candidateCell(x.fields[i]!))}
            </tr>`;
          })}
          ${plain(people.columns.address, listedAddress ?? DASH, (x) => x.address)}
          ${plain(t.resident, DASH, (x) => (x.resident ? copyable(t.resident, x.resident) : DASH))}
        </tbody>
      </table>
    </div>`;
}
