#include "core/report/run_view.h"

namespace totsugo {

std::string run_view::member_number_text(uint32_t member) const {
  const std::string_view joined = member_text(member, field::member_number);
  if (!joined.empty()) return std::string(joined);
  std::string out(member_text(member, field::member_symbol));
  const std::string_view serial = member_text(member, field::member_serial);
  if (!out.empty() && !serial.empty()) out += '-';
  return out += serial;
}

std::string_view run_view::listed_text(const case_result& c, field f) const {
  if (c.pension_row != kNobody) return pension_text(c.pension_row, f);
  return c.overlap_rows.empty() ? std::string_view{} : overlap_text(c.overlap_rows.front(), f);
}

std::string_view run_view::shown(const case_result& c, field f) const {
  if (c.member != kNobody) {
    if (const std::string_view text = member_text(c.member, f); !text.empty()) return text;
  }
  return listed_text(c, f);
}

relaxation_set run_view::relaxations_of(const case_result& c) const {
  relaxation_set all = c.relaxations;
  if (c.member == kNobody) return all;
  for (const field f : {field::name_kana, field::name}) {
    const std::string_view a = listed_text(c, f);
    const std::string_view b = member_text(c.member, f);
    folded_name x;
    folded_name y;
    fold_name(tables, a, kAllFolds, x);
    fold_name(tables, b, kAllFolds, y);
    if (x.text == y.text) all |= orthography_needed(tables, a, b);
  }
  return all;
}

}  // namespace totsugo
