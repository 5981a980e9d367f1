// Days on which a town hall does not work: Saturdays, Sundays, national holidays and 12-29 to 01-03 (the days a town's own
// ordinance names by article 4-2 of the Local Autonomy Act; nearly every town names these). What a town rests on beside them,
// and what the law will change, comes with a table of its own. Text is UTF-8.
#pragma once
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
  // A table in the shape of the Cabinet Office's syukujitsu.csv: a line of names, then "YYYY/M/D,name" (any form of date that
  // says itself what it is). Any bad line refuses the whole table, with its number: a day that is missed makes a deadline too
  // short. A day may be listed twice. The table covers the years it lists as a whole, from 01-01 to 11-23; without any such
  // year it is no table of national holidays. Years it does not cover keep the built-in days, beside its own.
  static Result<Holidays> parse(std::string_view utf8);
  // What a town gives: such a table, or days of its own alone, which then stand beside the built-in ones. Refused for the same
  // bad lines, and without any day. (A table that breaks off in a year is such days too: the built-in ones stand in for the rest.)
  static Result<Holidays> of_town(std::string_view utf8);

  // The table at hand lists the whole year. The built-in days that stand in for a year it does not list do not count.
  bool covers(int year) const;
  const std::vector<int>& covered_years() const { return covered_; }  // in order
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

  // The holiday's name; empty if the day is none.
  std::string_view name(CivilDate d) const;
  // Both take full dates only.
  bool is_working_day(CivilDate d) const;
  // d itself if it is one.
  CivilDate next_working_day(CivilDate d) const;

 private:
  struct Day {
    CivilDate date;
    std::string name;
  };
  static Result<Holidays> read(std::string_view utf8);
  void add_built_in();
  void sort_days();
  void find_whole_years();

  std::vector<Day> days_;  // in order, no date twice
  std::vector<int> covered_;
  Extent extent_;
  bool built_in_ = false;  // no year but the built-in ones is covered
};

}  // namespace totsugo
