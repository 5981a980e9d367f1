// The step 確認, lower half: the list of people and, beside it, the evidence for one of them; above both what is decided. The rows
// stay in the worker; the page holds the few pages around the window.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { Evidence, View } from "../../../wasm/driver.ts";
import { askOrTell } from "../app/ask.ts";
import { evidenceView } from "../person/evidence.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import type { App } from "../app/state.ts";
import { people as peopleText } from "../person/strings.ts";
import { worklist as t } from "./strings.ts";
import "./decide.ts";
import type { Decide, Decided, Target } from "./decide.ts";
import { NO_FILTERS, chosenOf, filterPanel, followsCases, queryOf, queues } from "./filters.ts";
import type { Filters } from "./filters.ts";
import { COLUMNS, gridHead, gridRow, orderFields } from "./grid.ts";
import type { Found, Order } from "./grid.ts";
import { wishOf } from "./keys.ts";
import { stateLines } from "./state-lines.ts";
import { MOST_VIEWS, viewsIn, viewsPanel } from "./views.ts";
import type { SavedView } from "./views.ts";
import { RowWindow } from "./window.ts";

const PAGE = 50;
const KEPT_PAGES = 24;
const SEARCH_DELAY_MS = 150;
const FOLLOW_DELAY_MS = 60;
const ROW_REM = 4;
/** As many as the core takes a step for at once; and the rows of one answer. */
const MOST_MARKS = 5000;
const AT_ONCE = 1000;

export class Worklist extends LitElement {
  static override properties = {
    app: { attribute: false },
    buckets: { attribute: false },
  };
  declare app: App;
  declare buckets: readonly string[];

  /** What is in the search field, and what of it is looked for. */
  private typed = "";
  private text = "";
  private sort = "";
  private descending = false;
  /** All but the buckets, which the cards choose. */
  private filters: Filters = NO_FILTERS;
  private relaxations: View["relaxations"] = [];
  private views: readonly SavedView[] = [];
  private viewName = "";
  private count = 0;
  private generation = 0;
  /** A new view has been asked for; the one before still stands. */
  private looking = false;
  private readonly pages = new Map<number, Found[] | "asked">();
  /** A decision may have brought somebody out of what is asked for; the list stays until it is asked for anew. */
  private stale = false;
  /** Whoever is marked, by result: steps are for all of them. */
  private readonly marks = new Map<number, Target>();
  private targets: readonly Target[] = [];
  private active = 0;
  private evidence: Evidence | null = null;
  private evidenceAt = -1;
  private rows: RowWindow | null = null;
  private searchTimer = 0;
  private followTimer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sort ||= this.app.constants.sorts[0]?.code ?? "bucket";
    // Back from another step: where people stand may be another now, and another list has been asked for meanwhile.
    if (this.hasUpdated) void this.look(this.at?.finding, this.evidence ? "open" : "closed");
    void this.readViews();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rows?.close();
    this.rows = null;
    clearTimeout(this.searchTimer);
    clearTimeout(this.followTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("buckets")) void this.look();
    this.targets = this.whom();
  }

  protected override updated(): void {
    if (this.rows || !this.isConnected) return;
    const scroller = this.querySelector<HTMLElement>("[role=grid]")!;
    const head = this.querySelector<HTMLElement>(".grid-head")!;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    this.rows = new RowWindow(scroller, Math.round(ROW_REM * rem), () => head.offsetHeight, this.redraw);
    this.rows.update(this.count, this.active, this.redraw);
    this.requestUpdate();
    void this.updateComplete.then(() => this.rows?.reveal(this.active));
  }

  private readonly redraw = () => this.requestUpdate();

  private async fetch(start: number, count: number): Promise<Found[]> {
    return (await this.app.client.rows(start, count)) as Found[]; // of the run at hand, so each has its finding
  }

  private fail(e: unknown): void {
    this.app.showRefusal(e);
  }

  private get asked(): Filters {
    return { ...this.filters, buckets: this.app.state.buckets };
  }

  /**
   * Requests a new view together with its first page of rows. The list stands where it holds the finding, else at its top; evidence
   * stays open there, or is opened with the focus ("chosen": the rules were asked again, and people may stand elsewhere).
   */
  private async look(finding?: number, evidence: "closed" | "open" | "chosen" = "closed"): Promise<void> {
    const generation = ++this.generation;
    this.looking = true;
    this.requestUpdate();
    try {
      const { client } = this.app;
      const [view, first] = await Promise.all([
        client.view({
          ...queryOf(this.asked, this.text, this.sort, this.descending),
          ...(finding === undefined ? {} : { finding }),
        }),
        this.fetch(0, PAGE),
      ]);
      if (generation !== this.generation) return;
      this.count = view.count;
      this.relaxations = view.relaxations;
      this.pages.clear();
      this.pages.set(0, first);
      this.active = view.position ?? 0;
      this.evidence = null;
      this.evidenceAt = -1;
      this.stale = false;
      this.rows?.update(this.count, this.active, this.redraw);
      if (view.position === null) this.rows?.toTop();
      else {
        this.rows?.reveal(this.active);
        if (evidence !== "closed") void this.open(this.active, evidence === "chosen");
      }
    } catch (e) {
      this.pages.clear(); // what had been asked of the view before is not answered any more
      this.fail(e);
    }
    if (generation !== this.generation) return;
    this.looking = false;
    this.requestUpdate();
  }

  private narrow(next: Filters): void {
    const { buckets, ...rest } = next;
    this.filters = { ...rest, buckets: [] };
    // A change of the buckets comes back as a property, and the list is asked for then.
    if (buckets !== this.app.state.buckets) this.app.set({ buckets: [...buckets] });
    else void this.look();
    this.requestUpdate();
  }

  private async readViews(): Promise<void> {
    if (!this.app.client.hasCases) return;
    const overview = await askOrTell<BookOverview>(this.app, { do: "overview" });
    if (!overview) return;
    this.views = viewsIn(overview.views, this.app.constants);
    this.requestUpdate();
  }

  private async keepViews(views: readonly SavedView[], said: string): Promise<void> {
    const overview = await askOrTell<BookOverview>(this.app, { do: "settings", views: { views } });
    if (!overview) return;
    this.views = views;
    this.viewName = "";
    this.app.set({ unsaved: overview.unsaved, book: overview });
    this.decide?.say(said);
    this.requestUpdate();
  }

  private useView(view: SavedView): void {
    this.typed = "";
    this.text = "";
    this.sort = view.sort;
    this.descending = view.descending;
    this.narrow({ ...view.filters, buckets: [...view.filters.buckets] });
    this.decide?.say(t.views.used(view.name));
  }

  private saveView(name: string): void {
    const flow = this.app.state.summary!.flow;
    const others = this.views.filter((v) => v.flow !== flow || v.name !== name);
    if (others.length >= MOST_VIEWS) {
      this.decide?.say(t.views.tooMany(MOST_VIEWS));
      return;
    }
    void this.keepViews(
      [...others, { name, flow, filters: this.asked, sort: this.sort, descending: this.descending }],
      t.views.saved(name),
    );
  }

  private get decide(): Decide | null {
    return this.querySelector<Decide>("totsugo-decide");
  }

  /** Whom a step would be recorded for: whoever is marked, else where the list stands. */
  private whom(): readonly Target[] {
    if (this.marks.size > 0) return [...this.marks.values()];
    if (this.count === 0) return [];
    return this.at ? [targetOf(this.at)] : [];
  }

  /** Where the list stands. */
  private get at(): Found | undefined {
    const known = this.pages.get(Math.floor(this.active / PAGE));
    return Array.isArray(known) ? known[this.active % PAGE] : undefined;
  }

  private row(index: number): Found | null {
    const page = Math.floor(index / PAGE);
    const known = this.pages.get(page);
    if (known === undefined) void this.fetchPage(page);
    return Array.isArray(known) ? (known[index % PAGE] ?? null) : null;
  }

  private async fetchPage(page: number): Promise<Found[] | null> {
    const known = this.pages.get(page);
    if (Array.isArray(known)) return known;
    const { generation } = this;
    this.pages.set(page, "asked");
    try {
      const rows = await this.fetch(page * PAGE, PAGE);
      if (generation !== this.generation) return null;
      this.pages.set(page, rows);
      // The pages farthest from here are dropped first.
      if (this.pages.size > KEPT_PAGES) {
        const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
        for (const p of far.slice(0, this.pages.size - KEPT_PAGES)) this.pages.delete(p);
      }
      this.requestUpdate();
      return rows;
    } catch (e) {
      this.pages.delete(page);
      this.fail(e);
      return null;
    }
  }

  /** Where everybody stands whose row is here, after a step or elsewhere's steps. */
  private async restate(): Promise<void> {
    const { generation } = this;
    try {
      for (const [page, known] of [...this.pages]) {
        if (known === "asked") continue;
        const rows = await this.fetch(page * PAGE, PAGE);
        if (generation !== this.generation) return;
        this.pages.set(page, rows);
      }
    } catch (e) {
      this.fail(e);
    }
    this.requestUpdate();
  }

  private readonly decided = (e: CustomEvent<Decided>): void => {
    const { findings, taken, judged } = e.detail;
    const many = this.marks.size > 0;
    if (judged) {
      this.marks.clear();
      void this.look(findings[0], "chosen");
      return;
    }
    for (const r of findings) this.marks.delete(r);
    this.stale = this.stale || followsCases(this.filters);
    void this.restate();
    if (!taken) return;
    if (many) this.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
    else this.goOn();
  };

  /** To the next person, with the focus: in the evidence where that is open, else in the list. */
  private goOn(): void {
    const grid = this.querySelector<HTMLElement>("[role=grid]")!;
    const inGrid = document.activeElement === grid;
    if (this.evidence && !inGrid) {
      this.active = Math.min(this.count - 1, this.evidenceAt + 1);
      this.rows?.update(this.count, this.active, this.redraw);
      void this.open(this.active, true);
      return;
    }
    grid.focus({ preventScroll: true });
    this.select(this.active + 1);
  }

  private mark(row: Found, on: boolean): void {
    if (!on) this.marks.delete(row.finding);
    else if (this.marks.size < MOST_MARKS) this.marks.set(row.finding, targetOf(row));
    else this.decide?.say(t.marks.tooMany(MOST_MARKS));
    this.requestUpdate();
  }

  private async markActive(): Promise<void> {
    const page = await this.fetchPage(Math.floor(this.active / PAGE));
    const row = page?.[this.active % PAGE];
    if (row) this.mark(row, !this.marks.has(row.finding));
  }

  /** With the row it starts from and the row it comes to. */
  private async extend(by: number): Promise<void> {
    const ends = [this.active, this.active + by].filter((i) => i >= 0 && i < this.count);
    for (const index of ends) {
      const row = (await this.fetchPage(Math.floor(index / PAGE)))?.[index % PAGE];
      if (row) this.mark(row, true);
    }
    this.select(this.active + by);
  }

  /** Everybody of the list as it is filtered. */
  private async markAll(): Promise<void> {
    if (this.count > MOST_MARKS) return this.decide?.say(t.marks.tooMany(MOST_MARKS));
    const { generation } = this;
    try {
      for (let at = 0; at < this.count; at += AT_ONCE) {
        const rows = await this.fetch(at, AT_ONCE);
        if (generation !== this.generation) return;
        for (const row of rows) this.marks.set(row.finding, targetOf(row));
      }
    } catch (e) {
      this.fail(e);
    }
    this.requestUpdate();
  }

  private readonly unmark = (): void => {
    this.marks.clear();
    this.requestUpdate();
    this.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
  };

  private select(index: number): void {
    if (this.count === 0) return;
    this.active = Math.max(0, Math.min(this.count - 1, index));
    this.rows?.update(this.count, this.active, this.redraw);
    this.rows?.reveal(this.active);
    this.requestUpdate();
    if (this.evidence) {
      clearTimeout(this.followTimer);
      this.followTimer = window.setTimeout(() => void this.open(this.active, false), FOLLOW_DELAY_MS);
    }
  }

  private async open(index: number, focus: boolean): Promise<void> {
    const { generation } = this;
    const page = await this.fetchPage(Math.floor(index / PAGE));
    const row = page?.[index % PAGE] ?? this.row(index);
    if (!row || generation !== this.generation) return;
    try {
      const evidence = await this.app.client.evidence(row.finding);
      if (generation !== this.generation || index !== this.active) return;
      const inside = this.querySelector(".evidence")?.contains(document.activeElement);
      this.evidence = evidence;
      this.evidenceAt = index;
      this.requestUpdate();
      await this.updateComplete;
      const body = this.querySelector<HTMLElement>(".evidence-body");
      if (body) body.scrollTop = 0;
      this.rows?.reveal(index);
      const desk = this.querySelector<HTMLElement>(".desk");
      const box = desk?.getBoundingClientRect();
      if (box && (box.top < 0 || box.bottom > window.innerHeight))
        desk!.scrollIntoView({ block: box.height > window.innerHeight ? "start" : "center" });
      // What had the focus may be the last person's.
      const lost = inside && !this.querySelector(".evidence")?.contains(document.activeElement);
      if (focus || lost) this.querySelector<HTMLElement>("#evidence-title")?.focus({ preventScroll: true });
    } catch (e) {
      this.fail(e);
    }
  }

  private readonly close = () => {
    this.evidence = null;
    this.evidenceAt = -1;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>("[role=grid]")?.focus();
      this.rows?.reveal(this.active);
    });
  };

  private step(by: number): void {
    if (!this.evidence) {
      this.select(this.active + by);
      return;
    }
    this.active = Math.max(0, Math.min(this.count - 1, this.evidenceAt + by));
    this.rows?.update(this.count, this.active, this.redraw);
    this.rows?.reveal(this.active);
    void this.open(this.active, false);
  }

  private readonly keys = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.altKey || e.metaKey || !this.rows) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => (e.shiftKey ? void this.extend(1) : this.select(this.active + 1)),
      ArrowUp: () => (e.shiftKey ? void this.extend(-1) : this.select(this.active - 1)),
      PageDown: () => this.select(this.active + this.rows!.pageRows),
      PageUp: () => this.select(this.active - this.rows!.pageRows),
      Home: () => this.select(0),
      End: () => this.select(this.count - 1),
      Enter: () => void this.open(this.active, true),
      " ": () => void this.markActive(),
    };
    const move = moves[e.key];
    if (!move) return;
    e.preventDefault();
    move();
  };

  /** Anywhere in the list, the evidence and the bar above them; what is typed into a field is left alone. */
  private readonly deskKeys = (e: KeyboardEvent) => {
    if (e.key === "Escape" && !e.isComposing) {
      if (this.decide?.leave()) e.preventDefault();
      else if (this.evidence) {
        e.preventDefault();
        this.close();
      }
      return;
    }
    const wish = wishOf(e);
    if (!wish || this.count === 0) return;
    e.preventDefault();
    if (wish === "next" || wish === "previous") this.step(wish === "next" ? 1 : -1);
    else if (wish === "undo" || wish === "redo") void this.decide?.takeBack(wish);
    else void this.decide?.press(wish.step);
  };

  private readonly search = (e: InputEvent | CompositionEvent) => {
    this.typed = (e.currentTarget as HTMLInputElement).value;
    // While kana are being typed with Roman letters, the last letter is no character yet.
    const text = ("isComposing" in e && e.isComposing ? this.typed.replace(/[a-zａ-ｚ]+$/iu, "") : this.typed).trim();
    if (text === this.text) return;
    this.text = text;
    clearTimeout(this.searchTimer);
    this.searchTimer = window.setTimeout(() => void this.look(), SEARCH_DELAY_MS);
  };

  private readonly reorder = ({ sort, descending }: Order): void => {
    this.sort = sort;
    this.descending = descending;
    this.requestUpdate();
    void this.look();
  };

  private gridRow(index: number, top: number): TemplateResult {
    const row = this.row(index);
    const active = index === this.active;
    const marked = row !== null && this.marks.has(row.finding);
    const selected = marked || (active && this.marks.size === 0);
    const open = () => {
      this.active = index;
      this.rows?.update(this.count, index, this.redraw);
      this.requestUpdate();
      void this.open(index, false);
    };
    const mark = (whom: Found, on: boolean) => {
      this.mark(whom, on);
      this.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
    };
    return gridRow({ row, index, top, active, marked, selected }, { open, mark }, this.app.constants);
  }

  private tools(): TemplateResult {
    const { app, views } = this;
    const flow = app.state.summary?.flow ?? "P";
    return html`<div class="toolbar">
        <label class="field search">
          <span>${peopleText.search}</span>
          <input type="search" data-testid="search" autocomplete="off" spellcheck="false" aria-describedby="search-hint"
            .value=${this.typed} @input=${this.search} @compositionend=${this.search} />
        </label>
        ${orderFields({ sort: this.sort, descending: this.descending }, app.constants, this.reorder)}
      </div>
      <p class="hint" id="search-hint">${t.searchHint}</p>
      ${queues(this.asked, app.constants, app.state.summary?.review_kinds ?? {}, (turn) => this.narrow(turn(this.asked)))}
      <details class="narrowing"><summary data-testid="filter-open">${t.filters.title}</summary>${filterPanel(
        this.asked,
        app.constants,
        this.relaxations,
        (turn) => this.narrow(turn(this.asked)),
      )}</details>
      <details class="narrowing"><summary data-testid="view-open">${t.views.title}</summary>${viewsPanel(
        flow,
        app.constants,
        views,
        {
          name: this.viewName,
          type: (name) => {
            this.viewName = name;
            this.requestUpdate();
          },
        },
        {
          use: (v) => this.useView(v),
          save: (name) => this.saveView(name),
          rename: (v, name) =>
            void this.keepViews(
              views.filter((x) => x === v || x.flow !== v.flow || x.name !== name).map((x) => (x === v ? { ...x, name } : x)),
              t.views.renamed(v.name, name),
            ),
          remove: (v) =>
            void this.keepViews(
              views.filter((x) => x !== v),
              t.views.removed(v.name),
            ),
        },
      )}</details>`;
  }

  protected override render(): TemplateResult {
    const { app, evidence } = this;
    return html`<section class="worklist ${evidence ? "has-evidence" : ""}" aria-labelledby="worklist-title">
      <h2 class="section-title" id="worklist-title">${t.title}</h2>
      ${this.tools()}
      ${stateLines(
        {
          count: this.count,
          all: app.state.summary?.results ?? 0,
          chosen: chosenOf(this.asked, app.constants, this.relaxations),
          stale: this.stale,
          marked: this.marks.size,
        },
        {
          narrow: (turn) => this.narrow(turn(this.asked)),
          clear: () => this.narrow({ ...NO_FILTERS, buckets: [] }),
          lookAgain: () => void this.look(),
          unmark: this.unmark,
          markAll: () => void this.markAll(),
        },
      )}
      <div class="desk" @keydown=${this.deskKeys}>
        <totsugo-decide .app=${app} .targets=${this.targets} .marked=${this.marks.size > 0} .who=${app.state.who}
          @decided=${this.decided}></totsugo-decide>
        <div class="split">
          <div
            class="grid"
            role="grid"
            tabindex="0"
            data-testid="worklist"
            aria-busy=${this.looking ? "true" : "false"}
            aria-labelledby="worklist-title"
            aria-describedby="grid-keys"
            aria-multiselectable="true"
            aria-rowcount=${this.count + 1}
            aria-colcount=${COLUMNS.length + 1}
            aria-activedescendant=${this.count > 0 ? `row-${this.active}` : nothing}
            @keydown=${this.keys}
          >
            ${gridHead({ sort: this.sort, descending: this.descending }, (sort) =>
              this.reorder({ sort, descending: sort === this.sort && !this.descending }),
            )}
            <div class="grid-body" role="rowgroup" .style=${`height:${this.rows?.height ?? 0}px`}>
              ${this.rows?.items().map(({ index, top }) => this.gridRow(index, top)) ?? nothing}
            </div>
            ${
              this.count === 0
                ? html`<p class="grid-nothing" data-testid="nothing">${this.text ? t.nothingFound(this.text) : t.nothing}</p>`
                : nothing
            }
          </div>
          ${
            evidence
              ? evidenceView(evidence, this.app.state.summary?.date ?? this.app.today(), {
                  at: this.evidenceAt,
                  all: this.count,
                  previous: () => this.step(-1),
                  next: () => this.step(1),
                  close: this.close,
                  choose: (candidate) => void this.decide?.choose(evidence, candidate),
                })
              : nothing
          }
        </div>
      </div>
    </section>`;
  }
}

function targetOf(row: Found): Target {
  return { finding: row.finding, name: row.name || row.kana, bucket: row.bucket, review: row.review_kind };
}

customElements.define("totsugo-worklist", Worklist);
