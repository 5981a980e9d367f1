// The run as a picture: from the lists, past the roster, into the buckets. Every bucket in it filters as its card does.

import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import type { Constants, Kind, Summary } from "../../../wasm/driver.ts";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { n } from "../base/strings.ts";
import { diagram as t } from "./strings.ts";
import { diagramOf, outline } from "./diagram-geometry.ts";
import type { Box, Stream } from "./diagram-geometry.ts";

type Bucket = Constants["buckets"][number] & { count: number };

interface Source {
  kind: Kind;
  files: Summary["files"];
  buckets: Bucket[];
}

/** Under flow P everybody comes from the pension list, but for those who stand on the overlap list alone. */
function sourcesOf(summary: Summary, buckets: readonly Bucket[]): Source[] {
  const source = (kind: Kind, of: Bucket[]): Source => ({ kind, files: summary.files.filter((f) => f.kind === kind), buckets: of });
  if (summary.flow === "D") return [source("overlap", [...buckets])];
  return [
    source(
      "pension",
      buckets.filter((b) => b.code.startsWith("P-")),
    ),
    source(
      "overlap",
      buckets.filter((b) => !b.code.startsWith("P-")),
    ),
  ];
}

const rem = (units: number): string => `${units / 16}rem`;
const stand = ({ y, height }: Box): string => `top:${rem(y)};min-height:${rem(height)}`;
const rowsOf = (files: Summary["files"]): number => files.reduce((sum, f) => sum + f.rows, 0);

function fileBox(app: App, kind: Kind, files: Summary["files"], box: Box): TemplateResult {
  const roster = kind === "roster";
  return html`<li class="diagram-file ${roster ? "is-roster" : ""}" data-testid="diagram-file-${kind}" .style=${stand(box)}>
    <b>${labelOf(app.constants, kind)}</b>
    <span>${files.length > 1 ? t.files(files.length, rowsOf(files)) : t.rows(rowsOf(files))}</span>
    ${roster ? html`<span class="small">${t.roster}</span>` : nothing}
  </li>`;
}

function bucketButton(app: App, b: Bucket, { slot }: Stream): TemplateResult {
  const on = app.state.buckets.includes(b.code);
  return html`<li class="diagram-slot" .style=${stand(slot)}>
    <button type="button" class="diagram-bucket" data-testid="diagram-${b.code}" data-count=${b.count} aria-pressed=${on ? "true" : "false"}
      @click=${() => app.toggleBucket(b.code)}>
      <span>${b.label}</span> <b>${t.people(b.count)}</b>
    </button>
  </li>`;
}

/** The streams may be clicked too; for the keyboard and for those who hear the page the buttons say the same. */
function streams(app: App, all: readonly Stream[], roster: Box, height: number): TemplateResult {
  const middle = roster.y + roster.height / 2;
  return html`<svg class="diagram-art" viewBox="0 0 100 ${height}" preserveAspectRatio="none" aria-hidden="true"
    .style=${`height:${rem(height)}`}>
    <defs>
      <pattern id="diagram-chosen" width="100" height="5" patternUnits="userSpaceOnUse"><rect class="diagram-stripe" width="100"
        height="3" /></pattern>
    </defs>
    ${all.map((s) =>
      s.count === 0
        ? nothing
        : svg`<path class="diagram-stream" d=${outline(s)} data-stream=${s.code}
          fill=${app.state.buckets.includes(s.code) ? "url(#diagram-chosen)" : "currentColor"}
            fill-opacity=${app.state.buckets.includes(s.code) ? "1" : "0.18"} @click=${() => app.toggleBucket(s.code)} />`,
    )}
    <path class="diagram-gate" d="M0,${middle} L50,${middle} L50,0" />
  </svg>`;
}

function tables(app: App, summary: Summary, sources: readonly Source[]): TemplateResult {
  const c = t.columns;
  return html`<details class="disclosure diagram-table">
    <summary data-testid="diagram-as-table">${t.table}</summary>
    <div class="table-scroll" tabindex="0" role="group" aria-label=${t.table}>
      <table class="table">
        <caption class="visually-hidden">${t.peopleTable}</caption>
        <thead><tr><th scope="col">${c.list}</th><th scope="col">${c.bucket}</th><th scope="col" class="num">${c.people}</th></tr></thead>
        <tbody>
          ${sources.flatMap((s) =>
            s.buckets.map(
              (b) => html`<tr><td>${labelOf(app.constants, s.kind)}</td><th scope="row">${b.label}</th><td
                class="num">${n(b.count)}</td></tr>`,
            ),
          )}
        </tbody>
      </table>
      <table class="table">
        <caption class="visually-hidden">${t.rowsTable}</caption>
        <thead><tr><th scope="col">${c.file}</th><th scope="col">${c.kind}</th><th scope="col" class="num">${c.rows}</th><th scope="col"
          class="num">${c.kept}</th></tr></thead>
        <tbody>
          ${summary.files.map(
            (f) => html`<tr><th scope="row" class="wrap">${f.file}</th><td>${labelOf(app.constants, f.kind)}</td><td
              class="num">${n(f.rows)}</td><td class="num">${n(f.kept)}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

export function diagramView(app: App, summary: Summary, shown: Constants["buckets"]): TemplateResult {
  const buckets = shown.map((b) => ({ ...b, count: summary.buckets[b.code] ?? 0 }));
  const sources = sourcesOf(summary, buckets).filter((s) => s.buckets.length > 0);
  const d = diagramOf(sources);
  const ordered = sources.flatMap((s) => s.buckets);
  return html`<details class="disclosure diagram" data-testid="diagram" .open=${app.state.diagramOpen}
    @toggle=${(e: Event) => app.set({ diagramOpen: (e.currentTarget as HTMLDetailsElement).open })}>
    <summary data-testid="diagram-open">${t.title}</summary>
    <div class="disclosure-body">
      <p class="hint">${t.hint}</p>
      <div class="diagram-body">
        <ul class="diagram-files" aria-label=${t.from} .style=${`height:${rem(d.height)}`}>
          ${sources.map((s, i) => fileBox(app, s.kind, s.files, d.sources[i]!))} ${fileBox(
            app,
            "roster",
            summary.files.filter((f) => f.kind === "roster"),
            d.roster,
          )}
        </ul>
        ${streams(app, d.streams, d.roster, d.height)}
        <ul class="diagram-buckets" aria-label=${t.to} .style=${`height:${rem(d.height)}`}>
          ${d.streams.map((s, i) => bucketButton(app, ordered[i]!, s))}
        </ul>
      </div>
      ${tables(app, summary, sources)}
    </div>
  </details>`;
}
