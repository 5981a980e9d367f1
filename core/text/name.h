// A person's name as the comparison sees it: the kana and the written name after the orthographic folds of grade A.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "core/text/char_tables.h"

namespace totsugo {

// Folded characters of one field, and where its words begin (spaces are folded away). Characters outside the BMP that no
// variant table folds are kept as two surrogates.
inline constexpr size_t kMaxWords = 6;

struct FoldedName {
  std::u16string text;
  std::array<uint8_t, kMaxWords> word_starts{};  // of the second word and those after it
  uint8_t later_words = 0;

  bool empty() const { return text.empty(); }
  // Where the given name begins: at the second word; -1 if there is one word only.
  int split() const { return later_words ? word_starts[0] : -1; }
  size_t word_count() const { return text.empty() ? 0 : later_words + size_t{1}; }
  std::u16string_view word(size_t i) const {
    const size_t from = i == 0 ? 0 : word_starts[i - 1];
    const size_t to = i == later_words ? text.size() : word_starts[i];
    return std::u16string_view(text).substr(from, to - from);
  }
};

// Folds a UTF-8 name with the given folds. Separate voicing marks are joined to their kana (width fold).
void fold_name(const CharTables& tables, std::string_view utf8, FoldSet folds, FoldedName& out);
// The same from a field's raw bytes.
void fold_raw_name(const CharTables& tables, Encoding e, std::string_view raw, FoldSet folds, FoldedName& out);

// "name (other name)": moves what stands in brackets out of the name. False, and nothing done, without both.
bool take_bracketed(FoldedName& name, FoldedName& bracketed);

// How many characters two names have alike at the end, and at both ends together (none counted twice).
size_t common_tail(std::u16string_view a, std::u16string_view b);
size_t common_ends(std::u16string_view a, std::u16string_view b);

// The code point at text[i]; i moves past it.
char32_t next_code_point(std::u16string_view text, size_t& i);

// The folded characters of any text, for telling whether two say the same.
std::u16string folded_text(const CharTables& tables, std::string_view utf8);

// In UTF-8, surrogates put together.
std::string utf8_of(std::u16string_view text);

// For bringing together what is written nearly alike, and for searching: without long-vowel marks and hyphens, each kanji
// as the representative of its variants.
std::u16string loose_text(const FoldedName& name);

// The blocking-key characters of a field in its raw encoding: at most `capacity` of them, stops there.
// Returns the number written; sets bad to the byte offset of the first undecodable character (else leaves it alone).
inline constexpr size_t kNoBadByte = static_cast<size_t>(-1);
size_t key_characters(const CharTables& tables, Encoding e, std::string_view raw, char16_t* out, size_t capacity,
                      size_t& bad);
// The same of a folded name.
size_t key_characters(const CharTables& tables, std::u16string_view folded, char16_t* out, size_t capacity);

}  // namespace totsugo
