#include "core/casework/case_person.h"

#include <algorithm>

#include "core/identifier/member_number.h"

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

namespace {

bool same_resident(const RunView& run, const Case& c, uint32_t member, bool unknown) {
  const uint64_t then = resident_key(kept_text(c, Field::resident_number));
  const uint64_t now = run.members[member].resident_number;
  return then != 0 && now != 0 ? then == now : unknown;
}

uint32_t member_of(const RunView& run, const Case& c, const ListedPerson& who) {
  for (const Candidate& x : who.candidates.all())
    if (same_resident(run, c, x.who, false) && !is_another(run, c, x.who))
      return resolve_chosen(who.candidates, run.members, run.roster, {}, x.who).who;
  const Resolution r = resolve(who.candidates, run.members, run.roster, {});
  const bool sure = r.kind == ResolutionKind::one && r.best <= Grade::a;
  return sure && same_resident(run, c, r.who, true) ? r.who : kNobody;
}

}  // namespace

CaseInRoster seek(const RunView& run, const Case& c, const ListedPerson& who) {
  CaseInRoster out{c.key, member_of(run, c, who), is_in_roster(c), {}, false, false};
  const std::vector<Candidate>& all = who.candidates.all();
  const bool sought = !c.birth.none() && !who.candidates.not_sought();
  out.gone = sought && out.member == kNobody && std::none_of(all.begin(), all.end(), [&](const Candidate& x) {
               return x.compared.result <= Grade::a && same_resident(run, c, x.who, true);
             });
  return out;
}

bool is_another(const RunView& run, const Recorded& c, uint32_t member) {
  const CivilDate birth = run.members[member].birth;
  if (birth.none() || c.birth.none() || birth == c.birth) return false;
  const auto differs = [&](Field f) {
    const std::string& then = kept_text(c, f);
    const std::string now = run.member_text(member, f);
    return !then.empty() && !now.empty() && folded_text(run.tables, then) != folded_text(run.tables, now);
  };
  const bool no_kana = kept_text(c, Field::name_kana).empty() || run.member_text(member, Field::name_kana).empty();
  const bool no_name = kept_text(c, Field::name).empty() || run.member_text(member, Field::name).empty();
  return (no_kana || differs(Field::name_kana)) && (no_name || differs(Field::name)) && !(no_kana && no_name);
}

}  // namespace totsugo
