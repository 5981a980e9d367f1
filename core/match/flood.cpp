#include "core/match/flood.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/hash.h"

namespace totsugo {
namespace {

uint64_t date_and_name(const ListedPerson& p) {
  return hash_pair(hash_text((p.kana_key.size ? p.kana_key : p.written_key).view()), p.id.birth.packed);
}

}  // namespace

std::vector<uint64_t> repeated_numbers(std::vector<uint64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  std::vector<uint64_t> out;
  for (size_t from = 0, to = 0; from < numbers.size(); from = to) {
    while (to < numbers.size() && numbers[to] == numbers[from]) ++to;
    if (to - from > kMostOfOneNumber) out.push_back(numbers[from]);
  }
  return out;
}

std::vector<Flood> mark_floods(std::vector<ListedPerson>& people) {
  std::vector<CivilDate> dates;
  dates.reserve(people.size());
  for (const ListedPerson& p : people)
    if (!p.id.birth.none()) dates.push_back(p.id.birth);
  std::sort(dates.begin(), dates.end());
  std::vector<Flood> floods;
  for (size_t from = 0, to = 0; from < dates.size(); from = to) {
    const CivilDate birth = dates[from];
    while (to < dates.size() && dates[to] == birth) ++to;
    const size_t n = to - from;
    const bool many = n > kMostOfOneDate && n * 50 > people.size();
    if (many || (n > kMostAlike && is_placeholder_birth(birth))) floods.push_back({birth, n});
  }
  if (floods.empty()) return floods;
  std::sort(floods.begin(), floods.end(), [](const Flood& a, const Flood& b) {
    return a.people != b.people ? a.people > b.people : a.birth < b.birth;
  });
  std::unordered_map<uint64_t, size_t> by_name;
  const auto flooded = [&](const ListedPerson& p) {
    return std::any_of(floods.begin(), floods.end(), [&](const Flood& f) { return f.birth == p.id.birth; });
  };
  for (ListedPerson& p : people) {
    p.id.birth_says_nothing = flooded(p);
    if (p.id.birth_says_nothing) ++by_name[date_and_name(p)];
  }
  for (ListedPerson& p : people)
    if (p.id.birth_says_nothing && by_name[date_and_name(p)] > kMostAlike) p.candidates.give_up();
  return floods;
}

}  // namespace totsugo
