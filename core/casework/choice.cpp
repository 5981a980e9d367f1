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

namespace {

// Under flow P what was said was mostly said of somebody of the pension list; a row of the overlap list is asked beside it, and only for
// what still holds.
struct Listed {
  std::vector<uint32_t> first;
  std::vector<uint32_t> beside;
};

Listed listed_people(const RunView& run) {
  Listed out;
  const bool p = run.settings.which == Flow::p;
  if (p)
    for (const PensionPerson& x : run.pension.persons()) out.first.push_back(x.person);
  for (const OverlapPerson& x : run.overlap.persons()) (p ? out.beside : out.first).push_back(x.person);
  return out;
}

}  // namespace

Choices choices_in(const RunView& run, const std::vector<StandingChoice>& said) {
  Choices out;
  if (said.empty()) return out;
  std::unordered_map<uint64_t, std::vector<size_t>> by;  // how the person is found -> choices
  for (size_t i = 0; i < said.size(); ++i)
    if (said[i].flow == run.settings.which)
      for (const uint64_t key : said[i].said->listed_under) by[key].push_back(i);
  struct Match {
    uint32_t person;
    size_t choice;
    Choice made;
  };
  std::vector<Match> holding;
  std::vector<Match> lapsing;
  std::vector<bool> holds(said.size(), false);
  const auto match = [&](uint32_t person, bool beside) {
    for (const uint64_t key : listed_under(run.people[person].id)) {
      const auto at = by.find(key);
      if (at == by.end()) continue;
      for (const size_t i : at->second) {
        const Choice made = applied(run, person, said[i]);
        if (beside && made.lapsed) continue;
        (made.lapsed ? lapsing : holding).push_back({person, i, made});
        if (!made.lapsed && !beside) holds[i] = true;
      }
    }
  };
  const Listed listed = listed_people(run);
  for (const uint32_t person : listed.first) match(person, false);
  for (const uint32_t person : listed.beside) match(person, true);
  const auto by_age = [](const Match& a, const Match& b) { return a.choice < b.choice; };
  std::stable_sort(holding.begin(), holding.end(), by_age);
  std::stable_sort(lapsing.begin(), lapsing.end(), by_age);
  // What holds for somebody was about him, and about nobody who is merely called the same. The newest of several counts.
  for (const Match& m : lapsing)
    if (!holds[m.choice]) out[m.person] = m.made;
  for (const Match& m : holding) out[m.person] = m.made;
  return out;
}

}  // namespace totsugo
