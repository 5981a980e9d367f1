// A value beside a button that copies it as it came.

import { html } from "lit";
import type { TemplateResult } from "lit";
import { evidence as t } from "./strings.ts";

async function copy(e: Event, value: string): Promise<void> {
  const button = e.currentTarget as HTMLButtonElement;
  try {
    await navigator.clipboard.writeText(value);
    button.dataset.copied = "true";
    setTimeout(() => delete button.dataset.copied, 1_500);
  } catch {
    // Where the browser refuses, the value is marked, ready for Ctrl+C.
    const place = button.previousElementSibling;
    if (place) getSelection()?.selectAllChildren(place);
  }
}

export function copyable(label: string, value: string): TemplateResult {
  return html`<span class="copyable"><span class="as-is">${value}</span><button type="button" class="button button-outline copy"
    data-testid="copy" aria-label=${t.copyOf(label, value)} @click=${(e: Event) => void copy(e, value)}>${t.copy}</button></span>`;
}
