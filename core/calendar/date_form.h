// The forms in which dates arrive (DOMAIN section 4). Most forms say themselves what they are. GYYMMDD does not: two
// conflicting era codes are in use, and 5... is Reiwa in one and Showa in the other. So the code is a property of the
// column, chosen once for the whole column and never per value.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/calendar/civil_date.h"

namespace totsugo {

enum class DateForm : uint8_t {
  self_describing,   // YYYYMMDD, YYYY-MM-DD, YYYY/M/D, era names, era letters; GYYMMDD is refused
  era_code_medical,  // GYYMMDD with 1 Meiji 2 Taisho 3 Showa 4 Heisei 5 Reiwa (and all self-describing forms)
  era_code_pension,  // GYYMMDD with 1 Meiji 3 Taisho 5 Showa 7 Heisei 9 Reiwa (and all self-describing forms)
  serial,            // days counted by a spreadsheet: 1 is 1900-01-01, 60 is no day (and all self-describing forms)
};

enum class DateStatus : uint8_t {
  ok,
  none,        // empty, a blank form, or a date that stands for none: 00000000, 99999999, 2099-12-31 and the like
  unreadable,  // no form we know, or GYYMMDD in a column that has no era code
  impossible,  // a form we know, but no day of the calendar
};

struct ParsedDate {
  DateStatus status = DateStatus::none;
  CivilDate date;            // of none: the day that stands for it, if it is one of the calendar's
  bool timed = false;        // a time of day behind it was left out
  bool outside_era = false;  // read on, though its era had not begun or was over: R1.4.30
};

// Days that programs write for "none" (DOMAIN section 6). As a birth date the early ones are a placeholder, and are read.
constexpr bool stands_for_none(CivilDate d) {
  return d == CivilDate::of(2099, 12, 31) || d == CivilDate::of(1900, 1, 1) || d == CivilDate::of(1899, 12, 30) ||
         d == CivilDate::of(1899, 12, 31);
}

// The two commonest forms, YYYYMMDD and YYYY-MM-DD (or /), when they are plain full dates; false for anything else, which
// parse_date then judges. For the roster's stream, where millions of dates are of these forms: eight digits are checked
// and turned into four pairs in one 64-bit word.
inline bool parse_plain_date(std::string_view s, CivilDate& out) {
  uint64_t w;
  if (s.size() == 8) {
    std::memcpy(&w, s.data(), 8);
  } else if (s.size() == 10 && s[4] == s[7] && (s[4] == '-' || s[4] == '/')) {
    char d[8];
    std::memcpy(d, s.data(), 4);
    std::memcpy(d + 4, s.data() + 5, 2);
    std::memcpy(d + 6, s.data() + 8, 2);
    std::memcpy(&w, d, 8);
  } else {
    return false;
  }
  if (((w + 0x4646464646464646ull) | (w - 0x3030303030303030ull)) & 0x8080808080808080ull) return false;  // a non-digit
  w -= 0x3030303030303030ull;
  w = w * 10 + (w >> 8);  // every other byte: a pair of digits (little-endian)
  const auto pair = [w](int byte) { return static_cast<int>(w >> (8 * byte) & 0xFF); };
  const int year = pair(0) * 100 + pair(2);
  const int month = pair(4);
  const int day = pair(6);
  if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
  if (day > 28 && day > days_in_month(year, month)) return false;
  out = CivilDate::of(year, month, day);
  return true;
}

// Text is UTF-8. A partial date (unknown month or day, "00") is ok with date.partial(); whether the field allows it is
// the caller's business.
ParsedDate parse_date(std::string_view utf8, DateForm form);
// A date that says itself what it is, known to the day; none where it is anything else.
CivilDate whole_date(std::string_view utf8);

// Picks a column's form from its values: feed each value, then ask.
class DateFormVote {
 public:
  // birth: ages of 0 to 120 at `today` are plausible; otherwise dates from 1961 (when
  // everyone came to be insured) to a year after `today` are.
  DateFormVote(CivilDate today, bool birth) : today_(today), birth_(birth) {}
  void add(std::string_view utf8);
  DateForm winner() const;
  // Dates seen that need a vote.
  uint32_t seen() const { return era_coded_ + serial_; }
  // The two era codes fit equally well and mean different days: nobody but a person can say which it is.
  bool unclear() const { return differing_ > 0 && medical_ == pension_ && era_coded_ > serial_; }
  void add(const DateFormVote& other);

 private:
  bool plausible(CivilDate d) const;
  CivilDate today_;
  bool birth_;
  uint32_t era_coded_ = 0;
  uint32_t medical_ = 0;
  uint32_t pension_ = 0;
  uint32_t differing_ = 0;
  uint32_t serial_ = 0;
};

}  // namespace totsugo
