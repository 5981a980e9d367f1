// 遡及の更正: off by default; with the town's payment dates the list, the person and 管理簿 say until when the levy can be reduced.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, atQueue, openTool, overview, part, runSample, soon, typeDate, workplace } from "./harness.mjs";

const place = workplace();
const rule = async (tool) => (await overview(tool)).levy;

test("levy: off until the town turns it on; then the queue, the person and the column say it", async () => {
  const tool = await openTool(place.browser, { bypassCSP: true });
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await tool.id("person").first().click();
  await tool.page.locator("[data-testid=evidence] [data-testid=part-past]").waitFor();
  assert.equal(await tool.id("levy-hint").count(), 0);
  await part(tool, "deadlines");
  assert.equal(await tool.id("levy-kind").inputValue(), "");
  await tool.id("levy-kind").selectOption("fee");
  await tool.page.locator("[data-testid=levy-check-law]", { hasText: "法令の確認は町で" }).waitFor();
  await soon(async () => assert.equal((await rule(tool))?.kind, "fee"));
  await accessible(tool);
  // A date of another year is refused by name, and nothing changes.
  await tool.id("levy-paid-2026").fill("2025-06-30");
  await tool.id("levy-paid-2026").blur();
  await tool.page.locator("[data-testid=message]", { hasText: "2026年度の最初の納期限は" }).waitFor();
  assert.deepEqual((await rule(tool)).first_payments, {});
  await tool.id("levy-paid-2026").fill("2026-06-30");
  await tool.id("levy-paid-2026").blur();
  await soon(async () => assert.deepEqual((await rule(tool)).first_payments, { 2026: "2026-06-30" }));
  // Typed digit by digit: a year that is not whole is nothing yet.
  await tool.id("levy-paid-2025").focus();
  await typeDate(tool, "2025-06-30");
  await soon(async () => assert.deepEqual((await rule(tool)).first_payments, { 2025: "2025-06-30", 2026: "2026-06-30" }));
  assert.equal(await tool.id("message").count(), 0);
  await tool.id("levy-warn").fill("24");
  await tool.id("levy-warn").blur();
  await soon(async () => assert.equal((await rule(tool)).warn_months, 24));
  await tool.id("levy-text").fill("町の説明");
  await tool.id("levy-text").blur();
  await soon(async () => assert.equal((await rule(tool)).text, "町の説明"));
  await tool.id("to-desk").click();
  await atQueue(tool, "levy");
  await tool.id("person").first().click();
  const hint = tool.id("levy-hint");
  await hint.waitFor();
  assert.match(await hint.innerText(), /喪失日から \d+ か月。2026年度分を減額できるのはR10\.6\.30までです。/);
  await hint.locator("summary").click();
  assert.match(await hint.innerText(), /町の説明/);
  assert.match(await hint.innerText(), /法令の確認は町で/);
  await tool.id("columns-open").click();
  await tool.id("column-levy").check();
  await tool.page.locator("[data-testid=person]", { hasText: "R10.6.30" }).first().waitFor();
  await accessible(tool);
  await tool.innocent();
  await tool.close();
});
