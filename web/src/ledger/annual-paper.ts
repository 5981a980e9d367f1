// A year's figures on paper, for whoever they are reported to: the picture first, then the table on a sheet of its own.

import { html } from "lit";
import type { TemplateResult } from "lit";
import type { TableColumn } from "../../../wasm/contract.ts";
import { jaDate } from "../base/strings.ts";
import { pictureOf, tableOf } from "./figures.ts";
import type { Year } from "./figures.ts";
import { annual } from "./strings.ts";

const t = annual.paper;

export interface About {
  from: string;
  to: string;
  /** The municipality's name; empty: a line to write it on. */
  town: string;
  today: string;
  who: string;
}

function head(about: About, title: string): TemplateResult {
  return html`<header class="annual-head">
    <h1>${title}</h1>
    <p class="annual-town as-is">${about.town || t.noTown}</p>
    <p>${t.period(jaDate(about.from), jaDate(about.to))}</p>
    <p>${t.made(jaDate(about.today), about.who)}</p>
  </header>`;
}

export function annualPaper(year: Year, columns: readonly TableColumn[], about: About): TemplateResult {
  const title = t.title(jaDate(about.from).replace(/年.*/, ""));
  return html`<article class="annual-sheet" data-testid="annual-sheet">
      ${head(about, title)} ${pictureOf(year)}
      <h2>${t.how}</h2>
      <p>${annual.about}${annual.openOn(jaDate(year.open_on))}</p>
      <dl class="annual-words">${columns.map((c) => html`<dt>${c.head}</dt><dd>${c.meaning}</dd>`)}</dl>
    </article>
    <article class="annual-sheet" data-testid="annual-sheet">
      ${head(about, t.table(title))} ${tableOf(year, columns, "annual-paper-table")}
    </article>`;
}
