// The first rows as read, under what each column was understood as. Cells are shown as they came.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Proposal, ProposedColumn } from "../../../wasm/driver.ts";
import { n } from "../base/strings.ts";
import { reading as t } from "./strings.ts";

function heading(position: number, column: ProposedColumn | undefined, label: string | undefined): TemplateResult {
  const understood = column?.dropped ? t.dropped : (label ?? t.unread);
  return html`<th scope="col" class=${label ? "" : "is-unread"}>
    <span class="preview-position">${t.column(position)}</span>
    <span class="preview-field">${understood}</span>
  </th>`;
}

export function previewView({ columns, fields, preview }: Proposal): TemplateResult {
  const width = Math.max(columns.length, ...preview.map((r) => r.cells.length));
  const at = Array.from({ length: width }, (_, i) => {
    const column = columns.find((c) => c.position === i + 1);
    return { position: i + 1, column, label: fields.find((f) => f.position === i + 1)?.label };
  });
  return html`<section class="group" aria-labelledby="import-preview">
    <h3 class="group-title" id="import-preview">${t.preview}</h3>
    <p class="hint">${t.previewHint}</p>
    <div class="table-scroll preview" tabindex="0" role="region" aria-label=${t.previewRegion} data-testid="import-preview">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">${t.line}</th>
            <th scope="col">${t.use}</th>
            ${at.map(({ position, column, label }) => heading(position, column, label))}
          </tr>
        </thead>
        <tbody>
          ${preview.map(
            (r) => html`<tr class="use-${r.use}" data-use=${r.use}>
              <td class="num">${n(r.line)}</td>
              <td class="use">${t.uses[r.use]}</td>
              ${at.map(({ column }, i) => {
                const cell = r.cells[i];
                if (cell === undefined) return html`<td></td>`;
                if (column?.dropped && r.use !== "header") return html`<td class="hint">${cell === "" ? nothing : t.hidden}</td>`;
                return html`<td class="as-is">${cell}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
