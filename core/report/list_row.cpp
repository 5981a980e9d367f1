#include "core/report/list_row.h"

#include <optional>

#include "core/calendar/date_form.h"
#include "core/casework/casework_words.h"
#include "core/match/match_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

// The reason that decided: in 要確認 what first spoke against deciding, else the last one that is not merely the loss date.
std::string main_reason(const RunView& run, const CaseResult& c) {
  if (c.review != ReviewKind::none) return run.doubt(c);
  for (auto r = c.reasons.rbegin(); r != c.reasons.rend(); ++r)
    if (r->code != ReasonCode::loss_next_day && r->code != ReasonCode::loss_same_day) return run.reason(*r);
  return {};
}

std::string number_of(const RunView& run, const CaseResult& c) {
  if (c.member == kNobody) return {};
  const std::string number = run.member_number_text(c.member);
  const std::string branch = run.member_text(c.member, Field::branch);
  return branch.empty() || number.empty() ? number : number + '-' + branch;
}

void write_line(JsonWriter& w, std::string_view key, std::optional<uint64_t> line) {
  w.key(key);
  if (line) w.value(*line);
  else w.null();
}

void write_stage(JsonWriter& w, const Standing& now, CivilDate today) {
  const Waiting waiting = waiting_of(now, today);
  w.member("stage", code_of(waiting.stage)).member("stage_label", label_of(waiting.stage));
  w.member("waits_for", code_of(waiting.party)).member_or_null("waits_since", iso_text(waiting.since));
  w.member_or_null("waits_until", iso_text(waiting.until));
}

// What a row says of where the person stands, of a finding's person as of a case.
void write_standing(JsonWriter& w, const CaseBook& book, const Standing& now, Since since, CivilDate today) {
  w.member("state", code_of(now.state)).member("label", label_of(now.state)).member("on_hold", now.on_hold);
  w.member("noted", now.noted)
      .member("returned", now.mail_returned)
      .member_or_null("since", code_of(since))
      .member("since_label", label_of(since));
  w.member_or_null("last_step", iso_text(now.last_step)).member_or_null("due", iso_text(now.due));
  w.member_or_null("next_from", iso_text(now.next_from));
  w.member_or_null("due_certainty", now.due.none() ? "" : certainty_of(book.holidays(), now.due));
  write_stage(w, now, today);
}

void write_levy(JsonWriter& w, const LevyLimit& levy) {
  w.key("levy");
  if (levy.state == LevyState::none) return (void)w.null();
  w.begin_object().member("state", code_of(levy.state)).member("label", label_of(levy.state));
  w.member_or_null("until", iso_text(levy.until)).end_object();
}

void write_place(JsonWriter& w, const CaseBook& book, uint32_t number, CivilDate today) {
  const Case& c = book.cases()[number];
  w.begin_object().member("case", number).member("flow", code_of(book.usual_flow(c)));
  write_standing(w, book, c.now, book.since(number), today);
  write_levy(w, book.levy_limit_of(number, today));
  w.end_object();
}

// Of somebody whom the book does not know yet.
void write_fresh_place(JsonWriter& w, const CaseBook& book, const RunView& run, Bucket where, CivilDate today) {
  Standing now;
  now.bucket = where;
  now.since = run.settings.today;
  w.begin_object().key("case").null().member("flow", code_of(run.settings.which));
  write_standing(w, book, now, Since::fresh, today);
  write_levy(w, {});
  w.end_object();
}

void write_finding(const ListedIn& in, uint32_t finding, CivilDate today, JsonWriter& w) {
  const RunView& run = *in.run;
  const CaseResult& c = run.results[finding];
  const BucketInfo& where = info_of(c.where);
  w.begin_object().member("finding", finding).member("bucket", where.code).member("label", where.label);
  w.member_or_null("grade", code_of(c.best)).member("selectable", c.selectable);
  w.member("name", run.shown(c, Field::name)).member("kana", run.shown(c, Field::name_kana));
  w.member("birth", run.shown(c, Field::birth_date)).member("sex", run.shown(c, Field::sex));
  w.member("number", number_of(run, c)).member("address", run.shown(c, Field::address));
  w.member("head", c.member == kNobody ? std::string() : run.member_text(c.member, Field::head_name));
  w.member_or_null("loss_date", iso_text(c.loss_date)).member("reason", main_reason(run, c));
  w.member_or_null("review_kind", code_of(c.review)).key("lines").begin_object();
  const auto line_of = [](uint32_t row, auto&& line) {
    return row == kNobody ? std::nullopt : std::optional(line(row));
  };
  write_line(w, "roster", line_of(c.member, [&](uint32_t m) { return run.members[m].line; }));
  write_line(w, "pension", line_of(c.pension_row, [&](uint32_t r) { return run.pension.rows()[r].line; }));
  const uint32_t listed = c.overlap_rows.empty() ? kNobody : c.overlap_rows.front();
  write_line(w, "overlap", line_of(listed, [&](uint32_t r) { return run.overlap.rows()[r].line; }));
  w.end_object().key("as_case");
  const uint32_t number = in.book.look_up(run, finding);
  if (number != kNobody) write_place(w, in.book, number, today);
  else if (!in.book.is_attached() && makes_case(c.where)) write_fresh_place(w, in.book, run, c.where, today);
  else w.null();
  w.end_object();
}

// The person as kept, and what the run said that listed it last.
void write_kept(const CaseBook& book, uint32_t number, CivilDate today, JsonWriter& w) {
  const Case& c = book.cases()[number];
  const Listing last = c.listings.empty() ? Listing() : c.listings.back();
  w.begin_object().key("finding").null().member("bucket", info_of(c.now.bucket).code);
  w.member("label", info_of(c.now.bucket).label).member_or_null("grade", last.grade).member("selectable", false);
  w.member("name", kept_text(c, Field::name)).member("kana", kept_text(c, Field::name_kana));
  w.member("birth", kept_text(c, Field::birth_date)).member("sex", kept_text(c, Field::sex));
  w.member("number", member_number_of(c)).member("address", kept_text(c, Field::address));
  w.member("head", kept_text(c, Field::head_name));
  w.member_or_null("loss_date", iso_text(last.loss_date)).member("reason", last.reasons);
  w.member_or_null("review_kind", code_of(last.review)).key("lines").begin_object();
  for (const std::string_view list : {"roster", "pension", "overlap"}) write_line(w, list, std::nullopt);
  w.end_object().key("as_case");
  write_place(w, book, number, today);
  w.end_object();
}

}  // namespace

std::string_view certainty_of(const Holidays& days, CivilDate due) {
  return days.official(due.year()) ? "official" : days.known(due.year()) ? "provisional" : "unknown";
}

std::string member_number_of(const Case& c) {
  const std::string& number = kept_text(c, Field::member_number);
  const std::string& branch = kept_text(c, Field::branch);
  return branch.empty() ? number : number + "-" + branch;
}

void write_list_row(const ListedIn& in, Entry entry, CivilDate today, std::string& out) {
  JsonWriter w(out);
  if (entry.finding != kNobody) write_finding(in, entry.finding, today, w);
  else write_kept(in.book, in.book.root_of(entry.number), today, w);
}

void write_case_row(JsonWriter& w, const CaseBook& book, uint32_t number, CivilDate today) {
  const Case& c = book.cases()[number];
  const CivilDate loss = c.listings.empty() ? CivilDate{} : c.listings.back().loss_date;
  w.begin_object().member("case", number).member("flow", code_of(book.usual_flow(c)));
  w.member("bucket", info_of(c.now.bucket).code).member("bucket_label", info_of(c.now.bucket).label);
  w.member("name", kept_text(c, Field::name)).member("kana", kept_text(c, Field::name_kana));
  w.member("birth", kept_text(c, Field::birth_date)).member("sex", kept_text(c, Field::sex));
  w.member("number", member_number_of(c)).member("head", kept_text(c, Field::head_name));
  w.member_or_null("loss_date", iso_text(loss));
  write_standing(w, book, c.now, book.since(number), today);
  write_levy(w, book.levy_limit_of(number, today));
  w.end_object();
}

}  // namespace totsugo
