// Small drawings of the screens, so that a clerk finds the place that the text tells of. The text says it all without them.

import { svg, html } from "lit";
import type { TemplateResult } from "lit";
import { flowNames } from "../app/strings.ts";
import { files as f } from "../files/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { evidence } from "../person/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { desk as deskText } from "../desk/strings.ts";

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
      [10, 118, 225, 40, flowNames.P],
      [245, 118, 225, 40, flowNames.D],
      [10, 168, 110, 30, f.date],
      [130, 168, 190, 30, f.run, "key"],
    ],
  },
  results: {
    about: `${deskText.title}の画面`,
    boxes: [
      [10, 10, 240, 26, "次にすること", "soft"],
      [260, 10, 70, 26, workfile.turn.undo],
      [340, 10, 60, 26, workfile.save, "key"],
      [10, 46, 90, 152, deskText.queues, "soft"],
      [110, 46, 170, 26, deskText.searchShort],
      [110, 80, 170, 118, deskText.title, "soft"],
      [290, 46, 180, 106, evidence.title, "soft"],
      [290, 162, 180, 36, deskText.decide.title],
    ],
  },
  evidence: {
    about: `${evidence.title}の欄`,
    boxes: [
      [10, 10, 120, 28, evidence.previous],
      [140, 10, 120, 28, evidence.next],
      [270, 10, 90, 28, evidence.close],
      [10, 48, 460, 60, evidence.compare, "soft"],
      [10, 116, 460, 24, "日付・世帯主・宛名番号", "soft"],
      [10, 148, 145, 50, evidence.past, "soft"],
      [165, 148, 145, 50, evidence.reasons, "soft"],
      [320, 148, 150, 50, evidence.gradeTitle, "soft"],
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
