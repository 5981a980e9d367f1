// What the values of one column look like, from a sample of rows: the evidence by which a column is recognised, or a
// header's word is doubted.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/layout/fields.h"

namespace totsugo {

// A record of the file as it was read, decoded to UTF-8, quotes off.
struct SampleRow {
  uint64_t line = 0;
  std::vector<std::string> cells;
  // Empty beyond the row's end. `column` is 0-based.
  std::string_view cell(int column) const {
    const auto c = static_cast<size_t>(column);
    return c < cells.size() ? std::string_view(cells[c]) : std::string_view{};
  }
};

struct ColumnProfile {
  size_t rows = 0;
  size_t blank = 0;   // rows with nothing at all, not even what stands for none
  size_t filled = 0;  // rows with a value; what stands for none (DOMAIN section 6) is none
  // Values of which ... (counts of filled values)
  size_t kana = 0;           // all kana, spaces and marks
  size_t han = 0;            // holds a kanji
  size_t latin = 0;          // letters and spaces alone
  size_t digits = 0;         // digits alone, either width
  size_t sex = 0;            // a sex code
  size_t postal = 0;         // NNN-NNNN or seven digits
  size_t place = 0;          // kanji and a number, as in an address
  size_t insurer = 0;        // a 保険者番号 with its check digit
  size_t national = 0;       // ... of a municipality
  size_t ten_digits = 0;     // 10 digits, marks aside
  size_t branch = 0;         // two digits
  size_t my_numbers = 0;     // a personal number by its check digit
  size_t short_numbers = 0;  // too few digits for a personal number (looks_too_short)
  size_t dates = 0;          // a date under `form`
  size_t births = 0;         // a date of birth of somebody alive, under `form`
  size_t recent = 0;         // a date from 1961 on, under `form`
  DateForm form = DateForm::self_describing;
  bool form_unclear = false;
  size_t distinct = 0;
  size_t commonest = 0;        // rows with the value that stands most often
  size_t paired = 0;           // rows whose value (or blank) carries on the row above
  size_t longest = 0;          // characters
  std::vector<CivilDate> day;  // by row; none where there is no date

  double share(size_t n) const { return filled ? static_cast<double>(n) / static_cast<double>(filled) : 0; }
  double fill() const { return rows ? static_cast<double>(filled) / static_cast<double>(rows) : 0; }
};

ColumnProfile profile_column(const std::vector<SampleRow>& rows, size_t column, CivilDate today);

// How well the values fit a field, 0 to 1. A column without values fits everything but a required field (0.5).
double value_fit(const ColumnProfile& p, Field f);

}  // namespace totsugo
