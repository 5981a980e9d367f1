// A word of a search against looking for it at every place of the text.
#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/report/search.h"

using namespace totsugo;

namespace {

bool plainly_holds(const std::string& text, const std::string& word) {
  for (size_t at = 0; at + word.size() <= text.size(); ++at)
    if (text.compare(at, word.size(), word) == 0) return true;
  return false;
}

}  // namespace

TEST_CASE("search: a word is found where looking at every place finds it, whichever byte is looked for first") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  std::mt19937 random(20261201);
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  // Few of each kind, so that they meet often.
  const std::vector<std::string> names = {"ヤマ", "ヤヤマ", "山田", "マ", "S60", "A1", "0A"};
  const std::vector<std::string> numbers = {"0", "11", "110", "05-11", "0511", "1101", "1-1", "S1", "10A"};
  size_t found = 0, missed = 0;
  for (size_t round = 0; round < 20'000; ++round) {
    std::string text;
    for (size_t i = below(4); i > 0; --i) append_folded(*tables, names[below(names.size())], text);
    for (size_t i = below(4); i > 0; --i) append_number(*tables, numbers[below(numbers.size())], text);
    std::string typed = below(2) ? names[below(names.size())] : numbers[below(numbers.size())];
    if (below(3) == 0) typed += below(2) ? names[below(names.size())] : numbers[below(numbers.size())];
    for (const Sought& word : words_of(*tables, typed)) {
      const bool is_there = plainly_holds(text, word.text);
      CAPTURE(typed);
      CAPTURE(text);
      REQUIRE(holds(text, word) == is_there);
      ++(is_there ? found : missed);
    }
  }
  CHECK(found > 2'000);
  CHECK(missed > 2'000);
}
