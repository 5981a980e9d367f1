#include "core/records/pension_list.h"

#include <algorithm>
#include <numeric>

#include "core/base/hash.h"
#include "core/match/flood.h"
#include "core/records/person_reader.h"
#include "core/records/record_words.h"
#include "core/text/keywords.h"

namespace totsugo {
void PensionList::row(FileTable& file, const CsvRecord& r) {
  ListedPerson who;
  if (!read_person(file, r, today_, true, who)) return;
  bool ok = true;
  PensionRow row;
  row.line = r.line;
  row.change = change_.of(file.raw(r, Field::change_kind),
                          [&] { return parse_pension_change(file.said_text(r, Field::change_kind, ok)); });
  row.reason = reason_.of(file.raw(r, Field::pension_lost_reason),
                          [&] { return parse_pension_reason(file.said_text(r, Field::pension_lost_reason, ok)); });
  if (row.change == PensionChange::unknown) {
    row.change = PensionChange::loss;
    row.unclear = true;
  }
  const ParsedDate corrected = file.date(r, Field::corrected_from);
  if (corrected.status == DateStatus::ok && !corrected.date.partial()) {
    row.corrected_from = corrected.date;
  } else if (corrected.status != DateStatus::none) {
    row.unclear = true;
    file.warn(r.line, phrase_corrected_from_unreadable());
  }
  const ParsedDate processed = file.date(r, Field::processed);
  if (processed.status == DateStatus::ok && !processed.date.partial()) row.processed = processed.date;
  const ParsedDate lost = file.date(r, Field::pension_lost);
  if (lost.status == DateStatus::ok && !lost.date.partial()) {
    row.lost = lost.date;
  } else if (lost.status == DateStatus::none && row.change == PensionChange::correction) {
    row.change = PensionChange::cancellation;  // a correction to no date takes the loss back
  } else if (lost.status != DateStatus::none || row.change == PensionChange::loss) {
    file.reject(r.line, Field::pension_lost, date_problem(lost.status), file.raw(r, Field::pension_lost));
    return;
  }
  who.id.pension_number = file.digits(r, Field::pension_number);
  if (is_filler_number(who.id.pension_number)) who.id.pension_number = 0;
  note_lost_zeros(file, r, Field::pension_number, file.said(r, Field::pension_number));
  row.text = texts_.add(file, r);
  rows_.push_back(row);
  row_people_.push_back(std::move(who));
}

void PensionList::settle() {
  numbers_dropped_ = forget_flooded_numbers(
      row_people_, [](const ListedPerson& who) { return who.id.pension_number; },
      [](ListedPerson& who) { who.id.pension_number = 0; });
  const PersonGroups groups = people_of_rows(row_people_, [](uint32_t) { return 0; });
  std::vector<uint32_t> order(rows_.size());
  std::iota(order.begin(), order.end(), 0);
  persons_ = persons_of<PensionPerson>(groups, order);
  people_.reserve(people_.size() + rows_.size());
  for (PensionPerson& p : persons_) {
    put_together(row_people_, p.rows, [](uint32_t) { return 0; }, people_, p);
    settle_person(p);
  }
  row_people_ = {};
}

// The rows in the order in which they were processed: those of one day together. Rows without a day stand with the first.
std::vector<std::vector<uint32_t>> PensionList::by_day_of_processing(const PensionPerson& p) const {
  std::vector<uint32_t> order = p.rows;
  const bool all = std::none_of(order.begin(), order.end(), [this](uint32_t r) { return rows_[r].processed.none(); });
  if (all)
    std::stable_sort(order.begin(), order.end(),
                     [this](uint32_t a, uint32_t b) { return rows_[a].processed < rows_[b].processed; });
  std::vector<std::vector<uint32_t>> out;
  for (const uint32_t row : order) {
    if (out.empty() || (all && rows_[out.back().front()].processed != rows_[row].processed)) out.emplace_back();
    out.back().push_back(row);
  }
  return out;
}

namespace {

// Words of 異動区分.
constexpr std::string_view kLoss[] = {"喪失"};
constexpr std::string_view kCancellation[] = {"取消", "取り消", "取下", "抹消"};
constexpr std::string_view kCorrection[] = {"訂正", "変更"};
constexpr std::string_view kOtherChange[] = {"取得", "氏名", "住所",   "種別", "生年月日",
                                             "性別", "番号", "事業所", "該当", "区分"};

// Words of 喪失事由.
constexpr std::string_view kBut[] = {"以外", "除く", "除き"};  // what follows from them, nobody knows
// Ends of 第1号/第3号 that are no entry into an employee's insurance.
constexpr std::string_view kOutside[] = {"60歳",   "６０歳",   "六十歳",   "65歳",
                                         "６５歳", "70歳",     "７０歳",   "75歳",
                                         "７５歳", "歳到達",   "年齢到達", "満了",
                                         "死亡",   "国外",     "海外",     "出国",
                                         "帰国",   "任意脱退", "申出",     "任意",
                                         "不在",   "職権消除", "扶養外",   "被扶養配偶者非該当",
                                         "離婚",   "生活保護", "国保組合", "国民健康保険組合",
                                         "後期",   "転出"};
constexpr std::string_view kEmployee[] = {"厚生年金", "厚年",       "共済",     "2号",   "２号",   "3号該当",
                                          "３号該当", "3号取得",    "３号取得", "3号へ", "３号へ", "被用者",
                                          "社会保険", "社保",       "健康保険", "健保",  "就職",   "就労",
                                          "入社",     "適用事業所", "船員",     "第3号", "第３号"};

// What the rows of one person come to, one day of processing after the other.
class Settlement {
 public:
  explicit Settlement(const std::vector<PensionRow>& rows) : rows_(rows) {}

  void day(const std::vector<uint32_t>& rows) {
    for (const uint32_t row : rows)
      if (rows_[row].change == PensionChange::loss) lose(row);
    correct(rows);
    for (const uint32_t row : rows)
      if (rows_[row].change == PensionChange::cancellation) cancel(row);
  }
  std::vector<PensionEvent> events() { return std::move(events_); }

 private:
  using At = std::vector<PensionEvent>::iterator;

  void lose(uint32_t row) {
    // Entered anew behind its own cancellation of the same day it is another event: see cancel().
    const At same = find(rows_[row].lost, row, true);
    if (same == events_.end()) {
      open(row);
    } else {
      ++same->repeated;
      same->rows.push_back(row);
    }
  }
  void open(uint32_t row) {
    events_.emplace_back();
    events_.back().row = row;
    events_.back().rows = {row};
  }
  // Whatever the order of the rows: what moves a loss that is not there yet waits for the correction that brings it there.
  void correct(const std::vector<uint32_t>& rows) {
    std::vector<uint32_t> waiting;
    for (const uint32_t row : rows)
      if (rows_[row].change == PensionChange::correction) waiting.push_back(row);
    for (bool moved = true; moved;) {
      moved = false;
      for (size_t i = 0; i < waiting.size(); ++i) {
        const At old = find(rows_[waiting[i]].corrected_from, waiting[i], true);
        if (old == events_.end()) continue;
        old->replaced = old->row;
        old->row = waiting[i];
        old->rows.push_back(waiting[i]);
        waiting.erase(waiting.begin() + static_cast<ptrdiff_t>(i));
        moved = true;
        break;
      }
    }
    for (const uint32_t row : waiting) {
      open(row);
      events_.back().unmatched = true;
    }
  }
  void cancel(uint32_t row) {
    const CivilDate date = rows_[row].corrected_from.none() ? rows_[row].lost : rows_[row].corrected_from;
    At old = find(date, row, false);
    if (old == events_.end()) old = find(date, row, true);
    const bool matched = old != events_.end();
    if (matched) {
      old->withdrawn = true;
      old->withdrawn_by = row;
      put_later_rows_apart(static_cast<size_t>(old - events_.begin()), row);
    }
    open(row);
    events_.back().withdrawn = matched;
    events_.back().unmatched = !matched;
  }
  // The same loss behind its cancellation has been entered anew, and stands.
  void put_later_rows_apart(size_t withdrawn, uint32_t cancelled_by) {
    std::vector<uint32_t> later;
    for (const uint32_t r : events_[withdrawn].rows)
      if (r > cancelled_by && rows_[r].change == PensionChange::loss && r != events_[withdrawn].row) later.push_back(r);
    if (later.empty()) return;
    std::erase_if(events_[withdrawn].rows,
                  [&](uint32_t r) { return std::find(later.begin(), later.end(), r) != later.end(); });
    events_[withdrawn].repeated -= static_cast<uint32_t>(later.size());
    open(later.front());
    events_.back().rows = later;
    events_.back().repeated = static_cast<uint32_t>(later.size() - 1);
  }
  // The live loss of this date; without a date the only one there is. `any`: also one that stands behind `row` in the file.
  At find(CivilDate date, uint32_t row, bool any) {
    const auto live = [&](const PensionEvent& e) { return !e.withdrawn && !e.unmatched && (any || e.row < row); };
    const At at = std::find_if(events_.begin(), events_.end(),
                               [&](const PensionEvent& e) { return live(e) && rows_[e.row].lost == date; });
    if (at != events_.end() || !date.none() || std::count_if(events_.begin(), events_.end(), live) != 1) return at;
    return std::find_if(events_.begin(), events_.end(), live);
  }

  const std::vector<PensionRow>& rows_;
  std::vector<PensionEvent> events_;
};

}  // namespace

void PensionList::settle_person(PensionPerson& p) {
  Settlement settlement(rows_);
  for (const std::vector<uint32_t>& day : by_day_of_processing(p)) settlement.day(day);
  std::vector<PensionEvent> events = settlement.events();
  // One result a person: of several losses that stand, the latest is shown and the others are told.
  const auto stands = [](const PensionEvent& e) { return !e.withdrawn && !e.unmatched; };
  uint32_t newest = kNobody;
  for (uint32_t i = 0; i < events.size(); ++i)
    if (stands(events[i]) && (newest == kNobody || rows_[events[newest].row].lost < rows_[events[i].row].lost))
      newest = i;
  uint32_t unclear = kNobody;
  for (const uint32_t row : p.rows)
    if (rows_[row].unclear && unclear == kNobody) unclear = row;
  for (uint32_t i = 0; i < events.size(); ++i) {
    PensionEvent& e = events[i];
    if (e.unmatched && newest != kNobody && unclear == kNobody) unclear = e.row;
    if (!stands(e) || i == newest) continue;
    events[newest].several_dates = true;
    events[newest].rows.insert(events[newest].rows.end(), e.rows.begin(), e.rows.end());
    e.rows.clear();
  }
  std::erase_if(events, [](const PensionEvent& e) { return e.rows.empty(); });
  for (PensionEvent& e : events)
    if (!e.withdrawn) e.unclear_row = unclear;
  p.events = std::move(events);
}

PensionChange parse_pension_change(std::string_view s) {
  // Of an acquisition, a name, an address: nothing of the loss. A correction that is cancelled: nobody knows which date stands.
  if (holds_one_of(s, kOtherChange)) return PensionChange::unknown;
  const bool cancels = holds_one_of(s, kCancellation);
  const bool corrects = holds_one_of(s, kCorrection);
  if (cancels || corrects)
    return cancels && corrects ? PensionChange::unknown
           : cancels           ? PensionChange::cancellation
                               : PensionChange::correction;
  const bool unsaid = s.find_first_not_of(" \t\xE3\x80") == std::string_view::npos;  // spaces of either width
  return unsaid || holds_one_of(s, kLoss) ? PensionChange::loss : PensionChange::unknown;
}

PensionReason parse_pension_reason(std::string_view s) {
  if (s.find_first_not_of(" \t") == std::string_view::npos) return PensionReason::unsaid;
  if (holds_one_of(s, kBut)) return PensionReason::unknown;  // "other than by death"
  if (holds_one_of(s, kOutside)) return PensionReason::outside;
  if (holds_one_of(s, kEmployee)) return PensionReason::employee;
  return PensionReason::unknown;
}

}  // namespace totsugo
