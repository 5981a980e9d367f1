// The worklist as the page shows it: an order over the results by filter, search and sort; the rows of a window; and the
// evidence of one case. All of it is JSON for the page.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/casework/case_book.h"
#include "core/run/run_view.h"

namespace totsugo {

enum class SortKey : uint8_t { bucket, grade, kana, birth, number, loss_date, line };
inline constexpr size_t kSortKeyCount = static_cast<size_t>(SortKey::line) + 1;

// What is asked for all holds together; what is left out is not asked.
struct WorklistQuery {
  std::vector<Bucket> buckets;
  std::vector<Grade> grades;  // none among them: without a match
  std::vector<CaseState> states;
  bool no_case = false;  // among the states: who is no case (yet)
  std::optional<bool> selectable;
  std::optional<bool> on_hold;  // of cases; who is none has no mark
  std::optional<bool> returned;
  std::optional<bool> inquired;
  std::optional<bool> several;    // more than one roster person it may be, or more than one who may be it
  RelaxationSet relaxations = 0;  // any of them
  std::vector<ReviewKind> reviews;
  std::string text;  // words, as typed: each is in a name, begins a number, or is the birth date
  SortKey sort = SortKey::bucket;
  bool descending = false;

  bool asks_of_cases() const { return no_case || !states.empty() || on_hold || returned || inquired; }
};

class Worklist {
 public:
  void apply(const RunView& run, const CaseBook& book, const WorklistQuery& query);
  const std::vector<uint32_t>& order() const { return order_; }
  // How many of all results need each relaxation.
  std::array<size_t, kRelaxationCount> relaxation_counts() const;
  // Works ahead of the first search and the first sorting for a few thousand results; false when there is nothing left.
  bool prepare(const RunView& run);

 private:
  void fill_briefs(const RunView& run);
  void fill_search(const RunView& run, size_t to);
  void fill_kana(const RunView& run, size_t to);

  // What filters ask of a result, close together: a hundred thousand of them are looked through at every key.
  struct Brief {
    RelaxationSet relaxations;
    Bucket where;
    Grade best;
    ReviewKind review;
    bool selectable;
    bool several;
  };
  static bool wanted(const WorklistQuery& q, const Brief& c, const RunView& run, const CaseBook& book, uint32_t result);

  std::vector<uint32_t> order_;
  std::vector<Brief> briefs_;
  // By result, filled when first asked for or when there is time.
  std::string search_;               // names, then numbers, one result after the other
  std::vector<uint32_t> search_at_;  // where each begins; and the end of the last
  std::vector<std::u16string> kana_;
  // By sort key: all results in ascending order, and whether each says the same as the one before it.
  struct Sorted {
    std::vector<uint32_t> order;
    std::vector<bool> same;
  };
  const Sorted& sorted(const RunView& run, SortKey key);
  std::array<Sorted, kSortKeyCount> sorted_;
};

void write_worklist_row(const RunView& run, const CaseBook& book, uint32_t finding, std::string& out);
class JsonWriter;
// Where a case stands, or null (kNobody); and the members that say what it waits for.
void write_place(JsonWriter& w, const CaseBook& book, uint32_t number, CivilDate today);
void write_fresh_place(JsonWriter& w, const RunView& run, Bucket where);
void write_stage(JsonWriter& w, const Standing& now, CivilDate today);
void write_evidence(const RunView& run, uint32_t result, std::string& out);

}  // namespace totsugo
