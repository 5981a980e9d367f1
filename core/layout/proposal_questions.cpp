#include "core/layout/proposer.h"

#include <algorithm>

#include "core/layout/column_consequence.h"
#include "core/layout/consequence_words.h"

namespace totsugo {

// A needed column that a person has to confirm.
void Proposer::suppose(Field f) {
  out_.unsure = true;
  const int c = at(f).column;
  out_.problems.push_back(phrase_unsure(label(f), column_text(c), misfit_of(f, c)));
}

// Where surname and given name stand apart, there is nothing to ask; nor can a person make a name of one of them.
void Proposer::check_name_parts() {
  const std::vector<int> parts = name_part_columns();
  if (parts.empty()) return;
  bool named = false;
  bool part_chosen = false;
  for (const Field f : {Field::name_kana, Field::name}) {
    named = named || has(f) || asked(f);
    part_chosen = part_chosen || (has(f) && name_part_[static_cast<size_t>(at(f).column)]);
  }
  const std::string text = phrase_name_in_parts(column_texts(parts));
  if (part_chosen || !named) out_.problems.push_back(text);
}

// A person may know better than the words of a header; that they speak of something else is said all the same.
void Proposer::warn_of_others() {
  for (const FieldInfo& info : fields_of(kind_)) {
    if (!chosen_ || !has(info.id) || (!is_required(info.id) && !missed_dearly(info.id))) continue;
    const int c = at(info.id).column;
    if (readings_[static_cast<size_t>(c)].of_others())
      out_.unused.push_back(phrase_chosen_of_others(info.label, column_text(c)));
  }
}

// A row is read as one pair. Other insurances in further sets of columns would be left out without a word.
void Proposer::warn_of_further_sets() {
  if (kind_ != FileKind::overlap || !has(Field::other_insurer)) return;
  std::vector<int> further;
  for (const int c : columns_for(Field::other_insurer, Trust::sure))
    if (profile(c).filled > 0 && !reads_equal(Field::other_insurer, at(Field::other_insurer).column, c))
      further.push_back(c);
  if (!further.empty()) out_.unused.push_back(phrase_further_sets(column_texts(further)));
}

void Proposer::check_required() {
  check_name_parts();
  warn_of_others();
  warn_of_further_sets();
  for (const std::vector<Field>& any : required_fields(kind_)) {
    // Of several columns that would do, the surest; among equals the one whose values fit best. One without a value is no
    // answer to what is needed, as long as another has some.
    const auto rank = [this](Field f) {
      if (!has(f)) return std::pair(Confidence::none, -1.0);
      const ColumnProfile& p = profile(at(f).column);
      return p.filled == 0 ? std::pair(Confidence::none, static_cast<double>(at(f).sure))
                           : std::pair(at(f).sure, value_fit(p, f));
    };
    const Field best = *std::max_element(any.begin(), any.end(), [&](Field a, Field b) { return rank(a) < rank(b); });
    const FieldSource& said = out_.layout.fields[index_of(best)];
    if (!has(best) && waived(any, has(Field::own_serial))) continue;
    if (!has(best) && said.constant.empty()) {
      const bool parted = any.front() == Field::name_kana && !name_part_columns().empty();
      if (!parted && std::none_of(any.begin(), any.end(), [this](Field f) { return asked(f); }))
        ask(any, {}, phrase_choose_column(required_label(kind_, any)));
      continue;
    }
    if (!has(best)) continue;
    const ProposedField& f = at(best);
    const ColumnProfile& p = profile(f.column);
    const std::string column = column_text(f.column);
    if (p.blank == data_.size() && data_.size() >= kFewRows) {
      out_.problems.push_back(phrase_column_empty(label(best), column));
      continue;
    }
    if (f.sure < Confidence::high) suppose(best);
    const double failing = static_cast<double>(p.filled) * (1 - value_fit(p, best));
    const bool few = roles_[static_cast<size_t>(f.column)].exact && few_failing(p, failing);
    if (failing <= kMostFailing * static_cast<double>(p.filled) || (few && !left_to_rows(best))) continue;
    // Under a known name it is the rows that are refused, one by one.
    (roles_[static_cast<size_t>(f.column)].exact && left_to_rows(best) ? out_.left_to_rows : out_.problems)
        .push_back(phrase_column_fails(label(best), column, misfit_of(best, f.column)));
  }
  if (out_.layout.shape == RowShape::grouped) {
    const ProposedField& key = at(Field::group_key);
    if (key.column < 0) ask({Field::group_key}, {}, phrase_choose_column(label(Field::group_key)));
    else if (key.sure < Confidence::high) suppose(Field::group_key);
  }
  for (const Field f : out_.absent) {
    if (!has(f) && !asked(f)) out_.problems.push_back(phrase_choose_column(label(f)));
  }
}

std::vector<int> Proposer::name_part_columns() const {
  std::vector<int> out;
  for (size_t c = 0; c < width(); ++c)
    if (name_part_[c]) out.push_back(static_cast<int>(c));
  return out;
}

// A column of needed dates that fits two era codes, while no other column of the file tells which is in use.
void Proposer::check_era_codes() {
  bool told = false;
  for (const FieldInfo& info : fields_of(kind_)) {
    if (!info.date || !has(info.id)) continue;
    const ColumnProfile& p = profile(at(info.id).column);
    told = told || (!p.form_unclear && (p.form == DateForm::era_code_medical || p.form == DateForm::era_code_pension));
  }
  for (const Field f : required_) {
    const FieldInfo* const info = find_field(kind_, f);
    if (!info->date || !has(f) || out_.layout.fields[index_of(f)].form || told) continue;
    if (profile(at(f).column).form_unclear)
      out_.left_to_rows.push_back(phrase_era_unclear(info->label, column_text(at(f).column)));
  }
}

// Another field is this column, as far as anybody can tell.
bool Proposer::spoken_for(int c) const {
  return std::any_of(out_.fields.begin(), out_.fields.end(),
                     [c](const ProposedField& p) { return p.column == c && p.sure >= Confidence::medium; });
}

// A column that has neither name nor value: in other rows it may have.
bool Proposer::is_blank(int c) const {
  return profile(c).filled == 0 && free_column(c) && roles_[static_cast<size_t>(c)].trust == Trust::none && headerless_;
}

// By its values a column may be the field, and its header says nothing else. Of most numbers and texts the values tell nothing.
bool Proposer::may_be(Field f, int c) const {
  const auto i = static_cast<size_t>(c);
  const ColumnProfile& p = profile(c);
  if (out_.dropped[i] || name_part_[i] || p.filled == 0 || spoken_for(c) || readings_[i].of_others()) return false;
  if (is_required(f) && p.fill() < 0.5) return false;
  if (roles_[i].trust != Trust::none) return roles_[i].field == f && roles_[i].trust == Trust::unsure;
  if (f == Field::group_key) return keeps_groups(p);
  if (f == Field::name && (p.share(p.han) < 0.7 || p.distinct * 3 <= p.filled)) return false;
  if (is_number(f) && (p.share(p.digits) < kSureFit || p.share(p.dates) >= kSureFit || p.longest < 4)) return false;
  if (find_field(kind_, f)->date && is_day_count(p)) return false;
  const bool telling = find_field(kind_, f)->date || is_number(f) || f == Field::name || f == Field::name_kana ||
                       f == Field::own_insurer || f == Field::other_insurer;
  return telling && value_fit(p, f) >= kSureFit;
}

// Needed columns, and those that are missed dearly, that are only supposed: each with what else it may be. Without names also that
// there is none of those that are missed.
void Proposer::find_supposed() {
  for (const FieldInfo& info : fields_of(kind_)) {
    const ProposedField& p = at(info.id);
    if (p.column < 0 && headerless_ && missed_dearly(info.id) && !asked(info.id) && !ruled_out(info.id))
      out_.supposed.push_back({.fields = {info.id}, .text = phrase_is_there_none(info.label)});
    const bool asked_for = is_required(info.id) || missed_dearly(info.id) || info.id == Field::group_key;
    if (p.column < 0 || p.sure == Confidence::high || !asked_for || asked(info.id)) continue;
    OpenField question{.fields = {info.id}, .text = {}, .columns = {p.column}};
    for (int c = 0; c < static_cast<int>(width()) && question.columns.size() < kMostSupposed; ++c)
      if (c != p.column && may_be(info.id, c)) question.columns.push_back(c);
    question.text = phrase_is_it(info.label, question.columns.size() > 1);
    out_.supposed.push_back(std::move(question));
  }
}

// No other column would do in place of these fields'.
bool Proposer::needed(const std::vector<Field>& fields) const {
  const auto among = [](const std::vector<Field>& some, Field f) {
    return std::find(some.begin(), some.end(), f) != some.end();
  };
  if (among(fields, Field::group_key)) return true;
  for (const std::vector<Field>& any : required_fields(kind_)) {
    const bool concerned = std::any_of(any.begin(), any.end(), [&](Field f) { return among(fields, f); });
    const bool served = std::any_of(any.begin(), any.end(), [&](Field f) {
      return !among(fields, f) && (has(f) || !out_.layout.fields[index_of(f)].constant.empty());
    });
    const bool by_number = has(Field::own_serial) && !among(fields, Field::own_serial);
    if (concerned && !served && !waived(any, by_number)) return true;
  }
  return false;
}

// The rows by which columns are told apart, before those in which they say the same.
std::vector<size_t> Proposer::differing_first(const std::vector<ColumnChoice>& choices) const {
  std::vector<size_t> order(data_.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_partition(order.begin(), order.end(), [&](size_t row) {
    return std::any_of(choices.begin(), choices.end(), [&](const ColumnChoice& choice) {
      return data_[row].cell(choice.column) != data_[row].cell(choices.front().column);
    });
  });
  return order;
}

// Two columns of dates may spread over the same years: what tells them apart is which day is the later one.
void Proposer::tell_order(std::vector<ColumnChoice>& choices) const {
  if (choices.size() != 2 || !find_field(kind_, choices.front().field)->date) return;
  ColumnChoice &a = choices.front(), &b = choices.back();
  size_t both = 0, a_later = 0, b_later = 0;
  for (size_t i = 0; i < data_.size(); ++i) {
    const CivilDate x = profile(a.column).day[i], y = profile(b.column).day[i];
    if (x.none() || y.none()) continue;
    ++both;
    a_later += x > y;
    b_later += y > x;
  }
  if (both == 0) return;
  if (a_later > 0) a.follows += phrase_later_than(column_text(b.column), both, a_later);
  if (b_later > 0) b.follows += phrase_later_than(column_text(a.column), both, b_later);
}

// What a person is shown with a question.
void Proposer::lay_out(OpenField& q) const {
  for (const int c : q.columns)
    if (!out_.dropped[static_cast<size_t>(c)]) q.choices.push_back({.field = q.fields.front(), .column = c});
  for (const Field f : q.fields)
    for (int c = 0; q.columns.empty() && c < static_cast<int>(width()) && q.choices.size() < kMostSupposed; ++c)
      if (may_be(f, c) || (missed_dearly(f) && is_blank(c))) q.choices.push_back({.field = f, .column = c});
  const std::vector<size_t> order = differing_first(q.choices);
  const int insurer = out_.fields[index_of(Field::other_insurer)].column;
  for (ColumnChoice& choice : q.choices) {
    choice.samples = example_values(data_, choice.column, today_, order);
    choice.follows =
        consequence_of({kind_, choice.field, data_, choice.column, profile(choice.column), insurer, today_});
  }
  tell_order(q.choices);
  q.needed = needed(q.fields);
  const std::string name = q.fields.size() > 1 ? required_label(kind_, q.fields) : std::string(label(q.fields.front()));
  q.without = q.needed ? phrase_without_needed(name) : phrase_without(q.fields.front(), name);
}

}  // namespace totsugo
