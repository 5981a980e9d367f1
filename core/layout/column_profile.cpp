#include "core/layout/column_profile.h"

#include <algorithm>
#include <map>

#include "core/identifier/digits.h"
#include "core/identifier/insurer_number.h"
#include "core/identifier/my_number.h"
#include "core/identifier/sex_code.h"
#include "core/text/char_tables.h"
#include "core/text/field_value.h"

namespace totsugo {
namespace {

struct Characters {
  size_t all = 0, kana = 0, han = 0, latin = 0, digit = 0, space = 0, mark = 0;
};

Characters count_characters(std::string_view s) {
  Characters out;
  const char* const end = s.data() + s.size();
  for (const char* p = s.data(); p < end;) {
    const uint32_t n = utf8_sequence_length(p, end);
    if (n == 0) {
      ++p;
      ++out.all;
      continue;
    }
    const char32_t c = utf8_code_point(p, n);
    p += n;
    ++out.all;
    if (c == ' ' || c == 0x3000 || c == '\t') ++out.space;
    else if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) ++out.digit;
    else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xFF21 && c <= 0xFF5A)) ++out.latin;
    else if (is_kana(c)) ++out.kana;
    else if (is_han(c)) ++out.han;
    else ++out.mark;
  }
  return out;
}

std::string_view trimmed(std::string_view s) {
  s = bare_value(s);
  const auto strip = [&s](std::string_view what, bool front) {
    if (front ? !s.starts_with(what) : !s.ends_with(what)) return false;
    if (front) s.remove_prefix(what.size());
    else s.remove_suffix(what.size());
    return true;
  };
  while (strip(" ", true) || strip("\t", true) || strip("\xE3\x80\x80", true)) {
  }
  while (strip(" ", false) || strip("\t", false) || strip("\r", false) || strip("\xE3\x80\x80", false)) {
  }
  return s;
}

// What no field says anything by: a word for none, zeros, a date that stands for none or its empty form.
bool stands_for_no_value(std::string_view s) {
  if (stands_for_none(s) || parse_date(s, DateForm::self_describing).status == DateStatus::none) return true;
  DigitText d;
  collect_digits(s, d);
  return !d.other_letters && d.size > 0 && d.view().find_first_not_of('0') == std::string_view::npos;
}

void count_kinds(std::string_view value, ColumnProfile& p) {
  const Characters c = count_characters(value);
  p.longest = std::max(p.longest, c.all);
  p.kana += c.kana > 0 && c.han == 0 && c.digit == 0 && c.latin == 0;
  p.han += c.han > 0;
  p.latin += c.latin > 0 && c.kana == 0 && c.han == 0 && c.digit == 0;
  p.digits += c.digit > 0 && c.digit == c.all;
  p.sex += parse_sex(value) != SexCode::unread;
  p.place += c.digit > 0 && c.han >= 2;
  DigitText d;
  collect_digits(value, d);
  p.postal += d.size == 7 && c.all <= 9 && c.kana == 0 && c.han == 0 && (c.all == 7 || c.mark > 0);
  p.ten_digits += d.size == 10 && !d.other_letters;
  p.branch += d.size == 2 && c.all == 2;
  p.my_numbers += looks_like_my_number(value);
  p.short_numbers += too_short_for_my_number(value);
  if (c.digit == c.all && (c.all == 6 || c.all == 8)) {
    const InsurerNumber n = parse_insurer_number(value);
    p.insurer += n.check_digit_ok;
    p.national += n.kind == InsurerClass::national_town;
  }
}

// The form under which most values are plausible dates.
void judge_dates(const std::vector<std::string_view>& values, CivilDate today, ColumnProfile& p) {
  DateFormVote birth(today, true);
  DateFormVote recent(today, false);
  for (const std::string_view v : values) {
    birth.add(v);
    recent.add(v);
  }
  size_t best = 0;
  for (const DateForm form : {birth.winner(), recent.winner()}) {
    ColumnProfile now;
    for (const std::string_view v : values) {
      const ParsedDate d = parse_date(v, form);
      now.day.push_back(d.status == DateStatus::ok ? d.date : CivilDate{});
      if (d.status != DateStatus::ok) continue;
      ++now.dates;
      now.births += d.date <= today && d.date.year() + 120 >= today.year();
      now.recent += !d.date.partial() && d.date.year() >= 1961 && d.date.year() <= today.year() + 1;
    }
    const size_t score = now.dates + std::max(now.births, now.recent);
    if (!p.day.empty() && score <= best) continue;
    best = score;
    p.dates = now.dates;
    p.births = now.births;
    p.recent = now.recent;
    p.form = form;
    p.day = std::move(now.day);
  }
  p.form_unclear = birth.unclear() && recent.unclear();
}

}  // namespace

ColumnProfile profile_column(const std::vector<SampleRow>& rows, size_t column, CivilDate today) {
  ColumnProfile p;
  std::map<std::string_view, size_t> seen;
  std::vector<std::string_view> values;
  std::string_view above;
  for (const SampleRow& row : rows) {
    std::string_view v = column < row.cells.size() ? trimmed(row.cells[column]) : std::string_view{};
    p.blank += v.empty();
    if (stands_for_no_value(v)) v = {};
    values.push_back(v);
    if (p.rows > 0 && !above.empty() && (v.empty() || v == above)) ++p.paired;
    if (!v.empty()) above = v;
    ++p.rows;
    if (v.empty()) continue;
    ++p.filled;
    p.commonest = std::max(p.commonest, ++seen[v]);
    count_kinds(v, p);
  }
  p.distinct = seen.size();
  judge_dates(values, today, p);
  return p;
}

double value_fit(const ColumnProfile& p, Field f) {
  if (p.filled == 0) return 0.5;
  switch (f) {
    case Field::birth_date: return p.share(p.births);
    case Field::acquired:
    case Field::lost:
    case Field::applied_from:
    case Field::applied_to:
    case Field::pension_lost:
    case Field::changed_on:
    case Field::corrected_from:
    case Field::processed:
    case Field::run_date:
    case Field::own_acquired:
    case Field::own_lost:
    case Field::other_acquired:
    case Field::other_lost: return p.share(p.dates);
    case Field::name_kana: return p.share(p.kana + p.latin);
    case Field::name:
    case Field::head_name:
    case Field::alias_name:
      return p.share(p.han + p.kana + p.latin - p.place);  // three kinds that exclude each other, addresses aside
    case Field::sex: return p.share(p.sex);
    case Field::postal_code: return p.share(p.postal);
    case Field::own_insurer:
    case Field::other_insurer: return p.share(p.insurer);
    case Field::branch:
    case Field::own_branch:
    case Field::other_branch: return p.longest <= 3 ? p.share(p.digits) : 0;
    case Field::resident_number:
    case Field::member_number:
    case Field::member_serial:
    case Field::own_serial:
    case Field::other_serial:
    case Field::pension_number: return p.share(p.filled - p.kana);
    default: return 1;
  }
}

}  // namespace totsugo
