// The few drawings of the page. They only repeat what the text beside them says.

import { svg } from "lit";
import type { TemplateResult } from "lit";

const icon = (body: TemplateResult): TemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${body}</svg>`;

export const errorIcon = icon(
  svg`<path fill="currentColor" d="M8.2 2h7.6L22 8.2v7.6L15.8 22H8.2L2 15.8V8.2L8.2 2Z"/><path stroke="var(--paper)" stroke-width="2.2"
    d="M8 8l8 8M16 8l-8 8"/>`,
);
export const warningIcon = icon(
  svg`<path fill="currentColor" d="M12 2 1 21h22L12 2Z"/><path stroke="var(--paper)" stroke-width="2.2" d="M12 9v6M12 16.8v2"/>`,
);
export const noticeIcon = icon(
  svg`<circle cx="12" cy="12" r="10" fill="currentColor"/><path stroke="var(--paper)" stroke-width="2.2" d="M12 6v2.2M12 10.5V18"/>`,
);
export const okIcon = icon(
  svg`<circle cx="12" cy="12" r="10" fill="currentColor"/><path fill="none" stroke="var(--paper)" stroke-width="2.4"
    d="m7 12.3 3.5 3.5L17 9"/>`,
);
export const doneIcon = icon(svg`<path fill="none" stroke="currentColor" stroke-width="3" d="m5 12.5 5 5L19.5 7"/>`);
export const fileIcon = icon(
  svg`<path fill="none" stroke="currentColor" stroke-width="1.8" d="M6 2.9h8l5 5v13.2H6zM13.5 3v5.4H19"/><path stroke="currentColor"
    stroke-width="1.6" d="M9 13h7M9 16.5h7"/>`,
);
