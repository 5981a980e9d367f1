// The run: how far, which file, and a way out.

import { html } from "lit";
import type { TemplateResult } from "lit";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { bytes } from "../base/strings.ts";
import { running as t } from "./strings.ts";

export function progressView(app: App): TemplateResult {
  const { progress, cancelling } = app.state;
  const percent = progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0;
  const what = cancelling
    ? t.cancelling
    : !progress
      ? t.preparing
      : progress.done >= progress.total
        ? t.finishing
        : t.file(labelOf(app.constants, progress.kind), progress.file);
  return html`<section class="view progress-view" aria-busy="true">
    <h2 class="view-title" tabindex="-1">${t.title}</h2>
    <p>${t.lead}</p>
    <div class="progress-box" data-testid="progress" data-percent=${percent}>
      <p class="progress-percent" aria-hidden="true">${t.of(percent)}</p>
      <progress max="100" .value=${percent} aria-label=${t.label}>${t.of(percent)}</progress>
      <p class="progress-what wrap">${what}</p>
      <p class="hint">${progress ? t.bytes(bytes(progress.done), bytes(progress.total)) : html`&nbsp;`}</p>
      <p class="visually-hidden" role="status">${t.of(Math.floor(percent / 25) * 25)}</p>
    </div>
    <div class="actions">
      <button type="button" class="button button-outline" data-testid="cancel" ?disabled=${cancelling} @click=${() => app.cancel()}>
        ${t.cancel}
      </button>
    </div>
  </section>`;
}
