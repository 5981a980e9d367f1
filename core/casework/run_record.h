// What is written down of a run for good: what was compared, by which rules, with what result; enough to do it again and to see
// that the same came out. And which runs of the overlap list were compared when, with what is missing between them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/run/run_view.h"

namespace totsugo {

struct RunFileRecord {
  std::string kind;
  std::string name;
  std::string encoding;
  uint64_t rows = 0;
  uint64_t kept = 0;
  uint64_t rejected = 0;
  uint64_t bytes = 0;
  std::string sha256;  // of the file as it is on disk, hex; empty until the caller has worked it out
  bool operator==(const RunFileRecord&) const = default;
};

struct RunRecord {
  Flow flow = Flow::p;
  CivilDate date;       // the working date
  std::string version;  // of the tool, and so of its rules: VERSION, or VERSION+COMMIT
  bool confirm_gap = false;
  int tolerance_days = 0;
  int max_gap_days = 0;
  int filed_tolerance_days = 1;
  std::vector<std::pair<std::string, std::string>>
      accepted;         // checks that would have stopped, and why it was all right
  std::string insurer;  // 自保険者番号 of most rows of the newest overlap list, as it came in; may be empty
  std::vector<std::string> overlap_dates;  // newest first
  std::vector<RunFileRecord> files;
  std::vector<std::pair<std::string, uint64_t>> results;  // by bucket code
  std::string results_sha256;                             // of results.ndjson, as the files'
  bool operator==(const RunRecord&) const = default;
};

RunRecord record_of(const RunView& run);
// The same files by the same rules, as far as a record tells without the files' hashes.
bool same_run(const RunRecord& a, const RunRecord& b);
// The same but for what came out, which a clerk's choice may have changed since.
bool same_files(const RunRecord& a, const RunRecord& b);

// An overlap list as it was compared.
struct ListUse {
  std::string date;              // of the list
  std::vector<uint32_t> newest;  // the runs in which it was the newest one
  size_t as_earlier = 0;         // in how many it was an earlier one
  int64_t days = 0;              // since the list before; 0 for the first
  bool gap = false;              // more days than between consecutive lists: one may be missing
};
// Of all runs, the newest list first.
std::vector<ListUse> list_calendar(const std::vector<RunRecord>& runs);

}  // namespace totsugo
