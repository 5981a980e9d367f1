// The pension list (1・3号喪失一覧表): its rows, and the people they speak of. Two record kinds meet here, 喪失 and
// 喪失訂正; a correction moves an earlier loss to a new date or cancels it.
#pragma once
#include <vector>

#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

enum class pension_change : uint8_t { loss, correction, cancellation };

// Why the status ended, as far as this work asks.
enum class pension_reason : uint8_t {
  unsaid,    // empty: the list is of people who presumably joined an employee's insurance
  employee,  // joined 厚生年金 / 共済, became 第2号 or 第3号
  outside,   // 60 years, death, abroad ...: nothing to do with an employee's insurance
  unknown,   // words we do not know
};

struct pension_row {
  uint64_t line = 0;
  uint32_t text = 0;
  pension_change change = pension_change::loss;
  pension_reason reason = pension_reason::unsaid;
  civil_date lost;            // none for some cancellations
  civil_date corrected_from;
  uint64_t address_hash = 0;
};

// What a person's rows come to.
struct pension_event {
  uint32_t row = 0;                       // the row that stands
  uint32_t replaced = 0xFFFFFFFF;         // 喪失訂正: the row it moved, if it is on the list
  bool withdrawn = false;
  uint32_t withdrawn_by = 0xFFFFFFFF;     // the cancelling row (on the withdrawn one); itself withdrawn too
  bool several_dates = false;             // another loss with another date stands beside it
  uint32_t repeated = 0;                  // the same loss stands on the list this many times more
};

struct pension_person {
  uint32_t person = 0;                    // index among the listed people
  std::vector<uint32_t> rows;
  std::vector<pension_event> events;      // one result each; usually one
};

class pension_list {
 public:
  pension_list(std::vector<listed_person>& people, civil_date today) : people_(people), today_(today) {}
  void row(file_table& file, const csv_record& r);
  // After the last row: groups rows by person and settles corrections.
  void settle();

  const std::vector<pension_row>& rows() const { return rows_; }
  const std::vector<pension_person>& persons() const { return persons_; }
  const row_store& texts() const { return texts_; }

 private:
  uint32_t person_of(const listed_person& who, const pension_row& row);
  void settle_person(pension_person& p);

  std::vector<listed_person>& people_;
  civil_date today_;
  row_store texts_;
  std::vector<pension_row> rows_;
  std::vector<listed_person> row_people_;  // until settle()
  std::vector<pension_person> persons_;
};

// Reads 異動区分 and 喪失事由. UTF-8.
pension_change parse_pension_change(std::string_view utf8);
pension_reason parse_pension_reason(std::string_view utf8);

}  // namespace totsugo
