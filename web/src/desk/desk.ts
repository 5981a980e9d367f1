// The desk: the queues, the list of people, the person. Whoever is decided on is seen; what is decided is the core's to keep. The rows
// stay in the worker; the page holds the few pages around the window.

import { LitElement } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { BookOverview } from "../../../wasm/cases.ts";
import type { Row } from "../../../wasm/driver.ts";
import { askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import { Asking } from "./asking.ts";
import "./decide.ts";
import type { Decide } from "./decide.ts";
import { Deciding } from "./deciding.ts";
import type { Show } from "./deciding.ts";
import { deskView } from "./desk-view.ts";
import type { DeskParts, Opened } from "./desk-view.ts";
import { isChoice } from "../person/candidates.ts";
import { NO_FILTERS } from "./filters.ts";
import { deskKeys } from "./hands.ts";
import { MOST_MARKS, Marks } from "./marks.ts";
import { People, keyOf, positionOf, targetOf } from "./people.ts";
import type { Target, Whom } from "./people.ts";
import type { Printed } from "./printing.ts";
import { Saved } from "./saved.ts";
import { desk as t } from "./strings.ts";
import { RowWindow } from "./window.ts";

const FOLLOW_DELAY_MS = 60;
const ROW_REM = 2.375;
/** Below this the desk shows one column at a time. */
const NARROW = "(max-width: 68rem)";

export class Desk extends LitElement implements DeskParts {
  // What of the page's state is shown here comes in again, so that a change of it is drawn.
  static override properties = {
    app: { attribute: false },
    buckets: { attribute: false },
    queue: {},
    book: { attribute: false },
    who: {},
    counted: { attribute: false },
    looking: {},
    said: {},
    over: {},
  };
  declare app: App;
  declare buckets: readonly string[];
  declare queue: string;

  people!: People;
  saved!: Saved;
  asking!: Asking;
  readonly marks = new Marks();
  readonly deciding = new Deciding(this);
  targets: readonly Target[] = [];
  opened: Opened | null = null;
  rows: RowWindow | null = null;
  printed: Printed | null = null;
  absent = 0;
  /** Everybody is being marked: nobody knows yet whom a step would be for. */
  private marking = false;
  /** Somebody is open, or is about to be. */
  keepsOpen = false;
  /** Of the list that was asked for last. */
  private wanted: [Whom | undefined, Show] = [undefined, "closed"];
  private readonly keys = deskKeys(this);
  private followTimer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.keys);
    window.addEventListener("resize", this.measure);
    this.people ??= new People(this.app, this.redraw);
    this.saved ??= new Saved(this.app, this.redraw);
    this.asking ??= new Asking(
      this.app,
      () => void this.lookAgain(),
      () => {
        this.marks.clear();
        this.absent = 0;
      },
    );
    // Back from another step: where people stand may be another now, and another list has been asked for meanwhile.
    if (this.hasUpdated) void this.look(this.at ? targetOf(this.at) : undefined, this.keepsOpen ? "open" : "closed");
    void this.readBook();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.keys);
    window.removeEventListener("resize", this.measure);
    this.rows?.close();
    this.rows = null;
    this.asking.end();
    clearTimeout(this.followTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if ((changed.has("buckets") || changed.has("queue")) && this.asking.isNew()) void this.look(undefined, this.first);
    // What was recorded elsewhere; here it follows of the step itself.
    if (changed.has("book") && !this.decide?.busy && !this.deciding.busy) {
      void this.asking.count();
      void this.people.restate();
    }
    this.targets = this.whom();
  }

  protected override updated(): void {
    this.measure();
    if (this.rows || !this.isConnected) return;
    const head = this.querySelector<HTMLElement>(".grid-head")!;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    this.rows = new RowWindow(this.grid, Math.round(ROW_REM * rem), () => head.offsetHeight, this.redraw);
    this.place();
    this.requestUpdate();
    void this.updateComplete.then(() => this.rows?.reveal(this.people.active));
  }

  /** The desk is as high as the window leaves. */
  private readonly measure = (): void => {
    const top = Math.round(this.getBoundingClientRect().top + window.scrollY);
    if (this.isConnected) this.style.setProperty("--desk-top", `${top}px`);
  };

  private readonly redraw = (): void => this.requestUpdate();

  /** Whether the first of a list is opened at once: where there is room beside it. */
  private get first(): Show {
    return window.matchMedia(NARROW).matches ? "closed" : "open";
  }

  get grid(): HTMLElement {
    return this.querySelector<HTMLElement>("[role=grid]")!;
  }

  get decide(): Decide | null {
    return this.querySelector<Decide>("totsugo-decide");
  }

  get isOpen(): boolean {
    return this.opened !== null;
  }

  get at(): Row | null {
    return this.people.count > 0 ? this.people.row(this.people.active) : null;
  }

  private place(): void {
    this.rows?.update(this.people.count, this.people.active, this.redraw);
  }

  private say(text: string): void {
    this.app.set({ exported: text });
  }

  // ---- who is listed ----

  /** Asks for a new list. It stands where it holds the target, else at its top. True where it holds the target. */
  async look(target?: Whom, show: Show = "closed"): Promise<boolean> {
    this.wanted = [target, show];
    this.keepsOpen = show !== "closed";
    const view = await this.people.look({ ...this.asking.query, ...(target ? positionOf(target) : {}) });
    if (!view) return false;
    const before = this.opened;
    const there = view.position !== null;
    this.opened = null;
    this.deciding.begin();
    this.place();
    if (there) this.rows?.reveal(this.people.active);
    else this.rows?.toTop();
    // Whoever was closed meanwhile stays so.
    if (show !== "closed" && this.keepsOpen && (there || !target) && view.count > 0) await this.open(this.people.active, show === "focus");
    else if (before && target && !there) this.say(t.gone(before.row.name || before.row.kana));
    this.requestUpdate();
    void this.countAbsent();
    return there;
  }

  /** Marks that are no longer listed are said: a step would be for them too. */
  private async countAbsent(): Promise<void> {
    const { generation } = this.people;
    const absent = this.marks.size > 0 ? await this.marks.absentFrom(this.people).catch(() => 0) : 0;
    if (generation !== this.people.generation) return;
    this.absent = absent;
    this.requestUpdate();
  }

  /** The same person stays open. */
  private lookAgain(): Promise<boolean> {
    if (this.opened) return this.look(targetOf(this.opened.row), "open");
    return this.people.looking ? this.look(...this.wanted) : this.look();
  }

  /** The book as it stands now, and whom it knows of the run. */
  private async readBook(): Promise<void> {
    const book = await askOrTell<BookOverview>(this.app, { do: "overview" });
    if (!book) return;
    this.app.set({ book, unsaved: book.unsaved });
    this.saved.read(book);
  }

  /** Another book, or another run. */
  begin(): void {
    this.deciding.forget();
    this.opened = null;
    this.asking?.forget();
    if (this.isConnected) void this.readBook().then(() => this.look(undefined, this.first));
  }

  showDue(due_from: string, due_by: string): void {
    this.asking.toAll();
    this.asking.narrow({ ...NO_FILTERS, due_from, due_by });
  }

  // ---- whom a step is for ----

  /** Whoever is marked, else where the list stands. */
  private whom(): readonly Target[] {
    if (this.marks.size > 0) return this.marks.targets;
    return this.at ? [targetOf(this.at)] : [];
  }

  mark(row: Row, on: boolean): void {
    if (!this.marks.set(row, on)) this.say(t.marks.tooMany(MOST_MARKS));
    if (this.marks.size === 0) this.absent = 0;
    this.requestUpdate();
  }

  async markAt(index: number, on?: boolean): Promise<void> {
    const row = index >= 0 && index < this.people.count ? await this.people.rowAt(index) : null;
    if (row) this.mark(row, on ?? !this.marks.has(row));
  }

  /** With the row it starts from and the row it comes to. */
  async extend(by: number): Promise<void> {
    const from = this.people.active;
    await this.markAt(from, true);
    await this.markAt(from + by, true);
    this.select(from + by);
  }

  readonly markAll = async (): Promise<void> => {
    if (this.people.count > MOST_MARKS) return this.say(t.marks.tooMany(MOST_MARKS));
    this.marking = true;
    await this.marks.all(this.people).catch((e: unknown) => this.app.showRefusal(e));
    this.marking = false;
    this.requestUpdate();
  };

  readonly unmark = (): void => {
    this.marks.clear();
    this.absent = 0;
    this.requestUpdate();
    this.grid.focus({ preventScroll: true });
  };

  // ---- where the list stands, and who is open ----

  select(index: number): void {
    const { people } = this;
    if (people.count === 0) return;
    people.active = Math.max(0, Math.min(people.count - 1, index));
    this.place();
    this.rows?.reveal(people.active);
    this.requestUpdate();
    if (!this.opened) return;
    clearTimeout(this.followTimer);
    this.followTimer = window.setTimeout(() => void this.open(people.active, false), FOLLOW_DELAY_MS);
  }

  /** At the end of a queue the way on is said above the list, which leaves less room for it. */
  async keepInView(): Promise<void> {
    await this.updateComplete;
    this.rows?.reveal(this.people.active);
  }

  async open(index: number, focus: boolean): Promise<void> {
    const { people } = this;
    const { generation } = people;
    this.keepsOpen = true;
    people.active = index;
    this.place();
    this.requestUpdate();
    const overtaken = () => generation !== people.generation || index !== people.active || !this.keepsOpen;
    const row = (await people.rowAt(index)) ?? people.row(index);
    if (!row || overtaken()) return;
    try {
      const evidence = row.finding === null ? null : await this.app.client.evidence(row.finding);
      if (overtaken()) return;
      const inside = this.querySelector(".evidence")?.contains(document.activeElement);
      const same = this.opened && keyOf(targetOf(this.opened.row)) === keyOf(targetOf(row));
      this.opened = { row, at: index, evidence };
      this.requestUpdate();
      await this.updateComplete;
      const body = this.querySelector<HTMLElement>(".evidence-body");
      if (body && !same) body.scrollTop = 0;
      this.rows?.reveal(index);
      // What had the focus may be the last person's.
      const lost = inside && !this.querySelector(".evidence")?.contains(document.activeElement);
      if (focus || lost) this.querySelector<HTMLElement>("#evidence-title")?.focus({ preventScroll: true });
    } catch (e) {
      this.app.showRefusal(e);
    }
  }

  readonly close = (): void => {
    this.keepsOpen = false;
    this.opened = null;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.grid.focus();
      this.rows?.reveal(this.people.active);
    });
  };

  printPerson(): void {
    void this.print({ what: "person" });
  }

  async printList(): Promise<void> {
    const rows: Row[] = [];
    const title = this.asking.queues.find((q) => q.code === this.queue)?.label ?? t.title;
    try {
      for await (const some of this.people.everybody()) rows.push(...some);
    } catch (e) {
      return this.app.showRefusal(e);
    }
    await this.print({ what: "list", title, rows });
  }

  /** What is printed stands in the page only as long. */
  private async print(printed: Printed): Promise<void> {
    this.printed = printed;
    this.requestUpdate();
    await this.updateComplete;
    window.print();
    this.printed = null;
    this.requestUpdate();
  }

  step(by: number): void {
    if (!this.opened) this.select(this.people.active + by);
    else void this.open(Math.max(0, Math.min(this.people.count - 1, this.people.active + by)), false);
  }

  /** Whom a decision would be for is whom the clerk sees. */
  get isSeen(): boolean {
    const { opened, at } = this;
    if (this.people.looking || this.marking) return false;
    return opened === null || this.marks.size > 0 || (at !== null && keyOf(targetOf(opened.row)) === keyOf(targetOf(at)));
  }

  /** By the place among the candidates, where there is a choice; 0: none of them. */
  chooseAt(choice: number): boolean {
    const evidence = this.opened?.evidence;
    if (!evidence || !isChoice(evidence)) return false;
    const candidate = choice === 0 ? null : evidence.candidates[choice - 1];
    if (candidate !== undefined) void this.decide?.choose(evidence, candidate);
    return candidate !== undefined;
  }

  protected override render(): TemplateResult {
    return deskView(this);
  }
}

customElements.define("totsugo-desk", Desk);
