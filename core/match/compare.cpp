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

// Base years of the eras: a year n of one era read as year n of another is off by the difference of two of these.
constexpr int kEraBases[] = {1867, 1911, 1925, 1988, 2018};

bool has_han(const std::u16string& s) {
  return std::any_of(s.begin(), s.end(), [](char16_t c) { return is_han(c) || c == kWildcard || (c >= 0xD800 && c < 0xE000); });
}

// Why two canonical kana differ: 0 if no relaxation explains it.
relaxation_set kana_difference(char16_t a, char16_t b) {
  const char16_t plain_a = unvoiced_kana(a);
  const char16_t plain_b = unvoiced_kana(b);
  const relaxation_set voicing = a != plain_a || b != plain_b ? relax(relaxation::dakuten) : 0;
  if (plain_a == plain_b) return relax(relaxation::dakuten);
  const auto pair = [&](char16_t x, char16_t y) { return (plain_a == x && plain_b == y) || (plain_a == y && plain_b == x); };
  if (pair(kSo, kN)) return relax(relaxation::so_n) | voicing;
  if (pair(kShi, kTsu)) return relax(relaxation::shi_tsu) | voicing;
  // zu/du and ji/di are one after orthographic folding, so a lost mark may leave tsu or chi.
  if (voicing && (pair(kSu, kTsu) || pair(kShi, kChi))) return relax(relaxation::dakuten);
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

struct kana_result {
  name_level level = name_level::missing;
  relaxation_set why = 0;
};

kana_result compare_kana(const std::u16string& a, const std::u16string& b) {
  if (a.empty() || b.empty()) return {};
  if (a == b) return {name_level::same, 0};
  if (a.size() == b.size()) {
    relaxation_set why = 0;
    bool explained = true;
    for (size_t i = 0; i < a.size() && explained; ++i) {
      if (a[i] == b[i]) continue;
      const relaxation_set r = a[i] == kWildcard || b[i] == kWildcard ? relax(relaxation::wildcard) : kana_difference(a[i], b[i]);
      explained = r != 0;
      why |= r;
    }
    if (explained) return {name_level::relaxed, why};
  }
  return {one_edit_apart(a, b) ? name_level::one_char : name_level::differs, 0};
}

// Wildcards stand for exactly one character; at least one real character must agree.
name_level compare_written(const std::u16string& a, const std::u16string& b) {
  if (a.empty() || b.empty()) return name_level::missing;
  if (a.size() != b.size()) return has_han(a) == has_han(b) ? name_level::differs : name_level::missing;
  size_t wild = 0;
  size_t equal = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] == kWildcard || b[i] == kWildcard) ++wild;
    else if (a[i] == b[i]) ++equal;
    else return has_han(a) == has_han(b) ? name_level::differs : name_level::missing;
  }
  if (wild == 0) return name_level::same;
  return equal > 0 ? name_level::relaxed : name_level::missing;
}

// The given names agree and the family names do not. A side without a space between the two lends its end.
bool given_agrees(const folded_name& a, const folded_name& b, size_t least) {
  const auto given = [](const folded_name& n) { return std::u16string_view(n.text).substr(static_cast<size_t>(n.split)); };
  if (a.split >= 0 && b.split >= 0) return given(a) == given(b) && given(a).size() >= least;
  if (a.split < 0 && b.split < 0) return false;
  const folded_name& split = a.split >= 0 ? a : b;
  const std::u16string_view whole = a.split >= 0 ? b.text : a.text;
  const std::u16string_view g = given(split);
  return g.size() >= least && whole.size() > g.size() && whole.ends_with(g);
}

bool surname_changed(const identity& a, const identity& b) {
  const bool kana = !a.kana.empty() && !b.kana.empty();
  const bool written = has_han(a.written.text) && has_han(b.written.text);
  if (!kana && !written) return false;
  if (kana && !given_agrees(a.kana, b.kana, 2)) return false;
  // Where both sides have kanji, the given name's kanji must agree too; without a space it cannot be told.
  if (written && (a.written.split >= 0 || b.written.split >= 0)) return given_agrees(a.written, b.written, 1);
  return kana;
}


struct name_result {
  bool agrees = false;          // under the relaxations named
  relaxation_set why = 0;
};

// The name as a whole: how kana and written name agree together.
name_result judge_name(const identity& a, const identity& b, comparison& out) {
  const kana_result kana = compare_kana(a.kana.text, b.kana.text);
  name_level written = compare_written(a.written.text, b.written.text);
  relaxation_set why = kana.why;
  if (written == name_level::differs && !b.alias.empty()) {
    const name_level by_alias = compare_written(a.written.text, b.alias.text);
    if (by_alias == name_level::same) {
      written = name_level::same;
      why |= relax(relaxation::alias_name);
    }
  }
  out.kana = kana.level;
  out.written = written;
  if (written == name_level::relaxed) why |= relax(relaxation::wildcard);
  switch (kana.level) {
    case name_level::missing:
      return {written == name_level::same || written == name_level::relaxed, why};
    case name_level::same:
      if (written == name_level::differs) return {true, relax(relaxation::written_differs)};
      return {true, why};
    case name_level::relaxed:
      if (written == name_level::differs) return {};
      // Equal kanji and two kinds of slips in the kana are one other reading.
      if (written == name_level::same && std::popcount(why) > 1 && !(why & relax(relaxation::alias_name)))
        return {true, relax(relaxation::variant_reading)};
      return {true, why};
    case name_level::one_char:
      if (written == name_level::differs) return {};
      if (written == name_level::missing) return {true, relax(relaxation::kana_one_char_only)};
      return {true, why | relax(relaxation::kana_one_char)};
    case name_level::differs:
      if (written == name_level::same || written == name_level::relaxed)
        return {true, why | relax(relaxation::variant_reading)};
      return {};
  }
  return {};
}

number_level compare_member_number(const member_number& a, const member_number& b) {
  if (a.none() || b.none()) return number_level::missing;
  if (!same_household_number(a, b)) return number_level::differs;
  if (a.branch < 0 || b.branch < 0) return number_level::household_only;
  return a.branch == b.branch ? number_level::same : number_level::branch_differs;
}

constexpr relaxation_set kNeverSelectable = ~(relax(relaxation::written_differs) - 1);

}  // namespace

birth_level compare_birth(civil_date a, civil_date b) {
  if (a.none() || b.none()) return birth_level::differs;
  if (a == b) return a.partial() ? birth_level::partial : birth_level::same;
  if (a.partial() || b.partial()) {
    const bool month = a.month() == b.month() || a.month() == 0 || b.month() == 0;
    const bool day = a.day() == b.day() || a.day() == 0 || b.day() == 0;
    return a.year() == b.year() && month && day ? birth_level::partial : birth_level::differs;
  }
  civil_date variants[kMaxBirthVariants];
  const size_t n = birth_variants(a, variants);
  if (std::find(variants, variants + n, b) == variants + n) return birth_level::differs;
  const int64_t days = day_number(a) - day_number(b);
  if (days == 1 || days == -1) return birth_level::off_by_one;
  return a.year() == b.year() ? birth_level::swapped : birth_level::era_shift;
}

size_t birth_variants(civil_date d, civil_date out[kMaxBirthVariants]) {
  if (d.none() || d.partial()) return 0;
  size_t n = 0;
  const auto add = [&](int y, int m, int day) {
    if (!is_valid_date(y, m, day)) return;
    const civil_date v = civil_date::of(y, m, day);
    if (v != d && std::find(out, out + n, v) == out + n && n < kMaxBirthVariants) out[n++] = v;
  };
  const int64_t day = day_number(d);
  for (const int64_t other : {day - 1, day + 1}) {
    const civil_date v = from_day_number(other);
    add(v.year(), v.month(), v.day());
  }
  add(d.year(), d.day(), d.month());
  for (const int from : kEraBases)
    for (const int to : kEraBases) {
      const int year_of_era = d.year() - from;
      if (from != to && year_of_era >= 1 && year_of_era <= 64) add(to + year_of_era, d.month(), d.day());
    }
  return n;
}

namespace {

grade grade_of(const identity& listed, const identity& member, comparison& out) {
  const name_result name = judge_name(listed, member, out);
  relaxation_set why = name.why;
  bool agrees = name.agrees;
  if (!agrees && out.sex != sex_level::differs && out.birth == birth_level::same && surname_changed(listed, member)) {
    agrees = true;
    why = relax(relaxation::surname_changed);
  }
  const bool settled = out.number_settles();
  if (out.pension_number == number_level::differs) why |= relax(relaxation::pension_number_differs);
  if (out.sex == sex_level::differs) why |= relax(relaxation::sex_differs);
  if (out.sex == sex_level::missing) why |= relax(relaxation::sex_missing);
  const bool conflict = (why & (relax(relaxation::pension_number_differs) | relax(relaxation::sex_differs))) != 0;

  switch (out.birth) {
    case birth_level::same: break;
    case birth_level::off_by_one: why |= relax(relaxation::birth_off_by_one); break;
    case birth_level::swapped: why |= relax(relaxation::birth_swapped); break;
    case birth_level::era_shift: why |= relax(relaxation::birth_era_shift); break;
    case birth_level::partial: why |= relax(relaxation::birth_partial); break;
    case birth_level::differs: why |= relax(relaxation::birth_differs); break;
  }
  const bool household = out.number == number_level::household_only;
  if (!agrees) {
    if (!(settled || household) || out.birth != birth_level::same) return grade::none;
    out.relaxations = why | relax(relaxation::name_differs);
    return grade::c;
  }
  out.relaxations = why;
  if (out.birth == birth_level::differs) return settled || (household && name.why == 0) ? grade::c : grade::none;
  // A birth date that nearly agrees needs a name that fully does and nothing against it, or the number.
  if (out.birth != birth_level::same) return settled || (name.why == 0 && !conflict) ? grade::c : grade::none;
  if (conflict) return name.why == 0 || settled || std::popcount(name.why) == 1 ? grade::c : grade::none;
  if (settled) return grade::s;  // the number settles what the name leaves open
  // Without a branch on one side the number is the household's: enough where the name leaves nothing open.
  if (household && name.why == 0) return grade::s;
  if (why & kNeverSelectable) return grade::c;
  switch (std::popcount(why)) {
    case 0: return grade::a;
    case 1: return grade::b;
    default: return grade::c;
  }
}

// Not a match, but near: what a clerk would like to see beside "not found".
bool looks_alike(const comparison& c) {
  if (c.kana == name_level::same || c.written == name_level::same) return true;
  return c.birth == birth_level::same && (c.kana == name_level::relaxed || c.kana == name_level::one_char);
}

}  // namespace

comparison compare(const identity& listed, const identity& member) {
  comparison out;
  out.birth = compare_birth(listed.birth, member.birth);
  out.sex = listed.sex == sex_code::unknown || member.sex == sex_code::unknown ? sex_level::missing
            : listed.sex == member.sex                                        ? sex_level::same
                                                                              : sex_level::differs;
  out.number = compare_member_number(listed.number, member.number);
  if (listed.pension_number && member.pension_number)
    out.pension_number =
        listed.pension_number == member.pension_number ? number_level::same : number_level::differs;
  out.result = grade_of(listed, member, out);
  if (out.result == grade::none && looks_alike(out)) out.result = grade::look_alike;
  return out;
}

relaxation_set orthography_needed(const char_tables& tables, std::string_view a, std::string_view b) {
  if (a == b || a.empty() || b.empty()) return 0;
  relaxation_set needed = 0;
  folded_name x;
  folded_name y;
  for (int i = 0; i < kFoldCount; ++i) {
    const fold_set all_but_one = kAllFolds & ~fold_bit(static_cast<fold>(i));
    fold_name(tables, a, all_but_one, x);
    fold_name(tables, b, all_but_one, y);
    if (x.text != y.text) needed |= relax(static_cast<relaxation>(i));
  }
  return needed;
}

sex_code parse_sex(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  for (const std::string_view male : {"1", "\xE7\x94\xB7", "M", "m", "\xEF\xBC\x91", "\xE7\x94\xB7\xE6\x80\xA7", "01", "male"})
    if (s == male) return sex_code::male;
  for (const std::string_view female : {"2", "\xE5\xA5\xB3", "F", "f", "\xEF\xBC\x92", "\xE5\xA5\xB3\xE6\x80\xA7", "02", "female"})
    if (s == female) return sex_code::female;
  return sex_code::unknown;
}

}  // namespace totsugo
