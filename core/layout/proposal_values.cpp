#include "core/layout/proposer.h"

#include <algorithm>

namespace totsugo {

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
  return free_column(c) && r.trust == Trust::none && !r.of_others() && !name_part_[static_cast<size_t>(c)];
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
  if (kind_ != FileKind::roster || has(Field::lost) || asked(Field::lost)) return;
  std::vector<int> some;
  if (!ruled_out(Field::lost)) some = date_columns(0);
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

}  // namespace totsugo
