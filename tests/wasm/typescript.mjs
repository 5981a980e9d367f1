// TypeScript of the page and of wasm/ as a module of Node, bundled as web/build.mjs does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));

/** What these lines of TypeScript export; their paths begin at the top of the repository. */
export async function bundled(contents) {
  const { build } = createRequire(path("web/build.mjs"))("esbuild");
  const made = await build({
    stdin: { contents, resolveDir: path(".") },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node18",
    nodePaths: [path("web/node_modules")],
  });
  const folder = mkdtempSync(join(tmpdir(), "totsugo-bundle-"));
  try {
    const file = join(folder, "bundle.mjs");
    writeFileSync(file, made.outputFiles[0].text);
    return await import(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
