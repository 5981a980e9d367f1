// What the clerk has chosen, as a layout that says only that; the core proposes the rest.

import type { Layout, LayoutField, ProposedField } from "../../../wasm/driver.ts";

export type Setting = "encoding" | "delimiter" | "skip_rows" | "header_rows" | "shape";

/** The values of the layout document. */
export const ENCODINGS = ["utf-8", "cp932", "euc-jp", "utf-16le", "utf-16be"];
export const DELIMITERS = [",", "\t", ";"];
export const SHAPES = ["pair", "grouped"];
export const DATE_FORMS = ["self", "era_medical", "era_pension", "excel"];
export const MOST_HEADER_ROWS = 5;

export function withSetting<S extends Setting>(layout: Layout, setting: S, value: NonNullable<Layout[S]>): Layout {
  return { ...layout, [setting]: value };
}

export function withField(layout: Layout, code: string, field: LayoutField | null): Layout {
  return { ...layout, fields: { ...layout.fields, [code]: field } };
}

/** The column shown as chosen: the clerk's choice at once, the core's understanding otherwise. */
export function positionOf(layout: Layout | null, field: ProposedField): number | null {
  const given = layout?.fields?.[field.field];
  return given === null ? null : (given?.position ?? field.position);
}

export function dateOf(layout: Layout | null, field: ProposedField): string {
  return layout?.fields?.[field.field]?.date ?? "auto";
}
