// To whom the inquiry shown goes: entered, or taken from the address book.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice, field } from "./form.ts";
import type { Letter, Recipient } from "./letter.ts";
import type { Plan } from "./plan.ts";
import { isWhole } from "./recipients.ts";
import type { Recipients } from "./recipients.ts";
import { letters as t } from "./strings.ts";

const casesOf = (letter: Letter): number[] => letter.members.map((m) => m.case);

export function recipientView(
  plan: Plan,
  letter: Letter,
  recipients: Recipients,
  on: { changed(): void; left(): void; say(text: string): void },
): TemplateResult | typeof nothing {
  if (plan.all.length === 0) return nothing;
  const r = t.recipient;
  const one = (id: keyof Recipient) =>
    field(`to-${id}`, r[id], letter.to[id], (v) => {
      recipients.set(letter.recipient, { ...letter.to, [id]: v });
      on.changed();
    });
  const { known } = recipients;
  const left = (e: FocusEvent) => {
    if (!(e.currentTarget as HTMLElement).contains(e.relatedTarget as Node | null)) on.left();
  };
  return html`<fieldset class="letter-recipient" @focusout=${left}>
    <legend class="group-title">${r.title}</legend>
    <p class="hint">${letter.members.length > 1 ? r.several(letter.members.length) : r.about}</p>
    ${
      known.length > 0
        ? choice(
            "to-known",
            r.known,
            [["", r.knownNone], ...known.map(([key, k]) => [key, r.entry(k.name, k.address)] as const)],
            known.some(([key]) => key === letter.recipient) ? letter.recipient : "",
            (key) => {
              if (key === "") return;
              recipients.assign(casesOf(letter), key);
              on.changed();
            },
          )
        : nothing
    }
    <div class="letter-fields">${one("name")} ${one("postal")} ${one("address")} ${one("building")}</div>
    <button type="button" class="button button-outline button-small" data-testid="letter-to-copy" ?disabled=${!isWhole(letter.to)}
      @click=${() => {
        const key = recipients.settle(letter.recipient);
        const empty = plan.all.filter((l) => !l.to.name.trim() && !l.to.address.trim());
        const cases = empty.flatMap(casesOf);
        recipients.assign([...casesOf(letter), ...cases], key);
        on.changed();
        on.say(r.copied(cases.length));
      }}>${r.copy}</button>
  </fieldset>`;
}
