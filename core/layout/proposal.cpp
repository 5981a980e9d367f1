#include "core/layout/proposal.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/identifier/digits.h"
#include "core/identifier/my_number.h"
#include "core/identifier/sex_code.h"
#include "core/layout/column_consequence.h"
#include "core/layout/consequence_words.h"
#include "core/layout/header_reading.h"
#include "core/layout/layout_words.h"
#include "core/layout/side_sets.h"
#include "core/layout/totals_row.h"
#include "core/text/field_value.h"
#include "core/text/keywords.h"

namespace totsugo {
namespace {

constexpr double kSureFit = 0.9;       // of a sure column's values
constexpr double kMostFailing = 0.05;  // of a required column: more, and a person has to look
constexpr double kNearlyEqual = 0.95;  // of the rows of two columns: more, and they say the same
constexpr size_t kFewFailing = 5;      // fewer unreadable values under a known name are the rows' business
constexpr size_t kFewRows = 3;         // fewer rows say nothing about a column
constexpr size_t kMostSupposed = 4;    // columns that are shown where values alone speak for them

// A column as its header has it.
struct ColumnRole {
  Trust trust = Trust::none;
  Field field = Field::name;
  bool exact = false;  // a name the built-in layouts know
};

// Optional fields that no decision rests on: where two columns would do, none is used, and that is said.
bool only_shown(Field f) {
  switch (f) {
    case Field::sex:
    case Field::postal_code:
    case Field::address:
    case Field::building:
    case Field::relationship:
    case Field::acquired_reason:
    case Field::lost_reason:
    case Field::history_number:
    case Field::changed_on:
    case Field::latest_mark:
    case Field::pension_category:
    case Field::pension_lost_reason:
    case Field::workplace_name:
    case Field::other_insurer_name:
    case Field::other_relation: return true;
    default: return false;
  }
}

// Without these a file is read, but wrongly where the column was there and nobody saw it.
bool missed_dearly(Field f) {
  return f == Field::lost || f == Field::corrected_from || f == Field::other_lost || f == Field::change_kind;
}

bool blank_cell(const std::string& c) { return c.find_first_not_of(" \t\r\n\x1A") == std::string::npos; }

// Under a known name, and of an optional field: too few to ask for.
bool few_failing(const ColumnProfile& p, double failing) {
  const bool half = p.filled > kFewRows && failing * 2 >= static_cast<double>(p.filled);
  return failing < static_cast<double>(kFewFailing) && !half;
}

class Proposer {
 public:
  Proposer(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
           const Layout* chosen)
      : tables_(tables), kind_(kind), sample_(sample), today_(today), chosen_(chosen) {
    if (chosen) out_.layout = *chosen;
    out_.layout.kind = kind;
  }
  Proposal run();

 private:
  size_t width() const { return out_.headers.size(); }
  const ColumnProfile& profile(int c) const { return out_.columns[static_cast<size_t>(c)]; }
  ProposedField& at(Field f) { return out_.fields[index_of(f)]; }
  bool ruled_out(Field f) const { return chosen_ && chosen_->fields[index_of(f)].unused; }  // by a person
  bool has(Field f) const { return out_.fields[index_of(f)].column >= 0; }
  bool free_column(int c) const { return !taken_[static_cast<size_t>(c)] && !out_.dropped[static_cast<size_t>(c)]; }
  std::string column_text(int c) const {
    return phrase_column(static_cast<size_t>(c) + 1, out_.headers[static_cast<size_t>(c)]);
  }
  std::string_view label(Field f) const { return find_field(kind_, f)->label; }

  void find_record_kinds();
  void find_header();
  std::vector<std::string> headers_at(size_t row, size_t height) const;
  size_t known_names(const std::vector<std::string>& headers) const;
  bool is_values(const SampleRow& row) const;
  bool groups_above(size_t r) const;
  bool unknown_names() const;
  bool is_data(const SampleRow& row) const;
  void profile_columns();
  void take_chosen();
  void find_shape();
  void read_headers();
  void find_roles();
  Field on_its_side(Field f, Side side) const;
  void settle_sides();
  void find_bare_key();
  void drop_the_insured();
  std::vector<int> columns_for(Field f, Trust trust) const;
  void assign();
  void assign_field(Field f);
  void assign_near(Field f);
  void take(Field f, int column);
  // Needed, and a row is refused where it cannot be read.
  bool left_to_rows(Field f) const {
    return is_required(f) && (find_field(kind_, f)->date || f == Field::other_insurer);
  }
  bool is_required(Field f) const { return std::find(required_.begin(), required_.end(), f) != required_.end(); }
  void sort_by_worth(Field f, std::vector<int>& columns) const;
  bool misfits(Field f, int column) const;
  std::string misfit_of(Field f, int column) const;
  bool reads_equal(Field f, int a, int b) const;
  bool is_rival(Field f, int best, int column) const;
  void settle_rivals(Field f, std::vector<int> columns);
  void ask(const std::vector<Field>& fields, const std::vector<int>& columns, std::string text);
  bool asked(Field f) const;
  void assign_unsure();
  void find_serial_of_symbol();
  void swap_number_and_serial();
  bool begins_with(int number, int symbol) const;
  std::vector<std::string> column_texts(const std::vector<int>& columns) const;
  void set(Field f, int column, Confidence sure, std::string reason);
  void by_values();
  void dates_by_values();
  void ask_for_loss();
  void names_by_values();
  void overlap_by_values();
  void numbers_after(int insurer, bool own);
  bool wanted(Field f) const;
  bool unexplained(int c) const;
  std::vector<int> date_columns(double least_fill) const;
  template <class F>
  int only_column(F&& fits, bool& several) const;
  void suppose(Field f);
  void check_required();
  void check_era_codes();
  bool is_day_count(const ColumnProfile& p) const;
  bool keeps_groups(const ColumnProfile& p) const;
  bool is_blank(int c) const;
  bool spoken_for(int c) const;
  bool may_be(Field f, int c) const;
  void find_supposed();
  bool needed(const std::vector<Field>& fields) const;
  std::vector<size_t> differing_first(const std::vector<ColumnChoice>& choices) const;
  void tell_order(std::vector<ColumnChoice>& choices) const;
  void lay_out(OpenField& question) const;
  void finish_layout();

  const CharTables& tables_;
  const FileKind kind_;
  const std::vector<SampleRow>& sample_;
  const CivilDate today_;
  const Layout* chosen_;
  Proposal out_;
  std::vector<SampleRow> data_;
  std::vector<std::string> folded_;
  std::string prefix_;  // shared by nearly all headers
  std::vector<HeaderReading> readings_;
  std::vector<ColumnRole> roles_;
  std::vector<bool> taken_;
  std::vector<Field> required_;
  std::vector<bool> insured_;  // columns of the insured, where the row is about somebody else
  bool headerless_ = false;
  bool writes_dates_ = false;  // some column has dates that say themselves what they are
};

// National federation files: "1" control, "2" data, "3" end in the first column.
void Proposer::find_record_kinds() {
  RecordKinds& r = out_.layout.records;
  if (r.position > 0) return;
  size_t data = 0, others = 0, alien = 0;
  for (const SampleRow& row : sample_) {
    if (row.cells.size() < 2 || blank_row(row)) continue;
    const std::string& kind = row.cells[0];
    if (kind == "2") ++data;
    else if (kind == "1" || kind == "3") ++others;
    else ++alien;
  }
  const auto opens = [this] {
    for (const SampleRow& row : sample_)
      if (!blank_row(row))
        return row.cells[0] == "1" && sample_.size() > 1 && row.cells.size() != sample_[1].cells.size();
    return false;
  };
  if (data < 1 || others < 1 || others > 4 || alien > 3 || !opens()) return;
  r.position = 1;
  r.keep = {"2"};
  r.end = "3";
  // Where the end record tells how many there were, if the sample has it.
  const SampleRow& last = sample_.back();
  for (size_t i = 1; !last.cells.empty() && last.cells[0] == "3" && i < last.cells.size(); ++i) {
    uint64_t n = 0;
    if (plain_digits(last.cells[i], n) && n == data) r.count_position = static_cast<int>(i + 1);
  }
}

bool Proposer::is_data(const SampleRow& row) const {
  const RecordKinds& r = out_.layout.records;
  if (blank_row(row) || totals_row(row.cells)) return false;
  if (r.position == 0) return true;
  const auto p = static_cast<size_t>(r.position - 1);
  return p < row.cells.size() && std::find(r.keep.begin(), r.keep.end(), row.cells[p]) != r.keep.end();
}

std::vector<std::string> Proposer::headers_at(size_t row, size_t height) const {
  return joined_headers({sample_.data() + row, height});
}

size_t Proposer::known_names(const std::vector<std::string>& headers) const {
  std::array<bool, kFieldCount> seen{};
  for (const std::string& h : headers) {
    const std::string folded = folded_header(tables_, h);
    if (folded.size() > 60 || folded.find_first_not_of("0123456789") == std::string::npos) continue;
    for (const Field f : fields_named(tables_, kind_, folded)) seen[index_of(f)] = true;
    for (const FieldInfo& info : fields_of(kind_))
      for (const std::string& name : chosen_ ? chosen_->fields[index_of(info.id)].headers : std::vector<std::string>{})
        if (folded_header(tables_, name) == folded) seen[index_of(info.id)] = true;
    const HeaderReading r = read_header_words(kind_, folded);
    if (r.trust != Trust::none) seen[index_of(r.side == Side::own ? on_own_side(r.field) : r.field)] = true;
  }
  return static_cast<size_t>(std::count(seen.begin(), seen.end(), true));
}

// A line with numbers in a third of its cells.
bool Proposer::is_values(const SampleRow& row) const {
  const auto digits = [](const std::string& c) { return c.find_first_of("0123456789") != std::string::npos; };
  return static_cast<size_t>(std::count_if(row.cells.begin(), row.cells.end(), digits)) * 3 > row.cells.size();
}

// Titles of groups of columns: several, each followed by columns without one; a title of the file stands alone.
bool Proposer::groups_above(size_t r) const {
  const std::vector<std::string>& upper = sample_[r].cells;
  const std::vector<std::string>& lower = sample_[r + 1].cells;
  const auto filled = static_cast<size_t>(
      std::count_if(upper.begin(), upper.end(), [](const std::string& c) { return !blank_cell(c); }));
  return upper.size() == lower.size() && filled >= 2 && filled < upper.size();
}

// A first line of words none of which is known, over columns of dates: names all the same.
bool Proposer::unknown_names() const {
  if (sample_.size() < 4 || is_values(sample_[0]) || out_.layout.records.position > 0) return false;
  const std::vector<SampleRow> below(sample_.begin() + 1, sample_.end());
  size_t dates = 0;
  for (size_t c = 0; c < sample_[0].cells.size(); ++c) {
    if (blank_cell(sample_[0].cells[c])) continue;
    const ColumnProfile p = profile_column(below, c, today_);
    dates += p.filled > 2 && p.share(p.dates) >= kSureFit &&
             parse_date(sample_[0].cells[c], p.form).status != DateStatus::ok;
  }
  return dates > 0;
}

void Proposer::find_header() {
  constexpr size_t kDeepest = 12;
  size_t skip = 0, height = 0, best = 1;
  if (chosen_ && (chosen_->header_rows || chosen_->skip_rows)) {
    skip = chosen_->skip_rows.value_or(0);
    height = chosen_->header_rows.value_or(1);
  } else {
    for (size_t r = 0; r < std::min(kDeepest, sample_.size()); ++r) {
      const size_t one = known_names(headers_at(r, 1));
      if (one > best) {
        best = one;
        skip = r;
        height = 1;
      }
      // A second line belongs to the header if both say more than either alone, or if groups stand above its names.
      if (r + 1 >= sample_.size() || is_values(sample_[r + 1])) continue;
      const size_t two = known_names(headers_at(r, 2));
      const size_t below = known_names(headers_at(r + 1, 1));
      if (two > best && (two > below || (two == below && groups_above(r)))) {
        best = two;
        skip = r;
        height = 2;
      }
    }
    if (height == 0 && unknown_names()) height = 1;
  }
  skip = std::min(skip, sample_.size());
  height = std::min(height, sample_.size() - skip);
  out_.layout.skip_rows = static_cast<uint32_t>(skip);
  out_.layout.header_rows = static_cast<uint32_t>(height);
  out_.first_data = skip + height;
  if (height > 0) out_.headers = headers_at(skip, height);
  for (size_t i = out_.first_data; i < sample_.size(); ++i)
    if (is_data(sample_[i])) data_.push_back(sample_[i]);
  if (height == 0) {
    size_t columns = 0;
    for (const SampleRow& row : data_) columns = std::max(columns, row.cells.size());
    out_.headers.assign(columns, std::string());
  }
}

void Proposer::profile_columns() {
  for (size_t c = 0; c < width(); ++c) {
    out_.columns.push_back(profile_column(data_, c, today_));
    folded_.push_back(folded_header(tables_, out_.headers[c]));
    const ColumnProfile& p = out_.columns.back();
    out_.dropped.push_back(is_my_number_column(folded_[c], {p.filled, p.my_numbers, p.short_numbers}));
  }
  writes_dates_ = std::any_of(out_.columns.begin(), out_.columns.end(), [](const ColumnProfile& p) {
    return p.form != DateForm::serial && p.filled > 0 && p.share(p.dates) >= kSureFit;
  });
  taken_.assign(width(), false);
  const int kinds = out_.layout.records.position;
  if (kinds > 0 && static_cast<size_t>(kinds) <= width()) taken_[static_cast<size_t>(kinds - 1)] = true;
}

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

// The words of every header, after what all of them begin with.
void Proposer::read_headers() {
  prefix_ = shared_prefix(folded_);
  const HeaderReading of_prefix = read_header_words(kind_, prefix_);
  if (of_prefix.of_others() || of_prefix.means(Meaning::head) || of_prefix.means(Meaning::household)) prefix_.clear();
  for (const std::string& header : folded_) {
    const bool shared = !prefix_.empty() && header.size() > prefix_.size() && header.starts_with(prefix_);
    readings_.push_back(read_header_words(kind_, shared ? header.substr(prefix_.size()) : header));
    // Ten digits under the name of the personal number: a person says what they are.
    if (names_my_number(header) && readings_.back().trust == Trust::sure) readings_.back().trust = Trust::unsure;
  }
  drop_the_insured();
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
    if (!known->empty() && !insured_[c]) role = {Trust::sure, known->front(), true};
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
  const auto cell = [](const SampleRow& r, int c) {
    return static_cast<size_t>(c) < r.cells.size() ? r.cells[static_cast<size_t>(c)] : std::string();
  };
  const auto digits = [](const std::string& s) {
    DigitText d;
    collect_digits(s, d);
    std::string_view v = d.view();
    v.remove_prefix(std::min(v.find_first_not_of('0'), v.size()));
    return std::string(v);
  };
  const auto same = [&](size_t row) {
    if (find_field(kind_, f)->date && (!x.day[row].none() || !y.day[row].none())) return x.day[row] == y.day[row];
    const std::string p = cell(data_[row], a), q = cell(data_[row], b);
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
    const std::vector<std::string>& cells = data_[i].cells;
    if (static_cast<size_t>(column) >= cells.size() || !p.day[i].none()) continue;
    const std::string& value = cells[static_cast<size_t>(column)];
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

// A field to be looked for by values: not found, not ruled out, and, where there are names, needed.
bool Proposer::wanted(Field f) const {
  if (!find_field(kind_, f) || has(f) || asked(f) || ruled_out(f)) return false;
  if (headerless_) return true;
  for (const std::vector<Field>& any : required_fields(kind_))
    if (std::find(any.begin(), any.end(), f) != any.end())
      return std::none_of(any.begin(), any.end(), [this](Field x) { return has(x); });
  return f == Field::group_key;
}

// A column to be recognised by its values: its header says nothing we understand.
bool Proposer::unexplained(int c) const {
  const HeaderReading& r = readings_[static_cast<size_t>(c)];
  return free_column(c) && r.trust == Trust::none && !r.of_others();
}

// Numbers that would be days as a spreadsheet counts them, in a file that writes its dates out: keys of groups, numbers of people.
bool Proposer::is_day_count(const ColumnProfile& p) const { return writes_dates_ && p.form == DateForm::serial; }

// Rows that follow each other share a value, and it hardly ever comes back: a sex or a branch does, the key of a group does not.
bool Proposer::keeps_groups(const ColumnProfile& p) const {
  const size_t groups = p.rows - p.paired;
  return p.paired * 10 >= p.rows * 4 && p.distinct * 10 <= p.rows * 6 && p.distinct * 10 >= groups * 9 &&
         p.distinct > 1 && p.han == 0 && p.kana == 0 && (p.dates == 0 || is_day_count(p));
}

std::vector<int> Proposer::date_columns(double least_fill) const {
  std::vector<int> out;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const ColumnProfile& p = profile(c);
    if (is_day_count(p)) continue;
    if (unexplained(c) && p.filled > 0 && p.fill() >= least_fill && p.share(p.dates) >= kSureFit) out.push_back(c);
  }
  return out;
}

template <class F>
int Proposer::only_column(F&& fits, bool& several) const {
  int found = -1;
  several = false;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    if (!unexplained(c) || profile(c).filled == 0 || !fits(profile(c))) continue;
    if (found >= 0) several = true;
    else found = c;
  }
  return found;
}

void Proposer::dates_by_values() {
  // In all rows where both stand, the one is not after the other.
  const auto before = [this](int a, int b) {
    size_t both = 0, right = 0;
    for (size_t i = 0; i < data_.size(); ++i) {
      const CivilDate x = profile(a).day[i], y = profile(b).day[i];
      if (x.none() || y.none()) continue;
      ++both;
      right += x <= y;
    }
    return both == 0 || right * 20 >= both * 19;
  };
  if (wanted(Field::birth_date)) {
    const std::vector<int> full = date_columns(0.95);
    for (const int c : full) {
      if (profile(c).share(profile(c).births) < 0.95 || profile(c).distinct * 3 < profile(c).filled) continue;
      if (!std::all_of(full.begin(), full.end(), [&](int other) { return other == c || before(c, other); })) continue;
      if (full.size() < 2 && date_columns(0.01).size() < 2) continue;  // one date alone may be anything
      set(Field::birth_date, c, Confidence::medium, phrase_by_values());
      break;
    }
  }
  const Field main = kind_ == FileKind::roster ? Field::acquired : Field::pension_lost;
  if (kind_ != FileKind::overlap && wanted(main)) {
    std::vector<int> full = date_columns(kind_ == FileKind::roster ? 0.95 : 0.5);
    std::erase_if(full,
                  [this](int c) { return profile(c).distinct < 2 && profile(c).filled > 4; });  // the date of a run
    std::stable_sort(full.begin(), full.end(), before);
    if (!full.empty()) {
      set(main, full.front(), full.size() == 1 ? Confidence::medium : Confidence::low, phrase_by_values());
      if (full.size() > 1) {
        ask({main}, full, phrase_rivals(label(main), column_texts(full)));
        at(main) = {};
        for (const int c : full) taken_[static_cast<size_t>(c)] = false;
      }
    }
  }
  if (kind_ == FileKind::roster && wanted(Field::lost)) {
    std::vector<int> some = date_columns(0);
    std::erase_if(some, [this](int c) { return profile(c).fill() > kSureFit; });  // few have left
    if (!some.empty())
      set(Field::lost, some.front(), some.size() == 1 ? Confidence::medium : Confidence::low, phrase_by_values());
  }
  if (!headerless_) ask_for_loss();
}

// A roster whose names speak of no loss: a column of dates that only some rows have may be it under another name. Without any, all
// who stand there count as members, and that is said.
void Proposer::ask_for_loss() {
  if (kind_ != FileKind::roster || has(Field::lost) || asked(Field::lost) || ruled_out(Field::lost)) return;
  std::vector<int> some = date_columns(0);
  std::erase_if(some, [this](int c) { return profile(c).fill() > kSureFit; });
  if (some.empty()) out_.unused.push_back(phrase_no_loss_column());
  else ask({Field::lost}, some, phrase_perhaps(label(Field::lost), column_texts(some)));
}

void Proposer::names_by_values() {
  const auto propose = [this](Field f, auto&& fits) {
    if (!wanted(f)) return;
    bool several = false;
    const int c = only_column(fits, several);
    if (c >= 0) set(f, c, several ? Confidence::low : Confidence::medium, phrase_by_values());
  };
  const auto unique = [](const ColumnProfile& p) { return p.distinct == p.filled && p.filled >= 3; };
  propose(Field::name_kana, [](const ColumnProfile& p) {
    return p.share(p.kana) >= kSureFit && p.fill() >= kSureFit && p.distinct * 3 > p.filled;
  });
  propose(Field::name, [](const ColumnProfile& p) {
    return p.share(p.han) >= 0.7 && p.share(p.place) < 0.1 && p.fill() >= kSureFit && p.longest <= 24 &&
           p.distinct * 3 > p.filled;
  });
  propose(Field::postal_code, [](const ColumnProfile& p) { return p.share(p.postal) >= kSureFit; });
  propose(Field::address, [](const ColumnProfile& p) { return p.share(p.place) >= 0.6; });
  propose(Field::sex,
          [](const ColumnProfile& p) { return p.share(p.sex) == 1 && p.distinct <= 3 && p.fill() >= kSureFit; });
  if (kind_ == FileKind::pension)
    propose(Field::pension_number, [&](const ColumnProfile& p) { return p.share(p.ten_digits) >= 0.8 && unique(p); });
  if (kind_ != FileKind::roster) return;
  propose(Field::resident_number,
          [&](const ColumnProfile& p) { return p.share(p.digits) == 1 && unique(p) && p.longest >= 4; });
  propose(Field::branch, [](const ColumnProfile& p) { return p.share(p.branch) >= kSureFit; });
  propose(Field::member_number, [](const ColumnProfile& p) {
    return p.share(p.digits) >= kSureFit && p.longest >= 4 && p.distinct < p.filled && p.fill() >= kSureFit;
  });
}

// A side's numbers follow its insurer (and the insurer's name): symbol, serial, branch, in one run of columns of digits.
void Proposer::numbers_after(int insurer, bool own) {
  if (!headerless_ || insurer < 0) return;
  const auto digits = [this](int c) {
    const ColumnProfile& p = profile(c);
    return free_column(c) && p.filled > 0 && p.share(p.digits) >= kSureFit && p.share(p.dates) < kSureFit &&
           p.share(p.insurer) < 0.8;
  };
  const int end = static_cast<int>(width());
  int c = insurer + 1;
  if (c < end && !digits(c) && profile(c).share(profile(c).han) >= 0.5) ++c;  // the name
  std::vector<int> run;
  while (c < end && digits(c)) run.push_back(c++);
  if (run.empty() || run.size() > 3) return;
  const auto short_number = [this](int x) { return profile(x).share(profile(x).branch) >= kSureFit; };
  const bool branch = run.size() > 1 && short_number(run.back());
  const auto put = [&](Field f, int column) {
    const Field g = own ? on_own_side(f) : f;
    if (wanted(g)) set(g, column, Confidence::medium, phrase_by_values());
  };
  if (branch) {
    put(Field::other_branch, run.back());
    run.pop_back();
  }
  if (run.size() > 2 || (run.size() == 1 && profile(run.back()).longest < 3)) return;
  put(Field::other_serial, run.back());
  if (run.size() == 2) put(Field::other_symbol, run.front());
}

// Of the overlap list: the 保険者番号 tell the sides, and each side's columns follow its number.
void Proposer::overlap_by_values() {
  const bool grouped = out_.layout.shape == RowShape::grouped;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const ColumnProfile& p = profile(c);
    if (!unexplained(c) || p.share(p.insurer) < 0.8 || p.fill() < 0.8) continue;
    const Field f = !grouped && p.share(p.national) >= 0.8 ? Field::own_insurer : Field::other_insurer;
    if (wanted(f)) set(f, c, Confidence::medium, phrase_by_values());
  }
  if (grouped && wanted(Field::group_key)) {
    bool several = false;
    const int c = only_column([this](const ColumnProfile& p) { return keeps_groups(p); }, several);
    if (c >= 0) set(Field::group_key, c, Confidence::low, phrase_by_values());
  }
  const int own = at(Field::own_insurer).column;
  const int other = at(Field::other_insurer).column;
  numbers_after(own, true);
  numbers_after(other, false);
  // One loss in a whole list is a loss.
  for (const int c : date_columns(0)) {
    const ColumnProfile& p = profile(c);
    if (p.distinct == 1 && p.fill() == 1 && wanted(Field::run_date) && p.filled > 2) {
      set(Field::run_date, c, Confidence::medium, phrase_by_values());
      continue;
    }
    if (other < 0) continue;
    const bool after_own = own >= 0 && c > own && (other < own || c < other);
    if (!grouped && !after_own && c < other) continue;
    const Field acquired = after_own && !grouped ? Field::own_acquired : Field::other_acquired;
    const Field lost = after_own && !grouped ? Field::own_lost : Field::other_lost;
    if (wanted(acquired) && p.fill() >= kSureFit) set(acquired, c, Confidence::low, phrase_by_values());
    else if (wanted(lost)) set(lost, c, Confidence::low, phrase_by_values());
  }
}

// Where there are names, they are believed: values then only help to find what is needed and was not found.
void Proposer::by_values() {
  if (data_.size() < 3) return;
  headerless_ = std::all_of(folded_.begin(), folded_.end(), [](const std::string& h) { return h.empty(); });
  if (kind_ == FileKind::overlap) {
    // The birth date stands before either side's dates.
    dates_by_values();
    overlap_by_values();
  } else {
    dates_by_values();
  }
  names_by_values();
}

// A needed column that a person has to confirm.
void Proposer::suppose(Field f) {
  out_.unsure = true;
  const int c = at(f).column;
  out_.problems.push_back(phrase_unsure(label(f), column_text(c), misfit_of(f, c)));
}

void Proposer::check_required() {
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
      if (std::none_of(any.begin(), any.end(), [this](Field f) { return asked(f); }))
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
  if (out_.dropped[i] || p.filled == 0 || spoken_for(c) || readings_[i].of_others()) return false;
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
  const auto cell = [this](size_t row, int c) {
    const std::vector<std::string>& cells = data_[row].cells;
    return static_cast<size_t>(c) < cells.size() ? std::string_view(cells[static_cast<size_t>(c)]) : std::string_view{};
  };
  std::vector<size_t> order(data_.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_partition(order.begin(), order.end(), [&](size_t row) {
    return std::any_of(choices.begin(), choices.end(), [&](const ColumnChoice& choice) {
      return cell(row, choice.column) != cell(row, choices.front().column);
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

void Proposer::finish_layout() {
  out_.layout.signature = header_signature(tables_, out_.headers);
  bool exact = true, named = true;
  for (const FieldInfo& info : fields_of(kind_)) {
    const ProposedField& p = at(info.id);
    FieldSource& f = out_.layout.fields[index_of(info.id)];
    // What has no column and is not asked for has none for good: the document is complete.
    const bool absent = std::find(out_.absent.begin(), out_.absent.end(), info.id) != out_.absent.end();
    if (p.column < 0) f.unused = f.unused || (f.constant.empty() && !asked(info.id) && !absent);
    if (p.column < 0) continue;
    const auto c = static_cast<size_t>(p.column);
    f.headers.clear();
    if (out_.layout.header_rows.value_or(1) > 0 && !out_.headers[c].empty()) f.headers = {out_.headers[c]};
    f.position = p.column + 1;
    if (info.date && !f.form) f.form = out_.columns[c].form;
    exact = exact && roles_[c].exact;
    named = named && !folded_[c].empty();
  }
  out_.by = chosen_ ? ProposedBy::given
            : exact ? ProposedBy::built_in
            : named ? ProposedBy::headers
                    : ProposedBy::values;
}

Proposal Proposer::run() {
  find_record_kinds();
  find_header();
  profile_columns();
  take_chosen();
  read_headers();
  find_shape();
  find_roles();
  assign();
  by_values();
  check_required();
  check_era_codes();
  find_supposed();
  for (OpenField& question : out_.open) lay_out(question);
  for (OpenField& question : out_.supposed) lay_out(question);
  finish_layout();
  return std::move(out_);
}

}  // namespace

bool blank_row(const SampleRow& row) { return std::all_of(row.cells.begin(), row.cells.end(), blank_cell); }

std::vector<std::string> joined_headers(std::span<const SampleRow> rows) {
  size_t width = 0;
  for (const SampleRow& row : rows) width = std::max(width, row.cells.size());
  std::vector<std::string> out(width);
  for (size_t r = 0; r < rows.size(); ++r) {
    const std::vector<std::string>& cells = rows[r].cells;
    std::string group;  // a merged cell's text stands in its first column only
    for (size_t c = 0; c < width; ++c) {
      const bool here = c < cells.size() && !blank_cell(cells[c]);
      if (here) group = cells[c];
      // An upper line's group reaches to the next one; over a column that the lower lines leave empty it does not.
      const bool lower = r + 1 < rows.size() && c < rows.back().cells.size() && !blank_cell(rows.back().cells[c]);
      if (here || lower) out[c] += group;
    }
  }
  return out;
}

std::string_view code_of(Confidence c) {
  constexpr std::string_view kNames[] = {"none", "low", "medium", "high"};
  return kNames[static_cast<size_t>(c)];
}

std::string_view code_of(ProposedBy by) {
  constexpr std::string_view kNames[] = {"given", "built_in", "headers", "values"};
  return kNames[static_cast<size_t>(by)];
}

Proposal propose_layout(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
                        const Layout* chosen) {
  return Proposer(tables, kind, sample, today, chosen).run();
}

}  // namespace totsugo
