// Puts the folder of a release together: see scripts/release, which packs it.
//
//   node scripts/releasing/release.mjs OUT
//
// Writes OUT/totsugo-VERSION/ of the products in TOTSUGO_DIST; prints "VERSION SECONDS", the second being the commit's time.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { commitOf } from "../../web/commit.mjs";
import { notes } from "./notes.mjs";
import { papers } from "./papers.mjs";
import { sbom } from "./sbom.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = process.env.TOTSUGO_DIST;
const out = resolve(process.argv[2]);

class Refused extends Error {}

/** The version and the commit that the products name, and the day of the commit. */
function identity() {
  const text = execFileSync(process.execPath, [join(dist, "totsugo-cli.mjs"), "--version"], { encoding: "utf8" }).trim();
  const [, version, commit] = /^バージョン (\S+)（コミット (\S+)）$/.exec(text);
  if (commit !== commitOf(root)) throw new Refused(`dist is of commit ${commit}, the sources are of ${commitOf(root)}: scripts/build`);
  const committed = () => execFileSync("git", ["-C", root, "show", "-s", "--format=%ct", commit.slice(0, 12)], { encoding: "utf8" });
  const seconds = process.env.SOURCE_DATE_EPOCH ?? committed();
  return { text, version, commit, date: new Date(Number(seconds) * 1000) };
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The licences as the page shows them. */
function licences() {
  const html = readFileSync(join(dist, "totsugo.html"), "utf8");
  const [, text] = /<template id="licences">([^<]*)<\/template>/.exec(html);
  return `${text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")}\n`;
}

async function release() {
  const { text, version, commit, date } = identity();
  const folder = join(out, `totsugo-${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const put = (name, content) => writeFileSync(join(folder, name), content);

  for (const name of ["totsugo.html", "totsugo-cli.mjs"]) copyFileSync(join(dist, name), join(folder, name));
  const { manual, sheet } = await papers({ version: text, date });
  put("manual.pdf", manual);
  put("deployment-sheet.pdf", sheet);
  put("NOTES.md", notes(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version, text));
  copyFileSync(join(root, "SECURITY.md"), join(folder, "SECURITY.md"));
  put("LICENSES.txt", licences());
  copyFileSync(join(root, "core", "text", "LICENSE-kanji-data"), join(folder, "LICENSE-kanji-data.txt"));

  const hashed = () =>
    readdirSync(folder)
      .sort()
      .map((name) => ({ name, sha256: sha256(readFileSync(join(folder, name))) }));
  const packages = JSON.parse(readFileSync(join(dist, "packages.json"), "utf8"));
  put("sbom.cdx.json", `${JSON.stringify(sbom({ root, version, commit, date, packages, files: hashed() }), null, 2)}\n`);
  put(
    "SHA256SUMS",
    hashed()
      .map((f) => `${f.sha256}  ${f.name}\n`)
      .join(""),
  );
  process.stdout.write(`${version} ${date.getTime() / 1000}\n`);
}

try {
  await release();
} catch (e) {
  if (!(e instanceof Refused)) throw e;
  console.error(`release: ${e.message}`);
  process.exitCode = 1;
}
