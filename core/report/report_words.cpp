#include "core/report/report_words.h"

#include <iterator>

#include "core/match/match_words.h"

namespace totsugo {
namespace {

constexpr std::string_view kWords[] = {
    "はい", "いいえ", "国保 ", "年金 ", "年度計", "合計",
};
static_assert(std::size(kWords) == static_cast<size_t>(Word::both_flows) + 1);

constexpr std::string_view kLevelWords[] = {
    "同じ",
    "表記をそろえると同じ",
    "違いを認めると同じ",
    "1字違い",
    "近い",
    "違う",
    "比べられない（どちらかにない）",
    "氏名カナが違う",
    "氏名の漢字などが違う",
};

static_assert(std::size(kLevelWords) == static_cast<size_t>(LevelWord::written_differs) + 1);

}  // namespace

std::string_view text_of(LevelWord w) { return kLevelWords[static_cast<size_t>(w)]; }

std::string phrase_is(std::string_view field, std::string_view level) {
  return std::string(field) + "は" + std::string(level);
}

std::string phrase_in_brackets(std::string_view text) { return "（" + std::string(text) + "）"; }

std::string phrase_hence_grade(std::string_view grade) {
  return grade.empty() ? std::string("。同じ人とは扱いません。")
                       : "。よって一致の段階は" + std::string(grade) + "です。";
}

std::string phrase_wildcard(std::string_view wildcard, std::string_view other) {
  return "「" + std::string(wildcard) + "」は表せない1字で、もう一方の「" + std::string(other) + "」の位置にあります。";
}

std::string phrase_private_use(std::string_view code, std::string_view other) {
  return "外字（" + std::string(code) + "）はこの端末ではどの字かわからない1字で、もう一方の「" + std::string(other) +
         "」の位置にあります。";
}

std::string phrase_same_kanji(std::string_view a, std::string_view b, std::string_view grounds) {
  return "「" + std::string(a) + "」と「" + std::string(b) + "」は同じ字の別の形です（" + std::string(grounds) + "）。";
}

std::string phrase_selector(std::string_view a, std::string_view b) {
  return "「" + std::string(a) + "」と「" + std::string(b) + "」は、字形を選ぶ符号（IVS）の有無だけが違う同じ字です。";
}

std::string_view part_of_date(size_t nth) {
  constexpr std::string_view kParts[] = {"", "年", "月", "日"};
  return nth < std::size(kParts) ? kParts[nth] : std::string_view{};
}

std::string_view text_of(Word w) { return kWords[static_cast<size_t>(w)]; }

std::string sentence_text(const BucketInfo& where, Grade g, bool selectable, std::string_view name,
                          std::string_view why) {
  std::string out = name.empty() ? std::string("この記録") : std::string(name) + " さん";
  out += "は「" + std::string(where.label) + "」です。";
  if (!why.empty()) out += why;
  else if (g <= Grade::c) out += "台帳との一致の段階は" + std::string(code_of(g)) + "。";
  const bool review = where.id == Bucket::p_review || where.id == Bucket::d_review;
  out += selectable ? "対象として選べます。"
         : review   ? "確かめるまで、対象としては選べません。"
                    : "対象としては選べません。";
  return out;
}

}  // namespace totsugo
