// The three columns of the desk as markup.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Evidence, Row } from "../../../wasm/driver.ts";
import { casework as c } from "../casework/strings.ts";
import { undecided } from "../person/candidates.ts";
import { personView } from "../person/evidence.ts";
import { shownColumns } from "./columns.ts";
import type { Deciding, Place } from "./deciding.ts";
import { gridHead, gridRow } from "./grid.ts";
import { keyOf, targetOf } from "./people.ts";
import type { Target } from "./people.ts";
import { listPaper, sealsPaper } from "./printing.ts";
import type { Printed } from "./printing.ts";
import { queueAfter } from "./queues.ts";
import { queuesView } from "./queues-view.ts";
import type { Saved } from "./saved.ts";
import { desk as t } from "./strings.ts";
import { toolsView } from "./tools.ts";
import { viewsPanel } from "./views.ts";
import type { RowWindow } from "./window.ts";

/** The person that is open, and the evidence of the finding. */
export interface Opened {
  row: Row;
  at: number;
  evidence: Evidence | null;
}

/** What the markup shows and may ask for. */
export interface DeskParts extends Place {
  readonly saved: Saved;
  readonly deciding: Deciding;
  readonly targets: readonly Target[];
  /** Whom a decision would be for is whom the clerk sees. */
  readonly isSeen: boolean;
  readonly opened: Opened | null;
  readonly rows: RowWindow | null;
  step(by: number): void;
  close(): void;
  mark(row: Row, on: boolean): void;
  markAll(): Promise<void>;
  unmark(): void;
  printPerson(): void;
  printList(): Promise<void>;
  readonly printed: Printed | null;
  /** How many of those who are marked the list does not hold. */
  readonly absent: number;
}

function left(desk: DeskParts): TemplateResult {
  const { app, asking, saved } = desk;
  const flow = app.state.summary?.flow ?? app.state.book?.runs.at(-1)?.flow ?? "P";
  return html`<div class="desk-left">
    ${queuesView(asking.queues, app.state.queues, app.state.queue, (code) => {
      // A queue is the whole of its people, also when it is chosen once more.
      if (code === app.state.queue) asking.again();
      app.toQueue(code);
    })}
    <div class="desk-more">
      <button type="button" class="button button-text" data-testid="tab-deadlines"
        @click=${() => app.set({ phase: "cases", part: "deadlines", exported: "" })}>${c.deadlines}</button>
      <details class="menu menu-views"><summary class="button button-text" data-testid="view-open">${t.views.title}</summary>
        <div class="menu-body">${viewsPanel(
          flow,
          app.constants,
          saved.views,
          { name: saved.name, type: (name) => saved.type(name) },
          {
            use: (v) => asking.use(v),
            save: () => saved.save(flow, asking.filters, asking.order),
            rename: (v, name) => saved.rename(v, name),
            remove: (v) => saved.remove(v),
          },
        )}</div>
      </details>
    </div>
  </div>`;
}

function row(desk: DeskParts, columns: ReturnType<typeof shownColumns>, index: number, top: number): TemplateResult {
  const { people, marks } = desk;
  const of = people.row(index);
  const active = index === people.active;
  const marked = of !== null && marks.has(of);
  const on = {
    open: () => void desk.open(index, false),
    mark: (whom: Row, marked: boolean) => {
      desk.mark(whom, marked);
      desk.grid.focus({ preventScroll: true });
    },
  };
  const selected = marked || (active && marks.size === 0);
  const noted = of !== null && of.as_case?.noted === true;
  return gridRow({ row: of, index, top, active, marked, selected, noted }, columns, on, desk.app.constants, desk.app.today());
}

function list(desk: DeskParts): TemplateResult {
  const { app, people, asking, saved, rows, marks } = desk;
  const columns = shownColumns(saved.columns);
  const queue = asking.queues.find((q) => q.code === app.state.queue)?.label ?? "";
  const drawn = rows?.items() ?? [];
  // What is pointed at has to be there.
  const pointed = drawn.some(({ index }) => index === people.active);
  const tracks = ["2rem", ...columns.map((x) => x.width)].join(" ");
  return html`<div class="desk-list">
    ${toolsView(
      {
        typed: asking.typed,
        filters: asking.filters,
        order: asking.order,
        columns: saved.columns,
        relaxations: people.relaxations,
        constants: app.constants,
        count: people.count,
        all: people.all,
        queue,
        stale: people.stale,
        marked: marks.size,
        absent: desk.absent,
        after: app.state.queues ? queueAfter(app.state.queue, asking.queues, app.state.queues) : null,
      },
      {
        search: asking.search,
        narrow: (turn) => asking.narrow(turn(asking.filters)),
        clear: asking.clear,
        reorder: asking.reorder,
        showColumns: (codes) => saved.showColumns(codes),
        lookAgain: () => void desk.look(undefined, desk.opened ? "open" : "closed"),
        unmark: () => desk.unmark(),
        markAll: () => void desk.markAll(),
        print: () => void desk.printList(),
        toQueue: (code) => app.toQueue(code),
      },
    )}
    <div
      class="grid"
      role="grid"
      tabindex="0"
      data-testid="worklist"
      .style=${`--tracks:${tracks}`}
      aria-busy=${people.looking ? "true" : "false"}
      aria-labelledby="desk-title"
      aria-multiselectable="true"
      aria-rowcount=${people.count + 1}
      aria-colcount=${columns.length + 1}
      aria-activedescendant=${pointed ? `row-${people.active}` : nothing}
    >
      ${gridHead(columns, asking.order, (sort) =>
        asking.reorder({ sort, descending: sort === asking.order.sort && !asking.order.descending }),
      )}
      <div class="grid-body" role="rowgroup" .style=${`height:${rows?.height ?? 0}px`}>
        ${drawn.map(({ index, top }) => row(desk, columns, index, top))}
      </div>
      ${
        people.count === 0 && !people.looking
          ? html`<p class="grid-nothing" data-testid="nothing">${asking.text ? t.nothingFound(asking.text) : t.nothing}</p>`
          : nothing
      }
    </div>
  </div>`;
}

/** As the person stands now; in another list somebody else stands in that place. */
function rowOf({ people }: DeskParts, { row, at }: Opened): Row {
  const now = people.row(at);
  return now && keyOf(targetOf(now)) === keyOf(targetOf(row)) ? now : row;
}

function person(desk: DeskParts): TemplateResult {
  const { app, opened, people, marks, deciding } = desk;
  return html`<div class="desk-person">
    ${desk.printed?.what === "person" ? sealsPaper(app.today(), app.state.who) : nothing}
    ${
      opened
        ? personView(
            {
              row: rowOf(desk, opened),
              evidence: opened.evidence,
              detail: desk.isSeen ? (desk.decide?.detail ?? null) : null,
              at: opened.at,
              all: people.count,
              date: app.state.summary?.date ?? app.today(),
            },
            {
              previous: () => desk.step(-1),
              next: () => desk.step(1),
              close: () => desk.close(),
              print: () => desk.printPerson(),
              choose: (candidate) => void (opened.evidence && desk.decide?.choose(opened.evidence, candidate)),
            },
          )
        : html`<p class="hint nobody-open">${people.count > 0 ? t.nobodyOpen : nothing}</p>`
    }
    <totsugo-decide .app=${app} .targets=${desk.targets} .marked=${marks.size > 0}
      .undecided=${opened?.evidence ? undecided(opened.evidence) : false} .who=${app.state.who}
      @decided=${deciding.decided} @looked=${() => desk.requestUpdate()}
      @letters-wanted=${() => void deciding.letters(desk.targets)}></totsugo-decide>
  </div>`;
}

export function deskView(desk: DeskParts): TemplateResult {
  const { app, people, opened, printed } = desk;
  const { book } = app.state;
  return html`<section class="desk ${opened ? "has-person" : ""} ${printed?.what === "list" ? "is-not-printed" : ""}" data-testid="desk"
    aria-labelledby="desk-title" aria-busy=${people.looking || desk.decide?.busy || desk.deciding.busy ? "true" : "false"}
    data-json=${book ? JSON.stringify(book) : nothing}>
    <h2 class="view-title visually-hidden" id="desk-title" tabindex="-1">${t.title}</h2>
    ${left(desk)} ${list(desk)} ${person(desk)}
  </section>
  ${printed?.what === "list" ? listPaper(printed, app.constants, app.today()) : nothing}`;
}
