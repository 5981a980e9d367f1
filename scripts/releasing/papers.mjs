// The manual and the deployment sheet as PDF, printed from the shipped page's own help by Chromium, as a clerk would print them.

import { launch, openTool } from "../../tests/e2e/harness.mjs";

const PRODUCT = "国保資格突合 Totsugo";
const page = (left) =>
  `<div style="width:100%;margin:0 14mm;display:flex;justify-content:space-between;font-size:8px;color:#444"><span>${left}</span>` +
  `<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/** Chromium writes the time of printing into a PDF and nothing else that changes; the time of the commit takes its place. */
function dated(bytes, date) {
  const stamp = `D:${date.toISOString().replace(/\D/g, "").slice(0, 14)}+00'00'`;
  let found = 0;
  const text = bytes.toString("latin1").replace(/\/(CreationDate|ModDate) \(D:[^)]*\)/g, (whole, key) => {
    found++;
    const made = `/${key} (${stamp})`;
    if (made.length !== whole.length) throw new Error(`a date of another length: ${whole}`);
    return made;
  });
  if (found !== 2) throw new Error(`${found} dates in the PDF, not 2`);
  return Buffer.from(text, "latin1");
}

/** Of the page in TOTSUGO_DIST; `version` stands at the foot of the manual. */
export async function papers({ version, date }) {
  const browser = await launch({ whole: false });
  try {
    const tool = await openTool(browser, { init: () => (window.print = () => {}) });
    const titled = (name) => tool.page.evaluate((title) => (document.title = title), `${PRODUCT} ${name}`);
    const options = { tagged: true, outline: true };
    await tool.id("help-open").click();
    await tool.id("help").waitFor();
    await titled("使い方");
    const manual = await tool.page.pdf({
      ...options,
      format: "A4",
      margin: { top: "14mm", bottom: "16mm", left: "14mm", right: "14mm" },
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: page(`${PRODUCT}　${version}`),
    });
    await titled("導入シート");
    await tool.id("help-sheet").click();
    await tool.page.locator("html.has-sheet").waitFor();
    const sheet = await tool.page.pdf({ ...options, preferCSSPageSize: true });
    await tool.innocent();
    await tool.close();
    return { manual: dated(manual, date), sheet: dated(sheet, date) };
  } finally {
    await browser.close();
  }
}
