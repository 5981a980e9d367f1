// Help inside the page, and the list of keys: dialogs above the view, which stays as it is and where it was.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { n, page } from "../base/strings.ts";
import { help as t } from "./strings.ts";
import { KEYS } from "./keys.ts";
import { sketchView } from "./sketch.ts";
import { sectionOfStep } from "./manual.ts";
import { helpParts } from "./texts.ts";
import type { Term } from "./glossary.ts";
import type { Block, Part, Section } from "./sections.ts";
import { narrowed, wordsOf } from "./search.ts";

const NOT_TYPED_IN = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

/** Whether a character typed now goes into a field. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TYPED_IN.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

export class Help extends LitElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  private open = false;
  private listing = false;
  private text = "";
  /** A key of one character can be in the way of those who dictate: it can be put off (WCAG 2.1.4). */
  private mark = true;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before anything below hears of it: an Escape that closes the help closes nothing else.
    window.addEventListener("keydown", this.keys, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.keys, true);
  }

  private readonly keys = (e: KeyboardEvent): void => {
    if (e.isComposing || e.ctrlKey || e.altKey || e.metaKey) return;
    const act = this.actOf(e);
    if (!act) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  };

  private actOf(e: KeyboardEvent): (() => void) | null {
    if (e.key === "F1") return () => this.show();
    if (e.key === "?" || e.key === "？") return this.mark && !isTyping(e.target) ? () => this.showKeys() : null;
    if (e.key !== "Escape") return null;
    return this.listing ? () => this.closeKeys() : this.open ? () => this.close() : null;
  }

  show(): void {
    if (this.listing) this.closeKeys();
    if (this.open) return;
    this.open = true;
    this.text = "";
    this.requestUpdate();
    void this.updateComplete.then(() => {
      document.documentElement.classList.add("has-help");
      this.find("dialog.help")?.showModal();
      this.find("#help-title")?.focus();
    });
  }

  private readonly close = (): void => {
    document.documentElement.classList.remove("has-help");
    this.open = false;
    this.leave("dialog.help");
  };

  private readonly showKeys = (): void => {
    if (this.listing) return;
    this.listing = true;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.find("dialog.keys")?.showModal();
      this.find("#keys-title")?.focus();
    });
  };

  private readonly closeKeys = (): void => {
    this.listing = false;
    this.leave("dialog.keys");
  };

  /** The browser gives the focus back; where its place is gone meanwhile (a run has ended), the view's title gets it. */
  private leave(dialog: string): void {
    this.find(dialog)?.close();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (document.activeElement === document.body) this.dispatchEvent(new Event("help-lost"));
    });
  }

  private find(selector: string): HTMLDialogElement | null {
    return this.querySelector<HTMLDialogElement>(selector);
  }

  private readonly cancelled = (e: Event): void => {
    // The browser's own way of closing (a gesture) goes the same way as ours.
    e.preventDefault();
    if (this.listing) this.closeKeys();
    else this.close();
  };

  private readonly search = (e: Event): void => {
    this.text = (e.currentTarget as HTMLInputElement).value;
    this.requestUpdate();
    // What is found begins at the top; where all of it scrolls as one, the field does not go away.
    void this.updateComplete.then(() => this.find(".help-text")?.scrollTo(0, 0));
  };

  private goTo(e: Event | null, id: string): void {
    // No step in the browser's history: going back would leave the page.
    e?.preventDefault();
    const heading = this.querySelector<HTMLElement>(`#help-${id}`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  }

  private readonly toLicences = (): void => {
    this.close();
    this.dispatchEvent(new Event("help-licences"));
  };

  /** The deployment sheet alone; what was looked for does not leave it in pieces. */
  private readonly printSheet = (): void => {
    this.text = "";
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const { classList } = document.documentElement;
      classList.add("has-sheet");
      window.addEventListener("afterprint", () => classList.remove("has-sheet"), { once: true });
      window.print();
    });
  };

  private contents(parts: readonly Part[]): TemplateResult {
    const link = (id: string, title: string) => html`<a href="#help-${id}" @click=${(e: Event) => this.goTo(e, id)}>${title}</a>`;
    return html`<nav class="help-contents" aria-labelledby="help-contents-title" tabindex="0">
      <h3 class="help-contents-title" id="help-contents-title">${t.contents}</h3>
      <ul>
        ${parts.map((p) => html`<li>${link(p.id, p.title)}<ul>${p.sections.map((s) => html`<li>${link(s.id, s.title)}</li>`)}</ul></li>`)}
      </ul>
    </nav>`;
  }

  private section(s: Section): TemplateResult {
    return html`<div class="help-section" data-testid="help-section" data-section=${s.id}>
      <h4 id="help-${s.id}" tabindex="-1">${s.title}</h4>
      ${s.body.map((b) => this.block(b))}
    </div>`;
  }

  private block(b: Block): TemplateResult {
    if (typeof b === "string") return html`<p>${b}</p>`;
    if ("steps" in b) return html`<ol>${b.steps.map((s) => html`<li>${s}</li>`)}</ol>`;
    if ("list" in b) return html`<ul>${b.list.map((s) => html`<li>${s}</li>`)}</ul>`;
    if ("said" in b) return html`<ul class="help-said">${b.said.map((s) => html`<li>${s}</li>`)}</ul>`;
    if ("terms" in b) return termsView(b.terms);
    if ("rows" in b) return tableView(b.heads, b.rows);
    if ("sketch" in b) return sketchView(b.sketch);
    const { label, press } = {
      licences: { label: page.footer.licences, press: this.toLicences },
      sheet: { label: t.sheet, press: this.printSheet },
    }[b.button];
    return html`<p class="help-button"><button type="button" class="button button-outline button-small" data-testid="help-${b.button}"
      @click=${press}>${label}</button></p>`;
  }

  private helpView(): TemplateResult {
    const words = wordsOf(this.text);
    const parts = narrowed(helpParts(this.app.constants), words);
    const found = parts.reduce((sum, p) => sum + p.sections.length, 0);
    const here = this.app.training?.page ? "do-training" : sectionOfStep(this.app.state);
    return html`<dialog class="help" data-testid="help" aria-labelledby="help-title" @cancel=${this.cancelled}>
      <div class="help-bar">
        <h2 class="section-title" id="help-title" tabindex="-1">${t.title}</h2>
        <button type="button" class="button button-text" data-testid="help-keys" @click=${this.showKeys}>${t.keys}</button>
        <button type="button" class="button button-text" data-testid="help-print" @click=${() => window.print()}>${t.print}</button>
        <button type="button" class="button button-solid button-small" data-testid="help-close" @click=${this.close}>${t.close}</button>
      </div>
      <div class="help-scroll">
        <div class="help-side">
          <label class="field"><span>${t.search}</span>
            <input type="search" data-testid="help-search" autocomplete="off" .value=${this.text}
              @input=${this.search} />
          </label>
          <p class="small" role="status" data-testid="help-found">${words.length > 0 ? (found > 0 ? t.found(n(found)) : t.nothing) : ""}</p>
          ${
            words.length > 0
              ? nothing
              : html`<p><button type="button" class="button button-outline button-small" data-testid="help-here"
                @click=${() => this.goTo(null, here)}>${t.here}</button></p>`
          }
          ${parts.length > 0 ? this.contents(parts) : nothing}
        </div>
        <div class="help-text" role="region" aria-labelledby="help-title" tabindex="0">
          ${parts.map(
            (p) => html`<section class="help-part" data-part=${p.id} aria-labelledby="help-${p.id}">
              <h3 class="section-title" id="help-${p.id}" tabindex="-1">${p.title}</h3>
              ${p.sections.map((s) => this.section(s))}
            </section>`,
          )}
        </div>
      </div>
    </dialog>`;
  }

  private keysView(): TemplateResult {
    return html`<dialog class="loss keys" data-testid="keys" aria-labelledby="keys-title" @cancel=${this.cancelled}>
      <h2 class="section-title" id="keys-title" tabindex="-1">${t.keys}</h2>
      ${KEYS.map(
        (g) => html`<table class="table keys-table">
          <caption>${g.where}</caption>
          <thead class="visually-hidden"><tr><th scope="col">${t.key}</th><th scope="col">${t.does}</th></tr></thead>
          <tbody>${g.keys.map(
            (k) => html`<tr><th scope="row">${k.keys.map((key) => html`<kbd>${key}</kbd> `)}</th><td>${k.does}</td></tr>`,
          )}</tbody>
        </table>`,
      )}
      <label class="check"><input type="checkbox" data-testid="keys-mark" .checked=${this.mark} @change=${(e: Event) => {
        this.mark = (e.currentTarget as HTMLInputElement).checked;
      }} /><span>${t.mark}</span></label>
      <div class="loss-choices">
        ${
          this.open
            ? nothing
            : html`<button type="button" class="button button-outline" data-testid="keys-help"
              @click=${() => this.show()}>${t.open}</button>`
        }
        <button type="button" class="button button-solid" data-testid="keys-close" @click=${this.closeKeys}>${t.close}</button>
      </div>
    </dialog>`;
  }

  protected override render(): TemplateResult {
    return html`${this.open ? this.helpView() : nothing}${this.listing ? this.keysView() : nothing}`;
  }
}

function termsView(terms: readonly Term[]): TemplateResult {
  return html`<dl class="help-terms">
    ${terms.map(
      (x) => html`<div data-testid="help-term" data-kana=${x.kana}><dt><span>${x.term}</span><span
        class="small">${x.kana}</span></dt><dd>${x.about}</dd></div>`,
    )}
  </dl>`;
}

function tableView(heads: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
  return html`<table class="table help-table">
    <thead><tr>${heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
    <tbody>${rows.map(([first, ...more]) => html`<tr><th scope="row">${first}</th>${more.map((c) => html`<td>${c}</td>`)}</tr>`)}</tbody>
  </table>`;
}

customElements.define("totsugo-help", Help);
