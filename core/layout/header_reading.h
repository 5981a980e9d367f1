// One header, taken apart into the words of core/layout/header_words: what it means, and whether every part of it is
// understood. A column is *sure* by its header only if nothing in the header is unexplained (DOMAIN section 6).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout/header_words.h"

namespace totsugo {

enum class Trust : uint8_t {
  none,    // no field of ours
  unsure,  // the words of a field, and something besides that may change what they mean
  sure,    // the words of a field and nothing else
};

struct HeaderReading {
  Meanings meanings = 0;
  bool unknown = false;  // a part is no word we know
  Trust trust = Trust::none;
  Field field = Field::name;  // where trust is not none; of two sides the other_... field
  Side side = Side::unsaid;
  int set = 0;  // 1, 2, 3 where columns are counted so
  // The words of a field beside a step of its event: no column for it, and a question where there is none.
  std::optional<Field> near;
  bool means(Meaning m) const { return (meanings & meaning_bit(m)) != 0; }
  // Known to be of another person, event or number.
  bool of_others() const { return means(Meaning::other) || means(Meaning::step); }
};

// Between the title of a group of columns and the column's own header.
inline constexpr char kGroupEnd = '/';

HeaderReading read_header_words(FileKind kind, std::string_view folded_header);

// Takes the columns' own numbers off their headers ("01_...", "1. ...", a circled number), where every header begins with its own.
void drop_ordinals(std::vector<std::string>& folded_headers);

// A name may stand in two columns. For each header: whether it is the surname or the given name of such a pair, told by a twin
// header that says the other in the same words.
std::vector<bool> parts_of_names(const std::vector<std::string>& folded_headers);

// The header that says in kanji what this one says in kana; empty if the words do not tell.
std::string in_kanji(std::string_view folded_kana_header);

// What nearly all headers of a file begin with (a vendor's or the file's name): it tells nothing of a single column.
// Empty if there is no such thing.
std::string shared_prefix(const std::vector<std::string>& folded_headers);

}  // namespace totsugo
