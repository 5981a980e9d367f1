// How high everything of the run's diagram is and where it stands, in units of a sixteenth of an em. Pure.

const SLOT = 44;
const AIR = 8;
/** What all people together are high; the few among many keep LEAST, so that one in a million is still seen. */
const BULK = 200;
const LEAST = 3;
const LEAST_SOURCE = 88;
const BETWEEN = 16;

export interface Box {
  y: number;
  height: number;
}

export interface Stream {
  code: string;
  count: number;
  /** How thick it is: 0 where nobody is. */
  width: number;
  left: number;
  right: number;
  slot: Box;
}

/** `sources`: from top to bottom, each with its buckets in their order. The last box, without people, is the roster's. */
export function diagramOf(sources: readonly { buckets: readonly { code: string; count: number }[] }[]): {
  height: number;
  sources: Box[];
  roster: Box;
  streams: Stream[];
} {
  const total = sources.flatMap((s) => s.buckets).reduce((sum, b) => sum + b.count, 0);
  const width = (count: number): number => (count === 0 ? 0 : Math.max(LEAST, (BULK * count) / total));
  const boxes: Box[] = [];
  const streams: Stream[] = [];
  let right = 0;
  let left = 0;
  for (const { buckets } of sources) {
    const people = buckets.reduce((sum, b) => sum + width(b.count), 0);
    const box = { y: left, height: Math.max(LEAST_SOURCE, people) };
    let from = box.y + (box.height - people) / 2;
    for (const { code, count } of buckets) {
      const w = width(count);
      const slot = { y: right, height: Math.max(SLOT, w + AIR) };
      streams.push({ code, count, width: w, left: from, right: slot.y + (slot.height - w) / 2, slot });
      from += w;
      right += slot.height;
    }
    boxes.push(box);
    left += box.height + BETWEEN;
  }
  const roster = { y: Math.max(left, right - LEAST_SOURCE), height: LEAST_SOURCE };
  return { height: Math.max(right, roster.y + roster.height), sources: boxes, roster, streams };
}

/** The outline of a stream across a picture that is 100 wide, whatever it is stretched to. */
export function outline({ left, right, width }: Stream): string {
  const there = `M0,${left} C50,${left} 50,${right} 100,${right}`;
  const back = `L100,${right + width} C50,${right + width} 50,${left + width} 0,${left + width} Z`;
  return `${there} ${back}`;
}
