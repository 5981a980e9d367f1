#include "core/casework/casework_words.h"

#include <array>
#include <iterator>

namespace totsugo {

std::string_view label_of(CaseState s) {
  constexpr std::string_view kLabels[] = {"抽出",         "確認", "勧奨中", "再勧奨中",
                                          "職権喪失決定", "完了", "対象外", "届出受付"};
  static_assert(std::size(kLabels) == kCaseStateCount);
  return kLabels[static_cast<size_t>(s)];
}

std::string label_of(const Standing& now) {
  return std::string(label_of(now.state)) + (now.on_hold ? "・保留" : "") + (now.mail_returned ? "・返戻" : "");
}

std::string_view label_of(CaseAction a) {
  constexpr std::string_view kLabels[] = {"確認した（対象とする）",
                                          "対象外とする",
                                          "抽出に戻す",
                                          "届出を受け付けた",
                                          "完了とする",
                                          "勧奨を発送した",
                                          "再勧奨を発送した",
                                          "発送し直した",
                                          "返戻",
                                          "職権喪失を決定した",
                                          "保留にする",
                                          "保留を解く",
                                          "照会した",
                                          "照会の回答：加入あり",
                                          "照会の回答：加入なし",
                                          "メモを残す",
                                          "この人と決めた",
                                          "どの人でもないと決めた",
                                          "同じ人としてまとめた"};
  static_assert(std::size(kLabels) == kCaseActionCount);
  return kLabels[static_cast<size_t>(a)];
}

std::string_view label_of(Since s) {
  switch (s) {
    case Since::fresh: return "新規";
    case Since::continuing: return "継続";
    case Since::changed: return "変更あり";
    case Since::gone: return "今回の一覧になし";
    case Since::none: return "";
  }
  return "";
}

std::string_view date_label_of(CaseAction a) {
  switch (a) {
    case CaseAction::file: return "届出日";
    case CaseAction::complete: return "完了日";
    case CaseAction::urge:
    case CaseAction::urge_again:
    case CaseAction::resend: return "発送日";
    case CaseAction::mail_returned: return "返戻日";
    case CaseAction::ex_officio: return "決定日";
    case CaseAction::inquire: return "照会日";
    case CaseAction::answer_joined:
    case CaseAction::answer_not_joined: return "回答日";
    default: return "";
  }
}

std::string sentence_of(Refusal r, CaseAction a, const Standing& now) {
  const std::string step = "「" + std::string(label_of(a)) + "」";
  switch (r) {
    case Refusal::none: return "";
    case Refusal::wrong_state:
      return "今の状態（" + std::string(label_of(now.state)) + "）からは" + step +
             "を記録できません。順を追って記録するか、「元に戻す」で前の状態に戻してください。";
    case Refusal::urging_already:
      return "すでに" + std::string(label_of(now.state)) + "です（" + iso_text(now.sent) +
             " 発送）。二重に送らないよう、再勧奨か返戻・届出の記録に進んでください。";
    case Refusal::nobody_chosen:
      return "台帳のだれかが決まっていないため、送り先がありません。候補から「この人です」で決めてから記録してください。";
    case Refusal::not_listed_here:
      return "この根拠通知の一覧には載っていない人です。載っている一覧の根拠通知を選んで記録してください。";
    case Refusal::is_on_hold: return "保留中です。「保留を解く」を先に記録してください。";
    case Refusal::not_on_hold: return "保留にはなっていません。";
    case Refusal::reason_missing: return "対象外とする理由を選ぶか、入力してください。";
    case Refusal::note_missing: return "メモが空です。内容を入力してください。";
    case Refusal::date_missing: return std::string(date_label_of(a)) + "を入力してください。";
    case Refusal::date_before_last:
      return std::string(date_label_of(a)) + "が、すでに記録した日（" + iso_text(now.last_step) +
             "）より前です。日付を確かめてください。";
    case Refusal::date_far_ahead:
      return std::string(date_label_of(a)) + "が1年より先です。年の打ち間違いがないか確かめてください。";
    case Refusal::until_before_sent: return "文書の期限が発送日より前です。期限か発送日を確かめてください。";
    case Refusal::too_early:
      return "町で定めた期間がまだ過ぎていません。" + iso_text(now.next_from) + " 以降の日付で記録してください。";
    case Refusal::is_returned:
      return "郵便が返戻になっています。住所を確かめて「発送し直した」を記録するか、居所不明として「対象外とする」を記録してください。";
    case Refusal::not_returned: return "返戻の記録がありません。";
    case Refusal::not_inquired: return "照会の記録がありません。「照会した」を先に記録してください。";
    case Refusal::listed_only:
      return "資格重複状況結果一覧だけに載っている人です。令和3年の通知により、一覧だけを根拠に手続を始めることはできません。1・3号喪失一覧表に載るのを待ってください。";
    case Refusal::needs_inquiry:
      return "被用者保険への加入を確かめられる行が重複一覧にありません。事業所か保険者に照会し、「照会した」と回答を記録してから進めてください。";
    case Refusal::answered_not_joined:
      return "照会の回答が「加入なし」です。「対象外とする」を記録するか、改めて照会してください。";
    case Refusal::review_needs_note:
      return "要確認の人です。何を見て同じ人・加入済みと確かめたかをメモに書いてから記録してください。";
    case Refusal::already_filed:
      return "台帳ではすでに資格を喪失しています。届出の有無を確かめて「完了とする」を記録してください。";
    case Refusal::other_reason:
      return "年金の喪失が被用者保険への加入によるものではありません。この手続の対象にはできません。";
    case Refusal::withdrawn:
      return "喪失訂正により喪失が取り消されています。この手続の対象にはできません。「対象外とする」を記録してください。";
    case Refusal::not_member: return "台帳に国保の資格がありません。この手続の対象にはできません。";
    case Refusal::first_listing:
      return "初めて載った人です。続けて2回以上載ること（条件2）が要ります。次回の一覧を待ってください。";
    case Refusal::dates_reversed:
      return "被用者保険の取得日が国保の取得日より前です（条件1）。相手の保険者の喪失登録が漏れている見込みが高く、この人を喪失させることはできません。";
    case Refusal::record_changed:
      return "前回と今回で被用者保険の記録が同じではありません（条件3）。次回の一覧を待ってください。";
    case Refusal::other_rules:
      return "重複の相手が被用者保険ではありません（国保組合・後期・日雇など）。この手続の対象にはできません。";
    case Refusal::no_case:
      return "この人は案件になりません（対象外事由、取下げ、台帳に該当なし、参考、今回掲載なし）。";
    case Refusal::not_shown:
      return "選んだ台帳の行は、この人の候補にも似た人にもありません。画面を開き直して選んでください。";
    case Refusal::no_finding:
      return "この人は今回の突合の結果にいません。どの人かを決めるには、一覧と台帳を読み込んで突合してください。";
    case Refusal::against_needs_note:
      if (a == CaseAction::same_person)
        return "まとめる人どうしに食い違う項目（生年月日・性別・宛名番号のいずれか）があります。何を見て同じ人と確かめたかをメモに書いてから記録してください。";
      return "選んだ人には食い違う項目があります。何を見て同じ人と確かめたかをメモに書いてから記録してください。";
    case Refusal::two_answers:
      return "一覧の同じ人に、台帳の違う人が同時に選ばれています。一人を選んで記録し直してください。";
    case Refusal::resolved: return "今回の一覧に載らなくなりました（解消）。台帳で届出の有無を確かめてください。";
  }
  return "";
}

std::string_view label_of(Stage s) {
  constexpr std::string_view kLabels[] = {
      "要確認", "要照会", "確認へ",       "照会中",   "勧奨へ",       "勧奨中",       "再勧奨へ", "再勧奨中", "職権へ",
      "返戻",   "保留",   "職権喪失決定", "届出受付", "台帳で喪失済", "次の一覧待ち", "完了",     "対象外"};
  static_assert(std::size(kLabels) == kStageCount);
  return kLabels[static_cast<size_t>(s)];
}

std::string_view label_of(Party p) {
  constexpr std::string_view kLabels[] = {"", "担当者", "世帯主", "事業所・保険者", "次の一覧"};
  static_assert(std::size(kLabels) == static_cast<size_t>(Party::next_list) + 1);
  return kLabels[static_cast<size_t>(p)];
}

std::string take_back_text(CaseBook::TakeBack t, std::string_view step, std::string_view day) {
  switch (t) {
    case CaseBook::TakeBack::done: return "";
    case CaseBook::TakeBack::no_run: return "取り消せる突合がありません。";
    case CaseBook::TakeBack::has_steps:
      return "最新の突合のあとに「" + std::string(step) + "」（" + std::string(day) +
             "）が記録されているため、取り消せません。その記録を先に「元に戻す」で戻してください。";
    case CaseBook::TakeBack::not_kept:
      return "取り消せるのは最後に記録した突合だけで、そのあとに作業ファイルのまとめや案件の削除がないときに限ります。その前に保存した控えを開いてください。";
  }
  return "";
}

std::string_view undo_chosen_text() {
  return "この人を決めたあとに次の突合を記録しているため、元に戻せません。候補から選び直してください。";
}

std::string_view choose_later_text() {
  return "この突合のあとに次の突合を記録しているため、ここでは決められません。新しい突合の候補から選んでください。";
}

std::string_view chosen_otherwise_text() {
  return "この人としていた一覧の行は、担当者が別の人のものと決めました。この突合では、この人の行はありません。";
}

std::string listed_label(std::string_view list, std::string_view field) {
  return std::string(field) + "（" + std::string(list) + "）";
}

std::string chosen_text(std::string_view name, uint64_t line, std::string_view against) {
  std::string out = std::string(name) + "（台帳" + std::to_string(line) + "行目）";
  if (!against.empty()) out += "、相違：" + std::string(against);
  return out;
}

std::string undo_label(std::string_view label, bool undo) {
  return "「" + std::string(label) + (undo ? "」を元に戻した" : "」をやり直した");
}

std::string merge_label(std::string_view file) { return "作業ファイル「" + std::string(file) + "」をまとめた"; }

std::string history_line(std::string_view day, std::string_view label, std::string_view said, std::string_view who) {
  std::string out = std::string(day) + " " + std::string(label);
  if (!said.empty()) out += "：" + std::string(said);
  if (!who.empty()) out += "（" + std::string(who) + "）";
  return out;
}

std::string listed_anew_text(const Standing& now) {
  return "「" + std::string(label_of(now.state)) +
         "」としたあとに、別の喪失で一覧に載りました。扱うには「抽出に戻す」を記録してください。扱わないときは、抽出に戻してから「対象外とする」を記録してください。";
}

std::string_view left_roster_text() {
  return "今回は、この人の行と確かにいえるものが、一覧にも台帳にもありません。転出・死亡・氏名や番号の変更などがないか、台帳で確かめてください。";
}

std::string_view chosen_lapsed_text() {
  return "この人と決めた一覧の行は、決めたときと一覧か台帳の記載が違います。だれの行かを決め直し、この人への手続を続けてよいかを確かめてください。";
}

std::string filed_in_roster_text(CivilDate ended) {
  return "今回の一覧には載っていませんが、台帳では " + iso_text(ended) +
         " に国保の資格を喪失しています。届出の有無を台帳で確かめてください。";
}

std::string_view body_error_text(CaseBook::BodyError e) {
  switch (e) {
    case CaseBook::BodyError::none: return "";
    case CaseBook::BodyError::not_json:
      return "作業ファイルの中身を読めません（壊れています）。控えのファイルを開いてください。";
    case CaseBook::BodyError::newer:
      return "新しい版の国保資格突合で保存された作業ファイルです。新しい版で開いてください。ファイルは変えていません。";
    case CaseBook::BodyError::malformed:
      return "作業ファイルの中身が決まった形になっていません（手で書き換えられたか、壊れています）。控えのファイルを開いてください。";
    case CaseBook::BodyError::contradicts:
      return "作業ファイルの状態と記録の内容が合いません（手で書き換えられたおそれがあります）。控えのファイルを開いてください。";
  }
  return "";
}

std::string_view checks_stop_text() {
  return "突合の結果に、確かめるまで使えない点があります。結果の画面の「読込時の警告」で理由を記録してから進めてください。";
}

std::string household_parted_text(std::string_view number) {
  return "世帯番号「" + std::string(number) +
         "」に、世帯主か住所の違う人がいます。世帯主と住所ごとに通知を分けました。";
}

std::string household_unusable_text(std::string_view number) {
  return "世帯番号「" + std::string(number) +
         "」は番号として使えないため、世帯主と住所が同じ人だけを一つの通知にしました。";
}

std::string_view stranger_text(CaseBook::Stranger s) {
  switch (s) {
    case CaseBook::Stranger::none: return "";
    case CaseBook::Stranger::insurer:
      return "今回の一覧の自保険者番号が、作業ファイルのこれまでの一覧と違います。別の市町村の作業ファイルか一覧を選んでいないかを確かめてください。案件には何も加えていません。";
    case CaseBook::Stranger::book:
      return "二つの作業ファイルで、一覧の自保険者番号が違います。別の市町村の作業ファイルを選んでいないかを確かめてください。まとめていません。";
    case CaseBook::Stranger::roster:
      return "作業ファイルの案件が、今回の台帳に一人も見つかりません。別の市町村の作業ファイルか台帳を選んでいないかを確かめてください。案件には何も加えていません。";
  }
  return "";
}

const std::vector<std::string_view>& exclusion_reasons() {
  static const std::vector<std::string_view> reasons = {"被用者保険に加入していない（照会の結果）",
                                                        "すでに被用者保険をやめている",
                                                        "別人だった",
                                                        "相手の保険者の登録誤り",
                                                        "転出した",
                                                        "死亡した",
                                                        "居所不明",
                                                        "任意継続・特例など別の扱い"};
  return reasons;
}

}  // namespace totsugo
