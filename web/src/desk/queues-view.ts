// The queues at the left of the desk: each with how many of its people wait; below them the conditions that the clerk has saved.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { QueueCount } from "../app/state.ts";
import { n } from "../base/strings.ts";
import { REVIEW } from "./queues.ts";
import type { Queue } from "./queues.ts";
import { desk as t } from "./strings.ts";

/** How many are done of how many; where nobody is decided on, how many there are. */
function progress({ left }: Queue, { count, left: waiting, settled }: QueueCount): TemplateResult {
  return left
    ? html`<span class="queue-count" title=${t.queueLeft(waiting)}><b>${n(count - waiting + settled)}</b>/${n(count + settled)}</span>`
    : html`<span class="queue-count"><b>${n(count)}</b></span>`;
}

function queue(q: Queue, counts: QueueCount, on: boolean, choose: () => void): TemplateResult {
  return html`<li class=${q.part ? "queue-part" : ""}>
    <button type="button" class="queue ${counts.left > 0 ? "has-left" : ""}" data-testid="queue" data-queue=${q.code}
      data-count=${counts.count} data-left=${counts.left} aria-current=${on ? "true" : nothing} @click=${choose}>
      <span class="queue-label">${q.label}</span>${progress(q, counts)}
    </button>
  </li>`;
}

export function queuesView(
  queues: readonly Queue[],
  counts: Readonly<Record<string, QueueCount>> | null,
  at: string,
  choose: (code: string) => void,
): TemplateResult {
  const of = (q: Queue): QueueCount => counts?.[q.code] ?? { count: 0, left: 0, settled: 0 };
  const shown = queues.filter((q) => q.code === REVIEW || q.code === at || of(q).count > 0);
  return html`<nav class="queues" aria-label=${t.queues}>
    <ul>${repeat(
      shown,
      (q) => q.code, // a button that has the focus stays that of its queue when others come and go
      (q) => queue(q, of(q), q.code === at, () => choose(q.code)),
    )}</ul>
  </nav>`;
}
