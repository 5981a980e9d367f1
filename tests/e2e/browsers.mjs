// The other browsers that the page is promised to work in: Debian's Firefox, spoken to by WebDriver BiDi, and a Chromium of 2022. A test
// does in them what it does in today's Chromium (harness.mjs). One that is missing fails the test.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, watch, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pid } from "node:process";
import { brotliDecompressSync } from "node:zlib";
import { chromium, firefox } from "playwright-core";
import { SWITCHES } from "./harness.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium/package.json")), "bin");

/** Unpacked once, beside its packed form. */
function oldChromium() {
  const path = join(packed, "chromium");
  if (existsSync(path)) return path;
  const own = `${path}.${pid}`; // another process may be unpacking it too
  writeFileSync(own, brotliDecompressSync(readFileSync(`${path}.br`)), { mode: 0o755 });
  renameSync(own, path);
  return path;
}

/** Chromium 103, of 2022, which an npm package carries for servers: the oldest that the page is promised to work in. */
export const startOldChromium = (...flags) =>
  chromium.launch({ executablePath: oldChromium(), args: [...SWITCHES, "--no-zygote", ...flags] });

/** What a clerk's Firefox has, and one that is driven would not: the driver and Firefox itself make it tamer for tests. */
const AS_A_CLERK_HAS_IT = {
  "remote.prefs.recommended": false,
  "browser.sessionstore.resume_from_crash": true,
  "network.http.speculative-parallel-limit": 20,
  "security.fileuri.strict_origin_policy": true,
  "signon.autofillForms": true,
  "signon.rememberSignons": true,
};

/** What the browser would begin by itself: no test may reach out. */
const ALONE = {
  "app.normandy.enabled": false,
  "browser.region.network.url": "",
  "browser.topsites.contile.enabled": false,
  "datareporting.usage.uploadEnabled": false,
  "dom.push.connection.enabled": false,
  "network.captive-portal-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "termsofuse.bypassNotification": true,
  "toolkit.telemetry.server": "",
};

/** While Firefox writes a file it has a name of eight letters, which is gone the next moment; ours are Japanese. */
const PASSING = /^[\w-]{8}\.\w+$/;

/** Firefox does not tell Playwright of its downloads: what stands whole in their folder is told to the pages in its place. */
function tellDownloads(context, folder) {
  const told = new Set();
  const watcher = watch(folder, () => {
    const names = readdirSync(folder);
    if (names.some((name) => name.endsWith(".part"))) return;
    for (const name of names) {
      const path = join(folder, name);
      if (told.has(name) || PASSING.test(name) || !statSync(path, { throwIfNoEntry: false })?.size) continue;
      told.add(name);
      for (const page of context.pages()) page.emit("download", { suggestedFilename: () => name, path: async () => path });
    }
  });
  context.on("close", () => watcher.close());
}

/** Firefox with its profile and its downloads in this folder. It has one context, as a clerk's has. */
export async function startFirefox(profile, more = {}) {
  assert.ok(existsSync(FIREFOX), "no Firefox found: scripts/setup test installs it (Debian's firefox-esr); or set FIREFOX");
  const downloads = join(profile, "downloads");
  mkdirSync(downloads, { recursive: true });
  const context = await firefox.launchPersistentContext(profile, {
    channel: "moz-firefox", // this one by WebDriver BiDi; Playwright's own Firefox speaks another protocol
    executablePath: FIREFOX,
    // With its own arguments Playwright would wait for the first page to load, which has loaded before.
    ignoreDefaultArgs: true,
    args: ["--remote-debugging-port=0", "--headless", "--profile", profile],
    viewport: { width: 1280, height: 720 },
    locale: "ja-JP",
    firefoxUserPrefs: { ...AS_A_CLERK_HAS_IT, ...ALONE, "browser.download.folderList": 2, "browser.download.dir": downloads, ...more },
  });
  tellDownloads(context, downloads);
  return context;
}

/** For openTool: a browser that has this one context. */
export const withOnly = (context) => ({ newContext: async () => context });
