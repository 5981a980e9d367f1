#include "core/layout/proposal.h"

#include <algorithm>
#include <utility>

#include "core/identifier/digits.h"
#include "core/identifier/my_number.h"
#include "core/tables/header_words.h"
#include "core/tables/keywords.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

constexpr int kExact = 100;        // one of the built-in names
constexpr int kByWords = 80;       // holds the words of the field
constexpr int kByLaterWords = 60;  // ... which also fit another field better
constexpr int kClose = 6;          // claims this close are rivals
constexpr double kLeastFit = 0.5;  // below, the values contradict the header
constexpr double kSureFit = 0.9;
constexpr double kMostFailing = 0.05;  // of a required column: more, and a person has to look

struct Claim {
  Field field;
  int column;
  int strength;
  double fit;
};

bool blank_cell(const std::string& c) { return c.find_first_not_of(" \t\r\n\x1A") == std::string::npos; }

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
  void claim_by_header(std::vector<Claim>& claims);
  void settle_sides();
  void find_shape();
  void assign(std::vector<Claim>& claims);
  bool same_values(int a, int b) const;
  void set(Field f, int column, Confidence sure, std::string reason);
  void by_values();
  void dates_by_values();
  void names_by_values();
  void overlap_by_values();
  bool wanted(Field f) const;
  std::vector<int> date_columns(double least_fill) const;
  template <class F>
  int only_column(F&& fits, bool& several) const;
  void check_required();
  void finish_layout();

  const CharTables& tables_;
  const FileKind kind_;
  const std::vector<SampleRow>& sample_;
  const CivilDate today_;
  const Layout* chosen_;
  Proposal out_;
  std::vector<SampleRow> data_;
  std::vector<std::string> folded_;
  std::vector<Side> sides_;
  std::vector<bool> taken_;
  std::vector<Field> absent_;  // chosen, by a column the file does not have
  bool headerless_ = false;
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
    for (const Field f : fields_by_words(kind_, folded))
      seen[index_of(side_of_header(folded) == Side::own ? on_own_side(f) : f)] = true;
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
    sides_.push_back(kind_ == FileKind::overlap ? side_of_header(folded_[c]) : Side::unsaid);
    const ColumnProfile& p = out_.columns.back();
    out_.dropped.push_back(is_my_number_column(folded_[c], p.my_numbers, p.filled));
  }
  taken_.assign(width(), false);
  const int kinds = out_.layout.records.position;
  if (kinds > 0 && static_cast<size_t>(kinds) <= width()) taken_[static_cast<size_t>(kinds - 1)] = true;
}

void Proposer::set(Field f, int column, Confidence sure, std::string reason) {
  at(f) = {column, sure, std::move(reason), -1};
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
    absent_.push_back(info.id);
  }
}

// Two sets of columns without a word of whose they are: the 保険者番号 of each set tells.
void Proposer::settle_sides() {
  if (kind_ != FileKind::overlap) return;
  std::vector<size_t> starts;
  for (size_t c = 0; c < width(); ++c) {
    const std::vector<Field> means = fields_by_words(kind_, folded_[c]);
    const bool insurer = !means.empty() && means.front() == Field::other_insurer;
    if (insurer && sides_[c] == Side::unsaid) starts.push_back(c);
  }
  if (starts.size() == 2) {
    const auto national = [this](size_t c) { return out_.columns[c].share(out_.columns[c].national); };
    const bool first_own = national(starts[0]) > national(starts[1]);
    for (size_t c = starts[0]; c < width(); ++c)
      if (sides_[c] == Side::unsaid) sides_[c] = (c < starts[1]) == first_own ? Side::own : Side::other;
  }
}

void Proposer::find_shape() {
  if (kind_ != FileKind::overlap || out_.layout.shape) return;
  out_.layout.shape = RowShape::pair;
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

void Proposer::claim_by_header(std::vector<Claim>& claims) {
  const bool grouped = out_.layout.shape == RowShape::grouped;
  for (size_t c = 0; c < width(); ++c) {
    if (folded_[c].empty() || !free_column(static_cast<int>(c))) continue;
    const auto claim = [&](Field f, int strength) {
      if (f == Field::group_key && !grouped) return;
      const double fit = value_fit(out_.columns[c], f);
      if (fit >= kLeastFit) claims.push_back({f, static_cast<int>(c), strength + static_cast<int>(10 * fit), fit});
    };
    for (const Field f : fields_named(tables_, kind_, folded_[c])) claim(f, kExact);
    int strength = kByWords;
    for (const Field f : fields_by_words(kind_, folded_[c])) {
      const bool sided = on_own_side(f) != f;
      if (sided && !grouped && sides_[c] == Side::unsaid) claim(f, kByLaterWords);
      else claim(sided && !grouped && sides_[c] == Side::own ? on_own_side(f) : f, strength);
      strength = kByLaterWords;
    }
  }
}

bool Proposer::same_values(int a, int b) const {
  const ColumnProfile& x = profile(a);
  const ColumnProfile& y = profile(b);
  if (x.dates * 10 >= x.filled * 9 && y.dates * 10 >= y.filled * 9 && x.filled > 0 && y.filled > 0)
    return x.day == y.day;
  return std::all_of(data_.begin(), data_.end(), [a, b](const SampleRow& r) {
    const auto cell = [&r](int c) {
      return static_cast<size_t>(c) < r.cells.size() ? r.cells[static_cast<size_t>(c)] : std::string();
    };
    return cell(a) == cell(b);
  });
}

void Proposer::assign(std::vector<Claim>& claims) {
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.strength > b.strength; });
  for (const Claim& c : claims) {
    const FieldSource* const said = chosen_ ? &chosen_->fields[index_of(c.field)] : nullptr;
    if (has(c.field) || !free_column(c.column) || (said && said->unused)) continue;
    const bool by_name = c.strength >= kByWords;
    const Confidence sure = by_name && (c.fit >= kSureFit || profile(c.column).filled == 0) ? Confidence::high
                            : by_name                                                       ? Confidence::medium
                                                                                            : Confidence::low;
    set(c.field, c.column, sure, phrase_by_header(out_.headers[static_cast<size_t>(c.column)], c.strength >= kExact));
    for (const Claim& rival : claims) {
      if (rival.field != c.field || rival.column == c.column || rival.strength + kClose < c.strength) continue;
      if (!free_column(rival.column)) continue;
      const bool better_elsewhere = std::any_of(claims.begin(), claims.end(), [&](const Claim& x) {
        return x.column == rival.column && x.field != c.field && x.strength >= rival.strength && !has(x.field);
      });
      if (better_elsewhere || profile(rival.column).filled == 0) continue;
      if (same_values(c.column, rival.column)) {
        taken_[static_cast<size_t>(rival.column)] = true;
        at(c.field).reason += phrase_same_column(static_cast<size_t>(rival.column) + 1);
      } else {
        at(c.field).rival = rival.column;
        at(c.field).sure = Confidence::low;
      }
    }
  }
  // Beside a column of the number's symbol a bare number is its second part; without one it is the whole.
  if (kind_ != FileKind::roster || has(Field::member_number) == has(Field::member_serial)) return;
  const int number = at(has(Field::member_number) ? Field::member_number : Field::member_serial).column;
  const bool whole = holds_keyword(folded_[static_cast<size_t>(number)], Keywords::symbol);
  if (has(Field::member_symbol) ? has(Field::member_number) && !whole : has(Field::member_serial))
    std::swap(at(Field::member_serial), at(Field::member_number));
}

// A field to be looked for by values: not found, not ruled out, and, where there are names, needed.
bool Proposer::wanted(Field f) const {
  if (!find_field(kind_, f) || has(f) || (chosen_ && chosen_->fields[index_of(f)].unused)) return false;
  if (headerless_) return true;
  for (const std::vector<Field>& any : required_fields(kind_))
    if (std::find(any.begin(), any.end(), f) != any.end())
      return std::none_of(any.begin(), any.end(), [this](Field x) { return has(x); });
  return f == Field::group_key;
}

std::vector<int> Proposer::date_columns(double least_fill) const {
  std::vector<int> out;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const ColumnProfile& p = profile(c);
    if (free_column(c) && p.filled > 0 && p.fill() >= least_fill && p.share(p.dates) >= kSureFit) out.push_back(c);
  }
  return out;
}

template <class F>
int Proposer::only_column(F&& fits, bool& several) const {
  int found = -1;
  several = false;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    if (!free_column(c) || profile(c).filled == 0 || !fits(profile(c))) continue;
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
      if (full.size() > 1) at(main).rival = full[1];
    }
  }
  if (kind_ == FileKind::roster && wanted(Field::lost)) {
    std::vector<int> some = date_columns(0.01);
    std::erase_if(some, [this](int c) { return profile(c).fill() > kSureFit; });  // few have left
    if (!some.empty())
      set(Field::lost, some.front(), some.size() == 1 ? Confidence::medium : Confidence::low, phrase_by_values());
  }
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

// Of the overlap list: the 保険者番号 tell the sides, and each side's columns follow its number.
void Proposer::overlap_by_values() {
  const bool grouped = out_.layout.shape == RowShape::grouped;
  for (int c = 0; c < static_cast<int>(width()); ++c) {
    const ColumnProfile& p = profile(c);
    if (!free_column(c) || p.share(p.insurer) < 0.8 || p.fill() < 0.8) continue;
    const Field f = !grouped && p.share(p.national) >= 0.8 ? Field::own_insurer : Field::other_insurer;
    if (wanted(f)) set(f, c, Confidence::medium, phrase_by_values());
  }
  if (grouped && wanted(Field::group_key)) {
    bool several = false;
    const int c = only_column(
        [](const ColumnProfile& p) {
          return p.paired * 10 >= p.rows * 4 && p.distinct * 10 <= p.rows * 6 && p.distinct > 1 && p.han == 0 &&
                 p.kana == 0 && p.dates == 0;
        },
        several);
    if (c >= 0) set(Field::group_key, c, Confidence::low, phrase_by_values());
  }
  const int own = at(Field::own_insurer).column;
  const int other = at(Field::other_insurer).column;
  for (const int c : date_columns(0.01)) {
    const ColumnProfile& p = profile(c);
    if (p.distinct == 1 && p.fill() == 1 && wanted(Field::run_date) && p.filled > 2) {
      set(Field::run_date, c, Confidence::medium, phrase_by_values());
      continue;
    }
    if (other < 0) continue;
    const bool after_own = own >= 0 && c > own && (other < own || c < other);
    if (!after_own && c < other) continue;
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
      out_.open.push_back({any, phrase_choose_column(required_label(kind_, any))});
      continue;
    }
    if (!has(best)) continue;
    const ProposedField& f = at(best);
    const ColumnProfile& p = profile(f.column);
    const std::string column = column_text(f.column);
    if (f.rival >= 0) {  // shown, not resolved
      out_.open.push_back({any, phrase_rival(label(best), column, column_text(f.rival))});
      at(best) = {};
      continue;
    }
    if (f.sure < Confidence::high) out_.problems.push_back(phrase_unsure(label(best), column));
    if (p.filled > 0 && value_fit(p, best) < 1 - kMostFailing)
      out_.problems.push_back(phrase_column_fails(label(best), column));
    if (p.form_unclear && find_field(kind_, best)->date && !said.form)
      out_.problems.push_back(phrase_era_unclear(label(best), column));
  }
  if (out_.layout.shape == RowShape::grouped && !has(Field::group_key))
    out_.open.push_back({{Field::group_key}, phrase_choose_column(label(Field::group_key))});
  for (const Field f : absent_) {
    const auto asks_for = [f](const OpenField& o) {
      return std::find(o.fields.begin(), o.fields.end(), f) != o.fields.end();
    };
    if (!has(f) && std::none_of(out_.open.begin(), out_.open.end(), asks_for))
      out_.problems.push_back(phrase_choose_column(label(f)));
  }
}

void Proposer::finish_layout() {
  out_.layout.signature = header_signature(tables_, out_.headers);
  bool exact = true, named = true;
  for (const FieldInfo& info : fields_of(kind_)) {
    const ProposedField& p = at(info.id);
    FieldSource& f = out_.layout.fields[index_of(info.id)];
    if (p.column < 0) continue;
    const auto c = static_cast<size_t>(p.column);
    f.headers.clear();
    if (out_.layout.header_rows.value_or(1) > 0 && !out_.headers[c].empty()) f.headers = {out_.headers[c]};
    f.position = p.column + 1;
    if (info.date && !f.form) f.form = out_.columns[c].form;
    const std::vector<Field>& known = fields_named(tables_, kind_, folded_[c]);
    exact = exact && std::find(known.begin(), known.end(), info.id) != known.end();
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
  find_shape();
  settle_sides();
  std::vector<Claim> claims;
  claim_by_header(claims);
  assign(claims);
  by_values();
  check_required();
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

std::string_view confidence_name(Confidence c) {
  constexpr std::string_view kNames[] = {"none", "low", "medium", "high"};
  return kNames[static_cast<size_t>(c)];
}

std::string_view proposed_by_name(ProposedBy by) {
  constexpr std::string_view kNames[] = {"given", "built_in", "headers", "values"};
  return kNames[static_cast<size_t>(by)];
}

Proposal propose_layout(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
                        const Layout* chosen) {
  return Proposer(tables, kind, sample, today, chosen).run();
}

}  // namespace totsugo
