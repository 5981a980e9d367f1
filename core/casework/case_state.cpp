#include "core/casework/case_state.h"

#include <iterator>

namespace totsugo {
namespace {

using S = CaseState;

constexpr uint32_t bit(CaseState s) { return 1u << static_cast<uint32_t>(s); }
constexpr uint32_t kOpen = bit(S::listed) | bit(S::verified) | bit(S::urged) | bit(S::urged_again) | bit(S::ex_officio);
constexpr uint32_t kSent = bit(S::urged) | bit(S::urged_again);
constexpr uint32_t kAny = (1u << kCaseStateCount) - 1;

// One row for each action: in which states it may be taken, where it leads, and what it asks for.
struct ActionRule {
  CaseAction action;
  std::string_view code;
  uint32_t from;
  bool moves;  // to `to`; else the state stays
  CaseState to;
  bool dated;
  bool needs_ground;  // the notice must allow to go on against this person
};
constexpr ActionRule kRules[] = {
    {CaseAction::verify, "verify", bit(S::listed), true, S::verified, false, true},
    {CaseAction::exclude, "exclude", kOpen, true, S::excluded, false, false},
    {CaseAction::put_back, "put_back", bit(S::verified) | bit(S::excluded) | bit(S::filed) | bit(S::done), true,
     S::listed, false, false},
    {CaseAction::file, "file", kOpen, true, S::filed, true, false},
    {CaseAction::complete, "complete", bit(S::filed) | bit(S::ex_officio), true, S::done, true, false},
    {CaseAction::urge, "urge", bit(S::verified), true, S::urged, true, true},
    {CaseAction::urge_again, "urge_again", bit(S::urged), true, S::urged_again, true, true},
    {CaseAction::resend, "resend", kSent, false, S::urged, true, true},
    {CaseAction::mail_returned, "mail_returned", kSent, false, S::urged, true, false},
    {CaseAction::ex_officio, "ex_officio", bit(S::urged_again), true, S::ex_officio, true, true},
    {CaseAction::hold, "hold", kOpen, false, S::listed, false, false},
    {CaseAction::resume, "resume", kOpen, false, S::listed, false, false},
    {CaseAction::inquire, "inquire", bit(S::listed) | bit(S::verified), false, S::listed, true, false},
    {CaseAction::answer_joined, "answer_joined", bit(S::listed) | bit(S::verified), false, S::listed, true, false},
    {CaseAction::answer_not_joined, "answer_not_joined", bit(S::listed) | bit(S::verified), false, S::listed, true,
     false},
    {CaseAction::note, "note", kAny, false, S::listed, false, false},
    {CaseAction::choose, "choose", bit(S::listed) | bit(S::verified), true, S::listed, false, false},
    {CaseAction::choose_none, "choose_none", bit(S::listed) | bit(S::verified), true, S::listed, false, false},
    {CaseAction::same_person, "same_person", kAny, false, S::listed, false, false},
};
static_assert(std::size(kRules) == kCaseActionCount);
static_assert([] {
  for (size_t i = 0; i < std::size(kRules); ++i)
    if (static_cast<size_t>(kRules[i].action) != i) return false;
  return true;
}());

const ActionRule& rule_of(CaseAction a) { return kRules[static_cast<size_t>(a)]; }

// What the notices say of going on against somebody in this bucket (DOMAIN sections 2 and 3).
Refusal ground(const Standing& now, const CaseStep& step) {
  if (now.answer == Answer::not_joined) return Refusal::answered_not_joined;
  const std::optional<Bucket> said = now.said[index_of(step.flow)];
  if (!said) return Refusal::not_listed_here;
  if (is_lost_in_roster(now)) return Refusal::already_filed;  // whichever flow's run has read the roster last
  const bool confirmed_so = now.state != S::listed && now.verified_as[index_of(step.flow)] == said && !now.doubted;
  const bool has_note = step.has_note || confirmed_so;
  switch (*said) {
    case Bucket::p_confirmed: return Refusal::none;
    case Bucket::p_inquire: return now.answer == Answer::joined ? Refusal::none : Refusal::needs_inquiry;
    case Bucket::p_review: return now.answer == Answer::joined || has_note ? Refusal::none : Refusal::review_needs_note;
    case Bucket::p_filed: return Refusal::already_filed;
    case Bucket::p_outside: return Refusal::other_reason;
    case Bucket::p_withdrawn: return Refusal::withdrawn;
    case Bucket::p_nonmember: return Refusal::not_member;
    case Bucket::d_reference: return Refusal::listed_only;  // R3 notice: the overlap list alone is no ground
    case Bucket::d_candidate: return Refusal::none;
    case Bucket::d_first: return Refusal::first_listing;
    case Bucket::d_reversed: return Refusal::dates_reversed;
    case Bucket::d_changed: return Refusal::record_changed;
    case Bucket::d_other: return Refusal::other_rules;
    case Bucket::d_review: return now.answer == Answer::joined || has_note ? Refusal::none : Refusal::review_needs_note;
    case Bucket::d_filed: return Refusal::already_filed;
    case Bucket::d_nonmember: return Refusal::not_member;
    case Bucket::d_resolved: return Refusal::resolved;
  }
  return Refusal::wrong_state;
}

Refusal refuse_flags(const Standing& now, const CaseStep& step) {
  const CaseAction a = step.action;
  if (a == CaseAction::resume) return now.on_hold ? Refusal::none : Refusal::not_on_hold;
  const bool pauses =
      a != CaseAction::note && a != CaseAction::file && a != CaseAction::exclude && a != CaseAction::mail_returned;
  if (now.on_hold && pauses) return Refusal::is_on_hold;
  const bool answers = a == CaseAction::answer_joined || a == CaseAction::answer_not_joined;
  if (answers && !now.inquired) return Refusal::not_inquired;
  if (a == CaseAction::resend && !now.mail_returned) return Refusal::not_returned;
  if (a == CaseAction::mail_returned && now.mail_returned) return Refusal::is_returned;
  const bool goes_on = a == CaseAction::urge_again || a == CaseAction::ex_officio;
  return goes_on && now.mail_returned ? Refusal::is_returned : Refusal::none;
}

Refusal refuse_dates(const Standing& now, const CaseStep& step) {
  if (!has_date(step.action)) return Refusal::none;
  if (step.on.none() || step.on.partial()) return Refusal::date_missing;
  if (!now.last_step.none() && step.on < now.last_step) return Refusal::date_before_last;
  if (!step.entered.none() && day_number(step.on) - day_number(step.entered) > kMostDaysAhead)
    return Refusal::date_far_ahead;
  if (!step.until.none() && step.until < step.on) return Refusal::until_before_sent;
  const bool waits = step.action == CaseAction::urge_again || step.action == CaseAction::ex_officio;
  return waits && !now.next_from.none() && step.on < now.next_from ? Refusal::too_early : Refusal::none;
}

}  // namespace

bool has_date(CaseAction a) { return rule_of(a).dated; }

bool is_letter(CaseAction a) { return a == CaseAction::urge || a == CaseAction::urge_again || a == CaseAction::resend; }

bool is_open(CaseState s) { return (kOpen & bit(s)) != 0; }

bool is_closed(CaseState s) { return s == S::done || s == S::excluded; }

bool follows(const Standing& now, CaseAction a) {
  return (rule_of(a).from & bit(now.state)) != 0 || (a == CaseAction::complete && is_open(now.state));
}

bool is_lost_in_roster(const Standing& now) {
  return is_open(now.state) && (now.bucket == Bucket::p_filed || now.bucket == Bucket::d_filed);
}

Refusal refuse(const Standing& now, const CaseStep& step) {
  const ActionRule& rule = rule_of(step.action);
  if (!(rule.from & bit(now.state))) {
    if (step.action == CaseAction::urge && (kSent & bit(now.state))) return Refusal::urging_already;
    if (step.action != CaseAction::complete || !is_lost_in_roster(now)) return Refusal::wrong_state;
  }
  if (const Refusal r = refuse_flags(now, step); r != Refusal::none) return r;
  if (step.action == CaseAction::exclude && !step.has_reason) return Refusal::reason_missing;
  if (step.action == CaseAction::note && !step.has_note) return Refusal::note_missing;
  if (rule.needs_ground)
    if (const Refusal r = ground(now, step); r != Refusal::none) return r;
  if (step.action == CaseAction::inquire && now.said[index_of(step.flow)] == Bucket::d_reference)
    return Refusal::listed_only;
  return refuse_dates(now, step);
}

Standing after(Standing now, const CaseStep& step) {
  const ActionRule& rule = rule_of(step.action);
  if (step.action == CaseAction::put_back && now.state == S::done) {  // another matter: nothing of the old one counts
    now.answer = Answer::none;
    now.on_hold = now.inquired = false;
    now.verified_as = {};
    now.sent = {};
  }
  if (rule.moves) now.state = rule.to;
  if (rule.dated) now.last_step = step.on;
  switch (step.action) {
    case CaseAction::verify: now.verified_as[index_of(step.flow)] = now.said[index_of(step.flow)]; break;
    case CaseAction::put_back: now.mail_returned = false; break;
    case CaseAction::urge:
    case CaseAction::urge_again: now.sent = step.on; break;
    case CaseAction::hold: now.on_hold = true; break;
    case CaseAction::resume:
    case CaseAction::exclude:
    case CaseAction::file: now.on_hold = false; break;
    case CaseAction::mail_returned: now.mail_returned = true; break;
    case CaseAction::resend: now.mail_returned = false, now.sent = step.on; break;
    case CaseAction::inquire: now.inquired = true, now.answer = Answer::none; break;
    case CaseAction::answer_joined: now.inquired = false, now.answer = Answer::joined; break;
    case CaseAction::answer_not_joined: now.inquired = false, now.answer = Answer::not_joined; break;
    default: break;
  }
  if (rule.moves || step.action == CaseAction::resend) now.due = now.next_from = {};  // the caller counts anew
  return now;
}

std::string_view code_of(CaseState s) {
  constexpr std::string_view kCodes[] = {"listed",     "verified", "urged",    "urged_again",
                                         "ex_officio", "done",     "excluded", "filed"};
  static_assert(std::size(kCodes) == kCaseStateCount);
  return kCodes[static_cast<size_t>(s)];
}

std::string_view code_of(CaseAction a) { return rule_of(a).code; }

std::string_view code_of(Refusal r) {
  constexpr std::string_view kCodes[] = {"none",
                                         "wrong_state",
                                         "urging_already",
                                         "nobody_chosen",
                                         "not_listed_here",
                                         "is_on_hold",
                                         "not_on_hold",
                                         "reason_missing",
                                         "note_missing",
                                         "date_missing",
                                         "date_before_last",
                                         "date_far_ahead",
                                         "until_before_sent",
                                         "too_early",
                                         "is_returned",
                                         "not_returned",
                                         "not_inquired",
                                         "listed_only",
                                         "needs_inquiry",
                                         "answered_not_joined",
                                         "review_needs_note",
                                         "already_filed",
                                         "other_reason",
                                         "withdrawn",
                                         "not_member",
                                         "first_listing",
                                         "dates_reversed",
                                         "record_changed",
                                         "other_rules",
                                         "resolved",
                                         "no_case",
                                         "not_shown",
                                         "no_finding",
                                         "against_needs_note",
                                         "two_answers"};
  static_assert(std::size(kCodes) == kRefusalCount);
  return kCodes[static_cast<size_t>(r)];
}

}  // namespace totsugo
