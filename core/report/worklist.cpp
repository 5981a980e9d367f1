#include "core/report/worklist.h"

#include <algorithm>

#include "core/report/json_writer.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

void append_folded(const run_view& run, std::string_view text, std::string& out) {
  folded_name folded;
  fold_name(run.tables, text, kAllFolds, folded);
  for (const char16_t c : folded.text) append_utf8(out, c);
  out.push_back(' ');
}

// The reason that decided: the last one that is not merely the loss date.
std::string main_reason(const case_result& c) {
  for (auto r = c.reasons.rbegin(); r != c.reasons.rend(); ++r)
    if (r->code != reason_code::loss_next_day && r->code != reason_code::loss_same_day) return reason_text(*r);
  return {};
}

uint64_t line_of(const run_view& run, const case_result& c) {
  if (c.pension_row != kNobody) return run.pension.rows()[c.pension_row].line;
  return c.overlap_rows.empty() ? 0 : run.overlap.rows()[c.overlap_rows.front()].line;
}

}  // namespace

void worklist::fill_keys(const run_view& run) {
  if (search_.size() == run.results.size()) return;
  search_.clear();
  kana_.clear();
  for (const case_result& c : run.results) {
    std::string text;
    append_folded(run, run.listed_text(c, field::name), text);
    append_folded(run, run.listed_text(c, field::name_kana), text);
    append_folded(run, run.listed_text(c, field::pension_number), text);
    append_folded(run, run.listed_text(c, field::own_serial), text);
    if (c.member != kNobody) {
      for (const field f : {field::name, field::name_kana, field::alias_name, field::resident_number, field::pension_number})
        append_folded(run, run.member_text(c.member, f), text);
      append_folded(run, run.member_number_text(c.member) + std::string(run.member_text(c.member, field::branch)), text);
    }
    search_.push_back(std::move(text));
    folded_name kana;
    const std::string_view shown = run.shown(c, field::name_kana);
    fold_name(run.tables, shown.empty() ? run.shown(c, field::name) : shown, kAllFolds, kana);
    kana_.push_back(std::move(kana.text));
  }
}

void worklist::apply(const run_view& run, const worklist_query& q) {
  fill_keys(run);
  std::string wanted;
  append_folded(run, q.text, wanted);
  wanted.pop_back();
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
    case sort_key::bucket: by([&](uint32_t a, uint32_t b) { return results[a].where < results[b].where; }); break;
    case sort_key::grade: by([&](uint32_t a, uint32_t b) { return results[a].best < results[b].best; }); break;
    case sort_key::kana: by([&](uint32_t a, uint32_t b) { return kana_[a] < kana_[b]; }); break;
    case sort_key::birth:
      by([&](uint32_t a, uint32_t b) {
        return run.people[results[a].person].id.birth < run.people[results[b].person].id.birth;
      });
      break;
    case sort_key::number: {
      const auto number = [&](uint32_t i) {
        const uint32_t who = results[i].member;
        return who == kNobody ? uint64_t{0} : run.members[who].number.joined;
      };
      by([&](uint32_t a, uint32_t b) { return number(a) < number(b); });
      break;
    }
    case sort_key::loss_date: by([&](uint32_t a, uint32_t b) { return results[a].loss_date < results[b].loss_date; }); break;
    case sort_key::line: by([&](uint32_t a, uint32_t b) { return line_of(run, results[a]) < line_of(run, results[b]); }); break;
  }
}

void write_worklist_row(const run_view& run, uint32_t i, std::string& out) {
  const case_result& c = run.results[i];
  const bucket_info& where = info_of(c.where);
  json_writer w(out);
  w.begin_object().member("case", i).member("bucket", where.code).member("label", where.label);
  w.member_or_null("grade", grade_name(c.best)).member("selectable", c.selectable);
  w.member("name", run.shown(c, field::name)).member("kana", run.shown(c, field::name_kana));
  w.member("birth", run.shown(c, field::birth_date)).member("sex", run.shown(c, field::sex));
  std::string number;
  if (c.member != kNobody) {
    number = run.member_number_text(c.member);
    if (const std::string_view branch = run.member_text(c.member, field::branch); !branch.empty() && !number.empty())
      number += "-" + std::string(branch);
  }
  w.member("number", number).member("address", run.shown(c, field::address));
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
