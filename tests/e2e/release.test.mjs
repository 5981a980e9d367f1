// A release as it is handed out: every file whole and listed, a changed one found, the same bytes again, the list of parts complete, and
// one version and commit everywhere.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { cli, openTool, root, tool as shipped, workplace } from "./harness.mjs";

const place = workplace();
const script = join(root, "scripts", "release");
const run = (...args) => spawnSync(script, args, { encoding: "utf8" });
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

const FILES = [
  "LICENSE-kanji-data.txt",
  "LICENSES.txt",
  "NOTES.md",
  "SECURITY.md",
  "SHA256SUMS",
  "deployment-sheet.pdf",
  "manual.pdf",
  "sbom.cdx.json",
  "totsugo-cli.mjs",
  "totsugo.html",
];

/** The release, made for the first test that asks: its zip, where it is unpacked, what the products call themselves. */
let kept;
function release() {
  if (kept) return kept;
  const folder = mkdtempSync(join(tmpdir(), "totsugo-release-"));
  kept = { folder };
  const told = execFileSync(process.execPath, [cli, "--version"], { encoding: "utf8" }).trim();
  const [, version, commit] = /^バージョン (\S+)（コミット (\S+)）$/.exec(told);
  execFileSync(script, ["--out", folder], { stdio: ["ignore", "pipe", "inherit"] });
  const zip = join(folder, `totsugo-${version}.zip`);
  execFileSync("unzip", ["-q", zip, "-d", folder]);
  const unpacked = join(folder, `totsugo-${version}`);
  return Object.assign(kept, { zip, unpacked, told, version, commit });
}
after(() => kept && rmSync(kept.folder, { recursive: true, force: true }));

test("release: what is in it is whole and listed; the page in it is the one that was tested", () => {
  const made = release();
  assert.deepEqual(readdirSync(made.unpacked).sort(), FILES);
  const lines = readFileSync(join(made.unpacked, "SHA256SUMS"), "utf8").trimEnd().split("\n");
  assert.deepEqual(
    lines,
    FILES.filter((f) => f !== "SHA256SUMS").map((f) => `${sha256(join(made.unpacked, f))}  ${f}`),
  );
  assert.equal(sha256(join(made.unpacked, "totsugo.html")), sha256(shipped));
  assert.equal(sha256(join(made.folder, "SHA256SUMS")), sha256(join(made.unpacked, "SHA256SUMS")));
  const good = run("--check", made.zip);
  assert.equal(good.status, 0, good.stderr);
  assert.match(good.stderr, /9 files are as SHA256SUMS says/);
});

/** A copy of the release with something done to its folder, packed again. */
function spoilt(made, name, spoil) {
  const folder = join(made.folder, name);
  cpSync(made.unpacked, join(folder, `totsugo-${made.version}`), { recursive: true });
  spoil(join(folder, `totsugo-${made.version}`));
  const zip = join(folder, "spoilt.zip");
  execFileSync("zip", ["-q", "-r", zip, `totsugo-${made.version}`], { cwd: folder });
  return zip;
}

test("release: a file that was changed, cut off, taken out or put in is found and named", () => {
  const made = release();
  const flipped = (path) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
  };
  const cases = [
    ["one bit of the page", (f) => flipped(join(f, "totsugo.html")), /totsugo\.html: FAILED/],
    ["the last byte of the page", (f) => truncateSync(join(f, "totsugo.html"), readFileSync(shipped).length - 1), /totsugo\.html: FAILED/],
    ["the manual", (f) => appendFileSync(join(f, "manual.pdf"), "x"), /manual\.pdf: FAILED/],
    ["no sheet", (f) => rmSync(join(f, "deployment-sheet.pdf")), /deployment-sheet\.pdf: FAILED open or read/],
    ["one more", (f) => copyFileSync(shipped, join(f, "other.html")), /not listed: other\.html/],
    ["no list", (f) => rmSync(join(f, "SHA256SUMS")), /no SHA256SUMS/],
    ["a line that is none", (f) => appendFileSync(join(f, "SHA256SUMS"), "x\n"), /improperly formatted/],
  ];
  let found = 0;
  for (const [name, spoil, told] of cases) {
    const { status, stdout, stderr } = run("--check", spoilt(made, name, spoil));
    assert.equal(status, 1, name);
    assert.match(stdout + stderr, told, name);
    found++;
  }
  assert.equal(found, 7);
  const short = join(made.folder, "short.zip");
  writeFileSync(short, readFileSync(made.zip).subarray(0, -1000));
  const cut = run("--check", short);
  assert.equal(cut.status, 1);
  assert.match(cut.stderr, /cannot be unpacked whole/);
});

test("release: the same again, byte for byte; signed where the sources are as they were committed, refused where not", () => {
  const made = release();
  const key = join(made.folder, "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key]);
  const again = join(made.folder, "again");
  const clean = !made.commit.endsWith("-changed");
  if (!clean) {
    const refused = run("--out", again, "--sign", key);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /not signed: .*-changed/);
  }
  const { status, stderr } = run("--out", again, ...(clean ? ["--sign", key] : []));
  assert.equal(status, 0, stderr);
  assert.equal(sha256(join(again, `totsugo-${made.version}.zip`)), sha256(made.zip));
  if (!clean) return;

  // As SECURITY.md says.
  const signers = join(made.folder, "allowed_signers");
  writeFileSync(signers, `totsugo ${readFileSync(`${key}.pub`, "utf8")}`);
  const verified = (sums) =>
    spawnSync(
      "ssh-keygen",
      ["-Y", "verify", "-f", signers, "-I", "totsugo", "-n", "totsugo-release", "-s", join(again, "SHA256SUMS.sig")],
      { input: sums },
    ).status === 0;
  const sums = readFileSync(join(made.unpacked, "SHA256SUMS"), "utf8");
  assert.ok(verified(sums));
  assert.ok(!verified(sums.replace(/[0-9a-f]/, (c) => (c === "0" ? "1" : "0"))));
});

test("release: arguments that cannot be used", () => {
  let tried = 0;
  for (const args of [["--out"], ["--sign", "/nowhere/key"], ["--check", "/nowhere/a.zip"], ["--colour", "x"], ["x", "y"]]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 1, args.join(" "));
    assert.match(stderr, /release: /, args.join(" "));
    tried++;
  }
  assert.equal(tried, 5);
});

test("release: one version and commit in the page, the command line, notes, papers and the list of parts", async () => {
  const made = release();
  const tool = await openTool(place.browser);
  assert.ok((await tool.id("version").innerText()).endsWith(made.told));
  assert.equal(await tool.page.evaluate(() => document.querySelector("totsugo-app").constants.version), made.version);
  await tool.close();
  const [, source] = /kVersion = "([^"]+)"/.exec(readFileSync(join(root, "core", "base", "version.h"), "utf8"));
  assert.equal(made.version, source);
  const notes = readFileSync(join(made.unpacked, "NOTES.md"), "utf8");
  assert.ok(notes.startsWith(`# 国保資格突合 Totsugo　${made.told}\n`));
  assert.ok(notes.includes(`\n## ${made.version}\n`));
  for (const file of FILES.filter((f) => !/^(NOTES|LICEN)/.test(f))) assert.ok(notes.includes(file), file);
  const { metadata } = JSON.parse(readFileSync(join(made.unpacked, "sbom.cdx.json"), "utf8"));
  assert.equal(metadata.component.version, made.version);
  assert.deepEqual(
    metadata.properties.filter((p) => p.name === "totsugo:commit").map((p) => p.value),
    [made.commit],
  );
  const spaceless = (text) => text.replace(/\s/g, "");
  for (const paper of ["manual.pdf", "deployment-sheet.pdf"]) {
    const text = execFileSync("pdftotext", ["-l", "1", join(made.unpacked, paper), "-"], { encoding: "utf8" });
    assert.ok(spaceless(text).includes(spaceless(made.told)), paper);
  }
});

test("release: the manual is all of the help, the sheet two pages of A4, both tagged for screen readers", () => {
  const made = release();
  const told = (paper) =>
    Object.fromEntries(
      execFileSync("pdfinfo", [join(made.unpacked, paper)], { encoding: "utf8" })
        .split("\n")
        .map((line) => line.split(/:\s+/)),
    );
  const sheet = told("deployment-sheet.pdf");
  const manual = told("manual.pdf");
  assert.equal(sheet.Pages, "2");
  assert.ok(Number(manual.Pages) > 20, manual.Pages);
  for (const { Tagged, Title, ["Page size"]: size } of [sheet, manual]) {
    assert.equal(Tagged, "yes");
    assert.match(Title, /^国保資格突合 Totsugo (使い方|導入シート)$/);
    const [width, height] = size.match(/[\d.]+/g).map(Number);
    assert.ok(Math.abs(width - 595.28) < 1.5 && Math.abs(height - 841.89) < 1.5, size);
  }
  const text = execFileSync("pdftotext", [join(made.unpacked, "manual.pdf"), "-"], { encoding: "utf8" });
  for (const part of ["手順", "決まり", "用語集", "できないこと（限界）", "個人情報の取扱い", "導入シート", "版とライセンス"])
    assert.ok(text.includes(part), part);
});

test("release: the list of parts is CycloneDX 1.5, and complete", () => {
  const made = release();
  const sbom = JSON.parse(readFileSync(join(made.unpacked, "sbom.cdx.json"), "utf8"));
  assert.equal(sbom.bomFormat, "CycloneDX");
  assert.equal(sbom.specVersion, "1.5");
  assert.equal(sbom.version, 1);
  assert.match(sbom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.match(sbom.metadata.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  const digits = { "SHA-256": 64, "SHA-512": 128 };
  const all = [...sbom.components, sbom.metadata.component, ...sbom.metadata.component.components];
  assert.equal(new Set(all.map((c) => c["bom-ref"])).size, all.length, "a reference stands twice");
  for (const c of all) {
    assert.ok(["application", "library", "data", "file"].includes(c.type), c.name);
    assert.ok(c.name && c.version && c["bom-ref"], JSON.stringify(c));
    assert.ok(c.scope === undefined || ["required", "excluded"].includes(c.scope), c.name);
    assert.ok(c.licenses.length === 1, c.name);
    for (const l of c.licenses) assert.ok(l.expression || l.license.id || l.license.name, c.name);
    for (const { alg, content } of c.hashes ?? []) assert.match(content, new RegExp(`^[0-9a-f]{${digits[alg]}}$`), c.name);
    if (["library", "application"].includes(c.type)) assert.match(c.purl, /^pkg:(npm|deb\/debian|generic)\/[^@]+@\S+$/, c.name);
  }

  // Each package that was bundled, with the hash of the lock file; what was not is not in the products.
  const lock = JSON.parse(readFileSync(join(root, "web", "package-lock.json"), "utf8")).packages;
  const bundled = Object.values(JSON.parse(readFileSync(join(shipped, "..", "packages.json"), "utf8"))).flat();
  assert.ok(new Set(bundled).size >= 9, `${bundled.length} packages`);
  const npm = sbom.components.filter((c) => c.purl?.startsWith("pkg:npm/"));
  const required = (all) =>
    all
      .filter((c) => c.scope === "required")
      .map((c) => c.name)
      .sort();
  assert.deepEqual(required(npm), [...new Set(bundled)].sort());
  for (const c of npm) {
    const { version, integrity } = lock[`node_modules/${c.name}`];
    assert.equal(c.version, version);
    assert.equal(`sha512-${Buffer.from(c.hashes[0].content, "hex").toString("base64")}`, integrity, c.name);
  }
  assert.ok(npm.some((c) => c.name === "esbuild" && c.scope === "excluded"));

  // NOTICE is the other list of what is bundled.
  const notice = readFileSync(join(root, "NOTICE"), "utf8").split("Used to build and test only")[0];
  for (const name of bundled) assert.ok(notice.includes(name), `${name} is not in NOTICE`);
  const others = required(sbom.components.filter((c) => !npm.includes(c)));
  for (const name of [
    "icu",
    "nlohmann-json3-dev",
    "MJ縮退マップ",
    "MJ文字情報一覧表",
    "入管正字",
    "cjkvi-variants",
    "Unihan",
    "国民の祝日",
  ])
    assert.ok(others.includes(name), name);

  const files = sbom.metadata.component.components;
  assert.deepEqual(
    files.map((f) => [f.name, f.hashes[0].content]),
    FILES.filter((f) => !/^(SHA256SUMS|sbom)/.test(f)).map((f) => [f, sha256(join(made.unpacked, f))]),
  );
  const refs = new Set(all.map((c) => c["bom-ref"]));
  for (const { ref, dependsOn } of sbom.dependencies) for (const r of [ref, ...dependsOn]) assert.ok(refs.has(r), r);
});
