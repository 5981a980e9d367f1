#include "core/calendar/date_form.h"

#include <algorithm>
#include <array>

#include "core/text/field_value.h"

namespace totsugo {
namespace {

struct Era {
  CivilDate first;  // its first day
  CivilDate last;   // its last day
};
// Meiji, Taisho, Showa, Heisei, Reiwa. Meiji before the solar calendar of 1873 is taken as written.
constexpr std::array<Era, 5> kEras = {{{CivilDate::of(1868, 1, 1), CivilDate::of(1912, 7, 29)},
                                       {CivilDate::of(1912, 7, 30), CivilDate::of(1926, 12, 24)},
                                       {CivilDate::of(1926, 12, 25), CivilDate::of(1989, 1, 7)},
                                       {CivilDate::of(1989, 1, 8), CivilDate::of(2019, 4, 30)},
                                       {CivilDate::of(2019, 5, 1), CivilDate::of(2200, 12, 31)}}};

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

// An era by its first kanji alone, as in "S" for Showa.
char era_kanji(uint32_t cp) {
  switch (cp) {
    case 0x660E: return 'M';
    case 0x5927: return 'T';
    case 0x662D: return 'S';
    case 0x5E73: return 'H';
    case 0x4EE4: return 'R';
    default: return 0;
  }
}

// Format characters are not seen: zero-width spaces and joiners, direction marks, a byte order mark.
bool is_unseen(uint32_t cp) {
  return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064) ||
         cp == 0xFEFF;
}

char plain_mark(uint32_t cp) {
  if (cp == 0x5E74 || cp == 0x6708) return '/';  // nen, gatsu
  if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x30FC || cp == 0xFF70 || cp == 0x2500) return '-';
  if ((cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F) return ' ';
  if (cp >= 0xFF01 && cp <= 0xFF5E) return static_cast<char>(cp - 0xFEE0);
  if (cp == 0x3000) return ' ';
  return 0;
}

// Puts the characters of a date, one after the other, into ASCII.
class AsciiWriter {
 public:
  explicit AsciiWriter(AsciiText& out) : out_(out) {}

  bool ascii(char c) { return settle() && out_.push(c < ' ' || c == '\x7F' ? ' ' : c); }
  bool character(uint32_t cp) {
    if (pending_) {
      const char letter = era_name(pending_, cp);
      if (letter) pending_ = 0;
      if (letter) return out_.push(letter);
      if (!settle()) return false;
    }
    if (is_unseen(cp)) return true;
    if (cp == 0x5143) return out_.push('1');  // gan: the first year
    if (cp == 0x65E5) return out_.push(' ');  // nichi
    if (cp == 0xA0) return out_.push(' ');    // a blank that does not break
    if (const char letter = era_letter(cp)) return out_.push(letter);
    if (const char mark = plain_mark(cp)) return out_.push(mark);
    pending_ = cp;
    return true;
  }
  // A kanji that began no era's name is one by itself, or nothing of a date.
  bool settle() {
    if (!pending_) return true;
    const char letter = era_kanji(pending_);
    pending_ = 0;
    return letter && out_.push(letter);
  }

 private:
  AsciiText& out_;
  uint32_t pending_ = 0;
};

bool to_ascii(std::string_view s, AsciiText& out) {
  AsciiWriter writer(out);
  for (size_t i = 0; i < s.size();) {
    const auto at = [&](size_t k) { return static_cast<uint32_t>(static_cast<unsigned char>(s[k])); };
    const uint32_t c = at(i);
    if (c < 0x80) {
      if (!writer.ascii(s[i++])) return false;
    } else if (c >= 0xC0 && c < 0xE0 && i + 1 < s.size()) {
      if (!writer.character((c & 0x1Fu) << 6 | (at(i + 1) & 0x3Fu))) return false;
      i += 2;
    } else if (c >= 0xE0 && c < 0xF0 && i + 2 < s.size()) {
      if (!writer.character((c & 0x0Fu) << 12 | (at(i + 1) & 0x3Fu) << 6 | (at(i + 2) & 0x3Fu))) return false;
      i += 3;
    } else {
      return false;
    }
  }
  return writer.settle();
}

std::string_view trim(std::string_view s) {
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return s;
}

int two(const char* p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

bool all_digits(std::string_view s) {
  for (const char c : s)
    if (!is_digit(c)) return false;
  return !s.empty();
}

// A time of day behind a date, in the time of Japan: "8:30:00", "T00:00:00.000+09:00", "08:30 PM". Of another zone the day
// may be another.
bool is_time_of_day(std::string_view s) {
  for (const std::string_view zone : {"+09:00", "+0900", "+09", "JST", "AM", "PM", "am", "pm"})
    if (s.ends_with(zone)) {
      s.remove_suffix(zone.size());
      break;
    }
  s = trim(s);
  if (!s.empty() && s.find_first_not_of("0123456789:. ") == std::string_view::npos && is_digit(s[0]))
    return s.find(':') != std::string_view::npos || s.size() == 4 || s.size() == 6;  // 8:30, 0830, 083000
  return false;
}

// "2026/11/1 8:30:00" as written by spreadsheets and databases: the day counts. Midnight says nothing.
std::string_view without_time(std::string_view s, bool& timed) {
  constexpr size_t kDay = 8;  // YYYYMMDDhhmmss
  const bool run_on =
      s.size() == kDay + 6 && all_digits(s) && two(s.data() + kDay) < 24 && two(s.data() + kDay + 2) < 60;
  const size_t cut = run_on ? kDay : s.find_first_of(" T", 6);
  if (cut >= s.size() || !is_time_of_day(s.substr(cut + (run_on ? 0 : 1)))) return s;
  std::string_view rest = s.substr(cut);
  if (const size_t zone = rest.find('+'); zone != std::string_view::npos) rest = rest.substr(0, zone);
  timed = rest.find_first_of("123456789") != std::string_view::npos;
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
  const int y = e.first.year() + year - 1;
  // Paper kept counting for a while after an era ended: one year over is read, more is a mistake.
  if (year < 1 || y > e.last.year() + 1) return {DateStatus::impossible, {}};
  ParsedDate out = checked(y, m, d);
  if (out.status == DateStatus::ok && !out.date.partial()) out.outside_era = out.date < e.first || out.date > e.last;
  return out;
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

// What a spreadsheet shows for 0.
constexpr ParsedDate kShownForZero{DateStatus::none, CivilDate::of(1900, 1, 0)};

// In the Western calendar, in which programs write the days that stand for none.
ParsedDate western(int y, int m, int d) {
  if (y > 2200 && m == 12 && d == 31) return {};  // the end of time: 2999-12-31
  ParsedDate out = checked(y, m, d);
  if (out.status == DateStatus::ok && stands_for_none(out.date)) out.status = DateStatus::none;
  return out;
}

ParsedDate parse_digits(std::string_view s, DateForm form) {
  if (s.size() >= 6 && (all_same(s, '0') || all_same(s, '9') || s == "99991231" || s == "00010101")) return {};
  if (s == "19000100") return kShownForZero;
  if (s.size() == 8) return western(two(s.data()) * 100 + two(s.data() + 2), two(s.data() + 4), two(s.data() + 6));
  if (s.size() == 7) {
    const int e = era_of_code(s[0], form);
    if (e < 0) return {DateStatus::unreadable, {}};
    return era_date(static_cast<size_t>(e), two(s.data() + 1), two(s.data() + 3), two(s.data() + 5));
  }
  if (form == DateForm::serial && s.size() <= 5) return serial_date(s);
  return {DateStatus::unreadable, {}};
}

// Days counted by a spreadsheet, with the time as a fraction.
std::string_view without_fraction_of_day(std::string_view s, DateForm form, bool& timed) {
  const size_t dot = s.find('.');
  if (form != DateForm::serial || dot != 5 || !all_digits(s.substr(0, dot)) || !all_digits(s.substr(dot + 1))) return s;
  timed = !all_same(s.substr(dot + 1), '0');
  return s.substr(0, dot);
}

ParsedDate parse_marked(std::string_view s) {
  const int e = era_of_letter(s[0]);
  if (e >= 0) {
    s.remove_prefix(1);
    if (s.empty()) return {DateStatus::unreadable, {}};  // an era alone is no date, and not none either
    while (!s.empty() && (s[0] == '.' || s[0] == ' ' || s[0] == '/' || s[0] == '-')) s.remove_prefix(1);
    if (s.empty()) return {};  // the form of a date with nothing filled in
    if (s.size() == 6 && all_digits(s))
      return era_date(static_cast<size_t>(e), two(s.data()), two(s.data() + 2), two(s.data() + 4));
  }
  int part[3];
  size_t width[3];
  if (!three_parts(s, part, width)) return {DateStatus::unreadable, {}};
  if (width[1] > 2 || width[2] > 2) return {DateStatus::unreadable, {}};
  if (e >= 0) return era_date(static_cast<size_t>(e), part[0], part[1], part[2]);
  if (part[0] == 0 && part[1] == 0 && part[2] == 0) return {};
  if (width[0] != 4) return {DateStatus::unreadable, {}};
  if (part[0] == 9999 || (part[0] == 1 && part[1] == 1 && part[2] == 1)) return {};
  if (part[0] == 1900 && part[1] == 1 && part[2] == 0) return kShownForZero;
  return western(part[0], part[1], part[2]);
}

ParsedDate parse_day(std::string_view s, DateForm form) {
  return all_digits(s) ? parse_digits(s, form) : parse_marked(s);
}

// Empty, or the marks of a date with nothing between them.
bool is_blank_form(std::string_view s) {
  const auto marks = std::count_if(s.begin(), s.end(), [](char c) { return c != ' '; });
  return s.find_first_not_of("/-. ") == std::string_view::npos && marks != 1;
}

ParsedDate parse_ascii(std::string_view s, DateForm form) {
  s = trim(s);
  if (s == "0" || s == "-" || is_blank_form(s)) return {};
  bool timed = false;
  s = without_zero_fraction(without_fraction_of_day(s, form, timed));
  ParsedDate out = parse_day(s, form);
  if (out.status == DateStatus::unreadable) {
    const std::string_view day = without_time(s, timed);
    if (day.size() < s.size()) out = parse_day(trim(day), form);
  }
  out.timed = timed && out.status == DateStatus::ok;
  return out;
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
  bool timed = false;
  const std::string_view v =
      without_zero_fraction(without_fraction_of_day(trim(ascii.view()), DateForm::serial, timed));
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
