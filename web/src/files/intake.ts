// The files that are chosen: into their slots and out of them, looked at, and read as the clerk confirms.

import type { ImportReport, Kind, Layout, Proposal, Status, Summary } from "../../../wasm/driver.ts";
import { hasMarkedName, isMarked } from "../app/mark.ts";
import { labelOf } from "../app/state.ts";
import type { App, Reading, State } from "../app/state.ts";
import { swappedWith } from "../import/slot.ts";
import { trainingWords } from "../app/training-words.ts";
import { bytes } from "../base/strings.ts";
import { readLayout, sameLayout } from "../import/layouts.ts";
import { reading as readingText } from "../import/strings.ts";
import type { Known, RunFile } from "../worker/protocol.ts";
import { files as strings } from "./strings.ts";

/** The intake needs more of the page than other features may ask. */
export interface Host extends App {
  notice(lines: string[]): void;
  complain(title: string, lines: string[]): void;
  /** A run has ended: the desk shows what it found. */
  ran(summary: Summary, imports: ImportReport[]): void;
  /** Focuses the element with this test id once the page is drawn. */
  focusOn(id: string): void;
}

export class Intake {
  constructor(private readonly app: Host) {}

  /** Files that are being looked at. */
  private readonly looks = new Map<File, Promise<void>>();

  readonly choose = (kind: Kind, files: readonly File[]): void => {
    const said = this.put(kind, files);
    if (said.length > 0) this.app.notice(said);
  };

  /** Into their slot; answers what has to be said of it. */
  put(kind: Kind, files: readonly File[]): string[] {
    const { training } = this.app;
    if (training && !files.every((file) => training.owns(file))) return [trainingWords.refused.file];
    const said: string[] = [];
    const most = kind === "roster" ? this.app.constants.max_file_bytes : this.app.constants.max_list_bytes;
    const fit = files.filter((f) => {
      if (!training && hasMarkedName(f.name)) {
        said.push(trainingWords.refusedInput(f.name));
        return false;
      }
      if (f.size <= most) return true;
      said.push(strings.tooLarge(f.name, bytes(most)));
      return false;
    });
    const faults = new Set(this.app.state.faults);
    faults.delete(kind);
    const change: Partial<State> = { faults, message: null };
    if (kind === "overlap") {
      const overlaps = [...this.app.state.overlaps];
      for (const file of fit) {
        const known = overlaps.some(
          (o) => o.file.name === file.name && o.file.size === file.size && o.file.lastModified === file.lastModified,
        );
        if (known) said.push(strings.duplicate(file.name));
        else overlaps.push({ file, runDate: "", asked: false });
      }
      change.overlaps = overlaps;
    } else {
      const before = this.app.state[kind];
      if (before && fit[0] && !training) said.push(strings.takenOut(labelOf(this.app.constants, kind), before.name));
      if (fit[0]) change[kind] = fit[0];
    }
    this.app.set(change);
    for (const file of fit) void this.inspect(kind, file);
    return said;
  }

  chosen(): { kind: Kind; file: File; index: number }[] {
    const { roster, pension, overlaps } = this.app.state;
    return [
      ...(roster ? [{ kind: "roster" as const, file: roster, index: 0 }] : []),
      ...(pension ? [{ kind: "pension" as const, file: pension, index: 0 }] : []),
      ...overlaps.map(({ file }, index) => ({ kind: "overlap" as const, file, index })),
    ];
  }

  /** Puts down how a file is read, and forgets the files that are no longer chosen. */
  private note(file: File, reading: Reading): void {
    const chosen = new Set(this.chosen().map((c) => c.file));
    const readings = new Map([...this.app.state.readings].filter(([f]) => chosen.has(f)));
    if (chosen.has(file)) readings.set(file, reading);
    this.app.set({ readings });
  }

  /** Reports at once, not after a long run, that a file cannot be read as it is. The run itself decides. */
  private inspect(kind: Kind, file: File): Promise<void> {
    const look: Promise<void> = this.look(kind, file, () => this.looks.get(file) === look).finally(() => {
      if (this.looks.get(file) === look) this.looks.delete(file);
    });
    this.looks.set(file, look);
    return look;
  }

  /** What the engine has not come to say before it was lost. */
  lookAgain(): void {
    for (const { kind, file } of this.chosen()) if (!this.app.state.readings.has(file)) void this.inspect(kind, file);
  }

  /** Removes a file of the training from a slot of real work. */
  private takeOut(kind: Kind, file: File): void {
    this.removeFile(
      kind,
      this.app.state.overlaps.findIndex((o) => o.file === file),
    );
    this.app.notice([trainingWords.refusedInput(file.name)]);
  }

  /** `wanted` tells whether no newer look at the file has begun. */
  private async look(kind: Kind, file: File, wanted: () => boolean): Promise<void> {
    try {
      if (!this.app.training) {
        const marked = await isMarked(file).catch(() => false);
        if (!wanted()) return;
        if (marked) return this.takeOut(kind, file);
      }
      let sheet = this.app.state.books.get(file)?.chosen ?? null;
      if (sheet === null) {
        const found = await this.app.client.sheets(file);
        if (!wanted()) return;
        if (!found.ok) {
          this.note(file, { kind, layout: null, proposal: null, problem: found.error, confirmed: false });
          return;
        }
        const full = found.sheets?.filter((s) => !s.empty) ?? [];
        if (!this.app.training && full.some((s) => hasMarkedName(s.name))) return this.takeOut(kind, file);
        sheet = found.only;
        if (full.length > 0) this.app.set({ books: new Map(this.app.state.books).set(file, { sheets: full, chosen: sheet }) });
        if (full.length > 1 && sheet === null) return;
      }
      const status = await this.propose(kind, file, null);
      if (!wanted() || this.app.state.readings.get(file)?.confirmed) return;
      const proposal = status.ok ? status.proposal : null;
      this.note(file, { kind, layout: null, proposal, problem: status.ok ? null : status.error, confirmed: false });
    } catch {
      // An engine that does not start, or was ended by a cancel, says so itself.
    }
  }

  readonly propose = (kind: Kind, file: File, layout: Layout | null): Promise<Status<{ proposal: Proposal }>> => {
    const { layouts, books } = this.app.state;
    const known: Known = layout ? { layout, layouts } : { layouts };
    const sheet = books.get(file)?.chosen ?? null;
    if (sheet !== null) known.sheet = sheet;
    return this.app.client.inspect(kind, file, known);
  };

  readonly confirmReading = (file: File, layout: Layout | null, proposal: Proposal): void => {
    const { kind } = proposal;
    this.note(file, { kind, layout, proposal, problem: null, confirmed: true });
    const faults = new Set(this.app.state.faults);
    faults.delete(kind);
    this.app.set({ importing: null, faults, message: null });
  };

  /** Takes in saved layouts; answers with the sentence about what became of them. */
  readonly openLayouts = async (files: readonly File[]): Promise<string> => {
    const said: string[] = [];
    for (const file of files) {
      const layout = await readLayout(file, this.app.constants);
      if (layout) this.keepLayout(layout);
      said.push(layout ? readingText.saved.opened(layout.name ?? "") : readingText.saved.unusable(file.name));
    }
    return said.join("");
  };

  readonly keepLayout = (layout: Layout): void => {
    this.setLayouts([...this.app.state.layouts.filter((l) => !sameLayout(l, layout)), layout]);
  };

  readonly removeLayout = (layout: Layout): void => {
    this.setLayouts(this.app.state.layouts.filter((l) => l !== layout));
  };

  /** What nobody has confirmed may be understood otherwise now. */
  private setLayouts(layouts: readonly Layout[]): void {
    this.app.set({ layouts });
    for (const { kind, file } of this.chosen()) {
      if (!this.app.state.readings.get(file)?.confirmed) void this.inspect(kind, file);
    }
  }

  readonly removeFile = (kind: Kind, index: number): void => {
    if (kind === "overlap") this.app.set({ overlaps: this.app.state.overlaps.filter((_, i) => i !== index) });
    else this.app.set({ [kind]: null });
    this.app.focusOn(`file-${kind}`);
  };

  readonly moveFile = (from: Kind, file: File, to: Kind): void => {
    const { roster, pension, overlaps } = this.app.state;
    const there = to === "overlap" ? null : this.app.state[to];
    const back = swappedWith(this.app.state, from, to);
    const slots: Pick<State, "roster" | "pension" | "overlaps"> = { roster, pension, overlaps: overlaps.filter((o) => o.file !== file) };
    const put = (kind: Kind, what: File | null) => {
      if (kind !== "overlap") slots[kind] = what;
      else if (what) slots.overlaps = [...slots.overlaps, { file: what, runDate: "", asked: false }];
    };
    put(from, back);
    put(to, file);
    // Another kind is another reading: what was made of the files in their old slots is forgotten.
    const moved = back ? [file, back] : [file];
    const readings = new Map([...this.app.state.readings].filter(([f]) => !moved.includes(f)));
    const faults = new Set(this.app.state.faults);
    faults.delete(from);
    faults.delete(to);
    this.app.set({ ...slots, readings, faults, message: null });
    void this.inspect(to, file);
    if (back) void this.inspect(from, back);
    const t = readingText;
    const label = labelOf(this.app.constants, to);
    this.app.focusOn(`file-${to}`);
    this.app.notice([
      back ? t.swapped(file.name, back.name) : there ? t.movedOut(file.name, label, there.name) : t.moved(file.name, label),
    ]);
  };

  readonly chooseSheet = (kind: Kind, file: File, sheet: number): void => {
    const book = this.app.state.books.get(file);
    if (!book) return;
    const faults = new Set(this.app.state.faults);
    faults.delete(kind);
    // Another sheet is another file: what was confirmed of the last one is forgotten.
    const readings = new Map(this.app.state.readings);
    readings.delete(file);
    this.app.set({ faults, readings, books: new Map(this.app.state.books).set(file, { ...book, chosen: sheet }) });
    void this.inspect(kind, file);
  };

  readonly setRunDate = (index: number, runDate: string): void => {
    const faults = new Set(this.app.state.faults);
    faults.delete("overlap");
    this.app.set({ faults, overlaps: this.app.state.overlaps.map((o, i) => (i === index ? { ...o, runDate } : o)) });
  };

  /** Waits until every chosen file has been looked at: none goes into a run before. */
  async settled(): Promise<void> {
    while (this.looks.size > 0) await Promise.all(this.looks.values());
  }

  runFile(file: File): RunFile {
    const made: RunFile = { file };
    const sheet = this.app.state.books.get(file)?.chosen ?? null;
    if (sheet !== null) made.sheet = sheet;
    const reading = this.app.state.readings.get(file);
    // A run knows nothing of the saved layouts: the one that was recognised goes with the file.
    if (reading?.proposal && (reading.confirmed || reading.proposal.by === "saved")) made.layout = reading.proposal.layout;
    return made;
  }
}
