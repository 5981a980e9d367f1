// One command of the casework against one book of cases. casework_commands.cpp has the table that names the commands;
// book_commands.cpp, case_queries.cpp and case_steps.cpp hold them by subject. Private to core/session.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/casework/case_book.h"
#include "core/report/json_writer.h"

namespace totsugo {

struct MergeConflict;

// The answer of a command that is refused.
std::string decline(std::string_view code, std::string_view text);
std::string decline(const Error& error);
// A member of the command that is missing or is not what the command takes.
Error misread(std::string_view member);

// Stands in for the day of a step that is still to be asked for: later than any deadline, so that no period forbids the step.
inline constexpr CivilDate kLate = CivilDate::of(2200, 12, 31);

std::string member_number_of(const Case& c);
std::string label_of(const CaseBook& book, const CaseEvent& e);
// The day on which a step was taken; for a step without one the day on which it was entered.
std::string day_of(const CaseEvent& e);
// How far a deadline can be trusted: the days of its year are certain, computed from the law of today, or not known at all.
std::string_view certainty_of(const Holidays& days, CivilDate due);

class Desk {
 public:
  using Json = nlohmann::json;
  struct Command {
    std::string_view name;  // the member `do`
    std::string (Desk::*answer)();
  };
  // All of them, in the order of wasm/CONTRACT.md.
  static std::span<const Command> commands();

  // `run` is the finished run, or null.
  Desk(CaseBook& book, const CharTables& tables, const RunView* run, const Json& command)
      : book_(book), tables_(tables), run_(run), command_(command), w_(out_) {}
  // Throws Json::exception where a member of the command has another type than the command takes.
  std::string answer();

 private:
  // casework_commands.cpp: what all of them need.
  std::string text_at(const char* key) const { return command_.value(key, std::string()); }
  CivilDate day_at(const char* key) const;
  Result<std::vector<uint32_t>> read_cases() const;  // numbers of cases that the book has
  void begin_answer() { w_.begin_object().member("ok", true); }
  std::string end_answer();

  // book_commands.cpp: the book as a whole.
  std::string join();
  std::string show_overview();
  std::string show_record();
  std::string note_hashes();
  std::string note_export();
  std::string change_settings();
  std::string open();
  std::string merge();
  std::string mark_saved();
  void write_overview();
  void write_conflict(const CaseBook& theirs, const MergeConflict& c);
  Error change_holidays();

  // case_queries.cpp: what only looks at cases.
  std::string list_cases();
  std::string list_decisions();
  std::string list_expired();
  std::string show_case();
  std::string show_states();
  std::string show_progress();
  std::string show_households();
  std::string list_page(void (Desk::*write)(uint32_t), size_t usual);
  uint32_t find_case() const;
  void write_row(uint32_t number);
  void write_decision(uint32_t number);
  void write_event(uint32_t number, bool named = false);
  void write_steps_before();
  void write_household(const std::vector<uint32_t>& members, const std::string& notice);

  // case_steps.cpp: what changes cases.
  std::string act();
  std::string try_step();
  std::string undo();
  std::string redo();
  std::string erase();
  Result<CaseEvent> read_step() const;
  void write_refused(const std::vector<RefusedCase>& refused, CaseAction action);
  std::string answer_done(bool done);

  CaseBook& book_;
  const CharTables& tables_;
  const RunView* run_;
  const Json& command_;
  std::string out_;
  JsonWriter w_;
};

}  // namespace totsugo
