// After a decision: the list goes on, and what is taken back brings the list to whom it was about.

import type { BookOverview, Judged } from "../../../wasm/cases.ts";
import type { Row } from "../../../wasm/driver.ts";
import { askOrTell } from "../app/ask.ts";
import type { App } from "../app/state.ts";
import type { Asking } from "./asking.ts";
import type { Decide, Decided } from "./decide.ts";
import { followsCases } from "./filters.ts";
import type { Marks } from "./marks.ts";
import { keyOf, targetOf } from "./people.ts";
import type { People, Target, Whom } from "./people.ts";
import { ALL } from "./queues.ts";
import { desk as t } from "./strings.ts";

/** How the person comes with a new list: not at all, stays or opens, opens and has the focus. */
export type Show = "closed" | "open" | "focus";

/** What the desk can be asked to do. */
export interface Place {
  readonly app: App;
  readonly people: People;
  readonly marks: Marks;
  readonly asking: Asking;
  readonly decide: Decide | null;
  readonly grid: HTMLElement;
  readonly isOpen: boolean;
  /** Somebody is open, or is about to be. */
  readonly keepsOpen: boolean;
  /** Where the list stands. */
  readonly at: Row | null;
  look(target?: Whom, show?: Show): Promise<boolean>;
  open(index: number, focus: boolean): Promise<void>;
  select(index: number): void;
  keepInView(): Promise<void>;
  requestUpdate(): void;
}

/** A list that is longer tells by its queue's number that somebody is left. */
const MOST_LOOKED_AT = 1000;

export class Deciding {
  private readonly done = new Set<string>();
  /** What was asked for is not there yet. */
  busy = false;
  private turning = Promise.resolve();

  constructor(private readonly desk: Place) {}

  /** Another book, or another run: its numbers are other people's. */
  forget(): void {
    this.done.clear();
  }

  /** Another list: everybody in it is as he stands. */
  begin(): void {
    this.done.clear();
  }

  /** The worker answers one question after the other: what the clerk waits for is asked before the numbers of the queues. */
  readonly decided = async (e: CustomEvent<Decided>): Promise<void> => {
    const { targets, goOn, judged } = e.detail;
    const { desk } = this;
    const many = desk.marks.size > 0;
    if (judged !== undefined) return this.afterChoice(targets[0]!, judged);
    desk.marks.forget(targets);
    if (goOn) for (const x of targets) this.done.add(keyOf(x));
    if (goOn) desk.people.stale ||= followsCases(desk.asking.filters) || desk.app.state.queue !== ALL;
    void desk.people.restate();
    if (many) desk.grid.focus({ preventScroll: true });
    else if (goOn) await this.goOn();
    await desk.asking.count();
    await desk.keepInView();
  };

  /** The rules were asked again: people stand elsewhere now, and the list is another one. */
  private async afterChoice(target: Target, now: number | null): Promise<void> {
    const { desk } = this;
    desk.marks.clear();
    const at = desk.people.active;
    const said = desk.app.state.exported;
    const there = await desk.look({ ...target, finding: now ?? target.finding }, "focus");
    void desk.asking.count();
    if (there || desk.people.count === 0) return;
    // He has left the queue: who stood behind him stands in his place.
    desk.app.set({ exported: said });
    desk.select(Math.min(at, desk.people.count - 1));
    if (desk.keepsOpen) await desk.open(desk.people.active, true);
  }

  /** To the next person nobody has decided on, with the focus: in the person where one is open, else in the list. */
  private async goOn(): Promise<void> {
    const { desk } = this;
    const { people, grid } = desk;
    const inGrid = document.activeElement === grid;
    const next = this.nextUndecided();
    const to = next ?? people.active;
    let opened: Promise<void> | undefined;
    if (desk.isOpen && !inGrid) opened = desk.open(to, true);
    else {
      grid.focus({ preventScroll: true });
      desk.select(to);
    }
    if (next === null) void this.fromTop();
    await opened;
  }

  /** The first behind this one that is still to be decided on, as far as his row is here. */
  private nextUndecided(): number | null {
    const { people } = this.desk;
    for (let i = people.active + 1; i < people.count; i++) {
      const row = people.row(i);
      if (!row || !this.isDone(row)) return i;
    }
    return null;
  }

  /** Nobody is left behind this one: whoever was passed over comes again, and that is said; or that nobody was. */
  private async fromTop(): Promise<void> {
    const { desk } = this;
    const { app, people } = desk;
    const { generation, active } = people;
    const said = app.state.exported;
    const first = await this.passedOver(active);
    // The clerk has gone on meanwhile.
    if (generation !== people.generation || active !== people.active || app.state.exported !== said) return;
    app.set({ exported: `${said} ${first === null ? t.nobodyLeft : t.fromTop}` });
    if (first === null) return;
    if (desk.isOpen) void desk.open(first, document.activeElement !== desk.grid);
    else desk.select(first);
  }

  private async passedOver(before: number): Promise<number | null> {
    for (let i = 0; i < Math.min(before, MOST_LOOKED_AT); i++) {
      const row = await this.desk.people.rowAt(i);
      if (row && !this.isDone(row)) return i;
    }
    return null;
  }

  private isDone(row: Row): boolean {
    if (this.done.has(keyOf(targetOf(row)))) return true;
    const { queue } = this.desk.app.state;
    const of = this.desk.asking.queues.find((q) => q.code === queue);
    if (!of?.left?.states || !row.as_case) return false;
    return row.as_case.on_hold || row.as_case.state !== "listed";
  }

  /** One after the other, however quickly they are asked for. */
  takeBack(which: "undo" | "redo"): void {
    if (!this.desk.decide?.busy)
      this.turning = this.turning.then(() => this.turnNow(which)).catch((e: unknown) => this.desk.app.showRefusal(e));
  }

  private async turnNow(which: "undo" | "redo"): Promise<void> {
    this.busy = true;
    this.desk.requestUpdate();
    try {
      await this.turn(which);
    } finally {
      this.busy = false;
      this.desk.requestUpdate();
    }
  }

  private async turn(which: "undo" | "redo"): Promise<void> {
    const { desk } = this;
    const { app, decide } = desk;
    const before = app.state.book?.[which];
    if (!before) return app.set({ exported: which === "undo" ? t.decide.nothingToUndo : t.decide.nothingToRedo });
    decide?.leave();
    const answer = await askOrTell<BookOverview & Judged>(app, { do: which, at: app.now(), who: app.state.who });
    if (!answer) return;
    const whom = before.name || t.decide.people(before.cases);
    const said = which === "undo" ? t.decide.undone(before.label, whom) : t.decide.redone(before.label, whom);
    app.set({ unsaved: answer.unsaved, book: answer, exported: said });
    if (answer.summary) app.judged(answer.summary);
    await this.showAgain(before.cases === 1 && before.case !== null ? { finding: null, case: before.case } : null, said);
    void desk.asking.count();
  }

  /** The person of a step that was taken back, wherever the list stood. */
  private async showAgain(target: Whom | null, said: string): Promise<void> {
    const { desk } = this;
    // The clerk may close the person while the list is asked for.
    const show = () => (desk.keepsOpen ? "focus" : "closed");
    const there = await desk.look(target ?? (desk.at ? targetOf(desk.at) : undefined), show());
    if (target && !there) {
      desk.asking.toAll();
      await desk.look(target, show());
    }
    desk.app.set({ exported: said });
    await desk.decide?.look();
  }

  /** Letters for the targets; whoever is in the book by now has a case. */
  async letters(targets: readonly Target[]): Promise<void> {
    const { app, people } = this.desk;
    if (app.state.summary && !(await app.attach())) return;
    const known = new Map(targets.map((x) => [keyOf(x), x.case]));
    if ([...known.values()].includes(null))
      for await (const rows of people.everybody())
        for (const row of rows) if (known.has(keyOf(targetOf(row)))) known.set(keyOf(targetOf(row)), row.as_case?.case ?? null);
    app.write([...known.values()].filter((x): x is number => x !== null));
  }
}
