// The way through the work: seven steps, where each of them stands, and what is to be done next. The first three are parts
// of one view, so that files and settings can be looked at together; 確認 and 通知 are queues of the desk.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Kind } from "../../../wasm/driver.ts";
import { doneIcon } from "../base/icons.ts";
import { STEPS, isUsable, labelOf } from "../app/state.ts";
import type { App, CasePart, State, StepCode } from "../app/state.ts";
import { ALL, REVIEW, queuesOf } from "../desk/queues.ts";
import { belongsTo } from "../import/slot.ts";
import { steps as t } from "./strings.ts";

/** The part of the cases that a step opens, and the step a part belongs to. */
export const PARTS: Partial<Record<StepCode, CasePart>> = { ledger: "outputs", record: "record" };
const STEP_OF: Record<CasePart, StepCode> = {
  letters: "notify",
  deadlines: "notify",
  merge: "record",
  outputs: "ledger",
  record: "record",
};

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
  if (state.roster === null && state.overlaps.length === 0 && state.pension === null && state.book === null) return t.todo.begin;
  for (const kind of needed(state)) {
    for (const file of filesOf(state, kind)) {
      const to = belongsTo(state, file);
      if (to) return t.todo.move(file.name, labelOf(constants, to));
    }
  }
  const missing = needed(state).filter((kind) => filesOf(state, kind).length === 0);
  if (missing.length > 0) return t.todo.choose(missing.map((kind) => labelOf(constants, kind)));
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

const hasCases = (state: State): boolean => (state.book?.cases ?? 0) > 0;
const leftIn = (state: State, queue: string): number => state.queues?.[queue]?.left ?? 0;

/** What waits for a clerk, the first first: the queue, and what there is to say of it. */
const WAITING: readonly [queue: string, step: StepCode, say: (count: number) => string][] = [
  [REVIEW, "review", t.todo.review],
  ["to_verify", "review", t.todo.verify],
  ["to_inquire", "review", t.todo.inquire],
  ["answered", "review", t.todo.answered],
  ["to_urge", "notify", t.todo.write],
  ["to_urge_again", "notify", t.todo.late],
  ["to_ex_officio", "notify", t.todo.exOfficio],
  ["returned", "notify", t.todo.returned],
];

/** The queue that a step opens: the first that somebody waits in. */
export function queueFor(step: "review" | "notify", state: State): string {
  const first = WAITING.find(([queue, of]) => of === step && leftIn(state, queue) > 0);
  return first?.[0] ?? (step === "review" && state.summary ? REVIEW : step === "notify" ? "to_urge" : ALL);
}

function isDone(step: StepCode, state: State, constants: Constants): boolean {
  switch (step) {
    case "import":
      return lackingFile(state, constants) === null;
    case "settings":
      return lackingSetting(state, constants) === null;
    case "match":
      return state.summary !== null;
    case "review":
      return state.queues !== null && WAITING.every(([queue, of]) => of !== "review" || leftIn(state, queue) === 0);
    case "notify":
      return hasCases(state) && state.queues !== null && WAITING.every(([queue]) => leftIn(state, queue) === 0);
    case "ledger":
      return false; // a table is as good as the day it was saved
    case "record":
      return state.workName !== "" && state.unsaved === 0;
  }
}

export function stepAt(state: State, constants: Constants): StepCode {
  switch (state.phase) {
    case "running":
      return "match";
    case "desk":
      return queuesOf(constants, "", null).find((q) => q.code === state.queue)?.step ?? "review";
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
      return state.summary || hasCases(state) ? null : t.locked.unmatched;
    case "notify":
    case "ledger":
    case "record":
      return state.summary || hasCases(state) ? null : t.locked.noCases;
    default:
      return null;
  }
}

/** What is to be done next, and where a press on it leads. */
export interface Next {
  text: string;
  queue?: string;
  step?: StepCode;
}

function nextOfDesk(state: State): Next {
  if (state.summary?.results === 0 && !hasCases(state)) return { text: t.todo.nobody, step: "import" };
  if (state.summary?.stopped) return { text: t.todo.stopped };
  if (state.queues === null) return { text: t.todo.counting };
  for (const [queue, , say] of WAITING) if (leftIn(state, queue) > 0) return { text: say(leftIn(state, queue)), queue };
  return { text: state.unsaved > 0 ? t.todo.save(state.unsaved) : t.todo.wait };
}

function nextOfFiles(state: State, constants: Constants): Next {
  const file = lackingFile(state, constants);
  if (file) return { text: file, step: "import" };
  const setting = lackingSetting(state, constants);
  if (setting) return { text: setting, step: "settings" };
  return state.summary ? { text: t.todo.matched, step: "review" } : { text: t.todo.run, step: "match" };
}

export function nextToDo(state: State, constants: Constants): Next {
  if (state.importing) return { text: t.todo.importing };
  switch (state.phase) {
    case "running":
      return { text: t.todo.running };
    case "desk":
      return nextOfDesk(state);
    case "cases":
      if (state.part === "letters") return { text: t.todo.letters };
      if (state.part === "merge") return { text: t.todo.merge };
      if (state.part === "outputs") return { text: t.todo.ledger };
      if (state.part === "record") return { text: state.unsaved > 0 ? t.todo.save(state.unsaved) : t.todo.print };
      return nextOfDesk(state);
    case "files":
      return nextOfFiles(state, constants);
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
  </nav>`;
}

export function nextView(app: App): TemplateResult {
  const { text, queue, step } = nextToDo(app.state, app.constants);
  const go = queue ? () => app.toQueue(queue) : step ? () => app.goTo(step) : null;
  return html`<p class="next-step" data-testid="next-step"><b>${t.next}</b>${
    go ? html`<button type="button" class="button button-text" @click=${go}>${text}</button>` : html`<span>${text}</span>`
  }</p>`;
}
