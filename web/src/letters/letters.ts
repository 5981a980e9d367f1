// Letters for a set of cases: texts, preview, what to check before printing, the paper, the list of addressees, and the
// record that they were sent. Nothing is kept but in memory and in the file the clerk saves.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActAnswer, BookOverview, CaseCommand, Household, Refusals } from "../../../wasm/cases.ts";
import { act, actionLabel, askOrTell, entered } from "../app/ask.ts";
import { refusalsView } from "../person/refusals.ts";
import { saveBook } from "../saving/save-book.ts";
import { csvEncodingField, saveCsv } from "../saving/save-csv.ts";
import type { App } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { dated } from "../base/days.ts";
import { letters as t } from "./strings.ts";
import { recording } from "../person/strings.ts";
import { addressBook, addressCsv } from "./addresses.ts";
import { checksView, stopsOf } from "./checks.ts";
import { oddDates } from "./dates.ts";
import { isTracked } from "./deadline.ts";
import { entries, kinds } from "./entries.ts";
import { check, choice, field } from "./form.ts";
import type { Dispatch, Form } from "./form.ts";
import { coverSheet, proofSheet } from "./front.ts";
import { Individuals, individualSheets } from "./individual.ts";
import { bundles } from "./order.ts";
import type { Bundle } from "./order.ts";
import type { Letter } from "./letter.ts";
import { Paper } from "./paper.ts";
import type { Fit } from "./paper.ts";
import { planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { recipientView } from "./recipient-view.ts";
import type { Recipients } from "./recipients.ts";
import { SAMPLE } from "./sample.ts";
import { readSettings, saveSettings } from "./settings-file.ts";
import { ACTION, KINDS, bundleFits, defaults, settingsFrom, settingsJson } from "./settings.ts";
import type { LetterKind, Settings } from "./settings.ts";
import { letterSheet, numberOf, replySheets } from "./sheet.ts";
import type { Batch } from "./sheet.ts";
import { testSheet } from "./trial.ts";

/** How long typing has to rest before the sheets are laid out again; 500 of them take about a second. */
const LAYOUT_DELAY_MS = 400;
const LAYOUT_DELAY_PER_LETTER_MS = 3;

/** What was handed to the printer or to the mail merge at a time: what 発送を記録する is about. */
interface Output {
  as: "paper" | "table";
  kind: LetterKind;
  cases: readonly number[];
  date: string;
  /** The deadline printed on them; empty: none. */
  due: string;
  note: string;
  /** Of each of the cases: the number of its own letter. */
  own: readonly [number, string][];
}

const NO_BUNDLE: Bundle = { letters: [], from: 0, all: 0 };

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

export class Letters extends LitElement implements Form {
  static override properties = {
    app: { attribute: false },
    cases: { attribute: false },
    recipients: { attribute: false },
    who: {},
    csv: {},
  };
  declare app: App;
  declare cases: readonly number[];
  /** Of the whole sitting: who has been entered is known the next time. */
  declare recipients: Recipients;

  private readonly paper = new Paper();
  private readonly individuals = new Individuals();
  /** What the sheets of the people need is being asked for. */
  private gathering: Promise<void> | null = null;
  kind: LetterKind = "urge";
  date = "";
  due = "";
  byRule: string | null = null;
  /** The town hall is shut on the deadline. */
  private rests = false;
  /** The clerk has written another deadline than the rule's, or none. */
  private dueTyped = false;
  private households: Household[] | null = null;
  /** Why the step of the letters cannot be recorded, by case; null while that is being asked, as `askedFor` says. */
  private refusals: ReadonlyMap<number, string> | null = null;
  private askedFor = "";
  private asking: Promise<void> = Promise.resolve();
  private readonly forced = new Set<string>();
  private at = 0;
  private plan: Plan | null = null;
  /** The letters of the plan, as they are printed at a time, and which of them is on the paper. */
  private bundles: readonly Bundle[] = [];
  private bundleAt = 0;
  private fit: Fit = { tight: new Set(), twoPages: [], window: [] };
  /** 0 while the paper is what was entered. */
  private layoutTimer = 0;
  private outputs: readonly Output[] = [];
  /** People whose letter had another number when it left the page before. */
  private otherNumbers = 0;
  private refused: ActAnswer["refused"] = [];
  private partly = false;
  private said = "";
  /** The paper shows the sheet that tries the window. */
  private trying = false;
  /** The window's title, while that of the paper stands there. */
  private windowTitle = "";

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly beforePrint = (): void => {
    // The browser takes the title for the name of a PDF.
    this.windowTitle ||= document.title;
    document.title = this.trying ? t.print.testName : this.paperName;
    if (this.trying) return;
    this.settleRecipients();
    if (!this.refusals || this.layoutTimer !== 0) this.layout();
    if (this.refusals && this.bundle.letters.length > 0 && stopsOf(this.batch, this.plan).length === 0)
      this.keepOutput(this.bundle, "paper");
  };

  private readonly afterPrint = (): void => {
    document.title = this.windowTitle;
    this.windowTitle = "";
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.date ||= this.app.today();
    this.paper.open();
    // What is known of them may be more by now.
    this.individuals.forget();
    // Ctrl+P prints what the button prints.
    window.addEventListener("beforeprint", this.beforePrint);
    window.addEventListener("afterprint", this.afterPrint);
    // Back from another step everything is as it was left.
    if (this.households) this.changed();
    else void this.load().then(() => this.querySelector<HTMLElement>("#letters-title")?.focus({ preventScroll: true }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeprint", this.beforePrint);
    window.removeEventListener("afterprint", this.afterPrint);
    if (!same(this.settings, defaults())) void this.ask({ do: "settings", letters: settingsJson(this.settings) });
    this.settleRecipients();
    clearTimeout(this.layoutTimer); // also that of the recipients: there is no paper any more
    this.paper.close();
  }

  /** Printed or handed to the mail merge, and not put on record. */
  get hasUnrecorded(): boolean {
    return this.outputs.length > 0;
  }

  get settings(): Settings {
    return this.app.state.letters;
  }

  /** Of a work file that was opened: what the clerk has set since stays. */
  private adopt(kept: object | null): void {
    const found = settingsFrom(kept);
    if (found && same(this.settings, defaults())) this.app.set({ letters: found });
  }

  private ask<T>(command: CaseCommand): Promise<T | null> {
    return askOrTell<T>(this.app, command);
  }

  private async load(): Promise<void> {
    const cases = [...this.cases];
    const book = await this.ask<BookOverview>({ do: "overview" });
    const found = await this.ask<{ households: Household[] }>({ do: "households", cases });
    if (!found || !book) return;
    this.adopt(book.letters);
    this.recipients.adopt(book.recipients);
    this.kind = await this.likelyKind();
    this.households = found.households;
    this.changed();
    await this.asking;
    await this.updateComplete;
    this.scrollIntoView({ block: "start" });
  }

  /** The letter most of the cases have come to; an inquiry, which is open to many, where none has come to a letter. */
  private async likelyKind(): Promise<LetterKind> {
    const refused = new Map<LetterKind, number>();
    for (const kind of KINDS) refused.set(kind, (await this.whyNot({ kind, date: "", due: "" })).size);
    const able = (kind: LetterKind) => this.cases.length - refused.get(kind)!;
    const best = KINDS.filter((kind) => kind !== "inquiry").reduce((a, b) => (able(b) > able(a) ? b : a));
    return able(best) === 0 && able("inquiry") > 0 ? "inquiry" : best;
  }

  /** For whom the core would refuse to record letters of a kind; without a date, as if it were late enough. */
  private async whyNot({ kind, date, due }: Dispatch): Promise<Map<number, string>> {
    const cases = [...this.cases];
    const until = isTracked(kind) ? due : "";
    const found = await this.ask<Refusals>({ do: "would_refuse", action: ACTION[kind], cases, ...entered({ on: date, until }) });
    return new Map(
      found
        ? found.refused.flatMap((r) => (r.case === null ? [] : [[r.case, r.text] as const]))
        : cases.map((c) => [c, t.before.unchecked]),
    );
  }

  private get batch(): Batch {
    return { kind: this.kind, settings: this.settings, date: this.date, due: this.due };
  }

  private get bundle(): Bundle {
    return this.bundles[this.bundleAt] ?? NO_BUNDLE;
  }

  private get paperName(): string {
    const { letters, from, all } = this.bundle;
    const part = letters.length < all ? t.print.part(from + 1, from + letters.length) : "";
    return `${this.app.training ? trainingWords.titleMark : ""}${t.print.name(t.kinds[this.kind].label, this.date, part)}`;
  }

  /** Everything that follows from what was entered: at once, or when the core has answered about another kind or date. */
  private changed(): void {
    this.requestUpdate();
    const { kind, date, due, dueTyped } = this;
    const wanted = `${kind}/${date}/${dueTyped || !isTracked(kind) ? due : ""}`;
    if (wanted === this.askedFor) {
      this.planAnew();
      return;
    }
    this.askedFor = wanted;
    this.refusals = null;
    this.asking = this.askAnew(wanted);
  }

  private async askAnew(wanted: string): Promise<void> {
    const { kind, date, due } = this;
    const action = isTracked(kind) ? kind : "urge";
    const given = due === "" ? {} : { given: due };
    const rule =
      date === "" ? null : await this.ask<{ until: string | null; rests: boolean }>({ do: "deadline", action, on: date, ...given });
    if (wanted !== this.askedFor) return;
    this.byRule = isTracked(kind) ? (rule?.until ?? null) : null;
    this.rests = (rule?.rests ?? false) && (this.dueTyped || !isTracked(kind)); // the rule's own day is a working day
    if (!this.dueTyped && isTracked(kind)) this.due = this.byRule ?? "";
    const refusals = await this.whyNot({ kind, date, due: this.due });
    if (wanted !== this.askedFor) return;
    this.refusals = refusals;
    this.planAnew();
  }

  /** The layout of the paper a little later. */
  private planAnew(): void {
    const { kind, households, refusals, recipients, forced } = this;
    if (!households || !refusals) return;
    const { order, bundle } = this.settings;
    const shown = this.plan?.all[this.at]?.members[0]?.case;
    this.plan = planOf({ kind, households, refusals, recipients, forced, order });
    this.bundles = bundleFits(bundle) ? bundles(this.plan.letters, bundle) : [];
    this.bundleAt = Math.max(0, Math.min(this.bundleAt, this.bundles.length - 1));
    // People who become one letter move the others.
    const still = this.plan.all.findIndex((l) => l.members.some((m) => m.case === shown));
    this.at = Math.max(0, Math.min(still < 0 ? this.at : still, this.plan.all.length - 1));
    this.said = "";
    this.requestUpdate();
    clearTimeout(this.layoutTimer);
    this.layoutTimer = window.setTimeout(() => this.layout(), LAYOUT_DELAY_MS + this.bundle.letters.length * LAYOUT_DELAY_PER_LETTER_MS);
  }

  private layout(): void {
    clearTimeout(this.layoutTimer);
    this.layoutTimer = 0;
    this.requestUpdate();
    const { plan } = this;
    const gathers = this.lacksSheets && stopsOf(this.batch, plan).length === 0;
    if (gathers) void this.gather().then(() => this.layout());
    // Ctrl+P in the moment between: what is on the paper may not be sent, so nothing is.
    if (!this.refusals || gathers) {
      this.paper.show(html`<p>${t.preparing}</p>`);
      return;
    }
    if (!plan) return;
    this.paper.show(this.content(plan));
    this.fit = this.paper.fit(this.settings.place.height, this.bundle.from);
  }

  private get lacksSheets(): boolean {
    return this.settings.individual && this.individuals.lacks(this.bundle);
  }

  private gather(): Promise<void> {
    this.gathering ??= this.individuals
      .fetch(this.app, this.bundle)
      .catch((e: unknown) => {
        // Without them the letters can still be printed.
        this.app.showRefusal(e);
        this.change({ individual: false });
      })
      .finally(() => {
        this.gathering = null;
      });
    return this.gathering;
  }

  private content({ letters: all, all: possible, refused }: Plan): TemplateResult {
    const stops = stopsOf(this.batch, this.plan);
    // Ctrl+P cannot be refused; what it prints then says why.
    if (stops.length > 0)
      return html`<article class="sheet-front"><h1>${t.before.stops}</h1><ul>${stops.map((s) => html`<li>${s}</li>`)}</ul></article>`;
    const { app, batch, bundle, settings } = this;
    const leftOut = possible.length - all.length + refused.length;
    const about = { constants: app.constants, who: app.state.who, today: app.today(), leftOut };
    return html`${settings.cover ? coverSheet(batch, bundle, about) : nothing}
    ${settings.proof ? proofSheet(batch, bundle, leftOut) : nothing}
    ${settings.individual ? individualSheets(bundle, this.individuals, about.today, about.who) : nothing}
    ${bundle.letters.map((l, i) => {
      const at = bundle.from + i + 1;
      return html`${letterSheet(batch, l, at)}${batch.kind === "inquiry" ? replySheets(batch, l, at) : nothing}`;
    })}`;
  }

  private readonly force = (keys: readonly string[], on: boolean): void => {
    for (const key of keys) {
      if (on) this.forced.add(key);
      else this.forced.delete(key);
    }
    this.changed();
  };

  // ---- what is entered ----

  readonly set = (change: Partial<Dispatch>): void => {
    Object.assign(this, change);
    if (change.kind !== undefined) this.dueTyped = false;
    if (change.due !== undefined) this.dueTyped = change.due !== (this.byRule ?? "");
    this.changed();
  };

  readonly change = (change: Partial<Settings>): void => {
    this.app.set({ letters: { ...this.settings, ...change } });
    this.changed();
  };

  // ---- what leaves the page ----

  private noteOf({ letters, from }: Bundle): string {
    const first = numberOf(this.batch, from + 1);
    return first ? t.print.number(t.print.range(first, numberOf(this.batch, from + letters.length))) : "";
  }

  /**
   * Whoever is entered with the same name and address is one recipient, in the address book of the work file. Before anything is printed
   * and when the clerk has left the fields, never after: letters are counted by it.
   */
  private readonly settleRecipients = (): void => {
    if (this.kind !== "inquiry" || !this.plan) return;
    for (const l of this.plan.letters) this.recipients.settle(l.recipient);
    if (!this.recipients.isNew) return;
    this.recipients.isNew = false;
    void this.ask({ do: "settings", recipients: this.recipients.json });
    this.planAnew();
  };

  /** What the record of each person says of the letter: its number, and who was asked. */
  private notesOf({ letters, from }: Bundle): [number, string][] {
    return letters.flatMap((l, i) => {
      const number = numberOf(this.batch, from + i + 1);
      const said = [...(number ? [t.print.number(number)] : []), ...(this.kind === "inquiry" ? [t.print.asked(l.to.name)] : [])];
      return said.length > 0 ? l.members.map((m): [number, string] => [m.case, said.join("　")]) : [];
    });
  }

  /**
   * What was printed is what is sent: it counts until it is printed anew, and a table saved later changes nothing of it, be its day or
   * deadline another. Letters of another kind or day that are printed begin anew.
   */
  private keepOutput(bundle: Bundle, as: Output["as"]): void {
    const { kind, date } = this;
    const due = isTracked(kind) ? this.due : "";
    const own = this.notesOf(bundle);
    const stays = (o: Output) => (o.date === date && o.due === due) || (as === "table" && o.as === "paper");
    const same = this.outputs.filter((o) => o.kind === kind && stays(o));
    const were = new Map(same.flatMap((o) => o.own));
    const printed = new Set(as === "table" ? same.flatMap((o) => (o.as === "paper" ? o.cases : [])) : []);
    const cases = bundle.letters.flatMap((l) => l.members.map((m) => m.case)).filter((c) => !printed.has(c));
    const again = new Set(cases);
    const before = same
      .map((o) => ({ ...o, cases: o.cases.filter((c) => !again.has(c)), own: o.own.filter(([c]) => !again.has(c)) }))
      .filter((o) => o.cases.length > 0);
    const now: Output = { as, kind, cases, date, due, note: this.noteOf(bundle), own: own.filter(([c]) => again.has(c)) };
    this.outputs = cases.length > 0 ? [...before, now] : before;
    this.otherNumbers = own.filter(([c, said]) => were.has(c) && were.get(c) !== said).length;
    this.refused = [];
    this.partly = false;
    this.requestUpdate();
  }

  private async print(): Promise<void> {
    await this.asking;
    this.settleRecipients();
    while (this.lacksSheets) await this.gather();
    this.layout();
    if (stopsOf(this.batch, this.plan).length > 0) {
      this.querySelector<HTMLElement>("[data-testid=letter-stops]")?.focus();
      return;
    }
    this.keepOutput(this.bundle, "paper");
    const others = this.otherNumbers; // of this printing: the browser's own event tells of it once more
    window.print();
    if (others > 0) this.say(t.print.otherNumbers(others, "paper"));
  }

  readonly tryWindow = (): void => {
    this.trying = true;
    this.paper.show(testSheet(this.settings.place));
    window.print();
    this.trying = false;
    this.layout();
  };

  private async saveAddresses(as: "csv" | "book"): Promise<void> {
    await this.asking;
    this.settleRecipients();
    const { app, batch } = this;
    const letters = this.plan?.letters ?? [];
    if (letters.length === 0) return;
    const { label } = t.kinds[batch.kind];
    try {
      const said = await (as === "csv"
        ? saveCsv(app, addressCsv(letters, batch), t.print.csvName(label, batch.date))
        : saveBook(app, [addressBook(letters, batch)], t.print.bookName(label, batch.date)));
      if (said === null) return;
      this.keepOutput({ letters, from: 0, all: letters.length }, "table");
      this.say(this.otherNumbers > 0 ? `${said} ${t.print.otherNumbers(this.otherNumbers, "table")}` : said);
    } catch (e) {
      app.showRefusal(e);
    }
  }

  private say(text: string): void {
    this.said = text;
    this.requestUpdate();
  }

  private async record(partial: boolean): Promise<void> {
    const kept: Output[] = [];
    const refused: ActAnswer["refused"] = [];
    let done = 0;
    let action = ACTION[this.kind];
    for (const output of this.outputs) {
      action = ACTION[output.kind];
      const { date: on, due: until, note, own } = output;
      const answer = await act(this.app, action, { cases: [...output.cases] }, { on, until, note, own_notes: [...own] }, partial);
      if (answer) refused.push(...answer.refused);
      if (!answer || answer.done === 0) kept.push(output);
      else {
        done += answer.done;
        this.app.set({ unsaved: answer.unsaved });
      }
    }
    this.refused = refused;
    this.partly = partial;
    this.outputs = kept;
    this.individuals.forget();
    if (done > 0) {
      this.say(t.print.recorded(actionLabel(this.app, action), done));
      this.dispatchEvent(new CustomEvent("letters-recorded"));
    }
    this.requestUpdate();
  }

  private settingsFile(): TemplateResult {
    const s = t.settings;
    return html`<section aria-labelledby="letter-file-title">
      <h4 class="group-title" id="letter-file-title">${s.title}</h4>
      <p class="hint">${s.hint}</p>
      <div class="letter-bar">
        <button type="button" class="button button-outline button-small" data-testid="letter-save"
          @click=${() => this.say(s.saved(saveSettings(this.app, this.settings)))}>${s.save}</button>
        <label class="button button-outline button-small file-button">${s.open}
          <input type="file" accept=".json,application/json" class="visually-hidden" data-testid="letter-load"
            @change=${(e: Event) => void this.openSettings(e.currentTarget as HTMLInputElement)} />
        </label>
      </div>
    </section>`;
  }

  private async openSettings(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const found = await readSettings(file);
    if (!found) return this.say(t.settings.unusable(file.name));
    if (JSON.stringify(this.settings) !== JSON.stringify(defaults()) && !window.confirm(t.settings.replace)) return;
    this.app.set({ letters: found });
    this.changed();
    this.say(t.settings.opened(file.name));
  }

  // ---- preview ----

  private get shown(): Letter {
    return this.plan?.all[this.at] ?? SAMPLE;
  }

  private preview(plan: Plan): TemplateResult {
    const p = t.preview;
    const letter = this.shown;
    // Numbers are those of the paper; what is not printed shows the next one.
    const printed = plan.letters.findIndex((l) => l.key === letter.key);
    const number = printed >= 0 ? printed + 1 : plan.letters.length + 1;
    const turn = (by: number) => {
      this.at = Math.max(0, Math.min(plan.all.length - 1, this.at + by));
      this.requestUpdate();
    };
    return html`<section class="letter-preview" aria-labelledby="letter-preview-title">
      <div class="letter-bar">
        <h4 class="group-title" id="letter-preview-title">${p.title}</h4>
        <span role="status" data-testid="preview-at">${plan.all.length > 0 ? p.label(this.at + 1, plan.all.length) : p.none}</span>
        <button type="button" class="button button-outline button-small" data-testid="preview-before" ?disabled=${this.at === 0}
          @click=${() => turn(-1)}>${p.before}</button>
        <button type="button" class="button button-outline button-small" data-testid="preview-after"
          ?disabled=${this.at >= plan.all.length - 1} @click=${() => turn(1)}>${p.after}</button>
      </div>
      <div class="letter-screen" data-testid="preview" role="group" tabindex="0"
        aria-label=${p.sheet}>${letterSheet(this.batch, letter, number, this.fit.tight.has(printed))}</div>
      ${
        this.kind === "inquiry"
          ? html`${recipientView(plan, letter, this.recipients, {
              changed: () => this.changed(),
              left: this.settleRecipients,
              say: (text) => this.say(text),
            })}
            <h5>${p.reply}</h5>
            <div class="letter-screen" role="group" tabindex="0" aria-label=${p.reply}>${replySheets(this.batch, letter, number)}</div>`
          : nothing
      }
    </section>`;
  }

  /** Where all are not printed at a time: which are next, and which have been. */
  private bundleChoice(): TemplateResult | typeof nothing {
    const { bundles } = this;
    if (bundles.length < 2) return nothing;
    const b = t.bundle;
    const out = new Set(this.outputs.flatMap((o) => o.cases));
    const isOut = ({ letters }: Bundle) => letters.every((l) => l.members.every((m) => out.has(m.case)));
    return html`<p class="hint">${b.hint(bundles.length, this.bundle.all)}</p>
      ${choice(
        "bundle-at",
        b.which,
        bundles.map((part, i) => [String(i), b.of(part.from + 1, part.from + part.letters.length, isOut(part))]),
        String(this.bundleAt),
        (i) => {
          this.bundleAt = Number(i);
          this.changed();
        },
      )}`;
  }

  private printing(plan: Plan, stops: readonly string[]): TemplateResult {
    const p = t.print;
    const { settings, change } = this;
    if (plan.letters.length === 0) return html`<p data-testid="letter-nothing">${p.nothingWhy}</p>`;
    // While something is missing a press only says so, and the button looks no more than that.
    const look = stops.length > 0 ? "button-outline" : "button-solid";
    return html`<div>
        ${check("cover", p.cover, settings.cover, (cover) => change({ cover }))}
        ${check("proof", p.proof, settings.proof, (proof) => change({ proof }))}
        ${check("individual", p.individual, settings.individual, (individual) => change({ individual }))}
      </div>
      ${settings.cover ? field("seals", p.seals, settings.seals, (seals) => change({ seals }), { hint: p.sealsHint }) : nothing}
      ${this.bundleChoice()}
      <div class="letter-bar letter-output">
        <button type="button" class="button ${look}" data-testid="letter-print"
          @click=${() => void this.print()}>${p.print(this.bundle.letters.length)}</button>
        <button type="button" class="button button-outline" data-testid="letter-xlsx"
          @click=${() => void this.saveAddresses("book")}>${p.book}</button>
        ${csvEncodingField(this.app)}
        <button type="button" class="button button-outline" data-testid="letter-csv"
          @click=${() => void this.saveAddresses("csv")}>${p.csv}</button>
      </div>`;
  }

  private actions(plan: Plan, stops: readonly string[]): TemplateResult {
    const p = t.print;
    const [output] = this.outputs;
    const people = this.outputs.reduce((sum, o) => sum + o.cases.length, 0);
    const label = output ? actionLabel(this.app, ACTION[output.kind]) : "";
    return html`<div class="letter-actions">
      ${this.printing(plan, stops)}
      <div class="letter-bar">
        ${field("who", recording.who, this.app.state.who, (who) => this.app.set({ who }))}
        <button type="button" class="button button-outline" data-testid="letter-record" aria-describedby="letter-record-hint"
          ?disabled=${!output} @click=${() => void this.record(false)}>${p.record}</button>
      </div>
      <p class="hint" id="letter-record-hint">${output ? dated(p.recordHint(people, label, output.date, output.due)) : p.recordLater}</p>
      ${refusalsView(this.refused, this.partly, people - this.refused.length, () => void this.record(true))}
      <p class="exported" role="status" data-testid="letter-said">${this.said}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { plan } = this;
    const stops = stopsOf(this.batch, plan);
    const laid = this.refusals !== null && this.layoutTimer === 0 && !this.gathering;
    return html`<section class="letters" data-testid="letters-view" data-laid=${laid ? "true" : "false"}
      data-letters=${plan && this.refusals ? plan.letters.length : nothing} aria-labelledby="letters-title">
      <div class="letter-bar">
        <h3 class="section-title" id="letters-title" tabindex="-1">${t.title}</h3>
        <button type="button" class="button button-text" data-testid="letters-close"
          @click=${() => this.dispatchEvent(new CustomEvent("letters-close"))}>${t.close}</button>
      </div>
      ${
        plan === null
          ? html`<p class="hint">${t.preparing}</p>`
          : html`<p class="hint">${t.about(this.cases.length, plan.letters.length)}</p>
            ${kinds(this)}
            <div class="letter-split">
              <div class="letter-form">${entries(this)} ${this.settingsFile()}</div>
              ${this.preview(plan)}
            </div>
            ${checksView({ plan, stops, dates: oddDates(this.batch, this.app.today(), this.rests), fit: this.fit }, this.force)}
            ${this.actions(plan, stops)}`
      }
    </section>`;
  }
}

customElements.define("totsugo-letters", Letters);
