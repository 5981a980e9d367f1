// The state machine of a case, exhaustively: every step in every state, under every bucket and every mark.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/casework/case_state.h"
#include "core/casework/casework_words.h"

using namespace totsugo;

namespace {

constexpr CivilDate kDay = CivilDate::of(2026, 11, 24);

CaseStep full(CaseAction a) { return {a, kDay, true, true}; }

CaseState state(int i) { return static_cast<CaseState>(i); }
CaseAction action(int i) { return static_cast<CaseAction>(i); }

// Where each step leads by the book of the procedure; "" where it does not follow the state. Columns: listed, verified,
// urged, urged_again, ex_officio, done, excluded, filed.
const std::map<std::string, std::vector<std::string>> kLeads = {
    {"verify", {"verified", "", "", "", "", "", "", ""}},
    {"exclude", {"excluded", "excluded", "excluded", "excluded", "excluded", "", "", ""}},
    {"put_back", {"", "listed", "", "", "", "", "listed", "listed"}},
    {"file", {"filed", "filed", "filed", "filed", "filed", "", "", ""}},
    {"complete", {"", "", "", "", "done", "", "", "done"}},
    {"urge", {"", "urged", "", "", "", "", "", ""}},
    {"urge_again", {"", "", "urged_again", "", "", "", "", ""}},
    {"resend", {"", "", "urged", "urged_again", "", "", "", ""}},
    {"mail_returned", {"", "", "urged", "urged_again", "", "", "", ""}},
    {"ex_officio", {"", "", "", "ex_officio", "", "", "", ""}},
    {"hold", {"listed", "verified", "urged", "urged_again", "ex_officio", "", "", ""}},
    {"resume", {"listed", "verified", "urged", "urged_again", "ex_officio", "", "", ""}},
    {"inquire", {"listed", "verified", "", "", "", "", "", ""}},
    {"answer_joined", {"listed", "verified", "", "", "", "", "", ""}},
    {"answer_not_joined", {"listed", "verified", "", "", "", "", "", ""}},
    {"note", {"listed", "verified", "urged", "urged_again", "ex_officio", "done", "excluded", "filed"}},
};

// A standing in which nothing but the state can refuse the step.
Standing ready_for(CaseAction a, CaseState s) {
  Standing now;
  now.state = s;
  now.bucket = now.verified_as = Bucket::p_confirmed;
  now.on_hold = a == CaseAction::resume;
  now.mail_returned = a == CaseAction::resend;
  now.inquired = a == CaseAction::answer_joined || a == CaseAction::answer_not_joined;
  return now;
}

}  // namespace

TEST_CASE("case: every step in every state leads where the procedure says, or nowhere") {
  size_t ran = 0;
  size_t taken = 0;
  for (int i = 0; i < kCaseActionCount; ++i) {
    const CaseAction a = action(i);
    const std::vector<std::string>& leads = kLeads.at(std::string(code_of(a)));
    REQUIRE(leads.size() == kCaseStateCount);
    for (int k = 0; k < kCaseStateCount; ++k, ++ran) {
      CAPTURE(code_of(a));
      CAPTURE(code_of(state(k)));
      const Standing now = ready_for(a, state(k));
      const std::string& to = leads[static_cast<size_t>(k)];
      CHECK((refuse(now, full(a)) == Refusal::none) == !to.empty());
      if (to.empty()) {
        CHECK(refuse(now, full(a)) == Refusal::wrong_state);
        continue;
      }
      ++taken;
      CHECK(code_of(after(now, full(a)).state) == to);
    }
  }
  CHECK(ran == 128);
  CHECK(taken == 47);
}

TEST_CASE("case: what the notices forbid, by bucket, for every step that goes on against a person") {
  const std::map<Bucket, Refusal> bare = {
      {Bucket::p_confirmed, Refusal::none},           {Bucket::p_inquire, Refusal::needs_inquiry},
      {Bucket::p_review, Refusal::review_needs_note}, {Bucket::p_filed, Refusal::already_filed},
      {Bucket::p_outside, Refusal::other_reason},     {Bucket::p_withdrawn, Refusal::withdrawn},
      {Bucket::p_nonmember, Refusal::not_member},     {Bucket::d_reference, Refusal::listed_only},
      {Bucket::d_candidate, Refusal::none},           {Bucket::d_first, Refusal::first_listing},
      {Bucket::d_reversed, Refusal::dates_reversed},  {Bucket::d_changed, Refusal::record_changed},
      {Bucket::d_other, Refusal::other_rules},        {Bucket::d_review, Refusal::review_needs_note},
      {Bucket::d_filed, Refusal::already_filed},      {Bucket::d_nonmember, Refusal::not_member},
      {Bucket::d_resolved, Refusal::resolved}};
  REQUIRE(bare.size() == kBucketCount);
  const std::vector<std::pair<CaseAction, CaseState>> steps = {{CaseAction::verify, CaseState::listed},
                                                               {CaseAction::urge, CaseState::verified},
                                                               {CaseAction::urge_again, CaseState::urged},
                                                               {CaseAction::ex_officio, CaseState::urged_again},
                                                               {CaseAction::resend, CaseState::urged}};
  size_t ran = 0;
  for (const auto& forbids : bare)
    for (const auto& taken : steps) {
      const Bucket bucket = forbids.first;
      const Refusal want = forbids.second;
      const CaseAction a = taken.first;
      const CaseState s = taken.second;
      CAPTURE(info_of(bucket).code);
      CAPTURE(code_of(a));
      Standing now = ready_for(a, s);
      now.bucket = bucket;
      CHECK(refuse(now, {a, kDay, false, false}) == want);
      // A note settles what is to be reviewed, and nothing else.
      const bool review = want == Refusal::review_needs_note;
      CHECK(refuse(now, {a, kDay, true, false}) == (review ? Refusal::none : want));
      // What was confirmed under this bucket needs no second note.
      now.verified_as = bucket;
      CHECK(refuse(now, {a, kDay, false, false}) == (review && s != CaseState::listed ? Refusal::none : want));
      // An answer of the insurer settles an inquiry and a review, never what a notice forbids.
      now.verified_as = Bucket::p_confirmed;
      now.answer = Answer::joined;
      CHECK(refuse(now, {a, kDay, false, false}) == (review || want == Refusal::needs_inquiry ? Refusal::none : want));
      now.answer = Answer::not_joined;
      CHECK(refuse(now, {a, kDay, true, false}) == Refusal::answered_not_joined);
      ran += 5;
    }
  CHECK(ran == kBucketCount * 5 * 5);
}

TEST_CASE("case: held, only a note, a filing, an exclusion, a returned letter or the resuming are taken") {
  size_t ran = 0;
  for (int i = 0; i < kCaseActionCount; ++i)
    for (int k = 0; k < kCaseStateCount; ++k) {
      const CaseAction a = action(i);
      Standing now = ready_for(a, state(k));
      now.on_hold = true;
      if (refuse(ready_for(a, state(k)), full(a)) != Refusal::none) continue;
      const bool passes = a == CaseAction::note || a == CaseAction::file || a == CaseAction::exclude ||
                          a == CaseAction::mail_returned || a == CaseAction::resume;
      CAPTURE(code_of(a));
      CHECK(refuse(now, full(a)) == (passes ? Refusal::none : Refusal::is_on_hold));
      ++ran;
    }
  CHECK(ran == 47);
  Standing held = ready_for(CaseAction::note, CaseState::listed);
  held = after(held, full(CaseAction::hold));
  CHECK(held.on_hold);
  CHECK_FALSE(after(held, full(CaseAction::resume)).on_hold);
  CHECK_FALSE(after(held, full(CaseAction::exclude)).on_hold);
  CHECK_FALSE(after(held, full(CaseAction::file)).on_hold);
  CHECK(refuse(ready_for(CaseAction::note, CaseState::listed), full(CaseAction::resume)) == Refusal::not_on_hold);
}

TEST_CASE("case: dates are asked for, never before the step before, never before the town's period has passed") {
  size_t dated = 0;
  for (int i = 0; i < kCaseActionCount; ++i)
    for (int k = 0; k < kCaseStateCount; ++k) {
      const CaseAction a = action(i);
      Standing now = ready_for(a, state(k));
      if (refuse(now, full(a)) != Refusal::none) continue;
      CAPTURE(code_of(a));
      CaseStep step = full(a);
      step.on = {};
      CHECK(refuse(now, step) == (has_date(a) ? Refusal::date_missing : Refusal::none));
      CHECK(date_label_of(a).empty() == !has_date(a));
      if (!has_date(a)) continue;
      ++dated;
      step.on = CivilDate::of(2026, 11, 0);
      CHECK(refuse(now, step) == Refusal::date_missing);
      now.last_step = kDay;
      CHECK(refuse(now, full(a)) == Refusal::none);  // the same day is no day before
      step.on = CivilDate::of(2026, 11, 23);
      CHECK(refuse(now, step) == Refusal::date_before_last);
      now.last_step = {};
      now.next_from = CivilDate::of(2026, 11, 25);
      const bool waits = a == CaseAction::urge_again || a == CaseAction::ex_officio;
      CHECK(refuse(now, full(a)) == (waits ? Refusal::too_early : Refusal::none));
      step.on = now.next_from;
      CHECK(refuse(now, step) == Refusal::none);
      CHECK(after(now, step).last_step == now.next_from);
    }
  CHECK(dated == 20);
}

TEST_CASE("case: letters that came back, inquiries, and what a step asks for") {
  Standing urged = ready_for(CaseAction::urge_again, CaseState::urged);
  urged = after(urged, full(CaseAction::mail_returned));
  CHECK(urged.mail_returned);
  CHECK(refuse(urged, full(CaseAction::mail_returned)) == Refusal::is_returned);
  CHECK(refuse(urged, full(CaseAction::urge_again)) == Refusal::is_returned);
  CHECK(refuse(urged, full(CaseAction::exclude)) == Refusal::none);
  urged.next_from = kDay;
  const Standing sent = after(urged, full(CaseAction::resend));
  CHECK_FALSE(sent.mail_returned);
  CHECK(sent.state == CaseState::urged);
  CHECK(sent.next_from.none());  // counted anew
  CHECK(refuse(sent, full(CaseAction::urge_again)) == Refusal::none);
  CHECK(refuse(sent, full(CaseAction::resend)) == Refusal::not_returned);
  Standing listed = ready_for(CaseAction::verify, CaseState::listed);
  CHECK(refuse(listed, full(CaseAction::answer_joined)) == Refusal::not_inquired);
  listed = after(listed, full(CaseAction::inquire));
  CHECK(listed.inquired);
  CHECK(after(listed, full(CaseAction::answer_joined)).answer == Answer::joined);
  CHECK_FALSE(after(listed, full(CaseAction::answer_joined)).inquired);
  CHECK(after(listed, full(CaseAction::answer_not_joined)).answer == Answer::not_joined);
  // Asked again, the answer before counts no more.
  CHECK(after(after(listed, full(CaseAction::answer_not_joined)), full(CaseAction::inquire)).answer == Answer::none);
  CHECK(refuse(listed, {CaseAction::exclude, {}, true, false}) == Refusal::reason_missing);
  CHECK(refuse(listed, {CaseAction::note, {}, false, true}) == Refusal::note_missing);
}

TEST_CASE("case: every code is its own and every sentence is Japanese and says what to do") {
  std::set<std::string> codes;
  for (int i = 0; i < kCaseStateCount; ++i) codes.insert("s" + std::string(code_of(state(i))));
  for (int i = 0; i < kCaseActionCount; ++i) codes.insert("a" + std::string(code_of(action(i))));
  for (int i = 0; i < kRefusalCount; ++i) codes.insert("r" + std::string(code_of(static_cast<Refusal>(i))));
  CHECK(codes.size() == kCaseStateCount + kCaseActionCount + kRefusalCount);
  size_t ran = 0;
  for (int r = 1; r < kRefusalCount; ++r)
    for (int a = 0; a < kCaseActionCount; ++a, ++ran) {
      const std::string text = sentence_of(static_cast<Refusal>(r), action(a), ready_for(action(a), CaseState::urged));
      CHECK(text.size() > 20);
      CHECK(text.substr(text.size() - 3) == "。");
    }
  CHECK(ran == 24 * 16);
}
