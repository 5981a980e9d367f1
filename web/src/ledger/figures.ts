// A year's figures as a picture and a table: the same on the screen and on paper.

import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import type { Figures, FiguresByFlow, TableColumn } from "../../../wasm/contract.ts";
import { flowNames } from "../app/strings.ts";
import { month } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { annual as t } from "./strings.ts";

export interface Year {
  months: { month: string; flows: FiguresByFlow }[];
  open_on: string;
  whole: FiguresByFlow;
  sum: Figures;
}

const FLOWS = ["P", "D"] as const;
/** Figures of people, in the order of the table's columns. */
const COUNTED = ["listed", "verified", "inquired", "urged", "urged_again", "filed", "ex_officio"] as const;

const excludedIn = (f: Figures): number => Object.values(f.excluded).reduce((all, k) => all + k, 0);

export function pictureOf({ months }: Year): TemplateResult {
  const bars = months.map(({ month: at, flows }) => ({
    at,
    listed: flows.P.listed + flows.D.listed,
    ended: flows.P.filed + flows.D.filed + flows.P.ex_officio + flows.D.ex_officio,
  }));
  const most = Math.max(1, ...bars.flatMap((b) => [b.listed, b.ended]));
  const height = (k: number) => (k / most) * 80;
  const sum = (of: "listed" | "ended") => bars.reduce((all, b) => all + b[of], 0);
  const bar = (x: number, k: number, kind: string) =>
    k === 0
      ? nothing
      : svg`<rect class=${kind} x=${x} y=${100 - height(k)} width="14" height=${height(k)} />
        <text class="annual-number" x=${x + 7} y=${96 - height(k)}>${k}</text>`;
  return html`<figure class="annual-picture">
    <figcaption>${t.picture}</figcaption>
    <ul class="annual-legend">${(["listed", "ended"] as const).map(
      (k) => html`<li><span class="annual-swatch is-${k}" aria-hidden="true"></span>${t.bars[k]}</li>`,
    )}</ul>
    <svg viewBox="0 0 480 120" role="img" aria-label=${t.said(bars.length, sum("listed"), sum("ended"))} data-testid="annual-picture">
      <line class="annual-ground" x1="0" y1="100" x2="480" y2="100" />
      ${bars.map(
        (b, i) => svg`${bar(i * 40 + 5, b.listed, "is-listed")}${bar(i * 40 + 21, b.ended, "is-ended")}
          <text class="annual-month" x=${i * 40 + 20} y="114">${Number(b.at.slice(5, 7))}月</text>`,
      )}
    </svg>
  </figure>`;
}

function row(when: string, flow: string, f: Figures, last: boolean): TemplateResult {
  const reasons = Object.entries(f.excluded).map(([reason, k]) => `${reason || t.none} ${n(k)}`);
  return html`<tr class=${last ? "annual-sum" : ""} data-month=${when} data-flow=${flow}>
    <th scope="row">${when}</th><td>${flow}</td>
    ${COUNTED.map((k) => html`<td class="is-number">${n(f[k])}</td>`)}
    <td class="is-number">${n(excludedIn(f))}</td><td class="small">${reasons.join("、")}</td>
    <td class="is-number">${f.open === null ? html`<span title=${t.toCome}>－</span>` : n(f.open)}</td>
    <td class="is-number">${f.days_to_filing === null ? "－" : t.days(String(f.days_to_filing))}</td>
  </tr>`;
}

export function tableOf({ months, whole, sum }: Year, columns: readonly TableColumn[], testid: string): TemplateResult {
  return html`<table class="table annual-table" data-testid=${testid}>
    <thead><tr>${columns.map((c) => html`<th scope="col">${c.head}</th>`)}</tr></thead>
    <tbody>
      ${months.flatMap((m) => FLOWS.map((flow) => row(month(m.month.slice(0, 7)), flowNames[flow], m.flows[flow], false)))}
      ${FLOWS.map((flow) => row(t.whole, flowNames[flow], whole[flow], true))} ${row(t.whole, t.sum, sum, true)}
    </tbody>
  </table>`;
}
