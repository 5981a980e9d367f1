// The worker: holds the engine, so that the page stays quick while a roster flows through.

import createTotsugo from "totsugo:factory";
import { ReadFailure, exportWhole, joined, place, runMatch, today } from "../../../wasm/driver.ts";
import type { Answers, Constants, Engine, JobFile, Kind, Module, ProposeOptions, Session, Source, Status } from "../../../wasm/driver.ts";
import { jobFileOf, sheetsIn } from "../../../wasm/book/xlsx.ts";
import { newKey } from "../../../wasm/cases.ts";
import { unpack } from "../../../wasm/packed.ts";
import { secondLook } from "../../../wasm/second-look.ts";
import type { LookedAt } from "../../../wasm/second-look.ts";
import { warmUp } from "../../../wasm/warmup.ts";
import type { Entry, FromWorker, Lent, Query, ToWorker } from "./protocol.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker, moved?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};
const say = (message: FromWorker, moved: Transferable[] = []) => scope.postMessage(message, moved);

let loading: Promise<{ engine: Engine; inspector: Session }> | null = null;
/** The engine once it holds a finished job; null before. */
let finished: Engine | null = null;
/** The run under way. A run that is no longer the current one must not touch the session. */
let current: { cancelled: boolean } | null = null;
/** It has not ended yet. */
let running = false;
/** Counts what an export that goes on in pieces must not go on after: changed results, and other exports. */
let turn = 0;

/** A worker that is killed says nothing; its lock becomes free. Where a browser gives a page from file:// no locks, nobody hears of it. */
function holdLock(): void {
  const lock = newKey();
  const held = () => {
    say({ type: "alive", lock });
    return new Promise(() => {});
  };
  void navigator.locks?.request(lock, held).catch(() => {});
}

/** Unpacked and compiled at once: the compiler takes in what has been unpacked so far. */
function unpacked(packed: string): Response {
  const parts = unpack(packed);
  const zipped = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(to) {
      const { value, done } = parts.next();
      if (done) to.close();
      else to.enqueue(value);
    },
  });
  return new Response(zipped.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } });
}

async function load(packed: string) {
  const module = await new Promise<Module>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiateStreaming(unpacked(packed), imports).then(({ instance }) => done(instance), reject);
      return {};
    };
    createTotsugo({ instantiateWasm, print: () => {}, printErr: () => {} }).then(resolve, reject);
  });
  const constants = JSON.parse(module.constants()) as Constants;
  return { engine: { module, constants, session: new module.Session() }, inspector: new module.Session() };
}

/** The first second belongs to the page: it is drawn, and the first file is chosen and looked at. */
const WARM_UP_AFTER_MS = 1000;
let warmth: "cold" | "warming" | "done" = "cold";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Between the steps every message that has come is served first; the first run or word about cases ends the warm-up. */
async function warm(engine: Engine): Promise<void> {
  await pause(WARM_UP_AFTER_MS);
  if (warmth !== "cold") return;
  warmth = "warming";
  const steps = warmUp(engine);
  while (warmth === "warming" && !steps.next().done) await pause(0);
  steps.return(undefined); // what it has made for itself is given back
  warmth = "done";
}

/** The session as nobody has used it yet. */
function endWarmUp({ session }: Engine): void {
  if (warmth === "warming") session.discard();
  warmth = "done";
}

/** The book has changed, and the page has no copy of that yet. */
let unkept = false;
let keeping = false;
let keptInMs = 0;
/** So many times as long as the copy took the next one waits: what a clerk's step is followed by comes first. */
const KEEP_PAUSE = 10;
/**
 * While the results are hashed piece by piece, which begins anew after a copy (that takes as long as some forty copies), and in a town so
 * large that a step which meets a copy would be felt to wait.
 */
const KEEP_PAUSE_LONG = 100;
const LONG_COPY_MS = 100;
let looking = 0;

/** The page gets a copy of the book after every change: for the next worker, if this one is lost. */
function keepSoon(engine: Engine): void {
  if (keeping || !unkept) return;
  keeping = true;
  setTimeout(
    () => {
      keeping = false;
      if (!running) keep(engine);
    },
    keptInMs * (looking > 0 || keptInMs > LONG_COPY_MS ? KEEP_PAUSE_LONG : KEEP_PAUSE),
  );
}

function keep(engine: Engine): void {
  if (!unkept) return;
  const began = performance.now();
  turn++;
  const pieces = exportWhole(engine, "work.json");
  if ("code" in pieces) return; // it is tried again after the next change
  const body = joined(pieces);
  keptInMs = performance.now() - began;
  say({ type: "kept", body }, [body.buffer]);
  unkept = false;
}

/** Slices asked of the page. */
const asked = new Map<number, (bytes: ArrayBuffer | null) => void>();
let lastAsked = 0;

function sourceOf({ number, name, size }: Lent): Source {
  return {
    name,
    size,
    read: (offset, length) =>
      new Promise((resolve, reject) => {
        const id = ++lastAsked;
        asked.set(id, (bytes) => (bytes ? resolve(new Uint8Array(bytes)) : reject(new Error("unreadable"))));
        say({ type: "read", id, file: number, offset, length });
      }),
  };
}

// By these names a file is looked at, although the page has not (yet) found sheets in it.
const LIKE_A_BOOK = /\.(xls[xmb]?|ods|zip)$/i;

async function jobFile(source: Source, given: Pick<Entry, "name" | "run_date" | "sheet" | "layout">): Promise<Status<{ file: JobFile }>> {
  const made =
    given.sheet !== undefined || LIKE_A_BOOK.test(given.name)
      ? await jobFileOf(source, given.sheet)
      : { ok: true as const, file: { source } as JobFile };
  if (made.ok && given.run_date) made.file.run_date = given.run_date;
  if (made.ok && given.layout) made.file.layout = given.layout;
  return made;
}

const unreadable = (file: string): Status => ({ ok: false, error: { code: "unreadable", file, text: "" } });

function lost(e: unknown): void {
  const detail = e instanceof Error ? e.message : String(e);
  const memory = e instanceof RangeError || /memory|OOM|allocation/i.test(detail);
  finished = null;
  say({ type: "broken", cause: memory ? "memory" : "fault", detail });
}

/** In the pauses between questions: the first search and the first sorting of a long list are not to be waited for. */
function workAhead(engine: Engine, run: object): void {
  setTimeout(() => {
    if (finished === engine && current === run && engine.session.prepare()) workAhead(engine, run);
  });
}

async function run(message: Extract<ToWorker, { type: "run" }>): Promise<void> {
  const { engine } = await loading!;
  endWarmUp(engine);
  if (!running) keep(engine); // a run that does not answer a cancel is ended together with the worker
  if (current) current.cancelled = true;
  const mine = { cancelled: false };
  current = mine;
  running = true;
  finished = null;
  const ended = (answer: FromWorker) => {
    if (mine !== current) return;
    running = false;
    engine.session.discard();
    say(answer);
    keepSoon(engine);
  };
  try {
    let said = 0;
    const given = message.run;
    const order: [Kind, number, Entry][] = [];
    if (given.pension) order.push(["pension", 0, given.pension]);
    for (const [index, entry] of given.overlaps.entries()) order.push(["overlap", index, entry]);
    order.push(["roster", 0, given.roster]);
    const files = new Map<Entry, JobFile>();
    for (const [kind, index, entry] of order) {
      const made = await jobFile(sourceOf(entry), entry);
      if (mine.cancelled) return ended({ type: "cancelled" });
      if (!made.ok) return ended({ type: "failed", error: made.error, kind, index });
      files.set(entry, made.file);
    }
    const outcome = await runMatch(
      engine,
      {
        settings: given.settings,
        pension: given.pension ? files.get(given.pension)! : null,
        overlaps: given.overlaps.map((entry) => files.get(entry)!),
        roster: files.get(given.roster)!,
      },
      (progress) => {
        const now = performance.now();
        if (now - said < 50 && progress.done < progress.total) return;
        said = now;
        say({ type: "progress", progress });
      },
      () => mine.cancelled,
    );
    if (outcome.end === "cancelled") return ended({ type: "cancelled" });
    if (outcome.end === "failed") return ended({ type: "failed", error: outcome.error, kind: outcome.kind, index: outcome.index });
    finished = engine;
    running = false;
    say({ type: "done", summary: outcome.summary, files: outcome.files });
    keepSoon(engine);
    workAhead(engine, mine);
  } catch (e) {
    if (!(e instanceof ReadFailure)) throw e;
    ended({ type: "failed", error: { code: "unreadable", file: e.file, text: "" }, kind: null, index: -1 });
  }
}

/** The beginning of the sheet looked at last: unpacking it anew for every change would keep the clerk waiting. */
let lastSheet: ({ key: string } & Head) | null = null;

interface Head {
  head: Uint8Array;
  whole: boolean;
  days_from_1904: boolean;
}

// What is looked at when a file is chosen: of the roster some ten thousand rows (a tenth of a second), of a list mostly all.
const HEAD_BYTES: Record<Kind, number> = { roster: 2 << 20, pension: 4 << 20, overlap: 4 << 20 };

async function headOf(file: Lent, sheet: number | undefined, most: number): Promise<Status<Head>> {
  const key = [file.name, file.size, file.modified, sheet].join("/");
  if (lastSheet?.key === key) return { ok: true, ...lastSheet };
  const made = await jobFileOf(sourceOf(file), sheet);
  if (!made.ok) return made;
  const { source, days_from_1904 = false } = made.file;
  const head = await source.read(0, Math.min(source.size, most));
  const whole = head.byteLength === source.size;
  const found = { head, whole, days_from_1904 };
  if (made.sheet) lastSheet = { key, ...found };
  return { ok: true, ...found };
}

/** How the beginning of a file would be read, asked of a session of its own. */
async function inspect({ id, kind, file, known }: Extract<ToWorker, { type: "inspect" }>): Promise<void> {
  const { engine, inspector } = await loading!;
  const { sheet, ...rest } = known;
  let beginning: Awaited<ReturnType<typeof headOf>>;
  try {
    beginning = await headOf(file, sheet, HEAD_BYTES[kind]);
  } catch {
    return say({ type: "answer", id, status: unreadable(file.name) });
  }
  if (!beginning.ok) return say({ type: "answer", id, status: beginning });
  const { head, whole, days_from_1904 } = beginning;
  const options: ProposeOptions = { today: today(), whole, days_from_1904, ...rest };
  // A refused buffer has its reason in the answer.
  place({ ...engine, session: inspector }, head);
  const status = JSON.parse(inspector.propose(kind, file.name, head.byteLength, JSON.stringify(options))) as Status;
  say({ type: "answer", id, status });
}

async function sheets({ id, file }: Extract<ToWorker, { type: "sheets" }>): Promise<void> {
  let status: Status;
  try {
    status = await sheetsIn(sourceOf(file));
  } catch (e) {
    if (!(e instanceof ReadFailure)) throw e;
    status = unreadable(file.name);
  }
  say({ type: "answer", id, status });
}

async function query(message: Extract<ToWorker, { type: "query" }>): Promise<void> {
  const { engine } = await loading!;
  if (running) return; // whoever asked shows another view by now
  endWarmUp(engine);
  if (message.query.method === "accept") turn++;
  say({ type: "answer", id: message.id, status: JSON.parse(answered(engine.session, message.query)) as Status });
}

function answered(session: Session, q: Query): string {
  switch (q.method) {
    case "view":
      return session.view(q.query);
    case "rows":
      return session.rows(q.start, q.count);
    case "evidence":
      return session.evidence(q.id);
    case "accept":
      return session.accept(q.code, q.reason);
  }
}

async function casework({ id, command, body, changes }: Extract<ToWorker, { type: "casework" }>): Promise<void> {
  const { engine } = await loading!;
  endWarmUp(engine);
  const { session } = engine;
  const answer = body === undefined ? session.casework(command) : session.caseworkWith(command, body);
  const status = JSON.parse(answer) as Status;
  if ("summary" in status) turn++;
  say({ type: "answer", id, status });
  if (changes && status.ok) changed(engine);
}

function changed(engine: Engine): void {
  unkept = true;
  keepSoon(engine);
}

async function lookAgain({ id, files }: Extract<ToWorker, { type: "look_again" }>): Promise<void> {
  const engine = finished;
  const run = current;
  const beside = { wanted: () => finished === engine && current === run, turn: () => turn };
  const gone: Status = { ok: false, error: { code: "out_of_order", text: "" } };
  if (!engine) return say({ type: "answer", id, status: gone });
  const looked: LookedAt[] = [];
  looking++;
  try {
    for (const given of files) {
      const source = sourceOf(given);
      const made = await jobFile(source, given);
      if (!made.ok) return say({ type: "answer", id, status: made });
      looked.push({ kind: given.kind, source, file: made.file });
    }
    const status = (await secondLook(engine, looked, beside)) ?? gone;
    say({ type: "answer", id, status });
    if (status.ok) changed(engine);
  } catch (e) {
    if (!(e instanceof ReadFailure)) throw e;
    say({ type: "answer", id, status: unreadable(e.file) });
  } finally {
    looking--;
  }
}

async function exportAll(message: Extract<ToWorker, { type: "export" }>): Promise<void> {
  const { engine } = await loading!;
  endWarmUp(engine);
  turn++;
  const pieces = exportWhole(engine, message.what, message.options);
  if ("code" in pieces) return say({ type: "refused", id: message.id, error: pieces });
  const { lost } = JSON.parse(engine.session.exportLost()) as Answers["exportLost"];
  say({ type: "exported", id: message.id, exported: { blob: new Blob(pieces as Uint8Array<ArrayBuffer>[]), lost } });
}

scope.onmessage = async ({ data: message }) => {
  try {
    switch (message.type) {
      case "start": {
        const started = performance.now();
        holdLock();
        loading = load(message.wasm);
        try {
          const { engine } = await loading;
          say({ type: "ready", version: engine.constants.version, ms: performance.now() - started });
          await warm(engine);
        } catch (e) {
          lost(e);
        }
        return;
      }
      case "run":
        return await run(message);
      case "slice":
        asked.get(message.id)?.(message.bytes);
        asked.delete(message.id);
        return;
      case "cancel":
        if (current) current.cancelled = true;
        return;
      case "inspect":
        return await inspect(message);
      case "sheets":
        return await sheets(message);
      case "query":
        return await query(message);
      case "casework":
        return await casework(message);
      case "look_again":
        return await lookAgain(message);
      case "export":
        return await exportAll(message);
    }
  } catch (e) {
    lost(e);
  }
};
