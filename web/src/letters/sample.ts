// The letter of the preview while there is nothing to print, so that texts can be written beforehand.

import { NOBODY } from "./letter.ts";
import type { Letter, Member } from "./letter.ts";
import { letters as t } from "./strings.ts";

export const SAMPLE: Letter = (() => {
  const [postal = "", address = "", building = ""] = t.test.sample;
  const row: Member = {
    case: -1,
    flow: "P",
    label: "",
    on_hold: false,
    noted: false,
    returned: false,
    since: null,
    since_label: "",
    bucket_label: "",
    name: t.preview.sample,
    kana: "",
    birth: "1980-01-01",
    sex: "",
    number: "00000000-01",
    head: t.preview.sample,
    loss_date: "2026-04-02",
    last_step: null,
    due: null,
    next_from: null,
    due_certainty: null,
    stage: "to_urge",
    stage_label: "",
    waits_for: "clerk",
    waits_since: null,
    waits_until: null,
    levy: null,
  };
  const household = {
    household: "",
    head: t.preview.sample,
    postal_code: postal,
    address,
    building,
    notice: null,
    others: [],
    insurers: [""],
    insurer_numbers: [""],
    workplaces: [""],
  };
  return {
    key: "sample",
    household,
    to: { ...NOBODY, name: t.preview.sample, postal, address, building },
    members: [row],
    recipient: "",
    homes: new Map(),
  };
})();
