#include "core/layout/side_sets.h"

#include <algorithm>
#include <map>

namespace totsugo {
namespace {

constexpr double kNearlyAll = 0.95;
constexpr double kHalf = 0.5;
constexpr size_t kFewRows = 5;  // fewer: one number in all of them may be chance

struct Set {
  Side side = Side::unsaid;
  std::vector<int> columns;
  int insurer = -1;
};

class Finder {
 public:
  Finder(const std::vector<HeaderReading>& readings, const std::vector<ColumnProfile>& profiles,
         const std::vector<Side>& fixed)
      : readings_(readings), profiles_(profiles), fixed_(fixed) {}
  SideSets run();

 private:
  const HeaderReading& reading(int c) const { return readings_[static_cast<size_t>(c)]; }
  const ColumnProfile& profile(int c) const { return profiles_[static_cast<size_t>(c)]; }
  void gather();
  void split_unnamed(const std::vector<int>& columns);
  bool home(const Set& s) const;
  bool foreign(const Set& s) const;
  size_t count(Side side) const;
  void take_fixed();
  void tell_by_numbers();
  void tell_by_the_other();
  void check_words();

  const std::vector<HeaderReading>& readings_;
  const std::vector<ColumnProfile>& profiles_;
  const std::vector<Side>& fixed_;
  std::vector<Set> sets_;
  SideSets out_;
};

// Columns of one side's word, or of one number, are one set; those without either are told apart by where they repeat.
void Finder::gather() {
  std::map<std::pair<Side, int>, Set> named;
  std::vector<int> unnamed;
  for (int c = 0; c < static_cast<int>(readings_.size()); ++c) {
    const HeaderReading& r = reading(c);
    if (r.trust == Trust::none || !belongs_to_side(r.field)) continue;
    if (r.side == Side::unsaid && r.set == 0) {
      unnamed.push_back(c);
      continue;
    }
    Set& s = named[{r.side, r.side == Side::unsaid ? r.set : 0}];
    s.side = r.side;
    s.columns.push_back(c);
  }
  for (auto& [key, set] : named) sets_.push_back(std::move(set));
  split_unnamed(unnamed);
  for (Set& s : sets_)
    for (const int c : s.columns)
      if (reading(c).field == Field::other_insurer && s.insurer < 0) s.insurer = c;
}

// Of a field that stands twice, the first belongs to the first set and the second to the second. Between the two sets
// a boundary must fit; columns right at it belong to neither.
void Finder::split_unnamed(const std::vector<int>& columns) {
  if (columns.empty()) return;
  std::map<Field, std::vector<int>> places;
  for (const int c : columns) places[reading(c).field].push_back(c);
  int last_first = -1, first_second = static_cast<int>(readings_.size());
  bool twice = false, more = false;
  for (const auto& [field, at] : places) {
    more = more || at.size() > 2;
    if (at.size() < 2) continue;
    twice = true;
    last_first = std::max(last_first, at[0]);
    first_second = std::min(first_second, at[1]);
  }
  if (more || (twice && last_first >= first_second)) {
    out_.undecided = columns;
    return;
  }
  Set first, second;
  for (const int c : columns) {
    if (!twice || c <= last_first) first.columns.push_back(c);
    else if (c >= first_second) second.columns.push_back(c);
  }
  sets_.push_back(std::move(first));
  if (twice) sets_.push_back(std::move(second));
}

// One number in nearly every row, in the form of a municipality's.
bool Finder::home(const Set& s) const {
  if (s.insurer < 0) return false;
  const ColumnProfile& p = profile(s.insurer);
  return p.filled > 0 && p.fill() >= kNearlyAll && p.share(p.national) >= kNearlyAll &&
         p.share(p.commonest) >= kNearlyAll;
}

bool Finder::foreign(const Set& s) const {
  if (s.insurer < 0) return false;
  const ColumnProfile& p = profile(s.insurer);
  return p.filled > 0 && (p.share(p.national) < kHalf || (p.filled >= kFewRows && p.share(p.commonest) < kNearlyAll));
}

size_t Finder::count(Side side) const {
  return static_cast<size_t>(
      std::count_if(sets_.begin(), sets_.end(), [side](const Set& s) { return s.side == side; }));
}

void Finder::take_fixed() {
  for (Set& s : sets_)
    for (const int c : s.columns)
      if (s.side == Side::unsaid) s.side = fixed_[static_cast<size_t>(c)];
}

void Finder::tell_by_numbers() {
  const auto homes = std::count_if(sets_.begin(), sets_.end(), [this](const Set& s) { return home(s); });
  for (Set& s : sets_) {
    if (s.side != Side::unsaid || homes != 1) continue;
    if (home(s) && count(Side::own) == 0) s.side = Side::own;
  }
  for (Set& s : sets_)
    if (s.side == Side::unsaid && foreign(s) && count(Side::own) > 0) s.side = Side::other;
}

// Two sets: told is one, so told is the other, as long as its insurers do not speak against it.
void Finder::tell_by_the_other() {
  if (count(Side::unsaid) != 1) return;
  for (Set& s : sets_) {
    if (s.side != Side::unsaid) continue;
    const bool for_own = count(Side::other) > 0 && count(Side::own) == 0 && s.insurer < 0;
    const bool by_person = std::any_of(fixed_.begin(), fixed_.end(), [](Side x) { return x != Side::unsaid; });
    if (for_own) s.side = Side::own;
    else if (by_person && count(Side::own) != count(Side::other))
      s.side = count(Side::own) > 0 ? Side::other : Side::own;
  }
}

void Finder::check_words() {
  const bool any_home =
      std::any_of(sets_.begin(), sets_.end(), [this](const Set& s) { return s.side == Side::own && home(s); });
  for (const Set& s : sets_) {
    if (s.insurer < 0 || fixed_[static_cast<size_t>(s.insurer)] != Side::unsaid) continue;
    const ColumnProfile& p = profile(s.insurer);
    const bool not_own = s.side == Side::own && p.filled > 0 && p.insurer > 0 && foreign(s);
    const bool not_other = s.side == Side::other && !any_home && home(s) && p.filled >= kFewRows;
    if (not_own || not_other) out_.reversed.push_back(s.insurer);
  }
}

SideSets Finder::run() {
  gather();
  take_fixed();
  tell_by_numbers();
  tell_by_the_other();
  check_words();
  out_.side.assign(readings_.size(), Side::unsaid);
  for (const Set& s : sets_)
    for (const int c : s.columns) {
      out_.side[static_cast<size_t>(c)] = s.side;
      if (s.side == Side::unsaid) out_.undecided.push_back(c);
    }
  std::sort(out_.undecided.begin(), out_.undecided.end());
  return std::move(out_);
}

}  // namespace

bool belongs_to_side(Field f) {
  return on_own_side(f) != f || f == Field::other_insurer_name || f == Field::other_relation;
}

SideSets find_side_sets(const std::vector<HeaderReading>& readings, const std::vector<ColumnProfile>& profiles,
                        const std::vector<Side>& fixed) {
  return Finder(readings, profiles, fixed).run();
}

}  // namespace totsugo
