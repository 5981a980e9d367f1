// What the page and its worker say to each other. Files go by reference; rows come back a page at a time; no personal
// data is kept on the page's side beyond what is on the screen.

import type { ExportName, ImportReport, Kind, Problem, Progress, Settings, Status, Summary } from "../../../wasm/driver.ts";

export interface RunFile {
  file: File;
  run_date?: string;
}

export interface RunRequest {
  settings: Settings;
  pension: RunFile | null;
  overlaps: RunFile[];
  roster: RunFile;
}

/** The calls of the session that only look. */
export type Query =
  | { method: "view"; query: string }
  | { method: "rows"; start: number; count: number }
  | { method: "evidence"; id: number };

export type ToWorker =
  | { type: "start"; wasm: string }
  | { type: "run"; run: RunRequest }
  | { type: "cancel" }
  | { type: "query"; id: number; query: Query }
  /** A look at the beginning of a file, as soon as it is chosen. */
  | { type: "inspect"; id: number; kind: Kind; file: File }
  | { type: "export"; id: number; what: ExportName };

export type FromWorker =
  | { type: "ready"; version: string; ms: number }
  | { type: "progress"; progress: Progress }
  | { type: "done"; summary: Summary; files: ImportReport[] }
  | { type: "cancelled" }
  | { type: "failed"; error: Problem; kind: Kind | null; index: number }
  | { type: "answer"; id: number; status: Status }
  | { type: "exported"; id: number; blob: Blob }
  | { type: "refused"; id: number; error: Problem }
  /** The engine itself is lost (no memory, a fault): the worker has to be started anew. */
  | { type: "broken"; cause: "start" | "memory" | "fault"; detail: string };
