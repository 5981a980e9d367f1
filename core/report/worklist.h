// The worklist as the page shows it: an order over the results by filter, search and sort; the rows of a window; and the
// evidence of one case. All of it is JSON for the page.
#pragma once
#include <string>
#include <vector>

#include "core/report/run_view.h"

namespace totsugo {

enum class sort_key : uint8_t { bucket, grade, kana, birth, number, loss_date, line };

struct worklist_query {
  std::vector<bucket> buckets;  // empty: all
  std::string text;             // in name, kana or numbers, folded; empty: all
  sort_key sort = sort_key::bucket;
  bool descending = false;
};

class worklist {
 public:
  void apply(const run_view& run, const worklist_query& query);
  const std::vector<uint32_t>& order() const { return order_; }

 private:
  void fill_keys(const run_view& run);
  std::vector<uint32_t> order_;
  std::vector<std::string> search_;  // by result: folded name, kana and numbers
  std::vector<std::u16string> kana_;
};

void write_worklist_row(const run_view& run, uint32_t result, std::string& out);
void write_evidence(const run_view& run, uint32_t result, std::string& out);

}  // namespace totsugo
