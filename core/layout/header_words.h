// The words of which header lines are made, and which words together name a field. Vendors write prefixes, suffixes and
// synonyms of their own; a header is read by these tables alone (layout/header_reading.h does it), so what a column is
// taken for can be looked up here. To teach the tool a word, add it to the line of what it means.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "core/layout/fields.h"

namespace totsugo {

// What a word of a header says. A header's words together are a set of these.
enum class Meaning : uint8_t {
  rest,   // says nothing of which field it is: may stand beside anything
  other,  // another person, another number, another event: the column is none of ours
  step,  // a step of the same event, as when it was reported or decided: none of ours, but a question where nothing else is there
  // things
  name,
  title,  // a name of something, in words
  kana,
  alias,
  birth,
  sex,
  postal,
  address,
  building,
  pension_number,
  number,
  code,
  symbol,
  branch,
  relation,
  date,
  reason,
  kind,  // a division, a mark
  category,
  change_kind,
  group,
  // whose
  resident,
  household,
  head,
  insured,
  subject,  // the person the row is about, said so
  card,
  insurer,
  workplace,
  // what happened
  acquire,
  lose,
  apply,
  begin,
  end,
  qualification,
  scheme,  // the insurance the file is about, said so
  change,
  history,
  latest,
  before,
  run,
  family,
  // of the overlap list
  own_side,
  other_side,
  first,
  second,
  third,
};

using Meanings = uint64_t;
constexpr Meanings meaning_bit(Meaning m) { return uint64_t{1} << static_cast<unsigned>(m); }
template <class... M>
constexpr Meanings meanings(M... m) {
  return (uint64_t{0} | ... | meaning_bit(m));
}

// Words (folded, see folded_header) with one meaning, separated by spaces, in the kinds of file of the mask. A word may stand
// in several lines and then means all of them. With $ behind it a word counts at the end of a header, or of the title of its group, only.
struct WordLine {
  Meaning meaning;
  unsigned kinds;
  std::string_view words;
};
constexpr unsigned kind_bit(FileKind k) { return 1u << static_cast<unsigned>(k); }
std::span<const WordLine> header_words();

// A header names the field if its words mean all of `needs`, and nothing besides but what is in `may`. The first line that fits
// counts. Of the overlap list's two sides the other_... field stands for both (on_own_side).
struct FieldLine {
  Field field;
  unsigned kinds;
  Meanings needs;
  Meanings may;
};
std::span<const FieldLine> field_lines();

struct WordPair {
  std::string_view first, second;
};
// A surname and the given name, in columns of their own.
std::span<const WordPair> name_parts();
std::span<const WordPair> kana_and_kanji();
std::span<const std::string_view> circled_numbers();  // of 1, 2, ...

// Whose insurance a header of the overlap list speaks of.
enum class Side : uint8_t { unsaid, own, other };

// other_acquired -> own_acquired and so on; a field without a twin stays.
Field on_own_side(Field f);

}  // namespace totsugo
