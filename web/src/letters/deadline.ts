// The deadline of a letter: what the town's rule gives for the day of dispatch, until the clerk writes another. What is printed is what is
// recorded and tracked.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { day } from "../base/days.ts";
import { check, field } from "./form.ts";
import type { Form } from "./form.ts";
import type { LetterKind } from "./settings.ts";
import { letters as t } from "./strings.ts";

/** The letters to which a household has to answer. */
export type Tracked = Extract<LetterKind, "urge" | "urge_again">;
export const isTracked = (kind: LetterKind): kind is Tracked => kind === "urge" || kind === "urge_again";

/** Why a letter without a deadline may not go out unremarked. */
export const lacksDeadline = (kind: LetterKind, due: string, undated: boolean): boolean => isTracked(kind) && due === "" && !undated;

function hintOf({ kind, due, byRule }: Form): string {
  const b = t.batch;
  if (!isTracked(kind)) return b.dueHint;
  if (byRule === null) return b.dueNoRule;
  return due === byRule ? b.dueByRule(day(byRule)) : b.dueOther(day(byRule));
}

export function deadlineField(form: Form): TemplateResult {
  const { kind, due, settings } = form;
  const ask = isTracked(kind) && (due === "" || settings.undated);
  return html`${field("due", t.batch.due, due, (value) => form.set({ due: value }), { type: "date", hint: hintOf(form) })}
  ${ask ? check("undated", t.batch.undated, settings.undated, (undated) => form.change({ undated })) : nothing}`;
}
