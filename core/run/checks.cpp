#include "core/run/checks.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/identifier/digits.h"
#include "core/identifier/member_number.h"
#include "core/match/match_words.h"
#include "core/match/number_fold.h"
#include "core/records/roster_stream.h"
#include "core/run/run_view.h"
#include "core/run/run_words.h"

namespace totsugo {
namespace {

// Thresholds of the lower end of each share's interval. tests/bench/checks.mjs tries them on generated towns of many kinds and
// sizes; README has what came out.
constexpr double kMostAcquiredEqual = 0.15;
constexpr double kMostNumbersUnknown = 0.5;
constexpr double kMostOtherInsurers = 0.02;
constexpr double kMostLossesOld = 0.8;
constexpr double kMostFiledP = 0.92;    // most of those who end 第1号 have filed by the time the list comes
constexpr double kMostFiledD = 0.7;     // who has filed is soon on the overlap list no more
constexpr double kMostLostAhead = 0.5;  // hardly anybody's loss is known beforehand
constexpr double kMostNotFound = 0.8;
constexpr double kMostRejected = 0.03;
constexpr double kMostOtherLength = 0.8;
constexpr double kMostAfterList = 0.5;  // of a few, slips of the pen, each is judged by itself
constexpr int64_t kMostDaysOld = 31;
constexpr int64_t kFewDaysOld = 7;  // every run is some days older than its roster or the other way round
// No roster stands still for a year: what is inferred from such dates is not its age.
constexpr int64_t kMostDaysInferred = 366;

class Checker {
 public:
  explicit Checker(const RunView& run) : run_(run) {}

  std::vector<Check> run(const std::optional<NumberFold>& folded) {
    check_other_side();
    check_results();
    check_roster_date();
    if (folded)
      add({CheckCode::numbers_differ, CheckLevel::warn, folded->people, 0, {}, {}, phrase_numbers_folded(*folded)});
    else check_zeros();
    check_households();
    check_files();
    return std::move(out_);
  }

 private:
  void add(Check c) { out_.push_back(std::move(c)); }
  bool stop_if(CheckCode code, uint64_t count, uint64_t of, double threshold, CivilDate a = {}) {
    const bool stops = share_exceeds(count, of, threshold);
    if (stops) add({code, CheckLevel::stop, count, of, a, {}, {}});
    return stops;
  }
  bool in_newest(uint32_t row) const { return run_.overlap.run_of(row) == 0; }

  void check_other_side();
  void check_after_list();
  void check_runs_equal();
  void check_own_numbers();
  void check_own_insurer();
  void check_results();
  CivilDate joined(const CaseResult& c) const;
  uint32_t likely(const CaseResult& c) const;
  bool lost_ahead(const CaseResult& c) const;
  bool shows_loss(const CaseResult& c) const;
  void check_roster_date();
  void check_zeros();
  void check_households();
  void check_files();

  const RunView& run_;
  std::vector<Check> out_;
};

// Who joined the other insurance after the list was made cannot stand on it.
void Checker::check_after_list() {
  uint64_t after = 0;
  uint64_t dated = 0;
  for (const OverlapRow& o : run_.overlap.rows()) {
    if (o.acquired_unreadable) continue;
    ++dated;
    after += o.acquired > run_.overlap.files()[o.file].run_date;
  }
  stop_if(CheckCode::acquired_after_list, after, dated, kMostAfterList);
}

// Two runs with the same rows but for the date: one download, given twice under two dates, would make a second listing of it.
void Checker::check_runs_equal() {
  const auto& runs = run_.overlap.runs();
  if (runs.size() < 2 || runs[0].files.size() != 1 || runs[1].files.size() != 1) return;
  const OverlapFile& a = run_.overlap.files()[runs[0].files[0]];
  const OverlapFile& b = run_.overlap.files()[runs[1].files[0]];
  if (a.rows.size() < kLeastForShare || a.undated_hash != b.undated_hash) return;
  add({CheckCode::runs_equal, CheckLevel::warn, a.rows.size(), a.rows.size(), b.run_date, a.run_date, {}});
}

void Checker::check_other_side() {
  uint64_t equal = 0;
  uint64_t both = 0;
  for (const CaseResult& c : run_.results) {
    if (c.member == kNobody) continue;
    const Member& who = run_.members[c.member];
    for (const uint32_t row : c.overlap_rows) {
      const OverlapRow& o = run_.overlap.rows()[row];
      if (!in_newest(row) || o.acquired_unreadable || who.acquired.none()) continue;
      ++both;
      equal += o.acquired == who.acquired;
    }
  }
  stop_if(CheckCode::acquired_equal, equal, both, kMostAcquiredEqual);
  check_after_list();
  check_own_numbers();
  check_own_insurer();
  check_runs_equal();
}

bool knows_number(const ListedPerson& who) {
  const auto same = [](const Candidate& c) {
    return c.compared.number == NumberLevel::same || c.compared.number == NumberLevel::household_only ||
           c.compared.number == NumberLevel::branch_differs;
  };
  const std::vector<Candidate>& all = who.candidates.all();
  return who.candidates.number_known() || std::any_of(all.begin(), all.end(), same);
}

void Checker::check_own_numbers() {
  uint64_t unknown = 0;
  uint64_t numbered = 0;
  for (const OverlapPerson& p : run_.overlap.persons()) {
    const ListedPerson& who = run_.people[p.person];
    if (!in_newest(p.rows.front()) || who.id.number.none()) continue;
    ++numbered;
    unknown += !knows_number(who);
  }
  stop_if(CheckCode::own_numbers_unknown, unknown, numbered, kMostNumbersUnknown);
}

void Checker::check_own_insurer() {
  std::map<std::string_view, uint64_t> votes;
  uint64_t rows = 0;
  for (uint32_t i = 0; i < run_.overlap.rows().size(); ++i) {
    const InsurerNumber& own = run_.overlap.rows()[i].own;
    if (!in_newest(i) || own.kind == InsurerClass::invalid) continue;
    ++votes[own.text()];
    ++rows;
  }
  if (rows == 0) return;
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const InsurerClass kind = parse_insurer_number(most->first).kind;
  const bool foreign = kind != InsurerClass::national_town && kind != InsurerClass::national_union;
  const uint64_t others = foreign ? rows : rows - most->second;
  if (share_exceeds(others, rows, kMostOtherInsurers))
    add({CheckCode::own_insurer, CheckLevel::stop, others, rows, {}, {}, std::string(most->first)});
}

// The day on which a result's person joined the other insurance, as the list says it.
CivilDate Checker::joined(const CaseResult& c) const {
  if (c.pension_row != kNobody) return run_.pension.rows()[c.pension_row].lost;
  for (const uint32_t row : c.overlap_rows)
    if (in_newest(row) && !run_.overlap.rows()[row].acquired_unreadable) return run_.overlap.rows()[row].acquired;
  return {};
}

// The person, or the likeliest one.
uint32_t Checker::likely(const CaseResult& c) const {
  const std::vector<Candidate>& all = run_.people[c.person].candidates.all();
  return c.member != kNobody || all.empty() ? c.member : all.front().who;
}

bool Checker::lost_ahead(const CaseResult& c) const {
  const uint32_t member = likely(c);
  return member != kNobody && !run_.members[member].lost_ahead.none();
}

// Whether the roster shows a loss of the person or of the likeliest one, be it the expected loss or not: a column taken for another
// gives losses that no rule expects.
bool Checker::shows_loss(const CaseResult& c) const {
  const uint32_t member = likely(c);
  if (member != kNobody && !run_.members[member].lost.none()) return true;
  if (lost_ahead(c)) return true;
  return c.where == Bucket::p_filed || c.where == Bucket::d_filed || c.review == ReviewKind::loss_differs ||
         std::any_of(c.reasons.begin(), c.reasons.end(),
                     [](const Reason& r) { return r.code == ReasonCode::older_loss; });
}

// A number alone is no person found: another town counts its members from 1 too.
bool is_found(const CaseResult& c) {
  return c.best <= Grade::c && (c.relaxations & relax(Relaxation::name_differs)) == 0;
}

void Checker::check_results() {
  const CivilDate today = run_.settings.today;
  const int year = today.year() - 2;
  const CivilDate two_years =
      CivilDate::of(year, today.month(), std::min(today.day(), days_in_month(year, today.month())));
  uint64_t people = 0, found = 0, lost = 0, ahead = 0, dated = 0, old = 0;
  for (const CaseResult& c : run_.results) {
    if (c.where == Bucket::d_reference || c.where == Bucket::d_resolved || c.where == Bucket::p_withdrawn) continue;
    ++people;
    if (!is_found(c)) continue;
    ++found;
    lost += shows_loss(c);
    ahead += lost_ahead(c);
    const CivilDate since = joined(c);
    dated += !since.none();
    old += !since.none() && since < two_years;
  }
  stop_if(CheckCode::losses_old, old, dated, kMostLossesOld, two_years);
  if (!stop_if(CheckCode::all_filed, ahead, found, kMostLostAhead))
    stop_if(CheckCode::all_filed, lost, found, run_.settings.which == Flow::p ? kMostFiledP : kMostFiledD);
  stop_if(CheckCode::nobody_found, people - found, people, kMostNotFound);
}

// Days from the roster's newest change to `newest`, where they cannot be chance; 0 where they may be.
int64_t days_without_change(const ImportReport& roster, CivilDate newest) {
  if (roster.quiet_days == 0 || newest <= roster.newest_change) return 0;
  const int64_t days = day_number(newest) - day_number(roster.newest_change);
  return days > RecentChanges::kTimesQuiet * roster.quiet_days && days <= kMostDaysInferred ? days : 0;
}

// A date in the file's name is believed only as far as the changes in the file allow: last year's file may have been renamed.
void Checker::check_roster_date() {
  const ImportReport& roster = *run_.reports.back();
  if (run_.overlap.runs().empty() || roster.run_date.none()) return;
  const CivilDate newest = run_.overlap.runs()[0].date;
  if (roster.run_date_from != "given" && days_without_change(roster, newest) > kMostDaysOld) {
    add({CheckCode::roster_old, CheckLevel::stop, 0, 0, roster.newest_change, newest,
         phrase_newest_change(roster.newest_change)});
    return;
  }
  const int64_t days = newest <= roster.run_date ? 0 : day_number(newest) - day_number(roster.run_date);
  const bool inferred = roster.run_date_from == "newest_date";
  if (days <= (inferred ? kMostDaysOld : kFewDaysOld)) return;
  const bool stop = days > kMostDaysOld && !inferred;
  add({CheckCode::roster_old, stop ? CheckLevel::stop : CheckLevel::warn, 0, 0, roster.run_date, newest,
       inferred ? phrase_newest_change(roster.run_date) : phrase_roster_date(roster.run_date)});
}

struct WrittenNumber {
  size_t digits;
  std::string value;  // without zeros in front
};

WrittenNumber written_number(std::string_view utf8) {
  DigitText found;
  collect_digits(utf8, found);
  const std::string_view all = found.view();
  return {all.size(), std::string(all.substr(std::min(all.find_first_not_of('0'), all.size())))};
}

// Numbers that are one but for the zeros in front: told apart by nothing, and said if the files differ so throughout.
void Checker::check_zeros() {
  uint64_t both = 0;
  std::map<std::pair<size_t, size_t>, uint64_t> lengths;  // digits in the roster, on the list
  for (const CaseResult& c : run_.results) {
    if (c.member == kNobody || c.overlap_rows.empty()) continue;
    const uint32_t row = c.overlap_rows.front();
    const auto compare = [&](const std::string& roster, const std::string& list) {
      const WrittenNumber a = written_number(roster), b = written_number(list);
      if (a.value.empty() || a.value != b.value) return false;
      ++both;
      if (a.digits != b.digits) ++lengths[{a.digits, b.digits}];
      return true;
    };
    const std::string serial = run_.overlap_text(row, Field::own_serial);
    if (compare(run_.member_number_text(c.member), run_.overlap_text(row, Field::own_symbol) + serial)) continue;
    compare(run_.member_text(c.member, Field::member_serial), serial);
  }
  const auto most = std::max_element(lengths.begin(), lengths.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == lengths.end() || !share_exceeds(most->second, both, kMostOtherLength)) return;
  add({CheckCode::numbers_differ,
       CheckLevel::warn,
       most->second,
       both,
       {},
       {},
       phrase_number_lengths(most->first.first, most->first.second, most->second)});
}

// Whether two texts still differ when folded.
bool differ(const CharTables& tables, const std::string& a, const std::string& b) {
  return a != b && folded_text(tables, a) != folded_text(tables, b);
}

// Of the people found; the letters look at all of theirs again.
void Checker::check_households() {
  std::unordered_map<uint64_t, std::vector<uint32_t>> homes;  // members by 世帯番号
  for (const CaseResult& c : run_.results)
    if (c.member != kNobody)
      if (const uint64_t key = household_key(run_.member_text(c.member, Field::household_id)))
        homes[key].push_back(c.member);
  const auto parted = [this](const std::vector<uint32_t>& members) {
    return std::any_of(members.begin() + 1, members.end(), [&](uint32_t m) {
      const auto differs = [&](Field f) {
        return differ(run_.tables, run_.member_text(members.front(), f), run_.member_text(m, f));
      };
      return differs(Field::head_name) || differs(Field::address);
    });
  };
  const auto differing =
      static_cast<uint64_t>(std::count_if(homes.begin(), homes.end(), [&](const auto& h) { return parted(h.second); }));
  if (differing) add({CheckCode::households, CheckLevel::warn, differing, homes.size(), {}, {}, {}});
}

void Checker::check_files() {
  for (const ImportReport* r : run_.reports) {
    if (share_exceeds(r->rejected_count, r->rows, kMostRejected))
      add({CheckCode::rejected, CheckLevel::warn, r->rejected_count, r->rows, {}, {}, r->file});
    for (const Field f : r->one_value)
      if (r->rows >= kLeastForShare)
        add({CheckCode::one_value,
             CheckLevel::warn,
             r->rows,
             r->rows,
             {},
             {},
             r->file + " " + std::string(find_field(r->kind, f)->label)});
  }
}

}  // namespace

bool share_exceeds(uint64_t count, uint64_t of, double threshold) {
  if (of < kLeastForShare) return false;
  constexpr double kErrors = 3;
  const auto n = static_cast<double>(of);
  const double p = static_cast<double>(count) / n;
  const double z2 = kErrors * kErrors;
  const double middle = p + z2 / (2 * n);
  const double half = kErrors * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return (middle - half) / (1 + z2 / n) > threshold;
}

std::vector<Check> checks_of(const RunView& run, const std::optional<NumberFold>& folded) {
  return Checker(run).run(folded);
}

bool is_check(std::string_view name) {
  for (size_t i = 0; i < kCheckCount; ++i)
    if (code_of(static_cast<CheckCode>(i)) == name) return true;
  return false;
}

const std::string* RunChecks::reason_for(CheckCode c) const {
  const auto at = accepted.find(std::string(code_of(c)));
  return at == accepted.end() ? nullptr : &at->second;
}

bool RunChecks::stopped() const {
  return std::any_of(found.begin(), found.end(),
                     [this](const Check& c) { return c.level == CheckLevel::stop && !reason_for(c.code); });
}

}  // namespace totsugo
