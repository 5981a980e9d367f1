// What scripts/pictures runs: walks through the views and keeps what is seen. An argument names a view; then only its walk is gone.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inSizes, launch, openTool, root } from "./harness.mjs";
import { names, walks } from "./views.mjs";

/** In README.ja.md, in this order. */
const SHOWN = ["files-chosen", "results-p", "evidence", "letters", "ledger", "help"];
const MOST_BYTES = 160_000; // the desk shows more than what stood there before

const wanted = process.argv.slice(2);
for (const name of wanted) if (!names.includes(name)) throw new Error(`no such view: ${name}`);
const out = join(root, "build", "pictures");
const shown = join(root, "web", "pictures");
const folder = mkdtempSync(join(tmpdir(), "totsugo-pictures-"));
const made = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
mkdirSync(out, { recursive: true });
mkdirSync(shown, { recursive: true });
const browser = await launch();
const press = await browser.newPage();
/** The browser writes WebP, a third of the PNG. */
const smaller = async (png) =>
  Buffer.from(
    await press.evaluate(
      async (src) => {
        const image = Object.assign(new Image(), { src });
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
        canvas.getContext("2d").drawImage(image, 0, 0);
        return canvas.toDataURL("image/webp", 0.85).split(",")[1];
      },
      `data:image/png;base64,${png.toString("base64")}`,
    ),
    "base64",
  );
let taken = 0;
try {
  for (const { init, ready = true, views } of walks) {
    if (wanted.length > 0 && !views.some((v) => wanted.includes(v.name))) continue;
    const tool = await openTool(browser, { init, ready });
    for (const { name, go } of views) {
      await go(tool, { made });
      taken += await inSizes(tool, async ({ width }) => {
        // In another window the open person stands elsewhere.
        await tool.page.evaluate(() => document.activeElement?.closest(".evidence")?.scrollIntoView({ block: "nearest" }));
        await tool.page.screenshot({ path: join(out, `${name}-${width}.png`), animations: "disabled", caret: "hide" });
      });
      if (!SHOWN.includes(name)) continue;
      const picture = await smaller(readFileSync(join(out, `${name}-1280.png`)));
      if (picture.byteLength > MOST_BYTES) throw new Error(`${name} is too large for the README: ${picture.byteLength} bytes`);
      writeFileSync(join(shown, `${name}.webp`), picture);
    }
    await tool.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${taken} pictures in build/pictures`);
