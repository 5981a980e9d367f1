#include "core/csv/reader.h"

#include <algorithm>
#include <cstring>

namespace totsugo {

char* CsvReader::room(size_t n) {
  if (start_ > 0) {  // what is left of a cut record moves to the front
    std::memmove(data_.data(), data_.data() + start_, size_ - start_);
    size_ -= start_;
    start_ = 0;
    restart_scan();
  }
  const size_t wanted = size_ + n + kScanPadding;
  // More than asked for: the next slice comes behind the rest of a row, and must not move everything; a list that is
  // gathered whole grows by half each time.
  if (data_.capacity() < wanted) data_.reserve(std::max(wanted + 64 * 1024, data_.capacity() + data_.capacity() / 2));
  if (data_.size() < wanted) data_.resize(wanted);
  return data_.data() + size_;
}

void CsvReader::replace_pending(std::string_view text) {
  const std::vector<char> copy(text.begin(), text.end());
  size_ = start_ = 0;
  std::copy(copy.begin(), copy.end(), room(copy.size()));  // none may be left, and memcpy wants an address even then
  take(copy.size());
  restart_scan();
}

// Moves nothing: bookmarks stay good.
void CsvReader::append_line_end() {
  data_.resize(size_ + 1 + kScanPadding);
  data_[size_++] = dialect_.newline;
}

// The byte 1A, which older systems end a text file with, and NUL, with which blocks are filled up, are no part of its last
// field.
size_t CsvReader::before_end_marks() const {
  size_t end = size_;
  while (end > start_ && (data_[end - 1] == '\x1A' || data_[end - 1] == '\0')) --end;
  return end;
}

void CsvReader::drop_end_mark() {
  const size_t end = before_end_marks();
  const auto from = data_.begin() + static_cast<std::ptrdiff_t>(end);
  const auto to = data_.begin() + static_cast<std::ptrdiff_t>(size_);
  if (std::find(from, to, '\0') != to)
    nul_at_end_ = line_ + static_cast<uint64_t>(
                              std::count(data_.begin() + static_cast<std::ptrdiff_t>(start_), from, dialect_.newline));
  size_ = end;
  if (scanned_ > size_) restart_scan();
}

void CsvReader::blank_nul(size_t end) {
  std::replace(data_.begin() + static_cast<std::ptrdiff_t>(start_), data_.begin() + static_cast<std::ptrdiff_t>(end),
               '\0', ' ');
}

// A record that is given up: its first physical line, and what is wrong with it.
void CsvReader::point_at_malformed(size_t stop) {
  const size_t from =
      found_.structural.size() == 0 ? start_ : size_t{found_.structural[found_.structural.size() - 1]} + 1;
  const std::string_view rest(data_.data() + from, size_ - from);
  record_.base_ = data_.data();
  record_.ends_ = nullptr;
  record_.ends_count_ = 0;
  record_.begin_ = static_cast<uint32_t>(start_);
  record_.end_ = static_cast<uint32_t>(stop > start_ && data_[stop - 1] == '\r' ? stop - 1 : stop);
  record_.line = line_;
  record_.bad_quote = true;
  record_.several_lines = false;
  record_.bad_column = found_.structural.size();
  record_.bad_text_ = rest.substr(0, rest.find_first_of("\r\n"));
}

void CsvReader::restart_scan() {
  scanned_ = start_;
  state_ = {};
  found_.clear();
  next_mark_ = 0;
  next_line_ = 0;
  next_quoted_ = 0;
}

void CsvReader::rewind(const Bookmark& b) {
  start_ = b.start;
  line_ = b.line;
  records_ = b.records;
  restart_scan();
}

size_t opening_quote(std::string_view raw) {
  const size_t at = raw.find_first_not_of(" \t");
  return at != std::string_view::npos && raw[at] == '"' ? at : std::string_view::npos;
}

std::string_view without_quotes(std::string_view raw) {
  const size_t open = opening_quote(raw);
  if (open == std::string_view::npos) return raw;
  raw.remove_prefix(open + 1);
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t' || raw.back() == '\r')) raw.remove_suffix(1);
  if (!raw.empty() && raw.back() == '"') raw.remove_suffix(1);
  return raw;
}

std::string unescape_quotes(std::string_view field) {
  std::string out;
  out.reserve(field.size());
  for (size_t i = 0; i < field.size(); ++i) {
    out.push_back(field[i]);
    if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
  }
  return out;
}

}  // namespace totsugo
