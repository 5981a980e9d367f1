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

CaseStep full(CaseAction a) { return {a, kDay, true, true, Flow::p}; }

CaseState state(int i) { return static_cast<CaseState>(i); }
CaseAction action(int i) { return static_cast<CaseAction>(i); }

// Where each step leads by the book of the procedure; "" where it does not follow the state. Columns: listed, verified,
// urged, urged_again, ex_officio, done, excluded, filed.
const std::map<std::string, std::vector<std::string>> kLeads = {
    {"verify", {"verified", "", "", "", "", "", "", ""}},
    {"exclude", {"excluded", "excluded", "excluded", "excluded", "excluded", "", "", ""}},
    {"put_back", {"", "listed", "", "", "", "listed", "listed", "listed"}},
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
    {"choose", {"listed", "listed", "", "", "", "", "", ""}},
    {"choose_none", {"listed", "listed", "", "", "", "", "", ""}},
    {"same_person", {"listed", "verified", "urged", "urged_again", "ex_officio", "done", "excluded", "filed"}},
};

// Said by the newest run of a flow.
void say(Standing& now, Flow flow, Bucket bucket) { now.said[index_of(flow)] = now.bucket = bucket; }

// A standing in which nothing but the state can refuse the step.
Standing ready_for(CaseAction a, CaseState s) {
  Standing now;
  now.state = s;
  say(now, Flow::p, Bucket::p_confirmed);
  now.verified_as = now.said;
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
        const bool again =
            a == CaseAction::urge && (state(k) == CaseState::urged || state(k) == CaseState::urged_again);
        CHECK(refuse(now, full(a)) == (again ? Refusal::urging_already : Refusal::wrong_state));
        continue;
      }
      ++taken;
      CHECK(code_of(after(now, full(a)).state) == to);
    }
  }
  CHECK(ran == 152);
  CHECK(taken == 60);
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
      say(now, Flow::p, bucket);
      CHECK(refuse(now, {a, kDay, false, false}) == want);
      // A note settles what is to be reviewed, and nothing else.
      const bool review = want == Refusal::review_needs_note;
      CHECK(refuse(now, {a, kDay, true, false}) == (review ? Refusal::none : want));
      // What was confirmed under this bucket needs no second note.
      now.verified_as = now.said;
      CHECK(refuse(now, {a, kDay, false, false}) == (review && s != CaseState::listed ? Refusal::none : want));
      // An answer of the insurer settles an inquiry and a review, never what a notice forbids.
      now.verified_as = {};
      now.answer = Answer::joined;
      CHECK(refuse(now, {a, kDay, false, false}) == (review || want == Refusal::needs_inquiry ? Refusal::none : want));
      now.answer = Answer::not_joined;
      CHECK(refuse(now, {a, kDay, true, false}) == Refusal::answered_not_joined);
      ran += 5;
    }
  CHECK(ran == kBucketCount * 5 * 5);
}

TEST_CASE("case: a step goes by the notice of its own flow, whatever the other one says") {
  size_t ran = 0;
  for (size_t p = 0; p <= kBucketCount; ++p)
    for (size_t d = 0; d <= kBucketCount; ++d)
      for (const CaseAction a : {CaseAction::verify, CaseAction::urge, CaseAction::urge_again, CaseAction::ex_officio})
        for (int k = 0; k < kCaseStateCount; ++k)
          for (const bool note : {false, true}) {
            Standing now = ready_for(a, state(k));
            now.said = now.verified_as = {};
            if (p < kBucketCount) now.said[index_of(Flow::p)] = static_cast<Bucket>(p);
            if (d < kBucketCount) now.said[index_of(Flow::d)] = static_cast<Bucket>(d);
            for (const Flow flow : {Flow::p, Flow::d}) {
              Standing alone = now;
              alone.said[index_of(flow == Flow::p ? Flow::d : Flow::p)].reset();
              const CaseStep step{a, kDay, note, true, flow};
              const Refusal why = refuse(now, step);
              if (why != refuse(alone, step)) FAIL("the other flow decides");
              const bool listed = now.said[index_of(flow)].has_value();
              if (!listed && why == Refusal::none) FAIL("nobody may be urged by a notice under whose lists he is not");
              ++ran;
            }
          }
  CHECK(ran == 18 * 18 * 4 * 8 * 2 * 2);
  // A letter that is out is out under both, and its date is said.
  Standing urged = ready_for(CaseAction::urge, CaseState::verified);
  say(urged, Flow::d, Bucket::d_candidate);
  urged = after(urged, full(CaseAction::urge));
  const CaseStep second{CaseAction::urge, CivilDate::of(2026, 12, 1), true, true, Flow::d};
  CHECK(refuse(urged, second) == Refusal::urging_already);
  CHECK(sentence_of(Refusal::urging_already, CaseAction::urge, urged).find("2026-11-24") != std::string::npos);
  // What was confirmed as 要確認 under one flow is not confirmed as 要確認 of the other.
  Standing doubtful = ready_for(CaseAction::verify, CaseState::listed);
  say(doubtful, Flow::p, Bucket::p_review);
  doubtful = after(doubtful, {CaseAction::verify, {}, true, false, Flow::p});
  say(doubtful, Flow::d, Bucket::d_review);
  CHECK(refuse(doubtful, {CaseAction::urge, kDay, false, false, Flow::p}) == Refusal::none);
  CHECK(refuse(doubtful, {CaseAction::urge, kDay, false, false, Flow::d}) == Refusal::review_needs_note);
}

TEST_CASE("case: a loss in the roster stops what goes on against the person under either flow") {
  size_t ran = 0;
  for (size_t b = 0; b < kBucketCount; ++b)
    for (const Bucket filed : {Bucket::p_filed, Bucket::d_filed})
      for (const CaseAction a :
           {CaseAction::verify, CaseAction::urge, CaseAction::urge_again, CaseAction::ex_officio}) {
        for (int k = 0; k < kCaseStateCount; ++k) {
          Standing now = ready_for(a, state(k));
          now.said = {};
          now.said[index_of(filed == Bucket::p_filed ? Flow::d : Flow::p)] = static_cast<Bucket>(b);
          now.said[index_of(filed == Bucket::p_filed ? Flow::p : Flow::d)] = now.bucket = filed;
          for (const Flow flow : {Flow::p, Flow::d})
            if (refuse(now, {a, kDay, true, true, flow}) == Refusal::none)
              FAIL("urged though the roster shows the loss");
          ++ran;
        }
      }
  CHECK(ran == kBucketCount * 2 * 4 * kCaseStateCount);
}

TEST_CASE("case: nobody is asked about at a workplace whom the overlap list alone shows") {
  Standing now = ready_for(CaseAction::inquire, CaseState::listed);
  say(now, Flow::p, Bucket::d_reference);
  CHECK(refuse(now, full(CaseAction::inquire)) == Refusal::listed_only);
  say(now, Flow::d, Bucket::d_review);
  CHECK(refuse(now, {CaseAction::inquire, kDay, true, true, Flow::d}) == Refusal::none);
}

TEST_CASE("case: put back, nothing is left of the letter; after the end, nothing of the old matter") {
  Standing now = ready_for(CaseAction::verify, CaseState::verified);
  now = after(now, full(CaseAction::urge));
  now = after(now, full(CaseAction::mail_returned));
  const Standing excluded = after(after(now, full(CaseAction::exclude)), full(CaseAction::put_back));
  CHECK_FALSE(excluded.mail_returned);
  CHECK(excluded.verified_as == now.verified_as);
  now.answer = Answer::joined;
  now = after(after(now, full(CaseAction::file)), full(CaseAction::complete));
  now = after(now, full(CaseAction::put_back));
  CHECK(now.state == CaseState::listed);
  CHECK(now.answer == Answer::none);
  CHECK_FALSE(now.mail_returned);
  CHECK(now.sent.none());
  CHECK(now.verified_as == ByFlow{});
}

TEST_CASE("case: what waits for whom, since when and until when") {
  Standing now = ready_for(CaseAction::verify, CaseState::listed);
  now.since = kDay;
  const auto stage = [&] { return code_of(waiting_of(now, CivilDate::of(2027, 1, 10)).stage); };
  CHECK(stage() == "to_verify");
  say(now, Flow::p, Bucket::p_review);
  CHECK(stage() == "to_check");
  say(now, Flow::p, Bucket::p_inquire);
  CHECK(stage() == "to_inquire");
  now = after(now, full(CaseAction::inquire));
  CHECK(stage() == "inquiring");
  CHECK(waiting_of(now, kDay).party == Party::workplace);
  const Standing asked = now;
  now = after(asked, full(CaseAction::answer_not_joined));
  CHECK(stage() == "to_check");
  CHECK(waiting_of(now, kDay).party == Party::clerk);
  now = asked;
  now = after(now, full(CaseAction::answer_joined));
  CHECK(stage() == "to_verify");
  now = after(now, full(CaseAction::verify));
  CHECK(stage() == "to_urge");
  now = after(now, full(CaseAction::urge));
  CHECK(stage() == "urging");  // the town fixes no period: a clerk says when
  now.due = CivilDate::of(2027, 1, 9);
  CHECK(stage() == "to_urge_again");
  CHECK(waiting_of(now, CivilDate::of(2027, 1, 9)).stage == Stage::urging);  // its last day
  CHECK(waiting_of(now, CivilDate::of(2027, 1, 9)).party == Party::household);
  CHECK(waiting_of(now, CivilDate::of(2027, 1, 9)).until == now.due);
  now = after(now, full(CaseAction::urge_again));
  CHECK(stage() == "urging_again");
  now.due = CivilDate::of(2027, 1, 9);
  CHECK(stage() == "to_ex_officio");
  const Standing back = after(now, full(CaseAction::mail_returned));
  CHECK(code_of(waiting_of(back, kDay).stage) == "returned");
  const Standing held = after(now, full(CaseAction::hold));
  CHECK(code_of(waiting_of(held, kDay).stage) == "on_hold");
  // 届出受付 until the roster shows the loss, then 台帳で喪失済.
  Standing reported = after(now, full(CaseAction::file));
  CHECK(code_of(waiting_of(reported, kDay).stage) == "reported");
  say(reported, Flow::p, Bucket::p_filed);
  CHECK(code_of(waiting_of(reported, kDay).stage) == "in_roster");
  say(now, Flow::p, Bucket::p_filed);
  CHECK(stage() == "in_roster");
  CHECK(refuse(now, full(CaseAction::complete)) == Refusal::none);
  now = after(now, full(CaseAction::complete));
  CHECK(stage() == "done");
  std::set<std::string_view> labels;
  for (size_t i = 0; i < kStageCount; ++i) labels.insert(label_of(static_cast<Stage>(i)));
  CHECK(labels.size() == kStageCount);
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
  CHECK(ran == 60);
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
      CaseStep far = full(a);
      far.entered = from_day_number(day_number(kDay) - kMostDaysAhead);
      CHECK(refuse(now, far) == Refusal::none);
      far.entered = from_day_number(day_number(kDay) - kMostDaysAhead - 1);
      CHECK(refuse(now, far) == Refusal::date_far_ahead);
      CaseStep late = full(a);
      late.until = kDay;
      CHECK(refuse(now, late) == Refusal::none);
      late.until = CivilDate::of(2026, 11, 23);
      CHECK(refuse(now, late) == Refusal::until_before_sent);
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
  CHECK(ran == (kRefusalCount - 1) * kCaseActionCount);
  CHECK(ran == 34 * 19);
}
