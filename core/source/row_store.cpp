#include "core/source/row_store.h"

#include <algorithm>
#include <cstring>

namespace totsugo {

namespace {

constexpr char kEnd = '\x1F';
constexpr size_t kFirstPieceBytes = size_t{1} << 14;
constexpr size_t kPieceBytes = size_t{1} << 20;

// Copies a field to `out` and ends it, with the zeros a layout puts in front of short digits. Quotes are doubled inside quotes; a control character nobody types must not pass
// for our own mark.
char* put_field(const CsvRecord& r, size_t column, size_t pad, char* out) {
  const std::string_view field = r.field(column);
  if (field.size() < pad && !field.empty() &&
      std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; }))
    out = std::fill_n(out, pad - field.size(), '0');
  const bool quoted = r.quoted(column);
  for (size_t i = 0; i < field.size(); ++i) {
    if (field[i] != kEnd) *out++ = field[i];
    if (quoted && field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
  }
  *out++ = kEnd;
  return out;
}

}  // namespace

char* RowStore::room(size_t n) {
  if (piece_used_ + n > piece_size_) {
    piece_size_ = std::max(std::clamp(piece_size_ * 4, kFirstPieceBytes, kPieceBytes), n);
    piece_used_ = 0;
    pieces_.emplace_back(new char[piece_size_]);
  }
  return pieces_.back().get() + piece_used_;
}

uint32_t RowStore::add(const FileTable& file, const CsvRecord& r) {
  encoding_ = file.row_encoding();
  size_t most = 0;
  for (const FieldInfo& info : fields_of(file.report().kind))
    most +=
        std::max(file.raw(r, info.id).size(), static_cast<size_t>(file.report().columns.pad[index_of(info.id)])) + 1;
  char* out = room(most);
  rows_.push_back({static_cast<uint32_t>(pieces_.size() - 1), static_cast<uint32_t>(piece_used_)});
  char* const start = out;
  for (const FieldInfo& info : fields_of(file.report().kind)) {
    const int column = file.column(info.id);
    if (column >= 0) {
      out = put_field(r, static_cast<size_t>(column), static_cast<size_t>(file.report().columns.pad[index_of(info.id)]),
                      out);
      continue;
    }
    const std::string_view constant = file.raw(r, info.id);
    out = std::copy(constant.begin(), constant.end(), out);
    *out++ = kEnd;
  }
  piece_used_ += static_cast<size_t>(out - start);
  return static_cast<uint32_t>(rows_.size() - 1);
}

std::string RowStore::text(const CharTables& tables, FileKind kind, uint32_t row, Field f) const {
  const char* at = pieces_[rows_[row].piece].get() + rows_[row].offset;
  for (const FieldInfo& info : fields_of(kind)) {
    const char* end = at;
    while (*end != kEnd) ++end;
    if (info.id == f) {
      bool ok = true;
      return tables.to_utf8(encoding_, {at, static_cast<size_t>(end - at)}, ok);
    }
    at = end + 1;
  }
  return {};
}

}  // namespace totsugo
