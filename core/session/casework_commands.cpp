#include "core/session/casework_commands.h"

#include <algorithm>

#include "core/base/error_words.h"
#include "core/calendar/date_form.h"
#include "core/calendar/deadline_presets.h"
#include "core/casework/casework_words.h"
#include "core/session/desk.h"

namespace totsugo {

std::string decline(std::string_view code, std::string_view text) {
  std::string out;
  JsonWriter w(out);
  w.begin_object()
      .member("ok", false)
      .key("error")
      .begin_object()
      .member("code", code)
      .member("text", text)
      .end_object()
      .end_object();
  return out;
}

std::string decline(const Error& error) { return decline(code_of(error.code), sentence_of(error)); }

Error misread(std::string_view member) { return {ErrorCode::settings_invalid, {}, std::string(member)}; }

std::span<const Desk::Command> Desk::commands() {
  static constexpr Command kCommands[] = {
      {"attach", &Desk::attach_run},
      {"join", &Desk::join},
      {"take_back_run", &Desk::take_back_run},
      {"overview", &Desk::show_overview},
      {"case", &Desk::show_case},
      {"act", &Desk::act},
      {"choose", &Desk::choose},
      {"would_refuse", &Desk::try_step},
      {"undo", &Desk::undo},
      {"redo", &Desk::redo},
      {"households", &Desk::show_households},
      {"count", &Desk::count_people},
      {"decisions", &Desk::list_decisions},
      {"ledger", &Desk::list_ledger},
      {"annual", &Desk::show_annual},
      {"deadline", &Desk::show_deadline},
      {"progress", &Desk::show_progress},
      {"expired", &Desk::list_expired},
      {"erase", &Desk::erase},
      {"record", &Desk::show_record},
      {"hashes", &Desk::note_hashes},
      {"exported", &Desk::note_export},
      {"settings", &Desk::change_settings},
      {"open", &Desk::open},
      {"merge", &Desk::merge},
      {"saved", &Desk::mark_saved},
  };
  return kCommands;
}

std::string Desk::answer() {
  const std::string name = text_at("do");
  // These put another book, or other cases, in the place of what the run was attached to.
  const bool apart = name == "open" || name == "merge" || name == "erase" || name == "take_back_run";
  if (apart) book_.detach();
  else attach();
  for (const Command& c : commands())
    if (c.name == name) return (this->*c.answer)();
  return decline(misread("do"));
}

// Looking changes nothing: until the first step the run is attached only. Another municipality's is not, before a clerk says so.
void Desk::attach() {
  if (!run_ || book_.is_attached()) return;
  if (!command_.value("anyway", false) && book_.stranger(*run_) != CaseBook::Stranger::none) return;
  book_.attach(*run_, key(), SIZE_MAX);
}

std::string Desk::record_run() {
  if (!run_ || book_.is_recorded()) return {};
  if (!book_.is_attached()) return decline("other_municipality", stranger_text(book_.stranger(*run_)));
  if (run_->checks.stopped()) return decline("checks_stop", checks_stop_text());
  book_.record_run(*run_, key());
  return {};
}

CivilDate Desk::today() const {
  if (const CivilDate given = day_at("today"); !given.none()) return given;
  if (run_) return run_->settings.today;
  return book_.runs().empty() ? CivilDate{} : book_.runs().back().date;
}

Error Desk::judge(Choices choices, Rejudged& again) {
  // What is only attached is attached anew: its findings are others now.
  const bool anew = book_.is_attached() && !book_.is_recorded();
  if (anew) book_.detach();
  Result<Rejudged> out = job_->choose(std::move(choices));
  if (!out.ok()) return out.problem();
  again = std::move(out.value());
  judged_again_ = true;
  listed_.follow(*run_, again);
  if (anew) book_.attach(*run_, key(), SIZE_MAX);  // whoever's it may be, a clerk has said that it is ours
  return {};
}

Error Desk::judge_again() {
  if (!run_) return {};
  Choices now = book_.choices_for(*run_, book_.choices());
  if (now.empty() && job_->choices().empty()) return {};
  const bool follows = book_.is_recorded();
  Rejudged again;
  if (Error e = judge(std::move(now), again)) return e;
  if (follows) book_.follow(*run_, again);
  return {};
}

// What is noted of a case alone, as the number on its own letter.
bool Desk::read_own_notes(CaseEvent& step) const {
  const auto given = command_.find("own_notes");
  if (given == command_.end()) return true;
  if (!given->is_array()) return false;
  for (const Json& o : *given) {
    if (!o.is_array() || o.size() != 2 || !o[0].is_number_unsigned() || !o[1].is_string()) return false;
    const auto number = o[0].get<uint64_t>();
    if (number >= book_.cases().size()) return false;
    if (std::string note = o[1].get<std::string>(); !note.empty())
      step.own_notes.emplace(static_cast<uint32_t>(number), std::move(note));
  }
  return true;
}

std::string Desk::note_at(const char* key) const {
  constexpr std::string_view kWideBlank = "　";
  std::string text = text_at(key);
  for (size_t at = 0; at < text.size();) {
    if (text.compare(at, kWideBlank.size(), kWideBlank) == 0) at += kWideBlank.size();
    else if (std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) ++at;
    else return text;
  }
  return {};
}

CivilDate Desk::day_at(const char* key) const { return whole_date(text_at(key)); }

Result<std::vector<uint32_t>> Desk::read_cases() const {
  std::vector<uint32_t> numbers;
  for (const Json& n : command_.value("cases", Json::array())) {
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= book_.cases().size()) return misread("cases");
    // Of cases that are one person's, the one that is shown.
    const uint32_t number = book_.root_of(n.get<uint32_t>());
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  }
  return numbers;
}

Result<std::vector<uint32_t>> Desk::read_findings() const {
  std::vector<uint32_t> numbers;
  for (const Json& n : command_.value("findings", Json::array())) {
    if (!n.is_number_unsigned() || !run_ || n.get<uint64_t>() >= run_->results.size()) return misread("findings");
    numbers.push_back(n.get<uint32_t>());
  }
  return numbers;
}

Result<Desk::Targets> Desk::read_targets() const {
  Result<std::vector<uint32_t>> cases = read_cases();
  if (!cases.ok()) return cases.problem();
  const Result<std::vector<uint32_t>> findings = read_findings();
  if (!findings.ok()) return findings.problem();
  Targets out{std::move(cases.value()), {}, {}};
  for (const uint32_t f : findings.value()) {
    const uint32_t number = book_.case_of(f);
    (number == kNobody ? out.without : out.cases).push_back(number == kNobody ? f : number);
    if (number != kNobody) out.finding_of.emplace(number, f);
  }
  return out;
}

std::string Desk::end_answer() {
  w_.end_object();
  return std::move(out_);
}

std::string casework_command(const Casework& about, const CaseworkCommand& command, bool& judged_again) {
  const Desk::Json read = Desk::Json::parse(command.json, nullptr, false);
  if (!read.is_object()) return decline(misread("JSON"));
  try {
    Desk desk(about, read, command.body);
    std::string answer = desk.answer();
    judged_again = desk.judged_again();
    return answer;
  } catch (const Desk::Json::exception&) {  // a value of another type than the command's
    return decline(misread("type"));
  }
}

std::string casework_constants() {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("states").begin_array();
  for (int i = 0; i < kCaseStateCount; ++i) {
    const auto s = static_cast<CaseState>(i);
    w.begin_object().member("code", code_of(s)).member("label", label_of(s)).end_object();
  }
  w.end_array().key("actions").begin_array();
  for (int i = 0; i < kCaseActionCount; ++i) {
    const auto a = static_cast<CaseAction>(i);
    w.begin_object()
        .member("code", code_of(a))
        .member("label", label_of(a))
        .member("date_label", date_label_of(a))
        .end_object();
  }
  w.end_array().key("exclusion_reasons").begin_array();
  for (const std::string_view r : exclusion_reasons()) w.value(r);
  w.end_array().key("deadline_presets").begin_array();
  for (const DeadlinePreset& d : deadline_presets())
    w.begin_object().member("code", d.code).member("label", d.label).member("source", d.source).end_object();
  w.end_array().key("levy_kinds").begin_array();
  for (const LevyKind& k : levy_kinds()) {
    w.begin_object().member("code", k.code).member("label", k.label).member("years", static_cast<uint64_t>(k.years));
    w.member("text", k.text).member("source", k.source).end_object();
  }
  w.end_array().key("levy_states").begin_array();
  for (size_t i = 1; i < kLevyStateCount; ++i)
    w.begin_object()
        .member("code", code_of(static_cast<LevyState>(i)))
        .member("label", label_of(static_cast<LevyState>(i)))
        .end_object();
  w.end_array().key("stages").begin_array();
  for (size_t i = 0; i < kStageCount; ++i)
    w.begin_object()
        .member("code", code_of(static_cast<Stage>(i)))
        .member("label", label_of(static_cast<Stage>(i)))
        .end_object();
  w.end_array().end_object();
  return out;
}

}  // namespace totsugo
