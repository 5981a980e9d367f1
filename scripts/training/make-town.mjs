#!/usr/bin/env node
// Writes the files of the training town, and what is true of everybody on them, to web/src/training/town (or to the folder
// given). Nothing is random: the same people give the same bytes.
//
//   node scripts/training/make-town.mjs [DIR]

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OVERLAP, PENSION, ROSTER } from "../make-municipality.mjs";
import { formatter, parse } from "../municipality/dates.mjs";
import { checkDigit } from "../municipality/insurer.mjs";
import { csv } from "../municipality/writer.mjs";
import { DAYS, HOUSEHOLDS, INSURERS, RUNS, TOWN } from "./people.mjs";

const STREETS = ["学び町", "試し台", "見本が丘", "練習通り"];
const insurer = (key) => {
  const [body, name] = INSURERS[key];
  return { number: body + checkDigit(body), name };
};
const write = Object.fromEntries(["compact", "short"].map((form) => [form, formatter(form)]));
const day = (form, iso) => (iso ? write[form](parse(iso)) : "");
const digits = (n, length) => String(n).padStart(length, "0");
const nextDay = (iso) => new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Everybody with the numbers and the address the town has given them. */
function residents() {
  let seq = 0;
  return HOUSEHOLDS.flatMap((house, h) =>
    house.members.map((p, m) => ({
      relation: m === 0 && house.head === undefined ? "世帯主" : p.relation,
      reason: "社保離脱",
      ...p,
      away: house.away ?? false,
      head: house.head ?? house.members[0].name,
      household: digits(30000001 + h, 8),
      number: digits(2000101 + h * 7, 7),
      branch: digits(m + 1, 2),
      resident: digits(510001 + ++seq * 37, 15),
      pensionNumber: digits(4100200300 + seq * 7919, 10),
      postal: `000-${digits(100 + h, 4)}`,
      address: p.address ?? `${TOWN}${STREETS[h % STREETS.length]}${1 + (h % 5)}丁目${1 + (h % 17)}番${1 + (h % 9)}号`,
    })),
  );
}

const table = (head, rows) => `${[head, ...rows.map((r) => r.map(csv).join(","))].join("\n")}\n`;

function roster(people, at) {
  return table(
    ROSTER,
    people.map((p) => {
      const lost = p.lost ?? (at === 1 ? p.filedSince : undefined);
      return [
        p.resident,
        p.household,
        `07${p.number}`,
        p.branch,
        p.name,
        p.kana,
        p.alias ?? "",
        day("compact", p.birth),
        p.sex,
        p.relation,
        p.head,
        p.address ? p.postal : "",
        p.address,
        "",
        day("compact", p.acquired),
        p.reason,
        day("compact", lost),
        lost ? (p.lostReason ?? "社保加入") : "",
        day("compact", p.applied ?? p.acquired),
        day("compact", lost),
        p.noPension ? "" : p.pensionNumber,
      ];
    }),
  );
}

function pensionRow(p, [lost, reason, { change = "喪失", before = "" } = {}]) {
  return [
    p.pensionNumber,
    p.pensionKana ?? p.kana,
    p.pensionName ?? p.name,
    day("short", p.birth),
    p.sex,
    p.postal,
    p.address,
    "1",
    day("short", lost),
    reason,
    change,
    day("short", before),
    day("short", change === "喪失" ? "2026-10-25" : "2026-10-30"),
  ];
}

function overlapRow(people, p, run, [kind, acquired, , differs = {}], at) {
  const numbered = differs.numberOf ? people.find((x) => x.name === differs.numberOf) : p;
  const { number, name } = insurer(kind);
  return [
    RUNS[run],
    differs.name ?? p.name,
    differs.kana ?? p.kana,
    differs.birth ?? p.birth,
    p.sex === "男" ? "1" : "2",
    insurer("own").number,
    "07",
    differs.number ?? numbered.number,
    differs.branch ?? numbered.branch,
    p.acquired,
    "",
    number,
    name,
    "",
    digits(81000 + at * 13, 6),
    differs.family ? "02" : "01",
    differs.family ? "家族" : "本人",
    acquired,
    "",
  ];
}

/** What a town gets that begins: the losses of years ago, all at once, of whoever was a member then. */
function backlog(people) {
  const grown = people.filter((p) => p.acquired < "2023-01-01" && p.birth < "2003-01-01" && !p.lost);
  return table(
    PENSION,
    grown.map((p, i) => pensionRow(p, [`2023-${digits(4 + (i % 9), 2)}-01`, "厚生年金加入"])),
  );
}

/** The truth of one flow on one day, in the form tests/golden/truth.mjs reads. */
const truthLine = (p, flow, bucket, pension, overlap, lossDate) => ({
  flow,
  bucket,
  name: p.name,
  trap: p.trap,
  roster_line: p.away ? null : p.line,
  pension_line: pension,
  overlap,
  loss_date: lossDate,
  noise: [],
  scenario: p.trap,
});

export function town() {
  const people = residents();
  const inRoster = people.filter((p) => !p.away);
  for (const [i, p] of inRoster.entries()) p.line = i + 2;
  const files = new Map(DAYS.map((d, i) => [`roster_${d.replaceAll("-", "")}.csv`, roster(inRoster, i)]));

  const rows = people.flatMap((p) => (p.pension ?? []).map((row) => ({ p, row })));
  // As it comes: corrections stand behind what they correct, nobody in the order of the roster.
  rows.sort((a, b) => (a.row[2] ? 1 : 0) - (b.row[2] ? 1 : 0) || a.p.kana.localeCompare(b.p.kana, "ja"));
  for (const [i, { row }] of rows.entries()) row.line = i + 2;
  files.set(
    "pension_20261030.csv",
    table(
      PENSION,
      rows.map(({ p, row }) => pensionRow(p, row)),
    ),
  );

  files.set("pension_backlog.csv", backlog(inRoster));

  for (const run of Object.keys(RUNS)) {
    const name = `overlap_${RUNS[run].replaceAll("-", "")}.csv`;
    const on = people.flatMap((p, at) => (p.list ?? []).filter((row) => row[2].includes(run)).map((row) => ({ p, row, at })));
    on.sort(
      (a, b) =>
        a.p.number.split("").reverse().join("").localeCompare(b.p.number.split("").reverse().join("")) ||
        a.p.branch.localeCompare(b.p.branch),
    );
    for (const [i, { p, row }] of on.entries()) {
      p.on ??= {};
      p.on[run] = { file: name, line: i + 2, row };
    }
    files.set(
      name,
      table(
        OVERLAP,
        on.map(({ p, row, at }) => overlapRow(people, p, run, row, at)),
      ),
    );
  }

  const truth = [0, 1].flatMap((at) => {
    const runs = ["AB", "BC"][at];
    const lines = [];
    for (const p of people) {
      const of = (flow) => {
        const given = p[flow] ?? [null];
        return given[Math.min(at, given.length - 1)];
      };
      const shown = [...runs]
        .reverse()
        .map((run) => p.on?.[run])
        .filter(Boolean);
      const overlap = shown.map(({ file, line }) => ({ file, line }));
      const newest = p.on?.[runs[1]];
      const loss = newest ? nextDay(newest.row[1]) : null;
      const bucketP = of("P");
      if (p.pension) {
        const told = Array.isArray(bucketP)
          ? p.pension.slice(-bucketP.length).map((row, i) => [row, bucketP[i]])
          : p.pension.map((row) => [row, bucketP]);
        for (const [row, bucket] of told)
          lines.push({
            day: DAYS[at],
            ...truthLine(
              p,
              "P",
              bucket,
              row.line,
              newest ? [{ file: newest.file, line: newest.line }] : [],
              bucket === "P-CONFIRMED" ? loss : null,
            ),
          });
      } else if (bucketP) {
        lines.push({ day: DAYS[at], ...truthLine(p, "P", bucketP, null, newest ? [{ file: newest.file, line: newest.line }] : [], null) });
      }
      const bucketD = of("D");
      if (bucketD) lines.push({ day: DAYS[at], ...truthLine(p, "D", bucketD, null, overlap, bucketD === "D-CANDIDATE" ? loss : null) });
    }
    return lines;
  });
  files.set("truth.ndjson", truth.map((t) => `${JSON.stringify(t)}\n`).join(""));
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const dir = process.argv[2] ?? join(root, "web", "src", "training", "town");
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of town()) {
    writeFileSync(join(dir, name), text);
    console.log(`${name}  ${Buffer.byteLength(text)} bytes`);
  }
}
