// The worklist as the page shows it: an order over the results by filter, search and sort; the rows of a window; and the
// evidence of one case. All of it is JSON for the page.
#pragma once
#include <string>
#include <vector>

#include "core/report/run_view.h"

namespace totsugo {

enum class SortKey : uint8_t { bucket, grade, kana, birth, number, loss_date, line };

struct WorklistQuery {
  std::vector<Bucket> buckets;  // empty: all
  std::string text;             // in name, kana or numbers, folded; empty: all
  SortKey sort = SortKey::bucket;
  bool descending = false;
};

class Worklist {
 public:
  void apply(const RunView& run, const WorklistQuery& query);
  const std::vector<uint32_t>& order() const { return order_; }

 private:
  void fill_search(const RunView& run);
  void fill_kana(const RunView& run);
  std::vector<uint32_t> order_;
  // By result, filled when first asked for.
  std::vector<std::string> search_;  // folded name, kana and numbers
  std::vector<std::u16string> kana_;
};

void write_worklist_row(const RunView& run, uint32_t result, std::string& out);
void write_evidence(const RunView& run, uint32_t result, std::string& out);

}  // namespace totsugo
