// The parts of the help, and those of them that explain rules, limits and privacy. Labels and messages of the page are taken from
// its strings, buckets, grades, sources and steps from the core's constants, so that the help cannot fall behind the page.

import { ITERATIONS, MAX_WORK_BYTES } from "../../../wasm/work/workfile.ts";
import { versionText } from "../../../wasm/version.ts";
import type { Constants } from "../../../wasm/driver.ts";
import { BUNDLE } from "../letters/settings.ts";
import { flowNames } from "../app/strings.ts";
import { day } from "../base/days.ts";
import { browsers, bytes, n, page as pageText } from "../base/strings.ts";
import { casework as c, levy } from "../casework/strings.ts";
import { files as f } from "../files/strings.ts";
import { levy as hint, recording } from "../person/strings.ts";
import { record } from "../record/strings.ts";
import { steps } from "../steps/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { desk as w, queueNames } from "../desk/strings.ts";
import { deployment } from "./deployment.ts";
import { glossary } from "./glossary.ts";
import { actionOf, q } from "./sections.ts";
import type { Part } from "./sections.ts";
import { manual } from "./manual.ts";
import { messages } from "./messages.ts";

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
        title: flowNames.P,
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
        title: flowNames.D,
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
          `${f.dateLimit(day(k.earliest_d_date), flowNames.D)}`,
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
          `期間の長さは町によって違います。${q(c.deadlines)}の${q(c.rule)}で選びます。`,
          {
            heads: ["選べるもの", "出どころ"],
            rows: [...k.casework.deadline_presets.map((d) => [d.label, d.source || "―"]), [c.ownRule, "町の決まり"]],
          },
          "祝日の表が何年まであるかは、期限の画面に出ます。まだ官報で決まっていない年は「見込み」と出ます。",
        ],
      },
      {
        id: "rule-levy",
        title: levy.title,
        body: [
          `使うかどうかは町が決めます。${q(c.deadlines)}の${q(levy.which)}で選び、年度ごとの最初の納期限を入れます。はじめは${q(levy.off)}です。`,
          {
            heads: ["賦課", "期限", "根拠"],
            rows: k.casework.levy_kinds.map((x) => [x.label, `最初の納期の翌日から ${x.years} 年`, x.source]),
          },
          ...k.casework.levy_kinds.map((x) => `${x.label}：${x.text}`),
          "喪失日を含む年度から今年度までを数えます。末日が休みの日でも延ばしません。終わった人と対象外の人には出しません。",
          `期限が近い人は${q(queueNames.levy)}に出ます。一覧の列、並べ替え、管理簿にも期限があります。${hint.checkLaw}行ってください。`,
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
        title: "一致の段階（S・A・B・C）",
        body: [
          "台帳の人と一覧の人が、どのくらい確かに同じ人かを示します。点数は付けません。",
          { heads: ["一致の段階", "意味"], rows: k.grades.map((g) => [g.code, g.meaning]) },
          "S・A・B は選べます。B は、何を緩めたかを示します。C は示すだけで、選べません。",
          "生年月日か性別が食い違う人は、自動では選びません。ほかにもあてはまる人がいれば、だれも選びません。",
          "空欄や仮の値は、合うとも違うともみません。書いてあることが多い人を、それだけで選ぶことはありません。",
        ],
      },
      {
        id: "rule-review",
        title: w.filters.groups.reviews,
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
      {
        id: "rule-buckets-p",
        title: `${q(flowNames.P)}の区分`,
        body: ["一覧表に載った人が、どこまで確かめられたかを示します。", buckets("P")],
      },
      { id: "rule-buckets-d", title: `${q(flowNames.D)}の区分`, body: ["三つの条件と台帳を見て分けます。", buckets("D")] },
      {
        id: "rule-steps",
        title: "案件の状態と、進める決まり",
        body: [
          `状態は${k.casework.states.map((s) => q(s.label)).join("")}の ${n(k.casework.states.length)} 種類です。`,
          {
            list: [
              `「要照会」の人は、${act("inquire")}と${act("answer_joined")}を記録してから進めます。`,
              `「要確認」の人は、何を見て確かめたかをメモに書いてから進めます。`,
              `候補の中に本人がいれば「この人です」で、いなければ「どれでもない」で決めます。決めた人で判定をやり直し、次の突合でも覚えています。`,
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
              ["一度に印刷する文書", `${n(BUNDLE.most)} 通（それより多いときは、束に分けて印刷します）`],
            ],
          },
          {
            list: [
              "古い形式（.xls、.xlsb）、パスワードの付いたブック、PDF、ZIP は読めません。",
              "一覧の列の並びは公表されていません。そのため、列の読み取り方を人が確かめることがあります。",
              `使えるのは、${browsers} です。ほかのブラウザーやスマートフォンでは確かめていません。`,
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
              "決まりの及ばないもの（WebRTC、先回りの接続、枠の中のページ、スクリプトによる移動）は、開いてすぐに使えなくします。",
              "止められないのは、担当者がアドレス欄に打ち込んでほかのページへ移ることだけです。",
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
          "入力した言葉（メモ、理由、検索、文面、パスワードなど）を、ブラウザーに覚えさせません。強制終了のあとの復元にも使われません。",
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
              [
                "読み取り方、文書の設定、取込用の表の設定",
                "なし",
                "見出しの名前、列、文面、発信者（長の氏名を含みます）、電子申請のアドレス、押印欄の見出し",
              ],
            ],
          },
        ],
      },
      {
        id: "data-lock",
        title: "作業ファイルのロック（暗号化）",
        body: [
          `${q(workfile.lock.locked)}を選ぶと、作業ファイルを暗号化します。方式は AES-256-GCM です。鍵は、パスワードから PBKDF2（SHA-256、${n(ITERATIONS)} 回）で作ります。`,
          "パスワードを忘れると、だれにも開けません。長いパスワードを付け、ファイルとは別に伝えてください。",
          `${q(workfile.lock.plain)}で保存した作業ファイルと、CSV・Excel は、暗号化されません。町の決まりに従って置き場所を選んでください。`,
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
        body: [
          "個人番号の列を見つけると、読み込まずに捨て、そのことを知らせます。年金の情報は、国保の資格を確かめることにだけ使ってください。",
        ],
      },
      {
        id: "data-check",
        title: "情報システム担当が確かめられること",
        body: [
          {
            heads: ["確かめること", "方法"],
            rows: [
              [
                "配られたものと同じか",
                "コマンド プロンプトで certutil -hashfile totsugo.html SHA256 を実行し、別の経路で受け取った値と比べます。",
              ],
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
              ["記録の書き換え", `${q(record.chain.title)}の二つの値（記録と内容）を、前に印刷した紙と比べます。`],
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
        `${pageText.product}（${pageText.productLatin}）${versionText(k.version)}`,
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
    deployment(k),
    about(k),
  ];
  return made;
}
