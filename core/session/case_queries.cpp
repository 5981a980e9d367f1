// Commands that only look at cases: lists, one case, states, households, progress, and what has been kept long enough.
#include <algorithm>
#include <map>
#include <tuple>

#include "core/calendar/date_form.h"
#include "core/calendar/holidays.h"
#include "core/casework/casework_words.h"
#include "core/casework/progress.h"
#include "core/casework/retention.h"
#include "core/identifier/sex_code.h"
#include "core/layout/fields.h"
#include "core/report/annual.h"
#include "core/report/ledger.h"
#include "core/rules/rule_words.h"
#include "core/session/desk.h"
#include "core/session/query.h"

namespace totsugo {
namespace {

// Rows of one answer. The page asks for as many at once (PAGE in web/src/casework/import-table.ts). Rows of the sample town have 400 to
// 700 bytes, so an answer stays below a megabyte.
constexpr size_t kMostRows = 1000;
// Queries counted at once: the queues of the page and a work file's saved ones, with room.
constexpr size_t kMostQueries = 200;
// Days of one picture: a year by weeks, with room. The page draws 26 at most; each day goes over all events again.
constexpr size_t kMostDays = 60;
// Names of one step in the record, which is printed: one line holds three; `cases` says how many there are.
constexpr size_t kMostNames = 3;

using Json = nlohmann::json;

// What is kept of the person, under the names of its fields.
void write_person(JsonWriter& w, const Case& c) {
  w.key("person").begin_array();
  for (size_t i = 0; i < c.snapshot.size(); ++i) {
    const SnapshotField f = snapshot_fields()[i];
    const bool as_roster = f.kind != FileKind::roster && c.snapshot[i] == kept_text(c, f.field);
    if (c.snapshot[i].empty() || as_roster) continue;
    const std::string_view label = find_field(f.kind, f.field)->label;
    // The pension list and the roster have columns of one name, also where the field is another (資格喪失年月日).
    const bool of_list = f.kind == FileKind::pension || snapshot_codes()[i].find('.') != std::string::npos;
    w.begin_object().member("label", of_list ? listed_label(label_of(f.kind), label) : std::string(label));
    w.member("value", c.snapshot[i]).end_object();
  }
  w.end_array();
}

void write_listings(JsonWriter& w, const CaseBook& book, const Case& c) {
  w.key("listings").begin_array();
  for (const Listing& l : c.listings) {
    w.begin_object().member("from", iso_text(book.runs()[l.first_run].date));
    w.member("to", iso_text(book.runs()[l.last_run].date));
    w.member("bucket", info_of(l.bucket).code).member("label", info_of(l.bucket).label).member("grade", l.grade);
    w.member_or_null("loss_date", iso_text(l.loss_date)).member("rows", l.rows).member("reasons", l.reasons);
    w.member("flow", code_of(l.flow)).member_or_null("review_kind", code_of(l.review)).member("chosen", l.chosen);
    w.key("candidates").begin_array();
    for (const ShownCandidate& x : l.candidates) {
      w.begin_object().member("roster_line", x.line).member_or_null("grade", x.grade).member("name", x.name);
      w.member("kana", x.kana).member("birth", x.birth).member("sex", x.sex).member("number", x.number);
      w.member("address", x.address).member("difference", x.difference).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

// Every step: whether it may be taken now, and if not, why.
void write_steps(JsonWriter& w, const Standing& now, Flow flow, bool in_roster = true) {
  w.key("steps").begin_array();
  for (int i = 0; i < kCaseActionCount; ++i) {
    const auto a = static_cast<CaseAction>(i);
    // As if date, note and reason were given: what is missing is asked for, not refused.
    if (a >= CaseAction::choose) continue;  // offered where the candidates are
    Refusal r = refuse(now, {a, kLate, true, true, flow});
    if (r == Refusal::none && is_letter(a) && !in_roster) r = Refusal::nobody_chosen;
    if (r == Refusal::wrong_state || r == Refusal::urging_already || r == Refusal::not_on_hold ||
        r == Refusal::not_returned || r == Refusal::not_inquired)
      continue;
    const Refusal bare = refuse(now, {a, kLate, false, true, flow});
    w.begin_object().member("action", code_of(a)).member("label", label_of(a)).member("date_label", date_label_of(a));
    w.member("needs_reason", a == CaseAction::exclude)
        .member("needs_note", r == Refusal::none && bare != Refusal::none);
    std::string hint = r == Refusal::none ? sentence_of(bare, a, now) : std::string();
    if (a == CaseAction::put_back && now.anew) hint = listed_anew_text(now);
    w.member_or_null("refused", sentence_of(r, a, now)).member_or_null("hint", hint);
    w.end_object();
  }
  w.end_array();
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

// What the standing steps of a case come to.
struct Decision {
  const CaseEvent* step = nullptr;  // the last one that changed the state
  std::map<CaseAction, CivilDate> dates;
  std::string reason;
  std::string notes;
};

Decision gather_decision(const CaseBook& book, uint32_t number) {
  const Case& c = book.cases()[number];
  Decision out;
  for (const uint32_t n : book.events_of(c)) {
    if (!book.stands(n)) continue;
    const CaseEvent& e = book.events()[n];
    if (changes_state(e.action)) out.step = &e;
    if (!e.on.none()) out.dates[e.action] = e.on;
    if (!e.reason.empty()) out.reason = e.reason;
    if (const std::string& note = book.note_of(e, number); !note.empty())
      out.notes += (out.notes.empty() ? "" : " / ") + note;
  }
  return out;
}

// As the run says, else as the roster does: whoever has filed stands there with a date.
std::string loss_date_of(const Case& c) {
  if (const CivilDate said = c.listings.back().loss_date; !said.none()) return iso_text(said);
  const std::string& in_roster = kept_text(c, Field::lost);
  const CivilDate filed = whole_date(in_roster);
  return filed.none() ? in_roster : iso_text(filed);
}

// Cases by where they live. A household is one only if 世帯番号, head and address all agree (DOMAIN section 6); without a number
// whoever has one head at one address; nobody else is put together.
struct HomeGroups {
  // 世帯番号, head, address, and a number of its own for a case that has neither number nor head.
  using Key = std::tuple<uint64_t, std::u16string, std::u16string, uint32_t>;
  std::map<Key, std::vector<uint32_t>> members;
  std::map<uint64_t, size_t> parts;  // into how many a 世帯番号 falls
};

HomeGroups group_by_home(const CharTables& tables, const CaseBook& book, const std::vector<uint32_t>& cases) {
  HomeGroups out;
  for (const uint32_t number : cases) {
    const Home home = home_of(tables, book.cases()[number]);
    const bool alone = home.number == 0 && home.head.empty();
    std::vector<uint32_t>& members = out.members[{home.number, home.head, home.address, alone ? number + 1 : 0}];
    if (members.empty() && home.number != 0) ++out.parts[home.number];
    members.push_back(number);
  }
  return out;
}

// Why people of one 世帯番号 are not together on a letter; empty where they are. `parts`: into how many the number falls.
std::string notice_of(const std::string& household_id, uint64_t number, size_t parts) {
  if (number == 0) return household_id.empty() ? std::string() : household_unusable_text(household_id);
  return parts > 1 ? household_parted_text(household_id) : std::string();
}

}  // namespace

std::string label_of(const CaseBook& book, const CaseEvent& e) {
  switch (e.kind) {
    case CaseEvent::Kind::act: return std::string(label_of(e.action));
    case CaseEvent::Kind::merge: return merge_label(e.note);
    default: return undo_label(label_of(book.events()[e.of].action), e.kind == CaseEvent::Kind::undo);
  }
}

std::string day_of(const CaseEvent& e) { return e.on.none() ? e.at.substr(0, 10) : iso_text(e.on); }

// How many people each of the queries lists, scope and day being the command's.
std::string Desk::count_people() {
  WorklistQuery all;
  if (const std::string unknown = read_query(command_, all); !unknown.empty()) return decline(misread(unknown));
  if (all.scope == Scope::run && !run_) return decline({ErrorCode::out_of_order, {}, "count"});
  const Json& of = command_.at("of");
  if (!of.is_array() || of.size() > kMostQueries) return decline(misread("of"));
  std::vector<WorklistQuery> queries(of.size());
  for (size_t i = 0; i < queries.size(); ++i) {
    if (!of[i].is_object()) return decline(misread("of"));
    if (const std::string unknown = read_query(of[i], queries[i]); !unknown.empty()) return decline(misread(unknown));
    queries[i].scope = all.scope;
    if (queries[i].today.none()) queries[i].today = today();
  }
  // Those of one day are counted together.
  std::map<CivilDate, std::vector<size_t>> by_day;
  for (size_t i = 0; i < queries.size(); ++i) by_day[queries[i].today].push_back(i);
  std::vector<size_t> counts(queries.size());
  for (const auto& [day, some] : by_day) {
    std::vector<WorklistQuery> of_day;
    for (const size_t i : some) of_day.push_back(queries[i]);
    const std::vector<size_t> counted = listed_.count({tables_, book_, run_ ? &*run_ : nullptr}, of_day);
    for (size_t k = 0; k < some.size(); ++k) counts[some[k]] = counted[k];
  }
  begin_answer();
  w_.key("counts").begin_array();
  for (const size_t n : counts) w_.value(n);
  w_.end_array();
  return end_answer();
}

// Of the cases that the query wants, from `start` on and at most `count`.
std::string Desk::list_decisions() {
  WorklistQuery wanted;
  if (const std::string unknown = read_query(command_, wanted); !unknown.empty()) return decline(misread(unknown));
  wanted.scope = Scope::book;
  wanted.sort = SortKey::line;
  wanted.today = today();
  Worklist listed;
  listed.apply({tables_, book_}, wanted);
  const auto start = command_.value("start", size_t{0});
  const auto end = std::min(listed.order().size(), start + std::min(command_.value("count", kMostRows), kMostRows));
  begin_answer();
  w_.key("rows").begin_array();
  for (size_t i = start; i < end; ++i) write_decision(listed.order()[i].number);
  w_.end_array().member("count", listed.order().size());
  return end_answer();
}

// Rows of 管理簿, from `start` on and at most `count`.
std::string Desk::list_ledger() {
  LedgerQuery wanted;
  if (const std::string unknown = read_ledger_query(command_, wanted); !unknown.empty())
    return decline(misread(unknown));
  if (wanted.people.today.none()) wanted.people.today = today();
  const std::vector<uint32_t> cases = ledger_cases({tables_, book_}, wanted);
  const std::vector<LedgerColumn> columns = asked_columns(wanted);
  const auto start = command_.value("start", size_t{0});
  const auto end = std::min(cases.size(), start + std::min(command_.value("count", kMostRows), kMostRows));
  begin_answer();
  w_.key("rows").begin_array();
  for (size_t i = start; i < end; ++i) {
    w_.begin_object().member("case", cases[i]).key("cells").begin_array();
    for (const LedgerColumn column : columns) w_.value(ledger_cell(book_, cases[i], column, wanted.people.today));
    w_.end_array().end_object();
  }
  w_.end_array().member("count", cases.size());
  return end_answer();
}

namespace {

void write_figures(JsonWriter& w, const Figures& f) {
  w.begin_object().member("listed", f.listed).member("verified", f.verified).member("inquired", f.inquired);
  w.member("urged", f.urged).member("urged_again", f.urged_again).member("filed", f.filed);
  w.member("ex_officio", f.ex_officio).key("excluded").begin_object();
  for (const auto& [reason, n] : f.excluded) w.member(reason, n);
  w.end_object().key("open");
  if (f.open) w.value(*f.open);
  else w.null();
  const std::string middle = median_text(f.days_to_filing);
  w.key("days_to_filing").raw(middle.empty() ? "null" : middle).end_object();
}

void write_flows(JsonWriter& w, const FiguresByFlow& of) {
  w.begin_object();
  for (const Flow flow : {Flow::p, Flow::d}) {
    w.key(code_of(flow));
    write_figures(w, of[index_of(flow)]);
  }
  w.end_object();
}

}  // namespace

// 年度集計: twelve months from that of the day `from`.
std::string Desk::show_annual() {
  const CivilDate first = day_at("from");
  if (first.none()) return decline(misread("from"));
  const Annual figures = annual_of(book_, first, today());
  begin_answer();
  w_.key("months").begin_array();
  for (size_t m = 0; m < kMonthsOfYear; ++m) {
    w_.begin_object().member("month", iso_text(figures.months[m])).key("flows");
    write_flows(w_, figures.by_month[m]);
    w_.end_object();
  }
  w_.end_array().member("open_on", iso_text(figures.open_on)).key("whole");
  write_flows(w_, figures.whole);
  w_.key("sum");
  write_figures(w_, figures.sum);
  return end_answer();
}

// Cases that have been kept long enough.
std::string Desk::list_expired() {
  const CivilDate today = day_at("today");
  if (today.none()) return decline(misread("today"));
  begin_answer();
  w_.key("rows").begin_array();
  for (const ExpiredCase& x : expired_cases(book_, today)) {
    w_.begin_object().member("last", iso_text(x.last)).member("until", iso_text(x.until)).key("row");
    write_row(x.number);
    w_.end_object();
  }
  w_.end_array();
  return end_answer();
}

// Everything that a table for another system may ask of a case: the person as kept, and what was decided and when.
void Desk::write_decision(uint32_t number) {
  const Case& c = book_.cases()[number];
  const Decision made = gather_decision(book_, number);
  const CaseEvent* const step = made.step;
  const SexCode sex = parse_sex(kept_text(c, Field::sex));
  w_.begin_object()
      .member("case", number)
      .member("flow", code_of(book_.usual_flow(c)))
      .member("state", code_of(c.now.state));
  w_.member("label", label_of(c.now.state)).member("bucket_label", info_of(c.now.bucket).label);
  w_.member_or_null("birth", c.birth.partial() ? std::string() : iso_text(c.birth));
  w_.member("sex", sex == SexCode::male ? "1" : sex == SexCode::female ? "2" : "").key("person").begin_object();
  for (size_t i = 0; i < c.snapshot.size(); ++i) {
    const std::string& code = snapshot_codes()[i];
    if (code.find('.') == std::string::npos) w_.member(code, c.snapshot[i]);
  }
  w_.end_object().member_or_null("loss_date", loss_date_of(c)).key("dates").begin_object();
  for (const auto& [action, on] : made.dates) w_.member(code_of(action), iso_text(on));
  w_.end_object().member("step", step ? label_of(step->action) : std::string_view());
  w_.member_or_null("on", step ? day_of(*step) : std::string()).member("who", step ? step->who : std::string());
  w_.member("reason", made.reason).member("note", made.notes).end_object();
}

namespace {

// Whom the step chose, where it was for one case.
std::string chosen_by(const CaseEvent& e) {
  if (e.chosen.size() != 1 || e.chosen.front().person.empty()) return {};
  const ChosenPerson& c = e.chosen.front();
  return chosen_text(c.name, c.line, c.against);
}

}  // namespace

// `named`: with the names of the first few cases; `about`: as it is told of this case.
void Desk::write_event(uint32_t number, bool named, uint32_t about) {
  const CaseEvent& e = book_.events()[number];
  const bool act = e.kind == CaseEvent::Kind::act;
  const bool merge = e.kind == CaseEvent::Kind::merge;
  const CaseEvent& of = act || merge ? e : book_.events()[e.of];
  w_.begin_object().member("event", number).member("kind", code_of(e.kind)).member("label", label_of(book_, e));
  w_.member("at", e.at).member("who", e.who).member("stands", act && book_.stands(number));
  w_.member_or_null("on", act ? iso_text(e.on) : std::string());
  w_.member_or_null("until", act ? iso_text(e.until) : std::string());
  w_.member("date_label", merge ? std::string_view() : date_label_of(of.action)).member_or_null("reason", e.reason);
  w_.member_or_null("note", merge              ? std::string()
                            : about == kNobody ? e.note
                                               : book_.note_of(e, about))
      .member("cases", of.cases.size());
  w_.member_or_null("chosen", chosen_by(of));
  if (named) {
    w_.key("names").begin_array();
    for (size_t i = 0; i < of.cases.size() && i < kMostNames; ++i)
      w_.value(kept_text(book_.cases()[of.cases[i]], Field::name));
    w_.end_array();
  }
  w_.end_object();
}

// Of a finding that is not attached: what may be done with the case it becomes. Nothing where it becomes none.
void Desk::write_steps_before(uint32_t finding) {
  if (!run_ || finding >= run_->results.size() || !makes_case(run_->results[finding].where)) return;
  Standing now;
  now.bucket = run_->results[finding].where;
  now.said[index_of(run_->settings.which)] = now.bucket;
  write_steps(w_, now, run_->settings.which);
}

// The case that the command names, or the one of the finding that it names; kNobody where it names neither.
uint32_t Desk::find_case() const {
  const auto named = [this](const char* key) {
    const bool is = command_.contains(key) && command_.at(key).is_number_unsigned();
    return is && command_.at(key).get<uint64_t>() < kNobody ? command_.at(key).get<uint32_t>() : kNobody;
  };
  if (const uint32_t finding = named("finding"); finding != kNobody) return book_.case_of(finding);
  return named("case");
}

// What the run at hand says of the case: of several findings, a loss and what withdraws it, the one that the case stands by.
uint32_t Desk::finding_of(uint32_t number) const {
  uint32_t found = kNobody;
  if (!run_ || !book_.is_attached()) return found;
  const Bucket bucket = book_.cases()[number].now.bucket;
  const uint32_t count = static_cast<uint32_t>(run_->results.size());
  for (uint32_t f = 0; f < count; ++f) {
    if (book_.case_of(f) != number) continue;
    if (run_->results[f].where == bucket) return f;
    if (found == kNobody) found = f;
  }
  return found;
}

std::string Desk::show_case() {
  const uint32_t number = find_case();
  begin_answer();
  if (number >= book_.cases().size() || !book_.is_shown(number)) {
    w_.key("case").null();
    if (command_.contains("finding") && !book_.is_attached())
      write_steps_before(command_.at("finding").get<uint32_t>());
    return end_answer();
  }
  const Case& c = book_.cases()[number];
  w_.key("case");
  write_row(number);
  w_.key("finding");
  if (const uint32_t finding = finding_of(number); finding != kNobody) w_.value(finding);
  else w_.null();
  write_person(w_, c);
  write_listings(w_, book_, c);
  w_.key("events").begin_array();
  for (const uint32_t e : book_.events_of(c)) write_event(e, false, number);
  w_.end_array();
  write_steps(w_, c.now, book_.usual_flow(c), is_in_roster(c));
  write_levy_hint(number);
  return end_answer();
}

// How far back the levy goes, and what the town's rule says of it.
void Desk::write_levy_hint(uint32_t number) {
  const LevyLimit limit = book_.levy_limit_of(number, today());
  w_.key("levy_hint");
  if (limit.state == LevyState::none) return (void)w_.null();
  const LevyRule& rule = *book_.levy();
  const CivilDate loss = book_.cases()[number].listings.back().loss_date;
  w_.begin_object().member("months", static_cast<uint64_t>(whole_months_between(loss, today())));
  w_.member("text", levy_text(rule, loss, today()))
      .member("rule", rule.text)
      .member("source", rule.source)
      .end_object();
}

// How many cases stood in which state at the end of each day asked for.
std::string Desk::show_progress() {
  std::vector<CivilDate> days;
  for (const Json& day : command_.value("days", Json::array())) {
    days.push_back(day.is_string() ? whole_date(day.get<std::string>()) : CivilDate{});
    if (days.back().none() || days.size() > kMostDays) return decline(misread("days"));
  }
  const std::vector<StateCounts> all = progress(book_, days);
  begin_answer();
  w_.key("rows").begin_array();
  for (size_t i = 0; i < days.size(); ++i) {
    w_.begin_object().member("day", iso_text(days[i])).key("states").begin_object();
    for (size_t state = 0; state < all[i].size(); ++state)
      w_.member(code_of(static_cast<CaseState>(state)), all[i][state]);
    w_.end_object().end_object();
  }
  w_.end_array();
  return end_answer();
}

// The deadline that the town's rule gives a letter; of another, which is `given`, whether the town hall rests on it.
std::string Desk::show_deadline() {
  const std::string letter = text_at("action");
  const bool second = letter == code_of(CaseAction::urge_again);
  if (!second && letter != code_of(CaseAction::urge)) return decline(misread("action"));
  const CivilDate sent = day_at("on");
  if (sent.none()) return decline({ErrorCode::date_invalid, {}, text_at("on")});
  const CivilDate until = book_.deadline_of(second ? CaseState::urged_again : CaseState::urged, sent);
  const CivilDate given = day_at("given");
  begin_answer();
  w_.member_or_null("until", iso_text(until));
  w_.member_or_null("certainty", until.none() ? "" : certainty_of(book_.holidays(), until));
  w_.member("rests", !given.none() && book_.holidays().next_working_day(given) != given);
  return end_answer();
}

// One letter: its head, where to write, and the members among the cases asked for.
void Desk::write_household(const std::vector<uint32_t>& members, const std::string& notice) {
  const Case& first = book_.cases()[members.front()];
  w_.begin_object().member("household", kept_text(first, Field::household_id));
  w_.member("head", kept_text(first, Field::head_name)).member("postal_code", kept_text(first, Field::postal_code));
  w_.member("address", kept_text(first, Field::address)).member("building", kept_text(first, Field::building));
  w_.member_or_null("notice", notice).key("members").begin_array();
  for (const uint32_t m : members) write_row(m);
  w_.end_array().key("others").begin_array();
  for (const HouseholdMember& m : book_.others_in_household(tables_, first)) {
    w_.begin_object().member("name", m.name).member("kana", m.kana).member("birth", m.birth);
    w_.member("relationship", m.relationship).end_object();
  }
  w_.end_array().key("insurers").begin_array();
  for (const uint32_t m : members) w_.value(kept_text(book_.cases()[m], Field::other_insurer_name, FileKind::overlap));
  w_.end_array().key("insurer_numbers").begin_array();
  for (const uint32_t m : members) w_.value(kept_text(book_.cases()[m], Field::other_insurer, FileKind::overlap));
  w_.end_array().key("workplaces").begin_array();
  for (const uint32_t m : members) w_.value(kept_text(book_.cases()[m], Field::workplace_name, FileKind::pension));
  w_.end_array().end_object();
}

std::string Desk::show_households() {
  const Result<std::vector<uint32_t>> read = read_cases();
  if (!read.ok()) return decline(read.problem());
  HomeGroups groups = group_by_home(tables_, book_, read.value());
  begin_answer();
  w_.key("households").begin_array();
  for (const auto& [home, members] : groups.members) {
    const std::string& id = kept_text(book_.cases()[members.front()], Field::household_id);
    const uint64_t number = std::get<0>(home);
    write_household(members, notice_of(id, number, groups.parts[number]));
  }
  w_.end_array();
  return end_answer();
}

}  // namespace totsugo
