// The forms in which dates arrive (DOMAIN section 4). Most forms say themselves what they are. GYYMMDD does not: two
// conflicting era codes are in use, and 5... is Reiwa in one and Showa in the other. So the code is a property of the
// column, chosen once for the whole column and never per value.
#pragma once
#include <cstdint>
#include <string_view>

#include "core/calendar/civil_date.h"

namespace totsugo {

enum class DateForm : uint8_t {
  self_describing,   // YYYYMMDD, YYYY-MM-DD, YYYY/M/D, era names, era letters; GYYMMDD is refused
  era_code_medical,  // GYYMMDD with 1 Meiji 2 Taisho 3 Showa 4 Heisei 5 Reiwa (and all self-describing forms)
  era_code_pension,  // GYYMMDD with 1 Meiji 3 Taisho 5 Showa 7 Heisei 9 Reiwa (and all self-describing forms)
};

enum class DateStatus : uint8_t {
  ok,
  none,        // empty, 00000000, 99999999, 9999-12-31 and the like
  unreadable,  // no form we know, or GYYMMDD in a column that has no era code
  impossible,  // a form we know, but no day of the calendar
};

struct ParsedDate {
  DateStatus status = DateStatus::none;
  CivilDate date;
};

// The two commonest forms, YYYYMMDD and YYYY-MM-DD (or /), when they are plain full dates; false for anything else, which
// parse_date then judges. For the roster's stream, where millions of dates are of these forms.
bool parse_plain_date(std::string_view ascii, CivilDate& out);

// Text is UTF-8. A partial date (unknown month or day, "00") is ok with date.partial(); whether the field allows it is
// the caller's business.
ParsedDate parse_date(std::string_view utf8, DateForm form);

// Picks a column's form from its values: feed each value, then ask.
class DateFormVote {
 public:
  // birth: ages of 0 to 120 at `today` are plausible; otherwise dates from 1961 (when
  // everyone came to be insured) to a year after `today` are.
  DateFormVote(CivilDate today, bool birth) : today_(today), birth_(birth) {}
  void add(std::string_view utf8);
  DateForm winner() const;

 private:
  bool plausible(CivilDate d) const;
  CivilDate today_;
  bool birth_;
  uint32_t era_coded_ = 0;
  uint32_t medical_ = 0;
  uint32_t pension_ = 0;
};

}  // namespace totsugo
