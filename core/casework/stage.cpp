#include "core/casework/stage.h"

namespace totsugo {
namespace {

Stage stage_of_listed(const Standing& now) {
  switch (now.bucket) {
    case Bucket::p_confirmed:
    case Bucket::d_candidate: return Stage::to_verify;
    case Bucket::p_inquire:
      switch (now.answer) {
        case Answer::none: return Stage::to_inquire;
        case Answer::joined: return Stage::to_verify;
        case Answer::not_joined:
          return Stage::to_check;  // that the list was wrong, or the answer: 対象外, or another inquiry
      }
      return Stage::to_check;
    case Bucket::p_review:
    case Bucket::d_review: return Stage::to_check;
    default: return Stage::waiting;
  }
}

bool is_past(CivilDate day, CivilDate today) { return !day.none() && day < today; }

// A town that fixes no periods may go on at any time: then the clerk, not the day, says when.
Stage stage_of(const Standing& now, CivilDate today) {
  if (is_lost_in_roster(now) ||
      (now.state == CaseState::filed && (now.bucket == Bucket::p_filed || now.bucket == Bucket::d_filed)))
    return Stage::in_roster;
  if (now.anew) return Stage::to_check;
  if (now.on_hold) return Stage::on_hold;
  if (now.mail_returned && is_open(now.state)) return Stage::returned;
  if (now.inquired && (now.state == CaseState::listed || now.state == CaseState::verified)) return Stage::inquiring;
  switch (now.state) {
    case CaseState::listed: return stage_of_listed(now);
    case CaseState::verified: return Stage::to_urge;
    case CaseState::urged: return is_past(now.due, today) ? Stage::to_urge_again : Stage::urging;
    case CaseState::urged_again: return is_past(now.due, today) ? Stage::to_ex_officio : Stage::urging_again;
    case CaseState::ex_officio: return Stage::ex_officio;
    case CaseState::filed: return Stage::reported;
    case CaseState::done: return Stage::done;
    case CaseState::excluded: return Stage::excluded;
  }
  return Stage::to_check;
}

Party party_of(Stage s) {
  switch (s) {
    case Stage::inquiring: return Party::workplace;
    case Stage::urging:
    case Stage::urging_again: return Party::household;
    case Stage::waiting: return Party::next_list;
    case Stage::done:
    case Stage::excluded: return Party::nobody;
    default: return Party::clerk;
  }
}

}  // namespace

Waiting waiting_of(const Standing& now, CivilDate today) {
  const Stage stage = stage_of(now, today);
  const bool has_end = stage == Stage::urging || stage == Stage::urging_again || stage == Stage::to_urge_again ||
                       stage == Stage::to_ex_officio;
  return {stage, party_of(stage), now.since, has_end ? now.due : CivilDate{}};
}

std::string_view code_of(Stage s) {
  constexpr std::string_view kCodes[] = {"to_check", "to_inquire",    "to_verify",    "inquiring",     "to_urge",
                                         "urging",   "to_urge_again", "urging_again", "to_ex_officio", "returned",
                                         "on_hold",  "ex_officio",    "reported",     "in_roster",     "waiting",
                                         "done",     "excluded"};
  static_assert(std::size(kCodes) == kStageCount);
  return kCodes[static_cast<size_t>(s)];
}

std::string_view code_of(Party p) {
  constexpr std::string_view kCodes[] = {"nobody", "clerk", "household", "workplace", "next_list"};
  static_assert(std::size(kCodes) == static_cast<size_t>(Party::next_list) + 1);
  return kCodes[static_cast<size_t>(p)];
}

}  // namespace totsugo
