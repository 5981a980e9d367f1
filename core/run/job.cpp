#include "core/run/job.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/calendar/date_form.h"
#include "core/records/record_words.h"
#include "core/rules/accounting.h"
#include "core/rules/roster_loss.h"
#include "core/run/run_words.h"

namespace totsugo {
namespace {

constexpr size_t kMostReasonBytes = 2000;  // of why a check is all right
constexpr int kMostTolerance = 366;        // days: beyond a year two dates are not one event

}  // namespace

Error Job::refusal(const RuleSettings& s) {
  if (s.tolerance_days < 0 || s.tolerance_days > kMostTolerance)
    return {ErrorCode::settings_invalid, {}, "tolerance_days"};
  if (s.filed_tolerance_days < 0 || s.filed_tolerance_days > kDaysOfOneLoss)
    return {ErrorCode::settings_invalid, {}, "filed_tolerance_days"};
  if (s.max_gap_days < 1 || s.max_gap_days > kMostTolerance) return {ErrorCode::settings_invalid, {}, "max_gap_days"};
  if (s.which == Flow::d && s.today < kFlowDFrom) return {ErrorCode::flow_d_too_early, {}, iso_text(s.today)};
  return {};
}

Job::Job(const CharTables& tables, const RuleSettings& settings)
    : tables_(tables), settings_(settings), pension_(people_, settings.today), overlap_(people_, settings.today) {}

RunView Job::view() const {
  return {tables_,  settings_, people_,  roster_->members(), *roster_people_, roster_->texts(), pension_,
          overlap_, reports_,  results_, warnings_,          checks_,         cases_in_roster_, earlier_};
}

Error Job::open(FileTable::Settings file, CivilDate run_date) {
  if (file_is_open_ || phase_ != Phase::lists) return {ErrorCode::out_of_order, {}, "openFile"};
  const FileKind kind = file.kind;
  given_run_date_ = run_date;
  if (kind == FileKind::roster) {
    if (Error e = start_roster()) return e;
  }
  if (kind == FileKind::pension) has_pension_ = true;
  if (kind == FileKind::overlap) overlap_.begin_file(file.name);
  files_.push_back(std::make_unique<FileTable>(tables_, std::move(file)));
  if (kind == FileKind::roster) roster_.emplace(*files_.back(), *index_, people_, settings_.today);
  file_is_open_ = true;
  return {};
}

// The lists are complete: their people are known and the index can be built.
Error Job::start_roster() {
  if (settings_.which == Flow::p && !has_pension_) return {ErrorCode::pension_list_missing, {}, {}};
  if (settings_.which == Flow::d && overlap_.files().empty()) return {ErrorCode::overlap_list_missing, {}, {}};
  pension_.settle();
  overlap_.settle();
  build_index();
  phase_ = Phase::roster;
  return {};
}

void Job::build_index() {
  floods_ = mark_floods(people_);
  listed_count_ = people_.size();
  for (ListedPerson& person : sought_) people_.push_back(std::move(person));
  sought_ = {};
  index_.emplace(tables_, settings_.today);
  for (uint32_t i = 0; i < people_.size(); ++i) index_->add(i, people_[i]);
  index_->build();
}

Error Job::take(size_t n, bool last) {
  FileTable& f = file();
  switch (f.report().kind) {
    case FileKind::roster:
      return f.take(
          n, last, [this](const CsvRecord& r) { roster_->row(r); }, [this](const CsvRecord& r) { roster_->ahead(r); });
    case FileKind::pension: return f.take(n, last, [&](const CsvRecord& r) { pension_.row(f, r); });
    default: return f.take(n, last, [&](const CsvRecord& r) { overlap_.row(f, r); });
  }
}

Error Job::close() {
  if (Error e = take(0, true)) return e;
  FileTable& f = file();
  if (f.report().kind == FileKind::overlap) {
    if (Error e = overlap_.end_file(f, given_run_date_)) return e;
  }
  if (f.report().kind == FileKind::pension && f.report().rows == 0) f.warn(0, phrase_list_empty());
  if (f.report().kind == FileKind::roster) {
    if (Error e = find_roster_date(f.report())) return e;
    phase_ = Phase::roster_read;
  }
  f.release();
  file_is_open_ = false;
  return {};
}

// 台帳の抽出日: as given, else in the file's name, else the newest date of its rows.
Error Job::find_roster_date(ImportReport& report) const {
  report.run_date = given_run_date_;
  report.run_date_from = "given";
  if (report.run_date.none()) {
    report.run_date = run_date_in_name(report.file);
    report.run_date_from = "file_name";
  }
  if (report.run_date.none()) {
    report.run_date = roster_->changes().newest();
    report.run_date_from = "newest_date";
  }
  const RecentChanges::Age age = roster_->changes().age();
  report.newest_change = age.newest;
  report.quiet_days = age.quiet;
  if (report.run_date > settings_.today)
    return {ErrorCode::roster_date_in_future, {report.file, 0, 0, {}}, iso_text(report.run_date)};
  return {};
}

Matched Job::matched(const SomePeople* some) {
  return {people_, roster_->members(), *roster_people_, pension_, overlap_, earlier_, &choices_, some};
}

namespace {

std::vector<CaseResult> apply_rules(const Matched& m, const RuleSettings& settings) {
  std::vector<CaseResult> out = settings.which == Flow::p ? apply_flow_p(m, settings) : apply_flow_d(m, settings);
  for (CaseResult& c : out) c.by_rule = c.selectable;
  return out;
}

}  // namespace

Error Job::check_accounts() const {
  const Accounts sum = account(pension_, overlap_, settings_.which, results_);
  return sum.even() ? Error{} : Error{ErrorCode::internal, {}, phrase_rows_lost(sum.missing, sum.twice)};
}

Error Job::judge() {
  results_ = apply_rules(matched(), settings_);
  return check_accounts();
}

bool Job::get_ready() {
  if (phase_ != Phase::finished || neighbours_) return false;
  neighbours_.emplace(matched(), settings_.which);
  return true;
}

namespace {

// Of whom something else is said than before, or something where nothing was, or nothing any more.
std::vector<uint32_t> changed_people(const Choices& before, const Choices& now) {
  std::vector<uint32_t> out;
  for (const auto& [person, choice] : now)
    if (const auto was = before.find(person); was == before.end() || was->second != choice) out.push_back(person);
  for (const auto& [person, choice] : before)
    if (!now.contains(person)) out.push_back(person);
  return out;
}

}  // namespace

namespace {

// Every row of the lists that was in one of the results before is in one of those now, once: then the accounts are still even.
bool same_rows(const std::vector<CaseResult>& results, const Rejudged& again, Flow flow) {
  std::vector<uint32_t> before;
  std::vector<uint32_t> now;
  const auto add = [flow](const CaseResult& c, std::vector<uint32_t>& to) {
    const std::vector<uint32_t>& rows = flow == Flow::p ? c.pension_rows : c.overlap_rows;
    to.insert(to.end(), rows.begin(), rows.end());
  };
  for (const Rejudged::Was& was : again.before) add(was.result, before);
  for (const uint32_t f : again.now) add(results[f], now);
  std::sort(before.begin(), before.end());
  std::sort(now.begin(), now.end());
  return before == now;
}

}  // namespace

Result<Rejudged> Job::judge_changed(const Choices& before) {
  const std::vector<uint32_t> changed = changed_people(before, choices_);
  if (changed.empty()) return Rejudged{};
  (void)get_ready();
  Rejudged out;
  if (const std::optional<Concerned> concerned = neighbours_->concerned_by(changed)) {
    out = take_results(apply_rules(matched(&concerned->among), settings_), concerned->people);
  } else {
    out.before.reserve(results_.size());
    for (CaseResult& c : results_) out.before.push_back({static_cast<uint32_t>(out.before.size()), std::move(c)});
    results_ = apply_rules(matched(), settings_);
    out.now.resize(results_.size());
    std::iota(out.now.begin(), out.now.end(), uint32_t{0});
  }
  if (!same_rows(results_, out, settings_.which))
    if (Error e = check_accounts()) return e;
  const bool stopped = checks_.stopped();
  for (const uint32_t f : out.now) results_[f].selectable = results_[f].by_rule && !stopped;
  return out;
}

// Those of `anew` that are of these people, in the place of what stood there of them: in the order in which the rules give all.
Rejudged Job::take_results(std::vector<CaseResult> anew, const std::vector<uint32_t>& of) {
  std::vector<bool> is_of(people_.size());
  for (const uint32_t person : of) is_of[person] = true;
  // By the lines of the pension list, then by the people of the overlap lists.
  const auto place = [this](const CaseResult& c) {
    return c.pension_row != kNobody ? std::pair{uint64_t{0}, pension_.rows()[c.pension_row].line}
                                    : std::pair{uint64_t{1}, uint64_t{neighbours_->place_of(c.person)}};
  };
  std::erase_if(anew, [&](const CaseResult& c) { return !is_of[c.person]; });
  Rejudged out;
  for (uint32_t i = 0; i < results_.size(); ++i)
    if (is_of[results_[i].person]) out.before.push_back({i, std::move(results_[i])});
  const auto same = [&](const Rejudged::Was& was, const CaseResult& c) { return place(was.result) == place(c); };
  if (std::equal(out.before.begin(), out.before.end(), anew.begin(), anew.end(), same)) {
    for (size_t i = 0; i < anew.size(); ++i) results_[out.before[i].finding] = std::move(anew[i]);
    for (const Rejudged::Was& was : out.before) out.now.push_back(was.finding);
    return out;
  }
  std::vector<CaseResult> all;
  all.reserve(results_.size() - out.before.size() + anew.size());
  auto next = anew.begin();
  const auto take_next = [&] {
    out.now.push_back(static_cast<uint32_t>(all.size()));
    all.push_back(std::move(*next++));
  };
  auto gone = out.before.begin();
  for (uint32_t i = 0; i < results_.size(); ++i) {
    if (gone != out.before.end() && gone->finding == i) {
      ++gone;
      continue;
    }
    while (next != anew.end() && place(*next) < place(results_[i])) take_next();
    all.push_back(std::move(results_[i]));
  }
  while (next != anew.end()) take_next();
  results_ = std::move(all);
  return out;
}

Result<Rejudged> Job::choose(Choices choices) {
  if (phase_ != Phase::finished) return Error{ErrorCode::out_of_order, {}, "choose"};
  choices_.swap(choices);
  Result<Rejudged> out = judge_changed(choices);
  if (!out.ok()) {
    choices_.swap(choices);
    (void)judge();  // as it was, which was even
    hold_results();
  }
  return out;
}

Error Job::finish(const Earlier& earlier, const FindChoices& choices) {
  for (ListedPerson& p : people_) p.candidates.settle();
  earlier_ = earlier;
  if (earlier_.run) earlier_.run = &earlier_run_.emplace(*earlier_.run);
  numbers_folded_ = fold_numbers(people_, roster_->members());
  roster_people_.emplace(roster_->members());
  if (choices) choices_ = choices(view());
  if (Error e = judge()) return e;
  for (const auto& f : files_) reports_.push_back(&f->report());
  checks_.found = checks_of(view(), numbers_folded_);
  hold_results();
  collect_warnings();
  phase_ = Phase::finished;
  return {};
}

// While a check stops, nothing can be selected.
void Job::hold_results() {
  const bool stopped = checks_.stopped();
  for (CaseResult& c : results_) c.selectable = c.by_rule && !stopped;
}

Error Job::accept(const std::string& check, const std::string& reason) {
  if (!is_check(check)) return {ErrorCode::unknown_name, {}, check};
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos || reason.size() > kMostReasonBytes)
    return {ErrorCode::settings_invalid, {}, "accept"};
  checks_.accepted[check] = reason;
  if (phase_ == Phase::finished) hold_results();
  return {};
}

void Job::collect_warnings() {
  if (settings_.which == Flow::d && has_pension_) warnings_.push_back(phrase_pension_list_unused());
  if (overlap_.files().empty()) warnings_.push_back(phrase_no_overlap_list());
  for (const OverlapRun& run : overlap_.runs())
    for (size_t i = 1; i < run.files.size(); ++i)
      warnings_.push_back(phrase_same_run(overlap_.files()[run.files[0]].name, overlap_.files()[run.files[i]].name,
                                          iso_text(run.date)));
  for (const Flood& f : floods_) warnings_.push_back(phrase_flood(iso_text(f.birth), f.people));
  if (pension_.numbers_dropped())
    warnings_.push_back(phrase_number_flood(FileKind::pension, pension_.numbers_dropped()));
  if (overlap_.numbers_dropped())
    warnings_.push_back(phrase_number_flood(FileKind::overlap, overlap_.numbers_dropped()));
  for (const Check& c : checks_.found)
    if (c.level == CheckLevel::warn) warnings_.push_back(text_of(c));
  warn_of_runs();
  for (const ImportReport* r : reports_)
    for (const ImportWarning& x : r->warnings)
      if (x.line == 0) warnings_.push_back(r->file + ": " + x.text);
}

void Job::warn_of_runs() {
  const RunGap gap = gap_of(overlap_, settings_, earlier_);
  if (settings_.which == Flow::d && !gap.two_runs) warnings_.push_back(phrase_only_one_run());
  if (settings_.which == Flow::d && gap.remembered) warnings_.push_back(phrase_run_remembered(iso_text(gap.before)));
  if (gap.two_runs && gap.days > settings_.max_gap_days)
    warnings_.push_back(phrase_gap(iso_text(gap.before), iso_text(overlap_.runs()[0].date),
                                   static_cast<uint64_t>(gap.days), settings_.confirm_gap));
}

}  // namespace totsugo
