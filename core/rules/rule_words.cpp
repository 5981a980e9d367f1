#include "core/rules/rule_words.h"

#include <iterator>

#include "core/base/error_words.h"
#include "core/match/match_words.h"

namespace totsugo {
namespace {

constexpr std::string_view kH23 = "平成23年通知（保国発0222第1号、改正 保国発1216第1号）3(2)";

constexpr std::string_view kR3 =
    "令和3年通知（オンライン資格確認等システムの運用開始に伴う国保の資格喪失処理の取扱い）第2";

constexpr std::string_view kR4 = "令和4年11月29日 保国発1129第1号";

constexpr std::string_view kLaw8 = "国民健康保険法 第8条";

constexpr std::string_view kLaw6 = "国民健康保険法 第6条";

constexpr std::string_view kLaw9 = "国民健康保険法 第9条、同法施行規則 第13条";

constexpr std::string_view kGrades = "Totsugo 突合基準（年金記録名寄せの区分にならう）";

constexpr std::string_view kFile = "読み込んだファイル";

constexpr std::string_view kClerk = "担当者の判断（経過に記録）";

constexpr std::string_view kPensionList = "1・3号喪失一覧表";

constexpr std::string_view kInsurerNumber = "保険者番号の設定基準（法別番号・検証番号）";

struct ReasonEntry {
  ReasonCode code;
  std::string_view name;
  std::string_view text;  // {a} {b} dates, {n} a number
  std::string_view source;
};

constexpr ReasonEntry kReasons[] = {
    {ReasonCode::grade_s, "grade_s", "番号と生年月日が一致し、氏名も矛盾しません（一致の段階S）。", kGrades},
    {ReasonCode::grade_a, "grade_a", "表記のゆれをそろえた氏名と、生年月日、性別が一致します（一致の段階A）。",
     kGrades},
    {ReasonCode::grade_b, "grade_b", "一つの違いを除いて、氏名、生年月日、性別が一致します（一致の段階B）。", kGrades},
    {ReasonCode::grade_c, "grade_c",
     "同じ人かもしれませんが、選べるほどには一致しません（一致の段階C）。人の目で確かめてください。", kGrades},
    {ReasonCode::nobody, "nobody", "台帳に同じ人は見つかりません。", kGrades},
    {ReasonCode::look_alikes, "look_alikes", "似た人が{n}人います。同じ人とは扱いません。", kGrades},
    {ReasonCode::several_candidates, "several_candidates",
     "あてはまりそうな人が台帳に{n}人います。どの人かは、見比べて決めてください。", kGrades},
    {ReasonCode::number_points_elsewhere, "number_points_elsewhere",
     "番号は{n1}、氏名は{n2}を指しています。どの人かは、見比べて決めてください。", kGrades},
    {ReasonCode::chosen, "chosen", "{a}に、台帳の{n}行目のこの人だと担当者が決めました。", kClerk},
    {ReasonCode::chosen_none, "chosen_none", "{a}に、示された人のどれでもないと担当者が決めました。", kClerk},
    {ReasonCode::choice_lapsed, "choice_lapsed",
     "{a}に担当者がどの人かを決めましたが、その後、一覧か台帳の記載が変わったか、台帳にその人がいなくなりました。あらためて決めてください。",
     kClerk},
    {ReasonCode::claimed_twice, "claimed_twice", "一覧の別の人も、台帳の同じ人にあてはまります。", kGrades},
    {ReasonCode::fits_two_listed, "fits_two_listed",
     "一覧のこの行は、一覧の別々の二人のどちらにもあてはまります。どちらの記録かは決めません。", kGrades},
    {ReasonCode::fits_two_members, "fits_two_members",
     "台帳のこの行は、台帳の別々の二人のどちらにもあてはまります。どちらの資格かは決めません。", kGrades},
    {ReasonCode::number_changed, "number_changed",
     "前の回と最新の回とで一覧の記号番号が違いますが、台帳であてはまる人は同じ一人だけです。", kGrades},
    {ReasonCode::history_rows, "history_rows",
     "この人の資格の行が台帳に{n}行あります。日付からみてあてはまる行を示しています。", kFile},
    {ReasonCode::history_unclear, "history_unclear",
     "同じ人・同じ資格取得年月日で内容の違う行が台帳にあり、どれが最新かわかりません。履歴を含む出力であれば、履歴番号・異動年月日・最新区分のどれかの列を含めてください。",
     kFile},
    {ReasonCode::periods_overlap, "periods_overlap",
     "台帳で、この人の別の資格の行に資格喪失年月日（{a}）があり、今の資格と期間が重なっています。どちらが正しいか、台帳の日付を確かめてください。",
     kFile},
    {ReasonCode::loss_ahead, "loss_ahead",
     "台帳の資格喪失年月日（{a}）は作業日より後のため、まだ喪失とはみていません。", kFile},
    {ReasonCode::member_unreadable, "member_unreadable",
     "台帳の{n}行目は、資格の日付を読み取れません（取込報告を見てください）。", kFile},
    {ReasonCode::more_candidates, "more_candidates", "ほかにも候補が{n}人います。", kGrades},
    {ReasonCode::not_sought, "not_sought",
     "一覧に、氏名と生年月日の同じ人が多すぎるため、氏名では台帳と突き合わせていません。生年月日は仮の日付と思われます。番号や住所で確かめてください。",
     kGrades},
    {ReasonCode::withdrawn, "withdrawn", "年金の喪失（{a}）は、一覧表の{n}行目で取り消されています。", kPensionList},
    {ReasonCode::cancels, "cancels", "年金の喪失（{a}）を取り消す記録です。", kPensionList},
    {ReasonCode::moved, "moved", "喪失訂正により、年金の喪失年月日が{a}から{b}に改められています。", kPensionList},
    {ReasonCode::reason_outside, "reason_outside", "年金の喪失事由が、被用者保険への加入ではありません。", kH23},
    {ReasonCode::reason_unknown, "reason_unknown", "年金の喪失事由が、被用者保険への加入かどうか読み取れません。",
     kPensionList},
    {ReasonCode::several_losses, "several_losses",
     "同じ人に日付の違う喪失が複数あります。最も新しいもの（{a}）を示しています。", kPensionList},
    {ReasonCode::repeated_loss, "repeated_loss", "同じ喪失（{a}）が一覧表に{n}行あります。", kPensionList},
    {ReasonCode::pension_loss_in_future, "pension_loss_in_future", "年金の喪失年月日（{a}）が作業日より後です。",
     kPensionList},
    {ReasonCode::change_unclear, "change_unclear",
     "一覧表の{n}行目の異動区分か訂正前喪失年月日を読み取れないため、この喪失が取り消されていないかを決められません。元の一覧表で確かめてください。",
     kPensionList},
    {ReasonCode::correction_unmatched, "correction_unmatched",
     "一覧表の{n}行目は喪失（{a}）の訂正か取消ですが、その喪失がこの人の記録にありません。前に届いた一覧表で確かめてください。",
     kPensionList},
    {ReasonCode::corrected_elsewhere, "corrected_elsewhere",
     "この喪失（{a}）の訂正か取消と思われる記録が、少し違う書き方で一覧表の{n}行目にあります。同じ人の記録かどうかを確かめてください。",
     kPensionList},
    {ReasonCode::filed, "filed", "台帳に国保の資格喪失年月日（{a}）があります。届出済です。", kLaw9},
    {ReasonCode::filed_earlier_period, "filed_earlier_period",
     "台帳の前の資格に、見込みと合う国保の資格喪失年月日（{a}）があります。届出済です。その後あらためて加入しています。",
     kLaw9},
    {ReasonCode::older_loss, "older_loss",
     "台帳では、見込みより前の{a}に国保を喪失しており、今の加入がありません。別の喪失と思われます。", kFile},
    {ReasonCode::loss_differs, "loss_differs",
     "台帳の国保の資格喪失年月日（{a}）が、見込み（{b}）と異なります。喪失日・事由を確かめてください。", kLaw9},
    {ReasonCode::loss_unexpected, "loss_unexpected",
     "台帳に国保の資格喪失年月日（{a}）がありますが、見込みの喪失日を定められないため、届出済かどうかを決められません。",
     kLaw9},
    {ReasonCode::lost_before_acquired, "lost_before_acquired",
     "台帳の国保の資格喪失年月日（{a}）が、その資格取得年月日より前です。台帳の日付を確かめてください。", kFile},
    {ReasonCode::acquired_in_future, "acquired_in_future",
     "台帳の国保の資格取得年月日（{a}）が作業日より後です。台帳の日付を確かめてください。", kFile},
    {ReasonCode::withdrawn_yet_lost, "withdrawn_yet_lost",
     "取り消された喪失ですが、台帳には国保の資格喪失年月日（{a}）が記録されています。", kFile},
    {ReasonCode::acquired_after_pension_loss, "acquired_after_pension_loss",
     "年金の喪失年月日（{a}）が、国保の資格取得年月日（{b}）より前です。", kH23},
    {ReasonCode::applied_after_pension_loss, "applied_after_pension_loss",
     "年金の喪失年月日（{a}）が、適用開始年月日（{b}）より前です。都道府県内での転入より前の加入と思われます。", kH23},
    {ReasonCode::application_ended, "application_ended",
     "台帳に適用終了年月日（{a}）がありますが、資格喪失年月日がありません。今もこの市区町村で加入しているかを確かめてください。",
     kFile},
    {ReasonCode::no_overlap_row, "no_overlap_row", "資格重複状況結果一覧にこの人は載っていません。", kR3},
    {ReasonCode::only_in_older_run, "only_in_older_run",
     "前の回（{a}）の一覧には載っていましたが、最新の回には載っていません。", kR3},
    {ReasonCode::overlap_doubtful, "overlap_doubtful", "資格重複状況結果一覧に、この人かどうか確かでない行があります。",
     kR3},
    {ReasonCode::confirmed_by_overlap, "confirmed_by_overlap",
     "年金の喪失年月日（{a}）と、重複一覧の被用者保険の資格取得年月日（{b}）が合っています。照会に代えて確認できます。",
     kR3},
    {ReasonCode::dates_disagree, "dates_disagree",
     "年金の喪失年月日（{a}）と、重複一覧の被用者保険の資格取得年月日（{b}）が合いません。", kR3},
    {ReasonCode::inquire, "inquire", "事業所または保険者に照会して、加入の事実を確かめてください。",
     "国民健康保険法 第113条の2、平成23年通知3(2)③"},
    {ReasonCode::r3_limit, "r3_limit",
     "1・3号喪失一覧表に載っていません。重複一覧のみをもって資格喪失の手続を進めることはできません。", kR3},
    {ReasonCode::other_before_national, "other_before_national",
     "被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）より前です。", kR4},
    {ReasonCode::other_ended, "other_ended", "重複先の資格（取得{a}）は、{b}に喪失しています。", kFile},
    {ReasonCode::other_national_union, "other_national_union", "重複先は国民健康保険組合です（取得{a}）。", kLaw6},
    {ReasonCode::other_elderly, "other_elderly", "重複先は後期高齢者医療です（取得{a}）。", kLaw6},
    {ReasonCode::other_national_town, "other_national_town", "重複先はほかの市町村の国民健康保険です（取得{a}）。",
     kInsurerNumber},
    {ReasonCode::other_day_labourer, "other_day_labourer",
     "重複先は日雇特例（法別03・04）です（取得{a}）。別の規定によります。", kLaw6},
    {ReasonCode::other_unknown, "other_unknown", "重複先の法別番号が、知っているどの保険でもありません（取得{a}）。",
     kInsurerNumber},
    {ReasonCode::other_invalid, "other_invalid",
     "重複先の保険者番号が正しくありません（検証番号が合わないか、桁が違います）。", kInsurerNumber},
    {ReasonCode::other_own_town, "other_own_town",
     "重複先の保険者番号が、この市区町村の国保の番号です（取得{a}）。一覧の内容を確かめてください。", kInsurerNumber},
    {ReasonCode::other_unreadable, "other_unreadable", "重複先の資格の日付を読み取れません（取込報告を見てください）。",
     kFile},
    {ReasonCode::other_in_future, "other_in_future", "重複先の資格取得年月日（{a}）が作業日より後です。", kFile},
    {ReasonCode::two_other_records, "two_other_records", "重複先の資格が複数あります。どれによるかは決めません。",
     kFile},
    {ReasonCode::two_other_dates, "two_other_dates",
     "重複先の資格が複数あり、取得年月日は{a}と{b}です。先に加入した日によって国保の喪失日が変わるため、喪失日は示しません。",
     kLaw8},
    {ReasonCode::earlier_unreadable, "earlier_unreadable",
     "前の回（{a}）の一覧で、重複先の資格の日付を読み取れないか、作業日より後になっています。", kFile},
    {ReasonCode::earlier_invalid, "earlier_invalid",
     "前の回（{a}）の一覧で、重複先の保険者番号が正しくありません。同じ保険かどうかを決められません。", kInsurerNumber},
    {ReasonCode::condition_1, "condition_1",
     "条件1：被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）以後です。", kR4},
    {ReasonCode::condition_1_fails, "condition_1_fails",
     "条件1を満たしません：被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）より前です。被用者保険側の喪失が未登録と思われます。国保を喪失させないでください。",
     kR4},
    {ReasonCode::applied_from_differs, "applied_from_differs",
     "資格取得年月日では条件1を満たしますが、適用開始年月日（{b}）でみると重複先の取得（{a}）が先になります。", kR4},
    {ReasonCode::applied_before_acquired, "applied_before_acquired",
     "資格取得年月日（{b}）でみると重複先の取得が先ですが、適用開始年月日（{a}）はそれより前です。適用開始が資格取得より前になることはないため、台帳の日付を確かめてください。",
     kR4},
    {ReasonCode::own_acquired_differs, "own_acquired_differs",
     "台帳の資格取得年月日でみた結論と違い、一覧の自資格取得年月日（{b}）でみると重複先の取得（{a}）が先になります。",
     kR4},
    {ReasonCode::own_lost, "own_lost",
     "一覧では国保の資格（自資格）が{a}に喪失していますが、台帳に資格喪失年月日がありません。どちらが正しいかを確かめてください。",
     kFile},
    {ReasonCode::earlier_from_work_file, "earlier_from_work_file",
     "前の回（{a}）の一覧は読み込まれていないため、作業ファイルの控え（照合値）で確かめました。", kR4},
    {ReasonCode::condition_2, "condition_2", "条件2：連続する回（{a}、{b}）に続けて載っています。", kR4},
    {ReasonCode::condition_2_first, "condition_2_first",
     "条件2がまだです：最新の回（{a}）に初めて載りました（前の回{b}には載っていません）。次の回を待ってください。",
     kR4},
    {ReasonCode::condition_2_one_run, "condition_2_one_run",
     "条件2がまだです：一覧が1回分しかありません。前後の回の一覧とあわせて確かめてください。", kR4},
    {ReasonCode::condition_2_gap, "condition_2_gap",
     "条件2がまだです：前の回（{a}）と最新の回（{b}）が{n}日離れており、間の回が抜けているおそれがあります。", kR4},
    {ReasonCode::condition_2_gap_confirmed, "condition_2_gap_confirmed",
     "前の回（{a}）と最新の回（{b}）は{n}日離れていますが、間に回がないことが確認されています（設定）。", kR4},
    {ReasonCode::condition_3, "condition_3", "条件3：どちらの回も同じ被用者保険の資格です。", kR4},
    {ReasonCode::condition_3_fails, "condition_3_fails",
     "条件3を満たしません：前の回と、被用者保険の資格（保険者、記号番号、取得日）が違います。", kR4},
    {ReasonCode::condition_3_missing, "condition_3_missing",
     "重複先の記号、番号、枝番のうち片方の回にない項目は比べていません。ほかの項目が同じです。", kR4},
    {ReasonCode::resolved, "resolved", "前の回（{a}）には載っていましたが、最新の回（{b}）には載っていません。", kR4},
    {ReasonCode::listed_differently, "listed_differently",
     "前の回のこの人は、最新の回に違う書き方で載っているかもしれません。同じ人かどうかを確かめてください。", kR4},
    {ReasonCode::loss_next_day, "loss_next_day", "国保の喪失日は、加入した日（{a}）の翌日、{b}です。", kLaw8},
    {ReasonCode::loss_same_day, "loss_same_day", "国民健康保険組合に加入した場合、国保の喪失日はその日（{a}）です。",
     kLaw8},
};

static_assert(std::size(kReasons) == kReasonCount);

const ReasonEntry& entry_of(ReasonCode code) { return kReasons[static_cast<size_t>(code)]; }

constexpr BucketInfo kBuckets[] = {
    {Bucket::p_confirmed, Flow::p, "P-CONFIRMED", "他保険加入あり",
     "国保に加入中で、重複一覧の被用者保険の取得日が年金の喪失日と合う人。勧奨に進めます。"},
    {Bucket::p_inquire, Flow::p, "P-INQUIRE", "要照会",
     "国保に加入中で、使える重複一覧の行がない人。事業所か保険者に照会します。"},
    {Bucket::p_review, Flow::p, "P-REVIEW", "要確認",
     "日付や性別の食い違い、候補が複数など、人の目で確かめる必要がある人。"},
    {Bucket::p_filed, Flow::p, "P-FILED", "台帳で喪失済", "台帳にすでに資格喪失がある人。"},
    {Bucket::p_outside, Flow::p, "P-OUTSIDE", "対象外事由",
     "喪失の理由が被用者保険への加入ではない人（60歳到達、死亡、国外転出、国保組合、後期など）。"},
    {Bucket::p_withdrawn, Flow::p, "P-WITHDRAWN", "訂正により取下げ", "喪失訂正で取り消された記録。"},
    {Bucket::p_nonmember, Flow::p, "P-NONMEMBER", "台帳に該当なし", "台帳に同じ人がいない人。"},
    {Bucket::d_reference, Flow::p, "D-REFERENCE", "参考（一覧のみでは処理不可）",
     "重複一覧だけに載っている人。喪失一覧からの進め方では手続を始められません。"},
    {Bucket::d_candidate, Flow::d, "D-CANDIDATE", "抽出対象", "三つの条件を満たし、台帳とも合い、国保に加入中の人。"},
    {Bucket::d_first, Flow::d, "D-FIRST", "初回掲載", "まだ連続する2回に載っていない人。次の回を待ちます。"},
    {Bucket::d_reversed, Flow::d, "D-REVERSED", "取得日逆転",
     "被用者保険の取得が国保の取得より前の人。国保を喪失させてはいけません。"},
    {Bucket::d_changed, Flow::d, "D-CHANGED", "保険者変更", "前の回と被用者保険の資格が違う人。"},
    {Bucket::d_other, Flow::d, "D-OTHER", "国保組合・後期等",
     "重複先が国保組合、後期、日雇、退職国保、ほかの市町村の国保の人。別の規定によります。"},
    {Bucket::d_review, Flow::d, "D-REVIEW", "要確認",
     "食い違い、候補が複数、読めない日付など、人の目で確かめる必要がある人。"},
    {Bucket::d_filed, Flow::d, "D-FILED", "台帳で喪失済", "台帳にすでに資格喪失がある人。"},
    {Bucket::d_nonmember, Flow::d, "D-NONMEMBER", "台帳に該当なし", "台帳に同じ人がいない人。"},
    {Bucket::d_resolved, Flow::d, "D-RESOLVED", "今回掲載なし", "前の回に載っていて、最新の回にはいない人。"},
};

static_assert(std::size(kBuckets) == kBucketCount);

struct ReviewEntry {
  ReviewKind kind;
  std::string_view code;
  std::string_view label;
};

constexpr ReviewEntry kReviews[] = {
    {ReviewKind::none, "", ""},
    {ReviewKind::several_candidates, "several_candidates", "候補が複数"},
    {ReviewKind::fields_disagree, "fields_disagree", "番号と氏名が別の人を指す"},
    {ReviewKind::number_only, "number_only", "番号のみ相違"},
    {ReviewKind::branch_only, "branch_only", "枝番のみ相違"},
    {ReviewKind::pension_number_only, "pension_number_only", "基礎年金番号のみ相違"},
    {ReviewKind::surname_only, "surname_only", "姓のみ相違"},
    {ReviewKind::sex_only, "sex_only", "性別のみ相違"},
    {ReviewKind::birth_near, "birth_near", "生年月日のみ不一致"},
    {ReviewKind::name_only, "name_only", "氏名のみ相違"},
    {ReviewKind::name_missing, "name_missing", "氏名が片方にない"},
    {ReviewKind::weak, "weak", "一致が足りない"},
    {ReviewKind::not_sought, "not_sought", "生年月日が仮の日付"},
    {ReviewKind::choice_lapsed, "choice_lapsed", "前に決めた人の記載が変わった"},
    {ReviewKind::left_roster, "left_roster", "台帳に見当たらない"},
    {ReviewKind::claimed_twice, "claimed_twice", "一覧の二人が同じ人にあてはまる"},
    {ReviewKind::listed_rows, "listed_rows", "一覧のどの人の行か決まらない"},
    {ReviewKind::roster_rows, "roster_rows", "台帳のどの資格か決まらない"},
    {ReviewKind::roster_dates, "roster_dates", "台帳の日付"},
    {ReviewKind::loss_differs, "loss_differs", "台帳の喪失が見込みと違う"},
    {ReviewKind::pension_side, "pension_side", "年金の記録"},
    {ReviewKind::dates, "dates", "日付の食い違い"},
    {ReviewKind::other_record, "other_record", "重複先の資格"},
};

static_assert(std::size(kReviews) == kReviewKindCount);

// Of grade C for one reason: the field, and that nothing else is against the person. {d}: what is against, in words.
struct DifferenceEntry {
  ReviewKind kind;
  std::string_view text;
};

constexpr DifferenceEntry kDifferences[] = {
    {ReviewKind::number_only,
     "記号番号だけが違います。台帳にこの番号の人はなく、ほかの項目に食い違いはありません。番号が変わったかを確かめてください。"},
    {ReviewKind::branch_only,
     "枝番だけが違います。ほかの項目に食い違いはありません。同じ世帯の別の人でないことを確かめてください。"},
    {ReviewKind::pension_number_only,
     "基礎年金番号だけが違います。ほかの項目に食い違いはありません。どちらの番号が正しいかを確かめてください。"},
    {ReviewKind::surname_only,
     "姓だけが違います。番号、生年月日、性別と名は一致します。婚姻などで姓が変わったかを確かめてください。"},
    {ReviewKind::sex_only, "性別だけが一致しません。ほかの項目に食い違いはありません。性別の記録を確かめてください。"},
    {ReviewKind::birth_near,
     "生年月日だけが一致しません（{d}）。ほかの項目に食い違いはありません。生年月日の記録を確かめてください。"},
    {ReviewKind::name_only,
     "氏名だけが一致しません。違い：{d}。ほかの項目に食い違いはありません。本人の氏名を確かめてください。"},
    {ReviewKind::name_missing, "番号は一致しますが、片方に氏名がないため、本人かどうかを氏名で確かめられません。"},
    {ReviewKind::weak, "一人には絞れますが、選べるほどには一致しません。違い：{d}。"},
};

}  // namespace

std::string_view code_of(ReasonCode code) { return entry_of(code).name; }

std::string_view source_of(ReasonCode code) { return entry_of(code).source; }

std::string phrase_person(std::string_view name, uint64_t roster_line) {
  return std::string(name) + "さん（台帳" + std::to_string(roster_line) + "行目）";
}

std::string sentence_of(const Reason& r, std::string_view first_person, std::string_view second_person) {
  if (r.code <= ReasonCode::grade_c && r.n > 0) {
    const auto g = static_cast<Grade>(static_cast<int>(r.code) - static_cast<int>(ReasonCode::grade_s));
    return "候補のうち最もよく合う人の一致の段階は" + std::string(code_of(g)) + "ですが、一人には決まりません。";
  }
  std::string out(entry_of(r.code).text);
  replace_all(out, "{n1}", first_person);
  replace_all(out, "{n2}", second_person);
  replace_all(out, "{a}", r.a.none() ? "日付なし" : iso_text(r.a));
  replace_all(out, "{b}", r.b.none() ? "日付なし" : iso_text(r.b));
  replace_all(out, "{n}", std::to_string(r.n));
  return out;
}

std::string sentence_of(ReviewKind k, RelaxationSet against) {
  for (const DifferenceEntry& e : kDifferences) {
    if (e.kind != k) continue;
    std::string out(e.text);
    if (!against) {
      replace_all(out, "（{d}）", "");
      replace_all(out, "違い：{d}。", "");
    }
    replace_all(out, "{d}", labels_of(against));
    return out;
  }
  return {};
}

std::string_view code_of(ReviewKind k) { return kReviews[static_cast<size_t>(k)].code; }

std::string_view label_of(ReviewKind k) { return kReviews[static_cast<size_t>(k)].label; }

std::string_view code_of(Flow f) { return f == Flow::p ? "P" : "D"; }

std::string_view label_of(Flow f) {
  return f == Flow::p ? "喪失一覧から（1・3号喪失一覧表）" : "重複一覧から（資格重複状況結果一覧）";
}

std::string_view basis_of(Flow f) {
  return f == Flow::p ? "平成23年通知（保国発0222第1号）3(2)、令和3年通知 第2" : "令和4年11月29日 保国発1129第1号";
}

const BucketInfo& info_of(Bucket b) { return kBuckets[static_cast<size_t>(b)]; }

}  // namespace totsugo
