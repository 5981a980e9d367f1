// Builds dist/totsugo.html (one file: page, worker, wasm) and dist/totsugo-cli.mjs from build/wasm/totsugo.{js,wasm}.
//
//   node web/build.mjs [--wasm DIR] [--out DIR]
//
// The same inputs and commit give the same bytes: no date, no path and no machine name goes into the output.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { townInCp932 } from "../scripts/training/in-cp932.mjs";
import { commitOf } from "./commit.mjs";
import { gzipped, inText } from "./packed.mjs";
import { styleSheets } from "./styles.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : resolve(process.argv[at + 1]);
};
const wasmDir = option("--wasm", join(root, "build", "wasm"));
const outDir = option("--out", join(root, "dist"));
const factory = join(wasmDir, "totsugo.js");
const wasm = join(wasmDir, "totsugo.wasm");
for (const needed of [factory, wasm]) {
  if (!existsSync(needed)) {
    console.error(`${needed} is missing: build the wasm first.`);
    process.exit(2);
  }
}

const packedWasm = inText(gzipped(wasm));

const module = await createRequire(import.meta.url)(factory)({ wasmBinary: readFileSync(wasm) });
const constants = JSON.parse(module.constants());
const commit = commitOf(root);

/** Modules that exist only in the build. */
const provided = (modules) => ({
  name: "totsugo",
  setup(b) {
    b.onResolve({ filter: /^totsugo:/ }, ({ path }) => (path === "totsugo:factory" ? { path: factory } : { path, namespace: "totsugo" }));
    b.onLoad({ filter: /.*/, namespace: "totsugo" }, ({ path }) => {
      if (!(path in modules)) throw new Error(`${path} is not provided here`);
      return { contents: `export default ${JSON.stringify(modules[path])};`, loader: "js" };
    });
  },
});

/** HTML in the sources keeps its line ends, which are blanks to a browser, and not its indentation: 16 kB of the page. */
const unindented = {
  name: "unindented",
  setup(b) {
    b.onLoad({ filter: /[\\/]web[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/\n[ \t]+/g, "\n"),
      loader: "ts",
    }));
  },
};

const common = {
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: here,
  // For ../wasm, which stands beside the packages and not below them.
  nodePaths: [join(here, "node_modules")],
};
const text = (result) => result.outputFiles[0].text;

/** The npm packages that came into what was built, in the order of their names. */
const packagesOf = (...built) => {
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  return [...new Set(names)].sort();
};

// Emscripten's script asks for these only under Node; in the worker they are never reached.
const nodeOnly = ["fs", "path", "crypto", "url", "ws", "child_process", "worker_threads", "perf_hooks", "node:*"];

const inPage = (path, more = {}) => build({ ...common, entryPoints: [path], format: "iife", target: "chrome103", ...more });
const worker = await inPage("src/worker/worker.ts", { external: nodeOnly, plugins: [provided({})] });
const boot = await inPage("src/worker/boot.ts");
const whole = await inPage("src/selfcheck/whole.ts");
const script = await inPage("src/main.ts", {
  // wasm/work/workfile.ts asks for node:crypto where there is no other: under Node 18.
  external: ["node:*"],
  plugins: [provided({ "totsugo:constants": constants, "totsugo:commit": commit }), townInCp932, unindented],
});

const { browsers } = await import(
  `data:text/javascript,${encodeURIComponent(text(await build({ ...common, entryPoints: ["src/base/strings.ts"], format: "esm" })))}`
);

const sheets = styleSheets(root).map((path) => `@import ${JSON.stringify(join(root, path))};`);
const rules = await build({ ...common, stdin: { contents: sheets.join("\n"), loader: "css", resolveDir: here }, target: "chrome103" });
// The design system has 8 KB of tokens; the page keeps those that something uses.
const used = new Set([...(text(rules) + text(script)).matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]));
const style = text(rules).replace(/(?<=[{;])(--[\w-]+):[^;}]*(?:;|(?=\}))/g, (token, name) => (used.has(name) ? token : ""));

// --- the command line -----------------------------------------------------------------------------------------------

const cli = await build({
  ...common,
  entryPoints: ["../wasm/cli.ts"],
  format: "esm",
  platform: "node",
  target: "node18",
  banner: {
    js: [
      "#!/usr/bin/env node",
      // Emscripten's script expects CommonJS. The minifier does not know these names, so they must be unlike any of its own.
      'import{createRequire as __totsugo_create}from"node:module";import{fileURLToPath as __totsugo_path}from"node:url";',
      "const require=__totsugo_create(import.meta.url),__filename=__totsugo_path(import.meta.url)," +
        '__dirname=__totsugo_path(new URL(".",import.meta.url));',
    ].join("\n"),
  },
  plugins: [provided({ "totsugo:wasm": packedWasm, "totsugo:commit": commit })],
});

/** What is bundled in which product: its licences go into the page, its versions into the list of a release. */
const packages = {
  "totsugo.html": packagesOf(worker, boot, whole, script, rules),
  "totsugo-cli.mjs": packagesOf(cli),
};

// --- the page -------------------------------------------------------------------------------------------------------

const escapeHtml = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** NOTICE and the licences of what is bundled, read from the installed packages so that they cannot fall behind. */
function licences() {
  const parts = [];
  for (const file of ["LICENSE", "NOTICE"]) parts.push(readFileSync(join(root, file), "utf8"));
  for (const name of packages["totsugo.html"]) {
    const folder = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    parts.push(`${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8")}`);
  }
  return parts.map((p) => p.trim()).join("\n\n----------------------------------------\n\n");
}

function inline(name, content) {
  if (/<\/(script|style)|<!--/i.test(content)) throw new Error(`${name} cannot stand inside an element of its own`);
  if (content.includes("\r")) throw new Error(`${name} holds a CR, which the browser would change before hashing`);
  return content;
}
const hash = (s) => `'sha256-${createHash("sha256").update(s, "utf8").digest("base64")}'`;
const scriptText = inline("script", text(script).trim());
const bootText = inline("boot", text(boot).trim());
const wholeText = inline("whole", text(whole).trim());
// In words that any browser knows: it says nothing about the browser.
const endText = "window.totsugoIsWhole=true";
const styleText = inline("style", style.trim());
const policy = [
  "default-src 'none'",
  `script-src ${[wholeText, bootText, scriptText, endText].map(hash).join(" ")} 'wasm-unsafe-eval'`,
  `style-src ${hash(styleText)}`,
  "worker-src blob:",
  "connect-src 'none'",
  "img-src data: blob:",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types totsugo lit-html",
].join("; ");

const parts = {
  policy,
  style: styleText,
  worker: inline("worker", text(worker).trim()),
  boot: bootText,
  script: scriptText,
  wasm: packedWasm,
  licences: escapeHtml(licences()),
  whole: wholeText,
  end: endText,
  browsers: escapeHtml(browsers),
};
// No line end after the last script, and no closing tag, which HTML does not need: without its last byte the script does not run.
const page = readFileSync(join(here, "src", "index.html"), "utf8").trimEnd();
const html = page.replace(/\{\{(\w+)\}\}/g, (_, key) => {
  if (!(key in parts)) throw new Error(`index.html asks for ${key}`);
  return parts[key];
});

// --- out ------------------------------------------------------------------------------------------------------------

mkdirSync(outDir, { recursive: true });
for (const [name, content, mode] of [
  ["totsugo.html", html, 0o644],
  ["totsugo-cli.mjs", text(cli), 0o755],
  ["packages.json", `${JSON.stringify(packages, null, 2)}\n`, 0o644],
]) {
  const path = join(outDir, name);
  writeFileSync(`${path}.tmp`, content, { mode });
  renameSync(`${path}.tmp`, path);
  console.log(`${path}  ${(Buffer.byteLength(content) / 1024 / 1024).toFixed(2)} MB`);
}
