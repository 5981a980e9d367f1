// Whatever stands in a date's column is read without harm; a date that was read, written as YYYY-MM-DD, is that date again.
#include "core/calendar/date_form.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {
constexpr DateForm kForms[] = {DateForm::self_describing, DateForm::era_code_medical, DateForm::era_code_pension,
                               DateForm::serial};
constexpr CivilDate kToday = CivilDate::of(2026, 11, 22);
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  DateFormVote births(kToday, true), others(kToday, false);
  for (const std::string_view value : parted({reinterpret_cast<const char*>(data), size}, '\n')) {
    const Exact text(value);
    births.add(text.view());
    others.add(text.view());
    const ParsedDate described = parse_date(text.view(), DateForm::self_describing);
    for (const DateForm form : kForms) {
      const ParsedDate got = parse_date(text.view(), form);
      // A column's era code or counting adds readings, it changes none.
      hold(described.status != DateStatus::ok || (got.status == DateStatus::ok && got.date == described.date),
           "what describes itself reads the same in every column", [&] { return std::string(value); });
      if (got.status != DateStatus::ok) continue;
      const CivilDate d = got.date;
      hold(!d.none() && d.month() <= 12 && d.day() <= 31, "a date", [&] { return iso_text(d); });
      if (!d.partial()) {
        hold(is_valid_date(d.year(), d.month(), d.day()), "a day of the calendar", [&] { return iso_text(d); });
        hold(from_day_number(day_number(d)) == d, "counted to the day and back", [&] { return iso_text(d); });
      }
      for (const DateForm other : kForms) {
        const ParsedDate again = parse_date(iso_text(d), other);
        // Days that stand for none in the Western calendar are days all the same where an era is told.
        const bool none = stands_for_none(d) || d == CivilDate::of(1900, 1, 0);
        hold(again.status == (none ? DateStatus::none : DateStatus::ok) && again.date == d,
             "written out, the same date", [&] { return iso_text(d); });
      }
    }
    CivilDate plain;
    if (parse_plain_date(text.view(), plain))
      hold(described.status == (stands_for_none(plain) ? DateStatus::none : DateStatus::ok) && described.date == plain,
           "the short way reads as the long one", [&] { return std::string(value); });
  }
  (void)births.winner();
  (void)others.winner();
  (void)others.unclear();
  DateFormVote both(kToday, true);
  both.add(births);
  hold(both.winner() == births.winner() && both.seen() == births.seen(), "votes add up");
  return 0;
}
