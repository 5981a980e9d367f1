// 最新区分: whether a row of a history export is the newest of its period.
#pragma once
#include <cstdint>
#include <string_view>

namespace totsugo {

enum class LatestMark : uint8_t { unsaid, older, newest };
// What is no word we know says nothing.
LatestMark parse_latest_mark(std::string_view utf8);

}  // namespace totsugo
