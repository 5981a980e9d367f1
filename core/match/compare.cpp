#include "core/match/compare.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/text/kanji_variants.h"

namespace totsugo {
namespace {

// Eras: a year n of one read as year n of another. Only years that both eras have: there is no Heisei 55 to misread.
struct EraYears {
  int base;   // the year before its first
  int years;  // how many it has
};
constexpr EraYears kEraYears[] = {{1867, 45}, {1911, 15}, {1925, 64}, {1988, 31}, {2018, 99}};

// What is there and no code we know is against: it says something, and nothing that agrees.
SexLevel compare_sex(SexCode a, SexCode b) {
  if (a == SexCode::unread || b == SexCode::unread) return SexLevel::differs;
  if (a == SexCode::unknown || b == SexCode::unknown) return SexLevel::missing;
  return a == b ? SexLevel::same : SexLevel::differs;
}

NumberLevel compare_member_number(const MemberNumber& a, const MemberNumber& b) {
  if (a.none() || b.none()) return NumberLevel::missing;
  return same_household_number(a, b) ? compare_branches(a, b) : NumberLevel::differs;
}

}  // namespace

NumberLevel compare_branches(const MemberNumber& a, const MemberNumber& b) {
  if (a.branch < 0 || b.branch < 0) return NumberLevel::household_only;
  return a.branch == b.branch ? NumberLevel::same : NumberLevel::branch_differs;
}

BirthLevel compare_birth(CivilDate a, CivilDate b) {
  if (a.none() || b.none()) return BirthLevel::missing;
  if (a == b)
    return a.partial() ? BirthLevel::partial : is_placeholder_birth(a) ? BirthLevel::placeholder : BirthLevel::same;
  const BirthLevel other =
      is_placeholder_birth(a) || is_placeholder_birth(b) ? BirthLevel::missing : BirthLevel::differs;
  if (a.partial() || b.partial()) {
    const bool month = a.month() == b.month() || a.month() == 0 || b.month() == 0;
    const bool day = a.day() == b.day() || a.day() == 0 || b.day() == 0;
    return a.year() == b.year() && month && day ? BirthLevel::partial : other;
  }
  CivilDate variants[kMaxBirthVariants];
  const size_t n = birth_variants(a, variants);
  if (std::find(variants, variants + n, b) == variants + n) return other;
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

bool is_placeholder_birth(CivilDate d) {
  constexpr int kNobodyAliveBornIn = 1905;  // the oldest people of Japan were born after 1908
  return !d.none() && d.year() <= kNobodyAliveBornIn;
}

namespace {

// ---- from levels to a grade: DOMAIN section 5 as a table ----

// What a field comes to. A rule names, for each, what it lets pass.
enum NumberIs : uint8_t { settles = 1, household = 2, silent = 4, any_number = 7 };
enum BirthIs : uint8_t { same_birth = 1, near_birth = 2, other_birth = 4, any_birth = 7 };
// sounds_alike: one slip, of a kind that the blocking keys fold away; another_slip: one of any other kind.
enum NameIs : uint8_t {
  equal = 1,
  sounds_alike = 2,
  another_slip = 4,
  one_slip = 6,
  one_against = 8,  // the same reading, other kanji
  doubtful = 16,
  other_name = 32,
  any_name = 63
};
enum AgainstIs : uint8_t { nothing = 1, sex_unsaid = 2, conflict = 4, no_conflict = 3, whatever = 7 };

struct GradeRule {
  uint8_t number;
  uint8_t birth;
  uint8_t name;
  uint8_t against;  // sex, and another 基礎年金番号
  Grade grade;
};

// The first rule that fits. Another number, or another 枝番, allows no more than C whatever fits.
constexpr GradeRule kGradeRules[] = {
    // The number settles how the name is written, and not whose it is.
    {settles, same_birth, equal | one_slip | one_against, no_conflict, Grade::s},
    {any_number, same_birth, equal, nothing, Grade::a},
    {any_number, same_birth, equal, sex_unsaid, Grade::b},  // one relaxation
    {any_number, same_birth, one_slip, nothing, Grade::b},
    {any_number, same_birth, one_slip, sex_unsaid, Grade::c},  // two
    {any_number, same_birth, one_against | doubtful, no_conflict, Grade::c},
    {any_number, same_birth, equal | one_slip, conflict, Grade::c},
    // Near birth dates are asked for with the whole kana key: other slips would be found or not by chance.
    {any_number, near_birth, equal | sounds_alike, no_conflict, Grade::c},
    {settles, any_birth, any_name, whatever, Grade::c},  // the number agrees and something else does not
    {household, same_birth, other_name, whatever,
     Grade::c},  // it may be the person after all, and forbids picking another
    {household, other_birth, equal, whatever, Grade::c},
    {household, any_birth, one_slip, no_conflict, Grade::c},
};

NumberIs number_is(const Comparison& c) {
  if (c.number_settles()) return settles;
  return c.number == NumberLevel::household_only ? household : silent;
}

BirthIs birth_is(BirthLevel l) {
  if (l == BirthLevel::same) return same_birth;
  return l >= BirthLevel::missing && l != BirthLevel::off_by_one && l != BirthLevel::swapped &&
                 l != BirthLevel::era_shift
             ? other_birth
             : near_birth;
}

constexpr RelaxationSet kNotOfTheName =
    relax(Relaxation::sex_missing) | between(Relaxation::birth_off_by_one, Relaxation::branch_differs);

constexpr RelaxationSet kFoldedByKeys = relax(Relaxation::dakuten) | relax(Relaxation::so_n) |
                                        relax(Relaxation::shi_tsu) | relax(Relaxation::long_vowel_dropped);

NameIs name_is(const Comparison& c) {
  const RelaxationSet why = c.relaxations & ~kNotOfTheName;
  if (!c.name_agrees) return other_name;
  if (c.kana == NameLevel::same && (why & ~kOrthography) == relax(Relaxation::written_differs)) return one_against;
  if (c.name_doubtful || paid(why) > 1 || (why & kNeverSelectable)) return doubtful;
  if (!paid(why)) return equal;
  return paid(why & ~kFoldedByKeys) ? another_slip : sounds_alike;
}

AgainstIs against_is(const Comparison& c) {
  if (c.sex == SexLevel::differs || c.pension_number == NumberLevel::differs) return conflict;
  return c.sex == SexLevel::missing ? sex_unsaid : nothing;
}

}  // namespace

Grade grade_of(const Comparison& c) {
  const NumberIs number = number_is(c);
  const BirthIs birth = birth_is(c.birth);
  const NameIs names = name_is(c);
  const AgainstIs against = against_is(c);
  const bool another = c.number == NumberLevel::differs || c.number == NumberLevel::branch_differs;
  for (const GradeRule& r : kGradeRules)
    if ((r.number & number) && (r.birth & birth) && (r.name & names) && (r.against & against))
      return another ? std::max(r.grade, Grade::c) : r.grade;
  return Grade::none;
}

namespace {

Level of_birth(BirthLevel l) {
  switch (l) {
    case BirthLevel::same: return Level::same;
    case BirthLevel::placeholder:
    case BirthLevel::partial:
    case BirthLevel::missing: return Level::silent;
    default: return Level::against;
  }
}

Level of_number(NumberLevel l) {
  if (l == NumberLevel::missing) return Level::silent;
  return l == NumberLevel::differs ? Level::against : Level::same;
}

Level of_branch(NumberLevel l) {
  if (l == NumberLevel::same) return Level::same;
  return l == NumberLevel::branch_differs ? Level::against : Level::silent;
}

// A writing that differs by itself agrees after all where the name as a whole does (another reading, other words, an alias) and no
// difference of the writings is named.
Level of_name(NameLevel l, const Comparison& c) {
  constexpr RelaxationSet kNamed = relax(Relaxation::written_differs) | relax(Relaxation::surname_changed);
  switch (l) {
    case NameLevel::missing: return Level::silent;
    case NameLevel::same: return Level::same;
    case NameLevel::relaxed: return Level::relaxed;
    default: return c.name_agrees && !(c.relaxations & kNamed) ? Level::relaxed : Level::against;
  }
}

}  // namespace

FieldLevels levels_of(const Comparison& c) {
  return {of_birth(c.birth),
          c.sex == SexLevel::same      ? Level::same
          : c.sex == SexLevel::missing ? Level::silent
                                       : Level::against,
          of_number(c.number),
          of_branch(c.number),
          of_number(c.pension_number),
          of_name(c.kana, c),
          of_name(c.written, c)};
}

namespace {

RelaxationSet relaxation_of(BirthLevel l) {
  switch (l) {
    case BirthLevel::same: return 0;
    case BirthLevel::placeholder: return relax(Relaxation::birth_placeholder);
    case BirthLevel::partial: return relax(Relaxation::birth_partial);
    case BirthLevel::missing: return relax(Relaxation::birth_missing);
    case BirthLevel::off_by_one: return relax(Relaxation::birth_off_by_one);
    case BirthLevel::swapped: return relax(Relaxation::birth_swapped);
    case BirthLevel::era_shift: return relax(Relaxation::birth_era_shift);
    case BirthLevel::differs: return relax(Relaxation::birth_differs);
  }
  return 0;
}

RelaxationSet relaxations_beside_the_name(const Comparison& c) {
  RelaxationSet why = relaxation_of(c.birth);
  if (c.sex == SexLevel::differs) why |= relax(Relaxation::sex_differs);
  if (c.sex == SexLevel::missing) why |= relax(Relaxation::sex_missing);
  if (c.pension_number == NumberLevel::differs) why |= relax(Relaxation::pension_number_differs);
  return why;
}

// Of people who agree well enough to be shown: what stands against it in the number, or in the name beside it.
RelaxationSet what_the_number_leaves(const Comparison& c) {
  RelaxationSet why = 0;
  if (c.number == NumberLevel::differs) why |= relax(Relaxation::number_differs);
  if (c.number == NumberLevel::branch_differs) why |= relax(Relaxation::branch_differs);
  if (c.name_agrees) return why;
  const bool unsaid = c.kana == NameLevel::missing && c.written == NameLevel::missing;
  return why | relax(unsaid ? Relaxation::name_missing : Relaxation::name_differs);
}

// Not a match, but near: what a clerk would like to see beside "not found".
bool looks_alike(const Comparison& c) {
  if (c.kana == NameLevel::same || c.written == NameLevel::same) return true;
  return c.birth == BirthLevel::same && (c.kana == NameLevel::relaxed || c.kana == NameLevel::one_char || c.half_alike);
}

void compare_ends(std::u16string_view a, std::u16string_view b, Comparison& out) {
  const size_t shared = common_ends(a, b);
  out.shared = static_cast<uint8_t>(std::min<size_t>(shared, 15));
  out.half_alike = shared >= 2 && shared * 2 + 1 >= std::max(a.size(), b.size());
}

}  // namespace

Comparison compare(const Identity& listed, const Identity& member) {
  Comparison out;
  out.birth = compare_birth(listed.birth, member.birth);
  if (out.birth == BirthLevel::same && listed.birth_says_nothing) out.birth = BirthLevel::placeholder;
  out.sex = compare_sex(listed.sex, member.sex);
  out.number = compare_member_number(listed.number, member.number);
  if (listed.pension_number && member.pension_number)
    out.pension_number = listed.pension_number == member.pension_number ? NumberLevel::same : NumberLevel::differs;
  const NameComparison name = compare_names(listed, member);
  out.kana = name.kana;
  out.written = name.written;
  out.name_agrees = name.agrees;
  out.name_doubtful = name.doubtful;
  out.relaxations = name.why | relaxations_beside_the_name(out);
  out.result = grade_of(out);
  if (out.result != Grade::none) {
    out.relaxations |= what_the_number_leaves(out);
    return out;
  }
  const bool by_kana = !listed.kana.empty() && !member.kana.empty();
  if (by_kana) compare_ends(listed.kana.text, member.kana.text, out);
  else compare_ends(loose_text(listed.written), loose_text(member.written), out);
  if (looks_alike(out)) out.result = Grade::look_alike;
  return out;
}

Comparison with_number(Comparison c, NumberLevel number) {
  c.number = number;
  c.relaxations &= ~(relax(Relaxation::number_differs) | relax(Relaxation::branch_differs));
  c.result = grade_of(c);
  c.relaxations |= what_the_number_leaves(c);
  return c;
}

Comparison best_of(const Comparison& a, const Comparison& b) {
  const auto number = [](NumberLevel x, NumberLevel y) {
    if (x == NumberLevel::missing || y == NumberLevel::missing) return x == NumberLevel::missing ? y : x;
    return std::min(x, y);
  };
  const auto less_name = [](const Comparison& x) { return std::pair{name_is(x), x.relaxations & ~kNotOfTheName}; };
  Comparison out = less_name(b) < less_name(a) ? b : a;
  if (out.kana == NameLevel::missing) out.kana = a.kana == NameLevel::missing ? b.kana : a.kana;
  if (out.written == NameLevel::missing) out.written = a.written == NameLevel::missing ? b.written : a.written;
  out.birth = std::min(a.birth, b.birth);
  const bool sex_said = a.sex != SexLevel::missing && b.sex != SexLevel::missing;
  out.sex = sex_said ? std::min(a.sex, b.sex) : a.sex == SexLevel::missing ? b.sex : a.sex;
  out.number = number(a.number, b.number);
  out.pension_number = number(a.pension_number, b.pension_number);
  constexpr RelaxationSet kByTheNumber = relax(Relaxation::name_differs) | relax(Relaxation::name_missing);
  out.relaxations = (out.relaxations & ~(kNotOfTheName | kByTheNumber)) | relaxations_beside_the_name(out);
  const Grade together = grade_of(out);
  out.result = together <= Grade::c ? together : std::min(a.result, b.result);
  out.relaxations |= what_the_number_leaves(out);
  return out;
}

RelaxationSet orthography_of(const CharTables& tables, std::string_view a, std::string_view b, bool foreign) {
  if (a == b || a.empty() || b.empty()) return 0;
  FoldedName x;
  FoldedName y;
  const auto under = [&](FoldSet folds) {
    fold_name(tables, a, folds, x);
    fold_name(tables, b, folds, y);
    return compare_written(x, y, foreign);
  };
  const WrittenComparison whole = under(kAllFolds);
  if (whole.level == NameLevel::differs || whole.level == NameLevel::missing) return 0;
  RelaxationSet needed = whole.why & kOrthography;
  for (int i = 0; i < kFoldCount; ++i) {
    if (static_cast<Fold>(i) == Fold::long_vowel) continue;  // named by the comparison itself
    const WrittenComparison without = under(kAllFolds & ~fold_bit(static_cast<Fold>(i)));
    if (without.level != whole.level || without.why != whole.why) needed |= relax(static_cast<Relaxation>(i));
  }
  // Two folds may each do alone (spaces of two widths): the first that does is named.
  for (int i = 0; i < kFoldCount && needed == 0 && paid(whole.why) == 0; ++i) {
    under(fold_bit(static_cast<Fold>(i)));
    if (x.text == y.text) needed = relax(static_cast<Relaxation>(i));
  }
  return needed;
}

void take_bracketed_alias(Identity& id) {
  FoldedName of_kana;
  FoldedName of_written;
  take_bracketed(id.kana, of_kana);
  take_bracketed(id.written, of_written);
  if (id.alias.empty()) id.alias = of_written.empty() ? std::move(of_kana) : std::move(of_written);
}

uint64_t namesake_key(const Identity& id) {
  // As loose_text() has it, without making it: asked of every row of a list.
  const std::u16string_view text = id.kana.empty() ? id.written.text : id.kana.text;
  uint64_t name = 0;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c != kLongVowel && c != kHyphen) name = hash_pair(name, kanji_representative(c));
  }
  return hash_pair(hash_pair(name, id.birth.packed), static_cast<uint64_t>(id.sex));
}

}  // namespace totsugo
