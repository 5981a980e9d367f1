// Days on which a town hall does not work: Saturdays, Sundays, national holidays and 12-29 to 01-03 (the days a town's own
// ordinance names by article 4-2 of the Local Autonomy Act; nearly every town names these). What a town rests on beside them,
// and what the law will change, comes with a table of its own. Text is UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/calendar/civil_date.h"

namespace totsugo {

class Holidays {
 public:
  // core/calendar/holiday_table: every year of 2020 to 2035.
  static Holidays built_in();
  // A table that a town gives, in the shape of the Cabinet Office's syukujitsu.csv: a line of names, then "YYYY/M/D,name" (any
  // form of date that says itself what it is). Any bad line refuses the whole table, with its number: a day that is missed makes
  // a deadline too short. A table without any day is refused too. A day may be listed twice. The table covers the years it lists
  // as a whole, from 01-01 to 11-23. Years it does not cover keep the built-in days, beside its own; a table that covers none
  // (days of the town's own, or one that breaks off in its only year) covers what the built-in days do.
  static Result<Holidays> of_town(std::string_view utf8);

  // The years that the table at hand lists as a whole, in order. The built-in days that stand in for a year it does not list do
  // not count.
  const std::vector<int>& covered_years() const { return covered_; }
  // The days of the year are certain: gazetted, or given by the town's table. Otherwise a date in it is provisional: computed
  // from the law of today, or, after 2035, by weekdays and the end of the year alone.
  bool official(int year) const;
  // The days of the year are listed at all, by the table or built in; if not, nothing but weekends and the turn of the year moves
  // a date of it.
  bool known(int year) const;

  // Of the table that was read: how many days it lists, the first and the last. No day: the built-in ones.
  struct Extent {
    size_t days = 0;
    CivilDate first;
    CivilDate last;
  };
  const Extent& extent() const { return extent_; }

  // Why a town hall rests on the day, weekends aside: the holiday's name, empty at the turn of the year; nullopt where it does not.
  std::optional<std::string_view> rest(CivilDate d) const;
  // d itself if it is one. Takes full dates only.
  CivilDate next_working_day(CivilDate d) const;

 private:
  struct Day {
    CivilDate date;
    std::string name;
  };
  friend std::string_view holiday_name(const Holidays& days, CivilDate d);  // holidays_testing.h

  static Result<Holidays> read(std::string_view utf8);
  bool covers(int year) const;
  // The holiday's name; empty if the day is none.
  std::string_view name(CivilDate d) const;
  bool is_working_day(CivilDate d) const;
  void add_built_in();
  void sort_days();
  void find_whole_years();

  std::vector<Day> days_;  // in order, no date twice
  std::vector<int> covered_;
  Extent extent_;
  bool built_in_ = false;  // no year but the built-in ones is covered
};

}  // namespace totsugo
