// Who on the lists may be whom in the roster. Candidates are kept, bounded in number, and never picked silently.
#pragma once
#include <cstdint>
#include <vector>

#include "core/match/compare.h"

namespace totsugo {

inline constexpr uint32_t kNobody = 0xFFFFFFFF;

// One roster row that is somebody's candidate.
struct Member {
  uint64_t line = 0;
  uint32_t text = 0;             // row number in the roster's RowStore
  uint64_t resident_number = 0;  // resident_key() of the 宛名番号; 0 = none that tells people apart
  MemberNumber number;
  CivilDate birth;
  CivilDate acquired;
  CivilDate lost;
  CivilDate applied_from;
  CivilDate applied_to;  // 適用終了年月日: the end of membership in this town where 資格喪失年月日 names none
  CivilDate ended() const { return lost.none() ? applied_to : lost; }
  bool unreadable = false;  // one of its dates could not be read: reported, and never decided upon
};

struct Candidate {
  uint32_t who = kNobody;  // index of a member
  Comparison compared;
};

// The candidates of one person of a list. Selectable grades are all kept (to a bound); grade C and look-alikes only
// while nothing better is there. At a bound the better ones stay, so that the order of the roster decides nothing.
class CandidateList {
 public:
  static constexpr size_t kMostSelectable = 32;
  static constexpr size_t kMostShown = 8;
  static constexpr size_t kMostLookAlikes = 3;

  // True if a candidate of this comparison would be kept (so that its row must be stored); one there is no room for is
  // counted.
  bool wants(const Comparison& c);
  void add(uint32_t who, const Comparison& c);
  const std::vector<Candidate>& all() const { return all_; }
  // Nobody yet but look-alikes.
  bool nobody() const { return all_.empty() || all_.front().compared.result == Grade::look_alike; }
  uint32_t more() const;  // candidates beyond the bounds
  // Not looked for by name: too many of the lists are called so and have the same placeholder for a birth date.
  void give_up() { not_sought_ = true; }
  bool not_sought() const { return not_sought_; }

  // Drops what something better has made pointless and sorts by grade, then by line (= order of arrival).
  void settle();

 private:
  enum Rank : uint8_t { selectable, weighty, plain };  // weighty: a grade C that forbids picking another
  static Rank rank_of(const Comparison& c);
  size_t count(Grade from, Grade to) const;
  bool full(Rank of) const;
  const Candidate* weakest(Rank of) const;
  std::vector<Candidate> all_;
  uint32_t more_[3] = {};  // by rank
  bool not_sought_ = false;
};

// What the candidates of one person come to.
enum class ResolutionKind : uint8_t {
  nobody,      // nobody in the roster (look-alikes at best)
  one,         // one person of a selectable grade
  shown_only,  // grade C at best
  not_sought,  // nobody by the number, and not looked for by the name
  several,     // more than one person at the best grade, or a number that points to another person
};

struct Resolution {
  ResolutionKind kind = ResolutionKind::nobody;
  Grade best = Grade::none;
  uint32_t who = kNobody;  // the member meant, when there is one person
  Comparison compared;
  bool number_points_elsewhere = false;
  uint32_t history_rows = 0;      // other roster rows of the same person
  uint32_t unreadable = kNobody;  // one of these of which nobody knows whether it is the one meant
};

// `event`: the date that tells which period of membership is meant (0: the current one).
Resolution resolve(const CandidateList& candidates, const std::vector<Member>& members, CivilDate event);

// True if two roster rows are the same person (several periods of membership). Rows in force at the same time are only
// one person's where no number speaks against it: a 宛名番号 may be a filler, or a household's.
bool same_member(const Member& a, const Member& b);

}  // namespace totsugo
