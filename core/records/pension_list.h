// The pension list (1・3号喪失一覧表): its rows, and the people they speak of. Two record kinds meet here, 喪失 and
// 喪失訂正; a correction moves an earlier loss to a new date or cancels it.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "core/match/listed_people.h"
#include "core/source/file_table.h"
#include "core/source/row_store.h"

namespace totsugo {

enum class PensionChange : uint8_t {
  loss,
  correction,
  cancellation,
  unknown,  // words or codes we do not know: taken for a loss, and never decided upon
};

// Why the status ended, as far as this work asks.
enum class PensionReason : uint8_t {
  unsaid,    // empty: the list is of people who presumably joined an employee's insurance
  employee,  // joined 厚生年金 / 共済, became 第2号 or 第3号
  outside,   // 60 years, death, abroad ...: nothing to do with an employee's insurance
  unknown,   // words we do not know
};

struct PensionRow {
  uint64_t line = 0;
  uint32_t text = 0;
  PensionChange change = PensionChange::loss;
  PensionReason reason = PensionReason::unsaid;
  CivilDate lost;  // none for some cancellations
  CivilDate corrected_from;
  CivilDate processed;   // 処理年月日; none where the list has none
  bool unclear = false;  // unknown 異動区分, or 訂正前喪失年月日 unreadable
};

// What a person's rows come to.
struct PensionEvent {
  uint32_t row = 0;             // the row that stands
  uint32_t replaced = kNobody;  // 喪失訂正: the row it moved, if it is on the list
  bool withdrawn = false;
  bool unmatched = false;           // a correction or cancellation of a date that is on no list of this person
  uint32_t withdrawn_by = kNobody;  // the cancelling row (on the withdrawn one); itself withdrawn too
  bool several_dates = false;       // another loss with another date stands beside it
  uint32_t unclear_row = kNobody;   // a row of this person that may change the loss, but cannot be read
  uint32_t repeated = 0;            // the same loss stands on the list this many times more
  std::vector<uint32_t> rows;       // all rows that came to this, each of the person's in one event
};

struct PensionPerson : PersonOfRows {
  std::vector<PensionEvent> events;  // one result each; usually one
};

class PensionList {
 public:
  PensionList(std::vector<ListedPerson>& people, CivilDate today) : people_(people), today_(today) {}
  void row(FileTable& file, const CsvRecord& r);
  // After the last row: groups rows by person and settles corrections.
  void settle();

  const std::vector<PensionRow>& rows() const { return rows_; }
  const std::vector<PensionPerson>& persons() const { return persons_; }
  const RowStore& texts() const { return texts_; }
  size_t numbers_dropped() const { return numbers_dropped_; }  // rows whose number stands for too many people

 private:
  // What a column of few values was read as last: 20,000 searches for keywords were a fifth of reading the list.
  template <class Value>
  struct LastRead {
    std::string raw;
    Value value;
    template <class Parse>
    Value of(std::string_view now, Parse&& parse) {
      if (now == raw) return value;
      raw = now;
      return value = parse();
    }
  };
  void settle_person(PensionPerson& p);
  std::vector<std::vector<uint32_t>> by_day_of_processing(const PensionPerson& p) const;

  std::vector<ListedPerson>& people_;
  CivilDate today_;
  LastRead<PensionChange> change_{{}, PensionChange::loss};
  LastRead<PensionReason> reason_{{}, PensionReason::unsaid};
  RowStore texts_;
  std::vector<PensionRow> rows_;
  std::deque<ListedPerson> row_people_;  // until settle()
  std::vector<PensionPerson> persons_;
  size_t numbers_dropped_ = 0;
};

// Reads 異動区分 and 喪失事由. UTF-8.
PensionChange parse_pension_change(std::string_view utf8);
PensionReason parse_pension_reason(std::string_view utf8);

}  // namespace totsugo
