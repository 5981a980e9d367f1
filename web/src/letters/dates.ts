// The two days of a batch, dispatch and deadline: what cannot be right stops it, what is odd is said.

import { day } from "../base/days.ts";
import type { Plan } from "./plan.ts";
import type { Batch } from "./sheet.ts";
import { letters as t } from "./strings.ts";

/** No town gives a household longer to answer, or prepares letters so far ahead. */
const FAR_DAYS = 366;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Nobody is asked to notify a loss before it has come. */
export function wrongDates({ date }: Batch, plan: Plan | null): string[] {
  const early = (plan?.letters ?? []).flatMap((l) => l.members.filter((m) => m.loss_date !== null && date !== "" && date < m.loss_date));
  const [first] = early;
  return first ? [t.dates.beforeLoss(day(date), first.name || first.kana, day(first.loss_date!), early.length)] : [];
}

/** `rests`: the town hall is shut on the day of the deadline. */
export function oddDates({ date, due }: Batch, today: string, rests: boolean): string[] {
  const d = t.dates;
  if (date === "") return [];
  return [
    ...(date < today ? [d.past(day(date))] : []),
    ...(daysBetween(today, date) > FAR_DAYS ? [d.farAhead(day(date))] : []),
    ...(due !== "" && due === date ? [d.sameDay(day(due))] : []),
    ...(due !== "" && daysBetween(date, due) > FAR_DAYS ? [d.longDue(day(due))] : []),
    ...(due !== "" && rests ? [d.rests(day(due))] : []),
  ];
}
