// Which rows of a long list stand in the window, and where. A million rows of 64 px are taller than any element may be
// (33,554,428 px), so beyond MAX_HEIGHT the scroll bar stands for the whole list on a smaller scale; rows keep their
// height and every single one can be reached by keyboard.

import { Virtualizer, defaultRangeExtractor, observeElementRect } from "@tanstack/virtual-core";

// Half of what Chromium can lay out, under the 17.8 million px of Firefox.
const MAX_HEIGHT = 15_000_000;

export class RowWindow {
  private readonly scroller: HTMLElement;
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private readonly leave: () => void;
  private readonly headHeight: () => number;
  private count = 0;
  private active = -1;
  rowHeight: number;

  constructor(scroller: HTMLElement, rowHeight: number, headHeight: () => number, changed: () => void) {
    this.scroller = scroller;
    this.rowHeight = rowHeight;
    this.headHeight = headHeight;
    this.virtualizer = new Virtualizer(this.options(changed));
    this.leave = this.virtualizer._didMount();
    this.virtualizer._willUpdate();
  }

  private options(changed: () => void): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.count,
      getScrollElement: () => this.scroller,
      estimateSize: () => this.rowHeight,
      overscan: 6,
      observeElementRect,
      // Offsets are those of the unscaled list. "Not scrolling" keeps the library from comparing them with scrollTop.
      observeElementOffset: (_, report) => {
        const listener = () => report(this.offset(), false);
        this.scroller.addEventListener("scroll", listener, { passive: true });
        return () => this.scroller.removeEventListener("scroll", listener);
      },
      scrollToFn: () => {},
      rangeExtractor: (range) => {
        const rows = defaultRangeExtractor(range);
        // The active row always exists, so that a screen reader can find it.
        if (this.active >= 0 && this.active < this.count) {
          if (this.active < (rows[0] ?? 0)) rows.unshift(this.active);
          else if (this.active > (rows[rows.length - 1] ?? -1)) rows.push(this.active);
        }
        return rows;
      },
      onChange: changed,
    };
  }

  update(count: number, active: number, changed: () => void): void {
    this.count = count;
    this.active = active;
    this.virtualizer.setOptions(this.options(changed));
    this.virtualizer._willUpdate();
  }

  close(): void {
    this.leave();
  }

  private get total(): number {
    return this.count * this.rowHeight;
  }

  get height(): number {
    return Math.min(this.total, MAX_HEIGHT);
  }

  get visible(): number {
    return Math.max(this.scroller.clientHeight - this.headHeight(), this.rowHeight);
  }

  /** Pixels of the list for one pixel of the scroll bar. */
  private get scale(): number {
    const room = this.height - this.visible;
    return this.total <= MAX_HEIGHT || room <= 0 ? 1 : (this.total - this.visible) / room;
  }

  private offset(): number {
    return this.scroller.scrollTop * this.scale;
  }

  /** The rows to draw, each with its distance from the top of the scrolled body. */
  items(): { index: number; top: number }[] {
    const shift = this.scale === 1 ? 0 : this.scroller.scrollTop - this.offset();
    return this.virtualizer.getVirtualItems().map((v) => ({ index: v.index, top: v.index * this.rowHeight + shift }));
  }

  reveal(index: number): void {
    const top = index * this.rowHeight;
    const offset = this.offset();
    let to = offset;
    if (top < offset) to = top;
    else if (top + this.rowHeight > offset + this.visible) to = top + this.rowHeight - this.visible;
    if (to !== offset) this.scroller.scrollTop = to / this.scale;
  }

  toTop(): void {
    this.scroller.scrollTop = 0;
  }

  get pageRows(): number {
    return Math.max(1, Math.floor(this.visible / this.rowHeight) - 1);
  }
}
