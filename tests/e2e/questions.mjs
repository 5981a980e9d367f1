// Files about which the core has something to ask.

import { readFileSync } from "node:fs";
import { sample } from "./harness.mjs";

const lines = (path) => new TextDecoder("shift_jis").decode(readFileSync(path)).trimEnd().split(/\r?\n/);

/** Another value of its kind: a year earlier, or a name that is the file's only once. */
function other(value, row) {
  const year = /^(\d{4})/.exec(value)?.[1];
  if (year) return value.replace(year, String(Number(year) - 1));
  const era = /^([SHR])(\d+)(.*)$/.exec(value);
  if (era) return `${era[1]}${Math.max(1, Number(era[2]) - 2)}${era[3]}`;
  return value === "" ? "" : `${value}${"アイウエオカキクケコ"[row % 10]}`;
}

/** The sample's list or roster with a second column of each of these names, which says something else. */
export function rivalled(made, kind, headers, name = `rivals-${headers.length}.csv`) {
  const [head, ...rows] = lines(sample[kind]);
  const at = headers.map((h) => head.split(",").indexOf(h));
  const doubled = rows.map((row, i) => `${row},${at.map((c) => other(row.split(",")[c], i)).join()}`);
  return made(name, `${[`${head},${headers.join()}`, ...doubled].join("\r\n")}\r\n`);
}
