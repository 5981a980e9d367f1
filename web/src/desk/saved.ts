// The clerk's own conditions and columns, which the work file keeps.

import type { BookOverview } from "../../../wasm/cases.ts";
import type { FlowCode } from "../../../wasm/driver.ts";
import { askOrTell } from "../app/ask.ts";
import type { App, Order } from "../app/state.ts";
import { USUAL, columnsIn } from "./columns.ts";
import type { ColumnCode } from "./columns.ts";
import type { Filters } from "./filters.ts";
import { desk as deskText } from "./strings.ts";
import { MOST_VIEWS, viewsIn } from "./views.ts";
import type { SavedView } from "./views.ts";

const t = deskText.views;

export class Saved {
  views: readonly SavedView[] = [];
  columns: readonly ColumnCode[] = USUAL;
  /** What is typed for the next one. */
  name = "";

  constructor(
    private readonly app: App,
    private readonly changed: () => void,
  ) {}

  read(book: BookOverview): void {
    const { constants } = this.app;
    this.views = viewsIn(book.views, constants);
    this.columns = columnsIn(book.views);
    this.changed();
  }

  type(name: string): void {
    this.name = name;
    this.changed();
  }

  showColumns(columns: readonly ColumnCode[]): void {
    this.columns = columns;
    this.changed();
    void this.keep(this.views, "");
  }

  save(flow: FlowCode, filters: Filters, order: Order): void {
    const { name } = this;
    const typed = name.trim();
    const others = this.views.filter((v) => v.flow !== flow || v.name !== typed);
    if (others.length >= MOST_VIEWS) this.app.set({ exported: t.tooMany(MOST_VIEWS) });
    else void this.keep([...others, { name: typed, flow, filters, ...order }], t.saved(typed));
  }

  rename(view: SavedView, name: string): void {
    const others = this.views.filter((x) => x === view || x.flow !== view.flow || x.name !== name);
    void this.keep(
      others.map((x) => (x === view ? { ...x, name } : x)),
      t.renamed(view.name, name),
    );
  }

  remove(view: SavedView): void {
    void this.keep(
      this.views.filter((x) => x !== view),
      t.removed(view.name),
    );
  }

  private async keep(views: readonly SavedView[], said: string): Promise<void> {
    const { days, order } = this.app.state;
    const kept = { views, columns: this.columns, days, order };
    const book = await askOrTell<BookOverview>(this.app, { do: "settings", views: kept });
    if (!book) return;
    this.views = views;
    if (said) this.name = "";
    this.app.set({ unsaved: book.unsaved, book, ...(said ? { exported: said } : {}) });
    this.changed();
  }
}
