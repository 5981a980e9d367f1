// The list behind the grid: whom the core lists, a few pages of them around the window.

import type { Row, View, ViewQuery } from "../../../wasm/driver.ts";
import type { App } from "../app/state.ts";

const PAGE = 50;
const KEPT_PAGES = 24;
/** The rows of one answer, at most. */
const AT_ONCE = 1000;

/** A finding of the run at hand, or a case, which the run may list or not. */
export interface Whom {
  finding: number | null;
  case: number | null;
}

/** Whom a step is for: a finding of the run at hand, or a case that the run does not list. */
export interface Target extends Whom {
  name: string;
  bucket: string;
  review: string | null;
  held: boolean;
}

export function targetOf(row: Row): Target {
  return {
    finding: row.finding,
    case: row.as_case?.case ?? null,
    name: row.name || row.kana,
    bucket: row.bucket,
    review: row.review_kind,
    held: row.as_case?.on_hold ?? false,
  };
}

/** What tells one from all others of the list, as long as the run at hand is the same. */
export const keyOf = (of: Whom): string => (of.finding === null ? `c${of.case}` : `f${of.finding}`);

/** The same as the core is asked for somebody's position. */
export const positionOf = (of: Whom): Pick<ViewQuery, "finding" | "case"> =>
  of.finding !== null ? { finding: of.finding } : of.case !== null ? { case: of.case } : {};

export class People {
  count = 0;
  all = 0;
  relaxations: View["relaxations"] = [];
  /** Where the list stands. */
  active = 0;
  /** A new view has been asked for; the one before still stands. */
  looking = false;
  /** A decision may have brought somebody out of what is asked for; the list stays until it is asked for anew. */
  stale = false;
  generation = 0;
  private readonly pages = new Map<number, Row[] | "asked">();

  constructor(
    private readonly app: App,
    private readonly changed: () => void,
  ) {}

  /** A new view together with its first rows. Null where another was asked for meanwhile, or the core refused it. */
  async look(query: ViewQuery): Promise<View | null> {
    const generation = ++this.generation;
    this.looking = true;
    this.changed();
    let view: View | null = null;
    try {
      const { client } = this.app;
      const [answer, first] = await Promise.all([client.view(query), client.rows(0, PAGE)]);
      if (generation !== this.generation) return null;
      view = answer;
      this.count = view.count;
      this.all = view.all;
      this.relaxations = view.relaxations;
      this.pages.clear();
      this.pages.set(0, first);
      this.active = view.position ?? 0;
      this.stale = false;
    } catch (e) {
      this.pages.clear(); // what had been asked of the view before is not answered any more
      this.app.showRefusal(e);
    }
    if (generation !== this.generation) return null;
    this.looking = false;
    this.changed();
    return view;
  }

  /** What is there; the page is asked for where it is not. */
  row(index: number): Row | null {
    const page = Math.floor(index / PAGE);
    const known = this.pages.get(page);
    if (known === undefined) void this.fetchPage(page);
    return Array.isArray(known) ? (known[index % PAGE] ?? null) : null;
  }

  async rowAt(index: number): Promise<Row | null> {
    return (await this.fetchPage(Math.floor(index / PAGE)))?.[index % PAGE] ?? null;
  }

  private async fetchPage(page: number): Promise<Row[] | null> {
    const known = this.pages.get(page);
    if (Array.isArray(known)) return known;
    const { generation } = this;
    this.pages.set(page, "asked");
    try {
      const rows = await this.app.client.rows(page * PAGE, PAGE);
      if (generation !== this.generation) return null;
      this.pages.set(page, rows);
      this.forgetFar(page);
      this.changed();
      return rows;
    } catch (e) {
      this.pages.delete(page);
      this.app.showRefusal(e);
      return null;
    }
  }

  /** The pages farthest from here are dropped first. */
  private forgetFar(page: number): void {
    if (this.pages.size <= KEPT_PAGES) return;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
    for (const p of far.slice(0, this.pages.size - KEPT_PAGES)) this.pages.delete(p);
  }

  /** Where everybody stands whose row is here, after a step: first those around whoever it was. */
  async restate(): Promise<void> {
    const { generation } = this;
    const here = Math.floor(this.active / PAGE);
    const known = [...this.pages].flatMap(([page, rows]) => (rows === "asked" ? [] : [page]));
    try {
      for (const page of known.sort((a, b) => Math.abs(a - here) - Math.abs(b - here))) {
        const rows = await this.app.client.rows(page * PAGE, PAGE);
        if (generation !== this.generation) return;
        this.pages.set(page, rows);
        this.changed();
      }
    } catch (e) {
      this.app.showRefusal(e);
    }
    this.changed();
  }

  /** All rows of the view, some at a time; ends early when another view is asked for. */
  async *everybody(): AsyncGenerator<Row[]> {
    const { generation, count } = this;
    for (let at = 0; at < count; at += AT_ONCE) {
      const rows = await this.app.client.rows(at, AT_ONCE);
      if (generation !== this.generation) return;
      yield rows;
    }
  }
}
