// One command of the casework against one book of cases. casework_commands.cpp has the table that names the commands;
// book_commands.cpp, case_queries.cpp and case_steps.cpp hold them by subject. Private to core/session.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/casework/case_book.h"
#include "core/report/json_writer.h"
#include "core/report/list_row.h"
#include "core/report/worklist.h"
#include "core/run/job.h"
#include "core/session/casework_commands.h"

namespace totsugo {

struct MergeConflict;

// The answer of a command that is refused.
std::string decline(std::string_view code, std::string_view text);
std::string decline(const Error& error);
// A member of the command that is missing or is not what the command takes.
Error misread(std::string_view member);

// Stands in for the day of a step that is still to be asked for: later than any deadline, so that no period forbids the step.
inline constexpr CivilDate kLate = CivilDate::of(2200, 12, 31);

std::string label_of(const CaseBook& book, const CaseEvent& e);
// The day on which a step was taken; for a step without one the day on which it was entered.
std::string day_of(const CaseEvent& e);
class Desk {
 public:
  using Json = nlohmann::json;
  struct Command {
    std::string_view name;  // the member `do`
    std::string (Desk::*answer)();
  };
  // All of them, in the order of wasm/CONTRACT.md.
  static std::span<const Command> commands();

  // `body`: of a work file, where it does not stand in the command.
  Desk(const Casework& about, const Json& command, std::optional<std::string_view> body)
      : book_(about.book),
        tables_(about.tables),
        job_(about.job),
        listed_(about.listed),
        command_(command),
        body_(body),
        w_(out_) {
    if (job_) run_.emplace(job_->view());
  }
  // Throws Json::exception where a member of the command has another type than the command takes.
  std::string answer();
  // The rules were asked again: findings may stand elsewhere.
  bool judged_again() const { return judged_again_; }

 private:
  // casework_commands.cpp: what all of them need.
  std::string text_at(const char* key) const { return command_.value(key, std::string()); }
  // Of blanks alone: nothing has been written.
  std::string note_at(const char* key) const;
  bool read_own_notes(CaseEvent& step) const;
  CivilDate day_at(const char* key) const;
  std::string_view body_given() const {  // not copied: it may be large
    if (body_) return *body_;
    return command_.contains("body") ? std::string_view(command_.at("body").get_ref<const std::string&>())
                                     : std::string_view();
  }
  Result<std::vector<uint32_t>> read_cases() const;  // numbers of cases that the book has
  // Whom a step is for: cases by their number, and findings of the run at hand by theirs.
  struct Targets {
    std::vector<uint32_t> cases;
    std::vector<uint32_t> without;            // findings that are no case
    std::map<uint32_t, uint32_t> finding_of;  // of a case that was named by its finding
  };
  Result<Targets> read_targets() const;
  Result<std::vector<uint32_t>> read_findings() const;
  CivilDate today() const;
  std::optional<DigestKey> key() const { return key_of_hex(text_at("key")); }
  void attach();
  // The first step records the run at hand; empty, or the answer of why it cannot be.
  std::string record_run();
  Error judge(Choices choices, Rejudged& again);  // `again`: what has changed by it
  Error judge_again();
  void begin_answer() { w_.begin_object().member("ok", true); }
  std::string end_answer();

  // book_commands.cpp: the book as a whole.
  std::string attach_run();
  std::string join();
  std::string take_back_run();
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
  std::string count_people();
  std::string list_decisions();
  std::string list_expired();
  std::string list_ledger();
  std::string show_annual();
  std::string show_case();
  std::string show_progress();
  std::string show_deadline();
  std::string show_households();
  uint32_t find_case() const;
  uint32_t finding_of(uint32_t number) const;
  void write_row(uint32_t number) { write_case_row(w_, book_, number, today()); }
  void write_decision(uint32_t number);
  void write_event(uint32_t number, bool named = false, uint32_t about = kNobody);
  void write_steps_before(uint32_t finding);
  void write_household(const std::vector<uint32_t>& members, const std::string& notice);

  // case_steps.cpp: what changes cases.
  std::string act();
  std::string choose();
  std::string try_step();
  std::string undo();
  std::string redo();
  std::string erase();
  Result<CaseEvent> read_step() const;
  struct Asked {     // to choose
    uint32_t given;  // the finding of then
    uint32_t finding;
    uint32_t member = kNobody;  // none of those shown
    uint32_t number = kNobody;
  };
  Result<std::vector<Asked>> read_choices(std::vector<Asked>& unknown) const;
  Refusal refusal_of(const CaseEvent& event, const Asked& a) const;
  Error take_choices(CaseEvent event, std::vector<Asked>& asked);
  void write_refused(const std::vector<RefusedCase>& refused, CaseAction action, const Targets& targets);
  void write_refused_finding(uint32_t finding, Refusal why, CaseAction action);
  void write_judged_again();
  void write_levy_hint(uint32_t number);
  std::string take_back(std::optional<uint32_t> next, bool (CaseBook::*take)(std::string, std::string));

  CaseBook& book_;
  const CharTables& tables_;
  Job* job_;
  Worklist& listed_;
  std::optional<RunView> run_;
  const Json& command_;
  std::optional<std::string_view> body_;
  std::string out_;
  JsonWriter w_;
  bool judged_again_ = false;
};

}  // namespace totsugo
