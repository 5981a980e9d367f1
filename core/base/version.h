// The version of the tool (semantic versions): the one place where it stands.
#pragma once

namespace totsugo {

inline constexpr const char* kVersion = "1.0.0-rc.1";

}  // namespace totsugo
