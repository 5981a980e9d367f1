// The people behind the rows of the roster (DOMAIN section 5): rows of one 宛名番号 are one person; without it rows that agree as
// far as both speak and whose periods follow one another.
#pragma once
#include <vector>

#include "core/match/candidates.h"
#include "core/match/person_groups.h"

namespace totsugo {

class RosterPeople {
 public:
  explicit RosterPeople(const std::vector<Member>& members);

  // The first row of the person.
  uint32_t of(uint32_t member) const { return groups_.of(member); }
  // The row fits two people, and is counted to neither.
  bool torn(uint32_t member) const { return groups_.torn(member); }
  // Of the rows of one person and one 資格取得日 the newest, which counts in the place of the others (DOMAIN section 3, history
  // rows): told by 最新区分, else 履歴番号, else 異動年月日.
  uint32_t newest(uint32_t member) const { return newest_[member]; }
  // Such rows disagree, and nothing tells which is the newest, or it is told in two ways.
  bool unclear(uint32_t member) const { return unclear_[member]; }
  // Without 宛名番号 and 枝番, and somebody else has the same 記号番号 and birth date: twins.
  bool shares_number(uint32_t member) const { return shares_number_[member]; }

 private:
  void find_newest(const std::vector<Member>& members);
  void find_shared_numbers(const std::vector<Member>& members);

  PersonGroups groups_;
  std::vector<uint32_t> newest_;
  std::vector<bool> unclear_;
  std::vector<bool> shares_number_;
};

// How two roster rows stand to each other.
Kinship kinship_of(const Member& a, const Member& b);

}  // namespace totsugo
