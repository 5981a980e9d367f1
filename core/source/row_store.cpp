#include "core/source/row_store.h"

#include <algorithm>

namespace totsugo {

namespace {

constexpr char kEnd = '\x1F';
constexpr size_t kPieceBytes = size_t{1} << 20;

}  // namespace

uint32_t RowStore::add(const FileTable& file, const CsvRecord& r) {
  scratch_.clear();
  for (const FieldInfo& info : fields_of(file.report().kind)) {
    const size_t start = scratch_.size();
    bool ok = true;
    file.append_text(r, info.id, scratch_, ok);
    // A control character nobody types; it must not pass for our own mark.
    if (scratch_.find(kEnd, start) != std::string::npos)
      scratch_.erase(std::remove(scratch_.begin() + static_cast<std::ptrdiff_t>(start), scratch_.end(), kEnd),
                     scratch_.end());
    scratch_.push_back(kEnd);
  }
  if (pieces_.empty() || pieces_.back().size() + scratch_.size() > pieces_.back().capacity()) {
    pieces_.emplace_back();
    pieces_.back().reserve(std::max(kPieceBytes, scratch_.size()));
  }
  rows_.push_back({static_cast<uint32_t>(pieces_.size() - 1), static_cast<uint32_t>(pieces_.back().size())});
  pieces_.back() += scratch_;
  return static_cast<uint32_t>(rows_.size() - 1);
}

std::string_view RowStore::text(FileKind kind, uint32_t row, Field f) const {
  std::string_view rest = std::string_view(pieces_[rows_[row].piece]).substr(rows_[row].offset);
  for (const FieldInfo& info : fields_of(kind)) {
    const size_t cut = rest.find(kEnd);
    if (info.id == f) return rest.substr(0, cut);
    rest.remove_prefix(cut + 1);
  }
  return {};
}

}  // namespace totsugo
