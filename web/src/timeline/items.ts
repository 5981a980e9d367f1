// What a person's timeline is made of: from the evidence of a result, or from a case. Nothing is drawn here.

import type { CaseDetail } from "../../../wasm/cases.ts";
import type { Evidence } from "../../../wasm/driver.ts";
import { readDate } from "../base/dates.ts";
import { timeline as t } from "./strings.ts";

/** A date as it came, and the day it names; null where it cannot be read in one way. */
export interface Moment {
  raw: string;
  day: string | null;
}

export interface Item {
  kind: "own" | "pension" | "other" | "loss" | "point";
  what: string;
  /** Absent: the files do not say since when. */
  from?: Moment;
  to?: Moment;
  /** Without `to`: nothing has ended (`open`), or the end is not known here (`unsaid`). A point or the loss is one day. */
  end: "said" | "open" | "unsaid" | "day";
  sources: string[];
  /** Which file says so, in a word: to tell apart what is told twice. */
  origin?: string;
}

/** Undefined where no day is named: the column is empty, or has 99999999 in it. */
export function moment(raw: string | null | undefined): Moment | undefined {
  if (!raw) return undefined;
  const day = readDate(raw);
  return day === "" ? undefined : { raw, day };
}

/** A day the tool itself has written. */
const dayOf = (iso: string): Moment => ({ raw: iso, day: iso });

const point = (what: string, from: Moment, source: string, kind: "point" | "loss" = "point"): Item => ({
  kind,
  what,
  from,
  end: "day",
  sources: [source],
});

function band(
  kind: Item["kind"],
  what: string,
  from: Moment | undefined,
  to: Moment | undefined,
  source: string,
  otherwise: "open" | "unsaid" = "open",
): Item {
  return { kind, what, ...(from ? { from } : {}), ...(to ? { to } : {}), end: to ? "said" : otherwise, sources: [source] };
}

const dateKey = (m: Moment | undefined): string => (m ? (m.day ?? m.raw) : "");

/** What several files say alike is said once, with all of them as its source. */
export function merged(items: readonly Item[]): Item[] {
  const known = new Map<string, Item>();
  for (const item of items) {
    const key = [item.kind, item.what, dateKey(item.from), dateKey(item.to), item.end].join("\n");
    const before = known.get(key);
    if (before) before.sources.push(...item.sources.filter((s) => !before.sources.includes(s)));
    else known.set(key, { ...item, sources: [...item.sources] });
  }
  return [...known.values()];
}

const insured = (name: string | null | undefined): string => (name ? t.otherOf(name) : t.other);

/** The day of an overlap list stands at the end of its title. */
const runOf = (column: Evidence["columns"][number]): string => /\d{4}-\d{2}-\d{2}$/.exec(column.title)?.[0] ?? "";

/** `date` is the working date of the run. */
export function evidenceItems(e: Evidence, date: string): Item[] {
  const items: Item[] = [];
  const bandOf = (column: Evidence["columns"][number], made: Item): Item => ({ ...made, origin: t.origins[column.key](runOf(column)) });
  // A loss that was taken back is a day on record, and no end.
  const withdrawn = e.bucket === "P-WITHDRAWN";
  e.columns.forEach((column, i) => {
    const value = (field: string) => e.rows.find((r) => r.field === field)?.values[i];
    const at = (field: string) => moment(value(field));
    const source = column.file === null ? column.title : t.source(column.title, t.place(column.file, column.line));
    if (column.key !== "pension" && (at("acquired") || at("lost")))
      items.push(bandOf(column, band("own", t.own, at("acquired"), at("lost"), source)));
    const lost = at("pension_lost");
    if (column.key === "pension" && lost) {
      items.push(band("pension", t.pension, undefined, withdrawn ? undefined : lost, source));
      if (withdrawn) items.push(point(t.withdrawn, lost, source));
      const before = at("corrected_from");
      if (before && !withdrawn) items.push(point(t.corrected, before, source));
    }
    if (column.key !== "overlap") return;
    if (at("other_acquired") || at("other_lost"))
      items.push(bandOf(column, band("other", insured(value("other_insurer_name")), at("other_acquired"), at("other_lost"), source)));
    const run = runOf(column);
    if (run) items.push(point(t.listMade, dayOf(run), column.title));
  });
  if (e.loss_date) items.push(point(t.loss, dayOf(e.loss_date), t.ofRun, "loss"));
  items.push(point(t.working, dayOf(date), t.ofRun));
  return merged(items);
}

/** The same label stands for the loss of the roster and of the pension list; where only one is kept, the flow tells whose. */
function losses(values: readonly string[], flow: string): { own?: string | undefined; pension?: string | undefined } {
  if (values.length > 1) return { own: values[0], pension: values[1] };
  return flow === "P" ? { pension: values[0] } : { own: values[0] };
}

export function caseItems(detail: CaseDetail): Item[] {
  const row = detail.case!;
  const kept = (label: string) => detail.person.filter((p) => p.label === label).map((p) => p.value);
  const { own, pension } = losses(kept(t.kept.lost), row.bucket.slice(0, 1));
  const acquired = moment(kept(t.kept.acquired)[0]);
  const other = moment(kept(t.kept.otherAcquired)[0]);
  const items: Item[] = [];
  if (acquired || moment(own)) items.push(band("own", t.own, acquired, moment(own), t.keptOf.roster));
  if (moment(pension)) items.push(band("pension", t.pension, undefined, moment(pension), t.keptOf.pension));
  // A case does not keep when the other insurance ended, or whether it has.
  if (other) items.push(band("other", insured(kept(t.kept.otherName)[0]), other, undefined, t.keptOf.overlap, "unsaid"));
  if (row.loss_date) items.push(point(t.loss, dayOf(row.loss_date), t.ofRun, "loss"));
  for (const l of detail.listings) for (const day of new Set([l.from, l.to])) items.push(point(t.run(l.label), dayOf(day), t.ofRun));
  return merged([...items, ...stepItems(detail)]);
}

/** The days of what was done, and when it falls due. */
export function stepItems({ case: row, events }: CaseDetail): Item[] {
  const items = events.flatMap((e) =>
    e.kind === "act" && e.stands && e.on ? [point(e.label, dayOf(e.on), e.who ? t.recordedBy(e.who) : t.recorded)] : [],
  );
  return row.due ? [...items, point(t.due, dayOf(row.due), t.ofTown)] : items;
}
