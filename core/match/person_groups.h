// Which rows are one person, asked pair by pair and independent of their order (DOMAIN section 5, people of the roster and
// people of a list). A row that would join two people who are kept apart joins neither of them: it is torn.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace totsugo {

enum class Kinship : uint8_t {
  one,        // one person, if nothing else keeps them apart
  unrelated,  // nothing agrees, and nothing is against it: another row may join them
  apart,
};

// Rows of one block are asked everybody of everybody; a larger block is a flood of placeholders, and tells nobody apart.
inline constexpr size_t kMostInBlock = 200;

class PersonGroups {
 public:
  explicit PersonGroups(size_t rows) : group_(rows), torn_(rows, false) {
    for (uint32_t i = 0; i < rows; ++i) group_[i] = i;
  }

  // keyed: (blocking key, row); kinship(row, row): symmetric. Rows that share no key are never asked.
  template <class F>
  void join(std::vector<std::pair<uint64_t, uint32_t>> keyed, F&& kinship) {
    for_each_block(keyed, [&](std::span<const std::pair<uint64_t, uint32_t>> block) {
      for (size_t i = 0; i < block.size(); ++i)
        for (size_t j = i + 1; j < block.size(); ++j)
          if (root(block[i].second) != root(block[j].second) &&
              kinship(block[i].second, block[j].second) == Kinship::one)
            unite(block[i].second, block[j].second);
    });
    part_those_kept_apart(kinship);
  }

  // The first row of the person.
  uint32_t of(uint32_t row) const { return group_[row]; }
  bool torn(uint32_t row) const { return torn_[row]; }

 private:
  template <class Use>
  static void for_each_block(std::vector<std::pair<uint64_t, uint32_t>>& keyed, Use&& use) {
    std::sort(keyed.begin(), keyed.end());
    for (size_t from = 0, to = 0; from < keyed.size(); from = to) {
      while (to < keyed.size() && keyed[to].first == keyed[from].first) ++to;
      if (to - from > 1 && to - from <= kMostInBlock) use(std::span(keyed).subspan(from, to - from));
    }
  }
  uint32_t root(uint32_t row) {
    while (group_[row] != row) row = group_[row] = group_[group_[row]];
    return row;
  }
  // The smaller row stands for both, so that a person's number is its first row.
  void unite(uint32_t a, uint32_t b) {
    a = root(a);
    b = root(b);
    group_[std::max(a, b)] = std::min(a, b);
  }
  // The parts of `rows` that hang together.
  template <class F>
  static std::vector<std::vector<uint32_t>> parts_of(const std::vector<uint32_t>& rows, F&& kinship) {
    std::vector<std::vector<uint32_t>> out;
    std::vector<uint32_t> left = rows;
    while (!left.empty()) {
      std::vector<uint32_t> part{left.front()};
      left.erase(left.begin());
      for (size_t at = 0; at < part.size(); ++at)
        for (size_t i = 0; i < left.size();) {
          if (kinship(part[at], left[i]) != Kinship::one) {
            ++i;
            continue;
          }
          part.push_back(left[i]);
          left.erase(left.begin() + static_cast<ptrdiff_t>(i));
        }
      std::sort(part.begin(), part.end());
      out.push_back(std::move(part));
    }
    return out;
  }
  template <class F>
  static bool any_apart(const std::vector<uint32_t>& rows, F&& kinship) {
    for (size_t i = 0; i < rows.size(); ++i)
      for (size_t j = i + 1; j < rows.size(); ++j)
        if (kinship(rows[i], rows[j]) == Kinship::apart) return true;
    return false;
  }
  template <class F>
  static bool joins_two(uint32_t row, const std::vector<uint32_t>& rows, F&& kinship) {
    std::vector<uint32_t> own;
    for (const uint32_t r : rows)
      if (r != row && kinship(row, r) == Kinship::one) own.push_back(r);
    return any_apart(own, kinship);
  }
  void keep(const std::vector<uint32_t>& person) {
    for (const uint32_t r : person) group_[r] = person.front();
  }
  void tear(const std::vector<uint32_t>& rows) {
    for (const uint32_t r : rows) {
      group_[r] = r;
      torn_[r] = true;
    }
  }
  template <class F>
  void part_those_kept_apart(F&& kinship) {
    std::vector<std::pair<uint32_t, uint32_t>> by_group;
    by_group.reserve(group_.size());
    for (uint32_t i = 0; i < group_.size(); ++i) by_group.emplace_back(root(i), i);
    std::sort(by_group.begin(), by_group.end());
    for (size_t from = 0, to = 0; from < by_group.size(); from = to) {
      std::vector<uint32_t> rows;
      for (; to < by_group.size() && by_group[to].first == by_group[from].first; ++to)
        rows.push_back(by_group[to].second);
      keep(rows);
      if (rows.size() > kMostInBlock) tear(rows);
      else if (rows.size() > 2 && any_apart(rows, kinship)) part(rows, kinship);
    }
  }
  template <class F>
  void part(const std::vector<uint32_t>& rows, F&& kinship) {
    std::vector<uint32_t> whole, between;
    for (const uint32_t r : rows) (joins_two(r, rows, kinship) ? between : whole).push_back(r);
    // Several rows between the same two people may be one person by themselves.
    for (const auto* side : {&whole, &between})
      for (const std::vector<uint32_t>& person : parts_of(*side, kinship)) {
        keep(person);
        if (any_apart(person, kinship)) tear(person);
        for (const uint32_t r : person) torn_[r] = torn_[r] || side == &between;
      }
  }

  std::vector<uint32_t> group_;
  std::vector<bool> torn_;
};

}  // namespace totsugo
