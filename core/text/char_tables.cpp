#include "core/text/char_tables.h"

#include <algorithm>

#include <unicode/ucnv.h>
#include <unicode/unorm2.h>

#include "core/text/kanji_variants.h"

namespace totsugo {
namespace {

// What is not seen: control characters (line breaks of a cell among them) and format characters.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB);
}

bool is_separator(char32_t c) {
  if (is_invisible(c)) return true;
  switch (c) {
    case 0x20:
    case 0xA0:
    case 0x2000:
    case 0x2001:
    case 0x2002:
    case 0x2003:
    case 0x2004:
    case 0x2005:
    case 0x2006:
    case 0x2007:
    case 0x2008:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0x30FB:
    case 0xFF65:
    case 0xB7:
    case 0x2022:
    case 0x2219:
    case ',':
    case '.':
    case '\'':
    case '"':
    case '`':
    case '/':
    case '_':
    case '=':
    case 0x3001:
    case 0x3002:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF0F:
    case 0xFF1D:
    case 0x30A0:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0xFF07: return true;
    default: return false;
  }
}

// What is keyed in place of the long-vowel mark, hyphens included: which of the two such a mark is cannot be told from
// the character, so all of them become one, and the comparison takes it for either.
bool is_hyphen(char32_t c) {
  switch (c) {
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFF0D:
    case 0x2500:
    case 0xFF5E:
    case 0x301C:
    case '~': return true;
    default: return false;
  }
}

char16_t to_katakana(char16_t c) {
  if ((c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E) return static_cast<char16_t>(c + 0x60);
  return c;
}

char16_t fold_zu_du(char16_t c) {
  if (c == 0x30C5) return 0x30BA;  // du -> zu
  if (c == 0x30C2) return 0x30B8;  // di -> ji
  return c;
}

char16_t fold_old_kana(char16_t c) {
  if (c == 0x303B) return kSameAsBefore;
  if (c == 0x30F2) return 0x30AA;  // wo -> o
  if (c == 0x30F0) return 0x30A4;  // wi -> i
  if (c == 0x30F1) return 0x30A8;  // we -> e
  return c;
}

char16_t to_upper(char16_t c) { return c >= 'a' && c <= 'z' ? static_cast<char16_t>(c - 32) : c; }

// A letter of an alphabet without its accents, in upper case: passports write them so.
char16_t plain_letter(const UNormalizer2* nfc, char16_t c) {
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[8];
    if (unorm2_getRawDecomposition(nfc, c, parts, 8, &status) <= 0 || U_FAILURE(status)) break;
    c = parts[0];
  }
  switch (c) {  // letters that Unicode does not take apart
    case 0xD8:
    case 0xF8: return 'O';
    case 0x110:
    case 0x111:
    case 0xD0:
    case 0xF0: return 'D';
    case 0x141:
    case 0x142: return 'L';
    case 0x131: return 'I';
    default: return to_upper(c);
  }
}

// The blocking-key class of a canonical kana: voicing gone; so and n, and shi, tsu, chi, su, are one class each
// (su and chi because zu/du and ji/di are one and may have lost their marks).
char16_t key_class(char16_t c) {
  c = unvoiced_kana(c);
  if (c == 0x30BD) return 0x30F3;                                // so -> n
  if (c == 0x30B7 || c == 0x30B9 || c == 0x30C1) return 0x30C4;  // shi, su, chi -> tsu
  return c;
}

}  // namespace

char16_t large_kana(char16_t c) {
  switch (c) {
    case 0x30A1:
    case 0x30A3:
    case 0x30A5:
    case 0x30A7:
    case 0x30A9:  // a i u e o
    case 0x30C3:
    case 0x30E3:
    case 0x30E5:
    case 0x30E7:
    case 0x30EE:  // tsu ya yu yo wa
      return static_cast<char16_t>(c + 1);
    case 0x30F5: return 0x30AB;  // ka
    case 0x30F6: return 0x30B1;  // ke
    default: return c;
  }
}

char16_t unvoiced_kana(char16_t c) {
  if (c >= 0x30AC && c <= 0x30C2) return (c - 0x30AC) % 2 == 0 ? static_cast<char16_t>(c - 1) : c;  // ga .. di
  if (c == 0x30C5 || c == 0x30C7 || c == 0x30C9) return static_cast<char16_t>(c - 1);               // du de do
  if (c >= 0x30D0 && c <= 0x30DD) {                                                                 // ba .. po
    const int step = (c - 0x30CF) % 3;
    return static_cast<char16_t>(c - step);
  }
  if (c == 0x30F4) return 0x30A6;                                       // vu -> u
  if (c >= 0x30F7 && c <= 0x30FA) return static_cast<char16_t>(c - 8);  // va .. vo
  return c;
}

char16_t voiced_kana(char16_t c, bool semi) {
  if (c >= 0x30CF && c <= 0x30DB && (c - 0x30CF) % 3 == 0) return static_cast<char16_t>(c + (semi ? 2 : 1));
  if (semi) return 0;
  if (c >= 0x30AB && c <= 0x30C1 && (c - 0x30AB) % 2 == 0) return static_cast<char16_t>(c + 1);
  if (c == 0x30C4 || c == 0x30C6 || c == 0x30C8) return static_cast<char16_t>(c + 1);
  if (c == 0x30A6) return 0x30F4;
  return 0;
}

bool is_kana(char32_t c) { return (c >= 0x3041 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9F); }

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005 || c == 0x3006 || c == 0x3007;
}

bool is_variation_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

bool is_wildcard(char32_t c) {
  switch (c) {
    case 0x25CF:
    case 0x3013:
    case '?':
    case 0xFF1F:
    case '*':
    case 0xFF0A:
    case 0xFFFD:
    case 0x25A0:
    case 0x25A1:
    case 0x25C6:
    case 0x25CB:
    case 0x25CE: return true;
    default: return c >= 0xE000 && c <= 0xF8FF;  // gaiji: which character it is only its own machine knows
  }
}

std::unique_ptr<CharTables> CharTables::make() {
  std::unique_ptr<CharTables> t(new CharTables);
  if (!t->fill_cp932() || !t->fill_folds()) return nullptr;
  return t;
}

// One conversion of all pairs, each followed by a line feed so that a bad pair cannot shift those after it.
bool CharTables::fill_cp932() {
  cp932_.fill(kUndecodable);
  std::string pairs;
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if (lead >= 0xA0 && lead <= 0xDF) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      if (trail == 0x7F) continue;
      pairs += {static_cast<char>(lead), static_cast<char>(trail), '\n'};
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("ibm-943_P15A-2003", &status);
  if (U_FAILURE(status)) return false;
  std::u16string out(pairs.size(), u'\0');
  const int32_t n = ucnv_toUChars(converter, reinterpret_cast<UChar*>(out.data()), static_cast<int32_t>(out.size()),
                                  pairs.data(), static_cast<int32_t>(pairs.size()), &status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return false;
  size_t pair = 0;  // offset in pairs
  for (size_t i = 0; i < static_cast<size_t>(n); pair += 3) {
    const size_t line_end = out.find(u'\n', i);
    if (line_end == i + 1 && out[i] != 0xFFFD)
      cp932_[static_cast<size_t>(static_cast<unsigned char>(pairs[pair])) << 8 |
             static_cast<unsigned char>(pairs[pair + 1])] = out[i];
    i = line_end + 1;
  }
  return true;
}

bool CharTables::fill_folds() {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  if (U_FAILURE(status)) return false;
  for (uint32_t c = 0; c < 65536; ++c) {
    width_[c] = representative_[c] = static_cast<char16_t>(c);
    // Radicals and compatibility ideographs are left to the variant tables, so that they are named as what they are.
    const bool ideograph = (c >= 0x2E80 && c < 0x2FE0) || (c >= 0xF900 && c < 0xFB00);
    const bool may_change = ((c >= 0xA0 && c < 0x3400) || c >= 0xF900) && !ideograph;
    if (!may_change) continue;
    const auto in = static_cast<UChar>(c);
    UChar out[32];
    UErrorCode e = U_ZERO_ERROR;
    const int32_t n = unorm2_normalize(nfkc, &in, 1, out, 32, &e);
    if (U_SUCCESS(e) && n == 1) width_[c] = static_cast<char16_t>(out[0]);
  }
  // Half-width marks become combining marks under NFKC, the spacing marks "space + mark": both are marks to us.
  width_[0x309B] = kVoicedMark;
  width_[0x309C] = kSemiVoicedMark;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return false;
  for (uint32_t c = 0; c < letter_.size(); ++c) letter_[c] = plain_letter(nfc, static_cast<char16_t>(c));
  for_each_kanji_variant([this](char32_t variant, char32_t representative) {
    if (variant < 0x10000) representative_[variant] = static_cast<char16_t>(representative);
  });
  for (uint32_t c = 0; c < 65536; ++c) {
    const auto canon = static_cast<char16_t>(fold_code_point(c, kAllFolds));
    canon_[c] = canon;
    // A closing bracket goes too: the alias before it ends as it does elsewhere.
    const bool mark =
        canon == kVoicedMark || canon == kSemiVoicedMark || canon == kLongVowel || canon == kHyphen || canon == u')';
    key_[c] = mark                                         ? char16_t{0}
              : canon == kSameAsBefore || is_repeat(canon) ? kKeyRepeat
              : canon == kOne                              ? kKeyOne
                                                           : key_class(representative_[canon]);
  }
  for (size_t pair = 0; pair < cp932_.size(); ++pair)
    cp932_key_[pair] = cp932_[pair] == kUndecodable ? kUndecodable : key_[cp932_[pair]];
  return true;
}

char32_t CharTables::fold_code_point(char32_t cp, FoldSet which) const {
  const auto on = [which](Fold f) { return (which & fold_bit(f)) != 0; };
  if (is_variation_selector(cp)) return on(Fold::kanji_variant) ? 0 : cp;
  if (is_wildcard(cp)) return kWildcard;
  if (cp >= 0x10000) return cp;
  auto c = static_cast<char16_t>(cp);
  // Judged before the width fold, which would turn some of them into others.
  if (is_separator(c) && on(Fold::separator)) return 0;
  if (is_hyphen(c) && on(Fold::long_vowel)) return kHyphen;
  if (on(Fold::width)) c = width_[c];
  if (is_separator(c)) return on(Fold::separator) ? 0 : c;
  if (is_hyphen(c)) return on(Fold::long_vowel) ? kHyphen : c;
  if (is_wildcard(c)) return kWildcard;
  if (on(Fold::letter_case) && c < letter_.size()) c = letter_[c];
  // Folded as katakana, and turned back where hiragana are to stay.
  const char16_t katakana = to_katakana(c);
  const bool back = katakana != c && !on(Fold::hiragana);
  c = katakana;
  if (on(Fold::small_kana)) c = large_kana(c);
  if (on(Fold::zu_du)) c = fold_zu_du(c);
  if (on(Fold::old_kana)) c = fold_old_kana(c);
  if (back) c = static_cast<char16_t>(c - 0x60);
  return c;
}

char32_t CharTables::next(Encoding e, const char*& p, const char* end) const {
  const auto c = static_cast<unsigned char>(*p);
  if (c < 0x80) {
    ++p;
    return c;
  }
  if (e == Encoding::cp932) {
    if (c >= 0xA1 && c <= 0xDF) {
      ++p;
      return 0xFF61u + (c - 0xA1u);
    }
    const char16_t u = end - p >= 2 ? cp932(c, static_cast<unsigned char>(p[1])) : kUndecodable;
    if (u == kUndecodable) {
      p += undecodable_cp932(reinterpret_cast<const unsigned char*>(p), reinterpret_cast<const unsigned char*>(end));
      return kNoCharacter;
    }
    p += 2;
    return u;
  }
  const uint32_t n = utf8_sequence_length(p, end);
  if (n == 0) {
    ++p;
    return kNoCharacter;
  }
  const char32_t cp = utf8_code_point(p, n);
  p += n;
  return cp;
}

void CharTables::append_utf8_text(Encoding e, std::string_view bytes, std::string& out, bool& ok) const {
  char piece[256];  // decoded here, appended in pieces: a string's own room would have to be cleared first
  size_t n = 0;
  const char* const end = bytes.data() + bytes.size();
  for (const char* p = bytes.data(); p < end;) {
    if (n > sizeof piece - 4) {
      out.append(piece, n);
      n = 0;
    }
    if (static_cast<unsigned char>(*p) < 0x80) {
      piece[n++] = *p++;
      continue;
    }
    const char* const at = p;
    char32_t cp = next(e, p, end);
    if (cp == kNoCharacter) {
      ok = false;
      cp = e == Encoding::cp932 && *at == '\x80' ? 0x80 : 0xFFFD;
    }
    if (cp >= 0x800 && cp < 0x10000) [[likely]] {
      piece[n++] = static_cast<char>(0xE0 | cp >> 12);
      piece[n++] = static_cast<char>(0x80 | (cp >> 6 & 0x3F));
      piece[n++] = static_cast<char>(0x80 | (cp & 0x3F));
    } else {
      out.append(piece, n);
      n = 0;
      append_utf8(out, cp);
    }
  }
  out.append(piece, n);
}

std::string CharTables::to_utf8(Encoding e, std::string_view bytes, bool& ok) const {
  std::string out;
  append_utf8_text(e, bytes, out, ok);
  return out;
}

}  // namespace totsugo
