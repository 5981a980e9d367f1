#include "core/match/number_fold.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace totsugo {
namespace {

// Found by everything but the number, which both have and which differs.
bool found_otherwise(const Comparison& c) {
  const RelaxationSet against = c.relaxations & kNeverSelectable;
  return c.number == NumberLevel::differs && c.birth == BirthLevel::same && c.name_agrees && !c.name_doubtful &&
         (against & ~relax(Relaxation::number_differs)) == 0;
}

bool bears_the_number(const CandidateList& candidates) {
  return std::any_of(candidates.all().begin(), candidates.all().end(), [](const Candidate& c) {
    return c.compared.result <= Grade::c && c.compared.number != NumberLevel::missing &&
           c.compared.number != NumberLevel::differs;
  });
}

std::optional<NumberFold> difference(const MemberNumber& listed, const MemberNumber& member) {
  const std::string a = std::to_string(listed.joined);
  const std::string b = std::to_string(member.joined);
  if (a.size() == b.size()) return std::nullopt;
  const bool longer = b.size() > a.size();
  const std::string& more = longer ? b : a;
  const std::string& less = longer ? a : b;
  const size_t n = more.size() - less.size();
  if (more.ends_with(less)) {
    // Zeros in front of the shorter one have been lost.
    const std::string front = more.substr(0, n);
    return NumberFold{longer, front.substr(0, front.find_last_not_of('0') + 1), 0, 0};
  }
  if (more.starts_with(less)) return NumberFold{longer, {}, n, 0};
  return std::nullopt;
}

bool same_fold(const NumberFold& a, const NumberFold& b) {
  return std::tie(a.roster_longer, a.front, a.behind) == std::tie(b.roster_longer, b.front, b.behind);
}

}  // namespace

std::optional<NumberFold> fold_numbers(std::vector<ListedPerson>& people, const std::vector<Member>& members) {
  std::map<std::tuple<bool, std::string, size_t>, size_t> votes;
  size_t found = 0;
  for (const ListedPerson& who : people) {
    // Whoever is found by the number too says nothing of how it is written; his namesakes bear another.
    if (bears_the_number(who.candidates)) continue;
    for (const Candidate& c : who.candidates.all()) {
      if (!found_otherwise(c.compared)) continue;
      ++found;
      if (const auto d = difference(who.id.number, members[c.who].number))
        ++votes[{d->roster_longer, d->front, d->behind}];
    }
  }
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (found < kLeastForNumberFold || most == votes.end() || most->second * 100 < found * kNumberFoldPercent)
    return std::nullopt;
  NumberFold fold{std::get<0>(most->first), std::get<1>(most->first), std::get<2>(most->first), 0};
  for (ListedPerson& who : people) {
    const bool any = who.candidates.compare_anew(
        [&](const Candidate& c) {
          if (c.compared.number != NumberLevel::differs) return false;
          const auto d = difference(who.id.number, members[c.who].number);
          return d && same_fold(*d, fold);
        },
        [&](const Candidate& c) {
          return with_number(c.compared, compare_branches(who.id.number, members[c.who].number));
        });
    fold.people += any;
  }
  return fold;
}

}  // namespace totsugo
