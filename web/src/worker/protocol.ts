// What the page and its worker say to each other. Rows come back a page at a time; no personal data is kept on the
// page's side beyond what is on the screen.
//
// The page reads the files and hands the slices over (moved, not copied). A worker that reads for itself cannot work at
// the same time: the bytes arrive through a pipe that its own thread has to empty. Measured with 160 MB in 8 MB slices
// and 1.75 ms of work for each MB (2 cores, Chromium 156, medians of 11): reading alone 295 ms, worker reading for
// itself 463 ms, page reading for the worker 338 ms. And where the page was opened by file:// WebKit lets no worker read
// a file. So every file goes this way, and no File to the worker.

import type {
  ExportName,
  ExportOptions,
  ImportReport,
  Kind,
  Layout,
  Lost,
  Problem,
  Progress,
  Settings,
  Status,
  Summary,
} from "../../../wasm/driver.ts";
import type { Sheet } from "../../../wasm/book/xlsx-bounds.ts";

export interface RunFile {
  file: File;
  run_date?: string;
  /** Of a workbook: the position of the sheet to read. */
  sheet?: number;
  layout?: Layout;
}

/** What a look at a file starts from: the sheet, what the clerk has chosen so far, and the layouts saved before. */
export interface Known {
  sheet?: number;
  layout?: Layout;
  layouts: readonly Layout[];
}

export interface RunRequest {
  settings: Settings;
  pension: RunFile | null;
  overlaps: RunFile[];
  roster: RunFile;
}

/** A file as the worker knows it: asked for by number, until the worker has answered. */
export interface Lent {
  number: number;
  name: string;
  size: number;
  modified: number;
}

/** A file of a run, and how it is to be read. */
export interface Entry extends Lent {
  run_date?: string;
  sheet?: number;
  layout?: Layout;
}

export interface RunOrder {
  settings: Settings;
  pension: Entry | null;
  overlaps: Entry[];
  roster: Entry;
}

/** What `sheets` is answered with; null for a file that is no workbook. `only`: the one to read without asking. */
export interface Sheets {
  sheets: Sheet[] | null;
  only: number | null;
}

/** The bytes of an export, and the characters that its encoding could not hold. */
export interface Exported {
  blob: Blob;
  lost: Lost;
}

/** The calls of the session about a finished run. */
export type Query =
  | { method: "view"; query: string }
  | { method: "rows"; start: number; count: number }
  | { method: "evidence"; id: number }
  | { method: "accept"; code: string; reason: string };

export type ToWorker =
  | { type: "start"; wasm: string }
  | { type: "run"; run: RunOrder }
  /** null: the file could not be read. */
  | { type: "slice"; id: number; bytes: ArrayBuffer | null }
  | { type: "cancel" }
  | { type: "query"; id: number; query: Query }
  /** A command about the cases, as JSON; answered whether or not there is a finished run. `changes`: the book is another one then. */
  | { type: "casework"; id: number; command: string; body?: string; changes: boolean }
  /** The finished run's files once more: their hashes, and the households concerned. In the order of the run. */
  | { type: "look_again"; id: number; files: (Entry & { kind: Kind })[] }
  /** A look at the beginning of a file: as soon as it is chosen, and after every change to how it is read. */
  | { type: "inspect"; id: number; kind: Kind; file: Lent; known: Known }
  /** Whether a file is a workbook, and its sheets. */
  | { type: "sheets"; id: number; file: Lent }
  | { type: "export"; id: number; what: ExportName; options: ExportOptions };

export type FromWorker =
  | { type: "ready"; version: string; ms: number }
  | { type: "read"; id: number; file: number; offset: number; length: number }
  | { type: "progress"; progress: Progress }
  | { type: "done"; summary: Summary; files: ImportReport[] }
  | { type: "cancelled" }
  | { type: "failed"; error: Problem; kind: Kind | null; index: number }
  | { type: "answer"; id: number; status: Status }
  | { type: "exported"; id: number; exported: Exported }
  | { type: "refused"; id: number; error: Problem }
  /** The worker holds this lock (Web Locks) as long as it lives. */
  | { type: "alive"; lock: string }
  /** The body of the work file with every change that has been answered. */
  | { type: "kept"; body: Uint8Array<ArrayBuffer> }
  /** The engine itself is lost (no memory, a fault): the worker has to be started anew. */
  | { type: "broken"; cause: "memory" | "fault"; detail: string };
