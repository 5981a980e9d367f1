#include "core/report/differences.h"

#include <algorithm>

#include "core/base/error_words.h"
#include "core/match/kana_compare.h"
#include "core/match/match_words.h"
#include "core/report/report_words.h"
#include "core/text/kanji_variants.h"
#include "core/text/name.h"

namespace totsugo {
namespace {

// One character as a reader counts: with the selectors and marks that follow it.
struct Unit {
  std::string raw;
  char32_t first = 0;   // its first code point
  char32_t folded = 0;  // as the comparison sees it; 0: a space or the like
  bool selector = false;
};

bool goes_with_the_one_before(char32_t c) {
  return is_variation_selector(c) || (c >= 0x300 && c <= 0x36F) || c == 0x3099 || c == 0x309A || c == 0xFF9E ||
         c == 0xFF9F || c == 0x200D;
}

std::vector<Unit> units_of(const CharTables& tables, std::string_view text) {
  std::vector<Unit> out;
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    const char* const at = p;
    const char32_t c = tables.next(Encoding::utf8, p, end);
    const std::string_view raw(at, static_cast<size_t>(p - at));
    if (goes_with_the_one_before(c) && !out.empty()) {
      out.back().raw += raw;
      out.back().selector = out.back().selector || is_variation_selector(c);
    } else {
      out.push_back({std::string(raw), c, 0, false});
    }
  }
  for (Unit& u : out) {
    FoldedName folded;
    fold_name(tables, u.raw, kAllFolds, folded);
    size_t at = 0;
    if (!folded.text.empty()) u.folded = next_code_point(folded.text, at);
    if (u.folded == kHyphen) u.folded = 0;
  }
  return out;
}

std::string grounds_of(char32_t a, char32_t b) {
  constexpr int kMost = 3;
  const KanjiGroundSet all = kanji_grounds(a, b);
  std::string out;
  int told = 0;
  for (int i = 0; i < kKanjiGroundCount && told < kMost; ++i) {
    const auto g = static_cast<KanjiGround>(i);
    if (!(all & kanji_ground_bit(g))) continue;
    if (told++) out += phrase_comma();
    out += kanji_ground_label(g);
  }
  return out;
}

std::string code_point_text(char32_t c) {
  std::string out;
  for (uint32_t rest = c; rest || out.size() < 4; rest >>= 4) out.insert(out.begin(), "0123456789ABCDEF"[rest & 15]);
  return "U+" + out;
}

bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

struct Judged {
  Likeness how = Likeness::same;
  std::string told;
  bool listed = true;  // among the places
};

// a of the listed writing, b of the member's.
Judged judge(const Unit& a, const Unit& b) {
  if (a.raw == b.raw) return {};
  if (a.folded == 0 && b.folded == 0) return {Likeness::folded, {}, false};
  for (const auto& [wild, other] : {std::pair{&a, &b}, std::pair{&b, &a}})
    if (wild->folded == kWildcard && other->folded != kWildcard)
      return {Likeness::relaxed, is_private(wild->first) ? phrase_private_use(code_point_text(wild->first), other->raw)
                                                         : phrase_wildcard(wild->raw, other->raw)};
  if (a.folded == b.folded) {
    const bool form = a.selector || b.selector;
    return {Likeness::folded, form ? phrase_selector(a.raw, b.raw) : std::string(), form};
  }
  if (same_kanji(a.folded, b.folded))
    return {Likeness::folded, phrase_same_kanji(a.raw, b.raw, grounds_of(a.folded, b.folded))};
  if (a.folded < 0x10000 && b.folded < 0x10000) {
    const char16_t x = static_cast<char16_t>(a.folded);
    const char16_t y = static_cast<char16_t>(b.folded);
    const KanaComparison kana = compare_kana({{&x, 1}}, {{&y, 1}}, false);
    if (kana.level == NameLevel::same) return {Likeness::folded, {}, false};
    if (kana.level == NameLevel::relaxed) return {Likeness::relaxed, labels_of(kana.why)};
  }
  return {Likeness::differs, {}};
}

// What stands on one side only.
Judged judge_alone(const Unit& u) {
  if (u.folded == 0) return {Likeness::folded, {}, false};
  if (u.folded == kLongVowel) return {Likeness::relaxed, std::string(label_of(Relaxation::long_vowel_dropped))};
  return {Likeness::differs, {}};
}

// A change is cheaper than one more here and one less there; spaces cost next to nothing.
int cost_of(const Unit& a, const Unit& b) {
  if ((a.folded == 0) != (b.folded == 0)) return 100;
  switch (judge(a, b).how) {
    case Likeness::same: return 0;
    case Likeness::folded: return 1;
    case Likeness::relaxed: return 3;
    case Likeness::differs: return 9;
  }
  return 9;
}
int cost_alone(const Unit& u) { return u.folded == 0 ? 1 : u.folded == kLongVowel ? 4 : 7; }

// Pieces of one likeness that stand together are one.
void put(std::vector<Piece>& out, std::string_view text, Likeness how) {
  if (text.empty()) return;
  if (!out.empty() && out.back().how == how) out.back().text += text;
  else out.push_back({std::string(text), how});
}

Differences whole(std::string_view listed, std::string_view member, Likeness how) {
  Differences out;
  put(out.member, member, how);
  put(out.listed, listed, how);
  if (how != Likeness::same && how != Likeness::folded)
    out.places.push_back({0, std::string(member), std::string(listed), how, {}});
  return out;
}

// Two rows of units side by side, the cheapest way; -1: nothing there.
struct Pair {
  int listed;
  int member;
};

std::vector<Pair> aligned(const std::vector<Unit>& a, const std::vector<Unit>& b) {
  const size_t width = b.size() + 1;
  std::vector<int> cost((a.size() + 1) * width, 0);
  std::vector<uint8_t> from(cost.size(), 0);  // 0 both, 1 a alone, 2 b alone
  for (size_t i = 0; i <= a.size(); ++i)
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 && j == 0) continue;
      int best = 1 << 28;
      uint8_t way = 0;
      const auto take = [&](int c, uint8_t w) {
        if (c < best) best = c, way = w;
      };
      if (i > 0 && j > 0) take(cost[(i - 1) * width + j - 1] + cost_of(a[i - 1], b[j - 1]), 0);
      if (i > 0) take(cost[(i - 1) * width + j] + cost_alone(a[i - 1]), 1);
      if (j > 0) take(cost[i * width + j - 1] + cost_alone(b[j - 1]), 2);
      cost[i * width + j] = best;
      from[i * width + j] = way;
    }
  std::vector<Pair> out;
  for (size_t i = a.size(), j = b.size(); i > 0 || j > 0;) {
    const uint8_t way = from[i * width + j];
    out.push_back({way == 2 ? -1 : static_cast<int>(i - 1), way == 1 ? -1 : static_cast<int>(j - 1)});
    if (way != 2) --i;
    if (way != 1) --j;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

constexpr size_t kMostUnits = 200;  // no name is longer; two of these take 40,000 steps

// A value cut into runs of digits and what stands between them; eight and seven digits in a row are year, month and day.
std::vector<std::string> runs_of(std::string_view text) {
  std::vector<std::string> out;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (size_t i = 0; i < text.size();) {
    size_t to = i;
    while (to < text.size() && is_digit(text[to]) == is_digit(text[i])) ++to;
    const std::string run(text.substr(i, to - i));
    if (is_digit(text[i]) && (run.size() == 8 || run.size() == 7)) {
      const size_t year = run.size() - 4;
      out.push_back(run.substr(0, year));
      out.push_back({});
      out.push_back(run.substr(year, 2));
      out.push_back({});
      out.push_back(run.substr(year + 2));
    } else {
      out.push_back(run);
    }
    i = to;
  }
  return out;
}

std::string without_zeros(std::string_view run) {
  const size_t from = run.find_first_not_of('0');
  return from == std::string_view::npos ? std::string() : std::string(run.substr(from));
}

bool is_number(std::string_view run) { return !run.empty() && run[0] >= '0' && run[0] <= '9'; }

}  // namespace

std::string_view code_of(Likeness l) {
  constexpr std::string_view kCodes[] = {"same", "folded", "relaxed", "differs"};
  static_assert(std::size(kCodes) == static_cast<size_t>(Likeness::differs) + 1);
  return kCodes[static_cast<size_t>(l)];
}

Differences differences_of_text(const CharTables& tables, std::string_view listed, std::string_view member) {
  const std::vector<Unit> a = units_of(tables, listed);
  const std::vector<Unit> b = units_of(tables, member);
  if (a.size() > kMostUnits || b.size() > kMostUnits)
    return whole(listed, member, listed == member ? Likeness::same : Likeness::differs);
  Differences out;
  size_t place = 0;
  size_t alike = 0;
  for (const Pair& p : aligned(a, b)) {
    const Unit* x = p.listed < 0 ? nullptr : &a[static_cast<size_t>(p.listed)];
    const Unit* y = p.member < 0 ? nullptr : &b[static_cast<size_t>(p.member)];
    const Judged j = x && y ? judge(*x, *y) : judge_alone(x ? *x : *y);
    if (x && x->folded != 0) ++place;
    if (x && y && x->folded != 0 && j.how != Likeness::differs) ++alike;
    if (y) put(out.member, y->raw, j.how);
    if (x) put(out.listed, x->raw, j.how);
    if (j.how == Likeness::same || !j.listed) continue;
    out.places.push_back(
        {std::max<size_t>(place, 1), y ? y->raw : std::string(), x ? x->raw : std::string(), j.how, j.told});
  }
  const auto letters = [](const std::vector<Unit>& u) {
    return static_cast<size_t>(std::count_if(u.begin(), u.end(), [](const Unit& x) { return x.folded != 0; }));
  };
  // Where hardly anything agrees, places say nothing.
  if (alike * 2 < std::max(letters(a), letters(b))) return whole(listed, member, Likeness::differs);
  return out;
}

Differences differences_of_dates(std::string_view listed, std::string_view member) {
  if (listed == member) return whole(listed, member, Likeness::same);
  const std::vector<std::string> a = runs_of(listed);
  const std::vector<std::string> b = runs_of(member);
  bool one_way = a.size() == b.size();
  for (size_t i = 0; one_way && i < a.size(); ++i)
    one_way = is_number(a[i]) == is_number(b[i]) && (is_number(a[i]) || a[i].empty() == b[i].empty());
  if (!one_way) return whole(listed, member, Likeness::differs);
  Differences out;
  size_t numbers = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    numbers += is_number(a[i]) ? 1 : 0;
    const Likeness how = a[i] == b[i]                                                    ? Likeness::same
                         : is_number(a[i]) && without_zeros(a[i]) == without_zeros(b[i]) ? Likeness::folded
                                                                                         : Likeness::differs;
    put(out.listed, a[i], how);
    put(out.member, b[i], how);
    if (how == Likeness::differs && is_number(a[i]))
      out.places.push_back({numbers, b[i], a[i], how, std::string(part_of_date(numbers))});
  }
  return out;
}

void take_for_equal(Differences& d) {
  for (std::vector<Piece>* side : {&d.member, &d.listed}) {
    std::vector<Piece> softer;
    for (const Piece& p : *side) put(softer, p.text, std::min(p.how, Likeness::folded));
    *side = std::move(softer);
  }
  std::erase_if(d.places, [](const Difference& x) { return x.told.empty() || x.how == Likeness::differs; });
  for (Difference& x : d.places) x.how = std::min(x.how, Likeness::folded);
}

std::vector<Piece> more_unlike(const std::vector<Piece>& a, const std::vector<Piece>& b) {
  std::vector<Piece> out;
  for (size_t i = 0, j = 0, at_a = 0, at_b = 0; i < a.size() && j < b.size();) {
    const size_t n = std::min(a[i].text.size() - at_a, b[j].text.size() - at_b);
    put(out, std::string_view(a[i].text).substr(at_a, n), std::max(a[i].how, b[j].how));
    at_a += n;
    at_b += n;
    if (at_a == a[i].text.size()) ++i, at_a = 0;
    if (at_b == b[j].text.size()) ++j, at_b = 0;
  }
  return out;
}

std::vector<std::string> told_of(const Differences& d) {
  std::vector<std::string> out;
  for (const Difference& x : d.places)
    if (!x.told.empty()) out.push_back(x.told);
  return out;
}

}  // namespace totsugo
