#include "core/text/name.h"

#include <algorithm>

#include "core/text/kanji_variants.h"

namespace totsugo {
namespace {

bool ends_word(char32_t c) {
  switch (c) {
    case 0x20:
    case 0x3000:
    case 0xA0:
    case 0x09:
    case 0x0A:
    case 0x0D:
    case 0x30FB:
    case 0xFF65:
    case 0xB7:
    case ',':
    case 0xFF0C:
    case 0x30A0: return true;
    default: return false;
  }
}

// What an iteration mark of kana stands for behind this character.
char16_t repeated(char16_t before, char32_t mark) {
  const char16_t plain = unvoiced_kana(before);
  if (mark != 0x30FE) return plain;
  const char16_t voiced = voiced_kana(plain, false);
  return voiced ? voiced : plain;
}

bool is_katakana(char16_t c) { return c >= 0x30A1 && c <= kLongVowel && c != 0x30FB; }

// Writes a character at out in UTF-16 and moves past it.
void put(char16_t*& out, char32_t c) {
  if (c < 0x10000) {
    *out++ = static_cast<char16_t>(c);
  } else {
    *out++ = static_cast<char16_t>(0xD7C0 + (c >> 10));
    *out++ = static_cast<char16_t>(0xDC00 | (c & 0x3FF));
  }
}

}  // namespace

void fold_name(const CharTables& tables, std::string_view utf8, FoldSet folds, FoldedName& out) {
  fold_raw_name(tables, Encoding::utf8, utf8, folds, out);
}

void fold_raw_name(const CharTables& tables, Encoding e, std::string_view raw, FoldSet folds, FoldedName& out) {
  // No encoding says two UTF-16 units in one byte, and no fold makes two of one. Put together beside the string, so that it
  // takes no more memory than the name: the lists keep tens of thousands.
  constexpr size_t kUsual = 256;
  char16_t usual[kUsual];
  std::u16string long_text(raw.size() > kUsual ? raw.size() : 0, u'\0');
  char16_t* const first = raw.size() > kUsual ? long_text.data() : usual;
  char16_t* next = first;
  out.later_words = 0;
  const char* const end = raw.data() + raw.size();
  bool space = false;
  for (const char* p = raw.data(); p < end;) {
    char32_t cp = tables.next(e, p, end);
    if (cp == kNoCharacter) cp = 0xFFFD;
    if (ends_word(cp)) space = true;
    char32_t c = folds == kAllFolds && cp < 0x10000 ? tables.canon(static_cast<char16_t>(cp))
                                                    : tables.fold_code_point(cp, folds);
    if (c == 0) continue;
    if (is_repeat(c) && next != first && is_katakana(next[-1]) && (folds & fold_bit(Fold::old_kana)))
      c = tables.fold_code_point(repeated(next[-1], c), folds);
    if (c < 0x10000 && next - first > 1 && next[-1] == kOne && is_katakana(static_cast<char16_t>(c)) &&
        is_katakana(next[-2]) && (folds & fold_bit(Fold::long_vowel)))
      next[-1] = kLongVowel;
    if ((c == kVoicedMark || c == kSemiVoicedMark) && (folds & fold_bit(Fold::width))) {
      const char16_t joined = next == first ? char16_t{0} : voiced_kana(next[-1], c == kSemiVoicedMark);
      if (joined) next[-1] = static_cast<char16_t>(tables.fold_code_point(joined, folds));
      continue;
    }
    if (space && next != first && out.later_words < kMaxWords && next - first < 256)
      out.word_starts[out.later_words++] = static_cast<uint8_t>(next - first);
    space = false;
    put(next, c);
  }
  out.text.assign(first, next);
}

bool take_bracketed(FoldedName& name, FoldedName& bracketed) {
  const size_t open = name.text.find(u'(');
  if (open == std::u16string::npos || open == 0) return false;
  const size_t close = std::min(name.text.find(u')', open), name.text.size());
  if (close <= open + 1) return false;
  bracketed.text = name.text.substr(open + 1, close - open - 1);
  bracketed.later_words = 0;
  uint8_t words = 0;
  for (uint8_t i = 0; i < name.later_words; ++i) {
    const size_t at = name.word_starts[i];
    if (at < open) name.word_starts[words++] = static_cast<uint8_t>(at);
    else if (at > open + 1 && at < close)
      bracketed.word_starts[bracketed.later_words++] = static_cast<uint8_t>(at - open - 1);
  }
  name.later_words = words;
  name.text.resize(open);
  return true;
}

size_t common_tail(std::u16string_view a, std::u16string_view b) {
  size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

size_t common_ends(std::u16string_view a, std::u16string_view b) {
  size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  return head + common_tail(a.substr(head), b.substr(head));
}

char32_t next_code_point(std::u16string_view text, size_t& i) {
  const char16_t c = text[i++];
  if (c < 0xD800 || c >= 0xDC00 || i == text.size()) return c;
  return (char32_t{c} << 10) + text[i++] - 0x35FDC00;
}

std::u16string folded_text(const CharTables& tables, std::string_view utf8) {
  FoldedName out;
  fold_name(tables, utf8, kAllFolds, out);
  return std::move(out.text);
}

std::string utf8_of(std::u16string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) append_utf8(out, next_code_point(text, i));
  return out;
}

std::u16string loose_text(const FoldedName& name) {
  std::u16string out(name.text.size() * 2, u'\0');  // a variant may stand outside the Basic Multilingual Plane
  char16_t* next = out.data();
  for (size_t i = 0; i < name.text.size();) {
    const char32_t c = next_code_point(name.text, i);
    if (c != kLongVowel && c != kHyphen) put(next, kanji_representative(c));
  }
  out.resize(static_cast<size_t>(next - out.data()));
  return out;
}

namespace {

// Puts key characters one behind the other; the rare ones that depend on what stands before are settled here.
class KeyWriter {
 public:
  KeyWriter(char16_t* out, size_t capacity) : out_(out), capacity_(capacity) {}
  void put(char16_t key) {
    if (static_cast<char16_t>(key - 1) >= kKeyRepeat - 1) [[unlikely]]
      key = settled(key);
    if (key && n_ < capacity_) out_[n_++] = key;
  }
  size_t size() {
    if (ones_) [[unlikely]]
      drop_ones_between_kana();
    return n_;
  }

 private:
  char16_t settled(char16_t key) {
    if (key == kKeyRepeat) return n_ ? out_[n_ - 1] : char16_t{0};
    if (key != kKeyOne) return key;
    ones_ = true;
    return kOne;
  }
  void drop_ones_between_kana() {
    size_t kept = 0;
    for (size_t i = 0; i < n_; ++i) {
      const bool between = i > 0 && i + 1 < n_ && is_katakana(out_[i - 1]) && is_katakana(out_[i + 1]);
      if (out_[i] != kOne || !between) out_[kept++] = out_[i];
    }
    n_ = kept;
  }

  char16_t* const out_;
  const size_t capacity_;
  size_t n_ = 0;
  bool ones_ = false;
};

size_t cp932_key_characters(const CharTables& tables, std::string_view raw, char16_t* out, size_t capacity,
                            size_t& bad) {
  KeyWriter keys(out, capacity);
  const auto* p = reinterpret_cast<const unsigned char*>(raw.data());
  const auto* const begin = p;
  const auto* const end = p + raw.size();
  while (p < end) {
    const unsigned char c = *p;
    char16_t k;
    if (c < 0x80 || (c >= 0xA1 && c <= 0xDF)) {
      k = tables.key(c < 0x80 ? char16_t{c} : static_cast<char16_t>(0xFF61 + (c - 0xA1)));
      ++p;
    } else {
      k = end - p >= 2 ? tables.cp932_key(c, p[1]) : kUndecodable;
      if (k == kUndecodable) {
        if (bad == kNoBadByte) bad = static_cast<size_t>(p - begin);
        p += undecodable_cp932(p, end);
        continue;
      }
      p += 2;
    }
    keys.put(k);
  }
  return keys.size();
}

char16_t key_character(const CharTables& tables, char32_t cp) {
  if (cp < 0x10000) [[likely]]
    return tables.key(static_cast<char16_t>(cp));
  cp = kanji_representative(tables.fold_code_point(cp, kAllFolds));
  return static_cast<char16_t>(cp < 0x10000 ? cp : 0xD800 | (cp & 0x7FF));  // any one value will do for a key
}

}  // namespace

size_t key_characters(const CharTables& tables, std::u16string_view folded, char16_t* out, size_t capacity) {
  KeyWriter keys(out, capacity);
  for (size_t i = 0; i < folded.size();) keys.put(key_character(tables, next_code_point(folded, i)));
  return keys.size();
}

size_t key_characters(const CharTables& tables, Encoding e, std::string_view raw, char16_t* out, size_t capacity,
                      size_t& bad) {
  if (e == Encoding::cp932) return cp932_key_characters(tables, raw, out, capacity, bad);
  KeyWriter keys(out, capacity);
  const char* const begin = raw.data();
  const char* const end = begin + raw.size();
  for (const char* p = begin; p < end;) {
    const char* const at = p;
    const char32_t cp = tables.next(e, p, end);
    if (cp == kNoCharacter) {
      if (bad == kNoBadByte) bad = static_cast<size_t>(at - begin);
      continue;
    }
    keys.put(key_character(tables, cp));
  }
  return keys.size();
}

}  // namespace totsugo
