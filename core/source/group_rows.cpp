#include "core/source/group_rows.h"

namespace totsugo {

void GroupRows::add(const CsvRecord& r, std::string_view key) {
  Row row{r.line, std::string(), {}};
  for (size_t i = 0; i < columns_; ++i) {
    if (i > 0) row.text.push_back(separator_);
    row.text += r.raw_field(i);
    row.ends.push_back(static_cast<uint32_t>(row.text.size()));
  }
  if (key.empty()) {
    if (last_key_.empty()) {
      keyless_.push_back(std::move(row));
      return;
    }
    ++carried_;
  } else {
    last_key_ = key;
  }
  const auto [at, fresh] = by_key_.emplace(last_key_, groups_.size());
  if (fresh) groups_.emplace_back();
  groups_[at->second].push_back(std::move(row));
}

GroupRows::Row GroupRows::pair_of(const Row& other, const Row& own) const {
  Row pair = other;
  pair.text.push_back(separator_);
  const auto shift = static_cast<uint32_t>(pair.text.size());
  pair.text += own.text;
  for (const uint32_t end : own.ends) pair.ends.push_back(end + shift);
  return pair;
}

}  // namespace totsugo
