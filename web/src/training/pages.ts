// What the training shows in place of the real screens: the list of lessons, the result sheet, the trainer's view.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { today } from "../../../wasm/driver.ts";
import { trainingWords } from "../app/training-words.ts";
import { flowNames } from "../app/strings.ts";
import { jaDate } from "../base/strings.ts";
import { training as t } from "./strings.ts";
import { EXERCISES } from "./exercises.ts";
import { DRILL, LESSONS, PAGES, score } from "./training.ts";
import type { Answer, Page, Training } from "./training.ts";

/** Above everything, as long as the training lasts. */
export function bandView(training: Training): TemplateResult {
  const link = (page: Page) =>
    html`<button type="button" class="band-button" data-testid="training-${page}" aria-current=${training.page === page ? "page" : nothing}
      @click=${() => training.show(page)}>${t.pages[page]}</button>`;
  return html`<section class="band" data-testid="training-band" aria-label=${trainingWords.word}>
      <p class="band-mark" role="note"><b>${trainingWords.word}</b>　${t.fiction}</p>
      <nav class="band-pages" aria-label=${t.pagesLabel}>
        ${
          training.isUnderWay
            ? html`<button type="button" class="band-button" data-testid="training-resume"
              @click=${() => training.resume()}>${t.resume}</button>`
            : nothing
        }
        ${PAGES.map(link)}
        <button type="button" class="band-button" data-testid="training" @click=${training.leave}>${t.leave}</button>
      </nav>
    </section>`;
}

export function pageView(training: Training, app: App): TemplateResult | null {
  switch (training.page) {
    case null:
      return null;
    case "home":
      return homeView(training);
    case "sheet":
      return sheetView(training, app);
    case "trainer":
      return trainerView(training);
  }
}

function homeView(training: Training): TemplateResult {
  const { right, answered, all } = score(training.answers);
  return html`<div class="view training-home">
    <h2 class="view-title" tabindex="-1">${t.home.title}</h2>
    <p>${t.home.lead}</p>
    <ol class="lesson-list">
      ${LESSONS.map((lesson, i) => {
        const passed = training.passed.has(lesson.id);
        return html`<li class="card" data-testid="lesson-card" data-passed=${passed}>
          <h3 class="group-title">${t.home.lesson(i + 1)}　${lesson.title}</h3>
          <p>${lesson.goal}</p>
          <p class="lesson-list-end">
            <button type="button" class="button ${passed ? "button-outline" : "button-solid"} button-small" data-testid="begin-${lesson.id}"
              aria-label=${t.home.beginOf(lesson.title)}
              @click=${() => void training.begin(lesson)}>${passed ? t.home.again : t.home.begin}</button>
            <span
              class="small">${t.minutes(lesson.minutes)}</span>${passed ? html`<span class="state-mark">${t.home.passed}</span>` : nothing}
          </p>
        </li>`;
      })}
    </ol>
    <section aria-labelledby="drill-title">
      <h3 class="section-title" id="drill-title">${t.drill}</h3>
      <p>${t.drillGoal}　${t.score(right, answered, all)}</p>
      <button type="button" class="button button-outline" data-testid="begin-drill"
        @click=${() => void training.begin(DRILL)}>${t.home.drill}</button>
    </section>
  </div>`;
}

/** The notices and laws; how people are told apart is the tool's own. */
const basisOf = ({ told }: Answer): string[] => [...new Set(told.map((x) => x.source))].filter((source) => /通知|法|保国発/.test(source));

function sheetView(training: Training, app: App): TemplateResult {
  const s = t.sheet;
  const { right, answered, all } = score(training.answers);
  return html`<div class="view training-sheet" data-testid="result-sheet" data-right=${right} data-answered=${answered}>
    <h2 class="view-title" tabindex="-1">${s.title}</h2>
    <div class="sheet-who">
      <label class="field">${s.name}<input type="text" data-testid="trainee" autocomplete="off" .value=${training.trainee} @input=${(
        e: Event,
      ) => {
        training.trainee = (e.currentTarget as HTMLInputElement).value;
        app.set({});
      }} /></label>
      <p>${s.date}　${jaDate(today())}</p>
      <p data-testid="score"><b>${t.score(right, answered, all)}</b></p>
      <button type="button" class="button button-solid button-small only-screen" data-testid="sheet-print"
        @click=${() => window.print()}>${s.print}</button>
    </div>
    <p class="hint only-screen">${s.hint}</p>
    <h3 class="section-title">${s.lessons}</h3>
    <ul class="sheet-lessons">${LESSONS.map(
      (lesson) => html`<li>${training.passed.has(lesson.id) ? s.done : s.open}　${lesson.title}</li>`,
    )}</ul>
    <h3 class="section-title">${s.exercises}</h3>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${s.exercises}>
      <table class="table sheet-answers">
        <thead><tr>${s.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
        <tbody>${EXERCISES.map((e) => {
          const answer = training.answers.get(e.id);
          const good = answer?.first === e.answer;
          return html`<tr data-testid="sheet-row" data-exercise=${e.id} data-right=${answer ? good : nothing}>
            <th scope="row" class="as-is">${e.name}</th>
            <td>${e.ask}</td>
            <td>${answer ? t.choices[answer.first] : s.none}</td>
            <td>${answer ? t.choices[e.answer] : ""}</td>
            <td class="no-break">${answer ? (good ? s.right : s.wrong) : ""}</td>
            <td>${
              answer
                ? html`${e.why} ${basisOf(answer).length ? html`<span class="small">${basisOf(answer).join("、")}</span>` : nothing}`
                : ""
            }</td>
          </tr>`;
        })}</tbody>
      </table>
    </div>
  </div>`;
}

function trainerView(training: Training): TemplateResult {
  const tr = t.trainer;
  return html`<div class="view training-trainer" data-testid="trainer">
    <h2 class="view-title" tabindex="-1">${tr.title}</h2>
    <p>${tr.lead}</p>
    <h3 class="section-title">${tr.before}</h3>
    <ul>${tr.setup.map((x) => html`<li>${x}</li>`)}</ul>
    <h3 class="section-title">${tr.lessons}</h3>
    ${LESSONS.map(
      (lesson, i) => html`<section class="trainer-lesson" data-testid="trainer-lesson">
        <h4 class="group-title">${t.home.lesson(i + 1)}　${lesson.title}（${t.minutes(lesson.minutes)}）</h4>
        <p><b>${tr.goal}</b>　${lesson.goal}</p>
        <p><b>${tr.tell}</b></p><ul>${lesson.notes.tell.map((x) => html`<li>${x}</li>`)}</ul>
        <p><b>${tr.mistakes}</b></p><ul>${lesson.notes.mistakes.map((x) => html`<li>${x}</li>`)}</ul>
      </section>`,
    )}
    <h3 class="section-title">${tr.answers}</h3>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${tr.answers}>
      <table class="table trainer-answers">
        <thead><tr>${tr.columns.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
        <tbody>${EXERCISES.map(
          (e) => html`<tr>
            <th scope="row" class="as-is">${e.name}</th><td>${flowNames[e.flow]}</td>
            <td>${t.choices[e.answer]}</td><td>${e.why}</td><td>${e.trap}</td>
          </tr>`,
        )}</tbody>
      </table>
    </div>
    <p class="only-screen trainer-buttons">
      <button type="button" class="button button-outline" data-testid="trainer-print" @click=${() => window.print()}>${tr.print}</button>
      <button type="button" class="button button-outline" data-testid="training-reset"
        @click=${() => window.confirm(tr.confirm) && training.reset()}>${tr.reset}</button>
    </p>
  </div>`;
}
