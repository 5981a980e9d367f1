// The overlap lists (資格重複状況結果一覧): runs in the order of their dates, and the people on them, each
// followed from run to run as long as nothing is against it.
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
  uint64_t other_symbol = 0;  // its 記号, 番号 and 枝番, each record_field() by itself; 0 = none
  uint64_t other_serial = 0;
  uint64_t other_branch = 0;
  InsurerNumber own;                // 自保険者番号
  bool insurer_unreadable = false;  // something is there, and no valid number
  bool other_is_own = false;        // our own number as the other side
  CivilDate own_acquired;           // 自資格取得年月日, where it can be read
  CivilDate own_lost;
  CivilDate acquired;  // 重複先資格取得年月日
  CivilDate lost;      // 重複先資格喪失年月日
  bool acquired_unreadable = false;
  bool lost_unreadable = false;
  bool number_unreadable = false;  // a spreadsheet has destroyed 記号, 番号 or 枝番 of the other side
  // Nothing can be decided upon the other insurer's record.
  bool unreadable() const { return acquired_unreadable || lost_unreadable || number_unreadable; }
};

struct OverlapFile {
  std::string name;
  CivilDate run_date;
  uint64_t content_hash = 0;  // of its rows, in any order
  uint64_t undated_hash = 0;  // the same without 作成年月日
  RowStore texts;
  std::vector<uint32_t> rows;  // indices into rows()
};

// One run: usually one file; more if the same run was given twice.
struct OverlapRun {
  CivilDate date;
  std::vector<uint32_t> files;
};

using OverlapPerson = PersonOfRows;  // its rows: newest run first, then by file and line

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

// Whether two rows speak of the same record of the other insurer (condition 3; DOMAIN section 3): each field by itself.
struct RecordMatch {
  bool same = false;
  bool missing = false;  // a field is missing on one side, and it rests on the others
};
RecordMatch compare_records(const OverlapRow& a, const OverlapRow& b);
inline bool same_other_record(const OverlapRow& a, const OverlapRow& b) { return compare_records(a, b).same; }

}  // namespace totsugo
