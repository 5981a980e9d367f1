// What a slot says about a chosen file: one line of understanding, and the way into the import view.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Kind } from "../../../wasm/driver.ts";
import { okIcon, warningIcon } from "../base/icons.ts";
import { isUsable, labelOf } from "../app/state.ts";
import type { App, Reading, State } from "../app/state.ts";
import { reading as t } from "./strings.ts";

/** The testid of the button that opens the import view; lists of one kind are told apart by their place. */
export function openId(kind: Kind, index: number): string {
  return kind === "overlap" ? `import-open-overlap-${index}` : `import-open-${kind}`;
}

function state({ proposal, confirmed }: Reading): TemplateResult | typeof nothing {
  if (!proposal) return nothing;
  const found = proposal.fields.filter((f) => f.required && f.position !== null).length;
  const { encoding, examined, open } = proposal;
  const verdict = confirmed
    ? t.confirmed
    : !proposal.accepted
      ? proposal.belongs
        ? t.wrongSlot
        : t.unsure
      : proposal.by === "saved" && proposal.layout_name
        ? t.recognised(proposal.layout_name)
        : t.usable;
  const good = confirmed || proposal.accepted;
  return html`<span class="small">${t.understood(encoding, examined.rows, examined.whole, found, open.length)}</span>
    <span class="reading-verdict ${good ? "is-good" : "is-unsure"}">${good ? okIcon : warningIcon}<span
      class="wrap">${verdict}</span></span>`;
}

/** What is said of a file that can be used: the first of it, the rest in the view. */
function caution([first, ...more]: readonly string[]): TemplateResult | typeof nothing {
  if (!first) return nothing;
  const others = more.length > 0 ? t.moreCautions(more.length) : nothing;
  return html`<span class="small wrap" data-testid="reading-caution">${first}${others}</span>`;
}

/** The slot that a file belongs to, as far as another than its own is known. */
export function belongsTo(state: State, file: File): Kind | null {
  const reading = state.readings.get(file);
  return (reading?.confirmed ? null : (reading?.proposal?.belongs ?? reading?.problem?.belongs)) ?? null;
}

/** The file in the slot `to` that belongs into the slot `from`: both are mended by one press. */
export function swappedWith(state: State, from: Kind, to: Kind): File | null {
  const there = to === "overlap" ? null : state[to];
  return there && belongsTo(state, there) === from ? there : null;
}

/** For a file that belongs to another slot: one press moves it there. */
function moveButton(app: App, kind: Kind, file: File, to: Kind): TemplateResult {
  const label = labelOf(app.constants, to);
  const other = swappedWith(app.state, kind, to);
  return html`<button
    type="button"
    class="button button-solid button-small"
    data-testid="move-${kind}"
    data-to=${to}
    aria-label=${other ? t.swapOf(file.name, other.name) : t.moveOf(file.name, label)}
    @click=${() => app.moveFile(kind, file, to)}
  >
    ${other ? t.swap(other.name) : t.move(label)}
  </button>`;
}

/** `remove`: the button that takes the file out. */
export function readingLine(app: App, kind: Kind, file: File, index: number, remove: TemplateResult): TemplateResult {
  const reading = app.state.readings.get(file);
  const status = !reading
    ? "looking"
    : reading.problem
      ? "refused"
      : isUsable(reading)
        ? reading.confirmed
          ? "confirmed"
          : "accepted"
        : "unsure";
  const belongs = belongsTo(app.state, file);
  const doubt = status === "unsure" ? (reading!.proposal!.problems[0] ?? reading!.proposal!.open[0]?.text) : undefined;
  // A workbook is not looked at before its sheet is chosen.
  const looking = status === "looking" && app.state.books.get(file)?.chosen !== null && app.state.engine !== "failed";
  return html`<div class="reading" data-testid="reading-${kind}" data-reading=${status}>
    <div class="reading-state" role="status">
      ${looking ? html`<span class="small">${t.looking}</span>` : nothing}${reading ? state(reading) : nothing}
    </div>
    ${
      reading?.problem
        ? html`<span class="file-doubt wrap" role="alert" data-testid="doubt">${warningIcon}<span>${reading.problem.text}</span></span>`
        : doubt
          ? html`<span class="small wrap" role="alert"
              data-testid="doubt">${doubt.startsWith(file.name) ? doubt : t.doubt(file.name, doubt)}</span>`
          : nothing
    }
    ${status === "accepted" || status === "confirmed" ? caution(reading!.proposal!.warnings) : nothing}
    ${belongs ? moveButton(app, kind, file, belongs) : nothing}
    <div class="reading-actions">
      ${
        reading
          ? html`<button
            type="button"
            class="button button-outline"
            data-testid=${openId(kind, index)}
            aria-label=${t.openOf(file.name)}
            @click=${() => app.openImport(kind, file)}
          >
            ${t.open}
          </button>`
          : nothing
      }
      ${remove}
    </div>
  </div>`;
}

/** Beside the run button: which files keep the run from starting. */
export function blockedHint(app: App): TemplateResult | typeof nothing {
  const { state } = app;
  const files = [state.roster, state.flow === "D" ? null : state.pension, ...state.overlaps.map((o) => o.file)];
  const unsure = files.filter((f): f is File => {
    const reading = f && state.readings.get(f);
    return !!reading?.proposal && !isUsable(reading);
  });
  if (unsure.length === 0) return nothing;
  return html`<p class="blocked" data-testid="run-blocked">${warningIcon}<span
    class="wrap">${t.blockedFiles(unsure.map((f) => f.name))}</span></p>`;
}
