// Step 3, lower half: the list of people and, beside it, the evidence for one of them. The rows stay in the worker; the
// page holds the few pages around the window.

import { LitElement, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { Evidence, Row } from "../../../wasm/driver.ts";
import { evidenceView } from "../evidence/evidence.ts";
import type { ResultState } from "../casework/commands.ts";
import type { App } from "../shared/state.ts";
import { jaDate, strings } from "../strings.ts";
import { RowWindow } from "./window.ts";

const t = strings.worklist;
const PAGE = 50;
const KEPT_PAGES = 24;
const SEARCH_DELAY_MS = 150;
const FOLLOW_DELAY_MS = 60;
const ROW_REM = 4;

/** Columns in order; `sort` is the order its header asks for. */
const COLUMNS: { key: string; label: string; sort: string | null }[] = [
  { key: "bucket", label: t.columns.bucket, sort: "bucket" },
  { key: "grade", label: t.columns.grade, sort: "grade" },
  { key: "name", label: t.columns.name, sort: "kana" },
  { key: "birth", label: t.columns.birth, sort: "birth" },
  { key: "number", label: t.columns.number, sort: "number" },
  { key: "loss", label: t.columns.loss, sort: "loss_date" },
  { key: "address", label: t.columns.address, sort: null },
  { key: "reason", label: t.columns.reason, sort: null },
  { key: "line", label: t.columns.line, sort: "line" },
];

export class Worklist extends LitElement {
  static override properties = {
    app: { attribute: false },
    buckets: { attribute: false },
  };
  declare app: App;
  declare buckets: readonly string[];

  private text = "";
  private sort = "";
  private descending = false;
  private count = 0;
  private generation = 0;
  private readonly pages = new Map<number, Row[] | "asked">();
  /** Where the people shown stand as cases, by their number among the results. */
  private readonly states = new Map<number, ResultState>();
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
    // Back from another step: where people stand may be another now.
    this.pages.clear();
    this.states.clear();
    this.requestUpdate();
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

  private fail(e: unknown): void {
    this.app.showRefusal(e);
  }

  /** Asks for a new view of the results. The person whose evidence is open is let go of. */
  private async look(): Promise<void> {
    const generation = ++this.generation;
    try {
      const count = await this.app.client.view({
        buckets: [...this.buckets],
        text: this.text,
        sort: this.sort,
        descending: this.descending,
      });
      if (generation !== this.generation) return;
      this.count = count;
      this.pages.clear();
      this.active = 0;
      this.evidence = null;
      this.evidenceAt = -1;
      this.rows?.update(this.count, this.active, this.redraw);
      this.rows?.toTop();
      this.requestUpdate();
    } catch (e) {
      this.fail(e);
    }
  }

  private row(index: number): Row | null {
    const page = Math.floor(index / PAGE);
    const known = this.pages.get(page);
    if (known === undefined) void this.fetchPage(page);
    return Array.isArray(known) ? (known[index % PAGE] ?? null) : null;
  }

  private async fetchPage(page: number): Promise<Row[] | null> {
    const known = this.pages.get(page);
    if (Array.isArray(known)) return known;
    const { generation } = this;
    this.pages.set(page, "asked");
    try {
      const rows = await this.app.client.rows(page * PAGE, PAGE);
      await this.fetchStates(rows);
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

  /** Nothing to ask for before anybody has become a case. */
  private async fetchStates(rows: readonly Row[]): Promise<void> {
    if (!this.app.client.hasCases) return;
    const { states } = await this.app.client.casework<{ states: (ResultState | null)[] }>({ do: "states", results: rows.map((r) => r.case) });
    states.forEach((s, i) => {
      if (s) this.states.set(rows[i]!.case, s);
    });
  }

  /** Where somebody stands who is a case; before that, whether the person may become one without more. */
  private state(row: Row): TemplateResult | typeof nothing {
    const s = this.states.get(row.case);
    if (!s) return row.selectable ? html`<span class="chip chip-selectable chip-small">${strings.evidence.selectable}</span>` : nothing;
    const c = strings.casework;
    return html`<span class="cell-state"><span class="state state-${s.state}" data-testid="row-state">${s.label}</span>${s.on_hold ? html`<span class="state-mark">${c.onHold}</span>` : nothing}${s.returned ? html`<span class="state-mark">${c.returned}</span>` : nothing}</span>`;
  }

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
      const evidence = await this.app.client.evidence(row.case);
      if (generation !== this.generation || index !== this.active) return;
      this.evidence = evidence;
      this.evidenceAt = index;
      this.requestUpdate();
      await this.updateComplete;
      const body = this.querySelector<HTMLElement>(".evidence-body");
      if (body) body.scrollTop = 0;
      this.rows?.reveal(index);
      const split = this.querySelector<HTMLElement>(".split");
      const box = split?.getBoundingClientRect();
      if (box && (box.top < 0 || box.bottom > window.innerHeight)) split!.scrollIntoView({ block: box.height > window.innerHeight ? "start" : "center" });
      if (focus) this.querySelector<HTMLElement>("#evidence-title")?.focus({ preventScroll: true });
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
    this.active = Math.max(0, Math.min(this.count - 1, this.evidenceAt + by));
    this.rows?.update(this.count, this.active, this.redraw);
    this.rows?.reveal(this.active);
    void this.open(this.active, false);
  }

  private readonly keys = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.altKey || e.metaKey || !this.rows) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.select(this.active + 1),
      ArrowUp: () => this.select(this.active - 1),
      PageDown: () => this.select(this.active + this.rows!.pageRows),
      PageUp: () => this.select(this.active - this.rows!.pageRows),
      Home: () => this.select(0),
      End: () => this.select(this.count - 1),
      Enter: () => void this.open(this.active, true),
    };
    const move = moves[e.key];
    if (!move) return;
    e.preventDefault();
    move();
  };

  private readonly escape = (e: KeyboardEvent) => {
    if (e.key !== "Escape" || !this.evidence) return;
    e.preventDefault();
    this.close();
  };

  private readonly search = (e: Event) => {
    this.text = (e.currentTarget as HTMLInputElement).value.trim();
    clearTimeout(this.searchTimer);
    this.searchTimer = window.setTimeout(() => void this.look(), SEARCH_DELAY_MS);
  };

  private order(sort: string): void {
    if (this.sort === sort) this.descending = !this.descending;
    else {
      this.sort = sort;
      this.descending = false;
    }
    this.requestUpdate();
    void this.look();
  }

  private cell(row: Row, key: string): TemplateResult | string {
    switch (key) {
      case "bucket":
        return html`<span class="cell-main">${row.label}</span>${this.state(row)}`;
      case "grade":
        return row.grade ?? t.none;
      case "name":
        return html`<span class="kana as-is" title=${row.kana}>${row.kana}</span><span class="cell-main as-is" title=${row.name}>${row.name}</span>`;
      case "birth":
        return html`<span class="cell-main">${row.birth}</span><span class="small">${row.sex}</span>`;
      case "number":
        return row.number;
      case "loss":
        return row.loss_date === null ? t.none : jaDate(row.loss_date);
      case "address":
        return html`<span class="clamp as-is" title=${row.address}>${row.address}</span>`;
      case "reason":
        return html`<span class="clamp" title=${row.reason}>${row.reason}</span>`;
      default: {
        const lines = this.app.constants.kinds.filter((k) => row.lines[k.code] !== null);
        return html`${lines.map((k) => html`<span class="small">${t.lines[k.code]} ${row.lines[k.code]}</span>`)}`;
      }
    }
  }

  private gridRow(index: number, top: number): TemplateResult {
    const row = this.row(index);
    const active = index === this.active;
    const place = `transform:translateY(${top}px)`;
    if (!row) {
      return html`<div class="grid-row is-loading" role="row" id="row-${index}" aria-rowindex=${index + 2} .style=${place}>
        <div role="gridcell" class="hint">${t.loading}</div>
      </div>`;
    }
    return html`<div
      class="grid-row ${active ? "is-active" : ""} ${index % 2 ? "is-odd" : ""}"
      role="row"
      id="row-${index}"
      aria-rowindex=${index + 2}
      aria-selected=${active ? "true" : "false"}
      data-bucket=${row.bucket}
      data-case=${row.case}
      .style=${place}
      @click=${() => {
        this.active = index;
        this.rows?.update(this.count, index, this.redraw);
        this.requestUpdate();
        void this.open(index, false);
      }}
    >
      ${COLUMNS.map((c) => html`<div role="gridcell" class="cell col-${c.key}">${this.cell(row, c.key)}</div>`)}
    </div>`;
  }

  private header(): TemplateResult {
    return html`<div class="grid-head" role="row" aria-rowindex="1">
      ${COLUMNS.map((c) => {
        const sorted = c.sort !== null && c.sort === this.sort;
        return html`<div
          role="columnheader"
          class="cell col-${c.key}"
          aria-sort=${sorted ? (this.descending ? "descending" : "ascending") : c.sort ? "none" : nothing}
        >
          ${c.sort
            ? html`<button type="button" class="sort" data-testid="sort-${c.sort}" @click=${() => this.order(c.sort!)}>
                ${c.label}<span class="sort-mark" aria-hidden="true">${sorted ? (this.descending ? "▼" : "▲") : "↕"}</span>
              </button>`
            : c.label}
        </div>`;
      })}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { app, evidence } = this;
    const all = app.state.summary?.results ?? 0;
    const labels = app.constants.buckets.filter((b) => this.buckets.includes(b.code)).map((b) => b.label);
    return html`<section class="worklist ${evidence ? "has-evidence" : ""}" aria-labelledby="worklist-title" @keydown=${this.escape}>
      <h2 class="section-title" id="worklist-title">${t.title}</h2>
      <div class="toolbar">
        <label class="field search">
          <span>${t.search}</span>
          <input type="search" data-testid="search" autocomplete="off" spellcheck="false" .value=${this.text} @input=${this.search} />
        </label>
        <label class="field">
          <span>${t.sort}</span>
          <select
            data-testid="sort"
            .value=${this.sort}
            @change=${(e: Event) => {
              this.sort = (e.currentTarget as HTMLSelectElement).value;
              void this.look();
              this.requestUpdate();
            }}
          >
            ${app.constants.sorts.map((s) => html`<option value=${s.code} ?selected=${s.code === this.sort}>${t.sorts[s.code] ?? s.code}</option>`)}
          </select>
        </label>
        <label class="field">
          <span class="visually-hidden">${t.ascending}・${t.descending}</span>
          <select
            data-testid="direction"
            @change=${(e: Event) => {
              this.descending = (e.currentTarget as HTMLSelectElement).value === "down";
              void this.look();
              this.requestUpdate();
            }}
          >
            <option value="up" ?selected=${!this.descending}>${t.ascending}</option>
            <option value="down" ?selected=${this.descending}>${t.descending}</option>
          </select>
        </label>
      </div>
      <p class="worklist-state">
        <span role="status" data-testid="count" data-count=${this.count}>
          ${t.count(this.count, all)}${labels.length > 0 ? html`（${t.filtered(labels)}）` : nothing}
        </span>
        ${labels.length > 0
          ? html`<button type="button" class="button button-text" data-testid="clear-filter" @click=${() => app.set({ buckets: [] })}>${t.clear}</button>`
          : nothing}
        <span class="hint keys-hint" id="grid-keys">${t.keys}</span>
      </p>
      <div class="split">
        <div
          class="grid"
          role="grid"
          tabindex="0"
          data-testid="worklist"
          aria-labelledby="worklist-title"
          aria-describedby="grid-keys"
          aria-rowcount=${this.count + 1}
          aria-colcount=${COLUMNS.length}
          aria-activedescendant=${this.count > 0 ? `row-${this.active}` : nothing}
          @keydown=${this.keys}
        >
          ${this.header()}
          <div class="grid-body" role="rowgroup" .style=${`height:${this.rows?.height ?? 0}px`}>
            ${this.rows?.items().map(({ index, top }) => this.gridRow(index, top)) ?? nothing}
          </div>
          ${this.count === 0 ? html`<p class="grid-nothing">${t.nothing}</p>` : nothing}
        </div>
        ${evidence
          ? evidenceView(evidence, this.app.state.summary?.date ?? this.app.today(), {
              at: this.evidenceAt,
              all: this.count,
              previous: () => this.step(-1),
              next: () => this.step(1),
              close: this.close,
            })
          : nothing}
      </div>
    </section>`;
  }
}

customElements.define("totsugo-worklist", Worklist);
