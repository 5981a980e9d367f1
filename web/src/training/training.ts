// The training: which lesson and which step is under way, what was answered, and the files of the town. It outlives the
// training application, which is a new one for each lesson; nothing of it is kept when it is left or begun anew.

import type { Kind } from "../../../wasm/driver.ts";
import type { Settings } from "../letters/settings.ts";
import { defaults } from "../letters/settings.ts";
import type { App, State } from "../app/state.ts";
import { training as trainingText } from "./strings.ts";
import { EXERCISES } from "./exercises.ts";
import type { Exercise } from "./exercises.ts";
import type { Choice } from "./strings.ts";
import { FIRST_DAY, LESSONS } from "./lessons.ts";
import type { Lesson, Seen, Step } from "./lessons.ts";
import { personShown } from "./person.ts";
import { stage } from "./stage.ts";
import { DAYS, townFiles } from "./town.ts";
import type { TownDay } from "./town.ts";

export type Page = "home" | "sheet" | "trainer";
export const PAGES: readonly Page[] = ["home", "sheet", "trainer"];

/** What the tool says of the person of an exercise. */
export interface Told {
  text: string;
  source: string;
}

export interface Answer {
  /** This one counts. */
  first: Choice;
  last: Choice;
  told: readonly Told[];
}

/** All exercises one after the other, for those who want no more than these. */
export const DRILL: Lesson = {
  id: "drill",
  title: trainingText.drill,
  goal: trainingText.drillGoal,
  minutes: 8,
  from: "P",
  notes: { tell: [], mistakes: [] },
  steps: EXERCISES.map((e) => ({ say: "", ask: e.id })),
};

export class Training {
  page: Page | null = "home";
  lesson: Lesson | null = null;
  /** Where in the lesson; its end is one behind the last step. */
  at = 0;
  /** The steps before this one have been done. */
  private reached = 0;
  day: TownDay = FIRST_DAY;
  /** The work file saved last. */
  kept: File | null = null;
  /** As typed, for the result sheet. */
  trainee = "";
  readonly passed = new Set<string>();
  readonly answers = new Map<string, Answer>();
  /** What was said with the last answer of the exercise on the screen. */
  answered: Choice | null = null;
  /** The town is being brought to where the lesson begins, or to the person of an exercise. */
  preparing = false;
  /** Counts what there is to draw. */
  turn = 0;
  private app: App | null = null;
  private readonly files = new Map<string, File[]>();
  private waiting: { test(state: State): boolean; done(): void }[] = [];

  /** `renew` puts a new training application on the page; `leave` goes back to the real one. */
  constructor(
    private readonly renew: () => App,
    readonly leave: () => void,
  ) {}

  /** The application of this training; its elements are looked for in it. */
  attach(app: App): void {
    this.app = app;
    this.waiting = [];
  }

  /** The sender of the town's letters. */
  letters(): Settings {
    return { ...defaults(), ...trainingText.sender };
  }

  // ---- the town's files ----

  private async filesOf(kind: Kind): Promise<File[]> {
    const { day } = this;
    const beginning = this.lesson?.from === "stopped";
    const key = `${day} ${kind} ${beginning}`;
    const stored = await townFiles(day, kind, beginning);
    const made =
      this.files.get(key) ?? stored.map(({ name, bytes }) => new File([bytes], name, { type: "text/csv", lastModified: Date.parse(day) }));
    this.files.set(key, made);
    return made;
  }

  async put(kind: Kind): Promise<void> {
    const { app } = this;
    const files = await this.filesOf(kind);
    if (this.app === app) app?.choose(kind, files);
  }

  /** Only these are files that the training takes. */
  owns(file: File): boolean {
    return [...this.files.values()].some((files) => files.includes(file));
  }

  keep(file: File): void {
    this.kept = file;
  }

  // ---- pages and lessons ----

  private draw(): void {
    this.turn += 1;
    this.app?.set({});
  }

  show(page: Page): void {
    this.page = page;
    this.draw();
    window.scrollTo(0, 0);
    this.focus(".view-title");
  }

  /** A lesson that was left for a page goes on where it was. */
  get isUnderWay(): boolean {
    return this.page !== null && this.step !== null;
  }

  resume(): void {
    this.page = null;
    this.enter();
    this.focus("#lesson-step");
  }

  async begin(lesson: Lesson): Promise<void> {
    this.lesson = lesson;
    this.at = this.reached = 0;
    this.day = FIRST_DAY;
    this.kept = null;
    await this.anew(async (app) => stage(this, app, lesson.from));
  }

  /** A new application, brought to where it is wanted. */
  private async anew(prepare: (app: App) => Promise<void>): Promise<void> {
    this.page = null;
    this.answered = null;
    this.preparing = true;
    const app = this.renew();
    this.focus("#lesson-step");
    await prepare(app);
    if (this.app !== app) return;
    this.preparing = false;
    this.enter();
    this.focus("#lesson-step");
  }

  nextDay(): void {
    this.day = DAYS[1];
    this.at += 1;
    this.reached = Math.max(this.reached, this.at);
    void this.anew(async () => {});
  }

  get step(): Step | null {
    return this.lesson?.steps[this.at] ?? null;
  }

  get exercise(): Exercise | null {
    const { step } = this;
    return EXERCISES.find((e) => e.id === step?.ask) ?? null;
  }

  /** The step on the screen has been done before. */
  get isDone(): boolean {
    return this.at < this.reached;
  }

  move(by: number): void {
    this.at = Math.max(0, Math.min(this.lesson?.steps.length ?? 0, this.at + by));
    this.reached = Math.max(this.reached, this.at);
    if (this.lesson && this.at === this.lesson.steps.length && this.lesson !== DRILL) this.passed.add(this.lesson.id);
    this.answered = null;
    this.enter();
  }

  /** The person of an exercise is brought onto the screen. */
  private enter(): void {
    this.draw();
    const { exercise } = this;
    if (exercise) void this.showPerson(exercise);
    else this.look();
  }

  async showPerson(exercise: Exercise): Promise<void> {
    const { app } = this;
    if (!app || this.preparing) return;
    this.preparing = true;
    this.draw();
    await personShown(this, app, exercise);
    if (this.app !== app) return;
    this.preparing = false;
    this.draw();
  }

  async answer(exercise: Exercise, choice: Choice): Promise<void> {
    const before = this.answers.get(exercise.id);
    this.answers.set(exercise.id, { first: before?.first ?? choice, last: choice, told: before?.told ?? [] });
    this.answered = choice;
    this.draw();
    const told = before?.told.length ? before.told : await this.told();
    this.answers.set(exercise.id, { ...this.answers.get(exercise.id)!, told });
    this.draw();
  }

  /** The reasons of the person whose evidence is open. */
  private async told(): Promise<Told[]> {
    const { app } = this;
    const open = this.find("[data-testid=evidence]")?.dataset.case;
    if (!app || open === undefined) return [];
    try {
      return (await app.client.evidence(Number(open))).reasons.map(({ text, source }) => ({ text, source }));
    } catch {
      return []; // the explanation of the exercise stands without it
    }
  }

  /** Its first page. */
  open(): void {
    this.renew();
    this.focus(".view-title");
  }

  reset(): void {
    this.passed.clear();
    this.answers.clear();
    this.trainee = "";
    this.lesson = null;
    this.at = this.reached = 0;
    this.day = FIRST_DAY;
    this.kept = null;
    this.page = "home";
    this.answered = null;
    this.open();
  }

  // ---- what the page says ----

  /** Once the application's state is as wanted. */
  when(test: (state: State) => boolean): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ test, done });
      this.look();
    });
  }

  find(selector: string): HTMLElement | null {
    const all = (this.app as HTMLElement | null)?.querySelectorAll<HTMLElement>(selector) ?? [];
    // What is folded away has its boxes all the same.
    return [...all].find((e) => e.getClientRects().length > 0 && !e.closest("details:not([open]) > :not(summary)")) ?? null;
  }

  /** After every change of the application: what was waited for has come, a step is done. */
  look(): void {
    const { app } = this;
    if (!app) return;
    const ready = this.waiting.filter((w) => w.test(app.state));
    this.waiting = this.waiting.filter((w) => !ready.includes(w));
    for (const w of ready) w.done();
    const { step } = this;
    if (this.page !== null || this.preparing || this.isDone || !step?.done) return;
    if (step.done(this.seen(app))) this.move(1);
  }

  private seen(app: App): Seen {
    return { app, kept: this.kept, find: (selector) => this.find(selector) };
  }

  /** The first of the step's places that is there and can be used. */
  get place(): HTMLElement | null {
    const { app, step } = this;
    if (!app || !step?.at) return null;
    for (const selector of typeof step.at === "function" ? step.at(this.seen(app)) : step.at) {
      const found = this.find(selector);
      if (found) return found;
    }
    // In a narrow window whoever is open hides the queues and the list: back to them first.
    return this.find(".evidence-bar .only-narrow");
  }

  private focus(selector: string): void {
    const element = this.app as unknown as { updateComplete: Promise<unknown> } & HTMLElement;
    void element.updateComplete.then(() => element.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true }));
  }
}

/** How many exercises were answered, and how many rightly at the first time. */
export function score(answers: ReadonlyMap<string, Answer>): { answered: number; right: number; all: number } {
  const right = EXERCISES.filter((e) => answers.get(e.id)?.first === e.answer).length;
  return { answered: answers.size, right, all: EXERCISES.length };
}

export { LESSONS };
