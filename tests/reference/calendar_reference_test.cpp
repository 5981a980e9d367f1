// Era dates against ICU's Japanese calendar. The ICU that is compiled for the browser has no calendars, so this runs
// natively only.
#ifndef __EMSCRIPTEN__
#include <doctest/doctest.h>
#include <unicode/ucal.h>

#include <string>

#include "core/calendar/date_form.h"

using namespace totsugo;

namespace {

class Calendar {
 public:
  explicit Calendar(const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    const char16_t zone[] = u"UTC";
    calendar_ = ucal_open(zone, -1, locale, UCAL_TRADITIONAL, &status);
    REQUIRE(U_SUCCESS(status));
  }
  ~Calendar() { ucal_close(calendar_); }
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;

  // Days since 1970-01-01; -1e9 if the calendar refuses the date.
  int64_t days(int era, int year, int month, int day) {
    UErrorCode status = U_ZERO_ERROR;
    ucal_clear(calendar_);
    ucal_set(calendar_, UCAL_ERA, era);
    ucal_set(calendar_, UCAL_YEAR, year);
    ucal_set(calendar_, UCAL_MONTH, month - 1);
    ucal_set(calendar_, UCAL_DATE, day);
    const double millis = ucal_getMillis(calendar_, &status);
    REQUIRE(U_SUCCESS(status));
    return static_cast<int64_t>(millis / 86400000.0);
  }

 private:
  UCalendar* calendar_;
};

struct Era {
  int icu;
  const char* name;
  char letter;
  char medical;
  char pension;
  int years;  // the last year counted on paper, and one over
};
constexpr Era kEras[] = {{232, "明治", 'M', '1', '1', 46},
                         {233, "大正", 'T', '2', '3', 16},
                         {234, "昭和", 'S', '3', '5', 65},
                         {235, "平成", 'H', '4', '7', 32},
                         {236, "令和", 'R', '5', '9', 80}};

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

TEST_CASE("era dates: each way of writing them, as ICU's Japanese calendar counts") {
  Calendar calendar("ja_JP@calendar=japanese");
  size_t ran = 0;
  for (const Era& era : kEras)
    for (int year = 1; year <= era.years; ++year)
      for (int month = 1; month <= 12; ++month)
        for (const int day : {1, 8, 28}) {
          const int64_t want = calendar.days(era.icu, year, month, day);
          const std::string compact = two(year) + two(month) + two(day);
          const std::string y = std::to_string(year), m = std::to_string(month), d = std::to_string(day);
          const struct {
            std::string text;
            DateForm form;
          } writings[] = {{era.name + y + "年" + m + "月" + d + "日", DateForm::self_describing},
                          {era.letter + y + "." + m + "." + d, DateForm::self_describing},
                          {era.letter + compact, DateForm::self_describing},
                          {era.medical + compact, DateForm::era_code_medical},
                          {era.pension + compact, DateForm::era_code_pension}};
          for (const auto& w : writings) {
            const ParsedDate got = parse_date(w.text, w.form);
            if (got.status != DateStatus::ok || day_number(got.date) != want)
              FAIL_CHECK(w.text << " is " << iso_text(got.date) << ", not " << iso_text(from_day_number(want)));
            ++ran;
          }
        }
  CHECK(ran == (46 + 16 + 65 + 32 + 80) * 12 * 3 * 5);
}

TEST_CASE("Gregorian dates: every day from 1868 to 2100, as ICU counts") {
  Calendar calendar("en_US@calendar=gregorian");
  size_t ran = 0;
  for (int y = 1868; y <= 2100; ++y)
    for (int m = 1; m <= 12; ++m)
      for (int d = 1; d <= days_in_month(y, m); ++d) {
        if (calendar.days(1, y, m, d) != day_number(CivilDate::of(y, m, d))) FAIL_CHECK(y << " " << m << " " << d);
        ++ran;
      }
  CHECK(ran == 85102);
}
#endif
