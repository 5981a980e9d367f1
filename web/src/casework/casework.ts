// The last three steps: the cases. What stands where, what may be done next and why not, several at once, all of it taken back at will;
// the work file and the ledger. The book itself is in the worker: the page holds one page of rows and one open case.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { App, CasePart } from "../app/state.ts";
import { DASH, jaDate, n } from "../base/strings.ts";
import { casework as t } from "./strings.ts";
import { letters as lettersText } from "../letters/strings.ts";
import { history, people as peopleText, recording } from "../person/strings.ts";
import type { ActAnswer, ActionCode, BookOverview, CaseCommand, CaseDetail, Narrowed, Place } from "../../../wasm/cases.ts";
import type { Row } from "../../../wasm/driver.ts";
import { act, actionLabel, askOrTell } from "../app/ask.ts";
import type { Given } from "../app/ask.ts";
import { caseView } from "../person/history.ts";
import { refusalsView } from "../person/refusals.ts";
import { mergeFile } from "./merge.ts";
import type { Pending } from "./merge.ts";
import { deadlinesView, weekEnd } from "./deadlines.ts";
import { outputsView } from "./outputs.ts";
import { fileBar } from "../workfile/workfile.ts";
import "../letters/letters.ts";
import "./import-table.ts";
import "../record/record.ts";

const PAGE = 100;
const SEARCH_DELAY_MS = 150;

/** What is being entered; nothing of it is kept when the step is recorded, but the name. */
interface Entry extends Given {
  action: string;
}

/** A row of the book: everybody there is a case. */
type Listed = Row & { as_case: Place & { case: number } };

const EMPTY: Entry = { action: "", on: "", reason: "", note: "" };

export class Casework extends LitElement {
  // What of the page's state is shown here comes in again, so that a change of it is drawn.
  static override properties = {
    app: { attribute: false },
    unsaved: {},
    who: {},
    password: {},
    exported: {},
    looking: {},
    csv: {},
    shown: {},
  };
  declare app: App;
  declare shown: CasePart;
  declare looking: boolean;

  private overview: BookOverview | null = null;
  private rows: Listed[] = [];
  private count = 0;
  private start = 0;
  private filter: Narrowed = {};
  private readonly chosen = new Set<number>();
  private opened: CaseDetail | null = null;
  private entry: Entry = EMPTY;
  private refused: ActAnswer["refused"] = [];
  /** The refused ones are what is left of a step that the others have taken. */
  private partly = false;
  private searchTimer = 0;
  private asked = 0;
  /** What is shown is not yet what was asked for last. */
  private asking = false;
  /**
   * The cases letters are being made for; null while none are. Meanwhile no other work file can be opened: in another book
   * these numbers are other people.
   */
  private writing: readonly number[] | null = null;
  /** Another clerk's file that waits for a password or for choices; meanwhile nothing can be recorded here. */
  private merging: Pending | null = null;
  /** The table for the main system stands in place of the list. */
  private tabling = false;
  /** On the page again, and not asked anew yet. */
  private back = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.back = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.searchTimer);
  }

  /** What another step or another part has changed is seen in this one. */
  protected override willUpdate(changed: PropertyValues): void {
    if (!this.back && changed.get("shown") === undefined) return;
    this.back = false;
    void this.refresh();
  }

  /** What was read of the files meanwhile is shown too. */
  protected override updated(changed: PropertyValues): void {
    if (changed.get("looking") && !this.looking) void this.refresh();
  }

  private ask<T>(command: CaseCommand): Promise<T | null> {
    return askOrTell<T>(this.app, command);
  }

  /** Everything that is shown, anew: after each step, and after a work file was opened. */
  async refresh(): Promise<void> {
    const mine = ++this.asked;
    this.asking = true;
    this.requestUpdate();
    const overview = await this.ask<BookOverview>({ do: "overview" });
    const list = await this.listed();
    const open = this.opened?.case ? await this.ask<CaseDetail>({ do: "case", case: this.opened.case.case }) : null;
    if (mine !== this.asked) return;
    this.asking = false;
    this.requestUpdate();
    if (!overview || !list) return;
    this.overview = overview;
    this.rows = list.rows;
    this.count = list.count;
    this.opened = open;
    this.app.set({ unsaved: overview.unsaved, book: overview });
  }

  private async listed(): Promise<{ rows: Listed[]; count: number } | null> {
    const { client } = this.app;
    try {
      const [{ count }, rows] = await Promise.all([
        client.view({ ...this.filter, scope: "book", sort: "line", today: this.app.today() }),
        client.rows(this.start, PAGE),
      ]);
      return { rows: rows as Listed[], count };
    } catch (e) {
      this.app.showRefusal(e);
      return null;
    }
  }

  /** Another book: its numbers are other people's. */
  readonly begin = (): void => {
    this.writing = null;
    this.merging = null;
    this.tabling = false;
    this.chosen.clear();
    this.opened = null;
    this.refused = [];
    this.entry = EMPTY;
    this.start = 0;
    if (this.isConnected) void this.refresh();
  };

  private readonly merge = async (file: File): Promise<void> => {
    const result = await mergeFile(this.app, file);
    if (result === "merged") this.mergeDone();
    else if (result) {
      this.merging = result;
      this.requestUpdate();
    }
  };

  private readonly mergeDone = (): void => {
    this.begin();
    this.closeMerge();
  };

  private readonly closeMerge = (): void => {
    this.merging = null;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".view-title")?.focus({ preventScroll: true }));
  };

  private narrow(change: Narrowed): void {
    this.filter = { ...this.filter, ...change };
    this.start = 0;
    this.chosen.clear();
    this.refused = [];
    void this.refresh();
  }

  private narrowToMark(mark: "on_hold" | "returned", on: boolean): void {
    const { [mark]: _, ...others } = this.filter;
    this.filter = others;
    this.narrow(on ? { [mark]: true } : {});
  }

  private async open(number: number): Promise<void> {
    const detail = await this.ask<CaseDetail>({ do: "case", case: number });
    if (!detail?.case) return;
    this.opened = detail;
    this.refused = [];
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>("#case-title")?.focus({ preventScroll: true });
  }

  private readonly close = (): void => {
    const back = this.opened?.case?.case;
    this.opened = null;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=case-row][data-case="${back}"] button`)?.focus());
  };

  private readonly closeLetters = (): void => {
    this.writing = null;
    this.requestUpdate();
    void this.updateComplete.then(() =>
      (this.querySelector<HTMLElement>("[data-testid=letters]:enabled") ?? this.querySelector<HTMLElement>(".view-title"))?.focus(),
    );
  };

  /** Another part of the casework in place of the one that is shown. */
  private look(part: CasePart): void {
    this.app.set({ part, exported: "" });
  }

  private readonly closeTable = (): void => {
    this.tabling = false;
    void this.refresh().then(() => this.querySelector<HTMLElement>("[data-testid=import-open]")?.focus());
  };

  private readonly lettersSent = (): void => {
    this.chosen.clear();
    void this.refresh();
  };

  /** The checked cases, else the open one. */
  private get targets(): number[] {
    if (this.chosen.size > 0) return [...this.chosen];
    return this.opened?.case ? [this.opened.case.case] : [];
  }

  private async record(partial: boolean): Promise<void> {
    const { entry, targets } = this;
    // What was said of the step before is not said of this one.
    this.app.set({ exported: "" });
    const { action, ...given } = entry;
    const answer = await act(this.app, action as ActionCode, { cases: targets }, given, partial);
    if (!answer) return;
    this.refused = answer.refused;
    this.partly = partial;
    const label = actionLabel(this.app, action);
    if (answer.done > 0) {
      this.entry = EMPTY;
      this.chosen.clear();
    }
    await this.refresh();
    this.app.set({ exported: answer.done > 0 ? t.recorded(label, answer.done) : "" });
  }

  private async takeBack(which: "undo" | "redo"): Promise<void> {
    const before = this.overview?.[which];
    if (!before) return;
    this.app.set({ exported: "" });
    if (!(await this.ask({ do: which, at: this.app.now(), who: this.app.state.who }))) return;
    this.refused = [];
    await this.refresh();
    this.app.set({ exported: which === "undo" ? t.undone(before.label, before.cases) : t.redone(before.label, before.cases) });
  }

  private edit(change: Partial<Entry>): void {
    this.entry = { ...this.entry, ...change };
    this.requestUpdate();
  }

  private setAction(action: string, dateLabel: string): void {
    this.edit({ action, on: dateLabel ? this.entry.on || this.app.today() : "" });
  }

  /** A step chosen beside the open case: what is still to be entered takes the focus. */
  private choose(step: { action: string; date_label: string }): void {
    this.setAction(step.action, step.date_label);
    void this.updateComplete.then(() => {
      const form = this.querySelector<HTMLElement>("[data-testid=step-form]");
      form?.scrollIntoView({ block: "nearest" });
      form
        ?.querySelector<HTMLElement>("[data-testid=step-on], [data-testid=step-reason], [data-testid=step-note]")
        ?.focus({ preventScroll: true });
    });
  }

  private chips(): TemplateResult {
    const { overview, filter } = this;
    const states = filter.states ?? [];
    const chip = (id: string, label: string, count: number, on: boolean, press: () => void) =>
      html`<button type="button" class="filter-chip" data-testid=${id} data-count=${count} aria-pressed=${on ? "true" : "false"}
        @click=${press}>
        ${label} <b>${n(count)}</b>
      </button>`;
    return html`<div class="filter-chips" role="group" aria-label=${t.filter}>
      ${this.app.constants.casework.states.map((s) => {
        const on = states.includes(s.code);
        return chip(`case-state-${s.code}`, s.label, overview?.states[s.code] ?? 0, on, () =>
          this.narrow({ states: on ? states.filter((x) => x !== s.code) : [...states, s.code] }),
        );
      })}
    </div>
    <div class="filter-chips" role="group" aria-label=${t.since.title}>
      <span class="small"><b>${t.since.title}</b></span>
      ${(["fresh", "continuing", "changed", "gone"] as const).map((key) => {
        const on = filter.since?.includes(key) ?? false;
        return chip(`case-since-${key}`, t.since[key], overview?.since[key] ?? 0, on, () => this.narrow({ since: on ? [] : [key] }));
      })}
      <label class="inline-check">
        <input type="checkbox" data-testid="case-due" .checked=${Boolean(filter.due_by && !filter.due_from)} @change=${(e: Event) =>
          this.narrow({ due_from: "", due_by: (e.currentTarget as HTMLInputElement).checked ? weekEnd(this.app.today()) : "" })} />${t.due}
      </label>
      ${
        filter.due_from
          ? html`<button type="button" class="filter-chip" data-testid="case-due-day" aria-pressed="true"
            @click=${() => this.narrow({ due_from: "", due_by: "" })}>${history.dueOn(jaDate(filter.due_from))} ×</button>`
          : nothing
      }
      <label class="inline-check">
        <input type="checkbox" data-testid="case-returned" .checked=${filter.returned ?? false} @change=${(e: Event) =>
          this.narrowToMark("returned", (e.currentTarget as HTMLInputElement).checked)} />${t.returned}
      </label>
      <label class="inline-check">
        <input type="checkbox" data-testid="case-held" .checked=${filter.on_hold ?? false} @change=${(e: Event) =>
          this.narrowToMark("on_hold", (e.currentTarget as HTMLInputElement).checked)} />${t.onHold}
      </label>
    </div>`;
  }

  private toggle(number: number, on: boolean): void {
    if (on) this.chosen.add(number);
    else this.chosen.delete(number);
    this.requestUpdate();
  }

  private row(r: Listed): TemplateResult {
    const at = r.as_case;
    const late = at.due !== null && at.due < this.app.today();
    return html`<tr data-testid="case-row" data-case=${at.case} data-state=${at.state}
      class=${this.opened?.case?.case === at.case ? "is-open" : ""}>
      <td>
        <input type="checkbox" data-testid="case-select" aria-label=${t.selectOf(r.name)} .checked=${this.chosen.has(at.case)}
          @change=${(e: Event) => this.toggle(at.case, (e.currentTarget as HTMLInputElement).checked)} />
      </td>
      <td>
        <span class="state state-${at.state}">${at.label}</span>
        ${at.on_hold ? html`<span class="state-mark">${t.onHold}</span>` : nothing} ${
          at.returned ? html`<span class="state-mark">${t.returned}</span>` : nothing
        }
      </td>
      <td class="as-is"><span class="kana">${r.kana}</span><button type="button" class="link-button"
        @click=${() => void this.open(at.case)}>${r.name || r.kana}</button></td>
      <td class="as-is is-extra">${r.birth} <span class="small">${r.sex}</span></td>
      <td class="as-is is-extra">${r.number}</td>
      <td class="as-is is-extra">${r.head}</td>
      <td class="no-break">${r.label}</td>
      <td class="is-extra">${at.since_label}</td>
      <td class="is-extra">${at.last_step === null ? DASH : jaDate(at.last_step)}</td>
      <td class=${late ? "is-late" : ""}>${
        at.due === null ? DASH : html`${jaDate(at.due)}${late ? html`<span class="state-mark">${t.late}</span>` : nothing}${unsure(at)}`
      }</td>
    </tr>`;
  }

  private table(): TemplateResult {
    const { rows, count, start, chosen } = this;
    const c = t.columns;
    const all = rows.length > 0 && rows.every((r) => chosen.has(r.as_case.case));
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${t.list}>
      <table class="table cases" data-testid="case-list">
        <thead>
          <tr>
            <th scope="col">
              <input type="checkbox" data-testid="case-all" aria-label=${t.selectAll} .checked=${all} @change=${(e: Event) => {
                const on = (e.currentTarget as HTMLInputElement).checked;
                for (const r of rows) this.toggle(r.as_case.case, on);
              }} />
            </th>
            ${[c.state, c.name].map((label) => html`<th scope="col">${label}</th>`)}
            ${[c.birth, c.number, c.head].map((label) => html`<th scope="col" class="is-extra">${label}</th>`)}
            <th scope="col">${c.bucket}</th>
            ${[c.since, c.last].map((label) => html`<th scope="col" class="is-extra">${label}</th>`)}
            <th scope="col">${c.due}</th>
          </tr>
        </thead>
        <tbody>${rows.map((r) => this.row(r))}</tbody>
      </table>
    </div>
    ${count > 0 && this.targets.length === 0 ? html`<p class="hint">${recording.nobody}</p>` : nothing}
    ${count === 0 ? html`<p class="hint" data-testid="case-nothing">${this.overview?.cases ? t.nothing : t.empty}</p>` : nothing}
    <div class="pager">
      <span>${count === 0 ? nothing : t.page(start + 1, start + rows.length, count)}</span>
      <button type="button" class="button button-outline button-small" ?disabled=${start === 0}
        @click=${() => this.turn(-PAGE)}>${t.before}</button>
      <button type="button" class="button button-outline button-small" ?disabled=${start + rows.length >= count}
        @click=${() => this.turn(PAGE)}>${t.after}</button>
    </div>`;
  }

  private turn(by: number): void {
    this.start = Math.max(0, this.start + by);
    void this.refresh();
  }

  /** One form for one case and for many. */
  private form(): TemplateResult {
    const { entry, targets } = this;
    const { actions, exclusion_reasons } = this.app.constants.casework;
    const action = actions.find((a) => a.code === entry.action);
    const text = (e: Event) => (e.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
    return html`<form class="step-form" data-testid="step-form" aria-labelledby="step-title" @submit=${(e: Event) => {
      e.preventDefault();
      void this.record(false);
    }}>
      <h3 class="group-title" id="step-title">${recording.title}</h3>
      <p class="hint as-is">${
        this.chosen.size > 0 ? recording.targets(targets.length) : recording.target(this.opened?.case?.name ?? "")
      }</p>
      <div class="step-fields">
        <label>${recording.action}
          <select data-testid="step-action" .value=${entry.action} @change=${(e: Event) => {
            // The focus stays: with the arrow keys every step on the way is a change.
            this.setAction(text(e), actions.find((a) => a.code === text(e))?.date_label ?? "");
          }}>
            <option value="">${recording.choose}</option>
            ${actions.map((a) => html`<option value=${a.code} ?selected=${a.code === entry.action}>${a.label}</option>`)}
          </select>
        </label>
        ${
          action?.date_label
            ? html`<label>${action.date_label}<input type="date" data-testid="step-on" .value=${entry.on}
              @change=${(e: Event) => this.edit({ on: text(e) })} /></label>`
            : nothing
        }
        ${
          entry.action === "exclude"
            ? html`<label>${recording.reason}<input type="text" list="exclusion-reasons" data-testid="step-reason" .value=${entry.reason}
              @input=${(e: Event) => this.edit({ reason: text(e) })} /></label>
              <datalist id="exclusion-reasons">${exclusion_reasons.map((r) => html`<option value=${r}></option>`)}</datalist>`
            : nothing
        }
        <label class="grow">${recording.note}<textarea rows="2" data-testid="step-note" .value=${entry.note}
          @input=${(e: Event) => this.edit({ note: text(e) })}></textarea></label>
        <label>${recording.who}<input type="text" data-testid="step-who" autocomplete="off" .value=${this.app.state.who}
          @input=${(e: Event) => this.app.set({ who: text(e) })} /></label>
        <button type="submit" class="button button-solid" data-testid="step-record" ?disabled=${!entry.action || targets.length === 0}>
          ${targets.length > 1 ? recording.recordMany(targets.length) : recording.record}
        </button>
      </div>
      ${refusalsView(
        this.refused,
        this.partly,
        targets.length > 1 ? targets.length - this.refused.length : 0,
        () => void this.record(true),
      )}
    </form>`;
  }

  private readonly recounted = (said: string): void => {
    this.app.set({ message: null });
    void this.refresh().then(() => this.app.set({ exported: said }));
  };

  private deadlines(overview: BookOverview): TemplateResult {
    return deadlinesView(this.app, overview, {
      set: (deadlines) => {
        this.app.set({ message: null });
        void this.ask({ do: "settings", deadlines }).then(() => this.refresh());
      },
      recounted: this.recounted,
      refuse: (text) => this.app.showProblem({ code: "period", text }),
      show: (due_from, due_by) => {
        this.look("list");
        this.narrow({ due_from, due_by });
      },
    });
  }

  private tabs(): TemplateResult | typeof nothing {
    if (this.shown !== "list" && this.shown !== "deadlines") return nothing;
    return html`<nav class="tabs" aria-label=${t.tabs.label}>
      ${(["list", "deadlines"] as const).map(
        (p) =>
          html`<button type="button" class="tab" data-testid="tab-${p}" aria-current=${this.shown === p ? "page" : nothing}
            @click=${() => this.look(p)}>${t.tabs[p]}</button>`,
      )}
    </nav>`;
  }

  private panel(overview: BookOverview): TemplateResult | typeof nothing {
    const { app } = this;
    switch (this.shown) {
      case "list":
        return nothing;
      case "deadlines":
        return this.deadlines(overview);
      case "outputs":
        return outputsView(app, overview, () => {
          this.tabling = true;
          app.set({ exported: "" });
          this.requestUpdate();
        });
      case "record":
        return html`<totsugo-record .app=${app} @record-erased=${this.begin}></totsugo-record>`;
    }
  }

  /** What stands in place of everything until it is done with. */
  private errand(): TemplateResult | null {
    const { app, overview } = this;
    if (this.writing)
      return html`<totsugo-letters .app=${app} .cases=${this.writing} .csv=${app.state.csvEncoding} @letters-close=${this.closeLetters}
        @letters-recorded=${this.lettersSent}></totsugo-letters>`;
    if (this.merging)
      return html`<totsugo-merge .app=${app} .pending=${this.merging} .who=${app.state.who} @merge-done=${this.mergeDone}
        @merge-close=${this.closeMerge}></totsugo-merge>`;
    if (this.tabling && overview)
      return html`<totsugo-import-table .app=${app} .overview=${overview} .csv=${app.state.csvEncoding}
        @import-close=${this.closeTable}></totsugo-import-table>`;
    return null;
  }

  protected override render(): TemplateResult {
    const { overview, app, shown } = this;
    const errand = this.errand();
    return html`<div class="view casework" data-testid="casework" aria-busy=${this.asking ? "true" : "false"}
      data-json=${overview ? JSON.stringify(overview) : nothing}>
      <div class="summary-head">
        <div>
          <h2 class="view-title" tabindex="-1">${t.titles[shown]}</h2>
          <p class="hint">${overview ? t.about(overview.cases, overview.runs.length, overview.unsaved) : ""}</p>
        </div>
        ${
          errand
            ? nothing
            : fileBar(app, { saved: () => void this.refresh(), opened: () => app.workOpened(), merge: (file) => void this.merge(file) })
        }
      </div>
      ${errand ? nothing : this.tabs()}
      <p class="exported" role="status" data-testid="casework-said">${app.state.exported}</p>
      ${app.state.looking ? html`<p class="hint" role="status" data-testid="looking">${t.looking}</p>` : nothing}
      ${errand ?? (overview ? this.panel(overview) : nothing)}
      <div ?hidden=${errand !== null || shown !== "list"}>${this.list()} ${this.past()}</div>
    </div>`;
  }

  /** Which files have been merged, when and by whom. */
  private past(): TemplateResult | typeof nothing {
    const merges = this.overview?.merges ?? [];
    if (merges.length === 0) return nothing;
    return html`<details class="merges-past" data-testid="merges">
      <summary>${t.merge.past(merges.length)}</summary>
      <ul>${merges.map(
        (m) => html`<li class="wrap as-is">${m.file} <span
          class="small">${history.entered(m.at.slice(0, 16).replace("T", " "), m.who)}</span></li>`,
      )}</ul>
    </details>`;
  }

  private list(): TemplateResult {
    const { overview } = this;
    return html`<div class="case-tools">
        <button type="button" class="button button-outline button-small" data-testid="undo" ?disabled=${!overview?.undo}
          @click=${() => void this.takeBack("undo")}>
          ${overview?.undo ? t.undoOf(overview.undo.label, overview.undo.cases) : t.undo}
        </button>
        <button type="button" class="button button-outline button-small" data-testid="redo" ?disabled=${!overview?.redo}
          @click=${() => void this.takeBack("redo")}>
          ${overview?.redo ? t.redoOf(overview.redo.label, overview.redo.cases) : t.redo}
        </button>
        <button type="button" class="button button-outline button-small" data-testid="letters" title=${lettersText.openHint}
          ?disabled=${this.targets.length === 0} @click=${() => {
            this.writing = this.targets;
            this.requestUpdate();
          }}>${lettersText.open}</button>
        <label class="grow">
          <span class="visually-hidden">${peopleText.search}</span>
          <input type="search" data-testid="case-search" placeholder=${peopleText.search} @input=${(e: Event) => {
            const text = (e.currentTarget as HTMLInputElement).value.trim();
            clearTimeout(this.searchTimer);
            this.searchTimer = window.setTimeout(() => this.narrow({ text }), SEARCH_DELAY_MS);
          }} />
        </label>
      </div>
      ${this.chips()}
      ${this.targets.length > 0 ? this.form() : nothing}
      <div class="case-split ${this.opened ? "has-open" : ""}">
        <div>${this.table()}</div>
        ${this.opened ? caseView(this.opened, this.app.today(), { close: this.close, choose: (s) => this.choose(s) }) : nothing}
      </div>`;
  }
}

/** Where the holidays of the deadline's year are not certain. */
function unsure({ due_certainty }: Place): TemplateResult | typeof nothing {
  if (due_certainty === null || due_certainty === "official") return nothing;
  return html`<span class="small due-mark">${t.holidays.marks[due_certainty]}</span>`;
}

customElements.define("totsugo-casework", Casework);
