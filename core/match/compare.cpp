#include "core/match/compare.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace totsugo {
namespace {

constexpr char16_t kSo = 0x30BD;
constexpr char16_t kN = 0x30F3;
constexpr char16_t kShi = 0x30B7;
constexpr char16_t kTsu = 0x30C4;
constexpr char16_t kSu = 0x30B9;
constexpr char16_t kChi = 0x30C1;

// Eras: a year n of one read as year n of another. Only years that both eras have: there is no Heisei 55 to misread.
struct EraYears {
  int base;   // the year before its first
  int years;  // how many it has
};
constexpr EraYears kEraYears[] = {{1867, 45}, {1911, 15}, {1925, 64}, {1988, 31}, {2018, 99}};

bool has_han(const std::u16string& s) {
  return std::any_of(s.begin(), s.end(), [](char16_t c) { return is_han(c) || c == kWildcard || (c >= 0xD800 && c < 0xE000); });
}

// Why two canonical kana differ: 0 if no relaxation explains it.
RelaxationSet kana_difference(char16_t a, char16_t b) {
  const char16_t plain_a = unvoiced_kana(a);
  const char16_t plain_b = unvoiced_kana(b);
  const RelaxationSet voicing = a != plain_a || b != plain_b ? relax(Relaxation::dakuten) : 0;
  if (plain_a == plain_b) return relax(Relaxation::dakuten);
  const auto pair = [&](char16_t x, char16_t y) { return (plain_a == x && plain_b == y) || (plain_a == y && plain_b == x); };
  if (pair(kSo, kN)) return relax(Relaxation::so_n) | voicing;
  if (pair(kShi, kTsu)) return relax(Relaxation::shi_tsu) | voicing;
  // zu/du and ji/di are one after orthographic folding, so a lost mark may leave tsu or chi.
  if (voicing && (pair(kSu, kTsu) || pair(kShi, kChi))) return relax(Relaxation::dakuten);
  return 0;
}

bool one_edit_apart(const std::u16string& a, const std::u16string& b) {
  const std::u16string& s = a.size() <= b.size() ? a : b;
  const std::u16string& l = a.size() <= b.size() ? b : a;
  if (l.size() - s.size() > 1 || l.size() < 3) return false;
  size_t i = 0;
  while (i < s.size() && s[i] == l[i]) ++i;
  const size_t skip = l.size() == s.size() ? 1 : 0;
  return std::equal(s.begin() + static_cast<std::ptrdiff_t>(std::min(i + skip, s.size())), s.end(),
                    l.begin() + static_cast<std::ptrdiff_t>(i + 1), l.end());
}

struct KanaResult {
  NameLevel level = NameLevel::missing;
  RelaxationSet why = 0;
  size_t wild = 0;  // characters that could not be held
};

KanaResult compare_kana(const std::u16string& a, const std::u16string& b) {
  if (a.empty() || b.empty()) return {};
  if (a == b) return {NameLevel::same, 0, 0};
  if (a.size() == b.size()) {
    RelaxationSet why = 0;
    bool explained = true;
    size_t wild = 0;
    for (size_t i = 0; i < a.size() && explained; ++i) {
      if (a[i] == b[i]) continue;
      if (a[i] == kWildcard || b[i] == kWildcard) ++wild;
      const RelaxationSet r = a[i] == kWildcard || b[i] == kWildcard ? relax(Relaxation::wildcard) : kana_difference(a[i], b[i]);
      explained = r != 0;
      why |= r;
    }
    if (explained) return {NameLevel::relaxed, why, wild};
  }
  return {one_edit_apart(a, b) ? NameLevel::one_char : NameLevel::differs, 0, 0};
}

// Wildcards stand for exactly one character; at least one real character must agree.
NameLevel compare_written(const std::u16string& a, const std::u16string& b, size_t& wild) {
  wild = 0;
  if (a.empty() || b.empty()) return NameLevel::missing;
  if (a.size() != b.size()) return has_han(a) == has_han(b) ? NameLevel::differs : NameLevel::missing;
  size_t equal = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] == kWildcard || b[i] == kWildcard) ++wild;
    else if (a[i] == b[i]) ++equal;
    else return has_han(a) == has_han(b) ? NameLevel::differs : NameLevel::missing;
  }
  if (wild == 0) return NameLevel::same;
  return equal > 0 ? NameLevel::relaxed : NameLevel::missing;
}

// The given names agree and the family names do not. A side without a space between the two lends its end.
bool given_agrees(const FoldedName& a, const FoldedName& b, size_t least) {
  const auto given = [](const FoldedName& n) { return std::u16string_view(n.text).substr(static_cast<size_t>(n.split())); };
  if (a.split() >= 0 && b.split() >= 0) return given(a) == given(b) && given(a).size() >= least;
  if (a.split() < 0 && b.split() < 0) return false;
  const FoldedName& split = a.split() >= 0 ? a : b;
  const std::u16string_view whole = a.split() >= 0 ? b.text : a.text;
  const std::u16string_view g = given(split);
  return g.size() >= least && whole.size() > g.size() && whole.ends_with(g);
}

bool surname_changed(const Identity& a, const Identity& b) {
  const bool kana = !a.kana.empty() && !b.kana.empty();
  const bool written = has_han(a.written.text) && has_han(b.written.text);
  if (!kana && !written) return false;
  if (kana && !given_agrees(a.kana, b.kana, 2)) return false;
  // Where both sides have kanji, the given name's kanji must agree too; without a space it cannot be told.
  if (written && (a.written.split() >= 0 || b.written.split() >= 0)) return given_agrees(a.written, b.written, 1);
  return kana;
}


bool same_words(const FoldedName& a, const FoldedName& b) {
  if (a.word_count() < 2 || a.word_count() != b.word_count() || a.text.size() != b.text.size()) return false;
  std::vector<std::u16string_view> x;
  std::vector<std::u16string_view> y;
  for (size_t i = 0; i < a.word_count(); ++i) {
    x.push_back(a.word(i));
    y.push_back(b.word(i));
  }
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  return x == y;
}

struct NameResult {
  bool agrees = false;          // under the relaxations named
  RelaxationSet why = 0;
};

// The name as a whole: how kana and written name agree together.
NameResult judge_name(const Identity& a, const Identity& b, Comparison& out) {
  const KanaResult kana = compare_kana(a.kana.text, b.kana.text);
  size_t wild = 0;
  NameLevel written = compare_written(a.written.text, b.written.text, wild);
  RelaxationSet why = kana.why;
  // Kanji against an alphabet do not differ, they say nothing: then too the alias is the only writing to ask.
  const bool unsettled = written == NameLevel::differs ||
                         (written == NameLevel::missing && !a.written.empty() && kana.level != NameLevel::same);
  if (unsettled && !b.alias.empty()) {
    size_t alias_wild = 0;
    const NameLevel by_alias = compare_written(a.written.text, b.alias.text, alias_wild);
    if (by_alias == NameLevel::same) {
      written = NameLevel::same;
      why |= relax(Relaxation::alias_name);
    }
  }
  out.kana = kana.level;
  out.written = written;
  if (written == NameLevel::relaxed) why |= relax(Relaxation::wildcard);
  else wild = 0;
  // One character that could not be held is one relaxation; more are more, unless the other writing is whole.
  if (kana.level != NameLevel::same && written != NameLevel::same && kana.wild + wild > 1)
    why |= relax(Relaxation::wildcards_only);
  switch (kana.level) {
    case NameLevel::missing:
      return {written == NameLevel::same || written == NameLevel::relaxed, why};
    case NameLevel::same:
      if (written == NameLevel::differs) return {true, relax(Relaxation::written_differs)};
      return {true, why};
    case NameLevel::relaxed:
      if (written == NameLevel::differs) return {};
      // Equal kanji and two kinds of slips in the kana are one other reading.
      if (written == NameLevel::same && std::popcount(why) > 1 && !(why & relax(Relaxation::alias_name)))
        return {true, relax(Relaxation::variant_reading)};
      return {true, why};
    case NameLevel::one_char:
      if (written == NameLevel::differs) return {};
      if (written == NameLevel::missing) return {true, relax(Relaxation::kana_one_char_only)};
      return {true, why | relax(Relaxation::kana_one_char)};
    case NameLevel::differs:
      if (written == NameLevel::same || written == NameLevel::relaxed)
        return {true, why | relax(Relaxation::variant_reading)};
      return {};
  }
  return {};
}

NumberLevel compare_member_number(const MemberNumber& a, const MemberNumber& b) {
  if (a.none() || b.none()) return NumberLevel::missing;
  if (!same_household_number(a, b)) return NumberLevel::differs;
  if (a.branch < 0 || b.branch < 0) return NumberLevel::household_only;
  return a.branch == b.branch ? NumberLevel::same : NumberLevel::branch_differs;
}

constexpr RelaxationSet kNeverSelectable = ~(relax(Relaxation::written_differs) - 1);

}  // namespace

BirthLevel compare_birth(CivilDate a, CivilDate b) {
  if (a.none() || b.none()) return BirthLevel::differs;
  if (a == b) return a.partial() ? BirthLevel::partial : BirthLevel::same;
  if (a.partial() || b.partial()) {
    const bool month = a.month() == b.month() || a.month() == 0 || b.month() == 0;
    const bool day = a.day() == b.day() || a.day() == 0 || b.day() == 0;
    return a.year() == b.year() && month && day ? BirthLevel::partial : BirthLevel::differs;
  }
  CivilDate variants[kMaxBirthVariants];
  const size_t n = birth_variants(a, variants);
  if (std::find(variants, variants + n, b) == variants + n) return BirthLevel::differs;
  const int64_t days = day_number(a) - day_number(b);
  if (days == 1 || days == -1) return BirthLevel::off_by_one;
  return a.year() == b.year() ? BirthLevel::swapped : BirthLevel::era_shift;
}

size_t birth_variants(CivilDate d, CivilDate out[kMaxBirthVariants]) {
  if (d.none() || d.partial()) return 0;
  size_t n = 0;
  const auto add = [&](int y, int m, int day) {
    if (!is_valid_date(y, m, day)) return;
    const CivilDate v = CivilDate::of(y, m, day);
    if (v != d && std::find(out, out + n, v) == out + n && n < kMaxBirthVariants) out[n++] = v;
  };
  const int64_t day = day_number(d);
  for (const int64_t other : {day - 1, day + 1}) {
    const CivilDate v = from_day_number(other);
    add(v.year(), v.month(), v.day());
  }
  add(d.year(), d.day(), d.month());
  for (const EraYears& from : kEraYears)
    for (const EraYears& to : kEraYears) {
      const int year = d.year() - from.base;
      if (from.base != to.base && year >= 1 && year <= from.years && year <= to.years)
        add(to.base + year, d.month(), d.day());
    }
  return n;
}

namespace {

Grade grade_of(const Identity& listed, const Identity& member, Comparison& out) {
  const NameResult name = judge_name(listed, member, out);
  RelaxationSet why = name.why;
  bool agrees = name.agrees;
  if (!agrees && out.sex != SexLevel::differs && out.birth == BirthLevel::same) {
    if (foreign_name(listed) && (same_words(listed.kana, member.kana) || same_words(listed.written, member.written))) {
      agrees = true;
      why = relax(Relaxation::word_order);
    } else if (surname_changed(listed, member)) {
      agrees = true;
      why = relax(Relaxation::surname_changed);
    }
  }
  const bool settled = out.number_settles();
  if (out.pension_number == NumberLevel::differs) why |= relax(Relaxation::pension_number_differs);
  if (out.sex == SexLevel::differs) why |= relax(Relaxation::sex_differs);
  if (out.sex == SexLevel::missing) why |= relax(Relaxation::sex_missing);
  const bool conflict = (why & (relax(Relaxation::pension_number_differs) | relax(Relaxation::sex_differs))) != 0;

  switch (out.birth) {
    case BirthLevel::same: break;
    case BirthLevel::off_by_one: why |= relax(Relaxation::birth_off_by_one); break;
    case BirthLevel::swapped: why |= relax(Relaxation::birth_swapped); break;
    case BirthLevel::era_shift: why |= relax(Relaxation::birth_era_shift); break;
    case BirthLevel::partial: why |= relax(Relaxation::birth_partial); break;
    case BirthLevel::differs: why |= relax(Relaxation::birth_differs); break;
  }
  const bool household = out.number == NumberLevel::household_only;
  if (!agrees) {
    // The number alone is shown: it may be the person after all, and it forbids picking anybody else.
    if (!settled && !(household && out.birth == BirthLevel::same)) return Grade::none;
    out.relaxations = why | relax(Relaxation::name_differs);
    return Grade::c;
  }
  out.relaxations = why;
  if (out.birth == BirthLevel::differs) return settled || (household && name.why == 0) ? Grade::c : Grade::none;
  // A birth date that nearly agrees needs a name that fully does and nothing against it, or the number.
  if (out.birth != BirthLevel::same) return settled || (name.why == 0 && !conflict) ? Grade::c : Grade::none;
  if (conflict) return name.why == 0 || settled || std::popcount(name.why) == 1 ? Grade::c : Grade::none;
  if (settled) return Grade::s;  // the number settles what the name leaves open
  // Without a branch on one side the number is the household's: enough where the name leaves nothing open.
  if (household && name.why == 0) return Grade::s;
  if (why & kNeverSelectable) return Grade::c;
  switch (std::popcount(why)) {
    case 0: return Grade::a;
    case 1: return Grade::b;
    default: return Grade::c;
  }
}

// Not a match, but near: what a clerk would like to see beside "not found".
bool looks_alike(const Comparison& c) {
  if (c.kana == NameLevel::same || c.written == NameLevel::same) return true;
  return c.birth == BirthLevel::same && (c.kana == NameLevel::relaxed || c.kana == NameLevel::one_char);
}

}  // namespace

bool foreign_name(const Identity& id) { return !id.written.empty() && !has_han(id.written.text); }

Comparison compare(const Identity& listed, const Identity& member) {
  Comparison out;
  out.birth = compare_birth(listed.birth, member.birth);
  out.sex = listed.sex == SexCode::unknown || member.sex == SexCode::unknown ? SexLevel::missing
            : listed.sex == member.sex                                        ? SexLevel::same
                                                                              : SexLevel::differs;
  out.number = compare_member_number(listed.number, member.number);
  if (listed.pension_number && member.pension_number)
    out.pension_number =
        listed.pension_number == member.pension_number ? NumberLevel::same : NumberLevel::differs;
  out.result = grade_of(listed, member, out);
  if (out.result == Grade::none && looks_alike(out)) out.result = Grade::look_alike;
  return out;
}

RelaxationSet orthography_needed(const CharTables& tables, std::string_view a, std::string_view b) {
  if (a == b || a.empty() || b.empty()) return 0;
  RelaxationSet needed = 0;
  FoldedName x;
  FoldedName y;
  for (int i = 0; i < kFoldCount; ++i) {
    const FoldSet all_but_one = kAllFolds & ~fold_bit(static_cast<Fold>(i));
    fold_name(tables, a, all_but_one, x);
    fold_name(tables, b, all_but_one, y);
    if (x.text != y.text) needed |= relax(static_cast<Relaxation>(i));
  }
  return needed;
}

SexCode parse_sex(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  for (const std::string_view male : {"1", "\xE7\x94\xB7", "M", "m", "\xEF\xBC\x91", "\xE7\x94\xB7\xE6\x80\xA7", "01", "male"})
    if (s == male) return SexCode::male;
  for (const std::string_view female : {"2", "\xE5\xA5\xB3", "F", "f", "\xEF\xBC\x92", "\xE5\xA5\xB3\xE6\x80\xA7", "02", "female"})
    if (s == female) return SexCode::female;
  return SexCode::unknown;
}

}  // namespace totsugo
