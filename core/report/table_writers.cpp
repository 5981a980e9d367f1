#include "core/report/table_writers.h"

#include <algorithm>

#include "core/text/encoding.h"

namespace totsugo {
namespace {

// As much of a cell as a list shows, which is some 60 characters.
std::string beginning(std::string_view cell) {
  constexpr size_t kMostBytes = 256;
  size_t n = std::min(cell.size(), kMostBytes);
  while (n < cell.size() && n > 0 && (static_cast<unsigned char>(cell[n]) & 0xC0) == 0x80) --n;
  return std::string(cell.substr(0, n));
}

}  // namespace

void TableLosses::add(char32_t character, const LostPlace& place) {
  ++count_;
  const auto [at, fresh] = places_.try_emplace(character, places_.size());
  if (fresh && listed_.size() < kMostListed) listed_.push_back({character, 0, {}});
  if (at->second >= listed_.size()) return;
  LostCharacter& lost = listed_[at->second];
  ++lost.count;
  const bool same_cell =
      !lost.places.empty() && lost.places.back().row == place.row && lost.places.back().cell == place.cell;
  if (!same_cell && lost.places.size() < kMostPlaces) lost.places.push_back(place);
}

void write_losses(const TableLosses& losses, JsonWriter& w) {
  w.begin_object().member("kinds", losses.kinds()).member("count", losses.count()).key("listed").begin_array();
  for (const LostCharacter& lost : losses.listed()) {
    std::string character;
    append_utf8(character, lost.character);
    w.begin_object().member("char", character).member("count", lost.count).key("places").begin_array();
    for (const LostPlace& p : lost.places)
      w.begin_object()
          .member("row", p.row)
          .member("who", p.who)
          .member("head", p.head)
          .member("cell", p.cell)
          .end_object();
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

CsvForm form_of(std::span<const TableColumn> columns, const Cp932Encoder* cp932) {
  CsvForm form{.cp932 = cp932};
  for (const TableColumn& c : columns) {
    if (c.code == "name") form.whose = form.heads.size();
    form.heads.emplace_back(c.head);
  }
  return form;
}

void CsvTable::begin(std::string_view mark) {
  if (!form_.cp932) out_ += kUtf8Bom;
  if (mark.empty()) return;
  if (form_.cp932) form_.cp932->append(mark, out_);
  else out_ += mark;
  out_ += "\r\n";
}

void CsvTable::head_row(std::span<const TableColumn> columns) {
  for (const TableColumn& c : columns) cell(c.head);
  end_row();
}

void CsvTable::cell(std::string_view utf8) {
  writer_.cell(utf8);
  if (!form_.cp932) return;
  if (cell_count_ == cells_.size()) cells_.emplace_back();
  cells_[cell_count_++] = utf8;
}

void CsvTable::end_row() {
  writer_.end_row();
  ++row_number_;
  if (!form_.cp932) {
    out_ += row_;
  } else {
    if (form_.heads.empty()) form_.heads.assign(cells_.begin(), cells_.begin() + static_cast<ptrdiff_t>(cell_count_));
    if (!form_.cp932->append(row_, out_)) note_losses();
  }
  row_.clear();
  cell_count_ = 0;
}

void CsvTable::note_losses() {
  const std::string who = form_.whose && *form_.whose < cell_count_ ? beginning(cells_[*form_.whose]) : std::string();
  for (size_t column = 0; column < cell_count_; ++column) {
    const std::u32string lost = form_.cp932->lost_in(cells_[column]);
    if (lost.empty()) continue;
    const std::string head = column < form_.heads.size() ? form_.heads[column] : std::string();
    const LostPlace place{row_number_, who, head, beginning(cells_[column])};
    for (const char32_t c : lost) losses_.add(c, place);
  }
}

void JsonRows::cell(std::string_view utf8) {
  if (!row_) row_.emplace(out_).begin_array();
  row_->value(utf8);
}

void JsonRows::end_row() {
  row_->end_array();
  row_.reset();
  out_.push_back('\n');
}

}  // namespace totsugo
