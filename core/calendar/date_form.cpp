#include "core/calendar/date_form.h"

#include <array>

namespace totsugo {
namespace {

struct Era {
  int first_year;  // the Gregorian year of the era's year 1
  int last_year;   // of its last year; 2200 for the present one
};
// Meiji, Taisho, Showa, Heisei, Reiwa.
constexpr std::array<Era, 5> kEras = {{{1868, 1912}, {1912, 1926}, {1926, 1989}, {1989, 2019}, {2019, 2200}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Copies text to ASCII: full-width digits, letters and marks become ASCII, era names and signs become one capital
// letter (M T S H R), the units of a date become '/', the first year becomes 1. Returns false for anything else.
struct AsciiText {
  std::array<char, 40> data;
  size_t size = 0;
  bool push(char c) {
    if (size == data.size()) return false;
    data[size++] = c;
    return true;
  }
  std::string_view view() const { return {data.data(), size}; }
};

char era_letter(uint32_t cp) {
  switch (cp) {
    case 0x337E: return 'M';
    case 0x337D: return 'T';
    case 0x337C: return 'S';
    case 0x337B: return 'H';
    case 0x32FF: return 'R';
    default: return 0;
  }
}

// The second kanji of an era name, after the first has been seen.
char era_name(uint32_t first, uint32_t second) {
  if (first == 0x660E && second == 0x6CBB) return 'M';
  if (first == 0x5927 && second == 0x6B63) return 'T';
  if (first == 0x662D && second == 0x548C) return 'S';
  if (first == 0x5E73 && second == 0x6210) return 'H';
  if (first == 0x4EE4 && second == 0x548C) return 'R';
  return 0;
}

char plain_mark(uint32_t cp) {
  if (cp == 0x5E74 || cp == 0x6708) return '/';  // nen, gatsu
  if (cp == 0x2010 || cp == 0x2212 || cp == 0x30FC || cp == 0xFF70) return '-';
  if (cp >= 0xFF01 && cp <= 0xFF5E) return static_cast<char>(cp - 0xFEE0);
  if (cp == 0x3000) return ' ';
  return 0;
}

bool to_ascii(std::string_view s, AsciiText& out) {
  uint32_t pending = 0;
  for (size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) {
      if (pending || !out.push(static_cast<char>(c))) return false;
      ++i;
      continue;
    }
    if (c < 0xE0 || c >= 0xF0 || i + 2 >= s.size()) return false;
    const uint32_t cp = (c & 0x0Fu) << 12 | (static_cast<unsigned char>(s[i + 1]) & 0x3Fu) << 6 |
                        (static_cast<unsigned char>(s[i + 2]) & 0x3Fu);
    i += 3;
    if (pending) {
      const char letter = era_name(pending, cp);
      if (!letter || !out.push(letter)) return false;
      pending = 0;
    } else if (cp == 0x5143) {  // gan: the first year
      if (!out.push('1')) return false;
    } else if (cp == 0x65E5) {  // nichi
      if (!out.push(' ')) return false;
    } else if (const char letter = era_letter(cp)) {
      if (!out.push(letter)) return false;
    } else if (const char mark = plain_mark(cp)) {
      if (!out.push(mark)) return false;
    } else {
      pending = cp;
    }
  }
  return pending == 0;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

// "2026/11/1 0:00:00" as written by spreadsheets and databases: midnight says nothing and is dropped.
std::string_view without_midnight(std::string_view s) {
  const size_t cut = s.find_first_of(" T");
  if (cut == std::string_view::npos || cut < 6) return s;
  for (size_t i = cut + 1; i < s.size(); ++i)
    if (s[i] != '0' && s[i] != ':' && s[i] != '.' && s[i] != ' ') return s;
  return s.substr(0, cut);
}

ParsedDate checked(int y, int m, int d) {
  if (y >= 1800 && y <= 2200 && (m == 0 || d == 0) && m <= 12 && d <= 31 && m >= 0 && d >= 0)
    return {DateStatus::ok, CivilDate::of(y, m, d)};  // partial
  if (!is_valid_date(y, m, d)) return {DateStatus::impossible, {}};
  return {DateStatus::ok, CivilDate::of(y, m, d)};
}

ParsedDate era_date(size_t which, int year, int m, int d) {
  const Era& e = kEras[which];
  const int y = e.first_year + year - 1;
  // Paper kept counting for a while after an era ended: one year over is read, more is a mistake.
  if (year < 1 || y > e.last_year + 1) return {DateStatus::impossible, {}};
  return checked(y, m, d);
}

int era_of_letter(char c) {
  switch (c) {
    case 'M':
    case 'm': return 0;
    case 'T':
    case 't': return 1;
    case 'S':
    case 's': return 2;
    case 'H':
    case 'h': return 3;
    case 'R':
    case 'r': return 4;
    default: return -1;
  }
}

int era_of_code(char c, DateForm form) {
  const int n = c - '0';
  if (form == DateForm::era_code_medical) return n >= 1 && n <= 5 ? n - 1 : -1;
  if (form == DateForm::era_code_pension) return n % 2 == 1 && n <= 9 ? (n - 1) / 2 : -1;
  return -1;
}

int two(const char* p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

bool all_digits(std::string_view s) {
  for (const char c : s)
    if (!is_digit(c)) return false;
  return !s.empty();
}

bool all_same(std::string_view s, char c) { return s.find_first_not_of(c) == std::string_view::npos; }

// n1 sep n2 sep n3, seps from "/-." in any mix; each part 1 to 4 digits.
bool three_parts(std::string_view s, int (&part)[3], size_t (&width)[3]) {
  size_t i = 0;
  for (int k = 0; k < 3; ++k) {
    while (i < s.size() && s[i] == ' ') ++i;
    const size_t start = i;
    int v = 0;
    while (i < s.size() && is_digit(s[i]) && i - start < 4) v = v * 10 + (s[i++] - '0');
    if (i == start) return false;
    part[k] = v;
    width[k] = i - start;
    while (i < s.size() && s[i] == ' ') ++i;
    if (k < 2) {
      if (i == s.size() || (s[i] != '/' && s[i] != '-' && s[i] != '.')) return false;
      ++i;
    }
  }
  return i == s.size() || (i + 1 == s.size() && s[i] == '.');
}

// Spreadsheets count from 1900-01-01 = 1 and have a 29 February 1900 (60), which never was.
ParsedDate serial_date(std::string_view digits) {
  int64_t n = 0;
  for (const char c : digits) n = n * 10 + (c - '0');
  if (n < 1 || n == 60) return {DateStatus::impossible, {}};
  return {DateStatus::ok, from_day_number(day_number(CivilDate::of(1899, 12, 31)) + n - (n > 60 ? 1 : 0))};
}

ParsedDate parse_ascii(std::string_view s, DateForm form) {
  s = trim(s);
  if (s.empty() || s == "0" || s == "-") return {};
  if (all_digits(s)) {
    if (s.size() >= 6 && (all_same(s, '0') || all_same(s, '9') || s == "99991231")) return {};
    if (s.size() == 8) return checked(two(s.data()) * 100 + two(s.data() + 2), two(s.data() + 4), two(s.data() + 6));
    if (s.size() == 7) {
      const int e = era_of_code(s[0], form);
      if (e < 0) return {DateStatus::unreadable, {}};
      return era_date(static_cast<size_t>(e), two(s.data() + 1), two(s.data() + 3), two(s.data() + 5));
    }
    if (form == DateForm::serial && s.size() <= 5) return serial_date(s);
    return {DateStatus::unreadable, {}};
  }
  const int e = era_of_letter(s[0]);
  if (e >= 0) {
    s.remove_prefix(1);
    while (!s.empty() && (s[0] == '.' || s[0] == ' ')) s.remove_prefix(1);
    if (s.size() == 6 && all_digits(s))
      return era_date(static_cast<size_t>(e), two(s.data()), two(s.data() + 2), two(s.data() + 4));
  }
  s = trim(without_midnight(s));
  int part[3];
  size_t width[3];
  if (!three_parts(s, part, width)) return {DateStatus::unreadable, {}};
  if (width[1] > 2 || width[2] > 2) return {DateStatus::unreadable, {}};
  if (e >= 0) return era_date(static_cast<size_t>(e), part[0], part[1], part[2]);
  if (width[0] != 4) return {DateStatus::unreadable, {}};
  if ((part[0] == 9999) || (part[0] == 0 && part[1] == 0 && part[2] == 0)) return {};
  return checked(part[0], part[1], part[2]);
}

}  // namespace

ParsedDate parse_date(std::string_view s, DateForm form) {
  for (const char c : s) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      AsciiText ascii;
      if (!to_ascii(s, ascii)) return {DateStatus::unreadable, {}};
      return parse_ascii(ascii.view(), form);
    }
  }
  return parse_ascii(s, form);
}

CivilDate whole_date(std::string_view s) {
  const ParsedDate d = parse_date(s, DateForm::self_describing);
  return d.status == DateStatus::ok && !d.date.partial() ? d.date : CivilDate{};
}

void DateFormVote::add(std::string_view s) {
  s = trim(s);
  AsciiText ascii;
  if (!to_ascii(s, ascii)) return;
  const std::string_view v = trim(ascii.view());
  if (!all_digits(v) || all_same(v, '0') || all_same(v, '9')) return;
  if (v.size() == 4 || v.size() == 5) {
    const ParsedDate counted = serial_date(v);
    if (counted.status == DateStatus::ok && plausible(counted.date)) ++serial_;
    return;
  }
  if (v.size() != 7) return;
  ++era_coded_;
  const ParsedDate medical = parse_ascii(v, DateForm::era_code_medical);
  const ParsedDate pension = parse_ascii(v, DateForm::era_code_pension);
  if (medical.status == DateStatus::ok && plausible(medical.date)) ++medical_;
  if (pension.status == DateStatus::ok && plausible(pension.date)) ++pension_;
  if (medical.status == DateStatus::ok && pension.status == DateStatus::ok && medical.date != pension.date)
    ++differing_;
}

void DateFormVote::add(const DateFormVote& other) {
  era_coded_ += other.era_coded_;
  medical_ += other.medical_;
  pension_ += other.pension_;
  differing_ += other.differing_;
  serial_ += other.serial_;
}

bool DateFormVote::plausible(CivilDate d) const {
  if (birth_) return d <= today_ && d.year() >= today_.year() - 120;
  return d.year() >= 1961 && d.year() <= today_.year() + 1;
}

DateForm DateFormVote::winner() const {
  if (era_coded_ + serial_ == 0) return DateForm::self_describing;
  if (serial_ > era_coded_) return DateForm::serial;
  return medical_ >= pension_ ? DateForm::era_code_medical : DateForm::era_code_pension;
}

}  // namespace totsugo
