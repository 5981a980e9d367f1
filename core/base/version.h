#pragma once

namespace totsugo {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace totsugo
