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

// The byte 1A, which older systems end a text file with, is no part of its last field.
size_t CsvReader::before_end_marks() const {
  size_t end = size_;
  while (end > start_ && data_[end - 1] == '\x1A') --end;
  return end;
}

void CsvReader::drop_end_mark() {
  size_ = before_end_marks();
  if (scanned_ > size_) restart_scan();
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
