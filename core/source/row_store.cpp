#include "core/source/row_store.h"

#include <algorithm>

namespace totsugo {

namespace {
constexpr char kEnd = '\x1F';
}

uint32_t RowStore::add(const FileTable& file, const CsvRecord& r) {
  offsets_.push_back(static_cast<uint32_t>(arena_.size()));
  for (const FieldInfo& info : fields_of(file.report().kind)) {
    if (file.column(info.id) >= 0) {
      bool ok = true;
      const size_t start = arena_.size();
      file.append_text(r, info.id, arena_, ok);
      // A control character nobody types; it must not pass for our own mark.
      arena_.erase(std::remove(arena_.begin() + static_cast<std::ptrdiff_t>(start), arena_.end(), kEnd), arena_.end());
    }
    arena_.push_back(kEnd);
  }
  return static_cast<uint32_t>(offsets_.size() - 1);
}

std::string_view RowStore::text(FileKind kind, uint32_t row, Field f) const {
  std::string_view rest = std::string_view(arena_).substr(offsets_[row]);
  for (const FieldInfo& info : fields_of(kind)) {
    const size_t cut = rest.find(kEnd);
    if (info.id == f) return rest.substr(0, cut);
    rest.remove_prefix(cut + 1);
  }
  return {};
}

}  // namespace totsugo
