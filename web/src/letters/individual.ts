// The sheet of one person for approval (個票): what the tool says of him and why, both sides next to each other, what was done. It prints
// in one job with the cover sheet and the letters.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CaseDetail, NoCase } from "../../../wasm/cases.ts";
import type { Evidence } from "../../../wasm/driver.ts";
import type { App } from "../app/state.ts";
import { dated } from "../base/days.ts";
import { jaDate, n } from "../base/strings.ts";
import { compareView } from "../person/compare.ts";
import { historyView } from "../person/history.ts";
import { evidence as e, history } from "../person/strings.ts";
import type { Bundle } from "./order.ts";
import { birthDate } from "./sheet.ts";
import { letters as t } from "./strings.ts";

/** What is known of a case; without evidence where the run at hand does not list it. */
export interface Known {
  detail: CaseDetail;
  evidence: Evidence | null;
}

/** People asked about at a time. */
const AT_ONCE = 50;

/** What has been asked of the people of the letters. It is asked anew when letters are opened. */
export class Individuals {
  /** Null: nobody is told of under this number any more. */
  private readonly known = new Map<number, Known | null>();

  of(number: number): Known | null | undefined {
    return this.known.get(number);
  }

  lacks({ letters }: Bundle): boolean {
    return letters.some((l) => l.members.some((m) => !this.known.has(m.case)));
  }

  async fetch(app: App, { letters }: Bundle): Promise<void> {
    const lacking = letters.flatMap((l) => l.members.map((m) => m.case)).filter((c) => !this.known.has(c));
    // Many questions at once: one by one their way to the worker and back takes ten times as long as their answers.
    for (let at = 0; at < lacking.length; at += AT_ONCE)
      await Promise.all(lacking.slice(at, at + AT_ONCE).map((number) => this.ask(app, number)));
  }

  private async ask(app: App, number: number): Promise<void> {
    const detail = await app.client.casework<CaseDetail | NoCase>({ do: "case", case: number, today: app.today() });
    if (detail.case === null) {
      this.known.set(number, null);
      return;
    }
    const evidence = detail.finding === null ? null : await app.client.evidence(detail.finding);
    this.known.set(number, { detail, evidence });
  }

  forget(): void {
    this.known.clear();
  }
}

function row(head: string, value: TemplateResult | string): TemplateResult | typeof nothing {
  return value === "" ? nothing : html`<tr><th scope="row">${head}</th><td class="as-is">${value}</td></tr>`;
}

/** `at`: the number of the letter. */
function sheet({ detail, evidence }: Known, at: number, today: string, who: string): TemplateResult {
  const s = t.individual;
  const c = detail.case;
  const last = detail.listings.at(-1);
  const others = evidence?.rows.filter((r) => r.level === "shown") ?? [];
  const compared = evidence?.rows.filter((r) => r.level !== "shown") ?? [];
  return html`<article class="sheet-front sheet-person" data-testid="individual" data-case=${c.case}>
    <header class="sheet-cover-head">
      <div><h1>${s.title}</h1><p>${t.cover.made(jaDate(today), who)}</p></div>
      <p>${s.at(n(at), n(c.case + 1))}</p>
    </header>
    <p class="sheet-person-name as-is"><span class="sheet-kana">${c.kana}</span>${c.name || c.kana}</p>
    <p class="as-is">${dated(c.state === "listed" ? (evidence?.sentence ?? "") : s.stands(c.bucket_label, c.label))}</p>
    <table class="sheet-table sheet-cover-facts"><tbody>
      ${
        // Side by side below.
        evidence && compared.length > 0
          ? nothing
          : html`${row(s.rows.birth, [birthDate(c.birth), c.sex].filter(Boolean).join("　"))} ${row(s.rows.number, c.number)}
            ${row(s.rows.head, c.head)}`
      }
      ${row(s.rows.bucket, c.bucket_label)}
      ${row(s.rows.grade, evidence ? [evidence.grade, evidence.grade_meaning].filter(Boolean).join("　") : (last?.grade ?? ""))}
      ${row(s.rows.loss, c.loss_date ? jaDate(c.loss_date) : t.sheet.noLoss)}
    </tbody></table>
    ${
      evidence && compared.length > 0
        ? html`<h2>${e.compare}</h2>${compareView(evidence, e.compare, compared, true)} ${
            others.length > 0 ? compareView(evidence, e.others, others, false) : nothing
          }`
        : html`<h2>${s.kept}</h2>
            <table class="sheet-table sheet-cover-facts"><tbody>${detail.person.map((p) => row(p.label, p.value))}</tbody></table>`
    }
    <h2>${s.reasons}</h2>
    ${
      evidence
        ? html`<ol class="sheet-reasons">${evidence.reasons.map(
            (r) => html`<li>${dated(r.text)}<span class="sheet-source">${e.source}${r.source}</span></li>`,
          )}</ol>`
        : html`<p class="as-is">${dated(last?.reasons ?? "")}</p>`
    }
    <h2>${s.past}</h2>
    ${detail.events.length > 0 ? historyView(detail.events) : html`<p>${history.noHistory}</p>`}
  </article>`;
}

/** Of each person of the letters, in their order; who is not known is not printed. */
export function individualSheets({ letters, from }: Bundle, known: Individuals, today: string, who: string) {
  return letters.flatMap((l, i) =>
    l.members.flatMap((m) => {
      const of = known.of(m.case);
      return of ? [sheet(of, from + i + 1, today, who)] : [];
    }),
  );
}
