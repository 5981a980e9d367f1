// The page as a whole: holds the state, shows the view of the phase, and moves the focus with it.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ImportReport, Kind, Problem, Summary } from "../../../wasm/driver.ts";
import constants from "totsugo:constants";
import { filesView } from "../files/files.ts";
import { Intake } from "../files/intake.ts";
import type { Host } from "../files/intake.ts";
import { Sorter } from "../files/sorting.ts";
import { match } from "../files/run.ts";
import { openId } from "../import/slot.ts";
import "../import/import.ts";
import { progressView } from "../progress/progress.ts";
import { selfCheck, selfCheckView } from "../selfcheck/selfcheck.ts";
import { messageView } from "../app/message.ts";
import { saveCoreBook } from "../saving/save-book.ts";
import { saveCsv } from "../saving/save-csv.ts";
import { USUAL_ORDER, download } from "../app/state.ts";
import type { App, CasePart, Saved, State, StepCode } from "../app/state.ts";
import { dayForm, sayDaysIn } from "../base/days.ts";
import type { DayForm } from "../base/days.ts";
import { flowNames } from "../app/strings.ts";
import { trainingWords } from "../app/training-words.ts";
import { errors, page as pageText } from "../base/strings.ts";
import { files as fileText } from "../files/strings.ts";
import { reading as readingText } from "../import/strings.ts";
import { steps } from "../steps/strings.ts";
import { exported } from "../saving/strings.ts";
import { results } from "../summary/strings.ts";
import { training as trainingText } from "../training/strings.ts";
import { importsView } from "../summary/imports.ts";
import { checksView, summaryView } from "../summary/summary.ts";
import "../workfile/lock.ts";
import { noteDropped } from "../workfile/same-file.ts";
import { saveWork } from "../workfile/workfile.ts";
import { today } from "../../../wasm/driver.ts";
import { Client, Refused, isLoss } from "../worker/client.ts";
import { footerView, headerView } from "./frame.ts";
import type { Casework } from "../casework/casework.ts";
import "../casework/casework.ts";
import { asked } from "../app/ask.ts";
import { newKey, nowStamp } from "../../../wasm/cases.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import "../help/help.ts";
import type { Help } from "../help/help.ts";
import { bandView, pageView } from "../training/pages.ts";
import type { Training } from "../training/training.ts";
import { defaults } from "../letters/settings.ts";
import { PARTS, lockedBy, queueFor, stepAt } from "../steps/steps.ts";
import type { Desk } from "../desk/desk.ts";
import "../desk/desk.ts";
import { ALL, REVIEW } from "../desk/queues.ts";

export class Shell extends LitElement implements Host {
  readonly constants = constants;
  readonly client = new Client((problem) => void this.engineLost(problem));

  constructor(readonly training: Training | null = null) {
    super();
  }

  state: State = {
    phase: "files",
    part: "deadlines",
    book: null,
    queue: REVIEW,
    queues: null,
    letters: this.training?.letters() ?? defaults(),
    flow: null,
    date: this.today(),
    confirmGap: false,
    roster: null,
    pension: null,
    overlaps: [],
    readings: new Map(),
    sorting: 0,
    unplaced: [],
    layouts: [],
    importing: null,
    books: new Map(),
    faults: new Set(),
    message: null,
    check: selfCheck(),
    engine: "starting",
    progress: null,
    cancelling: false,
    summary: null,
    imports: [],
    buckets: [],
    exporting: false,
    exported: "",
    diagramOpen: false,
    csvEncoding: "utf-8",
    days: dayForm(),
    order: USUAL_ORDER,
    losing: null,
    workName: "",
    unsaved: 0,
    who: "",
    password: null,
    sameFile: false,
    onDisk: null,
    locking: null,
    saves: [],
    altered: null,
    looking: false,
  };

  private readonly intake = new Intake(this);
  private readonly sorter = new Sorter(this, this.intake);
  readonly choose = this.intake.choose;
  readonly placeFile = this.sorter.place;
  readonly dismissFile = this.sorter.dismiss;
  readonly propose = this.intake.propose;
  readonly confirmReading = this.intake.confirmReading;
  readonly openLayouts = this.intake.openLayouts;
  readonly keepLayout = this.intake.keepLayout;
  readonly removeLayout = this.intake.removeLayout;
  readonly removeFile = this.intake.removeFile;
  readonly moveFile = this.intake.moveFile;
  readonly chooseSheet = this.intake.chooseSheet;
  readonly setRunDate = this.intake.setRunDate;
  private starting = false;
  private recovering = false;
  // These stay as they were left while another step is shown; the desk is a new one with each run.
  private readonly casework = Object.assign(document.createElement("totsugo-casework") as Casework, { app: this as App });
  private desk: { of: Summary | null; element: Desk } | null = null;
  /** The run whose files were read once more. */
  private lookedAt: Summary | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    // Before the page is drawn: the worker makes the engine meanwhile.
    if (!this.state.check.missing) void this.startEngine();
    else this.state.engine = "failed";
    super.connectedCallback();
    this.requestUpdate(); // the title was the other application's
    document.addEventListener("dragover", this.draggedBeside);
    document.addEventListener("drop", noteDropped, true);
    document.addEventListener("drop", this.droppedBeside);
    window.addEventListener("keydown", this.keys);
    this.casework.addEventListener("letters-recorded", () => this.desk?.element.marks.clear());
    this.casework.addEventListener("book-changed", () => this.desk?.element.begin());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("dragover", this.draggedBeside);
    document.removeEventListener("drop", noteDropped, true);
    document.removeEventListener("drop", this.droppedBeside);
    window.removeEventListener("keydown", this.keys);
  }

  /** Ctrl+S saves the work file, wherever the clerk is. */
  private readonly keys = (e: KeyboardEvent): void => {
    if (!e.ctrlKey || e.altKey || e.shiftKey || e.code !== "KeyS" || e.isComposing || document.querySelector("dialog[open]")) return;
    e.preventDefault();
    if (this.state.summary || this.state.book) void saveWork(this);
  };

  /** Dropped anywhere, files go where they belong; without this the browser would leave the page for one. */
  private readonly draggedBeside = (e: DragEvent): void => {
    e.preventDefault();
    if (e.dataTransfer) e.dataTransfer.dropEffect = this.state.phase === "running" ? "none" : "copy";
  };

  private readonly droppedBeside = (e: DragEvent): void => {
    e.preventDefault();
    this.chooseAny([...(e.dataTransfer?.files ?? [])]);
  };

  chooseAny(files: readonly File[], dropped: Kind | null = null): void {
    if (files.length === 0) return;
    if (this.state.phase === "running") this.notice([fileText.notNow]);
    else void this.sorter.take(files, dropped);
  }

  /** What would be lost with the page. */
  get hasUnsaved(): boolean {
    return this.state.unsaved > 0 || this.casework.hasUnrecorded;
  }

  today(): string {
    return this.training?.day ?? today();
  }

  now(): string {
    const now = nowStamp();
    return this.training ? this.training.day + now.slice(10) : now;
  }

  private async startEngine(): Promise<boolean> {
    try {
      await this.client.start();
      this.set({ engine: "ready" });
      return true;
    } catch (e) {
      this.set({ engine: "failed" });
      this.showProblem(e instanceof Refused ? e.problem : { code: "start", text: errors.start("") });
      return false;
    }
  }

  /** The engine is gone, and with it the results; another one starts with the book. That is told here, once for all who were asking. */
  private async engineLost(problem: Problem): Promise<void> {
    this.complain(errors.title, [problem.text]);
    if (this.recovering) return;
    this.recovering = true;
    const { phase, summary, book } = this.state;
    // People of a run that was not recorded have no case any more.
    const strangers = summary !== null && !book?.recorded;
    if (strangers) this.casework.begin();
    const atBook = strangers && phase === "cases" ? "desk" : phase;
    const shown = phase === "running" || (book?.runs.length ?? 0) > 0 ? atBook : "files";
    this.set({ phase: shown, engine: "starting", summary: null, imports: [], queues: null, buckets: [], looking: false });
    try {
      if (!(await this.startEngine())) return;
      this.intake.lookAgain();
      if (this.client.hasCases) await this.readBook();
    } finally {
      this.recovering = false;
    }
  }

  private async readBook(): Promise<void> {
    try {
      const book = await this.client.casework<BookOverview>({ do: "overview" });
      this.set({ book, unsaved: book.unsaved });
    } catch (e) {
      this.showRefusal(e);
    }
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
    if (change.book?.recorded) void this.lookAgain();
    if (change.days && change.days !== before.days) this.sayDays(change.days);
    this.requestUpdate();
    const left = before.importing;
    // What happens while the page shows another application moves nothing on it.
    if (!this.isConnected) return;
    if ((change.phase && change.phase !== before.phase) || (change.importing && !left)) {
      void this.updateComplete.then(() => {
        window.scrollTo(0, 0);
        // A question stands at the top of its view, and is what is to be done there.
        (
          this.querySelector<HTMLElement>("[data-testid=question] input:checked, [data-testid=question] input") ??
          this.querySelector<HTMLElement>(".view-title")
        )?.focus({ preventScroll: true });
      });
    } else if (left && change.importing === null) {
      const index = this.state.overlaps.findIndex((o) => o.file === left.file);
      this.focusOn(openId(left.kind, index));
    }
  }

  /** Whatever is shown, or was and will be again, says its days in the new form. */
  private sayDays(form: DayForm): void {
    sayDaysIn(form);
    for (const root of [this, this.casework, this.desk?.element])
      for (const e of [root, ...(root?.querySelectorAll("*") ?? [])]) if (e instanceof LitElement) e.requestUpdate();
  }

  notice(lines: string[]): void {
    this.set({ message: { kind: "notice", title: errors.notice, lines } });
  }

  showProblem(problem: Problem): void {
    if (!isLoss(problem)) this.complain(errors.title, [problem.text]);
  }

  showRefusal(e: unknown): void {
    this.showProblem(e instanceof Refused ? e.problem : { code: "lost", text: errors.lost });
  }

  complain(title: string, lines: string[]): void {
    this.set({ message: { kind: "error", title, lines } });
    void this.updateComplete.then(() => {
      const box = this.querySelector<HTMLElement>("[data-testid=message]");
      box?.focus({ preventScroll: true });
      box?.scrollIntoView({ block: "nearest" });
    });
  }

  enterTraining(): void {
    this.dispatchEvent(new Event("training-enter"));
  }

  openImport(kind: Kind, file: File): void {
    this.set({ importing: { kind, file }, message: null });
  }

  closeImport(): void {
    this.set({ importing: null });
  }

  run(): void {
    if (this.starting) return;
    this.starting = true;
    void match(this, this.intake).finally(() => (this.starting = false));
  }

  cancel(): void {
    this.set({ cancelling: true });
    this.client.cancel();
  }

  goTo(step: StepCode): void {
    const why = lockedBy(step, this.state);
    if (why) {
      this.notice([why]);
      return;
    }
    const part = PARTS[step];
    if (part) this.toPart(part);
    else if (step === "notify" && this.casework.isWriting) this.toPart("letters");
    // Where the clerk is at the desk already, the step opens its next queue.
    else if (step === "review" || step === "notify") this.toQueue(this.deskAt(step));
    else this.toFiles(step);
  }

  private toFiles(step: StepCode): void {
    this.set({ phase: "files", message: null });
    void this.updateComplete.then(() => {
      const title = this.querySelector<HTMLElement>(`#section-${step}`);
      title?.focus({ preventScroll: true });
      title?.scrollIntoView({ block: "start" });
    });
  }

  /** The queue that a step shows: the one that was left, if it is one of the step. */
  private deskAt(step: "review" | "notify"): string {
    const left = { ...this.state, phase: "desk" as const };
    return this.state.phase !== "desk" && stepAt(left, this.constants) === step ? this.state.queue : queueFor(step, this.state);
  }

  private toPart(part: CasePart): void {
    const same = this.state.phase === "cases";
    this.set({ phase: "cases", part, message: null, exported: "" });
    if (same) void this.updateComplete.then(this.focusTitle);
  }

  toQueue(queue: string): void {
    const same = this.state.phase === "desk";
    this.set({ phase: "desk", queue, message: null, exported: "", ...(queue === this.state.queue ? {} : { buckets: [] }) });
    if (same) void this.updateComplete.then(() => this.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true }));
  }

  showDue(from: string, by: string): void {
    this.set({ phase: "desk", message: null, exported: "" });
    void this.updateComplete.then(() => this.desk?.element.showDue(from, by));
  }

  write(cases: readonly number[]): void {
    if (cases.length === 0) return;
    this.casework.write(cases);
    this.toPart("letters");
  }

  async merge(file: File): Promise<void> {
    if (!(await this.casework.merge(file))) return;
    this.set({ phase: "cases", part: "merge" });
    await this.updateComplete;
    await this.casework.updateComplete;
    this.querySelector<HTMLElement>("#merge-title")?.focus();
  }

  takeBack(which: "undo" | "redo"): void {
    this.set({ phase: "desk", message: null });
    void this.updateComplete.then(() => this.desk?.element.deciding.takeBack(which));
  }

  ran(summary: Summary, imports: ImportReport[]): void {
    const doubtful = (summary.buckets["P-REVIEW"] ?? 0) + (summary.buckets["D-REVIEW"] ?? 0) > 0;
    this.set({ phase: "desk", queue: doubtful ? REVIEW : ALL, summary, imports, engine: "ready", message: null });
  }

  async accept(code: string, reason: string): Promise<void> {
    const { summary } = this.state;
    if (!summary) return;
    try {
      const now = await this.client.accept(code, reason);
      if (this.state.summary !== summary) return;
      this.set({ summary: { ...summary, ...now }, message: null });
      void this.updateComplete.then(this.focusTitle);
    } catch (e) {
      this.showRefusal(e);
    }
  }

  judged(change: Summary): void {
    const { summary } = this.state;
    if (!summary) return;
    const now = { ...summary, ...change };
    // The run is the same: its list stays, and its files are not looked at once more.
    if (this.desk?.of === summary) this.desk.of = now;
    if (this.lookedAt === summary) this.lookedAt = now;
    this.set({ summary: now });
  }

  async join(): Promise<boolean> {
    const { summary } = this.state;
    if (!summary) return false;
    if (this.state.book?.recorded) return true;
    return this.take("join", summary);
  }

  /** The run at hand is looked at in the light of the book; nothing is recorded. */
  async attach(): Promise<boolean> {
    const { summary, book } = this.state;
    return summary !== null && (book?.recorded === true || this.take("attach", summary));
  }

  private async take(what: "attach" | "join", summary: State["summary"]): Promise<boolean> {
    try {
      const overview = await asked((anyway) => this.client.casework<BookOverview>({ do: what, key: newKey(), anyway }));
      if (!overview || this.state.summary !== summary) return false;
      this.set({ book: overview, unsaved: overview.unsaved });
    } catch (e) {
      this.showRefusal(e);
      return false;
    }
    return true;
  }

  workOpened(): void {
    this.casework.begin();
    this.desk?.element.begin();
    this.set({ phase: "desk", queue: this.state.summary ? this.state.queue : ALL, queues: null });
  }

  /** Once a run, when the first step has recorded it. The cases can be worked on meanwhile. */
  private async lookAgain(): Promise<void> {
    const { summary } = this.state;
    if (!summary || this.lookedAt === summary) return;
    this.lookedAt = summary;
    this.set({ looking: true });
    try {
      const book = await this.client.lookAgain();
      this.set({ unsaved: book.unsaved, book });
    } catch (e) {
      if (this.state.summary === summary) this.showRefusal(e);
    }
    this.set({ looking: false });
  }

  toggleBucket(code: string): void {
    const { buckets } = this.state;
    this.set({ queue: ALL, buckets: buckets.includes(code) ? buckets.filter((b) => b !== code) : [...buckets, code] });
  }

  export(what: Saved): void {
    const { summary } = this.state;
    if (!summary || this.state.exporting) return;
    const t = results;
    const name = t.names[what](summary.flow, summary.date);
    this.set({ exporting: true, exported: "" });
    const save = async () => {
      if (what === "results.xlsx") return saveCoreBook(this, "results", t.bookWords(flowNames[summary.flow], summary.date), name);
      if (what !== "import.json") return saveCsv(this, what, name);
      const { blob } = await this.client.export(what);
      const marked = this.training
        ? new Blob([JSON.stringify({ training: true, ...JSON.parse(await blob.text()) })], { type: blob.type })
        : blob;
      return exported(download(this, marked, name));
    };
    save().then(
      (said) => this.set({ exporting: false, exported: said ?? "" }),
      (e: unknown) => {
        this.set({ exporting: false });
        this.showRefusal(e);
      },
    );
  }

  /** The title tells how it goes while the clerk is in another window. */
  protected override updated(): void {
    if (!this.isConnected) return;
    this.classList.toggle("at-desk", this.state.phase === "desk" && !this.training?.page);
    const { training } = this;
    training?.look();
    const { phase, progress } = this.state;
    const percent = phase === "running" && progress && progress.total > 0 ? `${Math.floor((progress.done / progress.total) * 100)}% ` : "";
    const view = training?.page
      ? trainingText.pages[training.page]
      : this.state.importing
        ? readingText.title
        : steps.names[stepAt(this.state, this.constants)];
    document.title = `${training ? trainingWords.titleMark : ""}${percent}${view}｜${pageText.product} ${pageText.productLatin}`;
  }

  focusOn(id: string): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=${id}]`)?.focus());
  }

  private readonly focusTitle = (): void => {
    this.querySelector<HTMLElement>(".view-title")?.focus({ preventScroll: true });
  };

  private readonly showLicences = (): void => {
    this.querySelector<HTMLDetailsElement>(".footer details")!.open = true;
    this.querySelector<HTMLElement>(".licences")?.focus();
  };

  private casesView(): Casework {
    const { casework, state } = this;
    const { unsaved, who, looking, csvEncoding, part } = state;
    return Object.assign(casework, { unsaved, who, looking, csv: csvEncoding, shown: part });
  }

  private deskView(): TemplateResult {
    const { summary, buckets, queue, book, who, queues, looking } = this.state;
    if (!this.desk || this.desk.of !== summary) this.desk = { of: summary, element: document.createElement("totsugo-desk") as Desk };
    const element = Object.assign(this.desk.element, {
      app: this,
      buckets,
      queue,
      book,
      who,
      counted: queues,
      looking,
      said: this.state.exported,
      over: `${this.state.message !== null} ${summary?.stopped}`,
    });
    return html`${checksView(this)} ${element} ${
      summary ? html`<div class="view breakdown">${summaryView(this)} ${importsView(this)}</div>` : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const { state, training } = this;
    const page = (training && pageView(training, this)) ?? null;
    return html`
      ${training ? bandView(training) : nothing}
      ${headerView(this, page === null, {
        skip: () => this.querySelector<HTMLElement>("#main")?.focus(),
        help: () => this.querySelector<Help>("totsugo-help")?.show(),
        train: () => this.enterTraining(),
      })}
      ${
        training?.lesson && !page
          ? html`<totsugo-lesson .app=${this} .training=${training} .turn=${training.turn}></totsugo-lesson>`
          : nothing
      }
      <main id="main" tabindex="-1">
        ${selfCheckView(state.check)} ${messageView(this)}
        ${
          page
            ? page
            : state.importing
              ? html`<totsugo-import
              .app=${this}
              .kind=${state.importing.kind}
              .file=${state.importing.file}
              .layouts=${state.layouts}
            ></totsugo-import>`
              : state.phase === "files"
                ? filesView(this)
                : state.phase === "running"
                  ? progressView(this)
                  : state.phase === "cases"
                    ? this.casesView()
                    : this.deskView()
        }
      </main>
      <totsugo-loss .asked=${state.losing}></totsugo-loss>
      <totsugo-lock .app=${this} .asked=${state.locking}></totsugo-lock>
      <totsugo-help .app=${this} @help-lost=${this.focusTitle} @help-licences=${this.showLicences}></totsugo-help>
      ${footerView(this.constants.version)}
    `;
  }
}

customElements.define("totsugo-app", Shell);
