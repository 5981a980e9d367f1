// What a clerk needs of a person besides the comparison: the dates, the other insurer, the household, the number to look up.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { FieldCode } from "../../../wasm/cases.ts";
import type { Evidence, Row } from "../../../wasm/driver.ts";
import { readDate } from "../base/dates.ts";
import { day as said, dayView } from "../base/days.ts";
import { copyable } from "./copy.ts";
import { undecided } from "./candidates.ts";
import { evidence as t } from "./strings.ts";

/** The first file that says something of a field, in the order of the columns. */
function saidOf(e: Evidence, field: FieldCode): string {
  return e.rows.find((r) => r.field === field)?.values.find((v) => v) ?? "";
}

function fact(label: string, value: TemplateResult | string): TemplateResult | typeof nothing {
  return value === "" ? nothing : html`<div><dt>${label}</dt><dd class="as-is">${value}</dd></div>`;
}

/** The dates stand in one form, so that they can be set against each other; over each it stands as it came. */
function day(raw: string): TemplateResult | string {
  const iso = readDate(raw);
  return iso ? html`<time datetime=${iso} title=${t.asCame(raw)}>${said(iso)}</time>` : raw;
}

export function factsView(e: Evidence, row: Row): TemplateResult {
  const f = t.facts;
  const resident = undecided(e) ? "" : saidOf(e, "resident_number");
  const insurer = [saidOf(e, "other_insurer_name"), saidOf(e, "other_insurer")].filter(Boolean).join(" ");
  return html`<dl class="facts person-facts">
    ${fact(f.acquired, day(saidOf(e, "acquired") || saidOf(e, "own_acquired")))}
    ${fact(f.pensionLost, day(saidOf(e, "pension_lost")))}
    ${fact(f.otherAcquired, day(saidOf(e, "other_acquired")))}
    ${fact(f.loss, e.loss_date === null ? t.noLoss : html`<b>${dayView(e.loss_date)}</b>`)}
    ${fact(f.insurer, insurer)}
    ${fact(f.head, row.head || saidOf(e, "head_name"))}
    ${fact(t.resident, resident ? copyable(t.resident, resident) : "")}
    ${undecided(e) || row.number === "" ? nothing : fact(f.number, copyable(f.number, row.number))}
  </dl>`;
}
