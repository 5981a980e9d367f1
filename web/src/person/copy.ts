// A value beside a button that copies it as it came.

import { html } from "lit";
import type { TemplateResult } from "lit";
import { evidence as t } from "./strings.ts";

const SHOWN_MS = 1_500;

/** Where the browser refuses its clipboard, the value is marked: copied by the older way, else ready for Ctrl+C. */
function copyMarked(place: Element | null): boolean {
  if (place) getSelection()?.selectAllChildren(place);
  return place !== null && document.execCommand("copy");
}

async function copy(e: Event, label: string, value: string): Promise<void> {
  const button = e.currentTarget as HTMLButtonElement;
  const said = button.nextElementSibling as HTMLElement;
  const copied = await navigator.clipboard.writeText(value).then(
    () => true,
    () => copyMarked(button.previousElementSibling),
  );
  if (!copied) return;
  button.dataset.copied = "true";
  said.textContent = t.copied(label);
  setTimeout(() => {
    delete button.dataset.copied;
    said.textContent = "";
  }, SHOWN_MS);
}

export function copyable(label: string, value: string): TemplateResult {
  return html`<span class="copyable"><span class="as-is">${value}</span><button type="button" class="button button-outline copy"
    data-testid="copy" aria-label=${t.copyOf(label, value)} @click=${(e: Event) => void copy(e, label, value)}>${t.copy}</button><span
    class="visually-hidden" role="status" data-testid="copied"></span></span>`;
}
