#include "core/match/listed_people.h"

namespace totsugo {

void settle_names(ListedPerson& who) {
  take_bracketed_alias(who.id);
  who.foreign = foreign_name(who.id);
  if (who.id.alias.empty()) return;
  cut_at_bracket(who.kana_key);
  cut_at_bracket(who.written_key);
}

}  // namespace totsugo
