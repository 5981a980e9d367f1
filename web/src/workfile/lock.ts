// The lock of the work file: asked for above everything else, before the file is saved for the first time or a locked one is opened. What
// is typed stays in the fields until it is used; it is no form, so no browser offers to keep it.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { LockAsked, LockChoice } from "../app/locking.ts";
import type { App } from "../app/state.ts";
import { canKeepFile } from "./same-file.ts";
import { workfile } from "./strings.ts";

const t = workfile.lock;

/** Null: the clerk would rather not. */
export function askForLock(app: App, about: Pick<LockAsked, "for" | "name" | "wrong">): Promise<LockChoice | null> {
  return new Promise((resolve) => {
    app.state.locking?.answer(null);
    const answer = (choice: LockChoice | null) => {
      app.set({ locking: null });
      resolve(choice);
    };
    app.set({ locking: { ...about, answer } });
  });
}

export class LockDialog extends LitElement {
  static override properties = { app: { attribute: false }, asked: { attribute: false } };
  declare app: App;
  declare asked: LockAsked | null;
  private seen = false;
  private wrong = "";

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("asked")) return;
    this.seen = false;
    this.wrong = this.asked?.wrong ?? "";
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  private field(id: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`[data-testid=${id}]`);
  }

  /** Closed before it is gone, so that the browser gives the focus back. */
  private answer(choice: LockChoice | null): void {
    const { asked } = this;
    this.querySelector("dialog")?.close();
    asked?.answer(choice);
  }

  private refuse(why: string, id: string): void {
    this.wrong = why;
    this.requestUpdate();
    this.field(id)?.focus();
  }

  private readonly locked = (): void => {
    const password = this.field("work-password")!.value;
    const again = this.field("work-password-again")?.value ?? password;
    // As the file takes it: the same keys give full-width letters on one terminal and ASCII on another.
    const agrees = again.normalize("NFKC") === password.normalize("NFKC");
    if (password.trim() === "") this.refuse(t.empty, "work-password");
    else if (!agrees) this.refuse(again === "" ? t.once : t.differ, "work-password-again");
    else this.choose(password);
  };

  private choose(password: string): void {
    this.answer({ password, sameFile: this.field("same-file")?.checked ?? false });
  }

  private readonly typed = (): void => {
    if (this.wrong === "") return;
    this.wrong = "";
    this.requestUpdate();
  };

  private input(id: string, label: string): TemplateResult {
    return html`<label class="field">${label}
      <input type=${this.seen ? "text" : "password"} data-testid=${id} autocomplete="off" autocapitalize="off"
        aria-invalid=${this.wrong ? "true" : "false"} aria-describedby="lock-wrong" @input=${this.typed}
        @keydown=${(e: KeyboardEvent) => {
          if (e.key !== "Enter" || e.isComposing) return;
          e.preventDefault(); // the button that gets the focus back is not pressed by the same key
          this.locked();
        }} />
    </label>`;
  }

  private fields(saving: boolean): TemplateResult {
    return html`<div class="lock-fields">
      ${this.input("work-password", t.password)} ${saving ? this.input("work-password-again", t.again) : nothing}
      <button type="button" class="button button-outline button-small" data-testid="work-password-look" aria-pressed=${this.seen}
        @click=${() => {
          this.seen = !this.seen;
          this.requestUpdate();
        }}>${t.look}</button>
    </div>
    <p class="lock-wrong" id="lock-wrong" role="alert" data-testid="lock-wrong">${this.wrong}</p>`;
  }

  private same(): TemplateResult | typeof nothing {
    if (!canKeepFile(this.app)) return nothing;
    return html`<label class="check"><input type="checkbox" data-testid="same-file" .checked=${this.app.state.sameFile} />
      <span>${t.sameFile}<span class="hint">${t.sameFileHint}</span></span></label>`;
  }

  private button(id: string, kind: string, label: string, press: () => void): TemplateResult {
    return html`<button type="button" class="button ${kind}" data-testid=${id} @click=${press}>${label}</button>`;
  }

  private saving(): TemplateResult {
    return html`<h2 class="section-title" id="lock-title">${t.saveTitle}</h2>
      <p id="lock-lead">${t.saveLead}</p>
      ${this.fields(true)}
      <p class="hint">${t.forget}</p>
      ${this.same()}
      <div class="dialog-choices">
        ${this.button("lock-cancel", "button-text", t.cancel, () => this.answer(null))}
        ${this.button("save-plain", "button-outline", t.plain, () => this.choose(""))}
        ${this.button("save-locked", "button-solid", t.locked, this.locked)}
      </div>
      <p class="hint lock-plain">${t.plainMeans}</p>`;
  }

  private opening(name: string): TemplateResult {
    return html`<h2 class="section-title" id="lock-title">${workfile.open}</h2>
      <p id="lock-lead" class="wrap">${t.openLead(name)}</p>
      ${this.fields(false)}
      <div class="dialog-choices">
        ${this.button("lock-cancel", "button-text", t.cancel, () => this.answer(null))}
        ${this.button("open-locked", "button-solid", t.unlock, this.locked)}
      </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { asked } = this;
    if (!asked) return nothing;
    return html`<dialog class="dialog lock" data-testid="lock" data-for=${asked.for} aria-labelledby="lock-title"
      aria-describedby="lock-lead" @cancel=${(e: Event) => {
        e.preventDefault();
        this.answer(null);
      }}>${asked.for === "save" ? this.saving() : this.opening(asked.name)}</dialog>`;
  }
}

customElements.define("totsugo-lock", LockDialog);
