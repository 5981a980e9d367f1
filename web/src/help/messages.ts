// The messages of the page, with what each means and what to do.

import { MAX_WORK_BYTES } from "../../../wasm/work/workfile.ts";
import { sentences as work } from "../../../wasm/work/workfile-messages.ts";
import { sentences as books } from "../../../wasm/book/xlsx-messages.ts";
import type { Constants } from "../../../wasm/driver.ts";
import { MOST_BYTES } from "../letters/code.ts";
import { BUNDLE } from "../letters/settings.ts";
import { trainingWords } from "../app/training-words.ts";
import { bytes, errors } from "../base/strings.ts";
import { casework as c, importTable } from "../casework/strings.ts";
import { files as f } from "../files/strings.ts";
import { reading } from "../import/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { record } from "../record/strings.ts";
import { book, csv, exported } from "../saving/strings.ts";
import { selfcheck } from "../selfcheck/strings.ts";
import { results as r } from "../summary/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { FILE, q } from "./sections.ts";
import type { Part } from "./sections.ts";

export function messages(k: Constants): Part {
  const e = errors;
  const b = l.before;
  const said = (...texts: string[]) => ({ said: texts });
  return {
    id: "say",
    title: "メッセージ",
    sections: [
      {
        id: "say-how",
        title: "読み方",
        body: [
          `青い知らせは${q(e.notice)}、赤い知らせは${q(e.title)}です。黄色い知らせは、確かめてから進めるものです。何が起きたか、どうすればよいかが続けて書いてあります。ファイルの名前、行、列が書いてあれば、そこを見てください。`,
          "ここに並べた言葉の ○ や数は例です。",
        ],
      },
      {
        id: "say-start",
        title: "開いたときのメッセージ",
        body: [
          "ブラウザーが古いか、管理者の設定で止められています。画面を情報システム担当に見せてください。",
          said(...Object.values(selfcheck.missing), selfcheck.memory(1), e.start("")),
        ],
      },
      {
        id: "say-files",
        title: "取込のメッセージ",
        body: [
          "選び直すか、足りないものを入れれば進めます。",
          said(
            ...Object.values(k.kinds).map((x) => f.missing.file(x.label)),
            f.missing.flow,
            f.missing.date,
            f.missing.sheet("○○.xlsx"),
            f.any.unclear,
            f.any.taken(k.kinds[0]?.label ?? "", FILE),
            f.any.several(k.kinds[0]?.label ?? ""),
            f.any.oneWork("○○.totsugo"),
            f.duplicate(FILE),
            f.tooLarge(FILE, bytes(k.max_list_bytes)),
            f.pensionUnused,
            f.runDateMissing,
            e.unreadable(FILE),
          ),
          "Excel ブックについての知らせです。多くは、Excel で保存し直すと直ります。",
          said(...Object.values(books).map((s) => (s as (...a: string[]) => string)("○○", "○○"))),
        ],
      },
      {
        id: "say-data",
        title: "列と行のメッセージ",
        body: [
          "ファイルの中身についての知らせは、種類が決まっています。",
          {
            heads: ["種類", "すること"],
            rows: [
              ["この欄のファイルではありません", "下のボタンで、正しい欄へ移します。"],
              ["必要な列がない、見出しが見つからない", `${q(reading.open)}で列を選びます。その列がないファイルは、出力し直します。`],
              ["同じ列が二つある、列の読み取り方が確かではない", `${q(reading.open)}で、正しいほうを選びます。`],
              [
                "日付の先頭の数字が決められない",
                "和暦コードが、医療の方式か年金の方式かを選びます。どちらか分からないときは、出力した担当に聞きます。",
              ],
              ["使えない行が多すぎる", "列の取り違えがないかを見ます。Excel の結合されたセルは、解いて保存し直します。"],
              [
                "この行だけ読めない（日付、性別、保険者番号、引用符など）",
                "その行は使わず、残りを読みます。元のデータを直して、出力し直します。",
              ],
              ["####、1.23E+09 の形になっている", "Excel で元の数字が失われています。元のデータから出力し直します。"],
              ["ファイルが途中で切れている、件数が違う", "受け取り直すか、出力し直します。"],
              [
                "文字コードが変わる、EUC-JP や ISO-2022-JP のようだ",
                `一つの文字コードで出力し直すか、${q(reading.open)}で文字コードを選びます。`,
              ],
              ["個人番号の列を捨てた", "そのまま進めます。次からは、個人番号のない形で出力します。"],
              ["同じ回の一覧、間隔が空いている", "ファイルを取り違えていないかを見ます。"],
              ["生年月日や番号が仮のものと思われる", "同じ値の人がとても多いので、突合に使いません。台帳で確かめます。"],
            ],
          },
          "列を確かめる画面に出る言葉です。",
          said(...Object.values(reading.whyNot), reading.saved.unusable("○○.json"), reading.ask.chooseFirst),
        ],
      },
      {
        id: "say-match",
        title: "突合のメッセージ",
        body: [
          "処理が止まっても、選んだファイルと記録した内容は残っています。",
          said(
            f.cancelled,
            ...(["memory", "fault", "gone"] as const).map((cause) => e.restarted(cause, "", { unsaved: 1, undone: 0, rerun: true })),
            e.restarted("gone", "", { unsaved: 1, undone: 1, rerun: false }),
            e.notStartedAgain("", 0),
            e.lost,
          ),
        ],
      },
      {
        id: "say-results",
        title: "結果と保存のメッセージ",
        body: [said(r.noneHint, `${r.notConsecutive}。`, exported(FILE), csv.title(2), csv.selector, book.tooLong)],
      },
      {
        id: "say-cases",
        title: "案件のメッセージ",
        body: [
          "記録できないときは、一人ずつ理由が出ます。何も記録されていないので、あわてなくて大丈夫です。",
          {
            heads: ["理由の種類", "すること"],
            rows: [
              ["今の状態からは記録できない", "順に記録します。先に進みすぎたときは、元に戻します。"],
              ["日付・理由・メモがない", "入れてから、もう一度押します。"],
              ["前に記録した日より前", "日付を直します。"],
              ["町の期間がまだ過ぎていない", "書いてある日まで待ちます。"],
              ["保留中、返戻", "保留を解くか、住所を確かめて発送し直します。"],
              ["照会が要る、回答が加入なし", "照会して、回答を記録します。"],
              [
                "通知により手続を始められない（一覧だけ、初回掲載、取得日逆転、国保組合・後期等など）",
                "次の一覧を待つか、対象外とします。根拠は「決まり」にあります。",
              ],
            ],
          },
          said(c.holidays.unknown(2, 2035), c.holidays.provisional(2, 2030), c.holidays.undecodable(FILE, 3)),
        ],
      },
      {
        id: "say-letters",
        title: "通知のメッセージ",
        body: [
          "赤い知らせは、直すと印刷できるようになります。",
          said(
            b.noSender,
            b.noDate,
            b.noSubject,
            b.empty("期限"),
            b.unknown(["○○"], l.text.body),
            b.badPlace,
            b.badBundle(BUNDLE.most),
            l.web.noAddress,
            l.web.tooLong(MOST_BYTES + 1, MOST_BYTES),
            b.noHead,
            b.noAddress,
            b.abroad,
            b.noPostal,
            b.badPostal,
            b.noRecipient,
            b.noLoss,
            b.tight("1 通目"),
            b.twoPages("1 通目"),
            b.window("1 通目"),
            b.repairedHint,
            b.oddHint,
            l.print.nothingWhy,
            l.settings.unusable("○○.json"),
            importTable.settings.unusable("○○.json"),
          ),
        ],
      },
      {
        id: "say-work",
        title: "作業ファイルと記録のメッセージ",
        body: [
          "開けないときも、元のファイルはそのままです。手で書き換えず、控えを開いてください。",
          said(
            ...Object.values(trainingWords.refused),
            trainingWords.refusedInput(FILE),
            ...Object.values(work).map((s) => (s as (...a: (number | null)[]) => string)(MAX_WORK_BYTES / 1024 / 1024, null)),
            workfile.rewritten("2026-11-22 09:15", 3),
            workfile.replace(3),
            record.chain.broken,
            c.merge.nothing("○○.totsugo"),
            c.merge.cancelled,
          ),
          "別の市町村のファイルではないかと聞かれたら、取り違えていないかを確かめます。違う町のものなら、続けないでください。",
        ],
      },
    ],
  };
}
