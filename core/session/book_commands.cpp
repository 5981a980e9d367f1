// Commands about the book as a whole: joining a run, opening, merging and saving it, its settings, its overview and its record.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/calendar/deadline_rule.h"
#include "core/calendar/holiday_table.h"
#include "core/casework/casework_words.h"
#include "core/casework/merge.h"
#include "core/casework/progress.h"
#include "core/rules/rule_words.h"
#include "core/session/desk.h"

namespace totsugo {
namespace {

// The file name of a table of holidays is kept and shown; a hundred kanji in UTF-8 are more than a name has.
constexpr size_t kMaxNameBytes = 300;

void write_counts(JsonWriter& w, const CaseBook& book) {
  StateCounts counts{};
  size_t people = 0;
  for (uint32_t n = 0; n < book.cases().size(); ++n) {
    if (!book.is_shown(n)) continue;
    ++counts[static_cast<size_t>(book.cases()[n].now.state)];
    ++people;
  }
  w.member("cases", people).member("unsaved", book.unsaved()).key("states").begin_object();
  for (size_t i = 0; i < counts.size(); ++i) w.member(code_of(static_cast<CaseState>(i)), counts[i]);
  w.end_object();
}

// Changes against the run before.
void write_changes(JsonWriter& w, const CaseBook& book) {
  const RunChanges since = book.changes();
  w.key("since").begin_object().member("fresh", since.fresh).member("continuing", since.continuing);
  w.member("changed", since.changed).member("gone", since.gone).end_object();
}

// The step that undo or redo would take.
void write_next_step(JsonWriter& w, const CaseBook& book, const char* key, std::optional<uint32_t> event) {
  w.key(key);
  if (!event) {
    w.null();
    return;
  }
  const CaseEvent& e = book.events()[*event];
  w.begin_object().key("case");
  if (e.cases.empty()) w.null();
  else w.value(book.root_of(e.cases.front()));
  w.member("label", label_of(e.action))
      .member("cases", e.cases.size())
      .member("name", e.cases.size() == 1 ? kept_text(book.cases()[e.cases.front()], Field::name) : std::string())
      .end_object();
}

void write_runs(JsonWriter& w, const CaseBook& book) {
  w.key("runs").begin_array();
  for (uint32_t i = 0; i < book.recorded_runs(); ++i) {
    const RunRecord& r = book.runs()[i];
    w.begin_object().member("flow", code_of(r.flow)).member("date", iso_text(r.date));
    w.key("overlap_dates").begin_array();
    for (const std::string& d : r.overlap_dates) w.value(d);
    w.end_array().end_object();
  }
  w.end_array();
}

void write_merges(JsonWriter& w, const CaseBook& book) {
  w.key("merges").begin_array();
  for (const CaseEvent& e : book.events())
    if (e.kind == CaseEvent::Kind::merge)
      w.begin_object().member("at", e.at).member("who", e.who).member("file", e.note).end_object();
  w.end_array();
}

// The deadlines of the letters that are out, each person's once.
std::vector<CivilDate> deadlines_out(const CaseBook& book) {
  std::vector<CivilDate> out;
  for (uint32_t n = 0; n < book.cases().size(); ++n)
    if (const CivilDate due = book.cases()[n].now.due; !due.none() && book.is_shown(n)) out.push_back(due);
  return out;
}

// The town's periods, and how many letters are due on which day.
void write_deadlines(JsonWriter& w, const CaseBook& book, const std::vector<CivilDate>& out) {
  w.key("deadlines").raw(deadline_rule_json(book.deadlines()).dump());
  std::map<CivilDate, size_t> due;
  for (const CivilDate day : out) ++due[day];
  w.key("due").begin_object();
  for (const auto& [date, count] : due) w.member(iso_text(date), count);
  w.end_object();
}

// The days of rest beside weekends, in the months that a calendar of the deadlines shows: theirs and that of today.
void write_rest_days(JsonWriter& w, const Holidays& holidays, const std::vector<CivilDate>& out, CivilDate today) {
  std::set<std::pair<int, int>> months;
  if (!today.none()) months.emplace(today.year(), today.month());
  for (const CivilDate d : out) months.emplace(d.year(), d.month());
  w.key("rest_days").begin_object();
  for (const auto& [year, month] : months)
    for (int day = 1; day <= days_in_month(year, month); ++day)
      if (const CivilDate d = CivilDate::of(year, month, day); const auto name = holidays.rest(d))
        w.member(iso_text(d), *name);
  w.end_object();
}

// The town's own table, or null.
void write_own_holidays(JsonWriter& w, const CaseBook& book) {
  const std::optional<HolidayTable>& table = book.holiday_table();
  if (!table) {
    w.null();
    return;
  }
  const Holidays::Extent& extent = book.holidays().extent();
  w.begin_object().member("name", table->name).member("days", extent.days).member("from", iso_text(extent.first));
  w.member("to", iso_text(extent.last)).end_object();
}

// The table in use, how far it goes, and how many deadlines are beyond what is certain.
void write_holidays(JsonWriter& w, const CaseBook& book, const std::vector<CivilDate>& out) {
  const Holidays& days = book.holidays();
  std::map<std::string_view, size_t> deadlines;
  for (const CivilDate day : out) ++deadlines[certainty_of(days, day)];
  int known_until = kHolidaysTo;
  int official_until = kOfficialUntil;
  for (const int year : days.covered_years()) {
    known_until = std::max(known_until, year);
    if (days.official(year)) official_until = std::max(official_until, year);
  }
  w.key("holidays").begin_object().key("own");
  write_own_holidays(w, book);
  w.member("known_until", known_until).member("official_until", official_until);
  w.member("provisional", deadlines["provisional"]).member("unknown", deadlines["unknown"]).end_object();
}

// What the book keeps for the page, each setting under its own name.
void write_page_settings(JsonWriter& w, const CaseBook& book) {
  for (size_t i = 0; i < kPageSettings.size(); ++i)
    w.key(kPageSettings[i].name).raw(book.page_setting(i).empty() ? "null" : book.page_setting(i));
}

// The calendar of the overlap lists.
void write_lists(JsonWriter& w, const CaseBook& book) {
  w.key("lists").begin_array();
  for (const ListUse& l : list_calendar(book.recorded())) {
    w.begin_object().member("date", l.date).key("newest").begin_array();
    for (const uint32_t r : l.newest) w.value(r);
    w.end_array().member("as_earlier", l.as_earlier).member("days", l.days).member("gap", l.gap).end_object();
  }
  w.end_array();
}

bool names_setting(const nlohmann::json& command) {
  const auto named = [&command](std::string_view name) { return command.contains(name); };
  return named("deadlines") || named("holidays") || named("retention_years") || named("levy") ||
         std::any_of(kPageSettings.begin(), kPageSettings.end(), [&](const PageSetting& p) { return named(p.name); });
}

Result<DeadlineRule> read_deadlines(const nlohmann::json& command, const CaseBook& book) {
  if (!command.contains("deadlines")) return book.deadlines();
  Result<DeadlineRule> rule = read_deadline_rule(command.at("deadlines"));
  if (!rule.ok()) return misread(rule.problem().detail);
  return rule;
}

Result<std::optional<LevyRule>> read_levy(const nlohmann::json& command, const CaseBook& book) {
  if (!command.contains("levy")) return book.levy();
  Result<std::optional<LevyRule>> rule = read_levy_rule(command.at("levy"));
  if (!rule.ok()) return misread("levy." + rule.problem().detail);
  return rule;
}

using PageTexts = std::array<std::string, kPageSettings.size()>;

// Every setting of the page as it is to be: as given, else as it is.
Result<PageTexts> read_page_settings(const nlohmann::json& command, const CaseBook& book) {
  PageTexts texts;
  for (size_t i = 0; i < texts.size(); ++i) {
    const PageSetting& setting = kPageSettings[i];
    texts[i] = book.page_setting(i);
    const auto given = command.find(setting.name);
    if (given == command.end()) continue;
    std::optional<std::string> kept = given->is_null() ? std::string() : kept_json(*given, setting.most_bytes);
    if (!kept) return misread(setting.name);
    texts[i] = std::move(*kept);
  }
  return texts;
}

// `choices` of a merge, by the key of the case.
Result<std::unordered_map<std::string, Side>> read_sides(const nlohmann::json& command) {
  const nlohmann::json given = command.value("choices", nlohmann::json::object());
  if (!given.is_object()) return misread("choices");
  std::unordered_map<std::string, Side> choices;
  for (const auto& [key, side] : given.items()) {
    if (side != "ours" && side != "theirs") return misread("choices");
    choices.emplace(key, side == "ours" ? Side::ours : Side::theirs);
  }
  return choices;
}

// What was said with the event about one of its cases: whom it chose, the reason, the note.
std::string said_of(const CaseBook& book, const CaseEvent& e, uint32_t number) {
  std::string out;
  const auto add = [&out](const std::string& text) {
    if (!out.empty() && !text.empty()) out += " / ";
    out += text;
  };
  for (size_t i = 0; i < e.chosen.size(); ++i)
    if (e.cases[i] == number && !e.chosen[i].person.empty())
      add(chosen_text(e.chosen[i].name, e.chosen[i].line, e.chosen[i].against));
  add(e.reason);
  add(book.note_of(e, number));
  return out;
}

// One side of a conflict: where the person stands there, and what the other side does not know.
void write_side(JsonWriter& w, const CaseBook& book, uint32_t number, const std::vector<MergeConflict::Told>& told) {
  w.begin_object().member("label", label_of(book.cases()[number].now)).key("events").begin_array();
  for (const auto& [event, of] : told) {
    const CaseEvent& e = book.events()[event];
    const std::string said = said_of(book, e, of);
    w.value(history_line(day_of(e), label_of(book, e), said, e.who));
  }
  w.end_array().end_object();
}

}  // namespace

// Every command attaches the run; this one says where that is not done unasked.
std::string Desk::attach_run() {
  if (!run_) return decline({ErrorCode::out_of_order, {}, "attach"});
  if (!book_.is_attached()) return decline("other_municipality", stranger_text(book_.stranger(*run_)));
  return show_overview();
}

std::string Desk::join() {
  if (!run_) return decline({ErrorCode::out_of_order, {}, "join"});
  if (std::string refused = record_run(); !refused.empty()) return refused;
  return show_overview();
}

std::string Desk::take_back_run() {
  const std::optional<uint32_t> step = book_.step_on_newest_run();
  const CaseBook::TakeBack made = book_.take_back_run(text_at("at"), text_at("who"));
  if (made == CaseBook::TakeBack::done) return show_overview();
  const CaseEvent* const e = step ? &book_.events()[*step] : nullptr;
  return decline("run_stays", take_back_text(made, e ? label_of(e->action) : "", e ? day_of(*e) : ""));
}

void Desk::write_overview() {
  write_counts(w_, book_);
  write_changes(w_, book_);
  write_next_step(w_, book_, "undo", book_.undoable());
  write_next_step(w_, book_, "redo", book_.redoable());
  write_runs(w_, book_);
  w_.member("recorded", book_.is_recorded()).member("can_take_back", book_.can_take_back());
  write_merges(w_, book_);
  w_.member("events", book_.events().size());
  const std::vector<CivilDate> out = deadlines_out(book_);
  write_deadlines(w_, book_, out);
  write_holidays(w_, book_, out);
  write_rest_days(w_, book_.holidays(), out, today());
  w_.member("retention_years", book_.retention_years()).key("levy").raw(levy_rule_json(book_.levy()).dump());
  write_page_settings(w_, book_);
}

std::string Desk::show_overview() {
  begin_answer();
  write_overview();
  return end_answer();
}

// Everything the record of the runs is printed from.
std::string Desk::show_record() {
  begin_answer();
  w_.key("runs").raw(book_.runs_json());
  w_.key("exports").raw(book_.exports_json());
  w_.key("deletions").raw(book_.deletions_json());
  w_.key("taken_back").raw(book_.taken_back_json());
  write_lists(w_, book_);
  w_.key("events").begin_array();
  for (uint32_t e = 0; e < book_.events().size(); ++e) write_event(e, true);
  w_.end_array();
  return end_answer();
}

// What the caller has worked out of the run joined last.
std::string Desk::note_hashes() {
  const Json files = command_.value("files", Json::array());
  if (!book_.note_hashes(files.get<std::vector<std::string>>(), text_at("results"))) return decline(misread("files"));
  return show_overview();
}

std::string Desk::note_export() {
  book_.note_export(
      {text_at("at"), text_at("who"), text_at("name"), command_.value("bytes", uint64_t{0}), text_at("sha256")});
  return show_overview();
}

// The town's table of holidays, or the built-in days again. What is refused changes nothing.
Error Desk::change_holidays() {
  if (!command_.contains("holidays")) return {};
  std::optional<HolidayTable> table;
  if (const Json& given = command_.at("holidays"); !given.is_null())
    table = HolidayTable{given.at("name").get<std::string>(), given.at("text").get<std::string>()};
  if (table && table->name.size() > kMaxNameBytes) return misread("holidays.name");
  return book_.set_holidays(std::move(table));
}

// All of them or none: what can be refused comes before what is set.
std::string Desk::change_settings() {
  if (!names_setting(command_)) return decline(misread("settings"));
  Result<DeadlineRule> rule = read_deadlines(command_, book_);
  if (!rule.ok()) return decline(rule.problem());
  const int years = command_.value("retention_years", book_.retention_years());
  if (years < 1 || years > kMostRetentionYears) return decline(misread("retention_years"));
  Result<std::optional<LevyRule>> levy = read_levy(command_, book_);
  if (!levy.ok()) return decline(levy.problem());
  Result<PageTexts> page = read_page_settings(command_, book_);
  if (!page.ok()) return decline(page.problem());
  if (const Error e = change_holidays()) return decline(e);
  book_.set_deadlines(std::move(rule.value()));
  for (size_t i = 0; i < page.value().size(); ++i) book_.set_page_setting(i, std::move(page.value()[i]));
  book_.set_retention_years(years);
  book_.set_levy(std::move(levy.value()));
  return show_overview();
}

std::string Desk::open() {
  CaseBook opened;
  const CaseBook::BodyError e = opened.open(body_given());
  if (e != CaseBook::BodyError::none) return decline("work_file", body_error_text(e));
  if (run_ && !command_.value("anyway", false))
    if (const CaseBook::Stranger s = opened.stranger(*run_); s != CaseBook::Stranger::none)
      return decline("other_municipality", stranger_text(s));
  book_ = std::move(opened);
  if (command_.value("unsaved", false)) book_.touch();             // taken over from an engine that was lost
  if (const Error judged = judge_again()) return decline(judged);  // the lists may have been read first
  attach();
  return show_overview();
}

void Desk::write_conflict(const CaseBook& theirs, const MergeConflict& c) {
  const Case& ours = book_.cases()[c.ours];
  w_.begin_object().member("key", ours.key).member("name", kept_text(ours, Field::name));
  w_.member("kana", kept_text(ours, Field::name_kana)).member("birth", kept_text(ours, Field::birth_date));
  w_.member("number", member_number_of(ours)).key("ours");
  write_side(w_, book_, c.ours, c.our_events);
  w_.key("theirs");
  write_side(w_, theirs, c.theirs, c.their_events);
  w_.end_object();
}

// Another clerk's book into this one.
std::string Desk::merge() {
  CaseBook theirs;
  if (const CaseBook::BodyError e = theirs.open(body_given()); e != CaseBook::BodyError::none)
    return decline("work_file", body_error_text(e));
  if (const CaseBook::Stranger s = book_.stranger(theirs); s != CaseBook::Stranger::none)
    return decline("other_municipality", stranger_text(s));
  const Result<std::unordered_map<std::string, Side>> choices = read_sides(command_);
  if (!choices.ok()) return decline(choices.problem());
  const bool settings_differ = !book_.same_settings(theirs);
  const MergeOutcome made =
      totsugo::merge(book_, theirs, choices.value(), {text_at("at"), text_at("who"), text_at("file")});
  if (made.merged)
    if (const Error judged = judge_again()) return decline(judged);
  begin_answer();
  w_.member("merged", made.merged).member("added", made.added).member("taken", made.taken);
  w_.member("new_runs", made.runs).member("settings_differ", settings_differ).key("conflicts").begin_array();
  for (const MergeConflict& c : made.conflicts) write_conflict(theirs, c);
  w_.end_array();
  if (made.merged) write_overview();
  return end_answer();
}

std::string Desk::mark_saved() {
  book_.saved();
  return show_overview();
}

}  // namespace totsugo
