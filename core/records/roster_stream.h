// The roster flows through here once. A row is checked, its key fields are folded straight from the file's bytes, and
// the index is asked; a row nobody asks for leaves no trace but a count.
#pragma once
#include <vector>

#include "core/match/list_index.h"
#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

// The days of the last two years on which members joined or left: how old the file is, and whether there are enough of them to
// tell.
class RecentChanges {
 public:
  // A time without a change is no chance from so many times the longest quiet time on. Changes of the last months are reported
  // late, so that half as many stand there; with 2 instead of 3, one of 108 rosters of 300 to 8,000 rows was wrongly called old.
  static constexpr int64_t kTimesQuiet = 3;
  static constexpr int64_t kMonth = 31;

  explicit RecentChanges(CivilDate today) : today_(today), first_(day_number(today) - kDays + 1), on_(kDays, 0) {
    oldest_ = from_day_number(first_);
  }
  void add(CivilDate d) {
    if (d >= oldest_ && d <= today_ && !d.partial()) ++on_[static_cast<size_t>(day_number(d) - first_)];
    else if (d > newest_before_ && d < oldest_) newest_before_ = d;
  }
  // Up to the working date; none if there is no change at all.
  CivilDate newest() const;
  // How old the changes say the file is.
  struct Age {
    CivilDate newest;   // without at most kMostStrays later ones that stand far from all the others: slips of the pen
    int64_t quiet = 0;  // the longest time without a change in the year before it, in days; 0 = too few changes to say
  };
  Age age() const;

 private:
  int64_t newest_up_to(int64_t day) const;
  int64_t longest_quiet(int64_t to) const;

  static constexpr int kMostStrays = 2;
  static constexpr int64_t kDays = 731;
  // Fewer days with a change tell nothing.
  static constexpr uint64_t kEnoughDaysAYear = 40;
  CivilDate today_;
  CivilDate oldest_;
  int64_t first_;
  CivilDate newest_before_;
  std::vector<uint32_t> on_;
};

class RosterStream {
 public:
  RosterStream(FileTable& file, const ListIndex& index, std::vector<ListedPerson>& people, CivilDate today)
      : file_(file), index_(index), people_(people), today_(today), changes_(today) {}

  void row(const CsvRecord& r);
  // A row whose turn comes soon: fetches the index's entries for its birth date.
  void ahead(const CsvRecord& r);

  // The file is as old as the newest change of membership in it.
  const RecentChanges& changes() const { return changes_; }
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
  bool has_number_of(const Identity& id) const;  // whatever the branch
  void note_number(ListedPerson& listed) const;
  bool worth_comparing(const ListedPerson& listed) const;
  bool may_look_alike(const ListedPerson& listed) const;
  void read_identity(const CsvRecord& r);
  uint32_t store_member(const CsvRecord& r);

  FileTable& file_;
  const ListIndex& index_;
  std::vector<ListedPerson>& people_;
  CivilDate today_;
  RecentChanges changes_;
  RowStore texts_;
  std::vector<Member> members_;

  // The row at hand.
  KeyText kana_;
  KeyText written_;
  KeyText alias_;
  Member now_;
  uint64_t number_ = 0;
  uint64_t separate_number_ = 0;
  uint64_t serial_number_ = 0;  // of a number with a 記号
  uint64_t pension_number_ = 0;
  int branch_ = -2;  // -2: none (a list's is -1: never equal)
  BirthTable::Day birth_day_{};
  uint16_t touched_ = 0;  // keeps the early load from being optimised away
  std::vector<uint32_t> hits_;
  Identity identity_;
};

}  // namespace totsugo
