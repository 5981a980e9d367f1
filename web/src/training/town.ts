// The files of the training town. scripts/training/make-town.mjs makes them, and also tells who lives there and why; the build puts
// them in as a terminal would have them (scripts/training/in-cp932.mjs).

import type { Kind } from "../../../wasm/driver.ts";
import overlapA from "./town/overlap_20261022.csv";
import overlapB from "./town/overlap_20261105.csv";
import overlapC from "./town/overlap_20261119.csv";
import pensionBacklog from "./town/pension_backlog.csv";
import pension from "./town/pension_20261030.csv";
import rosterFirst from "./town/roster_20261110.csv";
import rosterNext from "./town/roster_20261124.csv";

/** The days the work is done on in the town: a first time, and the next time two weeks later. */
export const DAYS = ["2026-11-10", "2026-11-24"] as const;
export type TownDay = (typeof DAYS)[number];

const NAMES: Record<Kind, string> = { roster: "国保被保険者台帳", pension: "1・3号喪失一覧表", overlap: "資格重複状況結果一覧" };

interface Stored {
  made: string;
  packed: Uint8Array<ArrayBuffer>;
}

const a = { made: "20261022", packed: overlapA };
const b = { made: "20261105", packed: overlapB };
const c = { made: "20261119", packed: overlapC };
const list = { made: "20261030", packed: pension };
/** In its place for a town that begins: what is years old, all at once. */
const backlog = { made: "20261030_過去の分", packed: pensionBacklog };
const FILES: Record<TownDay, Record<Kind, readonly Stored[]>> = {
  "2026-11-10": { roster: [{ made: "20261110", packed: rosterFirst }], pension: [list], overlap: [a, b] },
  "2026-11-24": { roster: [{ made: "20261124", packed: rosterNext }], pension: [list], overlap: [b, c] },
};

export interface TownFile {
  name: string;
  bytes: ArrayBuffer;
}

const unpacked = (packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

/** What is there for a kind of file on that day, the earlier list first; `beginning`: with the pension list of a town that begins. */
export function townFiles(day: TownDay, kind: Kind, beginning: boolean): Promise<TownFile[]> {
  const stored = beginning && kind === "pension" ? [backlog] : FILES[day][kind];
  const files = stored.map(async ({ made, packed }) => ({
    name: `研修用_${NAMES[kind]}_${made}.csv`,
    bytes: await unpacked(packed),
  }));
  return Promise.all(files);
}
