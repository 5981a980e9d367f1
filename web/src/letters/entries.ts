// What the clerk enters for letters: kind, date and number, order, sender, texts, the web page, the envelope.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { wrongAddress } from "./code.ts";
import { deadlineField } from "./deadline.ts";
import { PLACEHOLDERS } from "./fill.ts";
import { check, choice, field } from "./form.ts";
import type { Form } from "./form.ts";
import { BUNDLE, ENVELOPES, KINDS, ORDERS, bundleFits, defaultText, placeFits, placeIn } from "./settings.ts";
import type { EnvelopeCode, Order, Place, Settings, Text } from "./settings.ts";
import { letters as t } from "./strings.ts";

export const kinds = (form: Form): TemplateResult => html`<fieldset class="letter-kinds">
  <legend class="group-title">${t.kind}</legend>
  ${KINDS.map(
    (kind) => html`<label class="inline-check">
      <input type="radio" name="letter-kind" value=${kind} data-testid="letter-kind-${kind}" .checked=${form.kind === kind}
        @change=${() => form.set({ kind })} />${t.kinds[kind].label}
    </label>`,
  )}
  <p class="hint">${t.kinds[form.kind].about}</p>
</fieldset>`;

export const entries = (form: Form): TemplateResult =>
  html`${batchFields(form)} ${bundleFields(form)} ${senderFields(form)} ${textFields(form)} ${webFields(form)} ${placeFields(form)}`;

function batchFields(form: Form): TemplateResult {
  const b = t.batch;
  return html`<fieldset>
    <legend class="group-title">${b.title}</legend>
    <div class="letter-fields">
      ${field("date", b.date, form.date, (date) => form.set({ date }), { type: "date" })}
      ${deadlineField(form)}
      ${field("number", b.number, form.settings.number, (number) => form.change({ number }), { hint: b.numberHint })}
    </div>
  </fieldset>`;
}

function bundleFields({ settings: { order, bundle }, change }: Form): TemplateResult {
  const b = t.bundle;
  const wrong = bundleFits(bundle) ? "" : t.before.badBundle(BUNDLE.most);
  return html`<fieldset>
    <legend class="group-title">${b.title}</legend>
    <div class="letter-fields">
      ${choice(
        "order",
        b.order,
        ORDERS.map((o) => [o, b.orders[o]]),
        order,
        (o) => change({ order: o as Order }),
        b.orderHint,
      )}
      ${field(
        "bundle",
        b.size,
        Number.isFinite(bundle) ? String(bundle) : "",
        (v) => change({ bundle: v === "" ? Number.NaN : Number(v) }),
        {
          type: "number",
          hint: b.sizeHint(BUNDLE.most),
          wrong,
        },
      )}
    </div>
  </fieldset>`;
}

function senderFields({ settings, change }: Form): TemplateResult {
  const s = t.sender;
  const one = (id: "prefecture" | "town" | "post" | "person" | "phone" | "office") =>
    field(id, s[id], settings[id], (v) => change({ [id]: v }));
  return html`<fieldset>
    <legend class="group-title">${s.title}</legend>
    <div class="letter-fields">
      ${one("prefecture")} ${one("town")} ${one("post")} ${one("person")} ${one("phone")} ${one("office")}
      ${choice("card", s.card, Object.entries(s.cards), settings.card, (card) => change({ card: card as Settings["card"] }), s.cardHint)}
    </div>
    ${check("seal", s.seal, settings.seal, (seal) => change({ seal }))}
    ${check("others", s.others, settings.others, (others) => change({ others }))}
  </fieldset>`;
}

function textFields({ kind, settings, change }: Form): TemplateResult {
  const x = t.text;
  const text = settings.texts[kind];
  const changeText = (of: Partial<Text>) => change({ texts: { ...settings.texts, [kind]: { ...text, ...of } } });
  const area = (id: keyof Text, label: string, rows: number) => html`<label class="letter-field">${label}
    <textarea autocomplete="off" data-testid="letter-${id}" rows=${rows} .value=${text[id]}
      @input=${(e: Event) => changeText({ [id]: (e.currentTarget as HTMLTextAreaElement).value })}></textarea>
  </label>`;
  return html`<fieldset>
    <legend class="group-title">${x.title}</legend>
    ${field("subject", x.subject, text.subject, (subject) => changeText({ subject }))} ${area("body", x.body, 16)}
    ${kind === "ex_officio" ? area("notice", x.notice, 8) : nothing}
    <details class="disclosure">
      <summary>${x.placeholders}</summary>
      <div class="disclosure-body">
        <p class="hint">${x.placeholdersHint}</p>
        <ul class="letter-words">${PLACEHOLDERS.map(
          (p) => html`<li><code>{${t.placeholders[p].name}}</code> ${t.placeholders[p].about}</li>`,
        )}</ul>
      </div>
    </details>
    <button type="button" class="button button-text" data-testid="letter-reset" @click=${() => {
      if (window.confirm(x.resetSure)) changeText(defaultText(kind));
    }}>${x.reset}</button>
  </fieldset>`;
}

function webFields({ settings: { web, caption }, change }: Form): TemplateResult {
  const w = t.web;
  return html`<fieldset>
    <legend class="group-title">${w.title}</legend>
    ${field("web", w.address, web, (v) => change({ web: v }), { hint: w.addressHint, wrong: wrongAddress(web) })}
    ${field("caption", w.caption, caption, (v) => change({ caption: v }))}
  </fieldset>`;
}

const samePlace = (a: Place, b: Place): boolean => a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

function placeFields({ settings: { place }, change, tryWindow }: Form): TemplateResult {
  const e = t.envelope;
  const codes = Object.keys(ENVELOPES) as EnvelopeCode[];
  const preset = codes.find((code) => samePlace(placeIn(ENVELOPES[code]), place)) ?? "";
  const one = (id: keyof Place) => html`<label class="letter-field letter-mm">${e[id]}
    <input autocomplete="off" type="number" step="0.5" min="0" max="210" data-testid="letter-${id}" .value=${String(place[id])}
      @input=${(event: Event) => change({ place: { ...place, [id]: (event.currentTarget as HTMLInputElement).valueAsNumber } })} />
  </label>`;
  return html`<fieldset>
    <legend class="group-title">${e.title}</legend>
    <p class="hint">${e.hint}</p>
    ${choice(
      "envelope",
      e.preset,
      [...codes.map((code) => [code, e.presets[code]] as const), ...(preset ? [] : [["", e.own] as const])],
      preset,
      (code) => code && change({ place: placeIn(ENVELOPES[code as EnvelopeCode]) }),
    )}
    <div class="letter-fields">${one("left")} ${one("top")} ${one("width")} ${one("height")}</div>
    <button type="button" class="button button-outline button-small" data-testid="letter-test"
      ?disabled=${!placeFits(place)} @click=${tryWindow}>${e.test}</button>
  </fieldset>`;
}
