// What the page knows at any moment, and what can be done to it.

import type {
  Constants,
  CsvEncoding,
  ExportName,
  FlowCode,
  ImportReport,
  Kind,
  Layout,
  Problem,
  Progress,
  Proposal,
  Status,
  Summary,
  TimedSummary,
} from "../../../wasm/driver.ts";
import type { Alteration, Save } from "../../../wasm/work/chain.ts";
import type { Sheet } from "../../../wasm/book/xlsx-bounds.ts";
import type { Client } from "../worker/client.ts";
import type { DayForm } from "../base/days.ts";
import type { SelfCheck } from "../selfcheck/selfcheck.ts";
import { trainingWords } from "./training-words.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import type { Settings } from "../letters/settings.ts";
import type { LockAsked, OnDisk } from "./locking.ts";
import type { LossAsked } from "./losing.ts";

export interface OverlapFile {
  file: File;
  runDate: string;
  /** The core said that the run date is missing. */
  asked: boolean;
}

/** How a chosen file would be read. Neither proposal nor problem: not looked at yet. */
export interface Reading {
  kind: Kind;
  /** What the clerk has chosen; what it leaves out is proposed. */
  layout: Layout | null;
  proposal: Proposal | null;
  problem: Problem | null;
  /** The clerk has confirmed the proposal: its layout goes with the run. */
  confirmed: boolean;
}

/** Whether a file can go into a run: the proposal is trusted by the core, or confirmed by a person. */
export function isUsable({ proposal, confirmed }: Reading): boolean {
  return proposal !== null && (proposal.accepted || confirmed);
}

/** A workbook among the files: the sheets that hold something, and the position of the one to read (null: not chosen). */
export interface Book {
  sheets: readonly Sheet[];
  chosen: number | null;
}

export interface Message {
  kind: "error" | "notice";
  title: string;
  lines: string[];
}

export const STEPS = ["import", "settings", "match", "review", "notify", "ledger", "record"] as const;
export type StepCode = (typeof STEPS)[number];

export type CasePart = "letters" | "merge" | "deadlines" | "outputs" | "record";

/** `kind`: what it is, where its slot has another file already. */
export interface Unplaced {
  file: File;
  kind: Kind | null;
}

/** How many people a queue holds, and how many of them wait for a decision. */
export interface QueueCount {
  count: number;
  left: number;
  /** Who has left it by a decision. */
  settled: number;
}

/** How the list of the desk is put: by which of the core's sorts, and which way. */
export interface Order {
  sort: string;
  descending: boolean;
}

export const USUAL_ORDER: Order = { sort: "bucket", descending: false };

export interface State {
  phase: "files" | "running" | "desk" | "cases";
  /** What of the cases is shown. */
  part: CasePart;
  /** The cases as they were last told of; null before anybody has asked. */
  book: BookOverview | null;
  /** The queue of the desk, and how many people stand in each; null before they were counted. */
  queue: string;
  queues: Readonly<Record<string, QueueCount>> | null;
  /** Sender and texts of the letters: the work file keeps them longer, and a file of their own for other desks. */
  letters: Settings;
  flow: FlowCode | null;
  date: string;
  confirmGap: boolean;
  roster: File | null;
  pension: File | null;
  overlaps: OverlapFile[];
  readings: ReadonlyMap<File, Reading>;
  /** Files that were given all at once: how many are being looked at, and those of which the clerk has to say where they go. */
  sorting: number;
  unplaced: readonly Unplaced[];
  /** Layouts opened or saved since the page was opened. */
  layouts: readonly Layout[];
  /** The file whose reading is being checked in the import view. */
  importing: { kind: Kind; file: File } | null;
  books: ReadonlyMap<File, Book>;
  /** The slot or field a message is about. */
  faults: ReadonlySet<Kind | "flow" | "date">;
  message: Message | null;
  check: SelfCheck;
  engine: "starting" | "ready" | "failed";
  progress: Progress | null;
  cancelling: boolean;
  /** Of the driver, or of the core since a check has been accepted. */
  summary: (Summary & Partial<TimedSummary>) | null;
  imports: ImportReport[];
  buckets: readonly string[];
  diagramOpen: boolean;
  exporting: boolean;
  exported: string;
  /** Of every CSV that is saved; and the one that waits for a word about what would be lost in it. */
  csvEncoding: CsvEncoding;
  /** How the tool says a day. */
  days: DayForm;
  order: Order;
  losing: LossAsked | null;
  /** The work file as it was saved or opened last; empty: there is none yet. */
  workName: string;
  /** Steps recorded since the work file was saved or opened. */
  unsaved: number;
  /** Who records, as the clerk has typed it. Kept nowhere, as the password is. */
  who: string;
  /** The work file is saved under this password, or plain (empty); null: the clerk has not chosen yet. */
  password: string | null;
  /** It is written into the same file each time, if the browser lets it be; and that file, when it is known. */
  sameFile: boolean;
  onDisk: OnDisk | null;
  locking: LockAsked | null;
  /** The savings of the work file that is open, for the chain of its records. */
  saves: readonly Save[];
  /** What was opened or merged was not as the tool had saved it: the next saving says so. */
  altered: Alteration | null;
  /** The files of the run are being read once more, for its record. */
  looking: boolean;
}

/** What a view may know of the training, where it stands in it. */
export interface TrainingMode {
  /** A page of the training's own that is shown in place of a view. */
  readonly page: string | null;
  /** The work file that was saved last. */
  readonly kept: File | null;
  /** Puts the town's file into a slot. */
  put(kind: Kind): Promise<void>;
  /** Only these are files that the training takes. */
  owns(file: File): boolean;
  keep(file: File): void;
}

export interface App {
  readonly state: State;
  /** Null in real work. Fixed from the start, so that nothing of the one ever comes into the other. */
  readonly training: TrainingMode | null;
  readonly constants: Constants;
  readonly client: Client;
  set(change: Partial<State>): void;
  /** The day and the moment it is: in the training the day its town is at. */
  today(): string;
  now(): string;
  choose(kind: Kind, files: readonly File[]): void;
  /** Any files, all at once: each goes where it belongs; `dropped` is the slot for those that do not tell. */
  chooseAny(files: readonly File[], dropped?: Kind | null): void;
  /** One that was not told apart: into this slot, or not used. */
  placeFile(file: File, kind: Kind): void;
  dismissFile(file: File): void;
  removeFile(kind: Kind, index: number): void;
  /** From the slot of one kind to that of another; what stands there goes the other way if it belongs there. */
  moveFile(from: Kind, file: File, to: Kind): void;
  setRunDate(index: number, date: string): void;
  /** Asks how a file would be read, from what the clerk has chosen; rejects only when the engine is lost. */
  propose(kind: Kind, file: File, layout: Layout | null): Promise<Status<{ proposal: Proposal }>>;
  enterTraining(): void;
  openImport(kind: Kind, file: File): void;
  closeImport(): void;
  confirmReading(file: File, layout: Layout | null, proposal: Proposal): void;
  openLayouts(files: readonly File[]): Promise<string>;
  keepLayout(layout: Layout): void;
  removeLayout(layout: Layout): void;
  chooseSheet(kind: Kind, file: File, sheet: number): void;
  run(): void;
  cancel(): void;
  /** To another step, or a word about why not now. */
  goTo(step: StepCode): void;
  /** A clerk says why a check that stops is all right. */
  accept(code: string, reason: string): void;
  /** The rules were asked again: what is said of the run as a whole has changed. */
  judged(change: Summary): void;
  /** The run at hand is recorded, as the first step does it. False where the clerk did not want that, or it was refused. */
  join(): Promise<boolean>;
  /** The run at hand is looked at in the light of the book. False where it may be another municipality's and is not wanted. */
  attach(): Promise<boolean>;
  /** A work file was opened in place of the cases there were. */
  workOpened(): void;
  toggleBucket(code: string): void;
  /** To the desk, at a queue of it. */
  toQueue(code: string): void;
  /** To the desk, at the people whose letters are due on these days. */
  showDue(from: string, by: string): void;
  /** Letters for these cases. */
  write(cases: readonly number[]): void;
  /** Another clerk's work file, into the cases there are. */
  merge(file: File): Promise<void>;
  /** The last step is taken back, or again, and its people are shown. */
  takeBack(which: "undo" | "redo"): void;
  showProblem(problem: Problem): void;
  /** An answer of the engine that was refused, or did not come. */
  showRefusal(e: unknown): void;
  export(what: Saved): void;
}

/** What the results view saves. */
export type Saved = Extract<ExportName, "results.csv" | "import.json" | "import.csv"> | "results.xlsx";

/** Hands a file to the browser; answers with its name, which says of the training's files what they are. */
export function download(app: App, blob: Blob, name: string): string {
  const marked = app.training ? `${trainingWords.filePrefix}${name}` : name;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = marked;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return marked;
}

export function labelOf(constants: Constants, kind: Kind): string {
  return constants.kinds.find((k) => k.code === kind)?.label ?? kind;
}
