// The deadlines of the letters that are out: the town's rule, its holidays, and when what falls due, as a calendar and as a list.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { day as said, dayView, month as monthText } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { casework as t } from "./strings.ts";
import type { BookOverview, Deadlines, OwnPeriods, PresetCode } from "../../../wasm/cases.ts";
import { holidayControl } from "./holidays.ts";

const c = t.calendar;
const MOST_MONTHS = 6;
/** As the core has it (core/calendar/period.h). */
const MOST = { days: 366, months: 24 };
const OWN: OwnPeriods = { first: { days: 31 }, second: { days: 15 } };

export interface DeadlineActions {
  set(deadlines: Deadlines): void;
  recounted(said: string): void;
  /** What was typed is no period: the rule stays as it was. */
  refuse(text: string): void;
  /** The cases due on these days are to be shown. */
  show(from: string, to: string): void;
}

/** A preset, or the town's own two periods. */
function rule(app: App, now: Deadlines, actions: DeadlineActions): TemplateResult {
  const { deadline_presets } = app.constants.casework;
  const preset = "preset" in now ? now.preset : "own";
  return html`<div class="case-tools">
    <label class="inline-check">${t.rule}
      <select data-testid="deadline-rule" @change=${(e: Event) => {
        const code = (e.currentTarget as HTMLSelectElement).value;
        actions.set(code === "own" ? OWN : { preset: code as PresetCode });
      }}>
        ${deadline_presets.map((d) => html`<option value=${d.code} .selected=${d.code === preset}>${d.label}</option>`)}
        <option value="own" .selected=${preset === "own"}>${t.ownRule}</option>
      </select>
    </label>
    ${"preset" in now ? nothing : html`${period(now, "first", actions)} ${period(now, "second", actions)}`}
  </div>`;
}

function period(now: OwnPeriods, which: "first" | "second", actions: DeadlineActions): TemplateResult {
  const given = now[which] ?? { days: 0 };
  const unit = given.months ? "months" : "days";
  const set = (value: number, of: string) => actions.set({ ...now, [which]: value > 0 ? { [of]: value } : null });
  return html`<label class="inline-check">${t.periods[which]}
      <input type="number" class="short" min="0" max="366" autocomplete="off" data-testid="period-${which}"
        .value=${String(given[unit] ?? 0)}
        @change=${(e: Event) => {
          const input = e.currentTarget as HTMLInputElement;
          const value = input.value.trim() === "" ? NaN : Number(input.value);
          if (Number.isInteger(value) && value >= 0 && value <= MOST[unit]) return set(value, unit);
          input.value = String(given[unit] ?? 0);
          actions.refuse(t.periods.wrong(t.periods[which], MOST[unit], t.periods[unit]));
        }} />
    </label>
    <select data-testid="period-unit-${which}" aria-label=${t.periods.unitOf(t.periods[which])}
      @change=${(e: Event) => set(1, (e.currentTarget as HTMLSelectElement).value)}>
      <option value="days" .selected=${unit === "days"}>${t.periods.days}</option>
      <option value="months" .selected=${unit === "months"}>${t.periods.months}</option>
    </select>`;
}

/** The Sunday of this week: what is due until then is this week's work. */
export function weekEnd(today: string): string {
  const d = new Date(`${today}T00:00:00Z`);
  d.setUTCDate(d.getUTCDate() + ((7 - d.getUTCDay()) % 7));
  return d.toISOString().slice(0, 10);
}

const two = (v: number) => String(v).padStart(2, "0");
/** 0: Sunday. */
const weekdayOf = (iso: string): number => new Date(`${iso}T00:00:00Z`).getUTCDay();

/** This month and those that hold a deadline; of many those that are nearest to today. */
function monthsOf(due: Record<string, number>, now: string): string[] {
  const all = [...new Set([now, ...Object.keys(due)].map((d) => d.slice(0, 7)))];
  const far = (at: string) =>
    Math.abs(Number(at.slice(0, 4)) * 12 + Number(at.slice(5)) - Number(now.slice(0, 4)) * 12 - Number(now.slice(5, 7)));
  return all
    .sort((a, b) => far(a) - far(b))
    .slice(0, MOST_MONTHS)
    .sort();
}

/** Why the town hall rests on the day. */
type RestDays = BookOverview["rest_days"];
function restOf(date: string, rests: RestDays): { kind: string; word: string; name: string } | null {
  const holiday = rests[date];
  if (holiday === "") return { kind: "holiday", word: c.marks.rest, name: c.turnOfYear };
  if (holiday !== undefined) return { kind: "holiday", word: c.marks.holiday, name: holiday };
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6 ? { kind: weekday === 0 ? "sunday" : "saturday", word: "", name: "" } : null;
}

function cellOf(date: string, count: number, now: string, rests: RestDays, actions: DeadlineActions): TemplateResult {
  const rest = restOf(date, rests);
  const today = date === now;
  const late = count > 0 && date < now;
  const week = count > 0 && !late && date <= weekEnd(now);
  const words = [today ? c.marks.today : "", rest?.word ?? ""].filter(Boolean).join("・");
  const mark = words ? html`<span class="calendar-mark">${words}</span>` : nothing;
  const head = html`<span class="calendar-head">${Number(date.slice(8))}${mark}</span>`;
  const told = [c.of(said(date), count), late ? t.late : week ? c.thisWeek : "", rest?.name ?? ""].filter(Boolean).join("、");
  return html`<td class="${rest ? `is-rest is-${rest.kind}` : ""} ${today ? "is-today" : ""} ${late ? "is-late" : week ? "is-week" : ""}"
    title=${rest?.name || nothing} data-date=${date} data-rest=${rest?.kind ?? nothing} aria-current=${today ? "date" : nothing}>${
      count > 0
        ? html`<button type="button" class="calendar-day" data-testid="due-day" data-date=${date} aria-label=${told}
          @click=${() => actions.show(date, date)}>${head}<b>${c.cases(count)}</b></button>`
        : head
    }</td>`;
}

function month(at: string, due: Record<string, number>, now: string, rests: RestDays, actions: DeadlineActions): TemplateResult {
  const [year, m] = at.split("-").map(Number) as [number, number];
  const first = (weekdayOf(`${at}-01`) + 6) % 7;
  const days = new Date(Date.UTC(year, m, 0)).getUTCDate();
  const weeks = Math.ceil((first + days) / 7);
  const cell = (index: number) => {
    const day = index - first + 1;
    const date = `${at}-${two(day)}`;
    return day < 1 || day > days ? html`<td></td>` : cellOf(date, due[date] ?? 0, now, rests, actions);
  };
  return html`<table class="calendar">
    <caption>${monthText(at)}</caption>
    <thead><tr>${c.weekdays.map((d) => html`<th scope="col">${d}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: weeks }, (_, w) => html`<tr>${Array.from({ length: 7 }, (_, d) => cell(w * 7 + d))}</tr>`)}</tbody>
  </table>`;
}

/** What the looks of the days mean, each with its word. */
const legend = html`<ul class="calendar-legend" data-testid="calendar-legend">${(["today", "rest", "late", "week", "due"] as const).map(
  (kind) => html`<li><span class="calendar-swatch is-${kind}" aria-hidden="true"></span>${c.legend[kind]}</li>`,
)}</ul>`;

function mark(date: string, now: string): string {
  if (date < now) return t.late;
  return date <= weekEnd(now) ? c.thisWeek : "";
}

function list(due: Record<string, number>, now: string, actions: DeadlineActions): TemplateResult {
  const dates = Object.keys(due).sort();
  return html`<table class="table due-list" data-testid="due-list">
    <thead><tr>${[c.date, c.weekday, c.count, c.remark].map((x) => html`<th scope="col">${x}</th>`)}</tr></thead>
    <tbody>${dates.map(
      (d) => html`<tr data-date=${d} class=${d < now ? "is-late" : ""}>
        <td><button type="button" class="link-button" @click=${() => actions.show(d, d)}>${dayView(d)}</button></td>
        <td>${c.weekdays[(weekdayOf(d) + 6) % 7]}</td>
        <td class="is-number">${n(due[d]!)}</td>
        <td><b>${mark(d, now)}</b></td>
      </tr>`,
    )}</tbody>
  </table>`;
}

export function deadlinesView(app: App, overview: BookOverview, actions: DeadlineActions): TemplateResult {
  const { due, rest_days } = overview;
  const dates = Object.keys(due);
  const sum = (of: (date: string) => boolean) => dates.filter(of).reduce((all, d) => all + due[d]!, 0);
  const urged = (overview.states.urged ?? 0) + (overview.states.urged_again ?? 0);
  const now = app.today();
  const late = sum((d) => d < now);
  const week = sum((d) => d >= now && d <= weekEnd(now));
  return html`<section class="deadlines" data-testid="deadlines" aria-labelledby="deadlines-title">
    <h3 class="section-title" id="deadlines-title">${c.title}</h3>
    ${rule(app, overview.deadlines, actions)} ${holidayControl(app, overview, actions.recounted)}
    ${
      dates.length === 0
        ? html`<p class="hint" data-testid="due-none">${urged > 0 ? c.noneByRule : c.none}</p>`
        : html`<p data-testid="due-sums">${c.sums(late, week)}</p>
          ${legend}
          <div class="calendars">${monthsOf(due, now).map((m) => month(m, due, now, rest_days, actions))}</div>
          ${list(due, now, actions)}`
    }
  </section>`;
}
