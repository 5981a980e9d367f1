// The roster flows through here once. A row is checked, its key fields are folded straight from the file's bytes, and
// the index is asked; a row nobody asks for leaves no trace but a count.
#pragma once
#include <vector>

#include "core/match/list_index.h"
#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

class RosterStream {
 public:
  RosterStream(FileTable& file, const ListIndex& index, std::vector<ListedPerson>& people, CivilDate today)
      : file_(file), index_(index), people_(people), today_(today) {}

  void row(const CsvRecord& r);
  // A row whose turn comes soon: fetches the index's entries for its birth date.
  void ahead(const CsvRecord& r);

  // The newest date of membership up to the working date: the file is as old as that.
  CivilDate newest_date() const { return newest_date_; }
  const std::vector<Member>& members() const { return members_; }
  const RowStore& texts() const { return texts_; }

 private:
  bool read_checked(const CsvRecord& r);
  bool fold_names(const CsvRecord& r);
  bool read_birth(const CsvRecord& r);
  bool read_periods(const CsvRecord& r);
  bool read_period(const CsvRecord& r, Field f, bool required, CivilDate& out);
  bool read_numbers(const CsvRecord& r);
  void read_names(const CsvRecord& r);
  void take_alias(const CsvRecord& r);
  void probe();
  // A name in no kanji: its words may stand in another order on the list, so each of them is asked for.
  bool foreign_row() const { return written_.size && written_.data[0] < kFirstKanji && written_.data[0] != kWildcard; }
  void probe_words(const CsvRecord& r);
  void compare_hits(const CsvRecord& r);
  bool shares_number(const Identity& id) const;
  bool may_bear_number(const Identity& id) const;  // the branch not against
  bool worth_comparing(const ListedPerson& listed) const;
  bool may_look_alike(const ListedPerson& listed) const;
  const std::string& text(const CsvRecord& r, Field f);  // valid until the next call
  void read_identity(const CsvRecord& r);
  uint32_t store_member(const CsvRecord& r);

  FileTable& file_;
  const ListIndex& index_;
  std::vector<ListedPerson>& people_;
  CivilDate today_;
  RowStore texts_;
  std::vector<Member> members_;

  // The row at hand.
  KeyText kana_;
  KeyText written_;
  KeyText alias_;
  Member now_;
  uint64_t number_ = 0;
  uint64_t separate_number_ = 0;
  CivilDate newest_date_;
  uint64_t serial_number_ = 0;  // of a number with a 記号
  uint64_t pension_number_ = 0;
  int branch_ = -2;  // -2: none (a list's is -1: never equal)
  BirthTable::Day birth_day_{};
  uint16_t touched_ = 0;  // keeps the early load from being optimised away
  std::vector<uint32_t> hits_;
  Identity identity_;
  std::string scratch_;
};

}  // namespace totsugo
