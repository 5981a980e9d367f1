// What an open case waits for, whom, since when and until when: the queues of an office (照会中, 勧奨中, 職権へ …). It follows from
// the standing and the day; nothing of it is kept.
#pragma once
#include <string_view>

#include "core/casework/case_state.h"

namespace totsugo {

enum class Stage : uint8_t {
  to_check,       // 要確認: a clerk has to look
  to_inquire,     // 要照会
  to_verify,      // nothing is doubtful: to be confirmed
  inquiring,      // 照会中
  to_urge,        // 勧奨へ: confirmed, no letter yet
  urging,         // 勧奨中
  to_urge_again,  // 再勧奨へ: the letter's deadline is past
  urging_again,   // 再勧奨中
  to_ex_officio,  // 職権へ
  returned,       // 返戻
  on_hold,        // 保留
  ex_officio,     // 職権喪失決定
  reported,       // 届出受付: not in the roster yet
  in_roster,      // 台帳で喪失済
  waiting,        // a later list has to show more (初回掲載, 保険者変更 …)
  done,           // 完了
  excluded,       // 対象外
};
inline constexpr size_t kStageCount = static_cast<size_t>(Stage::excluded) + 1;

// Whose turn it is.
enum class Party : uint8_t { nobody, clerk, household, workplace, next_list };

struct Waiting {
  Stage stage = Stage::to_check;
  Party party = Party::clerk;
  CivilDate since;
  CivilDate until;  // none where there is no end
};

Waiting waiting_of(const Standing& now, CivilDate today);

std::string_view code_of(Stage s);
std::string_view label_of(Stage s);
std::string_view code_of(Party p);
std::string_view label_of(Party p);

}  // namespace totsugo
