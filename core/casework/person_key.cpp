#include "core/casework/person_key.h"

#include "core/calendar/date_form.h"

namespace totsugo {

std::string roster_key(const RunView& run, uint32_t member) {
  const std::string resident = run.member_text(member, Field::resident_number);
  if (!resident.empty() && run.members[member].resident_number) return "resident/" + resident;
  std::string key = "member/" + run.member_number_text(member) + "/" + run.member_text(member, Field::branch) + "/" +
                    iso_text(run.members[member].birth);
  if (run.roster.shares_number(member))
    key += "/" + run.member_text(member, Field::name_kana) + "/" + run.member_text(member, Field::name);
  return key;
}

std::string listed_key(const RunView& run, const CaseResult& c) {
  const std::string pension = run.listed_text(c, Field::pension_number);
  const std::string birth = run.listed_text(c, Field::birth_date);
  if (!pension.empty()) return "pension/" + pension + "/" + birth;
  return "listed/" + run.listed_text(c, Field::own_serial) + "/" + run.listed_text(c, Field::name_kana) + "/" +
         run.listed_text(c, Field::name) + "/" + birth;
}

bool is_roster_key(std::string_view key) { return key.starts_with("resident/") || key.starts_with("member/"); }

}  // namespace totsugo
