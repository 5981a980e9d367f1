// The rows of a grouped overlap list (one 資格 a row, the rows of a person under one group key), put together to pairs:
// each row of another insurer with the group's row of our own municipality. A pair is a record with twice the columns,
// the other side's first. Rows of one group may stand anywhere; a blank key carries on the one above.
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/csv/reader.h"
#include "core/identifier/insurer_number.h"

namespace totsugo {

class GroupRows {
 public:
  // columns: of every row, so that the own side's stand in one place in each pair. Rows may lack their last columns, or have
  // empty ones behind them.
  GroupRows(char separator, size_t columns) : separator_(separator), columns_(columns) {}

  void add(const CsvRecord& r, std::string_view key);
  size_t carried_keys() const { return carried_; }

  // insurer_of(record) -> InsurerNumber tells the sides; on_pair(record) gets the pairs in the order of their groups;
  // on_broken(record, code) every row of a group that is none (row_required_empty without a key).
  template <class I, class P, class B>
  void each(I&& insurer_of, P&& on_pair, B&& on_broken);

 private:
  struct Row {
    uint64_t line;
    std::string text;
    std::vector<uint32_t> ends;
    CsvRecord record() const { return CsvRecord::over(text, ends, line); }
  };
  Row pair_of(const Row& other, const Row& own) const;

  char separator_;
  size_t columns_;
  size_t carried_ = 0;
  std::string last_key_;
  std::vector<std::vector<Row>> groups_;
  std::map<std::string, size_t> by_key_;
  std::vector<Row> keyless_;
};

template <class I, class P, class B>
void GroupRows::each(I&& insurer_of, P&& on_pair, B&& on_broken) {
  for (const Row& row : keyless_) on_broken(row.record(), ErrorCode::row_required_empty);
  // Our own number is the municipality's that stands most often; a second municipality's is another side.
  std::map<std::string, size_t> seen;
  std::vector<std::vector<InsurerNumber>> numbers(groups_.size());
  for (size_t g = 0; g < groups_.size(); ++g)
    for (const Row& row : groups_[g]) {
      numbers[g].push_back(insurer_of(row.record()));
      if (numbers[g].back().kind == InsurerClass::national_town) ++seen[std::string(numbers[g].back().text())];
    }
  const auto home =
      std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (size_t g = 0; g < groups_.size(); ++g) {
    std::vector<size_t> own;
    for (size_t i = 0; i < groups_[g].size(); ++i)
      if (home != seen.end() && numbers[g][i].text() == home->first) own.push_back(i);
    const bool broken = own.size() != 1 || groups_[g].size() < 2;
    for (size_t i = 0; i < groups_[g].size(); ++i) {
      if (broken) {
        on_broken(groups_[g][i].record(),
                  own.size() > 1 ? ErrorCode::row_group_ambiguous : ErrorCode::row_group_incomplete);
      } else if (i != own.front()) {
        const Row pair = pair_of(groups_[g][i], groups_[g][own.front()]);
        on_pair(pair.record());
      }
    }
  }
}

}  // namespace totsugo
