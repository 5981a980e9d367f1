// The worker: holds the engine, so that the page stays quick while a roster flows through.

import createTotsugo from "totsugo:factory";
import { ReadFailure, exportPieces, place, runMatch, today } from "../../../wasm/driver.ts";
import type { Constants, Engine, JobFile, ProposeOptions, Session, Source, Status } from "../../../wasm/driver.ts";
import { warmUp } from "../../../wasm/warmup.ts";
import type { Entry, FromWorker, ToWorker } from "./protocol.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};
const say = (message: FromWorker) => scope.postMessage(message);

let loading: Promise<{ engine: Engine; inspector: Session }> | null = null;
/** The engine once it holds a finished job; null before. */
let finished: Engine | null = null;
/** The run under way. A run that is no longer the current one must not touch the session. */
let current: { cancelled: boolean } | null = null;

async function load(packed: string) {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const wasmBinary = new Uint8Array(await new Response(unpacked).arrayBuffer());
  const module = await createTotsugo({ wasmBinary, print: () => {}, printErr: () => {} });
  const constants = JSON.parse(module.constants()) as Constants;
  return { engine: { module, constants, session: new module.Session() }, inspector: new module.Session() };
}

/** Between the steps every message that has come is served first; the first run ends the warm-up. */
async function warm({ module, session, constants }: Engine): Promise<void> {
  const steps = warmUp(module, session, constants);
  while (!current && !steps.next().done) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Slices asked of the page. */
const asked = new Map<number, (bytes: ArrayBuffer | null) => void>();
let lastAsked = 0;

function sourceOf({ number, name, size }: Entry): Source {
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

function jobFile(given: Entry): JobFile {
  const made: JobFile = { source: sourceOf(given) };
  if (given.run_date) made.run_date = given.run_date;
  if (given.layout) made.layout = given.layout;
  return made;
}

function lost(e: unknown): void {
  const detail = e instanceof Error ? e.message : String(e);
  const memory = e instanceof RangeError || /memory|OOM|allocation/i.test(detail);
  finished = null;
  say({ type: "broken", cause: memory ? "memory" : "fault", detail });
}

async function run(message: Extract<ToWorker, { type: "run" }>): Promise<void> {
  const { engine } = await loading!;
  if (current) current.cancelled = true;
  const mine = (current = { cancelled: false });
  finished = null;
  const ended = (answer: FromWorker) => {
    if (mine !== current) return;
    engine.session.discard();
    say(answer);
  };
  try {
    let said = 0;
    const outcome = await runMatch(
      engine,
      {
        settings: message.run.settings,
        pension: message.run.pension ? jobFile(message.run.pension) : null,
        overlaps: message.run.overlaps.map(jobFile),
        roster: jobFile(message.run.roster),
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
    if (outcome.end === "failed")
      return ended({ type: "failed", error: outcome.error, kind: outcome.kind, index: outcome.index });
    finished = engine;
    say({ type: "done", summary: outcome.summary, files: outcome.files });
  } catch (e) {
    if (!(e instanceof ReadFailure)) throw e;
    ended({ type: "failed", error: { code: "unreadable", file: e.file, text: "" }, kind: null, index: -1 });
  }
}

/** How the beginning of a file would be read, asked of a session of its own. */
async function inspect(message: Extract<ToWorker, { type: "inspect" }>): Promise<void> {
  const { id, kind, file, known } = message;
  const { engine, inspector } = await loading!;
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, engine.constants.chunk_bytes).arrayBuffer());
  } catch {
    say({ type: "answer", id, status: { ok: false, error: { code: "unreadable", file: file.name, text: "" } } });
    return;
  }
  const options: ProposeOptions = { today: today(), whole: head.byteLength === file.size, ...known };
  // A refused buffer has its reason in the answer.
  place({ ...engine, session: inspector }, head);
  const status = JSON.parse(inspector.propose(kind, file.name, head.byteLength, JSON.stringify(options))) as Status;
  say({ type: "answer", id, status });
}

function query(message: Extract<ToWorker, { type: "query" }>): void {
  if (!finished) return;
  const { session } = finished;
  const q = message.query;
  const json =
    q.method === "view" ? session.view(q.query) : q.method === "rows" ? session.rows(q.start, q.count) : session.evidence(q.id);
  say({ type: "answer", id: message.id, status: JSON.parse(json) as Status });
}

function exportAll(message: Extract<ToWorker, { type: "export" }>): void {
  if (!finished) return;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const all = exportPieces(finished, message.what);
  for (;;) {
    const next = all.next();
    if (!next.done) {
      pieces.push(next.value as Uint8Array<ArrayBuffer>);
      continue;
    }
    if (next.value) say({ type: "refused", id: message.id, error: next.value });
    else say({ type: "exported", id: message.id, blob: new Blob(pieces) });
    return;
  }
}

scope.onmessage = async ({ data: message }) => {
  try {
    switch (message.type) {
      case "start": {
        const started = performance.now();
        loading = load(message.wasm);
        try {
          const { engine } = await loading;
          say({ type: "ready", version: engine.constants.version, ms: performance.now() - started });
          await warm(engine);
        } catch (e) {
          say({ type: "broken", cause: "start", detail: e instanceof Error ? e.message : String(e) });
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
      case "query":
        return query(message);
      case "export":
        return exportAll(message);
    }
  } catch (e) {
    lost(e);
  }
};
