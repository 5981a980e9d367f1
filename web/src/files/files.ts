// The first three steps: the files, the procedure and the working date, the run.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { FlowCode, Kind } from "../../../wasm/driver.ts";
import { openControl } from "../workfile/workfile.ts";
import { savedLayouts } from "../import/layouts.ts";
import { blockedHint, readingLine } from "../import/slot.ts";
import { fileIcon, okIcon } from "../base/icons.ts";
import { labelOf } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { flowNames } from "../app/strings.ts";
import { DAY_FORMS, day } from "../base/days.ts";
import { bytes } from "../base/strings.ts";
import { files as t } from "./strings.ts";
import { reading } from "../import/strings.ts";
import { anyFiles } from "./any.ts";
import { sheetChooser } from "./sheets.ts";

function flowCard(app: App, code: FlowCode, basis: string): TemplateResult {
  const chosen = app.state.flow === code;
  return html`<label class="card radio-card ${chosen ? "is-chosen" : ""}">
    <input
      type="radio"
      name="flow"
      value=${code}
      data-testid="flow-${code}"
      .checked=${chosen}
      aria-describedby="flow-${code}-about"
      @change=${() => app.set({ flow: code })}
    />
    <span class="radio-card-body">
      <span class="radio-card-title">${flowNames[code]}</span>
      <span class="radio-card-about" id="flow-${code}-about">
        <span>${t.flow[code]}</span>
        <span class="small"><b>${t.needs}</b>　${t.needsOf[code]}</span>
        <span class="small"><b>${t.basis}</b>　${basis}</span>
      </span>
    </span>
  </label>`;
}

function slot(app: App, kind: Kind): TemplateResult {
  const { state, constants } = app;
  const label = labelOf(constants, kind);
  const several = kind === "overlap";
  const unused = kind === "pension" && state.flow === "D";
  const chosen = kind === "roster" ? [state.roster] : kind === "pension" ? [state.pension] : state.overlaps.map((o) => o.file);
  const files = chosen.filter((f): f is File => f !== null);
  const fault = state.faults.has(kind);
  const required = kind !== "pension" || state.flow === "P";

  const dragOver = (e: DragEvent) => {
    e.preventDefault();
    e.stopPropagation();
    if (e.dataTransfer) e.dataTransfer.dropEffect = "copy";
    (e.currentTarget as HTMLElement).classList.add("is-over");
  };
  const dragLeave = (e: DragEvent) => {
    const box = e.currentTarget as HTMLElement;
    if (!box.contains(e.relatedTarget as Node | null)) box.classList.remove("is-over");
  };
  const drop = (e: DragEvent) => {
    e.preventDefault();
    e.stopPropagation();
    (e.currentTarget as HTMLElement).classList.remove("is-over");
    const dropped = [...(e.dataTransfer?.files ?? [])];
    if (dropped.length > 1) app.chooseAny(dropped, kind);
    else app.choose(kind, dropped);
  };
  const change = (e: Event) => {
    const input = e.currentTarget as HTMLInputElement;
    const given = [...(input.files ?? [])];
    // Emptied, so that the same file can be chosen again after it was removed or mended.
    input.value = "";
    if (given.length > 0) app.choose(kind, given);
  };

  return html`<section
    class="slot ${unused ? "is-unused" : ""} ${fault ? "is-fault" : ""}"
    aria-labelledby="slot-${kind}"
    @dragover=${dragOver}
    @dragleave=${dragLeave}
    @drop=${drop}
  >
    <div class="slot-head">
      <h5 id="slot-${kind}">${label}</h5>
      ${
        unused
          ? html`<span class="tag">${t.unused}</span>`
          : html`<span class="tag ${required ? "tag-required" : ""}">${required ? t.required : t.byFlow}</span>`
      }
    </div>
    <p class="hint" id="slot-${kind}-hint">${unused ? t.pensionUnused : t.hint[kind]}</p>
    ${
      files.length > 0
        ? html`<ul class="file-list">
          ${files.map((file, index) => fileRow(app, kind, file, index))}
        </ul>
        ${several ? html`<p class="hint" id="run-date-hint">${t.runDateHint}</p>` : nothing}`
        : nothing
    }
    <div class="slot-choose">
      ${
        app.training
          ? html`<button type="button" class="button button-outline button-small" data-testid="training-file-${kind}"
            aria-label=${trainingWords.putOf(label)} @click=${() => void app.training?.put(kind)}>${trainingWords.put}</button>`
          : nothing
      }
      <label class="button button-outline button-small file-button" ?hidden=${app.training !== null}>
        <input
          type="file"
          class="visually-hidden"
          data-testid="file-${kind}"
          ?disabled=${app.training !== null}
          accept=".csv,.txt,.tsv,.xlsx,.xlsm,text/csv,text/plain"
          ?multiple=${several}
          aria-label=${t.chooseOf(label)}
          aria-describedby="slot-${kind}-hint"
          aria-invalid=${fault ? "true" : "false"}
          @change=${change}
        />
        <span aria-hidden="true">${files.length === 0 ? t.choose : several ? t.chooseMore : t.change}</span>
      </label>
      ${app.training ? nothing : html`<span class="hint drop-hint">${t.drop}</span>`}
    </div>
  </section>`;
}

function fileRow(app: App, kind: Kind, file: File, index: number): TemplateResult {
  const overlap = kind === "overlap" ? app.state.overlaps[index] : undefined;
  const asked = overlap?.asked && !overlap.runDate;
  return html`<li class="file-row" data-testid="chosen-${kind}">
    <span class="file-name">${fileIcon}<span class="wrap">${file.name}</span></span>
    <span class="file-size">${bytes(file.size)}</span>
    ${sheetChooser(app, kind, file, index)}
    ${readingLine(
      app,
      kind,
      file,
      index,
      html`<button type="button" class="button button-text" aria-label=${t.removeOf(file.name)}
        @click=${() => app.removeFile(kind, index)}>${t.remove}</button>`,
    )}
    ${
      overlap
        ? html`<span class="file-date ${asked ? "is-asked" : ""}">
          <label for="run-date-${index}">${t.runDate}</label>
          <input autocomplete="off"
            type="date"
            id="run-date-${index}"
            data-testid="run-date"
            aria-label=${t.runDateOf(file.name)}
            aria-describedby=${asked ? `run-date-${index}-hint` : "run-date-hint"}
            aria-invalid=${asked ? "true" : "false"}
            .value=${overlap.runDate}
            @change=${(e: Event) => app.setRunDate(index, (e.currentTarget as HTMLInputElement).value)}
          />
          ${asked ? html`<span class="hint" id="run-date-${index}-hint">${t.runDateMissing}</span>` : nothing}
        </span>`
        : nothing
    }
  </li>`;
}

/** Beside the files of a run what it goes on from. */
function workSlot(app: App): TemplateResult {
  const { workName } = app.state;
  return html`<section class="slot" aria-labelledby="slot-work">
    <div class="slot-head">
      <h5 id="slot-work">${t.goOn.title}</h5>
      <span class="tag">${t.optional}</span>
    </div>
    <p class="hint">${t.goOn.hint}</p>
    ${
      workName
        ? html`<p class="work-open small" data-testid="work-open">${okIcon}<span class="wrap">${t.goOn.opened(workName)}</span></p>`
        : nothing
    }
    <div class="slot-choose">${openControl(app, () => app.workOpened())}</div>
  </section>`;
}

/** In two lines what the tool does, what it takes and what comes out; and where a newcomer begins. */
function about(app: App): TemplateResult | typeof nothing {
  if (app.training) return nothing;
  return html`<div class="about">
    <p>${t.about.what}</p>
    <p>${t.about.needs}</p>
    <p>${t.about.first}<button type="button" class="button button-text" data-testid="about-training"
      @click=${() => app.enterTraining()}>${t.about.training}</button></p>
  </div>`;
}

export function filesView(app: App): TemplateResult {
  const { state, constants } = app;
  const tooEarly = state.flow === "D" && state.date !== "" && state.date < constants.earliest_d_date;
  return html`<form
    class="view files-view"
    novalidate
    @submit=${(e: Event) => {
      e.preventDefault();
      app.run();
    }}
  >
    <h2 class="view-title" tabindex="-1">${t.title}</h2>
    ${state.roster || state.pension || state.overlaps.length > 0 ? nothing : about(app)}

    <h3 class="step-title" id="section-import" tabindex="-1">${t.sections.import}</h3>
    <div class="group">
      <h4 class="group-title">${t.slots}</h4>
      ${anyFiles(app)}
      <div class="slots">${constants.kinds.map((k) => slot(app, k.code))} ${workSlot(app)}</div>
    </div>

    <details class="disclosure">
      <summary>${reading.saved.title}</summary>
      <div class="disclosure-body">${savedLayouts(app)}</div>
    </details>

    <h3 class="step-title" id="section-settings" tabindex="-1">${t.sections.settings}</h3>
    <fieldset class="group ${state.faults.has("flow") ? "is-fault" : ""}">
      <legend>${t.flowLegend}<span class="tag tag-required">${t.required}</span></legend>
      <div class="flow-cards">${constants.flows.map((f) => flowCard(app, f.code, f.basis))}</div>
    </fieldset>

    <div class="group ${state.faults.has("date") || tooEarly ? "is-fault" : ""}">
      <label class="group-title" for="work-date">${t.date}<span class="tag tag-required">${t.required}</span></label>
      <p class="hint" id="work-date-hint">${t.dateHint}</p>
      <input autocomplete="off"
        type="date"
        id="work-date"
        data-testid="work-date"
        class="date"
        aria-describedby="work-date-hint ${tooEarly ? "work-date-fault" : ""}"
        aria-invalid=${state.faults.has("date") || tooEarly ? "true" : "false"}
        .value=${state.date}
        @input=${(e: Event) => app.set({ date: (e.currentTarget as HTMLInputElement).value })}
      />
      ${
        tooEarly
          ? html`<p class="fault-text" id="work-date-fault">${t.dateLimit(day(constants.earliest_d_date), flowNames.D)}</p>`
          : nothing
      }
    </div>

    <details class="disclosure" ?open=${state.confirmGap}>
      <summary>${t.advanced}</summary>
      <div class="disclosure-body">
        <label class="check">
          <input
            type="checkbox"
            data-testid="confirm-gap"
            .checked=${state.confirmGap}
            aria-describedby="confirm-gap-hint"
            @change=${(e: Event) => app.set({ confirmGap: (e.currentTarget as HTMLInputElement).checked })}
          />
          <span>${t.confirmGap}</span>
        </label>
        <p class="hint" id="confirm-gap-hint">${t.confirmGapHint}</p>
      </div>
    </details>

    <fieldset class="days" data-testid="days">
      <legend>${t.days.title}</legend>
      ${DAY_FORMS.map(
        (
          form,
        ) => html`<label class="inline-check"><input type="radio" name="days" data-testid="days-${form}" .checked=${state.days === form}
          @change=${() => app.set({ days: form })} />${t.days.forms[form]}</label>`,
      )}
      <p class="hint">${t.days.hint}</p>
    </fieldset>

    <h3 class="step-title" id="section-match" tabindex="-1">${t.sections.match}</h3>
    ${blockedHint(app)}
    <div class="actions">
      <button type="submit" class="button button-solid button-large" data-testid="run">${t.run}</button>
    </div>
  </form>`;
}
