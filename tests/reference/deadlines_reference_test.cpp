// Naive twins of core/calendar/holidays and core/calendar/period, which share nothing with them but the form of a date: the
// holidays of a year put together from the text of the law, and periods counted by walking through the calendar a day at a time.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "core/calendar/holiday_table.h"
#include "core/calendar/holidays_testing.h"
#include "core/calendar/period.h"

using namespace totsugo;

namespace {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
  int weekday = 0;  // 0 is Sunday
  auto operator<=>(const Day&) const = default;
  CivilDate civil() const { return CivilDate::of(year, month, day); }
};

int length_of(int year, int month) {
  switch (month) {
    case 4:
    case 6:
    case 9:
    case 11: return 30;
    case 2: return year % 4 == 0 ? 29 : 28;  // good from 1901 to 2099
    default: return 31;
  }
}

Day after(Day d) {
  d.weekday = (d.weekday + 1) % 7;
  if (++d.day > length_of(d.year, d.month)) {
    d.day = 1;
    if (++d.month > 12) {
      d.month = 1;
      ++d.year;
    }
  }
  return d;
}

// Every day of 2019 to 2038; 2019-01-01 was a Tuesday.
std::vector<Day> calendar() {
  std::vector<Day> out;
  for (Day d{2019, 1, 1, 2}; d.year < 2039; d = after(d)) out.push_back(d);
  return out;
}

// The usual formula for 1980 to 2099 (海上保安庁水路部「新こよみ便利帳」).
int equinox(int year, bool autumn) {
  const double days = (autumn ? 23.2488 : 20.8431) + 0.242194 * (year - 1980);
  return static_cast<int>(days) - (year - 1980) / 4;
}

using Names = std::map<CivilDate, std::string>;

bool nth_monday(const Day& d, int month, int n) {
  return d.month == month && d.weekday == 1 && (d.day - 1) / 7 + 1 == n;
}

bool on(const Day& d, int month, int day) { return d.month == month && d.day == day; }

// Article 2, with what was moved in 2020 and 2021; empty: no national holiday.
std::string by_article_2(const Day& d) {
  if (on(d, 1, 1)) return "元日";
  if (nth_monday(d, 1, 2)) return "成人の日";
  if (on(d, 2, 11)) return "建国記念の日";
  if (on(d, 2, 23)) return "天皇誕生日";
  if (on(d, 3, equinox(d.year, false))) return "春分の日";
  if (on(d, 4, 29)) return "昭和の日";
  if (on(d, 5, 3)) return "憲法記念日";
  if (on(d, 5, 4)) return "みどりの日";
  if (on(d, 5, 5)) return "こどもの日";
  if (nth_monday(d, 9, 3)) return "敬老の日";
  if (on(d, 9, equinox(d.year, true))) return "秋分の日";
  if (on(d, 11, 3)) return "文化の日";
  if (on(d, 11, 23)) return "勤労感謝の日";
  if (d.year == 2020) return on(d, 7, 23) ? "海の日" : on(d, 7, 24) ? "スポーツの日" : on(d, 8, 10) ? "山の日" : "";
  if (d.year == 2021) return on(d, 7, 22) ? "海の日" : on(d, 7, 23) ? "スポーツの日" : on(d, 8, 8) ? "山の日" : "";
  if (nth_monday(d, 7, 3)) return "海の日";
  if (on(d, 8, 11)) return "山の日";
  if (nth_monday(d, 10, 2)) return "スポーツの日";
  return "";
}

// Articles 2 and 3 for 2020 to 2035.
Names by_law(const std::vector<Day>& days) {
  Names national;
  for (const Day& d : days)
    if (d.year >= 2020 && d.year <= 2035 && !by_article_2(d).empty()) national[d.civil()] = by_article_2(d);
  Names all = national;
  for (size_t i = 1; i + 1 < days.size(); ++i) {
    if (!national.contains(days[i].civil())) {
      if (national.contains(days[i - 1].civil()) && national.contains(days[i + 1].civil()))
        all[days[i].civil()] = "国民の休日";
      continue;
    }
    if (days[i].weekday != 0) continue;
    size_t next = i;
    while (national.contains(days[next].civil())) ++next;
    all[days[next].civil()] = "振替休日";
  }
  return all;
}

bool works(const Day& d, const Names& holidays) {
  if (d.weekday == 0 || d.weekday == 6) return false;
  if (d.month == 12 && (d.day == 29 || d.day == 30 || d.day == 31)) return false;
  if (d.month == 1 && (d.day == 1 || d.day == 2 || d.day == 3)) return false;
  return !holidays.contains(d.civil());
}

// Day n of the calendar after `from`, one at a time.
size_t walk_days(size_t from, int days) {
  size_t at = from;
  for (int counted = 0; counted < days; ++counted) ++at;
  return at;
}

// From the day after dispatch on, until the corresponding day of the last month has come or that month is over: the day before.
size_t walk_months(const std::vector<Day>& days, size_t from, int months) {
  const size_t first = from + 1;
  size_t at = first;
  int passed = 0;
  while (!(passed == months && days[at].day == days[first].day) && passed <= months) {
    ++at;
    if (days[at].day == 1) ++passed;
  }
  return at - 1;
}

}  // namespace

TEST_CASE("holidays: the table is what the law says, day for day") {
  const std::vector<Day> days = calendar();
  const Names law = by_law(days);
  const Holidays holidays = Holidays::built_in();
  size_t ran = 0;
  for (const Day& d : days) {
    const auto at = law.find(d.civil());
    const std::string want = at == law.end() ? "" : at->second;
    if (holiday_name(holidays, d.civil()) != want)
      FAIL_CHECK(iso_text(d.civil()) << " is " << holiday_name(holidays, d.civil()) << ", not " << want);
    const bool turn =
        (d.civil().month() == 12 && d.civil().day() > 28) || (d.civil().month() == 1 && d.civil().day() < 4);
    const std::optional<std::string_view> rest = holidays.rest(d.civil());
    if (rest.has_value() != (turn || !want.empty()) || rest.value_or("") != want)
      FAIL_CHECK(iso_text(d.civil()) << " rests as " << rest.value_or("(no)"));
    if ((holidays.next_working_day(d.civil()) == d.civil()) != works(d, law)) FAIL_CHECK(iso_text(d.civil()));
    ++ran;
  }
  CHECK(ran == 7305);
  CHECK(law.size() == built_in_holidays().size());
}

TEST_CASE("periods: every dispatch of 2020 to 2035, as walked through the calendar") {
  const std::vector<Day> days = calendar();
  const Names law = by_law(days);
  const Holidays holidays = Holidays::built_in();
  const std::vector<Period> periods = {{1, 0}, {7, 0}, {10, 0}, {14, 0}, {15, 0}, {31, 0}, {60, 0}, {366, 0},
                                       {0, 1}, {0, 2}, {0, 3},  {0, 6},  {0, 11}, {0, 12}, {0, 24}};
  size_t ran = 0;
  size_t moved = 0;
  for (size_t from = 0; from < days.size(); ++from) {
    if (days[from].year < 2020 || days[from].year > 2035) continue;
    for (const Period p : periods) {
      const size_t end = p.days > 0 ? walk_days(from, p.days) : walk_months(days, from, p.months);
      size_t want = end;
      while (!works(days[want], law)) ++want;
      moved += want != end;
      const auto last = last_day(days[from].civil(), p, holidays);
      const auto next = next_step_from(days[from].civil(), p, holidays);
      if (last != days[want].civil() || next != days[want + 1].civil())
        FAIL_CHECK(iso_text(days[from].civil())
                   << ", " << p.days << " days, " << p.months << " months: " << iso_text(last.value_or(CivilDate{}))
                   << ", not " << iso_text(days[want].civil()));
      ++ran;
    }
  }
  CHECK(ran == 5844 * 15);
  CHECK(moved > ran / 4);  // what is compared is more than the counting
}
