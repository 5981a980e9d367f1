#include "core/casework/case_person.h"

namespace totsugo {

ListedPerson person_of(const CharTables& tables, const Case& c) {
  ListedPerson who;
  fold_name(tables, kept_text(c, Field::name_kana), kAllFolds, who.id.kana);
  fold_name(tables, kept_text(c, Field::name), kAllFolds, who.id.written);
  who.kana_key = key_text(tables, who.id.kana.text);
  who.written_key = key_text(tables, who.id.written.text);
  settle_names(who);
  who.id.birth = c.birth;
  who.id.sex = parse_sex(kept_text(c, Field::sex));
  who.id.number = parse_member_number({}, kept_text(c, Field::member_number), kept_text(c, Field::branch));
  return who;
}

uint32_t member_of(const RunView& run, const Case& c, const ListedPerson& who) {
  const Resolution r = resolve(who.candidates, run.members, run.roster, {});
  if (r.kind != ResolutionKind::one || r.best > Grade::a) return kNobody;
  const std::string& resident = kept_text(c, Field::resident_number);
  const std::string there = run.member_text(r.who, Field::resident_number);
  return resident.empty() || there.empty() || resident == there ? r.who : kNobody;
}

bool is_gone(const Case& c, const ListedPerson& who) {
  return is_in_roster(c) && !c.birth.none() && !who.candidates.not_sought() && who.candidates.all().empty();
}

}  // namespace totsugo
