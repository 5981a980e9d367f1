#include "core/layout/column_consequence.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/identifier/digits.h"
#include "core/identifier/insurer_number.h"
#include "core/identifier/loss_date.h"
#include "core/layout/consequence_words.h"

namespace totsugo {
namespace {

constexpr int kOldest = 120;
constexpr size_t kValuesQuoted = 3;

// One value by itself, judged as a column of one row.
ColumnProfile profile_value(std::string_view value, CivilDate today) {
  return profile_column({SampleRow{0, {std::string(value)}}}, 0, today);
}

const FieldInfo& info(const ColumnAsField& v) { return *find_field(v.kind, v.field); }
bool is_date(const ColumnAsField& v) { return info(v).date; }

bool is_branch(Field f) { return f == Field::branch || f == Field::own_branch || f == Field::other_branch; }

// Values that are read as the field's; of a date, those that are one.
size_t read_values(const ColumnAsField& v) {
  const ColumnProfile& p = v.profile;
  if (is_date(v)) return p.dates;
  if (!is_branch(v.field))
    return static_cast<size_t>(std::lround(value_fit(p, v.field) * static_cast<double>(p.filled)));
  // Of a branch the column's fit is all or nothing.
  return static_cast<size_t>(std::count_if(v.rows.begin(), v.rows.end(), [&v](const SampleRow& row) {
    const ColumnProfile one = profile_value(row.cell(v.column), v.today);
    return one.filled > 0 && value_fit(one, v.field) == 1;
  }));
}

// The first value that is there and not read; none if there is no such value.
std::string first_unread(const ColumnAsField& v) {
  for (size_t i = 0; i < v.rows.size(); ++i) {
    const std::string_view value = v.rows[i].cell(v.column);
    if (value.empty() || (is_date(v) && !v.profile.day[i].none())) continue;
    const ColumnProfile one = profile_value(value, v.today);
    if (one.filled > 0 && (is_date(v) || value_fit(one, v.field) < 1)) return std::string(value);
  }
  return {};
}

// The spread of some days, and how many of them are still to come.
struct Days {
  CivilDate first, last;
  size_t count = 0;
  size_t ahead = 0;
  void add(CivilDate d, CivilDate today) {
    if (count == 0 || d < first) first = d;
    if (count == 0 || d > last) last = d;
    ++count;
    ahead += d > today;
  }
};

Days days_of(const ColumnAsField& v) {
  Days out;
  for (const CivilDate d : v.profile.day)
    if (!d.none()) out.add(d, v.today);
  return out;
}

// What the rows' other insurance leads to. Where its insurer is not known yet, it is taken for an employer's.
Days expected_losses(const ColumnAsField& v) {
  Days out;
  for (size_t i = 0; i < v.rows.size(); ++i) {
    const CivilDate d = v.profile.day[i];
    if (d.none() || d.partial()) continue;
    const bool told = v.field == Field::other_acquired && v.other_insurer >= 0;
    const InsurerClass kind =
        told ? parse_insurer_number(v.rows[i].cell(v.other_insurer)).kind : InsurerClass::employee;
    if (const CivilDate lost = loss_date(kind, d); !lost.none()) out.add(lost, v.today);
  }
  return out;
}

std::string of_dates(const ColumnAsField& v) {
  const bool leads = v.field == Field::other_acquired || v.field == Field::pension_lost;
  const Days losses = leads ? expected_losses(v) : Days{};
  const Days days = losses.count > 0 ? losses : days_of(v);
  const bool one_day = days.first == days.last && days.count > 1 && !days.first.partial();
  std::string out = losses.count > 0 ? phrase_loss_dates(days.first, days.last)
                    : one_day        ? phrase_one_day(info(v).label, days.first)
                                     : phrase_dates(info(v).label, days.first, days.last);
  if (days.ahead > 0) out += phrase_to_come(days.ahead);
  return out;
}

int age_at(CivilDate birth, CivilDate today) {
  const bool before = (today.packed & 0xFFFF) < (birth.packed & 0xFFFF);  // month and day
  return today.year() - birth.year() - before;
}

std::string of_births(const ColumnAsField& v) {
  std::optional<int> youngest, oldest;
  size_t unborn = 0, too_old = 0;
  for (const CivilDate d : v.profile.day) {
    if (d.none()) continue;
    const int age = age_at(d, v.today);
    if (d > v.today) {
      ++unborn;
    } else if (age > kOldest) {
      ++too_old;
    } else {
      youngest = std::min(youngest.value_or(age), age);
      oldest = std::max(oldest.value_or(age), age);
    }
  }
  std::string out = youngest ? phrase_ages(*youngest, *oldest) : phrase_no_ages();
  if (unborn + too_old > 0) out += phrase_impossible_ages(unborn, too_old);
  return out;
}

std::string of_losses(const ColumnAsField& v) {
  const Days days = days_of(v);
  return phrase_counts_lost(v.field, v.profile.rows, days.count - days.ahead, days.ahead);
}

std::string of_insurers(const ColumnAsField& v) {
  const ColumnProfile& p = v.profile;
  if (p.distinct > 1 || p.filled < p.rows || p.rows < 2)
    return phrase_insurers(p.rows, p.insurer, p.national, p.distinct);
  return phrase_one_insurer(v.rows.front().cell(v.column), p.national == p.filled);
}

std::string of_numbers(const ColumnAsField& v) {
  size_t borne = 0, shortest = 0, longest = 0;
  for (const SampleRow& row : v.rows) {
    DigitText d;
    collect_digits(row.cell(v.column), d);
    if (d.size == 0) continue;
    shortest = borne++ == 0 ? d.size : std::min(shortest, d.size);
    longest = std::max(longest, d.size);
  }
  return borne > 0 ? phrase_numbers(v.profile.rows, borne, shortest, longest, v.profile.distinct) : std::string();
}

std::vector<std::string> first_values(const ColumnAsField& v) {
  std::vector<size_t> order(v.rows.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::vector<std::string> out = example_values(v.rows, v.column, v.today, order);
  out.resize(std::min(out.size(), kValuesQuoted));
  return out;
}

// Rows of one key stand together; a blank key goes on with the one above.
std::string of_groups(const ColumnAsField& v) {
  size_t groups = 0, alone = 0, size = 0;
  std::string_view key;
  for (const SampleRow& row : v.rows) {
    const std::string_view now = row.cell(v.column);
    if (groups > 0 && (now.empty() || now == key)) {
      ++size;
      continue;
    }
    alone += size == 1;
    ++groups;
    size = 1;
    key = now;
  }
  return phrase_groups(v.rows.size(), groups, alone + (size == 1));
}

std::string main_sentence(const ColumnAsField& v) {
  const ColumnProfile& p = v.profile;
  switch (v.field) {
    case Field::birth_date: return of_births(v);
    case Field::lost:
    case Field::own_lost:
    case Field::other_lost: return of_losses(v);
    case Field::name_kana:
    case Field::name:
    case Field::head_name:
    case Field::alias_name: return phrase_names(v.field == Field::name_kana, p.rows, read_values(v), p.distinct);
    case Field::own_insurer:
    case Field::other_insurer: return of_insurers(v);
    case Field::sex: return phrase_sexes(first_values(v), p.distinct, p.sex == p.filled);
    case Field::group_key: return of_groups(v);
    default: break;
  }
  if (is_date(v)) return of_dates(v);
  const bool number = !read_as(info(v)).empty() && v.field != Field::postal_code;
  const std::string numbers = number ? of_numbers(v) : std::string();
  return numbers.empty() ? phrase_values(p.rows, p.filled, first_values(v), p.distinct) : numbers;
}

// A field that rows may well do without says so by its main sentence.
bool told_when_blank(const ColumnAsField& v) {
  return is_date(v) && v.field != Field::lost && v.field != Field::own_lost && v.field != Field::other_lost;
}

}  // namespace

std::string consequence_of(const ColumnAsField& v) {
  const ColumnProfile& p = v.profile;
  if (p.filled == 0) return phrase_no_values();
  const std::string_view as = read_as(info(v));
  const size_t unread = as.empty() ? 0 : p.filled - std::min(p.filled, read_values(v));
  const std::string example = unread > 0 ? first_unread(v) : std::string();
  if (unread == p.filled) return phrase_none_read(as, example);
  std::string out = main_sentence(v);
  if (unread > 0) out += phrase_some_unread(as, unread, example);
  if (told_when_blank(v) && p.rows > p.filled) out += phrase_rows_without(p.rows - p.filled);
  return out;
}

std::vector<std::string> example_values(const std::vector<SampleRow>& rows, int column, CivilDate today,
                                        const std::vector<size_t>& order) {
  std::vector<std::string> out;
  for (const size_t i : order) {
    const std::string value(rows[i].cell(column));
    if (value.empty() || std::find(out.begin(), out.end(), value) != out.end()) continue;
    if (profile_value(value, today).filled == 0) continue;  // it stands for none
    out.push_back(value);
    if (out.size() == kExamples) break;
  }
  return out;
}

}  // namespace totsugo
