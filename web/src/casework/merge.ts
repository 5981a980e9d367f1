// Another clerk's work file, merged into the present cases: at once where nothing is in doubt, else person by person. Until
// every choice is made and sent, the core has changed nothing.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { changed } from "../../../wasm/work/chain.ts";
import type { App } from "../app/state.ts";
import { casework } from "./strings.ts";
import { recording } from "../person/strings.ts";
import type { MergeAnswer, MergeConflict, Side } from "../../../wasm/cases.ts";
import { examined, readWork, tellOf, toldOf } from "../workfile/workfile.ts";

const t = casework.merge;
const SIDES: readonly Side[] = ["ours", "theirs"];

/** What keeps a file from being merged at once: it is locked (no body yet), or people to choose for. */
export interface Pending {
  file: File;
  body: string | null;
  conflicts: MergeConflict[];
}

/** Merged, and the clerk has been told what came in; or pending; null where it was refused, which the clerk has been told too. */
export async function mergeFile(app: App, file: File, password = app.state.password ?? ""): Promise<"merged" | Pending | null> {
  app.set({ message: null, exported: "" });
  const opened = await readWork(app, file, password);
  if (!opened.ok) {
    tellOf(app, file, opened.text);
    return opened.locked ? { file, body: null, conflicts: [] } : null;
  }
  const result = await mergeBody(app, file, opened.body, {});
  const { doubts, altered } = await examined(app, opened);
  if (altered && result !== null) app.set({ altered });
  if (doubts && result !== null) tellOf(app, file, doubts);
  return result;
}

async function mergeBody(app: App, file: File, body: string, choices: Record<string, Side>): Promise<"merged" | Pending | null> {
  let answer: MergeAnswer;
  try {
    answer = await app.client.casework<MergeAnswer>({ do: "merge", body, file: file.name, choices, at: app.now(), who: app.state.who });
  } catch (e) {
    toldOf(app, file, e);
    return null;
  }
  if (!answer.merged) return { file, body, conflicts: answer.conflicts };
  const { added, taken, new_runs: runs, settings_differ } = answer;
  const decided = Object.keys(choices).length;
  const anything = added + taken + runs + decided > 0;
  if (anything) app.set({ saves: changed(app.state.saves) });
  app.set({ exported: anything ? t.done(file.name, { added, taken, runs }, decided, settings_differ) : t.nothing(file.name) });
  return "merged";
}

export class Merge extends LitElement {
  static override properties = { app: { attribute: false }, pending: { attribute: false }, who: {} };
  declare app: App;
  declare pending: Pending;

  private readonly choices = new Map<string, Side>();
  private password = "";

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    // A locked file has its message, which has the focus.
    if (this.pending.body !== null) this.querySelector<HTMLElement>("#merge-title")?.focus();
  }

  private take(result: "merged" | Pending | null): void {
    if (result === "merged") this.dispatchEvent(new CustomEvent("merge-done"));
    else if (result) {
      this.pending = result;
      void this.updateComplete.then(() => result.body !== null && this.querySelector<HTMLElement>("#merge-title")?.focus());
    }
  }

  private readonly cancel = (): void => {
    this.app.set({ message: null, exported: t.cancelled });
    this.dispatchEvent(new CustomEvent("merge-close"));
  };

  private choose(conflicts: readonly MergeConflict[], side: Side): void {
    for (const c of conflicts) this.choices.set(c.key, side);
    this.requestUpdate();
  }

  private locked(): TemplateResult {
    const { app, pending } = this;
    return html`<form class="step-fields" @submit=${(e: Event) => {
      e.preventDefault();
      void mergeFile(app, pending.file, this.password).then((r) => this.take(r));
    }}>
      <label class="field">${t.locked(pending.file.name)}
        <input type="password" data-testid="merge-password" autocomplete="off" .value=${this.password}
          @input=${(e: Event) => (this.password = (e.currentTarget as HTMLInputElement).value)} />
      </label>
      <button type="submit" class="button button-solid" data-testid="merge-unlock">${t.unlock}</button>
      <button type="button" class="button button-text" data-testid="merge-cancel" @click=${this.cancel}>${t.cancel}</button>
    </form>`;
  }

  private side(c: MergeConflict, at: number, side: Side): TemplateResult {
    const chosen = this.choices.get(c.key) === side;
    const id = `merge-${at}-${side}`;
    return html`<td class=${chosen ? "is-chosen" : ""}>
      <label class="inline-check">
        <input type="radio" name="merge-${at}" data-testid="merge-${side}" aria-labelledby="merge-${at} ${id}"
          aria-describedby="${id}-events" .checked=${chosen}
          @change=${() => this.choose([c], side)} />
        <span id=${id}>${t.choose[side]} <span class="state">${c[side].label}</span></span>
      </label>
      <ul class="merge-events" id="${id}-events">${c[side].events.map((e) => html`<li class="wrap as-is">${e}</li>`)}</ul>
    </td>`;
  }

  private conflicts(body: string): TemplateResult {
    const { app, pending, choices } = this;
    const { file, conflicts } = pending;
    const left = conflicts.filter((c) => !choices.has(c.key)).length;
    return html`<p>${t.about(file.name, conflicts.length)}</p>
      <p class="hint">${t.nothingLost}</p>
      <div class="summary-actions">
        ${SIDES.map(
          (side) => html`<button type="button" class="button button-outline button-small" data-testid="merge-all-${side}"
            @click=${() => this.choose(conflicts, side)}>${t.all[side]}</button>`,
        )}
      </div>
      <div class="table-scroll" tabindex="0" role="group" aria-label=${t.conflicts}>
        <table class="table merge-table" data-testid="merge-conflicts">
          <thead>
            <tr><th scope="col">${t.columns.person}</th><th scope="col">${t.columns.ours}</th><th
              scope="col">${t.columns.theirs(file.name)}</th></tr>
          </thead>
          <tbody>
            ${conflicts.map(
              (c, at) => html`<tr data-testid="merge-conflict">
                <th scope="row" class="as-is"><span class="kana">${c.kana}</span><span
                  id="merge-${at}">${c.name || c.kana}</span><br /><span class="small">${c.birth}<br />${c.number}</span></th>
                ${SIDES.map((side) => this.side(c, at, side))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <form class="step-fields merge-end" @submit=${(e: Event) => {
        e.preventDefault();
        void mergeBody(app, file, body, Object.fromEntries(choices)).then((r) => this.take(r));
      }}>
        <label>${recording.who}<input type="text" data-testid="merge-who" autocomplete="off" .value=${app.state.who}
          @input=${(e: Event) => app.set({ who: (e.currentTarget as HTMLInputElement).value })} /></label>
        <button type="submit" class="button button-solid" data-testid="merge-do" ?disabled=${left > 0}>${t.merge}</button>
        <button type="button" class="button button-text" data-testid="merge-cancel" @click=${this.cancel}>${t.cancel}</button>
        <span role="status" data-testid="merge-left">${t.left(left)}</span>
      </form>`;
  }

  protected override render(): TemplateResult {
    const { pending } = this;
    return html`<section class="merge" data-testid="merge" aria-labelledby="merge-title">
      <h3 class="group-title" id="merge-title" tabindex="-1">${t.title}</h3>
      ${pending.body === null ? this.locked() : pending.conflicts.length > 0 ? this.conflicts(pending.body) : nothing}
    </section>`;
  }
}

customElements.define("totsugo-merge", Merge);
