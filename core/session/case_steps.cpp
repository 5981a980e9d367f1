// Commands that change cases: steps, what takes them back, and erasing cases that have been kept long enough.
#include <algorithm>
#include <optional>
#include <set>

#include "core/calendar/date_form.h"
#include "core/casework/casework_words.h"
#include "core/casework/retention.h"
#include "core/session/desk.h"

namespace totsugo {
namespace {

// Cases of one step. The page lets as many be marked (MOST_MARKS in web/src/worklist/worklist.ts); more at once would be a slip.
constexpr size_t kMostCases = 5000;

std::optional<CaseAction> action_of(std::string_view code) {
  for (int i = 0; i < kCaseActionCount; ++i)
    if (const auto a = static_cast<CaseAction>(i); code_of(a) == code) return a;
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
  step.note = text_at("note");
  step.reason = text_at("reason");
  if (const std::string on = text_at("on"); !on.empty()) {
    step.on = whole_date(on);
    if (step.on.none()) return Error{ErrorCode::date_invalid, {}, on};
  }
  Result<std::vector<uint32_t>> cases = read_cases();
  if (!cases.ok()) return cases.problem();
  step.cases = std::move(cases.value());
  if (step.cases.empty() || step.cases.size() > kMostCases) return misread("cases");
  return step;
}

void Desk::write_refused(const std::vector<RefusedCase>& refused, CaseAction action) {
  w_.key("refused").begin_array();
  for (const RefusedCase& r : refused) {
    const Case& c = book_.cases()[r.number];
    w_.begin_object().member("case", r.number).member("name", kept_text(c, Field::name)).member("code", code_of(r.why));
    w_.member("text", sentence_of(r.why, action, c.now)).end_object();
  }
  w_.end_array();
}

std::string Desk::act() {
  const Result<CaseEvent> step = read_step();
  if (!step.ok()) return decline(step.problem());
  const CaseEvent& asked = step.value();
  const bool all_or_none = !command_.value("partial", false);
  const std::vector<RefusedCase> refused = book_.act(asked, all_or_none);
  begin_answer();
  w_.member("done", all_or_none && !refused.empty() ? 0 : asked.cases.size() - refused.size());
  write_refused(refused, asked.action);
  write_overview();
  return end_answer();
}

// Refusals of the step, were it taken. Day, note and reason that are not given are still to be asked for: they are no refusal here.
std::string Desk::try_step() {
  const Result<CaseEvent> read = read_step();
  if (!read.ok()) return decline(read.problem());
  const CaseEvent& asked = read.value();
  const CaseStep step{asked.action, asked.on.none() ? kLate : asked.on, true, true};
  std::vector<RefusedCase> refused;
  for (const uint32_t n : asked.cases)
    if (const Refusal why = refuse(book_.cases()[n].now, step); why != Refusal::none) refused.push_back({n, why});
  begin_answer();
  write_refused(refused, asked.action);
  return end_answer();
}

std::string Desk::answer_done(bool done) {
  begin_answer();
  w_.member("done", done);
  write_overview();
  return end_answer();
}

std::string Desk::undo() { return answer_done(book_.undo(text_at("at"), text_at("who"))); }

std::string Desk::redo() { return answer_done(book_.redo(text_at("at"), text_at("who"))); }

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
  return show_overview();
}

}  // namespace totsugo
