// What the list is asked for: a queue, what narrows it, the words of the search, the order. How many people stand in each queue.

import type { Narrowed, ScopeCode } from "../../../wasm/cases.ts";
import type { ViewQuery } from "../../../wasm/driver.ts";
import type { App, Order } from "../app/state.ts";
import { NO_FILTERS, queryOf } from "./filters.ts";
import type { Filters } from "./filters.ts";
import { ALL, countsOf, queuesOf } from "./queues.ts";
import type { Queue } from "./queues.ts";
import { desk as t } from "./strings.ts";
import type { SavedView } from "./views.ts";

const SEARCH_DELAY_MS = 150;

export class Asking {
  /** What is in the search field, and what of it is looked for. */
  typed = "";
  text = "";
  /** All but the buckets, which the page knows too: the results broken down choose them. */
  private own: Filters = NO_FILTERS;
  private searchTimer = 0;
  private counting = 0;
  /** The queue and the buckets that are looked for already. */
  private lookedFor = "";

  /** `look`: the list is asked for anew, and whoever is open stays so. */
  constructor(
    private readonly app: App,
    private readonly look: () => void,
    private readonly left: () => void,
  ) {}

  get scope(): ScopeCode {
    return this.app.state.summary ? "all" : "book";
  }

  get queues(): Queue[] {
    return queuesOf(this.app.constants, this.app.today(), this.app.state.summary?.flow ?? null);
  }

  get order(): Order {
    return this.app.state.order;
  }

  get filters(): Filters {
    return { ...this.own, buckets: this.app.state.buckets };
  }

  get query(): ViewQuery {
    const queue: Narrowed = this.queues.find((q) => q.code === this.app.state.queue)?.query ?? {};
    const { sort, descending } = this.order;
    return {
      ...queryOf(queue, this.filters, this.text),
      scope: this.scope,
      today: this.app.today(),
      sort: sort as NonNullable<ViewQuery["sort"]>,
      descending,
    };
  }

  private get shown(): string {
    const { queue, buckets } = this.app.state;
    return `${queue} ${buckets.join()}`;
  }

  /** True where the page has chosen another queue, or other buckets, than the list was asked for. */
  isNew(): boolean {
    const before = this.lookedFor;
    if (before === this.shown) return false;
    // A queue is the whole of its people.
    if (before !== "" && before.split(" ")[0] !== this.app.state.queue && this.app.state.buckets.length === 0) this.forget();
    this.lookedFor = this.shown;
    return true;
  }

  /** Nothing narrows the queue any more. */
  forget(): void {
    clearTimeout(this.searchTimer);
    this.own = NO_FILTERS;
    this.typed = this.text = "";
    if (this.app.state.buckets.length > 0) this.app.set({ buckets: [] });
    this.left();
  }

  again(): void {
    this.forget();
    this.lookedFor = this.shown;
    this.look();
  }

  /** Everybody, so that nobody is missed. */
  toAll(): void {
    this.forget();
    this.app.set({ queue: ALL });
    this.lookedFor = this.shown;
  }

  narrow(next: Filters): void {
    const { buckets } = next;
    this.own = { ...next, buckets: [] };
    // Buckets and review kinds are what queues are made of: whoever chooses them himself chooses among all.
    const queue = buckets.length > 0 || next.reviews.length > 0 ? ALL : this.app.state.queue;
    this.app.set({ buckets: [...buckets], queue });
    this.lookedFor = this.shown;
    this.look();
  }

  readonly clear = (): void => {
    this.typed = this.text = "";
    this.narrow(NO_FILTERS);
  };

  use(view: SavedView): void {
    this.typed = this.text = "";
    const { sort, descending } = view;
    this.app.set({ queue: ALL, order: { sort, descending }, exported: t.views.used(view.name) });
    this.narrow(view.filters);
  }

  readonly search = (e: InputEvent | CompositionEvent): void => {
    this.typed = (e.currentTarget as HTMLInputElement).value;
    // While kana are being typed with Roman letters, the last letter is no character yet.
    const text = ("isComposing" in e && e.isComposing ? this.typed.replace(/[a-zａ-ｚ]+$/iu, "") : this.typed).trim();
    if (text === this.text) return;
    this.text = text;
    clearTimeout(this.searchTimer);
    this.searchTimer = window.setTimeout(this.look, SEARCH_DELAY_MS);
  };

  readonly reorder = (order: Order): void => {
    this.app.set({ order });
    this.look();
  };

  end(): void {
    clearTimeout(this.searchTimer);
  }

  async count(): Promise<void> {
    const mine = ++this.counting;
    const asked = countsOf(this.queues);
    try {
      const counts = await this.app.client.counts(this.scope, this.app.today(), asked.of);
      if (mine === this.counting) this.app.set({ queues: asked.take(counts) });
    } catch (e) {
      this.app.showRefusal(e);
    }
  }
}
