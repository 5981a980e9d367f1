// Letters opened for the sample, and their paper: for the tests of letters.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readFileSync, readdirSync } from "node:fs";
import { atQueue, choose, laid, looked, markAll, overview, record, sample, soon } from "./harness.mjs";

export const SENDER = {
  prefecture: "架空県",
  town: "架空市",
  post: "架空市長",
  person: "見本　一郎",
  office: "架空市役所保険年金課",
  phone: "000-000-0000",
};
export const BATCH = { number: "健保第１２３号の{通し番号}", date: "2026-11-24", due: "2026-12-25" };

export async function fill(tool, fields) {
  for (const [id, value] of Object.entries(fields)) await tool.id(`letter-${id}`).fill(value);
}

/** Prints the letters that are being made, to no printer, and records that they were sent. */
export async function sendLetters(tool) {
  await tool.page.evaluate(() => {
    window.print = () => {};
  });
  await tool.id("letter-print").click();
  await soon(async () => assert.ok(await tool.id("letter-record").isEnabled()));
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "記録しました" }).waitFor();
}

export async function toLetters(tool) {
  await atQueue(tool);
  await markAll(tool);
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
}

/** The sample's cases, verified as far as they may be, and letters opened for all of them. */
export async function lettersOfSample(tool, files = {}) {
  await choose(tool, "P", files);
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await record(tool, "verify");
  await looked(tool);
  await toLetters(tool);
  return (await overview(tool)).states.verified;
}

/** The households that these letters go to, as the sample's roster numbers them. */
export const HOUSEHOLDS = [15, 24, 25, 29, 58, 60, 71, 109, 120, 135, 139, 160, 162, 166, 173, 177, 183].map((n) => String(10000000 + n));

/** Once the core has said who may be written to. */
export async function count(tool) {
  const view = tool.page.locator("[data-testid=letters-view][data-letters]");
  await view.waitFor();
  return Number(await view.getAttribute("data-letters"));
}

/** The paper as it is laid out, after typing has rested. */
export async function paper(tool, letters) {
  await laid(tool);
  assert.equal(await tool.page.locator("[data-testid=paper] [data-testid=letter]").count(), letters);
  return tool.id("paper");
}

/** As it would be printed: how many pages of what size, and the file itself. */
export async function pdf(tool) {
  const bytes = await tool.page.pdf({ preferCSSPageSize: true });
  const text = bytes.toString("latin1");
  const pages = text.match(/\/Type\s*\/Page\b/g).length;
  const sizes = new Set(
    [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((m) =>
      m[1]
        .trim()
        .split(/\s+/)
        .map((v) => Math.round(Number(v)))
        .join(" "),
    ),
  );
  return { pages, sizes: [...sizes], bytes };
}

/** What Poppler reads on one page of a PDF; spaces of any width and number are one. */
export const textOf = (path, page) =>
  execFileSync("pdftotext", ["-layout", "-f", `${page}`, "-l", `${page}`, path, "-"])
    .toString()
    .replace(/[ \u3000]+/g, " ");

/** The codes that ZBar finds on a page, as an office's printer would put it on paper. */
export function codesOn(path, page, folder) {
  const prefix = join(folder, `page-${page}-`);
  execFileSync("pdftoppm", ["-r", "300", "-gray", "-png", "-f", `${page}`, "-l", `${page}`, path, prefix]);
  const picture = readdirSync(folder).find((f) => join(folder, f).startsWith(prefix));
  try {
    return execFileSync("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", join(folder, picture)], {
      stdio: ["ignore", "pipe", "ignore"],
    })
      .toString()
      .trim()
      .split("\n");
  } catch (e) {
    // 4: no code was found.
    if (e.status === 4) return [];
    throw e;
  }
}

/** The sample's roster with its lines changed: `change` gets a line's cells. */
export function changedRoster(change) {
  const text = new TextDecoder("shift_jis").decode(readFileSync(sample.roster));
  const [header, ...lines] = text.trimEnd().split("\r\n");
  return `${[header, ...lines.map((line) => change(line.split(",")).join(","))].join("\r\n")}\r\n`;
}

/** Calls of window.print, which has no printer here. */
export const countPrints = () => {
  window.prints = 0;
  window.print = () => window.prints++;
};

/** window.print as if it took its time: the paper that was shown stays in the page, to be printed by `pdf`, until the next. */
export const keepPaper = () => {
  window.prints = 0;
  window.print = () => {
    window.prints++;
    window.printedAs = document.title;
    document.getElementById("kept-paper")?.remove();
    const kept = document.querySelector(".paper").cloneNode(true);
    kept.id = "kept-paper";
    setTimeout(() => {
      document.body.append(kept);
      document.documentElement.classList.add("has-paper");
    });
  };
};
