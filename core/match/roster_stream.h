// The roster flows through here once. A row is checked, its key fields are folded straight from the file's bytes, and
// the index is asked; a row nobody asks for leaves no trace but a count.
#pragma once
#include <vector>

#include "core/match/list_index.h"
#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

class roster_stream {
 public:
  roster_stream(file_table& file, const list_index& index, std::vector<listed_person>& people, civil_date today)
      : file_(file), index_(index), people_(people), today_(today) {}

  void row(const csv_record& r);

  const std::vector<member>& members() const { return members_; }
  const row_store& texts() const { return texts_; }

 private:
  bool read_checked(const csv_record& r);
  bool fold_names(const csv_record& r);
  bool read_dates(const csv_record& r);
  bool read_period(const csv_record& r, field f, bool required, civil_date& out);
  uint64_t digits(const csv_record& r, field f) const;
  bool read_numbers(const csv_record& r);
  void probe();
  void compare_hits(const csv_record& r);
  bool worth_comparing(const listed_person& listed) const;
  const std::string& text(const csv_record& r, field f);  // valid until the next call
  void read_identity(const csv_record& r);
  uint32_t store_member(const csv_record& r);

  file_table& file_;
  const list_index& index_;
  std::vector<listed_person>& people_;
  civil_date today_;
  row_store texts_;
  std::vector<member> members_;

  // The row at hand.
  key_text kana_;
  key_text written_;
  member now_;
  uint64_t number_ = 0;
  uint64_t separate_number_ = 0;
  uint64_t pension_number_ = 0;
  std::vector<uint32_t> hits_;
  identity identity_;
  std::string scratch_;
};

}  // namespace totsugo
