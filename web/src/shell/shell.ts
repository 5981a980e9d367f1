// The page as a whole: holds the state, shows the view of the phase, and moves the focus with it.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Kind, Layout, Problem, Proposal, Status, Summary } from "../../../wasm/driver.ts";
import constants from "totsugo:constants";
import { filesView } from "../files/files.ts";
import { openId } from "../import/slot.ts";
import { readLayout, sameLayout } from "../import/layouts.ts";
import "../import/import.ts";
import { progressView } from "../progress/progress.ts";
import { selfCheck, selfCheckView } from "../selfcheck/selfcheck.ts";
import { okIcon } from "../base/icons.ts";
import { messageView } from "../app/message.ts";
import { saveBook } from "../saving/save-book.ts";
import { saveCsv } from "../saving/save-csv.ts";
import { download, isUsable, labelOf } from "../app/state.ts";
import type { App, CasePart, Reading, Saved, State, StepCode } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { bytes, errors, page as pageText } from "../base/strings.ts";
import { files as filesText } from "../files/strings.ts";
import { help } from "../help/strings.ts";
import { reading as readingText } from "../import/strings.ts";
import { running } from "../progress/strings.ts";
import { selfcheck } from "../selfcheck/strings.ts";
import { steps } from "../steps/strings.ts";
import { exported } from "../saving/strings.ts";
import { results } from "../summary/strings.ts";
import { training as trainingText } from "../training/strings.ts";
import { importsView } from "../summary/imports.ts";
import { summaryView } from "../summary/summary.ts";
import { today } from "../../../wasm/driver.ts";
import { RESULTS, exportedRows } from "../../../wasm/book/table-book.ts";
import { Client, Refused } from "../worker/client.ts";
import type { Known, RunFile } from "../worker/protocol.ts";
import type { Casework } from "../casework/casework.ts";
import "../casework/casework.ts";
import { asked } from "../app/ask.ts";
import { newKey, nowStamp } from "../../../wasm/cases.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import "../help/help.ts";
import type { Help } from "../help/help.ts";
import { hasMarkedName, isMarked } from "../training/mark.ts";
import { bandView, pageView } from "../training/pages.ts";
import type { Training } from "../training/training.ts";
import { defaults } from "../letters/settings.ts";
import { PARTS, lockedBy, stepAt, stepsView } from "../steps/steps.ts";
import type { Worklist } from "../worklist/worklist.ts";
import "../worklist/worklist.ts";

export class Shell extends LitElement implements App {
  readonly constants = constants;
  readonly client = new Client();

  constructor(readonly training: Training | null = null) {
    super();
  }

  state: State = {
    phase: "files",
    part: "list",
    book: null,
    joined: false,
    letters: this.training?.letters() ?? defaults(),
    flow: null,
    date: this.today(),
    confirmGap: false,
    roster: null,
    pension: null,
    overlaps: [],
    readings: new Map(),
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
    losing: null,
    unsaved: 0,
    who: "",
    password: "",
    saves: [],
    looking: false,
  };

  /** The looks at files that are under way. */
  private readonly looks = new Map<File, Promise<void>>();
  private starting = false;
  // These two stay as they were left while another step is shown; the list is a new one with each run.
  private readonly casework = document.createElement("totsugo-casework") as Casework;
  private worklist: { of: Summary; element: Worklist } | null = null;
  /** The run whose files were read once more. */
  private lookedAt: Summary | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    // Before the page is drawn: the worker makes the engine meanwhile.
    if (this.state.check.missing.length === 0) this.startEngine();
    else this.state.engine = "failed";
    super.connectedCallback();
    this.requestUpdate(); // the title was the other application's
    document.addEventListener("dragover", this.draggedBeside);
    document.addEventListener("drop", this.droppedBeside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("dragover", this.draggedBeside);
    document.removeEventListener("drop", this.droppedBeside);
  }

  /** A file dropped beside the boxes would make the browser leave the page for it. */
  private readonly draggedBeside = (e: DragEvent): void => {
    e.preventDefault();
    if (e.dataTransfer) e.dataTransfer.dropEffect = "none";
  };

  private readonly droppedBeside = (e: DragEvent): void => {
    e.preventDefault();
    if (this.training) this.notice([trainingWords.refused.file]);
    else if (this.state.phase === "files") this.notice([filesText.dropOutside]);
  };

  today(): string {
    return this.training?.day ?? today();
  }

  now(): string {
    const now = nowStamp();
    return this.training ? this.training.day + now.slice(10) : now;
  }

  private startEngine(): void {
    this.client.start().then(
      () => this.set({ engine: "ready" }),
      (e: unknown) => {
        this.set({ engine: "failed" });
        this.showProblem(e instanceof Refused ? e.problem : { code: "start", text: errors.start("") });
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
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=${openId(left.kind, index)}]`)?.focus());
    }
  }

  private notice(lines: string[]): void {
    this.set({ message: { kind: "notice", title: errors.notice, lines } });
  }

  showProblem(problem: Problem): void {
    this.complain(errors.title, [problem.text]);
  }

  showRefusal(e: unknown): void {
    this.showProblem(e instanceof Refused ? e.problem : { code: "lost", text: errors.lost });
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
    const { training } = this;
    if (training && !files.every((file) => training.owns(file))) {
      this.notice([trainingWords.refused.file]);
      return;
    }
    const t = filesText;
    const said: string[] = [];
    const most = kind === "roster" ? this.constants.max_file_bytes : this.constants.max_list_bytes;
    const fit = files.filter((f) => {
      if (!training && hasMarkedName(f.name)) {
        said.push(trainingWords.refusedInput(f.name));
        return false;
      }
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

  private chosen(): { kind: Kind; file: File; index: number }[] {
    const { roster, pension, overlaps } = this.state;
    return [
      ...(roster ? [{ kind: "roster" as const, file: roster, index: 0 }] : []),
      ...(pension ? [{ kind: "pension" as const, file: pension, index: 0 }] : []),
      ...overlaps.map(({ file }, index) => ({ kind: "overlap" as const, file, index })),
    ];
  }

  /** Puts down how a file is read, and forgets the files that are no longer chosen. */
  private note(file: File, reading: Reading): void {
    const chosen = new Set(this.chosen().map((c) => c.file));
    const readings = new Map([...this.state.readings].filter(([f]) => chosen.has(f)));
    if (chosen.has(file)) readings.set(file, reading);
    this.set({ readings });
  }

  /** What cannot be read as it is, is told at once and not after a long run. The run itself decides. */
  private inspect(kind: Kind, file: File): Promise<void> {
    const look: Promise<void> = this.look(kind, file, () => this.looks.get(file) === look).finally(() => {
      if (this.looks.get(file) === look) this.looks.delete(file);
    });
    this.looks.set(file, look);
    return look;
  }

  /** What the training has made goes out of a slot of real work again. */
  private takeOut(kind: Kind, file: File): void {
    this.removeFile(
      kind,
      this.state.overlaps.findIndex((o) => o.file === file),
    );
    this.notice([trainingWords.refusedInput(file.name)]);
  }

  /** `wanted` tells whether no newer look at the file has begun. */
  private async look(kind: Kind, file: File, wanted: () => boolean): Promise<void> {
    try {
      if (!this.training) {
        const marked = await isMarked(file).catch(() => false);
        if (!wanted()) return;
        if (marked) return this.takeOut(kind, file);
      }
      let sheet = this.state.books.get(file)?.chosen ?? null;
      if (sheet === null) {
        const found = await this.client.sheets(file);
        if (!wanted()) return;
        if (!found.ok) {
          this.note(file, { kind, layout: null, proposal: null, problem: found.error, confirmed: false });
          return;
        }
        const full = found.sheets?.filter((s) => !s.empty) ?? [];
        if (!this.training && full.some((s) => hasMarkedName(s.name))) return this.takeOut(kind, file);
        sheet = found.only;
        if (full.length > 0) this.set({ books: new Map(this.state.books).set(file, { sheets: full, chosen: sheet }) });
        if (full.length > 1 && sheet === null) return;
      }
      const status = await this.propose(kind, file, null);
      if (!wanted() || this.state.readings.get(file)?.confirmed) return;
      const proposal = status.ok ? status.proposal : null;
      this.note(file, { kind, layout: null, proposal, problem: status.ok ? null : status.error, confirmed: false });
    } catch {
      // An engine that does not start, or was ended by a cancel, says so itself.
    }
  }

  propose(kind: Kind, file: File, layout: Layout | null): Promise<Status<{ proposal: Proposal }>> {
    const { layouts, books } = this.state;
    const known: Known = layout ? { layout, layouts } : { layouts };
    const sheet = books.get(file)?.chosen ?? null;
    if (sheet !== null) known.sheet = sheet;
    return this.client.inspect(kind, file, known);
  }

  openImport(kind: Kind, file: File): void {
    this.set({ importing: { kind, file }, message: null });
  }

  closeImport(): void {
    this.set({ importing: null });
  }

  confirmReading(file: File, layout: Layout | null, proposal: Proposal): void {
    const { kind } = proposal;
    this.note(file, { kind, layout, proposal, problem: null, confirmed: true });
    const faults = new Set(this.state.faults);
    faults.delete(kind);
    this.set({ importing: null, faults, message: null });
  }

  /** Takes in saved layouts; answers with the sentence about what became of them. */
  async openLayouts(files: readonly File[]): Promise<string> {
    const said: string[] = [];
    for (const file of files) {
      const layout = await readLayout(file, this.constants);
      if (layout) this.keepLayout(layout);
      said.push(layout ? readingText.saved.opened(layout.name ?? "") : readingText.saved.unusable(file.name));
    }
    return said.join("");
  }

  keepLayout(layout: Layout): void {
    this.setLayouts([...this.state.layouts.filter((l) => !sameLayout(l, layout)), layout]);
  }

  removeLayout(layout: Layout): void {
    this.setLayouts(this.state.layouts.filter((l) => l !== layout));
  }

  /** What nobody has confirmed may be understood otherwise now. */
  private setLayouts(layouts: readonly Layout[]): void {
    this.set({ layouts });
    for (const { kind, file } of this.chosen()) {
      if (!this.state.readings.get(file)?.confirmed) void this.inspect(kind, file);
    }
  }

  removeFile(kind: Kind, index: number): void {
    if (kind === "overlap") this.set({ overlaps: this.state.overlaps.filter((_, i) => i !== index) });
    else this.set({ [kind]: null });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=file-${kind}]`)?.focus());
  }

  moveFile(from: Kind, file: File, to: Kind): void {
    const { roster, pension, overlaps } = this.state;
    const there = to === "roster" ? roster : to === "pension" ? pension : null;
    const reading = there && this.state.readings.get(there);
    const back = there !== null && (reading?.proposal ?? reading?.problem)?.belongs === from ? there : null;
    const slots: Pick<State, "roster" | "pension" | "overlaps"> = { roster, pension, overlaps: overlaps.filter((o) => o.file !== file) };
    const put = (kind: Kind, what: File | null) => {
      if (kind !== "overlap") slots[kind] = what;
      else if (what) slots.overlaps = [...slots.overlaps, { file: what, runDate: "", asked: false }];
    };
    put(from, back);
    put(to, file);
    // Another kind is another reading: what was made of the files in their old slots is forgotten.
    const moved = back ? [file, back] : [file];
    const readings = new Map([...this.state.readings].filter(([f]) => !moved.includes(f)));
    const faults = new Set(this.state.faults);
    faults.delete(from);
    faults.delete(to);
    this.set({ ...slots, readings, faults, message: null });
    void this.inspect(to, file);
    if (back) void this.inspect(from, back);
    const t = readingText;
    const label = labelOf(this.constants, to);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-testid=file-${to}]`)?.focus());
    this.notice([back ? t.swapped(file.name, back.name) : there ? t.movedOut(file.name, label, there.name) : t.moved(file.name, label)]);
  }

  private runFile(file: File): RunFile {
    const made: RunFile = { file };
    const sheet = this.state.books.get(file)?.chosen ?? null;
    if (sheet !== null) made.sheet = sheet;
    const reading = this.state.readings.get(file);
    // A run knows nothing of the saved layouts: the one that was recognised goes with the file.
    if (reading?.proposal && (reading.confirmed || reading.proposal.by === "saved")) made.layout = reading.proposal.layout;
    return made;
  }

  chooseSheet(kind: Kind, file: File, sheet: number): void {
    const book = this.state.books.get(file);
    if (!book) return;
    const faults = new Set(this.state.faults);
    faults.delete(kind);
    // Another sheet is another file: what was confirmed of the last one is forgotten.
    const readings = new Map(this.state.readings);
    readings.delete(file);
    this.set({ faults, readings, books: new Map(this.state.books).set(file, { ...book, chosen: sheet }) });
    void this.inspect(kind, file);
  }

  setRunDate(index: number, runDate: string): void {
    const faults = new Set(this.state.faults);
    faults.delete("overlap");
    this.set({ faults, overlaps: this.state.overlaps.map((o, i) => (i === index ? { ...o, runDate } : o)) });
  }

  run(): void {
    if (this.starting) return;
    this.starting = true;
    void this.match().finally(() => (this.starting = false));
  }

  private async match(): Promise<void> {
    // A file chosen a moment ago is looked at before it goes into a run.
    while (this.looks.size > 0) await Promise.all(this.looks.values());
    const { state } = this;
    const missing = filesText.missing;
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

    for (const { kind, file } of this.chosen()) {
      const reading = state.readings.get(file);
      // A file that could not be looked at at all is refused by the run, with the same words.
      if ((kind === "pension" && state.flow === "D") || !reading?.proposal || isUsable(reading)) continue;
      const why = reading.proposal.problems[0] ?? reading.proposal.open[0]?.text ?? "";
      const said = readingText;
      lack(kind, reading.proposal.belongs ? why : said.blocked(labelOf(this.constants, kind), file.name, why));
    }
    if (lines.length > 0) {
      this.set({ faults });
      this.complain(readingText.blockedTitle, lines);
      return;
    }

    this.set({
      phase: "running",
      message: null,
      faults,
      progress: null,
      cancelling: false,
      summary: null,
      joined: false,
      imports: [],
      buckets: [],
      exported: "",
    });
    await this.client.keepBook().catch(() => {}); // an engine that is lost says so when the run starts
    const overlaps = state.overlaps.map(
      (o): RunFile => (o.runDate ? { ...this.runFile(o.file), run_date: o.runDate } : this.runFile(o.file)),
    );
    const ended = await this.client.run(
      {
        settings: { flow: state.flow!, date: state.date, confirm_gap: state.confirmGap },
        pension: state.flow === "P" ? this.runFile(state.pension!) : null,
        overlaps,
        roster: this.runFile(state.roster!),
      },
      (progress) => this.set({ progress }),
    );
    switch (ended.end) {
      case "done":
        this.set({ phase: "results", summary: ended.summary, imports: ended.files, engine: "ready" });
        return;
      case "cancelled":
        this.set({ phase: "files", cancelling: false });
        this.notice([running.cancelled]);
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

  goTo(step: StepCode): void {
    const why = lockedBy(step, this.state);
    if (why) {
      this.notice([why]);
      return;
    }
    const part = PARTS[step];
    if (part) void this.toCases(part);
    else if (step === "review") this.set({ phase: "results", message: null, exported: "" });
    else {
      this.set({ phase: "files", message: null });
      void this.updateComplete.then(() => {
        const title = this.querySelector<HTMLElement>(`#section-${step}`);
        title?.focus({ preventScroll: true });
        title?.scrollIntoView({ block: "start" });
      });
    }
  }

  /** Whoever goes on to the cases takes the people of the run along. */
  private async toCases(part: CasePart): Promise<void> {
    if (this.state.summary && !(await this.join())) return;
    const same = this.state.phase === "cases";
    this.set({ phase: "cases", part, message: null, exported: "" });
    if (same) void this.updateComplete.then(this.focusTitle);
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

  async join(): Promise<boolean> {
    const { summary } = this.state;
    if (!summary) return false;
    if (this.state.joined) return true;
    try {
      const overview = await asked((anyway) => this.client.casework<BookOverview>({ do: "join", key: newKey(), anyway }));
      if (!overview || this.state.summary !== summary) return false;
      this.set({ joined: true, book: overview, unsaved: overview.unsaved });
    } catch (e) {
      this.showRefusal(e);
      return false;
    }
    void this.lookAgain();
    return true;
  }

  workOpened(): void {
    this.casework.begin();
    // Of the book that was open before, the run's people are no cases of this one.
    this.set({ phase: "cases", part: "list", joined: false });
  }

  /** Once a run. The cases can be worked on meanwhile. */
  private async lookAgain(): Promise<void> {
    const { summary } = this.state;
    if (!summary || this.lookedAt === summary) return;
    this.lookedAt = summary;
    this.set({ looking: true });
    try {
      this.set({ unsaved: (await this.client.lookAgain()).unsaved });
    } catch (e) {
      if (this.state.summary === summary) this.showRefusal(e);
    }
    this.set({ looking: false });
  }

  toggleBucket(code: string): void {
    const { buckets } = this.state;
    this.set({ buckets: buckets.includes(code) ? buckets.filter((b) => b !== code) : [...buckets, code] });
  }

  export(what: Saved): void {
    const { summary } = this.state;
    if (!summary || this.state.exporting) return;
    const t = results;
    const name = t.names[what](summary.flow, summary.date);
    this.set({ exporting: true, exported: "" });
    const save = async (blob: Blob) => {
      if (what === "results.xlsx")
        return saveBook(
          this,
          { rows: exportedRows(await blob.text()), shape: RESULTS, words: t.bookWords(summary.flow, summary.date) },
          name,
        );
      if (what !== "import.json") return saveCsv(this, blob, name);
      const marked = this.training
        ? new Blob([JSON.stringify({ training: true, ...JSON.parse(await blob.text()) })], { type: blob.type })
        : blob;
      return exported(download(this, marked, name));
    };
    this.client
      .export(what === "results.xlsx" ? "results.csv" : what)
      .then(save)
      .then(
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

  private readonly focusTitle = (): void => {
    this.querySelector<HTMLElement>(".view-title")?.focus({ preventScroll: true });
  };

  private readonly showLicences = (): void => {
    this.querySelector<HTMLDetailsElement>(".footer details")!.open = true;
    this.querySelector<HTMLElement>(".licences")?.focus();
  };

  private casesView(): Casework {
    const { casework, state } = this;
    const { unsaved, who, password, looking, exported, csvEncoding, part } = state;
    return Object.assign(casework, { app: this, unsaved, who, password, looking, exported, csv: csvEncoding, shown: part });
  }

  private worklistView(summary: Summary): Worklist {
    if (this.worklist?.of !== summary) this.worklist = { of: summary, element: document.createElement("totsugo-worklist") as Worklist };
    return Object.assign(this.worklist.element, { app: this, buckets: this.state.buckets });
  }

  private terminal(): TemplateResult {
    const { engine } = this.state;
    const t = selfcheck;
    if (engine === "ready") return html`<span class="fine">${okIcon}${t.fine}</span>`;
    if (engine === "failed") return html`<span class="not-fine">${t.title}</span>`;
    return html`<span>${t.starting}</span>`;
  }

  protected override render(): TemplateResult {
    const { state, training } = this;
    const page = training && pageView(training, this);
    return html`
      ${training ? bandView(training) : nothing}
      <a class="skip" href="#main" @click=${(e: Event) => {
        e.preventDefault();
        this.querySelector<HTMLElement>("#main")?.focus();
      }}>${pageText.skip}</a>
      <header class="header">
        <h1 class="product">${pageText.product}<span class="product-latin" lang="en">${pageText.productLatin}</span></h1>
        <p class="terminal" role="status" data-testid="terminal" data-engine=${state.engine}>${this.terminal()}</p>
        <p class="privacy">${pageText.privacy}</p>
        <button type="button" class="button button-outline button-small" data-testid="help-open"
          @click=${() => this.querySelector<Help>("totsugo-help")?.show()}>${help.open}</button>
        ${
          training
            ? nothing
            : html`<button type="button" class="button button-outline button-small" data-testid="training"
              title=${trainingText.enterHint}
              @click=${() => this.dispatchEvent(new Event("training-enter"))}>${trainingText.enter}</button>`
        }
      </header>
      ${page ? nothing : stepsView(this)}
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
                    : html`<div class="view">
                ${summaryView(this)}
                ${state.summary && state.summary.results > 0 ? this.worklistView(state.summary) : nothing}
                ${importsView(this)}
              </div>`
        }
      </main>
      <totsugo-loss .asked=${state.losing}></totsugo-loss>
      <totsugo-help .app=${this} @help-lost=${this.focusTitle} @help-licences=${this.showLicences}></totsugo-help>
      <footer class="footer">
        <p>${pageText.product} ${pageText.productLatin}　${pageText.version(this.constants.version)}</p>
        <details class="disclosure">
          <summary>${pageText.footer.about}</summary>
          <div class="disclosure-body">
            <p>${pageText.tagline}</p>
            <h2 class="group-title">${pageText.footer.licences}</h2>
            <pre class="licences" tabindex="0">${document.querySelector<HTMLTemplateElement>("#licences")?.content.textContent ?? ""}</pre>
          </div>
        </details>
      </footer>
    `;
  }
}

customElements.define("totsugo-app", Shell);
