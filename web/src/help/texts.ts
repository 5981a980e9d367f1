// What the help says. Long texts stand here and not in strings.ts; labels and messages of the page are taken from there, and
// buckets, grades, sources and steps from the core's constants, so that the help cannot fall behind what it tells of.

import { ITERATIONS, MAX_WORK_BYTES } from "../../../wasm/work/workfile.ts";
import { sentences as work } from "../../../wasm/work/workfile-messages.ts";
import { sentences as books } from "../../../wasm/book/xlsx-messages.ts";
import type { Constants } from "../../../wasm/driver.ts";
import { MOST_LETTERS } from "../letters/plan.ts";
import type { State } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { bytes, errors, jaDate, n, page as pageText } from "../base/strings.ts";
import { casework as c, importTable } from "../casework/strings.ts";
import { files as f } from "../files/strings.ts";
import { reading } from "../import/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { evidence, history, people, recording } from "../person/strings.ts";
import { running } from "../progress/strings.ts";
import { record } from "../record/strings.ts";
import { book, csv, exported } from "../saving/strings.ts";
import { selfcheck } from "../selfcheck/strings.ts";
import { steps } from "../steps/strings.ts";
import { imports, results as r } from "../summary/strings.ts";
import { training as tr } from "../training/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { worklist as w } from "../worklist/strings.ts";
import { glossary } from "./glossary.ts";
import type { Term } from "./glossary.ts";
import type { SketchName } from "./sketch.ts";

export type { Term };

export type Block =
  | string
  | { steps: readonly string[] }
  | { list: readonly string[] }
  | { heads: readonly string[]; rows: readonly (readonly string[])[] }
  /** Sentences as the page says them. */
  | { said: readonly string[] }
  | { terms: readonly Term[] }
  | { sketch: SketchName }
  | { button: "licences" };

export interface Section {
  id: string;
  title: string;
  body: readonly Block[];
}

export interface Part {
  id: string;
  title: string;
  sections: readonly Section[];
}

const { ask } = reading;
const m = evidence.marks.legend;
const q = (label: string) => `「${label}」`;
const FILE = "○○.csv";

/** Where the manual tells of what is on the screen. */
export function sectionOfStep({ phase, importing, part }: Pick<State, "phase" | "importing" | "part">): string {
  if (importing) return "do-read";
  if (phase === "cases") return { list: "do-cases", deadlines: "do-letters", outputs: "do-ledger", record: "do-record" }[part];
  return { files: "do-import", running: "do-match", results: "do-check" }[phase];
}

const actionOf = (k: Constants) => (code: string) => q(k.casework.actions.find((a) => a.code === code)?.label ?? code);

function manual(k: Constants): Part {
  const act = actionOf(k);
  const label = (kind: string) => k.kinds.find((x) => x.code === kind)?.label ?? kind;
  return {
    id: "do",
    title: "手順",
    sections: [
      {
        id: "do-all",
        title: "全体の流れ",
        body: [
          "会社の健康保険に入ったのに、国保の資格喪失届が出ていない人を見つけ、届出をお願いするまでを、この画面で進めます。",
          {
            heads: ["画面の上の段階", "すること"],
            rows: [
              [steps.names.import, "一覧のファイルを選びます。"],
              [steps.names.settings, "流れと作業日を決めます。"],
              [steps.names.match, "台帳と一覧を突き合わせます。"],
              [steps.names.review, "一人ずつ、根拠を見ます。"],
              [steps.names.notify, "案件を進め、文書を印刷し、送った日を記録します。"],
              [steps.names.ledger, "表にして保存します。"],
              [steps.names.record, "したことを印刷し、作業ファイルに保存します。"],
            ],
          },
          `画面の上に並ぶ段階を押すと、その段階に移ります。印の付いた段階は済んでいます。戻っても、入れたものは消えません。${q(steps.next)}に、今することが出ます。`,
          "決めるのは、いつも担当者です。この画面は、候補と理由を示すだけです。",
        ],
      },
      {
        id: "do-import",
        title: "取込",
        body: [
          { sketch: "files" },
          {
            steps: [
              `前に保存した作業ファイルがあれば、先に${q(workfile.open)}を押して開きます。パスワードを付けたときは、となりの欄に入れてから開きます。初めてのときは要りません。`,
              `${k.kinds.map((x) => q(x.label)).join("")}の枠で${q(f.choose)}を押すか、枠の中にファイルを置きます。CSV と Excel ブック（.xlsx）が使えます。`,
              `${q(label("overlap"))}は、今回分と前回分を両方選びます。${q(f.chooseMore)}で増やせます。`,
              `ファイルの下に${q(reading.usable)}と出れば、そのまま使えます。${q(reading.unsure)}と出たら、次の「列を確かめる」を見てください。`,
              `シートが二つ以上あるときは、${q(f.sheet)}を選びます。作成年月日を聞かれたら、一覧を作った日を入れます。`,
            ],
          },
          `選び間違えたときは${q(f.change)}か${q(f.remove)}を押します。次は「設定」です。`,
        ],
      },
      {
        id: "do-read",
        title: "列を確かめる（必要なときだけ）",
        body: [
          `${q(reading.open)}を押すと、ファイルのはじめの行と、それぞれの列を何と読んだかが出ます。`,
          {
            steps: [
              `質問が出たら、値の例と、その列にするとどうなるかを見比べて選び、${q(ask.answer)}を押します。`,
              `合う列がなければ、${q(ask.other)}か${q(ask.none[2]!)}を選びます。答え直すときは${q(ask.back)}を押します。`,
              `${q(reading.fields)}の表で、違う列を選び直せます。日付の書き方と文字コードも直せます。`,
              `よければ${q(reading.confirm)}を押します。やめるときは${q(reading.cancel)}を押します。`,
            ],
          },
          `${q(reading.saved.save)}でファイルにしておくと、次から${q(reading.saved.open)}で使えます。同じ見出しのファイルは自動で見分けます。`,
        ],
      },
      {
        id: "do-settings",
        title: "設定",
        body: [
          {
            steps: [
              `${q(f.flowLegend)}を選びます。どちらを選ぶかで、要るファイルと根拠の通知が変わります。くわしくは「決まり」にあります。`,
              `${q(f.date)}を確かめます。${f.dateHint}`,
              `${q(f.advanced)}は、ふだんは開きません。重複一覧の間隔が空いていて、途中の回が抜けていないと確かめたときだけ使います。`,
            ],
          },
          "町ごとに決めることは、次の場所にあります。",
          {
            heads: ["決めること", "場所", "どこに残るか"],
            rows: [
              [c.rule, `${steps.names.notify} → ${c.tabs.deadlines}`, "作業ファイル"],
              ["祝日・閉庁日の表", `${steps.names.notify} → ${c.tabs.deadlines}`, "作業ファイル"],
              ["発信者・文面・窓あき封筒の位置", `${steps.names.notify} → ${l.open}`, `作業ファイル、${q(l.settings.save)}のファイル`],
              ["取込用の表の列", steps.names.ledger, "作業ファイル"],
              [record.retention.years, steps.names.record, "作業ファイル"],
            ],
          },
        ],
      },
      {
        id: "do-match",
        title: "突合",
        body: [
          `${q(f.run)}を押します。進み具合が出ます。終わるまで、ページを閉じないでください。`,
          `途中でやめるときは${q(running.cancel)}を押します。選んだファイルはそのまま残ります。`,
          "足りないものがあるときは、画面の上に知らせが出ます。直して、もう一度押してください。終わると、結果の画面に変わります。",
        ],
      },
      {
        id: "do-check",
        title: "確認",
        body: [
          { sketch: "results" },
          {
            steps: [
              `はじめに${q(r.warnings)}の欄を読みます。出ていないときは、注意はありません。`,
              `${q(r.breakdown)}を見ます。区分を押すと、その区分の人だけが一覧に出ます。もう一度押すと元に戻ります。`,
              `${q(w.title)}で人を押すと、右に${q(evidence.title)}が開きます。` + `${q(evidence.previous)}${q(evidence.next)}で移れます。`,
              `一覧の上の欄で、その人について記録できます。${q(w.decide.short.verify!)}${q(w.decide.short.hold!)}${q(w.decide.short.exclude!)}` +
                `${q(w.decide.short.note!)}などを押すと記録し、次の人に移ります。はじめての記録で、結果の人が案件になります。`,
              `間違えたときは${q(c.undo)}を押します。何人かに一度に記録するときは、名前の左に印を付けます。`,
              `${q(imports.title)}で、読み込めなかった行がないかを見ます。`,
              `${q(r.exportBook)}か${q(r.exportCsv)}で、結果を保存できます。`,
              `進めるときは${q(r.toCases)}を押します。やり直すときは、画面の上の${q(steps.names.import)}を押します。`,
            ],
          },
          { sketch: "evidence" },
          `${q(evidence.compare)}の表では、台帳と一覧の値が横に並びます。印の意味は次のとおりです。`,
          {
            heads: ["印", "意味"],
            rows: Object.values(evidence.levels)
              .filter((x) => x.mark)
              .map((x) => [x.mark, x.text]),
          },
          `文字の下の線は、もう一方のファイルと同じでない文字です。点線は${q(m.folded)}、破線は${q(m.relaxed)}、太い線は${q(m.differs)}です。どの文字がどう違うかは、判定の欄に出ます。値は、ファイルのとおりです。`,
          `その下に、${q(evidence.waterfall)}と${q(evidence.reasons)}があります。` +
            `ほかにもあてはまる人がいるときは、だれも選ばず、${q(evidence.candidates)}に並べます。どの項目がだれに合うかを、見比べられます。`,
        ],
      },
      {
        id: "do-find",
        title: "人を探す、絞り込む",
        body: [
          `${q(people.search)}の欄に、ひらがな・カタカナ・漢字の一部、番号のはじめ、生年月日を入れます。小さい「ょ」や濁点の全角・半角、空白、旧字と新字の違いは、同じとみなします。空白で区切って二つ以上入れると、すべてに合う人だけが出ます。`,
          `${q(w.filters.title)}を開くと、突合区分・案件の状態・緩めた点などで絞り込めます。区分と合わせて使えます。選んだ条件は一覧の上に並び、押すと外れます。`,
          `要確認の人がいるときは、一覧の上に${q(w.queues)}が人数とともに並びます。押すと、その理由の人だけが出ます。印を付けて、まとめて記録できます。`,
          `${q(w.views.title)}には、${Object.values(w.views.builtIn).map(q).join("")}などの条件があります。自分の条件も、名前を付けて残せます。残した条件は作業ファイルに入ります。`,
          "記録をしても、一覧の並びは変わりません。条件に合わなくなった人も、一覧を出し直すまでは残ります。",
        ],
      },
      {
        id: "do-cases",
        title: "案件を進める",
        body: [
          { sketch: "cases" },
          `突き合わせた人は、一人が一つの「案件」になります。${q(steps.names.notify)}の画面で、どこまで進んだかを記録します。`,
          {
            steps: [
              `${q(c.tabs.list)}で、氏名の左に印を付けます。何人でも選べます。氏名を押すと、右に案件が開きます。`,
              `${q(recording.title)}の欄で${q(recording.action)}を選びます。案件を開いているときは、${q(history.steps)}のボタンでも選べます。`,
              `日付・メモ・担当者を入れて${q(recording.record)}を押します。`,
              `記録できない人がいるときは、理由が出ます。${q(recording.partial(3))}のようなボタンを押すと、ほかの人だけに記録します。`,
              `間違えたときは${q(c.undo)}を押します。戻した記録は${q(history.takenBack)}として残ります。`,
            ],
          },
          `ふつうは、${act("verify")}、${act("urge")}、${act("urge_again")}、${act("ex_officio")}、${act("complete")}の順に進みます。` +
            `届出があったら、いつでも${act("file")}を記録します。`,
          `二回目からは、${q(c.since.title)}で、${q(c.since.fresh)}${q(c.since.continuing)}${q(c.since.changed)}${q(c.since.gone)}に分けて見られます。`,
        ],
      },
      {
        id: "do-letters",
        title: "通知",
        body: [
          { sketch: "letters" },
          {
            steps: [
              `案件を選び、${q(l.open)}を押します。`,
              `${q(l.kind)}を選びます。${Object.values(l.kinds)
                .map((x) => q(x.label))
                .join("")}があります。`,
              `日付・期限・文書番号と、${q(l.sender.title)}を入れます。文面は直せます。右の${q(l.preview.title)}で見られます。`,
              `窓あき封筒を使うときは、${q(l.envelope.test)}を印刷して、位置を合わせます。`,
              `${q(l.before.title)}を読みます。赤い知らせは、直すまで印刷できません。`,
              `${q(l.print.print(1))}のようなボタンを押します。倍率は 100％、用紙は A4 です。差込印刷には${q(l.print.book)}か${q(l.print.csv)}を使います。`,
              `郵便に出したら${q(l.print.record)}を押します。案件に送った日が入り、${q(c.tabs.deadlines)}に期限が出ます。`,
            ],
          },
          `郵便が戻ったら${act("mail_returned")}を、住所を直して出したら${act("resend")}を記録します。`,
          "文面は下書きです。町の決まりに合わせ、教示文は法務の担当に確かめてから送ってください。",
        ],
      },
      {
        id: "do-ledger",
        title: "管理簿",
        body: [
          `${q(steps.names.ledger)}を開きます。`,
          {
            list: [
              `${q(c.outputs.ledgerBook)}で、案件を一行ずつの表にします。A4 横で印刷できます。${q(c.outputs.ledger)}も選べます。`,
              `${q(importTable.open)}で、国保の基幹システムに入れる CSV を作ります。列・順番・日付の書き方を決められます。`,
              `CSV の文字コードは${q(csv.encodings["utf-8"])}と${q(csv.encodings.cp932)}から選びます。出せない文字があれば、保存の前に一覧で出ます。`,
            ],
          },
        ],
      },
      {
        id: "do-record",
        title: "記録",
        body: [
          {
            steps: [
              `${q(steps.names.record)}を開き、${q(record.print)}を押します。使ったファイル、設定、結果、だれが何をしたかが残ります。`,
              `${q(workfile.save)}を押します。保存しないでページを閉じると、記録は失われます。閉じる前に確かめの窓が出ます。`,
              "保存したファイルは、町の決めた場所に置きます。控えも取ってください。",
            ],
          },
          `次の一覧が届いたら、作業ファイルを開いてから、${q(steps.names.import)}で新しい一覧を選びます。二人で別々に進めたときは、${q(workfile.merge)}で一つにできます。`,
        ],
      },
      {
        id: "do-training",
        title: "研修",
        body: [
          `画面の右上の${q(tr.enter)}を押すと、架空の町「研修市」で練習できます。今の作業は、そのまま残ります。`,
          {
            steps: [
              `${q(tr.pages.home)}でレッスンを選びます。画面の下に、手順が一つずつ出ます。手順どおりにすると、自動で次に進みます。`,
              `場所が分からないときは${q(tr.where)}か F2 キーを押します。もう一度 F2 キーを押すと、手順に戻ります。`,
              `練習問題では、架空の人についてどうするかを選び、${q(tr.answer)}を押します。正しいかどうかと、決まりが出ます。`,
              `${q(tr.pages.sheet)}で、済んだレッスンと答えを見て、印刷できます。`,
              `${q(tr.leave)}を押すと、元の画面に戻ります。`,
            ],
          },
          {
            list: [
              `研修の間は、画面の上に${q(trainingWords.word)}の帯が出ます。保存するファイルの名前は「${trainingWords.filePrefix}」で始まり、紙にも大きく「${trainingWords.word}」と入ります。`,
              `CSV は、一行目が「${trainingWords.csvLine}」です。ほかのシステムが本物と間違えて取り込まないためです。`,
              "研修に本物のファイルは入りません。研修で保存した作業ファイルは、本番では開けません。読み取り方のファイルは、個人の情報がないので、どちらでも使えます。",
              "研修の間は、町の日付（令和8年11月10日か24日）で進みます。期限もその日から数えます。",
              `講師の方は${q(tr.pages.trainer)}に、進め方と答えがあります。${q(tr.trainer.reset)}で、次の人のために始めからにできます。`,
            ],
          },
          "研修の結果は、ページを閉じると消えます。残すときは印刷してください。",
        ],
      },
    ],
  };
}

function rules(k: Constants): Part {
  const flow = (code: string) => k.flows.find((x) => x.code === code);
  const buckets = (code: string) => ({
    heads: ["区分", "意味"],
    rows: k.buckets.filter((b) => b.flow === code).map((b) => [b.label, b.meaning]),
  });
  const act = actionOf(k);
  return {
    id: "rule",
    title: "決まり",
    sections: [
      {
        id: "rule-p",
        title: flow("P")?.label ?? "流れP",
        body: [
          `根拠：${flow("P")?.basis}`,
          {
            steps: [
              "1・3号喪失一覧表に載った人のうち、台帳でまだ国保に入っている人を抽出します。",
              "会社の健康保険に入ったことを確かめます。もとは、会社や保険者に電話か文書で照会します。令和3年の通知で、重複一覧を見て確かめることもできるようになりました。",
              "年金の喪失年月日と、重複一覧の資格取得年月日が同じ日なら、確かめたものとして示します。",
              "届出をお願いし（勧奨）、もう一度お願いし（再勧奨）、それでも届出がなければ、職権で資格喪失を記録できます。",
            ],
          },
          "通知の限度：令和3年の通知は、重複一覧だけで手続を進めることを認めていません。そのため、重複一覧だけに載っている人は「参考」として示し、選べません。",
        ],
      },
      {
        id: "rule-d",
        title: flow("D")?.label ?? "流れD",
        body: [
          `根拠：${flow("D")?.basis}`,
          "次の三つをすべて満たす人だけを抽出します。",
          {
            steps: [
              "条件1：被用者保険の資格取得年月日が、国保の資格取得年月日と同じ日か、それより後です。",
              "条件2：続けて二回以上、重複一覧に載っています。",
              "条件3：その二回とも、被用者保険の同じ資格です。",
            ],
          },
          `${f.dateLimit(jaDate(k.earliest_d_date), flow("D")?.label ?? "流れD")}`,
          "作成日の間が 31 日を超えると、途中の回が抜けているおそれがあるので、続けて二回とは数えません。同じ回を二度取り出したものは、一回分と数えます。",
          "条件1を満たさない人は、相手の保険者の喪失の登録が漏れている見込みが高い人です。国保を喪失させてはいけません。",
        ],
      },
      {
        id: "rule-loss",
        title: "国保を喪失する日",
        body: [
          "根拠：国民健康保険法 第6条、第8条",
          {
            heads: ["入った保険など", "国保を喪失する日"],
            rows: [
              ["被用者保険、後期高齢者医療", "入った日の翌日"],
              ["国民健康保険組合", "入ったその日"],
              ["生活保護", "始まったその日（この画面では扱いません）"],
            ],
          },
          "画面の喪失日は見込みです。被用者保険などに入った日が重複一覧で分かる人にだけ示します。",
          "届出は世帯主が、14日以内にします（国民健康保険法 第9条、同法施行規則 第13条）。",
        ],
      },
      {
        id: "rule-acquired",
        title: "資格取得年月日と適用開始年月日",
        body: [
          "2018年4月から、国保の資格は都道府県が単位です。同じ都道府県の中で引っ越すと、資格取得年月日は前のまま残り、適用開始年月日だけが新しくなります。",
          "条件1は資格取得年月日で見ます。適用開始年月日で見ると結論が変わる人は「要確認」にして、理由に書きます。",
        ],
      },
      {
        id: "rule-period",
        title: "期間と休みの日",
        body: [
          "根拠：民法 第140条〜第143条",
          {
            list: [
              "期間は、発送した日の翌日から数えます（140条）。",
              "最後の日が終わると、期間が終わります（141条）。",
              "最後の日が休みの日なら、その次の開いている日が期限です（142条）。",
              "「か月」は暦で数えます（143条）。1月31日から1か月は、2月の終わりの日です。",
              "休みの日は、土曜日・日曜日・祝日・年末年始（12月29日〜1月3日）と、町の閉庁日です。",
            ],
          },
          `期間の長さは町によって違います。${q(c.tabs.deadlines)}の${q(c.rule)}で選びます。`,
          {
            heads: ["選べるもの", "出どころ"],
            rows: [...k.casework.deadline_presets.map((d) => [d.label, d.source || "―"]), [c.ownRule, "町の決まり"]],
          },
          "祝日の表が何年まであるかは、期限の画面に出ます。まだ官報で決まっていない年は「見込み」と出ます。",
        ],
      },
      {
        id: "rule-insurer",
        title: "保険者番号",
        body: [
          "根拠：保険者番号の設定基準（法別番号・検証番号）",
          "8 桁です。はじめから、法別番号 2 桁、都道府県 2 桁、保険者別 3 桁、検証番号 1 桁です。国保には法別番号がなく 6 桁です。前に 00 を付けて 8 桁にします。",
          "検証番号は、ほかの桁から計算します。合わないときは、正しくない番号として理由に示します。",
          {
            heads: ["法別番号", "保険", "この画面での扱い"],
            rows: [
              ["01", "協会けんぽ", "被用者保険"],
              ["02", "船員保険", "被用者保険"],
              ["06", "健康保険組合", "被用者保険"],
              ["07", "自衛官など", "被用者保険"],
              ["31〜34", "共済組合", "被用者保険"],
              ["63、72〜75", "特例退職", "被用者保険"],
              ["03、04", "日雇特例", "別規定"],
              ["39", "後期高齢者医療", "別規定"],
              ["なし（保険者別が 3 で始まる）", "国民健康保険組合", "別規定"],
              ["なし（そのほか）、67", "市町村の国保", "別規定"],
            ],
          },
        ],
      },
      {
        id: "rule-grade",
        title: "突合区分（S・A・B・C）",
        body: [
          "台帳の人と一覧の人が、どのくらい確かに同じ人かを示します。点数は付けません。",
          { heads: ["突合区分", "意味"], rows: k.grades.map((g) => [g.code, g.meaning]) },
          "S・A・B は選べます。B は、何を緩めたかを示します。C は示すだけで、選べません。",
          "生年月日か性別が食い違う人は、自動では選びません。ほかにもあてはまる人がいれば、だれも選びません。",
          "空欄や仮の値は、合うとも違うともみません。書いてあることが多い人を、それだけで選ぶことはありません。",
        ],
      },
      {
        id: "rule-review",
        title: w.queues,
        body: [
          "「要確認」の人には、決められない理由を一つ付けます。いくつもあるときは、初めに当たったものです。",
          { list: k.review_kinds.map((r) => r.label) },
          "番号と氏名が別の人を指すとき、番号の人にも氏名の人にも決めません。だれの番号で、だれの氏名かを、名前で示します。",
          `違いが一つだけの人（${k.review_kinds
            .filter((r) => r.one_difference)
            .map((r) => r.label)
            .join(
              "、",
            )}）は、確かめたうえで、まとめて${act("verify")}を記録できます。何を見て本人と確かめたかを、メモに書きます。違う項目の名は、メモの先頭に入ります。`,
        ],
      },
      { id: "rule-buckets-p", title: "流れPの区分", body: ["一覧表に載った人が、どこまで確かめられたかを示します。", buckets("P")] },
      { id: "rule-buckets-d", title: "流れDの区分", body: ["三つの条件と台帳を見て分けます。", buckets("D")] },
      {
        id: "rule-steps",
        title: "案件の状態と、進める決まり",
        body: [
          `状態は${k.casework.states.map((s) => q(s.label)).join("")}の ${n(k.casework.states.length)} 種類です。`,
          {
            list: [
              `「要照会」の人は、${act("inquire")}と${act("answer_joined")}を記録してから進めます。`,
              `「要確認」の人は、何を見て確かめたかをメモに書いてから進めます。`,
              `回答が「加入なし」の人は、${act("exclude")}を記録します。`,
              `町の期間が過ぎるまで、${act("urge_again")}と${act("ex_officio")}は記録できません。`,
              `返戻や保留の間は、先の手順に進めません。`,
            ],
          },
          `${act("exclude")}の理由は、次から選ぶか、自分で書きます。`,
          { list: k.casework.exclusion_reasons },
        ],
      },
    ],
  };
}

function messages(k: Constants): Part {
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
            f.dropOutside,
            f.oneOnly(k.kinds[0]?.label ?? ""),
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
              ["この欄のファイルではありません", "下のボタンで、正しい枠へ移します。"],
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
        body: ["処理が止まっても、選んだファイルはそのまま残っています。", said(f.cancelled, e.memory, e.fault(""), e.lost)],
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
            b.noHead,
            b.noAddress,
            b.noRecipient,
            b.noLoss,
            b.tight("1 通目"),
            b.twoPages("1 通目"),
            b.window("1 通目"),
            b.tooMany(MOST_LETTERS, MOST_LETTERS + 1),
            b.oddHint,
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

function limits(k: Constants): Part {
  return {
    id: "limit",
    title: "できないこと（限界）",
    sections: [
      {
        id: "limit-judge",
        title: "判断について",
        body: [
          {
            list: [
              "この画面は何も決めません。資格を喪失させるかどうかは、担当者が決めます。",
              "見つかるのは、一覧に載った人だけです。どの一覧にもない人は見つかりません。",
              "氏名が同じ人と、よく似た人だけを見つけます。氏名の大きく違う人は、番号が合わないかぎり見つかりません。漏れることがあります。",
              "漢字のない一覧で、カナの読みが間違っていると、見つからないことがあります。",
              "別の人が同じ人に見えることもあります。必ず根拠を見て、台帳で確かめてください。",
              "住所では突き合わせません。住所は示すだけです。",
              "外字や ● は、どの字か分からない一字として扱います。",
              "一覧や台帳に書かれたことが事実かどうかは、確かめられません。台帳が古ければ、結果も古くなります。",
            ],
          },
        ],
      },
      {
        id: "limit-work",
        title: "しないこと",
        body: [
          {
            list: [
              "国保システムの台帳は書き換えません。取込用の CSV を作るところまでです。",
              "保険料（税）、医療費の返還、給付の計算はしません。",
              "届出、職権の決定、通知を、代わりに行うことはありません。",
              "文面と教示文は下書きです。法律に合うかどうかは確かめません。",
              "個人番号（マイナンバー）は使いません。",
              "二人が同じ作業ファイルを同時に使うことはできません。別々に進めて、あとで一つにまとめます。",
              `${q(recording.who)}の欄は、入れた名前をそのまま記録します。本人かどうかは確かめません。`,
            ],
          },
        ],
      },
      {
        id: "limit-size",
        title: "大きさと環境",
        body: [
          {
            heads: ["もの", "上限"],
            rows: [
              [k.kinds[0]?.label ?? "", `CSV は ${n(k.max_file_bytes / 2 ** 30)} GB`],
              [
                k.kinds
                  .slice(1)
                  .map((x) => x.label)
                  .join("、"),
                `CSV は一つ ${bytes(k.max_list_bytes)}`,
              ],
              ["Excel ブック（.xlsx）", "ファイルは 32 MB、一枚のシートは 20 万行。大きいときは CSV にします。"],
              ["作業ファイル", bytes(MAX_WORK_BYTES)],
              ["一度に作る文書", `${n(MOST_LETTERS)} 通`],
            ],
          },
          {
            list: [
              "古い形式（.xls、.xlsb）、パスワードの付いたブック、PDF、ZIP は読めません。",
              "一覧の列の並びは公表されていません。そのため、列の読み取り方を人が確かめることがあります。",
              "使えるのは Microsoft Edge と Google Chrome のバージョン 100 以上です。ほかのブラウザーやスマートフォンでは確かめていません。",
              "紙の一覧は読めません。Excel か CSV に打ち込んでから使います。",
            ],
          },
        ],
      },
    ],
  };
}

/** The policy as it stands in this very file: what an IT officer compares with is not copied by hand. */
const policy = (): string => document.querySelector<HTMLMetaElement>("meta[http-equiv=Content-Security-Policy]")?.content ?? "";

function privacy(): Part {
  return {
    id: "data",
    title: "個人情報の取扱い",
    sections: [
      {
        id: "data-where",
        title: "どこで処理するか",
        body: [
          "すべて、この端末のブラウザーの中で処理します。サーバーはありません。選んだファイルも結果も、ネットワークには送りません。",
          {
            list: [
              "ページは一つのファイル（totsugo.html）です。外のファイルを読みません。",
              "通信を止める決まり（CSP）が、ページ自身に書いてあります。ブラウザーがこれを守ります。",
              "LAN を外した端末でも、同じように動きます。",
              "ページの中に、外へのリンクはありません。",
            ],
          },
          "選んだ元のファイルは、読むだけです。書き換えません。",
        ],
      },
      {
        id: "data-kept",
        title: "ブラウザーに残るもの",
        body: [
          "ブラウザーの保存領域（localStorage、IndexedDB、Cookie）には何も書きません。ページを閉じると、読み込んだ内容、担当者名、パスワードはすべて消えます。",
          "ブラウザーの履歴には、開いたページと、保存したファイルの名前が残ることがあります。ファイルの名前に氏名は入りません。",
        ],
      },
      {
        id: "data-files",
        title: "保存したファイルの中身",
        body: [
          "ファイルは、ボタンを押したときだけ作ります。置き場所は、ふつうはダウンロードのフォルダーです。",
          {
            heads: ["ファイル", "個人情報", "中身"],
            rows: [
              [
                "作業ファイル（.totsugo）",
                "あり",
                "案件の人の氏名・生年月日・番号・住所など、状態と記録、同じ世帯の国保加入者の氏名・生年月日、設定（文書の発信者と文面、読み取り方を含みます）。前の回の一覧は、元の値に戻しにくい形の控え（照合値）で入ります。",
              ],
              ["突合結果", "あり", "一人ずつの氏名・番号・区分・理由・候補"],
              ["管理簿、取込用の表、宛名の一覧", "あり", "案件の人の氏名・住所・状態など"],
              [
                "読み込みの記録",
                "ありうる",
                "ファイル名、行数、読めなかった行の番号と理由。理由に、読めなかった値（日付など）が入ることがあります。",
              ],
              ["読み取り方、文書の設定、取込用の表の設定", "なし", "見出しの名前、列、文面、発信者（長の氏名を含みます）"],
            ],
          },
        ],
      },
      {
        id: "data-lock",
        title: "作業ファイルの暗号化",
        body: [
          `${q(workfile.password)}に入れて保存すると、作業ファイルを暗号化します。方式は AES-256-GCM です。鍵は、パスワードから PBKDF2（SHA-256、${n(ITERATIONS)} 回）で作ります。`,
          "パスワードを忘れると、だれにも開けません。長いパスワードを付け、ファイルとは別に伝えてください。",
          "パスワードを付けない作業ファイルと、CSV・Excel は、暗号化されません。町の決まりに従って置き場所を選んでください。",
        ],
      },
      {
        id: "data-until",
        title: "保存期間",
        body: [
          `終わった案件をいつまで残すかは、${q(steps.names.record)}の${q(record.retention.title)}で町が決めます。はじめは 5 年です。`,
          "期間を過ぎた案件は一覧に出ます。担当者がボタンを押すと、作業ファイルから消えます。だれが何件消したかは記録に残ります。自動では消えません。",
          "すでに保存した CSV・Excel・控え・紙は、この画面からは消せません。町で管理してください。",
        ],
      },
      {
        id: "data-number",
        title: "使わない情報",
        body: ["個人番号の列を見つけると、読み込まずに捨て、そのことを知らせます。年金の情報は、国保の資格の確認にだけ使ってください。"],
      },
      {
        id: "data-check",
        title: "情報システム担当が確かめられること",
        body: [
          {
            heads: ["確かめること", "方法"],
            rows: [
              ["配られたものと同じか", "PowerShell で Get-FileHash totsugo.html を実行し、SHA-256 を配布元の値と比べます。"],
              [
                "通信の決まり",
                "totsugo.html をメモ帳などで開きます。はじめの数行に Content-Security-Policy があり、default-src 'none' と connect-src 'none' が入っています。",
              ],
              [
                "通信していないこと",
                "ブラウザーの開発者ツール（Ctrl+Shift+I）の「ネットワーク」を開いて使います。file、blob、data のほかは出ません。",
              ],
              [
                "保存領域が空であること",
                "開発者ツールの「アプリケーション」で、ローカル ストレージ、IndexedDB、Cookie を見ます。ほかの file: のページが書いたものが見えることはあります。",
              ],
              ["ネットワークなしで動くこと", "LAN を外して使います。"],
              [
                "入力と結果の控え",
                `${q(steps.names.record)}に、入力したファイルと結果の SHA-256 があります。同じファイルと設定なら、同じ値になります。`,
              ],
              ["記録の書き換え", `${q(record.chain.title)}の値を、前に印刷した紙と比べます。`],
            ],
          },
          "このページに書かれている決まり（CSP）：",
          { said: [policy()] },
          "この仕組みでは防げないこともあります。ブラウザーの拡張機能、画面の写し、端末のウイルス、印刷した紙の扱いは、町の対策に含めてください。",
        ],
      },
    ],
  };
}

const about = (k: Constants): Part => ({
  id: "about",
  title: "版とライセンス",
  sections: [
    {
      id: "about-version",
      title: "この画面の版",
      body: [
        `${pageText.product}（${pageText.productLatin}）${pageText.version(k.version)}`,
        "版は、作業ファイルと突き合わせの記録にも入ります。問い合わせるときに伝えてください。",
        "ライセンスは MIT です。使っているソフトウェアとその条件は、画面のいちばん下にあります。",
        { button: "licences" },
      ],
    },
  ],
});

let made: Part[] | null = null;

export function helpParts(k: Constants): readonly Part[] {
  made ??= [
    manual(k),
    rules(k),
    { id: "word", title: "用語集", sections: [{ id: "word-all", title: "言葉（五十音順）", body: [{ terms: glossary() }] }] },
    messages(k),
    limits(k),
    privacy(),
    about(k),
  ];
  return made;
}
