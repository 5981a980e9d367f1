// The one place where errors and notices stand, read out when they come.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { dated } from "../base/days.ts";
import { errors } from "../base/strings.ts";
import { errorIcon, noticeIcon } from "../base/icons.ts";
import type { App } from "./state.ts";

export function messageView(app: App): TemplateResult | typeof nothing {
  const { message } = app.state;
  if (!message) return nothing;
  const error = message.kind === "error";
  return html`<div
    class="banner ${error ? "banner-error" : "banner-notice"}"
    role=${error ? "alert" : "status"}
    data-testid="message"
    tabindex="-1"
  >
    <span class="banner-icon">${error ? errorIcon : noticeIcon}</span>
    <div class="banner-body">
      <p class="banner-title">${message.title}</p>
      ${
        message.lines.length > 1
          ? html`<ul>
            ${message.lines.map((l) => html`<li>${dated(l)}</li>`)}
          </ul>`
          : message.lines.map((l) => html`<p>${dated(l)}</p>`)
      }
    </div>
    <button type="button" class="button button-text" @click=${() => app.set({ message: null })}>${errors.close}</button>
  </div>`;
}
