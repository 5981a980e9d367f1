// Starts a run: checks that everything is given, hands the files to the engine, shows the results or why there are none.

import type { Kind } from "../../../wasm/driver.ts";
import { commit } from "../../../wasm/version.ts";
import { isUsable, labelOf } from "../app/state.ts";
import type { State } from "../app/state.ts";
import { reading as readingText } from "../import/strings.ts";
import type { RunFile } from "../worker/protocol.ts";
import type { Host, Intake } from "./intake.ts";
import { files } from "./strings.ts";

export async function match(app: Host, intake: Intake): Promise<void> {
  await intake.settled();
  const { state } = app;
  const missing = files.missing;
  const faults = new Set<Kind | "flow" | "date">();
  const lines: string[] = [];
  const lack = (fault: Kind | "flow" | "date", line: string) => {
    faults.add(fault);
    lines.push(line);
  };
  if (!state.flow) lack("flow", missing.flow);
  if (!state.roster) lack("roster", missing.file(labelOf(app.constants, "roster")));
  if (state.flow === "P" && !state.pension) lack("pension", missing.file(labelOf(app.constants, "pension")));
  if (state.overlaps.length === 0) lack("overlap", missing.file(labelOf(app.constants, "overlap")));
  if (!state.date) lack("date", missing.date);
  const asked = (kind: Kind, file: File | null) => {
    const book = file && state.books.get(file);
    if (book && book.chosen === null) lack(kind, missing.sheet(file.name));
  };
  asked("roster", state.roster);
  if (state.flow === "P") asked("pension", state.pension);
  for (const o of state.overlaps) asked("overlap", o.file);
  if (lines.length > 0) {
    app.set({ faults });
    app.complain(missing.title, lines);
    return;
  }

  for (const { kind, file } of intake.chosen()) {
    const reading = state.readings.get(file);
    // A file that could not be looked at at all is refused by the run, with the same words.
    if ((kind === "pension" && state.flow === "D") || !reading?.proposal || isUsable(reading)) continue;
    const why = reading.proposal.problems[0] ?? reading.proposal.open[0]?.text ?? "";
    lack(kind, reading.proposal.belongs ? why : readingText.blocked(labelOf(app.constants, kind), file.name, why));
  }
  if (lines.length > 0) {
    app.set({ faults });
    app.complain(readingText.blockedTitle, lines);
    return;
  }

  app.set({
    phase: "running",
    message: null,
    faults,
    progress: null,
    cancelling: false,
    summary: null,
    queues: null,
    imports: [],
    buckets: [],
    exported: "",
  });
  const overlaps = state.overlaps.map(
    (o): RunFile => (o.runDate ? { ...intake.runFile(o.file), run_date: o.runDate } : intake.runFile(o.file)),
  );
  const ended = await app.client.run(
    {
      settings: { flow: state.flow!, date: state.date, confirm_gap: state.confirmGap, commit },
      pension: state.flow === "P" ? intake.runFile(state.pension!) : null,
      overlaps,
      roster: intake.runFile(state.roster!),
    },
    (progress) => app.set({ progress }),
  );
  switch (ended.end) {
    case "done":
      app.ran(ended.summary, ended.files);
      return;
    case "cancelled":
      app.set({ phase: "files", cancelling: false });
      app.notice([files.cancelled]);
      return;
    case "failed": {
      const change: Partial<State> = { phase: "files" };
      if (ended.kind) change.faults = new Set([ended.kind]);
      if (ended.error.code === "run_date_missing") {
        change.overlaps = app.state.overlaps.map((o, i) => (i === ended.index ? { ...o, asked: true } : o));
      }
      app.set(change);
      app.showProblem(ended.error);
      return;
    }
  }
}
