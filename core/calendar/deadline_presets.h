// The periods of towns whose procedure is published: settings to begin with, none of them a rule for another town.
#pragma once
#include <span>
#include <string_view>

#include "core/calendar/period.h"

namespace totsugo {

struct DeadlinePreset {
  std::string_view code;
  std::string_view label;
  std::string_view source;  // empty: there is none
  Period first;
  Period second;
};

// "none" comes last.
std::span<const DeadlinePreset> deadline_presets();

}  // namespace totsugo
