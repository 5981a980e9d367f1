// The manual: what to do at each step.

import type { Constants } from "../../../wasm/driver.ts";
import type { State } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { casework as c, importTable, levy } from "../casework/strings.ts";
import { annual, ledger } from "../ledger/strings.ts";
import { files as f } from "../files/strings.ts";
import { reading } from "../import/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { evidence, history, people, recording } from "../person/strings.ts";
import { running } from "../progress/strings.ts";
import { record } from "../record/strings.ts";
import { csv } from "../saving/strings.ts";
import { steps } from "../steps/strings.ts";
import { imports, results as r } from "../summary/strings.ts";
import { training as tr } from "../training/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { desk as w } from "../desk/strings.ts";
import { actionOf, q } from "./sections.ts";
import type { Part } from "./sections.ts";

const { ask } = reading;
const m = evidence.marks.legend;

/** Where the manual tells of what is on the screen. */
export function sectionOfStep({ phase, importing, part }: Pick<State, "phase" | "importing" | "part">): string {
  if (importing) return "do-read";
  if (phase === "cases")
    return { letters: "do-letters", deadlines: "do-letters", merge: "do-record", outputs: "do-ledger", record: "do-record" }[part];
  return { files: "do-import", running: "do-match", desk: "do-check" }[phase];
}

export function manual(k: Constants): Part {
  const act = actionOf(k);
  const label = (kind: string) => k.kinds.find((x) => x.code === kind)?.label ?? kind;
  return {
    id: "do",
    title: "手順",
    sections: [
      {
        id: "do-all",
        title: "仕事の順番",
        body: [
          "会社の健康保険に入ったのに、国保の資格喪失届が出ていない人を見つけ、届出をお願いするまでを、この画面で進めます。",
          {
            heads: ["画面の上の段階", "すること"],
            rows: [
              [steps.names.import, "一覧のファイルを選びます。"],
              [steps.names.settings, "進め方と作業日を決めます。"],
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
              `前に保存した作業ファイルがあれば、先に${q(workfile.open)}を押して開きます。ロックしたファイルなら、パスワードをたずねます。初めてのときは要りません。`,
              `${k.kinds.map((x) => q(x.label)).join("")}を${q(f.any.choose)}か、それぞれの欄の${q(f.choose)}で選びます。CSV と Excel ブック（.xlsx）が使えます。`,
              `まとめて画面に置いても、それぞれの欄に入ります。どの一覧か分からないファイルは、入れる欄をたずねます。`,
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
              [c.rule, `${steps.names.notify} → ${c.deadlines}`, "作業ファイル"],
              ["祝日・閉庁日の表", `${steps.names.notify} → ${c.deadlines}`, "作業ファイル"],
              [levy.title, `${steps.names.notify} → ${c.deadlines}`, "作業ファイル"],
              ["発信者・文面・窓あき封筒の位置", `${steps.names.notify} → ${l.open}`, `作業ファイル、${q(l.settings.save)}のファイル`],
              ["取込用の表の列", steps.names.ledger, "作業ファイル"],
              [`${f.days.title}（${Object.values(f.days.forms).join("か")}）`, steps.names.settings, "作業ファイル"],
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
              `${q(r.warnings)}が出ていれば、開いて読みます。出ていないときは、注意はありません。`,
              `左の${q(w.queues)}で、どの仕事をするかを選びます。数は、済んだ人数と全体の人数です。`,
              `${q(w.title)}で人を押すと、右にその人が出ます。${q(evidence.previous)}${q(evidence.next)}で移れます。`,
              `右下のボタンで、その人について記録します。${q(w.decide.short.verify!)}${q(w.decide.short.hold!)}${q(w.decide.short.exclude!)}などを` +
                `押すと記録し、次の人に移ります。キーでも同じです。はじめての記録で、結果の人が案件になります。`,
              `候補が並んでいるときは、${q(evidence.choose)}か${q(evidence.chooseNone)}を押します。判定をやり直し、次の突合でも覚えています。`,
              `間違えたときは、画面の上の${q(workfile.turn.undo)}を押します。その人に戻ります。何人かに一度に記録するときは、名前の左に印を付けます。`,
              `一覧の下の${q(r.title)}に、区分ごとの人数と${q(imports.title)}があります。区分を押すと、その区分の人だけが一覧に出ます。`,
              `${q(r.exportBook)}か${q(r.exportCsv)}で、結果を保存できます。`,
              `一覧の${q(w.print)}は、いま出ている全員を番号付きで印刷します。人の欄の${q(evidence.print)}は、押印の欄の付いた決裁票です。`,
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
          `その下に、日付や世帯主、${q(evidence.past)}、${q(evidence.reasons)}、${q(evidence.gradeTitle)}があります。閉じたところは、次の人でも閉じたままです。` +
            `ほかにもあてはまる人がいるときは、だれも選ばず、候補を並べます。どの項目がだれに合うかを、見比べられます。`,
        ],
      },
      {
        id: "do-find",
        title: "人を探す、絞り込む",
        body: [
          `${q(people.search)}の欄に、ひらがな・カタカナ・漢字の一部、番号のはじめ、生年月日を入れます。小さい「ょ」や濁点の全角・半角、空白、旧字と新字の違いは、同じとみなします。空白で区切って二つ以上入れると、すべてに合う人だけが出ます。`,
          `${q(w.filters.title)}を開くと、一致の段階・案件の状態・緩めた点などで絞り込めます。区分と合わせて使えます。選んだ条件は一覧の上に並び、押すと外れます。`,
          `探すのは、いま出ている一覧の中です。だれでも探すときは「全員」を選びます。要確認の下には、理由ごとの仕事の列が並びます。`,
          `${q(w.columnsTitle)}で、一覧に出す列を選べます。`,
          `${q(w.views.title)}には、${Object.values(w.views.builtIn).map(q).join("")}などの条件があります。自分の条件も、名前を付けて残せます。残した条件は作業ファイルに入ります。`,
          "記録をしても、一覧の並びは変わりません。条件に合わなくなった人も、一覧を出し直すまでは残ります。",
        ],
      },
      {
        id: "do-cases",
        title: "案件を進める",
        body: [
          `突き合わせた人は、一人が一つの「案件」になります。${q(steps.names.notify)}で、どこまで進んだかを記録します。`,
          {
            steps: [
              `左の${q(w.queues)}で、勧奨へ、勧奨中、返戻などを選びます。だれを待っているかが分かります。`,
              `人を押して、右下のボタンで記録します。日付・理由・メモが要るときは、欄が出ます。${q(recording.who)}に名前を入れておきます。`,
              `一度に記録するときは、氏名の左に印を付けます。全員に付けるときは、人数の出ているボタンを押します。`,
              `記録できない人がいるときは、理由が出ます。${q(recording.partial(3))}のようなボタンを押すと、ほかの人だけに記録します。`,
              `間違えたときは${q(workfile.turn.undo)}を押します。戻した記録は${q(history.takenBack)}として残ります。`,
            ],
          },
          `ふつうは、${act("verify")}、${act("urge")}、${act("urge_again")}、${act("ex_officio")}、${act("complete")}の順に進みます。` +
            `届出があったら、いつでも${act("file")}を記録します。`,
          `二回目からは、${q(w.filters.title)}の${q(w.filters.groups.since)}で、${Object.values(w.filters.since).map(q).join("")}に分けて見られます。`,
        ],
      },
      {
        id: "do-letters",
        title: "通知",
        body: [
          { sketch: "letters" },
          {
            steps: [
              `左の「勧奨へ」などで人に印を付け、${q(l.open)}を押します。`,
              `${q(l.kind)}を選びます。${Object.values(l.kinds)
                .map((x) => q(x.label))
                .join("")}があります。`,
              `日付・期限・文書番号と、${q(l.sender.title)}を入れます。文面は直せます。右の${q(l.preview.title)}で見られます。`,
              `電子申請のページがある町では、${q(l.web.address)}を入れると、勧奨の文書に二次元コードが入ります。`,
              `窓あき封筒を使うときは、${q(l.envelope.preset)}を選び、${q(l.envelope.test)}を印刷して、位置を合わせます。`,
              `${q(l.bundle.order)}を選びます。郵便番号の順にすると、差し出すときに分けやすくなります。`,
              `${q(l.before.title)}を読みます。赤い知らせは、直すまで印刷できません。宛名や郵便番号の足りない文書は、直すか、このまま印刷するかを選びます。`,
              `決裁を受けるときは、${q(l.print.cover)}を選びます。${q(l.print.seals)}は町に合わせて直せます。${q(l.print.individual)}を選ぶと、一人ずつの根拠も同じ印刷に入ります。`,
              `${q(l.print.print(1))}のようなボタンを押します。倍率は 100％、用紙は A4 です。通数が多いときは束に分かれるので、${q(l.bundle.which)}を順に選んで印刷します。`,
              `差込印刷には${q(l.print.book)}か${q(l.print.csv)}を使います。`,
              `郵便に出したら${q(l.print.record)}を押します。案件に送った日が入り、${q(c.deadlines)}に期限が出ます。`,
              `${q(c.deadlines)}では、今日、休みの日（土日・祝日・年末年始・町の閉庁日）、過ぎた期限、今週の期限が、言葉と模様で分かれます。日付を押すと、その日が期限の人が出ます。`,
            ],
          },
          "照会では、喪失一覧に事業所名があればその事業所、なければ重複一覧の保険者が照会先になります。",
          `${q(l.recipient.title)}に所在地を入れると作業ファイルの住所録に残り、${q(l.recipient.known)}で次も使えます。`,
          "同じ照会先の人は一通になり、回答書は一人に一枚です。",
          `照会の回答が届いたら、${q(c.deadlines)}の下の${q(c.answers.title)}で、何人分でもまとめて記録します。`,
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
              `${q(ledger.title)}で、案件を一行ずつの表で見ます。状態・期間・ことばで絞り、見出しを押して並べ替え、${q(ledger.columns)}で列を決めます。列と並びは作業ファイルに残ります。`,
              `${q(ledger.book)}と${q(ledger.csv)}は、画面に出ている条件と並びのとおりに、すべての列を（${q(ledger.onlyShown)}を付ければ画面の列だけを）保存します。`,
              "Excel のブックは A4 横に印刷できます。列が多いときは二組か三組のページに分かれ、どのページにも番号と氏名が付きます。二枚目のシートに列の説明があります。",
              "文書番号を付けて発送した人は、メモに自分の文書の番号が入ります。",
              `${q(annual.title)}で、一年分を月と進め方ごとに数えます。${q(annual.paper.print)}で、図と表を報告用の紙にします。`,
              "新しく載った人、確認・照会・勧奨・届出・職権喪失・対象外の人数、月末の未了、届出までの日数（中央値）が出ます。",
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
              `画面の上の${q(workfile.save)}を押します（Ctrl+S）。初めての保存では、${q(workfile.lock.locked)}か${q(workfile.lock.plain)}かを選びます。` +
                `あとで変えるときは、${q(workfile.menu)}の${q(workfile.howChange)}を押します。`,
              `${q(workfile.lock.sameFile)}を選ぶと、次から同じファイルに保存します。選べないブラウザーや端末では、保存のたびにダウンロードします。`,
              "保存しないでページを閉じると、記録は失われます。閉じる前に確かめの窓が出ます。",
              "保存したファイルは、町の決めた場所に置きます。控えも取ってください。",
            ],
          },
          `次の一覧が届いたら、作業ファイルを開いてから、${q(steps.names.import)}で新しい一覧を選びます。二人で別々に進めたときは、${q(workfile.menu)}の${q(workfile.merge)}で一つにできます。`,
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
