#include "core/report/worklist.h"

#include <algorithm>

#include "core/report/json_writer.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

void append_folded(const RunView& run, std::string_view text, std::string& out) {
  FoldedName folded;
  fold_name(run.tables, text, kAllFolds, folded);
  out += utf8_of(loose_text(folded));
  out.push_back(' ');
}

// The reason that decided: the last one that is not merely the loss date.
std::string main_reason(const CaseResult& c) {
  for (auto r = c.reasons.rbegin(); r != c.reasons.rend(); ++r)
    if (r->code != ReasonCode::loss_next_day && r->code != ReasonCode::loss_same_day) return reason_text(*r);
  return {};
}

uint64_t line_of(const RunView& run, const CaseResult& c) {
  if (c.pension_row != kNobody) return run.pension.rows()[c.pension_row].line;
  return c.overlap_rows.empty() ? 0 : run.overlap.rows()[c.overlap_rows.front()].line;
}

}  // namespace

void Worklist::fill_search(const RunView& run) {
  if (search_.size() == run.results.size()) return;
  search_.clear();
  for (const CaseResult& c : run.results) {
    std::string text;
    append_folded(run, run.listed_text(c, Field::name), text);
    append_folded(run, run.listed_text(c, Field::name_kana), text);
    append_folded(run, run.listed_text(c, Field::pension_number), text);
    append_folded(run, run.listed_text(c, Field::own_serial), text);
    if (c.member != kNobody) {
      for (const Field f : {Field::name, Field::name_kana, Field::alias_name, Field::resident_number, Field::pension_number})
        append_folded(run, run.member_text(c.member, f), text);
      append_folded(run, run.member_number_text(c.member) + run.member_text(c.member, Field::branch), text);
    }
    search_.push_back(std::move(text));
  }
}

void Worklist::fill_kana(const RunView& run) {
  if (kana_.size() == run.results.size()) return;
  kana_.clear();
  for (const CaseResult& c : run.results) {
    FoldedName kana;
    const std::string shown = run.shown(c, Field::name_kana);
    fold_name(run.tables, shown.empty() ? run.shown(c, Field::name) : shown, kAllFolds, kana);
    kana_.push_back(loose_text(kana));
  }
}

void Worklist::apply(const RunView& run, const WorklistQuery& q) {
  std::string wanted;
  append_folded(run, q.text, wanted);
  wanted.pop_back();
  if (!wanted.empty()) fill_search(run);
  if (q.sort == SortKey::kana) fill_kana(run);
  order_.clear();
  for (uint32_t i = 0; i < run.results.size(); ++i) {
    const bool in = q.buckets.empty() ||
                    std::find(q.buckets.begin(), q.buckets.end(), run.results[i].where) != q.buckets.end();
    if (in && (wanted.empty() || search_[i].find(wanted) != std::string::npos)) order_.push_back(i);
  }
  const auto by = [&](auto&& less) {
    std::stable_sort(order_.begin(), order_.end(),
                     [&](uint32_t a, uint32_t b) { return q.descending ? less(b, a) : less(a, b); });
  };
  const auto& results = run.results;
  switch (q.sort) {
    case SortKey::bucket: by([&](uint32_t a, uint32_t b) { return results[a].where < results[b].where; }); break;
    case SortKey::grade: by([&](uint32_t a, uint32_t b) { return results[a].best < results[b].best; }); break;
    case SortKey::kana: by([&](uint32_t a, uint32_t b) { return kana_[a] < kana_[b]; }); break;
    case SortKey::birth:
      by([&](uint32_t a, uint32_t b) {
        return run.people[results[a].person].id.birth < run.people[results[b].person].id.birth;
      });
      break;
    case SortKey::number: {
      const auto number = [&](uint32_t i) {
        const uint32_t who = results[i].member;
        return who == kNobody ? uint64_t{0} : run.members[who].number.joined;
      };
      by([&](uint32_t a, uint32_t b) { return number(a) < number(b); });
      break;
    }
    case SortKey::loss_date: by([&](uint32_t a, uint32_t b) { return results[a].loss_date < results[b].loss_date; }); break;
    case SortKey::line: by([&](uint32_t a, uint32_t b) { return line_of(run, results[a]) < line_of(run, results[b]); }); break;
  }
}

void write_worklist_row(const RunView& run, uint32_t i, std::string& out) {
  const CaseResult& c = run.results[i];
  const BucketInfo& where = info_of(c.where);
  JsonWriter w(out);
  w.begin_object().member("case", i).member("bucket", where.code).member("label", where.label);
  w.member_or_null("grade", grade_name(c.best)).member("selectable", c.selectable);
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
  w.member("reason", main_reason(c));
  w.key("lines").begin_object().key("roster");
  if (c.member == kNobody) w.null();
  else w.value(run.members[c.member].line);
  w.key("pension");
  if (c.pension_row == kNobody) w.null();
  else w.value(run.pension.rows()[c.pension_row].line);
  w.key("overlap");
  if (c.overlap_rows.empty()) w.null();
  else w.value(run.overlap.rows()[c.overlap_rows.front()].line);
  w.end_object().end_object();
}

}  // namespace totsugo
