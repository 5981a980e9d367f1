// Into the training and out of it. The real application is taken off the page and lives on, with its engine, its files and
// its cases; the training has applications of its own. Nothing of the one can be reached from the other.

import { trainingWords } from "../app/training-words.ts";
import { watchMenus } from "../base/menus.ts";
import { Shell } from "./shell.ts";
import "../training/lesson.ts";
import { Training } from "../training/training.ts";

/** Across every sheet that the training prints, whatever prints it. */
function paperMark(): HTMLElement {
  const mark = document.createElement("div");
  mark.className = "paper-training";
  mark.setAttribute("aria-hidden", "true");
  for (const [name, text] of [
    ["paper-training-word", trainingWords.word],
    ["paper-training-line", trainingWords.mark],
  ] as const) {
    const part = document.createElement("p");
    part.className = name;
    part.textContent = text;
    mark.append(part);
  }
  return mark;
}

export function startPage(place: Element): void {
  const real = new Shell();
  const mark = paperMark();
  let now: Shell = real;
  const show = (app: Shell): Shell => {
    // What is taken off the page for good is ended with its engine.
    if (now !== real && now !== app) now.client.end();
    now = app;
    place.replaceChildren(app);
    document.documentElement.classList.toggle("has-training", app !== real);
    if (app === real) mark.remove();
    else document.body.append(mark);
    window.scrollTo(0, 0);
    return app;
  };
  const leave = (): void => {
    show(real);
    void real.updateComplete.then(() => real.querySelector<HTMLElement>("[data-testid=training]")?.focus());
  };
  const enter = (): void => {
    const training: Training = new Training(() => {
      const app = show(new Shell(training));
      training.attach(app);
      return app;
    }, leave);
    training.open();
  };
  real.addEventListener("training-enter", enter);
  // Of the training nothing has to be kept.
  window.addEventListener("beforeunload", (e) => {
    if (real.hasUnsaved) e.preventDefault();
  });
  watchMenus();
  place.replaceChildren(real);
}
