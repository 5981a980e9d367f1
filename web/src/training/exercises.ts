// The exercises: somebody of the town, what a careful clerk does about him, and by which rule. What the tool itself says of
// him (its reasons, with their sources) is shown with the answer and not repeated here.

import type { FlowCode } from "../../../wasm/driver.ts";

export const CHOICES = ["go", "inquire", "wait", "check", "leave"] as const;
export type Choice = (typeof CHOICES)[number];

export interface Exercise {
  id: string;
  flow: FlowCode;
  /** As the list shows him; what is typed to find him. */
  name: string;
  ask: string;
  answer: Choice;
  /** Why, in the words of a colleague. */
  why: string;
  /** What is often chosen wrongly, and why not. */
  trap: string;
}

export const EXERCISES: readonly Exercise[] = [
  {
    id: "plain",
    flow: "P",
    name: "相沢　健太",
    answer: "go",
    ask: "喪失一覧に載り、重複一覧にも同じ日で載っています。どうしますか。",
    why: "年金の喪失日と、重複一覧の資格取得日が同じ日です。重複一覧で加入の事実を確かめられたので、照会なしで勧奨に進めます。",
    trap: "照会は要りません。令和3年通知で、照会の代わりに重複一覧を使えるようになりました。",
  },
  {
    id: "inquire",
    flow: "P",
    name: "井上　美咲",
    answer: "inquire",
    ask: "喪失一覧には載っていますが、重複一覧に行がありません。どうしますか。",
    why: "加入の事実をまだ確かめていません。勤務先か保険者に照会し、回答を記録してから進めます。",
    trap: "一覧にないことは、加入していない証拠ではありません。勧奨を急ぐと、事実と違う通知になります。",
  },
  {
    id: "reversed",
    flow: "P",
    name: "工藤　拓也",
    answer: "check",
    ask: "国保に入った日より前の日付で、年金の喪失と会社の保険が載っています。どうしますか。",
    why: "会社をやめて国保に入った人です。会社の保険をやめた届けが、まだ登録されていないと考えられます。国保をやめさせてはいけません。",
    trap: "この人を国保からはずすと、保険のない人になります。まず相手の保険者に喪失の登録を確かめます。",
  },
  {
    id: "namesake",
    flow: "P",
    name: "田中　恵子",
    answer: "check",
    ask: "氏名も生年月日も性別も同じ人が、二つの世帯にいます。どうしますか。",
    why: "どちらの人か決められません。住所や基礎年金番号など、ほかの資料でだれのことか確かめてから選びます。",
    trap: "上に出た人を選ぶと、半分は別人です。違う人に手を付けるのが、いちばんしてはいけないことです。",
  },
  {
    id: "listed_only",
    flow: "P",
    name: "森　由紀",
    answer: "leave",
    ask: "流れPで、重複一覧だけに載っています。どうしますか。",
    why: "流れPは喪失一覧から始めます。令和3年通知は、重複一覧だけを根拠に始めることを認めていません。参考として見るだけです。",
    trap: "夫が「他保険加入あり」でも、本人が喪失一覧に載るまでは始められません。続けて載るなら、流れDで見つかります。",
  },
  {
    id: "cancelled",
    flow: "P",
    name: "木村　真理",
    answer: "leave",
    ask: "一度出た喪失が、あとの行で取り消されています。どうしますか。",
    why: "喪失取消で、はじめの喪失はなかったことになりました。国保はそのままです。",
    trap: "はじめの行だけを見ると、対象に見えます。同じ人の行は最後まで見ます。",
  },
  {
    id: "moved",
    flow: "P",
    name: "加藤　翔",
    answer: "go",
    ask: "喪失訂正で、喪失日が7月1日から8月1日に変わっています。重複一覧の取得日は8月1日です。どうしますか。",
    why: "訂正で動いた新しい日と、重複一覧の日が合います。新しい日で進めます。国保の喪失日は、その翌日です。",
    trap: "喪失訂正は取下げとは限りません。日付が動いただけなら、新しい日で続けます。",
  },
  {
    id: "sixty",
    flow: "P",
    name: "大野　幸子",
    answer: "leave",
    ask: "年金の喪失の事由が「60歳到達」です。どうしますか。",
    why: "60歳になって国民年金の第1号でなくなっただけです。会社の保険に入ったわけではありません。",
    trap: "喪失一覧に載った人が、みな就職した人ではありません。事由を見ます。",
  },
  {
    id: "union",
    flow: "P",
    name: "岡田　浩二",
    answer: "leave",
    ask: "入った先が国保組合です。この手続で進めますか。",
    why: "国保組合は被用者保険ではないので、この通知の手続では進めません。国保の喪失日も、翌日ではなくその日になります（国保法8条）。",
    trap: "厚生年金に入っていても、医療保険が国保組合の会社があります。保険者番号で見分けます。",
  },
  {
    id: "first",
    flow: "D",
    name: "山口　誠",
    answer: "wait",
    ask: "今回の一覧に初めて載りました。どうしますか。",
    why: "流れDは、続けて二回以上載ることが条件です。届出の行き違いかもしれないので、次の一覧を待ちます。",
    trap: "初めて載った人の多くは、次の回までに自分で届け出ます。",
  },
  {
    id: "changed",
    flow: "D",
    name: "小川　理恵",
    answer: "wait",
    ask: "前回と今回で、相手の保険者が違います。どうしますか。",
    why: "同じ被用者保険の記録が続くことが条件です。新しい記録がもう一回続くまで待ちます。",
    trap: "二回載っていても、同じ保険の記録でなければ続いたことになりません。",
  },
  {
    id: "same_day",
    flow: "D",
    name: "中島　歩美",
    answer: "go",
    ask: "国保の取得日と、会社の保険の取得日が同じ日です。どうしますか。",
    why: "条件は「国保の取得日以後」です。同じ日も含みます。ほかの条件も満たしています。",
    trap: "同じ日を「前」と読み違えないようにします。",
  },
  {
    id: "applied",
    flow: "D",
    name: "藤田　剛",
    answer: "check",
    ask: "資格取得日と適用開始日の間に、会社の保険に入っています。どうしますか。",
    why: "県内で転入した人です。資格取得日で見れば条件を満たしますが、適用開始日で見ると満たしません。前に住んでいた市町村の扱いも確かめます。",
    trap: "平成30年から、県内の転入では資格取得日は変わらず、適用開始日だけが変わります。二つを取り違えないようにします。",
  },
  {
    id: "twins",
    flow: "D",
    name: "中村　優●",
    answer: "check",
    ask: "双子のどちらかですが、名前の一字が「●」で、枝番もカナもありません。どうしますか。",
    why: "「●」は、どんな一字でもありえます。優奈さんか優花さんか、この一覧だけでは決められません。",
    trap: "決められないときは選びません。枝番や、相手の保険者への確認を待ちます。",
  },
  {
    id: "known_twin",
    flow: "D",
    name: "斉藤　翔平",
    answer: "go",
    ask: "こちらも双子ですが、名前と枝番がそろっています。どうしますか。",
    why: "名と枝番が翔平さんと一致し、双子の翔太さんとは違います。だれか決まっているので進めます。",
    trap: "双子だから選べないのではありません。だれか決まるかどうかで考えます。",
  },
  {
    id: "filed",
    flow: "D",
    name: "遠藤　直樹",
    answer: "leave",
    ask: "台帳にはもう喪失日が入っています。どうしますか。",
    why: "届出は済んでいます。一覧は作られた日の写しなので、少し遅れて消えます。",
    trap: "済んだ人に勧奨を送ると、苦情になります。",
  },
];
