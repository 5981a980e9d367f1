// The work file: saved and opened by the clerk, never by the page; with a password or without. Beside it the ledger.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { asTraining, chained, changed, checkChain, contentOf, doubtOf, isOfFlows, isTraining, read } from "../../../wasm/work/chain.ts";
import { openWork, sealWork, tooLargeToOpen, WorkRefusal } from "../../../wasm/work/workfile.ts";
import type { OpenedWork } from "../../../wasm/work/workfile.ts";
import type { Alteration, Save } from "../../../wasm/work/chain.ts";
import { USUAL_ORDER, download } from "../app/state.ts";
import type { App, Order } from "../app/state.ts";
import { layoutsIn } from "../import/layouts.ts";
import { DAY_FORMS } from "../base/days.ts";
import type { DayForm } from "../base/days.ts";
import { trainingWords } from "../app/training-words.ts";
import { errors } from "../base/strings.ts";
import { askForLock } from "./lock.ts";
import { canKeepFile, fileToWrite, onDiskOf, writeFile } from "./same-file.ts";
import { workfile as t } from "./strings.ts";
import { Refused, isLoss } from "../worker/client.ts";
import { asked } from "../app/ask.ts";
import type { LockChoice, OnDisk } from "../app/locking.ts";
import { newKey } from "../../../wasm/cases.ts";
import type { BookOverview } from "../../../wasm/cases.ts";

/** How the page shows things, as the work file has kept it: how a day is said, how the list of the desk is put. */
interface Shown {
  days: DayForm;
  order: Order;
}

function shownIn({ views }: BookOverview, { constants }: App): Partial<Shown> {
  const kept = views as { days?: unknown; order?: Partial<Order> } | null;
  const days = DAY_FORMS.find((form) => form === kept?.days);
  const sort = constants.sorts.find(({ code }) => code === kept?.order?.sort)?.code;
  return { ...(days ? { days } : {}), ...(sort ? { order: { sort, descending: kept?.order?.descending === true } } : {}) };
}

/** Rides along when the work file is saved: nobody has to save because a list was sorted. */
async function keepShown(app: App): Promise<void> {
  const { book, days, order } = app.state;
  if (!book) return;
  const kept: Shown = { days: "era", order: USUAL_ORDER, ...shownIn(book, app) };
  const same = days === kept.days && order.sort === kept.order.sort && order.descending === kept.order.descending;
  if (!same) await app.client.casework({ do: "settings", views: { ...book.views, days, order } });
}

function told(app: App, e: unknown): void {
  if (e instanceof WorkRefusal) app.showProblem({ code: e.code, text: e.message });
  else app.showRefusal(e);
}

/** All of the casework, as it is saved; where no engine comes any more, as it was kept. */
export async function bodyOf(app: App): Promise<string> {
  const body = app.client.isUp ? await (await app.client.export("work.json")).blob.text() : app.client.keptBody;
  if (body === null) throw new Refused({ code: "lost", text: errors.lost });
  return app.training ? asTraining(body) : body;
}

/** Another try for an engine that is gone: without one the file is saved from what was kept, if anything was. */
async function engineOrCopy(app: App): Promise<void> {
  try {
    await app.client.start();
    app.set({ engine: "ready" });
  } catch (e) {
    if (app.client.keptBody === null) throw e;
  }
}

/** How the work file is saved: as the clerk has chosen for this sitting, or chooses now. Null: not at all. */
async function howToSave(app: App, again: boolean): Promise<LockChoice | null> {
  const { password, sameFile, workName } = app.state;
  if (password !== null && !again) return { password, sameFile };
  const choice = await askForLock(app, { for: "save", name: workName, wrong: "" });
  if (choice) app.set(choice.sameFile ? choice : { ...choice, onDisk: null });
  return choice;
}

/** What rides along when the work file is saved. False: the clerk would rather not. */
async function completed(app: App): Promise<boolean> {
  const { layouts, summary, book } = app.state;
  await engineOrCopy(app);
  if (!app.client.isUp) return true;
  if (layouts.length > 0) await app.client.casework({ do: "settings", layouts: { layouts } });
  await keepShown(app);
  // Whoever saves keeps what the run at hand has said, too; where a check stops it, the file is saved without it.
  return !summary || summary.stopped || book?.recorded === true || app.join();
}

/** The bytes of the work file as the book stands now, and the chain that they end. */
async function sealed(app: App, password: string): Promise<{ blob: Blob; saves: readonly Save[] }> {
  const saved = app.now();
  const whole = await bodyOf(app);
  const { saves: before, altered } = app.state;
  const { body, saves } = chained(whole, before, { saved, content: await contentOf(whole), doubted: altered });
  const bytes = await sealWork(body, { tool: app.constants.version, saved, ...(password ? { passphrase: password } : {}) });
  return { blob: new Blob([bytes], { type: "application/octet-stream" }), saves };
}

/** Puts the file where it goes. Its name, and what has to be said of the way it went; null: the clerk would rather not. */
async function put(app: App, blob: Blob, name: string, target: OnDisk | "none" | null): Promise<[string, string] | null> {
  const written = target && target !== "none" ? await writeFile(target, blob) : "none";
  if (written === "left") return null;
  const onDisk = written === "none" ? null : written;
  app.set({ onDisk, sameFile: onDisk !== null });
  if (onDisk) return [onDisk.handle.name, ""];
  const file = download(app, blob, name);
  app.training?.keep(new File([blob], file));
  return [file, target ? t.notSame : ""];
}

async function noteSaved(app: App): Promise<void> {
  app.client.markSaved();
  app.set({ unsaved: 0 });
  if (!app.client.isUp) return;
  const book = await app.client.casework<BookOverview>({ do: "saved" });
  app.set({ book, unsaved: book.unsaved });
}

/** At most one saving at a time. */
const saving = new WeakSet<App>();

/** `again`: how it is saved is asked once more. */
export async function saveWork(app: App, again = false): Promise<void> {
  if (saving.has(app)) return;
  saving.add(app);
  try {
    const how = await howToSave(app, again);
    if (!how) return app.set({ exported: t.notSaved });
    const at = app.now();
    const name = t.name(at.slice(0, 10), at.slice(11, 16).replace(":", ""));
    if (!(await completed(app))) return;
    const target = how.sameFile ? await fileToWrite(app.state.onDisk, app.state.workName || name) : null;
    if (target === "left") return app.set({ exported: t.notSaved });
    const { changes } = app.client;
    const work = await sealed(app, how.password);
    const done = await put(app, work.blob, name, target);
    if (!done) return app.set({ exported: t.notSaved });
    const [file, beside] = done;
    app.set({ saves: work.saves, altered: null, workName: file, exported: t.saved(file, how.password !== "") + beside });
    // What was recorded while the file was being made is not in it.
    if (app.client.changes === changes) await noteSaved(app);
  } catch (e) {
    told(app, e);
  } finally {
    saving.delete(app);
  }
}

type Read = Extract<OpenedWork, { ok: true }> | { ok: false; locked: boolean; text: string };

/** What a work file holds, or why not; `locked`: another password may open it. */
export async function readWork(app: App, file: File, password: string): Promise<Read> {
  const refuse = (text: string, locked = false) => ({ ok: false as const, locked, text });
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

/** What the clerk has to know of a file that is not as the tool has saved it before he goes on with it; empty: nothing. */
interface Examined {
  /** The savings that it goes on from. */
  saves: readonly Save[];
  doubts: string;
  altered: Alteration | null;
}

/** The body is parsed and its chain worked out here alone. What is no body at all the core refuses, and says why. */
export async function examined(app: App, { body, header }: Extract<OpenedWork, { ok: true }>): Promise<Examined> {
  try {
    const whole = read(body);
    const { saves: found, broken } = checkChain(whole);
    const saves = isOfFlows(whole) ? changed(found) : found;
    if (broken) return { saves, doubts: t.rewritten(broken.at.saved.slice(0, 16), broken.sound), altered: "events" };
    const altered = await doubtOf(body, whole, header);
    const doubt = altered ?? (app.state.password && !header.encrypted ? "plain" : null);
    return { saves, doubts: doubt === null ? "" : t.doubts[doubt] + t.compare, altered };
  } catch {
    return { saves: [], doubts: t.doubts.no_chain + t.compare, altered: "no_chain" };
  }
}

/** The same, with the password asked for until it is right or the clerk would rather not. */
async function unlocked(app: App, file: File): Promise<{ work: Extract<OpenedWork, { ok: true }>; password: string } | null> {
  let password = app.state.password ?? "";
  for (let asked = password !== ""; ; asked = true) {
    const work = await readWork(app, file, password);
    if (work.ok) return { work, password: work.header.encrypted ? password : "" };
    const choice = work.locked ? await askForLock(app, { for: "open", name: file.name, wrong: asked ? work.text : "" }) : null;
    if (!work.locked) tellOf(app, file, work.text);
    if (!choice) return null;
    password = choice.password;
  }
}

/** Why the core did not take the file. */
export function toldOf(app: App, file: File, e: unknown): void {
  if (e instanceof Refused && !isLoss(e.problem)) tellOf(app, file, e.problem.text);
  else told(app, e);
}

export function tellOf(app: App, file: File, text: string): void {
  app.showProblem({ code: "work_file", text: text.includes(file.name) ? text : t.of(file.name, text) });
}

/** Opens a work file in place of the present cases. True when it is done. */
export async function openWorkFile(app: App, file: File): Promise<boolean> {
  const found = await unlocked(app, file);
  if (!found) return false;
  const { work, password } = found;
  const { saves, doubts, altered } = await examined(app, work);
  let done: BookOverview | null;
  try {
    done = await asked((anyway) => app.client.casework<BookOverview>({ do: "open", body: work.body, key: newKey(), anyway }));
    if (!done) return false;
    for (const layout of layoutsIn(done.layouts, app.constants)) app.keepLayout(layout);
  } catch (e) {
    toldOf(app, file, e);
    return false;
  }
  const onDisk = canKeepFile(app) ? await onDiskOf(file) : null;
  app.set({
    message: null,
    unsaved: 0,
    workName: file.name,
    book: done,
    ...shownIn(done, app),
    // Saved on as it was locked; a plain one is asked about.
    password: password || null,
    onDisk,
    saves,
    altered,
    exported: t.opened(file.name, work.header.saved.slice(0, 16), password !== ""),
  });
  if (doubts) tellOf(app, file, doubts);
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

/** How the file is saved in this sitting, and the way to save it in another. */
function howView(app: App): TemplateResult {
  const { password, sameFile } = app.state;
  return html`<p class="hint" data-testid="work-how">${t.how(password, sameFile)}</p>
    <button type="button" class="button button-outline" data-testid="work-how-change" @click=${(e: Event) => {
      // The panel shuts, so its button is where the focus comes back to.
      const menu = (e.currentTarget as HTMLElement).closest("details")!;
      menu.open = false;
      menu.querySelector("summary")?.focus();
      void saveWork(app, true);
    }}>${t.howChange}</button>`;
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
  const { workName, unsaved, phase, password, sameFile } = app.state;
  // What is unsaved says itself that there is something to keep.
  const name = workName || (unsaved > 0 ? "" : t.unnamed);
  return html`<div class="work-bar">
    <span class="work-name" data-testid="work-name" title=${name}>${name}</span>
    <span class="work-unsaved" role="status" data-testid="unsaved" data-count=${unsaved}>${t.unsaved(unsaved)}</span>
    ${turn(app, "undo", "U Control+Z")} ${turn(app, "redo", "R Control+Y")}
    <button type="button" class="button button-solid button-small" data-testid="save-work" aria-keyshortcuts="Control+S"
      title=${`${t.saveHint}${t.how(password, sameFile)}`}
      @click=${() => void saveWork(app)}>${t.save}</button>
    ${
      phase === "files"
        ? nothing
        : html`<details class="menu menu-end"><summary class="button button-text" data-testid="work-menu">${t.menu}</summary>
          <div class="menu-body">${howView(app)} ${openControl(app, () => app.workOpened())} ${mergeControl(app)}</div>
        </details>`
    }
  </div>`;
}
