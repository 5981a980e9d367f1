#include "core/casework/run_record.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/version.h"
#include "core/calendar/date_form.h"

namespace totsugo {
namespace {

std::string insurer_of(const RunView& run) {
  std::map<std::string, size_t> votes;
  for (uint32_t i = 0; i < run.overlap.rows().size(); ++i)
    if (run.overlap.run_of(i) == 0)
      if (std::string number = run.overlap_text(i, Field::own_insurer); !number.empty()) ++votes[std::move(number)];
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : most->first;
}

auto told(const RunFileRecord& f) { return std::tie(f.kind, f.name, f.encoding, f.rows, f.kept, f.rejected, f.bytes); }

}  // namespace

RunRecord record_of(const RunView& run) {
  RunRecord out;
  out.flow = run.settings.which;
  out.date = run.settings.today;
  out.version = kVersion;
  if (!run.settings.commit.empty()) out.version += '+' + run.settings.commit;
  out.confirm_gap = run.settings.confirm_gap;
  out.tolerance_days = run.settings.tolerance_days;
  out.max_gap_days = run.settings.max_gap_days;
  out.filed_tolerance_days = run.settings.filed_tolerance_days;
  for (const Check& c : run.checks.found)
    if (const std::string* why = run.checks.reason_for(c.code); why && c.level == CheckLevel::stop)
      out.accepted.emplace_back(code_of(c.code), *why);
  out.insurer = insurer_of(run);
  for (const OverlapRun& r : run.overlap.runs()) out.overlap_dates.push_back(iso_text(r.date));
  for (const ImportReport* r : run.reports)
    out.files.push_back({std::string(code_of(r->kind)),
                         r->file,
                         std::string(code_of(r->coding)),
                         r->rows,
                         r->kept,
                         r->rejected_count,
                         r->bytes,
                         {}});
  std::vector<uint64_t> count(kBucketCount);
  for (const CaseResult& c : run.results) ++count[static_cast<size_t>(c.where)];
  for (size_t i = 0; i < kBucketCount; ++i) {
    const BucketInfo& info = info_of(static_cast<Bucket>(i));
    if (info.in == out.flow) out.results.emplace_back(info.code, count[i]);
  }
  return out;
}

bool same_run(const RunRecord& a, const RunRecord& b) { return same_files(a, b) && a.results == b.results; }

bool same_files(const RunRecord& a, const RunRecord& b) {
  const auto of = [](const RunRecord& r) {
    return std::tie(r.flow, r.date, r.version, r.confirm_gap, r.tolerance_days, r.max_gap_days, r.filed_tolerance_days,
                    r.insurer, r.overlap_dates);
  };
  return of(a) == of(b) &&
         std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
                    [](const RunFileRecord& x, const RunFileRecord& y) { return told(x) == told(y); });
}

std::vector<ListUse> list_calendar(const std::vector<RunRecord>& runs) {
  std::map<std::string, ListUse> by_date;
  int most_days = 0;
  for (uint32_t i = 0; i < runs.size(); ++i) {
    most_days = std::max(most_days, runs[i].max_gap_days);
    for (size_t k = 0; k < runs[i].overlap_dates.size(); ++k) {
      ListUse& use = by_date[runs[i].overlap_dates[k]];
      use.date = runs[i].overlap_dates[k];
      if (k == 0) use.newest.push_back(i);
      else ++use.as_earlier;
    }
  }
  std::vector<ListUse> out;
  for (auto& [date, use] : by_date) {
    if (!out.empty()) {
      const auto day = [](const std::string& text) {
        return day_number(parse_date(text, DateForm::self_describing).date);
      };
      use.days = day(date) - day(out.back().date);
      use.gap = use.days > most_days;
    }
    out.push_back(std::move(use));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace totsugo
