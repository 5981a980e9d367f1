// Small drawings of the screens, so that a clerk finds the place that the text tells of. The text says it all without them.

import { svg, html } from "lit";
import type { TemplateResult } from "lit";
import { casework as c } from "../casework/strings.ts";
import { files as f } from "../files/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { evidence, history } from "../person/strings.ts";
import { results as r } from "../summary/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { worklist } from "../worklist/strings.ts";

/** A box with a word in it; `key`: a button that is pressed, `soft`: a place that is filled by data. */
type Box = readonly [x: number, y: number, width: number, height: number, text: string, look?: "key" | "soft"];

const SKETCHES = {
  files: {
    about: `${f.title}の画面`,
    boxes: [
      [10, 10, 460, 34, workfile.open, "soft"],
      [10, 54, 145, 54, "台帳"],
      [167, 54, 146, 54, "1・3号喪失一覧表"],
      [325, 54, 145, 54, "重複一覧"],
      [10, 118, 225, 40, "流れP"],
      [245, 118, 225, 40, "流れD"],
      [10, 168, 110, 30, f.date],
      [130, 168, 190, 30, f.run, "key"],
    ],
  },
  results: {
    about: `${r.title}の画面`,
    boxes: [
      [10, 10, 110, 30, r.toCases, "key"],
      [130, 10, 160, 30, r.exportBook],
      [300, 10, 170, 30, r.exportCsv],
      [10, 50, 460, 26, r.warnings, "soft"],
      [10, 86, 107, 40, "区分"],
      [127, 86, 107, 40, "区分"],
      [244, 86, 107, 40, "区分"],
      [361, 86, 109, 40, "区分"],
      [10, 136, 460, 62, worklist.title, "soft"],
    ],
  },
  evidence: {
    about: `${evidence.title}の欄`,
    boxes: [
      [10, 10, 150, 188, worklist.title, "soft"],
      [170, 10, 90, 28, evidence.previous],
      [270, 10, 90, 28, evidence.next],
      [370, 10, 100, 28, evidence.close],
      [170, 48, 300, 70, evidence.compare, "soft"],
      [170, 128, 300, 30, evidence.waterfall, "soft"],
      [170, 168, 300, 30, evidence.reasons, "soft"],
    ],
  },
  cases: {
    about: `${c.titles.list}の画面`,
    boxes: [
      [10, 10, 140, 30, workfile.open],
      [160, 10, 160, 30, workfile.save, "key"],
      [10, 50, 110, 26, c.tabs.list],
      [125, 50, 60, 26, c.tabs.deadlines],
      [10, 86, 100, 28, c.undo],
      [120, 86, 110, 28, l.open],
      [10, 124, 290, 74, c.tabs.list, "soft"],
      [310, 86, 160, 112, history.steps, "soft"],
    ],
  },
  letters: {
    about: `${l.title}の画面`,
    boxes: [
      [10, 10, 270, 28, l.kind],
      [10, 48, 270, 28, l.batch.title],
      [10, 86, 270, 28, l.sender.title],
      [10, 124, 270, 34, l.before.title, "soft"],
      [10, 168, 130, 30, "印刷する", "key"],
      [150, 168, 130, 30, l.print.record],
      [300, 10, 170, 188, l.preview.title, "soft"],
    ],
  },
} satisfies Record<string, { about: string; boxes: readonly Box[] }>;

export type SketchName = keyof typeof SKETCHES;

function boxView([x, y, width, height, text, look]: Box): TemplateResult {
  return svg`<rect class=${look ?? "plain"} x=${x} y=${y} width=${width} height=${height} rx="5"/><text class=${look ?? "plain"}
    x=${x + width / 2} y=${y + height / 2}>${text}</text>`;
}

export function sketchView(name: SketchName): TemplateResult {
  const { about, boxes }: { about: string; boxes: readonly Box[] } = SKETCHES[name];
  return html`<figure class="help-sketch">
    <svg viewBox="0 0 480 208" role="img" aria-label=${about}>${boxes.map(boxView)}</svg>
    <figcaption class="small">${about}</figcaption>
  </figure>`;
}
