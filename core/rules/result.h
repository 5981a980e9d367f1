// What the rules of a flow say of one person: a bucket, and every reason for it. Reasons are kept as codes with their
// dates and rendered when they are shown; their texts and sources are in core/rules/rule_words.cpp.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/match/pick.h"

namespace totsugo {

enum class Flow : uint8_t { p, d };

// In the order in which they are shown.
enum class Bucket : uint8_t {
  p_confirmed,
  p_inquire,
  p_review,
  p_filed,
  p_outside,
  p_withdrawn,
  p_nonmember,
  d_reference,
  d_candidate,
  d_first,
  d_reversed,
  d_changed,
  d_other,
  d_review,
  d_filed,
  d_nonmember,
  d_resolved,
};
inline constexpr size_t kBucketCount = static_cast<size_t>(Bucket::d_resolved) + 1;

struct BucketInfo {
  Bucket id;
  Flow in;
  std::string_view code;
  std::string_view label;
  std::string_view meaning;
};
const BucketInfo& info_of(Bucket b);

enum class ReasonCode : uint8_t {
  // how the person was found
  grade_s,
  grade_a,
  grade_b,
  grade_c,
  nobody,
  look_alikes,
  several_candidates,
  number_points_elsewhere,
  chosen,
  chosen_none,
  choice_lapsed,
  claimed_twice,
  fits_two_listed,
  fits_two_members,
  number_changed,
  history_rows,
  history_unclear,
  periods_overlap,
  loss_ahead,
  member_unreadable,
  more_candidates,
  not_sought,
  // the pension list
  withdrawn,
  cancels,
  moved,
  reason_outside,
  reason_unknown,
  several_losses,
  repeated_loss,
  pension_loss_in_future,
  change_unclear,
  correction_unmatched,
  corrected_elsewhere,
  // the roster
  filed,
  filed_earlier_period,
  older_loss,
  loss_differs,
  loss_unexpected,
  lost_before_acquired,
  acquired_in_future,
  withdrawn_yet_lost,
  acquired_after_pension_loss,
  applied_after_pension_loss,
  application_ended,
  // the overlap list under flow P
  no_overlap_row,
  only_in_older_run,
  overlap_doubtful,
  confirmed_by_overlap,
  dates_disagree,
  inquire,
  r3_limit,
  // the other insurer, in both flows
  other_before_national,
  other_ended,
  other_national_union,
  other_elderly,
  other_national_town,
  other_day_labourer,
  other_unknown,
  other_invalid,
  other_own_town,
  other_unreadable,
  other_in_future,
  two_other_records,
  two_other_dates,
  earlier_unreadable,
  earlier_invalid,
  // the three conditions of flow D
  condition_1,
  condition_1_fails,
  applied_from_differs,
  applied_before_acquired,
  own_acquired_differs,
  own_lost,
  earlier_from_work_file,
  condition_2,
  condition_2_first,
  condition_2_one_run,
  condition_2_gap,
  condition_2_gap_confirmed,
  condition_3,
  condition_3_fails,
  condition_3_missing,
  resolved,
  listed_differently,
  // the loss date
  loss_next_day,
  loss_same_day,
};
inline constexpr size_t kReasonCount = static_cast<size_t>(ReasonCode::loss_same_day) + 1;

// a, b and n fill the text's places; of number_points_elsewhere n is two members, the number's in the upper half; of a grade n
// is how many people it may be, where nobody was picked.
struct Reason {
  ReasonCode code;
  CivilDate a;
  CivilDate b;
  uint64_t n = 0;
};

// Why a result is in 要確認, in one word: the queue it waits in. The first that was met.
enum class ReviewKind : uint8_t {
  none,
  several_candidates,   // more than one person it may be
  fields_disagree,      // the number speaks for one, the name for another
  number_only,          // one difference only: another number that nobody bears,
  branch_only,          // another 枝番,
  pension_number_only,  // another 基礎年金番号,
  surname_only,         // another surname, with number, birth date, sex and given name equal,
  sex_only,             // the sex,
  birth_near,           // a birth date that nearly agrees,
  name_only,            // one of the two writings of the name, or all of it with the number equal
  name_missing,         // the number agrees, and there is no name
  weak,                 // grade C for more than one reason
  not_sought,           // a placeholder for a birth date
  choice_lapsed,        // what a clerk chose in an earlier run has changed since
  left_roster,          // the person of a case is on no list, and in the roster no more
  claimed_twice,        // another person of the list fits the same roster person
  listed_rows,          // a row of the list that fits two people of it
  roster_rows,          // a row of the roster that fits two people of it, or that cannot be read
  roster_dates,         // the roster's own dates are in doubt
  loss_differs,         // the roster shows another loss than expected
  pension_side,         // the pension list's own records are in doubt
  dates,                // dates of the lists and the roster that would decide differently
  other_record,         // the other insurer's record
};
inline constexpr size_t kReviewKindCount = static_cast<size_t>(ReviewKind::other_record) + 1;
// One named difference, which a clerk may settle for many at once.
constexpr bool is_one_difference(ReviewKind k) { return k >= ReviewKind::number_only && k <= ReviewKind::name_only; }
std::string_view code_of(ReviewKind k);   // none: empty
std::string_view label_of(ReviewKind k);  // the same

struct CaseResult {
  Bucket where = Bucket::p_review;
  Grade best = Grade::none;
  bool selectable = false;
  bool by_rule = false;       // selectable by the rules, whatever the checks say
  bool sure = false;          // nobody else can be meant: `member` is the person
  bool chosen = false;        // a clerk said who it is, or that it is none of those shown
  CivilDate loss_date;        // none unless one can be stated
  uint32_t person = kNobody;  // whose candidates these are
  uint32_t member = kNobody;  // the roster row meant; nobody if there is none or more than one
  uint32_t pension_row = kNobody;
  std::vector<uint32_t> overlap_rows;  // newest run first
  std::vector<uint32_t> pension_rows;  // all rows of the pension list that this result speaks of
  RelaxationSet relaxations = 0;
  ReviewKind review = ReviewKind::none;  // what first spoke against deciding; kept only in 要確認
  std::vector<Reason> reasons;
  uint32_t doubted_by = kNobody;  // the reason that `review` is for, if one was given

  // Somebody of the roster, however doubtful.
  bool found() const { return chosen ? member != kNobody : best <= Grade::c; }
  void say(ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) { reasons.push_back({code, a, b, n}); }
  void doubt(ReviewKind why, ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) {
    say(code, a, b, n);
    if (review != ReviewKind::none) return;
    review = why;
    doubted_by = static_cast<uint32_t>(reasons.size() - 1);
  }
};

struct RuleSettings {
  Flow which = Flow::p;
  CivilDate today;               // the working date
  bool confirm_gap = false;      // the clerk says that no run lies in the gap
  int tolerance_days = 0;        // between pension loss and the other insurer's acquisition
  int filed_tolerance_days = 1;  // between the loss in the roster and the expected one
  int max_gap_days = 31;         // runs further apart than this are not consecutive by themselves
  std::string commit;            // of the tool at work, for the run's record; empty: not said
};

}  // namespace totsugo
