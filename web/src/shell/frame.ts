// The frame of every view: the header with the way through the work and the work file, the line below it, the footer.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { dated } from "../base/days.ts";
import { okIcon } from "../base/icons.ts";
import { page as t } from "../base/strings.ts";
import { casework } from "../casework/strings.ts";
import { help } from "../help/strings.ts";
import { selfcheck } from "../selfcheck/strings.ts";
import { nextView, stepsView } from "../steps/steps.ts";
import { steps } from "../steps/strings.ts";
import { warningsView } from "../summary/summary.ts";
import { training } from "../training/strings.ts";
import { versionText } from "../../../wasm/version.ts";
import { workBar } from "../workfile/workfile.ts";

interface FrameActions {
  skip(): void;
  help(): void;
  train(): void;
}

function terminal({ engine }: App["state"]): TemplateResult {
  if (engine === "ready") return html`<span class="fine">${okIcon}${selfcheck.fine}</span>`;
  if (engine === "failed") return html`<span class="not-fine">${selfcheck.title}</span>`;
  return html`<span>${selfcheck.starting}</span>`;
}

/** What is to be done next, and what was done. */
function statusLine(app: App): TemplateResult {
  const { state } = app;
  return html`<section class="status-line ${state.phase === "files" ? "" : "is-of-work"}" aria-label=${steps.state}>
    ${state.check.missing ? nothing : nextView(app)}
    <p class="said" role="status" data-testid="said">${dated(state.exported)}</p>
    ${state.looking ? html`<p class="hint" role="status" data-testid="looking">${casework.looking}</p>` : nothing}
    ${state.phase === "desk" ? warningsView(app) : nothing}
    <p class="terminal" role="status" data-testid="terminal" data-engine=${state.engine}>${terminal(state)}</p>
    ${state.phase === "files" ? html`<p class="privacy">${t.privacy}</p>` : nothing}
  </section>`;
}

/** `working`: a view of the work is shown, and no page of the training. */
export function headerView(app: App, working: boolean, on: FrameActions): TemplateResult {
  return html`<a class="skip" href="#main" @click=${(e: Event) => {
    e.preventDefault();
    on.skip();
  }}>${t.skip}</a>
  <header class="header">
    <h1 class="product">${t.product}<span class="product-latin" lang="en">${t.productLatin}</span></h1>
    ${working ? html`${stepsView(app)} ${workBar(app)}` : nothing}
    <button type="button" class="button button-outline button-small" data-testid="help-open" @click=${on.help}>${help.open}</button>
    ${
      app.training
        ? nothing
        : html`<button type="button" class="button button-outline button-small" data-testid="training" title=${training.enterHint}
          @click=${on.train}>${training.enter}</button>`
    }
  </header>
  ${working ? statusLine(app) : nothing}`;
}

export function footerView(version: string): TemplateResult {
  return html`<footer class="footer">
    <p data-testid="version">${t.product} ${t.productLatin}　${versionText(version)}</p>
    <details class="disclosure">
      <summary>${t.footer.about}</summary>
      <div class="disclosure-body">
        <p>${t.tagline}</p>
        <h2 class="group-title">${t.footer.licences}</h2>
        <pre class="licences" tabindex="0">${document.querySelector<HTMLTemplateElement>("#licences")?.content.textContent ?? ""}</pre>
      </div>
    </details>
  </footer>`;
}
