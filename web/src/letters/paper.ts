// The paper: an element beside the application that is all that print shows while letters are being made. It is laid out
// off the screen, so that what does not fit is known before anything is printed.

import { render } from "lit";
import type { TemplateResult } from "lit";
import { SHEET } from "./settings.ts";

export interface Fit {
  /** Positions of letters that are set a size smaller, that go on to a second sheet, whose address is higher than the window. */
  tight: Set<number>;
  twoPages: number[];
  window: number[];
}

/** What a page has room for between its margins, in millimetres, less a little for rounding. */
const PERSON_HEIGHT = 262;

export class Paper {
  private readonly element = document.createElement("div");

  open(): void {
    this.element.className = "paper";
    this.element.dataset.testid = "paper";
    document.body.append(this.element);
    // A class, for :has() is younger than the oldest browser we run in.
    document.documentElement.classList.add("has-paper");
  }

  close(): void {
    document.documentElement.classList.remove("has-paper");
    this.element.remove();
  }

  show(content: TemplateResult): void {
    render(content, this.element);
  }

  /** Sets what is too long a size smaller, and tells what even then needs another sheet; `from`: the position of the first. */
  fit(windowHeight: number, from: number): Fit {
    // All reads before all writes.
    const sheets = [...this.element.querySelectorAll<HTMLElement>("[data-testid=letter]")];
    const people = [...this.element.querySelectorAll<HTMLElement>(".sheet-person")];
    const pixels = (mm: number) => (mm * 96) / 25.4;
    const whole = people.map((p) => p.offsetHeight <= pixels(PERSON_HEIGHT));
    for (const [i, p] of people.entries()) p.toggleAttribute("data-whole", whole[i]);
    const isLong = (s: HTMLElement) => s.offsetHeight > pixels(SHEET.height);
    for (const s of sheets) delete s.dataset.tight;
    const long = sheets.map((s, i) => (isLong(s) ? i : -1)).filter((i) => i >= 0);
    for (const i of long) sheets[i]!.dataset.tight = "";
    const twoPages = long.filter((i) => isLong(sheets[i]!));
    const beyond = new Set(twoPages);
    for (const [i, s] of sheets.entries()) s.toggleAttribute("data-whole", !beyond.has(i));
    const window = sheets
      .map((s, i) => (s.querySelector<HTMLElement>(".sheet-to")!.offsetHeight > pixels(windowHeight) + 1 ? i : -1))
      .filter((i) => i >= 0);
    const at = (i: number) => from + i;
    return { tight: new Set(long.map(at)), twoPages: twoPages.map(at), window: window.map(at) };
  }
}
