// What every folder may say: the product, the errors, numbers and dates. All other visible strings are in FOLDER/strings.ts, long
// texts in help/. Labels of kinds, buckets, grades and sort orders are the core's (constants()) and are not repeated here;
// messages about the data are the core's too.

import { lazy } from "./lazy.ts";

const number = lazy(() => new Intl.NumberFormat("ja-JP"));
export const n = (value: number): string => number().format(value);

const eraDate = lazy(
  () => new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }),
);
/** 2026-09-02 → 令和8年9月2日, as letters say it (elsewhere: days.ts); anything else as it is. */
export function jaDate(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : eraDate().format(date);
}

export function bytes(size: number): string {
  if (size < 1024) return `${n(size)} バイト`;
  if (size < 1024 * 1024) return `${n(Math.round(size / 1024))} KB`;
  return `${n(Math.round((size / 1024 / 1024) * 10) / 10)} MB`;
}

/** Stands where there is no value. */
export const DASH = "―";

export const page = {
  product: "国保資格突合",
  productLatin: "Totsugo",
  tagline: "国保と被用者保険の資格の重なりを見つけ、届出の勧奨が要る人を一覧にします。",
  privacy: "選んだファイルはこの端末の中だけで処理します。外部には送りません。",
  skip: "本文へ移動",
  footer: { about: "このソフトウェアについて", licences: "利用しているソフトウェアとライセンス" },
};

/** In which the page is tried: tests/e2e/browsers.test.mjs. The build puts it into index.html too. */
export const browsers = "バージョン 103 以上の Microsoft Edge か Google Chrome、またはバージョン 153 以上の Firefox";

/** Why the engine was lost. `gone`: it was ended from outside. */
export type Lost = "memory" | "fault" | "gone";

const causes: Record<Lost, string> = {
  memory: "メモリーが足りなくなって突き合わせの本体が止まったので、動かし直しました。ほかのソフトやタブを閉じてください。",
  fault: "突き合わせの本体に誤りが起きたので、動かし直しました。何度も起きるときは、この画面を開発元に知らせてください。",
  gone: "突き合わせの本体が外から止められたので、動かし直しました。",
};

/** Of what was recorded: how much is in no work file, how many steps are gone. `rerun`: there were results, or were going to be. */
export interface Left {
  unsaved: number;
  undone: number;
  rerun: boolean;
}

function remains({ unsaved, undone, rerun }: Left): string {
  const records =
    undone > 0
      ? `最後の操作 ${n(undone)} 件は記録されていません。もう一度記録してください。それより前の記録は残っています。`
      : unsaved > 0
        ? "これまでの記録は残っています。念のため「保存」を押してください。"
        : "";
  const run = rerun ? "突き合わせは、もう一度始めてください。選んだファイルはそのまま残っています。" : "";
  return records + run || "そのまま続けてください。";
}

export const errors = {
  title: "エラー",
  notice: "お知らせ",
  close: "閉じる",
  start: (detail: string) =>
    "突き合わせの本体を動かせませんでした。ページを開き直してください。続くときは、このファイルが壊れていないか（受け取り直す）、" +
    `ブラウザーが古くないか（${browsers} か）を確かめてください。${detail ? `（${detail}）` : ""}`,
  notStartedAgain: (detail: string, undone: number) =>
    `突き合わせの本体が止まり、動かし直せませんでした。${undone > 0 ? `最後の操作 ${n(undone)} 件を除いて、` : ""}` +
    "記録した内容はこの画面に残っています。ページを閉じる前に「保存」を押し、ページを開き直してから、保存した作業ファイルを開いてください。" +
    (detail ? `（${detail}）` : ""),
  restarted: (cause: Lost, detail: string, left: Left) => `${causes[cause]}${detail ? `（${detail}）` : ""}${remains(left)}`,
  unreadable: (file: string) =>
    `ファイル「${file}」を読めませんでした。移動・削除・上書きされたか、ほかのソフトが開いている可能性があります。ファイルを閉じて、選び直してください。`,
  lost: "結果を取り出せませんでした。もう一度突き合わせてください。",
};
