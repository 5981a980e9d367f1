// The lessons: what to do, why, where, and how the page can tell that it is done. Each brings the town to where it begins.

import type { App } from "../app/state.ts";
import { isUsable } from "../app/state.ts";
import { trainingWords } from "../app/training-words.ts";
import { annual, ledger } from "../ledger/strings.ts";
import { files as f } from "../files/strings.ts";
import { letters as l } from "../letters/strings.ts";
import { evidence } from "../person/strings.ts";
import { steps } from "../steps/strings.ts";
import { results } from "../summary/strings.ts";
import { training } from "./strings.ts";
import { workfile } from "../workfile/strings.ts";
import { desk as deskText } from "../desk/strings.ts";
import type { Stage } from "./stage.ts";
import { DAYS } from "./town.ts";
import type { TownDay } from "./town.ts";

/** What a step may look at. */
export interface Seen {
  app: App;
  kept: File | null;
  /** What there is and can be seen. */
  find(selector: string): HTMLElement | null;
}

export interface Step {
  say: string;
  /** The rule behind it, and where it comes from. */
  why?: string;
  /** Where it is: of these the first that is there and can be used. */
  at?: readonly string[] | ((seen: Seen) => readonly string[]);
  /** Absent: to be read, and gone on from by the button. */
  done?: (seen: Seen) => boolean;
  /** An exercise in place of a step. */
  ask?: string;
  /** The button of the step takes the town to its next day. */
  nextDay?: true;
}

export interface Lesson {
  id: string;
  title: string;
  goal: string;
  minutes: number;
  from: Stage;
  steps: readonly Step[];
  /** For whoever leads a class. */
  notes: { tell: readonly string[]; mistakes: readonly string[] };
}

const id = (name: string) => `[data-testid=${name}]`;
const q = (label: string) => `「${label}」`;
const PUT = q(trainingWords.put);
const STEP = steps.names;

const ask = (exercise: string): Step => ({ say: "", ask: exercise });
const nav = (step: keyof typeof STEP) => [id(`nav-${step}`)];
const pressed = (seen: Seen, name: string) => seen.find(`${id(name)}[aria-pressed=true]`) !== null;
/** The evidence of somebody is open, and holds this. */
const evidenceOf = (seen: Seen, family: string, mark = "") => {
  const person = seen.find(id("evidence"));
  return (
    (person?.querySelector("#evidence-title")?.textContent?.includes(family) ?? false) &&
    (mark === "" || person!.matches(mark) || seen.find(`${id("decide")} ${mark}`) !== null)
  );
};
/** The reason of an exclusion is still to be entered. */
const excluding = (seen: Seen) => (seen.find(id("entry-reason")) as HTMLInputElement | null)?.value === "";
const book = (seen: Seen) => seen.app.state.book;
const queue = (code: string) => `${id("queue")}[data-queue=${code}]`;
const SEVERAL = queue("several_candidates");
const EVERYBODY = queue("all");
const at = (seen: Seen, code: string) => seen.app.state.phase === "desk" && seen.app.state.queue === code;
/** Everybody who stood in this queue has left it. */
const emptied = (seen: Seen, code: string) => seen.app.state.queues !== null && (seen.app.state.queues[code]?.count ?? 0) === 0;
/** A note has been written for the step that is being entered. */
const noted = (seen: Seen) => /[^：\s]$/.test((seen.find(id("entry-note")) as HTMLTextAreaElement | null)?.value ?? "");
const RECORD = `${id("review-record")}:enabled`;

/** Where somebody is: in the search, then his row, then what is to be recorded. */
const toPerson =
  (kana: string, family: string, ...then: string[]) =>
  (seen: Seen): string[] => {
    if (evidenceOf(seen, family)) return [RECORD, ...then];
    const typed = (seen.find(id("search")) as HTMLInputElement | null)?.value ?? "";
    return typed.includes(kana) ? ["[role=grid]"] : [id("search")];
  };

export const LESSONS: readonly Lesson[] = [
  {
    id: "run",
    title: "ファイルを入れて突き合わせる",
    goal: "三種類のファイルを入れ、進め方と作業日を決めて、突き合わせる。",
    minutes: 2,
    from: "empty",
    steps: [
      {
        say: `ここは架空の町「研修市」です。画面は本番と同じです。手順はこの欄に一つずつ出ます。場所が分からないときは${q(training.where)}（F2 キー）を押してください。`,
        why: "上の帯が「研修用」の間は、本物のファイルは入りません。間違えても困ることはないので、安心して試せます。",
      },
      {
        say: `「国保被保険者台帳」の枠で${PUT}を押します。`,
        why: "町の国保に入っている人の一覧です。だれを突き合わせるかの土台になります。",
        at: [id("training-file-roster")],
        done: ({ app }) => app.state.roster !== null,
      },
      {
        say: `「1・3号喪失一覧表」の枠で${PUT}を押します。`,
        why: "国民年金の第1号・第3号でなくなった人の一覧です。就職した人が分かる手がかりです。",
        at: [id("training-file-pension")],
        done: ({ app }) => app.state.pension !== null,
      },
      {
        say: `「資格重複状況結果一覧」の枠で${PUT}を押します。前回と今回の二つが入ります。`,
        why: "続けて載ったかどうかを見るので、前回の一覧も要ります（令和4年通知の条件）。",
        at: [id("training-file-overlap")],
        done: ({ app }) => app.state.overlaps.length > 1 && [...app.state.readings.values()].filter(isUsable).length === 4,
      },
      {
        say: "「喪失一覧から」を選びます。",
        why: "「喪失一覧から」の根拠は平成23年通知と令和3年通知、「重複一覧から」の根拠は令和4年通知です。どちらで進めるかは町が決めます。",
        at: [id("flow-P")],
        done: ({ app }) => app.state.flow === "P",
      },
      {
        say: "作業日が 2026年11月10日になっていることを確かめます。",
        why: "作業日より先の日付や、もう終わった資格を見分けるために使います。ふだんは今日の日付が入っています。",
        at: [id("work-date")],
      },
      { say: `${q(f.run)}を押します。`, at: [id("run")], done: ({ app }) => app.state.phase === "desk" },
      {
        say: "結果が出ました。左に仕事の列、中に人の一覧、右に一人の根拠があります。区分ごとの人数は、この下の「結果の内訳」にあります。",
        why: "決めるのは担当者です。画面は、候補と理由を示すだけです。",
        at: [id("desk")],
      },
    ],
    notes: {
      tell: [
        "研修市の架空のデータなので、何を押してもよいと初めに伝える。",
        "三つのファイルがそれぞれ何の一覧かを、自分の町の名前で言い直す。",
        "自分の町はどちらで進めるかを、ここで伝える。",
      ],
      mistakes: ["重複一覧を今回分だけ入れる。前回分がないと「続けて載った」と判断できない。", "作業日を、一覧が作られた日と思い込む。"],
    },
  },
  {
    id: "read",
    title: "結果と根拠を読む",
    goal: "区分、一致の段階、理由、時系列を見て、なぜその区分かを言え、その場で決められるようになる。",
    minutes: 2,
    from: "P",
    steps: [
      {
        say: "左の仕事の列の「他保険加入あり」を押します。その人たちだけが一覧に出ます。",
        why: "左の仕事の列は、次にすることで分けてあります。「他保険加入あり」は勧奨に進める人、「要照会」は照会する人です。",
        at: [queue("to_verify")],
        done: (s) => at(s, "to_verify"),
      },
      {
        say: "はじめの人が右に開いています。↑ ↓ で一覧を移り、「髙橋　久美」さんのところで Enter を押します。",
        at: ["[role=grid]"],
        done: (s) => evidenceOf(s, "久美"),
      },
      {
        say: "台帳と一覧の内容が並んでいます。生年月日がそろい、氏名は「髙」と「高」の書き方だけが違うことを見ます。",
        why: "一致の段階 S は番号と生年月日が同じ、A は氏名・生年月日・性別が同じ、B は一つだけ違いを認めたもの、C は要確認です。C の人は選べません。",
        at: [id("evidence")],
      },
      {
        say: "理由を読みます。それぞれに、元になった通知や法律が付いています。",
        why: "国保の喪失日は、会社の保険に入った日の翌日です（国保法8条）。",
        at: [".reasons", id("evidence")],
      },
      { say: "時系列の図を見ます。二つの保険が重なっている間が分かります。", at: [id("timeline"), id("evidence")] },
      {
        say: "左の仕事の列の「要照会」を押します。",
        why: "「要照会」は、重複一覧で加入を確かめられなかった人です。勤務先か保険者に照会します（国保法113条の2）。",
        at: [queue("to_inquire")],
        done: (s) => at(s, "to_inquire"),
      },
      {
        say: "左の仕事の列の「全員」を押し、探す欄に「カトウ」と入れます。",
        why: "氏名、カナ、番号、生年月日のどれでも探せます。探すのは、いま出ている一覧の中です。",
        at: (s) => [at(s, "all") ? id("search") : EVERYBODY],
        done: (s) => at(s, "all") && (s.find(id("search")) as HTMLInputElement | null)?.value.trim() === "カトウ",
      },
      {
        say: "「加藤　翔」さんを開きます。喪失訂正で日付が動いたことが、理由に書かれています。",
        why: "喪失訂正には、日付が動くものと、取り消すものがあります。",
        at: ["[role=grid]"],
        done: (s) => evidenceOf(s, "加藤"),
      },
      {
        say: "根拠を見ながら、その場で決められます。H キーを押して、加藤さんを「保留」にします。",
        why: "ボタンを押しても同じです。右下のボタンに、それぞれのキーが書いてあります。「.」で次の人、「,」で前の人へ移ります。",
        at: [id("review-hold")],
        done: (s) => s.find(`${id("person")} .state-mark`) !== null,
      },
      {
        say: "U キーを押して、取り消します。",
        why: "取り消したことも記録に残ります。すべてのキーは「?」で出る一覧にあります。",
        at: [`${id("undo")}:enabled`],
        done: (s) => s.find(`${id("person")} .state-mark`) === null,
      },
      {
        say: "左の仕事の列の、要確認の中の「候補が複数」を押します。だれのことか一人に決まらない人だけが出ます。",
        why: "要確認の理由は、確かめ方ごとに分けてあります。同じ理由の人を続けて見ると、早く確かめられます。",
        at: [SEVERAL],
        done: (s) => at(s, "several_candidates"),
      },
      {
        say: `「原田　純」さんを開きます。${q(evidence.candidates)}が並び、どの項目がだれに合い、どの項目が空欄かが分かります。`,
        why: "空欄は、合うとも違うともいえません。一人に決まらないときは、選ばずに確かめます。",
        at: ["[role=grid]"],
        done: (s) => evidenceOf(s, "原田") && s.find(id("candidates")) !== null,
      },
    ],
    notes: {
      tell: [
        "一致の段階は「点数」ではなく、何が同じで何が違うかの分類だと伝える。",
        "理由の最後の出典を声に出して読ませる。住民への説明はここから作れる。",
      ],
      mistakes: ["左の仕事の列を替えたことを忘れて「人が消えた」と思う。", "一覧だけを見て、根拠を開かずに決める。"],
    },
  },
  {
    id: "never",
    title: "選んではいけない人",
    goal: "違う人、対象でない人を選ばない。迷ったら選ばない。",
    minutes: 2,
    from: "P",
    steps: [
      {
        say: "これから出る人について、どうするかを答えてください。下の画面に、その人の根拠が開きます。",
        why: "違う人を選ぶのが、いちばんしてはいけないことです。見落とすのは、その次です。",
      },
      ask("reversed"),
      ask("namesake"),
      ask("missing_kana"),
      ask("listed_only"),
      ask("cancelled"),
      ask("union"),
    ],
    notes: {
      tell: [
        "「迷ったら選ばない」を合い言葉にする。次の一覧にまた載るので、遅れても取り返せる。",
        "取得日逆転は、国保からはずすと無保険になることを、自分の言葉で説明させる。",
      ],
      mistakes: [
        "同姓同名で、上に出た人を選ぶ。",
        "空欄の少ない人を、よく合う人と思って選ぶ。",
        "「喪失一覧から」で、重複一覧だけに載った人から始める（令和3年通知で認められていない）。",
      ],
    },
  },
  {
    id: "flow-d",
    title: "重複一覧から：続けて載った人",
    goal: "令和4年通知の三つの条件で、抽出対象を見分ける。",
    minutes: 2,
    from: "files",
    steps: [
      {
        say: "「重複一覧から」を選びます。喪失一覧は使いません。",
        why: "条件は三つです。1. 会社の保険の取得日が国保の取得日以後（同じ日を含む）。2. 続けて二回以上載っている。3. 同じ被用者保険の記録が続いている（令和4年11月29日 保国発1129第1号）。",
        at: [id("flow-D")],
        done: ({ app }) => app.state.flow === "D",
      },
      {
        say: `${q(f.run)}を押します。`,
        at: [id("run")],
        done: ({ app }) => app.state.phase === "desk" && app.state.summary?.flow === "D",
      },
      {
        say: "一覧の下の「結果の内訳」で「抽出対象」を押します。三つの条件をすべて満たした人です。",
        at: [id("bucket-D-CANDIDATE")],
        done: (s) => pressed(s, "bucket-D-CANDIDATE"),
      },
      { say: "どうするかを、七人について答えてください。", why: "一つでも条件を欠く人は、抽出しません。" },
      ask("first"),
      ask("changed"),
      ask("same_day"),
      ask("applied"),
      ask("twins"),
      ask("swapped"),
      ask("number_only"),
    ],
    notes: {
      tell: [
        "三つの条件を、指を折って数えさせる。",
        "「連続」は一覧の作成日で見る。ひと月を超えて空いたら、間の一覧が抜けていないか確かめる。",
      ],
      mistakes: [
        "番号が合えば、氏名が違っても同じ人と思う。",
        "二回載れば足りると思い、相手の保険が同じかを見ない。",
        "適用開始日を資格取得日と取り違える。",
      ],
    },
  },
  {
    id: "choose",
    title: "だれのことかを決める",
    goal: "確かめたうえで「この人です」「どれでもない」を選び、取り消せる。",
    minutes: 2,
    from: "D",
    steps: [
      {
        say: "左の仕事の列の「候補が複数」を押します。双子のどちらかが決まらない、中村さんです。",
        why: "画面は、一人に決まらないときは選びません。電話や戸籍で確かめた担当者が決めます。",
        at: [SEVERAL],
        done: (s) => at(s, "several_candidates"),
      },
      {
        say: `保険者に尋ねて、優奈さんと分かったことにします。候補1の${q(evidence.choose)}を押します（1 のキーでも同じです）。`,
        why: "だれと決めたか、だれがいつ決めたかが残り、次の回にも使われます。",
        at: [`${id("candidates")} th:nth-child(3) ${id("choose")}`],
        done: (s) => emptied(s, "several_candidates"),
      },
      {
        say: "左の仕事の列の「番号と氏名が別の人を指す」を押します。",
        at: [queue("fields_disagree")],
        done: (s) => at(s, "fields_disagree"),
      },
      {
        say: `番号の写し間違いと分かったことにします。山本　愛さんの${q(evidence.choose)}を押し、何で確かめたかをメモに書いて記録します。`,
        why: "食い違いがある人を選ぶときは、メモが要ります。あとで聞かれたときに、何を見たかを答えるためです。",
        at: (s) => [id("entry-note"), RECORD, `${id("candidates")} th:nth-child(3) ${id("choose")}`].slice(noted(s) ? 1 : 0),
        done: (s) => emptied(s, "fields_disagree"),
      },
      {
        say: "左の仕事の列の「生年月日のみ不一致」を押します。",
        at: [queue("birth_near")],
        done: (s) => at(s, "birth_near"),
      },
      {
        say: `金子　学さんは別人と分かったことにします。${q(evidence.chooseNone)}を押します。`,
        why: "似ているだけの人を外すのも、担当者の決めることです。一覧の人は「台帳に該当なし」になります。",
        at: [id("choose-none")],
        done: (s) => emptied(s, "birth_near"),
      },
      {
        say: `上の${q(workfile.turn.undo)}を押します。今の決定が取り消され、金子さんに戻ります。`,
        at: [`${id("undo")}:enabled`],
        done: (s) => (s.app.state.queues?.["birth_near"]?.count ?? 0) > 0,
      },
    ],
    notes: {
      tell: ["「この人です」は、画面の中だけで考えて押すものではない。電話、戸籍、相手の保険者のどれで確かめたかを言わせる。"],
      mistakes: ["合う項目の多いほうを「たぶんこの人」で選ぶ。", "メモに「済み」とだけ書く。何を見たかが残らない。"],
    },
  },
  {
    id: "one",
    title: "違いが一つだけの人",
    goal: "同じ違いの人をまとめて確かめ、何を見たかを書いて記録する。",
    minutes: 1,
    from: "D",
    steps: [
      {
        say: "左の仕事の列の「番号のみ相違」を押します。記号番号のほかは、すべて合う人たちです。",
        why: "違いが一つだけの人は、その違いごとに並びます。前の番号のままの一覧では、同じ違いの人が続きます。",
        at: [queue("number_only")],
        done: (s) => at(s, "number_only"),
      },
      {
        say: "右の「違うところ」で、番号のどこが違うかを見ます。一覧の二人とも見たら、次へ進みます。",
        at: [id("differences-summary"), id("evidence")],
      },
      {
        say: "「○ 人全員に印」を押します。確かめていない人がいるときは、その人の印を外します。",
        at: [id("mark-all")],
        done: (s) => Number(s.find(id("marked"))?.dataset.count ?? 0) > 1,
      },
      {
        say: "「確認した」を押し、メモの「記号番号：」のあとに、何で確かめたかを書いて記録します。",
        why: "メモの先頭には、違う項目の名が入っています。全員に同じメモが残ります。",
        at: (s) => [...(noted(s) ? [RECORD] : []), id("entry-note"), id("review-verify")],
        done: (s) => (book(s)?.states["verified"] ?? 0) > 1,
      },
    ],
    notes: {
      tell: ["まとめて記録してよいのは、まとめて確かめたときだけ。番号の変更の通知など、何を見たかを言わせる。"],
      mistakes: ["「一つしか違わないから」で済ませ、何も見ずに記録する。"],
    },
  },
  {
    id: "warnings",
    title: "読込時の警告",
    goal: "警告を読み、取り違えなら取込に戻り、差し支えないなら理由を記録して進める。",
    minutes: 2,
    from: "stopped",
    steps: [
      {
        say: `突き合わせたら、${q(results.warnings)}が出ました。赤い枠の中を読みます。`,
        why: "ファイルや列を取り違えると、違う人に通知が届きます。確かめるまで、だれも選べないようになっています。",
        at: [id("stops")],
      },
      {
        say: "左の仕事の列の「要照会」を押します。ふだんは選べる人たちですが、どの人も「選択不可」です。",
        why: "警告が残っている間は、だれも次の手順に進められません。",
        at: [queue("to_inquire")],
        done: (s) => at(s, "to_inquire"),
      },
      {
        say: `取り違えなら${q(results.stops.back)}を押して直します。今回は、初めて使う町なので、年金の一覧に過去の分がまとめて入っています。理由の欄に、そのことを書きます。`,
        why: "日付が古いのは、この一覧では正しいことです。なぜ正しいかを書けるときだけ、先へ進みます。",
        at: [".stop input"],
        done: (s) => ((s.find(".stop input") as HTMLInputElement | null)?.value ?? "").trim().length > 3,
      },
      {
        say: `${q(results.stops.accept)}を押します。`,
        at: [id("accept-check"), ".stop input"],
        done: ({ app }) => app.state.summary !== null && !app.state.summary.stopped,
      },
      {
        say: "枠が消え、「差し支えないと記録した警告」に変わりました。押して、書いた理由を見ます。",
        why: "だれが見ても分かるように、突き合わせの記録にも残ります。",
        at: [`${id("accepted")} summary`],
        done: (s) => s.find(`${id("accepted")}[open]`) !== null,
      },
      { say: "もう一度、右の人を見ます。「選択可」になり、照会に進めるようになりました。", at: [".verdict-chips", id("desk")] },
    ],
    notes: {
      tell: [
        "警告は「止まれ」であって「間違い」ではない。取り違えか、事情があるのかを、まず見分ける。",
        "黄色の警告（上の行の「読込時の警告」）は、止めないが読む。",
      ],
      mistakes: ["理由の欄に「問題なし」とだけ書く。", "列の取り違えを疑わずに、理由を書いて進める。"],
    },
  },
  {
    id: "cases",
    title: "案件を進める",
    goal: "確認、保留、対象外を記録し、取り消す。",
    minutes: 2,
    from: "D",
    steps: [
      {
        say: "左の仕事の列の「全員」を押します。",
        why: "はじめて何かを記録すると、この突き合わせの人が案件になります。案件は、一人の手続の始めから終わりまでです。",
        at: [EVERYBODY],
        done: (s) => at(s, "all"),
      },
      {
        say: "探す欄に「シミズ」と入れ、一覧で「清水　結衣」さんを開きます。",
        at: toPerson("シミズ", "清水"),
        done: (s) => evidenceOf(s, "清水"),
      },
      {
        say: "「確認した」を押します（K キーでも同じです）。",
        why: "根拠を見て対象と決めたのは、あなたです。担当者の欄に名前を入れておくと、あとで分かります。",
        at: [id("review-verify")],
        done: (s) => evidenceOf(s, "清水", "[data-state=verified]"),
      },
      {
        say: "「ウエダ」で探し、「上田　大輔」さんを開いて、「保留」を押します。",
        why: "年金の日付と合わないなど、少し待ちたいときに使います。「保留を解く」まで先へは進めません。",
        at: toPerson("ウエダ", "上田", id("review-hold")),
        done: (s) => evidenceOf(s, "上田", id("review-resume")),
      },
      {
        say: "「マエダ」で探し、「前田　光」さんを開いて、「対象外」を、理由を入れて記録します。",
        why: "引っ越した先の市の国保に入った人です。被用者保険ではないので、この手続では進めません。理由は次の回にも残ります。",
        at: (s) => (excluding(s) ? [id("entry-reason")] : toPerson("マエダ", "前田", id("review-exclude"))(s)),
        done: (s) => evidenceOf(s, "前田", "[data-state=excluded]"),
      },
      {
        say: "上の「元に戻す」を押します。今の「対象外」が取り消され、前田さんに戻ります。",
        why: "取り消したことも記録に残ります。消えてしまうことはありません。",
        at: [`${id("undo")}:enabled`],
        done: (s) => evidenceOf(s, "前田", "[data-state=listed]"),
      },
      {
        say: "右下の「今はできないこと」を開いて読みます。なぜ進めないかが書かれています。",
        why: "通知が認めない手続は、記録できないようになっています。",
        at: [`${id("decide-more")} summary`, id("decide")],
        done: (s) => s.find(id("refused-verify")) !== null,
      },
    ],
    notes: {
      tell: ["だれがいつ決めたかが残ることが、監査と苦情の備えになると伝える。", "取り消しても記録は消えないことを、経過の欄で見せる。"],
      mistakes: ["記録した人の欄を空のままにする。", "保留を解かずに、なぜ進めないのか迷う。"],
    },
  },
  {
    id: "letters",
    title: "通知を作り、送った日を記録する",
    goal: "世帯主あての通知を一世帯一通で作り、送った日と返戻を記録する。",
    minutes: 2,
    from: "verified",
    steps: [
      {
        say: "左の仕事の列の「勧奨へ」を押します。通知を出せる人だけが出ます。",
        at: [queue("to_urge")],
        done: (s) => at(s, "to_urge"),
      },
      {
        say: "「○ 人全員に印」を押します。",
        why: "印を付けると、記録も文書も、印の全員についてになります。",
        at: [id("mark-all")],
        done: (s) => Number(s.find(id("marked"))?.dataset.count ?? 0) > 1,
      },
      { say: `${q(l.open)}を押します。`, at: [`${id("letters")}:enabled`], done: (s) => s.find(id("letters-view")) !== null },
      {
        say: `${q(l.batch.due)}に、2026年12月11日と入れます。`,
        why: "いつまでに届け出てほしいかを、通知に書きます。町の決め方に合わせた日にします。",
        at: [id("letter-due")],
        done: (s) => ((s.find(id("letter-due")) as HTMLInputElement | null)?.value ?? "") >= "2026-12-01",
      },
      {
        say: `${q(l.bundle.order)}を${q(l.bundle.orders.postal)}にします。`,
        why: "番号はこの順に付き、紙もこの順に出ます。郵便番号の順なら、差し出すときに地区ごとに分けられます。",
        at: [id("letter-order")],
        done: (s) => (s.find(id("letter-order")) as HTMLSelectElement | null)?.value === "postal",
      },
      {
        say: `${q(l.before.title)}を見ます。三浦さんは、住所が空なので印刷されません。`,
        why: "宛先を確かめられない通知は、届かないか、違う人に届きます。",
        at: [id("letter-checks")],
      },
      {
        say: "見本の通知を見ます。森さん夫婦は一通にまとまり、清水　結衣さんの通知は、世帯主の清水　隆さんあてです。",
        why: "届け出るのは世帯主です（国保法9条）。世帯主が国保に入っていなくても（擬制世帯主）、世帯主に送ります。",
        at: [id("preview")],
      },
      {
        say: `「○ 通を印刷する」を押します。印刷の窓が出たら、紙に出しても、やめてもかまいません。`,
        why: "決裁を受けるときは、表紙と一人ずつの個票を同じ印刷に付けられます。どの紙にも「研修用」と大きく入るので、本物と間違えて送ることはありません。",
        at: [id("letter-print")],
        done: (s) => s.find(`${id("letter-record")}:enabled`) !== null,
      },
      {
        say: `${q(l.print.record)}を押します。期限は、この日から数えます。`,
        why: "期限は町の決め方で数えます。最後の日が休みなら、次の開庁日になります（民法142条）。",
        at: [`${id("letter-record")}:enabled`],
        done: (s) => (book(s)?.states["urged"] ?? 0) > 0 || s.find(`${id("letter-record")}:disabled`) !== null,
      },
      {
        say: "文書を閉じ、左の仕事の列の「勧奨中」を押して、「相沢　健太」さんを開きます。",
        at: (s) => [id("letters-close"), at(s, "urging") ? "[role=grid]" : queue("urging")],
        done: (s) => evidenceOf(s, "相沢", "[data-state=urged]"),
      },
      {
        say: "封筒が戻ってきたことにします。「返戻になった」を記録してください。",
        why: "返戻の間は、再勧奨にも職権にも進めません。住所を確かめて送り直すか、居所不明の手続に移ります。",
        at: [RECORD, id("review-mail_returned")],
        done: (s) => (s.app.state.queues?.["returned"]?.count ?? 0) > 0,
      },
    ],
    notes: {
      tell: [
        "窓あき封筒を実際に合わせて、住所が窓に入ることを見せる。",
        "印刷しただけでは期限は動かない。「発送を記録する」までが一続きと教える。",
      ],
      mistakes: ["被保険者本人あてに送ると思い込む。届出の義務は世帯主にある。", "印刷して、発送の記録を忘れる。"],
    },
  },
  {
    id: "next",
    title: "次の回",
    goal: "作業ファイルを保存して開き、新しい一覧と照らし合わせる。",
    minutes: 3,
    from: "urged",
    steps: [
      {
        say: `${q(workfile.save)}を押し、好きなパスワードを二度入れて${q(workfile.lock.locked)}を押します。`,
        why: "この画面は、閉じると何も残しません。記録は、この一つのファイルにだけ残ります。パスワードは、忘れるとだれにも開けません。",
        at: [id("save-work")],
        done: (s) => s.kept !== null && s.app.state.unsaved === 0,
      },
      {
        say: `二週間たって、新しい一覧が届いたことにします。下の${q(training.nextDay)}を押してください。`,
        why: "画面を一度閉じて、開き直したのと同じ状態になります。",
        nextDay: true,
      },
      {
        say: `${q(trainingWords.openKept)}を押し、さきほどのパスワードを入れます。保存した作業ファイルが開きます。`,
        why: "前回の記録があるので、新しい人と続いている人を見分けられます。",
        at: [id("training-open-work")],
        done: (s) => (book(s)?.cases ?? 0) > 0,
      },
      {
        say: `上の「${STEP.import}」を押し、台帳と重複一覧の枠で${PUT}を押します。新しいファイルが入ります。`,
        at: ({ app }) => [id(app.state.roster ? "training-file-overlap" : "training-file-roster"), id("nav-import")],
        done: ({ app }) =>
          app.state.roster !== null && app.state.overlaps.length > 1 && [...app.state.readings.values()].filter(isUsable).length >= 3,
      },
      {
        say: `「重複一覧から」を選び、${q(f.run)}を押します。`,
        at: [`${id("flow-D")}:not(:checked)`, id("run")],
        done: ({ app }) => app.state.phase === "desk" && app.state.summary?.flow === "D",
      },
      {
        say: `左の仕事の列の「全員」を押し、${q(deskText.filters.title)}を開いて、前回との比較の${q(deskText.filters.since.gone)}を押します。`,
        why: "一覧から消えた人です。届け出たのか、相手の記録が直ったのかを台帳で確かめます。",
        at: (s) => (at(s, "all") ? [id("filter-since-gone"), id("filter-open")] : [EVERYBODY]),
        done: (s) => s.find(id("chosen-since-gone")) !== null,
      },
      {
        say: `${q(deskText.clear)}を押します。「ゴトウ」で探し、「後藤　進」さんを開いて、「届出受付」を記録します。`,
        why: "新しい台帳に喪失日が入っています。まだ一覧に載っていても、届出は済んでいます。",
        at: (s) => (s.find(id("chosen-since-gone")) ? [id("clear-filter")] : toPerson("ゴトウ", "後藤", id("review-file"))(s)),
        done: (s) => evidenceOf(s, "後藤", "[data-state=filed]"),
      },
      {
        say: "「ヤマグチ」で探し、「山口　誠」さんを開きます。前回は「初回掲載」でしたが、続けて載ったので「抽出対象」になりました。",
        at: toPerson("ヤマグチ", "山口"),
        done: (s) => evidenceOf(s, "山口"),
      },
    ],
    notes: {
      tell: [
        "作業ファイルは個人情報であることを伝え、自分の町の置き場所を教える。",
        "続き・今回掲載なし・台帳で喪失済は、前回の作業ファイルを開いてから突き合わせないと分からない。",
      ],
      mistakes: ["作業ファイルを開かずに突き合わせる。", "一覧から消えたから終わりと思い、台帳を確かめない。"],
    },
  },
  {
    id: "record",
    title: "管理簿、記録、保存年限",
    goal: "管理簿を保存し、記録を印刷でき、保存年限の決め方が分かる。",
    minutes: 1,
    from: "urged",
    steps: [
      {
        say: `上の「${STEP.ledger}」を押します。`,
        at: nav("ledger"),
        done: ({ app }) => app.state.phase === "cases" && app.state.part === "outputs",
      },
      {
        say: `${q(ledger.book)}を押します。`,
        why: "案件ごとに、状態と経過を一行にした表です。A4 横に印刷でき、二枚目のシートに列の説明があります。研修で作った表には、名前にも中にも「研修用」と入ります。",
        at: [id("export-ledger-xlsx")],
        done: ({ app }) => app.state.exported !== "",
      },
      {
        say: `${q(annual.title)}の表を見ます。月ごとに、新しく載った人、勧奨や届出の人数、終わっていない人を数えています。`,
        why: `${q(annual.paper.print)}を押すと、図と表が A4 横の紙になり、そのまま報告に使えます。`,
        at: [id("annual-table")],
      },
      {
        say: `上の「${STEP.record}」を押します。`,
        at: nav("record"),
        done: ({ app }) => app.state.phase === "cases" && app.state.part === "record",
      },
      {
        say: "何を突き合わせ、だれが何を記録し、何を保存したかが並んでいます。印刷して綴じておけます。",
        why: "ファイルの指紋（SHA-256）があるので、あとから同じファイルで突き合わせたことを示せます。",
        at: [id("record"), "totsugo-record"],
      },
      {
        say: "保存年限の欄を見ます。終わった案件は、この年数を過ぎると、消してよい案件として出ます。",
        why: "5年とする町が多くありますが、文書の決まりは町ごとに違います。消すのも、担当者が決めます。",
        at: [id("retention-years")],
      },
      {
        say: `${q(workfile.save)}を押し、ロックのしかたを選びます。これで一日の仕事は終わりです。`,
        at: [id("save-work")],
        done: (s) => s.kept !== null && s.app.state.unsaved === 0,
      },
    ],
    notes: {
      tell: [
        "管理簿は係の共有、作業ファイルは続きの作業、記録は綴じるもの、と使い分けを伝える。",
        "自分の町の文書保存年限を、ここで確かめる。",
      ],
      mistakes: ["管理簿を保存すれば続きができると思う。続きに要るのは作業ファイル。", "作業ファイルを保存せずに閉じる。"],
    },
  },
];

/** The day a lesson begins on. */
export const FIRST_DAY: TownDay = DAYS[0];
