#include "core/session/casework_commands.h"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/error_words.h"
#include "core/calendar/date_form.h"
#include "core/calendar/deadline_presets.h"
#include "core/calendar/holiday_table.h"
#include "core/casework/casework_words.h"
#include "core/casework/merge.h"
#include "core/casework/progress.h"
#include "core/casework/retention.h"
#include "core/report/json_writer.h"
#include "core/rules/rule_words.h"
#include "core/text/name.h"

namespace totsugo {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostRows = 1000;   // of one answer
constexpr size_t kMostDays = 60;     // of one picture
constexpr size_t kMostNames = 3;     // of one step, in the record
constexpr size_t kMostCases = 5000;  // of one step

std::string refused(std::string_view code, std::string_view text) {
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

std::string not_understood(std::string_view what) {
  return refused(code_of(ErrorCode::settings_invalid),
                 sentence_of(Error{ErrorCode::settings_invalid, {}, std::string(what)}));
}

std::string number_shown(const Case& c) {
  const std::string& number = kept_text(c, Field::member_number);
  const std::string& branch = kept_text(c, Field::branch);
  return branch.empty() ? number : number + "-" + branch;
}

std::string folded(const CharTables& tables, std::string_view text) {
  FoldedName name;
  fold_name(tables, text, kAllFolds, name);
  return utf8_of(loose_text(name));
}

constexpr size_t kMaxNameBytes = 300;  // of a file

// For a step whose day is not given yet: no period is still running then.
constexpr CivilDate kLate = CivilDate::of(2200, 12, 31);

// How far a deadline can be trusted: the days of its year are certain, or computed from the law of today, or not known at all.
const char* certainty(const Holidays& days, CivilDate due) {
  return days.official(due.year()) ? "official" : days.known(due.year()) ? "provisional" : "unknown";
}

// A letter is out and its deadline is that day or before. ISO dates compare as texts.
bool is_due(const Standing& now, const std::string& by) {
  return !now.due.none() && iso_text(now.due) <= by;  // every step on takes the deadline away
}

// Which cases a list is asked for.
struct Filter {
  std::vector<CaseState> states;
  bool any_state = true;  // none were named
  std::string since;
  std::string due_by;
  std::string due_from;
  bool on_hold = false;
  bool returned = false;
  std::string text;  // folded
};

// One command against one book.
class Desk {
 public:
  Desk(CaseBook& book, const CharTables& tables, const RunView* run, const Json& command)
      : book_(book), tables_(tables), run_(run), j_(command), w_(out_) {}

  std::string answer();

 private:
  std::string text_at(const char* key) const { return j_.value(key, std::string()); }
  void begin() { w_.begin_object().member("ok", true); }
  std::string end() {
    w_.end_object();
    return std::move(out_);
  }
  std::string join();
  std::string overview();
  std::string states();
  std::string page(void (Desk::*write)(uint32_t), size_t usual);
  std::string one();
  std::string act();
  std::string would_refuse();
  std::string take_back(bool undo);
  std::string hashes();
  std::string exported();
  std::string record();
  std::string expired();
  std::string erase();
  std::string progress_on();
  CivilDate day_at(const char* key) const;
  std::string settings();
  std::string households();
  std::string open();
  std::string merge();

  Filter filter() const;
  bool read_step(CaseEvent& e);
  void write_refused(const std::vector<RefusedCase>& no, CaseAction action);
  bool wanted(uint32_t number, const Filter& f) const;
  void write_row(uint32_t number);
  void write_event(uint32_t number, bool named = false);
  void write_decision(uint32_t number);
  void write_steps(const Standing& now);
  void write_steps_before();
  void write_overview();
  void write_conflict(const CaseBook& theirs, const MergeConflict& c);
  void write_side(const CaseBook& book, uint32_t number, const std::vector<uint32_t>& events);
  void write_holidays();

  CaseBook& book_;
  const CharTables& tables_;
  const RunView* run_;
  const Json& j_;
  std::string out_;
  JsonWriter w_;
};

std::string Desk::answer() {
  const std::string what = text_at("do");
  if (what == "join") return join();
  if (what == "overview") return overview();
  if (what == "states") return states();
  if (what == "list") return page(&Desk::write_row, 100);
  if (what == "case") return one();
  if (what == "act") return act();
  if (what == "would_refuse") return would_refuse();
  if (what == "undo") return take_back(true);
  if (what == "redo") return take_back(false);
  if (what == "hashes") return hashes();
  if (what == "exported") return exported();
  if (what == "record") return record();
  if (what == "expired") return expired();
  if (what == "erase") return erase();
  if (what == "progress") return progress_on();
  if (what == "settings") return settings();
  if (what == "households") return households();
  if (what == "decisions") return page(&Desk::write_decision, kMostRows);
  if (what == "open") return open();
  if (what == "merge") return merge();
  if (what == "saved") {
    book_.saved();
    return overview();
  }
  return not_understood("do");
}

std::string Desk::join() {
  if (!run_) return refused(code_of(ErrorCode::out_of_order), sentence_of(Error{ErrorCode::out_of_order, {}, "join"}));
  if (const CaseBook::Stranger s = book_.stranger(*run_); s != CaseBook::Stranger::none && !j_.value("anyway", false))
    return refused("other_municipality", stranger_text(s));
  if (run_->checks.stopped()) return refused("checks_stop", checks_stop_text());
  book_.take_run(*run_, key_of_hex(text_at("key")));
  return overview();
}

// What the caller has worked out of the run joined last.
std::string Desk::hashes() {
  const Json files = j_.value("files", Json::array());
  if (!book_.note_hashes(files.get<std::vector<std::string>>(), text_at("results"))) return not_understood("files");
  return overview();
}

std::string Desk::exported() {
  book_.note_export(
      {text_at("at"), text_at("who"), text_at("name"), j_.value("bytes", uint64_t{0}), text_at("sha256")});
  return overview();
}

CivilDate Desk::day_at(const char* key) const { return whole_date(text_at(key)); }

// What has been kept long enough.
std::string Desk::expired() {
  const CivilDate today = day_at("today");
  if (today.none()) return not_understood("today");
  begin();
  w_.key("rows").begin_array();
  for (const ExpiredCase& x : expired_cases(book_, today)) {
    w_.begin_object().member("last", iso_text(x.last)).member("until", iso_text(x.until)).key("row");
    write_row(x.number);
    w_.end_object();
  }
  w_.end_array();
  return end();
}

// Of what has been kept long enough, all that is named; of anything else nothing.
std::string Desk::erase() {
  std::set<uint32_t> due;
  for (const ExpiredCase& x : expired_cases(book_, day_at("today"))) due.insert(x.number);
  std::vector<uint32_t> gone;
  for (const Json& n : j_.value("cases", Json::array())) {
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= book_.cases().size() || !due.contains(n.get<uint32_t>()))
      return not_understood("cases");
    gone.push_back(n.get<uint32_t>());
  }
  if (gone.empty()) return not_understood("cases");
  book_.erase(gone, text_at("at"), text_at("who"));
  return overview();
}

// How many cases stood in which state at the end of each day asked for.
std::string Desk::progress_on() {
  std::vector<CivilDate> days;
  for (const Json& day : j_.value("days", Json::array())) {
    days.push_back(day.is_string() ? whole_date(day.get<std::string>()) : CivilDate{});
    if (days.back().none() || days.size() > kMostDays) return not_understood("days");
  }
  const std::vector<StateCounts> all = progress(book_, days);
  begin();
  w_.key("rows").begin_array();
  for (size_t i = 0; i < days.size(); ++i) {
    w_.begin_object().member("day", iso_text(days[i])).key("states").begin_object();
    for (size_t state = 0; state < all[i].size(); ++state)
      w_.member(code_of(static_cast<CaseState>(state)), all[i][state]);
    w_.end_object().end_object();
  }
  w_.end_array();
  return end();
}

// Everything the record of the runs is printed from.
std::string Desk::record() {
  begin();
  w_.key("runs")
      .raw(book_.runs_json())
      .key("exports")
      .raw(book_.exports_json())
      .key("deletions")
      .raw(book_.deletions_json());
  w_.key("lists").begin_array();
  for (const ListUse& l : list_calendar(book_.runs())) {
    w_.begin_object().member("date", l.date).key("newest").begin_array();
    for (const uint32_t r : l.newest) w_.value(r);
    w_.end_array().member("as_earlier", l.as_earlier).member("days", l.days).member("gap", l.gap).end_object();
  }
  w_.end_array().key("events").begin_array();
  for (uint32_t e = 0; e < book_.events().size(); ++e) write_event(e, true);
  w_.end_array();
  return end();
}

void Desk::write_overview() {
  std::map<CaseState, size_t> by_state;
  for (const Case& c : book_.cases()) ++by_state[c.now.state];
  w_.member("cases", book_.cases().size()).member("unsaved", book_.unsaved()).key("states").begin_object();
  for (int i = 0; i < kCaseStateCount; ++i)
    w_.member(code_of(static_cast<CaseState>(i)), by_state[static_cast<CaseState>(i)]);
  const RunChanges since = book_.changes();
  w_.end_object().key("since").begin_object().member("fresh", since.fresh).member("continuing", since.continuing);
  w_.member("changed", since.changed).member("gone", since.gone).end_object();
  const auto step = [this](const char* key, std::optional<uint32_t> event) {
    w_.key(key);
    if (!event) {
      w_.null();
      return;
    }
    const CaseEvent& e = book_.events()[*event];
    w_.begin_object()
        .member("label", label_of(e.action))
        .member("cases", e.cases.size())
        .member("name", e.cases.size() == 1 ? kept_text(book_.cases()[e.cases.front()], Field::name) : std::string())
        .end_object();
  };
  step("undo", book_.undoable());
  step("redo", book_.redoable());
  w_.key("runs").begin_array();
  for (const RunRecord& r : book_.runs()) {
    w_.begin_object()
        .member("flow", code_of(r.flow))
        .member("date", iso_text(r.date))
        .key("overlap_dates")
        .begin_array();
    for (const std::string& d : r.overlap_dates) w_.value(d);
    w_.end_array().end_object();
  }
  w_.end_array().key("merges").begin_array();
  for (const CaseEvent& e : book_.events())
    if (e.kind == CaseEvent::Kind::merge)
      w_.begin_object().member("at", e.at).member("who", e.who).member("file", e.note).end_object();
  w_.end_array()
      .member("events", book_.events().size())
      .key("deadlines")
      .raw(deadline_rule_json(book_.deadlines()).dump());
  std::map<CivilDate, size_t> due;
  for (const Case& c : book_.cases())
    if (!c.now.due.none()) ++due[c.now.due];
  w_.key("due").begin_object();
  for (const auto& [date, count] : due) w_.member(iso_text(date), count);
  w_.end_object();
  write_holidays();
  w_.member("retention_years", book_.retention_years());
  for (size_t i = 0; i < kPageSettings.size(); ++i)
    w_.key(kPageSettings[i].name).raw(book_.page_setting(i).empty() ? "null" : book_.page_setting(i));
}

// The table in use, how far it goes, and how many deadlines are beyond what is certain.
void Desk::write_holidays() {
  const Holidays& days = book_.holidays();
  std::map<std::string_view, size_t> deadlines;
  for (const Case& c : book_.cases())
    if (!c.now.due.none()) ++deadlines[certainty(days, c.now.due)];
  int known_until = kHolidaysTo;
  int official_until = kOfficialUntil;
  for (const int year : days.covered_years()) {
    known_until = std::max(known_until, year);
    if (days.official(year)) official_until = std::max(official_until, year);
  }
  w_.key("holidays").begin_object().key("own");
  if (const std::optional<HolidayTable>& table = book_.holiday_table()) {
    const Holidays::Extent& extent = days.extent();
    w_.begin_object().member("name", table->name).member("days", extent.days).member("from", iso_text(extent.first));
    w_.member("to", iso_text(extent.last)).end_object();
  } else {
    w_.null();
  }
  w_.member("known_until", known_until).member("official_until", official_until);
  w_.member("provisional", deadlines["provisional"]).member("unknown", deadlines["unknown"]).end_object();
}

std::string Desk::overview() {
  begin();
  write_overview();
  return end();
}

// Of results of the run at hand: which case each is, and where that stands.
std::string Desk::states() {
  begin();
  w_.key("states").begin_array();
  for (const Json& r : j_.value("results", Json::array())) {
    const uint32_t n = r.is_number_unsigned() ? book_.case_of_result(r.get<uint32_t>()) : kNobody;
    if (n == kNobody) {
      w_.null();
      continue;
    }
    const Case& c = book_.cases()[n];
    w_.begin_object().member("case", n).member("state", code_of(c.now.state)).member("label", label_of(c.now.state));
    w_.member("on_hold", c.now.on_hold)
        .member("returned", c.now.mail_returned)
        .member("since", label_of(book_.since(n)))
        .end_object();
  }
  w_.end_array();
  return end();
}

Filter Desk::filter() const {
  Filter f;
  const Json states = j_.value("states", Json::array());
  f.any_state = states.empty();
  for (int i = 0; i < kCaseStateCount; ++i) {
    const auto state = static_cast<CaseState>(i);
    if (std::find(states.begin(), states.end(), Json(code_of(state))) != states.end()) f.states.push_back(state);
  }
  f.since = text_at("since");
  f.due_by = text_at("due_by");
  f.due_from = text_at("due_from");
  f.on_hold = j_.value("on_hold", false);
  f.returned = j_.value("returned", false);
  f.text = folded(tables_, text_at("text"));
  return f;
}

bool Desk::wanted(uint32_t number, const Filter& f) const {
  const Case& c = book_.cases()[number];
  if (!f.any_state && std::find(f.states.begin(), f.states.end(), c.now.state) == f.states.end()) return false;
  if (!f.since.empty() && f.since != label_of(book_.since(number))) return false;
  if (!f.due_by.empty() && !is_due(c.now, f.due_by)) return false;
  if (!f.due_from.empty() && (c.now.due.none() || iso_text(c.now.due) < f.due_from)) return false;
  if (f.on_hold && !c.now.on_hold) return false;
  if (f.returned && !c.now.mail_returned) return false;
  return f.text.empty() || std::any_of(c.snapshot.begin(), c.snapshot.end(), [&](const std::string& value) {
           return !value.empty() && folded(tables_, value).find(f.text) != std::string::npos;
         });
}

void Desk::write_row(uint32_t number) {
  const Case& c = book_.cases()[number];
  const Listing& last = c.listings.back();
  w_.begin_object().member("case", number).member("flow", code_of(c.flow)).member("state", code_of(c.now.state));
  w_.member("label", label_of(c.now.state)).member("on_hold", c.now.on_hold).member("returned", c.now.mail_returned);
  w_.member("since", label_of(book_.since(number)))
      .member("bucket", info_of(c.now.bucket).code)
      .member("bucket_label", info_of(c.now.bucket).label);
  w_.member("name", kept_text(c, Field::name))
      .member("kana", kept_text(c, Field::name_kana))
      .member("birth", kept_text(c, Field::birth_date));
  w_.member("sex", kept_text(c, Field::sex))
      .member("number", number_shown(c))
      .member("head", kept_text(c, Field::head_name));
  w_.member_or_null("loss_date", iso_text(last.loss_date)).member_or_null("last_step", iso_text(c.now.last_step));
  w_.member_or_null("due", iso_text(c.now.due)).member_or_null("next_from", iso_text(c.now.next_from));
  w_.member_or_null("due_certainty", c.now.due.none() ? "" : certainty(book_.holidays(), c.now.due)).end_object();
}

// A page of the cases a filter names, each as `write` says.
std::string Desk::page(void (Desk::*write)(uint32_t), size_t usual) {
  const Filter f = filter();
  const auto start = j_.value("start", size_t{0});
  const auto count = std::min(j_.value("count", usual), kMostRows);
  begin();
  w_.key("rows").begin_array();
  size_t met = 0;
  for (uint32_t i = 0; i < book_.cases().size(); ++i) {
    if (!wanted(i, f)) continue;
    if (met >= start && met - start < count) (this->*write)(i);
    ++met;
  }
  w_.end_array().member("count", met);
  return end();
}

std::string label_of(const CaseBook& book, const CaseEvent& e) {
  switch (e.kind) {
    case CaseEvent::Kind::act: return std::string(label_of(e.action));
    case CaseEvent::Kind::merge: return merge_label(e.note);
    default: return undo_label(label_of(book.events()[e.of].action), e.kind == CaseEvent::Kind::undo);
  }
}

void Desk::write_event(uint32_t number, bool named) {
  const CaseEvent& e = book_.events()[number];
  const bool act = e.kind == CaseEvent::Kind::act;
  const bool merge = e.kind == CaseEvent::Kind::merge;
  const CaseEvent& of = act || merge ? e : book_.events()[e.of];
  w_.begin_object()
      .member("event", number)
      .member("kind", code_of(e.kind))
      .member("label", label_of(book_, e))
      .member("at", e.at);
  w_.member("who", e.who)
      .member("stands", act && book_.stands(number))
      .member_or_null("on", act ? iso_text(e.on) : std::string());
  w_.member("date_label", merge ? std::string_view() : date_label_of(of.action)).member_or_null("reason", e.reason);
  w_.member_or_null("note", merge ? std::string() : e.note).member("cases", of.cases.size());
  if (named) {
    w_.key("names").begin_array();
    for (size_t i = 0; i < of.cases.size() && i < kMostNames; ++i)
      w_.value(kept_text(book_.cases()[of.cases[i]], Field::name));
    w_.end_array();
  }
  w_.end_object();
}

// Every step: whether it may be taken now, and if not, why.
void Desk::write_steps(const Standing& now) {
  w_.key("steps").begin_array();
  for (int i = 0; i < kCaseActionCount; ++i) {
    const auto a = static_cast<CaseAction>(i);
    // As if date, note and reason were given: what is missing is asked for, not refused.
    const Refusal r = refuse(now, {a, kLate, true, true});
    if (r == Refusal::wrong_state || r == Refusal::not_on_hold || r == Refusal::not_returned ||
        r == Refusal::not_inquired)
      continue;
    const Refusal bare = refuse(now, {a, kLate, false, true});
    w_.begin_object().member("action", code_of(a)).member("label", label_of(a)).member("date_label", date_label_of(a));
    w_.member("needs_reason", a == CaseAction::exclude)
        .member("needs_note", r == Refusal::none && bare != Refusal::none);
    w_.member_or_null("refused", sentence_of(r, a, now))
        .member_or_null("hint", r == Refusal::none ? sentence_of(bare, a, now) : std::string());
    w_.end_object();
  }
  w_.end_array();
}

// Of a result that is no case yet: what may be done with the case it becomes when the run is joined. Nothing where it becomes none.
void Desk::write_steps_before() {
  const bool asked = run_ && j_.contains("result") && j_.at("result").is_number_unsigned() &&
                     j_.at("result").get<uint64_t>() < run_->results.size();
  const Bucket bucket = asked ? run_->results[j_.at("result").get<uint32_t>()].where : Bucket::d_resolved;
  if (!asked || !makes_case(bucket) || book_.has_joined()) return;
  Standing now;
  now.bucket = bucket;
  write_steps(now);
}

std::string Desk::one() {
  uint32_t number = kNobody;
  if (j_.contains("result") && j_.at("result").is_number_unsigned())
    number = book_.case_of_result(j_.at("result").get<uint32_t>());
  else if (j_.contains("case") && j_.at("case").is_number_unsigned()) number = j_.at("case").get<uint32_t>();
  begin();
  if (number >= book_.cases().size()) {
    w_.key("case").null();
    write_steps_before();
    return end();
  }
  const Case& c = book_.cases()[number];
  w_.key("case");
  write_row(number);
  w_.key("person").begin_array();
  for (size_t i = 0; i < c.snapshot.size(); ++i) {
    if (c.snapshot[i].empty()) continue;
    const SnapshotField f = snapshot_fields()[i];
    w_.begin_object().member("label", find_field(f.kind, f.field)->label).member("value", c.snapshot[i]).end_object();
  }
  w_.end_array().key("listings").begin_array();
  for (const Listing& l : c.listings) {
    w_.begin_object()
        .member("from", iso_text(book_.runs()[l.first_run].date))
        .member("to", iso_text(book_.runs()[l.last_run].date));
    w_.member("bucket", info_of(l.bucket).code).member("label", info_of(l.bucket).label).member("grade", l.grade);
    w_.member_or_null("loss_date", iso_text(l.loss_date))
        .member("rows", l.rows)
        .member("reasons", l.reasons)
        .end_object();
  }
  w_.end_array().key("events").begin_array();
  for (const uint32_t e : c.events) write_event(e);
  w_.end_array();
  write_steps(c.now);
  return end();
}

// The step a command asks for; else what is wrong with it is in out_.
bool Desk::read_step(CaseEvent& e) {
  const std::string action = text_at("action");
  int found = 0;
  while (found < kCaseActionCount && code_of(static_cast<CaseAction>(found)) != action) ++found;
  const auto wrong = [this](std::string answer) {
    out_ = std::move(answer);
    return false;
  };
  if (found == kCaseActionCount) return wrong(not_understood("action"));
  e.action = static_cast<CaseAction>(found);
  e.at = text_at("at");
  e.who = text_at("who");
  e.note = text_at("note");
  e.reason = text_at("reason");
  if (const std::string on = text_at("on"); !on.empty()) {
    e.on = whole_date(on);
    if (e.on.none())
      return wrong(refused(code_of(ErrorCode::date_invalid), sentence_of(Error{ErrorCode::date_invalid, {}, on})));
  }
  for (const Json& n : j_.value("cases", Json::array())) {
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= book_.cases().size()) return wrong(not_understood("cases"));
    e.cases.push_back(n.get<uint32_t>());
  }
  return !e.cases.empty() && e.cases.size() <= kMostCases ? true : wrong(not_understood("cases"));
}

void Desk::write_refused(const std::vector<RefusedCase>& no, CaseAction action) {
  w_.key("refused").begin_array();
  for (const RefusedCase& r : no) {
    const Case& c = book_.cases()[r.number];
    w_.begin_object().member("case", r.number).member("name", kept_text(c, Field::name)).member("code", code_of(r.why));
    w_.member("text", sentence_of(r.why, action, c.now)).end_object();
  }
  w_.end_array();
}

std::string Desk::act() {
  CaseEvent e;
  if (!read_step(e)) return std::move(out_);
  const size_t asked = e.cases.size();
  const bool all_or_none = !j_.value("partial", false);
  const std::vector<RefusedCase> no = book_.act(e, all_or_none);
  begin();
  w_.member("done", all_or_none && !no.empty() ? 0 : asked - no.size());
  write_refused(no, e.action);
  write_overview();
  return end();
}

// Who the step would be refused for, were it taken. What is not given yet - day, note, reason - is still to be asked for, and
// no reason to refuse.
std::string Desk::would_refuse() {
  CaseEvent e;
  if (!read_step(e)) return std::move(out_);
  const CaseStep step{e.action, e.on.none() ? kLate : e.on, true, true};
  std::vector<RefusedCase> no;
  for (const uint32_t n : e.cases)
    if (const Refusal why = refuse(book_.cases()[n].now, step); why != Refusal::none) no.push_back({n, why});
  begin();
  write_refused(no, e.action);
  return end();
}

std::string Desk::take_back(bool undo) {
  const bool done = undo ? book_.undo(text_at("at"), text_at("who")) : book_.redo(text_at("at"), text_at("who"));
  begin();
  w_.member("done", done);
  write_overview();
  return end();
}

std::string Desk::settings() {
  bool any = j_.contains("deadlines") || j_.contains("holidays") || j_.contains("retention_years");
  for (const PageSetting& p : kPageSettings) any = any || j_.contains(p.name);
  if (!any) return not_understood("settings");
  // All of them or none: what can be refused comes before what is set.
  DeadlineRule rule = book_.deadlines();
  if (j_.contains("deadlines")) {
    Result<DeadlineRule> read = read_deadline_rule(j_.at("deadlines"));
    if (!read.ok()) return not_understood(read.problem().detail);
    rule = std::move(read.value());
  }
  const int years = j_.value("retention_years", book_.retention_years());
  if (years < 1 || years > kMostRetentionYears) return not_understood("retention_years");
  std::array<std::string, kPageSettings.size()> page;
  for (size_t i = 0; i < page.size(); ++i) {
    const auto given = j_.find(kPageSettings[i].name);
    page[i] = book_.page_setting(i);
    if (given == j_.end()) continue;
    std::optional<std::string> kept = given->is_null() ? std::string() : kept_json(*given, kPageSettings[i].most_bytes);
    if (!kept) return not_understood(kPageSettings[i].name);
    page[i] = std::move(*kept);
  }
  if (j_.contains("holidays")) {
    std::optional<HolidayTable> table;
    if (const Json& given = j_.at("holidays"); !given.is_null())
      table = HolidayTable{given.at("name").get<std::string>(), given.at("text").get<std::string>()};
    if (table && table->name.size() > kMaxNameBytes) return not_understood("holidays.name");
    if (const Error e = book_.set_holidays(std::move(table))) return refused(code_of(e.code), sentence_of(e));
  }
  book_.set_deadlines(std::move(rule));
  for (size_t i = 0; i < page.size(); ++i) book_.set_page_setting(i, std::move(page[i]));
  book_.set_retention_years(years);
  return overview();
}

// One letter a household: its head, where to write, and the members among the cases asked for. A household is one only if 世帯番号,
// head and address all agree (DOMAIN section 6); without a number whoever has one head at one address; nobody else is put together.
std::string Desk::households() {
  std::map<std::tuple<uint64_t, std::u16string, std::u16string, uint32_t>, std::vector<uint32_t>> found;
  std::map<uint64_t, size_t> parts;  // of a 世帯番号
  for (const Json& n : j_.value("cases", Json::array())) {
    if (!n.is_number_unsigned() || n.get<uint64_t>() >= book_.cases().size()) return not_understood("cases");
    const auto number = n.get<uint32_t>();
    const Home home = home_of(tables_, book_.cases()[number]);
    const bool alone = home.number == 0 && home.head.empty();
    std::vector<uint32_t>& members = found[{home.number, home.head, home.address, alone ? number + 1 : 0}];
    if (members.empty() && home.number != 0) ++parts[home.number];
    members.push_back(number);
  }
  begin();
  w_.key("households").begin_array();
  for (const auto& [home, members] : found) {
    const Case& first = book_.cases()[members.front()];
    const std::string& id = kept_text(first, Field::household_id);
    const uint64_t number = std::get<0>(home);
    w_.begin_object().member("household", id).member("head", kept_text(first, Field::head_name));
    w_.member("postal_code", kept_text(first, Field::postal_code)).member("address", kept_text(first, Field::address));
    w_.member("building", kept_text(first, Field::building));
    w_.member_or_null("notice", number == 0         ? id.empty() ? std::string() : household_unusable_text(id)
                                : parts[number] > 1 ? household_parted_text(id)
                                                    : std::string());
    w_.key("members").begin_array();
    for (const uint32_t m : members) write_row(m);
    w_.end_array().key("others").begin_array();
    for (const HouseholdMember& m : book_.others_in_household(tables_, first))
      w_.begin_object()
          .member("name", m.name)
          .member("kana", m.kana)
          .member("birth", m.birth)
          .member("relationship", m.relationship)
          .end_object();
    w_.end_array().key("insurers").begin_array();
    for (const uint32_t m : members)
      w_.value(kept_text(book_.cases()[m], Field::other_insurer_name, FileKind::overlap));
    w_.end_array().end_object();
  }
  w_.end_array();
  return end();
}

// A step that brings a case into the state it is in; the others leave marks on it.
bool changes_state(CaseAction a) {
  switch (a) {
    case CaseAction::verify:
    case CaseAction::exclude:
    case CaseAction::put_back:
    case CaseAction::file:
    case CaseAction::complete:
    case CaseAction::urge:
    case CaseAction::urge_again:
    case CaseAction::ex_officio: return true;
    default: return false;
  }
}

// As the run says, else as the roster does: whoever has filed stands there with a date.
std::string loss_date_of(const Case& c) {
  if (const CivilDate said = c.listings.back().loss_date; !said.none()) return iso_text(said);
  const std::string& in_roster = kept_text(c, Field::lost);
  const CivilDate filed = whole_date(in_roster);
  return filed.none() ? in_roster : iso_text(filed);
}

// Everything that a table for another system may ask of a case: the person as kept, and what was decided and when.
void Desk::write_decision(uint32_t number) {
  const Case& c = book_.cases()[number];
  const CaseEvent* step = nullptr;
  std::map<CaseAction, CivilDate> dates;
  std::string reason;
  std::string note;
  for (const uint32_t n : c.events) {
    if (!book_.stands(n)) continue;
    const CaseEvent& e = book_.events()[n];
    if (changes_state(e.action)) step = &e;
    if (!e.on.none()) dates[e.action] = e.on;
    if (!e.reason.empty()) reason = e.reason;
    if (!e.note.empty()) note += (note.empty() ? "" : " / ") + e.note;
  }
  const SexCode sex = parse_sex(kept_text(c, Field::sex));
  w_.begin_object().member("case", number).member("flow", code_of(c.flow)).member("state", code_of(c.now.state));
  w_.member("label", label_of(c.now.state)).member("bucket_label", info_of(c.now.bucket).label);
  w_.member_or_null("birth", c.birth.partial() ? std::string() : iso_text(c.birth));
  w_.member("sex", sex == SexCode::male ? "1" : sex == SexCode::female ? "2" : "").key("person").begin_object();
  for (size_t i = 0; i < c.snapshot.size(); ++i) {
    const SnapshotField f = snapshot_fields()[i];
    w_.member(find_field(f.kind, f.field)->code, c.snapshot[i]);
  }
  w_.end_object().member_or_null("loss_date", loss_date_of(c)).key("dates").begin_object();
  for (const auto& [action, on] : dates) w_.member(code_of(action), iso_text(on));
  w_.end_object().member("step", step ? label_of(step->action) : std::string_view());
  w_.member_or_null("on", step ? (step->on.none() ? step->at.substr(0, 10) : iso_text(step->on)) : std::string());
  w_.member("who", step ? step->who : std::string()).member("reason", reason).member("note", note).end_object();
}

std::string Desk::open() {
  CaseBook opened;
  const CaseBook::BodyError e = opened.open(text_at("body"));
  if (e != CaseBook::BodyError::none) return refused("work_file", body_error_text(e));
  if (run_ && !j_.value("anyway", false))
    if (const CaseBook::Stranger s = opened.stranger(*run_); s != CaseBook::Stranger::none)
      return refused("other_municipality", stranger_text(s));
  book_ = std::move(opened);
  if (j_.value("unsaved", false)) book_.touch();                // taken over from an engine that was lost
  if (run_) book_.take_run(*run_, key_of_hex(text_at("key")));  // the lists may have been read first
  return overview();
}

// One side of a conflict: where the case stands there, and what the other side does not know.
void Desk::write_side(const CaseBook& book, uint32_t number, const std::vector<uint32_t>& events) {
  w_.begin_object().member("label", label_of(book.cases()[number].now)).key("events").begin_array();
  for (const uint32_t n : events) {
    const CaseEvent& e = book.events()[n];
    const std::string day = e.on.none() ? e.at.substr(0, 10) : iso_text(e.on);
    const std::string said = e.reason + (e.reason.empty() || e.note.empty() ? "" : " / ") + e.note;
    w_.value(history_line(day, label_of(book, e), said, e.who));
  }
  w_.end_array().end_object();
}

void Desk::write_conflict(const CaseBook& theirs, const MergeConflict& c) {
  const Case& who = book_.cases()[c.ours];
  w_.begin_object()
      .member("key", who.key)
      .member("name", kept_text(who, Field::name))
      .member("kana", kept_text(who, Field::name_kana));
  w_.member("birth", kept_text(who, Field::birth_date)).member("number", number_shown(who)).key("ours");
  write_side(book_, c.ours, c.our_events);
  w_.key("theirs");
  write_side(theirs, c.theirs, c.their_events);
  w_.end_object();
}

// Another clerk's book into this one.
std::string Desk::merge() {
  CaseBook theirs;
  if (const CaseBook::BodyError e = theirs.open(text_at("body")); e != CaseBook::BodyError::none)
    return refused("work_file", body_error_text(e));
  if (const CaseBook::Stranger s = book_.stranger(theirs); s != CaseBook::Stranger::none)
    return refused("other_municipality", stranger_text(s));
  const Json chosen = j_.value("choices", Json::object());
  if (!chosen.is_object()) return not_understood("choices");
  std::unordered_map<std::string, Side> choices;
  for (const auto& [key, side] : chosen.items()) {
    if (side != "ours" && side != "theirs") return not_understood("choices");
    choices.emplace(key, side == "ours" ? Side::ours : Side::theirs);
  }
  const bool settings_differ = !book_.same_settings(theirs);
  const MergeOutcome made = totsugo::merge(book_, theirs, choices, {text_at("at"), text_at("who"), text_at("file")});
  begin();
  w_.member("merged", made.merged)
      .member("added", made.added)
      .member("taken", made.taken)
      .member("new_runs", made.runs);
  w_.member("settings_differ", settings_differ).key("conflicts").begin_array();
  for (const MergeConflict& c : made.conflicts) write_conflict(theirs, c);
  w_.end_array();
  if (made.merged) write_overview();
  return end();
}

}  // namespace

std::string casework_command(CaseBook& book, const CharTables& tables, const RunView* run, std::string_view command) {
  const Json j = Json::parse(command, nullptr, false);
  if (!j.is_object()) return not_understood("JSON");
  try {
    return Desk(book, tables, run, j).answer();
  } catch (const Json::exception&) {  // a value of another type than the command's
    return not_understood("type");
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
