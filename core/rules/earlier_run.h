// What is kept of a run of the overlap list where the list itself is not: keyed digests of its rows, enough for conditions 2
// (listed in consecutive runs) and 3 (with the same record) of flow D, and for nothing else. No name, number or date can be
// read from them. With less than a list at hand, less is found: somebody is followed from run to run as the same member of the
// roster, or by number and name as they were written; else the person counts as listed for the first time, and waits.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/keyed_hash.h"
#include "core/match/pick.h"
#include "core/records/overlap_list.h"
#include "core/rules/result.h"

namespace totsugo {

// Zero: there was none.
struct RowDigest {
  uint64_t listed = 0;  // 記号番号枝番, birth date and name, as the list wrote them
  uint64_t member = 0;  // the one roster person meant
  uint64_t record = 0;  // the other insurer and its acquisition date
  uint64_t number = 0;  // 記号 and 番号 there: a 記号 that one side lacks is another number here
  uint64_t branch = 0;
  bool operator==(const RowDigest&) const = default;
};

class EarlierRun {
 public:
  EarlierRun(CivilDate date, uint64_t content, std::vector<RowDigest> rows);

  CivilDate date() const { return date_; }
  uint64_t content() const {
    return content_;
  }  // of all rows, in any order: another download of the same run has the same
  const std::vector<RowDigest>& rows() const { return rows_; }

  // The digests of whoever is listed like this or stands for this member; a zero is not looked for.
  std::vector<RowDigest> of(uint64_t listed, uint64_t member) const;

 private:
  CivilDate date_;
  uint64_t content_;
  std::vector<RowDigest> rows_;
  std::unordered_multimap<uint64_t, uint32_t> by_listed_;
  std::unordered_multimap<uint64_t, uint32_t> by_member_;
};

// The run before the one at hand, where only its digests are there.
struct Earlier {
  const EarlierRun* run = nullptr;
  DigestKey key;
};

uint64_t listed_digest(const DigestKey& key, const Identity& id);
uint64_t member_digest(const DigestKey& key, const Member& m);
RowDigest record_digest(const DigestKey& key, const OverlapRow& row);  // of the other insurer's record alone
uint64_t content_digest(const DigestKey& key, const OverlapLists& lists, uint32_t run);

// As same_other_record(), of digests.
bool same_other_record(const RowDigest& a, const RowDigest& b);

// The newest run of a finished job.
EarlierRun remember_run(const DigestKey& key, const std::vector<ListedPerson>& people,
                        const std::vector<Member>& members, const RosterPeople& roster, const OverlapLists& lists);

}  // namespace totsugo
