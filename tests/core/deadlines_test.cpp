// Holidays, periods and the towns' rules for both (core/calendar). tests/reference/deadlines_reference_test.cpp has the twins.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error_words.h"
#include "core/calendar/date_form.h"
#include "core/calendar/deadline_presets.h"
#include "core/calendar/deadline_rule.h"
#include "core/calendar/holiday_table.h"
#include "core/calendar/holidays_testing.h"
#include "core/calendar/period.h"

using namespace totsugo;

namespace {

CivilDate date(const char* iso) {
  CivilDate d;
  REQUIRE(parse_plain_date(iso, d));
  return d;
}

// From a heap buffer of exactly the text's size.
Result<Holidays> parse(const std::string& text) {
  const std::unique_ptr<char[]> exact(new char[text.size()]);
  std::memcpy(exact.get(), text.data(), text.size());
  return Holidays::of_town({exact.get(), text.size()});
}

constexpr Period days(int n) { return {n, 0}; }
constexpr Period months(int n) { return {0, n}; }

std::string shown(const std::optional<CivilDate>& d) { return !d ? "refused" : d->none() ? "none" : iso_text(*d); }

const std::string kHeader = "国民の祝日・休日月日,国民の祝日・休日名称\r\n";
// The fewest lines that make a whole year.
const std::string kWhole2028 = "2028/1/1,元日\r\n2028/11/23,勤労感謝の日\r\n";

// What the parsing of a table says: "ok", or the error and its line.
std::string outcome(const std::string& text) {
  const Result<Holidays> r = parse(text);
  if (r.ok()) return "ok";
  return std::string(code_of(r.problem().code)) + " " + std::to_string(r.problem().where.line);
}

nlohmann::json json(const char* text) { return nlohmann::json::parse(text); }

std::string rule_outcome(const char* text) {
  const Result<DeadlineRule> r = read_deadline_rule(json(text));
  if (r.ok()) return "ok";
  return std::string(code_of(r.problem().code)) + " " + r.problem().detail;
}

}  // namespace

TEST_CASE("holidays: how many there are in each year, and the days of rest among them") {
  struct Year {
    int year;
    int days;
    std::vector<const char*> rest;  // 振替休日 and 国民の休日
  };
  const std::vector<Year> years = {
      {2020, 18, {"2020-02-24", "2020-05-06"}},
      {2021, 17, {"2021-08-09"}},
      {2022, 16, {}},
      {2023, 17, {"2023-01-02"}},
      {2024, 21, {"2024-02-12", "2024-05-06", "2024-08-12", "2024-09-23", "2024-11-04"}},
      {2025, 19, {"2025-02-24", "2025-05-06", "2025-11-24"}},
      {2026, 18, {"2026-05-06", "2026-09-22"}},
      {2027, 17, {"2027-03-22"}},
      {2028, 16, {}},
      {2029, 19, {"2029-02-12", "2029-04-30", "2029-09-24"}},
      {2030, 19, {"2030-05-06", "2030-08-12", "2030-11-04"}},
      {2031, 19, {"2031-02-24", "2031-05-06", "2031-11-24"}},
      {2032, 17, {"2032-09-21"}},
      {2033, 17, {"2033-03-21"}},
      {2034, 17, {"2034-01-02"}},
      {2035, 19, {"2035-02-12", "2035-04-30", "2035-09-24"}},
  };
  std::map<int, int> count;
  std::map<int, std::vector<std::string>> rest;
  CivilDate before{};
  for (const HolidayRow& row : built_in_holidays()) {
    CHECK(is_valid_date(row.date.year(), row.date.month(), row.date.day()));
    CHECK(before < row.date);
    before = row.date;
    ++count[row.date.year()];
    if (row.name == "振替休日" || row.name == "国民の休日") rest[row.date.year()].push_back(iso_text(row.date));
  }
  size_t ran = 0;
  for (const Year& y : years) {
    CAPTURE(y.year);
    CHECK(count[y.year] == y.days);
    CHECK(rest[y.year] == std::vector<std::string>(y.rest.begin(), y.rest.end()));
    ++ran;
  }
  CHECK(ran == 16);
  CHECK(count.size() == 16);
  CHECK(built_in_holidays().size() == 286);
}

TEST_CASE("holidays: Happy Mondays are Mondays, the moved ones of 2020 and 2021 are not") {
  const std::set<std::string_view> monday = {"成人の日", "海の日", "敬老の日", "スポーツの日"};
  size_t ran = 0;
  std::vector<std::string> moved;
  for (const HolidayRow& row : built_in_holidays()) {
    if (!monday.contains(row.name)) continue;
    ++ran;
    if ((day_number(row.date) + 3) % 7 != 0) moved.push_back(iso_text(row.date));
  }
  CHECK(ran == 64);
  CHECK(moved == std::vector<std::string>{"2020-07-23", "2020-07-24", "2021-07-22", "2021-07-23"});
  const Holidays h = Holidays::built_in();
  CHECK(holiday_name(h, date("2020-08-10")) == "山の日");
  CHECK(holiday_name(h, date("2021-08-08")) == "山の日");
  CHECK(holiday_name(h, date("2020-08-11")).empty());
  CHECK(holiday_name(h, date("2020-07-20")).empty());
  CHECK(holiday_name(h, date("2020-10-12")).empty());
  CHECK(holiday_name(h, date("2021-10-11")).empty());
}

TEST_CASE("holidays: days of which the gazette is known") {
  const Holidays h = Holidays::built_in();
  const std::vector<std::pair<const char*, const char*>> known = {
      {"2020-03-20", "春分の日"}, {"2020-09-22", "秋分の日"},   {"2021-03-20", "春分の日"},
      {"2021-09-23", "秋分の日"}, {"2022-03-21", "春分の日"},   {"2022-09-23", "秋分の日"},
      {"2023-03-21", "春分の日"}, {"2023-09-23", "秋分の日"},   {"2024-03-20", "春分の日"},
      {"2024-09-22", "秋分の日"}, {"2025-03-20", "春分の日"},   {"2025-09-23", "秋分の日"},
      {"2026-03-20", "春分の日"}, {"2026-09-23", "秋分の日"},   {"2027-03-21", "春分の日"},
      {"2027-09-23", "秋分の日"}, {"2026-09-21", "敬老の日"},   {"2026-09-22", "国民の休日"},
      {"2027-03-22", "振替休日"}, {"2027-07-19", "海の日"},     {"2027-10-11", "スポーツの日"},
      {"2026-05-06", "振替休日"}, {"2026-02-23", "天皇誕生日"}, {"2026-02-11", "建国記念の日"},
      {"2026-12-23", ""},         {"2026-05-07", ""},           {"2026-01-02", ""},
      {"2019-01-01", ""},         {"2036-01-01", ""},
  };
  size_t ran = 0;
  for (const auto& [day, name] : known) {
    const std::string shown_day(day);
    CAPTURE(shown_day);
    CHECK(holiday_name(h, date(day)) == name);
    ++ran;
  }
  CHECK(ran == 29);
}

TEST_CASE("holidays: working days") {
  const Holidays h = Holidays::built_in();
  const std::vector<std::pair<const char*, const char*>> next = {
      {"2026-11-20", "2026-11-20"},  // a Friday
      {"2026-11-21", "2026-11-24"},  // Saturday, Sunday, 勤労感謝の日
      {"2026-12-28", "2026-12-28"},  // the last Monday of the year
      {"2026-12-29", "2027-01-04"}, {"2026-12-31", "2027-01-04"},
      {"2027-01-01", "2027-01-04"}, {"2027-01-03", "2027-01-04"},
      {"2027-01-04", "2027-01-04"}, {"2024-12-28", "2025-01-06"},  // a Saturday, and 01-04 is one again
      {"2026-05-02", "2026-05-07"}, {"2026-05-01", "2026-05-01"},
      {"2026-09-19", "2026-09-24"}, {"1969-12-28", "1970-01-05"},  // a Sunday before day 0, the next a Monday behind it
      {"2036-02-11", "2036-02-11"},                                // no table: a Monday like any other
      {"2036-12-29", "2037-01-05"},                                // but the end of the year is known, and weekends are
  };
  size_t ran = 0;
  for (const auto& [from, want] : next) {
    const std::string shown_from(from);
    CAPTURE(shown_from);
    CHECK(iso_text(h.next_working_day(date(from))) == want);
    ++ran;
  }
  CHECK(ran == 15);
}

TEST_CASE("holidays: what is official and what is provisional") {
  const Holidays h = Holidays::built_in();
  CHECK(kOfficialUntil == 2027);
  CHECK(h.covered_years().size() == 16);
  size_t ran = 0;
  for (int year = 2015; year <= 2040; ++year, ++ran) {
    const std::vector<int>& covered = h.covered_years();
    CHECK(std::count(covered.begin(), covered.end(), year) == (year >= 2020 && year <= 2035));
    CHECK(h.official(year) == (year >= 2020 && year <= 2027));
  }
  CHECK(ran == 26);
}

TEST_CASE("holidays: a table of the town's own") {
  const Result<Holidays> r = parse("\xEF\xBB\xBF" + kHeader +
                                   "2028/1/1,元日\r\n"
                                   "2028-01-10,成人の日\r\n"    // another form
                                   "2028/1/1,元日（再掲）\r\n"  // twice: the first name stays
                                   "\"2028/6/23\",\"慰霊の日\",x\r\n"
                                   "\r\n,,\r\n"
                                   "2028/11/23,勤労感謝の日\n"
                                   " 2029/8/15 , 町の休日 ");  // one day of a year that is not listed
  REQUIRE(r.ok());
  const Holidays& h = r.value();
  CHECK(h.covered_years() == std::vector<int>{2028});
  CHECK(h.official(2028));
  CHECK(h.official(2026));  // by the built-in days, which stand in
  CHECK_FALSE(h.official(2029));
  CHECK(holiday_name(h, date("2028-01-01")) == "元日");
  CHECK(holiday_name(h, date("2028-01-10")) == "成人の日");
  CHECK(holiday_name(h, date("2028-06-23")) == "慰霊の日");
  CHECK(holiday_name(h, date("2028-11-23")) == "勤労感謝の日");
  CHECK(holiday_name(h, date("2028-02-11")).empty());  // the year is the table's: what it leaves out is no holiday
  CHECK(holiday_name(h, date("2029-08-15")) == "町の休日");
  CHECK(holiday_name(h, date("2029-04-30")) == "振替休日");  // the rest of 2029 is built in
  CHECK(holiday_name(h, date("2026-09-22")) == "国民の休日");
  CHECK(iso_text(h.next_working_day(date("2028-06-23"))) == "2028-06-26");
  CHECK(iso_text(h.next_working_day(date("2028-02-11"))) == "2028-02-11");
  CHECK(iso_text(*last_day(date("2028-06-22"), days(1), h)) == "2028-06-26");  // 慰霊の日 is a Friday
}

TEST_CASE("holidays: the built-in days written as such a table read back as the same") {
  std::string text = kHeader;
  for (const HolidayRow& row : built_in_holidays())
    text += std::to_string(row.date.year()) + "/" + std::to_string(row.date.month()) + "/" +
            std::to_string(row.date.day()) + "," + std::string(row.name) + "\r\n";
  const Result<Holidays> r = parse(text);
  REQUIRE(r.ok());
  const Holidays built_in = Holidays::built_in();
  CHECK(r.value().covered_years() == built_in.covered_years());
  size_t ran = 0;
  for (int64_t n = day_number(date("2019-01-01")); n < day_number(date("2037-01-01")); ++n, ++ran) {
    const CivilDate d = from_day_number(n);
    if (holiday_name(r.value(), d) != holiday_name(built_in, d)) FAIL_CHECK(iso_text(d));
  }
  CHECK(ran == 6575);
  CHECK(r.value().official(2035));  // given, and so certain
  CHECK_FALSE(r.value().official(2036));
}

TEST_CASE("holidays: tables that are refused, and the line that is to blame") {
  const std::vector<std::tuple<const char*, std::string, const char*>> cases = {
      {"whole", kHeader + kWhole2028, "ok"},
      {"without a header", kWhole2028, "ok"},
      {"a header and a first line in Japanese eras", kHeader + "令和10年1月1日,元日\n令和10年11月23日,勤労感謝の日",
       "ok"},
      {"an era date in the first line is a date and no header", "令和10年1月1日,元日\n令和10年11月23日,勤労感謝の日",
       "ok"},
      {"nothing", "", "holidays_empty 0"},
      {"a header only", kHeader, "holidays_empty 0"},
      {"the year breaks off", kHeader + "2028/1/1,元日\r\n2028/2/11,建国記念の日\r\n", "ok"},
      {"the year has no beginning", kHeader + "2028/11/23,勤労感謝の日\r\n", "ok"},
      {"two halves of two years", kHeader + "2028/1/1,元日\r\n2029/11/23,勤労感謝の日\r\n", "ok"},
      {"another file", "氏名,生年月日\r\n山田,1980/4/1\r\n", "row_date_unreadable 2"},
      {"names first", kHeader + "元日,2028/1/1\r\n", "row_date_unreadable 2"},
      {"no day of the calendar", kHeader + kWhole2028 + "2028/2/30,何か\r\n", "row_date_impossible 4"},
      {"an unknown day", kHeader + kWhole2028 + "2028-02-00,何か\r\n", "row_date_impossible 4"},
      {"a bad first line is no header", "2028/13/1,元日\r\n" + kWhole2028, "row_date_impossible 1"},
      {"half a date in the first line", "2028/1,元日\r\n" + kWhole2028, "row_date_unreadable 1"},
      {"no name", kHeader + kWhole2028 + "2028/2/11,\r\n", "row_required_empty 4"},
      {"no comma", kHeader + kWhole2028 + "2028/2/11\r\n", "row_required_empty 4"},
      {"no date", kHeader + kWhole2028 + ",建国記念の日\r\n", "row_date_unreadable 4"},
      {"zeros for a date", kHeader + kWhole2028 + "0000/00/00,建国記念の日\r\n", "row_date_unreadable 4"},
      {"a tab for a comma", "2028/1/1\t元日\r\n", "row_date_unreadable 1"},
      {"blank lines count", kHeader + "\r\n,,\r\n2028/2/x,何か\r\n", "row_date_unreadable 4"},
      {"a second header", kHeader + kHeader + kWhole2028, "row_date_unreadable 2"},
      {"CP932, as the Cabinet Office has it", "\x8D\x91\x96\xAF\r\n2028/1/1,\x8C\xB3\x93\xFA\r\n", "row_undecodable 1"},
      {"a damaged character", kHeader + kWhole2028 + "2028/2/11,\xE5\xBB\r\n", "row_undecodable 4"},
      {"too large", std::string((1 << 20) + 1, '\n'), "file_too_large 0"},
      {"long, but blank", kHeader + kWhole2028 + std::string(1 << 19, '\n'), "ok"},
  };
  size_t ran = 0;
  for (const auto& [name, text, want] : cases) {
    const std::string shown_name(name);
    CAPTURE(shown_name);
    CHECK(outcome(text) == want);
    ++ran;
  }
  CHECK(ran == 26);
}

TEST_CASE("holidays: a table in which no year is whole is days of the town's own beside the built-in ones") {
  const Holidays built_in = Holidays::built_in();
  size_t ran = 0;
  for (const std::string& text : {std::string("2028/1/1,元日\r\n2028/2/11,建国記念の日\r\n"),  // the year breaks off
                                  std::string("2028/11/23,勤労感謝の日\r\n"),                  // it has no beginning
                                  std::string("2028/1/1,元日\r\n2029/11/23,勤労感謝の日\r\n")}) {
    CAPTURE(text);
    const Result<Holidays> r = parse(kHeader + text);
    REQUIRE(r.ok());
    CHECK(r.value().covered_years() == built_in.covered_years());
    CHECK_FALSE(r.value().official(2028));
    CHECK(holiday_name(r.value(), date("2028-05-03")) == "憲法記念日");
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("holidays: what is said of a bad line") {
  const Result<Holidays> r = parse(kHeader + "2028/2/30,建国記念の日\r\n");
  REQUIRE_FALSE(r.ok());
  CHECK(sentence_of(r.problem()) ==
        "2行目：暦にない日付です（「2028/2/30,建国記念の日」）。元のデータの日付を直してください。");
  // A long line is cut between characters.
  const Result<Holidays> lengthy = parse(kHeader + "x," + std::string("あ") + [] {
    std::string s;
    for (int i = 0; i < 99; ++i) s += "い";
    return s;
  }());
  REQUIRE_FALSE(lengthy.ok());
  CHECK(lengthy.problem().detail.size() == 59);
  CHECK(lengthy.problem().detail.ends_with("い"));
  const Result<Holidays> none = parse("");
  REQUIRE_FALSE(none.ok());
  CHECK(sentence_of(none.problem()).find("祝日・閉庁日が1日も書かれていません") != std::string::npos);
}

TEST_CASE("periods: worked examples") {
  struct Example {
    const char* from;  // the day of dispatch
    Period period;
    const char* last;
    const char* why;
  };
  const std::vector<Example> examples = {
      // the day of dispatch does not count (article 140)
      {"2026-04-01", days(1), "2026-04-02", "the day after is the first day, and the only one"},
      {"2026-04-01", days(7), "2026-04-08", "dispatched on a Wednesday, seven days on a Wednesday"},
      {"2026-04-01", days(14), "2026-04-15", "two weeks"},
      {"2026-06-01", days(30), "2026-07-01", "30 days in a month of 30"},
      {"2026-06-01", days(31), "2026-07-02", "one more than the month has days"},
      {"2026-06-01", months(1), "2026-07-01", "a month is not 31 days"},
      {"2026-11-02", days(31), "2026-12-03", "31 days from a month of 30"},
      {"2026-11-02", months(1), "2026-12-02", "and the month: a day earlier"},
      {"2026-07-31", days(31), "2026-08-31", "31 days in a month of 31"},
      {"2028-02-13", days(15), "2028-02-28", "the 28th of a leap February"},
      {"2028-02-14", days(15), "2028-02-29", "the leap day itself"},
      {"2027-02-28", days(366), "2028-02-29", "the longest in days, over no leap day but onto it"},
      {"2028-02-29", days(366), "2029-03-01", "from a leap day, no leap day between"},
      {"2024-06-14", days(366), "2025-06-16", "the longest in days, onto a Sunday"},
      // the last day on a weekend (article 142)
      {"2026-05-08", days(1), "2026-05-11", "dispatched on a Friday, one day: Saturday becomes Monday"},
      {"2026-05-08", days(2), "2026-05-11", "Sunday becomes Monday"},
      {"2026-05-08", days(3), "2026-05-11", "Monday stays"},
      {"2026-05-15", days(14), "2026-05-29", "a Friday stays"},
      {"2026-06-05", days(15), "2026-06-22", "Saturday"},
      {"2026-06-06", days(15), "2026-06-22", "dispatched on a Saturday, Sunday"},
      {"2026-06-07", days(15), "2026-06-22", "dispatched on a Sunday, which moves nothing; Monday"},
      {"2026-07-01", days(31), "2026-08-03", "Saturday in another month"},
      {"2026-08-06", days(31), "2026-09-07", "Sunday"},
      {"2026-01-15", days(31), "2026-02-16", "Sunday"},
      {"2026-02-13", days(15), "2026-03-02", "the last of February a Saturday, moved into March"},
      // months end the day before the corresponding day (article 143)
      {"2026-06-29", months(1), "2026-07-29", "from 06-30 to before 07-30"},
      {"2026-06-30", months(1), "2026-07-31", "from 07-01, a whole July: not the 30th"},
      {"2026-03-30", months(1), "2026-04-30", "from 03-31, there is no 04-31: the end of April"},
      {"2026-03-31", months(1), "2026-04-30", "from 04-01, a whole April: the same day"},
      {"2026-05-29", months(1), "2026-06-29", "from 05-30 to before 06-30"},
      {"2026-05-30", months(1), "2026-06-30", "from 05-31, there is no 06-31"},
      {"2026-05-31", months(1), "2026-06-30", "from 06-01, a whole June"},
      {"2026-04-30", months(1), "2026-06-01", "a whole May, its last day a Sunday"},
      {"2026-08-31", months(1), "2026-09-30", "a whole September"},
      {"2026-10-31", months(1), "2026-11-30", "a whole November"},
      {"2025-10-10", months(2), "2025-12-10", "two months"},
      {"2026-01-31", months(3), "2026-04-30", "from 02-01, three whole months"},
      // the corresponding day is missing in February
      {"2025-01-28", months(1), "2025-02-28", "from 01-29, no 02-29: the end of February"},
      {"2025-01-29", months(1), "2025-02-28", "from 01-30, no 02-30"},
      {"2025-01-30", months(1), "2025-02-28", "from 01-31, no 02-31"},
      {"2025-01-31", months(1), "2025-02-28", "from 02-01, a whole February: four dispatches, one last day"},
      {"2024-01-28", months(1), "2024-02-28", "a leap year: from 01-29 to before 02-29"},
      {"2024-01-29", months(1), "2024-02-29", "a leap year, from 01-30, no 02-30: the leap day"},
      {"2024-01-30", months(1), "2024-02-29", "a leap year, from 01-31"},
      {"2024-01-31", months(1), "2024-02-29", "a leap year, a whole February"},
      {"2026-01-30", months(1), "2026-03-02", "the end of February is a Saturday"},
      {"2026-01-31", months(1), "2026-03-02", "a whole February that ends on a Saturday"},
      {"2028-01-28", months(1), "2028-02-28", "before the leap day"},
      {"2028-01-31", months(1), "2028-02-29", "the leap day, a Tuesday"},
      {"2023-11-30", months(3), "2024-02-29", "from 12-01, three months end with the leap day"},
      {"2026-11-30", months(3), "2027-03-01", "the end of February is a Sunday"},
      {"2026-08-30", months(6), "2027-03-01", "from 08-31, no 02-31; a Sunday"},
      {"2025-12-31", months(2), "2026-03-02", "from 01-01 two whole months, a Saturday"},
      // dispatched at the end of February
      {"2025-02-28", months(1), "2025-03-31", "from 03-01, a whole March"},
      {"2024-02-27", months(1), "2024-03-27", "from 02-28 to before 03-28"},
      {"2024-02-28", months(1), "2024-03-28", "from the leap day to before 03-29: not the end of March"},
      {"2024-02-29", months(1), "2024-04-01", "from 03-01, a whole March that ends on a Sunday"},
      {"2024-02-28", months(12), "2025-02-28", "from the leap day, none a year later: 02-28"},
      {"2024-02-29", months(12), "2025-02-28", "from 03-01, a whole year: 02-28 as well"},
      {"2023-02-28", months(12), "2024-02-29", "from 03-01, a year that ends with the leap day"},
      {"2024-02-29", months(24), "2026-03-02", "the longest in months, a Saturday"},
      // the turn of the year
      {"2025-11-28", months(1), "2026-01-05", "12-28 is a Sunday, and no day follows before 01-05"},
      {"2025-12-01", months(1), "2026-01-05", "New Year's Day: 01-02 and 01-03 rest, 01-04 is a Sunday"},
      {"2025-12-01", days(28), "2026-01-05", "12-29, the first day of rest"},
      {"2025-12-02", days(31), "2026-01-05", "01-02, no national holiday"},
      {"2025-12-03", days(31), "2026-01-05", "01-03, a Saturday as well"},
      {"2025-12-04", days(31), "2026-01-05", "01-04 is a working day only of other years"},
      {"2025-12-15", days(15), "2026-01-05", "12-30"},
      {"2025-12-28", days(1), "2026-01-05", "dispatched on a Sunday before the days of rest"},
      {"2025-12-31", months(1), "2026-02-02", "dispatched on a day of rest: from 01-01 a whole January, a Saturday"},
      {"2026-12-31", months(1), "2027-02-01", "a whole January that ends on a Sunday"},
      {"2026-12-28", days(1), "2027-01-04", "12-29 moves over the rest of the week, to Monday 01-04"},
      {"2022-12-29", days(1), "2023-01-04", "01-04 is a Wednesday"},
      {"2023-12-29", days(4), "2024-01-04", "01-02 without a weekend"},
      {"2034-01-01", days(1), "2034-01-04", "01-02 is 振替休日 as well"},
      // Golden Week
      {"2026-04-14", days(15), "2026-04-30", "昭和の日"},
      {"2026-04-15", days(15), "2026-04-30", "the working day between"},
      {"2026-04-17", days(15), "2026-05-07", "Saturday, then three holidays and 振替休日"},
      {"2026-04-18", days(15), "2026-05-07", "憲法記念日 on a Sunday"},
      {"2026-04-20", days(15), "2026-05-07", "こどもの日"},
      {"2026-04-21", days(15), "2026-05-07", "振替休日 comes three days after its Sunday"},
      {"2026-04-03", months(1), "2026-05-07", "a month, to 憲法記念日"},
      {"2025-04-03", months(1), "2025-05-07",
       "憲法記念日 on a Saturday gives no other day; みどりの日 on a Sunday does"},
      {"2025-04-05", months(1), "2025-05-07", "こどもの日 on a Monday, then 振替休日"},
      {"2024-04-05", months(1), "2024-05-07", "こどもの日 on a Sunday"},
      // holidays and days of rest
      {"2024-01-12", days(31), "2024-02-13", "振替休日 of 建国記念の日"},
      {"2024-09-07", days(15), "2024-09-24", "秋分の日 on a Sunday, then 振替休日"},
      {"2024-09-22", days(1), "2024-09-24", "dispatched on 秋分の日, 振替休日"},
      {"2026-09-04", days(15), "2026-09-24", "Saturday, the first of five days of rest"},
      {"2026-09-06", days(15), "2026-09-24", "敬老の日"},
      {"2026-09-07", days(15), "2026-09-24", "国民の休日 between two holidays"},
      {"2026-09-08", days(15), "2026-09-24", "秋分の日"},
      {"2026-08-18", days(31), "2026-09-18", "the Friday before stays"},
      {"2026-08-21", months(1), "2026-09-24", "a month, to 敬老の日 and over 国民の休日"},
      {"2032-08-20", days(31), "2032-09-23", "敬老の日, 国民の休日, 秋分の日"},
      {"2026-03-05", days(15), "2026-03-23", "春分の日 on a Friday, then the weekend"},
      {"2025-03-20", days(1), "2025-03-21", "dispatched on 春分の日: the day after is a Friday like any other"},
      {"2020-02-08", days(15), "2020-02-25", "天皇誕生日 on a Sunday"},
      {"2020-07-08", days(15), "2020-07-27", "海の日 moved for the Olympic Games, then スポーツの日 and the weekend"},
      {"2020-06-22", days(31), "2020-07-27", "the same by 31 days"},
      {"2021-07-07", days(15), "2021-07-26", "海の日 of 2021"},
      {"2021-07-25", days(15), "2021-08-10", "振替休日 of 山の日, which was moved"},
      {"2027-02-20", months(1), "2027-03-23", "Saturday, 春分の日 on a Sunday, 振替休日"},
      {"2033-03-05", days(15), "2033-03-22", "春分の日 on a Sunday, in a year that is provisional"},
      {"2036-02-10", days(1), "2036-02-11", "after the table: 建国記念の日 is unknown"},
      {"2035-12-31", months(2), "2036-02-29", "after the table: the leap day"},
  };
  const Holidays h = Holidays::built_in();
  size_t ran = 0;
  for (const Example& e : examples) {
    const std::string what = std::string(e.from) + " " + e.why;
    CAPTURE(what);
    const std::optional<CivilDate> last = last_day(date(e.from), e.period, h);
    CHECK(shown(last) == e.last);
    const std::optional<CivilDate> next = next_step_from(date(e.from), e.period, h);
    REQUIRE(next.has_value());
    CHECK(day_number(*next) == day_number(date(e.last)) + 1);
    ++ran;
  }
  CHECK(ran == 106);
}

TEST_CASE("periods: the next step begins the day after, whatever day that is") {
  const Holidays h = Holidays::built_in();
  const std::vector<std::tuple<const char*, Period, const char*>> cases = {
      {"2026-04-01", days(14), "2026-04-16"},   // a Thursday
      {"2026-05-15", days(14), "2026-05-30"},   // a Saturday: the period is over all the same
      {"2026-05-08", days(1), "2026-05-12"},    // the last day has moved to Monday
      {"2025-12-01", days(31), "2026-01-06"},   // and here over the new year
      {"2026-11-25", months(1), "2026-12-26"},  // the last day is a Friday
      {"2025-01-31", months(1), "2025-03-01"},
  };
  size_t ran = 0;
  for (const auto& [from, period, want] : cases) {
    CHECK(shown(next_step_from(date(from), period, h)) == want);
    ++ran;
  }
  CHECK(ran == 6);
}

TEST_CASE("periods: what is refused, and what is none") {
  const Holidays h = Holidays::built_in();
  const CivilDate ok = date("2026-04-01");
  const std::vector<std::tuple<const char*, CivilDate, Period, const char*>> cases = {
      {"no period", ok, {}, "none"},
      {"no period, no date", {}, {}, "refused"},
      {"no date", {}, {14, 0}, "refused"},
      {"no day", CivilDate::of(2026, 4, 0), {14, 0}, "refused"},
      {"no month", CivilDate::of(2026, 0, 0), {0, 1}, "refused"},
      {"a day that never was", CivilDate::of(2026, 2, 29), {14, 0}, "refused"},
      {"a month that never was", CivilDate::of(2026, 13, 1), {0, 1}, "refused"},
      {"before all calendars", CivilDate::of(1799, 12, 31), {14, 0}, "refused"},
      {"both", ok, {14, 1}, "refused"},
      {"less than none", ok, {-1, 0}, "refused"},
      {"less than no month", ok, {0, -1}, "refused"},
      {"one over, one under", ok, {1, -1}, "refused"},
      {"the longest in days", ok, {366, 0}, "2027-04-02"},
      {"too many days", ok, {367, 0}, "refused"},
      {"the longest in months", ok, {0, 24}, "2028-04-03"},
      {"too many months", ok, {0, 25}, "refused"},
      {"a number gone wild", ok, {2147483647, 0}, "refused"},
      {"months gone wild", ok, {0, 2147483647}, "refused"},
      {"the end of the calendar", CivilDate::of(2200, 12, 31), {14, 0}, "refused"},
      {"shortly before", CivilDate::of(2200, 12, 1), {14, 0}, "2200-12-15"},
  };
  size_t ran = 0;
  for (const auto& [name, from, period, want] : cases) {
    const std::string shown_name(name);
    CAPTURE(shown_name);
    CHECK(shown(last_day(from, period, h)) == want);
    const std::string next = shown(next_step_from(from, period, h));
    CHECK((next == "refused") == (std::string(want) == "refused"));
    CHECK((next == "none") == (std::string(want) == "none"));
    ++ran;
  }
  CHECK(ran == 20);
}

TEST_CASE("periods: a later dispatch never ends earlier, a longer period neither") {
  const Holidays h = Holidays::built_in();
  size_t ran = 0;
  for (int64_t n = day_number(date("2020-01-01")); n <= day_number(date("2035-12-31")); ++n) {
    const CivilDate from = from_day_number(n);
    const CivilDate next = from_day_number(n + 1);
    for (const Period p : {days(14), days(31), months(1), months(2)}) {
      const CivilDate last = *last_day(from, p, h);
      const CivilDate longer = *last_day(from, p.days > 0 ? days(p.days + 1) : months(p.months + 1), h);
      if (last > *last_day(next, p, h) || last > longer || last <= from || h.next_working_day(last) != last)
        FAIL_CHECK(iso_text(from));
      ++ran;
    }
  }
  CHECK(ran == 5844 * 4);
}

TEST_CASE("deadline rules: the presets") {
  const Holidays h = Holidays::built_in();
  const DeadlineRule kumano = deadline_preset("kumano");
  CHECK(kumano.first == days(31));
  // A deadline on a day after 14 days have passed: the 15th at the earliest.
  CHECK(kumano.second == days(15));
  const DeadlineRule sonogi = deadline_preset("higashisonogi");
  CHECK(sonogi.first == months(1));
  CHECK(sonogi.second == months(1));
  const DeadlineRule none = deadline_preset("none");
  CHECK(none.first.none());
  CHECK(none.second.none());
  CHECK(none.code == "none");
  CHECK(deadline_preset("").code.empty());
  CHECK(deadline_preset("KUMANO").code.empty());
  // One case through both steps, the second letter going out on the first day it may.
  CHECK(shown(last_day(date("2026-06-01"), kumano.first, h)) == "2026-07-02");
  CHECK(shown(next_step_from(date("2026-06-01"), kumano.first, h)) == "2026-07-03");
  CHECK(shown(last_day(date("2026-07-03"), kumano.second, h)) == "2026-07-21");  // 07-18 is a Saturday, 07-20 海の日
  CHECK(shown(last_day(date("2026-06-01"), sonogi.first, h)) == "2026-07-01");
  CHECK(shown(last_day(date("2026-06-01"), none.first, h)) == "none");
  size_t ran = 0;
  for (const DeadlinePreset& p : deadline_presets()) {
    CHECK(p.first.valid());
    CHECK(p.second.valid());
    CHECK_FALSE(p.label.empty());
    CHECK(p.source.empty() == p.first.none());
    const DeadlineRule rule = deadline_preset(p.code);
    const nlohmann::json written = deadline_rule_json(rule);
    CHECK(written.dump() == "{\"preset\":\"" + std::string(p.code) + "\"}");
    const Result<DeadlineRule> again = read_deadline_rule(written);
    REQUIRE(again.ok());
    CHECK(again.value() == rule);
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("deadline rules: read and written") {
  struct Row {
    const char* text;
    Period first, second;
    const char* written;
  };
  const std::vector<Row> rows = {
      {R"({"first":{"days":31},"second":{"months":1}})",
       {31, 0},
       {0, 1},
       R"({"first":{"days":31},"second":{"months":1}})"},
      {R"({"first":{"days":1},"second":{"days":366}})",
       {1, 0},
       {366, 0},
       R"({"first":{"days":1},"second":{"days":366}})"},
      {R"({"first":{"months":24}})", {0, 24}, {}, R"({"first":{"months":24},"second":null})"},
      {R"({"second":{"days":14}})", {}, {14, 0}, R"({"first":null,"second":{"days":14}})"},
      {R"({"first":null,"second":null})", {}, {}, R"({"first":null,"second":null})"},
      {R"({"first":{"days":20.0},"label":"当町"})",
       {20, 0},
       {},
       R"({"first":{"days":20},"label":"当町","second":null})"},
  };
  size_t ran = 0;
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    const Result<DeadlineRule> r = read_deadline_rule(json(row.text));
    REQUIRE(r.ok());
    CHECK(r.value().first == row.first);
    CHECK(r.value().second == row.second);
    CHECK(r.value().code.empty());
    const nlohmann::json written = deadline_rule_json(r.value());
    CHECK(written.dump() == row.written);
    const Result<DeadlineRule> again = read_deadline_rule(written);
    REQUIRE(again.ok());
    CHECK(again.value() == r.value());
    ++ran;
  }
  CHECK(ran == 6);
}

TEST_CASE("deadline rules: what is refused, and where it is wrong") {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"null", "{}"},
      {"[]", "{}"},
      {"31", "{}"},
      {"\"kumano\"", "{}"},
      {"{}", "first"},
      {R"({"label":"x"})", "first"},
      {R"({"preset":"Kumano"})", "preset"},
      {R"({"preset":""})", "preset"},
      {R"({"preset":1})", "preset"},
      {R"({"preset":null})", "preset"},
      {R"({"preset":"kumano","first":{"days":31}})", "preset"},
      {R"({"first":{"days":0}})", "first.days"},
      {R"({"first":{"days":367}})", "first.days"},
      {R"({"first":{"days":-1}})", "first.days"},
      {R"({"first":{"days":1.5}})", "first.days"},
      {R"({"first":{"days":"31"}})", "first.days"},
      {R"({"first":{"days":null}})", "first.days"},
      {R"({"first":{"days":18446744073709551615}})", "first.days"},
      {R"({"first":{"days":1e300}})", "first.days"},
      {R"({"first":{"months":25}})", "first.months"},
      {R"({"second":{"months":0}})", "second.months"},
      {R"({"first":{"days":31,"months":1}})", "first"},
      {R"({"first":{}})", "first"},
      {R"({"first":{"weeks":4}})", "first"},
      {R"({"first":31})", "first"},
      {R"({"first":[31]})", "first"},
      {R"({"first":{"days":31},"secnod":{"days":14}})", "secnod"},
      {R"({"first":{"days":31},"label":7})", "label"},
  };
  size_t ran = 0;
  for (const auto& [text, where] : cases) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(rule_outcome(text) == "settings_invalid " + std::string(where));
    ++ran;
  }
  CHECK(ran == 28);
  nlohmann::json lengthy = json(R"({"first":{"days":31}})");
  lengthy["label"] = std::string(301, 'x');
  CHECK_FALSE(read_deadline_rule(lengthy).ok());
}
