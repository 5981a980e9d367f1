// The way through the work: seven steps, where each of them stands, and what is to be done next. The first three are parts
// of one view, so that files and settings can be looked at together; the last three are parts of the cases.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Kind } from "../../../wasm/driver.ts";
import { doneIcon } from "../base/icons.ts";
import { STEPS, isUsable, labelOf } from "../app/state.ts";
import type { App, CasePart, State, StepCode } from "../app/state.ts";
import { steps as t } from "./strings.ts";

/** The part of the cases that a step opens, and the step a part belongs to. */
export const PARTS: Partial<Record<StepCode, CasePart>> = { notify: "list", ledger: "outputs", record: "record" };
const STEP_OF: Record<CasePart, StepCode> = { list: "notify", deadlines: "notify", outputs: "ledger", record: "record" };

/** The kinds of files the run needs; of the pension list only the procedure tells. */
const needed = (state: State): Kind[] => (state.flow === "P" ? ["roster", "pension", "overlap"] : ["roster", "overlap"]);

function filesOf(state: State, kind: Kind): File[] {
  if (kind === "overlap") return state.overlaps.map((o) => o.file);
  const file = state[kind];
  return file ? [file] : [];
}

const tooEarly = (state: State, constants: Constants): boolean =>
  state.flow === "D" && state.date !== "" && state.date < constants.earliest_d_date;

/** Null where the files are ready to be matched. */
function lackingFile(state: State, constants: Constants): string | null {
  const missing = needed(state).filter((kind) => filesOf(state, kind).length === 0);
  if (missing.length > 0) {
    const first = state.roster === null && state.overlaps.length === 0 && state.pension === null && state.book === null;
    return (first ? t.todo.begin : "") + t.todo.choose(missing.map((kind) => labelOf(constants, kind)));
  }
  for (const kind of needed(state)) {
    for (const file of filesOf(state, kind)) {
      const reading = state.readings.get(file);
      if (state.books.get(file)?.chosen === null) return t.todo.sheet(file.name);
      if (!reading) return t.todo.looking;
      if (reading.problem) return t.todo.unreadable(file.name);
      if (!isUsable(reading)) return t.todo.confirm(labelOf(constants, kind), file.name);
    }
  }
  return null;
}

function lackingSetting(state: State, constants: Constants): string | null {
  if (!state.flow) return t.todo.flow;
  if (!state.date || tooEarly(state, constants)) return t.todo.date;
  return null;
}

/** Cases nobody has decided or written to yet. */
const waiting = (state: State): number => (state.book?.states["listed"] ?? 0) + (state.book?.states["verified"] ?? 0);
const hasCases = (state: State): boolean => (state.book?.cases ?? 0) > 0;

function isDone(step: StepCode, state: State, constants: Constants): boolean {
  switch (step) {
    case "import":
      return lackingFile(state, constants) === null;
    case "settings":
      return lackingSetting(state, constants) === null;
    case "match":
      return state.summary !== null;
    case "review":
      return state.joined;
    case "notify":
      return hasCases(state) && waiting(state) === 0;
    case "ledger":
      return false; // a table is as good as the day it was saved
    case "record":
      return hasCases(state) && state.unsaved === 0;
  }
}

export function stepAt(state: State, constants: Constants): StepCode {
  switch (state.phase) {
    case "running":
      return "match";
    case "results":
      return "review";
    case "cases":
      return STEP_OF[state.part];
    case "files":
      return state.importing || !isDone("import", state, constants)
        ? "import"
        : !isDone("settings", state, constants)
          ? "settings"
          : "match";
  }
}

/** Why a step cannot be gone to now; null where it can. */
export function lockedBy(step: StepCode, state: State): string | null {
  if (state.phase === "running") return t.locked.running;
  if (state.importing) return t.locked.importing;
  switch (step) {
    case "review":
      return state.summary ? null : t.locked.unmatched;
    case "notify":
      return state.summary || hasCases(state) ? null : t.locked.noCases;
    case "ledger":
    case "record":
      return hasCases(state) ? null : state.summary ? t.locked.unjoined : t.locked.noCases;
    default:
      return null;
  }
}

function nextOfCases(state: State, today: string): string {
  const { book } = state;
  if (!book) return "";
  const { listed = 0, verified = 0 } = book.states;
  const late = Object.entries(book.due).reduce((sum, [day, count]) => sum + (day < today ? count : 0), 0);
  if (state.part === "record") return state.unsaved > 0 ? t.todo.save(state.unsaved) : t.todo.print;
  if (state.part === "outputs") return t.todo.ledger;
  if (book.cases === 0) return t.todo.noCases;
  if (late > 0) return t.todo.late(late);
  if (verified > 0) return t.todo.write(verified);
  if (listed > 0) return t.todo.verify(listed);
  return state.unsaved > 0 ? t.todo.save(state.unsaved) : t.todo.wait;
}

export function nextToDo(state: State, constants: Constants, today: string): string {
  if (state.importing) return t.todo.importing;
  switch (state.phase) {
    case "running":
      return t.todo.running;
    case "results":
      if (state.summary?.results === 0) return t.todo.nobody;
      if (state.summary?.stopped) return t.todo.stopped;
      return state.joined ? t.todo.goOn : t.todo.review;
    case "cases":
      return nextOfCases(state, today);
    case "files":
      return lackingFile(state, constants) ?? lackingSetting(state, constants) ?? (state.summary ? t.todo.matched : t.todo.run);
  }
}

export function stepsView(app: App): TemplateResult {
  const { state, constants } = app;
  const at = stepAt(state, constants);
  return html`<nav class="steps" aria-label=${t.label}>
    <ol>
      ${STEPS.map((step, i) => {
        const done = isDone(step, state, constants);
        const locked = lockedBy(step, state) !== null;
        return html`<li>
          <button
            type="button"
            class="step ${done ? "is-done" : ""}"
            data-testid="nav-${step}"
            data-done=${done ? "true" : "false"}
            aria-current=${step === at ? "step" : nothing}
            aria-disabled=${locked ? "true" : nothing}
            @click=${() => app.goTo(step)}
          >
            <span class="step-number" aria-hidden="true">${done ? doneIcon : i + 1}</span>${t.names[step]}${
              done ? html`<span class="visually-hidden">${t.done}</span>` : nothing
            }
          </button>
        </li>`;
      })}
    </ol>
    ${
      state.check?.missing.length
        ? nothing
        : html`<p class="next-step"
          data-testid="next-step"><b>${t.next}</b><span>${nextToDo(state, constants, app.today())}</span></p>`
    }
  </nav>`;
}
