// Three tables over the Basic Multilingual Plane, built once from ICU and the variant tables:
//   cp932   pair of bytes -> character (filled by ICU's converter; single bytes are ours, see the .cpp)
//   key     character -> blocking-key character: everything that may differ between two writings of one name is folded
//           away (marks, small kana, voicing, so/n, shi/tsu, old kanji); 0 = dropped. Only for finding candidates.
//   canon   character -> the same character after the *orthographic* folds of grade A; 0 = dropped. For judging. Kanji stay
//           as they are: whether two of them are variants is a relation (same_kanji), not a fold.
// One look-up a character is all the roster stream does with most rows.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/text/encoding.h"

namespace totsugo {

inline constexpr char16_t kWildcard = 0x25CF;    // one character that could not be held: U+25CF, 〓, ?, * and the like
inline constexpr char16_t kLongVowel = 0x30FC;   // canon value of the long-vowel mark
inline constexpr char16_t kHyphen = 0x2010;      // canon value of what may be a long-vowel mark or a separator
inline constexpr char16_t kVoicedMark = 0x3099;  // canon value of a separate dakuten
inline constexpr char16_t kSemiVoicedMark = 0x309A;

inline constexpr char16_t kSameAsBefore = 0x3005;  // the iteration mark of kanji; canon value of its other form too
inline constexpr char16_t kOne = 0x4E00;           // one: between kana it is a long-vowel mark keyed wrongly

// Key values that need a look at what stands before: an iteration mark, and kOne. All other keys are smaller.
inline constexpr char16_t kKeyRepeat = 0xFFF0;
inline constexpr char16_t kKeyOne = 0xFFF1;

// The iteration marks of kana, as katakana: the sound before once more, without its voicing or with it.
constexpr bool is_repeat(char32_t c) { return c == 0x30FD || c == 0x30FE; }

// The orthographic folds of grade A, each with a name of its own so that none is silent. kanji_variant drops variation
// selectors (the base character is what they vary); the kanji themselves are same_kanji()'s.
enum class Fold : uint8_t {
  width,
  separator,
  small_kana,
  long_vowel,
  hiragana,
  zu_du,
  old_kana,
  letter_case,
  kanji_variant
};
inline constexpr int kFoldCount = 9;
using FoldSet = uint32_t;
inline constexpr FoldSet fold_bit(Fold f) { return 1u << static_cast<uint32_t>(f); }
inline constexpr FoldSet kAllFolds = (1u << kFoldCount) - 1;

class CharTables {
 public:
  // Null if ICU's data is not there (a broken build).
  static std::unique_ptr<CharTables> make();

  char16_t cp932(unsigned char lead, unsigned char trail) const {
    return cp932_[static_cast<size_t>(lead) << 8 | trail];
  }
  char16_t key(char16_t c) const { return key_[c]; }
  // key() of a CP932 pair of bytes in one look-up; kUndecodable where there is no character.
  char16_t cp932_key(unsigned char lead, unsigned char trail) const {
    return cp932_key_[static_cast<size_t>(lead) << 8 | trail];
  }
  char16_t canon(char16_t c) const { return canon_[c]; }

  // One character of `e` (utf8 or cp932) from p, which moves past it; kNoCharacter if undecodable: p then moves one byte,
  // or in CP932 undecodable_cp932() bytes.
  char32_t next(Encoding e, const char*& p, const char* end) const;

  // Bytes in `e` to UTF-8. Sets `ok` to false if something was undecodable (U+FFFD then stands in its place; for the byte
  // 80 of CP932 U+0080, as in browsers).
  std::string to_utf8(Encoding e, std::string_view bytes, bool& ok) const;
  void append_utf8_text(Encoding e, std::string_view bytes, std::string& out, bool& ok) const;

  // The folded character of any code point: `which` picks the folds; 0 = dropped.
  char32_t fold_code_point(char32_t cp, FoldSet which) const;

 private:
  CharTables() = default;
  bool fill_cp932();
  bool fill_folds();

  std::array<char16_t, 65536> cp932_;
  std::array<char16_t, 65536> width_;           // NFKC where that is a single character, else the character itself
  std::array<char16_t, 0x1F00> letter_;         // of an alphabet: in upper case, without accents
  std::array<char16_t, 65536> representative_;  // of a group of variant kanji
  std::array<char16_t, 65536> key_;
  std::array<char16_t, 65536> canon_;
  std::array<char16_t, 65536> cp932_key_;
};

inline constexpr char16_t kUndecodable = 0xFFFF;  // a cp932() value

// How many bytes at p, which begin no character of CP932, are to be passed over as one: a lead byte takes a wrong trail
// byte with it, but never an ASCII one (Encoding Standard, Shift_JIS decoder).
inline size_t undecodable_cp932(const unsigned char* p, const unsigned char* end) {
  const bool lead = (*p >= 0x81 && *p <= 0x9F) || (*p >= 0xE0 && *p <= 0xFC);
  return lead && end - p >= 2 && p[1] >= 0x80 ? 2 : 1;
}

// A small katakana as the large one of its sound; any other character as it is.
char16_t large_kana(char16_t katakana);

// Katakana without its voicing mark, and with it (0 where there is none).
char16_t unvoiced_kana(char16_t katakana);
char16_t voiced_kana(char16_t katakana, bool semi_voiced);

bool is_kana(char32_t cp);  // katakana, hiragana or half-width katakana
bool is_han(char32_t cp);   // CJK ideographs, compatibility ideographs, private use (gaiji), the mark U+3005
bool is_variation_selector(char32_t cp);
bool is_wildcard(char32_t cp);  // stands for one character that could not be held

}  // namespace totsugo
