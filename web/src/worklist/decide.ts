// The bar above the list: what is recorded for the person at hand, or for all that are marked, without leaving the list. What
// may be done and why not is the core's; the first step makes cases of the run's people.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { act, actionLabel, askOrTell, entered } from "../app/ask.ts";
import type { Given } from "../app/ask.ts";
import { historyView } from "../person/history.ts";
import type {
  ActionCode,
  BookOverview,
  CaseCommand,
  CaseDetail,
  CaseStep,
  ChooseAnswer,
  Judged,
  NoCase,
  Refusals,
  TakenBack,
} from "../../../wasm/cases.ts";
import type { Candidate, Evidence } from "../../../wasm/driver.ts";
import { refusalsView } from "../person/refusals.ts";
import type { App } from "../app/state.ts";
import { n } from "../base/strings.ts";
import { casework as c } from "../casework/strings.ts";
import { recording } from "../person/strings.ts";
import { worklist } from "./strings.ts";
import { REDO_KEY, STEP_KEYS, UNDO_KEY } from "./keys.ts";

const t = worklist.decide;

/** A finding, the name it is shown under, and its bucket; in 要確認 why. */
export interface Target {
  finding: number;
  name: string;
  bucket: string;
  review: string | null;
}

/** For many at once nobody is asked before what each allows: what is refused is told then. */
const FOR_MANY: readonly ActionCode[] = ["verify", "hold", "resume", "exclude", "inquire", "file", "note"];

const LOOK_DELAY_MS = 80;

interface Entry extends Given {
  step: CaseStep;
}

/** What was done, for the list around it. */
export interface Decided {
  findings: number[];
  /** Taken, and not taken back: the list goes on to the next person. */
  taken: boolean;
  /** The rules were asked again: findings may stand elsewhere, these at least are known. */
  judged: boolean;
}

export class Decide extends LitElement {
  static override properties = { app: { attribute: false }, targets: { attribute: false }, marked: { type: Boolean }, who: {} };
  declare app: App;
  declare targets: readonly Target[];
  /** The targets were marked one by one, and are not merely where the list stands. */
  declare marked: boolean;

  private detail: CaseDetail | NoCase | null = null;
  private entry: Entry | null = null;
  private refused: Omit<Refusals["refused"][number], "case" | "finding" | "code">[] = [];
  private partly = false;
  private said = "";
  private back: { undo: TakenBack | null; redo: TakenBack | null } = { undo: null, redo: null };
  private busy = false;
  private lookTimer = 0;
  private asked = 0;
  /** Where the focus was before the form opened. */
  private from: HTMLElement | null = null;
  /** Whoever was refused stays told of when the others are no targets any more. */
  private keep = false;
  /** The step that was refused for some, for the button that takes it for the others. */
  /** Whom the open form chooses, where it chooses. */
  private chosen: { finding: number; line: number | null } | null = null;
  private wanted: { step: CaseStep; given: Given } | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.lookTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("targets")) return;
    const before = (changed.get("targets") as readonly Target[] | undefined) ?? [];
    if (before.length === this.targets.length && before.every((b, i) => b.finding === this.targets[i]!.finding)) return;
    this.entry = null;
    if (!this.keep) this.refused = [];
    this.keep = false;
    this.detail = null;
    ++this.asked; // what is still to be answered was asked about somebody else
    clearTimeout(this.lookTimer);
    this.lookTimer = window.setTimeout(() => void this.look(), LOOK_DELAY_MS);
  }

  private ask<T>(command: CaseCommand): Promise<T | null> {
    return askOrTell<T>(this.app, command);
  }

  /** What can be taken back may have changed elsewhere. */
  async refresh(): Promise<void> {
    if (!this.app.client.hasCases) return this.look();
    const overview = await this.ask<BookOverview>({ do: "overview" });
    if (overview) this.take(overview);
    await this.look();
  }

  private take(book: BookOverview): void {
    this.back = { undo: book.undo, redo: book.redo };
    this.app.set({ unsaved: book.unsaved, book });
    this.requestUpdate();
  }

  /** What may be done for the one person. */
  private async look(): Promise<void> {
    const mine = ++this.asked;
    const [only, another] = this.targets ?? [];
    if (!only || another) {
      this.detail = null;
      return this.requestUpdate();
    }
    const detail = await this.ask<CaseDetail | NoCase>({ do: "case", finding: only.finding });
    if (mine !== this.asked) return;
    this.detail = detail;
    this.requestUpdate();
  }

  private get steps(): CaseStep[] {
    if (this.targets.length === 1) return this.detail?.steps ?? [];
    const { actions } = this.app.constants.casework;
    return FOR_MANY.map((code) => {
      const a = actions.find((x) => x.code === code);
      return {
        action: code,
        label: a?.label ?? code,
        date_label: a?.date_label ?? "",
        needs_reason: code === "exclude",
        needs_note: code === "note" || (code === "verify" && this.targets.some((x) => x.bucket.endsWith("-REVIEW"))),
        refused: null,
        hint: null,
      };
    });
  }

  /** The one difference that all of them are in 要確認 for: the note for confirming them begins with its name. */
  private differenceFor(step: CaseStep): string {
    const [first] = this.targets;
    const kind = this.app.constants.review_kinds.find((k) => k.code === first?.review);
    const same = kind?.one_difference && this.targets.every((x) => x.review === kind.code);
    return step.action === "verify" && step.needs_note && same ? t.noteOf(kind.label) : "";
  }

  /** The first of these steps that there is; a key may stand for two that never are there together. */
  async press(actions: readonly string[]): Promise<void> {
    if (this.busy || !this.targets?.length) return;
    if (this.targets.length === 1 && !this.detail) {
      const { finding } = this.targets[0]!;
      clearTimeout(this.lookTimer);
      await this.look();
      // Somebody else has asked meanwhile, and this answer was passed over.
      if (!this.detail) await this.look();
      if (this.targets.length !== 1 || this.targets[0]!.finding !== finding) return;
    }
    const step =
      this.steps.find((s) => actions.includes(s.action) && s.refused === null) ?? this.steps.find((s) => actions.includes(s.action));
    this.said = "";
    this.refused = [];
    if (!step) {
      this.refuse(this.detail && !this.detail.case && !this.detail.steps?.length ? t.noCase : t.notNow(actionLabel(this.app, actions[0]!)));
      return;
    }
    if (step.refused !== null) return this.refuse(step.refused);
    if (step.date_label || step.needs_reason || step.needs_note || step.action === "note") return this.enter(step);
    void this.record(step, { on: "", reason: "", note: "" }, false);
  }

  private refuse(text: string): void {
    this.entry = null;
    this.refused = [{ name: this.targets[0]?.name ?? "", text }];
    this.partly = false;
    this.requestUpdate();
  }

  private enter(step: CaseStep): void {
    if (document.activeElement instanceof HTMLElement && !this.querySelector("form")?.contains(document.activeElement))
      this.from = document.activeElement;
    this.entry = { step, on: step.date_label ? this.app.today() : "", reason: "", note: "" };
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>("[data-testid=entry-on], [data-testid=entry-reason], [data-testid=entry-note]")?.focus(),
    );
  }

  /** True where there was something to leave. */
  leave(): boolean {
    if (!this.entry && this.refused.length === 0) return false;
    const form = this.entry !== null;
    this.entry = null;
    this.refused = [];
    this.requestUpdate();
    if (form) (this.from?.isConnected ? this.from : null)?.focus();
    return true;
  }

  private async record(step: CaseStep, given: Given, partial: boolean): Promise<void> {
    if (this.busy) return;
    const { targets } = this;
    this.busy = true;
    this.refused = [];
    this.said = "";
    this.requestUpdate();
    try {
      await this.takeStep(targets, step, given, partial);
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  private async takeStep(targets: readonly Target[], step: CaseStep, given: Given, partial: boolean): Promise<void> {
    if (step.action === "choose" || step.action === "choose_none") return this.takeChoice(step, given);
    if (!(await this.app.attach())) return;
    const findings = targets.map((x) => x.finding);
    const answer = await act(this.app, step.action, { findings }, given, partial);
    if (!answer) return;
    this.take(answer);
    this.refused = answer.refused;
    this.partly = partial;
    this.wanted = { step, given };
    if (answer.done === 0) return;
    this.entry = null;
    this.said = targets.length === 1 ? t.recorded(step.label, targets[0]!.name) : t.recordedMany(step.label, answer.done);
    this.keep = this.refused.length > 0;
    const left = new Set(answer.refused.map((r) => r.finding));
    this.tell({ findings: findings.filter((f) => !left.has(f)), taken: true, judged: false });
    void this.look();
  }

  /** Who of the roster the person of the evidence is: one of the rows shown, or (null) none of them. */
  async choose(evidence: Evidence, candidate: Candidate | null): Promise<void> {
    const against = candidate?.fields.filter((f) => f.level === "differs").map((f) => f.label) ?? [];
    const action = candidate ? "choose" : "choose_none";
    this.chosen = { finding: evidence.finding, line: candidate?.roster_line ?? null };
    this.said = "";
    this.refused = [];
    const step: CaseStep = {
      action,
      label: candidate ? t.chooseThis(candidate.name || candidate.kana) : t.chooseNone,
      date_label: "",
      needs_reason: false,
      needs_note: against.length > 0,
      refused: null,
      hint: against.length > 0 ? t.chooseAgainst(against.join("、")) : null,
    };
    if (against.length > 0) return this.enter(step);
    await this.record(step, { on: "", reason: "", note: "" }, false);
  }

  private async takeChoice(step: CaseStep, given: Given): Promise<void> {
    const { chosen } = this;
    if (!chosen || !(await this.app.attach())) return;
    const answer = await this.ask<ChooseAnswer>({
      do: "choose",
      choices: [{ finding: chosen.finding, roster_line: chosen.line }],
      at: this.app.now(),
      who: this.app.state.who,
      ...entered({ note: given.note }),
    });
    if (!answer) return;
    this.take(answer);
    this.refused = answer.refused;
    this.partly = false;
    if (answer.done === 0) return;
    this.entry = null;
    this.said = t.chose(step.label);
    if (answer.summary) this.app.judged(answer.summary);
    this.tell({ findings: answer.findings.filter((f) => f !== null), taken: true, judged: true });
  }

  private tell(detail: Decided): void {
    this.dispatchEvent(new CustomEvent<Decided>("decided", { detail }));
  }

  async takeBack(which: "undo" | "redo"): Promise<void> {
    const before = this.back[which];
    if (this.busy) return;
    this.refused = [];
    if (!before) {
      this.said = which === "undo" ? t.nothingToUndo : t.nothingToRedo;
      return this.requestUpdate();
    }
    this.busy = true;
    const answer = await this.ask<BookOverview & Judged>({ do: which, at: this.app.now(), who: this.app.state.who });
    this.busy = false;
    if (!answer) return;
    this.take(answer);
    const whom = before.name || t.people(before.cases);
    this.said = which === "undo" ? t.undone(before.label, whom) : t.redone(before.label, whom);
    if (answer.summary) this.app.judged(answer.summary);
    this.tell({ findings: this.targets.slice(0, 1).map((x) => x.finding), taken: false, judged: answer.judged_again });
    await this.look();
  }

  /** What may be said of the list in the same place. */
  say(text: string): void {
    this.said = text;
    this.requestUpdate();
  }

  private button(s: CaseStep): TemplateResult {
    const key = STEP_KEYS[s.action];
    const refused = s.refused !== null;
    return html`<button
      type="button"
      class="button button-outline button-small"
      data-testid="review-${s.action}"
      aria-keyshortcuts=${key ?? nothing}
      aria-disabled=${refused ? "true" : nothing}
      title=${s.refused ?? s.hint ?? ""}
      @click=${() => void this.press([s.action])}
    >${t.short[s.action] ?? s.label}${key ? html`<kbd>${key}</kbd>` : nothing}</button>`;
  }

  private form(entry: Entry): TemplateResult {
    const { step } = entry;
    const value = (e: Event) => (e.currentTarget as HTMLInputElement | HTMLSelectElement).value;
    const edit = (change: Partial<Entry>) => {
      this.entry = { ...entry, ...change };
      this.requestUpdate();
    };
    const note = step.action === "note" || step.needs_note;
    const difference = this.differenceFor(step);
    const hint = difference
      ? t.noteHint
      : this.targets.length > 1 && step.needs_note && step.action === "verify"
        ? t.noteHintMany
        : step.hint;
    return html`<form class="review-form" data-testid="review-form" aria-label=${step.label} @submit=${(e: Event) => {
      e.preventDefault();
      void this.record(step, { on: entry.on, reason: entry.reason, note: entry.note.trim() && difference + entry.note }, false);
    }}>
      <b>${step.label}</b>
      ${
        step.date_label
          ? html`<label>${step.date_label}<input type="date" required data-testid="entry-on" .value=${entry.on}
            @change=${(e: Event) => edit({ on: value(e) })} /></label>`
          : nothing
      }
      ${
        step.needs_reason
          ? html`<label class="grow">${recording.reason}<input type="text" required list="review-reasons" data-testid="entry-reason"
            autocomplete="off" .value=${entry.reason} @input=${(e: Event) => edit({ reason: value(e) })} /></label>
            <datalist id="review-reasons">${this.app.constants.casework.exclusion_reasons.map(
              (r) => html`<option value=${r}></option>`,
            )}</datalist>`
          : nothing
      }
      <label class="grow">${note ? recording.note : t.noteToo}${
        difference ? html`<span data-testid="entry-difference">${difference}</span>` : nothing
      }<input type="text" ?required=${note} data-testid="entry-note" autocomplete="off"
        .value=${entry.note} @input=${(e: Event) => edit({ note: value(e) })} /></label>
      <button type="submit" class="button button-solid button-small" data-testid="review-record"
        ?disabled=${this.busy}>${this.targets.length > 1 ? recording.recordMany(this.targets.length) : recording.record}</button>
      <button type="button" class="button button-text" data-testid="review-leave" @click=${() => this.leave()}>${t.leave}</button>
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    </form>`;
  }

  private about(): TemplateResult | typeof nothing {
    const { targets } = this;
    if (targets.length === 0) return nothing;
    if (this.marked) return html`<b>${t.marked(targets.length)}</b>`;
    const row = this.detail?.case;
    return html`<b class="as-is">${t.whom(targets[0]!.name)}</b>${
      row
        ? html`<span class="state state-${row.state}" data-testid="review-state">${row.label}</span>${
            row.on_hold ? html`<span class="state-mark">${c.onHold}</span>` : nothing
          }${row.returned ? html`<span class="state-mark">${c.returned}</span>` : nothing}`
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const { targets, back, app } = this;
    const events = this.detail?.case ? (this.detail as CaseDetail).events : [];
    const none = targets.length === 1 && this.detail !== null && !this.detail.case && !this.detail.steps?.length;
    return html`<section class="decide" aria-label=${t.title} data-testid="decide"
      data-ready=${targets.length !== 1 || this.detail ? "true" : "false"}>
      <div class="decide-line">
        <span class="decide-whom">${this.about()}</span>
        ${none ? html`<span class="hint">${t.noCase}</span>` : this.steps.map((s) => this.button(s))}
      </div>
      <div class="decide-line">
        <p class="decide-said" role="status" data-testid="review-said">${this.busy ? t.busy : this.said}</p>
        <span class="decide-end">
          <button type="button" class="button button-text" data-testid="review-undo" aria-keyshortcuts="${UNDO_KEY} Control+Z"
            aria-disabled=${back.undo ? nothing : "true"} title=${back.undo ? c.undoOf(back.undo.label, back.undo.cases) : ""}
            @click=${() => void this.takeBack("undo")}>${c.undo}<kbd>${UNDO_KEY}</kbd></button>
          <button type="button" class="button button-text" data-testid="review-redo" aria-keyshortcuts="${REDO_KEY} Control+Y"
            aria-disabled=${back.redo ? nothing : "true"} title=${back.redo ? c.redoOf(back.redo.label, back.redo.cases) : ""}
            @click=${() => void this.takeBack("redo")}>${c.redo}<kbd>${REDO_KEY}</kbd></button>
          <label class="review-who">${recording.who}<input type="text" data-testid="review-who" autocomplete="off" .value=${app.state.who}
            @input=${(e: Event) => app.set({ who: (e.currentTarget as HTMLInputElement).value })} /></label>
        </span>
      </div>
      ${this.entry ? this.form(this.entry) : nothing}
      ${refusalsView(this.refused, this.partly, targets.length > 1 ? targets.length - this.refused.length : 0, () => {
        const { wanted } = this;
        if (wanted) void this.record(wanted.step, wanted.given, true);
      })}
      ${
        events.length > 0
          ? html`<details class="decide-past"><summary>${t.past(n(events.length))}</summary>${historyView(events)}</details>`
          : nothing
      }
    </section>`;
  }
}

customElements.define("totsugo-decide", Decide);
