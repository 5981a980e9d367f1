// What the page knows at any moment, and what can be done to it.

import type { Constants, FlowCode, ImportReport, Kind, Problem, Progress, Summary } from "../../../wasm/driver.ts";
import type { Sheet } from "../../../wasm/xlsx.ts";
import type { Client } from "../worker/client.ts";
import type { SelfCheck } from "../selfcheck/selfcheck.ts";

export interface OverlapFile {
  file: File;
  runDate: string;
  /** The core said that the run date is missing. */
  asked: boolean;
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

export interface State {
  phase: "files" | "running" | "results";
  flow: FlowCode | null;
  date: string;
  confirmGap: boolean;
  roster: File | null;
  pension: File | null;
  overlaps: OverlapFile[];
  /** What the first look at a file found wrong. */
  doubts: ReadonlyMap<File, string>;
  books: ReadonlyMap<File, Book>;
  /** The slot or field a message is about. */
  faults: ReadonlySet<Kind | "flow" | "date">;
  message: Message | null;
  check: SelfCheck | null;
  engine: "starting" | "ready" | "failed";
  progress: Progress | null;
  cancelling: boolean;
  summary: Summary | null;
  imports: ImportReport[];
  buckets: readonly string[];
  exporting: boolean;
  exported: string;
}

export interface App {
  readonly state: State;
  readonly constants: Constants;
  readonly client: Client;
  set(change: Partial<State>): void;
  choose(kind: Kind, files: readonly File[]): void;
  removeFile(kind: Kind, index: number): void;
  setRunDate(index: number, date: string): void;
  chooseSheet(kind: Kind, file: File, sheet: number): void;
  run(): void;
  cancel(): void;
  again(): void;
  toggleBucket(code: string): void;
  showProblem(problem: Problem): void;
  export(what: "results.csv" | "import.json"): void;
}

export function labelOf(constants: Constants, kind: Kind): string {
  return constants.kinds.find((k) => k.code === kind)?.label ?? kind;
}
