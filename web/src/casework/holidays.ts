// The days on which the town hall rests, beside the rule of the deadlines: which table is in use, another one from a file, and
// what is said where the table ends before a deadline.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { day } from "../base/days.ts";
import { errors } from "../base/strings.ts";
import { casework } from "./strings.ts";
import { askOrTell } from "../app/ask.ts";
import type { BookOverview } from "../../../wasm/cases.ts";

const t = casework.holidays;

// The core takes 1 MiB of UTF-8 and says so itself; more than this is not worth reading.
const MOST_BYTES = 2 << 20;

const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** The first line that is in neither encoding; a line feed is part of no character of theirs. */
function badLine(bytes: Uint8Array): number {
  for (let line = 1, at = 0; ; line++) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0 || decode(bytes.subarray(at, end), "shift_jis") === null) return line;
    at = end + 1;
  }
}

async function load(app: App, file: File): Promise<boolean> {
  const refuse = (text: string) => {
    app.showProblem({ code: "holidays", text });
    return false;
  };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
  } catch {
    return refuse(errors.unreadable(file.name));
  }
  const text = decode(bytes, "utf-8") ?? decode(bytes, "shift_jis");
  if (text === null) return refuse(t.undecodable(file.name, badLine(bytes)));
  return (await askOrTell(app, { do: "settings", holidays: { name: file.name, text } })) !== null;
}

function inUse({ own, known_until, official_until }: BookOverview["holidays"]): string {
  if (own) return t.own(own.name, own.days, day(own.from), day(own.to));
  return t.builtIn(known_until, official_until);
}

/** `done`: the deadlines are others now; with what to say. */
export function holidayControl(app: App, { holidays }: BookOverview, done: (said: string) => void): TemplateResult {
  return html`<div class="case-tools holidays">
    <span data-testid="holidays-in-use" class="as-is">${inUse(holidays)}</span>
    <label class="button button-outline button-small file-button">${t.load}
      <input type="file" accept=".csv,.txt,text/csv" class="visually-hidden" data-testid="holidays-load" aria-describedby="holidays-hint"
        @change=${async (e: Event) => {
          const input = e.currentTarget as HTMLInputElement;
          const file = input.files?.[0];
          input.value = "";
          if (file && (await load(app, file))) done(t.loaded(file.name));
        }} />
    </label>
    ${
      holidays.own
        ? html`<button type="button" class="button button-text button-small" data-testid="holidays-reset" @click=${async () => {
            if (await askOrTell(app, { do: "settings", holidays: null })) done(t.reset);
          }}>${t.putBack}</button>`
        : nothing
    }
    <details class="disclosure">
      <summary>${t.form}</summary>
      <p class="hint" id="holidays-hint">${t.hint}</p>
    </details>
  </div>
  ${beyond(holidays)}`;
}

function beyond({ unknown, provisional, known_until, official_until }: BookOverview["holidays"]): TemplateResult | typeof nothing {
  const lines = [
    ...(unknown > 0 ? [t.unknown(unknown, known_until)] : []),
    ...(provisional > 0 ? [t.provisional(provisional, official_until)] : []),
  ];
  if (lines.length === 0) return nothing;
  return html`<div class="banner banner-warning" role="status" data-testid="holidays-beyond"><div
    class="banner-body">${lines.map((l) => html`<p>${l}</p>`)}</div></div>`;
}
