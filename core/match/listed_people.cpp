#include "core/match/listed_people.h"

#include "core/base/hash.h"

namespace totsugo {
namespace {

// A birth date that is known in part, or stands for many, tells two lists' rows apart as little as it brings them together;
// written alike it is the same.
FieldLevels levels_between(const Identity& a, const Identity& b, const Comparison& c) {
  FieldLevels out = levels_of(c);
  if (a.birth == b.birth && !a.birth.none()) out[static_cast<size_t>(LevelOf::birth)] = Level::same;
  // Two codes that nobody can read are not known to differ.
  if (a.sex == SexCode::unread && b.sex == SexCode::unread) out[static_cast<size_t>(LevelOf::sex)] = Level::silent;
  return out;
}

}  // namespace

Kinship kinship_of(const Identity& a, const Identity& b, bool one_run) {
  const Comparison c = compare(a, b);
  const FieldLevels l = levels_between(a, b, c);
  if (anything_against(l, [](LevelOf) { return false; })) return Kinship::apart;
  const bool birth = level(l, LevelOf::birth) == Level::same;
  const bool number = level(l, LevelOf::number) == Level::same || level(l, LevelOf::pension_number) == Level::same;
  // A row without a birth date is known by its number alone.
  if (!birth) return number && a.birth.none() && b.birth.none() ? Kinship::one : Kinship::unrelated;
  if (number) return Kinship::one;
  // Another reading of equal kanji may be a slip against the roster; of two rows of lists it is two people.
  if (c.kana == NameLevel::differs && (c.relaxations & relax(Relaxation::variant_reading))) return Kinship::apart;
  if (level(l, LevelOf::kana) == Level::same || level(l, LevelOf::written) == Level::same) return Kinship::one;
  const bool nearly = agrees(level(l, LevelOf::kana)) || agrees(level(l, LevelOf::written));
  return nearly && one_run ? Kinship::apart : Kinship::unrelated;
}

void add_kinship_keys(const ListedPerson& who, uint32_t row, std::vector<std::pair<uint64_t, uint32_t>>& keyed) {
  const Identity& id = who.id;
  const auto add = [&](uint64_t kind, uint64_t key) {
    if (key) keyed.emplace_back(hash_pair(hash_pair(key, id.birth.packed), kind), row);
  };
  add(1, id.number.joined);
  if (id.number.separate != id.number.joined) add(1, id.number.separate);
  if (id.number.serial != id.number.joined) add(1, id.number.serial);
  add(2, id.pension_number);
  if (!id.kana.empty()) add(3, hash_text(who.kana_key.view()));
  if (!id.written.empty()) add(4, hash_text(loose_text(id.written)));
}

void complete(ListedPerson& who, const ListedPerson& other) {
  Identity& id = who.id;
  if (id.kana.empty()) {
    id.kana = other.id.kana;
    who.kana_key = other.kana_key;
  }
  if (id.written.empty()) {
    id.written = other.id.written;
    who.written_key = other.written_key;
    who.foreign = other.foreign;
  }
  if (id.alias.empty()) id.alias = other.id.alias;
  if (id.sex == SexCode::unknown) id.sex = other.id.sex;
  if (id.number.none() || (id.number.branch < 0 && !other.id.number.none() && other.id.number.branch >= 0))
    id.number = other.id.number;
  if (!id.pension_number) id.pension_number = other.id.pension_number;
}

bool says_the_same(const Identity& a, const Identity& b) {
  return a.birth == b.birth && a.sex == b.sex && a.kana.text == b.kana.text && a.written.text == b.written.text &&
         a.alias.text == b.alias.text && a.number.joined == b.number.joined && a.number.branch == b.number.branch &&
         a.pension_number == b.pension_number;
}

void settle_names(ListedPerson& who) {
  take_bracketed_alias(who.id);
  who.foreign = foreign_name(who.id);
  if (who.id.alias.empty()) return;
  cut_at_bracket(who.kana_key);
  cut_at_bracket(who.written_key);
}

}  // namespace totsugo
