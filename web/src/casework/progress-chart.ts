// How the cases have come on, week by week: a column a week, a pattern a state. What was taken back has never been.

import { LitElement, html, nothing, svg } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { App } from "../app/state.ts";
import { day, dayView } from "../base/days.ts";
import { n } from "../base/strings.ts";
import { casework } from "./strings.ts";
import { diagram } from "../summary/strings.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import { columnsOf, daysShown } from "./progress-geometry.ts";

const t = casework.progress;

interface Row {
  day: string;
  states: Record<string, number>;
}

/** From the bottom: what is through with, then the last step to the first. Each with its colour and its pattern of 8 by 8. */
const PATTERNS: [state: string, hue: string, marks: TemplateResult][] = [
  ["done", "good", svg`<path d="M0,0h8v8h-8z" />`],
  ["filed", "good", svg`<path d="M0,0h8v6h-8z" />`],
  ["excluded", "plain", svg`<path d="M3,3h2v2h-2z" />`],
  ["ex_officio", "bad", svg`<path d="M0,0h8v2h-8z M0,0h2v8h-2z" />`],
  ["urged_again", "care", svg`<path class="line" d="M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2" />`],
  ["urged", "care", svg`<path class="line" d="M-2,2L2,-2M0,8L8,0M6,10L10,6" />`],
  ["verified", "key", svg`<path d="M0,0h8v1.5h-8z" />`],
  ["listed", "plain", svg``],
];
const STATES = PATTERNS.map(([state]) => state);

/** Without its year. */
const short = (iso: string): string => day(iso).replace(/^\w+[./]/, "");

export class ProgressChart extends LitElement {
  static override properties = { app: { attribute: false }, overview: { attribute: false }, rows: { state: true } };
  declare app: App;
  declare overview: BookOverview;
  declare rows: Row[] | null;

  constructor() {
    super();
    this.rows = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("overview")) void this.load(this.overview);
  }

  private async load(overview: BookOverview): Promise<void> {
    const days = daysShown(
      overview.runs.map((r) => r.date),
      this.app.today(),
    );
    try {
      const { rows } = await this.app.client.casework<{ rows: Row[] }>({ do: "progress", days });
      if (overview === this.overview) this.rows = rows;
    } catch (e) {
      this.app.showRefusal(e);
    }
  }

  private label(state: string): string {
    return this.app.constants.casework.states.find((s) => s.code === state)?.label ?? state;
  }

  private told(row: Row): string {
    return [...STATES]
      .reverse()
      .flatMap((s) => (row.states[s] ? [`${this.label(s)} ${t.people(row.states[s])}`] : []))
      .join("、");
  }

  private picture({ columns, most, room }: ReturnType<typeof columnsOf>): TemplateResult {
    const last = this.rows!.at(-1)!;
    return html`<div class="progress-picture" role="img" aria-label=${t.said(columns.length, day(last.day), this.told(last))}>
      <p class="progress-most">${t.people(most)}</p>
      <svg class="progress-art" aria-hidden="true">
        ${PATTERNS.map(
          ([state, hue, marks]) => svg`<pattern id="progress-${state}" class="hue-${hue}" width="8" height="8"
            patternUnits="userSpaceOnUse"><rect class="under" width="8" height="8" />${marks}</pattern>`,
        )}
        ${columns.flatMap((c) =>
          c.parts.map(
            (p) =>
              svg`<rect class="progress-part" data-state=${p.state} data-count=${p.count} x="${c.x}%" y="${p.y}%" width="${c.width}%"
                height="${p.height}%"
                fill="url(#progress-${p.state})"><title>${`${day(c.day)} ${this.label(p.state)} ${t.people(p.count)}`}</title></rect>`,
          ),
        )}
      </svg>
      <div class="progress-days">${columns.map(
        (c) => html`<span .style=${`inline-size:${room}%`}>${c.labelled ? short(c.day) : nothing}</span>`,
      )}</div>
    </div>`;
  }

  private legend(shown: readonly string[]): TemplateResult {
    const last = this.rows!.at(-1)!;
    return html`<ul class="progress-legend" aria-label=${t.legend(day(last.day))}>
      ${shown.map(
        (s) =>
          html`<li><svg class="progress-swatch" aria-hidden="true"><rect class="progress-part" width="100%" height="100%"
            fill="url(#progress-${s})" /></svg>${this.label(s)} <b>${t.people(last.states[s] ?? 0)}</b></li>`,
      )}
    </ul>`;
  }

  private table(shown: readonly string[]): TemplateResult {
    return html`<details class="disclosure progress-table">
      <summary data-testid="progress-as-table">${diagram.table}</summary>
      <div class="table-scroll" tabindex="0" role="group" aria-label=${t.title}>
        <table class="table">
          <caption class="visually-hidden">${t.title}</caption>
          <thead><tr><th scope="col">${t.day}</th>${shown.map((s) => html`<th scope="col" class="num">${this.label(s)}</th>`)}<th
            scope="col" class="num">${t.total}</th></tr></thead>
          <tbody>
            ${this.rows!.map(
              (
                r,
              ) => html`<tr><th scope="row">${dayView(r.day)}</th>${shown.map((s) => html`<td class="num">${n(r.states[s] ?? 0)}</td>`)}<td
                class="num">${n(STATES.reduce((sum, s) => sum + (r.states[s] ?? 0), 0))}</td></tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.rows || this.rows.length === 0 || this.overview.cases === 0) return nothing;
    const shown = [...STATES].reverse().filter((s) => this.rows!.some((r) => r.states[s]));
    return html`<section class="progress-chart" data-testid="progress-chart" aria-labelledby="progress-title">
      <h3 class="section-title" id="progress-title">${t.title}</h3>
      <p class="hint">${t.about}</p>
      ${this.picture(columnsOf(this.rows, STATES))} ${this.legend(shown)} ${this.table(shown)}
    </section>`;
  }
}

customElements.define("totsugo-progress-chart", ProgressChart);
