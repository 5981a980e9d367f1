#include "core/session/casework_commands.h"

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
      {"join", &Desk::join},
      {"overview", &Desk::show_overview},
      {"list", &Desk::list_cases},
      {"case", &Desk::show_case},
      {"states", &Desk::show_states},
      {"act", &Desk::act},
      {"would_refuse", &Desk::try_step},
      {"undo", &Desk::undo},
      {"redo", &Desk::redo},
      {"households", &Desk::show_households},
      {"decisions", &Desk::list_decisions},
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
  for (const Command& c : commands())
    if (c.name == name) return (this->*c.answer)();
  return decline(misread("do"));
}

CivilDate Desk::day_at(const char* key) const { return whole_date(text_at(key)); }

Result<std::vector<uint32_t>> Desk::read_cases() const {
  std::vector<uint32_t> numbers;
  for (const Json& n : command_.value("cases", Json::array())) {
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= book_.cases().size()) return misread("cases");
    numbers.push_back(n.get<uint32_t>());
  }
  return numbers;
}

std::string Desk::end_answer() {
  w_.end_object();
  return std::move(out_);
}

std::string casework_command(CaseBook& book, const CharTables& tables, const RunView* run, std::string_view command) {
  const Desk::Json read = Desk::Json::parse(command, nullptr, false);
  if (!read.is_object()) return decline(misread("JSON"));
  try {
    return Desk(book, tables, run, read).answer();
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
  w.end_array().end_object();
  return out;
}

}  // namespace totsugo
