// What can be done for the person at hand, or for all that are marked: the buttons, what is entered for a step, and what is refused.
// What may be done and why not is the core's; the first step records the run.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { act, actionLabel, askOrTell, entered } from "../app/ask.ts";
import type { Given } from "../app/ask.ts";
import { newKey } from "../../../wasm/cases.ts";
import type { BookOverview, CaseDetail, CaseStep, ChooseAnswer, NoCase, Refusals } from "../../../wasm/cases.ts";
import type { Candidate, Evidence } from "../../../wasm/driver.ts";
import { refusalsView } from "../person/refusals.ts";
import { datedText } from "../base/days.ts";
import type { App } from "../app/state.ts";
import { casework as c } from "../casework/strings.ts";
import { letters as lettersText } from "../letters/strings.ts";
import { recording } from "../person/strings.ts";
import { desk as deskText } from "./strings.ts";
import { decideForm } from "./decide-form.ts";
import type { Entry } from "./decide-form.ts";
import { STEP_KEYS } from "./keys.ts";
import { keyOf } from "./people.ts";
import type { Target } from "./people.ts";
import { ableOf, forMany, moreView } from "./steps-for.ts";

const t = deskText.decide;

const LOOK_DELAY_MS = 80;
/** More are asked about once. */
const MANY = 100;

/** What was done, for the desk around it. */
export interface Decided {
  targets: readonly Target[];
  /** The list goes on to the next person. */
  goOn: boolean;
  /** The rules were asked again: where the first of the targets stands now; null: with another finding. */
  judged?: number | null;
}

export class Decide extends LitElement {
  static override properties = {
    app: { attribute: false },
    targets: { attribute: false },
    marked: { type: Boolean },
    undecided: { type: Boolean },
    who: {},
  };
  declare app: App;
  declare targets: readonly Target[];
  /** The targets were marked one by one, and are not merely where the list stands. */
  declare marked: boolean;
  /** Nobody knows yet who of the roster the one person is. */
  declare undecided: boolean;

  /** What is known of the one person. */
  detail: CaseDetail | NoCase | null = null;
  busy = false;
  private entry: Entry | null = null;
  /** What was begun for somebody and not recorded: it is there again when he is. */
  private readonly begun = new Map<string, { entry: Entry; chosen: Decide["chosen"] }>();
  private refused: Omit<Refusals["refused"][number], "case" | "finding" | "code">[] = [];
  private partly = false;
  private lookTimer = 0;
  private asked = 0;
  /** Where the focus was before the form opened. */
  private from: HTMLElement | null = null;
  /** Whoever was refused stays told of when the others are no targets any more. */
  private keep = false;
  /** Whom the open form chooses, where it chooses. */
  private chosen: { target: Target; line: number | null } | null = null;
  /** The step that was refused for some, for the button that takes it for the others. */
  private wanted: { step: CaseStep; given: Given } | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.lookTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("targets")) return;
    const before = (changed.get("targets") as readonly Target[] | undefined) ?? [];
    if (before.length === this.targets.length && before.every((b, i) => keyOf(b) === keyOf(this.targets[i]!))) return;
    this.putAside(before);
    if (!this.keep) this.refused = [];
    this.keep = false;
    this.detail = null;
    ++this.asked; // what is still to be answered was asked about somebody else
    clearTimeout(this.lookTimer);
    this.lookTimer = window.setTimeout(() => void this.look(), LOOK_DELAY_MS);
  }

  /** A press beside the form in the middle of typing shows somebody else; his own form waits. */
  private putAside(before: readonly Target[]): void {
    const [was, another] = before;
    const { entry, chosen } = this;
    if (was && !another && entry && (entry.note.trim() || entry.reason.trim())) this.begun.set(keyOf(was), { entry, chosen });
    const [now, more] = this.targets;
    const begun = now && !more ? this.begun.get(keyOf(now)) : undefined;
    this.entry = begun?.entry ?? null;
    this.chosen = begun?.chosen ?? null;
  }

  private forgetBegun(targets: readonly Target[]): void {
    for (const x of targets) this.begun.delete(keyOf(x));
  }

  /** What may be done for the one person, and what has been. */
  async look(): Promise<void> {
    const mine = ++this.asked;
    clearTimeout(this.lookTimer);
    const [only, another] = this.targets ?? [];
    let detail: CaseDetail | NoCase | null = null;
    if (only && !another) {
      const { finding } = only;
      detail = await askOrTell<CaseDetail | NoCase>(
        this.app,
        finding === null ? { do: "case", case: only.case!, today: this.app.today() } : { do: "case", finding },
      );
      if (mine !== this.asked) return;
    }
    this.detail = detail;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("looked"));
  }

  private get steps(): CaseStep[] {
    return this.targets.length === 1 ? (this.detail?.steps ?? []) : forMany(this.app.constants, this.targets);
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
      const pressedFor = keyOf(this.targets[0]!);
      await this.look();
      if (this.targets.length !== 1 || keyOf(this.targets[0]!) !== pressedFor || !this.detail) return;
    }
    const step =
      this.steps.find((s) => actions.includes(s.action) && s.refused === null) ?? this.steps.find((s) => actions.includes(s.action));
    this.refused = [];
    if (!step) {
      this.refuse(this.isNoCase ? t.noCase : t.notNow(actionLabel(this.app, actions[0]!)));
      return;
    }
    if (step.refused !== null) return this.refuse(step.refused);
    // Confirmed, but nobody to write to: that would come out at the letters only.
    if (step.action === "verify" && this.undecided && this.targets.length === 1) return this.refuse(t.whoFirst);
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
    this.forgetBegun(this.targets);
    this.refused = [];
    this.requestUpdate();
    if (form) (this.from?.isConnected ? this.from : null)?.focus();
    return true;
  }

  private async record(step: CaseStep, given: Given, partial: boolean): Promise<void> {
    const { targets } = this;
    if (this.busy || (targets.length > MANY && !window.confirm(t.sure(step.label, targets.length)))) return;
    this.busy = true;
    this.refused = [];
    this.app.set({ exported: t.busy });
    this.requestUpdate();
    try {
      const taken = await (step.action === "choose" || step.action === "choose_none"
        ? this.takeChoice(step, given)
        : this.takeStep(targets, step, given, partial));
      if (!taken) this.app.set({ exported: "" });
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  private async takeStep(targets: readonly Target[], step: CaseStep, given: Given, partial: boolean): Promise<boolean> {
    if (this.app.state.summary && !(await this.app.attach())) return false;
    const findings = targets.flatMap((x) => x.finding ?? []);
    const cases = targets.flatMap((x) => (x.finding === null ? (x.case ?? []) : []));
    const answer = await act(
      this.app,
      step.action,
      { ...(findings.length ? { findings } : {}), ...(cases.length ? { cases } : {}) },
      given,
      partial,
    );
    if (!answer) return false;
    this.take(answer);
    this.refused = answer.refused;
    this.partly = partial;
    this.wanted = { step, given };
    if (answer.done === 0) return false;
    this.entry = null;
    this.forgetBegun(targets);
    this.keep = this.refused.length > 0;
    this.app.set({ exported: targets.length === 1 ? t.recorded(step.label, targets[0]!.name) : t.recordedMany(step.label, answer.done) });
    const left = new Set(answer.refused.map((r) => (r.finding === undefined ? `c${r.case}` : `f${r.finding}`)));
    this.tell({ targets: targets.filter((x) => !left.has(keyOf(x))), goOn: step.action !== "note" });
    void this.look();
    return true;
  }

  /** Who of the roster the person of the evidence is: one of the rows shown, or (null) none of them. */
  async choose(evidence: Evidence, candidate: Candidate | null): Promise<void> {
    const [target] = this.targets;
    if (this.busy || target?.finding !== evidence.finding) return;
    const against = candidate?.fields.filter((f) => f.level === "differs").map((f) => f.label) ?? [];
    this.chosen = { target, line: candidate?.roster_line ?? null };
    this.refused = [];
    const step: CaseStep = {
      action: candidate ? "choose" : "choose_none",
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

  private async takeChoice(step: CaseStep, given: Given): Promise<boolean> {
    const { chosen } = this;
    if (!chosen || !(await this.app.attach())) return false;
    const answer = await askOrTell<ChooseAnswer>(this.app, {
      do: "choose",
      choices: [{ finding: chosen.target.finding!, roster_line: chosen.line }],
      at: this.app.now(),
      who: this.app.state.who,
      key: newKey(),
      ...entered({ note: given.note }),
    });
    if (!answer) return false;
    this.take(answer);
    this.refused = answer.refused;
    this.partly = false;
    if (answer.done === 0) return false;
    this.entry = null;
    this.forgetBegun([chosen.target]);
    const now = answer.findings[0] ?? null;
    const judged = now === null ? null : await this.app.client.evidence(now).catch(() => null);
    this.app.set({ exported: t.chose(step.label, judged?.label ?? "") });
    if (answer.summary) this.app.judged(answer.summary);
    this.tell({ targets: [chosen.target], goOn: true, judged: now });
    return true;
  }

  private take(book: BookOverview): void {
    this.app.set({ unsaved: book.unsaved, book });
  }

  private tell(detail: Decided): void {
    this.dispatchEvent(new CustomEvent<Decided>("decided", { detail }));
  }

  private get isNoCase(): boolean {
    return this.targets.length === 1 && this.detail !== null && !this.detail.case && !this.detail.steps?.length;
  }

  private button(s: CaseStep): TemplateResult {
    // Of those who are marked some may be on hold and some not: one key does one thing.
    const taken = s.action === "resume" && this.steps.some((x) => x.action === "hold" && x.refused === null);
    const key = taken ? undefined : STEP_KEYS[s.action];
    return html`<button
      type="button"
      class="button button-outline button-small"
      data-testid="review-${s.action}"
      aria-keyshortcuts=${key ?? nothing}
      title=${datedText(s.hint ?? s.label)}
      @click=${() => void this.press([s.action])}
    >${t.short[s.action] ?? s.label}${key ? html`<kbd>${key}</kbd>` : nothing}</button>`;
  }

  private form(entry: Entry): TemplateResult {
    return decideForm(
      {
        entry,
        people: this.targets.length,
        difference: this.differenceFor(entry.step),
        reasons: this.app.constants.casework.exclusion_reasons,
        busy: this.busy,
      },
      {
        edit: (change) => {
          this.entry = { ...entry, ...change };
          this.requestUpdate();
        },
        record: (given) => void this.record(entry.step, given, false),
        leave: () => this.leave(),
      },
    );
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
    const { targets, app } = this;
    const [able, others] = ableOf(this.steps);
    return html`<section class="decide" aria-label=${t.title} data-testid="decide"
      data-ready=${targets.length !== 1 || this.detail ? "true" : "false"}>
      ${refusalsView(this.refused, this.partly, targets.length > 1 ? targets.length - this.refused.length : 0, () => {
        const { wanted } = this;
        if (wanted) void this.record(wanted.step, wanted.given, true);
      })}
      ${this.entry ? this.form(this.entry) : nothing}
      <div class="decide-line">
        <span class="decide-whom">${this.about()}</span>
        <label class="review-who">${recording.who}<input type="text" data-testid="review-who" autocomplete="off" .value=${app.state.who}
          @input=${(e: Event) => app.set({ who: (e.currentTarget as HTMLInputElement).value })} /></label>
        <button type="button" class="button button-outline button-small" data-testid="letters" title=${lettersText.openHint}
          ?disabled=${targets.length === 0 || this.isNoCase}
          @click=${() => this.dispatchEvent(new CustomEvent("letters-wanted"))}>${lettersText.open}</button>
      </div>
      <div class="decide-line">
        ${this.isNoCase ? html`<span class="hint">${t.noCase}</span>` : able.map((s) => this.button(s))}
        ${moreView(others, targets.length > 1, (s) => this.button(s))}
      </div>
    </section>`;
  }
}

customElements.define("totsugo-decide", Decide);
