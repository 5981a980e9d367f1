// What is checked before letters are printed: what stops them, what a letter lacks, which characters may come out wrong.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { reasonsList } from "../person/refusals.ts";
import { unknownIn, usedIn } from "./fill.ts";
import type { Placeholder } from "./fill.ts";
import type { Fit } from "./paper.ts";
import { MOST_LETTERS, oddCharacters } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { placeFits } from "./settings.ts";
import type { LetterKind } from "./settings.ts";
import { common } from "./sheet.ts";
import type { Batch } from "./sheet.ts";
import { letters as t } from "./strings.ts";

const MOST_NUMBERS = 10;

/** Why nothing may be printed yet: the text has holes. */
export function stopsOf(batch: Batch, plan: Plan | null): string[] {
  const { kind, settings, date } = batch;
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
  if (!text.subject.trim()) out.push(b.noSubject);
  if (!placeFits(settings.place)) out.push(b.badPlace);
  const values = { ...common(batch), number: settings.number };
  const shared: Placeholder[] = ["due", "office", "phone", "number", "prefecture"];
  const used = usedIn(parts.map(([, typed]) => typed).join("\n"));
  for (const p of shared) if (used.has(p) && !values[p].trim()) out.push(b.empty(t.placeholders[p].name));
  if (plan?.letters.length === 0) out.push(t.print.nothing);
  return out;
}

/** What to look at before printing; `force` prints a letter all the same. */
export function checksView(
  { plan, stops, fit, kind }: { plan: Plan; stops: readonly string[]; fit: Fit; kind: LetterKind },
  force: (key: string, on: boolean) => void,
): TemplateResult {
  const b = t.before;
  const odd = oddCharacters(plan.letters, kind);
  const { twoPages, window: high, tight } = fit;
  const only = [...tight].filter((i) => !twoPages.includes(i));
  const warnings = [
    ...(plan.wanted > MOST_LETTERS ? [b.tooMany(MOST_LETTERS, plan.wanted)] : []),
    ...(twoPages.length > 0 ? [b.twoPages(numbers(twoPages))] : []),
    ...(high.length > 0 ? [b.window(numbers(high))] : []),
    ...(only.length > 0 ? [b.tight(numbers(only))] : []),
  ];
  const left = plan.all.length - plan.wanted;
  const parted = [...new Set(plan.all.flatMap((l) => l.household.notice ?? []))];
  const fine = stops.length + odd.length + warnings.length + parted.length + plan.hindrances.length + plan.refused.length === 0;
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
    ${
      parted.length > 0
        ? html`<h5>${b.parted}</h5>
          <ul data-testid="letter-parted">${parted.map((text) => html`<li class="wrap as-is">${text}</li>`)}</ul>`
        : nothing
    }
    ${
      plan.hindrances.length > 0
        ? html`<h5>${b.left(left)}</h5>
          <ul class="letter-hindrances" data-testid="letter-hindrances">
            ${plan.hindrances.map(
              (h) => html`<li data-code=${h.code}>
                <span class="as-is"><b>${h.who}</b></span>
                <span class="wrap">${h.text}</span>
                <label class="inline-check">
                  <input type="checkbox" data-testid="letter-force" aria-label=${b.forceOf(h.who)} .checked=${h.forced} @change=${(
                    e: Event,
                  ) => force(h.key, (e.currentTarget as HTMLInputElement).checked)} />${b.force}
                </label>
              </li>`,
            )}
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
                class="as-is">${o.places.slice(0, MOST_NUMBERS).join("、")}${o.places.length > MOST_NUMBERS ? "…" : ""}</span></li>`,
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

const codePoint = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

function numbers(positions: readonly number[]): string {
  const shown = positions
    .slice(0, MOST_NUMBERS)
    .map((i) => t.before.letter(i + 1))
    .join("、");
  return positions.length > MOST_NUMBERS ? `${shown} ${t.before.andMore(positions.length - MOST_NUMBERS)}` : shown;
}
