#include "core/records/roster_stream.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/identifier/digits.h"
#include "core/identifier/member_number.h"
#include "core/records/person_reader.h"

namespace totsugo {
namespace {

// At most one character more, less or other (or, in truth, a run of them: enough for a first look).
bool nearly_equal(std::u16string_view a, std::u16string_view b) {
  const size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > 1) return false;
  return common_ends(a, b) + 1 >= longer;
}

// Equal but for the kana that spell long vowels.
bool same_hard_kana(std::u16string_view a, std::u16string_view b) {
  size_t i = 0;
  size_t j = 0;
  for (;;) {
    while (i < a.size() && is_soft(a[i])) ++i;
    while (j < b.size() && is_soft(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (a[i++] != b[j++]) return false;
  }
}

bool same_but_wildcards(std::u16string_view a, std::u16string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && a[i] != kWildcard && b[i] != kWildcard) return false;
  return true;
}

}  // namespace

CivilDate RecentChanges::newest() const {
  const int64_t day = newest_up_to(kDays - 1);
  return day < 0 ? newest_before_ : from_day_number(first_ + day);
}

// Counted from first_; negative if there is none.
int64_t RecentChanges::newest_up_to(int64_t day) const {
  while (day >= 0 && on_[static_cast<size_t>(day)] == 0) --day;
  return day;
}

int64_t RecentChanges::longest_quiet(int64_t to) const {
  constexpr int64_t kYear = 365;
  int64_t before = std::max<int64_t>(to - kYear, 0);
  uint64_t days = 0;  // a family comes and goes on one day
  int64_t longest = 0;
  for (int64_t i = before + 1; i <= to; ++i) {
    if (on_[static_cast<size_t>(i)] == 0) continue;
    ++days;
    longest = std::max(longest, i - before);
    before = i;
  }
  return days >= kEnoughDaysAYear ? longest : 0;
}

RecentChanges::Age RecentChanges::age() const {
  int64_t last = newest_up_to(kDays - 1);
  int64_t later = last;
  for (int stray = 0; stray < kMostStrays && later > 0; ++stray) {
    const int64_t before = newest_up_to(later - 1);
    if (before < 0) break;
    const int64_t quiet = longest_quiet(before);
    if (quiet > 0 && later - before > std::max(kTimesQuiet * quiet, kMonth)) last = before;
    later = before;
  }
  return {last < 0 ? newest_before_ : from_day_number(first_ + last), last < 0 ? 0 : longest_quiet(last)};
}

void RosterStream::row(const CsvRecord& r) {
  now_ = {};
  now_.line = r.line;
  file_.watch_values(r);
  if (!read_checked(r)) return;
  for (const Field f : {Field::household_id, Field::head_name, Field::address}) file_.look_at(r, f);
  probe();
  // The words of a foreign name may stand in another order, be it foreign here or, beside kanji or kana alone, on the list.
  if (foreign_row() || index_.some_foreign(now_.birth)) [[unlikely]]
    probe_words(r);
  if (!hits_.empty()) compare_hits(r);
}

void RosterStream::ahead(const CsvRecord& r) {
  CivilDate birth;
  if (parse_plain_date(file_.raw(r, Field::birth_date), birth))
    touched_ ^= index_.births().touch(index_.births().day(birth));
}

bool RosterStream::read_checked(const CsvRecord& r) {
  return read_birth(r) && fold_names(r) && read_periods(r) && read_numbers(r);
}

bool RosterStream::fold_names(const CsvRecord& r) {
  if (!read_key_text(file_, r, Field::name_kana, kana_) || !read_key_text(file_, r, Field::name, written_))
    return false;
  size_t bad = kNoBadByte;  // the alias is a help, not a must: nothing is refused for it
  const std::string_view alias = file_.said(r, Field::alias_name);
  alias_.size = alias.empty() ? 0
                              : static_cast<uint32_t>(key_characters(file_.tables(), file_.row_encoding(), alias,
                                                                     alias_.data, kMaxKeyCharacters, bad));
  if (may_have_bracket(kana_) || may_have_bracket(written_)) [[unlikely]]
    take_alias(r);
  if (kana_.size || written_.size) return true;
  file_.reject(r.line, file_.column(Field::name_kana) >= 0 ? Field::name_kana : Field::name,
               ErrorCode::row_required_empty);
  return false;
}

// What stands in brackets behind a name is an alias.
void RosterStream::take_alias(const CsvRecord& r) {
  read_names(r);
  cut_at_bracket(kana_);
  cut_at_bracket(written_);
  if (alias_.size == 0) alias_ = key_text(file_.tables(), identity_.alias.text);
}

bool RosterStream::read_birth(const CsvRecord& r) {
  const ParsedDate birth = file_.date(r, Field::birth_date);
  const std::string_view raw = file_.raw(r, Field::birth_date);
  now_.birth = birth.date;
  if (birth.status != DateStatus::ok) {
    file_.reject(r.line, Field::birth_date, date_problem(birth.status), raw);
    return false;
  }
  if (birth.date > today_) {
    file_.reject(r.line, Field::birth_date, ErrorCode::row_birth_in_future, raw);
    return false;
  }
  birth_day_ = index_.births().day(now_.birth);
  return true;
}

bool RosterStream::read_periods(const CsvRecord& r) {
  // A row whose membership dates cannot be read is reported, and still found: "not a member" would be wrong.
  if (!read_period(r, Field::acquired, true, now_.acquired)) now_.unreadable = true;
  if (!read_period(r, Field::lost, false, now_.lost)) now_.unreadable = true;
  for (const CivilDate d : {now_.acquired, now_.lost}) changes_.add(d);
  if (now_.lost > today_) std::swap(now_.lost, now_.lost_ahead);  // not yet a loss
  return true;
}

bool RosterStream::read_period(const CsvRecord& r, Field f, bool required, CivilDate& out) {
  const ParsedDate d = file_.date(r, f);
  const bool complete = d.status == DateStatus::ok && !d.date.partial();
  if (complete) out = d.date;
  if (complete || (d.status == DateStatus::none && !required)) return true;
  if (now_.unreadable) return false;  // one report a row
  file_.reject(r.line, f, date_problem(d.status), file_.raw(r, f));
  return false;
}

bool RosterStream::read_numbers(const CsvRecord& r) {
  number_ = 0;
  separate_number_ = 0;
  serial_number_ = 0;
  if (file_.column(Field::member_serial) >= 0) {
    bool ok = true;
    const MemberNumber n = parse_member_number(file_.said_text(r, Field::member_symbol, ok),
                                               file_.number_text(r, Field::member_serial, ok), {});
    number_ = n.joined;
    separate_number_ = n.separate;
    serial_number_ = n.serial;
  }
  if (number_ == 0) {
    number_ = file_.digits(r, Field::member_number);
    uint64_t plain = 0;
    if (number_ && index_.asks_serials() && !plain_digits(file_.raw(r, Field::member_number), plain)) {
      bool ok = true;
      serial_number_ = parse_member_number({}, file_.said_text(r, Field::member_number, ok), {}).serial;
    }
  }
  if (number_ == 0 && file_.said(r, Field::resident_number).empty() && file_.said(r, Field::member_number).empty()) {
    const Field shown = file_.column(Field::resident_number) >= 0 ? Field::resident_number
                        : file_.column(Field::member_number) >= 0 ? Field::member_number
                                                                  : Field::member_serial;
    file_.reject(r.line, shown, ErrorCode::row_required_empty);
    return false;
  }
  pension_number_ = file_.digits(r, Field::pension_number);
  if (is_filler_number(pension_number_)) pension_number_ = 0;
  return true;
}

void RosterStream::probe() {
  hits_.clear();
  const auto hit = [this](uint32_t person) { hits_.push_back(person); };
  uint64_t keys[kMaxKeys];
  if (const size_t n = name_keys(kana_, written_, keys)) index_.births().find(birth_day_, keys, n, hit);
  const auto wild_end = [this] {
    return written_.data[0] == kWildcard || written_.data[written_.size - 1] == kWildcard;
  };
  const auto ask_writings = [&](const BirthTable& table, const KeyText& name) {
    table.find(table.day(now_.birth), keys, writing_keys(name, keys), hit);
  };
  if (written_.size && (kana_.size == 0 || wild_end())) ask_writings(index_.writings(), written_);
  else if (written_.size && index_.some_special_writing(now_.birth)) ask_writings(index_.special_writings(), written_);
  // Rare rows, and the only ones asked for under dates not their own.
  for_each_possible_day(now_.birth, [&](CivilDate day) {
    const auto ask_day = [&](const BirthTable& table, const KeyText& name) {
      keys[0] = whole_key(name);
      if (name.size) table.find(table.day(day), keys, 1, hit);
    };
    ask_day(index_.births(), kana_);
    ask_day(index_.writings(), written_);
  });
  // Listed with kana, they are entered under near dates by it alone.
  if (kana_.size == 0) {
    CivilDate near[kMaxBirthVariants];
    const size_t n = birth_variants(now_.birth, near);
    keys[0] = whole_key(written_);
    for (size_t i = 0; i < n; ++i)
      if (index_.writings().some(near[i])) index_.writings().find(index_.writings().day(near[i]), keys, 1, hit);
  }
  if (alias_.size) {
    ask_writings(index_.writings(), alias_);
    if (const size_t n = name_keys(alias_, {}, keys)) index_.births().find(birth_day_, keys, n, hit);
  }
  const auto ask_number = [&](KeyKind kind, uint64_t number) __attribute__((always_inline)) {
    if (number) index_.numbers().find(number_key(kind, number), hit);
  };
  ask_number(KeyKind::number, number_);
  if (separate_number_ != number_) ask_number(KeyKind::number, separate_number_);
  if (index_.asks_serials()) ask_number(KeyKind::number, serial_number_);
  ask_number(KeyKind::pension_number, pension_number_);
}

void RosterStream::probe_words(const CsvRecord& r) {
  if (birth_day_.from == birth_day_.to) return;
  const auto hit = [this](uint32_t person) { hits_.push_back(person); };
  const BirthTable::Day writings_day = index_.writings().day(now_.birth);
  const CharTables& tables = file_.tables();
  FoldedName name;
  for (const Field field : {Field::name_kana, Field::name, Field::alias_name}) {
    fold_raw_name(tables, file_.row_encoding(), file_.said(r, field), kAllFolds, name);
    for (size_t i = 0; i < name.word_count(); ++i) {
      const KeyText word = key_text(tables, name.word(i));
      uint64_t keys[kMaxKeys];
      size_t n = name_keys(word, {}, keys);
      keys[n++] = head_key(hard_head(word));  // a word is short, the name it begins may not be
      index_.births().find(birth_day_, keys, n, hit);
      n = writing_keys(word, keys);
      index_.writings().find(writings_day, keys, n, hit);
    }
  }
}

bool RosterStream::shares_number(const Identity& id) const {
  const auto either = [](uint64_t n, uint64_t a, uint64_t b) { return n != 0 && (n == a || n == b); };
  return either(number_, id.number.joined, id.number.separate) ||
         either(separate_number_, id.number.joined, id.number.separate) ||
         either(serial_number_, id.number.joined, 0) || either(number_, id.number.serial, 0) ||
         (pension_number_ != 0 && pension_number_ == id.pension_number);
}

bool RosterStream::has_number_of(const Identity& id) const {
  const auto is = [](uint64_t n, uint64_t own) { return n != 0 && n == own; };
  return is(id.number.joined, number_) || is(id.number.separate, number_) || is(id.number.joined, separate_number_) ||
         is(id.number.separate, separate_number_) || is(id.number.joined, serial_number_) ||
         is(id.number.serial, number_);
}

void RosterStream::note_number(ListedPerson& listed) const {
  const Identity& id = listed.id;
  const bool number = has_number_of(id);
  if (number) listed.candidates.note_number();
  const bool branch_not_against = id.number.branch < 0 || branch_ <= 0 || id.number.branch == branch_;
  if ((number && branch_not_against) || (pension_number_ != 0 && id.pension_number == pension_number_))
    listed.candidates.note_bearer();
}

// Whether a full comparison can come to anything, judged by the key texts alone: relatives under one number, and rows
// that merely share two kana and a birth date with somebody, stop here, before a character of theirs is decoded.
bool RosterStream::worth_comparing(const ListedPerson& listed) const {
  const std::u16string_view kana = kana_.view();
  const std::u16string_view listed_kana = listed.kana_key.view();
  const std::u16string_view written = written_.view();
  const std::u16string_view listed_written = listed.written_key.view();
  const bool by_kana = !kana.empty() && !listed_kana.empty();
  const bool same_name = by_kana ? kana == listed_kana : same_but_wildcards(written, listed_written);
  if (same_name) return true;
  if (listed.id.birth !=
      now_.birth) {  // what is left is the number: with the branch it names a person, else a household
    if (!shares_number(listed.id)) return false;
    return listed.id.number.branch == branch_ || (pension_number_ && listed.id.pension_number == pension_number_) ||
           written == listed_written;
  }
  if (listed.foreign || foreign_row()) return true;  // the words may stand in another order
  if (!listed.id.alias.empty()) return true;
  if (alias_.size && (same_but_wildcards(alias_.view(), listed_written) || nearly_equal(alias_.view(), listed_kana)))
    return true;
  if (!by_kana || nearly_equal(kana, listed_kana) || same_hard_kana(kana, listed_kana) ||
      same_but_wildcards(written, listed_written))
    return true;
  // A changed surname: the given names end alike, in kana and (where both are there) in writing.
  if (common_tail(kana, listed_kana) >= 2) {
    if (written.empty() || listed_written.empty()) return true;
    if (written.back() == listed_written.back()) return true;
  }
  return shares_number(listed.id) || may_look_alike(listed);
}

// Worth showing beside "not found", as long as nobody better is there; both have kana.
bool RosterStream::may_look_alike(const ListedPerson& listed) const {
  if (!listed.candidates.nobody()) return false;
  // A little more than compare() asks for, as keys have lost their long-vowel marks.
  return (common_ends(kana_.view(), listed.kana_key.view()) + 1) * 2 >= std::max(kana_.size, listed.kana_key.size);
}

void RosterStream::compare_hits(const CsvRecord& r) {
  if (hits_.size() > 1) {
    std::sort(hits_.begin(), hits_.end());
    hits_.erase(std::unique(hits_.begin(), hits_.end()), hits_.end());
  }
  branch_ = file_.said(r, Field::branch).empty() ? -2 : static_cast<int>(file_.digits(r, Field::branch));
  bool read = false;
  uint32_t stored = kNobody;
  for (const uint32_t person : hits_) {
    ListedPerson& listed = people_[person];
    note_number(listed);
    if (!worth_comparing(listed)) continue;
    if (!read) read_identity(r);
    read = true;
    const Comparison c = compare(listed.id, identity_);
    if (!listed.candidates.wants(c)) continue;
    if (stored == kNobody) stored = store_member(r);
    listed.candidates.add(stored, c);
  }
}

void RosterStream::read_names(const CsvRecord& r) {
  const CharTables& t = file_.tables();
  const Encoding e = file_.row_encoding();
  fold_raw_name(t, e, file_.said(r, Field::name_kana), kAllFolds, identity_.kana);
  fold_raw_name(t, e, file_.said(r, Field::name), kAllFolds, identity_.written);
  fold_raw_name(t, e, file_.said(r, Field::alias_name), kAllFolds, identity_.alias);
  take_bracketed_alias(identity_);
}

void RosterStream::read_identity(const CsvRecord& r) {
  read_names(r);
  identity_.birth = now_.birth;
  identity_.sex = read_sex(file_, r);
  bool ok = true;
  const bool apart = file_.column(Field::member_serial) >= 0;
  identity_.number = parse_member_number(apart ? file_.said_text(r, Field::member_symbol, ok) : std::string(),
                                         file_.said_text(r, apart ? Field::member_serial : Field::member_number, ok),
                                         file_.said_text(r, Field::branch, ok));
  identity_.pension_number = pension_number_;
}

uint32_t RosterStream::store_member(const CsvRecord& r) {
  bool ok = true;
  Member m = now_;
  m.text = texts_.add(file_, r);
  m.number = identity_.number;
  m.sex = identity_.sex;
  m.kana = identity_.kana.empty() ? 0 : hash_text(identity_.kana.text);
  m.written = identity_.written.empty() ? 0 : hash_text(loose_text(identity_.written));
  m.resident_number = resident_key(file_.said_text(r, Field::resident_number, ok));
  // Asked only of rows that are somebody's candidate; unreadable, they are reported like the other dates.
  if (!read_period(r, Field::applied_from, false, m.applied_from)) m.unreadable = true;
  if (!read_period(r, Field::applied_to, false, m.applied_to)) m.unreadable = true;
  m.history_number = digits_value(file_.said_text(r, Field::history_number, ok));
  if (const ParsedDate d = file_.date(r, Field::changed_on); d.status == DateStatus::ok) m.changed_on = d.date;
  m.latest = parse_latest_mark(file_.said_text(r, Field::latest_mark, ok));
  members_.push_back(m);
  return static_cast<uint32_t>(members_.size() - 1);
}

}  // namespace totsugo
