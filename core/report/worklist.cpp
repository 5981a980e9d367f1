#include "core/report/worklist.h"

#include <algorithm>

#include "core/calendar/date_form.h"
#include "core/casework/casework_words.h"
#include "core/casework/stage.h"
#include "core/match/match_words.h"
#include "core/report/json_writer.h"
#include "core/report/search.h"

namespace totsugo {
namespace {

bool is_born(const RunView& run, const CaseResult& c, const std::vector<CivilDate>& days) {
  return std::any_of(days.begin(), days.end(), [&](CivilDate d) {
    return (c.person != kNobody && run.people[c.person].id.birth == d) ||
           (c.member != kNobody && run.members[c.member].birth == d);
  });
}

bool is_several(const CaseResult& c) {
  return std::any_of(c.reasons.begin(), c.reasons.end(), [](const Reason& r) {
    return r.code == ReasonCode::several_candidates || r.code == ReasonCode::number_points_elsewhere ||
           r.code == ReasonCode::claimed_twice || r.code == ReasonCode::fits_two_listed ||
           r.code == ReasonCode::fits_two_members || r.code == ReasonCode::more_candidates;
  });
}

template <class T>
bool asked(const std::vector<T>& of, T what) {
  return of.empty() || std::find(of.begin(), of.end(), what) != of.end();
}

bool agrees(std::optional<bool> asked_for, bool is) { return !asked_for || *asked_for == is; }

// The reason that decided: in 要確認 what first spoke against deciding, else the last one that is not merely the loss date.
std::string main_reason(const RunView& run, const CaseResult& c) {
  if (c.review != ReviewKind::none) return run.doubt(c);
  for (auto r = c.reasons.rbegin(); r != c.reasons.rend(); ++r)
    if (r->code != ReasonCode::loss_next_day && r->code != ReasonCode::loss_same_day) return run.reason(*r);
  return {};
}

uint64_t line_of(const RunView& run, const CaseResult& c) {
  if (c.pension_row != kNobody) return run.pension.rows()[c.pension_row].line;
  return c.overlap_rows.empty() ? 0 : run.overlap.rows()[c.overlap_rows.front()].line;
}

}  // namespace

// All but the text.
bool Worklist::wanted(const WorklistQuery& q, const Brief& c, const RunView& run, const CaseBook& book,
                      uint32_t result) {
  if (!asked(q.buckets, c.where) || !asked(q.grades, c.best) || !agrees(q.selectable, c.selectable)) return false;
  if (q.relaxations && !(c.relaxations & q.relaxations)) return false;
  if (!asked(q.reviews, c.review)) return false;
  if (q.several && *q.several != c.several) return false;
  if (!q.asks_of_cases()) return true;
  const uint32_t number = book.look_up(run, result);
  const Standing* now = number == kNobody ? nullptr : &book.cases()[number].now;
  if (q.no_case || !q.states.empty()) {
    const bool in = now ? std::find(q.states.begin(), q.states.end(), now->state) != q.states.end() : q.no_case;
    if (!in) return false;
  }
  return agrees(q.on_hold, now && now->on_hold) && agrees(q.returned, now && now->mail_returned) &&
         agrees(q.inquired, now && now->inquired);
}

void Worklist::fill_briefs(const RunView& run) {
  if (briefs_.size() == run.results.size()) return;
  briefs_.clear();
  for (const CaseResult& c : run.results)
    briefs_.push_back({c.relaxations, c.where, c.best, c.review, c.selectable, is_several(c)});
}

std::array<size_t, kRelaxationCount> Worklist::relaxation_counts() const {
  std::array<size_t, kRelaxationCount> out{};
  for (const Brief& c : briefs_)
    for_each_relaxation(c.relaxations, [&out](Relaxation r) { ++out[static_cast<size_t>(r)]; });
  return out;
}

void Worklist::fill_search(const RunView& run, size_t to) {
  if (search_at_.empty()) search_at_.push_back(0);
  for (size_t i = search_at_.size() - 1; i < to; ++i) {
    const CaseResult& c = run.results[i];
    append_folded(run.tables, run.listed_text(c, Field::name), search_);
    append_folded(run.tables, run.listed_text(c, Field::name_kana), search_);
    if (c.member != kNobody)
      for (const Field f : {Field::name, Field::name_kana, Field::alias_name})
        append_folded(run.tables, run.member_text(c.member, f), search_);
    append_number(run.tables, run.listed_text(c, Field::pension_number), search_);
    append_number(run.tables, run.listed_text(c, Field::own_serial), search_);
    if (c.pension_row != kNobody && !c.overlap_rows.empty()) {
      const uint32_t row = c.overlap_rows.front();
      for (const Field f : {Field::name, Field::name_kana})
        append_folded(run.tables, run.overlap_text(row, f), search_);
      append_number(run.tables, run.overlap_text(row, Field::own_serial), search_);
    }
    if (c.member != kNobody) {
      for (const Field f : {Field::resident_number, Field::pension_number})
        append_number(run.tables, run.member_text(c.member, f), search_);
      append_number(run.tables, run.member_number_text(c.member) + run.member_text(c.member, Field::branch), search_);
    }
    search_at_.push_back(static_cast<uint32_t>(search_.size()));
  }
}

void Worklist::fill_kana(const RunView& run, size_t to) {
  for (size_t i = kana_.size(); i < to; ++i) {
    const CaseResult& c = run.results[i];
    FoldedName kana;
    const std::string shown = run.shown(c, Field::name_kana);
    fold_name(run.tables, shown.empty() ? run.shown(c, Field::name) : shown, kAllFolds, kana);
    kana_.push_back(loose_text(kana));
  }
}

bool Worklist::prepare(const RunView& run) {
  constexpr size_t kAtOnce = 2000;  // some twenty milliseconds
  const size_t all = run.results.size();
  const size_t done = search_at_.empty() ? 0 : search_at_.size() - 1;
  if (done < all) return fill_search(run, std::min(all, done + kAtOnce)), true;
  if (kana_.size() < all) return fill_kana(run, std::min(all, kana_.size() + kAtOnce)), true;
  for (size_t k = 0; k < kSortKeyCount; ++k)
    if (sorted_[k].order.size() != all) return sorted(run, static_cast<SortKey>(k)), true;
  return false;
}

// Sorted once: filters and directions only walk along.
const Worklist::Sorted& Worklist::sorted(const RunView& run, SortKey key) {
  const auto& results = run.results;
  const auto all = static_cast<uint32_t>(results.size());
  Sorted& to = sorted_[static_cast<size_t>(key)];
  if (to.order.size() == all) return to;
  const auto by = [&](auto&& value_of) {
    using Value = std::decay_t<decltype(value_of(0u))>;
    struct Entry {
      Value value;
      uint32_t result;
    };
    std::vector<Entry> entries;
    entries.reserve(all);
    for (uint32_t i = 0; i < all; ++i) entries.push_back({value_of(i), i});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.value != b.value ? a.value < b.value : a.result < b.result;
    });
    to.order.clear();
    to.same.clear();
    for (const Entry& e : entries) {
      to.same.push_back(!to.order.empty() && e.value == entries[to.order.size() - 1].value);
      to.order.push_back(e.result);
    }
  };
  switch (key) {
    case SortKey::bucket: by([&](uint32_t i) { return results[i].where; }); break;
    case SortKey::grade: by([&](uint32_t i) { return results[i].best; }); break;
    case SortKey::kana:
      fill_kana(run, all);
      by([&](uint32_t i) { return std::u16string_view(kana_[i]); });
      break;
    case SortKey::birth:
      by([&](uint32_t i) {
        return results[i].person == kNobody ? CivilDate{} : run.people[results[i].person].id.birth;
      });
      break;
    case SortKey::number:
      by([&](uint32_t i) {
        return results[i].member == kNobody ? uint64_t{0} : run.members[results[i].member].number.joined;
      });
      break;
    case SortKey::loss_date: by([&](uint32_t i) { return results[i].loss_date; }); break;
    case SortKey::line: by([&](uint32_t i) { return line_of(run, results[i]); }); break;
  }
  return to;
}

void Worklist::apply(const RunView& run, const CaseBook& book, const WorklistQuery& q) {
  const std::vector<Sought> words = words_of(run.tables, q.text);
  if (!words.empty()) fill_search(run, run.results.size());
  const auto found = [&](uint32_t i) {
    const std::string_view text = std::string_view(search_).substr(search_at_[i], search_at_[i + 1] - search_at_[i]);
    return std::all_of(words.begin(), words.end(),
                       [&](const Sought& w) { return holds(text, w.text) || is_born(run, run.results[i], w.births); });
  };
  fill_briefs(run);
  // In the order of the results, as they lie in memory; then along the sorted ones.
  std::vector<bool> in(run.results.size());
  for (uint32_t i = 0; i < in.size(); ++i) in[i] = wanted(q, briefs_[i], run, book, i) && (words.empty() || found(i));
  const Sorted& all = sorted(run, q.sort);
  order_.clear();
  const auto take = [&](uint32_t i) {
    if (in[i]) order_.push_back(i);
  };
  if (!q.descending) {
    for (const uint32_t i : all.order) take(i);
    return;
  }
  // From the end, but those that say the same in their order.
  for (size_t to = all.order.size(); to > 0;) {
    size_t from = to - 1;
    while (all.same[from]) --from;
    for (size_t i = from; i < to; ++i) take(all.order[i]);
    to = from;
  }
}

void write_place(JsonWriter& w, const CaseBook& book, uint32_t number, CivilDate today) {
  if (number == kNobody) {
    w.null();
    return;
  }
  const Case& c = book.cases()[number];
  w.begin_object().member("case", number).member("state", code_of(c.now.state)).member("label", label_of(c.now.state));
  w.member("on_hold", c.now.on_hold).member("returned", c.now.mail_returned);
  w.member("since", label_of(book.since(number)));
  write_stage(w, c.now, today);
  w.end_object();
}

// Of somebody whom the book does not know yet.
void write_fresh_place(JsonWriter& w, const RunView& run, Bucket where) {
  Standing now;
  now.bucket = where;
  now.since = run.settings.today;
  w.begin_object().key("case").null();
  w.member("state", code_of(now.state)).member("label", label_of(now.state)).member("on_hold", false);
  w.member("returned", false).member("since", label_of(Since::fresh));
  write_stage(w, now, run.settings.today);
  w.end_object();
}

void write_stage(JsonWriter& w, const Standing& now, CivilDate today) {
  const Waiting waiting = waiting_of(now, today);
  w.member("stage", code_of(waiting.stage)).member("stage_label", label_of(waiting.stage));
  w.member("waits_for", code_of(waiting.party)).member_or_null("waits_since", iso_text(waiting.since));
  w.member_or_null("waits_until", iso_text(waiting.until));
}

void write_worklist_row(const RunView& run, const CaseBook& book, uint32_t i, std::string& out) {
  const CaseResult& c = run.results[i];
  const BucketInfo& where = info_of(c.where);
  JsonWriter w(out);
  w.begin_object().member("finding", i).member("bucket", where.code).member("label", where.label);
  w.member_or_null("grade", code_of(c.best)).member("selectable", c.selectable);
  w.member("name", run.shown(c, Field::name)).member("kana", run.shown(c, Field::name_kana));
  w.member("birth", run.shown(c, Field::birth_date)).member("sex", run.shown(c, Field::sex));
  std::string number;
  if (c.member != kNobody) {
    number = run.member_number_text(c.member);
    if (const std::string branch = run.member_text(c.member, Field::branch); !branch.empty() && !number.empty())
      (number += '-') += branch;
  }
  w.member("number", number).member("address", run.shown(c, Field::address));
  w.member_or_null("loss_date", iso_text(c.loss_date));
  w.member("reason", main_reason(run, c)).member_or_null("review_kind", code_of(c.review));
  w.key("lines").begin_object().key("roster");
  if (c.member == kNobody) w.null();
  else w.value(run.members[c.member].line);
  w.key("pension");
  if (c.pension_row == kNobody) w.null();
  else w.value(run.pension.rows()[c.pension_row].line);
  w.key("overlap");
  if (c.overlap_rows.empty()) w.null();
  else w.value(run.overlap.rows()[c.overlap_rows.front()].line);
  w.end_object().key("as_case");
  const uint32_t as_case = book.look_up(run, i);
  if (as_case == kNobody && !book.is_attached() && makes_case(c.where)) write_fresh_place(w, run, c.where);
  else write_place(w, book, as_case, run.settings.today);
  w.end_object();
}

}  // namespace totsugo
