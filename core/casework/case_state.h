// The states of a case, from the first listing to the recorded loss, and what may be done in each. Nothing here decides: it
// says what the chosen notice, the town's deadlines and the order of the steps forbid, and why.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
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
  choose,       // who of the roster the person is
  choose_none,  // none of those shown
  same_person,  // two cases turned out to be one person
};
inline constexpr int kCaseActionCount = static_cast<int>(CaseAction::same_person) + 1;

enum class Answer : uint8_t { none, joined, not_joined };  // of the workplace or the insurer (国保法113条の2)

using ByFlow = std::array<std::optional<Bucket>, 2>;
constexpr size_t index_of(Flow f) { return static_cast<size_t>(f); }

// Where a case stands.
struct Standing {
  CaseState state = CaseState::listed;
  bool on_hold = false;        // 保留
  bool mail_returned = false;  // 返戻
  bool inquired = false;       // 照会中
  bool noted = false;          // something was written with one of the steps
  bool shown = false;          // a run lists the person so that it makes a case, or a step stands
  bool anew = false;           // done with or excluded, and listed since for another reason: a new matter
  bool doubted = false;        // since it was confirmed, the person has left the roster, or who he is holds no more
  Answer answer = Answer::none;
  ByFlow said;                       // what the newest run of each flow says of the person; nothing where none has
  ByFlow verified_as;                // the same when a clerk confirmed it
  Bucket bucket = Bucket::p_review;  // of the newest run that lists the person, whatever its flow
  CivilDate since;                   // the day on which it came to stand as it does
  CivilDate last_step;               // of the last dated step
  CivilDate sent;                    // of the letter that is out
  CivilDate due;                     // the deadline of the letter that is out; none if the town fixes none
  CivilDate next_from;  // the first day on which the next step may be taken; none if the town fixes no period
  bool operator==(const Standing&) const = default;
};

struct CaseStep {
  CaseAction action = CaseAction::note;
  CivilDate on;  // of dispatch, filing, decision; as the clerk gives it
  bool has_note = false;
  bool has_reason = false;  // 対象外: why
  Flow flow = Flow::p;      // the notice it goes by
  CivilDate until = {};     // of a letter: the deadline that it names; none: the town's rule counts
  CivilDate entered = {};   // the day on which it is recorded; none: not known
};

// A step that is done later than this after it is recorded is a slip of the year. Letters are made some weeks before.
inline constexpr int kMostDaysAhead = 366;

enum class Refusal : uint8_t {
  none,
  wrong_state,      // the step does not follow this state
  urging_already,   // a letter is out, under whichever flow
  nobody_chosen,    // nobody of the roster is known: there is no household to write to
  not_listed_here,  // no run of the flow lists the person
  is_on_hold,
  not_on_hold,
  reason_missing,
  note_missing,
  date_missing,
  date_before_last,
  date_far_ahead,     // a slip of the year
  until_before_sent,  // the letter names a deadline before the day of its dispatch
  too_early,          // the town's period has not passed
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
  no_case,  // of a finding that concerns nobody's membership
  // what stands against a choice
  not_shown,           // the roster row is none of those that the finding shows
  no_finding,          // the person is not in the run at hand, so that nobody can be chosen
  against_needs_note,  // something is against the person chosen
  two_answers,         // one listed person is said to be two of the roster at once
};
inline constexpr int kRefusalCount = static_cast<int>(Refusal::two_answers) + 1;

// Why the step may not be taken; none if it may.
Refusal refuse(const Standing& now, const CaseStep& step);
// The step taken. Only where refuse() says none. due and next_from are the caller's to set (it knows the town's rule).
Standing after(Standing now, const CaseStep& step);
// A step that is done on a day: the clerk has to say which.
bool has_date(CaseAction a);
// The order of the states allows the step (what the roster shows may let a case be completed from any open one); marks, dates and
// notices are not asked.
bool follows(const Standing& now, CaseAction a);
bool is_open(CaseState s);
// Done with, or excluded.
bool is_closed(CaseState s);
// A step that sends a letter.
bool is_letter(CaseAction a);
// 台帳で喪失済, told apart from a notification that was received at the counter and is not in the roster yet.
bool is_lost_in_roster(const Standing& now);

// For files and the page.
std::string_view code_of(CaseState s);
std::string_view code_of(CaseAction a);
std::string_view code_of(Refusal r);

}  // namespace totsugo
