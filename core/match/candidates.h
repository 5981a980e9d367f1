// Who on the lists may be whom in the roster. Candidates are kept, bounded in number, and never picked silently.
#pragma once
#include <cstdint>
#include <vector>

#include "core/identifier/latest_mark.h"
#include "core/match/compare.h"

namespace totsugo {

inline constexpr uint32_t kNobody = 0xFFFFFFFF;

// One roster row that is somebody's candidate.
struct Member {
  uint64_t line = 0;
  uint32_t text = 0;             // row number in the roster's RowStore
  uint64_t resident_number = 0;  // resident_key() of the 宛名番号; 0 = none that tells people apart
  MemberNumber number;
  SexCode sex = SexCode::unknown;
  uint64_t kana =
      0;  // of the folded kana, and of the written name with each kanji as the one of its variants; 0 = none
  uint64_t written = 0;
  CivilDate birth;
  CivilDate acquired;
  CivilDate lost;
  CivilDate lost_ahead;  // a loss after the working date: not yet one
  CivilDate applied_from;
  uint64_t history_number = 0;             // 履歴番号; 0 = none
  CivilDate changed_on;                    // 異動年月日
  LatestMark latest = LatestMark::unsaid;  // 最新区分
  CivilDate applied_to;  // 適用終了年月日: the end of membership in this town where 資格喪失年月日 names none
  CivilDate ended() const { return lost.none() ? applied_to : lost; }
  bool unreadable = false;  // one of its dates could not be read: reported, and never decided upon
};

struct Candidate {
  uint32_t who = kNobody;  // index of a member
  Comparison compared;
};

// The candidates of one person of a list, to a bound; look-alikes only while nothing better is there. At a bound the better
// ones stay, and of the others how they compare, so that the order of the roster decides nothing.
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
  uint32_t more() const;                                              // candidates beyond the bounds
  const std::vector<FieldLevels>& beyond() const { return beyond_; }  // and their levels, each once
  // Not looked for by name: too many of the lists are called so and have the same placeholder for a birth date.
  void give_up() { not_sought_ = true; }
  bool not_sought() const { return not_sought_; }
  // Somebody of the roster bears the person's number, whoever it is.
  void note_bearer() { number_borne_ = true; }
  bool number_borne() const { return number_borne_; }
  // Somebody bears it under whatever 枝番.
  void note_number() { number_known_ = true; }
  bool number_known() const { return number_known_; }

  // Puts better(candidate) in the place of those for whom it holds; false if there are none.
  template <class Holds, class Better>
  bool compare_anew(Holds&& holds, Better&& better) {
    bool any = false;
    for (Candidate& c : all_) {
      if (!holds(c)) continue;
      c.compared = better(c);
      any = true;
    }
    if (any) settle();
    return any;
  }

  // Sorts by grade, then by line (= order of arrival).
  void settle();

 private:
  enum Rank : uint8_t { selectable, weighty, plain };  // weighty: a grade C that bears the number
  static Rank rank_of(const Comparison& c);
  size_t count(Grade from, Grade to) const;
  bool full(Rank of) const;
  const Candidate* weakest(Rank of) const;
  void drop(const Comparison& c);
  std::vector<Candidate> all_;
  std::vector<FieldLevels> beyond_;
  uint32_t more_[3] = {};  // by rank
  bool not_sought_ = false;
  bool number_borne_ = false;
  bool number_known_ = false;
};

}  // namespace totsugo
