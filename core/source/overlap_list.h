// The overlap lists (資格重複状況結果一覧): runs in the order of their dates, and the people on them. A person is followed
// from run to run by 記号番号枝番 and birth date, or by name, birth date and sex where there is no number.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "core/identifier/insurer_number.h"
#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

struct OverlapRow {
  uint64_t line = 0;
  uint32_t text = 0;
  uint32_t file = 0;          // index among the overlap files
  InsurerNumber other;        // 重複先
  uint64_t other_number = 0;  // its 記号番号枝番, digits run together; 0 = none
  CivilDate own_acquired;     // 自資格取得年月日, where it can be read
  CivilDate own_lost;
  CivilDate acquired;  // 重複先資格取得年月日
  CivilDate lost;      // 重複先資格喪失年月日
  bool acquired_unreadable = false;
  bool lost_unreadable = false;
};

struct OverlapFile {
  std::string name;
  CivilDate run_date;
  uint64_t content_hash = 0;  // of its rows, in any order
  RowStore texts;
  std::vector<uint32_t> rows;  // indices into rows()
};

// One run: usually one file; more if the same run was given twice.
struct OverlapRun {
  CivilDate date;
  std::vector<uint32_t> files;
};

struct OverlapPerson {
  uint32_t person = 0;         // index among the listed people
  std::vector<uint32_t> rows;  // newest run first, then by file and line
};

class OverlapLists {
 public:
  OverlapLists(std::vector<ListedPerson>& people, CivilDate today) : people_(people), today_(today) {}

  void begin_file(std::string name);
  void row(FileTable& file, const CsvRecord& r);
  // Finds the file's run date (given, else the column, else the file name) and reports what is wrong with it.
  Error end_file(FileTable& file, CivilDate given_run_date);
  // After the last file: orders the runs and groups the rows by person.
  void settle();

  const std::vector<OverlapFile>& files() const { return files_; }
  const std::vector<OverlapRow>& rows() const { return rows_; }
  const std::vector<OverlapRun>& runs() const { return runs_; }  // newest first
  const std::vector<OverlapPerson>& persons() const { return persons_; }
  size_t numbers_dropped() const { return numbers_dropped_; }  // rows whose number stands for too many people
  // Which run a row belongs to: 0 = the newest.
  uint32_t run_of(uint32_t row) const { return run_of_file_[rows_[row].file]; }

 private:
  void group_people();
  std::vector<ListedPerson>& people_;
  CivilDate today_;
  std::vector<OverlapFile> files_;
  std::vector<OverlapRow> rows_;
  std::deque<ListedPerson> row_people_;   // until settle()
  std::vector<CivilDate> row_run_dates_;  // of the file being read
  std::vector<OverlapRun> runs_;
  std::vector<uint32_t> run_of_file_;
  std::vector<OverlapPerson> persons_;
  size_t numbers_dropped_ = 0;
};

// A date in a file name: YYYYMMDD or YYYY-MM-DD (also _ and .); none if there is none or more than one.
CivilDate run_date_in_name(std::string_view name);

// True if both rows speak of the same record of the other insurer.
bool same_other_record(const OverlapRow& a, const OverlapRow& b);

}  // namespace totsugo
