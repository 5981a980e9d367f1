// A test sheet for the window: millimetres from the sheet's corner, the window, the address in it, and the lines to fold along.

import { html, svg } from "lit";
import type { TemplateResult } from "lit";
import { SHEET, windowOf } from "./settings.ts";
import type { Place } from "./settings.ts";
import { block, mm } from "./sheet.ts";
import { letters as t } from "./strings.ts";

const THIRD = SHEET.height / 3;
/** Printers leave the sheet's very edge white; the scales stand inside. */
const EDGE = 6;
/** How long a mark is: of a millimetre, of five, of ten. */
const markOf = (v: number): number => (v % 10 === 0 ? 4 : v % 5 === 0 ? 3 : 1.5);

/** Every millimetre along the upper edge and down the left one. */
function rulers(): TemplateResult[] {
  const marks: TemplateResult[] = [];
  for (let x = EDGE; x <= SHEET.width - EDGE; x++) marks.push(svg`<line x1=${x} y1=${EDGE} x2=${x} y2=${EDGE + markOf(x)} />`);
  for (let y = EDGE; y <= THIRD - 2; y++) marks.push(svg`<line x1=${EDGE} y1=${y} x2=${EDGE + markOf(y)} y2=${y} />`);
  return marks;
}

/** Lines every ten millimetres with their numbers, so that wherever the window is, its edges can be read through it. */
function grid(): TemplateResult[] {
  const lines: TemplateResult[] = [];
  for (let x = 10; x <= SHEET.width - 10; x += 10) {
    lines.push(svg`<line x1=${x} y1="10" x2=${x} y2="90" />`);
    for (const y of [14, 54, 94]) lines.push(svg`<text x=${x + 0.4} y=${y}>${x}</text>`);
  }
  for (let y = 10; y <= 90; y += 10) {
    lines.push(svg`<line x1="10" y1=${y} x2=${SHEET.width - 10} y2=${y} />`);
    if (y > 10) for (const x of [26, 76, 126, 176]) lines.push(svg`<text x=${x} y=${y - 0.4}>${y}</text>`);
  }
  return lines;
}

const frame = ({ left, top, width, height }: Place, dashes: string): TemplateResult =>
  svg`<rect x=${left} y=${top} width=${width} height=${height} stroke-dasharray=${dashes} />`;

export function testSheet(place: Place): TemplateResult {
  const { left, top, width, height } = place;
  return html`<article class="sheet sheet-test" data-testid="test-sheet">
    <svg class="sheet-rulers" viewBox="0 0 ${SHEET.width} ${SHEET.height}" aria-hidden="true">
      <g class="sheet-grid">${grid()}</g>
      ${rulers()} ${frame(windowOf(place), "none")} ${frame(place, "1.5 1")}
      ${[THIRD, 2 * THIRD].map(
        (y) => svg`<line x1="0" y1=${y} x2=${SHEET.width} y2=${y} stroke-dasharray="4 2" /><text x=${SHEET.width - 22}
          y=${y - 1.5}>${t.test.fold}</text>`,
      )}
    </svg>
    <div class="sheet-to" .style=${block(place)}>
      ${t.test.sample.map((line, i) => html`<p class=${i === t.test.sample.length - 1 ? "sheet-dear" : ""}>${line}</p>`)}
    </div>
    <div class="sheet-test-text" .style=${`top:${mm(THIRD + 8)}`}>
      <h1>${t.test.title}</h1>
      <ol>${t.test.how.map((line) => html`<li>${line}</li>`)}</ol>
      <p>${t.test.place(left, top, width, height)}</p>
    </div>
  </article>`;
}
