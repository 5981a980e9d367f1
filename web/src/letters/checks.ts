// What is checked before letters are printed: what stops them, what a letter lacks, which characters may come out wrong.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { reasonsList } from "../person/refusals.ts";
import { wrongAddress } from "./code.ts";
import { wrongDates } from "./dates.ts";
import { lacksDeadline } from "./deadline.ts";
import { unknownIn, usedIn } from "./fill.ts";
import type { Placeholder } from "./fill.ts";
import type { Fit } from "./paper.ts";
import type { Hindrance, Plan } from "./plan.ts";
import { BUNDLE, bundleFits, placeFits } from "./settings.ts";
import { asksToFile, common } from "./sheet.ts";
import type { Batch } from "./sheet.ts";
import { letters as t } from "./strings.ts";

const MOST_NUMBERS = 10;

/** Why nothing may be printed yet: the text has holes. */
export function stopsOf(batch: Batch, plan: Plan | null): string[] {
  const { kind, settings, date, due } = batch;
  const b = t.before;
  const text = settings.texts[kind];
  const parts: [string, string][] = [
    [t.text.subject, text.subject],
    [t.text.body, text.body],
    ...(kind === "ex_officio" ? [[t.text.notice, text.notice] as [string, string]] : []),
    [t.batch.number, settings.number],
  ];
  const out: string[] = [];
  for (const [where, typed] of parts) {
    const words = unknownIn(typed);
    if (words.length > 0) out.push(b.unknown(words, where));
  }
  if (!settings.town.trim() || !settings.post.trim()) out.push(b.noSender);
  if (!date) out.push(b.noDate);
  out.push(...wrongDates(batch, plan));
  if (lacksDeadline(kind, due, settings.undated)) out.push(b.noDue);
  if (!text.subject.trim()) out.push(b.noSubject);
  if (!placeFits(settings.place)) out.push(b.badPlace);
  if (asksToFile(kind) && wrongAddress(settings.web)) out.push(`${t.web.address}: ${wrongAddress(settings.web)}`);
  if (!bundleFits(settings.bundle)) out.push(b.badBundle(BUNDLE.most));
  const values = { ...common(batch), number: settings.number };
  const shared: Placeholder[] = ["due", "office", "phone", "number", "prefecture"];
  const used = usedIn(parts.map(([, typed]) => typed).join("\n"));
  for (const p of shared) if (used.has(p) && !values[p].trim()) out.push(b.empty(t.placeholders[p].name));
  if (plan?.letters.length === 0) out.push(t.print.nothing);
  return out;
}

/** What to look at before printing; `force` prints a letter all the same. */
export function checksView(
  { plan, stops, dates, fit }: { plan: Plan; stops: readonly string[]; dates: readonly string[]; fit: Fit },
  force: (keys: readonly string[], on: boolean) => void,
): TemplateResult {
  const b = t.before;
  const { odd, repaired } = plan;
  const { twoPages, window: high, tight } = fit;
  const only = [...tight].filter((i) => !twoPages.includes(i));
  const warnings = [
    ...(twoPages.length > 0 ? [b.twoPages(numbers(twoPages))] : []),
    ...(high.length > 0 ? [b.window(numbers(high))] : []),
    ...(only.length > 0 ? [b.tight(numbers(only))] : []),
  ];
  const left = plan.all.length - plan.letters.length;
  const parted = [...new Set(plan.all.flatMap((l) => l.household.notice ?? []))];
  const told = [stops, dates, odd, warnings, parted, repaired, plan.hindrances, plan.refused];
  const fine = told.every((list) => list.length === 0);
  return html`<section class="letter-checks" aria-labelledby="letter-checks-title" data-testid="letter-checks">
    <h4 class="group-title" id="letter-checks-title">${b.title}</h4>
    ${fine ? html`<p class="hint">${b.fine}</p>` : nothing}
    ${
      stops.length > 0
        ? html`<div class="banner banner-error" data-testid="letter-stops" tabindex="-1"><div class="banner-body">
          <p class="banner-title">${b.stops}</p>
          <ul>${stops.map((s) => html`<li>${s}</li>`)}</ul>
        </div></div>`
        : nothing
    }
    ${dates.length > 0 ? html`<h5>${b.dates}</h5><ul data-testid="letter-dates">${dates.map((d) => html`<li>${d}</li>`)}</ul>` : nothing}
    ${
      parted.length > 0
        ? html`<h5>${b.parted}</h5>
          <ul data-testid="letter-parted">${parted.map((text) => html`<li class="wrap as-is">${text}</li>`)}</ul>`
        : nothing
    }
    ${
      plan.hindrances.length > 0
        ? html`<h5>${b.left(left)}</h5>
          <div data-testid="letter-hindrances">${byCode(plan.hindrances).map((same) => hindered(same, force))}</div>`
        : nothing
    }
    ${
      repaired.length > 0
        ? html`<h5>${b.repaired(repaired.length)}</h5>
          <p class="hint">${b.repairedHint}</p>
          <ul class="letter-list" data-testid="letter-repaired">
            ${repaired.map((r) => html`<li class="as-is">${r.who}　${b.repair(r.from, r.to)}</li>`)}
          </ul>`
        : nothing
    }
    ${
      plan.refused.length > 0
        ? html`<h5>${b.refused(plan.refused.length)}</h5>
          <div data-testid="letter-refused">${reasonsList(plan.refused)}</div>`
        : nothing
    }
    ${
      odd.length > 0
        ? html`<h5>${b.odd}</h5>
          <p class="hint">${b.oddHint}</p>
          <ul data-testid="letter-odd">
            ${odd.map(
              (o) => html`<li><b class="as-is">${o.char}</b> ${codePoint(o.char)}（${o.what}） <span
                class="as-is">${[...o.places].slice(0, MOST_NUMBERS).join("、")}${o.places.size > MOST_NUMBERS ? "…" : ""}</span></li>`,
            )}
          </ul>`
        : nothing
    }
    ${
      warnings.length > 0
        ? html`<h5>${b.warnings}</h5><ul
          data-testid="letter-warnings">${warnings.map((w) => html`<li>${w}</li>`)}</ul>`
        : nothing
    }
  </section>`;
}

const byCode = (hindrances: readonly Hindrance[]): Hindrance[][] =>
  [...new Set(hindrances.map((h) => h.code))].map((code) => hindrances.filter((h) => h.code === code));

/** Everybody with the same reason: printed all the same one by one, or all at once. */
function hindered(same: readonly Hindrance[], force: (keys: readonly string[], on: boolean) => void): TemplateResult {
  const b = t.before;
  const [{ code, text }] = same as [Hindrance];
  const box = (id: string, label: string, name: string, on: boolean, keys: readonly string[]) => html`<label class="inline-check">
    <input type="checkbox" data-testid=${id} aria-label=${name} .checked=${on}
      @change=${(e: Event) => force(keys, (e.currentTarget as HTMLInputElement).checked)} />${label}
  </label>`;
  const all = b.forceAll(same.length);
  return html`<section data-reason=${code}>
    <p class="wrap">${text}</p>
    ${
      same.length > 1
        ? box(
            "letter-force-all",
            all,
            `${text} ${all}`,
            same.every((h) => h.forced),
            same.map((h) => h.key),
          )
        : nothing
    }
    <ul class="letter-list">
      ${same.map(
        (h) =>
          html`<li data-code=${code}><b class="as-is">${h.who}</b>
            ${box("letter-force", b.force, b.forceOf(h.who), h.forced, [h.key])}</li>`,
      )}
    </ul>
  </section>`;
}

const codePoint = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

function numbers(positions: readonly number[]): string {
  const shown = positions
    .slice(0, MOST_NUMBERS)
    .map((i) => t.before.letter(i + 1))
    .join("、");
  return positions.length > MOST_NUMBERS ? `${shown} ${t.before.andMore(positions.length - MOST_NUMBERS)}` : shown;
}
