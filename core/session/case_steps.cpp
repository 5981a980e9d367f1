// Commands that change cases: steps, what takes them back, and erasing cases that have been kept long enough.
#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/calendar/date_form.h"
#include "core/casework/casework_words.h"
#include "core/casework/retention.h"
#include "core/report/import_json.h"
#include "core/rules/rule_words.h"
#include "core/session/desk.h"

namespace totsugo {
namespace {

// Cases of one step. The page lets as many be marked (MOST_MARKS in web/src/worklist/worklist.ts); more at once would be a slip.
constexpr size_t kMostCases = 5000;

std::optional<CaseAction> action_of(std::string_view code) {
  for (int i = 0; i < kCaseActionCount; ++i)
    if (const auto a = static_cast<CaseAction>(i);
        code_of(a) == code && a != CaseAction::choose && a != CaseAction::choose_none)
      return a;
  return std::nullopt;
}

}  // namespace

// The step that act and would_refuse name, not taken yet.
Result<CaseEvent> Desk::read_step() const {
  const std::optional<CaseAction> action = action_of(text_at("action"));
  if (!action) return misread("action");
  CaseEvent step;
  step.action = *action;
  step.at = text_at("at");
  step.who = text_at("who");
  step.note = note_at("note");
  step.reason = note_at("reason");
  if (!read_own_notes(step)) return misread("own_notes");
  for (const auto& [key, day] : {std::pair{"on", &step.on}, {"until", &step.until}}) {
    const std::string given = text_at(key);
    if (given.empty()) continue;
    *day = whole_date(given);
    if (day->none()) return Error{ErrorCode::date_invalid, {}, given};
  }
  if (!step.until.none() && !is_letter(step.action)) return misread("until");
  if (const std::string flow = text_at("flow"); !flow.empty()) {
    if (flow != code_of(Flow::p) && flow != code_of(Flow::d)) return misread("flow");
    step.flow = flow == code_of(Flow::p) ? Flow::p : Flow::d;
  }
  Result<Targets> targets = read_targets();
  if (!targets.ok()) return targets.problem();
  step.cases = std::move(targets.value().cases);
  std::sort(step.cases.begin(), step.cases.end());
  step.cases.erase(std::unique(step.cases.begin(), step.cases.end()), step.cases.end());
  const size_t count = step.cases.size() + targets.value().without.size();
  if (count == 0 || count > kMostCases) return misread("cases");
  if (step.action == CaseAction::same_person && step.cases.size() < 2) return misread("cases");
  return step;
}

void Desk::write_refused(const std::vector<RefusedCase>& refused, CaseAction action, const Targets& targets) {
  for (const RefusedCase& r : refused) {
    const Case& c = book_.cases()[r.number];
    w_.begin_object().member("case", r.number);
    if (const auto f = targets.finding_of.find(r.number); f != targets.finding_of.end())
      w_.member("finding", f->second);
    w_.member("name", kept_text(c, Field::name)).member("code", code_of(r.why));
    const Standing& now = r.because == kNobody ? c.now : book_.cases()[r.because].now;
    w_.member("text", sentence_of(r.why, action, now)).end_object();
  }
}

void Desk::write_refused_finding(uint32_t finding, Refusal why, CaseAction action) {
  const uint32_t own = book_.own_case_of(finding);
  const Standing now = own == kNobody ? Standing{} : book_.standing_alone(own);
  w_.begin_object().key("case").null();
  w_.member("finding", finding).member("name", run_->shown(run_->results[finding], Field::name));
  w_.member("code", code_of(why)).member("text", sentence_of(why, action, now)).end_object();
}

// The findings have changed: what is said of the run as a whole has, too.
void Desk::write_judged_again() {
  w_.member("judged_again", judged_again_);
  if (!judged_again_) return;
  std::string summary;
  write_summary(*run_, summary);
  w_.key("summary").raw(summary);
}

std::string Desk::act() {
  const Result<CaseEvent> step = read_step();
  if (!step.ok()) return decline(step.problem());
  const CaseEvent& asked = step.value();
  const Targets targets = read_targets().value();
  // Of two who are one person neither can be left out.
  const bool all_or_none = asked.action == CaseAction::same_person || !command_.value("partial", false);
  const std::vector<RefusedCase> refused = book_.refusals(asked);
  const bool none =
      refused.size() == asked.cases.size() || (all_or_none && !(refused.empty() && targets.without.empty()));
  // A step that nobody takes records nothing; one for the book's own cases stands on no run at hand that cannot be recorded.
  if (!none || (run_ && !book_.is_attached())) {
    std::string stopped = record_run();
    if (!stopped.empty() && (command_.contains("findings") || book_.is_attached())) return stopped;
  }
  if (!none) (void)book_.act(asked, all_or_none);
  begin_answer();
  w_.member("done", none ? 0 : asked.cases.size() - refused.size());
  w_.key("refused").begin_array();
  for (const uint32_t f : targets.without) write_refused_finding(f, Refusal::no_case, asked.action);
  write_refused(refused, asked.action, targets);
  w_.end_array();
  write_overview();
  return end_answer();
}

// Refusals of the step, were it taken. Day, note and reason that are not given are still to be asked for: they are no refusal here.
std::string Desk::try_step() {
  Result<CaseEvent> read = read_step();
  if (!read.ok()) return decline(read.problem());
  CaseEvent& asked = read.value();
  if (asked.on.none()) asked.on = kLate, asked.until = {}, asked.at.clear();
  if (asked.note.empty()) asked.note = "?";
  if (asked.reason.empty()) asked.reason = "?";
  begin_answer();
  w_.key("refused").begin_array();
  const Targets targets = read_targets().value();
  for (const uint32_t f : targets.without) write_refused_finding(f, Refusal::no_case, asked.action);
  write_refused(book_.refusals(asked), asked.action, targets);
  w_.end_array();
  return end_answer();
}

// ---- who of the roster somebody is ----

// What is asked for; `unknown` are those whose roster row is not among what the finding shows.
Result<std::vector<Desk::Asked>> Desk::read_choices(std::vector<Asked>& unknown) const {
  std::vector<Asked> out;
  const Json given = command_.value("choices", Json::array());
  std::set<uint32_t> met;
  for (const Json& one : given) {
    const Json& n = one.at("finding");
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= run_->results.size()) return misread("choices");
    Asked asked{n.get<uint32_t>(), n.get<uint32_t>()};
    if (!met.insert(asked.finding).second) return misread("choices");
    const Json& line = one.at("roster_line");
    if (!line.is_null() && !line.is_number_unsigned()) return misread("roster_line");
    if (line.is_null() != given.at(0).at("roster_line").is_null()) return misread("choices");
    const CaseResult& c = run_->results[asked.finding];
    if (!line.is_null() && c.person != kNobody)
      for (const Candidate& x : run_->people[c.person].candidates.all())
        if (run_->members[x.who].line == line.get<uint64_t>()) asked.member = x.who;
    const bool shown = line.is_null() ? c.person != kNobody : asked.member != kNobody;
    (shown ? out : unknown).push_back(asked);
  }
  if (out.size() + unknown.size() == 0 || out.size() + unknown.size() > kMostCases) return misread("choices");
  return out;
}

std::string Desk::choose() {
  if (!run_) return decline("no_run", sentence_of(Refusal::no_finding, CaseAction::choose, Standing{}));
  // What is chosen holds for the newest run and for those that come.
  if (book_.is_older_run()) return decline("chosen_earlier", choose_later_text());
  std::vector<Asked> unknown;
  Result<std::vector<Asked>> read = read_choices(unknown);
  if (!read.ok()) return decline(read.problem());
  CaseEvent event;
  event.action =
      command_.at("choices").at(0).at("roster_line").is_null() ? CaseAction::choose_none : CaseAction::choose;
  event.at = text_at("at");
  event.who = text_at("who");
  event.note = note_at("note");
  const bool partial = command_.value("partial", false);
  std::vector<std::pair<uint32_t, Refusal>> refused;
  refused.reserve(unknown.size());
  for (const Asked& a : unknown) refused.emplace_back(a.finding, Refusal::not_shown);
  std::vector<Asked> taken;
  const auto person_of = [this](const Asked& a) { return run_->results[a.finding].person; };
  for (const Asked& a : read.value()) {
    // A loss and what withdraws it are one person, who is one of the roster.
    const bool contradicted = std::any_of(read.value().begin(), read.value().end(), [&](const Asked& other) {
      return person_of(other) == person_of(a) && other.member != a.member;
    });
    const Refusal why = contradicted ? Refusal::two_answers : refusal_of(event, a);
    if (why == Refusal::none) taken.push_back(a);
    else refused.emplace_back(a.finding, why);
  }
  if (!partial && !refused.empty()) taken.clear();
  if (!taken.empty() || !book_.is_attached())
    if (std::string stopped = record_run(); !stopped.empty()) return stopped;
  begin_answer();
  w_.key("refused").begin_array();  // as long as their numbers are those of the findings of now
  for (const auto& [finding, why] : refused) write_refused_finding(finding, why, CaseAction::choose);
  w_.end_array();
  if (!taken.empty())
    if (const Error e = take_choices(std::move(event), taken)) return decline(e);
  w_.member("done", taken.size()).key("findings").begin_array();
  for (const Json& one : command_.at("choices")) {
    const auto at = std::find_if(taken.begin(), taken.end(),
                                 [&one](const Asked& a) { return a.given == one.at("finding").get<uint32_t>(); });
    if (at == taken.end() || at->finding == kNobody) w_.null();  // refused, or shown with another finding now
    else w_.value(at->finding);
  }
  w_.end_array();
  write_judged_again();
  write_overview();
  return end_answer();
}

Refusal Desk::refusal_of(const CaseEvent& event, const Asked& a) const {
  const ChosenPerson chosen = choice_of(*run_, run_->results[a.finding], a.member);
  if (!chosen.against.empty() && event.note.empty()) return Refusal::against_needs_note;
  const uint32_t number = book_.own_case_of(a.finding);
  return number == kNobody ? Refusal::none : refuse(book_.standing_alone(number), {event.action, {}, true, true});
}

// The rules are asked again with the choice, and what they say of everybody whom it changes goes into the event.
Error Desk::take_choices(CaseEvent event, std::vector<Asked>& asked) {
  std::vector<CaseBook::ChosenFor> chosen;
  CaseBook::Choosing given;
  for (const Asked& a : asked) {
    const CaseResult& c = run_->results[a.finding];
    chosen.push_back({a.finding, choice_of(*run_, c, a.member).person});
    given.listed.insert(c.person);
  }
  std::set<uint32_t> touched;  // cases of which the run may say something else now
  for (uint32_t f = 0; f < run_->results.size(); ++f)
    if (given.listed.contains(run_->results[f].person)) touched.insert(book_.own_case_of(f));
  const std::vector<uint32_t> numbers = book_.cases_for_choices(*run_, chosen);
  std::vector<Asked*> by_number;  // the event has its cases in order, the answer what was asked for as it was asked
  for (size_t i = 0; i < asked.size(); ++i) {
    asked[i].number = numbers[i];
    by_number.push_back(&asked[i]);
  }
  std::stable_sort(by_number.begin(), by_number.end(),
                   [](const Asked* a, const Asked* b) { return a->number < b->number; });
  std::unordered_map<uint64_t, Asked*> by_slot;
  for (Asked* const a : by_number) {
    const CaseResult& c = run_->results[a->finding];
    by_slot.emplace(id_of(c).slot(), a);
    if (!event.cases.empty() && event.cases.back() == a->number) continue;  // another finding of the same listed person
    event.cases.push_back(a->number);
    event.chosen.push_back(choice_of(*run_, c, a->member));
    if (a->member != kNobody) given.people.emplace(event.chosen.back().person, a->number);
    else given.nobody.emplace(c.person, a->number);
  }
  std::vector<StandingChoice> said = book_.choices();
  for (const ChosenPerson& c : event.chosen) said.push_back({run_->settings.which, &c, day_entered(event)});
  Rejudged again;
  if (Error e = judge(book_.choices_for(*run_, said), again)) return e;
  touched.merge(book_.follow(*run_, again, given));
  touched.erase(kNobody);
  for (Asked& a : asked) a.finding = kNobody;
  for (uint32_t f = 0; f < run_->results.size(); ++f) {
    const CaseResult& c = run_->results[f];
    if (!given.listed.contains(c.person)) continue;
    if (const auto at = by_slot.find(id_of(c).slot()); at != by_slot.end()) at->second->finding = f;
  }
  // Cases that are shown as one with them: what an earlier choice has said of one may be of a finding that another has now.
  for (const uint32_t number : std::set<uint32_t>(touched)) {
    const uint32_t root = book_.root_of(number);
    std::vector<uint32_t> group = book_.cases()[root].parts;
    group.push_back(root);
    for (const uint32_t n : group)
      if (book_.cases()[n].unchosen || book_.is_of_finding(n)) touched.insert(n);
  }
  std::vector<uint32_t> findings;
  for (uint32_t f = 0; f < run_->results.size(); ++f)
    if (touched.contains(book_.own_case_of(f))) findings.push_back(f);
  event.outcomes = book_.outcomes_of(*run_, findings);
  for (const uint32_t number : touched)
    if (std::optional<Outcome> gone = book_.outcome_without_finding(number)) event.outcomes.push_back(std::move(*gone));
  (void)book_.act(std::move(event), false);
  return {};
}

// A choice is only taken back, or made again, while no later run stands on it.
std::string Desk::take_back(std::optional<uint32_t> next, bool (CaseBook::*take)(std::string, std::string)) {
  const CaseEvent* const e = next ? &book_.events()[*next] : nullptr;
  const bool chooses = e && !e->chosen.empty();
  if (chooses && e->run != book_.newest_run()) return decline("chosen_earlier", undo_chosen_text());
  // A run that is looked at only is looked at anew: what it says of a person stands behind what was chosen before it.
  const bool anew = e && is_link(*e) && book_.is_attached() && !book_.is_recorded();
  if (anew) book_.detach();
  const bool done = (book_.*take)(text_at("at"), text_at("who"));
  if (const Error failed = done && chooses ? judge_again() : Error{}) return decline(failed);
  if (anew) book_.attach(*run_, key(), SIZE_MAX);
  begin_answer();
  w_.member("done", done);
  write_judged_again();
  write_overview();
  return end_answer();
}

std::string Desk::undo() { return take_back(book_.undoable(), &CaseBook::undo); }

std::string Desk::redo() { return take_back(book_.redoable(), &CaseBook::redo); }

// Erases the cases named; none of them if one has not been kept long enough.
std::string Desk::erase() {
  std::set<uint32_t> due;
  for (const ExpiredCase& x : expired_cases(book_, day_at("today"))) due.insert(x.number);
  const Result<std::vector<uint32_t>> read = read_cases();
  if (!read.ok()) return decline(read.problem());
  const std::vector<uint32_t>& gone = read.value();
  const bool all_due = std::all_of(gone.begin(), gone.end(), [&due](uint32_t n) { return due.contains(n); });
  if (gone.empty() || !all_due) return decline(misread("cases"));
  book_.erase(gone, text_at("at"), text_at("who"));
  if (const Error judged = judge_again()) return decline(judged);  // with them went what was chosen for them
  return show_overview();
}

}  // namespace totsugo
