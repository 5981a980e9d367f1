// Words of the evidence panel, the waterfall and the cells of tables; the heads stand in table_words.cpp.
#pragma once
#include <string>
#include <string_view>

#include "core/rules/result.h"

namespace totsugo {

// Words of the evidence panel and of tables.
enum class Word : uint8_t {
  yes,
  no,
  of_national,
  of_pension,
  year_total,
  both_flows,
};
std::string_view text_of(Word w);
// The levels of the waterfall in words; its fields are label_of(LevelOf).
enum class LevelWord : uint8_t {
  same,
  folded,
  relaxed,
  one_char,
  near,
  differs,
  missing,
  kana_differs,
  written_differs,
};
std::string_view text_of(LevelWord w);
std::string phrase_is(std::string_view field, std::string_view level);
std::string phrase_in_brackets(std::string_view text);
std::string phrase_hence_grade(std::string_view grade);  // empty: no match
// What differs between two written names, in a place.
std::string phrase_wildcard(std::string_view wildcard, std::string_view other);
std::string phrase_private_use(std::string_view code, std::string_view other);
std::string phrase_same_kanji(std::string_view a, std::string_view b, std::string_view grounds);
std::string phrase_selector(std::string_view a, std::string_view b);
std::string_view part_of_date(size_t nth);  // year, month, day by 1, 2, 3; else empty
// The sentence on top of the evidence panel. Where there is a doubt (`why`, a sentence) it stands in place of the grade, which would
// read as if one person were meant.
std::string sentence_text(const BucketInfo& where, Grade g, bool selectable, std::string_view name,
                          std::string_view why);

}  // namespace totsugo
