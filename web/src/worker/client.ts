// The page's end of the worker. One worker at a time; a cancelled or broken one is thrown away and started anew.

import type {
  Evidence,
  ExportName,
  ExportOptions,
  ImportReport,
  Kind,
  Problem,
  Progress,
  Proposal,
  Row,
  Status,
  Summary,
  View,
  ViewQuery,
} from "../../../wasm/driver.ts";
import { errors } from "../base/strings.ts";
import type { Lost } from "../base/strings.ts";
import { newKey } from "../../../wasm/cases.ts";
import type { BookOverview, CaseCommand, Narrowed, ScopeCode } from "../../../wasm/cases.ts";
import type { Entry, Exported, FromWorker, Known, Query, RunFile, RunRequest, Sheets, ToWorker } from "./protocol.ts";

export type Ended =
  | { end: "done"; summary: Summary; files: ImportReport[] }
  | { end: "failed"; error: Problem; kind: Kind | null; index: number }
  | { end: "cancelled" };

/** An answer that was refused, with the sentence for the clerk. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.text);
    this.problem = problem;
  }
}

const LOSSES: ReadonlySet<string> = new Set<Lost>(["memory", "fault", "gone"]);

/** The engine was lost: `onLost` tells of it, and whoever was asking need not. */
export const isLoss = ({ code }: Problem): boolean => LOSSES.has(code);

const START_LIMIT_MS = 20_000;
const CANCEL_LIMIT_MS = 1_500;

/** Commands that leave the body of the work file as it is. */
const LOOKS: ReadonlySet<CaseCommand["do"]> = new Set([
  "attach",
  "overview",
  "case",
  "would_refuse",
  "households",
  "count",
  "decisions",
  "ledger",
  "annual",
  "deadline",
  "progress",
  "expired",
  "record",
  "saved",
]);

/** The one error that comes from the driver rather than the core has no sentence yet. */
function worded(error: Problem): Problem {
  return error.code === "unreadable" ? { ...error, text: errors.unreadable(error.file ?? "") } : error;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  /** The book will be another one. */
  changes: boolean;
}

/** The book as the worker had it last, for the next worker. */
interface Kept {
  body: Uint8Array<ArrayBuffer>;
  /** How much of it is in no work file; what the core counts from then on comes to it. */
  unsaved: number;
}

export class Client {
  private worker: Worker | null = null;
  private ready: Promise<number> | null = null;
  private up = false;
  /** The worker has results. */
  private finished = false;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  /** The files that the worker may ask for, each with the slice of it that was asked for last. */
  private readonly lent = new Map<number, { file: File; slice: Promise<ArrayBuffer | null> }>();
  private lastLent = 0;
  /** What the run at hand was made of. */
  private request: RunRequest | null = null;
  private running: { resolve(e: Ended): void; onProgress(p: Progress): void } | null = null;
  private markReady: (ms: number) => void = () => {};
  private markBroken: (problem: Problem) => void = () => {};
  private kept: Kept | null = null;
  /** Another number with every change of the book. */
  changes = 0;
  /** How many changes the worker has made that `kept` does not have yet. */
  private unkept = 0;
  /** Steps that were lost with the last worker. */
  private undone = 0;
  /** What of the book was unsaved when it came into this worker, and what is now. */
  private carried = 0;
  private unsaved = 0;
  /** Somebody has asked about cases since the page was opened: there may be some. */
  private worked = false;

  /** `onLost`: the worker is gone and nobody has meant it to; the next question starts another one. */
  constructor(private readonly onLost: (problem: Problem) => void) {}

  /**
   * Starts the engine in the background, with the book as it was kept; answers with the milliseconds it took, or rejects with
   * `Refused`. What failed is tried anew by the next question.
   */
  start(): Promise<number> {
    if (this.ready) return this.ready;
    const ready = this.launch();
    this.ready = ready;
    ready.then(
      () => {
        this.up ||= this.ready === ready;
      },
      () => {
        if (this.ready === ready) this.discard();
      },
    );
    return ready;
  }

  private async launch(): Promise<number> {
    const limit = new Promise<never>((_, reject) => {
      this.markBroken = (p) => reject(new Refused(p));
      setTimeout(() => reject(new Refused({ code: "start", text: this.notStarted("") })), START_LIMIT_MS);
    });
    limit.catch(() => {});
    const made = new Promise<number>((resolve) => (this.markReady = resolve));
    try {
      const { worker, heard } = window.startWorker();
      this.worker = worker;
      const hear = (e: (typeof heard)[number]) => {
        if (this.worker !== worker) return;
        if ("data" in e) return this.take(e.data);
        e.preventDefault();
        this.lose("fault", e.message ?? "");
      };
      worker.onmessage = worker.onerror = hear;
      heard.forEach(hear);
    } catch (e) {
      throw new Refused({ code: "start", text: this.notStarted(e instanceof Error ? e.message : "") });
    }
    const ms = await Promise.race([made, limit]);
    await Promise.race([this.restore(), limit]);
    this.undone = 0;
    return ms;
  }

  /** A page that holds the only copy of what was recorded must not be opened anew before that is saved. */
  private notStarted(detail: string): string {
    return this.unsaved + this.undone > 0 ? errors.notStartedAgain(detail, this.undone) : errors.start(detail);
  }

  get isUp(): boolean {
    return this.up;
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  /** The worker has broken down: another one goes on with the book. */
  private lose(cause: Lost, detail: string): void {
    if (!this.up) {
      this.drop({ code: "start", text: this.notStarted(detail) });
      return;
    }
    this.undone = this.unkept + [...this.waiting.values()].filter((w) => w.changes).length;
    const left = { unsaved: this.unsaved, undone: this.undone, rerun: this.finished || this.running !== null };
    const problem: Problem = { code: cause, text: errors.restarted(cause, detail, left) };
    this.drop(problem);
    this.onLost(problem);
  }

  /** Ends the worker; whatever was asked of it is answered with `problem`. */
  private drop(problem: Problem): void {
    this.discard();
    this.markBroken(problem);
    for (const w of this.waiting.values()) w.reject(new Refused(problem));
    this.waiting.clear();
    const { running } = this;
    this.running = null;
    running?.resolve({ end: "failed", error: problem, kind: null, index: -1 });
  }

  /** For good, with everything in it. */
  end(): void {
    this.drop({ code: "lost", text: errors.lost });
  }

  private discard(): void {
    this.worker?.terminate();
    this.worker = null;
    this.ready = null;
    this.up = false;
    this.finished = false;
  }

  private take(message: FromWorker): void {
    switch (message.type) {
      case "ready":
        this.markReady(message.ms);
        return;
      case "alive":
        this.watch(message.lock);
        return;
      case "kept":
        this.unkept = 0;
        this.kept = { body: message.body, unsaved: this.unsaved };
        return;
      case "read":
        this.read(message);
        return;
      case "progress":
        this.running?.onProgress(message.progress);
        return;
      case "done":
        this.finished = true;
        this.settle({ end: "done", summary: message.summary, files: message.files });
        return;
      case "cancelled":
        this.settle({ end: "cancelled" });
        return;
      case "failed":
        this.settle({ end: "failed", error: worded(message.error), kind: message.kind, index: message.index });
        return;
      case "answer":
        this.changed(message.id, message.status);
        this.answer(message.id, (w) => w.resolve(message.status));
        return;
      case "exported":
        this.answer(message.id, (w) => w.resolve(message.exported));
        return;
      case "refused":
        this.answer(message.id, (w) => w.reject(new Refused(message.error)));
        return;
      case "broken":
        this.lose(message.cause, message.detail);
        return;
    }
  }

  /** A worker that was killed says nothing: the lock that it holds becomes free. */
  private watch(lock: string): void {
    const { worker } = this;
    const free = () => {
      if (worker && this.worker === worker) this.lose("gone", "");
    };
    void navigator.locks.request(lock, free).catch(() => {});
  }

  /** The worker reads these through the page for as long as it takes to answer. */
  private async lend<T>(files: readonly RunFile[], use: (entries: Entry[]) => Promise<T>): Promise<T> {
    const entries = files.map(({ file, run_date, sheet, layout }) => {
      const entry: Entry = { number: ++this.lastLent, name: file.name, size: file.size, modified: file.lastModified };
      if (run_date) entry.run_date = run_date;
      if (sheet !== undefined) entry.sheet = sheet;
      if (layout) entry.layout = layout;
      this.lent.set(entry.number, { file, slice: Promise.resolve(null) });
      return entry;
    });
    try {
      return await use(entries);
    } finally {
      for (const { number } of entries) this.lent.delete(number);
    }
  }

  /** Of a file one slice after the other: two at once would only share the way. */
  private read({ id, file, offset, length }: Extract<FromWorker, { type: "read" }>): void {
    const { worker } = this;
    const from = this.lent.get(file);
    // Null: the worker says which file it was.
    const read = async () => (await from?.file.slice(offset, offset + length).arrayBuffer()) ?? null;
    const slice = (from?.slice ?? Promise.resolve(null)).then(read).catch(() => null);
    if (from) from.slice = slice;
    void slice.then((bytes) => {
      const message: ToWorker = { type: "slice", id, bytes };
      worker?.postMessage(message, bytes ? [bytes] : []);
    });
  }

  private settle(ended: Ended): void {
    const { running } = this;
    this.running = null;
    running?.resolve(ended);
  }

  private answer(id: number, act: (w: Waiting) => void): void {
    const w = this.waiting.get(id);
    this.waiting.delete(id);
    if (w) act(w);
  }

  private changed(id: number, status: Status): void {
    if (status.ok && this.waiting.get(id)?.changes) this.unkept++;
  }

  private ask<T>(make: (id: number) => ToWorker): Promise<T> {
    const id = this.nextId++;
    return new Promise<T>((resolve, reject) => {
      const message = make(id);
      const changes = message.type === "casework" && message.changes;
      if (changes) this.changes++;
      this.waiting.set(id, { resolve: resolve as (v: unknown) => void, reject, changes });
      this.post(message);
    });
  }

  async run(run: RunRequest, onProgress: (p: Progress) => void): Promise<Ended> {
    let cancelledEarly = false;
    const ended = new Promise<Ended>((resolve) => {
      this.running = {
        resolve: (e) => {
          cancelledEarly = true;
          resolve(e);
        },
        onProgress,
      };
    });
    try {
      await this.start();
    } catch (e) {
      this.running = null;
      const error = e instanceof Refused ? e.problem : { code: "start", text: errors.start(String(e)) };
      return { end: "failed", error, kind: null, index: -1 };
    }
    this.request = run;
    this.finished = false;
    return this.lend(filesOf(run), (entries) => {
      const overlaps = [...entries];
      const pension = run.pension ? overlaps.shift()! : null;
      const roster = overlaps.pop()!;
      if (!cancelledEarly) this.post({ type: "run", run: { settings: run.settings, pension, overlaps, roster } });
      return ended;
    });
  }

  /** Asks the worker to stop between two slices; one that does not answer in time is ended. */
  cancel(): void {
    const { running } = this;
    if (!running) return;
    this.post({ type: "cancel" });
    setTimeout(() => {
      if (this.running !== running) return;
      this.settle({ end: "cancelled" });
      this.discard();
      void this.start().catch(() => {});
    }, CANCEL_LIMIT_MS);
  }

  private async query<T>(query: Query): Promise<T> {
    await this.start();
    const status = await this.ask<Status<T>>((id) => ({ type: "query", id, query }));
    if (!status.ok) throw new Refused(status.error);
    return status;
  }

  /** How a file in this slot would be read, as far as its beginning tells. Rejects only when the engine is lost. */
  async inspect(kind: Kind, file: File, known: Known): Promise<Status<{ proposal: Proposal }>> {
    await this.start();
    const status = await this.lend([{ file }], ([lent]) =>
      this.ask<Status<{ proposal: Proposal }>>((id) => ({ type: "inspect", id, kind, file: lent!, known })),
    );
    return status.ok ? status : { ok: false, error: worded(status.error) };
  }

  /** The sheets of a file that may be a workbook. */
  async sheets(file: File): Promise<Status<Sheets>> {
    await this.start();
    const status = await this.lend([{ file }], ([lent]) => this.ask<Status<Sheets>>((id) => ({ type: "sheets", id, file: lent! })));
    return status.ok ? status : { ok: false, error: worded(status.error) };
  }

  view(query: ViewQuery): Promise<View> {
    return this.query<View>({ method: "view", query: JSON.stringify(query) });
  }

  async rows(start: number, count: number): Promise<Row[]> {
    return (await this.query<{ rows: Row[] }>({ method: "rows", start, count })).rows;
  }

  /** How many people each of these wants. */
  async counts(scope: ScopeCode, today: string, of: readonly Narrowed[]): Promise<number[]> {
    return (await this.casework<{ counts: number[] }>({ do: "count", scope, today, of })).counts;
  }

  async evidence(id: number): Promise<Evidence> {
    return (await this.query<{ evidence: Evidence }>({ method: "evidence", id })).evidence;
  }

  /** A check that stops is all right, and why; answers what the run says of itself now. */
  async accept(code: string, reason: string): Promise<Summary> {
    return (await this.query<{ summary: Summary }>({ method: "accept", code, reason })).summary;
  }

  /** A command about the cases. What changes them is kept for the case that the worker is lost. */
  async casework<T = object>(command: CaseCommand): Promise<T> {
    await this.start();
    this.worked = true;
    const status = await this.ask<Status<T>>((id) => caseMessage(id, command));
    if (!status.ok) throw new Refused(status.error);
    if (command.do === "open") this.takeOver(command.body ?? "");
    if (command.do === "saved") this.markSaved();
    return this.counted(status);
  }

  /** The core counts from when the book came into it. */
  private counted<T>(answer: T): T {
    const { unsaved } = answer as Partial<BookOverview>;
    if (unsaved === undefined) return answer;
    this.unsaved = this.carried + unsaved;
    return { ...answer, unsaved: this.unsaved };
  }

  /** Another book, all of which stands in a work file. */
  private takeOver(body: string): void {
    this.kept = { body: new TextEncoder().encode(body), unsaved: 0 };
    this.unkept = 0;
    this.carried = 0;
  }

  /** All there is stands in a work file. */
  markSaved(): void {
    this.carried = 0;
    this.unsaved = 0;
    if (this.kept) this.kept.unsaved = 0;
  }

  /** The book as it was kept, to be saved where no worker starts any more. */
  get keptBody(): string | null {
    return this.kept && new TextDecoder().decode(this.kept.body);
  }

  /** The run's files once more, for its record and the letters: hashes and households. */
  async lookAgain(): Promise<BookOverview> {
    if (!this.request) throw new Refused({ code: "lost", text: errors.lost });
    const files = filesOf(this.request);
    const status = await this.lend(files, (entries) => {
      const looked = entries.map((entry, i) => ({ ...entry, kind: files[i]!.kind }));
      return this.ask<Status<BookOverview>>((id) => ({ type: "look_again", id, files: looked }));
    });
    if (!status.ok) throw new Refused(worded(status.error));
    this.changes++;
    return this.counted(status);
  }

  get hasCases(): boolean {
    return this.worked;
  }

  private async restore(): Promise<void> {
    const { kept, keptBody } = this;
    this.unkept = 0;
    this.unsaved = this.carried = kept?.unsaved ?? 0;
    if (keptBody === null) return;
    const opened = await this.ask<Status>((id) => ({ ...caseMessage(id, { do: "open", body: keptBody, key: newKey() }), changes: false }));
    if (!opened.ok) throw new Refused({ code: "start", text: this.notStarted(opened.error.text) });
  }

  async export(what: ExportName, options: ExportOptions = {}): Promise<Exported> {
    await this.start();
    return this.ask((id) => ({ type: "export", id, what, options }));
  }
}

/** In the order in which a run reads them. */
function filesOf({ pension, overlaps, roster }: RunRequest): (RunFile & { kind: Kind })[] {
  return [
    ...(pension ? [{ kind: "pension" as const, ...pension }] : []),
    ...overlaps.map((overlap) => ({ kind: "overlap" as const, ...overlap })),
    { kind: "roster", ...roster },
  ];
}

/** The body of a work file goes beside its command. */
function caseMessage(id: number, command: CaseCommand): Extract<ToWorker, { type: "casework" }> {
  const changes = !LOOKS.has(command.do);
  if (!("body" in command)) return { type: "casework", id, command: JSON.stringify(command), changes };
  const { body, ...rest } = command;
  return { type: "casework", id, command: JSON.stringify(rest), body, changes };
}
