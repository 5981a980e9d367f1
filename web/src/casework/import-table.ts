// The table for the municipality's main system, in place of the list of cases: columns, order, forms, a preview, the CSV. What
// is set is kept in the work file.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { csvEncodingField, saveCsv } from "../saving/save-csv.ts";
import { download } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { n } from "../base/strings.ts";
import { importTable as t } from "./strings.ts";
import { recording } from "../person/strings.ts";
import { askOrTell } from "../app/ask.ts";
import type { BookOverview, Decision } from "../../../wasm/cases.ts";
import {
  COLUMN_KINDS,
  DATE_FORMS,
  MOST_CHARS,
  MOST_COLUMNS,
  defaultSettings,
  importCsv,
  importTable,
  isFixed,
  newColumn,
  readSettingsFile,
  settingsFrom,
  settingsJson,
} from "./import-columns.ts";
import type { ColumnKind, DateForm, Doubt, ImportColumn, ImportSettings, ImportTable } from "./import-columns.ts";

const PAGE = 1000;
const SHOWN_ROWS = 5;
const MOST_NAMES = 10;

export class ImportTableView extends LitElement {
  static override properties = { app: { attribute: false }, overview: { attribute: false }, csv: {} };
  declare app: App;
  declare overview: BookOverview;

  private settings: ImportSettings = defaultSettings();
  private decisions: Decision[] | null = null;
  private asked = 0;
  private said = "";

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = settingsFrom(this.overview.import_table);
    this.settings = kept ?? { ...defaultSettings(), encoding: this.app.state.csvEncoding };
    this.app.set({ csvEncoding: this.settings.encoding });
    void this.load().then(() => this.querySelector<HTMLElement>("#import-table-title")?.focus());
  }

  /** The encoding is the page's; what is chosen here goes into the settings. */
  protected override willUpdate(): void {
    const encoding = this.app.state.csvEncoding;
    if (encoding !== this.settings.encoding) this.change({ encoding });
  }

  private async load(): Promise<void> {
    const mine = ++this.asked;
    // As they were saved: what the core does not know is nobody's state.
    const states = this.app.constants.casework.states.map((s) => s.code).filter((code) => this.settings.states.includes(code));
    const found: Decision[] = [];
    // No state named would be all of them.
    for (let all = states.length > 0 ? 1 : 0; found.length < all; ) {
      const page = await askOrTell<{ rows: Decision[]; count: number }>(this.app, {
        do: "decisions",
        states,
        start: found.length,
        count: PAGE,
      });
      if (!page || mine !== this.asked) return;
      found.push(...page.rows);
      all = page.rows.length > 0 ? page.count : 0;
    }
    this.decisions = found;
    this.requestUpdate();
    await this.updateComplete;
  }

  /** Shown at once, and kept with the cases. */
  private change(change: Partial<ImportSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.said = "";
    this.requestUpdate();
    if (change.states) void this.load();
    void askOrTell<BookOverview>(this.app, { do: "settings", import_table: settingsJson(this.settings) }).then((overview) => {
      if (overview) this.app.set({ unsaved: overview.unsaved });
    });
  }

  private say(text: string): void {
    this.said = text;
    this.requestUpdate();
  }

  // ---- what is set ----

  private states(): TemplateResult {
    // As they were saved: what the core does not know is nobody's state.
    const states = this.app.constants.casework.states.map((s) => s.code).filter((code) => this.settings.states.includes(code));
    return html`<fieldset>
      <legend class="group-title">${t.states.title}</legend>
      <p class="hint">${t.states.hint}</p>
      <div class="filter-chips">
        ${this.app.constants.casework.states.map(
          (s) => html`<label class="inline-check">
            <input type="checkbox" data-testid="import-state-${s.code}" .checked=${states.includes(s.code)} @change=${(e: Event) => {
              const on = (e.currentTarget as HTMLInputElement).checked;
              this.change({ states: on ? [...states, s.code] : states.filter((x) => x !== s.code) });
            }} />${s.label} <b>${n(this.overview.states[s.code] ?? 0)}</b>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private setColumn(at: number, change: Partial<ImportColumn>): void {
    this.change({ columns: this.settings.columns.map((c, i) => (i === at ? { ...c, ...change } : c)) });
  }

  private move(at: number, by: number): void {
    const columns = [...this.settings.columns];
    const [moved] = columns.splice(at, 1);
    columns.splice(at + by, 0, moved!);
    this.change({ columns });
    // The same column stays under the hand, or its other button where this one has come to an end.
    const button = (which: string) => this.querySelector<HTMLButtonElement>(`[data-testid=import-${which}-${at + by}]:enabled`);
    void this.updateComplete.then(() => (button(by < 0 ? "up" : "down") ?? button(by < 0 ? "down" : "up"))?.focus());
  }

  private columnRow(column: ImportColumn, at: number, all: number): TemplateResult {
    const l = t.list;
    const value = (e: Event) => (e.currentTarget as HTMLInputElement | HTMLSelectElement).value;
    const input = (of: "head" | "text") =>
      html`<input type="text" data-testid="import-${of}-${at}" aria-label=${l[of](at + 1)} maxlength=${MOST_CHARS[of]} autocomplete="off"
        .value=${column[of]}
        @change=${(e: Event) => this.setColumn(at, { [of]: value(e) })} />`;
    const button = (which: keyof typeof l.marks, off: boolean, press: () => void) =>
      html`<button type="button" class="button button-outline button-small" data-testid="import-${which}-${at}"
        aria-label=${l[which](at + 1)} ?disabled=${off} @click=${press}>${l.marks[which]}</button>`;
    return html`<tr data-testid="import-column">
      <td>${at + 1}</td>
      <td>
        <select data-testid="import-of-${at}" aria-label=${l.of(at + 1)}
          @change=${(e: Event) => this.setColumn(at, newColumn(value(e) as ColumnKind))}>
          ${COLUMN_KINDS.map(
            (of) => html`<option value=${of}
              .selected=${of === column.of}>${t.columns[of]}${t.about[of] ? `（${t.about[of]}）` : ""}</option>`,
          )}
        </select>
      </td>
      <td>${input("head")}</td>
      <td>${isFixed(column.of) ? input("text") : nothing}</td>
      <td class="import-moves">
        ${button("up", at === 0, () => this.move(at, -1))} ${button("down", at === all - 1, () => this.move(at, 1))}
        ${button("remove", all === 1, () => this.change({ columns: this.settings.columns.filter((_, i) => i !== at) }))}
      </td>
    </tr>`;
  }

  private columns(): TemplateResult {
    const { columns } = this.settings;
    const l = t.list;
    return html`<fieldset>
      <legend class="group-title">${l.title}</legend>
      <div class="table-scroll" tabindex="0" role="group" aria-label=${l.title}>
        <table class="table import-columns">
          <thead><tr>${l.heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
          <tbody>${columns.map((c, i) => this.columnRow(c, i, columns.length))}</tbody>
        </table>
      </div>
      <div class="letter-bar">
        <button type="button" class="button button-outline button-small" data-testid="import-add"
          ?disabled=${columns.length >= MOST_COLUMNS} @click=${() => {
            this.change({ columns: [...columns, newColumn("constant")] });
            void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=import-of-${columns.length}]`)?.focus());
          }}>${l.add}</button>
        <button type="button" class="button button-text button-small" data-testid="import-reset" @click=${() => {
          if (window.confirm(l.resetSure)) this.take(defaultSettings());
        }}>${l.reset}</button>
      </div>
    </fieldset>`;
  }

  private forms(): TemplateResult {
    const { dates, header, guarded, columns, states, codes } = this.settings;
    const f = t.form;
    const coded = columns.some((c) => c.of === "state_code")
      ? this.app.constants.casework.states.filter((s) => states.includes(s.code))
      : [];
    return html`<fieldset>
      <legend class="group-title">${f.title}</legend>
      <div class="letter-bar letter-output">
        <label class="import-field">${f.dates}
          <select data-testid="import-dates"
            @change=${(e: Event) => this.change({ dates: (e.currentTarget as HTMLSelectElement).value as DateForm })}>
            ${DATE_FORMS.map((d) => html`<option value=${d} .selected=${d === dates}>${f.dateForms[d]}</option>`)}
          </select>
        </label>
        <label class="import-field">${f.values}
          <select data-testid="import-guarded"
            @change=${(e: Event) => this.change({ guarded: (e.currentTarget as HTMLSelectElement).value === "guarded" })}>
            ${(["exact", "guarded"] as const).map(
              (v) => html`<option value=${v} .selected=${(v === "guarded") === guarded}>${f[v]}</option>`,
            )}
          </select>
        </label>
        ${csvEncodingField(this.app)}
        <label class="inline-check">
          <input type="checkbox" data-testid="import-header" .checked=${header}
            @change=${(e: Event) => this.change({ header: (e.currentTarget as HTMLInputElement).checked })} />${f.header}
        </label>
      </div>
      ${
        coded.length > 0
          ? html`<div class="letter-bar letter-output" role="group" aria-label=${f.codes}>
            ${coded.map(
              (s) => html`<label class="import-field">${f.codes}（${s.label}）
                <input type="text" class="short" data-testid="import-code-${s.code}" maxlength=${MOST_CHARS.code} placeholder=${s.code}
                  autocomplete="off" .value=${codes[s.code] ?? ""}
                  @change=${(e: Event) => this.change({ codes: { ...codes, [s.code]: (e.currentTarget as HTMLInputElement).value } })} />
              </label>`,
            )}
            <p class="hint">${f.codesHint}</p>
          </div>`
          : nothing
      }
    </fieldset>`;
  }

  /** Settings as a whole: opened from a file, or put back. */
  private take(settings: ImportSettings): void {
    this.app.set({ csvEncoding: settings.encoding });
    this.change(settings);
  }

  private async openSettings(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const found = await readSettingsFile(file);
    if (found) this.take(found);
    this.say(found ? t.settings.opened(file.name) : t.settings.unusable(file.name));
  }

  private saveSettings(): void {
    const { name, saved } = t.settings;
    this.say(
      saved(
        download(this.app, new Blob([`${JSON.stringify(settingsJson(this.settings), null, 2)}\n`], { type: "application/json" }), name),
      ),
    );
  }

  // ---- what comes of it ----

  private async save(table: ImportTable): Promise<void> {
    try {
      const said = await saveCsv(this.app, importCsv(table, this.settings), t.name(this.app.today()));
      if (said !== null) this.say(said);
    } catch (e) {
      this.app.showRefusal(e);
    }
  }

  private preview({ rows, heads }: ImportTable): TemplateResult {
    const p = t.preview;
    return html`<section aria-labelledby="import-preview-title">
      <h4 class="group-title" id="import-preview-title">${p.title}</h4>
      <p class="hint" role="status" data-testid="import-count" data-rows=${rows.length}>${
        this.settings.states.length === 0 ? t.states.none : rows.length === 0 ? p.none : p.rows(rows.length)
      }</p>
      <div class="table-scroll" tabindex="0" role="group" aria-label=${p.region}>
        <table class="table import-preview" data-testid="import-preview">
          ${
            this.settings.header
              ? html`<thead><tr>${heads.map((h) => html`<th scope="col" class="as-is">${h}</th>`)}</tr></thead>`
              : nothing
          }
          <tbody>${rows.slice(0, SHOWN_ROWS).map((row) => html`<tr>${row.map((c) => html`<td class="as-is">${c}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </section>`;
  }

  private doubts(doubts: readonly Doubt[]): TemplateResult | typeof nothing {
    if (doubts.length === 0) return nothing;
    const names = (all: string[]) =>
      `${all.slice(0, MOST_NAMES).join("、")}${all.length > MOST_NAMES ? recording.more(all.length - MOST_NAMES) : ""}`;
    return html`<div class="banner banner-warning" data-testid="import-doubts"><div class="banner-body">
      <h4 class="banner-title">${t.doubts.title}</h4>
      <ul>${doubts.map(
        (d) => html`<li class="wrap">${t.doubts[d.why](d.head, d.names.length)}<span
          class="small as-is">（${names(d.names)}）</span></li>`,
      )}</ul>
    </div></div>`;
  }

  private files(table: ImportTable): TemplateResult {
    const s = t.settings;
    return html`<div class="letter-actions">
      <div class="letter-bar">
        <button type="button" class="button button-solid" data-testid="import-save" ?disabled=${table.rows.length === 0}
          @click=${() => void this.save(table)}>${t.save}</button>
        <button type="button" class="button button-outline" data-testid="import-settings-save"
          @click=${() => this.saveSettings()}>${s.save}</button>
        <label class="button button-outline file-button">${s.open}
          <input type="file" accept=".json,application/json" class="visually-hidden" data-testid="import-settings-load"
            @change=${(e: Event) => void this.openSettings(e.currentTarget as HTMLInputElement)} />
        </label>
      </div>
      <p class="hint">${s.hint}</p>
      <p class="exported" role="status" data-testid="import-said">${this.said}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const table = this.decisions ? importTable(this.decisions, this.settings) : null;
    return html`<section class="import-table" data-testid="import-table" data-ready=${table ? "" : nothing}
      aria-labelledby="import-table-title">
      <div class="letter-bar">
        <h3 class="section-title" id="import-table-title" tabindex="-1">${t.title}</h3>
        <button type="button" class="button button-text" data-testid="import-close"
          @click=${() => this.dispatchEvent(new CustomEvent("import-close"))}>${t.close}</button>
      </div>
      <p class="hint">${t.lead}</p>
      ${this.states()} ${this.columns()} ${this.forms()}
      ${table ? html`${this.preview(table)} ${this.doubts(table.doubts)} ${this.files(table)}` : html`<p class="hint">${t.preparing}</p>`}
    </section>`;
  }
}

customElements.define("totsugo-import-table", ImportTableView);
