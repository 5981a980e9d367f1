// The work file: saved and opened by the clerk, never by the page; with a password or without. Beside it the ledger.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { asTraining, chained, changed, checkChain, isOfFlows, isTraining } from "../../../wasm/work/chain.ts";
import { openWork, sealWork, tooLargeToOpen, WorkRefusal } from "../../../wasm/work/workfile.ts";
import type { OpenedWork } from "../../../wasm/work/workfile.ts";
import { download } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { layoutsIn } from "../import/layouts.ts";
import { trainingWords } from "../app/training-words.ts";
import { errors } from "../base/strings.ts";
import { workfile as t } from "./strings.ts";
import { Refused } from "../worker/client.ts";
import { asked } from "../app/ask.ts";
import { newKey } from "../../../wasm/cases.ts";
import type { BookOverview } from "../../../wasm/cases.ts";

function told(app: App, e: unknown): void {
  if (e instanceof WorkRefusal) app.showProblem({ code: e.code, text: e.message });
  else app.showRefusal(e);
}

/** All of the casework, as it is saved. */
export async function bodyOf(app: App): Promise<string> {
  const body = await (await app.client.export("work.json")).blob.text();
  return app.training ? asTraining(body) : body;
}

export async function saveWork(app: App): Promise<void> {
  const password = app.state.password;
  try {
    const { layouts } = app.state;
    if (layouts.length > 0) await app.client.casework({ do: "settings", layouts: { layouts } });
    // Whoever saves keeps what the run at hand has said, too; where a check stops it, the file is saved without it.
    if (app.state.summary && !app.state.summary.stopped && !app.state.book?.recorded && !(await app.join())) return;
    const saved = app.now();
    const { body, saves } = chained(await bodyOf(app), app.state.saves, saved);
    const bytes = await sealWork(body, { tool: app.constants.version, saved, ...(password ? { passphrase: password } : {}) });
    const name = t.name(saved.slice(0, 10), saved.slice(11, 16).replace(":", ""));
    const file = download(app, new Blob([bytes], { type: "application/octet-stream" }), name);
    app.training?.keep(new File([bytes], file));
    const book = await app.client.casework<BookOverview>({ do: "saved" });
    app.set({ saves, book, unsaved: book.unsaved, workName: file, exported: password ? t.savedLocked(file) : t.saved(file) });
  } catch (e) {
    told(app, e);
  }
}

/** What a work file holds. Where it is refused the clerk has been told; `locked`: another password may open it. */
export async function readWork(
  app: App,
  file: File,
  password: string,
): Promise<Extract<OpenedWork, { ok: true }> | { ok: false; locked: boolean }> {
  const refuse = (text: string, locked = false) => {
    tellOf(app, file, text);
    return { ok: false as const, locked };
  };
  const large = tooLargeToOpen(file.size);
  if (large) return refuse(large.text);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refuse(errors.unreadable(file.name));
  }
  const opened = await openWork(bytes, password || undefined);
  if (opened.ok && isTraining(opened.body) !== (app.training !== null))
    return refuse(trainingWords.refused[app.training ? "real" : "training"]);
  return opened.ok
    ? opened
    : refuse(opened.error.text, opened.error.code === "work_passphrase_needed" || opened.error.code === "work_passphrase_wrong");
}

export function tellOf(app: App, file: File, text: string): void {
  app.showProblem({ code: "work_file", text: t.of(file.name, text) });
}

/** Opens a work file in place of the present cases. True when it is done. */
export async function openWorkFile(app: App, file: File): Promise<boolean> {
  const opened = await readWork(app, file, app.state.password);
  if (!opened.ok) return false;
  let done: BookOverview | null;
  try {
    done = await asked((anyway) => app.client.casework<BookOverview>({ do: "open", body: opened.body, key: newKey(), anyway }));
    if (!done) return false;
    for (const layout of layoutsIn(done.layouts, app.constants)) app.keepLayout(layout);
  } catch (e) {
    if (e instanceof Refused) tellOf(app, file, e.problem.text);
    else told(app, e);
    return false;
  }
  app.set({
    message: null,
    unsaved: 0,
    workName: file.name,
    book: done,
    exported: t.opened(file.name, opened.header.saved.slice(0, 16).replace("T", " "), opened.header.encrypted !== undefined),
  });
  const { saves, broken } = checkChain(opened.body);
  app.set({ saves: isOfFlows(opened.body) ? changed(saves) : saves });
  if (broken) tellOf(app, file, t.rewritten(broken.at.saved.slice(0, 16).replace("T", " "), broken.sound));
  return true;
}

export function openControl(app: App, done: () => void): TemplateResult {
  const open = async (file: File | null | undefined) => {
    if (!file) return;
    if (app.state.unsaved > 0 && !window.confirm(t.replace(app.state.unsaved))) return;
    if (await openWorkFile(app, file)) done();
  };
  return html`<label class="button button-outline file-button">${t.open}
    <input type="file" class="visually-hidden" data-testid="open-work" @change=${(e: Event) => {
      const input = e.currentTarget as HTMLInputElement;
      const file = input.files?.[0];
      input.value = "";
      void open(file);
    }} />
  </label>${
    app.training?.kept
      ? html`<button type="button" class="button button-outline" data-testid="training-open-work"
        @click=${() => void open(app.training?.kept)}>${trainingWords.openKept}</button>`
      : nothing
  }`;
}

/** Another clerk's work file, to be merged into the present cases. */
function mergeControl(app: App): TemplateResult {
  return html`<label class="button button-outline file-button">${t.merge}
    <input type="file" class="visually-hidden" data-testid="merge-work" @change=${(e: Event) => {
      const input = e.currentTarget as HTMLInputElement;
      const file = input.files?.[0];
      input.value = "";
      if (file) void app.merge(file);
    }} />
  </label>`;
}

export function passwordField(app: App): TemplateResult {
  return html`<label class="password">${t.password}
    <input type="password" data-testid="work-password" autocomplete="new-password" .value=${app.state.password}
      @input=${(e: Event) => app.set({ password: (e.currentTarget as HTMLInputElement).value })} />
  </label>`;
}

/** Undo or redo, with what it is about. */
function turn(app: App, which: "undo" | "redo", keys: string): TemplateResult {
  const step = app.state.book?.[which] ?? null;
  return html`<button type="button" class="button button-text" data-testid=${which} aria-keyshortcuts=${keys} ?disabled=${!step}
    title=${step ? t.turnOf[which](step.label, step.name || t.people(step.cases)) : t.turn[which]}
    @click=${() => app.takeBack(which)}>${t.turn[which]}</button>`;
}

/** The work file, always in sight: its name, what of it is not saved yet, undo, and what can be done with it. */
export function workBar(app: App): TemplateResult {
  const { workName, unsaved, phase } = app.state;
  return html`<div class="work-bar">
    <span class="work-name" data-testid="work-name" title=${workName || t.unnamed}>${workName || t.unnamed}</span>
    <span class="work-unsaved" role="status" data-testid="unsaved" data-count=${unsaved}>${t.unsaved(unsaved)}</span>
    ${turn(app, "undo", "U Control+Z")} ${turn(app, "redo", "R Control+Y")}
    <button type="button" class="button button-solid button-small" data-testid="save-work" aria-keyshortcuts="Control+S" title=${t.saveHint}
      @click=${() => void saveWork(app)}>${t.save}</button>
    ${
      phase === "files"
        ? nothing
        : html`<details class="menu menu-end"><summary class="button button-text" data-testid="work-menu">${t.menu}</summary>
          <div class="menu-body">${passwordField(app)} ${openControl(app, () => app.workOpened())} ${mergeControl(app)}</div>
        </details>`
    }
  </div>`;
}
