#include "core/casework/case_book.h"

#include <algorithm>
#include <utility>

#include "core/calendar/date_form.h"
#include "core/casework/casework_words.h"
#include "core/match/match_words.h"

namespace totsugo {
namespace {

std::string snapshot_text(const RunView& run, const CaseResult& c, SnapshotField f) {
  switch (f.kind) {
    case FileKind::roster:
      if (c.member == kNobody) {
        const bool of_a_person = f.field == Field::name || f.field == Field::name_kana ||
                                 f.field == Field::birth_date || f.field == Field::sex;
        return of_a_person ? run.listed_text(c, f.field) : std::string();
      }
      return f.field == Field::member_number ? run.member_number_text(c.member) : run.member_text(c.member, f.field);
    case FileKind::pension: return c.pension_row == kNobody ? std::string() : run.pension_text(c.pension_row, f.field);
    case FileKind::overlap:
      return c.overlap_rows.empty() ? std::string() : run.overlap_text(c.overlap_rows.front(), f.field);
  }
  return {};
}

// The same person's in every run, as far as the files say who it is.
std::string key_of(const RunView& run, const CaseResult& c) {
  const std::string flow = run.settings.which == Flow::p ? "P/" : "D/";
  if (c.member != kNobody) {
    const std::string resident = run.member_text(c.member, Field::resident_number);
    if (!resident.empty() && run.members[c.member].resident_number) return flow + "resident/" + resident;
    return flow + "member/" + run.member_number_text(c.member) + "/" + run.member_text(c.member, Field::branch) + "/" +
           iso_text(run.members[c.member].birth);
  }
  const std::string pension = run.listed_text(c, Field::pension_number);
  const std::string birth = run.listed_text(c, Field::birth_date);
  if (!pension.empty()) return flow + "pension/" + pension + "/" + birth;
  return flow + "listed/" + run.listed_text(c, Field::own_serial) + "/" + run.listed_text(c, Field::name_kana) + "/" +
         run.listed_text(c, Field::name) + "/" + birth;
}

std::string_view file_of(const RunView& run, FileKind kind) {
  for (const ImportReport* r : run.reports)
    if (r->kind == kind) return r->file;
  return {};
}

std::string roster_place(const RunView& run, uint32_t member) {
  return std::string(file_of(run, FileKind::roster)) + ":" + std::to_string(run.members[member].line);
}

std::string rows_text(const RunView& run, const CaseResult& c) {
  std::string out;
  const auto add = [&out](std::string_view file, uint64_t line) {
    out += (out.empty() ? "" : " / ") + std::string(file) + ":" + std::to_string(line);
  };
  if (c.member != kNobody) out = roster_place(run, c.member);
  if (c.pension_row != kNobody) add(file_of(run, FileKind::pension), run.pension.rows()[c.pension_row].line);
  for (const uint32_t row : c.overlap_rows)
    add(run.overlap.files()[run.overlap.rows()[row].file].name, run.overlap.rows()[row].line);
  return out;
}

}  // namespace

bool makes_case(Bucket b) {
  switch (b) {
    case Bucket::p_outside:
    case Bucket::p_withdrawn:
    case Bucket::p_nonmember:
    case Bucket::d_reference:
    case Bucket::d_nonmember:
    case Bucket::d_resolved: return false;
    default: return true;
  }
}

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
  };
  return fields;
}

const std::string& kept_text(const Case& c, Field f, FileKind kind) {
  static const std::string nothing;
  for (size_t i = 0; i < c.snapshot.size(); ++i)
    if (snapshot_fields()[i].kind == kind && snapshot_fields()[i].field == f) return c.snapshot[i];
  return nothing;
}

uint32_t CaseBook::find_or_add(std::string key, Flow flow) {
  const auto [at, fresh] = by_key_.emplace(std::move(key), static_cast<uint32_t>(cases_.size()));
  if (fresh) {
    cases_.push_back({});
    cases_.back().key = at->first;
    cases_.back().flow = flow;
  }
  return at->second;
}

void CaseBook::list(uint32_t number, const RunView& run, const CaseResult& c, uint32_t run_number) {
  Case& k = cases_[number];
  std::vector<std::string> snapshot;
  for (const SnapshotField f : snapshot_fields()) snapshot.push_back(snapshot_text(run, c, f));
  std::string reasons;
  for (const Reason& r : c.reasons) reasons += run.reason(r);
  Listing now{run_number,  run_number,        c.where,           std::string(code_of(c.best)),
              c.loss_date, rows_text(run, c), std::move(reasons)};
  // Rows move from list to list; what is said of the person is what counts.
  const bool same = !k.listings.empty() && k.listings.back().bucket == now.bucket &&
                    k.listings.back().loss_date == now.loss_date && k.snapshot == snapshot;
  if (same) {
    now.first_run = k.listings.back().first_run;
    k.listings.back() = std::move(now);
  } else {
    k.listings.push_back(std::move(now));
  }
  k.snapshot = std::move(snapshot);
  k.now.bucket = c.where;
  k.birth = c.member != kNobody   ? run.members[c.member].birth
            : c.person != kNobody ? run.people[c.person].id.birth
                                  : CivilDate{};
}

std::vector<uint32_t> CaseBook::open_cases(Flow flow) const {
  std::vector<uint32_t> out;
  for (uint32_t i = 0; i < cases_.size(); ++i) {
    const CaseState s = cases_[i].now.state;
    if (cases_[i].flow == flow && s != CaseState::done && s != CaseState::excluded) out.push_back(i);
  }
  return out;
}

// Who is on no list any more may have filed: the roster says so.
void CaseBook::note_filed(const RunView& run, uint32_t run_number) {
  for (const CaseInRoster& found : run.cases_in_roster) {
    const auto at = by_key_.find(found.key);
    if (at == by_key_.end()) continue;  // another book was opened after the run
    Case& c = cases_[at->second];
    const Member& m = run.members[found.member];
    const bool told = c.listings.back().last_run == run_number;
    if (told || m.unreadable || m.ended().none() || m.ended() > run.settings.today) continue;
    const Bucket filed = c.flow == Flow::p ? Bucket::p_filed : Bucket::d_filed;
    if (c.listings.back().bucket == filed) {
      c.listings.back().last_run = run_number;
      continue;
    }
    c.listings.push_back({run_number,
                          run_number,
                          filed,
                          {},
                          m.ended(),
                          roster_place(run, found.member),
                          filed_in_roster_text(m.ended())});
    c.now.bucket = filed;
  }
}

// Two: when a run is matched again, the one before it is still wanted.
constexpr size_t kEarlierRuns = 2;

void CaseBook::remember_lists(const RunView& run) {
  if (!digest_key_ || run.overlap.runs().empty()) return;
  EarlierRun newest = remember_run(*digest_key_, run.people, run.members, run.roster, run.overlap);
  std::erase_if(earlier_,
                [&](const EarlierRun& r) { return r.date() == newest.date() || r.content() == newest.content(); });
  const auto at =
      std::find_if(earlier_.begin(), earlier_.end(), [&](const EarlierRun& r) { return r.date() < newest.date(); });
  earlier_.insert(at, std::move(newest));
  if (earlier_.size() > kEarlierRuns) earlier_.pop_back();
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
  if (another_town(runs_, record_of(run).insurer)) return Stranger::insurer;
  if (!run.cases_in_roster.empty() || open_cases(run.settings.which).size() < kMostGoneAtOnce) return Stranger::none;
  // A book that was opened after the run was not sought in the roster: its people may be among the results.
  const bool known = std::any_of(run.results.begin(), run.results.end(),
                                 [&](const CaseResult& c) { return by_key_.contains(key_of(run, c)); });
  return known ? Stranger::none : Stranger::roster;
}

bool CaseBook::note_hashes(std::vector<std::string> files, std::string results) {
  if (runs_.empty() || runs_.back().files.size() != files.size()) return false;
  for (size_t i = 0; i < files.size(); ++i) runs_.back().files[i].sha256 = std::move(files[i]);
  runs_.back().results_sha256 = std::move(results);
  ++changes_;
  return true;
}

void CaseBook::note_export(ExportRecord e) {
  e.run = runs_.empty() ? kNobody : static_cast<uint32_t>(runs_.size() - 1);
  exports_.push_back(std::move(e));
  ++changes_;
}

bool CaseBook::same_settings(const CaseBook& other) const {
  return deadlines_ == other.deadlines_ && holiday_table_ == other.holiday_table_ &&
         page_settings_ == other.page_settings_ && retention_years_ == other.retention_years_;
}

void CaseBook::set_retention_years(int years) {
  if (years == retention_years_) return;
  retention_years_ = years;
  ++changes_;
}

std::set<std::string> CaseBook::households_wanted(Flow flow) const {
  std::set<std::string> out;
  for (const uint32_t c : open_cases(flow))
    if (const std::string& id = kept_text(cases_[c], Field::household_id); household_key(id) != 0) out.insert(id);
  return out;
}

void CaseBook::note_households(Flow flow, Households found) {
  for (const std::string& id : households_wanted(flow)) households_.erase(id);
  households_.merge(found);
  ++changes_;
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
    if (k.now.state == CaseState::excluded || kept_text(k, Field::household_id) != at->first) continue;
    std::erase_if(out, [&](const HouseholdMember& m) {
      const std::string& resident = kept_text(k, Field::resident_number);
      if (!resident.empty() && !m.resident_number.empty()) return resident == m.resident_number;
      return m.name == kept_text(k, Field::name) && m.kana == kept_text(k, Field::name_kana) &&
             m.birth == kept_text(k, Field::birth_date);
    });
  }
  return out;
}

void CaseBook::take_run(const RunView& run, const std::optional<DigestKey>& key) {
  if (!digest_key_) digest_key_ = key;
  RunRecord record = record_of(run);
  // Not only the newest: a merge has brought others.
  const bool again = std::any_of(runs_.begin(), runs_.end(), [&](const RunRecord& r) { return same_run(r, record); });
  if (!again) {
    runs_.push_back(std::move(record));
    ++changes_;
  }
  const auto number = static_cast<uint32_t>(runs_.size() - 1);
  of_result_.assign(run.results.size(), kNobody);
  std::unordered_map<uint32_t, uint32_t> met;  // case -> results of this run that are its
  for (uint32_t i = 0; i < run.results.size(); ++i) {
    const CaseResult& c = run.results[i];
    const std::string key = key_of(run, c);
    // Of a run that is recorded already nobody becomes a case anew: who is missing has been erased.
    const auto joins = [&](const std::string& k) { return by_key_.contains(k) || (!again && makes_case(c.where)); };
    if (!joins(key)) continue;
    uint32_t at = find_or_add(key, run.settings.which);
    // Two results of one person (two losses on the list, two people claiming one member) are two cases.
    if (const uint32_t before = met[at]++; before > 0) {
      const std::string another = key + "#" + std::to_string(before + 1);
      if (!makes_case(c.where) || !joins(another)) continue;
      at = find_or_add(another, run.settings.which);
    }
    of_result_[i] = at;
    if (!again) list(at, run, c, number);
  }
  if (again) return;
  note_filed(run, number);
  remember_lists(run);
}

uint32_t CaseBook::case_of_result(uint32_t result) const {
  return result < of_result_.size() ? of_result_[result] : kNobody;
}

Since CaseBook::since(uint32_t number) const {
  const Case& c = cases_[number];
  if (runs_.empty() || c.flow != runs_.back().flow) return Since::none;
  const auto newest = static_cast<uint32_t>(runs_.size() - 1);
  const Listing& last = c.listings.back();
  if (last.last_run != newest) return Since::gone;
  if (last.first_run != newest) return Since::continuing;
  return c.listings.size() == 1 ? Since::fresh : Since::changed;
}

RunChanges CaseBook::changes() const {
  RunChanges out;
  for (uint32_t i = 0; i < cases_.size(); ++i) switch (since(i)) {
      case Since::fresh: ++out.fresh; break;
      case Since::continuing: ++out.continuing; break;
      case Since::changed: ++out.changed; break;
      case Since::gone: ++out.gone; break;
      case Since::none: break;
    }
  return out;
}

// ---- events ----

namespace {

CaseStep step_of(const CaseEvent& e) { return {e.action, e.on, !e.note.empty(), !e.reason.empty()}; }

}  // namespace

CivilDate day_entered(const CaseEvent& e) { return whole_date(std::string_view(e.at).substr(0, 10)); }

void CaseBook::count_days(Standing& now) const {
  const Period& period = now.state == CaseState::urged ? deadlines_.first : deadlines_.second;
  now.due = last_day(now.last_step, period, holidays_).value_or(CivilDate{});
  now.next_from = next_step_from(now.last_step, period, holidays_).value_or(CivilDate{});
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

void CaseBook::set_page_setting(size_t which, std::string json) {
  if (page_settings_[which] == json) return;
  page_settings_[which] = std::move(json);
  ++changes_;
}

// The rule or the days are others now.
void CaseBook::count_all_days() {
  ++changes_;
  for (Case& c : cases_) c.now = standing(c);
}

Standing CaseBook::standing(const Case& c) const {
  Standing now;
  for (const uint32_t n : c.events) {
    if (!stands(n)) continue;
    const CaseEvent& e = events_[n];
    now.bucket = e.run == kNobody || c.listings.empty() ? c.now.bucket : [&] {
      Bucket then = c.listings.front().bucket;
      for (const Listing& l : c.listings)
        if (l.first_run <= e.run) then = l.bucket;
      return then;
    }();
    now = after(now, step_of(e));
    if (e.action == CaseAction::urge || e.action == CaseAction::urge_again || e.action == CaseAction::resend)
      count_days(now);
  }
  now.bucket = c.listings.empty() ? Bucket::p_review : c.listings.back().bucket;
  return now;
}

void CaseBook::replay(const std::vector<uint32_t>& cases) {
  for (const uint32_t c : cases) cases_[c].now = standing(cases_[c]);
}

std::vector<RefusedCase> CaseBook::act(CaseEvent event, bool all_or_none) {
  std::vector<RefusedCase> refused;
  std::vector<uint32_t> taken;
  const CaseStep step = step_of(event);
  std::sort(event.cases.begin(), event.cases.end());
  event.cases.erase(std::unique(event.cases.begin(), event.cases.end()), event.cases.end());
  for (const uint32_t c : event.cases) {
    const Refusal why = refuse(cases_[c].now, step);
    if (why == Refusal::none) taken.push_back(c);
    else refused.push_back({c, why});
  }
  if (taken.empty() || (all_or_none && !refused.empty())) return refused;
  event.kind = CaseEvent::Kind::act;
  event.run = runs_.empty() ? kNobody : static_cast<uint32_t>(runs_.size() - 1);
  event.cases = std::move(taken);
  remember(std::move(event));
  ++changes_;
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
  event.run = runs_.empty() ? kNobody : static_cast<uint32_t>(runs_.size() - 1);
  const uint32_t of = event.of;
  remember(std::move(event));
  ++changes_;
  replay(events_[of].cases);
  return true;
}

void CaseBook::become(std::vector<RunRecord> runs, std::vector<Case> cases, std::vector<CaseEvent> events) {
  runs_ = std::move(runs);
  cases_ = std::move(cases);
  by_key_.clear();
  for (uint32_t i = 0; i < cases_.size(); ++i) by_key_.emplace(cases_[i].key, i);
  events_.clear();
  effective_.clear();
  done_.clear();
  undone_.clear();
  for (CaseEvent& e : events) remember(std::move(e));
  for (Case& c : cases_) c.now = standing(c);
  ++changes_;
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
