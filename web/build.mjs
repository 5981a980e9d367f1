// Builds dist/totsugo.html (one file: page, worker, wasm) and dist/totsugo-cli.mjs from build/wasm/totsugo.{js,wasm}.
//
//   node web/build.mjs [--wasm DIR] [--out DIR]
//
// The same inputs give the same bytes: no date, no path and no machine name goes into the output.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { townInCp932 } from "../scripts/training/in-cp932.mjs";
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

const common = {
  bundle: true,
  write: false,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: here,
  // For ../wasm, which stands beside the packages and not below them.
  nodePaths: [join(here, "node_modules")],
};
const text = (result) => result.outputFiles[0].text;

// Emscripten's script asks for these only under Node; in the worker they are never reached.
const nodeOnly = ["fs", "path", "crypto", "url", "ws", "child_process", "worker_threads", "perf_hooks", "node:*"];

const worker = text(
  await build({
    ...common,
    entryPoints: ["src/worker/worker.ts"],
    format: "iife",
    target: "chrome103",
    external: nodeOnly,
    plugins: [provided({})],
  }),
);

const boot = text(await build({ ...common, entryPoints: ["src/worker/boot.ts"], format: "iife", target: "chrome103" }));

const script = text(
  await build({
    ...common,
    entryPoints: ["src/main.ts"],
    format: "iife",
    target: "chrome103",
    // wasm/work/workfile.ts asks for node:crypto where there is no other: under Node 18.
    external: ["node:*"],
    plugins: [provided({ "totsugo:constants": constants }), townInCp932],
  }),
);

const { browsers } = await import(
  `data:text/javascript,${encodeURIComponent(text(await build({ ...common, entryPoints: ["src/base/strings.ts"], format: "esm" })))}`
);

const sheets = styleSheets(root).map((path) => `@import ${JSON.stringify(join(root, path))};`);
const rules = text(
  await build({ ...common, stdin: { contents: sheets.join("\n"), loader: "css", resolveDir: here }, target: "chrome103" }),
);
// The design system has 8 KB of tokens; the page keeps those that something uses.
const used = new Set([...(rules + script).matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]));
const style = rules.replace(/(?<=[{;])(--[\w-]+):[^;}]*(?:;|(?=\}))/g, (token, name) => (used.has(name) ? token : ""));

// --- the page -------------------------------------------------------------------------------------------------------

const escapeHtml = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** NOTICE and the licences of what is bundled, read from the installed packages so that they cannot fall behind. */
function licences() {
  const parts = [];
  for (const file of ["LICENSE", "NOTICE"]) {
    if (existsSync(join(root, file))) parts.push(readFileSync(join(root, file), "utf8"));
  }
  for (const name of ["lit", "@tanstack/virtual-core", "@digital-go-jp/design-tokens", "@noble/hashes", "lean-qr", "saxen"]) {
    const folder = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const licence = ["LICENSE", "LICENSE.md"].map((f) => join(folder, f)).find(existsSync);
    parts.push(`${name} ${version}\n\n${licence ? readFileSync(licence, "utf8") : ""}`);
  }
  return parts.map((p) => p.trim()).join("\n\n----------------------------------------\n\n");
}

function inline(name, content) {
  if (/<\/(script|style)|<!--/i.test(content)) throw new Error(`${name} cannot stand inside an element of its own`);
  if (content.includes("\r")) throw new Error(`${name} holds a CR, which the browser would change before hashing`);
  return content;
}
const hash = (s) => `'sha256-${createHash("sha256").update(s, "utf8").digest("base64")}'`;
const scriptText = inline("script", script.trim());
const bootText = inline("boot", boot.trim());
const styleText = inline("style", style.trim());
const policy = [
  "default-src 'none'",
  `script-src ${hash(bootText)} ${hash(scriptText)} 'wasm-unsafe-eval'`,
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
  worker: inline("worker", worker.trim()),
  boot: bootText,
  script: scriptText,
  wasm: packedWasm,
  licences: escapeHtml(licences()),
  version: escapeHtml(constants.version),
  browsers: escapeHtml(browsers),
};
const html = readFileSync(join(here, "src", "index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, key) => {
  if (!(key in parts)) throw new Error(`index.html asks for ${key}`);
  return parts[key];
});

// --- the command line -----------------------------------------------------------------------------------------------

const cli = text(
  await build({
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
    plugins: [provided({ "totsugo:wasm": packedWasm })],
  }),
);

// --- out ------------------------------------------------------------------------------------------------------------

mkdirSync(outDir, { recursive: true });
for (const [name, content, mode] of [
  ["totsugo.html", html, 0o644],
  ["totsugo-cli.mjs", cli, 0o755],
]) {
  const path = join(outDir, name);
  writeFileSync(`${path}.tmp`, content, { mode });
  renameSync(`${path}.tmp`, path);
  console.log(`${path}  ${(Buffer.byteLength(content) / 1024 / 1024).toFixed(2)} MB`);
}
