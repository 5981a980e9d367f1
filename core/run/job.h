// One match: its lists, its roster, its results. Knows no case and no JSON; who calls it says whom else to look for in the roster and
// what is kept of an earlier run. Order of calls: open / take / close for each list, seek, the same for the roster, finish.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/match/flood.h"
#include "core/match/list_index.h"
#include "core/match/number_fold.h"
#include "core/records/roster_stream.h"
#include "core/rules/concerned.h"
#include "core/run/run_view.h"
#include "core/source/file_table.h"

namespace totsugo {

// The earliest working date of flow D: the day of the R4 notice.
inline constexpr CivilDate kFlowDFrom = CivilDate::of(2022, 11, 29);

class Job {
 public:
  enum class Phase : uint8_t { lists, roster, roster_read, finished };

  // Why these settings cannot be worked with; none if they can.
  static Error refusal(const RuleSettings& settings);

  Job(const CharTables& tables, const RuleSettings& settings);

  Phase phase() const { return phase_; }
  const RuleSettings& settings() const { return settings_; }
  const OverlapLists& overlap() const { return overlap_; }
  const std::vector<CaseResult>& results() const { return results_; }
  const std::vector<const ImportReport*>& reports() const { return reports_; }

  // People of no list who are to be looked for in the roster too: before it is opened.
  void seek(std::vector<ListedPerson> people) { sought_ = std::move(people); }
  // Opening the roster completes the lists. `run_date` as a person gave it; none: the file tells.
  Error open(FileTable::Settings file, CivilDate run_date);
  bool file_is_open() const { return file_is_open_; }
  FileTable& file() { return *files_.back(); }
  // The next n bytes of the open file's room.
  Error take(size_t n, bool last);
  Error close();
  // `choices`: what clerks have said earlier of the listed people, once the roster has been read and nothing is judged yet.
  using FindChoices = std::function<Choices(const RunView&)>;
  Error finish(const Earlier& earlier, const FindChoices& choices = {});

  // After finish: what clerks have said of the listed people, all of it. The rules are asked again; results may come to stand
  // elsewhere among results(). The checks stay as they were found. Only those whom it concerns are judged anew; with 100,000 people
  // after the first time, which looks for who concerns whom: get_ready() may have done that ahead.
  const Choices& choices() const { return choices_; }
  Result<Rejudged> choose(Choices choices);
  // Works ahead of the first choice; false when there is nothing to do.
  bool get_ready();

  // Why a check is all right, before or after the end; results that no check stops can then be used.
  Error accept(const std::string& check, const std::string& reason);

  // After finish: the i-th of those sought, with the candidates found.
  const ListedPerson& sought(size_t i) const { return people_[listed_count_ + i]; }
  void note_cases(std::vector<CaseInRoster> cases) { cases_in_roster_ = std::move(cases); }
  RunView view() const;

 private:
  Error start_roster();
  void build_index();
  Error find_roster_date(ImportReport& report) const;
  Matched matched(const SomePeople* some = nullptr);
  Error judge();
  Result<Rejudged> judge_changed(const Choices& before);
  Rejudged take_results(std::vector<CaseResult> anew, const std::vector<uint32_t>& of);
  Error check_accounts() const;
  void hold_results();
  void collect_warnings();
  void warn_of_runs();

  const CharTables& tables_;
  RuleSettings settings_;
  Phase phase_ = Phase::lists;
  std::vector<ListedPerson> people_;  // of the lists, then those sought
  size_t listed_count_ = 0;
  std::vector<ListedPerson> sought_;  // until the index is built
  PensionList pension_;
  OverlapLists overlap_;
  bool has_pension_ = false;
  std::vector<Flood> floods_;
  std::optional<NumberFold> numbers_folded_;
  std::optional<ListIndex> index_;
  std::vector<std::unique_ptr<FileTable>> files_;
  bool file_is_open_ = false;
  CivilDate given_run_date_;
  std::optional<RosterStream> roster_;
  std::optional<RosterPeople> roster_people_;  // when the roster has been read
  std::optional<EarlierRun> earlier_run_;      // a copy: its owner forgets it when this run is recorded
  Earlier earlier_;
  Choices choices_;
  std::vector<CaseResult> results_;
  std::optional<Neighbours> neighbours_;  // made for the first choice
  std::vector<const ImportReport*> reports_;
  std::vector<std::string> warnings_;
  RunChecks checks_;
  std::vector<CaseInRoster> cases_in_roster_;
};

}  // namespace totsugo
