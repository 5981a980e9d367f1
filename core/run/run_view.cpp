#include "core/run/run_view.h"

#include "core/rules/rule_words.h"

namespace totsugo {

std::string RunView::member_number_text(uint32_t member) const {
  std::string joined = member_text(member, Field::member_number);
  if (!joined.empty()) return joined;
  std::string out = member_text(member, Field::member_symbol);
  const std::string serial = member_text(member, Field::member_serial);
  if (!out.empty() && !serial.empty()) out += '-';
  return out += serial;
}

std::string RunView::reason(const Reason& r) const {
  if (r.code != ReasonCode::number_points_elsewhere) return sentence_of(r);
  const auto called = [this](uint32_t member) {
    const std::string name = member_text(member, Field::name);
    return phrase_person(name.empty() ? member_text(member, Field::name_kana) : name, members[member].line);
  };
  return sentence_of(r, called(static_cast<uint32_t>(r.n >> 32)), called(static_cast<uint32_t>(r.n)));
}

std::string RunView::doubt(const CaseResult& c) const {
  if (c.doubted_by != kNobody) return reason(c.reasons[c.doubted_by]);
  return sentence_of(c.review, c.relaxations & ~kOrthography);
}

std::string RunView::listed_text(const CaseResult& c, Field f) const {
  if (c.pension_row != kNobody) return pension_text(c.pension_row, f);
  return c.overlap_rows.empty() ? std::string() : overlap_text(c.overlap_rows.front(), f);
}

std::string RunView::shown(const CaseResult& c, Field f) const {
  if (c.member != kNobody) {
    if (std::string text = member_text(c.member, f); !text.empty()) return text;
  }
  return listed_text(c, f);
}

RelaxationSet RunView::orthography(const CaseResult& c, Field name) const {
  return orthography_of(tables, listed_text(c, name), member_text(c.member, name),
                        (c.relaxations & relax(Relaxation::foreign_kana)) != 0);
}

RelaxationSet RunView::relaxations_of(const CaseResult& c) const {
  RelaxationSet all = c.relaxations;
  if (c.member == kNobody) return all;
  for (const Field f : {Field::name_kana, Field::name}) all |= orthography(c, f);
  return all;
}

}  // namespace totsugo
