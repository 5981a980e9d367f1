// The command line: the same core, wasm and driver as the page, under Node 18 or later.
//
// Exit 0: done (rejected rows are reported, not fatal). Exit 2: unusable arguments or input, one Japanese message on
// stderr, and the output folder as it was: results are written under temporary names and renamed when all are there.

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import createTotsugo from "totsugo:factory";
import packedWasm from "totsugo:wasm";
import { ReadFailure, exportPieces, place, runMatch, today } from "./driver.ts";
import type { Constants, Engine, ExportName, FlowCode, JobFile, Kind, Problem, Proposal, Source, Status } from "./driver.ts";
import { unpack } from "./packed.ts";
import { commit, versionText } from "./version.ts";
import { jobFileOf } from "./book/xlsx.ts";

const KINDS: readonly Kind[] = ["roster", "pension", "overlap"];
const OUTPUTS: readonly ExportName[] = ["results.ndjson", "results.csv", "import.json"];

const HELP = `国保資格突合 Totsugo（コマンド版）

使い方:
  totsugo-cli match --flow P|D --roster F [--pension F] --overlap F [--overlap F …]
                    --date YYYY-MM-DD --out DIR
                    [--layout roster=F.json] [--layout pension=F.json] [--layout overlap=F.json]
                    [--run-date F=YYYY-MM-DD …] [--roster-date YYYY-MM-DD] [--sheet F=シート …] [--confirm-gap]
                    [--accept 警告=理由 …]
      三種類のファイルを突き合わせ、DIR に results.ndjson、results.csv、import.json を書き、
      集計 (JSON) を標準出力に出します。

  totsugo-cli propose F --kind roster|pension|overlap [--date YYYY-MM-DD] [--sheet シート]
      ファイルの見出しと値から、読み取りの設定（レイアウト）の案を、確かさと理由をつけて JSON で出します。
      accepted が true の案は、match でそのまま使われます。false のときは、確かめて直したうえで
      --layout 種類=F に指定してください。

  totsugo-cli --help      この説明を出します。
  totsugo-cli --version   版を出します。

match の引数:
  --flow P|D        P: 喪失一覧から（1・3号喪失一覧表）　D: 重複一覧から（資格重複状況結果一覧）
  --roster F        国保被保険者台帳
  --pension F       1・3号喪失一覧表（--flow P では必須）
  --overlap F       資格重複状況結果一覧（必須。いくつでも、順不同）
  --date            作業日
  --out DIR         結果を書くフォルダー（なければ作ります）
  --layout 種類=F   読み取りの設定を指定します
  --run-date F=日付 資格重複状況結果一覧 F の作成年月日を指定します（F はパスかファイル名）
  --roster-date     台帳の抽出日を指定します（なければファイル名の日付か、台帳の最も新しい日付とみなします）
  --sheet F=シート  Excelブック（.xlsx）F の読み込むシートを、名前か番号（1から）で指定します
                    （データのあるシートが一つだけなら要りません）
  --confirm-gap     間隔の空いた一覧も連続した作成回とみなします
  --accept 警告=理由  結果を止めている読込時の警告（集計の checks のうち level が stop のもの）を、
                    理由を記録して差し支えないとします

終了コード: 0 正常（取り込めなかった行は import.json にあります）　2 引数か入力が使えません
`;

/** What the user can mend; everything else is a fault of ours. */
class Unusable extends Error {}

function refuse(text: string): never {
  throw new Unusable(text);
}

/** With the argument that the file belongs to, where it is another's. */
const said = ({ text, belongs }: Problem) => (belongs ? `${text}引数は --${belongs} です。` : text);

function engineOf(constants: Constants, module: Awaited<ReturnType<typeof createTotsugo>>): Engine {
  return { module, session: new module.Session(), constants };
}

async function load() {
  const wasmBinary = gunzipSync(Buffer.concat([...unpack(packedWasm)]));
  const module = await createTotsugo({ wasmBinary });
  return { module, constants: JSON.parse(module.constants()) as Constants };
}

function readError(path: string, e: unknown): string {
  const code = (e as NodeJS.ErrnoException).code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `ファイル「${path}」が見つかりません。パスを確かめてください。`;
    case "EACCES":
    case "EPERM":
      return `ファイル「${path}」を読む権限がありません。アクセス権を確かめてください。`;
    case "EISDIR":
      return `「${path}」はフォルダーです。CSV ファイルを指定してください。`;
    default:
      return `ファイル「${path}」を読めません（${code ?? (e instanceof Error ? e.message : String(e))}）。`;
  }
}

/** A workbook's sheet as a file of the job; anything else as it is. What the clerk must know goes to stderr. */
async function book(source: Source, sheet: string | undefined, how: string): Promise<JobFile> {
  const made = await jobFileOf(source, sheet);
  if (!made.ok) refuse(made.error.code === "sheet_missing" ? `${made.error.text}引数 ${how} で指定できます。` : made.error.text);
  if (sheet !== undefined && made.sheet === null) refuse(`「${source.name}」はExcelブックではないため、--sheet は指定できません。`);
  for (const note of made.file.notes ?? []) process.stderr.write(`${source.name}：${note}\n`);
  return made.file;
}

/** Opens every input before the first byte is worked on, so that a wrong path is said at once. */
class Inputs {
  private readonly handles: FileHandle[] = [];

  async source(path: string): Promise<Source> {
    try {
      if (statSync(path).isDirectory()) refuse(`「${path}」はフォルダーです。CSV ファイルを指定してください。`);
      const handle = await open(path, "r");
      this.handles.push(handle);
      const { size } = await handle.stat();
      return {
        name: basename(path),
        size,
        async read(offset, length) {
          const bytes = new Uint8Array(length);
          let filled = 0;
          while (filled < length) {
            const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
            if (bytesRead === 0) break;
            filled += bytesRead;
          }
          return bytes.subarray(0, filled);
        },
      };
    } catch (e) {
      if (e instanceof Unusable) throw e;
      refuse(readError(path, e));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.handles.map((h) => h.close().catch(() => {})));
  }
}

/** `name` → values in order. Options take one value each, flags none; what is left over is positional. */
function parseArguments(args: readonly string[], options: readonly string[], flags: readonly string[]) {
  const values = new Map<string, string[]>();
  const set = new Set<string>();
  const positional: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (!arg.startsWith("-") || arg === "-") {
      positional.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (flags.includes(name) && equals < 0) {
      set.add(name);
      continue;
    }
    if (!options.includes(name)) refuse(`引数「${arg}」はありません。--help で使い方を確かめてください。`);
    let value: string | undefined;
    if (equals >= 0) {
      value = arg.slice(equals + 1);
    } else {
      value = args[i + 1];
      if (value?.startsWith("--")) value = undefined;
      else i++;
    }
    if (value === undefined || value === "") refuse(`引数 ${name} の値がありません。--help で使い方を確かめてください。`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const once = (name: string): string | undefined => {
    const given = values.get(name);
    if (given && given.length > 1) refuse(`引数 ${name} は一度だけ指定してください。`);
    return given?.[0];
  };
  const need = (name: string, what: string): string =>
    once(name) ?? refuse(`引数 ${name}（${what}）がありません。--help で使い方を確かめてください。`);
  return { once, need, all: (name: string) => values.get(name) ?? [], has: (name: string) => set.has(name), positional };
}

function readLayout(path: string): unknown {
  let text: string;
  try {
    if (statSync(path).isDirectory()) refuse(`「${path}」はフォルダーです。レイアウトの JSON ファイルを指定してください。`);
    text = readFileSync(path, "utf8");
  } catch (e) {
    if (e instanceof Unusable) throw e;
    refuse(readError(path, e));
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    refuse(`レイアウトのファイル「${path}」は JSON として読めません。propose の出力を元に作り直してください。`);
  }
}

/** Makes a folder and those above it; answers the topmost one that is new. Node's own `recursive` never ends in /proc. */
function makeFolders(dir: string): string | undefined {
  if (existsSync(dir)) return undefined;
  const above = dirname(dir);
  const made = above === dir ? undefined : makeFolders(above);
  mkdirSync(dir);
  return made ?? dir;
}

/** Writes all outputs under temporary names, then renames them; on any failure the folder is as it was. */
function writeOutputs(engine: Engine, dir: string): void {
  const existed = existsSync(dir);
  const target = (name: string) => join(dir, name);
  const temporary = (name: string) => join(dir, `.${name}.${process.pid}.tmp`);
  let made: string | undefined;
  try {
    if (existed && !statSync(dir).isDirectory()) refuse(`--out の「${dir}」はフォルダーではありません。`);
    made = makeFolders(resolve(dir));
    for (const what of OUTPUTS) {
      const fd = openSync(temporary(what), "w");
      try {
        const export_ = exportPieces(engine, what);
        for (;;) {
          const next = export_.next();
          if (next.done) {
            if (next.value) refuse(next.value.text);
            break;
          }
          for (let at = 0; at < next.value.byteLength; ) at += writeSync(fd, next.value, at);
        }
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }
    for (const what of OUTPUTS) {
      if (existsSync(target(what)) && statSync(target(what)).isDirectory()) {
        refuse(`「${target(what)}」という名前のフォルダーがあるため、結果を書けません。`);
      }
    }
    for (const what of OUTPUTS) renameSync(temporary(what), target(what));
  } catch (e) {
    try {
      for (const what of OUTPUTS) rmSync(temporary(what), { force: true });
    } catch {
      // Nothing of ours can lie where even asking fails; what went wrong first is what is told.
    }
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    if (e instanceof Unusable) throw e;
    const code = (e as NodeJS.ErrnoException).code;
    if (code) refuse(`フォルダー「${dir}」に結果を書けません（${code}）。空き容量とアクセス権を確かめてください。`);
    throw e;
  }
}

async function match(args: readonly string[]): Promise<void> {
  const a = parseArguments(
    args,
    ["--flow", "--roster", "--pension", "--overlap", "--date", "--out", "--layout", "--run-date", "--roster-date", "--sheet", "--accept"],
    ["--confirm-gap"],
  );
  if (a.positional.length > 0) refuse(`「${a.positional[0]}」が何か分かりません。ファイルは --roster などの引数で指定してください。`);
  const flow = a.need("--flow", "進め方 P（喪失一覧から）か D（重複一覧から）");
  if (flow !== "P" && flow !== "D") refuse(`--flow は P か D です（「${flow}」が指定されました）。`);
  const roster = a.need("--roster", "国保被保険者台帳");
  const pension = a.once("--pension");
  const overlaps = a.all("--overlap");
  const date = a.need("--date", "作業日 YYYY-MM-DD");
  const out = a.need("--out", "結果を書くフォルダー");
  if (overlaps.length === 0) refuse("引数 --overlap（資格重複状況結果一覧）がありません。一つ以上指定してください。");
  if (flow === "P" && pension === undefined) refuse("--flow P（喪失一覧から）には --pension（1・3号喪失一覧表）が必要です。");
  if (existsSync(out) && !statSync(out).isDirectory()) refuse(`--out の「${out}」はフォルダーではありません。`);

  const layouts = new Map<Kind, unknown>();
  for (const value of a.all("--layout")) {
    const equals = value.indexOf("=");
    const kind = value.slice(0, Math.max(equals, 0)) as Kind;
    if (!KINDS.includes(kind) || equals + 1 === value.length) {
      refuse(
        `--layout は「roster=ファイル」「pension=ファイル」「overlap=ファイル」の形で指定してください（「${value}」が指定されました）。`,
      );
    }
    if (layouts.has(kind)) refuse(`--layout ${kind}=… は一度だけ指定してください。`);
    layouts.set(kind, readLayout(value.slice(equals + 1)));
  }

  const runDates = new Map<string, string>();
  for (const value of a.all("--run-date")) {
    const equals = value.lastIndexOf("=");
    const file = value.slice(0, Math.max(equals, 0));
    const day = value.slice(equals + 1);
    if (file === "" || !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
      refuse(`--run-date は「ファイル=YYYY-MM-DD」の形で指定してください（「${value}」が指定されました）。`);
    }
    const meant = overlaps.filter((o) => o === file || resolve(o) === resolve(file) || basename(o) === file);
    if (meant.length === 0) refuse(`--run-date の「${file}」は --overlap にありません。パスかファイル名を確かめてください。`);
    for (const path of meant) runDates.set(path, day);
  }

  const rosterDate = a.once("--roster-date");
  if (rosterDate !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(rosterDate)) {
    refuse(`--roster-date は YYYY-MM-DD の形で指定してください（「${rosterDate}」が指定されました）。`);
  }

  const accept: Record<string, string> = {};
  for (const value of a.all("--accept")) {
    const equals = value.indexOf("=");
    const reason = value.slice(equals + 1).trim();
    if (equals < 1 || reason === "") refuse(`--accept は「警告=理由」の形で指定してください（「${value}」が指定されました）。`);
    accept[value.slice(0, equals)] = reason;
  }

  const given = [roster, ...(pension === undefined ? [] : [pension]), ...overlaps];
  const sheets = new Map<string, string>();
  for (const value of a.all("--sheet")) {
    // A path and a sheet's name may both hold "=": the first one behind a file that was given is meant.
    const meant = given.filter((p) => [p, basename(p)].some((name) => value.startsWith(`${name}=`) && value.length > name.length + 1));
    if (meant.length === 0) {
      refuse(
        `--sheet は「ファイル=シートの名前か番号」の形で、--roster などに指定したファイルについて指定してください（「${value}」が指定されました）。`,
      );
    }
    for (const path of meant) {
      if (sheets.has(path)) refuse(`--sheet は一つのファイルに一度だけ指定してください（${path}）。`);
      const name = value.startsWith(`${path}=`) ? path : basename(path);
      sheets.set(path, value.slice(name.length + 1));
    }
  }

  const inputs = new Inputs();
  try {
    const file = async (kind: Kind, path: string): Promise<JobFile> => {
      const made = await book(await inputs.source(path), sheets.get(path), "--sheet ファイル=シート");
      if (layouts.has(kind)) made.layout = layouts.get(kind);
      const day = kind === "overlap" ? runDates.get(path) : kind === "roster" ? rosterDate : undefined;
      if (day !== undefined) made.run_date = day;
      return made;
    };
    const rosterFile = await file("roster", roster);
    const pensionFile = pension === undefined ? null : await file("pension", pension);
    const overlapFiles: JobFile[] = [];
    for (const path of overlaps) overlapFiles.push(await file("overlap", path));

    const { module, constants } = await load();
    const engine = engineOf(constants, module);
    const outcome = await runMatch(engine, {
      settings: { flow: flow as FlowCode, date, confirm_gap: a.has("--confirm-gap"), commit, accept },
      pension: pensionFile,
      overlaps: overlapFiles,
      roster: rosterFile,
    });
    if (outcome.end === "failed") refuse(said(outcome.error));
    if (outcome.end === "cancelled") throw new Error("cancelled without a request");
    for (const c of outcome.summary.checks)
      if (c.level === "stop" && c.accepted === null) process.stderr.write(`読込時の警告（${c.code}）：${c.text}結果は選択できません。\n`);
    writeOutputs(engine, out);
    process.stdout.write(`${JSON.stringify(outcome.summary, null, 2)}\n`);
    engine.session.delete();
  } catch (e) {
    if (e instanceof ReadFailure) {
      refuse(`ファイル「${e.file}」を途中まで読んだところで読めなくなりました（${e.message}）。もう一度実行してください。`);
    }
    throw e;
  } finally {
    await inputs.close();
  }
}

/** A layout document that can be given back as --layout, and beside it what a person should know before doing so. */
function proposedDocument(p: Proposal): object {
  const fields = Object.fromEntries(
    Object.entries(p.layout.fields).map(([code, source]) => {
      if (source === null) return [code, null]; // no column
      const { confidence, reason, parsed, empty, failed } = p.fields.find((f) => f.field === code)!;
      return [code, { ...source, confidence, reason, parsed, empty, failed }];
    }),
  );
  const { accepted, by, open, problems, repairs, warnings, columns, examined } = p;
  return { ...p.layout, fields, accepted, by, open, problems, repairs, warnings, columns, examined };
}

async function propose(args: readonly string[]): Promise<void> {
  const a = parseArguments(args, ["--kind", "--date", "--sheet"], []);
  const path = a.positional[0] ?? refuse("ファイルがありません。propose ファイル --kind roster の形で指定してください。");
  if (a.positional.length > 1) refuse("propose に指定できるファイルは一つです。");
  const kind = a.need("--kind", "roster、pension、overlap のどれか");
  if (!KINDS.includes(kind as Kind)) refuse(`--kind は roster、pension、overlap のどれかです（「${kind}」が指定されました）。`);
  const inputs = new Inputs();
  try {
    const { source, days_from_1904 = false } = await book(await inputs.source(path), a.once("--sheet"), "--sheet シート");
    const { module, constants } = await load();
    const engine = engineOf(constants, module);
    const head = await source.read(0, Math.min(source.size, constants.chunk_bytes));
    place(engine, head);
    const options = { today: a.once("--date") ?? today(), whole: head.byteLength === source.size, days_from_1904 };
    const answer = JSON.parse(engine.session.propose(kind, source.name, head.byteLength, JSON.stringify(options))) as Status<{
      proposal: Proposal;
    }>;
    if (!answer.ok) refuse(said(answer.error));
    process.stdout.write(`${JSON.stringify(proposedDocument(answer.proposal), null, 2)}\n`);
    engine.session.delete();
  } finally {
    await inputs.close();
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return;
  }
  const [command, ...rest] = args;
  switch (command) {
    case "match":
      return match(rest);
    case "propose":
      return propose(rest);
    case "--version": {
      const { constants } = await load();
      process.stdout.write(`${versionText(constants.version)}\n`);
      return;
    }
    case undefined:
      return refuse("何をするかの指定がありません（match か propose）。--help で使い方を確かめてください。");
    default:
      return refuse(`「${command}」という命令はありません（match か propose）。--help で使い方を確かめてください。`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (e) {
  const text =
    e instanceof Unusable
      ? e.message
      : `処理の途中で内部の誤りが起きました（${e instanceof Error ? e.message : String(e)}）。結果は書かれていません。`;
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
}
