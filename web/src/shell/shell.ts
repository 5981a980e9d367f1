// The page as a whole: holds the state, shows the view of the phase, and moves the focus with it.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Kind, Problem } from "../../../wasm/driver.ts";
import constants from "totsugo:constants";
import { filesView } from "../files/files.ts";
import { progressView } from "../progress/progress.ts";
import { selfCheck, selfCheckView } from "../selfcheck/selfcheck.ts";
import { okIcon } from "../shared/icons.ts";
import { messageView } from "../shared/message.ts";
import { labelOf } from "../shared/state.ts";
import type { App, State } from "../shared/state.ts";
import { bytes, strings } from "../strings.ts";
import { importsView } from "../summary/imports.ts";
import { summaryView } from "../summary/summary.ts";
import { today } from "../../../wasm/driver.ts";
import { Client, Refused } from "../worker/client.ts";
import type { RunFile } from "../worker/protocol.ts";
import "../worklist/worklist.ts";

/** The wasm stands after the script in the document, so that the page is drawn before it has been read. */
function packedWasm(): Promise<string> {
  return new Promise((resolve) => {
    const give = () => resolve(document.getElementById("wasm")?.textContent ?? "");
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", give, { once: true });
    else give();
  });
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export class Shell extends LitElement implements App {
  readonly constants = constants;
  readonly client = new Client(packedWasm);
  state: State = {
    phase: "files",
    flow: null,
    date: today(),
    confirmGap: false,
    roster: null,
    pension: null,
    overlaps: [],
    doubts: new Map(),
    books: new Map(),
    faults: new Set(),
    message: null,
    check: null,
    engine: "starting",
    progress: null,
    cancelling: false,
    summary: null,
    imports: [],
    buckets: [],
    exporting: false,
    exported: "",
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A file dropped beside the boxes would make the browser leave the page for it.
    document.addEventListener("dragover", (e) => {
      e.preventDefault();
      if (e.dataTransfer) e.dataTransfer.dropEffect = "none";
    });
    document.addEventListener("drop", (e) => {
      e.preventDefault();
      if (this.state.phase === "files") this.notice([strings.files.dropOutside]);
    });
  }

  protected override firstUpdated(): void {
    // After the first paint.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const check = selfCheck();
        this.set({ check });
        if (check.missing.length === 0) this.startEngine();
        else this.set({ engine: "failed" });
      }),
    );
  }

  private startEngine(): void {
    this.client.start().then(
      () => this.set({ engine: "ready" }),
      (e: unknown) => {
        this.set({ engine: "failed" });
        this.showProblem(e instanceof Refused ? e.problem : { code: "start", text: strings.errors.start("") });
      },
    );
  }

  set(change: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    // What was found missing is no fault any more once it is given.
    for (const field of ["flow", "date"] as const) {
      if (change[field] && before.faults.has(field)) {
        this.state.faults = new Set([...this.state.faults].filter((f) => f !== field));
      }
    }
    this.requestUpdate();
    if (change.phase && change.phase !== before.phase) {
      void this.updateComplete.then(() => {
        window.scrollTo(0, 0);
        this.querySelector<HTMLElement>(".view-title")?.focus({ preventScroll: true });
      });
    }
  }

  private notice(lines: string[]): void {
    this.set({ message: { kind: "notice", title: strings.errors.notice, lines } });
  }

  showProblem(problem: Problem): void {
    this.complain(strings.errors.title, [problem.text]);
  }

  private complain(title: string, lines: string[]): void {
    this.set({ message: { kind: "error", title, lines } });
    void this.updateComplete.then(() => {
      const box = this.querySelector<HTMLElement>("[data-testid=message]");
      box?.focus({ preventScroll: true });
      box?.scrollIntoView({ block: "nearest" });
    });
  }

  choose(kind: Kind, files: readonly File[]): void {
    const t = strings.files;
    const said: string[] = [];
    const most = kind === "roster" ? this.constants.max_file_bytes : this.constants.max_list_bytes;
    const fit = files.filter((f) => {
      if (f.size <= most) return true;
      said.push(t.tooLarge(f.name, bytes(most)));
      return false;
    });
    const faults = new Set(this.state.faults);
    faults.delete(kind);
    const change: Partial<State> = { faults, message: null };
    if (kind === "overlap") {
      const overlaps = [...this.state.overlaps];
      for (const file of fit) {
        const known = overlaps.some(
          (o) => o.file.name === file.name && o.file.size === file.size && o.file.lastModified === file.lastModified,
        );
        if (known) said.push(t.duplicate(file.name));
        else overlaps.push({ file, runDate: "", asked: false });
      }
      change.overlaps = overlaps;
    } else {
      if (fit.length > 1) said.push(t.oneOnly(labelOf(this.constants, kind)));
      if (fit[0]) change[kind] = fit[0];
    }
    this.set(change);
    if (said.length > 0) this.notice(said);
    for (const file of fit) void this.inspect(kind, file);
  }

  /** A wrong file is told at once, not after a long run. The run itself decides. */
  private async inspect(kind: Kind, file: File): Promise<void> {
    try {
      let sheet = this.state.books.get(file)?.chosen ?? null;
      if (sheet === null) {
        const found = await this.client.sheets(file);
        if (!found.ok) {
          this.set({ doubts: new Map(this.state.doubts).set(file, found.error.text) });
          return;
        }
        const full = found.sheets?.filter((s) => !s.empty) ?? [];
        sheet = found.only;
        if (full.length > 0) this.set({ books: new Map(this.state.books).set(file, { sheets: full, chosen: sheet }) });
        if (full.length > 1 && sheet === null) return;
      }
      const problem = await this.client.inspect(kind, file, sheet);
      // Another sheet may have been chosen meanwhile.
      if (sheet !== null && this.state.books.get(file)?.chosen !== sheet) return;
      if (problem) this.set({ doubts: new Map(this.state.doubts).set(file, problem.text) });
    } catch {
      // An engine that does not start, or was ended by a cancel, says so itself.
    }
  }

  removeFile(kind: Kind, index: number): void {
    if (kind === "overlap") this.set({ overlaps: this.state.overlaps.filter((_, i) => i !== index) });
    else this.set({ [kind]: null });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=file-${kind}]`)?.focus());
  }

  chooseSheet(kind: Kind, file: File, sheet: number): void {
    const book = this.state.books.get(file);
    if (!book) return;
    const faults = new Set(this.state.faults);
    faults.delete(kind);
    const doubts = new Map(this.state.doubts);
    doubts.delete(file);
    this.set({ faults, doubts, books: new Map(this.state.books).set(file, { ...book, chosen: sheet }) });
    void this.inspect(kind, file);
  }

  setRunDate(index: number, runDate: string): void {
    const faults = new Set(this.state.faults);
    faults.delete("overlap");
    this.set({ faults, overlaps: this.state.overlaps.map((o, i) => (i === index ? { ...o, runDate } : o)) });
  }

  run(): void {
    void this.match();
  }

  private async match(): Promise<void> {
    const { state } = this;
    const missing = strings.files.missing;
    const faults = new Set<Kind | "flow" | "date">();
    const lines: string[] = [];
    const lack = (fault: Kind | "flow" | "date", line: string) => {
      faults.add(fault);
      lines.push(line);
    };
    if (!state.flow) lack("flow", missing.flow);
    if (!state.roster) lack("roster", missing.file(labelOf(this.constants, "roster")));
    if (state.flow === "P" && !state.pension) lack("pension", missing.file(labelOf(this.constants, "pension")));
    if (state.overlaps.length === 0) lack("overlap", missing.file(labelOf(this.constants, "overlap")));
    if (!state.date) lack("date", missing.date);
    const asked = (kind: Kind, file: File | null) => {
      const book = file && state.books.get(file);
      if (book && book.chosen === null) lack(kind, missing.sheet(file.name));
    };
    asked("roster", state.roster);
    if (state.flow === "P") asked("pension", state.pension);
    for (const o of state.overlaps) asked("overlap", o.file);
    if (lines.length > 0) {
      this.set({ faults });
      this.complain(missing.title, lines);
      return;
    }

    this.set({ phase: "running", message: null, faults, progress: null, cancelling: false, summary: null, imports: [], buckets: [], exported: "" });
    const runFile = (file: File): RunFile => {
      const sheet = state.books.get(file)?.chosen ?? null;
      return sheet === null ? { file } : { file, sheet };
    };
    const overlaps = state.overlaps.map((o): RunFile => (o.runDate ? { ...runFile(o.file), run_date: o.runDate } : runFile(o.file)));
    const ended = await this.client.run(
      {
        settings: { flow: state.flow!, date: state.date, confirm_gap: state.confirmGap },
        pension: state.flow === "P" ? runFile(state.pension!) : null,
        overlaps,
        roster: runFile(state.roster!),
      },
      (progress) => this.set({ progress }),
    );
    switch (ended.end) {
      case "done":
        this.set({ phase: "results", summary: ended.summary, imports: ended.files, engine: "ready" });
        return;
      case "cancelled":
        this.set({ phase: "files", cancelling: false });
        this.notice([strings.running.cancelled]);
        return;
      case "failed": {
        const change: Partial<State> = { phase: "files" };
        if (ended.kind) change.faults = new Set([ended.kind]);
        if (ended.error.code === "run_date_missing") {
          change.overlaps = this.state.overlaps.map((o, i) => (i === ended.index ? { ...o, asked: true } : o));
        }
        this.set(change);
        this.showProblem(ended.error);
        return;
      }
    }
  }

  cancel(): void {
    this.set({ cancelling: true });
    this.client.cancel();
  }

  again(): void {
    this.set({ phase: "files", message: null });
  }

  toggleBucket(code: string): void {
    const { buckets } = this.state;
    this.set({ buckets: buckets.includes(code) ? buckets.filter((b) => b !== code) : [...buckets, code] });
  }

  export(what: "results.csv" | "import.json"): void {
    const { summary } = this.state;
    if (!summary || this.state.exporting) return;
    const t = strings.results;
    const name = what === "results.csv" ? t.csvName(summary.flow, summary.date) : t.importName(summary.flow, summary.date);
    this.set({ exporting: true, exported: "" });
    this.client.export(what).then(
      (blob) => {
        download(blob, name);
        this.set({ exporting: false, exported: t.exported(name) });
      },
      (e: unknown) => {
        this.set({ exporting: false });
        this.showProblem(e instanceof Refused ? e.problem : { code: "lost", text: strings.errors.lost });
      },
    );
  }

  /** The title tells how it goes while the clerk is in another window. */
  protected override updated(): void {
    const { phase, progress } = this.state;
    const percent = phase === "running" && progress && progress.total > 0 ? `${Math.floor((progress.done / progress.total) * 100)}% ` : "";
    document.title = `${percent}${strings.steps[phase]}｜${strings.product} ${strings.productLatin}`;
  }

  private steps(): TemplateResult {
    const t = strings.steps;
    const order = ["files", "running", "results"] as const;
    const at = order.indexOf(this.state.phase);
    return html`<nav class="steps" aria-label=${t.label}>
      <ol>
        ${order.map(
          (step, i) => html`<li class=${i < at ? "is-past" : i === at ? "is-now" : ""} aria-current=${i === at ? "step" : nothing}>
            <span class="step-number" aria-hidden="true">${i + 1}</span>${t[step]}
          </li>`,
        )}
      </ol>
    </nav>`;
  }

  private terminal(): TemplateResult {
    const { check, engine } = this.state;
    const t = strings.selfcheck;
    if (!check) return html`<span>${t.checking}</span>`;
    if (engine === "ready") return html`<span class="fine">${okIcon}${t.fine}</span>`;
    if (engine === "failed") return html`<span class="not-fine">${t.title}</span>`;
    return html`<span>${t.starting}</span>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    return html`
      <a class="skip" href="#main" @click=${(e: Event) => {
        e.preventDefault();
        this.querySelector<HTMLElement>("#main")?.focus();
      }}>${strings.skip}</a>
      <header class="header">
        <h1 class="product">${strings.product}<span class="product-latin" lang="en">${strings.productLatin}</span></h1>
        <p class="terminal" role="status" data-testid="terminal" data-engine=${state.engine}>${this.terminal()}</p>
        <p class="privacy">${strings.privacy}</p>
      </header>
      ${this.steps()}
      <main id="main" tabindex="-1">
        ${selfCheckView(state.check)} ${messageView(this)}
        ${state.phase === "files"
          ? filesView(this)
          : state.phase === "running"
            ? progressView(this)
            : html`<div class="view">
                ${summaryView(this)}
                ${state.summary && state.summary.results > 0
                  ? html`<totsugo-worklist .app=${this} .buckets=${state.buckets}></totsugo-worklist>`
                  : nothing}
                ${importsView(this)}
              </div>`}
      </main>
      <footer class="footer">
        <p>${strings.product} ${strings.productLatin}　${strings.version(this.constants.version)}</p>
        <details class="disclosure">
          <summary>${strings.footer.about}</summary>
          <div class="disclosure-body">
            <p>${strings.tagline}</p>
            <h2 class="group-title">${strings.footer.licences}</h2>
            <pre class="licences" tabindex="0">${document.querySelector<HTMLTemplateElement>("#licences")?.content.textContent ?? ""}</pre>
          </div>
        </details>
      </footer>
    `;
  }
}

customElements.define("totsugo-app", Shell);
