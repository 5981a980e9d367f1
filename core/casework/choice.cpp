#include "core/casework/choice.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/casework/person_key.h"
#include "core/match/match_words.h"

namespace totsugo {
namespace {

uint64_t digest_of(const FoldedName& name) { return hash_text(name.text); }

// Of everything that is compared: what folds to the same says the same.
uint64_t digest_of(const Identity& id) {
  uint64_t h = id.birth.packed;
  for (const uint64_t part :
       {static_cast<uint64_t>(id.sex), digest_of(id.kana), digest_of(id.written), digest_of(id.alias), id.number.joined,
        static_cast<uint64_t>(id.number.branch), id.pension_number})
    h = hash_pair(h, part);
  return h;
}

uint64_t digest_of(const Member& m) {
  uint64_t h = m.birth.packed;
  for (const uint64_t part : {static_cast<uint64_t>(m.sex), m.kana, m.written, m.number.joined,
                              static_cast<uint64_t>(m.number.branch), m.resident_number})
    h = hash_pair(h, part);
  return h;
}

std::vector<uint64_t> listed_under(const Identity& id) {
  std::vector<uint64_t> out;
  const auto add = [&](uint64_t kind, uint64_t value, bool there) {
    if (there) out.push_back(hash_pair(hash_pair(kind, value), id.birth.packed));
  };
  add(1, digest_of(id.kana), !id.kana.text.empty());
  add(2, digest_of(id.written), !id.written.text.empty());
  add(3, id.number.joined, id.number.joined != 0);
  add(4, id.pension_number, id.pension_number != 0);
  return out;
}

// In whatever order the candidates stand.
uint64_t digest_of_candidates(const RunView& run, uint32_t person) {
  std::vector<uint64_t> each;
  for (const Candidate& c : run.people[person].candidates.all()) each.push_back(digest_of(run.members[c.who]));
  std::sort(each.begin(), each.end());
  each.erase(std::unique(each.begin(), each.end()), each.end());
  uint64_t h = each.size();
  for (const uint64_t d : each) h = hash_pair(h, d);
  return h;
}

// The row of the roster person whom the choice names, among the candidates of the listed one.
uint32_t row_of(const RunView& run, uint32_t person, const ChosenPerson& said, bool unchanged) {
  for (const Candidate& c : run.people[person].candidates.all())
    if ((!unchanged || digest_of(run.members[c.who]) == said.roster) && roster_key(run, c.who) == said.person)
      return c.who;
  return kNobody;
}

Choice applied(const RunView& run, uint32_t person, const StandingChoice& s) {
  const bool listed_same = digest_of(run.people[person].id) == s.said->listed;
  if (s.said->person.empty())
    return {kNobody, !listed_same || digest_of_candidates(run, person) != s.said->roster, s.on};
  const uint32_t same = row_of(run, person, *s.said, true);
  if (listed_same && same != kNobody) return {same, false, s.on};
  return {row_of(run, person, *s.said, false), true, s.on};
}

}  // namespace

ChosenPerson choice_of(const RunView& run, const CaseResult& c, uint32_t member) {
  const Identity& id = run.people[c.person].id;
  ChosenPerson out;
  out.listed_under = listed_under(id);
  out.listed = digest_of(id);
  if (member == kNobody) {
    out.roster = digest_of_candidates(run, c.person);
    return out;
  }
  out.person = roster_key(run, member);
  out.roster = digest_of(run.members[member]);
  out.line = run.members[member].line;
  out.name = run.member_text(member, Field::name);
  if (out.name.empty()) out.name = run.member_text(member, Field::name_kana);
  for (const Candidate& x : run.people[c.person].candidates.all())
    if (x.who == member) out.against = fields_against(levels_of(x.compared));
  return out;
}

// Under flow P what was said was mostly said of somebody of the pension list; a row of the overlap list is asked beside it, and only for
// what still holds.
ChoiceIndex::ChoiceIndex(const RunView& run) {
  const auto add = [&](uint32_t person, bool beside) {
    for (const uint64_t key : listed_under(run.people[person].id)) entries_.push_back({key, person, beside});
  };
  const bool p = run.settings.which == Flow::p;
  if (p)
    for (const PensionPerson& x : run.pension.persons()) add(x.person, false);
  for (const OverlapPerson& x : run.overlap.persons()) add(x.person, p);
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

std::unordered_map<uint32_t, ChoiceIndex::Said> ChoiceIndex::said_of(const RunView& run,
                                                                     const std::vector<StandingChoice>& said) const {
  std::unordered_map<uint32_t, Said> out;
  std::unordered_map<uint32_t, Said> holding;
  for (const StandingChoice& one : said) {
    if (one.flow != run.settings.which) continue;
    std::vector<std::pair<uint32_t, Choice>> lapsing;
    bool holds = false;
    for (const uint64_t key : one.said->listed_under) {
      const auto of_key = [](const Entry& e, uint64_t k) { return e.key < k; };
      auto at = std::lower_bound(entries_.begin(), entries_.end(), key, of_key);
      for (; at != entries_.end() && at->key == key; ++at) {
        const Choice made = applied(run, at->person, one);
        if (!made.lapsed) {
          holding[at->person] = {made, one.number};
          holds = holds || !at->beside;
        } else if (!at->beside) {
          lapsing.emplace_back(at->person, made);
        }
      }
    }
    // What holds for somebody was about him, and about nobody who is merely called the same.
    if (holds) continue;
    for (const auto& [person, made] : lapsing) out[person] = {made, one.number};
  }
  for (const auto& [person, found] : holding) out[person] = found;
  return out;
}

Choices choices_in(const RunView& run, const std::vector<StandingChoice>& said) {
  Choices out;
  if (said.empty()) return out;
  for (const auto& [person, found] : ChoiceIndex(run).said_of(run, said)) out.emplace(person, found.choice);
  return out;
}

}  // namespace totsugo
