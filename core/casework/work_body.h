// What writing and reading the body of a work file have in common. Private to core/casework.
#pragma once
#include <string_view>

namespace totsugo {

inline constexpr int kBodyVersion = 2;
inline constexpr std::string_view kBodyFormat = "totsugo-casebook";

}  // namespace totsugo
