// Files given all at once: each is looked at and goes where it belongs. What nobody can tell, and what would push another file out of
// its slot, waits for a word.

import type { Kind } from "../../../wasm/driver.ts";
import { labelOf } from "../app/state.ts";
import type { Unplaced } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { openWorkFile } from "../workfile/workfile.ts";
import { workfile } from "../workfile/strings.ts";
import type { Known } from "../worker/protocol.ts";
import type { Host, Intake } from "./intake.ts";
import { files as t } from "./strings.ts";

/** Where a file goes: a slot, or what stands beside the slots. Null: it does not tell. */
type Place = Kind | "work" | "layout" | null;

const WORK_HEAD = '{"totsugo_work":';
/** A BOM before it, and no more. */
const WORK_HEAD_BYTES = WORK_HEAD.length + 3;

export class Sorter {
  constructor(
    private readonly app: Host,
    private readonly intake: Intake,
  ) {}

  /** `dropped`: the slot that they were dropped on, for those that do not tell where they belong. */
  readonly take = async (files: readonly File[], dropped: Kind | null = null): Promise<void> => {
    const { app } = this;
    if (app.training) return app.notice([trainingWords.refused.file]);
    app.set({ sorting: app.state.sorting + files.length, message: null, importing: null, phase: "files" });
    try {
      const places: Place[] = [];
      for (const file of files) places.push(await this.placeOf(file));
      const at = (place: Place) => files.filter((_, i) => places[i] === place);
      const said = this.fill(["roster", "pension", "overlap"].map((kind) => [kind as Kind, at(kind as Kind)]));
      const lost = at(null);
      if (dropped && lost.length > 0) said.push(...this.fill([[dropped, lost]]));
      else this.ask(lost.map((file) => ({ file, kind: null })));
      if (at("layout").length > 0) said.push(await app.openLayouts(at("layout")));
      const [work, ...more] = at("work");
      said.push(...more.map((file) => t.any.oneWork(file.name)));
      if (said.length > 0) app.notice(said);
      if (work) await this.open(work);
      app.focusOn(app.state.unplaced.length > 0 ? "unplaced-list" : "files-any");
    } finally {
      app.set({ sorting: app.state.sorting - files.length });
    }
  };

  /** A clerk says where a file belongs: into its slot, and out of it what stands there. */
  readonly place = (file: File, kind: Kind): void => {
    this.dismiss(file);
    this.app.notice(this.put([[kind, [file]]]));
    this.app.focusOn(`file-${kind}`);
  };

  readonly dismiss = (file: File): void => {
    this.app.set({ unplaced: this.app.state.unplaced.filter((u) => u.file !== file) });
    this.app.focusOn(this.app.state.unplaced.length > 0 ? "unplaced-list" : "files-any");
  };

  private ask(more: readonly Unplaced[]): void {
    const known = (u: Unplaced) => this.app.state.unplaced.some(({ file }) => file.name === u.file.name && file.size === u.file.size);
    this.app.set({ unplaced: [...this.app.state.unplaced, ...more.filter((u) => !known(u))] });
  }

  /** Into the slots; where one holds a single file and has one, or several came for it, the clerk says which. */
  private fill(given: readonly (readonly [Kind, readonly File[]])[]): string[] {
    const free: [Kind, readonly File[]][] = [];
    for (const [kind, files] of given) {
      if (kind === "overlap" || (!this.app.state[kind] && files.length < 2)) free.push([kind, files]);
      else this.ask(files.map((file) => ({ file, kind })));
    }
    return this.put(free);
  }

  private put(given: readonly (readonly [Kind, readonly File[]])[]): string[] {
    const refused: string[] = [];
    const slots: { label: string; names: string[] }[] = [];
    for (const [kind, files] of given) {
      refused.push(...this.intake.put(kind, files));
      const chosen = new Set(this.intake.chosen().map((c) => c.file));
      const names = files.filter((f) => chosen.has(f)).map((f) => f.name);
      if (names.length > 0) slots.push({ label: labelOf(this.app.constants, kind), names });
    }
    return slots.length > 0 ? [t.any.placed(slots), ...refused] : refused;
  }

  private async open(file: File): Promise<void> {
    const { unsaved, message } = this.app.state;
    if (unsaved > 0 && !window.confirm(workfile.replace(unsaved))) return;
    if (!(await openWorkFile(this.app, file))) return;
    const { roster, pension, overlaps } = this.app.state;
    // Beside lists it is what the next run goes on from; alone it is what the clerk wants to see.
    if (roster || pension || overlaps.length > 0) this.app.set({ message });
    else this.app.workOpened();
  }

  private async placeOf(file: File): Promise<Place> {
    try {
      const head = new TextDecoder().decode(await file.slice(0, WORK_HEAD_BYTES).arrayBuffer());
      if (head.startsWith(WORK_HEAD)) return "work";
      if (/\.json$/i.test(file.name)) return "layout";
      return await this.kindOf(file);
    } catch {
      return null; // its slot says why it cannot be read
    }
  }

  /** The kind that some slot says it is of, or the only one under which it can be used as it is. */
  private async kindOf(file: File): Promise<Kind | null> {
    const known: Known = { layouts: this.app.state.layouts };
    const book = await this.app.client.sheets(file);
    if (!book.ok) return null;
    const sheet = book.only ?? book.sheets?.find((s) => !s.empty)?.index;
    if (sheet !== undefined) known.sheet = sheet;
    const fitting: Kind[] = [];
    for (const kind of ["overlap", "pension", "roster"] as const) {
      const status = await this.app.client.inspect(kind, file, known);
      const belongs = status.ok ? status.proposal.belongs : status.error.belongs;
      if (belongs) return belongs;
      if (status.ok && status.proposal.accepted) fitting.push(kind);
    }
    return fitting.length === 1 ? fitting[0]! : null;
  }
}
