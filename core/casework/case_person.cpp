#include "core/casework/case_person.h"

#include "core/match/compare.h"

namespace totsugo {
namespace {

KeyText key_text(const CharTables& tables, const std::string& text) {
  KeyText out;
  size_t bad = kNoBadByte;
  out.size = static_cast<uint32_t>(key_characters(tables, Encoding::utf8, text, out.data, kMaxKeyCharacters, bad));
  return out;
}

}  // namespace

ListedPerson person_of(const CharTables& tables, const Case& c) {
  ListedPerson who;
  fold_name(tables, kept_text(c, Field::name_kana), kAllFolds, who.id.kana);
  fold_name(tables, kept_text(c, Field::name), kAllFolds, who.id.written);
  take_bracketed_alias(who.id);
  who.foreign = foreign_name(who.id);
  who.kana_key = key_text(tables, kept_text(c, Field::name_kana));
  who.written_key = key_text(tables, kept_text(c, Field::name));
  who.id.birth = c.birth;
  who.id.sex = parse_sex(kept_text(c, Field::sex));
  who.id.number = parse_member_number({}, kept_text(c, Field::member_number), kept_text(c, Field::branch));
  return who;
}

uint32_t member_of(const RunView& run, const Case& c, const ListedPerson& who) {
  const Resolution r = resolve(who.candidates, run.members, {});
  if (r.kind != ResolutionKind::one || r.best > Grade::a) return kNobody;
  const std::string& resident = kept_text(c, Field::resident_number);
  const std::string there = run.member_text(r.who, Field::resident_number);
  return resident.empty() || there.empty() || resident == there ? r.who : kNobody;
}

}  // namespace totsugo
