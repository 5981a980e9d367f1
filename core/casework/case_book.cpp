#include "core/casework/case_book.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/calendar/date_form.h"
#include "core/casework/person_key.h"
#include "core/identifier/member_number.h"
#include "core/identifier/sex_code.h"

namespace totsugo {
const std::vector<SnapshotField>& snapshot_fields() {
  static const std::vector<SnapshotField> fields = {
      {FileKind::roster, Field::name},
      {FileKind::roster, Field::name_kana},
      {FileKind::roster, Field::birth_date},
      {FileKind::roster, Field::sex},
      {FileKind::roster, Field::resident_number},
      {FileKind::roster, Field::household_id},
      {FileKind::roster, Field::member_number},
      {FileKind::roster, Field::branch},
      {FileKind::roster, Field::relationship},
      {FileKind::roster, Field::head_name},
      {FileKind::roster, Field::postal_code},
      {FileKind::roster, Field::address},
      {FileKind::roster, Field::building},
      {FileKind::roster, Field::acquired},
      {FileKind::roster, Field::lost},
      {FileKind::pension, Field::pension_lost},
      {FileKind::overlap, Field::other_insurer},
      {FileKind::overlap, Field::other_insurer_name},
      {FileKind::overlap, Field::other_acquired},
      // Under these too somebody is looked for.
      {FileKind::roster, Field::alias_name},
      {FileKind::roster, Field::pension_number},
      {FileKind::pension, Field::name},
      {FileKind::pension, Field::name_kana},
      {FileKind::pension, Field::pension_number},
      {FileKind::overlap, Field::name},
      {FileKind::overlap, Field::name_kana},
      {FileKind::overlap, Field::own_serial},
      // Whom an inquiry asks.
      {FileKind::pension, Field::workplace_name},
  };
  return fields;
}

const std::vector<std::string>& snapshot_codes() {
  static const std::vector<std::string> codes = [] {
    const auto& all = snapshot_fields();
    std::vector<std::string> out;
    for (const SnapshotField f : all) {
      const std::string code(find_field(f.kind, f.field)->code);
      const bool of_roster = f.kind != FileKind::roster && std::any_of(all.begin(), all.end(), [&](SnapshotField o) {
                               return o.kind == FileKind::roster && o.field == f.field;
                             });
      out.push_back(of_roster ? std::string(code_of(f.kind)) + '.' + code : code);
    }
    return out;
  }();
  return codes;
}

const std::string& Case::roster_key() const { return is_roster_key(key) ? key : roster; }

// False where another case has one of the keys.
bool CaseBook::index_keys(uint32_t number) {
  const Case& c = cases_[number];
  const bool own = by_key_.emplace(c.key, number).second;
  return (c.roster.empty() || by_key_.emplace(c.roster, number).second) && own;
}

const std::string& kept_text(const Recorded& c, Field f, FileKind kind) {
  static const std::string nothing;
  for (size_t i = 0; i < c.snapshot.size(); ++i)
    if (snapshot_fields()[i].kind == kind && snapshot_fields()[i].field == f) return c.snapshot[i];
  return nothing;
}

std::vector<uint32_t> CaseBook::open_cases() const {
  std::vector<uint32_t> out;
  for (uint32_t i = 0; i < cases_.size(); ++i) {
    const Case& c = cases_[i];
    if ((!is_closed(c.now.state) || c.now.anew) && is_shown(i)) out.push_back(i);
  }
  return out;
}

std::vector<uint32_t> CaseBook::sought_cases() const {
  std::vector<uint32_t> out;
  for (uint32_t n = 0; n < cases_.size(); ++n)
    if (shown_as(n) != kNobody) out.push_back(n);
  return out;
}

Case CaseBook::alone(uint32_t number) const {
  Case out = cases_[number];
  if (out.own) static_cast<Recorded&>(out) = Recorded(*out.own);
  return out;
}

Earlier CaseBook::earlier_than(const OverlapLists& lists) const {
  if (!digest_key_ || lists.runs().empty()) return {};
  const uint64_t content = content_digest(*digest_key_, lists, 0);
  for (const EarlierRun& r : earlier_)
    if (r.date() < lists.runs().front().date && r.content() != content) return {&r, *digest_key_};
  return {};
}

// So many open cases of which the roster knows not one are not all gone.
constexpr size_t kMostGoneAtOnce = 10;

namespace {

bool another_town(const std::vector<RunRecord>& runs, const std::string& insurer) {
  return !insurer.empty() && std::any_of(runs.begin(), runs.end(), [&](const RunRecord& r) {
    return !r.insurer.empty() && parse_insurer_number(insurer) != parse_insurer_number(r.insurer);
  });
}

}  // namespace

CaseBook::Stranger CaseBook::stranger(const CaseBook& other) const {
  const bool apart = std::any_of(other.runs_.begin(), other.runs_.end(),
                                 [&](const RunRecord& r) { return another_town(runs_, r.insurer); });
  return apart ? Stranger::book : Stranger::none;
}

CaseBook::Stranger CaseBook::stranger(const RunView& run) const {
  const std::string insurer = record_of(run).insurer;
  if (another_town(recorded(), insurer)) return Stranger::insurer;
  const auto is_there = [](const CaseInRoster& in) { return in.member != kNobody; };
  if (std::any_of(run.cases_in_roster.begin(), run.cases_in_roster.end(), is_there)) return Stranger::none;
  const size_t open = static_cast<size_t>(std::count_if(cases_.begin(), cases_.end(), [&](const Case& c) {
    return is_listed(static_cast<uint32_t>(&c - cases_.data())) && c.now.state != CaseState::done &&
           c.now.state != CaseState::excluded;
  }));
  if (open < kMostGoneAtOnce) return Stranger::none;
  // A book that was opened after the run was not sought in the roster: its people may be among the results.
  for (uint32_t i = 0; i < run.results.size(); ++i) {
    const uint32_t number = look_up(run, i);
    if (number != kNobody && !is_only_brought(number)) return Stranger::none;
  }
  return Stranger::roster;
}

bool CaseBook::note_hashes(std::vector<std::string> files, std::string results) {
  if (newest_run() == kNobody || runs_[newest_run()].files.size() != files.size()) return false;
  RunRecord& run = runs_[newest_run()];
  for (size_t i = 0; i < files.size(); ++i) run.files[i].sha256 = std::move(files[i]);
  run.results_sha256 = std::move(results);
  touch();
  return true;
}

void CaseBook::note_export(ExportRecord e) {
  e.run = newest_run();
  exports_.push_back(std::move(e));
  count_step();
}

bool CaseBook::same_settings(const CaseBook& other) const {
  return deadlines_ == other.deadlines_ && holiday_table_ == other.holiday_table_ &&
         page_settings_ == other.page_settings_ && retention_years_ == other.retention_years_ && levy_ == other.levy_;
}

void CaseBook::set_retention_years(int years) {
  if (years == retention_years_) return;
  retention_years_ = years;
  count_step();
}

std::set<std::string> CaseBook::households_wanted() const {
  std::set<std::string> out;
  for (const uint32_t c : open_cases())
    if (const std::string& id = kept_text(cases_[c], Field::household_id); household_key(id) != 0) out.insert(id);
  return out;
}

void CaseBook::note_households(Households found) {
  for (const std::string& id : households_wanted()) households_.erase(id);
  households_.merge(found);
  touch();
}

Home home_of(const CharTables& tables, const Case& c) {
  return {household_key(kept_text(c, Field::household_id)), folded_text(tables, kept_text(c, Field::head_name)),
          folded_text(tables, kept_text(c, Field::address) + kept_text(c, Field::building))};
}

std::vector<HouseholdMember> CaseBook::others_in_household(const CharTables& tables, const Case& c) const {
  const auto at = households_.find(kept_text(c, Field::household_id));
  if (at == households_.end()) return {};
  std::vector<HouseholdMember> out = at->second;
  const Home home = home_of(tables, c);
  std::erase_if(out, [&](const HouseholdMember& m) {
    const bool said = !m.head.empty() || !m.address.empty();  // files of before did not keep them
    return said && (folded_text(tables, m.head) != home.head || folded_text(tables, m.address) != home.address);
  });
  for (const Case& k : cases_) {
    const bool counts = is_shown(static_cast<uint32_t>(&k - cases_.data())) && k.now.state != CaseState::excluded;
    if (!counts || kept_text(k, Field::household_id) != at->first) continue;
    std::erase_if(out, [&](const HouseholdMember& m) {
      const std::string& resident = kept_text(k, Field::resident_number);
      if (!resident.empty() && !m.resident_number.empty()) return resident == m.resident_number;
      return m.name == kept_text(k, Field::name) && m.kana == kept_text(k, Field::name_kana) &&
             m.birth == kept_text(k, Field::birth_date);
    });
  }
  return out;
}

std::string_view code_of(Since s) {
  constexpr std::string_view kCodes[] = {"fresh", "continuing", "changed", "gone", ""};
  static_assert(std::size(kCodes) == static_cast<size_t>(Since::none) + 1);
  return kCodes[static_cast<size_t>(s)];
}

Since CaseBook::since(uint32_t number) const {
  const Case& c = cases_[number];
  if (runs_.empty()) return Since::none;
  const auto newest = static_cast<uint32_t>(runs_.size() - 1);
  const Listing* last = nullptr;
  size_t count = 0;
  for (const Listing& l : c.listings)
    if (l.flow == runs_.back().flow) {
      last = &l;
      ++count;
    }
  if (!last) return Since::none;
  if (last->last_run != newest) return Since::gone;
  if (last->first_run != newest) return Since::continuing;
  return count == 1 ? Since::fresh : Since::changed;
}

RunChanges CaseBook::changes() const {
  RunChanges out;
  for (uint32_t i = 0; i < cases_.size(); ++i) {
    if (!is_shown(i)) continue;
    switch (since(i)) {
      case Since::fresh: ++out.fresh; break;
      case Since::continuing: ++out.continuing; break;
      case Since::changed: ++out.changed; break;
      case Since::gone: ++out.gone; break;
      case Since::none: break;
    }
  }
  return out;
}

// ---- events ----

std::string_view code_of(CaseEvent::Kind k) {
  constexpr std::string_view kKinds[] = {"act", "undo", "redo", "merge"};
  static_assert(std::size(kKinds) == static_cast<size_t>(CaseEvent::Kind::merge) + 1);
  return kKinds[static_cast<size_t>(k)];
}

CivilDate day_entered(const CaseEvent& e) { return whole_date(std::string_view(e.at).substr(0, 10)); }

CivilDate day_done(const CaseEvent& e) { return e.on.none() ? day_entered(e) : e.on; }

void CaseBook::remember(CaseEvent event) {
  const auto number = static_cast<uint32_t>(events_.size());
  effective_.push_back(event.kind == CaseEvent::Kind::act);
  switch (event.kind) {
    case CaseEvent::Kind::act:
      for (const uint32_t c : event.cases) cases_[c].events.push_back(number);
      done_.push_back(number);
      if (is_link(event)) links_.push_back(number);
      undone_.clear();
      break;
    case CaseEvent::Kind::undo:
    case CaseEvent::Kind::redo: {
      // In a merged book not always the last one: the other book's steps have come in between.
      const bool undo = event.kind == CaseEvent::Kind::undo;
      if (effective_[event.of] != undo) break;  // each book had taken it back
      const auto done = std::lower_bound(done_.begin(), done_.end(), event.of);
      if (undo) {
        done_.erase(done);
        undone_.push_back(event.of);
      } else {
        done_.insert(done, event.of);
        if (const auto at = std::find(undone_.rbegin(), undone_.rend(), event.of); at != undone_.rend())
          undone_.erase(std::next(at).base());
      }
      effective_[event.of] = !undo;
      break;
    }
    case CaseEvent::Kind::merge: undone_.clear(); break;  // what was not chosen is not offered to be done again
  }
  events_.push_back(std::move(event));
}

const Period& CaseBook::period_of(CaseState state) const {
  return state == CaseState::urged ? deadlines_.first : deadlines_.second;
}

CivilDate CaseBook::deadline_of(CaseState state, CivilDate sent) const {
  return last_day(sent, period_of(state), holidays_).value_or(CivilDate{});
}

// What is printed is what is tracked; the town's period has to pass all the same.
void CaseBook::count_days(Standing& now, CivilDate until) const {
  now.due = until.none() ? deadline_of(now.state, now.last_step) : until;
  now.next_from = next_step_from(now.last_step, period_of(now.state), holidays_).value_or(CivilDate{});
  if (!until.none()) now.next_from = std::max(now.next_from, from_day_number(day_number(until) + 1));
}

void CaseBook::set_deadlines(DeadlineRule rule) {
  if (deadlines_ == rule) return;
  deadlines_ = std::move(rule);
  count_all_days();
}

Error CaseBook::set_holidays(std::optional<HolidayTable> table) {
  if (holiday_table_ == table) return {};
  Result<Holidays> read = table ? Holidays::of_town(table->text) : Holidays::built_in();
  if (!read.ok()) {
    Error e = read.problem();
    e.where.file = table->name;
    return e;
  }
  holidays_ = std::move(read.value());
  holiday_table_ = std::move(table);
  count_all_days();
  return {};
}

void CaseBook::set_levy(std::optional<LevyRule> rule) {
  if (levy_ == rule) return;
  levy_ = std::move(rule);
  count_step();
}

LevyLimit CaseBook::levy_limit_of(uint32_t number, CivilDate today) const {
  const Case& c = cases_[number];
  if (!levy_ || c.listings.empty() || is_closed(c.now.state)) return {};
  return levy_limit(levy_, c.listings.back().loss_date, today);
}

void CaseBook::set_page_setting(size_t which, std::string json) {
  if (page_settings_[which] == json) return;
  page_settings_[which] = std::move(json);
  count_step();
}

// The rule or the days are others now.
void CaseBook::count_all_days() {
  count_step();
  for (Case& c : cases_) c.now = standing(c);
}

namespace {

// What the newest run of each flow said, of the runs until this one (kNobody: all). Where one said several things of the person, the
// one that is listed.
ByFlow said_until(const Case& c, uint32_t run) {
  ByFlow out;
  std::array<uint32_t, 2> by{};
  std::array<int, 2> rank{};
  for (const Listing& l : c.listings) {
    if (run != kNobody && l.first_run > run) continue;
    const size_t f = index_of(l.flow);
    const uint32_t last = std::min(l.last_run, run);
    if (out[f] && (last < by[f] || (last == by[f] && rank_of(l) > rank[f]))) continue;
    out[f] = l.bucket;
    rank[f] = rank_of(l);
    by[f] = last;
  }
  return out;
}

// Done with, or excluded, at the time of `run`: of the loss that the newest one speaks of no run had spoken until then.
bool is_anew(const Case& c, uint32_t run) {
  const Listing& last = c.listings.back();
  if (run == kNobody || last.first_run <= run || !makes_case(last.bucket)) return false;
  if (last.bucket == Bucket::p_filed || last.bucket == Bucket::d_filed) return false;
  // Without a date there is nothing to be done yet, but where a clerk has to look or to ask.
  const bool asks = last.bucket == Bucket::p_inquire || last.review != ReviewKind::none;
  if (last.loss_date.none() && !asks) return false;
  return std::none_of(c.listings.begin(), c.listings.end(), [&](const Listing& l) {
    // Of a loss that nobody can state nothing tells whether it is the same: only a doubt that is the same is no news.
    const bool as_much = last.loss_date.none()
                             ? l.loss_date.none() && l.review == last.review && l.review != ReviewKind::none
                             : l.loss_date >= last.loss_date;
    return l.first_run <= run && as_much;
  });
}

bool marks(CaseAction a) { return a == CaseAction::note || a >= CaseAction::choose; }

}  // namespace

bool is_link(const CaseEvent& e) {
  return e.kind == CaseEvent::Kind::act &&
         (e.action == CaseAction::choose || e.action == CaseAction::choose_none || e.action == CaseAction::same_person);
}

std::vector<uint32_t> CaseBook::events_of(const Case& c) const {
  std::vector<uint32_t> out = c.events;
  for (const uint32_t part : c.parts) out.insert(out.end(), cases_[part].events.begin(), cases_[part].events.end());
  if (c.parts.empty()) return out;
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Flow CaseBook::flow_of(const Case& c, const CaseEvent& e) const {
  if (e.flow) return *e.flow;
  const ByFlow said = said_until(c, e.run);
  const Flow of_run = e.run == kNobody ? Flow::p : runs_[e.run].flow;
  const Flow other = of_run == Flow::p ? Flow::d : Flow::p;
  return !said[index_of(of_run)] && said[index_of(other)] ? other : of_run;
}

Flow CaseBook::usual_flow(const Case& c) const {
  CaseEvent now;
  now.run = runs_.empty() ? kNobody : static_cast<uint32_t>(runs_.size() - 1);
  return flow_of(c, now);
}

CaseStep CaseBook::step_for(const Case& c, const CaseEvent& e) const {
  return {e.action, e.on, !e.note.empty(), !e.reason.empty(), flow_of(c, e), e.until, day_entered(e)};
}

// A choice takes back what was confirmed of the same case, not what was confirmed of another that has become one with it.
bool CaseBook::undoes_check(const std::vector<uint32_t>& before, uint32_t choice) const {
  const auto last = std::find_if(before.rbegin(), before.rend(),
                                 [this](uint32_t n) { return events_[n].action == CaseAction::verify; });
  if (last == before.rend()) return false;
  const std::vector<uint32_t>& cases = events_[*last].cases;
  const std::vector<uint32_t>& about = events_[choice].cases;
  return std::find_first_of(cases.begin(), cases.end(), about.begin(), about.end()) != cases.end();
}

std::vector<uint32_t> CaseBook::counting_events(const Case& c) const {
  std::vector<uint32_t> out;
  Standing now;
  for (const uint32_t n : events_of(c)) {
    if (!stands(n) || !follows(now, events_[n].action)) continue;
    if (!events_[n].chosen.empty() && !undoes_check(out, n)) continue;
    now = after(now, {events_[n].action, events_[n].on});
    out.push_back(n);
  }
  return out;
}

// A choice counts where it could be taken: the person chosen may have a case that is further on.
Standing CaseBook::standing_alone(uint32_t number) const {
  const Case& c = cases_[number];
  std::vector<uint32_t> counting;
  Standing now;
  for (const uint32_t n : c.events) {
    const CaseEvent& e = events_[n];
    if (!stands(n) || (!e.chosen.empty() && !(follows(now, e.action) && undoes_check(counting, n)))) continue;
    now = after(now, {e.action, e.on});
    counting.push_back(n);
  }
  return standing(c, counting);
}

Standing CaseBook::standing(const Case& c, const std::vector<uint32_t>& events) const {
  Standing now;
  uint32_t stood_at = kNobody;  // the run at which it came to stand as it does
  uint32_t verified_at = kNobody;
  if (!c.listings.empty()) now.since = runs_[c.listings.front().first_run].date;
  for (const uint32_t n : events) {
    if (!stands(n)) continue;
    const CaseEvent& e = events_[n];
    now.said = said_until(c, e.run);
    now = after(now, step_for(c, e));
    if (!marks(e.action)) now.since = day_done(e);
    if (!marks(e.action)) stood_at = e.run;
    if (e.action == CaseAction::verify) verified_at = e.run;
    if (is_letter(e.action)) count_days(now, e.until);
  }
  now.said = said_until(c, kNobody);
  const std::vector<uint32_t> all = events_of(c);
  for (const uint32_t n : all) {
    now.shown = now.shown || stands(n);
    now.noted = now.noted || (stands(n) && !events_[n].note.empty());
  }
  for (const Listing& l : c.as_run_said().listings) now.shown = now.shown || makes_case(l.bucket);
  if (c.listings.empty()) return now;
  now.bucket = c.listings.back().bucket;
  now.anew = is_closed(now.state) && is_anew(c, stood_at);
  const Listing& last = c.listings.back();
  const bool in_doubt = last.review == ReviewKind::left_roster || last.review == ReviewKind::choice_lapsed;
  now.doubted = in_doubt && verified_at != kNobody && last.first_run > verified_at;
  const CivilDate listed = runs_[c.listings.back().first_run].date;
  if ((now.state == CaseState::listed || now.anew || is_lost_in_roster(now)) && listed > now.since) now.since = listed;
  return now;
}

void CaseBook::replay(const std::vector<uint32_t>& cases) {
  for (const uint32_t c : cases) {
    for (const uint32_t n : {c, root_of(c)}) cases_[n].now = standing(cases_[n]);
  }
}

namespace {

// The person's numbers in the roster: the 宛名番号, else 記号番号-枝番 and birth date, and whose they are where twins share them.
std::string numbers_of(const Case& c) {
  const std::string& resident = kept_text(c, Field::resident_number);
  if (!resident.empty()) return "resident/" + resident;
  if (!c.roster_key().empty()) return c.roster_key();
  return "member/" + kept_text(c, Field::member_number) + "/" + kept_text(c, Field::branch) + "/" + iso_text(c.birth);
}

// Whose 宛名番号 is another, and who is otherwise the same, is the same person: numbers are given anew.
std::string likeness_of(const Case& c) {
  const std::string& number = kept_text(c, Field::member_number);
  return number.empty() ? std::string()
                        : "like/" + number + "/" + kept_text(c, Field::branch) + "/" + iso_text(c.birth) + "/" +
                              kept_text(c, Field::name_kana) + "/" + kept_text(c, Field::name);
}

}  // namespace

// Roster people to whom a letter is out, by their numbers and by all that they are called, as it came in, and a case of each.
std::unordered_map<std::string, uint32_t> CaseBook::letters_out() const {
  std::unordered_map<std::string, uint32_t> out;
  for (uint32_t n = 0; n < cases_.size(); ++n) {
    const Case& c = cases_[n];
    const bool sent = c.now.state == CaseState::urged || c.now.state == CaseState::urged_again ||
                      c.now.state == CaseState::ex_officio;
    if (!sent || !is_shown(n)) continue;
    out.emplace(numbers_of(c), n);
    out.emplace(likeness_of(c), n);
  }
  out.erase("");
  return out;
}

namespace {

// What tells people apart: 0 where it is not known.
std::array<uint64_t, 3> told_apart_by(const Case& c) {
  const SexCode sex = parse_sex(kept_text(c, Field::sex));
  return {resident_key(kept_text(c, Field::resident_number)),
          sex == SexCode::unknown ? 0 : uint64_t{1} + static_cast<uint64_t>(sex), c.birth.packed};
}

}  // namespace

// Of cases that are to be one person those against whom another of them stands: a number or date that both have, and that differs.
std::set<uint32_t> CaseBook::against_each_other(const std::vector<uint32_t>& cases) const {
  std::set<uint32_t> out;
  for (size_t by = 0; by < std::tuple_size_v<decltype(told_apart_by({}))>; ++by) {
    std::set<uint64_t> values;
    std::set<uint32_t> known;
    for (const uint32_t n : cases) {
      const uint64_t value = told_apart_by(cases_[n])[by];
      if (value == 0) continue;
      values.insert(value);
      known.insert(n);
    }
    if (values.size() > 1) out.merge(known);
  }
  return out;
}

const std::string& CaseBook::note_of(const CaseEvent& e, uint32_t number) const {
  if (e.own_notes.empty()) return e.note;
  if (const auto own = e.own_notes.find(number); own != e.own_notes.end()) return own->second;
  const auto part =
      std::find_if(e.own_notes.begin(), e.own_notes.end(), [&](const auto& o) { return root_of(o.first) == number; });
  return part == e.own_notes.end() ? e.note : part->second;
}

std::vector<RefusedCase> CaseBook::refusals(const CaseEvent& event) const {
  const bool letter = is_letter(event.action);
  std::vector<RefusedCase> refused;
  std::unordered_map<std::string, uint32_t> out;
  if (event.action == CaseAction::urge) out = letters_out();
  std::set<uint32_t> against;  // who is one with them has to be said with a note
  if (event.action == CaseAction::same_person && event.note.empty()) against = against_each_other(event.cases);
  CaseEvent now = event;
  now.run = runs_.empty() ? kNobody : static_cast<uint32_t>(runs_.size() - 1);  // as the step records the run at hand
  for (const uint32_t number : event.cases) {
    const Case& c = cases_[number];
    Refusal why = refuse(c.now, step_for(c, now));
    uint32_t because = kNobody;
    if (why == Refusal::none && letter && !is_in_roster(c)) why = Refusal::nobody_chosen;
    if (why == Refusal::none && against.contains(number)) why = Refusal::against_needs_note;
    // One person under two cases gets one letter.
    if (why == Refusal::none && event.action == CaseAction::urge)
      for (const std::string& as : {numbers_of(c), likeness_of(c)}) {
        if (as.empty()) continue;
        const auto [other, fresh] = out.emplace(as, number);
        if (fresh || other->second == number) continue;
        why = Refusal::urging_already;
        because = other->second;
      }
    if (why != Refusal::none) refused.push_back({number, why, because});
  }
  return refused;
}

std::vector<RefusedCase> CaseBook::act(CaseEvent event, bool all_or_none) {
  const bool chooses = !event.chosen.empty();
  if (!chooses) {
    std::map<uint32_t, std::string> own;
    for (auto& [c, note] : event.own_notes) own.emplace(root_of(c), std::move(note));
    event.own_notes = std::move(own);
    for (uint32_t& c : event.cases) c = root_of(c);
    std::sort(event.cases.begin(), event.cases.end());
    event.cases.erase(std::unique(event.cases.begin(), event.cases.end()), event.cases.end());
  }
  // Whether a choice may be taken has been asked of the case it is about, before the rules were asked with it.
  const std::vector<RefusedCase> refused = chooses ? std::vector<RefusedCase>() : refusals(event);
  if (refused.size() == event.cases.size() || (all_or_none && !refused.empty())) return refused;
  std::set<uint32_t> out;
  for (const RefusedCase& r : refused) out.insert(r.number);
  event.kind = CaseEvent::Kind::act;
  event.run = newest_run();
  std::erase_if(event.cases, [&](uint32_t c) { return out.contains(c); });
  std::erase_if(event.own_notes,
                [&](const auto& o) { return !std::binary_search(event.cases.begin(), event.cases.end(), o.first); });
  const bool link = is_link(event);
  remember(std::move(event));
  count_step();
  if (link) relink();
  replay(events_.back().cases);
  return refused;
}

std::optional<uint32_t> CaseBook::undoable() const {
  return done_.empty() ? std::nullopt : std::optional(done_.back());
}
std::optional<uint32_t> CaseBook::redoable() const {
  return undone_.empty() ? std::nullopt : std::optional(undone_.back());
}

bool CaseBook::take_back(CaseEvent::Kind kind, std::string at, std::string who) {
  const std::vector<uint32_t>& from = kind == CaseEvent::Kind::undo ? done_ : undone_;
  if (from.empty()) return false;
  CaseEvent event;
  event.kind = kind;
  event.of = from.back();
  event.at = std::move(at);
  event.who = std::move(who);
  event.run = newest_run();
  const uint32_t of = event.of;
  remember(std::move(event));
  count_step();
  if (is_link(events_[of])) relink();
  replay(events_[of].cases);
  return true;
}

void CaseBook::become(std::vector<RunRecord> runs, std::vector<Case> cases, std::vector<CaseEvent> events) {
  runs_ = std::move(runs);
  cases_ = std::move(cases);
  by_key_.clear();
  for (uint32_t i = 0; i < cases_.size(); ++i) (void)index_keys(i);
  events_.clear();
  effective_.clear();
  done_.clear();
  undone_.clear();
  links_.clear();
  linked_.clear();
  trail_.reset();
  attached_ = {};
  of_finding_.clear();
  for (CaseEvent& e : events) remember(std::move(e));
  for (Case& c : cases_) c.now = standing(c);
  relink();
  touch();
}

void CaseBook::take_over(const CaseBook& theirs, const std::vector<uint32_t>& our_runs,
                         const std::vector<uint32_t>& their_runs) {
  const auto moved = [](ExportRecord e, const std::vector<uint32_t>& to) {
    if (e.run != kNobody) e.run = to[e.run];
    return e;
  };
  std::vector<ExportRecord> all;
  all.reserve(exports_.size() + theirs.exports_.size());
  for (const ExportRecord& e : exports_) all.push_back(moved(e, our_runs));
  for (const ExportRecord& e : theirs.exports_)
    if (std::find(exports_.begin(), exports_.end(), e) == exports_.end()) all.push_back(moved(e, their_runs));
  std::stable_sort(all.begin(), all.end(), [](const ExportRecord& a, const ExportRecord& b) { return a.at < b.at; });
  exports_ = std::move(all);
  for (const DeletionRecord& d : theirs.deletions_)
    if (std::find(deletions_.begin(), deletions_.end(), d) == deletions_.end()) deletions_.push_back(d);
  for (const TakenBackRun& t : theirs.taken_back_)
    if (std::find(taken_back_.begin(), taken_back_.end(), t) == taken_back_.end()) taken_back_.push_back(t);
  households_.insert(theirs.households_.begin(), theirs.households_.end());
  // Digests under two keys cannot be compared: those of the newer list stay.
  if (!theirs.earlier_.empty() && (earlier_.empty() || earlier_.front().date() < theirs.earlier_.front().date())) {
    digest_key_ = theirs.digest_key_;
    earlier_ = theirs.earlier_;
  }
}

bool CaseBook::undo(std::string at, std::string who) {
  return take_back(CaseEvent::Kind::undo, std::move(at), std::move(who));
}
bool CaseBook::redo(std::string at, std::string who) {
  return take_back(CaseEvent::Kind::redo, std::move(at), std::move(who));
}

}  // namespace totsugo
