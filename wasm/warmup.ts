// A browser runs wasm at first with code made in haste, and makes good code for the functions that prove busy. So before
// the first job the session works through a small made-up town: by the time the clerk has chosen the files, the code is
// good. Measured in Node, 1 M rows: lists and rules 250 ms without, 90 ms with; the roster 100 ms less.

import { type Engine, exportWhole, type Module } from "./driver.ts";

const ROWS = 3000;

/** CP932 text of a made-up person: kana from the 0x83 row, kanji from the 0x8E .. 0x92 rows. */
function person(n: number): { kana: number[]; kanji: number[]; birth: string } {
  const kana: number[] = [];
  const kanji: number[] = [];
  for (let i = 0, x = n * 2654435761; i < 6; i++, x = (x * 1103515245 + 12345) >>> 0) {
    if (i === 3) kana.push(0x81, 0x40);
    kana.push(0x83, 0x40 + ((x >>> 16) % 60));
    if (i === 2) kanji.push(0x81, 0x40);
    if (i < 4) kanji.push(0x8e + ((x >>> 8) % 4), 0x9f + ((x >>> 12) % 80));
  }
  const two = (v: number) => String(v).padStart(2, "0");
  return { kana, kanji, birth: `${1940 + (n % 70)}${two(1 + (n % 12))}${two(1 + (n % 28))}` };
}

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));

function file(columns: (n: number) => (string | number[])[], rows: number): Uint8Array {
  const bytes: number[] = [];
  for (let n = 0; n < rows; n++) {
    for (const [i, c] of columns(n).entries()) bytes.push(...(i ? [0x2c] : []), ...(typeof c === "string" ? ascii(c) : c));
    bytes.push(0x0d, 0x0a);
  }
  return Uint8Array.from(bytes);
}

function layout(kind: string, fields: string[]): string {
  const places = Object.fromEntries(fields.map((name, i) => [name, { position: i + 1 }]));
  return JSON.stringify({ layout: { kind, encoding: "cp932", header_rows: 0, fields: places } });
}

const PAGE_BYTES = 4096;
const PAGES_AT_ONCE = 2048;

/** Has the system provide the heap's memory now, by writing to every page of it what stands there already. */
function* provideMemory({ HEAPU8: heap }: Module): Generator<void> {
  for (let at = 0; at < heap.length; at += PAGE_BYTES) {
    heap[at] = heap[at]!;
    if (at % (PAGE_BYTES * PAGES_AT_ONCE) === 0) yield;
  }
}

type List = [kind: string, bytes: Uint8Array, options: string];

function* run({ module, session, constants }: Engine, flow: string, lists: List[]): Generator<void> {
  session.begin(JSON.stringify({ flow, date: constants.earliest_d_date.replace(/^\d+/, "2026") }));
  for (const [kind, bytes, options] of lists) {
    yield;
    session.openFile(kind, "warm-up", bytes.byteLength, options);
    const address = session.buffer(bytes.byteLength);
    if (address === 0) return;
    module.HEAPU8.set(bytes, address);
    session.feed(bytes.byteLength);
    session.closeFile();
  }
  yield;
  session.finish();
}

/** A work file of these people, opened: its session is one of its own, as the clerk's has to stay empty. */
function* openWorkFile(engine: Engine, lists: List[]): Generator<void> {
  const session = new engine.module.Session();
  try {
    yield* run({ ...engine, session }, "P", lists);
    yield;
    session.casework(JSON.stringify({ do: "join" }));
    yield;
    session.casework(JSON.stringify({ do: "act", action: "note", note: "-", who: "-", at: "2026-04-01", findings: [0] }));
    const pieces = exportWhole({ ...engine, session }, "work.json");
    if (!Array.isArray(pieces)) return;
    const decoder = new TextDecoder();
    const body = pieces.map((piece) => decoder.decode(piece, { stream: true })).join("");
    for (let i = 0; i < 3; i++) {
      yield;
      session.caseworkWith(JSON.stringify({ do: "open" }), body);
    }
  } finally {
    session.delete();
  }
}

/** The steps of the warm-up; the caller lets other work in between them. Leaves the session empty. */
export function* warmUp(engine: Engine): Generator<void> {
  const { module, session } = engine;
  yield* provideMemory(module);
  const number = (n: number) => String(100000 + n);
  const pension = file((n) => {
    const p = person(n);
    return [String(4000000000 + n), p.kana, p.kanji, p.birth, "1", "20260401", ""];
  }, ROWS);
  yield;
  const overlap = file((n) => {
    const p = person(n);
    return ["20261101", p.kanji, p.kana, p.birth, "1", number(n), "01", "06130488", "12", number(n), "20260401", ""];
  }, ROWS);
  yield;
  const roster = file((n) => {
    const p = person(n % 2 ? n : n + 100000);
    return [number(n), number(n), "01", p.kanji, p.kana, p.birth, "1", "20200401", "", "20200401", ""];
  }, 2 * ROWS);
  const lists: List[] = [
    [
      "pension",
      pension,
      layout("pension", ["pension_number", "name_kana", "name", "birth_date", "sex", "pension_lost", "pension_lost_reason"]),
    ],
    [
      "overlap",
      overlap,
      layout("overlap", [
        "run_date",
        "name",
        "name_kana",
        "birth_date",
        "sex",
        "own_serial",
        "own_branch",
        "other_insurer",
        "other_symbol",
        "other_serial",
        "other_acquired",
        "other_lost",
      ]),
    ],
    [
      "roster",
      roster,
      layout("roster", [
        "resident_number",
        "member_number",
        "branch",
        "name",
        "name_kana",
        "birth_date",
        "sex",
        "acquired",
        "lost",
        "applied_from",
        "pension_number",
      ]),
    ],
  ];
  for (const flow of ["P", "D"]) {
    yield* run(engine, flow, lists);
    session.view(JSON.stringify({ buckets: [], text: "", sort: "kana", descending: false }));
    session.rows(0, 100);
    session.evidence(0);
  }
  session.discard();
  yield* openWorkFile(engine, lists);
}
