#include "core/report/worklist.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/identifier/member_number.h"
#include "core/match/match_words.h"

namespace totsugo {
namespace {

bool is_several(const CaseResult& c) {
  return std::any_of(c.reasons.begin(), c.reasons.end(), [](const Reason& r) {
    return r.code == ReasonCode::several_candidates || r.code == ReasonCode::number_points_elsewhere ||
           r.code == ReasonCode::claimed_twice || r.code == ReasonCode::fits_two_listed ||
           r.code == ReasonCode::fits_two_members || r.code == ReasonCode::more_candidates;
  });
}

bool agrees(std::optional<bool> asked_for, bool is) { return !asked_for || *asked_for == is; }

Grade grade_named(std::string_view code) {
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c})
    if (code_of(g) == code) return g;
  return Grade::none;
}

uint64_t line_of(const RunView& run, const CaseResult& c) {
  if (c.pension_row != kNobody) return run.pension.rows()[c.pension_row].line;
  return c.overlap_rows.empty() ? 0 : run.overlap.rows()[c.overlap_rows.front()].line;
}

}  // namespace

bool WorklistQuery::asks_of_cases() const {
  return no_case || !states.empty() || !stages.empty() || !since.empty() || !due_from.none() || !due_by.none() ||
         !levy.empty() || on_hold || returned || inquired || sort > SortKey::line;
}

// All but the text and what is asked of the case.
bool Worklist::wanted(const WorklistQuery& q, const Brief& b) {
  return q.buckets.agrees(b.where) && q.grades.agrees(b.best) && agrees(q.selectable, b.selectable) &&
         (!q.relaxations || (b.relaxations & q.relaxations)) && q.reviews.agrees(b.review) &&
         agrees(q.several, b.several) && agrees(q.chosen, b.chosen);
}

Worklist::Place Worklist::place_of(const CaseBook& book, uint32_t number, CivilDate today) {
  if (number == kNobody) return {};
  const Standing& now = book.cases()[number].now;
  return {true,
          now.on_hold,
          now.mail_returned,
          now.inquired,
          now.state,
          waiting_of(now, today).stage,
          book.since(number),
          book.levy_limit_of(number, today).state,
          now.due};
}

bool Worklist::wanted(const WorklistQuery& q, const Place& p) {
  if ((q.no_case || !q.states.empty()) && !(p.is_case ? q.states.holds(p.state) : q.no_case)) return false;
  if (!q.stages.empty() && !(p.is_case && q.stages.holds(p.stage))) return false;
  if (!q.since.empty() && !(p.is_case && q.since.holds(p.since))) return false;
  if (!q.levy.empty() && !(p.is_case && q.levy.holds(p.levy))) return false;
  if (!q.due_from.none() && (p.due.none() || p.due < q.due_from)) return false;
  if (!q.due_by.none() && (p.due.none() || p.due > q.due_by)) return false;
  return agrees(q.on_hold, p.on_hold) && agrees(q.returned, p.returned) && agrees(q.inquired, p.inquired);
}

// All that wanted() looks at.
std::array<uint64_t, 3> Worklist::key_of(const Brief& b, const Place& p) {
  uint64_t key = 0;
  for (const auto part : {static_cast<size_t>(b.where), static_cast<size_t>(b.best), static_cast<size_t>(b.review),
                          static_cast<size_t>(p.state), static_cast<size_t>(p.stage), static_cast<size_t>(p.since),
                          static_cast<size_t>(p.levy)})
    key = key << 6 | part;
  for (const bool part : {b.selectable, b.several, b.chosen, p.is_case, p.on_hold, p.returned, p.inquired})
    key = key << 1 | static_cast<uint64_t>(part);
  return {key, b.relaxations, p.due.packed};
}

// Of a case that is not in the run at hand: as the run said that listed it last.
Worklist::Brief Worklist::brief_of(const Case& c) {
  if (c.listings.empty()) return {0, c.now.bucket, Grade::none, ReviewKind::none, false, false, false};
  const Listing& last = c.listings.back();
  return {0, c.now.bucket, grade_named(last.grade), last.review, false, last.candidates.size() > 1, last.chosen};
}

void Worklist::fill_briefs(const RunView& run) {
  if (briefs_.size() == run.results.size()) return;
  briefs_.clear();
  for (const CaseResult& c : run.results) briefs_.push_back(brief_of(c));
}

Worklist::Brief Worklist::brief_of(const CaseResult& c) {
  return {c.relaxations, c.where, c.best, c.review, c.selectable, is_several(c), c.chosen};
}

std::array<size_t, kRelaxationCount> Worklist::relaxation_counts() const {
  std::array<size_t, kRelaxationCount> out{};
  for (const Brief& c : briefs_)
    for_each_relaxation(c.relaxations, [&out](Relaxation r) { ++out[static_cast<size_t>(r)]; });
  return out;
}

Worklist::Searched Worklist::add_search(const RunView& run, const CaseResult& c) {
  const auto from = static_cast<uint32_t>(search_.size());
  append_folded(run.tables, run.listed_text(c, Field::name), search_);
  append_folded(run.tables, run.listed_text(c, Field::name_kana), search_);
  if (c.member != kNobody)
    for (const Field f : {Field::name, Field::name_kana, Field::alias_name})
      append_folded(run.tables, run.member_text(c.member, f), search_);
  append_number(run.tables, run.listed_text(c, Field::pension_number), search_);
  append_number(run.tables, run.listed_text(c, Field::own_serial), search_);
  if (c.pension_row != kNobody && !c.overlap_rows.empty()) {
    const uint32_t row = c.overlap_rows.front();
    for (const Field f : {Field::name, Field::name_kana}) append_folded(run.tables, run.overlap_text(row, f), search_);
    append_number(run.tables, run.overlap_text(row, Field::own_serial), search_);
  }
  if (c.member != kNobody) {
    for (const Field f : {Field::resident_number, Field::pension_number})
      append_number(run.tables, run.member_text(c.member, f), search_);
    append_number(run.tables, run.member_number_text(c.member) + run.member_text(c.member, Field::branch), search_);
  }
  return {from,
          static_cast<uint32_t>(search_.size()),
          {c.person == kNobody ? CivilDate{} : run.people[c.person].id.birth,
           c.member == kNobody ? CivilDate{} : run.members[c.member].birth}};
}

void Worklist::fill_search(const RunView& run, size_t to) {
  for (size_t i = searched_.size(); i < to; ++i) searched_.push_back(add_search(run, run.results[i]));
}

std::u16string Worklist::kana_of(const RunView& run, const CaseResult& c) {
  FoldedName kana;
  const std::string shown = run.shown(c, Field::name_kana);
  fold_name(run.tables, shown.empty() ? run.shown(c, Field::name) : shown, kAllFolds, kana);
  return loose_text(kana);
}

void Worklist::fill_kana(const RunView& run, size_t to) {
  for (size_t i = kana_.size(); i < to; ++i) kana_.push_back(kana_of(run, run.results[i]));
}

namespace {

void append_searched(const CharTables& tables, const Recorded& r, std::string& to) {
  for (size_t i = 0; i < r.snapshot.size(); ++i) {
    switch (snapshot_fields()[i].field) {
      case Field::name:
      case Field::name_kana:
      case Field::alias_name: append_folded(tables, r.snapshot[i], to); break;
      case Field::resident_number:
      case Field::pension_number:
      case Field::own_serial: append_number(tables, r.snapshot[i], to); break;
      default: break;
    }
  }
  append_number(tables, kept_text(r, Field::member_number) + kept_text(r, Field::branch), to);
}

}  // namespace

// Of what the book keeps the same is searched as of a finding.
const Worklist::CaseText& Worklist::text_of(const ListedIn& in, uint32_t number) {
  if (case_texts_.size() <= number) case_texts_.resize(number + size_t{1});
  CaseText& out = case_texts_[number];
  const CharTables& tables = in.tables;
  const Case& c = in.book.cases()[number];
  // Of several that are one person, by whatever any of them is called.
  std::vector<const Recorded*> all{&c.mine()};
  for (const uint32_t part : c.parts) all.push_back(&in.book.cases()[part].mine());
  uint64_t made_of = kHashPrime1;
  for (const Recorded* r : all)
    for (const std::string& text : r->snapshot) made_of = hash_pair(made_of, hash_bytes(text));
  if (out.of == made_of) return out;
  out = {made_of, {}, {}};
  for (const Recorded* r : all) append_searched(tables, *r, out.search);
  const std::string& kana = kept_text(c, Field::name_kana);
  FoldedName folded;
  fold_name(tables, kana.empty() ? kept_text(c, Field::name) : kana, kAllFolds, folded);
  out.kana = loose_text(folded);
  return out;
}

namespace {

// Each word in the text, or the day of one of the births.
template <class Births>
bool meets_all(std::string_view text, const Births& births, const std::vector<Sought>& words) {
  return std::all_of(words.begin(), words.end(), [&](const Sought& w) {
    return holds(text, w) ||
           std::find_first_of(w.births.begin(), w.births.end(), births.begin(), births.end()) != w.births.end();
  });
}

}  // namespace

// The births lie beside the text. 99,198 people as WebAssembly under Node: a date took 56 ms where they were asked of the run's people
// (and the word looked for by its last digit), so 18.
bool Worklist::found(uint32_t finding, const std::vector<Sought>& words) const {
  if (words.empty()) return true;
  const Searched& in = searched_[finding];
  return meets_all(std::string_view(search_).substr(in.from, in.to - in.from), in.births, words);
}

bool Worklist::found(const ListedIn& in, uint32_t number, const std::vector<Sought>& words) {
  if (words.empty()) return true;
  const std::string& text = text_of(in, number).search;
  const Case& c = in.book.cases()[number];
  std::vector<CivilDate> births{c.birth};
  for (const uint32_t part : c.parts) births.push_back(in.book.cases()[part].mine().birth);
  return meets_all(text, births, words);
}

bool Worklist::prepare(const RunView& run) {
  constexpr size_t kAtOnce = 2000;  // some twenty milliseconds
  const size_t all = run.results.size();
  const size_t done = searched_.size();
  if (done < all) return fill_search(run, std::min(all, done + kAtOnce)), true;
  if (kana_.size() < all) return fill_kana(run, std::min(all, kana_.size() + kAtOnce)), true;
  for (size_t k = 0; k <= static_cast<size_t>(SortKey::line); ++k)
    if (sorted_[k].size() != all) return (void)sorted(run, static_cast<SortKey>(k)), true;
  return false;
}

// Calls `use` with the value that the key has of a finding, and of a case that is none.
template <class Use>
void Worklist::with_key(const ListedIn& in, const WorklistQuery& q, Use&& use) {
  const auto result = [&in](uint32_t f) -> const CaseResult& { return in.run->results[f]; };
  const auto kept = [&in](uint32_t n) -> const Case& { return in.book.cases()[n]; };
  const auto listing = [&](uint32_t n) { return kept(n).listings.empty() ? Listing() : kept(n).listings.back(); };
  // Who has no such day stands at the end, whichever way it goes.
  const CivilDate last = q.descending ? CivilDate{} : CivilDate::of(9999, 12, 31);
  const auto day = [last](CivilDate d) { return d.none() ? last : d; };
  const auto by_day_of_case = [&](auto&& day_of) {
    use(
        [&](uint32_t f) {
          const uint32_t n = in.book.look_up(*in.run, f);
          return n == kNobody ? last : day(day_of(n));
        },
        [&](uint32_t n) { return day(day_of(n)); });
  };
  switch (q.sort) {
    case SortKey::bucket:
      return use([&](uint32_t f) { return result(f).where; }, [&](uint32_t n) { return kept(n).now.bucket; });
    case SortKey::grade:
      return use([&](uint32_t f) { return result(f).best; }, [&](uint32_t n) { return brief_of(kept(n)).best; });
    case SortKey::kana:
      if (in.run) fill_kana(*in.run, in.run->results.size());
      return use([&](uint32_t f) { return std::u16string_view(kana_[f]); },
                 [&](uint32_t n) { return std::u16string_view(text_of(in, n).kana); });
    case SortKey::birth:
      return use(
          [&](uint32_t f) {
            return result(f).person == kNobody ? CivilDate{} : in.run->people[result(f).person].id.birth;
          },
          [&](uint32_t n) { return kept(n).birth; });
    case SortKey::number:
      return use(
          [&](uint32_t f) {
            return result(f).member == kNobody ? uint64_t{0} : in.run->members[result(f).member].number.joined;
          },
          [&](uint32_t n) { return parse_member_number({}, kept_text(kept(n), Field::member_number), {}).joined; });
    case SortKey::loss_date:
      return use([&](uint32_t f) { return result(f).loss_date; }, [&](uint32_t n) { return listing(n).loss_date; });
    case SortKey::line:
      return use([&](uint32_t f) { return line_of(*in.run, result(f)); }, [](uint32_t) { return UINT64_MAX; });
    case SortKey::since: return by_day_of_case([&](uint32_t n) { return kept(n).now.since; });
    case SortKey::due: return by_day_of_case([&](uint32_t n) { return kept(n).now.due; });
    case SortKey::levy: return by_day_of_case([&](uint32_t n) { return in.book.levy_limit_of(n, q.today).until; });
  }
}

namespace {

// Ascending by the value; the same value in the order of the numbers.
template <class ValueOf>
void sort_by(std::vector<uint32_t>& numbers, ValueOf&& value_of) {
  using Value = std::decay_t<decltype(value_of(0u))>;
  struct Keyed {
    Value value;
    uint32_t number;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(numbers.size());
  for (const uint32_t n : numbers) keyed.push_back({value_of(n), n});
  std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
    return a.value != b.value ? a.value < b.value : a.number < b.number;
  });
  for (size_t i = 0; i < keyed.size(); ++i) numbers[i] = keyed[i].number;
}

// From the end, but those that say the same in their order.
template <class ValueOf>
void turn_around(std::vector<Entry>& entries, ValueOf&& value_of) {
  std::reverse(entries.begin(), entries.end());
  for (auto from = entries.begin(); from != entries.end();) {
    auto to = from + 1;
    while (to != entries.end() && value_of(*to) == value_of(*from)) ++to;
    std::reverse(from, to);
    from = to;
  }
}

}  // namespace

// with_key() of all findings of a run, for the keys that ask nothing of the book.
template <class Use>
void Worklist::with_key_of(const RunView& run, SortKey key, Use&& use) {
  WorklistQuery by;
  by.sort = key;
  static const CaseBook no_book;
  with_key({run.tables, no_book, &run}, by, std::forward<Use>(use));
}

// Sorted once: filters and directions only walk along.
const std::vector<uint32_t>& Worklist::sorted(const RunView& run, SortKey key) {
  std::vector<uint32_t>& to = sorted_[static_cast<size_t>(key)];
  if (to.size() == run.results.size()) return to;
  to.resize(run.results.size());
  std::iota(to.begin(), to.end(), 0u);
  with_key_of(run, key, [&](auto&& of_finding, auto&&) { sort_by(to, of_finding); });
  return to;
}

void Worklist::follow(const RunView& run, const Rejudged& again) {
  constexpr size_t kMostSearchBytes = size_t{1} << 28;
  order_.clear();
  const size_t all = run.results.size();
  const size_t before = all + again.before.size() - again.now.size();
  const auto follow_in = [&](auto& kept, auto&& of_finding) {
    if (kept.size() != before) return kept.clear();  // not all there yet
    kept = again.moved(std::move(kept), all);
    for (const uint32_t f : again.now) kept[f] = of_finding(run.results[f]);
  };
  follow_in(briefs_, [](const CaseResult& c) { return brief_of(c); });
  if (searched_.size() != before || search_.size() > kMostSearchBytes) {
    search_.clear();
    searched_.clear();
  }
  follow_in(searched_, [&](const CaseResult& c) { return add_search(run, c); });
  follow_in(kana_, [&](const CaseResult& c) { return kana_of(run, c); });
  // By finding of before: where it stands now; kNobody where it was judged again.
  std::vector<uint32_t> place(before);
  std::iota(place.begin(), place.end(), 0u);
  const std::vector<uint32_t> was = again.moved(std::move(place), all, kNobody);
  std::vector<uint32_t> now(before, kNobody);
  for (uint32_t f = 0; f < all; ++f)
    if (was[f] != kNobody) now[was[f]] = f;
  for (size_t k = 0; k < kSortKeyCount; ++k)
    if (sorted_[k].size() == before) sort_in(run, static_cast<SortKey>(k), now, again.now);
    else sorted_[k].clear();
}

namespace {

// `anew` in among `all`, who are in order. One kind for all keys: few are compared, and the code of each kind has its size.
void merge_in(std::vector<uint32_t>& all, std::vector<uint32_t> anew,
              const std::function<bool(uint32_t, uint32_t)>& first) {
  std::sort(anew.begin(), anew.end(), first);
  std::vector<uint32_t> merged;
  merged.reserve(all.size() + anew.size());
  auto from = all.begin();
  for (const uint32_t f : anew) {  // a search for each looks at fewer values than a merge
    const auto to = std::lower_bound(from, all.end(), f, first);
    merged.insert(merged.end(), from, to);
    merged.push_back(f);
    from = to;
  }
  merged.insert(merged.end(), from, all.end());
  all = std::move(merged);
}

}  // namespace

// Sorts the findings `anew` in among the others, who have kept their order.
void Worklist::sort_in(const RunView& run, SortKey key, const std::vector<uint32_t>& now, std::vector<uint32_t> anew) {
  std::vector<uint32_t>& all = sorted_[static_cast<size_t>(key)];
  for (uint32_t& f : all) f = now[f];
  std::erase(all, kNobody);
  with_key_of(run, key, [&](auto&& of_finding, auto&&) {
    merge_in(all, std::move(anew), [&of_finding](uint32_t a, uint32_t b) {
      const auto& value_a = of_finding(a);
      const auto& value_b = of_finding(b);
      return value_a != value_b ? value_a < value_b : a < b;
    });
  });
}

// In ascending order.
std::vector<uint32_t> Worklist::wanted_findings(const ListedIn& in, const WorklistQuery& q) {
  const RunView& run = *in.run;
  const std::vector<Sought> words = words_of(in.tables, q.text);
  if (!words.empty()) fill_search(run, run.results.size());
  fill_briefs(run);
  const bool of_cases = q.asks_of_cases();
  // In the order of the findings, as they lie in memory; then along the sorted ones.
  std::vector<bool> is_in(run.results.size());
  for (uint32_t i = 0; i < is_in.size(); ++i)
    is_in[i] = wanted(q, briefs_[i]) && (!of_cases || wanted(q, place_of(in.book, in.book.look_up(run, i), q.today))) &&
               found(i, words);
  std::vector<uint32_t> out;
  if (q.sort > SortKey::line) {  // a step changes these
    for (uint32_t i = 0; i < is_in.size(); ++i)
      if (is_in[i]) out.push_back(i);
    with_key(in, q, [&](auto&& of_finding, auto&&) { sort_by(out, of_finding); });
    return out;
  }
  for (const uint32_t i : sorted(run, q.sort))
    if (is_in[i]) out.push_back(i);
  return out;
}

// In ascending order; without those who are in the run at hand.
std::vector<uint32_t> Worklist::wanted_cases(const ListedIn& in, const WorklistQuery& q,
                                             const std::vector<uint32_t>& finding_of) {
  const std::vector<Case>& cases = in.book.cases();
  const std::vector<Sought> words = words_of(in.tables, q.text);
  std::vector<uint32_t> out;
  for (uint32_t n = 0; n < cases.size(); ++n) {
    const Case& c = cases[n];
    if (!in.book.is_shown(n) || finding_of[n] != kNobody) continue;
    ++all_;
    if (wanted(q, brief_of(c)) && wanted(q, place_of(in.book, n, q.today)) && found(in, n, words)) out.push_back(n);
  }
  with_key(in, q, [&](auto&&, auto&& of_case) { sort_by(out, of_case); });
  return out;
}

namespace {

// By case: the finding that the run at hand lists it by; of several the one that counts.
std::vector<uint32_t> findings_by_case(const ListedIn& in) {
  std::vector<uint32_t> out(in.book.cases().size(), kNobody);
  if (!in.run) return out;
  const auto rank = [&in](uint32_t f) { return rank_of(in.run->results[f].where); };
  for (uint32_t f = 0; f < in.run->results.size(); ++f)
    if (const uint32_t n = in.book.look_up(*in.run, f); n != kNobody)
      if (out[n] == kNobody || rank(f) <= rank(out[n])) out[n] = f;
  return out;
}

}  // namespace

namespace {

// People whom no query without a search tells apart.
struct Alike {
  std::array<uint64_t, 3> key;
  bool operator==(const Alike&) const = default;
};
struct AlikeHash {
  size_t operator()(const Alike& a) const { return hash_pair(hash_pair(a.key[0], a.key[1]), a.key[2]); }
};

}  // namespace

// People stand in some hundred ways: each query is asked of the ways, and of the people only if it searches. 152,276 findings, 30
// queries, natively beside other work: 37 ms against 87 for asking every query of everybody.
std::vector<size_t> Worklist::count(const ListedIn& in, std::span<const WorklistQuery> queries) {
  std::vector<size_t> out(queries.size(), 0);
  if (queries.empty()) return out;
  const Scope scope = queries.front().scope;
  const CivilDate today = queries.front().today;
  std::vector<std::vector<Sought>> words;
  std::vector<size_t> searching;
  for (size_t k = 0; k < queries.size(); ++k) {
    words.push_back(words_of(in.tables, queries[k].text));
    if (!words.back().empty()) searching.push_back(k);
  }
  struct Way {
    Brief brief;
    Place place;
    size_t people = 0;
  };
  std::unordered_map<Alike, Way, AlikeHash> ways;
  const auto add = [&](const Brief& brief, const Place& place, auto&& is_found) {
    ++ways.try_emplace(Alike{key_of(brief, place)}, Way{brief, place}).first->second.people;
    for (const size_t k : searching)
      if (wanted(queries[k], brief) && wanted(queries[k], place) && is_found(words[k])) ++out[k];
  };
  std::vector<uint32_t> finding_of;
  if (scope != Scope::run) finding_of = findings_by_case(in);
  if (in.run) {
    fill_briefs(*in.run);
    if (!searching.empty()) fill_search(*in.run, in.run->results.size());
    for (uint32_t f = 0; f < in.run->results.size(); ++f) {
      const uint32_t number = in.book.look_up(*in.run, f);
      if (scope == Scope::book && (number == kNobody || finding_of[number] != f)) continue;
      add(briefs_[f], place_of(in.book, number, today), [&](const auto& w) { return found(f, w); });
    }
  }
  if (scope != Scope::run)
    for (uint32_t n = 0; n < in.book.cases().size(); ++n) {
      if (!in.book.is_shown(n) || finding_of[n] != kNobody) continue;
      const Case& c = in.book.cases()[n];
      add(brief_of(c), place_of(in.book, n, today), [&](const auto& w) { return found(in, n, w); });
    }
  for (const auto& [key, way] : ways)
    for (size_t k = 0; k < queries.size(); ++k)
      if (words[k].empty() && wanted(queries[k], way.brief) && wanted(queries[k], way.place)) out[k] += way.people;
  return out;
}

void Worklist::apply(const ListedIn& in, const WorklistQuery& q) {
  order_.clear();
  today_ = q.today;
  all_ = 0;
  std::vector<uint32_t> finding_of;
  if (q.scope != Scope::run) finding_of = findings_by_case(in);
  if (in.run) {
    // Whoever the run lists is searched, sorted and shown as the run has it, also among the people of the book.
    std::vector<uint32_t> number_of;
    if (q.scope == Scope::book) {
      number_of.assign(in.run->results.size(), kNobody);
      for (uint32_t n = 0; n < finding_of.size(); ++n)
        if (finding_of[n] != kNobody) number_of[finding_of[n]] = n;
      all_ = number_of.size() - static_cast<size_t>(std::count(number_of.begin(), number_of.end(), kNobody));
    } else {
      all_ = in.run->results.size();
    }
    for (const uint32_t f : wanted_findings(in, q))
      if (number_of.empty() || number_of[f] != kNobody)
        order_.push_back({f, number_of.empty() ? kNobody : number_of[f]});
  }
  const auto middle = static_cast<ptrdiff_t>(order_.size());
  if (q.scope != Scope::run)
    for (const uint32_t n : wanted_cases(in, q, finding_of)) order_.push_back({kNobody, n});
  const bool merges = middle > 0 && middle < static_cast<ptrdiff_t>(order_.size());
  if (merges || q.descending)
    with_key(in, q, [&](auto&& of_finding, auto&& of_case) {
      const auto value_of = [&](const Entry& e) {
        return e.finding != kNobody ? of_finding(e.finding) : of_case(e.number);
      };
      if (merges)
        std::inplace_merge(order_.begin(), order_.begin() + middle, order_.end(),
                           [&](const Entry& a, const Entry& b) { return value_of(a) < value_of(b); });
      if (q.descending) turn_around(order_, value_of);
    });
  // The order of a book's own is that of its cases, whatever the run says.
  if (q.scope == Scope::book && q.sort == SortKey::line)
    std::sort(order_.begin(), order_.end(), [&q](const Entry& a, const Entry& b) {
      return q.descending ? b.number < a.number : a.number < b.number;
    });
}

}  // namespace totsugo
