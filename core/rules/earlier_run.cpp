#include "core/rules/earlier_run.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/match/compare.h"
#include "core/rules/matched.h"

namespace totsugo {
namespace {

uint64_t digest(const DigestKey& key, uint64_t of) {
  if (of == 0) return 0;
  char bytes[sizeof of];
  std::memcpy(bytes, &of, sizeof of);
  return keyed_hash(key, {bytes, sizeof bytes}) | 1;  // zero is "none"
}

uint64_t number_with_branch(const MemberNumber& n) {
  return hash_pair(n.separate ? n.separate : n.joined, static_cast<uint64_t>(n.branch));
}

}  // namespace

EarlierRun::EarlierRun(CivilDate date, uint64_t content, std::vector<RowDigest> rows)
    : date_(date), content_(content), rows_(std::move(rows)) {
  for (uint32_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].listed) by_listed_.emplace(rows_[i].listed, i);
    if (rows_[i].member) by_member_.emplace(rows_[i].member, i);
  }
}

std::vector<RowDigest> EarlierRun::of(uint64_t listed, uint64_t member) const {
  std::vector<uint32_t> found;
  const auto add = [&found](const std::unordered_multimap<uint64_t, uint32_t>& index, uint64_t what) {
    if (what == 0) return;
    for (auto [at, end] = index.equal_range(what); at != end; ++at) found.push_back(at->second);
  };
  add(by_listed_, listed);
  add(by_member_, member);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<RowDigest> out;
  out.reserve(found.size());
  for (const uint32_t i : found) out.push_back(rows_[i]);
  return out;
}

uint64_t listed_digest(const DigestKey& key, const Identity& id) {
  if (id.number.joined == 0 || id.number.branch < 0 || id.birth.none()) return 0;
  return digest(key, hash_pair(hash_pair(number_with_branch(id.number), id.birth.packed), namesake_key(id)));
}

uint64_t member_digest(const DigestKey& key, const Member& m) {
  if (m.resident_number) return digest(key, hash_pair(m.resident_number, m.birth.packed));
  if (m.number.joined == 0 || m.number.branch < 0) return 0;
  return digest(key, hash_pair(number_with_branch(m.number), m.birth.packed) ^ 1);
}

RowDigest record_digest(const DigestKey& key, const OverlapRow& row) {
  RowDigest out;
  out.record = digest(key, hash_pair(hash_bytes(row.other.text()), row.acquired.packed));
  out.number = row.other_serial ? digest(key, hash_pair(row.other_symbol, row.other_serial)) : 0;
  out.branch = digest(key, row.other_branch);
  return out;
}

uint64_t content_digest(const DigestKey& key, const OverlapLists& lists, uint32_t run) {
  return digest(key, lists.files()[lists.runs()[run].files.front()].content_hash);
}

bool same_other_record(const RowDigest& a, const RowDigest& b) {
  if (a.record != b.record) return false;
  const auto agree = [](uint64_t x, uint64_t y) { return x == 0 || y == 0 || x == y; };
  return agree(a.number, b.number) && agree(a.branch, b.branch);
}

EarlierRun remember_run(const DigestKey& key, const std::vector<ListedPerson>& people,
                        const std::vector<Member>& members, const RosterPeople& roster, const OverlapLists& lists) {
  std::vector<RowDigest> rows;
  for (const OverlapPerson& p : lists.persons()) {
    const ListedPerson& who = people[p.person];
    Resolution r = resolve(who.candidates, members, roster, {});
    if (!p.witnesses.empty() || p.torn)
      r.kind = ResolutionKind::several;  // found again by what is written, or not at all
    const uint64_t listed = listed_digest(key, who.id);
    const uint64_t member = r.kind == ResolutionKind::one ? member_digest(key, members[r.who]) : 0;
    for (const uint32_t row : p.rows) {
      if (lists.run_of(row) != 0) break;
      RowDigest d = record_digest(key, lists.rows()[row]);
      d.listed = listed;
      d.member = member;
      rows.push_back(d);
    }
  }
  return {lists.runs().front().date, content_digest(key, lists, 0), std::move(rows)};
}

}  // namespace totsugo
