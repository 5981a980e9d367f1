// The lesson beside the real screens: the step to do now, why, and where; for an exercise the choices and what they come to.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { CHOICES, training as t } from "./strings.ts";
import type { Exercise } from "./exercises.ts";
import type { Choice } from "./strings.ts";
import { DRILL, LESSONS } from "./training.ts";
import type { Answer, Training } from "./training.ts";

const FOCUSABLE = "button:enabled, input:enabled, select:enabled, textarea:enabled, a[href], summary, [tabindex]";

/** To the answer that was chosen; what is chosen wrongly most often has a word of its own. */
const whyNot = (chosen: Choice, { answer, often, trap }: Exercise): string => (chosen === often ? trap : t.notThis[answer][chosen]!);

export class LessonPanel extends LitElement {
  // `turn` tells that the training has moved on.
  static override properties = { app: { attribute: false }, training: { attribute: false }, turn: { attribute: false } };
  declare app: App;
  declare training: Training;

  private choice: Choice | null = null;
  private asked = "";
  private pointed: HTMLElement | null = null;
  /** The place of the step as it was found last; marked, so that whoever looks finds it. */
  private placed: HTMLElement | null = null;
  private watch: MutationObserver | null = null;
  private size: ResizeObserver | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.app as unknown as HTMLElement;
    // Views that draw themselves do not tell the application.
    this.watch = new MutationObserver(() => {
      this.training.look();
      this.follow();
    });
    this.watch.observe(root, { subtree: true, childList: true, attributes: true });
    root.addEventListener("input", this.look);
    root.addEventListener("change", this.look);
    window.addEventListener("keydown", this.keys);
    // What has the focus is not to stand under the panel.
    this.size = new ResizeObserver(this.fit);
    this.size.observe(this);
    window.addEventListener("resize", this.fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const root = this.app as unknown as HTMLElement;
    this.watch?.disconnect();
    root.removeEventListener("input", this.look);
    root.removeEventListener("change", this.look);
    window.removeEventListener("keydown", this.keys);
    this.size?.disconnect();
    window.removeEventListener("resize", this.fit);
    document.documentElement.style.removeProperty("--lesson");
    this.point(null);
    this.placed?.removeAttribute("data-lesson-place");
  }

  private readonly look = (): void => this.training.look();

  private readonly fit = (): void => {
    document.documentElement.style.setProperty("--lesson", `${this.offsetHeight}px`);
    this.uncover();
  };

  /** What is to be done now is seen, and so it is when that is somewhere else within the step. */
  private follow(): void {
    const { training, placed } = this;
    const place = training.preparing ? null : training.place;
    if (place === placed) return;
    placed?.removeAttribute("data-lesson-place");
    this.placed = place;
    place?.setAttribute("data-lesson-place", "");
    this.uncover();
  }

  /** The panel and the band lie over nothing that the step is about. */
  private uncover(): void {
    const { placed } = this;
    if (!placed?.isConnected || getComputedStyle(this).position !== "fixed" || document.querySelector("dialog[open]")) return;
    const at = placed.getBoundingClientRect();
    const top = document.querySelector(".band")?.getBoundingClientRect().bottom ?? 0;
    // What stays in sight at the foot of a narrow desk lies over it, too.
    const bar = document.querySelector("totsugo-decide");
    const foot = bar && !bar.contains(placed) ? bar.getBoundingClientRect() : null;
    const panel = this.getBoundingClientRect().top;
    const bottom = foot && Math.abs(foot.bottom - panel) < 2 && getComputedStyle(bar!).position === "sticky" ? foot.top : panel;
    const fits = at.height <= bottom - top;
    if (fits ? at.top >= top && at.bottom <= bottom : at.top >= top && at.top < (top + bottom) / 2) return;
    placed.scrollIntoView({ block: fits ? "center" : "start" });
  }

  /** Once the lesson's place and back again. */
  private readonly keys = (e: KeyboardEvent): void => {
    if (e.key !== "F2" || e.ctrlKey || e.altKey || e.metaKey || document.querySelector("dialog[open]")) return;
    e.preventDefault();
    if (this.contains(document.activeElement)) this.show();
    else this.querySelector<HTMLElement>("#lesson-step")?.focus();
  };

  private point(place: HTMLElement | null): void {
    this.pointed?.classList.remove("is-pointed");
    this.pointed = place;
    place?.classList.add("is-pointed");
  }

  private show(): void {
    const { place } = this.training;
    this.point(place);
    if (!place) return;
    const into = place.matches(FOCUSABLE) ? place : place.querySelector<HTMLElement>(FOCUSABLE);
    if (!into) place.tabIndex = -1;
    (into ?? place).focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  }

  protected override willUpdate(): void {
    const { training } = this;
    const now = `${training.lesson?.id}/${training.at}`;
    if (now === this.asked) return;
    this.asked = now;
    this.choice = null;
    this.point(null);
  }

  protected override updated(): void {
    this.follow();
  }

  private exercise(exercise: Exercise, answer: Answer | undefined): TemplateResult {
    const { training } = this;
    const { answered } = training;
    const right = answered === exercise.answer;
    return html`<form class="lesson-ask" @submit=${(e: Event) => {
      e.preventDefault();
      if (this.choice) void training.answer(exercise, this.choice);
    }}>
      <fieldset>
        <legend class="visually-hidden">${exercise.ask}</legend>
        ${CHOICES.map(
          (choice) => html`<label class="inline-check">
            <input type="radio" name="exercise" value=${choice} data-testid="answer-${choice}" .checked=${this.choice === choice}
              @change=${() => {
                this.choice = choice;
                this.requestUpdate();
              }} />${t.choices[choice]}
          </label>`,
        )}
      </fieldset>
      <button type="submit" class="button button-solid button-small" data-testid="answer"
        ?disabled=${!this.choice || training.preparing}>${t.answer}</button>
    </form>
    <div role="status" class="lesson-answer" data-testid="answered" data-right=${answered === null ? nothing : right}>
      ${
        answered === null
          ? nothing
          : html`<p><b>${right ? t.right : t.wrong}</b> ${right ? exercise.why : whyNot(answered, exercise)}</p>
          ${
            right && answer
              ? html`<ul>${answer.told.map((x) => html`<li>${x.text}<span class="small">（${x.source}）</span></li>`)}</ul>`
              : nothing
          }
          <p class="small">${right ? exercise.trap : t.again}</p>`
      }
    </div>`;
  }

  /** What is read out when the lesson goes on. */
  private told(): TemplateResult {
    const { training } = this;
    const { step, exercise, lesson } = training;
    if (training.preparing && !exercise) return html`<p id="lesson-step" tabindex="-1" class="lesson-say">${t.preparing}</p>`;
    if (!step) return html`<p id="lesson-step" tabindex="-1" class="lesson-say">${t.passed(lesson!.title)}</p>`;
    return html`<p id="lesson-step" tabindex="-1" class="lesson-say" data-testid="lesson-step" data-step=${training.at}>
        ${exercise ? html`<b class="as-is">${exercise.name}</b>　${exercise.ask}` : step.say}${
          training.isDone && !exercise ? html`<span class="small">${t.done}</span>` : nothing
        }
      </p>
      ${step.why ? html`<p class="lesson-why"><b>${t.why}</b>${step.why}</p>` : nothing}`;
  }

  private buttons(): TemplateResult {
    const { training } = this;
    const { step, exercise, lesson } = training;
    const button = (name: string, label: string, press: () => void, kind = "button-outline") =>
      html`<button type="button" class="button button-small ${kind}" data-testid=${name} @click=${press}>${label}</button>`;
    if (training.preparing && !exercise) return html``;
    if (!step) {
      const next = lesson === DRILL ? null : (LESSONS[LESSONS.indexOf(lesson!) + 1] ?? null);
      return html`${next ? button("lesson-next-one", t.nextLesson(next.title), () => void training.begin(next), "button-solid") : nothing}
        ${button("lesson-sheet", t.pages.sheet, () => training.show("sheet"))} ${button("lesson-home", t.pages.home, () =>
          training.show("home"),
        )}`;
    }
    const free = exercise ? training.answers.has(exercise.id) : !step.done && !step.nextDay;
    return html`${step.at ? button("lesson-where", t.where, () => this.show()) : nothing}
      ${
        exercise
          ? button(
              "lesson-person",
              t.person,
              () =>
                void training.showPerson(exercise).then(() => {
                  training.find("#evidence-title")?.focus({ preventScroll: true });
                  training.find("[data-testid=evidence]")?.scrollIntoView({ block: "start" });
                }),
            )
          : nothing
      }
      ${training.at > 0 && !step.nextDay ? button("lesson-back", t.back, () => training.move(-1), "button-text") : nothing}
      ${step.nextDay ? button("lesson-day", t.nextDay, () => training.nextDay(), "button-solid") : nothing}
      ${free || (training.isDone && !step.nextDay) ? button("lesson-next", t.next, () => training.move(1), "button-solid") : nothing}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lesson, at, exercise } = this.training;
    if (!lesson) return nothing;
    return html`<section class="lesson" data-testid="lesson" data-lesson=${lesson.id} data-at=${at} aria-labelledby="lesson-title">
      <div class="lesson-head">
        <h2 class="lesson-title" id="lesson-title">${lesson.title}</h2>
        <span class="small" data-testid="lesson-at">${t.at(Math.min(at + 1, lesson.steps.length), lesson.steps.length)}</span>
        <div class="lesson-buttons">${this.buttons()}</div>
      </div>
      <div aria-live="polite">${this.told()}</div>
      ${exercise ? this.exercise(exercise, this.training.answers.get(exercise.id)) : nothing}
    </section>`;
  }
}

customElements.define("totsugo-lesson", LessonPanel);
