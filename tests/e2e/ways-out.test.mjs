// Nothing leaves the page: every way is tried in the shipped file against a listening server on this machine, each with a port of its own,
// so that a mere connection is seen too. The same ways are tried in an empty page, where they have to get out: else nothing was tried.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { startFirefox, startOldChromium, withOnly } from "./browsers.mjs";
import { openTool, soon, workplace } from "./harness.mjs";
import { departures, helpers, requests } from "./probes.mjs";

const place = workplace();

/** A port for each way, over TCP and UDP; `met` are those that something has come to. */
async function listeners(names) {
  const met = new Set();
  const open = [];
  const ports = {};
  for (const name of names) {
    const tcp = createServer((socket) => {
      met.add(name);
      socket.on("error", () => {}).destroy();
    });
    await new Promise((done) => tcp.listen(0, "127.0.0.1", done));
    const udp = createSocket("udp4").on("message", () => met.add(name));
    await new Promise((done) => udp.bind(0, "127.0.0.1", done));
    ports[name] = { tcp: tcp.address().port, udp: udp.address().port };
    open.push(tcp.unref(), udp.unref()); // a test that fails ends all the same
  }
  const close = () => {
    for (const one of open) one.close();
  };
  return { met, ports, close };
}

/** What the page says of each way: nothing, or why not. */
async function attempt(page, ways, ports) {
  await page.evaluate(helpers);
  const said = {};
  for (const [name, way] of Object.entries(ways)) {
    const call = `(${way})("http://127.0.0.1:${ports[name].tcp}/x", ${ports[name].udp})`;
    said[name] = await page.evaluate(`(() => { try { ${call}; return ""; } catch (e) { return String(e); } })()`);
  }
  return said;
}

/** In an empty page. These get out of it in every browser; what else does, differs. */
async function getsOut(context, more) {
  const server = await listeners(Object.keys(requests));
  const page = await context.newPage();
  await page.goto(pathToFileURL(place.made("empty.html", "<!doctype html><link rel=icon href='data:,'><body>")).href);
  await attempt(page, requests, server.ports);
  const known = ["fetch", "beacon", "WebSocket", "image", "font", "script", "frame", "object", "WebRTC", "WebRTC of a frame", more];
  await soon(async () =>
    assert.deepEqual(
      known.filter((way) => !server.met.has(way)),
      [],
    ),
  );
  await soon(async () => assert.ok(server.met.size >= 35, `${server.met.size} got out`));
  await page.close();
  server.close();
}

/** In the page: none of them, and no departure. */
async function staysIn(context) {
  const ways = { ...requests, ...departures };
  const server = await listeners([...Object.keys(ways), "the clerk"]);
  const tool = await openTool(withOnly(context));
  const windows = [];
  context.on("page", (p) => windows.push(p.url()));
  const said = await attempt(tool.page, ways, server.ports);
  assert.equal(Object.keys(said).length, 82);
  for (const taken of ["WebRTC", "WebRTC by its old name", "WebSocketStream"]) assert.match(said[taken], /ReferenceError/, taken);
  for (const refused of ["frame", "preconnect", "window.open", "form", "loose link"])
    assert.match(said[refused], /SecurityError.*sends nothing/, refused);
  assert.equal(await tool.page.locator("[data-testid=terminal][data-engine=ready]").count(), 1, "still here");
  assert.ok(tool.page.url().startsWith("file:"));
  // Whatever was on its way would have arrived before this.
  await tool.page.goto(`http://127.0.0.1:${server.ports["the clerk"].tcp}/`).catch(() => {});
  await soon(async () => assert.ok(server.met.has("the clerk")));
  assert.deepEqual([...server.met], ["the clerk"]);
  assert.deepEqual(windows, []);
  await tool.page.close();
  server.close();
}

const browsers = {
  Chromium: { start: () => place.browser.newContext(), more: "ping" },
  "Chromium 103": { start: async () => (await startOldChromium()).newContext(), more: "ping" },
  // Without this its WebRTC leaves out this machine's own address.
  Firefox: { start: () => startFirefox(join(place.folder, "firefox"), { "media.peerconnection.ice.loopback": true }), more: "preconnect" },
};

for (const [name, { start, more }] of Object.entries(browsers)) {
  test(`ways out of ${name}: none leaves the page, not even as a connection; only the clerk does, by the address bar`, async (t) => {
    const context = await start();
    t.after(() => (context.browser() === place.browser ? context : context.browser()).close());
    await getsOut(context, more);
    await staysIn(context);
  });
}
