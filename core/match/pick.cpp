#include "core/match/pick.h"

#include <algorithm>
#include <utility>

namespace totsugo {
namespace {

bool may_select(Grade g) { return g <= Grade::b; }

// When this town's membership began: 資格取得 is the prefecture's and stays through a move inside it (DOMAIN section 4).
CivilDate began(const Member& m) { return m.applied_from.none() ? m.acquired : m.applied_from; }

bool covers(const Member& m, CivilDate event) { return began(m) <= event && (m.ended().none() || event <= m.ended()); }

// Which of one person's rows is meant: the one whose period covers the event, else the current one, else the latest.
bool better_period(const Member& a, const Member& b, CivilDate event) {
  if (!event.none() && covers(a, event) != covers(b, event)) return covers(a, event);
  if (a.ended().none() != b.ended().none()) return a.ended().none();
  if (began(a) != began(b)) return began(a) > began(b);
  return a.line < b.line;
}

// Bears the row's 記号番号, or may.
bool bears_number(const PersonCandidate& p) {
  return level(p.levels, LevelOf::number) == Level::same && level(p.levels, LevelOf::branch) != Level::against;
}
bool bears_pension_number(const PersonCandidate& p) { return level(p.levels, LevelOf::pension_number) == Level::same; }

bool is_number(LevelOf f) { return f == LevelOf::number || f == LevelOf::branch || f == LevelOf::pension_number; }

// 番号 and 枝番 count as a pair of one row.
void keep_best(FieldLevels& best, const FieldLevels& row) {
  const auto pair = [](const FieldLevels& l) {
    return std::pair(level(l, LevelOf::number), level(l, LevelOf::branch));
  };
  const FieldLevels& numbered = pair(row) < pair(best) ? row : best;
  const Level number = level(numbered, LevelOf::number);
  const Level branch = level(numbered, LevelOf::branch);
  for (size_t f = 0; f < kLevelCount; ++f) best[f] = std::min(best[f], row[f]);
  best[static_cast<size_t>(LevelOf::number)] = number;
  best[static_cast<size_t>(LevelOf::branch)] = branch;
}

bool better_name(const FieldLevels& other, const FieldLevels& x) {
  const auto better = [&](LevelOf f) { return level(x, f) != Level::silent && level(other, f) < level(x, f); };
  return better(LevelOf::kana) || better(LevelOf::written);
}

// Something is against `other` in which `x` agrees; or `other` is worse in one of the fields where both speak, and better in none.
// A number alone puts nobody out whose name is better: a twin's 枝番 beside the other's name is shown, not picked.
bool is_out(const FieldLevels& other, const FieldLevels& x) {
  const bool named_better = better_name(other, x);
  bool worse = false;
  bool better = false;
  for (const LevelOf f : kAllLevels) {
    const Level o = level(other, f);
    const Level l = level(x, f);
    if (o == Level::against && agrees(l) && !(is_number(f) && named_better)) return true;
    if (o == Level::silent || l == Level::silent) continue;
    worse = worse || o > l;
    better = better || o < l;
  }
  return worse && !better;
}

// Number and birth date leave no doubt of the person, and one of the two writings of the name is quite the same: then the other
// may differ, if it does not speak for somebody else.
bool name_may_differ(const PersonCandidate& x, LevelOf against, const std::vector<PersonCandidate>& all) {
  const LevelOf other = against == LevelOf::kana ? LevelOf::written : LevelOf::kana;
  if ((against != LevelOf::kana && against != LevelOf::written) || level(x.levels, other) != Level::same) return false;
  if (level(x.levels, LevelOf::birth) != Level::same) return false;
  if (level(x.levels, LevelOf::branch) != Level::same && !bears_pension_number(x)) return false;
  return std::none_of(all.begin(), all.end(), [&](const PersonCandidate& p) {
    return p.person != x.person && agrees(level(p.levels, against));
  });
}

bool may_be_picked(const PersonCandidate& x, const std::vector<PersonCandidate>& all) {
  if (!may_select(x.compared.result) || x.torn) return false;
  if (anything_against(x.levels, [&](LevelOf f) { return name_may_differ(x, f, all); })) return false;
  return std::all_of(all.begin(), all.end(), [&](const PersonCandidate& other) {
    if (&other == &x) return true;
    if (bears_number(other) && !bears_number(x)) return false;
    if (bears_pension_number(other) && !bears_pension_number(x)) return false;
    return is_out(other.as_rival, x.levels);
  });
}

// The only one for whom it holds; kNobody if there are none or several.
template <class Holds>
const PersonCandidate* only_one(const std::vector<PersonCandidate>& all, Holds&& holds) {
  const auto first = std::find_if(all.begin(), all.end(), holds);
  if (first == all.end() || std::find_if(first + 1, all.end(), holds) != all.end()) return nullptr;
  return &*first;
}

// Where the number speaks for one and the name for another.
void say_who_speaks_for_whom(const std::vector<PersonCandidate>& all, Resolution& out) {
  const PersonCandidate* const by_number =
      only_one(all, [](const PersonCandidate& p) { return bears_number(p) || bears_pension_number(p); });
  if (!by_number || by_number->member == kNobody) return;
  const auto named = [](const PersonCandidate& p) {
    return level(p.levels, LevelOf::birth) == Level::same && p.compared.name_agrees;
  };
  // Where the bearer's name agrees too, the other must agree better.
  const bool bearer_named = named(*by_number);
  const auto named_better = [&](const PersonCandidate& p) {
    if (&p == by_number || !named(p)) return false;
    const auto better = [&](LevelOf f) { return level(p.levels, f) < level(by_number->levels, f); };
    return !bearer_named || better(LevelOf::kana) || better(LevelOf::written);
  };
  const PersonCandidate* const by_name = only_one(all, named_better);
  if (!by_name || by_name->member == kNobody) return;
  out.number_says = by_number->member;
  out.name_says = by_name->member;
}

}  // namespace

std::vector<PersonCandidate> people_among(const CandidateList& candidates, const std::vector<Member>& members,
                                          const RosterPeople& people, CivilDate event) {
  std::vector<PersonCandidate> out;
  for (const Candidate& c : candidates.all()) {
    if (c.compared.result > Grade::c) continue;
    const uint32_t person = people.of(c.who);
    const uint32_t row = people.newest(c.who);
    const auto at = std::find_if(out.begin(), out.end(), [&](const PersonCandidate& p) { return p.person == person; });
    if (at == out.end()) {
      out.push_back({person, row, 1, people.torn(c.who), c.compared, {}, levels_of(c.compared)});
      continue;
    }
    ++at->rows;
    keep_best(at->as_rival, levels_of(c.compared));
    // A row may be the one meant even if it is written a little differently, or bears an older number.
    const bool birth_against = c.compared.birth > BirthLevel::missing;
    if (!birth_against && c.compared.name_agrees && better_period(members[row], members[at->member], event))
      at->member = row;
    at->compared = best_of(at->compared, c.compared);
  }
  for (PersonCandidate& p : out) p.levels = levels_of(p.compared);
  for (const FieldLevels& levels : candidates.beyond()) {
    out.emplace_back();
    out.back().compared.result = Grade::look_alike;  // not to be picked, and perhaps in the way
    out.back().levels = out.back().as_rival = levels;
  }
  return out;
}

size_t pick(const std::vector<PersonCandidate>& all) {
  for (size_t i = 0; i < all.size(); ++i)
    if (may_be_picked(all[i], all)) return i;
  return all.size();
}

Resolution resolve_chosen(const CandidateList& candidates, const std::vector<Member>& members,
                          const RosterPeople& people, CivilDate event, uint32_t row) {
  Resolution out;
  out.chosen = true;
  if (row == kNobody) return out;
  const uint32_t person = people.of(row);
  uint32_t rows = 0;
  for (const Candidate& c : candidates.all()) {
    if (people.of(c.who) != person) continue;
    const uint32_t newest = people.newest(c.who);
    out.compared = rows == 0 ? c.compared : best_of(out.compared, c.compared);
    if (rows == 0 || better_period(members[newest], members[out.who], event)) out.who = newest;
    ++rows;
  }
  if (rows == 0) return out;
  out.kind = ResolutionKind::one;
  out.best = out.compared.result;
  out.people = 1;
  out.history_rows = rows - 1;
  out.unclear = people.unclear(out.who);
  return out;
}

Resolution resolve(const CandidateList& candidates, const std::vector<Member>& members, const RosterPeople& people,
                   CivilDate event) {
  Resolution out;
  const std::vector<PersonCandidate> all = people_among(candidates, members, people, event);
  if (all.empty()) {
    if (candidates.not_sought()) out.kind = ResolutionKind::not_sought;
    return out;
  }
  out.people = static_cast<uint32_t>(all.size() - candidates.beyond().size()) + candidates.more();
  const auto better = [](const PersonCandidate& a, const PersonCandidate& b) {
    return a.compared.result < b.compared.result;
  };
  const size_t picked = pick(all);
  const PersonCandidate& chosen = picked < all.size() ? all[picked] : *std::min_element(all.begin(), all.end(), better);
  out.best = chosen.compared.result;
  out.compared = chosen.compared;
  if (picked == all.size() && all.size() > 1) {
    out.kind = ResolutionKind::several;
    // Nobody is meant: told is only what holds of all of them, not what the first line needs.
    for (const PersonCandidate& p : all)
      if (p.compared.result == out.best) out.compared.relaxations &= p.compared.relaxations;
    say_who_speaks_for_whom(all, out);
    return out;
  }
  out.who = chosen.member;
  out.torn = chosen.torn;
  out.history_rows = chosen.rows - 1;
  out.kind = picked < all.size() ? ResolutionKind::one : ResolutionKind::shown_only;
  out.unclear = people.unclear(out.who);
  for (const Candidate& c : candidates.all()) {
    const Member& row = members[c.who];
    if (c.who == out.who || c.compared.result > Grade::c || people.of(c.who) != chosen.person) continue;
    if (people.newest(c.who) != c.who) continue;
    if (row.unreadable && began(row).none() && (row.ended().none() || row.ended() > began(members[out.who])))
      out.unreadable = c.who;
  }
  return out;
}

}  // namespace totsugo
