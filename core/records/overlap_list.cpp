#include "core/records/overlap_list.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/base/hash.h"
#include "core/match/flood.h"
#include "core/records/person_reader.h"
#include "core/records/record_words.h"

namespace totsugo {
namespace {

// Of a row's text without one of its fields; a value that stands elsewhere, as a layout's constant does, takes nothing away.
uint64_t hash_without(std::string_view row, std::string_view field) {
  const std::less<const char*> before;
  if (before(field.data(), row.data()) || before(row.data() + row.size(), field.data() + field.size()))
    return hash_bytes(row);
  const auto at = static_cast<size_t>(field.data() - row.data());
  return hash_pair(hash_bytes(row.substr(0, at)), hash_bytes(row.substr(at + field.size())));
}

}  // namespace

void OverlapLists::begin_file(std::string name) {
  files_.push_back({});
  files_.back().name = std::move(name);
  row_run_dates_.clear();
}

void OverlapLists::row(FileTable& file, const CsvRecord& r) {
  ListedPerson who;
  const bool numbered = !file.said(r, Field::own_serial).empty();
  if (!read_person(file, r, today_, !numbered, who)) return;
  bool ok = true;
  who.id.number =
      parse_member_number(file.number_text(r, Field::own_symbol, ok), file.number_text(r, Field::own_serial, ok),
                          file.number_text(r, Field::own_branch, ok));
  OverlapRow row;
  row.line = r.line;
  row.file = static_cast<uint32_t>(files_.size() - 1);
  const std::string insurer = file.said_text(r, Field::other_insurer, ok);
  row.other = parse_insurer_number(insurer);
  row.insurer_unreadable = !insurer.empty() && row.other.kind == InsurerClass::invalid;
  note_lost_zeros(file, r, Field::other_insurer, insurer);
  const auto other = [&](Field f) {
    const std::string value = file.number_text(r, f, ok);
    row.number_unreadable = row.number_unreadable || is_destroyed(value);
    return record_field(value);
  };
  row.other_symbol = other(Field::other_symbol);
  row.other_serial = other(Field::other_serial);
  row.other_branch = other(Field::other_branch);
  row.own = parse_insurer_number(file.said_text(r, Field::own_insurer, ok));
  row.other_is_own = row.own.check_digit_ok && row.own == row.other;
  const auto own = [&](Field f, CivilDate& out) {
    const ParsedDate d = file.date(r, f);
    if (d.status == DateStatus::ok && !d.date.partial()) out = d.date;
  };
  own(Field::own_acquired, row.own_acquired);
  own(Field::own_lost, row.own_lost);
  // An unreadable acquisition date is reported like any other; the person still stands on the list and goes to review.
  const ParsedDate acquired = file.date(r, Field::other_acquired);
  if (acquired.status == DateStatus::ok && !acquired.date.partial()) {
    row.acquired = acquired.date;
  } else {
    row.acquired_unreadable = true;
    file.reject(r.line, Field::other_acquired, date_problem(acquired.status), file.raw(r, Field::other_acquired));
  }
  const ParsedDate lost = file.date(r, Field::other_lost);
  if (lost.status == DateStatus::ok && !lost.date.partial()) row.lost = lost.date;
  row.lost_unreadable = lost.status == DateStatus::unreadable || lost.status == DateStatus::impossible;
  if (row.lost_unreadable) file.warn(r.line, phrase_other_lost_unreadable());
  const ParsedDate run = file.date(r, Field::run_date);
  row_run_dates_.push_back(run.status == DateStatus::ok && !run.date.partial() ? run.date : CivilDate{});
  OverlapFile& f = files_.back();
  row.text = f.texts.add(file, r);
  f.rows.push_back(static_cast<uint32_t>(rows_.size()));
  f.content_hash += hash_bytes(r.text());
  f.undated_hash += hash_without(r.text(), file.raw(r, Field::run_date));
  rows_.push_back(row);
  row_people_.push_back(std::move(who));
}

Error OverlapLists::end_file(FileTable& file, CivilDate given) {
  OverlapFile& f = files_.back();
  ImportReport& report = file.report();
  std::map<CivilDate, size_t> votes;
  for (const CivilDate d : row_run_dates_)
    if (!d.none()) ++votes[d];
  CivilDate by_column;
  size_t most = 0;
  for (const auto& [d, n] : votes)
    if (n > most) {
      by_column = d;
      most = n;
    }
  const size_t differing = row_run_dates_.size() - most;
  if (!by_column.none()) {
    for (size_t i = 0; i < row_run_dates_.size(); ++i) {
      const CivilDate d = row_run_dates_[i];
      if (d.none() || d == by_column) continue;
      if (differing * 20 > row_run_dates_.size())
        return {ErrorCode::run_date_mixed,
                {report.file, rows_[f.rows[i]].line, static_cast<uint32_t>(file.column(Field::run_date) + 1),
                 report.column_name(static_cast<uint32_t>(file.column(Field::run_date) + 1))},
                iso_text(by_column) + " / " + iso_text(d)};
      file.warn(rows_[f.rows[i]].line, phrase_run_date_differs(iso_text(d), iso_text(by_column)));
    }
  }
  f.run_date = !given.none() ? given : by_column;
  report.run_date_from = !given.none() ? "given" : "column";
  if (!given.none() && !by_column.none() && given != by_column)
    file.warn(0, phrase_run_date_overridden(iso_text(given), iso_text(by_column)));
  if (f.run_date.none()) {
    f.run_date = run_date_in_name(f.name);
    report.run_date_from = "file_name";
  }
  if (f.run_date.none()) return {ErrorCode::run_date_missing, {report.file, 0, 0, {}}, {}};
  report.run_date = f.run_date;
  if (f.run_date > today_) return {ErrorCode::run_date_in_future, {report.file, 0, 0, {}}, iso_text(f.run_date)};
  if (f.rows.empty()) file.warn(0, phrase_list_empty());
  return {};
}

// Two files of one date, or with the very same rows, are one run: two downloads, not two listings.
void OverlapLists::settle() {
  std::vector<uint32_t> order(files_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [this](uint32_t a, uint32_t b) { return files_[a].run_date < files_[b].run_date; });
  std::vector<OverlapRun> oldest_first;
  for (const uint32_t i : order) {
    const OverlapFile& f = files_[i];
    const auto twin = std::find_if(oldest_first.begin(), oldest_first.end(), [&](const OverlapRun& run) {
      return run.date == f.run_date || (!f.rows.empty() && files_[run.files.front()].content_hash == f.content_hash);
    });
    if (twin != oldest_first.end()) {
      twin->files.push_back(i);
    } else {
      oldest_first.push_back({f.run_date, {i}});
    }
  }
  runs_.assign(oldest_first.rbegin(), oldest_first.rend());
  run_of_file_.assign(files_.size(), 0);
  for (uint32_t r = 0; r < runs_.size(); ++r)
    for (const uint32_t f : runs_[r].files) run_of_file_[f] = r;
  group_people();
  row_people_ = {};
}

void OverlapLists::group_people() {
  numbers_dropped_ = forget_flooded_numbers(
      row_people_, [](const ListedPerson& who) { return who.id.number.none() ? uint64_t{0} : who.id.number.joined; },
      [](ListedPerson& who) { who.id.number = {}; });
  const PersonGroups groups = people_of_rows(row_people_, [this](uint32_t row) { return run_of(row); });
  std::vector<uint32_t> order(rows_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) { return run_of(a) < run_of(b); });
  persons_ = persons_of<OverlapPerson>(groups, order);
  people_.reserve(people_.size() + rows_.size());
  for (OverlapPerson& p : persons_) {
    put_together(row_people_, p.rows, [this](uint32_t row) { return run_of(row); }, people_, p);
  }
}

CivilDate run_date_in_name(std::string_view name) {
  // The runs of digits of the name; a date is one run of eight, or three of 4, 2 and 2 with one mark between each.
  struct Run {
    size_t from;
    size_t size;
  };
  std::vector<Run> runs;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] < '0' || name[i] > '9') continue;
    if (!runs.empty() && runs.back().from + runs.back().size == i) ++runs.back().size;
    else runs.push_back({i, 1});
  }
  const auto number = [name](size_t from, size_t n) {
    int v = 0;
    for (size_t k = from; k < from + n; ++k) v = v * 10 + (name[k] - '0');
    return v;
  };
  CivilDate found;
  bool several = false;
  const auto take = [&](int y, int m, int d) {
    if (y < 2020 || y > 2100 || !is_valid_date(y, m, d)) return;
    const CivilDate date = CivilDate::of(y, m, d);
    several = several || (!found.none() && found != date);
    found = date;
  };
  for (size_t i = 0; i < runs.size(); ++i) {
    const Run& r = runs[i];
    if (r.size == 8 || r.size == 14)
      take(number(r.from, 4), number(r.from + 4, 2), number(r.from + 6, 2));  // 14: with a time
    if (r.size == 4 && i + 2 < runs.size() && runs[i + 1].size == 2 && runs[i + 2].size == 2 &&
        runs[i + 1].from == r.from + 5 && runs[i + 2].from == r.from + 8)
      take(number(r.from, 4), number(r.from + 5, 2), number(r.from + 8, 2));
  }
  return several ? CivilDate{} : found;
}

RecordMatch compare_records(const OverlapRow& a, const OverlapRow& b) {
  RecordMatch out;
  const bool insurer_missing = a.other.none() != b.other.none();
  out.missing = insurer_missing;
  out.same = (a.other == b.other || insurer_missing) && a.acquired == b.acquired;
  for (const auto& [x, y] : {std::pair{a.other_symbol, b.other_symbol},
                             {a.other_serial, b.other_serial},
                             {a.other_branch, b.other_branch}}) {
    out.missing = out.missing || (x == 0) != (y == 0);
    out.same = out.same && (x == 0 || y == 0 || x == y);
  }
  return out;
}

}  // namespace totsugo
