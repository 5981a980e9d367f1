// Who else is in a household that somebody is written to about (同世帯): shown on the letter, never written to. The roster is
// not kept, so this is read from it once more, after the run, and only of households concerned.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/source/file_table.h"

namespace totsugo {

// A roster row of somebody who is a member on the working date, as it came in.
struct HouseholdMember {
  std::string name;
  std::string kana;
  std::string birth;
  std::string sex;
  std::string relationship;
  std::string resident_number;
  std::string member_number;
  std::string branch;
  std::string head;     // of the household
  std::string address;  // with 方書
  bool operator==(const HouseholdMember&) const = default;
};

using Households = std::map<std::string, std::vector<HouseholdMember>>;  // by 世帯番号

class HouseholdReader {
 public:
  HouseholdReader(std::set<std::string> wanted, CivilDate today) : wanted_(std::move(wanted)), today_(today) {}
  void row(FileTable& file, const CsvRecord& r);
  Households take() { return std::move(found_); }

 private:
  std::set<std::string> wanted_;
  CivilDate today_;
  Households found_;
};

}  // namespace totsugo
