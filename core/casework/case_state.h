// The states of a case, from the first listing to the recorded loss, and what may be done in each. Nothing here decides: it
// says what the chosen notice, the town's deadlines and the order of the steps forbid, and why.
#pragma once
#include <cstdint>
#include <string_view>

#include "core/calendar/civil_date.h"
#include "core/rules/result.h"

namespace totsugo {

enum class CaseState : uint8_t {
  listed,       // 抽出
  verified,     // 確認: a clerk has confirmed that the person joined the other insurance
  urged,        // 勧奨済
  urged_again,  // 再勧奨済
  ex_officio,   // 職権喪失決定
  done,         // 完了
  excluded,     // 対象外
  filed,        // 届出あり
};
inline constexpr int kCaseStateCount = static_cast<int>(CaseState::filed) + 1;

enum class CaseAction : uint8_t {
  verify,
  exclude,
  put_back,
  file,
  complete,
  urge,
  urge_again,
  resend,
  mail_returned,
  ex_officio,
  hold,
  resume,
  inquire,
  answer_joined,
  answer_not_joined,
  note,
};
inline constexpr int kCaseActionCount = static_cast<int>(CaseAction::note) + 1;

enum class Answer : uint8_t { none, joined, not_joined };  // of the workplace or the insurer (国保法113条の2)

// Where a case stands.
struct Standing {
  CaseState state = CaseState::listed;
  bool on_hold = false;        // 保留
  bool mail_returned = false;  // 返戻
  bool inquired = false;       // 照会中
  Answer answer = Answer::none;
  Bucket bucket = Bucket::p_review;       // of the newest run that lists the person
  Bucket verified_as = Bucket::p_review;  // the bucket when a clerk confirmed it
  CivilDate last_step;                    // of the last dated step
  CivilDate due;                          // the deadline of the letter that is out; none if the town fixes none
  CivilDate next_from;  // the first day on which the next step may be taken; none if the town fixes no period
  bool operator==(const Standing&) const = default;
};

struct CaseStep {
  CaseAction action = CaseAction::note;
  CivilDate on;  // of dispatch, filing, decision; as the clerk gives it
  bool has_note = false;
  bool has_reason = false;  // 対象外: why
};

enum class Refusal : uint8_t {
  none,
  wrong_state,  // the step does not follow this state
  is_on_hold,
  not_on_hold,
  reason_missing,
  note_missing,
  date_missing,
  date_before_last,
  too_early,  // the town's period has not passed
  is_returned,
  not_returned,
  not_inquired,
  // what the notices forbid
  listed_only,
  needs_inquiry,
  answered_not_joined,
  review_needs_note,
  already_filed,
  other_reason,
  withdrawn,
  not_member,
  first_listing,
  dates_reversed,
  record_changed,
  other_rules,
  resolved,
};
inline constexpr int kRefusalCount = static_cast<int>(Refusal::resolved) + 1;

// Why the step may not be taken; none if it may.
Refusal refuse(const Standing& now, const CaseStep& step);
// The step taken. Only where refuse() says none. due and next_from are the caller's to set (it knows the town's rule).
Standing after(Standing now, const CaseStep& step);
// A step that is done on a day: the clerk has to say which.
bool has_date(CaseAction a);

// For files and the page.
std::string_view code_of(CaseState s);
std::string_view code_of(CaseAction a);
std::string_view code_of(Refusal r);

}  // namespace totsugo
