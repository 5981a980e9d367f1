// Comparing two people: in either order the same; a person compared with himself is the same person as far as his fields say
// anything; what is folded already compares as it did before.
#include "core/match/compare.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {

FoldedName folded(std::string_view text) {
  FoldedName out;
  fold_name(tables(), text, kAllFolds, out);
  return out;
}

// The folded words with spaces between them, folded once more.
FoldedName again(const FoldedName& n) {
  std::string text;
  for (size_t i = 0; i < n.word_count(); ++i) text += (i ? "\xE3\x80\x80" : "") + utf8_of(n.word(i));
  return folded(text);
}

constexpr CivilDate kBirths[] = {
    CivilDate::of(1980, 4, 1),  CivilDate::of(1980, 4, 2),  CivilDate::of(1980, 1, 4), CivilDate::of(1917, 4, 1),
    CivilDate::of(1980, 4, 0),  CivilDate::of(1980, 0, 0),  CivilDate::of(1900, 1, 1), CivilDate{},
    CivilDate::of(2000, 2, 29), CivilDate::of(1991, 12, 31)};
constexpr std::string_view kNumbers[] = {"", "05-1000001", "051000001", "05-1000002", "甲1-2", "9999999"};
constexpr std::string_view kBranches[] = {"", "01", "02", "00"};

Identity person(Choices& choices) {
  Identity id;
  id.birth = kBirths[choices.below(std::size(kBirths))];
  id.sex = static_cast<SexCode>(choices.below(3));
  id.number = parse_member_number({}, kNumbers[choices.below(std::size(kNumbers))],
                                  kBranches[choices.below(std::size(kBranches))]);
  constexpr uint64_t kPensions[] = {0, 1111111111, 2222222222};
  id.pension_number = kPensions[choices.below(3)];
  return id;
}

void name(Identity& id, const std::vector<std::string_view>& texts, size_t from) {
  const auto text = [&](size_t i) { return i < texts.size() ? texts[i] : std::string_view(); };
  id.kana = folded(text(from));
  id.written = folded(text(from + 1));
  id.alias = folded(text(from + 2));
}

bool same(const Comparison& x, const Comparison& y) {
  return x.result == y.result && x.relaxations == y.relaxations && x.kana == y.kana && x.written == y.written &&
         x.birth == y.birth && x.sex == y.sex && x.number == y.number && x.pension_number == y.pension_number &&
         x.name_agrees == y.name_agrees && x.name_doubtful == y.name_doubtful && x.shared == y.shared;
}

std::string told(const Identity& a, const Identity& b, const Comparison& x, const Comparison& y) {
  std::string out;
  for (const Identity* id : {&a, &b})
    out += utf8_of(id->kana.text) + " | " + utf8_of(id->written.text) + " | " + utf8_of(id->alias.text) + " | " +
           iso_text(id->birth) + "\n";
  for (const Comparison* c : {&x, &y})
    out += "grade " + std::to_string(static_cast<int>(c->result)) + ", relaxations " + std::to_string(c->relaxations) +
           "\n";
  return out;
}

void with_himself(const Identity& id) {
  const Comparison c = compare(id, id);
  if (id.kana.empty() && id.written.empty()) return;
  const bool all_wild =
      (c.kana == NameLevel::missing || c.relaxations & relax(Relaxation::wildcard)) && c.written != NameLevel::same;
  if (all_wild || c.relaxations & relax(Relaxation::wildcards_only)) return;
  const auto detail = [&] { return told(id, id, c, c); };
  hold(c.name_agrees, "a name agrees with itself", detail);
  const bool full_birth = c.birth == BirthLevel::same;
  if (!full_birth) {
    hold(c.result == (id.birth.none() && !c.number_settles() ? c.result : Grade::c),
         "without a whole birth date shown only", detail);
    return;
  }
  hold(c.result <= Grade::b || c.relaxations & relax(Relaxation::wildcard), "a person is himself", detail);
  if (id.sex != SexCode::unknown && paid(c.relaxations) == 0)
    hold(c.result <= Grade::a, "with every field at least grade A", detail);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  Identity a = person(choices);
  Identity b = person(choices);
  const std::string_view rest = choices.rest();
  if (rest.size() > 400) return 0;
  const Exact raw(rest);
  const std::vector<std::string_view> texts = parted(raw.view(), '\x1D');
  for (const std::string_view t : texts)
    if (!is_utf8(t)) return 0;
  name(a, texts, 0);
  a.alias = {};  // only the roster has a column for it
  name(b, texts, 3);
  const Comparison there = compare(a, b);
  const Comparison back = compare(b, a);
  hold(same(there, back), "either order, the same", [&] { return told(a, b, there, back); });
  with_himself(a);
  with_himself(b);
  for (Identity* id : {&a, &b})
    for (FoldedName* n : {&id->kana, &id->written, &id->alias}) *n = again(*n);
  const Comparison folded_twice = compare(a, b);
  hold(same(there, folded_twice), "folded twice, the same", [&] { return told(a, b, there, folded_twice); });
  hold(there.result > Grade::b || (there.birth == BirthLevel::same && there.sex != SexLevel::differs &&
                                   there.pension_number != NumberLevel::differs),
       "a conflict is never selectable", [&] { return told(a, b, there, back); });
  hold(there.result != Grade::s || there.number_settles() || there.number == NumberLevel::household_only,
       "grade S by a number", [&] { return told(a, b, there, back); });
  return 0;
}
