#include "core/calendar/holidays.h"

#include <algorithm>

#include "core/calendar/date_form.h"
#include "core/calendar/holiday_table.h"
#include "core/text/encoding.h"

namespace totsugo {
namespace {

// The Cabinet Office's table from 1955 on has 20 kB.
constexpr size_t kMaxBytes = 1 << 20;
// Of a line that cannot be read, as much is shown.
constexpr size_t kShownBytes = 60;

// 0 is Sunday; 1970-01-01 was a Thursday. Dates before it have negative numbers.
int weekday(CivilDate d) { return static_cast<int>(((day_number(d) + 4) % 7 + 7) % 7); }

bool at_the_turn_of_the_year(CivilDate d) {
  return (d.month() == 12 && d.day() >= 29) || (d.month() == 1 && d.day() <= 3);
}

bool is_utf8(std::string_view s) {
  const char* const end = s.data() + s.size();
  for (const char* p = s.data(); p < end;) {
    const uint32_t n = utf8_sequence_length(p, end);
    if (n == 0) return false;
    p += n;
  }
  return true;
}

// Up to the first comma; what follows it stays in `rest`. Neither dates nor names hold a comma: quotes only stand around.
std::string_view next_cell(std::string_view& rest) {
  const size_t cut = rest.find(',');
  std::string_view cell = rest.substr(0, cut);
  rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
  while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
  while (!cell.empty() && cell.back() == ' ') cell.remove_suffix(1);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
  return cell;
}

std::string_view next_line(std::string_view& rest) {
  const size_t cut = rest.find('\n');
  std::string_view line = rest.substr(0, cut);
  rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Spreadsheets leave lines of nothing but commas below a table.
bool is_blank(std::string_view line) { return line.find_first_not_of(" ,\t") == std::string_view::npos; }

// The first line names the columns, unless it begins with a date or with what may have been meant for one.
bool is_header(std::string_view first_line) {
  const std::string_view cell = next_cell(first_line);
  if (!cell.empty() && cell.front() >= '0' && cell.front() <= '9') return false;
  return parse_date(cell, DateForm::self_describing).status == DateStatus::unreadable;
}

// Cut between two characters.
std::string shown(std::string_view line) {
  if (line.size() <= kShownBytes) return std::string(line);
  size_t n = kShownBytes;
  while (n > 0 && (static_cast<unsigned char>(line[n]) & 0xC0) == 0x80) --n;
  return std::string(line.substr(0, n));
}

Error at_line(ErrorCode code, uint64_t line, std::string_view text) { return {code, {{}, line, 0, {}}, shown(text)}; }

}  // namespace

Holidays Holidays::built_in() {
  Holidays out;
  out.built_in_ = true;
  for (const HolidayRow& row : built_in_holidays()) out.days_.push_back({row.date, std::string(row.name)});
  for (int year = kHolidaysFrom; year <= kHolidaysTo; ++year) out.covered_.push_back(year);
  return out;
}

// The days of a table and the years it lists as a whole.
Result<Holidays> Holidays::read(std::string_view text) {
  if (text.size() > kMaxBytes) return Error{ErrorCode::file_too_large, {}, {}};
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Holidays out;
  for (uint64_t number = 1; !text.empty(); ++number) {
    const std::string_view line = next_line(text);
    if (!is_utf8(line)) return at_line(ErrorCode::row_undecodable, number, {});
    if (is_blank(line) || (number == 1 && is_header(line))) continue;
    std::string_view cells = line;
    const ParsedDate date = parse_date(next_cell(cells), DateForm::self_describing);
    if (date.status == DateStatus::impossible || date.date.partial())
      return at_line(ErrorCode::row_date_impossible, number, line);
    if (date.status != DateStatus::ok) return at_line(ErrorCode::row_date_unreadable, number, line);
    const std::string_view name = next_cell(cells);
    if (name.empty()) return at_line(ErrorCode::row_required_empty, number, line);
    out.days_.push_back({date.date, std::string(name)});
  }
  out.sort_days();
  out.find_whole_years();
  if (!out.days_.empty()) out.extent_ = {out.days_.size(), out.days_.front().date, out.days_.back().date};
  return out;
}

// For the years that are not covered.
void Holidays::add_built_in() {
  for (const HolidayRow& row : built_in_holidays())
    if (!covers(row.date.year())) days_.push_back({row.date, std::string(row.name)});
  sort_days();
}

Result<Holidays> Holidays::of_town(std::string_view text) {
  Result<Holidays> out = read(text);
  if (!out.ok()) return out;
  Holidays& made = out.value();
  if (made.days_.empty()) return Error{ErrorCode::holidays_empty, {}, {}};
  const bool own_days_alone = made.covered_.empty();
  made.add_built_in();
  if (own_days_alone) {
    made.covered_ = built_in().covered_;
    made.built_in_ = true;
  }
  return out;
}

// Of days listed twice the first one's name stays.
void Holidays::sort_days() {
  std::stable_sort(days_.begin(), days_.end(), [](const Day& a, const Day& b) { return a.date < b.date; });
  const auto same = [](const Day& a, const Day& b) { return a.date == b.date; };
  days_.erase(std::unique(days_.begin(), days_.end(), same), days_.end());
}

// The first and the last holiday of every year since 1949: a list that breaks off, and a town's own single days, are no year.
void Holidays::find_whole_years() {
  for (const Day& day : days_) {
    const int year = day.date.year();
    if (day.date == CivilDate::of(year, 1, 1) && !name(CivilDate::of(year, 11, 23)).empty()) covered_.push_back(year);
  }
}

bool Holidays::covers(int year) const { return std::binary_search(covered_.begin(), covered_.end(), year); }

bool Holidays::official(int year) const {
  if (!built_in_ && covers(year)) return true;
  return year >= kHolidaysFrom && year <= kOfficialUntil;
}

bool Holidays::known(int year) const { return covers(year) || (year >= kHolidaysFrom && year <= kHolidaysTo); }

std::string_view Holidays::name(CivilDate d) const {
  const auto at =
      std::lower_bound(days_.begin(), days_.end(), d, [](const Day& day, CivilDate date) { return day.date < date; });
  return at != days_.end() && at->date == d ? std::string_view(at->name) : std::string_view{};
}

std::optional<std::string_view> Holidays::rest(CivilDate d) const {
  const std::string_view holiday = name(d);
  return holiday.empty() && !at_the_turn_of_the_year(d) ? std::nullopt : std::optional(holiday);
}

bool Holidays::is_working_day(CivilDate d) const {
  const int day = weekday(d);
  return day != 0 && day != 6 && !rest(d);
}

CivilDate Holidays::next_working_day(CivilDate d) const {
  while (!is_working_day(d)) d = from_day_number(day_number(d) + 1);
  return d;
}

}  // namespace totsugo
