// Letters for a set of cases: texts, preview, what to check before printing, the paper, the list of addressees, and the
// record that they were sent. Nothing is kept but in memory and in the file the clerk saves.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActAnswer, BookOverview, CaseCommand, Household, Refusals } from "../../../wasm/cases.ts";
import { act, actionLabel, askOrTell } from "../app/ask.ts";
import { refusalsView } from "../person/refusals.ts";
import { saveBook } from "../saving/save-book.ts";
import { csvEncodingField, saveCsv } from "../saving/save-csv.ts";
import type { App } from "../app/state.ts";
import { dated } from "../base/days.ts";
import { letters as t } from "./strings.ts";
import { recording } from "../person/strings.ts";
import { addressBook, addressCsv } from "./addresses.ts";
import { checksView, stopsOf } from "./checks.ts";
import { PLACEHOLDERS } from "./fill.ts";
import { Paper } from "./paper.ts";
import type { Fit } from "./paper.ts";
import { planOf } from "./plan.ts";
import type { Letter, Plan, Recipient } from "./plan.ts";
import { SAMPLE } from "./sample.ts";
import { readSettings, saveSettings } from "./settings-file.ts";
import { ACTION, KINDS, defaultText, defaults, placeFits, settingsFrom, settingsJson } from "./settings.ts";
import type { LetterKind, Place, Settings, Text } from "./settings.ts";
import { letterSheet, numberOf, proofSheet, replySheet, testSheet } from "./sheet.ts";
import type { Batch } from "./sheet.ts";

/** How long typing has to rest before the sheets are laid out again; 500 of them take about a second. */
const LAYOUT_DELAY_MS = 400;
const LAYOUT_DELAY_PER_LETTER_MS = 3;

/** What was handed to the printer or to the mail merge: what 発送を記録する is about. */
interface Output {
  kind: LetterKind;
  cases: number[];
  date: string;
  note: string;
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

export class Letters extends LitElement {
  static override properties = { app: { attribute: false }, cases: { attribute: false }, who: {}, csv: {} };
  declare app: App;
  declare cases: readonly number[];

  private readonly paper = new Paper();
  private kind: LetterKind = "urge";
  private date = "";
  private due = "";
  private households: Household[] | null = null;
  /** Why the step of the letters cannot be recorded, by case; null while that is being asked, as `askedFor` says. */
  private refusals: ReadonlyMap<number, string> | null = null;
  private askedFor = "";
  private asking: Promise<void> = Promise.resolve();
  private readonly recipients = new Map<string, Recipient>();
  private readonly forced = new Set<string>();
  private at = 0;
  private plan: Plan | null = null;
  private fit: Fit = { tight: new Set(), twoPages: [], window: [] };
  /** 0 while the paper is what was entered. */
  private layoutTimer = 0;
  private output: Output | null = null;
  private refused: ActAnswer["refused"] = [];
  private partly = false;
  private said = "";
  /** The paper shows the sheet that tries the window. */
  private trying = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly beforePrint = (): void => {
    if (this.trying || !this.refusals) return;
    this.layout();
    if (stopsOf(this.batch, this.plan).length === 0) this.keepOutput();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.date ||= this.app.today();
    this.paper.open();
    // Ctrl+P prints what the button prints.
    window.addEventListener("beforeprint", this.beforePrint);
    // Back from another step everything is as it was left.
    if (this.households) this.changed();
    else void this.load().then(() => this.querySelector<HTMLElement>("#letters-title")?.focus({ preventScroll: true }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeprint", this.beforePrint);
    clearTimeout(this.layoutTimer);
    if (!same(this.settings, defaults())) void this.ask({ do: "settings", letters: settingsJson(this.settings) });
    this.paper.close();
  }

  private get settings(): Settings {
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
    for (const kind of KINDS) refused.set(kind, (await this.whyNot(kind, "")).size);
    const able = (kind: LetterKind) => this.cases.length - refused.get(kind)!;
    const best = KINDS.filter((kind) => kind !== "inquiry").reduce((a, b) => (able(b) > able(a) ? b : a));
    return able(best) === 0 && able("inquiry") > 0 ? "inquiry" : best;
  }

  /** For whom the core would refuse to record letters of a kind; without a date, as if it were late enough. */
  private async whyNot(kind: LetterKind, date: string): Promise<Map<number, string>> {
    const cases = [...this.cases];
    const found = await this.ask<Refusals>({ do: "would_refuse", action: ACTION[kind], cases, ...(date ? { on: date } : {}) });
    return new Map(
      found
        ? found.refused.flatMap((r) => (r.case === null ? [] : [[r.case, r.text] as const]))
        : cases.map((c) => [c, t.before.unchecked]),
    );
  }

  private get batch(): Batch {
    return { kind: this.kind, settings: this.settings, date: this.date, due: this.due };
  }

  /** Everything that follows from what was entered: at once, or when the core has answered about another kind or date. */
  private changed(): void {
    const { kind, date } = this;
    const wanted = `${kind}/${date}`;
    if (wanted === this.askedFor) {
      this.planAnew();
      return;
    }
    this.askedFor = wanted;
    this.refusals = null;
    this.requestUpdate();
    this.asking = this.whyNot(kind, date).then((refusals) => {
      if (wanted !== this.askedFor) return;
      this.refusals = refusals;
      this.planAnew();
    });
  }

  /** The layout of the paper a little later. */
  private planAnew(): void {
    const { kind, households, refusals, recipients, forced } = this;
    if (!households || !refusals) return;
    this.plan = planOf({ kind, households, refusals, recipients, forced });
    this.at = Math.max(0, Math.min(this.at, this.plan.all.length - 1));
    this.said = "";
    this.requestUpdate();
    clearTimeout(this.layoutTimer);
    this.layoutTimer = window.setTimeout(() => this.layout(), LAYOUT_DELAY_MS + this.plan.letters.length * LAYOUT_DELAY_PER_LETTER_MS);
  }

  private layout(): void {
    clearTimeout(this.layoutTimer);
    this.layoutTimer = 0;
    this.requestUpdate();
    const { plan } = this;
    // Ctrl+P in the moment between: what is on the paper may not be sent, so nothing is.
    if (!this.refusals) {
      this.paper.show(html`<p>${t.preparing}</p>`);
      return;
    }
    if (!plan) return;
    this.paper.show(this.content(plan));
    this.fit = this.paper.fit(this.settings.place.height);
  }

  private content({ letters, all, refused }: Plan): TemplateResult {
    const stops = stopsOf(this.batch, this.plan);
    // Ctrl+P cannot be refused; what it prints then says why.
    if (stops.length > 0)
      return html`<article class="sheet-proof"><h1>${t.before.stops}</h1><ul>${stops.map((s) => html`<li>${s}</li>`)}</ul></article>`;
    const { batch } = this;
    const leftOut = all.length - letters.length + refused.length;
    return html`${this.settings.proof ? proofSheet(batch, letters, leftOut) : nothing}
    ${letters.map((l, i) => html`${letterSheet(batch, l, i + 1)}${batch.kind === "inquiry" ? replySheet(batch, l, i + 1) : nothing}`)}`;
  }

  private readonly force = (key: string, on: boolean): void => {
    if (on) this.forced.add(key);
    else this.forced.delete(key);
    this.changed();
  };

  private change(change: Partial<Settings>): void {
    this.app.set({ letters: { ...this.settings, ...change } });
    this.changed();
  }

  private changeText(change: Partial<Text>): void {
    this.change({ texts: { ...this.settings.texts, [this.kind]: { ...this.settings.texts[this.kind], ...change } } });
  }

  private note(): string {
    const count = this.plan?.letters.length ?? 0;
    const first = numberOf(this.batch, 1);
    const last = numberOf(this.batch, count);
    if (!first) return "";
    return first === last ? t.print.number(first) : t.print.numbers(first, last);
  }

  private keepOutput(): void {
    const letters = this.plan?.letters ?? [];
    this.output = { kind: this.kind, cases: letters.flatMap((l) => l.members.map((m) => m.case)), date: this.date, note: this.note() };
    this.refused = [];
    this.partly = false;
    this.requestUpdate();
  }

  private async print(): Promise<void> {
    await this.asking;
    this.layout();
    if (stopsOf(this.batch, this.plan).length > 0) {
      this.querySelector<HTMLElement>("[data-testid=letter-stops]")?.focus();
      return;
    }
    window.print();
    this.keepOutput();
  }

  private tryWindow(): void {
    this.trying = true;
    this.paper.show(testSheet(this.settings.place));
    window.print();
    this.trying = false;
    this.layout();
  }

  private async saveAddresses(as: "csv" | "book"): Promise<void> {
    await this.asking;
    const { app, batch } = this;
    const letters = this.plan?.letters ?? [];
    if (letters.length === 0) return;
    const { label } = t.kinds[batch.kind];
    try {
      const said = await (as === "csv"
        ? saveCsv(app, addressCsv(letters, batch), t.print.csvName(label, batch.date))
        : saveBook(app, addressBook(letters, batch), t.print.bookName(label, batch.date)));
      if (said === null) return;
      this.keepOutput();
      this.say(said);
    } catch (e) {
      app.showRefusal(e);
    }
  }

  private say(text: string): void {
    this.said = text;
    this.requestUpdate();
  }

  private async record(partial: boolean): Promise<void> {
    const { output } = this;
    if (!output) return;
    const action = ACTION[output.kind];
    const answer = await act(this.app, action, { cases: output.cases }, { on: output.date, note: output.note }, partial);
    if (!answer) return;
    this.refused = answer.refused;
    this.partly = partial;
    if (answer.done > 0) {
      this.say(t.print.recorded(actionLabel(this.app, action), answer.done));
      this.app.set({ unsaved: answer.unsaved });
      this.output = null;
      this.dispatchEvent(new CustomEvent("letters-recorded"));
    }
    this.requestUpdate();
  }

  // ---- what is entered ----

  private field(id: string, label: string, value: string, set: (v: string) => void, type = "text", hint = ""): TemplateResult {
    return html`<label class="letter-field">${label}
      <input type=${type} data-testid="letter-${id}" autocomplete="off" .value=${value} aria-describedby=${hint ? `hint-${id}` : nothing}
        @input=${(e: Event) => set((e.currentTarget as HTMLInputElement).value)} />
      ${hint ? html`<span class="hint" id="hint-${id}">${hint}</span>` : nothing}
    </label>`;
  }

  private check(id: string, label: string, on: boolean, set: (on: boolean) => void): TemplateResult {
    return html`<label class="inline-check">
      <input type="checkbox" data-testid="letter-${id}" .checked=${on}
        @change=${(e: Event) => set((e.currentTarget as HTMLInputElement).checked)} />${label}
    </label>`;
  }

  private kinds(): TemplateResult {
    return html`<fieldset class="letter-kinds">
      <legend class="group-title">${t.kind}</legend>
      ${KINDS.map(
        (kind) => html`<label class="inline-check">
          <input type="radio" name="letter-kind" value=${kind} data-testid="letter-kind-${kind}" .checked=${this.kind === kind}
            @change=${() => {
              this.kind = kind;
              this.changed();
            }} />${t.kinds[kind].label}
        </label>`,
      )}
      <p class="hint">${t.kinds[this.kind].about}</p>
    </fieldset>`;
  }

  private batchFields(): TemplateResult {
    const b = t.batch;
    const setDate = (date: string) => {
      this.date = date;
      this.changed();
    };
    const setDue = (due: string) => {
      this.due = due;
      this.changed();
    };
    return html`<fieldset>
      <legend class="group-title">${b.title}</legend>
      <div class="letter-fields">
        ${this.field("date", b.date, this.date, setDate, "date")}
        ${this.field("due", b.due, this.due, setDue, "date", b.dueHint)}
        ${this.field("number", b.number, this.settings.number, (number) => this.change({ number }), "text", b.numberHint)}
      </div>
    </fieldset>`;
  }

  private senderFields(): TemplateResult {
    const s = t.sender;
    return html`<fieldset>
      <legend class="group-title">${s.title}</legend>
      <div class="letter-fields">
        ${this.field("prefecture", s.prefecture, this.settings.prefecture, (prefecture) => this.change({ prefecture }))}
        ${this.field("town", s.town, this.settings.town, (town) => this.change({ town }))} ${this.field(
          "post",
          s.post,
          this.settings.post,
          (post) => this.change({ post }),
        )}
        ${this.field("person", s.person, this.settings.person, (person) => this.change({ person }))}
        ${this.field("phone", s.phone, this.settings.phone, (phone) => this.change({ phone }))}
        ${this.field("office", s.office, this.settings.office, (office) => this.change({ office }))}
        <label class="letter-field">${s.card}
          <select data-testid="letter-card" aria-describedby="hint-card"
            @change=${(e: Event) => this.change({ card: (e.currentTarget as HTMLSelectElement).value as Settings["card"] })}>
            ${(["certificate", "old"] as const).map(
              (c) => html`<option value=${c} ?selected=${this.settings.card === c}>${s.cards[c]}</option>`,
            )}
          </select>
          <span class="hint" id="hint-card">${s.cardHint}</span>
        </label>
      </div>
      ${this.check("seal", s.seal, this.settings.seal, (seal) => this.change({ seal }))}
      ${this.check("others", s.others, this.settings.others, (others) => this.change({ others }))}
    </fieldset>`;
  }

  private area(id: keyof Text, label: string, rows: number): TemplateResult {
    return html`<label class="letter-field">${label}
      <textarea data-testid="letter-${id}" rows=${rows} .value=${this.settings.texts[this.kind][id]}
        @input=${(e: Event) => this.changeText({ [id]: (e.currentTarget as HTMLTextAreaElement).value })}></textarea>
    </label>`;
  }

  private textFields(): TemplateResult {
    const x = t.text;
    return html`<fieldset>
      <legend class="group-title">${x.title}</legend>
      ${this.field("subject", x.subject, this.settings.texts[this.kind].subject, (subject) =>
        this.changeText({ subject }),
      )} ${this.area("body", x.body, 16)}
      ${this.kind === "ex_officio" ? this.area("notice", x.notice, 8) : nothing}
      <details class="disclosure">
        <summary>${x.placeholders}</summary>
        <div class="disclosure-body">
          <p class="hint">${x.placeholdersHint}</p>
          <ul class="letter-words">${PLACEHOLDERS.map(
            (p) => html`<li><code>{${t.placeholders[p].name}}</code> ${t.placeholders[p].about}</li>`,
          )}</ul>
        </div>
      </details>
      <button type="button" class="button button-text" data-testid="letter-reset" @click=${() => {
        if (window.confirm(x.resetSure)) this.changeText(defaultText(this.kind));
      }}>${x.reset}</button>
    </fieldset>`;
  }

  private placeFields(): TemplateResult {
    const e = t.envelope;
    const one = (id: keyof Place) => html`<label class="letter-field letter-mm">${e[id]}
      <input type="number" step="1" min="0" max="210" data-testid="letter-${id}" .value=${String(this.settings.place[id])}
        @input=${(event: Event) => {
          const millimetres = (event.currentTarget as HTMLInputElement).valueAsNumber;
          this.change({ place: { ...this.settings.place, [id]: millimetres } });
        }} />
    </label>`;
    return html`<fieldset>
      <legend class="group-title">${e.title}</legend>
      <p class="hint">${e.hint}</p>
      <div class="letter-fields">${one("left")} ${one("top")} ${one("width")} ${one("height")}</div>
      <button type="button" class="button button-outline button-small" data-testid="letter-test"
        ?disabled=${!placeFits(this.settings.place)} @click=${() => this.tryWindow()}>${e.test}</button>
    </fieldset>`;
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
          ? html`${this.recipient(plan, letter)}
            <h5>${p.reply}</h5>
            <div class="letter-screen" role="group" tabindex="0" aria-label=${p.reply}>${replySheet(this.batch, letter, number)}</div>`
          : nothing
      }
    </section>`;
  }

  private recipient(plan: Plan, letter: Letter): TemplateResult | typeof nothing {
    if (plan.all.length === 0) return nothing;
    const r = t.recipient;
    const one = (id: keyof Recipient) =>
      this.field(`to-${id}`, r[id], letter.to[id], (v) => {
        this.recipients.set(letter.key, { ...letter.to, [id]: v });
        this.changed();
      });
    return html`<fieldset class="letter-recipient">
      <legend class="group-title">${r.title}</legend>
      <div class="letter-fields">${one("name")} ${one("postal")} ${one("address")} ${one("building")}</div>
      <button type="button" class="button button-outline button-small" data-testid="letter-to-copy" ?disabled=${!letter.to.name.trim()}
        @click=${() => {
          const empty = plan.all.filter((l) => !l.to.name.trim() && !l.to.address.trim());
          for (const l of empty) this.recipients.set(l.key, { ...letter.to });
          this.changed();
          this.say(r.copied(empty.length));
        }}>${r.copy}</button>
    </fieldset>`;
  }

  private actions(plan: Plan, stops: readonly string[]): TemplateResult {
    const p = t.print;
    const { output } = this;
    // While something is missing a press only says so, and the button looks no more than that.
    const look = stops.length > 0 ? "button-outline" : "button-solid";
    const label = output ? actionLabel(this.app, ACTION[output.kind]) : "";
    return html`<div class="letter-actions">
      ${this.check("proof", p.proof, this.settings.proof, (proof) => this.change({ proof }))}
      <div class="letter-bar letter-output">
        <button type="button" class="button ${look}" data-testid="letter-print"
          @click=${() => void this.print()}>${p.print(plan.letters.length)}</button>
        <button type="button" class="button button-outline" data-testid="letter-xlsx" ?disabled=${plan.letters.length === 0}
          @click=${() => void this.saveAddresses("book")}>${p.book}</button>
        ${csvEncodingField(this.app)}
        <button type="button" class="button button-outline" data-testid="letter-csv" ?disabled=${plan.letters.length === 0}
          @click=${() => void this.saveAddresses("csv")}>${p.csv}</button>
      </div>
      <div class="letter-bar">
        ${this.field("who", recording.who, this.app.state.who, (who) => this.app.set({ who }))}
        <button type="button" class="button button-outline" data-testid="letter-record" aria-describedby="letter-record-hint"
          ?disabled=${!output} @click=${() => void this.record(false)}>${p.record}</button>
      </div>
      <p class="hint" id="letter-record-hint">${output ? dated(p.recordHint(output.cases.length, label, output.date)) : p.recordLater}</p>
      ${refusalsView(this.refused, this.partly, (output?.cases.length ?? 0) - this.refused.length, () => void this.record(true))}
      <p class="exported" role="status" data-testid="letter-said">${this.said}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { plan } = this;
    const stops = stopsOf(this.batch, plan);
    return html`<section class="letters" data-testid="letters-view" data-laid=${this.refusals && this.layoutTimer === 0 ? "true" : "false"}
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
            ${this.kinds()}
            <div class="letter-split">
              <div class="letter-form"
              >${this.batchFields()} ${this.senderFields()} ${this.textFields()} ${this.placeFields()} ${this.settingsFile()}</div>
              ${this.preview(plan)}
            </div>
            ${checksView({ plan, stops, fit: this.fit, kind: this.kind }, this.force)}
            ${this.actions(plan, stops)}`
      }
    </section>`;
  }
}

customElements.define("totsugo-letters", Letters);
