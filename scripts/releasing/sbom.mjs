// What a release is made of, as CycloneDX 1.5: npm packages from the lock file of web/, Debian packages as they are installed, the parts
// that Emscripten brings, ICU's source, and the data of core/text/PROVENANCE.md. The scope is "required" for what is in the products and
// "excluded" for what only builds or prints them.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const LLVM = "Apache-2.0 WITH LLVM-exception";

/** Debian packages, Emscripten's compiler and linker beside these: whether they reach a product, and their licence. */
const DEBIAN = [
  ["nlohmann-json3-dev", "required", "MIT"],
  ["emscripten", "required", "MIT"],
  ["fonts-noto-cjk", "required", "OFL-1.1", "its letters stand in the PDFs"],
  ["icu-devtools", "excluded", "ICU"],
  ["binaryen", "excluded", "Apache-2.0"],
  ["cmake", "excluded", "BSD-3-Clause"],
  ["ninja-build", "excluded", "Apache-2.0"],
  ["libdeflate-tools", "excluded", "MIT"],
  ["chromium", "excluded", "BSD-3-Clause"],
  ["zip", "excluded", "Info-ZIP"],
  ["doctest-dev", "excluded", "MIT", "the tests alone"],
];

const EMSCRIPTEN = "/usr/share/emscripten/system";
/** Parts of Emscripten that are linked into the WebAssembly: where it says which version. */
const RUNTIME = [
  ["musl", "MIT", "lib/libc/musl/VERSION", /^(\S+)/],
  ["libc++", LLVM, "lib/libcxx/include/__config", /define _LIBCPP_VERSION (\d+)/],
];

const run = (command, ...args) => {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
};
/** What dpkg knows of an installed package: its fields by name. */
const installed = (name) => {
  const fields = Object.fromEntries(
    run("dpkg-query", "-s", name)
      .split("\n")
      .map((line) => line.split(/: (.*)/, 2)),
  );
  return fields.Status === "install ok installed" ? fields : {};
};
const firstLine = (text) => text.split("\n")[0];
const hex = (base64) => Buffer.from(base64, "base64").toString("hex");

/** The products have the kanji tables in them. */
const OURS = "MIT AND CC-BY-SA-2.1-JP";
const licenceOf = (file) => {
  if (file === "LICENSE-kanji-data.txt") return "CC-BY-SA-2.1-JP";
  return /^totsugo[-.]/.test(file) ? OURS : "MIT";
};

/** An expression of several licences is not an id. */
const licences = (spdx) => [/ /.test(spdx) ? { expression: spdx } : { license: { id: spdx } }];
const named = (text) => [{ license: { name: text } }];
const property = (name, value) => ({ name: `totsugo:${name}`, value });

function npm(root, packages) {
  const lock = JSON.parse(readFileSync(join(root, "web", "package-lock.json"), "utf8"));
  const bundled = new Set(Object.values(packages).flat());
  const components = [];
  for (const [path, { version, license, integrity }] of Object.entries(lock.packages)) {
    // Of those for other machines nothing is installed.
    if (path === "" || !existsSync(join(root, "web", path))) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    components.push({
      type: "library",
      "bom-ref": purl,
      name,
      version,
      scope: bundled.has(name) ? "required" : "excluded",
      hashes: [{ alg: "SHA-512", content: hex(integrity.slice("sha512-".length)) }],
      licenses: licences(license),
      purl,
    });
  }
  return components;
}

function debian() {
  const components = [];
  const compilers = installed("emscripten").Depends?.match(/\b(clang|lld)-\d+/g) ?? [];
  for (const [name, scope, licence, note] of [...DEBIAN, ...compilers.map((c) => [c, "excluded", LLVM])]) {
    const { Version: version, Architecture: architecture } = installed(name);
    if (!version) continue; // another one stands on PATH: see the properties of the whole
    const [, sha256] = /^SHA256: ([0-9a-f]{64})$/m.exec(run("apt-cache", "show", `${name}=${version}`)) ?? [];
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
    components.push({
      type: scope === "required" ? "library" : "application",
      "bom-ref": purl,
      name,
      version,
      scope,
      ...(sha256 ? { hashes: [{ alg: "SHA-256", content: sha256 }] } : {}),
      licenses: licences(licence),
      purl,
      ...(note ? { properties: [property("note", note)] } : {}),
    });
  }
  return components;
}

function emscriptenParts() {
  return RUNTIME.filter(([, , file]) => existsSync(join(EMSCRIPTEN, file))).map(([name, licence, file, pattern]) => {
    const [, version] = pattern.exec(readFileSync(join(EMSCRIPTEN, file), "utf8"));
    const purl = `pkg:generic/${encodeURIComponent(name)}@${version}`;
    return { type: "library", "bom-ref": purl, name, version, scope: "required", licenses: licences(licence), purl };
  });
}

/** Whatever Node it is: it packs and prints, and is not always Debian's. */
function node() {
  const purl = `pkg:generic/node@${process.versions.node}`;
  const version = process.versions.node;
  return { type: "application", "bom-ref": purl, name: "node", version, scope: "excluded", licenses: licences("MIT"), purl };
}

/** ICU as scripts/build-icu got it: its version, and the hash that the signed description of the source package gives. */
function icu(root) {
  const { Version: built, Source: source = "" } = installed("icu-devtools");
  const version = /\((.*)\)/.exec(source)?.[1] ?? built;
  const folder = join(root, ".cache", "icu", "src");
  const description = existsSync(folder) && readdirSync(folder).find((f) => f.endsWith(".dsc"));
  const sums = description ? readFileSync(join(folder, description), "utf8").split("Checksums-Sha256:")[1] : "";
  const [, sha256] = /([0-9a-f]{64}) \d+ \S+\.orig\.tar/.exec(sums) ?? [];
  const purl = `pkg:deb/debian/icu@${encodeURIComponent(version)}?arch=source`;
  return {
    type: "library",
    "bom-ref": purl,
    name: "icu",
    version,
    scope: "required",
    ...(sha256 ? { hashes: [{ alg: "SHA-256", content: sha256 }] } : {}),
    licenses: licences("ICU"),
    purl,
  };
}

/** The works that the tables of PROVENANCE.md are from, each once with the hashes of its files; "the same" is the one before. */
function kanji(text) {
  const works = new Map();
  let work;
  for (const line of text.split("\n")) {
    const [, table, version = "", ...more] = line.split("|").map((c) => c.trim());
    if (more.length < 3 || !/\d/.test(version)) continue;
    if (!table.startsWith("the same")) work = table.split(/[:(]/)[0].trim();
    const licence = /CC BY-SA 2\.1 JP|public domain|Unicode licence v3|MIT/.exec(line)[0];
    const { hashes } = works.get(work) ?? works.set(work, { version, licence, hashes: new Set() }).get(work);
    for (const hash of line.match(/\b[0-9a-f]{64}\b/g) ?? []) hashes.add(hash);
  }
  return [...works].map(([name, { version, licence, hashes }]) => data(name, version, licence, [...hashes]));
}

/** As PROVENANCE.md names them; the public domain has no licence, and no id. */
const DATA_LICENCES = { MIT: "MIT", "CC BY-SA 2.1 JP": "CC-BY-SA-2.1-JP", "Unicode licence v3": "Unicode-3.0" };

function data(name, version, licence, hashes = []) {
  return {
    type: "data",
    "bom-ref": `data:${encodeURIComponent(name)}`,
    name,
    version,
    scope: "required",
    ...(hashes.length > 0 ? { hashes: hashes.map((content) => ({ alg: "SHA-256", content })) } : {}),
    licenses: DATA_LICENCES[licence] ? licences(DATA_LICENCES[licence]) : named(licence),
  };
}

function dataSources(root) {
  const provenance = readFileSync(join(root, "core", "text", "PROVENANCE.md"), "utf8");
  const [, mojidata, sha256] = /`@mandel59\/mojidata` (\S+) \(`dist\/moji\.db`, sha256 ([0-9a-f]{64})\)/.exec(provenance);
  const holidays = readFileSync(join(root, "core", "calendar", "holiday_table.h"), "utf8");
  const [, official] = /kOfficialUntil = (\d+)/.exec(holidays);
  return [
    ...kanji(provenance),
    data("@mandel59/mojidata", mojidata, "MIT", [sha256]), // its dist/moji.db, which collects them
    data("国民の祝日", `${official}`, "public domain"), // computed; the last year that the gazette has
  ];
}

/** A UUID that follows from the commit: the same release has the same. */
function serial(version, commit) {
  const digits = createHash("sha256").update(`totsugo ${version} ${commit}`).digest("hex");
  return `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-5${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** `files`: names and SHA-256 of what the release hands out. */
export function sbom({ root, version, commit, date, packages, files }) {
  const components = [...npm(root, packages), ...debian(), ...emscriptenParts(), node(), icu(root), ...dataSources(root)];
  const product = `pkg:generic/totsugo@${version}`;
  const required = components.filter((c) => c.scope === "required");
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    serialNumber: serial(version, commit),
    version: 1,
    metadata: {
      timestamp: date.toISOString().replace(/\.\d+/, ""),
      component: {
        type: "application",
        "bom-ref": product,
        name: "totsugo",
        version,
        licenses: licences(OURS),
        purl: product,
        components: files.map(({ name, sha256 }) => ({
          type: "file",
          "bom-ref": `file:${name}`,
          name,
          version,
          hashes: [{ alg: "SHA-256", content: sha256 }],
          licenses: licences(licenceOf(name)),
        })),
      },
      properties: [property("commit", commit), property("emcc", firstLine(run("emcc", "--version")))],
    },
    components,
    dependencies: [{ ref: product, dependsOn: required.map((c) => c["bom-ref"]) }],
  };
}
