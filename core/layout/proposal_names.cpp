#include "core/layout/proposer.h"

#include <algorithm>
#include <tuple>

#include "core/identifier/digits.h"
#include "core/identifier/my_number.h"
#include "core/identifier/sex_code.h"
#include "core/text/field_value.h"
#include "core/text/keywords.h"

namespace totsugo {

void Proposer::set(Field f, int column, Confidence sure, std::string reason) {
  at(f) = {column, sure, std::move(reason)};
  taken_[static_cast<size_t>(column)] = true;
}

void Proposer::take_chosen() {
  if (!chosen_) return;
  const ColumnMap map = map_by_layout(tables_, *chosen_, out_.headers);
  for (const FieldInfo& info : fields_of(kind_)) {
    const int c = map.column[index_of(info.id)];
    if (c >= 0 && c < static_cast<int>(width())) {
      if (!out_.dropped[static_cast<size_t>(c)]) set(info.id, c, Confidence::high, phrase_chosen());
      continue;
    }
    // A column this file does not have is forgotten, so that another may be proposed or a person asked.
    FieldSource& source = out_.layout.fields[index_of(info.id)];
    if (!source.from_column()) continue;
    source.headers.clear();
    source.position = 0;
    out_.absent.push_back(info.id);
  }
}

void Proposer::find_shape() {
  if (kind_ != FileKind::overlap || out_.layout.shape) return;
  out_.layout.shape = RowShape::pair;
  const auto speaks_of = [this](Side side) {
    return std::any_of(readings_.begin(), readings_.end(), [side](const HeaderReading& r) {
      return r.trust != Trust::none && r.side == side && belongs_to_side(r.field);
    });
  };
  if (speaks_of(Side::own) && speaks_of(Side::other)) return;
  int insurer = -1;
  size_t insurers = 0;
  for (size_t c = 0; c < width(); ++c) {
    if (out_.columns[c].share(out_.columns[c].insurer) < 0.8 || out_.columns[c].fill() < 0.8) continue;
    ++insurers;
    insurer = static_cast<int>(c);
  }
  if (insurers != 1) return;
  const double national = profile(insurer).share(profile(insurer).national);
  if (national < 0.2 || national > 0.8) return;
  out_.layout.shape = RowShape::grouped;
}

// A header of two lines with a mark between the title of its group and its own words: 自保険者 over 番号 is no 保険者番号.
std::string Proposer::parted_header(size_t c) const {
  const size_t lines = out_.layout.header_rows.value_or(1);
  if (lines != 2 || out_.layout.skip_rows.value_or(0) + lines > sample_.size()) return folded_[c];
  const SampleRow& lower = sample_[out_.layout.skip_rows.value_or(0) + 1];
  const std::string own = folded_header(tables_, lower.cell(static_cast<int>(c)));
  if (own.empty() || own.size() >= folded_[c].size() || !folded_[c].ends_with(own)) return folded_[c];
  return folded_[c].substr(0, folded_[c].size() - own.size()) + kGroupEnd + own;
}

// The words of every header, after what all of them begin with.
void Proposer::read_headers() {
  prefix_ = shared_prefix(folded_);
  const auto begins = [this](const std::string& header) {
    return header.size() > prefix_.size() && header.starts_with(prefix_);
  };
  const HeaderReading of_prefix = read_header_words(kind_, prefix_);
  const bool of_somebody =
      of_prefix.of_others() || of_prefix.means(Meaning::head) || of_prefix.means(Meaning::household);
  // What every column begins with tells them apart in nothing; of all but a few it may say whose those are.
  if (of_somebody && !std::all_of(folded_.begin(), folded_.end(), begins)) prefix_.clear();
  for (size_t c = 0; c < width(); ++c) {
    const std::string& header = folded_[c];
    const bool shared = !prefix_.empty() && begins(header);
    readings_.push_back(read_header_words(kind_, shared ? header.substr(prefix_.size()) : parted_header(c)));
    // Ten digits under the name of the personal number: a person says what they are.
    if (names_my_number(header) && readings_.back().trust == Trust::sure) readings_.back().trust = Trust::unsure;
  }
  drop_the_insured();
  drop_parts_of_names();
  pair_kanji_with_kana();
}

// A given name is nobody's name: half the town shares it.
void Proposer::drop_parts_of_names() {
  name_part_ = parts_of_names(folded_);
  for (size_t c = 0; c < width(); ++c)
    if (name_part_[c]) readings_[c] = {};
}

// Beside "kana" a bare "kanji" is the name as it is written.
void Proposer::pair_kanji_with_kana() {
  for (size_t k = 0; k < width(); ++k) {
    const HeaderReading& kana = readings_[k];
    if (kana.trust != Trust::sure || kana.field != Field::name_kana) continue;
    const std::string kanji = in_kanji(folded_[k]);
    for (size_t c = 0; c < width(); ++c)
      if (!kanji.empty() && folded_[c] == kanji && readings_[c].trust == Trust::none && !readings_[c].of_others()) {
        readings_[c].trust = Trust::sure;
        readings_[c].field = Field::name;
      }
  }
}

// Where a file speaks of the person in question and of the insured, they are two people.
void Proposer::drop_the_insured() {
  insured_.assign(width(), false);
  const auto speaks_of = [](const HeaderReading& r, Meaning m) {
    return (r.field == Field::name || r.field == Field::name_kana) && r.trust != Trust::none && r.means(m);
  };
  if (std::none_of(readings_.begin(), readings_.end(),
                   [&](const HeaderReading& r) { return speaks_of(r, Meaning::subject); }))
    return;
  for (size_t c = 0; c < width(); ++c) {
    HeaderReading& r = readings_[c];
    insured_[c] = speaks_of(r, Meaning::insured) && !r.means(Meaning::subject);
    if (insured_[c]) r.trust = Trust::none;
  }
}

Field Proposer::on_its_side(Field f, Side side) const {
  return side == Side::own && out_.layout.shape != RowShape::grouped ? on_own_side(f) : f;
}

void Proposer::find_roles() {
  const bool grouped = out_.layout.shape == RowShape::grouped;
  for (size_t c = 0; c < width(); ++c) {
    ColumnRole role{readings_[c].trust, readings_[c].field, false};
    const std::string_view name = folded_[c];
    const std::vector<Field>* known = &fields_named(tables_, kind_, name);
    if (known->empty() && !prefix_.empty() && name.size() > prefix_.size() && name.starts_with(prefix_))
      known = &fields_named(tables_, kind_, name.substr(prefix_.size()));
    if (!known->empty() && !insured_[c] && !name_part_[c]) role = {Trust::sure, known->front(), true};
    if (role.field == Field::group_key && !grouped) role = {};
    roles_.push_back(role);
  }
  if (kind_ == FileKind::overlap && !grouped) settle_sides();
  if (grouped) find_bare_key();
}

// Where nothing else is named as the key of the groups, a bare "No." is, if its values keep the rows together.
void Proposer::find_bare_key() {
  std::vector<size_t> bare;
  for (size_t c = 0; c < width(); ++c) {
    if (roles_[c].trust == Trust::sure && roles_[c].field == Field::group_key) return;
    const ColumnProfile& p = out_.columns[c];
    const Meanings said = readings_[c].meanings & ~meaning_bit(Meaning::rest);
    if (said == meaning_bit(Meaning::number) && !readings_[c].unknown && p.paired * 10 >= p.rows * 4) bare.push_back(c);
  }
  if (bare.size() == 1) roles_[bare.front()] = {Trust::sure, Field::group_key, false};
}

// Each set of columns is one side's as a whole.
void Proposer::settle_sides() {
  std::vector<Side> fixed(width(), Side::unsaid);
  for (const FieldInfo& info : fields_of(kind_)) {
    if (!has(info.id)) continue;
    const bool own = info.code.starts_with("own_");
    if (own || belongs_to_side(info.id)) fixed[static_cast<size_t>(at(info.id).column)] = own ? Side::own : Side::other;
  }
  const SideSets sets = find_side_sets(readings_, out_.columns, fixed);
  for (size_t c = 0; c < width(); ++c) {
    ColumnRole& role = roles_[c];
    if (role.trust == Trust::none || readings_[c].trust == Trust::none || !belongs_to_side(readings_[c].field))
      continue;
    if (role.exact && on_own_side(role.field) == role.field && readings_[c].side == Side::unsaid)
      continue;  // one side's only
    const Field f = on_its_side(readings_[c].field, sets.side[c]);
    if (sets.side[c] == Side::unsaid || (sets.side[c] == Side::own && on_own_side(f) == f && belongs_to_side(f)))
      role.trust = Trust::none;
    role.field = f;
  }
  for (const int c : sets.reversed) out_.problems.push_back(phrase_side_reversed(column_text(c)));
  for (const Field f : {Field::other_insurer, Field::other_acquired, Field::other_lost}) {
    std::vector<int> columns;
    for (const int c : sets.undecided)
      if (readings_[static_cast<size_t>(c)].field == f) columns.push_back(c);
    const bool needed = f != Field::other_lost;
    if (columns.empty() || has(f) || ruled_out(f)) continue;
    if (needed || columns.size() > 1) ask({f}, columns, phrase_sides_unclear(label(f), column_texts(columns)));
  }
}

std::vector<std::string> Proposer::column_texts(const std::vector<int>& columns) const {
  std::vector<std::string> out;
  out.reserve(columns.size());
  for (const int c : columns) out.push_back(column_text(c));
  return out;
}

void Proposer::ask(const std::vector<Field>& fields, const std::vector<int>& columns, std::string text) {
  out_.open.push_back({.fields = fields, .text = std::move(text), .columns = columns});
}

bool Proposer::asked(Field f) const {
  return std::any_of(out_.open.begin(), out_.open.end(), [f](const OpenField& o) {
    return std::find(o.fields.begin(), o.fields.end(), f) != o.fields.end();
  });
}

std::vector<int> Proposer::columns_for(Field f, Trust trust) const {
  std::vector<int> out;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const ColumnRole& role = roles_[static_cast<size_t>(c)];
    if (role.trust == trust && role.field == f && free_column(c)) out.push_back(c);
  }
  return out;
}

// Columns whose cells mean the same in nearly every row.
bool Proposer::reads_equal(Field f, int a, int b) const {
  const ColumnProfile& x = profile(a);
  const ColumnProfile& y = profile(b);
  const auto digits = [](std::string_view s) {
    DigitText d;
    collect_digits(s, d);
    std::string_view v = d.view();
    v.remove_prefix(std::min(v.find_first_not_of('0'), v.size()));
    return std::string(v);
  };
  const auto same = [&](size_t row) {
    if (find_field(kind_, f)->date && (!x.day[row].none() || !y.day[row].none())) return x.day[row] == y.day[row];
    const std::string_view p = data_[row].cell(a), q = data_[row].cell(b);
    if (f == Field::sex && parse_sex(p) != SexCode::unknown) return parse_sex(p) == parse_sex(q);
    if (is_number(f)) {  // with the symbol before it or without
      const std::string m = digits(p), n = digits(q);
      return m.size() < n.size() ? !m.empty() && n.ends_with(m) : n.empty() == m.empty() && m.ends_with(n);
    }
    return folded_header(tables_, p) == folded_header(tables_, q);
  };
  size_t equal = 0;
  for (size_t row = 0; row < data_.size(); ++row) equal += same(row);
  return static_cast<double>(equal) >= kNearlyEqual * static_cast<double>(data_.size());
}

// Before the others: a known name, a text rather than a code, the number with its symbol.
void Proposer::sort_by_worth(Field f, std::vector<int>& columns) const {
  const auto worth = [&](int c) {
    const auto i = static_cast<size_t>(c);
    const bool text = !readings_[i].means(Meaning::code) || is_number(f);
    return std::tuple(profile(c).filled > 0, roles_[i].exact, text, is_number(f) ? profile(c).longest : 0);
  };
  std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) { return worth(a) > worth(b); });
}

bool Proposer::is_rival(Field f, int best, int column) const {
  const auto i = static_cast<size_t>(column), j = static_cast<size_t>(best);
  if (folded_[i] == folded_[j]) return true;
  if (profile(column).filled == 0 && profile(best).filled > 0 && (only_shown(f) || readings_[i].set > 1)) return false;
  if (only_shown(f) && readings_[i].means(Meaning::code) && !readings_[j].means(Meaning::code)) return false;
  return !reads_equal(f, best, column);
}

// The values of a column that a header names are not such a field's.
bool Proposer::misfits(Field f, int column) const {
  const ColumnProfile& p = profile(column);
  const double fit = value_fit(p, f);
  if (p.filled == 0 || fit >= kSureFit || (only_shown(f) && fit >= 0.5)) return false;
  const bool exact = roles_[static_cast<size_t>(column)].exact;
  return !exact || !few_failing(p, static_cast<double>(p.filled) * (1 - fit));
}

// The first value of a column that is no date, and where it stands; empty for other fields.
std::string Proposer::misfit_of(Field f, int column) const {
  if (!find_field(kind_, f)->date) return {};
  const ColumnProfile& p = profile(column);
  for (size_t i = 0; i < data_.size(); ++i) {
    if (!p.day[i].none()) continue;
    const std::string value(data_[i].cell(column));
    if (blank_cell(value) || stands_for_none(bare_value(value))) continue;
    const DateStatus read = parse_date(value, p.form).status;
    if (read == DateStatus::unreadable || read == DateStatus::impossible) return phrase_not_read(data_[i].line, value);
  }
  return {};
}

void Proposer::take(Field f, int column) {
  const bool exact = roles_[static_cast<size_t>(column)].exact;
  const bool fits = (exact && left_to_rows(f)) || !misfits(f, column);
  const bool sure = roles_[static_cast<size_t>(column)].trust == Trust::sure && fits;
  set(f, column, sure ? Confidence::high : Confidence::medium,
      phrase_by_header(out_.headers[static_cast<size_t>(column)], exact));
}

// Several columns that say different things.
void Proposer::settle_rivals(Field f, std::vector<int> columns) {
  const bool one_name = std::all_of(columns.begin(), columns.end(), [&](int c) {
    return folded_[static_cast<size_t>(c)] == folded_[static_cast<size_t>(columns.front())];
  });
  std::sort(columns.begin(), columns.end());
  if (only_shown(f) && !one_name) {
    out_.unused.push_back(phrase_rivals_unused(label(f), column_texts(columns)));
    return;
  }
  ask({f}, columns, (one_name ? phrase_same_names : phrase_rivals)(label(f), column_texts(columns)));
}

void Proposer::assign_field(Field f) {
  std::vector<int> columns = columns_for(f, Trust::sure);
  if (columns.empty()) return;
  sort_by_worth(f, columns);
  const int best = columns.front();
  std::vector<int> rivals = {best};
  for (const int c : columns)
    if (c != best && is_rival(f, best, c)) rivals.push_back(c);
  if (rivals.size() > 1) {
    settle_rivals(f, rivals);
    return;
  }
  if (misfits(f, best) && !is_required(f)) {
    ask({f}, {best}, phrase_unsure(label(f), column_text(best), misfit_of(f, best)));
    return;
  }
  take(f, best);
  for (const int c : columns) {
    if (c == best) continue;
    taken_[static_cast<size_t>(c)] = true;
    if (profile(c).filled > 0) at(f).reason += phrase_same_column(static_cast<size_t>(c) + 1);
  }
}

// Of columns whose headers hold something besides: none is taken without a person. They are shown where nothing else is there.
void Proposer::assign_unsure() {
  for (const std::vector<Field>& any : required_fields(kind_)) {
    if (std::any_of(any.begin(), any.end(), [this](Field f) { return has(f) || asked(f); })) continue;
    for (const Field f : any) {
      const std::vector<int> columns = columns_for(f, Trust::unsure);
      if (columns.empty() || ruled_out(f)) continue;
      if (columns.size() == 1) take(f, columns.front());
      else ask({f}, columns, phrase_perhaps(label(f), column_texts(columns)));
    }
  }
  for (const FieldInfo& info : fields_of(kind_)) {
    if (!missed_dearly(info.id) || has(info.id) || asked(info.id)) continue;
    if (ruled_out(info.id)) continue;
    std::vector<int> columns = columns_for(info.id, Trust::unsure);
    std::erase_if(columns, [this](int c) { return profile(c).filled == 0; });
    if (!columns.empty()) ask({info.id}, columns, phrase_perhaps(info.label, column_texts(columns)));
  }
  for (const FieldInfo& info : fields_of(kind_)) assign_near(info.id);
  ask_for_short_my_number();
}

// Ten digits under the name of the personal number are mostly the resident number of older systems: a person says so, whatever other
// number there is.
void Proposer::ask_for_short_my_number() {
  if (has(Field::resident_number) || asked(Field::resident_number) || ruled_out(Field::resident_number)) return;
  if (kind_ != FileKind::roster) return;
  for (int c = 0; c < static_cast<int>(width()); ++c)
    if (is_called_my_number(folded_[static_cast<size_t>(c)]) && free_column(c) && profile(c).filled > 0)
      ask({Field::resident_number}, {c}, phrase_unsure(label(Field::resident_number), column_text(c), {}));
}

// No column has the field's own words: those of other events or numbers that have its words among others may be it, as far as their
// values allow.
void Proposer::assign_near(Field f) {
  const bool number = f == Field::own_serial || f == Field::own_branch;
  if ((!missed_dearly(f) && !number) || has(f) || asked(f) || ruled_out(f) || is_required(f)) return;
  std::vector<int> columns;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const HeaderReading& r = readings_[static_cast<size_t>(c)];
    if (!r.near || !free_column(c) || profile(c).filled == 0 || value_fit(profile(c), f) < kSureFit) continue;
    if (number ? on_own_side(*r.near) == f && r.side != Side::other : *r.near == f) columns.push_back(c);
  }
  if (!columns.empty()) ask({f}, columns, phrase_perhaps(label(f), column_texts(columns)));
}

void Proposer::assign() {
  for (const std::vector<Field>& any : required_fields(kind_))
    required_.insert(required_.end(), any.begin(), any.end());
  for (const FieldInfo& info : fields_of(kind_)) {
    if (!has(info.id) && !ruled_out(info.id) && !asked(info.id)) assign_field(info.id);
  }
  find_serial_of_symbol();
  assign_unsure();
  swap_number_and_serial();
}

// In nearly every row the number's digits begin with those of the other column.
bool Proposer::begins_with(int number, int symbol) const {
  size_t rows = 0;
  for (const SampleRow& r : data_) {
    DigitText whole, part;
    if (static_cast<size_t>(std::max(number, symbol)) >= r.cells.size()) continue;
    collect_digits(r.cells[static_cast<size_t>(number)], whole);
    collect_digits(r.cells[static_cast<size_t>(symbol)], part);
    rows += part.size > 0 && whole.size > part.size && whole.view().starts_with(part.view());
  }
  return rows > 0 && static_cast<double>(rows) >= kNearlyEqual * static_cast<double>(data_.size());
}

// A bare "number" says nothing, but beside the number's symbol it is what belongs to it.
void Proposer::find_serial_of_symbol() {
  if (kind_ != FileKind::roster || !has(Field::member_symbol)) return;
  for (const Field f : {Field::member_number, Field::member_serial})
    if (has(f) || asked(f) || ruled_out(f)) return;
  std::vector<int> bare;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const HeaderReading& r = readings_[static_cast<size_t>(c)];
    const Meanings said = r.meanings & ~meaning_bit(Meaning::rest);
    if (said == meaning_bit(Meaning::number) && !r.unknown && free_column(c) && profile(c).filled > 0)
      bare.push_back(c);
  }
  const int beside = at(Field::member_symbol).column + 1;
  if (bare.size() == 1 && bare.front() == beside && value_fit(profile(beside), Field::member_serial) >= kSureFit)
    set(Field::member_serial, beside, Confidence::high,
        phrase_by_header(out_.headers[static_cast<size_t>(beside)], false));
  else if (!bare.empty())
    ask({Field::member_serial}, bare, phrase_perhaps(label(Field::member_serial), column_texts(bare)));
}

// Beside a column of the number's symbol a bare number is its second part; without one it is the whole.
void Proposer::swap_number_and_serial() {
  constexpr std::string_view kSymbol[] = {"記号", "KIGO"};
  if (kind_ != FileKind::roster || has(Field::member_number) == has(Field::member_serial)) return;
  const int number = at(has(Field::member_number) ? Field::member_number : Field::member_serial).column;
  const bool whole = holds_one_of(folded_[static_cast<size_t>(number)], kSymbol) ||
                     (has(Field::member_symbol) && begins_with(number, at(Field::member_symbol).column));
  if (has(Field::member_symbol) ? has(Field::member_number) && !whole : has(Field::member_serial))
    std::swap(at(Field::member_serial), at(Field::member_number));
}

}  // namespace totsugo
