// A person's name as the comparison sees it: the kana and the written name after the orthographic folds of grade A.
#pragma once
#include <string>
#include <string_view>

#include "core/text/char_tables.h"

namespace totsugo {

// Folded characters of one field. split = where the given name begins (the first space inside), or -1.
// Characters outside the BMP that no variant table folds are kept as two surrogates.
struct FoldedName {
  std::u16string text;
  int split = -1;
  bool empty() const { return text.empty(); }
};

// Folds a UTF-8 name with the given folds. Separate voicing marks are joined to their kana (width fold).
void fold_name(const CharTables& tables, std::string_view utf8, FoldSet folds, FoldedName& out);

// The blocking-key characters of a field in its raw encoding: at most `capacity` of them, stops there.
// Returns the number written; sets bad to the byte offset of the first undecodable character (else leaves it alone).
inline constexpr size_t kNoBadByte = static_cast<size_t>(-1);
size_t key_characters(const CharTables& tables, Encoding e, std::string_view raw, char16_t* out, size_t capacity,
                      size_t& bad);

}  // namespace totsugo
