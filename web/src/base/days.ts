// How the tool says a day: in one form everywhere, R8.9.2 or 2026/9/2 as the clerk likes it, with the other over it. What stands in the
// files stays as it came, and letters have a form of their own (jaDate).

import { html } from "lit";
import type { TemplateResult } from "lit";
import { lazy } from "./lazy.ts";

export const DAY_FORMS = ["era", "western"] as const;
export type DayForm = (typeof DAY_FORMS)[number];

let chosen: DayForm = "era";
export const dayForm = (): DayForm => chosen;
/** For the whole page; whoever changes it draws the page anew. */
export function sayDaysIn(form: DayForm): void {
  chosen = form;
}

const era = lazy(
  () =>
    new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "narrow", year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" }),
);

function inForm(iso: string, form: DayForm): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  // 30 February is no day, whatever Date makes of it.
  const plain = Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
  if (plain === "" || plain !== iso.slice(0, 10)) return iso;
  const said = form === "era" ? era().format(date).replaceAll("/", ".") : plain.replaceAll("-0", "-").replaceAll("-", "/");
  return said + iso.slice(10, 16).replace("T", " ");
}

/** 2026-09-02 → R8.9.2, with the time of day if it has one; anything else as it is. */
export const day = (iso: string): string => inForm(iso, chosen);
const other = (iso: string): string => inForm(iso, chosen === "era" ? "western" : "era");

/** 2026-09 → R8.9 */
export const month = (at: string): string => day(`${at}-01`).replace(/\D1$/, "");

export function dayView(iso: string): TemplateResult {
  return html`<time datetime=${iso.slice(0, 16)} title=${other(iso)}>${day(iso)}</time>`;
}

/** A day in a sentence of the core; what is a part of a name or a number, or stands in brackets of its own as a value, is none. */
const IN_TEXT = /(?<![\w\-./「])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?(?![\w\-/」]|\.\w)/g;

/** The sentence with its days as the tool says them. */
export function dated(text: string): (string | TemplateResult)[] {
  const found = [...text.matchAll(IN_TEXT)];
  const between = text.split(IN_TEXT);
  return between.flatMap((part, i) => (found[i] ? [part, dayView(found[i][0])] : [part]));
}

/** The same where no markup can stand. */
export const datedText = (text: string): string => text.replace(IN_TEXT, (iso) => day(iso));
