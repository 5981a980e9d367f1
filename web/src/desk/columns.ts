// The columns of the list: which there are, which are shown, and what each says of a person.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Row } from "../../../wasm/driver.ts";
import { datedText, dated, dayView } from "../base/days.ts";
import { DASH } from "../base/strings.ts";
import { casework } from "../casework/strings.ts";
import { people } from "../person/strings.ts";
import { desk as t } from "./strings.ts";

export const COLUMN_CODES = [
  "state",
  "name",
  "birth",
  "number",
  "grade",
  "loss",
  "due",
  "levy",
  "head",
  "address",
  "reason",
  "line",
] as const;
export type ColumnCode = (typeof COLUMN_CODES)[number];

export interface Column {
  code: ColumnCode;
  label: string;
  /** The order that its head asks for. */
  sort: string | null;
  width: string;
}

const c = people.columns;
export const COLUMNS: readonly Column[] = [
  { code: "name", label: c.name, sort: "kana", width: "minmax(5.75rem, 1.2fr)" },
  { code: "birth", label: t.columns.birth, sort: "birth", width: "minmax(5.25rem, 5.75rem)" },
  { code: "number", label: c.number, sort: "number", width: "minmax(6.5rem, 7.25rem)" },
  { code: "grade", label: t.columns.grade, sort: "grade", width: "2.75rem" },
  { code: "state", label: t.columns.state, sort: "bucket", width: "minmax(6.75rem, 1fr)" },
  { code: "loss", label: c.loss, sort: "loss_date", width: "6rem" },
  { code: "due", label: casework.columns.due, sort: "due", width: "6.5rem" },
  { code: "levy", label: t.columns.levy, sort: "levy", width: "6.5rem" },
  { code: "head", label: casework.columns.head, sort: null, width: "7rem" },
  { code: "address", label: c.address, sort: null, width: "12rem" },
  { code: "reason", label: c.reason, sort: null, width: "16rem" },
  { code: "line", label: c.line, sort: "line", width: "6rem" },
];
/** Shown until the clerk chooses others. */
export const USUAL: readonly ColumnCode[] = ["name", "birth", "number", "grade", "state"];

/** What a work file has kept; the name is always there. */
export function columnsIn(kept: { columns?: unknown } | null): readonly ColumnCode[] {
  if (!Array.isArray(kept?.columns)) return USUAL;
  const known = COLUMN_CODES.filter((code) => (kept.columns as unknown[]).includes(code));
  return known.includes("name") ? known : USUAL;
}

export const shownColumns = (codes: readonly ColumnCode[]): Column[] => COLUMNS.filter((x) => codes.includes(x.code));

/** Two things of a person, one above the other. */
function two(upper: string, lower: string): TemplateResult {
  return html`<span class="cell-small as-is" title=${upper}>${upper}</span><span class="cell-main as-is" title=${lower}>${lower}</span>`;
}

export function cell(row: Row, code: ColumnCode, constants: Constants, today: string): TemplateResult | string {
  switch (code) {
    case "name":
      return row.name ? two(row.kana, row.name) : html`<span class="cell-main as-is">${row.kana}</span>`;
    case "birth":
      return html`<span class="cell-main as-is">${row.birth}</span><span class="cell-small as-is">${row.sex}</span>`;
    case "number":
      return html`<span class="cell-main as-is" title=${row.number}>${row.number}</span>`;
    case "grade":
      return row.grade ?? DASH;
    case "state":
      return stateCell(row, constants);
    case "loss":
      return row.loss_date === null ? DASH : dayView(row.loss_date);
    case "due":
      return dueCell(row, today);
    case "levy":
      return levyCell(row);
    case "head":
      return html`<span class="cell-main as-is" title=${row.head}>${row.head}</span>`;
    case "address":
      return html`<span class="clamp as-is" title=${row.address}>${row.address}</span>`;
    case "reason":
      return html`<span class="clamp" title=${datedText(row.reason)}>${dated(row.reason)}</span>`;
    case "line": {
      const lines = constants.kinds.filter((k) => row.lines[k.code] !== null);
      return html`${lines.map((k) => html`<span class="cell-small">${t.lines[k.code]} ${row.lines[k.code]}</span>`)}`;
    }
  }
}

/** What the tool says, or what is doubtful, and where the person stands: once decided, that is what counts. A doubt takes both lines. */
function stateCell(row: Row, constants: Constants): TemplateResult {
  const s = row.as_case;
  const open = !s || (s.state === "listed" && !s.on_hold && !s.returned && s.stage !== "inquiring");
  const doubt = open ? constants.review_kinds.find((k) => k.code === row.review_kind)?.label : undefined;
  return html`<span class="cell-small cell-label" data-testid=${doubt ? "row-review" : nothing} title=${doubt ?? row.label}>${
    doubt ?? row.label
  }</span><span class="cell-state">${
    s && (s.state !== "listed" || row.finding === null)
      ? html`<span class="state state-${s.state}" data-testid="row-state">${s.label}</span>`
      : row.selectable
        ? html`<span class="chip chip-selectable chip-small">${people.selectable}</span>`
        : nothing
  }${s?.on_hold ? html`<span class="state-mark">${casework.onHold}</span>` : nothing}${
    s?.returned ? html`<span class="state-mark">${casework.returned}</span>` : nothing
  }${s?.stage === "inquiring" ? html`<span class="state-mark">${s.stage_label}</span>` : nothing}</span>`;
}

function dueCell(row: Row, today: string): TemplateResult | string {
  const s = row.as_case;
  if (!s?.due) return DASH;
  const unsure = s.due_certainty !== null && s.due_certainty !== "official" ? casework.holidays.marks[s.due_certainty] : "";
  return html`<span class="cell-main">${dayView(s.due)}</span>${
    s.due < today ? html`<span class="state-mark">${casework.late}</span>` : nothing
  }${unsure ? html`<span class="cell-small">${unsure}</span>` : nothing}`;
}

function levyCell(row: Row): TemplateResult | string {
  const levy = row.as_case?.levy;
  if (!levy) return DASH;
  return html`<span class="cell-main">${levy.until === null ? DASH : dayView(levy.until)}</span>${
    levy.state === "open" ? nothing : html`<span class="cell-small">${levy.label}</span>`
  }`;
}
