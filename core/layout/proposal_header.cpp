#include "core/layout/proposer.h"

#include <algorithm>
#include <span>

#include "core/identifier/digits.h"
#include "core/identifier/my_number.h"
#include "core/layout/totals_row.h"

namespace totsugo {

// National federation files: "1" control, "2" data, "3" end in the first column.
void Proposer::find_record_kinds() {
  RecordKinds& r = out_.layout.records;
  if (r.position > 0) return;
  size_t data = 0, others = 0, alien = 0;
  for (const SampleRow& row : sample_) {
    if (row.cells.size() < 2 || blank_row(row)) continue;
    const std::string& kind = row.cells[0];
    if (kind == "2") ++data;
    else if (kind == "1" || kind == "3") ++others;
    else ++alien;
  }
  const auto opens = [this] {
    for (const SampleRow& row : sample_)
      if (!blank_row(row))
        return row.cells[0] == "1" && sample_.size() > 1 && row.cells.size() != sample_[1].cells.size();
    return false;
  };
  if (data < 1 || others < 1 || others > 4 || alien > 3 || !opens()) return;
  r.position = 1;
  r.keep = {"2"};
  r.end = "3";
  // Where the end record tells how many there were, if the sample has it.
  const SampleRow& last = sample_.back();
  for (size_t i = 1; !last.cells.empty() && last.cells[0] == "3" && i < last.cells.size(); ++i) {
    uint64_t n = 0;
    if (plain_digits(last.cells[i], n) && n == data) r.count_position = static_cast<int>(i + 1);
  }
}

bool Proposer::is_data(const SampleRow& row) const {
  const RecordKinds& r = out_.layout.records;
  if (blank_row(row) || totals_row(row.cells)) return false;
  if (r.position == 0) return true;
  const auto p = static_cast<size_t>(r.position - 1);
  return p < row.cells.size() && std::find(r.keep.begin(), r.keep.end(), row.cells[p]) != r.keep.end();
}

std::vector<std::string> Proposer::headers_at(size_t row, size_t height) const {
  return joined_headers({sample_.data() + row, height});
}

std::vector<std::string> Proposer::folded_headers(const std::vector<std::string>& headers) const {
  std::vector<std::string> out;
  out.reserve(headers.size());
  for (const std::string& h : headers) out.push_back(folded_header(tables_, h));
  drop_ordinals(out);
  return out;
}

size_t Proposer::known_names(const std::vector<std::string>& headers) const {
  std::array<bool, kFieldCount> seen{};
  for (const std::string& folded : folded_headers(headers)) {
    if (folded.size() > 60 || folded.find_first_not_of("0123456789") == std::string::npos) continue;
    const std::vector<Field>& known = fields_named(tables_, kind_, folded);
    if (!known.empty()) seen[index_of(known.front())] = true;
    for (const FieldInfo& info : fields_of(kind_))
      for (const std::string& name : chosen_ ? chosen_->fields[index_of(info.id)].headers : std::vector<std::string>{})
        if (folded_header(tables_, name) == folded) seen[index_of(info.id)] = true;
    const HeaderReading r = known.empty() ? read_header_words(kind_, folded) : HeaderReading{};
    if (r.trust != Trust::none) seen[index_of(r.side == Side::own ? on_own_side(r.field) : r.field)] = true;
  }
  return static_cast<size_t>(std::count(seen.begin(), seen.end(), true));
}

// A line with numbers in a third of its cells.
bool Proposer::is_values(const SampleRow& row) const {
  const auto digits = [](const std::string& c) { return c.find_first_of("0123456789") != std::string::npos; };
  return static_cast<size_t>(std::count_if(row.cells.begin(), row.cells.end(), digits)) * 3 > row.cells.size();
}

// Titles of groups of columns: several, each followed by columns without one; a title of the file stands alone.
bool Proposer::groups_above(size_t r) const {
  const std::vector<std::string>& upper = sample_[r].cells;
  const std::vector<std::string>& lower = sample_[r + 1].cells;
  const auto filled = static_cast<size_t>(
      std::count_if(upper.begin(), upper.end(), [](const std::string& c) { return !blank_cell(c); }));
  return upper.size() == lower.size() && filled >= 2 && filled < upper.size();
}

// A first line of words none of which is known, over columns of dates: names all the same.
bool Proposer::unknown_names() const {
  if (sample_.size() < 4 || is_values(sample_[0]) || out_.layout.records.position > 0) return false;
  const std::vector<SampleRow> below(sample_.begin() + 1, sample_.end());
  size_t dates = 0;
  for (size_t c = 0; c < sample_[0].cells.size(); ++c) {
    if (blank_cell(sample_[0].cells[c])) continue;
    const ColumnProfile p = profile_column(below, c, today_);
    dates += p.filled > 2 && p.share(p.dates) >= kSureFit &&
             parse_date(sample_[0].cells[c], p.form).status != DateStatus::ok;
  }
  return dates > 0;
}

void Proposer::find_header() {
  constexpr size_t kDeepest = 12;
  size_t skip = 0, height = 0, best = 1;
  if (chosen_ && (chosen_->header_rows || chosen_->skip_rows)) {
    skip = chosen_->skip_rows.value_or(0);
    height = chosen_->header_rows.value_or(1);
  } else {
    for (size_t r = 0; r < std::min(kDeepest, sample_.size()); ++r) {
      const size_t one = known_names(headers_at(r, 1));
      if (one > best) {
        best = one;
        skip = r;
        height = 1;
      }
      // A second line belongs to the header if both say more than either alone, or if groups stand above its names.
      if (r + 1 >= sample_.size() || is_values(sample_[r + 1])) continue;
      const size_t two = known_names(headers_at(r, 2));
      const size_t below = known_names(headers_at(r + 1, 1));
      if (two > best && (two > below || (two == below && groups_above(r)))) {
        best = two;
        skip = r;
        height = 2;
      }
    }
    if (height == 0 && unknown_names()) height = 1;
  }
  skip = std::min(skip, sample_.size());
  height = std::min(height, sample_.size() - skip);
  out_.layout.skip_rows = static_cast<uint32_t>(skip);
  out_.layout.header_rows = static_cast<uint32_t>(height);
  out_.first_data = skip + height;
  if (height > 0) out_.headers = headers_at(skip, height);
  for (size_t i = out_.first_data; i < sample_.size(); ++i)
    if (is_data(sample_[i])) data_.push_back(sample_[i]);
  if (height == 0) {
    size_t columns = 0;
    for (const SampleRow& row : data_) columns = std::max(columns, row.cells.size());
    out_.headers.assign(columns, std::string());
  }
}

void Proposer::profile_columns() {
  folded_ = folded_headers(out_.headers);
  for (size_t c = 0; c < width(); ++c) {
    out_.columns.push_back(profile_column(data_, c, today_));
    const ColumnProfile& p = out_.columns.back();
    out_.dropped.push_back(is_my_number_column(folded_[c], {p.filled, p.my_numbers, p.short_numbers}));
  }
  writes_dates_ = std::any_of(out_.columns.begin(), out_.columns.end(), [](const ColumnProfile& p) {
    return p.form != DateForm::serial && p.filled > 0 && p.share(p.dates) >= kSureFit;
  });
  taken_.assign(width(), false);
  const int kinds = out_.layout.records.position;
  if (kinds > 0 && static_cast<size_t>(kinds) <= width()) taken_[static_cast<size_t>(kinds - 1)] = true;
}

bool blank_row(const SampleRow& row) { return std::all_of(row.cells.begin(), row.cells.end(), blank_cell); }

std::vector<std::string> joined_headers(std::span<const SampleRow> rows) {
  size_t width = 0;
  for (const SampleRow& row : rows) width = std::max(width, row.cells.size());
  std::vector<std::string> out(width);
  for (size_t r = 0; r < rows.size(); ++r) {
    const std::vector<std::string>& cells = rows[r].cells;
    std::string group;  // a merged cell's text stands in its first column only
    for (size_t c = 0; c < width; ++c) {
      const bool here = c < cells.size() && !blank_cell(cells[c]);
      if (here) group = cells[c];
      // An upper line's group reaches to the next one; over a column that the lower lines leave empty it does not.
      const bool lower = r + 1 < rows.size() && c < rows.back().cells.size() && !blank_cell(rows.back().cells[c]);
      if (here || lower) out[c] += group;
    }
  }
  return out;
}

}  // namespace totsugo
