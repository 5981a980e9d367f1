// What narrows the list: everything that is chosen holds together. The choices, and what is chosen as chips that are taken off.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Narrowed } from "../../../wasm/cases.ts";
import type { Constants, View } from "../../../wasm/driver.ts";
import { day } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { people as peopleText } from "../person/strings.ts";
import { desk as deskText } from "./strings.ts";

const t = deskText.filters;

/** As the core is asked; without text and order. */
export interface Filters {
  buckets: readonly string[];
  grades: readonly string[];
  states: readonly string[];
  relaxations: readonly string[];
  reviews: readonly string[];
  since: readonly string[];
  /** Days on which letters fall due. */
  due_from?: string;
  due_by?: string;
  selectable?: boolean;
  on_hold?: boolean;
  returned?: boolean;
  inquired?: boolean;
  several?: boolean;
}

export const LISTS = ["buckets", "grades", "states", "relaxations", "reviews", "since"] as const;
export const FLAGS = ["selectable", "on_hold", "returned", "inquired", "several"] as const;
type List = (typeof LISTS)[number];
type Flag = (typeof FLAGS)[number];

export const NO_FILTERS: Filters = { buckets: [], grades: [], states: [], relaxations: [], reviews: [], since: [] };

/** What a decision may change: the list stays as it is until it is asked for again. */
export const followsCases = (f: Filters): boolean =>
  f.states.length > 0 || f.since.length > 0 || [f.on_hold, f.returned, f.inquired].some((x) => x !== undefined);

/** The codes are as they were chosen, or saved: what the core does not know it refuses. */
export function queryOf(queue: Narrowed, filters: Filters, text: string): Narrowed {
  const chosen = Object.fromEntries(Object.entries(filters).filter(([, v]) => (Array.isArray(v) ? v.length > 0 : v !== undefined)));
  return { ...queue, ...chosen, text } as Narrowed;
}

const toggle =
  (list: List, code: string): Turn =>
  (now) => ({ ...now, [list]: now[list].includes(code) ? now[list].filter((c) => c !== code) : [...now[list], code] });

const setFlag =
  (flag: Flag, to: boolean): Turn =>
  ({ [flag]: now, ...rest }) =>
    now === to ? rest : { ...rest, [flag]: to };

/** A change of what is chosen, whatever that is by then. */
export type Turn = (now: Filters) => Filters;

interface Choice {
  id: string;
  label: string;
  count?: number;
  on: boolean;
  /** Chosen, or taken off again. */
  turn: Turn;
}

const SINCE = ["fresh", "continuing", "changed", "gone"] as const;

interface Group {
  title: string;
  choices: Choice[];
}

/** Everything there is to choose, group by group; buckets are chosen where the results are broken down. */
function groupsOf(filters: Filters, constants: Constants, relaxations: View["relaxations"]): Group[] {
  const list = (of: List, code: string, label: string, count?: number): Choice => ({
    id: `filter-${of}-${code}`,
    label,
    ...(count === undefined ? {} : { count }),
    on: filters[of].includes(code),
    turn: toggle(of, code),
  });
  const flag = (of: Flag, to: boolean): Choice => ({
    id: `filter-${of}-${to}`,
    label: t.flags[of][to ? "yes" : "no"],
    on: filters[of] === to,
    turn: setFlag(of, to),
  });
  return [
    {
      title: t.groups.grades,
      choices: [...constants.grades.map((g) => list("grades", g.code, g.code)), list("grades", "none", t.noGrade)],
    },
    { title: t.groups.selectable, choices: [flag("selectable", true), flag("selectable", false)] },
    {
      title: t.groups.states,
      choices: [list("states", "none", t.noCase), ...constants.casework.states.map((s) => list("states", s.code, s.label))],
    },
    { title: t.groups.since, choices: SINCE.map((code) => list("since", code, t.since[code])) },
    {
      title: t.groups.marks,
      choices: [flag("on_hold", true), flag("on_hold", false), flag("returned", true), flag("inquired", true), flag("several", true)],
    },
    ...(relaxations.length > 0
      ? [{ title: t.groups.relaxations, choices: relaxations.map((r) => list("relaxations", r.code, r.label, r.count)) }]
      : []),
  ];
}

export function filterPanel(
  filters: Filters,
  constants: Constants,
  relaxations: View["relaxations"],
  change: (turn: Turn) => void,
): TemplateResult {
  return html`<div class="filter-panel" data-testid="filter-panel">
    <p class="hint">${t.hint}</p>
    ${groupsOf(filters, constants, relaxations).map(
      (g) => html`<div class="filter-group" role="group" aria-label=${g.title}>
        <span class="small"><b>${g.title}</b></span>
        ${g.choices.map(
          (c) => html`<button type="button" class="filter-chip" data-testid=${c.id} aria-pressed=${c.on ? "true" : "false"}
            @click=${() => change(c.turn)}>
            ${c.label}${c.count === undefined ? nothing : html` <b>${n(c.count)}</b>`}
          </button>`,
        )}
      </div>`,
    )}
  </div>`;
}

export interface Chosen {
  id: string;
  label: string;
  turn: Turn;
}

/** What is chosen, in words, each with how it is taken off. */
export function chosenOf(filters: Filters, constants: Constants, relaxations: View["relaxations"]): Chosen[] {
  const buckets = constants.buckets
    .filter((b) => filters.buckets.includes(b.code))
    .map((b) => ({ id: `buckets-${b.code}`, label: t.of(peopleText.columns.bucket, b.label), turn: toggle("buckets", b.code) }));
  const reviews = constants.review_kinds
    .filter((k) => filters.reviews.includes(k.code))
    .map((k) => ({ id: `reviews-${k.code}`, label: t.of(t.groups.reviews, k.label), turn: toggle("reviews", k.code) }));
  const others = groupsOf(filters, constants, relaxations).flatMap((g) =>
    g.choices.filter((c) => c.on).map((c) => ({ id: c.id.replace("filter-", ""), label: t.of(g.title, c.label), turn: c.turn })),
  );
  // A saved choice may name a relaxation that does not occur in this run.
  const unseen = filters.relaxations
    .filter((code) => !relaxations.some((r) => r.code === code))
    .map((code) => ({ id: `relaxations-${code}`, label: t.of(t.groups.relaxations, t.unseen), turn: toggle("relaxations", code) }));
  const due = filters.due_by
    ? [
        {
          id: "due",
          label: t.due(day(filters.due_from || filters.due_by)),
          turn: ({ due_from: _, due_by: __, ...rest }: Filters) => rest,
        },
      ]
    : [];
  return [...buckets, ...reviews, ...others, ...unseen, ...due];
}

export function chips(chosen: readonly Chosen[], change: (turn: Turn) => void): TemplateResult {
  return html`${chosen.map(
    (c) =>
      html`<button type="button" class="chosen-chip" data-testid="chosen-${c.id}" aria-label=${t.takeOff(c.label)}
        @click=${() => change(c.turn)}>${c.label}<span aria-hidden="true"> ×</span></button>`,
  )}`;
}
