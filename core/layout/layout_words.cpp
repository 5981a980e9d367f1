#include "core/layout/layout_words.h"

namespace totsugo {
namespace {

std::string phrase_listed(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& c : columns) out += (out.empty() ? "" : "、") + c;
  return out;
}

}  // namespace

std::string phrase_roster_key() { return "宛名番号または記号番号"; }

std::string phrase_overlap_key() { return "自番号（または氏名と生年月日）"; }

std::string phrase_name() { return "氏名カナまたは氏名"; }

std::string phrase_column(size_t n, std::string_view header) {
  return std::to_string(n) + "列目" + (header.empty() ? std::string() : "「" + std::string(header) + "」");
}

std::string phrase_chosen() { return "指定された列です。"; }

std::string phrase_by_header(std::string_view header, bool exact) {
  return "見出し「" + std::string(header) + (exact ? "」の名前によります。" : "」の言葉から考えました。");
}

std::string phrase_by_values() { return "見出しではわからないため、値の形から考えました。"; }

std::string phrase_same_column(size_t n) { return std::to_string(n) + "列目も同じ内容です。"; }

std::string phrase_choose_column(std::string_view label) {
  return "「" + std::string(label) + "」の列を選んでください。";
}

std::string phrase_chosen_of_others(std::string_view label, std::string_view column) {
  return "「" + std::string(label) + "」に選ばれた" + std::string(column) +
         "は、見出しからみると、別の制度・別の届出・別の人などの項目です。この項目でよいか、もう一度確かめてください。";
}

std::string phrase_name_in_parts(const std::vector<std::string>& columns) {
  return "氏名が姓と名の列に分かれています（" + phrase_listed(columns) +
         "）。名だけでは人を見分けられません。姓と名を1つの列にまとめて（間に空白を入れて）出力し直すか、表計算ソフトで1つの列にしてから選び直してください。";
}

std::string phrase_rivals(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」にあたる列がいくつか考えられ、内容が違います（" + phrase_listed(columns) +
         "）。どれかを選んでください。";
}

std::string phrase_same_names(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」の列が、同じ名前でいくつかあります（" + phrase_listed(columns) +
         "）。どれかを選んでください。";
}

std::string phrase_rivals_unused(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」にあたる列がいくつか考えられるため（" + phrase_listed(columns) +
         "）、この項目は使いません。使うときは、読み取り方で列を選んでください。";
}

std::string phrase_further_sets(const std::vector<std::string>& columns) {
  return "重複先の列がほかにもあります（" + phrase_listed(columns) +
         "）。1行から読むのは1組だけなので、こちらの重複先は突合に使いません。使うときは、重複先ごとに行を分けて出力し直してください。";
}

std::string phrase_perhaps(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」は" + phrase_listed(columns) +
         "かもしれませんが、見出しの言葉だけでは決められません。どの列か、どれでもないかを選んでください。";
}

std::string phrase_no_loss_column() {
  return "資格喪失年月日の列がありません。台帳に載っている人は、みな加入中として扱います。喪失した人も載っている台帳であれば、喪失年月日の列を選んでください。";
}

std::string phrase_column_empty(std::string_view label, std::string_view column) {
  return "「" + std::string(label) + "」と思われる" + std::string(column) +
         "には、値が一つもありません。正しい列か確かめてください。";
}

std::string phrase_sides_unclear(std::string_view label, const std::vector<std::string>& columns) {
  return "同じような列が二組あり（" + phrase_listed(columns) +
         "）、どちらが自分の市町村の国保で、どちらが重複先の保険かを、見出しと保険者番号からは決められません。「" +
         std::string(label) + "」の列を選んでください。";
}

std::string phrase_side_reversed(std::string_view column) {
  return std::string(column) +
         "は、見出しと保険者番号とで、自分の市町村の国保か重複先の保険かが食い違っています。列を選び直してください。";
}

std::string phrase_not_read(uint64_t line, std::string_view value) {
  return std::to_string(line) + "行目の「" + std::string(value) + "」は日付として読めません。";
}

std::string phrase_unsure(std::string_view label, std::string_view column, std::string_view misfit) {
  return "「" + std::string(label) + "」は" + std::string(column) + "と思われますが、確かではありません。" +
         std::string(misfit) + "正しいか確かめてください。";
}

std::string phrase_column_fails(std::string_view label, std::string_view column, std::string_view misfit) {
  return std::string(column) + "には、「" + std::string(label) + "」として読めない値が多くあります。" +
         std::string(misfit) + "列と日付の形式を確かめてください。";
}

std::string phrase_era_unclear(std::string_view label, std::string_view column) {
  return "「" + std::string(label) + "」（" + std::string(column) +
         "）の先頭の数字が、どちらの元号の決まり（1〜5か、1・3・5・7・9か）によるのか決められません。日付の形式を選んでください。";
}

}  // namespace totsugo
