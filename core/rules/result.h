// What the rules of a flow say of one person: a bucket, and every reason for it. Reasons are kept as codes with their
// dates and rendered when they are shown; their texts and sources are in core/tables/messages.cpp.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/match/candidates.h"

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
  claimed_twice,
  history_rows,
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
  corrected_elsewhere,
  // the roster
  filed,
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
  other_unreadable,
  other_in_future,
  two_other_records,
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
  resolved,
  // the loss date
  loss_next_day,
  loss_same_day,
};
inline constexpr size_t kReasonCount = static_cast<size_t>(ReasonCode::loss_same_day) + 1;

// a, b and n fill the text's places.
struct Reason {
  ReasonCode code;
  CivilDate a;
  CivilDate b;
  uint64_t n = 0;
};

struct CaseResult {
  Bucket where = Bucket::p_review;
  Grade best = Grade::none;
  bool selectable = false;
  CivilDate loss_date;        // none unless one can be stated
  uint32_t person = kNobody;  // whose candidates these are
  uint32_t member = kNobody;  // the roster row meant; nobody if there is none or more than one
  uint32_t pension_row = kNobody;
  std::vector<uint32_t> overlap_rows;  // newest run first
  RelaxationSet relaxations = 0;
  std::vector<Reason> reasons;
};

struct RuleSettings {
  Flow which = Flow::p;
  CivilDate today;           // the working date
  bool confirm_gap = false;  // the clerk says that no run lies in the gap
  int tolerance_days = 0;    // between pension loss and the other insurer's acquisition
  int max_gap_days = 31;     // runs further apart than this are not consecutive by themselves
};

}  // namespace totsugo
