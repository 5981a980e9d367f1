// The workbooks as LibreOffice understands them: opened, written as CSV and printed to PDF, and each cell compared with what we
// wrote. By hand, for LibreOffice is too large to be set up for every run:
//
//   apt-get install --no-install-recommends libreoffice-calc-nogui poppler-utils
//   node tests/wasm/office-check.mjs [FOLDER]     FOLDER: keeps books, CSV, PDF and pictures of the pages, to be looked at
//
// It fails where soffice is missing. It needs the wasm (scripts/build).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCore } from "./contract.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "totsugo-office-"));
const out = process.argv[2] ?? join(scratch, "out");
mkdirSync(out, { recursive: true });

function run(command, args) {
  // A profile of its own: nothing of the person's is read or changed.
  return execFileSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, HOME: scratch, LC_ALL: "C.UTF-8" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 180_000,
  });
}

function version() {
  try {
    return run("soffice", ["--version"]).trim();
  } catch (e) {
    throw new Error(
      `soffice does not run (${e.code ?? e.message}): apt-get install --no-install-recommends libreoffice-calc-nogui poppler-utils`,
    );
  }
}

async function modules() {
  const { build } = createRequire(path("web/build.mjs"))("esbuild");
  const contents =
    'export { writeBook } from "./wasm/book/xlsx-out.ts"; export { whoFirst } from "./wasm/book/print.ts"; ' +
    'export { explained } from "./web/src/saving/save-book.ts"; export { addressBook } from "./web/src/letters/addresses.ts"; ' +
    'export { defaults } from "./web/src/letters/settings.ts"; export { ledger } from "./web/src/ledger/strings.ts"; ' +
    'export { results } from "./web/src/summary/strings.ts";';
  const file = join(scratch, "books.mjs");
  await build({
    stdin: { contents, resolveDir: path(".") },
    bundle: true,
    outfile: file,
    format: "esm",
    platform: "node",
    target: "node18",
    nodePaths: [path("web/node_modules")],
  });
  return import(file);
}

// --- what is checked ------------------------------------------------------------------------------------------------

/** The sample town, run, with notes that would like to be formulas. */
async function town() {
  const core = await loadCore();
  const session = new core.Session();
  const ok = (text) => {
    const answer = JSON.parse(text);
    assert.equal(answer.ok, true, text);
    return answer;
  };
  ok(session.begin('{"flow":"P","date":"2026-11-22"}'));
  for (const [kind, name] of [
    ["pension", "pension.csv"],
    ["overlap", "overlap_20261104.csv"],
    ["overlap", "overlap_20261119.csv"],
    ["roster", "roster.csv"],
  ]) {
    const bytes = readFileSync(path(`tests/sample/${name}`));
    ok(session.openFile(kind, name, bytes.length, "{}"));
    core.HEAPU8.set(bytes, session.buffer(bytes.length));
    ok(session.feed(bytes.length));
    ok(session.closeFile());
  }
  ok(session.finish());
  const ask = (command) => ok(session.casework(JSON.stringify(command)));
  ask({ do: "join" });
  const { rows } = ask({ do: "decisions", count: 200 });
  ["=1+1", "-1,000円の還付", "＝全角", 'a "b"\n二行目', "0012", "1E5", "'x", "2026-11-24", "_x0041_"].forEach((note, i) => {
    ask({ do: "act", action: "note", cases: [rows[i].case], note, at: "2026-11-24T10:00:00+09:00", who: "窓口" });
  });
  const { households } = ask({ do: "households", cases: rows.map((r) => r.case) });
  const exported = (what) => {
    ok(session.exportBegin(what, "{}"));
    const pieces = [];
    for (let view = session.exportNext(); view.length > 0; view = session.exportNext()) pieces.push(Buffer.from(view));
    return Buffer.concat(pieces)
      .toString("utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  const { tables } = JSON.parse(core.constants());
  const table = (which) => ({ columns: tables[which], rows: exported(`${which}.rows`) });
  return { ledger: table("ledger"), results: table("results"), households };
}

function letterOf(household, i) {
  return {
    key: `h${i}`,
    household,
    to: { name: household.head, postal: household.postal_code, address: household.address, building: household.building },
    members: household.members,
  };
}

async function books() {
  const x = await modules();
  const { ledger, results, households } = await town();
  const batch = { kind: "urge", settings: { ...x.defaults(), number: "第{通し番号}号" }, date: "2026-11-24", due: "2026-12-25" };
  const letters = households.map(letterOf);
  const tables = {
    ledger: { ...x.ledger.bookWords("2026-11-22"), ...x.whoFirst(ledger.columns, ledger.rows) },
    worklist: { ...x.results.bookWords("P", "2026-11-22"), ...x.whoFirst(results.columns, results.rows) },
    addressees: x.addressBook(letters, batch),
  };
  const explained = { ledger: ledger.columns, worklist: results.columns };
  return Promise.all(
    Object.entries(tables).map(async ([name, table]) => {
      const headsOf = (kind) => table.columns.filter((c) => c.kind === kind).map((c) => c.head);
      return {
        name,
        rows: [table.columns.map((c) => c.head), ...table.rows],
        dates: headsOf("date"),
        numbers: headsOf("number"),
        who: table.columns.filter((c) => c.identifies).map((c) => c.head),
        bytes: await x.writeBook(table, ...(explained[name] ? [x.explained(explained[name], table)] : [])),
      };
    }),
  );
}

// --- by LibreOffice -------------------------------------------------------------------------------------------------

// Comma, quotes, UTF-8, from line 1; every text in quotes and nothing else, cells as they are shown.
const AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false";

function convert(name, to) {
  const said = run("soffice", ["--headless", "--norestore", "--convert-to", to, "--outdir", out, join(out, `${name}.xlsx`)]);
  const made = join(out, `${name}.${to.slice(0, 3)}`);
  assert.ok(existsSync(made), `${name}: LibreOffice made no ${to.slice(0, 3)}: ${said}`);
  return made;
}

/** [text, whether it was a text], row by row. */
function cellsOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1).push(quoted === undefined ? [plain, false] : [quoted.replaceAll('""', '"'), true]);
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

// A date is written to CSV in the locale's own form, and printed in the cell's.
const inCsv = (iso) => iso.replace(/^(\d+)-(\d+)-(\d+)$/, "$2/$3/$1");
const printed = (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

function compare({ name, rows, dates, numbers }, there) {
  assert.equal(there.length, rows.length, `${name}: rows`);
  const count = { texts: 0, dates: 0, numbers: 0, empty: 0, zeros: 0 };
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      const [shown, isText] = there[r][c] ?? ["", false];
      const where = `${name}, row ${r + 1}, ${rows[0][c]}`;
      const isDate = r > 0 && dates.includes(rows[0][c]) && value !== "";
      const isNumber = r > 0 && numbers.includes(rows[0][c]) && value !== "";
      if (value === "") count.empty++;
      else if (isDate) count.dates++;
      else if (isNumber) count.numbers++;
      else count.texts++;
      if (/^0\d/.test(value)) count.zeros++;
      assert.equal(shown, isDate ? inCsv(value) : value, where);
      assert.equal(isText, value !== "" && !isDate && !isNumber, `${where}: a text`);
    });
  });
  return count;
}

const pdfTool = (command, ...args) => run(command, args);

function compareCase(book) {
  const { name, rows, dates, who, bytes } = book;
  writeFileSync(join(out, `${name}.xlsx`), bytes);
  const count = compare(book, cellsOf(readFileSync(convert(name, AS_CSV), "utf8")));
  assert.ok(count.texts > 100 && count.dates > 0 && count.numbers > 0 && count.zeros > 0, JSON.stringify(count));

  const pdf = convert(name, "pdf");
  const info = pdfTool("pdfinfo", pdf);
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)[1]);
  // A4, landscape: the columns on a few pages side by side, each with those that say whose row it is.
  assert.match(info, /^Page size:\s+841\.\d+ x 595\.\d+ pts/m);
  const all = pdfTool("pdftotext", "-layout", pdf, "-");
  for (const row of rows.slice(1))
    for (const head of dates) assert.ok(all.includes(printed(row[rows[0].indexOf(head)])), `${name}: a date is printed as one`);
  assert.doesNotMatch(all, /###/, `${name}: a column is too narrow`);
  let headed = 0;
  let personal = 0;
  const sides = new Set();
  for (let page = 1; page <= pages; page++) {
    const text = pdfTool("pdftotext", "-f", String(page), "-l", String(page), "-layout", pdf, "-");
    assert.match(text, new RegExp(`\\b${page}\\s*/\\s*${pages}\\b`), `${name}: the foot of page ${page}`);
    // The sheet that explains the columns holds nobody's data.
    if (!text.includes("個人情報")) continue;
    personal++;
    const first = text.split("\n").find((line) => line.trim() !== "");
    if (who.every((head) => first.includes(head))) headed++;
    sides.add(first.replace(/\s+/g, ""));
  }
  assert.equal(headed, personal, `${name}: every page has the heads`);
  assert.ok(sides.size <= 3, `${name}: ${sides.size} pages side by side`);
  pdfTool("pdftoppm", "-r", "60", "-png", pdf, join(out, name));
  console.log(`${name}: ${rows.length - 1} rows, ${JSON.stringify(count)}, ${pages} pages, ${sides.size} side by side`);
}

try {
  console.log(version());
  const all = await books();
  all.forEach(compareCase);
  assert.equal(all.length, 3);
  console.log(
    `${all.length} workbooks are in LibreOffice what we wrote` +
      `${process.argv[2] ? `; pages to look at: ${readdirSync(out).filter((f) => f.endsWith(".png")).length}` : ""}`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
