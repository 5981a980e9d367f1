// Every view and state at three sizes: nothing is cut off, lies upon another or runs out of the page; one h1, a title that takes the
// focus, no rule of WCAG broken; and each is described in views.md.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessible, inSizes, LARGE, NARROW, openTool, root, WIDE, workplace } from "./harness.mjs";
import { names, walks } from "./views.mjs";

const place = workplace();

/** What does not fit: elements whose text is cut off unsaid, and controls that lie upon each other. */
function misfits() {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".visually-hidden, [aria-hidden=true], svg");
  const name = (e) => {
    const called = e.dataset.testid ? `[${e.dataset.testid}]` : `.${[...e.classList].join(".")}`;
    return `${e.tagName.toLowerCase()}${called} "${e.textContent.trim().slice(0, 30)}"`;
  };
  const found = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (
      !shown(e) ||
      e.matches("input, textarea, select, option, summary") ||
      ![...e.childNodes].some((c) => c.nodeType === 3 && c.data.trim())
    )
      continue;
    const style = getComputedStyle(e);
    if (style.display === "inline" || /auto|scroll/.test(style.overflowX) || e.scrollWidth <= e.clientWidth + 1 || e.clientWidth === 0)
      continue;
    if (style.textOverflow === "ellipsis" && e.closest("[title]")) continue;
    found.push(`cut off: ${name(e)} ${e.scrollWidth} > ${e.clientWidth}`);
  }
  // What is typed into a field without it is kept in the browser's files (residue.test.mjs).
  for (const e of document.querySelectorAll("input, textarea"))
    if (!/^(checkbox|radio|file|button)$/.test(e.type) && e.getAttribute("autocomplete") !== "off")
      found.push(`kept by the browser: ${name(e)}`);
  // Some browsers send what is spelt wrongly to their maker.
  for (const e of document.querySelectorAll("input, textarea")) if (e.spellcheck) found.push(`spell-checked: ${name(e)}`);
  /** The part of an element that its scrolling ancestors leave to be seen. */
  const seen = (e) => {
    let { left, top, right, bottom } = e.getBoundingClientRect();
    for (let up = e.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflow === "visible") continue;
      const r = up.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, r.left), Math.max(top, r.top), Math.min(right, r.right), Math.min(bottom, r.bottom)];
    }
    return { e, left, top, right, bottom };
  };
  const within = document.querySelector("dialog[open]") ?? document.body;
  const fixed = (e) => /fixed|sticky/.test(getComputedStyle(e).position) || (e.parentElement ? fixed(e.parentElement) : false);
  const controls = [...within.querySelectorAll("button, a[href], input:not([type=file]), select, textarea, summary")]
    .filter((e) => shown(e) && !fixed(e))
    .map(seen)
    .filter((r) => r.right - r.left > 2 && r.bottom - r.top > 2);
  controls.forEach((a, i) => {
    for (const b of controls.slice(i + 1)) {
      if (a.e.contains(b.e) || b.e.contains(a.e)) continue;
      // A panel that is open lies over the view, and is what is meant to be seen.
      if (a.e.closest(".menu-body") !== b.e.closest(".menu-body")) continue;
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
        found.push(`upon each other: ${name(a.e)} and ${name(b.e)}`);
    }
  });
  return found;
}

for (const { name, init, ready = true, views } of walks) {
  test(`views: ${name}`, async () => {
    const tool = await openTool(place.browser, { init, ready, bypassCSP: true });
    let seen = 0;
    for (const view of views) {
      await view.go(tool, place);
      const look = async ({ width }) => {
        const where = `${view.name} at ${width}px`;
        // From the top: below it the lesson's step may stand before what can be scrolled out from under it.
        await tool.page.evaluate(() => scrollTo(0, 0));
        await accessible(tool, where, undefined, {}, width === WIDE.width);
        assert.deepEqual(await tool.page.evaluate(misfits), [], where);
        assert.equal(await tool.page.locator("h1:visible").count(), 1, where);
        const title = tool.page.locator(view.title ?? ".view-title").first();
        assert.ok(await title.isVisible(), `${where}: no title`);
        assert.equal(await title.getAttribute("tabindex"), "-1", where);
      };
      seen += await inSizes(tool, look, [WIDE, NARROW, LARGE]);
    }
    await tool.close();
    assert.equal(seen, 3 * views.length);
  });
}

test("views: every one has its walk, and is described", () => {
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, 45);
  const told = readFileSync(`${root}/tests/e2e/views.md`, "utf8")
    .match(/^## (\S+)$/gm)
    .map((line) => line.slice(3));
  assert.deepEqual(told, names);
});
