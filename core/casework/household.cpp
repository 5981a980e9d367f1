#include "core/casework/household.h"

#include <algorithm>

namespace totsugo {

void HouseholdReader::row(FileTable& file, const CsvRecord& r) {
  bool ok = true;
  const auto text = [&](Field f) { return file.text(r, f, ok); };
  const std::string household = text(Field::household_id);
  if (household.empty() || !wanted_.contains(household)) return;
  // Who has left is in the household no more; of a date nobody can read, nothing is said.
  const auto over = [&](Field f) {
    const ParsedDate d = file.date(r, f);
    return d.status == DateStatus::ok && !d.date.none() && d.date <= today_;
  };
  if (over(Field::lost) || over(Field::applied_to)) return;
  std::string number = text(Field::member_number);
  if (const std::string serial = text(Field::member_serial); number.empty() && !serial.empty()) {
    const std::string symbol = text(Field::member_symbol);
    number = symbol.empty() ? serial : symbol + "-" + serial;
  }
  HouseholdMember m{text(Field::name),         text(Field::name_kana),
                    text(Field::birth_date),   text(Field::sex),
                    text(Field::relationship), text(Field::resident_number),
                    std::move(number),         text(Field::branch),
                    text(Field::head_name),    text(Field::address) + text(Field::building)};
  std::vector<HouseholdMember>& there = found_[household];
  if (std::find(there.begin(), there.end(), m) == there.end())
    there.push_back(std::move(m));  // several periods of one person
}

}  // namespace totsugo
