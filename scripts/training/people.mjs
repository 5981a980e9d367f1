// Who lives in the training town, household by household: everybody who is there to be learnt from, with the trap they are
// and the bucket the rules give them, written down by hand. `make-town.mjs` makes the files of it.
//
// Days: the first job is done on 2026-11-10 with the lists A and B, the next one on 2026-11-24 with B and C.
// P, D: the bucket on the first day, on the second day; `P: ["P-CONFIRMED"]` is the same on both, null is no result.
// list: [kind of insurer, acquired, runs] rows of the overlap list; what else differs there stands in an object behind
// (`numberOf`: whose 記号番号 and 枝番 the row bears).
// pension: [lost, reason, more?] rows of the pension list.

export const TOWN = "研修市";
export const DAYS = ["2026-11-10", "2026-11-24"];
export const RUNS = { A: "2026-10-22", B: "2026-11-05", C: "2026-11-19" };

/** 保険者番号 without the check digit; 国保 and 国保組合 have no 法別 and are padded. */
export const INSURERS = {
  own: ["0013986", `${TOWN}国民健康保険`],
  kyokai: ["0199001", "全国健康保険協会　架空支部"],
  denki: ["0699012", "ひかり電機健康保険組合"],
  unyu: ["0699034", "みなと運輸健康保険組合"],
  kyosai: ["3299005", "架空県市町村職員共済組合"],
  gakko: ["3499007", "見本学園共済組合"],
  union: ["0013399", "架空県建設国民健康保険組合"],
  elderly: ["3999001", "架空県後期高齢者医療広域連合"],
  daily: ["0399002", "全国健康保険協会（日雇）"],
  neighbour: ["0013985", "となり市国民健康保険"],
};

const M = "男";
const F = "女";
const ALL = "ABC";
const joined = "厚生年金加入";

/** head: the name of the head where he is no member. Members: name, kana, birth, sex, relation, acquired; then what else. */
export const HOUSEHOLDS = [
  {
    members: [
      {
        name: "相沢　健太",
        kana: "アイザワ　ケンタ",
        birth: "1988-05-14",
        sex: M,
        acquired: "2019-04-01",
        trap: "手本になる人",
        pension: [["2026-09-01", joined]],
        list: [["kyokai", "2026-09-01", ALL]],
        P: ["P-CONFIRMED"],
        D: ["D-CANDIDATE"],
      },
      { name: "相沢　奈々", kana: "アイザワ　ナナ", birth: "1990-08-02", sex: F, relation: "妻", acquired: "2019-04-01" },
      { name: "相沢　陽太", kana: "アイザワ　ヨウタ", birth: "2019-11-23", sex: M, relation: "子", acquired: "2019-11-23", reason: "出生" },
    ],
  },
  {
    members: [
      {
        name: "井上　美咲",
        kana: "イノウエ　ミサキ",
        birth: "1996-02-09",
        sex: F,
        acquired: "2021-06-01",
        trap: "まだ一覧に載っていない",
        pension: [["2026-10-01", joined]],
        list: [["denki", "2026-10-01", "C"]],
        P: ["P-INQUIRE", "P-CONFIRMED"],
        D: [null, "D-FIRST"],
      },
    ],
  },
  {
    members: [
      {
        name: "上田　大輔",
        kana: "ウエダ　ダイスケ",
        birth: "1979-12-03",
        sex: M,
        acquired: "2012-10-01",
        trap: "年金と一覧の日付が違う",
        pension: [["2026-08-01", joined]],
        list: [["unyu", "2026-08-16", ALL]],
        P: ["P-REVIEW"],
        D: ["D-CANDIDATE"],
      },
      { name: "上田　真由美", kana: "ウエダ　マユミ", birth: "1981-03-30", sex: F, relation: "妻", acquired: "2012-10-01" },
    ],
  },
  {
    members: [
      {
        name: "遠藤　直樹",
        kana: "エンドウ　ナオキ",
        birth: "1992-07-21",
        sex: M,
        acquired: "2018-04-01",
        lost: "2026-09-16",
        lostReason: "社保加入",
        trap: "届出が済んでいる",
        pension: [["2026-09-15", joined]],
        list: [["kyokai", "2026-09-15", "AB"]],
        P: ["P-FILED"],
        D: ["D-FILED", "D-RESOLVED"],
      },
    ],
  },
  {
    members: [
      {
        name: "大野　幸子",
        kana: "オオノ　サチコ",
        birth: "1966-09-20",
        sex: F,
        acquired: "2005-04-01",
        trap: "60歳到達",
        pension: [["2026-09-19", "60歳到達"]],
        P: ["P-OUTSIDE"],
      },
    ],
  },
  {
    members: [
      {
        name: "岡田　浩二",
        kana: "オカダ　コウジ",
        birth: "1984-01-17",
        sex: M,
        acquired: "2015-04-01",
        trap: "国保組合に入った",
        pension: [["2026-08-20", joined]],
        list: [["union", "2026-08-20", ALL]],
        P: ["P-OUTSIDE"],
        D: ["D-OTHER"],
      },
    ],
  },
  {
    members: [
      {
        name: "加藤　翔",
        kana: "カトウ　ショウ",
        birth: "1994-10-08",
        sex: M,
        acquired: "2017-04-01",
        trap: "喪失訂正（日付が動いた）",
        pension: [
          ["2026-07-01", joined],
          ["2026-08-01", joined, { change: "喪失訂正", before: "2026-07-01" }],
        ],
        list: [["denki", "2026-08-01", ALL]],
        P: [["P-CONFIRMED"]],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "木村　真理",
        kana: "キムラ　マリ",
        birth: "1987-04-25",
        sex: F,
        acquired: "2014-04-01",
        trap: "喪失取消",
        pension: [
          ["2026-08-01", joined],
          ["2026-08-01", joined, { change: "喪失取消", before: "2026-08-01" }],
        ],
        P: ["P-WITHDRAWN"],
      },
    ],
  },
  {
    members: [
      {
        name: "工藤　拓也",
        kana: "クドウ　タクヤ",
        birth: "1990-06-11",
        sex: M,
        acquired: "2026-05-01",
        trap: "取得日逆転",
        pension: [["2026-02-01", joined]],
        list: [["kyokai", "2026-02-01", ALL]],
        P: ["P-REVIEW"],
        D: ["D-REVERSED"],
      },
    ],
  },
  {
    members: [
      {
        name: "髙橋　久美",
        kana: "タカハシ　クミ",
        birth: "1983-09-29",
        sex: F,
        acquired: "2016-04-01",
        trap: "髙と高（字の形の違い）",
        pension: [["2026-09-10", joined]],
        list: [["kyosai", "2026-09-10", ALL, { name: "高橋　久美" }]],
        pensionName: "高橋　久美",
        P: ["P-CONFIRMED"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "栁田　和夫",
        kana: "ヤナギダ　カズオ",
        birth: "1972-03-18",
        sex: M,
        acquired: "2010-04-01",
        trap: "●（出せない字）",
        list: [["unyu", "2026-07-21", ALL, { name: "●田　和夫" }]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      { name: "斉藤　隆", kana: "サイトウ　タカシ", birth: "1975-08-08", sex: M, acquired: "2008-04-01" },
      { name: "斉藤　翔太", kana: "サイトウ　ショウタ", birth: "2002-06-15", sex: M, relation: "子", acquired: "2008-04-01" },
      {
        name: "斉藤　翔平",
        kana: "サイトウ　ショウヘイ",
        birth: "2002-06-15",
        sex: M,
        relation: "子",
        acquired: "2008-04-01",
        trap: "双子（枝番と名で分かる）",
        pension: [["2026-09-01", joined]],
        list: [["denki", "2026-09-01", ALL]],
        P: ["P-CONFIRMED"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "中村　優奈",
        kana: "ナカムラ　ユウナ",
        birth: "2001-01-30",
        sex: F,
        acquired: "2019-04-01",
        trap: "双子（どちらか分からない）",
        list: [["unyu", "2026-08-01", ALL, { name: "中村　優●", kana: "", branch: "" }]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
      { name: "中村　優花", kana: "ナカムラ　ユウカ", birth: "2001-01-30", sex: F, relation: "妹", acquired: "2019-04-01" },
    ],
  },
  {
    members: [
      {
        name: "田中　恵子",
        kana: "タナカ　ケイコ",
        birth: "1978-03-03",
        sex: F,
        acquired: "2011-04-01",
        noPension: true,
        trap: "同姓同名が二人いる",
        pension: [["2026-09-05", joined]],
        P: ["P-REVIEW"],
      },
    ],
  },
  { members: [{ name: "田中　恵子", kana: "タナカ　ケイコ", birth: "1978-03-03", sex: F, acquired: "2018-10-01", noPension: true }] },
  {
    head: "清水　隆",
    members: [
      {
        name: "清水　結衣",
        kana: "シミズ　ユイ",
        birth: "2000-12-12",
        sex: F,
        relation: "子",
        acquired: "2020-12-12",
        trap: "擬制世帯主",
        pension: [["2026-09-01", joined]],
        list: [["kyokai", "2026-09-01", ALL]],
        P: ["P-CONFIRMED"],
        D: ["D-CANDIDATE"],
      },
      { name: "清水　美代", kana: "シミズ　ミヨ", birth: "1949-02-11", sex: F, relation: "母", acquired: "2012-04-01" },
    ],
  },
  {
    members: [
      {
        name: "森　健一",
        kana: "モリ　ケンイチ",
        birth: "1976-05-05",
        sex: M,
        acquired: "2013-04-01",
        trap: "一世帯に二人",
        pension: [["2026-08-01", joined]],
        list: [["unyu", "2026-08-01", ALL]],
        P: ["P-CONFIRMED"],
        D: ["D-CANDIDATE"],
      },
      {
        name: "森　由紀",
        kana: "モリ　ユキ",
        birth: "1979-10-10",
        sex: F,
        relation: "妻",
        acquired: "2013-04-01",
        trap: "一世帯に二人",
        list: [["unyu", "2026-08-01", ALL, { family: true }]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
      { name: "森　葵", kana: "モリ　アオイ", birth: "2010-07-07", sex: F, relation: "子", acquired: "2013-04-01" },
    ],
  },
  {
    members: [
      {
        name: "藤田　剛",
        kana: "フジタ　ツヨシ",
        birth: "1985-11-11",
        sex: M,
        acquired: "2015-04-01",
        applied: "2026-10-01",
        reason: "転入（県内）",
        trap: "資格取得日と適用開始日の間に入った",
        list: [["kyokai", "2026-08-10", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
    ],
  },
  {
    members: [
      {
        name: "松本　彩",
        kana: "マツモト　アヤ",
        birth: "1993-01-19",
        sex: F,
        acquired: "2017-07-01",
        applied: "2024-04-01",
        reason: "転入（県内）",
        trap: "県内で転入した",
        list: [["denki", "2026-08-03", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "山口　誠",
        kana: "ヤマグチ　マコト",
        birth: "1989-02-27",
        sex: M,
        acquired: "2020-04-01",
        trap: "初回掲載",
        list: [["kyokai", "2026-10-26", "BC"]],
        P: ["D-REFERENCE"],
        D: ["D-FIRST", "D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "小川　理恵",
        kana: "オガワ　リエ",
        birth: "1991-05-31",
        sex: F,
        acquired: "2018-04-01",
        trap: "保険者変更",
        list: [
          ["denki", "2026-06-01", "A"],
          ["unyu", "2026-10-16", "BC"],
        ],
        P: ["D-REFERENCE"],
        D: ["D-CHANGED", "D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "石井　徹",
        kana: "イシイ　トオル",
        birth: "1980-08-18",
        sex: M,
        acquired: "2009-04-01",
        trap: "解消（一覧から消えた）",
        list: [["kyokai", "2026-07-01", "A"]],
        P: [null],
        D: ["D-RESOLVED", null],
      },
    ],
  },
  {
    members: [
      {
        name: "長谷川　望",
        kana: "ハセガワ　ノゾミ",
        birth: "1997-03-06",
        sex: F,
        acquired: "2020-04-01",
        trap: "次の回に解消する",
        list: [["gakko", "2026-08-01", "AB"]],
        P: ["D-REFERENCE", null],
        D: ["D-CANDIDATE", "D-RESOLVED"],
      },
    ],
  },
  {
    members: [
      {
        name: "後藤　進",
        kana: "ゴトウ　ススム",
        birth: "1982-12-24",
        sex: M,
        acquired: "2016-04-01",
        filedSince: "2026-09-16",
        trap: "次の回までに届出をする",
        list: [["kyokai", "2026-09-15", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE", "D-FILED"],
      },
    ],
  },
  {
    members: [
      {
        name: "中島　歩美",
        kana: "ナカジマ　アユミ",
        birth: "1995-09-09",
        sex: F,
        acquired: "2026-07-01",
        trap: "取得日が同じ日",
        list: [["denki", "2026-07-01", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "村上　正",
        kana: "ムラカミ　タダシ",
        birth: "1951-10-05",
        sex: M,
        acquired: "2011-10-05",
        trap: "後期高齢者医療",
        list: [["elderly", "2026-10-05", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-OTHER"],
      },
      { name: "村上　春子", kana: "ムラカミ　ハルコ", birth: "1954-04-14", sex: F, relation: "妻", acquired: "2011-10-05" },
    ],
  },
  {
    members: [
      {
        name: "坂本　力",
        kana: "サカモト　チカラ",
        birth: "1974-07-13",
        sex: M,
        acquired: "2012-04-01",
        trap: "日雇特例",
        list: [["daily", "2026-09-01", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-OTHER"],
      },
    ],
  },
  {
    members: [
      {
        name: "前田　光",
        kana: "マエダ　ヒカル",
        birth: "1998-06-26",
        sex: M,
        acquired: "2022-04-01",
        trap: "ほかの市の国保",
        list: [["neighbour", "2026-09-20", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-OTHER"],
      },
    ],
  },
  {
    members: [
      {
        name: "NGUYEN VAN AN",
        kana: "グエン　ヴァン　アン",
        alias: "青木　安",
        birth: "1993-08-15",
        sex: M,
        acquired: "2022-10-01",
        trap: "外国人（通称がある）",
        list: [["kyokai", "2026-08-24", ALL, { kana: "グエン　バン　アン" }]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "福田　千尋",
        kana: "フクダ　チヒロ",
        birth: "1992-02-02",
        sex: F,
        acquired: "2019-10-01",
        noPension: true,
        trap: "姓が変わった",
        pension: [["2026-09-01", joined]],
        pensionName: "原　千尋",
        pensionKana: "ハラ　チヒロ",
        P: ["P-REVIEW"],
      },
    ],
  },
  {
    members: [
      {
        name: "三浦　薫",
        kana: "ミウラ　カオル",
        birth: "1986-10-20",
        sex: F,
        acquired: "2015-04-01",
        address: "",
        trap: "住所が空",
        list: [["denki", "2026-08-17", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    head: "",
    members: [
      {
        name: "竹内　歩",
        kana: "タケウチ　アユム",
        birth: "1999-11-03",
        sex: M,
        relation: "子",
        acquired: "2019-11-03",
        trap: "世帯主の名がない",
        list: [["kyokai", "2026-08-20", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-CANDIDATE"],
      },
    ],
  },
  {
    members: [
      {
        name: "金子　学",
        kana: "カネコ　マナブ",
        birth: "1988-03-12",
        sex: M,
        acquired: "2014-04-01",
        trap: "生年月日が合わない",
        list: [["unyu", "2026-08-05", ALL, { birth: "1983-10-21" }]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
    ],
  },
  {
    members: [
      {
        name: "平野　聡",
        kana: "ヒラノ　サトシ",
        birth: "1977-01-25",
        sex: M,
        acquired: "2013-10-01",
        pension: [["2026-10-13", joined]],
        trap: "一覧に載っていない",
        P: ["P-INQUIRE"],
      },
      { name: "平野　桃子", kana: "ヒラノ　モモコ", birth: "1980-05-16", sex: F, relation: "妻", acquired: "2013-10-01" },
    ],
  },
  {
    members: [
      {
        name: "河野　恵",
        kana: "コウノ　メグミ",
        birth: "1990-12-01",
        sex: F,
        acquired: "2021-04-01",
        pension: [["2026-10-20", "共済加入"]],
        trap: "一覧に載っていない",
        P: ["P-INQUIRE"],
      },
    ],
  },
  // In no roster: lists only.
  {
    away: true,
    members: [
      {
        name: "高木　圭",
        kana: "タカギ　ケイ",
        birth: "1994-04-04",
        sex: M,
        acquired: "2020-04-01",
        pension: [["2026-09-12", joined]],
        trap: "台帳にいない",
        P: ["P-NONMEMBER"],
      },
    ],
  },
  {
    away: true,
    members: [
      {
        name: "西田　晃",
        kana: "ニシダ　アキラ",
        birth: "1985-07-19",
        sex: M,
        acquired: "2016-04-01",
        trap: "台帳にいない（似た人がいる）",
        list: [["kyokai", "2026-07-15", ALL]],
        P: ["D-REFERENCE"],
        D: ["D-NONMEMBER"],
      },
    ],
  },
  { members: [{ name: "西田　昭", kana: "ニシダ　アキラ", birth: "1958-07-19", sex: M, acquired: "2018-07-19" }] },
  // On no list: the rest of the town.
  ...[
    ["安藤　守", "アンドウ　マモル", "1963-02-14", M],
    ["今井　静子", "イマイ　シズコ", "1955-06-01", F],
    ["岩崎　稔", "イワサキ　ミノル", "1960-09-09", M],
    ["内田　智子", "ウチダ　トモコ", "1971-11-27", F],
    ["大塚　亮", "オオツカ　リョウ", "1995-01-08", M],
    ["川口　明美", "カワグチ　アケミ", "1968-04-22", F],
    ["菊池　勇", "キクチ　イサム", "1957-12-30", M],
    ["久保　裕子", "クボ　ユウコ", "1973-08-16", F],
    ["小松　清", "コマツ　キヨシ", "1953-10-02", M],
    ["桜井　真", "サクライ　シン", "1999-05-20", M],
    ["島田　京子", "シマダ　キョウコ", "1965-03-11", F],
    ["杉山　茂", "スギヤマ　シゲル", "1959-07-07", M],
    ["高野　涼", "タカノ　リョウ", "1997-09-23", M],
    ["千葉　文子", "チバ　フミコ", "1956-01-15", F],
    ["土屋　登", "ツチヤ　ノボル", "1962-11-05", M],
    ["野口　綾", "ノグチ　アヤ", "1991-02-18", F],
    ["浜田　治", "ハマダ　オサム", "1954-08-29", M],
    ["古川　典子", "フルカワ　ノリコ", "1967-06-13", F],
    ["増田　豊", "マスダ　ユタカ", "1961-12-08", M],
    ["宮崎　遥", "ミヤザキ　ハルカ", "1998-10-17", F],
  ].map(([name, kana, birth, sex], i) => ({ members: [{ name, kana, birth, sex, acquired: `20${String(10 + (i % 12))}-04-01` }] })),
  // One field speaks for one of them and another field for somebody else, or for nobody.
  {
    members: [
      {
        name: "山本　愛",
        kana: "ヤマモト　アイ",
        birth: "1987-09-12",
        sex: F,
        acquired: "2016-04-01",
        trap: "番号が別の人のもの",
        list: [["denki", "2026-08-10", ALL, { numberOf: "山本　藍" }]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
    ],
  },
  { members: [{ name: "山本　藍", kana: "ヤマモト　アイ", birth: "1990-03-27", sex: F, acquired: "2019-04-01" }] },
  {
    members: [
      {
        name: "原田　純",
        kana: "ハラダ　ジュン",
        birth: "1984-06-30",
        sex: M,
        acquired: "2013-04-01",
        noPension: true,
        trap: "台帳にカナのない人がいる",
        pension: [["2026-09-14", joined]],
        P: ["P-REVIEW"],
      },
    ],
  },
  { members: [{ name: "原田　純", kana: "", birth: "1984-06-30", sex: M, acquired: "2020-10-01", noPension: true }] },
  {
    members: [
      {
        name: "松尾　悟",
        kana: "マツオ　サトル",
        birth: "1981-04-08",
        sex: M,
        acquired: "2014-04-01",
        trap: "番号だけが違う",
        list: [["unyu", "2026-08-12", ALL, { number: "2900001" }]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
    ],
  },
  {
    members: [
      {
        name: "和田　泉",
        kana: "ワダ　イズミ",
        birth: "1976-12-19",
        sex: F,
        acquired: "2017-04-01",
        trap: "番号だけが違う",
        list: [["kyokai", "2026-08-19", ALL, { number: "2900014" }]],
        P: ["D-REFERENCE"],
        D: ["D-REVIEW"],
      },
    ],
  },
];
