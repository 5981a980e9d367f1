#include "core/match/kana_compare.h"

#include <algorithm>
#include <array>

#include "core/match/kana_compare_testing.h"
#include "core/text/char_tables.h"

namespace totsugo {
namespace {

// Katakana as code points; small ones are large, du is zu, wo is o by now (canonical text).
constexpr char16_t kA = 0x30A2, kI = 0x30A4, kU = 0x30A6, kE = 0x30A8, kO = 0x30AA, kKa = 0x30AB, kKi = 0x30AD,
                   kKe = 0x30B1, kKo = 0x30B3, kGa = 0x30AC, kShi = 0x30B7, kJi = 0x30B8, kSu = 0x30B9, kZu = 0x30BA,
                   kSe = 0x30BB, kZe = 0x30BC, kSo = 0x30BD, kSa = 0x30B5, kChi = 0x30C1, kTsu = 0x30C4, kTe = 0x30C6,
                   kDe = 0x30C7, kTo = 0x30C8, kDo = 0x30C9, kKu = 0x30AF, kGu = 0x30B0, kHa = 0x30CF, kHi = 0x30D2,
                   kFu = 0x30D5, kHe = 0x30D8, kHo = 0x30DB, kBa = 0x30D0, kBi = 0x30D3, kBu = 0x30D6, kBe = 0x30D9,
                   kBo = 0x30DC, kMu = 0x30E0, kYu = 0x30E6, kRu = 0x30EB, kN = 0x30F3, kVu = 0x30F4;

// The vowels of U+30A1 .. U+30F4.
constexpr std::string_view kVowels =
    "aaiiuueeoo"   // a
    "aaiiuueeoo"   // ka
    "aaiiuueeoo"   // sa
    "aaii-uueeoo"  // ta, with the small tsu
    "aiueo"        // na
    "aaaiiiuuueeeooo"
    "aiueo"   // ma
    "aauuoo"  // ya
    "aiueo"   // ra
    "aaieo"   // wa
    "-u";     // n, vu
static_assert(kVowels.size() == 0x30F5 - 0x30A1);

char16_t vowel_of(char16_t kana) {
  if (kana < 0x30A1 || kana >= 0x30F5) return 0;
  switch (kVowels[kana - 0x30A1]) {
    case 'a': return kA;
    case 'i': return kI;
    case 'u': return kU;
    case 'e': return kE;
    case 'o': return kO;
    default: return 0;
  }
}

bool is_long_mark(char16_t c) { return c == kLongVowel || c == kHyphen; }

// True if c makes the kana before it long: a mark, its own vowel, u after o, i after e.
bool lengthens(char16_t c, char16_t before) {
  const char16_t v = vowel_of(before);
  return v != 0 && (is_long_mark(c) || c == v || (v == kO && c == kU) || (v == kE && c == kI));
}

// Two spellings of one foreign sound: one or two kana each (0: none).
struct ForeignPair {
  char16_t x[2];
  char16_t y[2];
};
constexpr ForeignPair kForeignPairs[] = {
    {{kVu, kA}, {kBa, 0}},    {{kVu, kI}, {kBi, 0}},    {{kVu, kE}, {kBe, 0}},       {{kVu, kO}, {kBo, 0}},
    {{kVu, 0}, {kBu, 0}},     {{kVu, kYu}, {kBi, kYu}}, {{kVu, kA}, {kHa, 0}},       {{kVu, kI}, {kU, kI}},
    {{kTe, kI}, {kChi, 0}},   {{kDe, kI}, {kJi, 0}},    {{kTe, kYu}, {kChi, kYu}},   {{kDe, kYu}, {kJi, kYu}},
    {{kTo, kU}, {kTsu, 0}},   {{kDo, kU}, {kZu, 0}},    {{kTsu, 0}, {kTo, 0}},       {{kZu, 0}, {kDo, 0}},
    {{kFu, kA}, {kHa, 0}},    {{kFu, kI}, {kHi, 0}},    {{kFu, kE}, {kHe, 0}},       {{kFu, kO}, {kHo, 0}},
    {{kFu, kYu}, {kHi, kYu}}, {{kShi, kE}, {kSe, 0}},   {{kJi, kE}, {kZe, 0}},       {{kChi, kE}, {kSe, 0}},
    {{kU, kI}, {kI, 0}},      {{kU, kE}, {kE, 0}},      {{kU, kO}, {kO, 0}},         {{kI, kE}, {kE, 0}},
    {{kKu, kA}, {kKa, 0}},    {{kKu, kI}, {kKi, 0}},    {{kKu, kE}, {kKe, 0}},       {{kKu, kO}, {kKo, 0}},
    {{kGu, kA}, {kGa, 0}},    {{kTsu, kA}, {kSa, 0}},   {{kTsu, kI}, {kChi, 0}},     {{kSu, kI}, {kShi, 0}},
    {{kZu, kI}, {kJi, 0}},    {{kMu, 0}, {kN, 0}},      {{kRu, 0}, {kLongVowel, 0}},
};

// Why two canonical kana in the same place differ: 0 if nothing explains it.
RelaxationSet kana_difference(char16_t a, char16_t b) {
  if (a == kWildcard || b == kWildcard) return relax(Relaxation::wildcard);
  if (is_long_mark(a) && is_long_mark(b)) return relax(Relaxation::long_vowel);
  const char16_t plain_a = unvoiced_kana(a);
  const char16_t plain_b = unvoiced_kana(b);
  const RelaxationSet voicing = a != plain_a || b != plain_b ? relax(Relaxation::dakuten) : 0;
  if (plain_a == plain_b) return relax(Relaxation::dakuten);
  const auto pair = [&](char16_t x, char16_t y) {
    return (plain_a == x && plain_b == y) || (plain_a == y && plain_b == x);
  };
  if (pair(kSo, kN)) return relax(Relaxation::so_n) | voicing;
  if (pair(kShi, kTsu)) return relax(Relaxation::shi_tsu) | voicing;
  // zu/du and ji/di are one after orthographic folding, so a lost mark may leave tsu or chi.
  if (voicing && (pair(kSu, kTsu) || pair(kShi, kChi))) return relax(Relaxation::dakuten);
  return 0;
}

// The kana that steps exchange are one class; those a step may add or drop are none.
constexpr char16_t kNoClass = 0;

char16_t make_class(char16_t kana) {
  const char16_t plain = unvoiced_kana(large_kana(kana));
  if (plain == kYu || vowel_of(plain) == plain) return kNoClass;
  if (plain == kSo) return kN;
  return plain == kTsu || plain == kSu || plain == kChi ? kShi : plain;
}

char16_t class_of(char16_t c) {
  constexpr char16_t kFrom = 0x30A1, kTo = 0x30F5;
  static const auto table = [] {
    std::array<char16_t, kTo - kFrom> out{};
    for (char16_t kana = kFrom; kana < kTo; ++kana) out[kana - kFrom] = make_class(kana);
    return out;
  }();
  if (c >= kFrom && c < kTo) return table[c - kFrom];
  return is_long_mark(c) ? kNoClass : c;
}

// False if no way leads from one Japanese name to the other: every step but the one free character leaves the classes as
// they are, so that at most one of them may differ. Spares most strangers the walk.
bool ways_may_lead(std::u16string_view a, std::u16string_view b) {
  constexpr size_t kLongest = 48;
  if (std::max(a.size(), b.size()) > kLongest) return true;
  char16_t classes[2][kLongest];
  size_t sizes[2] = {0, 0};
  for (int side = 0; side < 2; ++side)
    for (const char16_t c : side ? b : a) {
      if (c == kWildcard) return true;
      if (const char16_t k = class_of(c); k != kNoClass) classes[side][sizes[side]++] = k;
    }
  const std::u16string_view x(classes[0], sizes[0]);
  const std::u16string_view y(classes[1], sizes[1]);
  const size_t longer = std::max(x.size(), y.size());
  return longer - std::min(x.size(), y.size()) <= 1 && common_ends(x, y) + 1 >= longer;
}

// Finds the cheapest way along both names. Equal characters are passed at once; at a difference every step that applies is
// tried. A way that already costs more than the best, or more than any grade allows, is given up.
class KanaWalk {
 public:
  KanaWalk(KanaText a, KanaText b, bool foreign)
      : a_(a.text), b_(b.text), a_one_word_(a.one_word), b_one_word_(b.one_word), foreign_(foreign) {}

  KanaComparison run() {
    walk(0, 0, 0, 0, 0);
    if (!found_ || steps_ > kMostSteps) return {NameLevel::differs, 0, 0};
    const RelaxationSet one = relax(Relaxation::kana_one_char) | relax(Relaxation::long_vowel_missing);
    const NameLevel level = best_ & one ? NameLevel::one_char : paid(best_) ? NameLevel::relaxed : NameLevel::same;
    return {level, best_, wild_};
  }

 private:
  static constexpr int kMostPaid = 3;   // kinds of relaxation; grade C allows two, equal kanji forgive any
  static constexpr int kMostJumps = 4;  // steps that are not one character against one
  static constexpr size_t kLeastForOneChar = 3;
  static constexpr int kMostSteps = 4000;  // names take a few dozen; only a made-up one of one vowel takes more

  void walk(size_t i, size_t j, RelaxationSet why, int jumps, uint32_t wild) {
    while (i < a_.size() && j < b_.size() && a_[i] == b_[j]) ++i, ++j;
    if (i == a_.size() && j == b_.size()) return arrive(why, wild);
    if (paid(why) > kMostPaid || jumps > kMostJumps || (found_ && !improves(why)) || ++steps_ > kMostSteps) return;
    const char16_t a = i < a_.size() ? a_[i] : char16_t{0};
    const char16_t b = j < b_.size() ? b_[j] : char16_t{0};
    if (a && b) {
      if (const RelaxationSet r = kana_difference(a, b))
        walk(i + 1, j + 1, why | r, jumps, wild + (r == relax(Relaxation::wildcard) ? 1 : 0));
      if (i > 0 && j > 0 && lengthens(a, a_[i - 1]) && lengthens(b, b_[j - 1]))
        walk(i + 1, j + 1, why | relax(Relaxation::long_vowel_spelling), jumps, wild);
      if (yu_instead(i, j)) walk(i + 1, j + 1, why | relax(Relaxation::yu_u), jumps, wild);
      if (foreign_) foreign_pairs(i, j, why, jumps, wild);
    }
    if (a)
      if (const RelaxationSet r = may_be_left_out(a_, i, a_one_word_)) walk(i + 1, j, why | r, jumps + 1, wild);
    if (b)
      if (const RelaxationSet r = may_be_left_out(b_, j, b_one_word_)) walk(i, j + 1, why | r, jumps + 1, wild);
    one_char(i, j, why, jumps, wild);
  }

  // Once in a name, any one character: no relaxation by itself, but what equal kanji may settle.
  void one_char(size_t i, size_t j, RelaxationSet why, int jumps, uint32_t wild) {
    const RelaxationSet one = relax(Relaxation::kana_one_char);
    if (why & one || std::max(a_.size(), b_.size()) < kLeastForOneChar) return;
    if (i < a_.size() && j < b_.size()) walk(i + 1, j + 1, why | one, jumps + 1, wild);
    if (i < a_.size()) walk(i + 1, j, why | one, jumps + 1, wild);
    if (j < b_.size()) walk(i, j + 1, why | one, jumps + 1, wild);
  }

  // What stands at text[i] may not stand on the other side at all.
  RelaxationSet may_be_left_out(std::u16string_view text, size_t i, bool one_word) const {
    const char16_t c = large_kana(text[i]);
    const char16_t before = i > 0 ? text[i - 1] : char16_t{0};
    const char16_t after = i + 1 < text.size() ? text[i + 1] : char16_t{0};
    // After a kana, in a name that has a space already, a hyphen is keyed for the long-vowel mark.
    if (c == kHyphen && (one_word || vowel_of(before) == 0)) return relax(Relaxation::separator);
    if (i == 0) return 0;
    if (is_long_mark(c)) return relax(Relaxation::long_vowel_dropped);
    if (c == kYu && after == kU && vowel_of(before) == kI) return relax(Relaxation::yu_u);
    const bool long_vowel = lengthens(c, before);
    if (foreign_ && (long_vowel || (c == kTsu && after))) return relax(Relaxation::foreign_kana);
    return long_vowel ? relax(Relaxation::long_vowel_missing) : 0;
  }

  // yu against i or u, before u: yuu was written iu, and is keyed uu.
  bool yu_instead(size_t i, size_t j) const {
    if (i + 1 >= a_.size() || j + 1 >= b_.size() || a_[i + 1] != kU || b_[j + 1] != kU) return false;
    const char16_t a = large_kana(a_[i]);
    const char16_t b = large_kana(b_[j]);
    return (a == kYu && (b == kI || b == kU)) || (b == kYu && (a == kI || a == kU));
  }

  void foreign_pairs(size_t i, size_t j, RelaxationSet why, int jumps, uint32_t wild) {
    const auto stands = [](std::u16string_view text, size_t at, const char16_t (&pair)[2]) -> size_t {
      if (text[at] != pair[0]) return 0;
      if (pair[1] == 0) return 1;
      return at + 1 < text.size() && large_kana(text[at + 1]) == pair[1] ? 2 : 0;
    };
    const RelaxationSet then = why | relax(Relaxation::foreign_kana);
    for (const ForeignPair& p : kForeignPairs) {
      const size_t ax = stands(a_, i, p.x);
      const size_t by = ax ? stands(b_, j, p.y) : 0;
      if (by) walk(i + ax, j + by, then, jumps + 1, wild);
      const size_t ay = stands(a_, i, p.y);
      const size_t bx = ay ? stands(b_, j, p.x) : 0;
      if (bx) walk(i + ay, j + bx, then, jumps + 1, wild);
    }
  }

  // Fewer kinds of relaxation are better, then what needs no guess, then the earlier (plainer) ones: the answer must not
  // depend on the order of trying. A way only ever adds to its relaxations, so one that does not improve now never will.
  bool improves(RelaxationSet why) const {
    const RelaxationSet guess = relax(Relaxation::kana_one_char);
    if (paid(why) != paid(best_)) return paid(why) < paid(best_);
    if ((why & guess) != (best_ & guess)) return (why & guess) == 0;
    return why < best_;
  }

  void arrive(RelaxationSet why, uint32_t wild) {
    if (found_ && !improves(why)) return;
    found_ = true;
    best_ = why;
    wild_ = wild;
  }

  std::u16string_view a_;
  std::u16string_view b_;
  bool a_one_word_;
  bool b_one_word_;
  bool foreign_;
  bool found_ = false;
  int steps_ = 0;
  RelaxationSet best_ = 0;
  uint32_t wild_ = 0;
};

}  // namespace

KanaComparison walk_kana(KanaText a, KanaText b, bool foreign) {
  if (a.text.empty() || b.text.empty()) return {};
  constexpr size_t kMostLonger = 6;  // more than that no steps make up for
  if (std::max(a.text.size(), b.text.size()) - std::min(a.text.size(), b.text.size()) > kMostLonger)
    return {NameLevel::differs, 0, 0};
  return a.text < b.text ? KanaWalk(a, b, foreign).run() : KanaWalk(b, a, foreign).run();  // symmetric by construction
}

KanaComparison compare_kana(KanaText a, KanaText b, bool foreign) {
  if (a.text.empty() || b.text.empty()) return {};
  if (a.text == b.text) return {NameLevel::same, 0, 0};
  if (!foreign && !ways_may_lead(a.text, b.text)) return {NameLevel::differs, 0, 0};
  return walk_kana(a, b, foreign);
}

}  // namespace totsugo
