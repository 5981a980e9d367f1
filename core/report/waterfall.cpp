#include "core/report/waterfall.h"

#include "core/base/error_words.h"
#include "core/match/match_words.h"
#include "core/report/report_words.h"

namespace totsugo {
namespace {

constexpr RelaxationSet kOfWritten = relax(Relaxation::kanji_variant) | relax(Relaxation::wildcard) |
                                     relax(Relaxation::alias_name) | relax(Relaxation::written_differs) |
                                     relax(Relaxation::wildcards_only);
constexpr RelaxationSet kOfBirth = between(Relaxation::birth_off_by_one, Relaxation::birth_differs);
constexpr RelaxationSet kOfSex = relax(Relaxation::sex_missing) | relax(Relaxation::sex_differs);
constexpr RelaxationSet kOfNumber = between(Relaxation::pension_number_differs, Relaxation::branch_differs);
constexpr RelaxationSet kOfPensionNumber = relax(Relaxation::pension_number_differs);
constexpr RelaxationSet kOfBranch = relax(Relaxation::branch_differs);
constexpr RelaxationSet kOfName = ~(kOfBirth | kOfSex | kOfNumber);
// Of both writings together: the levels say it already.
constexpr RelaxationSet kOfWholeName = relax(Relaxation::name_differs) | relax(Relaxation::name_missing);
constexpr RelaxationSet kOfKana = kOfName & ~kOfWritten & ~kOfWholeName;

struct Said {
  std::string_view level;
  LevelWord word;
};

Said say(NameLevel l, bool orthography) {
  switch (l) {
    case NameLevel::missing: return {"missing", LevelWord::missing};
    case NameLevel::same: return orthography ? Said{"folded", LevelWord::folded} : Said{"same", LevelWord::same};
    case NameLevel::relaxed: return {"relaxed", LevelWord::relaxed};
    case NameLevel::one_char: return {"relaxed", LevelWord::one_char};
    case NameLevel::differs: return {"differs", LevelWord::differs};
  }
  return {};
}

Said say(BirthLevel l) {
  if (l == BirthLevel::same) return {"same", LevelWord::same};
  if (l == BirthLevel::missing) return {"missing", LevelWord::missing};
  return l == BirthLevel::differs ? Said{"differs", LevelWord::differs} : Said{"relaxed", LevelWord::near};
}

Said say(SexLevel l) {
  if (l == SexLevel::missing) return {"missing", LevelWord::missing};
  return l == SexLevel::same ? Said{"same", LevelWord::same} : Said{"differs", LevelWord::differs};
}

Said say_number(NumberLevel l) {
  if (l == NumberLevel::missing) return {"missing", LevelWord::missing};
  return l == NumberLevel::differs ? Said{"differs", LevelWord::differs} : Said{"same", LevelWord::same};
}

// 枝番 speaks only where the number before it is the same.
Said say_branch(NumberLevel l) {
  if (l == NumberLevel::same) return {"same", LevelWord::same};
  return l == NumberLevel::branch_differs ? Said{"differs", LevelWord::differs} : Said{"missing", LevelWord::missing};
}

// The number without its 枝番.
NumberLevel of_household(NumberLevel l) {
  return l == NumberLevel::same || l == NumberLevel::branch_differs ? NumberLevel::household_only : l;
}

class Waterfall {
 public:
  explicit Waterfall(const Comparison& c) : c_(c) {
    so_far_.name_agrees = true;
    so_far_.birth = BirthLevel::same;
    so_far_.sex = SexLevel::same;
  }

  std::vector<WaterfallStep> steps(FieldOrthography orthography) {
    const RelaxationSet kana = (c_.relaxations & kOfKana) | orthography.kana;
    const RelaxationSet written = (c_.relaxations & kOfWritten) | orthography.written;
    step("name_kana", LevelOf::kana, say(c_.kana, (kana & kOrthography) != 0), kana, Grade::none);
    out_.back().counts = true;  // a name that is missing is told of
    so_far_.kana = c_.kana;
    so_far_.written = c_.written;
    so_far_.name_agrees = c_.name_agrees;
    so_far_.name_doubtful = c_.name_doubtful;
    so_far_.relaxations = c_.relaxations & kOfName;
    step("name", LevelOf::written, say(c_.written, (written & kOrthography) != 0), written, grade_of(so_far_));
    out_.back().counts = true;
    so_far_.birth = c_.birth;
    so_far_.relaxations |= c_.relaxations & kOfBirth;
    step("birth_date", LevelOf::birth, say(c_.birth), c_.relaxations & kOfBirth, grade_of(so_far_));
    so_far_.sex = c_.sex;
    so_far_.relaxations |= c_.relaxations & kOfSex;
    step("sex", LevelOf::sex, say(c_.sex), 0, grade_of(so_far_));
    if (c_.sex == SexLevel::missing) out_.back().counts = true;
    so_far_.number = of_household(c_.number);
    step("member_number", LevelOf::number, say_number(c_.number), 0, grade_of(so_far_));
    so_far_.number = c_.number;
    step("branch", LevelOf::branch, say_branch(c_.number), 0, grade_of(so_far_));
    if (c_.number == NumberLevel::household_only) out_.back().counts = true;
    so_far_.pension_number = c_.pension_number;
    step("pension_number", LevelOf::pension_number, say_number(c_.pension_number), 0, c_.result);
    return std::move(out_);
  }

 private:
  void step(std::string_view field, LevelOf label, Said said, RelaxationSet why, Grade so_far) {
    WaterfallStep s{field,  label_of(label),        said.level, std::string(text_of(said.word)),
                    so_far, said.level != "missing"};
    if (const std::string passed = labels_of(why); !passed.empty()) s.text += phrase_in_brackets(passed);
    out_.push_back(std::move(s));
  }

  const Comparison& c_;
  Comparison so_far_;
  std::vector<WaterfallStep> out_;
};

}  // namespace

RelaxationSet concerning(LevelOf field) {
  switch (field) {
    case LevelOf::birth: return kOfBirth;
    case LevelOf::sex: return kOfSex;
    case LevelOf::number: return relax(Relaxation::number_differs);
    case LevelOf::branch: return kOfBranch;
    case LevelOf::pension_number: return kOfPensionNumber;
    case LevelOf::kana: return kOfKana;
    case LevelOf::written: return kOfWritten;
  }
  return 0;
}

std::vector<WaterfallStep> waterfall_of(const Comparison& c, FieldOrthography orthography) {
  return Waterfall(c).steps(orthography);
}

std::string waterfall_sentence(const std::vector<WaterfallStep>& steps, Grade g) {
  std::string out;
  for (const WaterfallStep& s : steps) {
    if (!s.counts) continue;
    if (!out.empty()) out += phrase_comma();
    out += phrase_is(s.label, s.text);
  }
  return out + phrase_hence_grade(g <= Grade::c ? code_of(g) : std::string_view());
}

}  // namespace totsugo
