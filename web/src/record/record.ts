// The record of the runs: what was compared and what came out, what was decided and saved since, and which lists are missing
// in between. Made to be printed and put into the binder.

import { LitElement, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { changed, checkChain, contentOf, read } from "../../../wasm/work/chain.ts";
import type { Checked } from "../../../wasm/work/chain.ts";
import type { Kind } from "../../../wasm/driver.ts";
import { toolText } from "../../../wasm/version.ts";
import { askOrTell } from "../app/ask.ts";
import { bodyOf } from "../workfile/workfile.ts";
import type { BookOverview, Expired, RecordAnswer, RunRecord } from "../../../wasm/cases.ts";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { flowNames } from "../app/strings.ts";
import { day, dayView } from "../base/days.ts";
import { n, page } from "../base/strings.ts";
import { history } from "../person/strings.ts";
import { record as t } from "./strings.ts";

const stamp = (at: string) => day(at.slice(0, 16));

export class Record extends LitElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  private answer: RecordAnswer | null = null;
  private chain: Checked | null = null;
  private expired: Expired["rows"] = [];
  private content = "";
  private years = 0;
  private canTakeBack = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.classList.add("has-record");
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.documentElement.classList.remove("has-record");
  }

  private async load(): Promise<void> {
    const overview = await askOrTell<BookOverview>(this.app, { do: "overview" });
    const expired = await askOrTell<Expired>(this.app, { do: "expired", today: this.app.today() });
    const answer = await askOrTell<RecordAnswer>(this.app, { do: "record" });
    if (!answer || !expired || !overview) return;
    this.answer = answer;
    this.expired = expired.rows;
    this.years = overview.retention_years;
    this.canTakeBack = overview.can_take_back;
    this.app.set({ unsaved: overview.unsaved });
    try {
      const body = await bodyOf(this.app);
      this.chain = checkChain(read(body), this.app.state.saves);
      this.content = await contentOf(body);
    } catch (e) {
      this.app.showRefusal(e);
    }
    this.requestUpdate();
  }

  private async keepFor(years: number): Promise<void> {
    if (await askOrTell(this.app, { do: "settings", retention_years: years })) await this.load();
  }

  private async erase(): Promise<void> {
    const { expired, app } = this;
    if (!window.confirm(t.retention.confirm(expired.length))) return;
    const done = await askOrTell(app, {
      do: "erase",
      today: this.app.today(),
      cases: expired.map((x) => x.row.case),
      at: app.now(),
      who: app.state.who,
    });
    if (!done) return;
    app.set({ saves: changed(app.state.saves), exported: t.retention.erased(expired.length) });
    this.dispatchEvent(new CustomEvent("record-erased"));
    await this.load();
  }

  private async takeBackRun(date: string): Promise<void> {
    const { app } = this;
    if (!window.confirm(t.run.takeBackAsk(date))) return;
    const book = await askOrTell<BookOverview>(app, { do: "take_back_run", at: app.now(), who: app.state.who });
    if (!book) return;
    app.set({ book, unsaved: book.unsaved, saves: changed(app.state.saves), exported: t.run.tookBack(date) });
    this.dispatchEvent(new CustomEvent("record-erased"));
    await this.load();
  }

  /** The newest run can be taken back; runs that were are told of. */
  private takingBack(): TemplateResult | typeof nothing {
    const { runs, taken_back } = this.answer!;
    const newest = runs.at(-1);
    return html`${
      newest && this.canTakeBack
        ? html`<p class="record-buttons"><button type="button" class="button button-outline button-small" data-testid="take-back-run"
              @click=${() => void this.takeBackRun(day(newest.date))}>${t.run.takeBack}</button><span
              class="hint">${t.run.takeBackAbout}</span></p>`
        : nothing
    }${taken_back.map((r) => html`<p class="small" data-testid="taken-back">${t.run.takenBack(stamp(r.at), r.who, day(r.run.date))}</p>`)}`;
  }

  private retention(): TemplateResult {
    const { expired, years, answer } = this;
    const r = t.retention;
    return html`<p class="record-retention">
        <label class="inline-check">${r.years}
          <input autocomplete="off" type="number" class="short" min="1" max="30" data-testid="retention-years" .value=${String(years)}
            @change=${(e: Event) => void this.keepFor(Math.trunc(Number((e.currentTarget as HTMLInputElement).value)))} />${r.unit}
        </label>
        <span class="hint">${r.about}</span>
      </p>
      ${
        expired.length === 0
          ? html`<p data-testid="retention-none">${r.none}</p>`
          : html`<table class="table" data-testid="retention-due">
              <thead><tr>${[r.columns.name, r.columns.birth, r.columns.number, r.columns.state, r.columns.last, r.columns.until].map(
                (c) => html`<th
                  scope="col">${c}</th>`,
              )}</tr></thead>
              <tbody>${expired.map(
                (x) => html`<tr><td class="as-is">${x.row.name}</td><td class="as-is">${x.row.birth}</td><td
                  class="as-is">${x.row.number}</td><td>${x.row.label}</td><td>${dayView(x.last)}</td><td>${dayView(x.until)}</td></tr>`,
              )}</tbody>
            </table>
            <p class="record-buttons"><button type="button" class="button button-outline" data-testid="retention-erase"
              @click=${() => void this.erase()}>${r.erase(expired.length)}</button></p>`
      }
      ${answer!.deletions.map((d) => html`<p class="small">${r.deletion(stamp(d.at), d.who, d.cases)}</p>`)}`;
  }

  private lists(): TemplateResult {
    const { lists, runs } = this.answer!;
    if (lists.length === 0) return html`<p class="hint">${t.lists.none}</p>`;
    return html`<table class="table" data-testid="record-lists">
      <thead><tr>${[t.lists.date, t.lists.days, t.lists.matched, t.lists.remark].map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
      <tbody>${lists.map(
        (l) => html`<tr data-date=${l.date} data-gap=${l.gap} data-times=${l.newest.length}>
          <td>${dayView(l.date)}</td>
          <td>${l.days === 0 ? t.lists.first : t.lists.after(l.days)}</td>
          <td>${l.newest.length > 0 ? l.newest.map((r) => t.run.title(r + 1, day(runs[r]!.date))).join("、") : t.lists.onlyEarlier}</td>
          <td>${l.gap ? html`<b>${t.lists.gap}</b>` : nothing} ${l.newest.length > 1 ? t.lists.twice(l.newest.length) : nothing}</td>
        </tr>`,
      )}</tbody>
    </table>`;
  }

  private run(run: RunRecord, at: number): TemplateResult {
    const { flows, buckets } = this.app.constants;
    const flow = flows.find((f) => f.code === run.flow);
    const { settings } = run;
    const exports = this.answer!.exports.filter((e) => e.run === at);
    return html`<section class="record-run" data-testid="record-run" aria-labelledby="record-run-${at}">
      <h3 class="group-title" id="record-run-${at}">${t.run.title(at + 1, day(run.date))}</h3>
      <dl class="record-facts">
        <div><dt>${t.run.flow}</dt><dd>${flowNames[run.flow]}　<span class="small">${flow?.basis}</span></dd></div>
        <div><dt>${t.run.date}</dt><dd>${dayView(run.date)}</dd></div>
        <div><dt>${t.run.tool}</dt><dd>${page.product}　${toolText(run.tool)}</dd></div>
        <div><dt>${t.run.settings}</dt><dd>${t.run.settingsText(
          settings.confirm_gap,
          settings.tolerance_days,
          settings.max_gap_days,
        )}</dd></div>
        ${Object.entries(run.accepted ?? {}).map(
          ([code, why]) => html`<div><dt>${t.run.accepted}</dt><dd class="as-is">${t.run.acceptedText(code, why)}</dd></div>`,
        )}
        ${run.insurer ? html`<div><dt>${t.run.insurer}</dt><dd class="as-is">${run.insurer}</dd></div>` : nothing}
      </dl>
      <h4>${t.files.title}</h4>
      <table class="table">
        <thead><tr>${[t.files.kind, t.files.name, t.files.rows, t.files.rejected, t.files.bytes].map(
          (c) => html`<th scope="col">${c}</th>`,
        )}</tr></thead>
        <tbody>${run.files.map(
          (f) => html`<tr class="record-file">
              <td>${labelOf(this.app.constants, f.kind as Kind)}</td>
              <td class="as-is">${f.name}<br /><span class="small">${f.encoding}</span></td>
              <td class="is-number">${n(f.rows)}</td>
              <td class="is-number">${n(f.rejected)}</td>
              <td class="is-number">${n(f.bytes)}</td>
            </tr>
            <tr class="record-hash"><td></td><td colspan="4"><span class="small">SHA-256</span> <code
              data-testid="record-sha">${f.sha256 ?? t.files.noHash}</code></td></tr>`,
        )}</tbody>
      </table>
      <h4>${t.results.title}</h4>
      <p class="record-results">${Object.entries(run.results).map(
        ([code, count]) => html`<span>${buckets.find((b) => b.code === code)?.label ?? code} <b>${n(count)}</b></span>`,
      )}</p>
      <p class="record-hash"><span class="small">${t.results.hash}</span> <code>${run.results_sha256 ?? t.files.noHash}</code></p>
      <h4>${t.exports.title}</h4>
      ${
        exports.length === 0
          ? html`<p class="hint">${t.exports.none}</p>`
          : html`<ul class="record-exports">${exports.map(
              (e) => html`<li data-testid="record-export"><span class="as-is">${e.name}</span>　<span
                class="small">${stamp(e.at)}　${e.who}　${t.exports.bytes(e.bytes)}</span><br /><code>${e.sha256}</code></li>`,
            )}</ul>`
      }
    </section>`;
  }

  private events(): TemplateResult {
    const { events } = this.answer!;
    if (events.length === 0) return html`<p class="hint">${history.noHistory}</p>`;
    const c = t.events;
    return html`<table class="table" data-testid="record-events" data-count=${events.length}>
      <thead><tr>${[c.number, c.at, c.who, c.step, c.on, c.cases].map((x) => html`<th scope="col">${x}</th>`)}</tr></thead>
      <tbody>${events.map(
        (e) => html`<tr class=${e.kind === "act" && !e.stands ? "is-taken-back" : ""}>
          <td class="is-number">${n(e.event + 1)}</td>
          <td>${dayView(e.at)}</td>
          <td class="as-is">${e.who}</td>
          <td>${e.label}${e.kind === "act" && !e.stands ? html`<span class="state-mark">${history.takenBack}</span>` : nothing}
            ${e.chosen ? html`<br /><span class="small as-is">${e.chosen}</span>` : nothing}
            ${e.reason ? html`<br /><span class="small as-is">${e.reason}</span>` : nothing}${
              e.note ? html`<br /><span class="small as-is wrap">${e.note}</span>` : nothing
            }</td>
          <td>${e.on ? dayView(e.on) : nothing}</td>
          <td class="as-is">${t.events.names(e.names ?? [], e.cases)}</td>
        </tr>`,
      )}</tbody>
    </table>`;
  }

  private savings(): TemplateResult {
    const { saves } = this.app.state;
    const { chain } = this;
    return html`<p>${t.chain.about}</p>
      ${chain?.broken ? html`<p class="notice-line" role="alert"><b>${t.chain.broken}</b></p>` : nothing}
      <p class="record-hash">${
        chain ? html`${t.chain.now(chain.now.events)} <code data-testid="record-head">${chain.now.head || t.chain.nothing}</code>` : nothing
      }</p>
      <p class="record-hash">${
        this.content ? html`${t.chain.content} <code data-testid="record-content">${this.content}</code>` : nothing
      }</p>
      ${
        saves.length === 0
          ? html`<p class="hint">${t.chain.unsaved}</p>`
          : html`<ul class="record-exports">${saves.map(
              (s) =>
                html`<li>${t.chain.save(stamp(s.saved), s.events)}${
                  s.before_change ? html`　<span class="small">${t.chain.beforeChange}</span>` : nothing
                }<br /><span class="small">${t.chain.ofSteps}</span> <code>${s.head || t.chain.nothing}</code>${
                  s.content ? html`<br /><span class="small">${t.chain.ofContent}</span> <code>${s.content}</code>` : nothing
                }${s.doubted ? html`<br /><b data-testid="record-doubted">${t.chain.doubted}</b>` : nothing}</li>`,
            )}</ul>`
      }`;
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    const counts = answer && { runs: answer.runs.length, events: answer.events.length, exports: answer.exports.length };
    return html`<div class="record" data-testid="record" data-json=${counts ? JSON.stringify(counts) : nothing}>
      <div class="record-bar">
        <h3 class="section-title">${t.title}</h3>
        <button type="button" class="button button-outline button-small" data-testid="record-print" ?disabled=${!answer}
          @click=${() => window.print()}>${t.print}</button>
      </div>
      <p class="hint">${t.about}</p>
      ${
        answer
          ? html`<h3 class="group-title">${t.lists.title}</h3>
            ${this.lists()} ${this.takingBack()} ${answer.runs.map((r, i) => this.run(r, i)).reverse()}
            <h3 class="group-title">${t.events.title}</h3>
            ${this.events()}
            <h3 class="group-title">${t.chain.title}</h3>
            ${this.savings()}
            <h3 class="group-title">${t.retention.title}</h3>
            ${this.retention()}`
          : nothing
      }
    </div>`;
  }
}

customElements.define("totsugo-record", Record);
